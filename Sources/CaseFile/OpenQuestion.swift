import Contracts
public import Statute

// What is not obvious here:
//
// - What the law brings about by itself is asked for where nobody wrote it down: a transfer between phases, rights that
//   pass by age. Silence about it is never an answer.

/// A transfer between phases that follows from the child's year group, and of which the record says nothing.
public struct UnwrittenTransfer: Hashable, Sendable {
    /// The transfer that most children of the year group make.
    public let transfer: Transfer
    /// The year group from whose summer it follows.
    public let after: YearGroup
    /// The last day for the plan that names the next place (PH-1, PH-2).
    public let planBy: Day
    /// The last day on which it is asked for: that of the school year.
    public let asked: Day
}

extension CaseFile {
    /// The child's year group on that day: as it was recorded, a year higher with each September since, or else by the month
    /// of birth. Nil when neither is known.
    public func yearGroup(on day: Day) -> YearGroup? {
        guard let (year, start) = yearKnown else { return nil }
        return YearGroup(year.number + SchoolYear.start(on: day) - start)
    }

    /// The year group as it was recorded, and the calendar year in which that school year began.
    private var yearKnown: (year: YearGroup, start: Int)? {
        guard let plan, let recorded = planRecorded else { return nil }
        let start = SchoolYear.start(on: recorded)
        if let year = plan.year { return (YearGroup(Int(year)), start) }
        return plan.born.map { (SchoolYear.yearGroup(bornIn: $0, on: recorded), start) }
    }

    /// The day from which what is known of the plan is so.
    private var planRecorded: Day? {
        plans.last.flatMap { last in submissions.first { $0.key == last.key }?.happened }
    }

    /// The transfers that follow from the child's year groups, from the one in which the plan was recorded on, and of which
    /// nobody wrote anything; soonest first. None once the plan has ended.
    public var unwrittenTransfers: [UnwrittenTransfer] {
        guard let plan, ended == nil, let (known, start) = yearKnown else { return [] }
        return TransferPhase.lastYears.compactMap { year in
            let ahead = year.number - known.number
            // An answer holds for the school year in which it was given, and the next.
            guard ahead >= 0, !(plan.noTransfer == true && ahead <= 1), let phase = TransferPhase.following(year)
            else { return nil }
            return unwritten(phase, after: year, in: start + ahead + 1)
        }
    }

    private func unwritten(_ phase: TransferPhase, after year: YearGroup, in summer: Int) -> UnwrittenTransfer? {
        // One that was written for an earlier summer says nothing of this one.
        let isOfThis = plan?.transferYear.map { Int($0) >= summer } ?? true
        if isOfThis, plan?.transfer != nil || isTransferNamed { return nil }
        guard let planBy = Statute.transferPlanBy(phase, year: summer), let asked = Day(summer, 8, 31) else {
            return nil
        }
        return UnwrittenTransfer(transfer: Transfer(phase, in: summer), after: year, planBy: planBy, asked: asked)
    }

    /// The transfer that follows in this school year and of which nobody wrote anything.
    public func unwrittenTransfer(on day: Day) -> UnwrittenTransfer? {
        let summer = SchoolYear.start(on: day) + 1
        return unwrittenTransfers.first { $0.transfer.year == summer }
    }

    /// The transfer that follows in this school year if the child's school ends with its year group, as infant, first and
    /// middle schools do, and of which nobody wrote anything.
    public func possibleTransfer(on day: Day) -> UnwrittenTransfer? {
        guard let plan, ended == nil, plan.noTransfer != true, let year = yearGroup(on: day),
            let phase = TransferPhase.following(theLastYearOfASchool: year)
        else { return nil }
        return unwritten(phase, after: year, in: SchoolYear.start(on: day) + 1)
    }

    /// The last day of compulsory school age, when it has passed and the rights, which are the young person's from the next
    /// day unless they lack the capacity (AGE-1), are still recorded as they were before. Nil when somebody recorded since
    /// who holds them, and once it was set down that they passed: then the law says who does.
    public func rightsUnconfirmed(on day: Day) -> Day? {
        guard let born = plan?.born, ended == nil, let end = SchoolYear.compulsoryAgeEnds(bornIn: born), end < day,
            rightsBasis == .asRecorded
        else { return nil }
        for report in submissions where report.kind == .contactRecorded && report.stands && report.happened > end {
            if let number = report.contact?.number, contact(number)?.holdsRights == true { return nil }
        }
        let holders = rightsHolders
        return holders.isEmpty || holders.contains { $0.relation == .youngPerson } ? nil : end
    }
}
