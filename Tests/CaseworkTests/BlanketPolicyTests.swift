import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

/// Signs that children are decided by a rule and not one by one.
@Suite struct `The look for a blanket policy` {
    /// A made-up reason of its own for each number: other words in another order.
    private func reasons(_ number: Int) -> String {
        var random = SeededRandom(seed: UInt64(number) &* 7_919 &+ 3)
        let words = [
            "reading", "morning", "therapy", "friend", "lesson", "number", "writing", "quiet", "travel", "speech",
            "hearing", "meeting", "college", "homework", "walking", "garden", "music", "teacher", "weekly", "progress",
            "outcome", "support", "section", "worry", "swimming", "picture", "timetable", "lunch", "signing", "drawing",
        ]
        return (0..<60).map { _ in words[random.pick(0...(words.count - 1))] }.joined(separator: " ") + "."
    }

    private func seen(
        _ number: Int, _ kind: ReviewKind = .annual, _ outcome: Outcome = .maintain, by officer: String = "C-07",
        reasons text: String? = nil
    ) throws -> DecisionSeen {
        DecisionSeen(
            try #require(CaseID("B-\(10_000 + number)")), review: 1, officer: actorID(officer), kind: kind,
            outcome: outcome, day: day("2024-09-02") + number, reasons: text.map { ReasonsSketch($0) })
    }

    @Test
    func `finds a team that decides nearly all of one kind alike where others do not, though no officer stands out`()
        throws
    {
        var decisions: [DecisionSeen] = []
        for number in 0..<120 {
            let isEast = number < 36
            let one = try seen(
                number, .progress, isEast || number % 2 == 0 ? .maintain : .amend,
                by: isEast ? "C-\(number % 6)" : "C-\(10 + number / 2 % 12)")
            decisions.append(
                DecisionSeen(
                    one.id, review: 1, officer: one.officer, team: isEast ? "east" : "west", kind: one.kind,
                    outcome: one.outcome, day: one.day, reasons: nil))
        }
        let alarms = BlanketPolicy(decisions).alarms
        #expect(alarms.count == 1)
        guard case .oneOutcomeInTeam("east", .progress, .maintain, 36, 36, _, let cases)? = alarms.first else {
            Issue.record("no team was found")
            return
        }
        #expect(cases.count == 36)
        #expect(alarms[0].sentence(in: ModelWords()).hasPrefix("The team east decided"))
        // Of the same decisions nothing is said where nobody knows the teams.
        let without = decisions.map {
            DecisionSeen(
                $0.id, review: 1, officer: $0.officer, kind: $0.kind, outcome: $0.outcome, day: $0.day, reasons: nil)
        }
        #expect(BlanketPolicy(without).alarms.isEmpty)
    }

    @Test func `is silent of decisions with reasons of their own`() throws {
        let decisions = try (0..<300).map { number in
            try seen(
                number, number % 2 == 0 ? .annual : .progress, number % 3 == 0 ? .amend : .maintain,
                by: "C-\(number % 7)", reasons: reasons(number))
        }
        let policy = BlanketPolicy(decisions)
        #expect(policy.alarms.isEmpty)
        #expect(policy.decisions == 300 && policy.withReasons == 300 && policy.comparisons > 0)
    }

    @Test func `finds copied reasons within ten decisions, whoever signs and whatever names stand in them`() throws {
        let names = ["Avery", "Blake", "Casey", "Devon", "Ellis", "Harper", "Jules", "Morgan", "Quinn", "Rowan"]
        var decisions: [DecisionSeen] = try (0..<200).map { try seen($0, reasons: reasons($0)) }
        var caughtAfter: Int?
        for (number, name) in names.enumerated() {
            let text =
                "At the meeting \(name) and the school agreed that the outcomes in section E still describe what we are "
                + "working towards, and \(number + 2) hours of support in section F still fit. So the plan stays as it is."
            decisions.append(
                try seen(1_000 + number, number % 2 == 0 ? .progress : .annual, by: "C-\(number)", reasons: text))
            let found = BlanketPolicy(decisions).alarms.contains { alarm in
                if case .sameReasons = alarm { alarm.cases.allSatisfy { $0.text >= "B-11000" } } else { false }
            }
            if found { caughtAfter = caughtAfter ?? number + 1 }
        }
        #expect(try #require(caughtAfter) <= 10)
        #expect(BlanketPolicy(decisions).alarms.map(\.cases.count) == [10])
    }

    @Test func `counts no case twice that says the same in two of its reviews`() throws {
        let same = try (0..<5).map { _ in try seen(1, reasons: reasons(1)) }
        #expect(BlanketPolicy(same).alarms.isEmpty)
    }

    @Test func `finds an officer who decides nearly all of one kind alike where others do not`() throws {
        var decisions: [DecisionSeen] = []
        for number in 0..<40 { decisions.append(try seen(number, .progress, .maintain, by: "C-01")) }
        for number in 40..<120 {
            decisions.append(
                try seen(number, .progress, number % 2 == 0 ? .amend : .maintain, by: "C-0\(number % 5 + 2)"))
        }
        let alarms = BlanketPolicy(decisions).alarms
        guard case .oneOutcome(let officer, let kind, let outcome, let count, let all, let p, let cases)? = alarms.first
        else {
            Issue.record("nobody was found")
            return
        }
        #expect(alarms.count == 1)
        #expect(officer == actorID("C-01") && kind == .progress && outcome == .maintain && count == 40 && all == 40)
        #expect(p < 0.0001 && cases.count == 40)
        #expect(alarms[0].sentence(in: ModelWords()).contains("p below 0.0001"))
    }

    @Test func `finds a lighter kind that hardly ever amends, beside the others`() throws {
        var decisions: [DecisionSeen] = []
        for number in 0..<60 {
            decisions.append(try seen(number, .progress, number < 57 ? .maintain : .amend, by: "C-\(number)"))
        }
        for number in 60..<120 {
            decisions.append(try seen(number, .transition, number < 80 ? .maintain : .amend, by: "C-\(number)"))
        }
        let alarms = BlanketPolicy(decisions).alarms
        #expect(
            alarms.contains {
                if case .kindDiffers(.progress, .maintain, 57, 60, 20, 60, _, let cases) = $0 {
                    cases.count == 57
                } else {
                    false
                }
            })
    }

    @Test func `says nothing of too few, nor of what may be chance`() throws {
        let few =
            try (0..<9).map { try seen($0, .progress) } + (9..<40).map { try seen($0, .annual, .amend, by: "C-\($0)") }
        #expect(BlanketPolicy(few).alarms.isEmpty)
        let chance = try (0..<40).map {
            try seen($0, $0 % 2 == 0 ? .progress : .annual, $0 % 20 < 9 ? .amend : .maintain, by: "C-\($0)")
        }
        #expect(BlanketPolicy(chance).alarms.isEmpty)
    }

    @Test(arguments: [
        // As scipy.stats.fisher_exact reckons them.
        (3, 1, 1, 3, 0.48571428571), (10, 2, 3, 15, 0.00053672412), (0, 5, 5, 0, 0.00793650794), (1, 0, 0, 1, 1),
        (57, 3, 20, 40, 3.858077039e-13), (8, 2, 1, 5, 0.03496503497),
    ])
    func `compares by Fisher's exact test, two-sided`(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ p: Double) {
        let found = FishersExactTest(a, b, c, d).p
        #expect(abs(found - p) <= max(1e-18, p * 1e-6), "\(found)")
    }

    @Test func `compares also where the numbers are large, and where there is nothing to compare`() {
        #expect(FishersExactTest(5_000, 5_000, 5_000, 5_000).p == 1)
        #expect(FishersExactTest(9_000, 1_000, 1_000, 9_000).p < 1e-100)
        #expect(FishersExactTest(0, 0, 0, 0).p == 1)
        #expect(FishersExactTest(0, 0, 5, 5).p == 1)
    }

    @Test func `shows of many comparisons those that stand out though they are many`() {
        // The worked example of Benjamini and Hochberg (1995), section 3.2: four of fifteen.
        let values = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1,
        ]
        #expect(BenjaminiHochberg.places(of: values, falseShare: 0.05) == [0, 1, 2, 3])
        #expect(BenjaminiHochberg.places(of: values.reversed(), falseShare: 0.05) == [11, 12, 13, 14])
        #expect(BenjaminiHochberg.places(of: [], falseShare: 0.05).isEmpty)
        #expect(BenjaminiHochberg.places(of: [0.05], falseShare: 0.05) == [0])
        #expect(BenjaminiHochberg.places(of: [0.06], falseShare: 0.05).isEmpty)
    }
}

/// What is kept of the words of reasons.
@Suite struct `The words of reasons, held against each other` {
    @Test
    func `are the same, or nearly, when a name, a figure or a pronoun differs, and not when a sentence is shared`() {
        let text =
            "The therapist saw Sam twice in spring. She reported that he now asks for help in three lessons of five. "
            + "The outcome was met, and the support that section F names goes on as it is."
        let one = ReasonsSketch(text)
        #expect(one.likeness(to: one) == 1)
        let copied = text.replacing("Sam", with: "Ali").replacing("he now", with: "she now")
        #expect(one.likeness(to: ReasonsSketch(copied)) == 1)
        let shared =
            "We read what you sent. The college wants another year, and travel training begins in May. The outcome was "
            + "met, and the support that section F names goes on as it is. Your son told us about the bus."
        #expect(one.likeness(to: ReasonsSketch(shared)) < ReasonsSketch.alike)
        #expect(one.likeness(to: ReasonsSketch("")) == 0)
        #expect(ReasonsSketch(text).words == 36)
    }

    @Test func `of long texts are a fair sample of them`() {
        func long(_ shared: Int) -> String {
            (0..<3_000).map { $0 < shared ? "word\(letters($0))" : "other\(letters($0))" }.joined(separator: " ")
        }
        func letters(_ number: Int) -> String { String(number).map { "abcdefghij"[$0] }.joined() }
        let likeness = ReasonsSketch(long(3_000)).likeness(to: ReasonsSketch(long(2_400)))
        // Of the runs of either text, 2,397 of 3,597 are common.
        #expect(abs(likeness - 0.666) < 0.09)
    }
}

extension String {
    fileprivate subscript(_ digit: Character) -> String {
        digit.wholeNumberValue.map { String(self[index(startIndex, offsetBy: $0)]) } ?? ""
    }
}
