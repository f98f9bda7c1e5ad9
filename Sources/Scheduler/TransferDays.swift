import CaseFile
import Contracts
import Statute

/// The days of a transfer between phases that the child faces and for which the plan names no setting yet (reg 18).
struct TransferDays {
    /// Which transfer.
    let transfer: Transfer
    /// The last day for the plan that names the setting (PH-1, PH-2).
    let planBy: Day
    /// The last day for a meeting that leaves the review its twelve weeks (PH-4).
    let latestMeeting: Day
    /// The day on which a review is opened for it, as long before the meeting as for any other review.
    let opens: Day
    /// The rule that sets the day of the plan.
    let rule: RuleID

    /// Nil when the child faces no transfer, or the setting after it is named.
    init?(of file: CaseFile, by timetable: Timetable) {
        guard let plan = file.plan, let phase = plan.transfer, let year = plan.transferYear, !file.isTransferNamed,
            let planBy = Statute.transferPlanBy(phase, year: Int(year)),
            let latestMeeting = Statute.latestMeeting(phase, year: Int(year))
        else { return nil }
        transfer = Transfer(phase, in: Int(year))
        self.planBy = planBy
        self.latestMeeting = latestMeeting
        // A council that means to have the plan earlier than the law opens the review as much earlier.
        let earlier = timetable.transferPlanBy(phase, year: Int(year)).map { planBy - $0 } ?? 0
        opens = latestMeeting.weeksBefore(timetable.openWeeksBeforeDue - Statute.Limit.decisionWeeks) - earlier
        rule = phase.rule
    }
}

extension PlanRecorded {
    /// Whether the file knows that the child's setting ends for it with the school year of that day, as at Year 2 or Year 6:
    /// its transfer follows in that summer, be the next setting named already or not.
    func endsSetting(inYearOf day: Day) -> Bool {
        guard let phase = transfer, let year = transferYear else { return false }
        return Transfer(phase, in: Int(year)).endsSetting(inYearOf: day)
    }
}
