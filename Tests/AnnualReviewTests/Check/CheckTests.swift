import CaseFile
import Contracts
import JSON
import Kafka
import Statute
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import Rehearsal
@testable import LogCheck

@Suite struct `The check` {
    static let first = `The outside world of a rehearsal`.first

    /// Every entry of the cases, day by day.
    static func scroll(_ cases: RehearsedCases, leavingOut isLeftOut: (Entry) -> Bool = { _ in false }) throws -> Scroll
    {
        var scroll = try Scroll.begun(on: first)
        for (id, entry) in cases.entries where !isLeftOut(entry) {
            try scroll.reach(entry.recorded)
            try scroll.add(entry, key: id.text)
        }
        try scroll.reach(cases.today)
        try scroll.release()
        return scroll
    }

    static func item(_ report: CheckReport, _ words: String) throws -> CheckReport.Item {
        try #require(report.items.first { $0.name.contains(words) })
    }

    @Test func `reads each review as the case file does, by a fold of its own`() throws {
        let cases = try `The outside world of a rehearsal`.asIn2024.get()
        var ledgers: [CaseID: Ledger] = [:]
        for (id, entry) in cases.entries { _ = ledgers[id, default: Ledger()].add(entry) }
        for (id, file) in cases.files {
            let ledger = try #require(ledgers[id])
            #expect(ledger.reviewCount == file.reviewCount)
            #expect(ledger.ended == file.ended)
            for review in file.reviews {
                let number = review.number
                #expect(ledger.held(number) == review.held, "\(id)")
                #expect(ledger.told(number)?.day == review.told, "\(id)")
                #expect(ledger.outcome(number) == review.outcome, "\(id)")
                #expect(ledger.notice(number) == review.noticeSent, "\(id)")
                #expect(ledger.finalTold(number) == review.finalTold, "\(id)")
                #expect(ledger.kind(number) == review.kind, "\(id)")
            }
        }
    }

    @Test func `finds nothing wrong where nothing is, but the alarms that nobody raised`() throws {
        var scroll = try Self.scroll(try `The outside world of a rehearsal`.promptYear.get())
        let report = scroll.report()
        let faults = report.items.filter { $0.faults > 0 }.map(\.name)
        let unraised = [
            "families not told in four weeks, each with its alarm",
            "requests for an early review without an answer, each with its alarm",
        ]
        #expect(faults.allSatisfy(unraised.contains), "\(report.text)")
        #expect(try Self.item(report, "sent once").checked > 1000)
        #expect(try Self.item(report, "the claim before it").checked > 1000)
        #expect(
            report.figures.first { $0.id == "told-in-four-weeks-strict" }.map { $0.numerator == $0.denominator } == true
        )
        for what in ["without an answer", "agreed to"] {
            #expect(report.examples.contains { $0.what.hasPrefix("an early review") && $0.what.contains(what) })
        }
        // The cases has no scheduler: whoever was told late had no alarm.
        var late = try Self.scroll(try `The outside world of a rehearsal`.asIn2024.get())
        #expect(try Self.item(late.report(), "families not told in four weeks").faults > 1000)
        #expect(try Self.item(late.report(), "requests for an early review").faults > 0)
    }

    @Test func `finds a message that was neither sent nor given up`() throws {
        let cases = try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 40)
        var isFirst = true
        var scroll = try Self.scroll(cases) { entry in
            guard isFirst, case .notificationSent? = entry.events.first?.data else { return false }
            isFirst = false
            return true
        }
        #expect(try Self.item(scroll.report(), "sent once").faults == 1)
    }

    @Test func `does not count a receipt without its claim`() throws {
        let cases = try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 40)
        var scroll = try Self.scroll(cases) { entry in
            if case .notificationClaimed? = entry.events.first?.data { true } else { false }
        }
        let report = scroll.report()
        #expect(try Self.item(report, "sent once").faults > 0)
        #expect(report.figures.first { $0.id == "told-in-four-weeks-dfe" }?.denominator ?? 1 < 10)
    }

    @Test func `counts what is said twice once, and says so`() throws {
        let cases = try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 40)
        var once = try Self.scroll(cases)
        var twice = try Scroll.begun(on: Self.first)
        for (id, entry) in cases.entries {
            try twice.reach(entry.recorded)
            for _ in 0..<2 { try twice.add(entry, key: id.text) }
        }
        let (first, second) = (once.report(), twice.report())
        #expect(first.entries == second.entries)
        #expect(first.figures.map(\.numerator) == second.figures.map(\.numerator))
        #expect(second.refused.first?.count == cases.entries.count)
    }

    @Test func `finds a file without a receipt, and a receipt without a file`() throws {
        var scroll = try Self.scroll(try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 2))
        let newer = "B-1+review-1+tell-moon-rise+2024-11-01+contact-1.eml"
        scroll.verifier.addFiles(["stray.eml", ".unfinished.eml", "notes.txt", newer])
        let item = try Self.item(scroll.report(), "with its file")
        #expect(item.faults > 1 && item.examples.contains { $0.contains("x") })
        #expect(item.examples.count <= 5)
        // One of a newer version is that version's to check.
        #expect(!item.examples.contains { $0.contains("moon") })
        #expect(scroll.report().refused.contains { $0.name.contains("only a newer version knows") && $0.count == 1 })
    }

    @Test func `finds what others were not told, were told twice, or were told of nothing`() throws {
        var scroll = try Self.scroll(try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 2))
        scroll.verifier.addNotifications(["B-1/made-up": 2], unreadable: 1, newer: 3)
        let report = scroll.report()
        let item = try Self.item(report, "for others")
        #expect(item.examples.contains { $0.contains("missing") } && item.faults > 3)
        #expect(report.refused.contains { $0.name.contains("written again") && $0.count == 1 })
        #expect(report.refused.contains { $0.name.contains("only a newer version knows") && $0.count == 3 })
    }

    @Test func `finds a day that is missing, and an entry of a day that had not begun`() throws {
        var scroll = try Scroll.begun(on: Self.first)
        try scroll.pass(to: Self.first + 2)
        let plan = Event(SubmissionKey(hashing: ["a"]), .planRecorded(PlanRecorded()))
        let importer = Actor.person(.operator, ActorID(setting: 1), by: .import)
        try scroll.add(Entry(by: importer, recorded: Self.first + 9, events: [plan]), key: "B-10001")
        let report = scroll.report()
        #expect(try Self.item(report, "none missing").faults == 1)
        #expect(try Self.item(report, "had begun").faults == 1)
    }

    @Test func `finds figures that the log does not bear out`() throws {
        let json = """
            {"council":"test","from":"2024-09-01","as_at":"2025-08-31","figures":{
            "told-in-four-weeks-dfe":{"title":"t","numerator":3,"denominator":4,"percent":75.0},
            "told-in-four-weeks-strict":{"numerator":0,"denominator":0},
            "late-through-a-refusal":{"numerator":1,"denominator":2},
            "report-in-two-weeks":{"numerator":0,"denominator":0},
            "final-in-twelve-weeks":{"numerator":0,"denominator":0},
            "final-in-eight-weeks":{"numerator":0,"denominator":0},"reviews-overdue":{"numerator":7}},"tables":{}}
            """
        #expect(throws: JSONError.self) {
            // Of small numbers that were left out nothing can be said.
            try PublishedFigures(json: Array(json.replacing("3,", with: "null,").utf8))
        }
        let published = try PublishedFigures(json: Array(json.utf8))
        let item = published.item(against: CheckTally(from: Self.first, to: Self.first).figures)
        #expect(item.checked == 6 && item.faults == 2)
        #expect(item.examples.first?.hasPrefix("told-in-four-weeks-dfe") == true)
        #expect(item.examples.last?.hasPrefix("late-through-a-refusal") == true)
    }

    @Test func `writes a report that compare reads back`() throws {
        var scroll = try Self.scroll(try `The outside world of a rehearsal`.year(.bromley2024.prompt(), plans: 40))
        let report = try CheckReport(json: try scroll.report().json())
        let text = Comparison(report, report, names: ("as in 2024", "prompt")).text
        #expect(text.contains("plans") && text.contains("as in 2024") && text.contains("prompt"))
        #expect(Comparison.grouped(1_234_567) == "1,234,567")
    }
}
