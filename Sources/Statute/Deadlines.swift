/// Two weeks' notice, in its three readings (reg 20(3), (4)): plan for the first, warn from the second, breach after the
/// last.
public struct TwoWeeksNotice: Hashable, Sendable {
    /// Three weeks before: the day to plan for.
    public let plan: Day
    /// Two clear weeks, both ends excluded: warn when it has passed.
    public let clear: Day
    /// Two weeks before: the last day in time on the lenient reading; a breach after it.
    public let last: Day

    /// The notice for a meeting on that day.
    @inlinable
    public init(meeting: Day) {
        last = meeting.weeksBefore(Statute.Limit.noticeWeeks)
        clear = last - 1
        plan = last - 7
    }
}

// The fast functions: asked for every case on every day, so they allocate nothing.
extension Statute {
    /// The last day for the review to be complete, counted strictly; nil when neither day is known. An amendment made
    /// outside a review does not reset it (CYC-1, CYC-2, CYC-5).
    @inlinable
    public static func reviewDue(made: Day?, lastReviewed: Day?) -> Day? {
        (lastReviewed ?? made)?.lastDayOfPeriodStarting(months: Limit.cycleMonths)
    }

    /// The last day for the review of a plan that was transferred on that day, while the council has not reviewed it: the
    /// later of the end of the twelve months and three months beginning with the transfer (MOV-5, reg 15).
    @inlinable
    public static func reviewDue(made: Day?, lastReviewed: Day?, transferred: Day) -> Day {
        let ownMonths = transferred.lastDayOfPeriodStarting(months: Limit.transferReviewMonths)
        return max(reviewDue(made: made, lastReviewed: lastReviewed) ?? ownMonths, ownMonths)
    }

    /// The last day for telling the family of a plan that was transferred on that day (MOV-4, reg 15).
    @inlinable
    public static func transferLetterBy(transferred: Day) -> Day { transferred.weeksAfter(Limit.transferLetterWeeks) }

    /// The last day in time when the twelve months are counted to the same date, as IPSEA does; a breach for certain only
    /// after it.
    @inlinable
    public static func reviewDueSameDate(made: Day?, lastReviewed: Day?) -> Day? {
        (lastReviewed ?? made)?.monthsAfter(Limit.cycleMonths)
    }

    /// The last day for a meeting that leaves the decision its four weeks before the review is due (CYC-4).
    @inlinable
    public static func latestMeeting(reviewDue: Day) -> Day { reviewDue.weeksBefore(Limit.decisionWeeks) }

    /// The days for telling those invited the date of a meeting (MTG-3).
    @inlinable
    public static func noticeBy(meeting: Day) -> TwoWeeksNotice { TwoWeeksNotice(meeting: meeting) }

    /// The days for sending round the advice obtained for a meeting (MTG-4).
    @inlinable
    public static func adviceBy(meeting: Day) -> TwoWeeksNotice { TwoWeeksNotice(meeting: meeting) }

    /// The last day for the report of a meeting (REP-1).
    @inlinable
    public static func reportBy(meeting: Day) -> Day { meeting.weeksAfter(Limit.reportWeeks) }

    /// The last day for the decision to be notified (DEC-1).
    @inlinable
    public static func decisionBy(meeting: Day) -> Day { meeting.weeksAfter(Limit.decisionWeeks) }

    /// The last day for the amendment notice: that of the decision, of which it is part (AMD-1, *Devon*).
    @inlinable
    public static func amendmentNoticeBy(meeting: Day) -> Day { decisionBy(meeting: meeting) }

    /// The last of the days that the family has at least for representations (AMD-2).
    @inlinable
    public static func representationsUntil(served: Day) -> Day {
        served.lastOfDaysBeginning(Limit.representationDays)
    }

    /// The first day on which a plan may be finalised without the family's answer (AMD-2).
    @inlinable
    public static func earliestFinal(served: Day) -> Day { representationsUntil(served: served) + 1 }

    /// The last day for the final plan, or for the decision not to amend: the earlier of eight weeks from the notice and
    /// twelve from the meeting (AMD-3 to AMD-7). Without a notice yet, twelve weeks from the meeting.
    @inlinable
    public static func finalBy(meeting: Day, noticeSent: Day?) -> Day {
        let longStop = meeting.weeksAfter(Limit.finalWeeksAfterMeeting)
        guard let noticeSent else { return longStop }
        return min(noticeSent.weeksAfter(Limit.finalWeeksAfterNotice), longStop)
    }

    /// The last day for the final plan by its notice alone (AMD-3, and AMD-8 without a review).
    @inlinable
    public static func finalBy(noticeSent: Day) -> Day { noticeSent.weeksAfter(Limit.finalWeeksAfterNotice) }

    /// The last day for the amended plan that names the next institution, "before" 15 February or 31 March (PH-1, PH-2);
    /// nil for a year outside 1...9999.
    @inlinable
    public static func transferPlanBy(_ phase: TransferPhase, year: Int) -> Day? {
        let before = phase == .secondaryToPost16 ? Limit.post16PlanBefore : Limit.schoolPlanBefore
        return Day(year, before.month, before.day).map { $0 - 1 }
    }

    /// The last day for the amendment notice that leaves the final plan its eight weeks before a transfer's day (PH-4).
    @inlinable
    public static func latestNotice(_ phase: TransferPhase, year: Int) -> Day? {
        transferPlanBy(phase, year: year)?.weeksBefore(Limit.finalWeeksAfterNotice)
    }

    /// The last day for a meeting that leaves the whole review its twelve weeks before a transfer's day (PH-4).
    @inlinable
    public static func latestMeeting(_ phase: TransferPhase, year: Int) -> Day? {
        transferPlanBy(phase, year: year)?.weeksBefore(Limit.finalWeeksAfterMeeting)
    }

    /// The last day for the review and amendment before a move between post-16 institutions (PH-3).
    @inlinable
    public static func laterTransferPlanBy(transfer: Day) -> Day { transfer.monthsAfter(-Limit.laterTransferMonths) }

    /// The end of the two months for an appeal, before the Tribunal's own days move it (APP-1).
    @inlinable
    public static func appealPeriodEnds(sent: Day) -> Day { sent.monthsAfter(Limit.appealMonths) }

    /// The last day for an appeal to reach the Tribunal, by 17:00: two months from the decision's sending or one from the
    /// mediation certificate, the later, moved as r.12 says (APP-1 to APP-3).
    public static func appealUntil(sent: Day, certificate: Day?, holidays: BankHolidays) -> Day {
        let fromDecision = appealPeriodEnds(sent: sent)
        let fromCertificate = certificate?.monthsAfter(Limit.appealMonthsAfterCertificate)
        return rolled(max(fromDecision, fromCertificate ?? fromDecision), holidays: holidays)
    }

    /// The last day to call the mediation adviser: two months from the decision's sending (MED-1, reg 33). Nothing moves
    /// it.
    @inlinable
    public static func mediationContactUntil(sent: Day) -> Day { sent.monthsAfter(Limit.appealMonths) }

    /// The day on which a letter counts as served: the same day by agreed e-mail, the second working day after posting
    /// (Interpretation Act 1978, s.7: the ordinary course of post).
    public static func served(sent: Day, by delivery: Delivery, holidays: BankHolidays) -> Day {
        switch delivery {
        case .email: sent
        case .post: holidays.workingDays(2, after: sent)
        }
    }

    /// The last day for starting an appeal, moved by the Tribunal's r.12: out of August, out of 25 December to 1 January,
    /// and then to the next working day.
    public static func rolled(_ day: Day, holidays: BankHolidays) -> Day {
        let (year, month, dayOfMonth) = day.parts
        let moved: Day? =
            switch (month, dayOfMonth) {
            case (8, _): Day(year, 9, 1)
            case (12, 25...): Day(year + 1, 1, 2)
            case (1, 1): day + 1
            default: day
            }
        return holidays.workingDay(onOrAfter: moved ?? day)
    }
}

/// How a letter goes to the family.
public enum Delivery: String, CaseIterable, Hashable, Sendable {
    case post
    /// By e-mail, which the family has agreed to.
    case email
}
