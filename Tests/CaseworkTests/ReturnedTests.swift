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
        func steps() -> [StepCode] {
            NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.map(\.code)
        }
        #expect(steps() == [.finishAmendment])
        let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
        let reception = hand.story.conclude(
            message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
            on: day("2024-09-01"))
        #expect(reception == .accepted)
        #expect(steps() == [.finishAmendment, .reachAddressee])
        #expect(hand.story.file.review(1)?.told == day("2024-08-26"), "what was told stays told")
        let step = try #require(NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.last)
        #expect(step.order == "find out how to reach the parent, to whom the decision letter did not come")
        #expect(step.reason.contains("record resend-asked` with --message \(message)"), "\(step.reason)")
        // Once somebody has asked for it to go again it is nobody's work.
        hand.story.report(.resendAsked(ResendAsked(message: message, why: .newAddress)), on: day("2024-09-01"))
        #expect(steps() == [.finishAmendment])
    }

    /// An amendment notice of 26 August, and its message.
    private func sentNotice(_ today: String) throws -> (Hand, ConclusionID) {
        var hand = try Hand(today)
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        let document = DocumentHash(1, 2, 3, 4)
        let key = hand.story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .amend, officer: actorID("C-07"), reasons: document, plan: document,
                    amendments: document, evidence: [document])), on: day("2024-08-25"))
        hand.story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .amend)),
            on: day("2024-08-25"))
        hand.story.tellDecision(key, .decisionAmend, on: day("2024-08-26"))
        return (hand, ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1)))
    }

    /// The same, which came back on 1 September.
    private func returnedNotice(_ today: String) throws -> (Hand, ConclusionID) {
        var (hand, message) = try sentNotice(today)
        hand.story.conclude(
            message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
            on: day("2024-09-01"))
        return (hand, message)
    }

    private let final = EventData.finalSubmitted(
        FinalSubmitted(review: 1, outcome: .amended, officer: actorID("C-07"), plan: DocumentHash(1, 2, 3, 4)))

    @Test func `the fifteen days count from the letter that went again, and somebody is asked while none did`() throws {
        // The days from the first sending were over on 9 September.
        var (hand, message) = try returnedNotice("2024-09-30")
        #expect(hand.findings(final) == [.noticeReturned], "for a manager to pass: a family may be out of all reach")
        #expect(
            hand.story.file.concerns(about: try #require(hand.story.file.review(1)), on: hand.today).contains {
                $0.what.contains("the fifteen days have not begun") && $0.rule == "AMD-2"
            })
        let key = hand.story.report(
            .resendAsked(ResendAsked(message: message, by: .post, why: .newAddress)), on: day("2024-09-18"))
        let again = ConclusionID(.tellAgain, review: 1, fact: key.reference, to: .contact(1))
        hand.story.conclude(
            again, .notificationRequested(NotificationRequested(until: day("2025-09-01"))), on: day("2024-09-18"))
        #expect(hand.findings(final) == [.noticeReturned], "asked for, and not sent yet")
        #expect(
            hand.findings(.finalRecorded(FinalRecorded(review: 1, outcome: .amended))).contains(.noticeUnserved),
            "of what was done outside it is asked")
        hand.story.send(again, on: day("2024-09-20"))
        // 20 September is the first of the fifteen, 4 October the last.
        hand.today = day("2024-10-04")
        #expect(hand.findings(final) == [.answerAwaited])
        hand.today = day("2024-10-05")
        #expect(hand.findings(final).isEmpty)
        let review = try #require(hand.story.file.review(1))
        #expect(hand.story.file.noticeUnserved(of: review).isEmpty)
        #expect(hand.story.file.noticeServices(of: review).map(\.sent) == [day("2024-09-20")])
        #expect(review.told == day("2024-08-26") && review.noticeSent == day("2024-08-26"))
        // The weeks of the amendment count from the day on which the notice was sent first.
        #expect(review.finalDeadline?.due == Statute.finalBy(meeting: day("2024-08-20"), noticeSent: day("2024-08-26")))
    }

    @Test func `whose family has answered it has had it`() throws {
        var (hand, _) = try returnedNotice("2024-09-30")
        hand.story.report(
            .representationsReceived(RepresentationsReceived(review: 1)), on: day("2024-09-12"))
        #expect(hand.findings(final) == [.representationUnanswered])
    }

    @Test func `is asked for again by whoever may, of what left, once`() throws {
        var (hand, message) = try returnedNotice("2024-09-10")
        func asked(_ message: ConclusionID) -> EventData {
            .resendAsked(ResendAsked(message: message, why: .addressConfirmed))
        }
        #expect(hand.findings(asked(message)).isEmpty)
        #expect(hand.findings(asked(ConclusionID(.tellFinal, review: 1, to: .contact(1)))) == [.noSuchMessage])
        #expect(hand.findings(asked(message), by: .setting).contains(.notEntitled))
        hand.story.report(asked(message), on: hand.today)
        #expect(hand.findings(asked(message)) == [.resendAsked])
        // What no channel says came back is sent a second time, and that is said.
        let (here, arrived) = try sentNotice("2024-09-10")
        #expect(here.findings(asked(arrived)).contains(.notReturned))
        var other = try returnedNotice("2024-09-10").0
        other.story.report(.planEnded(PlanEnded(reason: .maximumAge)), on: other.today)
        #expect(other.findings(asked(message)) == [.mayNotGoAgain])
    }

    @Test
    func `what goes to somebody from whom the child's place is kept is looked through by whoever may, before it left`()
        throws
    {
        var hand = try Hand("2024-09-10")
        hand.story.contact(1, locationProtected: true, on: hand.today)
        let message = hand.write(.maintain)
        let looked = EventData.lookedThrough(LookedThrough(message: message))
        #expect(hand.findings(looked) == [.nothingToLookThrough], "nothing is asked for yet")
        hand.fail(message, .mayTellPlace)
        #expect(hand.story.file.unsent(on: hand.today).map(\.reason) == [.failed(.mayTellPlace)])
        #expect(hand.findings(looked, by: .safeguardingLead).isEmpty)
        #expect(hand.findings(looked, by: .setting).contains(.notEntitled))
        let key = hand.say(looked)
        #expect(hand.story.file.isLookedThrough(message))
        hand.say(.withdrawn(Withdrawn(report: key)))
        #expect(!hand.story.file.isLookedThrough(message), "what was withdrawn lets nothing leave")
        hand.story.contact(1, on: hand.today)
        #expect(hand.findings(looked) == [.placeNotKept])
    }
}
