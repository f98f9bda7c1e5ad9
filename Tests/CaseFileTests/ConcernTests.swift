import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What is shown of a review` {
    private func story() throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2025-02-01"), placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: "statutory")), on: day("2025-11-01"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-11-01"))
        return story
    }

    private func rules(_ story: TestCase, on date: Day) throws -> [String] {
        let review = try #require(story.file.review(1))
        return story.file.concerns(about: review, on: date).map(\.rule)
    }

    @Test func `is nothing when all was done as the law and the guidance say`() throws {
        var story = try story()
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2025-12-01"))
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2026-01-06"))
        story.report(.viewsReceived(ViewsReceived(review: 1, from: .parent)), on: day("2026-01-10"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        story.report(.reportReceived(ReportReceived(review: 1)), on: day("2026-01-30"))
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2026-02-05"))
        #expect(try rules(story, on: day("2026-02-05")).isEmpty)
        #expect(story.file.concerns.isEmpty)
    }

    @Test
    func `is what is missing when a decision is submitted: advice, views, report, each with its rule and standing`()
        throws
    {
        var story = try story()
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2026-02-05"))
        #expect(try rules(story, on: day("2026-02-05")) == ["MTG-4", "reg 19", "REP-1"])
        let review = try #require(story.file.review(1))
        #expect(Set(story.file.concerns(about: review, on: day("2026-02-05")).map(\.standing)) == [.law])
    }

    @Test func `is a decision without a meeting`() throws {
        var story = try story()
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2026-02-05"))
        #expect(try rules(story, on: day("2026-02-05")) == ["MTG-1"])
    }

    @Test func `is notice of less than two weeks, and advice less than two weeks before the meeting`() throws {
        var story = try story()
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2026-01-06"))
        #expect(try rules(story, on: day("2026-01-06")).isEmpty)
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2026-01-07"))
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2026-01-07"))
        #expect(try rules(story, on: day("2026-01-07")) == ["MTG-3", "MTG-4"])
    }

    @Test
    func `is a meeting whose day has passed and that nobody recorded, with the day that its decision would be due`()
        throws
    {
        var story = try story()
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2025-12-01"))
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2026-01-06"))
        #expect(try rules(story, on: day("2026-01-20")).isEmpty)
        let review = try #require(story.file.review(1))
        #expect(
            story.file.concerns(about: review, on: day("2026-01-21")).map(\.what) == [
                "The meeting was arranged for 20 Jan 2026, and no meeting is recorded. If it was held, the decision is "
                    + "due 17 Feb 2026."
            ])
    }

    @Test func `is that no day for ceasing is named, which is only guidance`() throws {
        var story = try story()
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease)), on: day("2026-02-05"))
        let review = try #require(story.file.review(1))
        #expect(
            story.file.concerns(about: review, on: day("2026-02-05")).filter { $0.standing == .guidance }.map(\.rule)
                == ["CEASE-10"])
    }

    @Test func `of the case is that its days are unknown, and a report on a review that is not open`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, coordinator: nil, model: "statutory")),
            on: day("2026-01-05"))
        story.report(.meetingHeld(MeetingHeld(review: 4)), on: day("2026-01-06"))
        #expect(story.file.concerns.map(\.rule) == ["CYC-1", "the council's own", "the record"])
        #expect(story.file.concerns.map(\.standing) == [.law, .policy, .policy])
    }
}
