import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What a person says of a death, of capacity and of a move` {
    @Test func `a death is not taken back by whoever recorded it, in whatever words, but by somebody else`() throws {
        var hand = try Hand("2024-09-02")
        let key = hand.story.report(.planEnded(PlanEnded(reason: .died)), on: hand.today)
        let withdrawal = EventData.withdrawn(Withdrawn(report: key))
        #expect(hand.findings(withdrawal) == [.deathTakenBackAlone])
        guard case .refused = hand.decide(.planEnded(PlanEnded(reason: .other)), replaces: key) else {
            Issue.record("it was taken")
            return
        }
        #expect(hand.findings(withdrawal, by: .manager).isEmpty)
        let other = hand.story.report(.planEnded(PlanEnded(reason: .needsMet)), on: hand.today)
        #expect(hand.findings(.withdrawn(Withdrawn(report: other))).isEmpty)
    }

    @Test func `capacity is to be assessed again after it was assessed`() throws {
        let hand = try Hand("2024-09-02")
        func again(by date: String) -> [FindingCode] {
            hand.findings(
                .capacityAssessed(
                    CapacityAssessed(
                        decision: .annualReview, lacks: true, assessor: actorID("SW-4"),
                        evidence: DocumentHash(1, 2, 3, 4), againBy: day(date))), on: "2024-08-30")
        }
        #expect(again(by: "2024-08-30") == [.againBeforeAssessed])
        #expect(again(by: "2024-08-31").isEmpty)
    }

    @Test func `the old council's days are before the transfer, and the family was not told on a day to come`() throws {
        let hand = try Hand("2024-09-02")
        func moved(made: String? = nil, reviewed: String? = nil, told: String? = nil) -> [FindingCode] {
            hand.findings(
                .movedIn(
                    MovedIn(
                        made: made.map { day($0) }, reviewed: reviewed.map { day($0) }, told: told.map { day($0) })),
                on: "2024-02-28")
        }
        #expect(moved(made: "2019-07-12", reviewed: "2023-02-10", told: "2024-09-02").isEmpty)
        #expect(moved(made: "2024-02-29") == [.afterTransfer])
        #expect(moved(reviewed: "2024-02-29") == [.afterTransfer])
        #expect(moved(made: "2023-02-10", reviewed: "2023-02-09") == [.beforePlan])
        #expect(moved(told: "2024-09-03") == [.factToCome])
    }

    @Test func `a version of the plan is the text of a final plan that was submitted, and no older than the plan`()
        throws
    {
        var hand = try Hand("2024-09-02")
        let final = hand.story.report(
            .finalSubmitted(FinalSubmitted(review: 1, outcome: .amended, plan: DocumentHash(5, 6, 7, 8))),
            on: hand.today)
        let other = hand.story.report(
            .finalSubmitted(FinalSubmitted(review: 1, outcome: .notAmended)), on: hand.today)
        func version(_ final: SubmissionKey?, on made: String = "2024-09-01") -> [FindingCode] {
            hand.findings(
                .planVersionRecorded(PlanVersionRecorded(plan: DocumentHash(1, 2, 3, 4), final: final)), on: made)
        }
        #expect(version(nil).isEmpty)
        #expect(version(final).isEmpty)
        #expect(version(other) == [.noSuchFinal])
        #expect(version(SubmissionKey(high: 1, low: 1)) == [.noSuchFinal])
        hand.story.report(.withdrawn(Withdrawn(report: final)), on: hand.today)
        #expect(version(final) == [.noSuchFinal])
        var plan = PlanRecorded()
        plan.made = day("2024-08-01")
        hand.story.report(.planRecorded(plan), on: hand.today)
        #expect(version(nil, on: "2024-07-31") == [.beforePlan])
    }
}
