import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A correction` {
    private func story() throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(plan(2), on: day("2026-01-05"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2026-01-05"))
        return story
    }

    private func plan(_ year: Int8) -> EventData {
        .planRecorded(
            PlanRecorded(
                placement: .mainstream, need: .autism, coordinator: actorID("C-07"), year: year, model: "statutory"))
    }

    @Test func `stands where the corrected report stood: of two days for one meeting the first still counts`() throws {
        var story = try story()
        let first = story.report(
            .meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-01"), happened: day("2026-01-20"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-02"), happened: day("2026-01-10"))
        story.report(
            .meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-03"), happened: day("2026-01-21"), replacing: first)
        #expect(story.file.review(1)?.held == day("2026-01-21"))
        #expect(story.file.review(1)?.heldOtherwise == day("2026-01-10"))
    }

    @Test func `of an older date leaves the latest date for the meeting`() throws {
        var story = try story()
        let first = story.report(
            .meetingArranged(MeetingArranged(review: 1, meeting: day("2026-02-20"))), on: day("2026-01-10"))
        story.report(
            .meetingArranged(MeetingArranged(review: 1, meeting: day("2026-02-27"))), on: day("2026-01-12"))
        story.report(
            .meetingArranged(MeetingArranged(review: 1, meeting: day("2026-02-19"))), on: day("2026-01-13"),
            replacing: first)
        #expect(story.file.review(1)?.arranged == day("2026-02-27"))
    }

    @Test func `of an older plan leaves the latest plan; of the latest it becomes the latest`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        let first = story.report(plan(2), on: day("2026-01-05"))
        let second = story.report(plan(3), on: day("2026-01-06"))
        story.report(plan(4), on: day("2026-01-07"), replacing: first)
        #expect(story.file.plan?.year == 3)
        story.report(plan(5), on: day("2026-01-08"), replacing: second)
        #expect(story.file.plan?.year == 5)
        #expect(story.file.plans.map(\.plan.year) == [4, 5])
    }
}
