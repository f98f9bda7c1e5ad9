/// A year of the National Curriculum: Reception is 0, the years before it are negative.
public struct YearGroup: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0 for Reception, 1 to 13 for Years 1 to 13, less than 0 before school, more than 13 after Year 13.
    public var number: Int

    /// The year of that number.
    @inlinable
    public init(_ number: Int) { self.number = number }

    /// The first year at school.
    public static let reception = YearGroup(0)
    /// The year before Reception.
    public static let nursery = YearGroup(-1)

    /// "Nursery", "Reception", "Year 9", "after Year 13".
    public var description: String {
        switch number {
        case ..<0: "Nursery"
        case 0: "Reception"
        case 1...13: "Year \(number)"
        default: "after Year 13"
        }
    }

    /// Whether the first is the younger.
    @inlinable
    public static func < (left: YearGroup, right: YearGroup) -> Bool { left.number < right.number }
}

/// School years, which begin on 1 September, and where a child stands in them by month of birth.
public enum SchoolYear {
    /// The calendar year in which the school year of that day began.
    @inlinable
    public static func start(on day: Day) -> Int {
        let (year, month, _) = day.parts
        return month >= 9 ? year : year - 1
    }

    /// The calendar year of the September that begins the twelve months in which children of one year group are born.
    @inlinable
    static func cohort(bornIn month: Month) -> Int { month.month >= 9 ? month.year : month.year - 1 }

    /// The year group of a child of that month of birth, taught with its age group, on that day.
    @inlinable
    public static func yearGroup(bornIn month: Month, on day: Day) -> YearGroup {
        // A child is in Reception in the school year in which it turns five.
        YearGroup(start(on: day) - cohort(bornIn: month) - 5)
    }

    /// The last day of compulsory school age: the last Friday in June of the school year in which the child turns 16
    /// (Education Act 1996, s.8). From the next day the young person, not the parent, holds the rights.
    public static func compulsoryAgeEnds(bornIn month: Month) -> Day? {
        guard let lastOfJune = Day(cohort(bornIn: month) + 17, 6, 30) else { return nil }
        let afterFriday = (lastOfJune.weekday.rawValue - Weekday.friday.rawValue + 7) % 7
        return lastOfJune - afterFriday
    }

    /// The age in whole years that a child of that month of birth has reached for certain on that day.
    @inlinable
    public static func age(bornIn month: Month, on day: Day) -> Int { ages(bornIn: month, on: day).lowerBound }

    /// The ages in whole years that a child of that month of birth can have on that day: two in the month of its
    /// birthday, until the day by which the birthday has come for certain.
    public static func ages(bornIn month: Month, on day: Day) -> ClosedRange<Int> {
        let (year, currentMonth, _) = day.parts
        let whole = year - month.year
        if currentMonth < month.month { return (whole - 1)...(whole - 1) }
        guard let last = birthday(whole, bornIn: month), day < last else { return whole...whole }
        return (whole - 1)...whole
    }

    /// The day by which a child of that month of birth has reached that age for certain: the last of its month, and
    /// 1 March for one who may be born on a 29 February, in a year that has none. Nil outside the calendar.
    public static func birthday(_ age: Int, bornIn month: Month) -> Day? {
        let (year, overflow) = month.year.addingReportingOverflow(age)
        guard !overflow, year < 10_000,
            let last = Day(year, month.month, Day.length(ofMonth: month.month, in: year))
        else { return nil }
        let isShorter = Day.length(ofMonth: month.month, in: year) < Day.length(ofMonth: month.month, in: month.year)
        return isShorter ? last + 1 : last
    }
}
