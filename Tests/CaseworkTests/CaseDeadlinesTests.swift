import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `The days of a review` {
    @Test func `run from the last review that had its meeting, not from a decision that had none`() throws {
        var hand = try Hand("2024-12-30")
        hand.story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2019-07-12"), reviewed: day("2024-01-10"), setting: 101_234, placement: .mainstream,
                    need: .autism, coordinator: actorID("C-07"), model: "statutory")), on: day("2024-10-01"))
        hand.story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2024-12-20"))
        hand.story.report(.reviewUnderWay(ReviewUnderWay(review: 2, kind: .annual)), on: day("2024-12-30"))
        func due() throws -> Day? {
            let review = try #require(hand.story.file.review(2))
            return hand.story.file.deadlines(of: review).first(.cyc2)?.due
        }
        #expect(try due() == day("2025-01-09"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-12-30"), happened: day("2024-12-02"))
        #expect(try due() == day("2025-12-19"))
    }

    @Test func `say who is told late, and of these who is so through a refusal of ours`() throws {
        var hand = try Hand("2024-11-01")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-11-01"))
        func late(_ asOf: String) throws -> [Bool] {
            let review = try #require(hand.story.file.review(1))
            return [review.isTellingLate(asOf: day(asOf)), review.isLateThroughRefusal(asOf: day(asOf))]
        }
        let key = hand.story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2024-11-29"))
        // What is merely late was not refused.
        #expect(try late("2024-11-28") == [false, false])
        #expect(try late("2024-11-29") == [true, false])
        let refused = ConclusionID(.decisionRefused, review: 1, fact: key.reference)
        hand.story.conclude(refused, .decisionRefused(DecisionRefused(lacks: ["no-officer"])), on: day("2024-11-29"))
        #expect(try late("2024-11-28") == [false, false])
        #expect(try late("2024-11-29") == [true, true])
        // Withdrawn since, it was refused all the same; told on the last day, nobody was late.
        hand.story.report(.withdrawn(Withdrawn(report: key)), on: day("2024-12-02"))
        #expect(try late("2024-12-02") == [true, true])
        let told = EventData.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain))
        let recorded = hand.story.report(told, on: day("2024-12-03"), happened: day("2024-11-29"))
        #expect(try late("2024-12-03") == [false, false])
        hand.story.report(told, on: day("2024-12-03"), happened: day("2024-11-30"), replacing: recorded)
        #expect(try late("2024-12-03") == [true, true])
    }
}
