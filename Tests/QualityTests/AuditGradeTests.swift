import Contracts
import Foundation
import Testing

@testable import Quality

@Suite struct `The grade of an audit` {
    static let text = """
        title: A trial
        grades: {outstanding: 90, good: 70, requires-improvement: 45}
        criteria:
          - {name: voice-1, theme: voice, question: Q, guidance: G, weight: 3}
          - {name: content-1, theme: content, question: Q, guidance: G, weight: 2, rule: COV-1, cap: requires-improvement}
          - {name: decision-1, theme: decision, question: Q, guidance: G, weight: 4, cap: inadequate}
          - {name: after-1, theme: after, question: Q, guidance: G, weight: 1}
        """

    private static func framework() throws -> QualityFramework {
        try QualityFramework(text, name: "trial", file: "trial.yaml")
    }

    private static func grade(_ voice: AuditMark, _ content: AuditMark, _ decision: AuditMark, _ after: AuditMark)
        throws -> AuditGrade
    {
        try AuditGrade(
            ["voice-1": voice, "content-1": content, "decision-1": decision, "after-1": after], by: framework())
    }

    @Test func `follows from the weights of what applies`() throws {
        #expect(try Self.grade(.met, .met, .met, .met).grade == .outstanding)
        #expect(try Self.grade(.met, .met, .met, .met).share == 100)
        // 6 + 2 + 8 + 0 of 20 halves.
        #expect(try Self.grade(.met, .partly, .met, .not).share == 80)
        #expect(try Self.grade(.met, .partly, .met, .not).grade == .good)
        // What does not apply counts neither for nor against: 6 + 2 + 8 of 18.
        #expect(try Self.grade(.met, .partly, .met, .notApplicable).share == 88)
        #expect(try Self.grade(.partly, .partly, .partly, .partly).grade == .requiresImprovement)
        #expect(try Self.grade(.not, .partly, .partly, .not).grade == .inadequate)
    }

    @Test func `is no better than what the law demands and is not met allows`() throws {
        let capped = try Self.grade(.met, .not, .met, .met)
        #expect(capped.share == 80 && capped.grade == .requiresImprovement && capped.cappedBy == ["content-1"])
        let worst = try Self.grade(.met, .not, .not, .met)
        #expect(worst.grade == .inadequate && worst.cappedBy == ["content-1", "decision-1"])
        // Partly met limits nothing, nor does what does not apply.
        #expect(try Self.grade(.met, .partly, .met, .met).grade == .outstanding)
        #expect(try Self.grade(.met, .notApplicable, .met, .met).cappedBy.isEmpty)
    }

    @Test func `is not given for marks that are missing or of no criterion, or where nothing applies`() throws {
        let framework = try Self.framework()
        #expect(throws: AuditGrade.Refusal.unmarked(["content-1", "decision-1", "after-1"])) {
            try AuditGrade(["voice-1": .met], by: framework)
        }
        #expect(throws: AuditGrade.Refusal.unknown("voice-2")) { try AuditGrade(["voice-2": .met], by: framework) }
        #expect(throws: AuditGrade.Refusal.nothingApplies) {
            try Self.grade(.notApplicable, .notApplicable, .notApplicable, .notApplicable)
        }
    }

    @Test(arguments: [
        ("weight: 3", "weight: 6", "trial.yaml:4", "expected a number from 1 to 5, found 6"),
        ("theme: voice", "theme: voices", "trial.yaml:4", "expected one of voice, preparation"),
        ("COV-1", "COV-9", "trial.yaml:5", "is no rule of the law"),
        ("cap: inadequate", "cap: outstanding", "trial.yaml:6", "limits nothing"),
        ("name: after-1", "name: voice-1", "trial.yaml:7", "is declared already, in trial.yaml:4"),
        ("good: 70", "good: 95", "trial.yaml:2", "a better grade begins at a greater share"),
    ])
    func `a framework that cannot be used is refused with its place`(
        old: String, new: String, place: String, why: String
    ) {
        let error = #expect(throws: (any Error).self) {
            try QualityFramework(Self.text.replacing(old, with: new), name: "trial", file: "trial.yaml")
        }
        let said = error.map { "\($0)" } ?? ""
        #expect(said.hasPrefix(place) && said.contains(why), "\(said)")
    }

    @Test func `the framework that is delivered can be read, has every theme, and limits by the law`() throws {
        let file = "seeds/quality/annual-review.yaml"
        let framework = try QualityFramework(
            try String(contentsOfFile: file, encoding: .utf8), name: "annual-review", file: file)
        #expect(Set(framework.criteria.map(\.theme)) == Set(QualityFramework.Theme.allCases))
        #expect(framework.criteria.contains { $0.rule != nil && $0.cap != nil })
        let all = Dictionary(uniqueKeysWithValues: framework.criteria.map { ($0.name, AuditMark.met) })
        #expect(try AuditGrade(all, by: framework).grade == .outstanding)
    }
}

@Suite struct `Shares and agreement` {
    @Test func `a share of a sample has Wilson's interval`() throws {
        // Agresti and Coull, The American Statistician 52 (1998): 0 of 10, and 1 of 10.
        let none = try #require(ShareInterval(0, of: 10)).range
        #expect(none.lowerBound == 0 && abs(none.upperBound - 0.2775) < 0.0005)
        let one = try #require(ShareInterval(1, of: 10)).range
        #expect(abs(one.lowerBound - 0.0179) < 0.0005 && abs(one.upperBound - 0.4042) < 0.0005)
        #expect(ShareInterval(0, of: 0)?.range == 0...1)
        #expect(ShareInterval(3, of: 2) == nil)
    }

    @Test func `agreement beyond chance is Cohen's kappa`() throws {
        // 20 both yes, 5 and 10 apart, 15 both no: 0.4.
        let pairs =
            Array(repeating: (true, true), count: 20) + Array(repeating: (true, false), count: 5)
            + Array(repeating: (false, true), count: 10) + Array(repeating: (false, false), count: 15)
        let agreement = Agreement(pairs)
        #expect(agreement.cases == 50 && agreement.same == 35)
        #expect(abs(try #require(agreement.kappa) - 0.4) < 1e-9)
        #expect(Agreement([(1, 1), (1, 1)]).kappa == nil)
        #expect(Agreement([(Int, Int)]()).kappa == nil)
        #expect(abs(try #require(Agreement([(1, 2), (2, 1)]).kappa) + 1) < 1e-9)
    }
}
