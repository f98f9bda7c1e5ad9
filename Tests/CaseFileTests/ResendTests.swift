import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A message that goes again` {
    /// A decision of which the letter left on 12 February and came back, its message, and the submission.
    private func returned() throws -> (story: TestCase, message: ConclusionID, submission: SubmissionKey) {
        var (story, key) = try Story.made(.maintain)
        story.tellDecision(key, .decisionMaintain, on: day("2026-02-12"))
        let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
        story.conclude(
            message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
            on: day("2026-02-20"))
        return (story, message, key)
    }

    private func ask(_ story: inout TestCase, _ message: ConclusionID) -> ConclusionID {
        let key = story.report(.resendAsked(ResendAsked(message: message, why: .newAddress)), on: day("2026-02-21"))
        return ConclusionID(.tellAgain, review: message.review, fact: key.reference, to: message.addressee)
    }

    private func request(_ story: inout TestCase, _ again: ConclusionID) -> CaseFile.Reception {
        story.conclude(
            again, .notificationRequested(NotificationRequested(until: day("2027-02-01"))), on: day("2026-02-21"))
    }

    @Test func `fits once for whoever asked first, to the same addressee, of what had left`() throws {
        var (story, message, _) = try returned()
        let stranger = ConclusionID(.tellAgain, review: 1, fact: Story.key(77).reference, to: .contact(1))
        #expect(request(&story, stranger) == .doesNotFit)
        let first = ask(&story, message)
        let second = ask(&story, message)
        #expect(request(&story, second) == .doesNotFit)
        #expect(
            request(&story, ConclusionID(.tellAgain, review: 1, fact: first.fact, to: .party(.setting))) == .doesNotFit)
        #expect(request(&story, ConclusionID(.tellAgain, review: 2, fact: first.fact, to: .contact(1))) == .doesNotFit)
        #expect(request(&story, first) == .accepted && request(&story, first) == .repeated)
        #expect(story.file.origin(of: first) == message)
        // One that has not left cannot go again.
        let third = ask(&story, first)
        #expect(request(&story, third) == .doesNotFit)
        story.send(first, on: day("2026-02-22"))
        #expect(request(&story, third) == .accepted)
        #expect(story.file.origin(of: third) == message)
    }

    @Test func `who was told stays told, whatever comes back and goes again`() throws {
        var (story, message, _) = try returned()
        #expect(story.file.review(1)?.told == day("2026-02-12"))
        let again = ask(&story, message)
        _ = request(&story, again)
        story.send(again, on: day("2026-03-01"))
        story.conclude(
            again.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .undelivered)),
            on: day("2026-03-05"))
        let review = try #require(story.file.review(1))
        #expect(review.told == day("2026-02-12"))
        #expect(story.file.unsent(on: day("2026-03-06")).map(\.message) == [again])
    }

    @Test func `that names itself, or one that names it, goes nowhere and holds nobody up`() throws {
        var (story, _, _) = try returned()
        let key = Story.key(500)
        let itself = ConclusionID(.tellAgain, review: 1, fact: key.reference, to: .contact(1))
        story.append(
            Story.entry(500, .resendAsked(ResendAsked(message: itself, why: .otherWay)), on: day("2026-02-21")))
        #expect(request(&story, itself) == .doesNotFit)
        #expect(story.file.origin(of: itself) == itself && !story.file.isTimely(itself))
    }

    @Test func `is nobody's any more once the report that asked for it is withdrawn`() throws {
        var (story, message, _) = try returned()
        let key = story.report(.resendAsked(ResendAsked(message: message, why: .newAddress)), on: day("2026-02-21"))
        story.report(.withdrawn(Withdrawn(report: key)), on: day("2026-02-21"))
        let again = ConclusionID(.tellAgain, review: 1, fact: key.reference, to: .contact(1))
        #expect(request(&story, again) == .doesNotFit)
        #expect(story.file.unsent(on: day("2026-02-22")).map(\.message) == [message])
    }

    @Test func `shows of what came back when its contact was last recorded since`() throws {
        var (story, message, _) = try returned()
        #expect(story.file.unsent(on: day("2026-02-22")).map(\.recordedSince) == [nil])
        let contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: true, by: actorID("C-07"),
            on: day("2026-02-22"))
        story.report(.contactRecorded(contact), on: day("2026-02-23"))
        #expect(story.file.unsent(on: day("2026-02-24")).map(\.message) == [message])
        #expect(story.file.unsent(on: day("2026-02-24")).map(\.recordedSince) == [day("2026-02-23")])
    }
}
