import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A message` {
    private let id = ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2026-04-01")), to: .contact(1))

    private func request(_ story: inout TestCase) -> CaseFile.Reception {
        story.conclude(id, .notificationRequested(NotificationRequested(until: day("2026-03-01"))), on: Story.today)
    }

    private func claim(_ story: inout TestCase, _ attempt: UInt32, by instance: String) -> CaseFile.Reception {
        story.conclude(
            id.at(.claim, attempt: attempt), .notificationClaimed(NotificationClaimed(instance: instance)),
            on: Story.today)
    }

    private func sent(_ story: inout TestCase, _ attempt: UInt32, on day: Day) -> CaseFile.Reception {
        story.conclude(
            id.at(.sent, attempt: attempt), .notificationSent(NotificationSent(channel: .folder, receipt: "r")),
            on: day)
    }

    private func failed(_ story: inout TestCase, _ attempt: UInt32) -> CaseFile.Reception {
        story.conclude(
            id.at(.failed, attempt: attempt), .notificationFailed(NotificationFailed(why: .refused)), on: Story.today)
    }

    @Test func `is requested, claimed and sent, each once`() throws {
        var story = try Story.opened()
        #expect(claim(&story, 1, by: "a") == .doesNotFit)
        #expect(request(&story) == .accepted)
        #expect(request(&story) == .repeated)
        #expect(story.file.message(id)?.until == day("2026-03-01"))
        #expect(sent(&story, 1, on: Story.today) == .doesNotFit)
        #expect(claim(&story, 2, by: "a") == .doesNotFit)
        #expect(claim(&story, 1, by: "a") == .accepted)
        #expect(claim(&story, 1, by: "b") == .repeated)
        let claimed = try #require(story.file.message(id))
        #expect(claimed.isClaimed(by: "a") && !claimed.isClaimed(by: "b"))
        #expect(claimed.stage == .claim && claimed.claims == 1 && claimed.sent == nil)
        #expect(sent(&story, 1, on: day("2026-01-07")) == .accepted)
        #expect(sent(&story, 1, on: day("2026-01-08")) == .repeated)
        #expect(story.file.message(id)?.sent == day("2026-01-07"))
        #expect(story.file.message(id)?.until == day("2026-03-01"))
        #expect(claim(&story, 2, by: "b") == .doesNotFit)
        #expect(story.file.messages.count == 1)
    }

    @Test func `can be taken over, and a receipt of the overtaken claim still counts`() throws {
        var story = try Story.opened()
        _ = request(&story)
        _ = claim(&story, 1, by: "a")
        #expect(claim(&story, 2, by: "b") == .accepted)
        #expect(story.file.message(id)?.isClaimed(by: "a") == false)
        #expect(story.file.message(id)?.isClaimed(by: "b") == true)
        #expect(failed(&story, 1) == .doesNotFit)
        #expect(sent(&story, 1, on: Story.today) == .accepted)
        #expect(sent(&story, 2, on: Story.today) == .repeated)
    }

    private func returned(_ story: inout TestCase, _ attempt: UInt32, on day: Day = Story.today) -> CaseFile.Reception {
        story.conclude(
            id.at(.returned, attempt: attempt), .notificationReturned(NotificationReturned(why: .returned)), on: day)
    }

    @Test func `comes back once, only when it left, and was sent all the same`() throws {
        var story = try Story.opened()
        #expect(returned(&story, 1) == .doesNotFit)
        _ = request(&story)
        _ = claim(&story, 1, by: "a")
        #expect(returned(&story, 1) == .doesNotFit)
        _ = sent(&story, 1, on: day("2026-01-07"))
        #expect(returned(&story, 0) == .doesNotFit && returned(&story, 2) == .doesNotFit)
        #expect(story.file.unsent(on: Story.today).isEmpty)
        #expect(returned(&story, 1, on: day("2026-01-09")) == .accepted)
        #expect(returned(&story, 1) == .repeated)
        let message = try #require(story.file.message(id))
        #expect(message.returned == .returned && message.sent == day("2026-01-07") && message.stage == .sent)
        #expect(message.claims == 1)
        #expect(claim(&story, 2, by: "b") == .doesNotFit)
        #expect(sent(&story, 1, on: Story.today) == .repeated)
        #expect(story.file.unsent(on: day("2026-03-01")).map(\.reason) == [.returned(.returned)])
        #expect(story.file.unsent(on: day("2026-03-02")).isEmpty, "it is no longer worth saying")
    }

    @Test func `that failed may be claimed again, and says why`() throws {
        var story = try Story.opened()
        _ = request(&story)
        _ = claim(&story, 1, by: "a")
        #expect(failed(&story, 1) == .accepted)
        #expect(failed(&story, 1) == .repeated)
        let message = try #require(story.file.message(id))
        #expect(message.failure == .refused && message.stage == .failed && message.claims == 1)
        #expect(claim(&story, 2, by: "a") == .accepted)
        #expect(story.file.message(id)?.failure == nil)
        #expect(failed(&story, 2) == .accepted)
        // It had left after all.
        #expect(sent(&story, 1, on: Story.today) == .accepted)
    }

    @Test func `fits only when that of which it tells stands`() throws {
        var story = try Story.opened()
        func accepts(_ subject: Subject, _ fact: Day, _ addressee: Addressee?, about: Subject? = nil) -> Bool {
            story.file.accepts(
                ConclusionID(subject, review: 1, fact: .day(fact), to: addressee, about: about),
                .notificationRequested(NotificationRequested(until: fact)))
        }
        #expect(accepts(.tellReviewDue, day("2026-04-01"), .contact(1)))
        #expect(!accepts(.tellReviewDue, day("2026-04-01"), nil))
        #expect(!accepts(.tellReviewDue, day("2026-04-02"), .contact(1)))
        let alarm = ConclusionID(.noMeetingBy, review: 1, day: day("2026-03-15"))
        #expect(!accepts(.tellNotRecorded, day("2026-03-15"), .party(.coordinator), about: .noMeetingBy))
        story.conclude(alarm, .notRecorded(NotRecorded(rule: .cyc4)), on: Story.today)
        #expect(accepts(.tellNotRecorded, day("2026-03-15"), .party(.coordinator), about: .noMeetingBy))
        #expect(!accepts(.tellNotRecorded, day("2026-03-15"), .party(.coordinator), about: .noDecisionBy))
        #expect(!accepts(.tellNotRecorded, day("2026-03-15"), .party(.coordinator)))
        #expect(!accepts(.tellLateToFamily, day("2026-03-15"), .contact(1)))
    }
}
