import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A letter that came back` {
    @Test func `is a step of its own, though its review goes on with another`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        let document = DocumentHash(1, 2, 3, 4)
        let key = hand.story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .amend, officer: actorID("C-07"), reasons: document, plan: document,
                    amendments: document, evidence: [document])), on: day("2024-08-25"))
        let made = ConclusionID(.decisionMade, review: 1, fact: key.reference)
        hand.story.conclude(made, .decisionMade(DecisionMade(outcome: .amend)), on: day("2024-08-25"))
        hand.story.tellDecision(key, .decisionAmend, on: day("2024-08-26"))
        func steps() -> [String] {
            NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.map(\.what)
        }
        #expect(steps() == ["finish the amendment: the final plan, or the decision not to amend"])
        let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
        let reception = hand.story.conclude(
            message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
            on: day("2024-09-01"))
        #expect(reception == .accepted)
        #expect(
            steps().contains("find out how to reach the parent, to whom the decision letter did not come"), "\(steps())"
        )
        #expect(steps().count == 2)
        #expect(hand.story.file.review(1)?.told == day("2024-08-26"), "what was told stays told")
    }
}
