import Contracts
import Foundation
import Statute
import Testing
import YAML

@testable import Quality

/// A plan as text, with some lines changed.
private func text(_ change: (String) -> String = { $0 }) -> String {
    change(
        """
        title: Lighter reviews
        pilot: bromley-pilot
        from: 2026-09-01
        until: 2027-07-31
        published: 2027-10-15
        comparison: the children who are not in it
        fewest: 30
        aims:
          - {words: Families are told in time, metric: told, better: higher, points: 10}
          - {words: Fewer are late, metric: late, better: lower, points: 5}
        harms:
          - {words: Fewer are told in time, metric: told, better: higher, points: 10}
        questions: [one, two, three]
        notice: What will change.

        """)
}

private func figure(_ pilot: (Int, Int), _ others: (Int, Int)) throws -> PilotJudgement.Figure {
    PilotJudgement.Figure(
        pilot: try #require(ShareInterval(pilot.0, of: pilot.1)),
        others: try #require(ShareInterval(others.0, of: others.1)))
}

@Suite struct `The plan by which a pilot is judged` {
    private static func plan() throws -> PilotPlan { try PilotPlan(text(), name: "p", file: "p.yaml") }

    @Test func `is read whole, and its hash changes with any word of it`() throws {
        let plan = try Self.plan()
        #expect(plan.aims.map(\.metric) == ["told", "late"] && plan.harms.count == 1 && plan.questions.count == 3)
        let other = try PilotPlan(text { $0.replacing("points: 5", with: "points: 4") }, name: "p", file: "p.yaml")
        #expect(plan.sha256 != other.sha256)
        #expect(try Self.plan().sha256 == plan.sha256)
    }

    @Test(arguments: [
        ("published: 2027-10-15", "published: 2027-07-31", "it must come after until"),
        ("until: 2027-07-31", "until: 2026-08-31", "it lies before from"),
        ("questions: [one, two, three]", "questions: [one, two]", "there are 3 questions, found 2"),
        ("better: lower", "better: faster", "p.yaml:"), ("from: 2026-09-01", "from: soon", "expected a day"),
        ("comparison: the children who are not in it\n", "", "comparison"),
        (
            "harms:\n  - {words: Fewer are told in time, metric: told, better: higher, points: 10}", "harms: []",
            "what ends it"
        ),
    ])
    func `is refused with its line where something is missing or out of order`(
        _ found: String, _ put: String, _ says: String
    ) throws {
        let changed = text { $0.replacing(found, with: put) }
        let error = #expect(throws: YAMLError.self) { try PilotPlan(changed, name: "p", file: "p.yaml") }
        #expect(error.map { "\($0)".contains(says) } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func `of the seeds stands before the pilot that it is about`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = root.appending(path: "seeds/pilots/bromley-pilot.yaml")
        let plan = try PilotPlan(
            String(contentsOf: path, encoding: .utf8), name: "bromley-pilot", file: "seeds/pilots/bromley-pilot.yaml")
        let pilot = try String(contentsOf: root.appending(path: "seeds/models/\(plan.pilot).yaml"), encoding: .utf8)
        #expect(pilot.contains("since: \(plan.from)"))
        // Every figure by which it is judged is declared.
        let folder = root.appending(path: "seeds/metrics")
        let metrics = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }.joined()
        for metric in plan.aims.map(\.metric) + plan.harms.map(\.metric) {
            #expect(metrics.contains("- name: \(metric)\n"), "\(metric)")
        }
    }
}

@Suite struct `A pilot is judged` {
    private static func judged(
        _ told: ((Int, Int), (Int, Int)), _ day: String = "2027-08-01", answers: PilotJudgement.Answers? = nil
    ) throws -> PilotJudgement {
        let plan = try PilotPlan(text(), name: "p", file: "p.yaml")
        return PilotJudgement(
            plan, on: try #require(Day(day)), figures: ["told": try figure(told.0, told.1)], answers: answers)
    }

    @Test func `by the interval of the difference between the two groups`() throws {
        // Newcombe's own example (1998, table II, a): 56 of 70 and 48 of 80, method 10: 0.0524 to 0.3339.
        let range = try #require(try figure((56, 70), (48, 80)).range)
        #expect(abs(range.lowerBound - 0.0524) < 0.00005 && abs(range.upperBound - 0.3339) < 0.00005)
        #expect(try figure((0, 0), (48, 80)).range == nil)
    }

    @Test(arguments: [
        ((56, 70), (48, 80), PilotJudgement.Verdict.reached), ((480, 600), (430, 600), .better),
        ((50, 70), (56, 80), .unclear), ((30, 70), (56, 80), .worse), ((29, 29), (10, 80), .tooFew),
        ((60, 70), (20, 29), .tooFew),
    ])
    func `as reached, better, unclear, worse, or too few`(
        _ pilot: (Int, Int), _ others: (Int, Int), _ verdict: PilotJudgement.Verdict
    ) throws {
        let judgement = try Self.judged((pilot, others))
        #expect(judgement.verdict(of: judgement.plan.aims[0]) == verdict)
        // Nothing is said of a figure that is not there.
        #expect(judgement.verdict(of: judgement.plan.aims[1]) == .tooFew)
    }

    @Test func `to have come to harm at its threshold, and not a child before`() throws {
        #expect(try Self.judged(((40, 100), (50, 100))).harmful.count == 1)
        #expect(try Self.judged(((41, 100), (50, 100))).harmful.isEmpty)
        // Of too few nothing is said: neither that it harms nor that it does not.
        #expect(try Self.judged(((0, 29), (50, 100))).harmful.isEmpty)
    }

    @Test func `for publication on the day that was set down, and not before`() throws {
        #expect(try !Self.judged(((56, 70), (48, 80)), "2027-10-14").isPublished)
        #expect(try Self.judged(((56, 70), (48, 80)), "2027-10-15").isPublished)
    }
}
