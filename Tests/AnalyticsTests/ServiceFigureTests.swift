import CaseFile
import Contracts
import Foundation
import HTML
import HTTPServer
import Metrics
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `A figure of what families say` {
    /// Reviews met on 3 March 2025, one of each officer; the first is contested on 10 April.
    private func model(_ officers: [String]) throws -> ReadModel {
        let model = try ReadModel(inMemory: ())
        var files: [CaseID: CaseFile] = [:]
        for (place, officer) in officers.enumerated() {
            var story = TestCase(caseID("B-\(place)"))
            story.report(
                .planRecorded(
                    PlanRecorded(
                        made: day("2020-01-10"), placement: .special, need: .autism, coordinator: actorID(officer),
                        model: "statutory")), on: day("2024-09-01"))
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2024-09-01"))
            story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2025-03-03"))
            if place == 0 {
                story.report(.factContested(FactContested(review: 1, fact: .meetingHeld)), on: day("2025-04-10"))
            }
            files[story.id] = story.file
        }
        try model.transaction { try model.put(files) }
        return model
    }

    private func metric(_ name: String) throws -> Metric { try #require(try published.get().all[name]) }

    private func window(_ to: String) throws -> Window { try #require(Window(from: day("2024-09-01"), asAt: day(to))) }

    @Test func `says beside it how many of its rows are contested, from the day on which that was said`() throws {
        let table = try #require(try model(["C-01", "C-02"]).tables(asAt: day("2025-08-31"))[.reviews])
        let strict = try metric("told-in-four-weeks-strict")
        #expect(strict.count(in: table, try window("2025-04-10")).all.contested == 1)
        #expect(strict.count(in: table, try window("2025-04-09")).all.contested == 0)
        #expect(strict.count(in: table, try window("2025-04-10")).all.of == 2)
    }

    @Test func `is counted by the team that the council's file has`() throws {
        var table = try #require(try model(["C-01", "C-02", "C-05", "C-99"]).tables(asAt: day("2025-08-31"))[.reviews])
        let teams = try Teams(
            parsing: "teams:\n  - name: east\n    officers: [C-01, C-02]\n  - name: west\n    officers: [C-05]\n",
            file: "t")
        table.put(teams)
        let groups = try metric("meetings-held").count(in: table, try window("2025-08-31"), by: .value(of: "team"))
            .groups
        #expect(groups.map(\.name) == ["east", "west", "not known"])
        #expect(groups.map(\.count.of) == [2, 1, 1])
    }

    @Test func `of a number that is no day says of what it is, and a share has no unit`() throws {
        #expect(try metric("plan-words").unit == "words")
        #expect(try metric("days-meeting-to-report").unit == "days")
        func add(_ lines: String) throws {
            var metrics = Metrics()
            try metrics.add(
                "metrics:\n  - name: a\n    title: A\n    definition: A.\n    source: S\n    rows: plans\n    of: made is known\n\(lines)",
                file: "m.yaml"
            ) { $0.facts }
        }
        #expect { try add("    those: due is known\n    unit: words\n") } throws: { "\($0)".contains("a unit belongs") }
        try add("    days: content_words\n    unit: words\n")
    }
}

@Suite struct `An enquiry that reads each case once` {
    @Test(arguments: [3, 50] as [UInt64])
    func `counts what month after month comes to`(seed: UInt64) throws {
        var log = FoldedLog(seeds: seed..<seed + 20)
        let model = try ReadModel(inMemory: ())
        var books = try Bookkeeping(model, published.get())
        try log.run(&books, step: 50)
        let enquiry = try Enquiry(model, published.get(), from: day("2024-01-01"), to: day("2025-12-31"))
        var compared = 0
        for figure in enquiry.figures {
            let metric = try #require(try published.get().all[figure.name])
            let first = try #require(Month(of: figure.month).firstDay)
            let window = try #require(Window(from: first, asAt: figure.month))
            let then = try model.tables(asAt: figure.month, knownOn: figure.month)
            let now = try model.tables(asAt: figure.month)
            func count(_ tables: [MetricRows: FactTable]) throws -> Int {
                let count = metric.count(in: try #require(tables[metric.rows]), window).all
                if case .share = metric.measure { return count.those }
                return count.of
            }
            #expect(try figure.then == count(then) && figure.now == count(now), "\(figure)")
            compared += figure.now
        }
        #expect(enquiry.figures.count == 24 * 4 && compared > 20)
    }
}

@Suite struct `What others published` {
    private let seeds = Seeds(folder: "\(root)/seeds")

    @Test func `stands beside a council: England, its region, itself and its ten statistical neighbours`() throws {
        let bromley = try Benchmark(seeds, council: "bromley")
        #expect(bromley.rows.map(\.name) == ["England", "London", "Bromley"])
        #expect(bromley.neighbours.count == 10 && bromley.neighbours.first?.name == "Trafford")
        for council in ["wiltshire", "kensington-and-chelsea"] {
            #expect(try Benchmark(seeds, council: council).neighbours.count == 10, "\(council)")
        }
        let elsewhere = try Benchmark(seeds, council: "nowhere")
        #expect(elsewhere.rows.map(\.name) == ["England"] && elsewhere.neighbours.isEmpty)
        #expect(elsewhere.table.columns == ["England, %"])
    }

    @Test func `is of neighbours together what their numbers come to, and not the mean of their shares`() throws {
        let bromley = try Benchmark(seeds, council: "bromley")
        let share = try #require(Benchmark.shares.first { $0.title.hasPrefix("Decision within 4 weeks") })
        let known = bromley.neighbours.filter { row in share.tenths { row[$0] } != nil }
        let part = known.reduce(0) { $0 + ($1["number_decsion_4weeks"] ?? 0) }
        let late = known.reduce(0) { $0 + ($1["number_decision_gt_4weeks"] ?? 0) }
        #expect(part > 0 && bromley.neighbourTenths(share) == permille(part, of: part + late))
        // England's is the DfE's own.
        #expect(share.tenths { bromley.rows[0][$0] } == 444)
    }

    @Test func `stands on the page with its source, and in every file`() throws {
        let model = try ReadModel(inMemory: ())
        try inventedCouncil(model, plans: 300, seed: 2)
        let publication = try #require(try Publication(model, published.get()))
        #expect(publication.tables.last?.id == "beside-others")
        let markup = FiguresPage(publication).page.markup
        #expect(markup.contains("Beside England, the region and neighbours") && markup.contains("OGL v3.0"))
        #expect(markup.contains("44.4%"))
        let files = FiguresFiles(publication)
        let file = try #require(try files.file("beside-others.csv"))
        let csv = String(decoding: file.bytes, as: UTF8.self)
        #expect(csv.contains("44.4"))
        let workbook = try #require(try files.file("figures.xlsx"))
        #expect(workbook.bytes.starts(with: Array("PK".utf8)) && workbook.bytes.count > 4_000)
    }
}

@Suite struct `A page that is held against what was published` {
    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-held-\(UUID().uuidString)").path
        try Folder.make(path, mode: 0o700)
        return path
    }

    @Test func `is shown where it gives nothing away, and is kept by that`() throws {
        let (path, kept) = ("\(try folder())/a.db", try folder())
        try inventedCouncil(try ReadModel(file: path), plans: 300, seed: 2)
        let dashboard = try Dashboard(database: path, metrics: published.get(), kept: kept)
        #expect(dashboard.answer(Request(path: "/"))?.status == 200)
        #expect(try Publishing(kept).kept().count == 1)
    }

    @Test func `is not shown, written or said to others where it would give a small number away`() throws {
        let (path, kept, out) = ("\(try folder())/a.db", try folder(), try folder())
        let model = try ReadModel(file: path)
        try inventedCouncil(model, plans: 300, seed: 2)
        let publication = try #require(try Publication(model, published.get()))
        // What was published of the same period had two families more who were told in time.
        let csv = String(decoding: KeptPublication(publication).csv, as: UTF8.self)
        let told = try #require(publication.count(CountID(.dueInTime)))
        let other = csv.replacing(",dueInTime,all,0,\(told)", with: ",dueInTime,all,0,\(told + 2)")
        #expect(other != csv)
        try Data(other.utf8).write(to: URL(filePath: "\(kept)/before.csv"))
        let dashboard = try Dashboard(database: path, metrics: published.get(), kept: kept)
        #expect(dashboard.answer(Request(path: "/"))?.status == 503)
        #expect(dashboard.metrics().contains("ehcp_plans NaN\n"))
        var said: [String] = []
        let page = PageFolder(out, model, try published.get(), every: 1, kept: kept) { said.append($0) }
        page.writeAtTheEnd()
        #expect(said.count == 1 && said[0].contains("held back"))
        #expect(!FileManager.default.fileExists(atPath: "\(out)/index.html"))
        #expect(try Publishing(kept).kept().count == 1)
        // Nothing is held back where nothing is kept.
        #expect(try Dashboard(database: path, metrics: published.get()).answer(Request(path: "/"))?.status == 200)
    }
}
