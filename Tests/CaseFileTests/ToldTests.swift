import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A decision with a copy for each of two who hold the rights` {
    private let held = day("2026-02-02")
    private let sent = day("2026-02-12")

    /// A decision that was made, and its letter written to both unless told otherwise; the decision's key.
    private func written(isLetterThere: Bool = true) throws -> (TestCase, SubmissionKey) {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "statutory")),
            on: day("2026-01-05"))
        story.contact(1, on: day("2026-01-05"))
        story.contact(2, on: day("2026-01-05"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2026-01-05"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: held)
        let decision = DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-01"))
        let key = story.report(.decisionSubmitted(decision), on: day("2026-02-10"))
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference),
            .decisionMade(DecisionMade(outcome: .maintain)), on: day("2026-02-10"))
        if isLetterThere { write(key, &story) }
        return (story, key)
    }

    private func write(_ key: SubmissionKey, _ story: inout TestCase) {
        let copies = [
            LetterCopy(contact: 1, document: DocumentHash(1, 2, 3, 1)),
            LetterCopy(contact: 2, document: DocumentHash(1, 2, 3, 2)),
        ]
        let letter = LetterWritten(letter: .decisionMaintain, copies: copies)
        let reception = story.conclude(
            ConclusionID(.decisionLetter, review: 1, fact: key.reference), .letterWritten(letter), on: sent)
        #expect(reception == .accepted)
    }

    private func send(_ key: SubmissionKey, to contact: UInt8, on day: Day, _ story: inout TestCase) {
        let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(contact))
        story.conclude(message, .notificationRequested(NotificationRequested(until: day + 90)), on: day)
        #expect(story.send(message, on: day) == .accepted)
    }

    @Test func `is told on the day on which the last copy left, and in part is no time for anybody`() throws {
        var (story, key) = try written()
        send(key, to: 1, on: sent, &story)
        let review = try #require(story.file.review(1))
        #expect(review.told == nil)
        #expect(review.toldBeforeCorrection == nil, "or no alarm would say that the other was told too late")
        send(key, to: 2, on: day("2026-04-01"), &story)
        #expect(story.file.review(1)?.told == day("2026-04-01"))
    }

    @Test func `was told before it was corrected only when it was told to both`() throws {
        var (story, key) = try written()
        send(key, to: 1, on: sent, &story)
        send(key, to: 2, on: sent + 3, &story)
        let corrected = DecisionSubmitted(review: 1, outcome: .amend, officer: actorID("C-01"))
        story.report(.decisionSubmitted(corrected), on: sent + 5, replacing: key)
        #expect(story.file.review(1)?.told == nil)
        #expect(story.file.review(1)?.toldBeforeCorrection == sent + 3)
    }

    @Test func `does not wait for who was closed after the writer had read, and before its letter stood`() throws {
        var (story, key) = try written(isLetterThere: false)
        story.contact(2, mayBeWrittenTo: false, on: day("2026-02-11"))
        write(key, &story)
        #expect(story.file.letters.first?.waiting.map(\.contact) == [1])
        send(key, to: 1, on: sent, &story)
        #expect(story.file.review(1)?.told == sent)
    }

    @Test func `does not wait for who is closed because a report is withdrawn or corrected`() throws {
        for isWithdrawn in [true, false] {
            var (story, key) = try written(isLetterThere: false)
            story.contact(2, mayBeWrittenTo: false, on: day("2026-02-10"))
            let opened = story.contact(2, on: day("2026-02-11"))
            write(key, &story)
            #expect(story.file.letters.first?.waiting.map(\.contact) == [1, 2])
            if isWithdrawn {
                story.report(.withdrawn(Withdrawn(report: opened)), on: sent)
            } else {
                story.contact(2, holdsRights: false, on: sent, replacing: opened)
            }
            #expect(story.file.letters.first?.waiting.map(\.contact) == [1])
            send(key, to: 1, on: sent, &story)
            #expect(story.file.review(1)?.told == sent)
        }
    }
}
