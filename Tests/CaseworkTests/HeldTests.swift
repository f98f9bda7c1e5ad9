import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// What a manager, or the deputy whom they named, passes of a decision.
@Suite struct `A decision with something amiss` {
    private static let long =
        "The report says that the outcomes for reading and for number work were met this spring, and that the speech "
        + "therapist sees the need as before. You told us that mornings are hard. The hours in section F cover both, so "
        + "the plan stays as it is until the next review."

    private func document(_ text: String) -> Document {
        Document(Array(text.utf8), salt: .random(), title: "reasons.md", audience: .invited)
    }

    /// A case whose meeting was on 20 August 2024, with a report of that day or none, on 2 September.
    private func met(report: String? = "2024-08-30", recommends: Outcome? = nil) throws -> Hand {
        var hand = try Hand("2024-09-02", born: Month("2015-03"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        if let report {
            hand.story.report(.reportReceived(ReportReceived(review: 1, recommends: recommends)), on: day(report))
        }
        return hand
    }

    private func decision(_ reasons: Document, _ outcome: Outcome = .maintain) -> DecisionSubmitted {
        DecisionSubmitted(review: 1, outcome: outcome, officer: actorID("C-07"), reasons: reasons.hash)
    }

    /// What is found of a decision with these reasons.
    private func findings(
        _ hand: Hand, _ text: String = long, others: OtherCases = OtherCases(),
        _ change: (inout DecisionSubmitted) -> Void = { _ in }
    ) -> [FindingCode] {
        let reasons = document(text)
        var decision = decision(reasons)
        change(&decision)
        switch hand.decide(.decisionSubmitted(decision), documents: [reasons.hash: reasons], others: others) {
        case .accepted(_, let found), .refused(let found): return found.map(\.code)
        case .repeated: return []
        }
    }

    @Test func `waits for a manager, who passes it, and what they passed is recorded with it (REP-1)`() throws {
        let hand = try met(report: nil)
        let reasons = document(Self.long)
        var decision = decision(reasons)
        guard case .refused(let found) = hand.decide(.decisionSubmitted(decision), documents: [reasons.hash: reasons])
        else { throw NotExpected() }
        #expect(found.map(\.code) == [.noReport])
        #expect(found.first?.code.rule == .rep1)
        decision.passedBy = actorID("M-02")
        let event = EventData.decisionSubmitted(decision)
        // By whoever only says that a manager passed it, it is not passed.
        guard case .refused(let said) = hand.decide(event) else { throw NotExpected() }
        #expect(said.map(\.code).contains(.notForThemToPass))
        for role in [Role.manager, .deputy] {
            let passes = Actor.person(role, actorID("M-02"), by: .desk)
            guard case .accepted(let entry, let asked) = hand.decide(event, by: passes) else { throw NotExpected() }
            #expect(asked.map(\.code) == [.noReport])
            guard case .decisionSubmitted(let recorded) = entry.events.first?.data else { throw NotExpected() }
            #expect(recorded.defects == ["no-report"])
        }
    }

    @Test func `is no longer so once nothing is amiss, and nobody writes defects of their own`() throws {
        let reasons = document(Self.long)
        var decision = decision(reasons)
        decision.defects = ["no-report"]
        guard
            case .accepted(let entry, let found) = try met().decide(
                .decisionSubmitted(decision), documents: [reasons.hash: reasons])
        else { throw NotExpected() }
        #expect(found.isEmpty)
        guard case .decisionSubmitted(let recorded) = entry.events.first?.data else { throw NotExpected() }
        #expect(recorded.defects == nil)
    }

    @Test func `is one whose report came late (REP-1)`() throws {
        var hand = try met(report: "2024-09-04")
        hand.today = day("2024-09-04")
        #expect(findings(hand) == [.reportLate])
        #expect(findings(try met(report: "2024-09-03")) == [])
    }

    @Test func `is one whose reasons are very short (DEC-1)`() throws {
        #expect(findings(try met(), "The plan stays as it is.") == [.reasonsShort])
    }

    @Test func `is one whose reasons are those of another child, also with other names, days and pronouns (DEC-1)`()
        throws
    {
        let copied = Self.long.replacing("this spring", with: "by 3 June")
        let own = OtherCases(reasons: [ReasonsSketch(copied)])
        #expect(findings(try met(), others: own) == [.reasonsAlike])
        let other = OtherCases(reasons: [
            ReasonsSketch(
                "Your daughter now walks to lessons alone, the physiotherapist wrote, and asks for a taxi only in rain. "
                    + "Nobody at the meeting thought that section F needs another hour.")
        ])
        #expect(findings(try met(), others: other) == [])
    }

    @Test func `is one that says no word on a piece of the family's evidence, or on its request (MTG-7)`() throws {
        var hand = try met()
        let report = hand.story.report(
            .evidenceReceived(EvidenceReceived(review: 1, from: .parent)), on: day("2024-08-10"), by: .family)
        hand.story.report(.evidenceReceived(EvidenceReceived(review: 1, from: .health)), on: day("2024-08-10"))
        let request = hand.story.report(
            .changeRequested(ChangeRequested(from: .youngPerson, sections: [.f])), on: day("2024-08-12"))
        #expect(findings(hand) == [.evidenceUnweighed, .evidenceUnweighed])
        #expect(findings(hand) { $0.weighed = [report] } == [.evidenceUnweighed])
        #expect(findings(hand) { $0.weighed = [report, request] } == [])
        hand.story.report(
            .changeAnswered(ChangeAnswered(request: request, agreed: false)), on: day("2024-08-15"))
        #expect(findings(hand) { $0.weighed = [report] } == [])
    }

    @Test func `is one against the report's recommendation without a word about it (REP-1)`() throws {
        let hand = try met(recommends: .amend)
        #expect(findings(hand) == [], "the reasons speak of the report")
        #expect(findings(hand, Self.long.replacing("The report says", with: "We heard")) == [.againstReport])
        #expect(
            findings(try met(recommends: .maintain), Self.long.replacing("The report says", with: "We heard")) == [])
    }

    @Test func `is one with another child's name or reference anywhere in its package (DEC-1)`() throws {
        var children = OtherChildren()
        children.add(try #require(CaseID("B-10432")), name: "Jo Fairdraft")
        children.add(try #require(CaseID("B-20001")), name: "Sam Testwood")
        children.add(try #require(CaseID("B-20002")), name: "Jo Fairdraft")
        children.add(try #require(CaseID("B-20003")), name: "Kit")
        let others = OtherCases(children: children)
        #expect(
            findings(try met(), Self.long + " Sam Testwood\u{2019}s hours stay.", others: others) == [.anotherChild])
        #expect(findings(try met(), Self.long + " See (b-20001).", others: others) == [.anotherChild])
        #expect(findings(try met(), Self.long + " Jo Fairdraft, B-10432, and Kit.", others: others) == [])
        // In what is enclosed as well.
        let evidence = document("Seen: Sam Testwood")
        let reasons = document(Self.long)
        var decision = decision(reasons, .amend)
        decision.evidence = [evidence.hash]
        decision.plan = DocumentHash(1, 2, 3, 4)
        decision.amendments = DocumentHash(1, 2, 3, 5)
        guard
            case .refused(let found) = try met().decide(
                .decisionSubmitted(decision), documents: [reasons.hash: reasons, evidence.hash: evidence],
                others: others)
        else { throw NotExpected() }
        #expect(found.map(\.line) == ["another-child|name|evidence"])
        #expect(!found.map { $0.sentence(in: ModelWords()) }.joined().contains("Testwood"), "the log holds no names")
    }
}

/// A verdict that the test did not expect.
private struct NotExpected: Error {}
