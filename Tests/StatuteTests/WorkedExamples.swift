import Statute
import Testing

/// The edge cases of the statutory timetable, and the examples that others have published. Each with a day either side.
@Suite struct `Worked examples of the timetable` {
    @Test(arguments: [
        ("2024-02-29", "2025-02-28", "leap day"),
        ("2023-03-01", "2024-02-29", "into a leap year"),
        ("2024-03-01", "2025-02-28", "after a leap year"),
        ("2023-02-28", "2024-02-27", "28 February before a leap year"),
        ("2023-11-25", "2024-11-24", "ordinary"),
        ("2024-01-01", "2024-12-31", "Surrey: 1 January to 31 December"),
    ])
    func `The cycle is twelve months starting with the day the plan was made or last reviewed`(
        _ from: String, _ due: String, _ name: String
    ) throws {
        #expect(Statute.reviewDue(made: try day(from), lastReviewed: nil) == (try day(due)))
        #expect(Statute.reviewDue(made: nil, lastReviewed: try day(from)) == (try day(due)))
        #expect(Statute.latestMeeting(reviewDue: try day(due)) == (try day(due)) - 28)
    }

    @Test func `IPSEA counts the cycle to the same date, and both days are shown`() throws {
        let deadlines = Statute.deadlines(for: Facts(lastReviewed: try day("2023-11-25")))
        let review = try #require(deadlines.first { $0.rule == .cyc2 })
        #expect(review.due.description == "2024-11-24")
        #expect(review.otherReading?.day.description == "2024-11-25")
    }

    @Test func `A review resets the cycle; the making of the plan no longer counts, and unknown days give no deadline`()
        throws
    {
        let made = try day("2020-05-04")
        let reviewed = try day("2023-11-25")
        #expect(Statute.reviewDue(made: made, lastReviewed: reviewed)?.description == "2024-11-24")
        #expect(Statute.reviewDue(made: nil, lastReviewed: nil) == nil)
        #expect(Statute.deadlines(for: Facts()).isEmpty)
    }

    @Test func `IPSEA: meeting on 1 November, decision by 29 November, with the amendment notice (Devon)`() throws {
        let meeting = try day("2024-11-01")
        #expect(Statute.decisionBy(meeting: meeting).description == "2024-11-29")
        #expect(Statute.amendmentNoticeBy(meeting: meeting).description == "2024-11-29")
    }

    @Test
    func
        `IPSEA: decision on 25 November, so the final plan within eight weeks of 25 November, not twelve of the meeting`()
        throws
    {
        let final = Statute.finalBy(meeting: try day("2024-11-01"), noticeSent: try day("2024-11-25"))
        #expect(final.description == "2025-01-20")
        #expect(final < (try day("2024-11-01")).weeksAfter(12))
    }

    @Test func `The Ombudsman: notice on 14 May, final plan by 9 July`() throws {
        #expect(try day("2024-05-14").weeksAfter(8).description == "2024-07-09")
    }

    @Test(arguments: [
        ("2025-03-12", "2025-07-30"), ("2025-04-01", "2025-08-19"),
    ])
    func `The Ombudsman counts weeks by the calendar: twenty weeks from two days of 2025`(_ from: String, _ due: String)
        throws
    {
        #expect(try day(from).weeksAfter(20).description == due)
    }

    @Test func `Four months from 30 September end on 30 January (Dodds v Walker)`() throws {
        #expect(try day("1978-09-30").monthsAfter(4).description == "1979-01-30")
    }

    @Test(arguments: [
        ("2025-12-10", "2025-12-24", "2026-01-07", "2026-03-04"),
        ("2026-07-17", "2026-07-31", "2026-08-14", "2026-10-09"),
        ("2026-03-27", "2026-04-10", "2026-04-24", "2026-06-19"),
    ])
    func `Report, decision and final plan run on through Christmas, August and the change of the clocks`(
        _ meeting: String, _ report: String, _ decision: String, _ final: String
    ) throws {
        let meeting = try day(meeting)
        #expect(Statute.reportBy(meeting: meeting).description == report)
        #expect(Statute.decisionBy(meeting: meeting).description == decision)
        #expect(Statute.finalBy(meeting: meeting, noticeSent: nil).description == final)
    }

    @Test func `The final plan is due at the earlier of the two days, on either side of the day when they meet`() throws
    {
        let meeting = try day("2026-01-05")
        let twelve = meeting.weeksAfter(12)
        for (sent, expected) in [
            (meeting.weeksAfter(4) - 1, twelve - 1), (meeting.weeksAfter(4), twelve),
            (meeting.weeksAfter(4) + 1, twelve),
        ] {
            #expect(Statute.finalBy(meeting: meeting, noticeSent: sent) == expected)
        }
    }

    @Test func `A late notice shows both days, and the breach is at the earlier`() throws {
        let dates = Facts(
            meeting: try day("2026-01-05"), outcome: .amend, noticeSent: try day("2026-03-02"))
        let final = try #require(Statute.deadlines(for: dates).first { $0.rule == .amd7 })
        #expect(final.due.description == "2026-03-30")
        #expect(final.otherReading?.day.description == "2026-04-27")
    }

    @Test
    func `Fifteen days begin with the day of service: served 18 December, last day 1 January, final from 2 January`()
        throws
    {
        let served = try day("2026-12-18")
        #expect(Statute.representationsUntil(served: served).description == "2027-01-01")
        #expect(Statute.earliestFinal(served: served).description == "2027-01-02")
    }

    @Test func `Two weeks' notice: plan for three weeks, warn from two clear weeks, breach after two weeks`() throws {
        let notice = Statute.noticeBy(meeting: try day("2024-11-29"))
        #expect(notice.plan.description == "2024-11-08")
        #expect(notice.clear.description == "2024-11-14")
        #expect(notice.last.description == "2024-11-15")
        #expect(Statute.adviceBy(meeting: try day("2024-11-29")) == notice)
    }

    @Test func `Before 15 February 2027: plan by 14 February, notice by 20 December, meeting by Sunday 22 November`()
        throws
    {
        for phase in TransferPhase.allCases where phase != .secondaryToPost16 {
            #expect(Statute.transferPlanBy(phase, year: 2027)?.description == "2027-02-14")
            #expect(Statute.latestNotice(phase, year: 2027)?.description == "2026-12-20")
            let meeting = try #require(Statute.latestMeeting(phase, year: 2027))
            #expect(meeting.description == "2026-11-22")
            #expect(meeting.weekday == .sunday)
            #expect(phase.rule == .ph1)
        }
    }

    @Test func `Before 31 March 2027: plan by 30 March, notice by 2 February, meeting by 5 January`() {
        #expect(Statute.transferPlanBy(.secondaryToPost16, year: 2027)?.description == "2027-03-30")
        #expect(Statute.latestNotice(.secondaryToPost16, year: 2027)?.description == "2027-02-02")
        #expect(Statute.latestMeeting(.secondaryToPost16, year: 2027)?.description == "2027-01-05")
        #expect(TransferPhase.secondaryToPost16.rule == .ph2)
    }

    @Test func `Tees Law's table: meeting by 22 November 2024, notice by 20 December 2024, for 15 February 2025`() {
        #expect(Statute.latestMeeting(.primaryToSecondary, year: 2025)?.description == "2024-11-22")
        #expect(Statute.latestNotice(.primaryToSecondary, year: 2025)?.description == "2024-12-20")
    }

    @Test(arguments: [
        ("2027-09-01", "2027-04-01"), ("2027-07-31", "2027-02-28"),
    ])
    func `Five months before a move between post-16 institutions`(_ transfer: String, _ due: String) throws {
        #expect(Statute.laterTransferPlanBy(transfer: try day(transfer)).description == due)
    }

    @Test(arguments: [
        ("2025-12-31", "2026-03-02", "Saturday 28 February to Monday"),
        ("2023-12-31", "2024-02-29", "29 February, no roll"),
        ("2026-06-30", "2026-09-01", "out of August"),
        ("2026-07-31", "2026-09-30", "past August, whose days count"),
        ("2026-10-25", "2027-01-04", "out of Christmas"),
        ("2026-10-24", "2026-12-24", "the day before Christmas"),
        ("2026-10-31", "2027-01-04", "31 December"),
        ("2026-11-01", "2027-01-04", "New Year's Day"),
        ("2026-11-02", "2027-01-04", "Saturday 2 January"),
        ("2026-05-31", "2026-07-31", "the last day of July"),
    ])
    func `Two months to appeal, moved by the Tribunal's rule 12`(_ sent: String, _ last: String, _ name: String) throws
    {
        let until = Statute.appealUntil(sent: try day(sent), certificate: nil, holidays: try announcedHolidays())
        #expect(until.description == last)
    }

    @Test(arguments: [
        ("2025-10-01", "2026-01-31", "2026-03-02"), ("2027-10-01", "2028-01-31", "2028-02-29"),
        ("2026-08-01", "2026-11-28", "2027-01-04"), ("2026-01-15", "2026-01-20", "2026-03-16"),
    ])
    func `One month from the mediation certificate, when that is later`(
        _ sent: String, _ certificate: String, _ last: String
    ) throws {
        let until = Statute.appealUntil(
            sent: try day(sent), certificate: try day(certificate), holidays: try announcedHolidays())
        #expect(until.description == last)
    }
}
