import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What the law brings about by itself` {
    private func story(on date: String, _ change: (inout PlanRecorded) -> Void) throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-1")))
        var plan = PlanRecorded(placement: .mainstream, need: .autism, model: "statutory")
        plan.made = day("2020-02-01")
        change(&plan)
        story.report(.planRecorded(plan), on: day(date))
        return story
    }

    private func transfer(_ story: TestCase, on date: String) -> String? {
        story.file.unwrittenTransfer(on: day(date)).map {
            "\($0.transfer.phase.rawValue) \($0.transfer.year) by \($0.planBy)"
        }
    }

    @Test(
        arguments: [
            (6, "2024-09-02", "primary-to-secondary 2025 by 2025-02-14"),
            (6, "2025-08-31", "primary-to-secondary 2025 by 2025-02-14"),
            (11, "2024-11-01", "secondary-to-post-16 2025 by 2025-03-30"),
            (-1, "2024-11-01", "early-years-to-school 2025 by 2025-02-14"),
            (5, "2024-11-01", nil), (7, "2024-11-01", nil), (2, "2024-11-01", nil),
        ] as [(Int8, String, String?)])
    func `a transfer follows from the year group, whether anybody wrote it down or not`(
        year: Int8, on date: String, transfer: String?
    ) throws {
        #expect(self.transfer(try story(on: "2024-09-01") { $0.year = year }, on: date) == transfer)
    }

    @Test func `the year group goes up each September, and follows from the month of birth where nobody recorded it`()
        throws
    {
        let recorded = try story(on: "2022-10-01") { $0.year = 4 }
        #expect(recorded.file.yearGroup(on: day("2023-08-31")) == YearGroup(4))
        #expect(recorded.file.yearGroup(on: day("2024-09-01")) == YearGroup(6))
        #expect(transfer(recorded, on: "2024-08-31") == nil)
        #expect(transfer(recorded, on: "2024-09-01") == "primary-to-secondary 2025 by 2025-02-14")
        #expect(transfer(recorded, on: "2029-10-01") == "secondary-to-post-16 2030 by 2030-03-30")
        let born = try story(on: "2024-09-01") { $0.born = Month("2013-11") }
        #expect(transfer(born, on: "2024-10-01") == "primary-to-secondary 2025 by 2025-02-14")
        #expect(transfer(try story(on: "2024-09-01") { _ in }, on: "2024-10-01") == nil)
    }

    @Test func `a transfer that is written is not asked for, and one of an earlier summer answers for no later one`()
        throws
    {
        func written(_ year: UInt16?) throws -> TestCase {
            try story(on: "2024-09-01") {
                $0.year = 6
                $0.transfer = .primaryToSecondary
                $0.transferYear = year
            }
        }
        #expect(transfer(try written(2025), on: "2024-10-01") == nil)
        // Its year is asked for by itself.
        #expect(transfer(try written(nil), on: "2024-10-01") == nil)
        let earlier = try written(2021)
        #expect(transfer(earlier, on: "2024-10-01") == "primary-to-secondary 2025 by 2025-02-14")
        #expect(
            earlier.file.concerns(on: day("2024-10-01")).contains { $0.rule == "PH-1" && $0.what.contains("Year 6") })
    }

    @Test func `that there is none is an answer for this school year and the next, and no longer`() throws {
        let answered = try story(on: "2024-06-01") {
            $0.year = 5
            $0.noTransfer = true
        }
        #expect(transfer(answered, on: "2024-10-01") == nil)
        #expect(transfer(answered, on: "2029-10-01") == "secondary-to-post-16 2030 by 2030-03-30")
    }

    @Test func `the alarm fits where nobody wrote the transfer down, and where a place is named for an earlier one`()
        throws
    {
        func fits(_ change: (inout PlanRecorded) -> Void) throws -> Bool {
            try story(on: "2024-09-01", change).file.accepts(
                ConclusionID(.noTransferPlanBy, day: day("2025-02-14")), .notRecorded(NotRecorded(rule: .ph1)))
        }
        #expect(try fits { $0.year = 6 })
        #expect(try fits { ($0.transfer, $0.transferYear, $0.transferNamed) = (.infantToJunior, 2021, true) })
        #expect(try !fits { ($0.transfer, $0.transferYear, $0.transferNamed) = (.primaryToSecondary, 2025, true) })
    }

    @Test func `rights pass by age, and are asked about until somebody records who holds them`() throws {
        var story = try story(on: "2020-09-01") { $0.born = Month("2005-03") }
        #expect(story.file.rightsUnconfirmed(on: day("2021-06-25")) == nil)
        #expect(story.file.rightsUnconfirmed(on: day("2021-06-26")) == day("2021-06-25"))
        #expect(story.file.concerns(on: day("2021-06-26")).contains { $0.rule == "AGE-1" })
        story.contact(1, on: day("2021-06-25"))
        #expect(story.file.rightsUnconfirmed(on: day("2021-07-01")) == day("2021-06-25"))
        var without = story
        without.contact(1, on: day("2021-06-26"))
        #expect(without.file.rightsUnconfirmed(on: day("2021-07-01")) == nil)
        story.contact(2, .youngPerson, on: day("2021-06-01"))
        #expect(story.file.rightsUnconfirmed(on: day("2021-07-01")) == nil)
    }
}

@Suite struct `A review without a meeting` {
    @Test func `is decided and not complete, and the twelve months run on`() throws {
        var story = try Story.opened()
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2026-02-10"))
        #expect(story.file.review(1)?.isDecided == true && story.file.review(1)?.isComplete == false)
        #expect(story.file.lastReviewed == nil)
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-11"), happened: day("2026-01-20"))
        #expect(story.file.review(1)?.isComplete == true)
        #expect(story.file.lastReviewed == day("2026-02-10"))
    }

    @Test func `or with one on a day when hardly anybody meets is shown`() throws {
        var story = try Story.opened()
        func shown(_ story: TestCase) throws -> [String] {
            let review = try #require(story.file.review(1))
            return story.file.concerns(about: review, on: day("2026-04-06")).filter { $0.rule == "the record" }.map(
                \.what)
        }
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-04-06"))), on: day("2026-02-10"))
        #expect(
            try shown(story) == [
                "The meeting is recorded as arranged for 6 Apr 2026, which is a bank holiday: look whether the day is right."
            ])
        let held = story.report(
            .meetingHeld(MeetingHeld(review: 1)), on: day("2026-04-06"), happened: day("2026-04-04"))
        #expect(
            try shown(story) == [
                "The meeting is recorded as held on 4 Apr 2026, which is a Saturday: look whether the day is right."
            ])
        story.report(
            .meetingHeld(MeetingHeld(review: 1)), on: day("2026-04-06"), happened: day("2026-04-02"), replacing: held)
        #expect(try shown(story).isEmpty)
    }
}

@Suite struct `A decision whose day nobody knows` {
    @Test func `is known, counts for no date, and gives way to one that is dated`() throws {
        var story = try Story.held()
        story.report(
            .decisionUndated(DecisionUndated(review: 1, outcome: .amend, notice: day("2026-02-20"))),
            on: day("2026-03-01"))
        var review = try #require(story.file.review(1))
        #expect(review.told == nil && review.outcome == nil && review.noticeSent == nil)
        #expect(review.undated?.outcome == .amend && review.undated?.notice == day("2026-02-20"))
        #expect(story.file.lastReviewed == nil)
        #expect(
            story.file.concerns(about: review, on: day("2026-03-01")).contains {
                $0.rule == "DEC-1" && $0.what.hasPrefix("A decision is known")
            })
        story.report(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: day("2026-03-01"))
        review = try #require(story.file.review(1))
        #expect(review.finalTold == day("2026-03-01") && !review.isClosed)
        // Nine days after its notice.
        #expect(story.file.finalTooSoon(review) == day("2026-03-06"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend)), on: day("2026-03-02"),
            happened: day("2026-02-20"))
        #expect(story.file.review(1)?.told == day("2026-02-20") && story.file.review(1)?.isClosed == true)
    }
}
