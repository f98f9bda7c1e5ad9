/// The ways in which the law counts a period from a day. All are on civil days; those of regs 18 to 22 pause for no
/// weekend, bank holiday or school holiday, because they give no such pause.
///
/// No number of weeks, days or months overflows: a sum beyond what a day can hold ends at the first or last such day.
extension Day {
    /// "Within n weeks of X": X is day 0, the day n weeks on is the last in time (*Lester v Garland*; *Dodds v Walker*).
    @inlinable
    public func weeksAfter(_ weeks: Int) -> Day { self + Int(Int32(clamping: weeks)) * 7 }

    /// "At least n weeks before X": the last day on which it is in time.
    @inlinable
    public func weeksBefore(_ weeks: Int) -> Day { self - Int(Int32(clamping: weeks)) * 7 }

    /// "Within n months after X": the corresponding date, or the last day of a month that has none (*Dodds v Walker*
    /// [1981] UKHL; Interpretation Act 1978: a calendar month).
    @inlinable
    public func monthsAfter(_ months: Int) -> Day {
        let (year, month, day) = parts
        let target = year * 12 + (month - 1) + Int(Int32(clamping: months))
        let targetYear = target >= 0 ? target / 12 : (target - 11) / 12
        let targetMonth = target - targetYear * 12 + 1
        let last = Day.length(ofMonth: targetMonth, in: targetYear)
        return Day(number: Day.number(targetYear, targetMonth, min(day, last)))
    }

    /// "In the period of n months starting with X": X is day 1, so the last day is the one before the corresponding date,
    /// or the last of a month that has none (CFA 2014 s.44(1); *Trow v Ind Coope* on "beginning with").
    @inlinable
    public func lastDayOfPeriodStarting(months: Int) -> Day {
        let corresponding = monthsAfter(months)
        // A month that lacks the date ends the period on its own last day; nothing is taken off that.
        return corresponding.parts.day == parts.day ? corresponding - 1 : corresponding
    }

    /// "At least n days beginning with X": X is day 1; this is the last of them.
    @inlinable
    public func lastOfDaysBeginning(_ days: Int) -> Day { self + days - 1 }
}

/// The way in which a rule counts, with its number.
public enum Counting: Hashable, Sendable {
    /// Within that many weeks after the trigger, which is day 0.
    case weeksAfter(Int)
    /// At least that many weeks before the trigger.
    case weeksBefore(Int)
    /// At least that many weeks before the trigger, counting neither end.
    case clearWeeksBefore(Int)
    /// Within that many days after the trigger, which is day 0.
    case daysAfter(Int)
    /// At least that many days beginning with the trigger, which is day 1: a floor, not a limit.
    case daysBeginning(Int)
    /// Within that many working days after the trigger, which is not counted.
    case workingDaysAfter(Int)
    /// Within that many working days beginning with the trigger, which is the first if it is a working day.
    case workingDaysBeginning(Int)
    /// Within that many months after the trigger: the corresponding date, or the last day of a shorter month.
    case monthsAfter(Int)
    /// In the period of that many months starting with the trigger, which is day 1.
    case periodStarting(months: Int)
    /// In the period of as many months as the plan itself names, starting with the trigger.
    case planInterval
    /// At least that many months before the trigger.
    case monthsBefore(Int)
    /// Before that day of the trigger's calendar year: the day before it is the last in time.
    case before(month: Int, day: Int)
    /// By that day of the trigger's calendar year, and on it.
    case by(month: Int, day: Int)
    /// On the day of the trigger.
    case sameDay
    /// On the first such day of the calendar that is not before the trigger.
    case next(month: Int, day: Int)
    /// On the day before the trigger.
    case dayBefore
    /// Within that many days after the trigger, to 17:00, counting no day of August and none from 25 December to
    /// 1 January; on to the next working day (Tribunal Procedure (HESC) Rules 2008, r.12(2), (3)(b)).
    case tribunalDays(Int)
    /// The same in working days.
    case tribunalWorkingDays(Int)
    /// The day on which the review is due, or the last of that many months starting with the trigger, if later.
    case reviewDueOrPeriodStarting(months: Int)
    /// On the same day as that other rule.
    case with(RuleID)
    /// The earlier of two other rules.
    case earlierOf(RuleID, RuleID)
    /// The later of two other rules, moved as r.12 moves the end of the time for starting an appeal.
    case appealLaterOf(RuleID, RuleID)
    /// A duty or a principle without a day of its own.
    case none

    /// The last day in time for a trigger on that day (the last day of the floor for `daysBeginning`); nil where the
    /// rule takes its day from other rules or has none.
    public func last(from trigger: Day, holidays: BankHolidays = .byRuleOnly) -> Day? {
        switch self {
        case .weeksAfter(let weeks): trigger.weeksAfter(weeks)
        case .weeksBefore(let weeks): trigger.weeksBefore(weeks)
        case .clearWeeksBefore(let weeks): trigger.weeksBefore(weeks) - 1
        case .daysAfter(let days): trigger + days
        case .daysBeginning(let days): trigger.lastOfDaysBeginning(days)
        case .workingDaysAfter(let days): holidays.workingDays(days, after: trigger)
        case .workingDaysBeginning(let days): holidays.workingDays(days, after: trigger - 1)
        case .monthsAfter(let months): trigger.monthsAfter(months)
        case .periodStarting(let months): trigger.lastDayOfPeriodStarting(months: months)
        case .monthsBefore(let months): trigger.monthsAfter(-months)
        case .before(let month, let day): Day(trigger.year, month, day).map { $0 - 1 }
        case .by(let month, let day): Day(trigger.year, month, day)
        case .sameDay: trigger
        case .next(let month, let day):
            Day(trigger.year, month, day).flatMap { $0 < trigger ? Day(trigger.year + 1, month, day) : $0 }
        case .dayBefore: trigger - 1
        case .tribunalDays(let days): holidays.tribunalDays(days, after: trigger)
        case .tribunalWorkingDays(let days): holidays.tribunalWorkingDays(days, after: trigger)
        case .planInterval, .reviewDueOrPeriodStarting, .with, .earlierOf, .appealLaterOf, .none: nil
        }
    }

    /// The day of the trigger from which that day is the last in time; nil unless the period is one of whole weeks or
    /// days, which alone runs backwards to one day.
    public func trigger(of last: Day) -> Day? {
        switch self {
        case .weeksAfter(let weeks): last.weeksBefore(weeks)
        case .weeksBefore(let weeks): last.weeksAfter(weeks)
        case .clearWeeksBefore(let weeks): last.weeksAfter(weeks) + 1
        case .daysAfter(let days): last - days
        case .daysBeginning(let days): last - days + 1
        case .sameDay: last
        case .dayBefore: last + 1
        default: nil
        }
    }

    /// Whether bank holidays move it, so that beyond those announced it is provisional.
    @inlinable
    public var needsWorkingDays: Bool {
        switch self {
        case .workingDaysAfter, .workingDaysBeginning, .tribunalDays, .tribunalWorkingDays, .appealLaterOf: true
        default: false
        }
    }

    /// The same with its period longer by so many of its units; nil when it has none.
    public func longer(by units: Int) -> Counting? {
        switch self {
        case .weeksAfter(let count): .weeksAfter(count + units)
        case .weeksBefore(let count): .weeksBefore(count + units)
        case .clearWeeksBefore(let count): .clearWeeksBefore(count + units)
        case .daysAfter(let count): .daysAfter(count + units)
        case .daysBeginning(let count): .daysBeginning(count + units)
        case .workingDaysAfter(let count): .workingDaysAfter(count + units)
        case .workingDaysBeginning(let count): .workingDaysBeginning(count + units)
        case .monthsAfter(let count): .monthsAfter(count + units)
        case .periodStarting(let count): .periodStarting(months: count + units)
        case .monthsBefore(let count): .monthsBefore(count + units)
        case .before(let month, let day): .before(month: month, day: day + units)
        case .by(let month, let day): .by(month: month, day: day + units)
        case .sameDay: .daysAfter(units)
        case .next(let month, let day): .next(month: month, day: day + units)
        case .dayBefore: .daysAfter(units - 1)
        case .tribunalDays(let count): .tribunalDays(count + units)
        case .tribunalWorkingDays(let count): .tribunalWorkingDays(count + units)
        case .reviewDueOrPeriodStarting(let count): .reviewDueOrPeriodStarting(months: count + units)
        case .planInterval, .with, .earlierOf, .appealLaterOf, .none: nil
        }
    }
}
