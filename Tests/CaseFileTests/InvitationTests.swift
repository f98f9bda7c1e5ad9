import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

/// A meeting that is arranged, moved and taken back, and who heard what of it.
@Suite struct `An invitation` {
    private static let today = Story.today
    private static let (eighth, fifteenth) = (day("2026-03-08"), day("2026-03-15"))

    private static func arrange(
        _ story: inout TestCase, _ meeting: Day, replacing replaced: SubmissionKey? = nil
    ) -> SubmissionKey {
        story.report(
            .meetingArranged(MeetingArranged(review: 1, meeting: meeting)), on: today, replacing: replaced)
    }

    private static func plan(at setting: UInt32?) -> EventData {
        .planRecorded(
            PlanRecorded(
                setting: setting, placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                model: "statutory"))
    }

    /// Asks for the invitation that the addressee lacks; its id, nil when it lacks none.
    private static func invite(_ story: inout TestCase, _ addressee: Addressee = .contact(1)) -> ConclusionID? {
        guard let invitation = story.file.invitation(to: addressee, in: 1) else { return nil }
        let id = ConclusionID(.tellInvitation, review: 1, fact: invitation.fact, to: addressee)
        let request = NotificationRequested(until: invitation.meeting)
        #expect(story.conclude(id, .notificationRequested(request), on: today) == .accepted)
        // Whatever was lacking is said by one.
        #expect(story.file.invitation(to: addressee, in: 1) == nil)
        return id
    }

    private static func claim(_ story: inout TestCase, _ id: ConclusionID, _ attempt: UInt32 = 1) {
        let claim = EventData.notificationClaimed(NotificationClaimed(instance: "a"))
        #expect(story.conclude(id.at(.claim, attempt: attempt), claim, on: today) == .accepted)
    }

    private static func fail(
        _ story: inout TestCase, _ id: ConclusionID, _ attempt: UInt32 = 1, _ why: DeliveryFailure = .tooLate
    ) {
        let failed = EventData.notificationFailed(NotificationFailed(why: why))
        #expect(story.conclude(id.at(.failed, attempt: attempt), failed, on: today) == .accepted)
    }

    private static func send(_ story: inout TestCase, _ id: ConclusionID) {
        claim(&story, id)
        let sent = EventData.notificationSent(NotificationSent(channel: .folder, receipt: "r"))
        #expect(story.conclude(id.at(.sent, attempt: 1), sent, on: today) == .accepted)
    }

    @Test func `rests on the report of the meeting, and fits while that is the last that stands`() throws {
        var story = try Story.opened()
        #expect(story.file.invitation(to: .contact(1), in: 1) == nil)
        let first = Self.arrange(&story, Self.eighth)
        let old = try #require(Self.invite(&story))
        #expect(old.fact == first.reference && story.file.message(old)?.until == Self.eighth)
        #expect(story.file.invitation(to: .contact(1), in: 2) == nil, "no such review")
        let second = Self.arrange(&story, Self.fifteenth)
        func accepts(_ key: SubmissionKey, _ addressee: Addressee?) -> Bool {
            story.file.accepts(
                ConclusionID(.tellInvitation, review: 1, fact: key.reference, to: addressee),
                .notificationRequested(NotificationRequested(until: Self.eighth)))
        }
        #expect(!accepts(first, .party(.health)), "it was moved")
        #expect(accepts(second, .party(.health)) && accepts(second, .contact(1)))
        #expect(!accepts(second, nil))
    }

    @Test func `is told again when the meeting is moved away and back`() throws {
        var story = try Story.opened()
        var told: [Day?] = []
        for meeting in [Self.eighth, Self.fifteenth, Self.eighth, Self.fifteenth] {
            let key = Self.arrange(&story, meeting)
            let id = try #require(Self.invite(&story))
            #expect(id.fact == key.reference)
            Self.send(&story, id)
            told.append(story.file.lastInvitation(to: .contact(1), in: 1)?.until)
            #expect(story.file.meetingToldBefore(id) == told.dropLast().last ?? nil)
        }
        #expect(told == [Self.eighth, Self.fifteenth, Self.eighth, Self.fifteenth])
    }

    @Test func `is not told twice in a row: the same day reported again, or corrected to itself, is no news`() throws {
        var story = try Story.opened()
        var key = Self.arrange(&story, Self.eighth)
        let id = try #require(Self.invite(&story))
        key = Self.arrange(&story, Self.eighth)
        #expect(Self.invite(&story) == nil)
        _ = Self.arrange(&story, Self.eighth, replacing: key)
        #expect(Self.invite(&story) == nil)
        Self.send(&story, id)
        #expect(Self.invite(&story) == nil)
    }

    @Test func `is told again when a correction moves the day, also of a report that was not the last`() throws {
        var story = try Story.opened()
        let first = Self.arrange(&story, Self.eighth)
        _ = Self.invite(&story)
        let corrected = Self.arrange(&story, Self.fifteenth, replacing: first)
        #expect(Self.invite(&story)?.fact == corrected.reference)
        let second = Self.arrange(&story, Self.eighth)
        _ = Self.invite(&story)
        _ = Self.arrange(&story, Self.fifteenth + 7, replacing: corrected)
        #expect(Self.invite(&story) == nil, "the last report counts, wherever an earlier one was corrected")
        let last = Self.arrange(&story, Self.fifteenth, replacing: second)
        #expect(Self.invite(&story)?.fact == last.reference)
    }

    @Test func `rests on the withdrawal when an earlier day stands again by it`() throws {
        var story = try Story.opened()
        _ = Self.arrange(&story, Self.eighth)
        _ = Self.invite(&story)
        let second = Self.arrange(&story, Self.fifteenth)
        _ = Self.invite(&story)
        let withdrawal = story.report(.withdrawn(Withdrawn(report: second)), on: Self.today)
        let again = try #require(Self.invite(&story))
        #expect(again.fact == withdrawal.reference && story.file.message(again)?.until == Self.eighth)
        // Who was told of the first day only, lacks nothing.
        #expect(Self.invite(&story, .party(.health))?.fact != withdrawal.reference)
        let third = Self.arrange(&story, Self.fifteenth)
        #expect(Self.invite(&story)?.fact == third.reference)
        let other = story.report(.withdrawn(Withdrawn(report: third)), on: Self.today)
        #expect(Self.invite(&story)?.fact == other.reference)
    }

    @Test func `is lacking no more when every report of the meeting is withdrawn`() throws {
        var story = try Story.opened()
        let only = Self.arrange(&story, Self.eighth)
        _ = Self.invite(&story)
        story.report(.withdrawn(Withdrawn(report: only)), on: Self.today)
        #expect(Self.invite(&story) == nil)
    }

    @Test func `that became too late before it left is no word that the party heard`() throws {
        var story = try Story.opened()
        _ = Self.arrange(&story, Self.eighth)
        let first = try #require(Self.invite(&story))
        Self.claim(&story, first)
        // Moved away before it left, and back before anybody was told.
        _ = Self.arrange(&story, Self.fifteenth)
        Self.fail(&story, first)
        let back = Self.arrange(&story, Self.eighth)
        let again = try #require(Self.invite(&story))
        #expect(again.fact == back.reference)
        // For want of an address it is kept, and leaves when there is one.
        Self.claim(&story, again)
        Self.fail(&story, again, 1, .noAddress)
        _ = Self.arrange(&story, Self.eighth)
        #expect(Self.invite(&story) == nil)
    }

    @Test func `that was taken over and then too late may have left, so the day is told whatever it is`() throws {
        var story = try Story.opened()
        _ = Self.arrange(&story, Self.eighth)
        let first = try #require(Self.invite(&story))
        Self.send(&story, first)
        _ = Self.arrange(&story, Self.fifteenth)
        let second = try #require(Self.invite(&story))
        Self.claim(&story, second, 1)
        Self.claim(&story, second, 2)
        let back = Self.arrange(&story, Self.eighth)
        Self.fail(&story, second, 2)
        #expect(Self.invite(&story)?.fact == back.reference)
    }

    @Test func `goes to the setting that takes another's place, and rests on the plan when it has to`() throws {
        var story = try Story.opened()
        story.report(Self.plan(at: 101), on: Self.today)
        _ = Self.arrange(&story, Self.eighth)
        _ = Self.invite(&story)
        _ = Self.invite(&story, .party(.setting))
        story.report(Self.plan(at: 101), on: Self.today)
        #expect(Self.invite(&story, .party(.setting)) == nil, "the plan names the same")
        let plan = story.report(Self.plan(at: 102), on: Self.today)
        let new = try #require(Self.invite(&story, .party(.setting)))
        #expect(new.fact == plan.reference && story.file.message(new)?.until == Self.eighth)
        #expect(Self.invite(&story) == nil, "the family knows the day")
        let moved = Self.arrange(&story, Self.fifteenth)
        #expect(Self.invite(&story, .party(.setting))?.fact == moved.reference)
        let corrected = story.report(Self.plan(at: 103), on: Self.today, replacing: plan)
        let third = try #require(Self.invite(&story, .party(.setting)))
        #expect(third.fact == corrected.reference)
        #expect(story.file.meetingToldBefore(third) == nil, "another setting was told another day")
    }
}
