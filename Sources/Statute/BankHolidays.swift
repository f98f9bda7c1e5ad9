/// Why a file of days, bank holidays or school terms, was refused.
public struct CalendarRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What is wrong and what to write instead.
    public let reason: String

    /// `file:line: reason`.
    public var description: String { "\(file):\(line): \(reason)" }
}

/// The bank holidays of England and Wales: those announced, from a file, and for other years those that the usual rule
/// gives, which are provisional.
public struct BankHolidays: Sendable {
    private let announced: Set<Day>
    private let years: Set<Int>

    /// No year announced: the usual rule for all.
    public static let byRuleOnly = BankHolidays(announced: [], years: [])

    private init(announced: Set<Day>, years: Set<Int>) {
        self.announced = announced
        self.years = years
    }

    /// The holidays listed in that text, one a line as `YYYY-MM-DD name`; `#` begins a comment. A year with a line is
    /// taken as announced in full.
    public init(parsing text: String, file: String) throws(CalendarRefusal) {
        var announced: Set<Day> = []
        var years: Set<Int> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }
            guard let first = content.split(whereSeparator: \.isWhitespace).first else { continue }
            guard let day = Day(first) else {
                throw CalendarRefusal(
                    file: file, line: index + 1, reason: "“\(first)” is not a day; write it as 2024-12-25")
            }
            guard announced.insert(day).inserted else {
                throw CalendarRefusal(file: file, line: index + 1, reason: "\(day) is listed twice; remove one")
            }
            years.insert(day.year)
        }
        self.init(announced: announced, years: years)
    }

    /// Whether that day is a bank holiday.
    public func contains(_ day: Day) -> Bool {
        years.contains(day.year) ? announced.contains(day) : BankHolidays.byRule(day)
    }

    /// Whether the holidays of that year are computed, not announced.
    public func isProvisional(year: Int) -> Bool { !years.contains(year) }

    /// Whether that day is neither a Saturday, a Sunday nor a bank holiday.
    public func isWorkingDay(_ day: Day) -> Bool { !day.weekday.isWeekend && !contains(day) }

    /// That day if it is a working day, else the next one.
    public func workingDay(onOrAfter day: Day) -> Day {
        var candidate = day
        // At most four days in a row are no working days (Easter, Christmas); the bound only keeps a strange file from
        // looping for ever.
        var left = 31
        while left > 0, !isWorkingDay(candidate) {
            candidate = candidate + 1
            left -= 1
        }
        return candidate
    }

    /// The first working day after that day.
    public func nextWorkingDay(after day: Day) -> Day { workingDay(onOrAfter: day + 1) }

    /// The day that is that many working days after that day, which is not counted.
    public func workingDays(_ count: Int, after day: Day) -> Day {
        var result = day
        for _ in 0..<max(0, count) { result = nextWorkingDay(after: result) }
        return result
    }

    /// Whether the holidays of any year from that day's to that other's are computed, not announced.
    public func isProvisional(from first: Day, through last: Day) -> Bool {
        let from = first.year
        let to = last.year
        if from == to { return isProvisional(year: from) }
        return from < to && (from...to).contains { isProvisional(year: $0) }
    }

    /// What stands behind a day that working days from the first to it decide: nothing, or that it is provisional.
    public func provisionalNote(from first: Day, through last: Day) -> String {
        isProvisional(from: first, through: last) ? " (provisional: bank holidays are not announced yet)" : ""
    }

    /// Whether the Tribunal counts that day for anything but the start of an appeal: no day of August, and none from 25
    /// December to 1 January (r.12(3)(b)).
    static func isCounted(_ day: Day) -> Bool {
        let (_, month, dayOfMonth) = day.parts
        return switch month {
        case 8: false
        case 12: dayOfMonth < 25
        case 1: dayOfMonth > 1
        default: true
        }
    }

    /// The day that is that many days after that day as the Tribunal counts them, and the next working day if it is none.
    /// That one may lie in August: r.12(2) names the next working day, whatever is counted.
    func tribunalDays(_ count: Int, after day: Day) -> Day {
        var result = day
        for _ in 0..<max(0, count) {
            result = result + 1
            while !BankHolidays.isCounted(result) { result = result + 1 }
        }
        return workingDay(onOrAfter: result)
    }

    /// The same in working days.
    func tribunalWorkingDays(_ count: Int, after day: Day) -> Day {
        var result = day
        for _ in 0..<max(0, count) {
            repeat { result = nextWorkingDay(after: result) } while !BankHolidays.isCounted(result)
        }
        return result
    }

    /// Whether the usual rule makes that day a bank holiday (Banking and Financial Dealings Act 1971, Sch. 1, New Year's
    /// Day and the May holiday by proclamation, substitutes for weekends).
    static func byRule(_ day: Day) -> Bool {
        let (year, month, dayOfMonth) = day.parts
        let weekday = day.weekday
        let isMonday = weekday == .monday
        return switch month {
        case 1: dayOfMonth == 1 || (isMonday && (dayOfMonth == 2 || dayOfMonth == 3))
        case 5: isMonday && (dayOfMonth <= 7 || dayOfMonth >= 25) || easterHoliday(day, year)
        case 8: isMonday && dayOfMonth >= 25
        case 12:
            switch dayOfMonth {
            case 25, 26: true
            case 27: isMonday || weekday == .tuesday
            case 28: isMonday || weekday == .tuesday
            default: false
            }
        case 3, 4: easterHoliday(day, year)
        default: false
        }
    }

    private static func easterHoliday(_ day: Day, _ year: Int) -> Bool {
        guard let easter = easter(year) else { return false }
        return day == easter - 2 || day == easter + 1
    }

    /// Easter Sunday of that year (the Gregorian computus of Meeus and Butcher).
    static func easter(_ year: Int) -> Day? {
        let a = year % 19
        let b = year / 100
        let c = year % 100
        let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7
        let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114
        return Day(year, f / 31, f % 31 + 1)
    }
}
