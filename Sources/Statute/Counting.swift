/// The ways in which the law counts a period from a day (`statute.md` §2). All are on civil days; none pauses for
/// weekends, bank holidays or school holidays, because regs 18 to 22 give no such pause.
extension Day {
    /// "Within n weeks of X": X is day 0, the day n weeks on is the last in time (*Lester v Garland*; *Dodds v Walker*).
    @inlinable
    public func weeksAfter(_ weeks: Int) -> Day { self + weeks * 7 }

    /// "At least n weeks before X": the last day on which it is in time.
    @inlinable
    public func weeksBefore(_ weeks: Int) -> Day { self - weeks * 7 }

    /// "Within n months after X": the corresponding date, or the last day of a month that has none (*Dodds v Walker*
    /// [1981] UKHL; Interpretation Act 1978: a calendar month).
    @inlinable
    public func monthsAfter(_ months: Int) -> Day {
        let (year, month, day) = parts
        let target = year * 12 + (month - 1) + months
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
    public func lastOfDaysBeginning(_ days: Int) -> Day { self + (days - 1) }
}
