import CaseFile
import Contracts
import HTML
import Metrics
import Runtime
import Statute
import TestSupport
import Testing
import YAML

@testable import Analytics

@Suite struct `Signals of the record` {
    private static func plan() throws -> RecordSignalPlan {
        let seeds = Seeds(folder: "\(root)/seeds")
        return try RecordSignalPlan(
            try seeds.text("signals/record.yaml"), file: "record.yaml", metrics: try published.get().all)
    }

    /// Seven plans of which nobody is recorded to hold them, of the first of which a report stands before its meeting; and nine
    /// that are whole.
    private static func signals(isExact: Bool = false, namesCases: Bool = false) throws -> RecordSignals {
        let model = try ReadModel(inMemory: ())
        var files: [CaseID: CaseFile] = [:]
        for number in 0..<16 {
            var story = TestCase(caseID("B-\(number)"))
            var plan = PlanRecorded(made: day("2020-01-10"), placement: .special, need: .autism, model: "statutory")
            plan.coordinator = number < 7 ? nil : actorID("C-01")
            story.report(.planRecorded(plan), on: day("2024-09-01"))
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2024-09-01"))
            story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2025-03-03"))
            story.report(.reportReceived(ReportReceived(review: 1)), on: day(number == 0 ? "2025-03-02" : "2025-03-10"))
            files[story.id] = story.file
        }
        try model.transaction { try model.put(files) }
        let window = Window(yearTo: day("2025-08-31"))
        return RecordSignals(
            try plan(), try model.tables(asAt: window.asAt), window, isExact: isExact, namesCases: namesCases)
    }

    @Test func `count by kind what is missing and what cannot be so, and leave small numbers out`() throws {
        let text = try Self.signals().text
        #expect(text.contains("Missing in the record") && text.contains("Cannot both be so"))
        #expect(text.contains("43.8%    7 of 16"))
        let contradictory = try #require(
            text.split(separator: "\n").first { $0.contains("Report recorded as sent before its meeting") })
        #expect(contradictory.contains("left out: small numbers"))
        #expect(try Self.signals(isExact: true).text.contains("1 of 16"))
        #expect(!text.contains("B-0"))
    }

    @Test func `name the cases, each with its review where it is one's, for who may read them`() throws {
        let signals = try Self.signals(namesCases: true)
        let report = try #require(signals.signals.first { $0.metric.name == "record-report-before-meeting" })
        #expect(report.cases.map(\.id) == ["B-0"] && report.cases.map(\.review) == [1])
        #expect(signals.text.contains("    B-0, review 1\n"))
        #expect(signals.json.contains(#""cases":[{"case":"B-0","review":1}]"#))
        let holder = try #require(signals.signals.first { $0.metric.name == "record-without-coordinator" })
        #expect(holder.cases.count == 7 && holder.cases.allSatisfy { $0.review == nil })
    }

    @Test func `stand on a page that names no case and hides what is few`() throws {
        let markup = try Self.signals(namesCases: false).page.markup
        #expect(markup.contains("Plan that nobody holds") && markup.contains(">c<"))
        #expect(!markup.contains("B-0"))
    }

    @Test func `are of shares that are declared, each once`() throws {
        func refused(_ text: String) throws -> String {
            let metrics = try published.get().all
            do throws(YAMLError) {
                _ = try RecordSignalPlan(text, file: "r.yaml", metrics: metrics)
            } catch {
                return "\(error)"
            }
            return ""
        }
        #expect(try refused("missing: [no-such]\n").contains("there is no such metric"))
        #expect(try refused("missing: [days-meeting-to-letter]\n").contains("it counts no share"))
        #expect(try refused("missing: [told-before-meeting]\nlate: [told-before-meeting]\n").contains("twice"))
        #expect(try refused("wrong: []\n").contains("wrong"))
        #expect(try Self.plan().signals.count == 20)
    }
}
