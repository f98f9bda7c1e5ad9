extension Statute {
    /// Every deadline that follows from the facts, each with its reason, in the order of the days and then of the table.
    ///
    /// With `asAt`, by what was in force, or known from a judgment, on that day; without it, by today's law. A day that
    /// working days decide is provisional in a year whose holidays are not announced. A day beyond the calendar's years
    /// 1 to 9999 is left out.
    public static func deadlines(
        for facts: Facts, holidays: BankHolidays = .byRuleOnly, asAt: Day? = nil, by table: RuleTable = .law
    ) -> [Deadline] {
        Reckoning(facts, holidays, asAt, table).walk()
    }

    /// The duties that hold by those facts and have no day of their own, in the order of the table.
    public static func duties(for facts: Facts, asAt: Day? = nil, by table: RuleTable = .law) -> [Duty] {
        let reckoning = Reckoning(facts, .byRuleOnly, asAt, table)
        return table.duties.compactMap { step in
            guard step.isInForce(on: asAt), reckoning.holds(step.condition),
                let from = reckoning.day(of: step.trigger)
            else { return nil }
            return Duty(rule: step.id, from: from)
        }
    }
}

/// One walk over the table by the facts of one case.
struct Reckoning {
    private let facts: Facts
    private let holidays: BankHolidays
    private let asAt: Day?
    private let table: RuleTable
    /// The day on which the review is due, by the table; the new council's own after a transfer.
    private var reviewDue: Day?

    init(_ facts: Facts, _ holidays: BankHolidays, _ asAt: Day?, _ table: RuleTable) {
        self.facts = facts
        self.holidays = holidays
        self.asAt = asAt
        self.table = table
        reviewDue = cycleDue
        if let moved = afterTransfer { reviewDue = moved }
    }

    // What is reckoned goes into a list beside the facts, so that nobody copies these.
    func walk() -> [Deadline] {
        var deadlines: [Deadline] = []
        deadlines.reserveCapacity(24)
        for step in table.dated {
            guard step.isInForce(on: asAt), let from = day(of: step.trigger),
                holds(step.condition)
            else { continue }
            add(step, from, to: &deadlines)
        }
        // Few, and nearly in order: each moves to its place past those that are due later.
        var next = 1
        while next < deadlines.count {
            var place = next
            while place > 0, deadlines[place].due < deadlines[place - 1].due {
                deadlines.swapAt(place, place - 1)
                place -= 1
            }
            next += 1
        }
        return deadlines
    }

    private func add(_ step: RuleTable.Step, _ from: Day, to deadlines: inout [Deadline]) {
        switch step.counting {
        case .with(let other):
            // Part of another rule's day: that day, if the other is there.
            guard let due = due(other) else { return }
            let isMovable = table.step(other)?.counting.needsWorkingDays ?? false
            append(step, due, from, isMovable: isMovable, to: &deadlines)
        case .earlierOf: addEarlier(step, from, to: &deadlines)
        case .appealLaterOf(let sent, let certificate):
            guard let last = appeal(sent, certificate) else { return }
            append(step, Statute.rolled(last, holidays: holidays), from, to: &deadlines)
        case .planInterval:
            guard let months = facts.planInterval else { return }
            append(step, from.lastDayOfPeriodStarting(months: months), from, to: &deadlines)
        case .reviewDueOrPeriodStarting:
            guard let due = afterTransfer else { return }
            append(step, due, from, to: &deadlines)
        default:
            guard let due = step.counting.last(from: from, holidays: holidays) else { return }
            // The two days for a final plan bind together, as AMD-6 and AMD-7 say.
            if step.id == .amd3 || step.id == .amd5, let both = bothFinalDays {
                guard both.fromNotice == both.fromMeeting, step.id == .amd3 else { return }
            }
            if step.id == .amd3, facts.amendsOutsideReview { return }
            if step.condition == .underFive, !isUnderFive(on: due) { return }
            append(step, due, from, to: &deadlines)
            if step.id == .ph4, facts.transfer != nil, let other = laterTransferPlanDue,
                let due = step.counting.last(from: other)
            {
                append(step, due, other, to: &deadlines)
            }
        }
    }

    private func append(
        _ step: RuleTable.Step, _ due: Day, _ from: Day, isMovable: Bool = false, to deadlines: inout [Deadline]
    ) {
        guard due >= .first, due <= .last else { return }
        var others: [Deadline.OtherReading] = []
        if step.hasReadings {
            for reading in table.rules[step.index].readings where !reading.isRefuted {
                // Counted from the same day as the rule itself, or from one of its own.
                let from = reading.trigger == step.trigger ? from : day(of: reading.trigger)
                if let from, let day = reading.counting.last(from: from, holidays: holidays), day != due {
                    others.append(Deadline.OtherReading(day: day, words: reading.words))
                }
            }
        }
        if let moved = reviewDue, moved > due, step.id == .cyc1 || step.id == .cyc2 {
            others.append(
                Deadline.OtherReading(day: moved, words: "the day of the new council, after the transfer of the plan"))
        }
        let isProvisional =
            (isMovable || step.counting.needsWorkingDays) && holidays.isProvisional(from: from, through: due)
        deadlines.append(
            Deadline(rule: step.id, due: due, from: from, otherReadings: others, isProvisional: isProvisional))
    }

    // MARK: Days that follow from other rules

    /// The day of that trigger.
    func day(of trigger: Trigger) -> Day? {
        switch trigger {
        case .reviewDue: reviewDue
        case .transferPlanDay: (facts.transfer?.phase.rule).flatMap { due($0) }.map { $0 + 1 }
        case .transferPlanDue: due(facts.transfer?.phase.rule ?? .ph3) ?? laterTransferPlanDue
        default: facts.day(of: trigger)
        }
    }

    /// The day that the rule of that name gives; nil when it is not in the table, not in force, or not known.
    private func due(_ id: RuleID) -> Day? {
        due(inForce(table.step(id)))
    }

    private func due(_ step: RuleTable.Step?) -> Day? {
        guard let step, holds(step.condition), let from = day(of: step.trigger) else { return nil }
        if case .appealLaterOf(let sent, let certificate) = step.counting {
            return appeal(sent, certificate).map { Statute.rolled($0, holidays: holidays) }
        }
        return step.counting.last(from: from, holidays: holidays)
    }

    private func inForce(_ step: RuleTable.Step?) -> RuleTable.Step? {
        guard let step, step.isInForce(on: asAt) else { return nil }
        return step
    }

    private var laterTransferPlanDue: Day? { due(.ph3) }

    /// The end of the twelve months, while they run: they do not during custody.
    private var cycleDue: Day? { due(inForce(table.cyc2)) ?? due(inForce(table.cyc1)) }

    private var afterTransfer: Day? {
        guard let step = inForce(table.mov5), holds(step.condition), let moved = facts.movedIn,
            case .reviewDueOrPeriodStarting(let months) = step.counting
        else { return nil }
        let ownMonths = moved.lastDayOfPeriodStarting(months: months)
        return max(cycleDue ?? ownMonths, ownMonths)
    }

    private func appeal(_ sent: RuleID, _ certificate: RuleID) -> Day? {
        guard let fromLetter = due(sent) else { return nil }
        return max(fromLetter, due(certificate) ?? fromLetter)
    }

    private var bothFinalDays: (fromNotice: Day, fromMeeting: Day)? {
        guard let notice = facts.noticeSent, let meeting = facts.meeting, !facts.amendsOutsideReview,
            let eight = inForce(table.amd3)?.counting.last(from: notice),
            let twelve = inForce(table.amd5)?.counting.last(from: meeting)
        else { return nil }
        return (eight, twelve)
    }

    private func addEarlier(_ step: RuleTable.Step, _ from: Day, to deadlines: inout [Deadline]) {
        guard let both = bothFinalDays, both.fromNotice != both.fromMeeting else { return }
        let isNoticeEarlier = both.fromNotice < both.fromMeeting
        guard step.id == (isNoticeEarlier ? .amd6 : .amd7) else { return }
        let other =
            isNoticeEarlier
            ? Deadline.OtherReading(day: both.fromMeeting, words: "twelve weeks after the meeting (Devon)")
            : Deadline.OtherReading(
                day: both.fromNotice, words: "eight weeks after the amendment notice (reg 22(3))")
        let due = min(both.fromNotice, both.fromMeeting)
        guard due >= .first, due <= .last else { return }
        deadlines.append(Deadline(rule: step.id, due: due, from: from, otherReadings: [other]))
    }

    // MARK: Conditions

    /// Whether a rule of that condition applies by the facts. Where only the month of birth is known, an age that the
    /// child may have reached and one that it may not have reached both count: then both rules are shown.
    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .always: true
        case .neverReviewed: facts.lastReviewed == nil && doesYearRun
        case .yearRuns: doesYearRun
        case .outcome(let outcome): facts.outcome == outcome
        case .appealableAtOnce: facts.outcome == .maintain || facts.outcome == .cease
        case .outsideReview: facts.amendsOutsideReview
        case .toPost16: facts.transfer?.phase == .secondaryToPost16
        case .notToPost16: facts.transfer.map { $0.phase != .secondaryToPost16 } ?? false
        // On the day that the rule gives, which is not known here yet.
        case .underFive: facts.born != nil
        case .yearNineOn: yearGroup.map { $0.number >= 9 } ?? false
        case .nineteenOn: mayBe(19)
        case .ceasingUnder18: facts.outcome == .cease && (ages.map { $0.lowerBound < 18 } ?? false)
        case .ceasingFrom18: facts.outcome == .cease && mayBe(18)
        case .ceasingFrom19: facts.outcome == .cease && mayBe(19)
        case .atCollege: facts.institution != .other
        case .elsewhere: facts.institution != .college
        case .elsewhereFrom25:
            facts.institution != .college && isFrom25(facts.courseEnds)
        case .inCustody: facts.released == nil
        case .notAttending: !facts.attends
        case .lookedAfter: facts.isLookedAfter
        case .knewOfMoveInTime: knewOfMoveInTime
        case .learntOfMoveLate: !knewOfMoveInTime
        case .notReviewedSinceMove:
            facts.movedIn.map { moved in facts.lastReviewed.map { $0 < moved } ?? true } ?? false
        case .assessmentInterrupted: isAssessmentInterrupted
        case .sectionIOnly: facts.isSectionIOnly
        case .notSectionIOnly: !facts.isSectionIOnly
        case .order(let kind): facts.tribunalOrder?.kind == kind
        }
    }

    /// Whether the year of the review runs: not from detention to release, as CUS-1 says.
    private var doesYearRun: Bool {
        facts.detained == nil || facts.released != nil || inForce(table.cus1) == nil
    }

    /// The day on which the child's age counts: that of the decision or the meeting, else the day the review is due.
    private var dayOfAge: Day? { facts.meeting ?? facts.decisionSent ?? reviewDue ?? asAt }

    private var ages: ClosedRange<Int>? {
        guard let born = facts.born, let day = dayOfAge else { return nil }
        return SchoolYear.ages(bornIn: born, on: day)
    }

    private func mayBe(_ age: Int) -> Bool { ages.map { $0.upperBound >= age } ?? false }

    private func isFrom25(_ day: Day?) -> Bool {
        guard let day, let born = facts.born else { return false }
        return SchoolYear.ages(bornIn: born, on: day).upperBound >= 25
    }

    private var yearGroup: YearGroup? {
        guard let born = facts.born, let day = dayOfAge else { return nil }
        return SchoolYear.yearGroup(bornIn: born, on: day)
    }

    private func isUnderFive(on day: Day) -> Bool {
        facts.born.map { SchoolYear.ages(bornIn: $0, on: day).lowerBound < 5 } ?? false
    }

    /// Whether the old council knew of the move at least as many working days before it as MOV-2 gives it otherwise;
    /// true as well when nobody knows when it learnt.
    private var knewOfMoveInTime: Bool {
        guard let aware = facts.awareOfMove, let moved = facts.day(of: .moved), let late = table.mov2,
            let last = late.counting.last(from: aware, holidays: holidays)
        else { return true }
        return last < moved
    }

    private var isAssessmentInterrupted: Bool {
        guard let asked = facts.assessmentRequested else { return false }
        return [facts.detained, facts.released].contains { $0.map { $0 >= asked } ?? false }
    }
}
