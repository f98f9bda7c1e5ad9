import Contracts
import Foundation
import HTML
import HTTPServer
import Statute
import TestSupport
import Testing

@testable import Analytics

/// A read model of a large invented council, written row by row.
func inventedCouncil(_ model: ReadModel, plans: Int, seed: UInt64, isRehearsal: Bool = true) throws {
    var random = SeededRandom(seed: seed)
    let from = day("2024-09-01")
    try model.transaction {
        try model.put(
            LogBegan(
                calendar: isRehearsal ? .rehearsal : .real, partitions: 1, council: "bromley",
                log: LogName(high: 1, low: 2)))
        try model.put(ReadModel.Progress(position: 1, fingerprint: 1, today: day("2025-08-31")), partition: 0)
        for number in 0..<plans {
            guard let id = CaseID("XQ-\(10_000 + number)") else { continue }
            var about = ReviewRow.About()
            about.need = random.pick(
                .speechLanguage, .speechLanguage, .socialEmotional, .autism, .moderateLearning, .severeLearning,
                .hearing,
                .visual, .notRecorded)
            if random.oneIn(400) { about.need = .multiSensory }
            about.placement = random.pick(
                .mainstream, .mainstream, .special, .furtherEducation, .otherwise, .earlyYears)
            about.year = random.pick(-1...13)
            about.setting = about.placement == .otherwise ? nil : UInt32(random.pick(100_001...100_080))
            var plan = PlanRow(id: id)
            plan.made = from - random.pick(0...2500)
            if about.year == 6 { plan.transfer = .primaryToSecondary }
            if about.year == 11 { plan.transfer = .secondaryToPost16 }
            if plan.transfer != nil {
                plan.transferYear = 2025
                if !random.oneIn(3) { plan.namedOn = day("2025-01-10") + random.pick(0...90) }
            }
            var row = ReviewRow(id: id, number: 1, about: about)
            row.opened = from + random.pick(0...364)
            row.kind = random.pick(.progress, .progress, .progress, .transition, .phaseTransfer)
            let held = (row.opened ?? from) + random.pick(20...90)
            if !random.oneIn(8), held <= day("2025-08-31") {
                row.held = held
                row.heldRecorded = held + (random.oneIn(5) ? random.pick(3...40) : 0)
                if !random.oneIn(6) { row.report = held + random.pick(5...25) }
                let lag = random.oneIn(8) ? random.pick(10...28) : random.pick(29...200)
                if !random.oneIn(3), held + lag <= day("2025-08-31") {
                    row.told = held + lag
                    row.toldRecorded = row.told
                    row.decided = row.told
                    row.outcome = random.pick(.amend, .maintain, .maintain)
                    if random.oneIn(60) { row.outcome = .cease }
                    if row.outcome == .amend {
                        row.notice = row.told
                        if random.oneIn(2) { row.finalTold = held + lag + random.pick(30...90) }
                    }
                    plan.reviewed = row.told
                    plan.last = PlanRow.LastReview(told: held + lag, held: held, outcome: row.outcome)
                }
            }
            plan.due = Statute.reviewDue(made: plan.made, lastReviewed: plan.reviewed)
            try model.put(plan, [row], of: id)
        }
    }
}

/// Where promtool is; nil where it is not at hand.
private let promtool: String? = {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/promtool" }
    return ((environment["AR_PROMTOOL"].map { [$0] } ?? []) + folders).first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}()

@Suite struct `The page` {
    private func publication(plans: Int = 4395, isRehearsal: Bool = true) throws -> Publication {
        let model = try ReadModel(inMemory: ())
        try inventedCouncil(model, plans: plans, seed: 1, isRehearsal: isRehearsal)
        return try #require(try Publication(model, published.get()))
    }

    @Test func `names no case, nor do its files`() throws {
        let publication = try publication(plans: 300)
        let files = FiguresFiles(publication)
        var all = FiguresPage(publication).page.markup
        for name in files.names { all += String(decoding: try #require(try files.file(name)).bytes, as: UTF8.self) }
        #expect(!all.contains("XQ-"))
        #expect(all.count > 20_000)
    }

    @Test func `says in its first lines that a rehearsal is invented, and nothing of it otherwise`() throws {
        #expect(FiguresPage(try publication(plans: 50)).page.markup.contains("Rehearsal: invented children."))
        #expect(!FiguresPage(try publication(plans: 50, isRehearsal: false)).page.markup.contains("Rehearsal"))
    }

    @Test func `shows no number from 1 to 4 of children in any cell, nor do the files`() throws {
        let publication = try publication(plans: 700)
        for table in publication.tables {
            for row in table.rows {
                for case .count(let id) in row.cells {
                    #expect(publication.count(id).map { $0 == 0 || $0 >= 5 } ?? true, "\(table.id) \(row.title)")
                }
            }
        }
        #expect(Suppression.determined(publication.suppressed, in: publication.counts).isEmpty)
        #expect(!publication.suppressed.isEmpty)
    }

    @Test func `shows no setting by itself with fewer than ten meetings whose decision was due`() throws {
        let publication = try publication(plans: 700)
        let table = try #require(publication.tables.first { $0.id == "told-by-setting" })
        let names = table.rows.map(\.title)
        #expect(names.contains("Settings with fewer than 10 meetings"))
        for row in table.rows where row.title.hasPrefix("URN") {
            guard case .count(let id)? = row.cells.first else { continue }
            #expect(publication.counts[id] >= 10)
        }
    }

    @Test func `has a definition and a source beside each figure, and every file it links to`() throws {
        let publication = try publication(plans: 300)
        let markup = FiguresPage(publication).page.markup
        for figure in publication.figures { #expect(markup.contains("Source: \(figure.source.prefix(4))")) }
        let files = FiguresFiles(publication)
        for name in files.names { #expect(markup.contains("href=\"\(name)\""), "\(name)") }
    }

    @Test
    func `leads to a page a figure: what it means, what it comes to, by what else, and as it was published before`()
        throws
    {
        let publication = try publication(plans: 700)
        let figure = try #require(publication.figures.first { $0.id == "told-in-four-weeks-strict" })
        let markup = FigurePage(publication, figure).page.markup
        #expect(markup.contains("<h1>\(figure.title)</h1>") && markup.contains("Source: \(figure.source)."))
        #expect(markup.contains("By primary need") && markup.contains("By type of setting"))
        #expect(!markup.contains("As it was published before"))
        #expect(markup.contains("Rehearsal: invented children."))
        for figure in publication.figures {
            let page = FigurePage(publication, figure).page.markup
            #expect(page.contains(publication.text(.share(figure.numerator, of: figure.denominator))), "\(figure.id)")
        }
        // Of a period that was published twice the last counts; what was left out stays so.
        func kept(_ to: String, _ shown: String, _ known: String = "5") throws -> KeptPublication {
            try KeptPublication(
                parsing: Array(
                    "From,To,Count,By,Part,Shown\n2023-01-01,\(to),due,all,0,\(shown)\n2023-01-01,\(to),dueInTime,all,0,\(known)\n"
                        .utf8), file: "kept.csv")
        }
        let before = [
            try kept("2023-06-30", "100", "41"), try kept("2023-06-30", "200", "41"), try kept("2023-09-30", "c"),
            try kept("2099-12-31", "300"),
        ]
        let later = FigurePage(publication, figure, before: before).page.markup
        #expect(later.contains("As it was published before") && later.contains(">20.5%<") && !later.contains(">41.0%<"))
        #expect(later.contains("2023-01-01 to 2023-09-30") && !later.contains("2099"))
    }

    @Test func `is answered over HTTP from the file, and written into a folder`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ar-page-\(UUID().uuidString)").path
        try Folder.make(folder)
        let path = "\(folder)/analytics.db"
        let dashboard = try Dashboard(database: path, metrics: published.get())
        #expect(dashboard.answer(Request(path: "/"))?.status == 503)
        let model = try ReadModel(file: path)
        try inventedCouncil(model, plans: 300, seed: 2)
        #expect(dashboard.answer(Request(path: "/"))?.status == 200)
        #expect(dashboard.answer(Request(path: "/told-by-need.csv"))?.status == 200)
        #expect(dashboard.answer(Request(path: "/nothing.csv")) == nil)
        #expect(dashboard.answer(Request(path: "/told-in-four-weeks-strict.html"))?.status == 200)
        #expect(dashboard.answer(Request(path: "/nothing.html")) == nil)
        #expect(dashboard.answer(Request(method: .post, path: "/"))?.status == 405)
        #expect(dashboard.metrics().contains("\nehcp_reviews_overdue "))
        #expect(dashboard.metrics().contains("\nehcp_read_model_readable 1\n"))
        try PageFolder.write(try #require(try Publication(model, published.get())), to: "\(folder)/page")
        let written = try String(contentsOfFile: "\(folder)/page/index.html", encoding: .utf8)
        #expect(written.contains("Are families told in time?"))
    }

    @Test func `is read by the notebook of the examples, by Python alone`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ar-notebook-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Left over at worst.
        try PageFolder.write(try publication(plans: 700), to: folder)
        let (status, output) = try Repository.run([
            "AR_PAGE=\(folder)", "python3", "Tests/python/notebook.py", "docs/examples/figures.ipynb",
        ])
        #expect(status == 0, "\(output)")
        #expect(output.contains("bromley 20") && output.contains("4 cells ran"), "\(output)")
        #expect(output.contains("columns add up to their sum"))
    }

    @Test(.enabled(if: promtool != nil, "promtool is of Debian's package prometheus; AR_PROMTOOL names it elsewhere"))
    func `gives Prometheus what promtool accepts`() throws {
        let tool = try #require(promtool)
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-prom-\(UUID().uuidString)").path
        // Left over at worst.
        defer { for end in ["", ".txt"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try inventedCouncil(try ReadModel(file: path), plans: 300, seed: 5)
        try Data(try Dashboard(database: path, metrics: published.get()).metrics().utf8).write(
            to: URL(filePath: path + ".txt"))
        let (status, output) = try Repository.run(["sh", "-c", "'\(tool)' check metrics < '\(path).txt'"])
        #expect(status == 0 && output.isEmpty, "\(output)")
    }

    @Test(arguments: [3, 12, 40, 300, 1_200])
    func `shows no more for Prometheus than on the page, and no series vanishes`(plans: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-metrics-\(UUID().uuidString).db").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // Left over at worst.
        let before = try Dashboard(database: path, metrics: published.get()).metrics()
        let model = try ReadModel(file: path)
        let nothing = try Dashboard(database: path, metrics: published.get()).metrics()
        try inventedCouncil(model, plans: plans, seed: 5)
        let publication = try #require(try Publication(model, published.get()))
        let metrics = try Dashboard(database: path, metrics: published.get()).metrics()
        func names(_ text: String) -> [String] {
            text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.split(separator: " ")[0]) }
        }
        #expect(names(before) == names(metrics) && names(nothing) == names(metrics))
        #expect(before.contains("ehcp_read_model_readable 0\n") && before.contains("ehcp_plans NaN\n"))
        func value(_ sample: String) -> String? {
            metrics.split(separator: "\n").first { $0.hasPrefix(sample + " ") }.map {
                String($0.split(separator: " ")[1])
            }
        }
        func shown(_ id: CountID) -> String { publication.count(id).map(String.init) ?? "NaN" }
        #expect(value("ehcp_plans") == shown(CountID(.plans)))
        #expect(value("ehcp_reviews_overdue") == shown(CountID(.overdue)))
        #expect(value(#"ehcp_families_waiting{late="false"}"#) == shown(CountID(.waiting, .weeksWaiting, 0)))
        #expect(value(#"ehcp_decisions_told{in_time="true"}"#) == shown(CountID(.recordedInTime)))
        #expect(value(#"ehcp_decisions_told{in_time="false"}"#) == shown(CountID(.recordedLate)))
        if let open = value("ehcp_reviews_open").flatMap({ Int($0) }) { #expect(open % 5 == 0) }
        // What is late follows from what is shown, or is not told.
        if publication.count(CountID(.waiting)) == nil {
            #expect(value(#"ehcp_families_waiting{late="true"}"#) == "NaN")
        }
        for text in names(metrics).compactMap(value) {
            #expect(Int(text).map { $0 == 0 || $0 >= 5 || $0 == 1 } ?? true, "\(text)")
        }
    }

    @Test func `of a large council can be looked at, in the folder that AR_LOOK names`() throws {
        let publication = try publication()
        guard let folder = ProcessInfo.processInfo.environment["AR_LOOK"] else { return }
        try PageFolder.write(publication, to: folder)
    }
}
