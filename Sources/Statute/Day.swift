/// A civil day in England: a date without a time or a zone.
///
/// Every statutory date is one of these (`weeksAfter`, `monthsAfter` and their kin are in `Counting.swift`). It is held
/// as the number of days since 1 January 1970 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970; negative before it.
    public var number: Int32

    /// The day that many days after 1 January 1970.
    @inlinable
    public init(number: Int32) { self.number = number }

    /// The day of that year, month (1...12) and day of the month; nil when there is no such day or the year is outside
    /// 1...9999.
    @inlinable
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, in: year)
        else { return nil }
        self.init(number: Day.number(year, month, day))
    }

    /// The day written `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let copy = Array(text.utf8)
        let read: Day? = copy.withUnsafeBufferPointer { Day(utf8: $0) }
        guard let read else { return nil }
        self = read
    }

    /// The day whose ten bytes are `YYYY-MM-DD`; nil for anything else.
    @inlinable
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        var parts = (0, 0, 0)
        for index in 0..<10 where index != 4 && index != 7 {
            let digit = Int(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            if index < 4 {
                parts.0 = parts.0 * 10 + digit
            } else if index < 7 {
                parts.1 = parts.1 * 10 + digit
            } else {
                parts.2 = parts.2 * 10 + digit
            }
        }
        guard let day = Day(parts.0, parts.1, parts.2) else { return nil }
        self = day
    }

    /// Whether the first day comes before the second.
    @inlinable
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// 1 January of the year 1 and 31 December 9999: the days that can be written.
    public static let first = Day(number: -719_162)
    public static let last = Day(number: 2_932_896)

    /// The day that many days later (earlier when negative); the last or first one that a number can hold when that is
    /// too many.
    @inlinable
    public static func + (day: Day, days: Int) -> Day {
        Day(number: Int32(clamping: Int(day.number) + Int(Int32(clamping: days))))
    }

    /// The day that many days earlier.
    @inlinable
    public static func - (day: Day, days: Int) -> Day {
        Day(number: Int32(clamping: Int(day.number) - Int(Int32(clamping: days))))
    }

    /// How many days the first lies after the second.
    @inlinable
    public static func - (later: Day, earlier: Day) -> Int { Int(later.number) - Int(earlier.number) }

    /// Year, month (1...12) and day of the month.
    @inlinable
    public var parts: (year: Int, month: Int, day: Int) {
        // Days are counted in eras of 400 years that begin on 1 March, so that a leap day ends its year.
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The calendar year.
    @inlinable
    public var year: Int { parts.year }
    /// The month of the year, 1...12.
    @inlinable
    public var month: Int { parts.month }
    /// The weekday, Monday first.
    @inlinable
    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        let index = (Int(number) % 7 + 7 + 3) % 7
        return Weekday(rawValue: index) ?? .monday
    }

    /// How many days that month has.
    @inlinable
    public static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    @usableFromInline
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(clamping: era * 146_097 + dayOfEra - 719_468)
    }
}

/// A day of the week.
public enum Weekday: Int, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Whether it is Saturday or Sunday.
    public var isWeekend: Bool { self == .saturday || self == .sunday }

    /// Its English name.
    public var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `YYYY-MM-DD`.
    @inlinable
    public func append(to out: inout [UInt8]) {
        let (whole, month, day) = parts
        // A day outside the years 0 to 9999 is written by the end of its year: wrong, but no trap.
        let year = whole.magnitude
        out.append(0x30 + UInt8(truncatingIfNeeded: year / 1000 % 10))
        out.append(0x30 + UInt8(truncatingIfNeeded: year / 100 % 10))
        out.append(0x30 + UInt8(truncatingIfNeeded: year / 10 % 10))
        out.append(0x30 + UInt8(truncatingIfNeeded: year % 10))
        out.append(0x2D)
        out.append(0x30 + UInt8(truncatingIfNeeded: month / 10))
        out.append(0x30 + UInt8(truncatingIfNeeded: month % 10))
        out.append(0x2D)
        out.append(0x30 + UInt8(truncatingIfNeeded: day / 10))
        out.append(0x30 + UInt8(truncatingIfNeeded: day % 10))
    }

    /// For people, as letters write it: `29 November 2024`.
    public var inWords: String {
        let (year, month, day) = parts
        return "\(day) \(Day.monthNames[month - 1]) \(year)"
    }

    /// For people, with the weekday: `Friday 29 November 2024`.
    public var withWeekday: String { "\(weekday.name) \(inWords)" }

    /// For people, short: `29 Nov 2024`.
    public var short: String {
        let (year, month, day) = parts
        return "\(day) \(Day.monthNames[month - 1].prefix(3)) \(year)"
    }

    /// The months' English names, January first.
    public static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

/// A month of a year, for what is known or kept no more exactly (a child's month of birth).
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since January of the year 0.
    public var number: Int32

    /// That month (1...12) of that year; nil when there is none such.
    @inlinable
    public init?(_ year: Int, _ month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        number = Int32(truncatingIfNeeded: year * 12 + month - 1)
    }

    /// The month written `YYYY-MM`; nil for anything else.
    @inlinable
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 7, bytes[4] == 0x2D else { return nil }
        var year = 0
        var month = 0
        for index in 0..<7 where index != 4 {
            let digit = Int(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            if index < 4 { year = year * 10 + digit } else { month = month * 10 + digit }
        }
        self.init(year, month)
    }

    /// The month written `YYYY-MM`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let copy = Array(text.utf8)
        let read: Month? = copy.withUnsafeBufferPointer { Month(utf8: $0) }
        guard let read else { return nil }
        self = read
    }

    /// The month of a day.
    public init(of day: Day) {
        let (year, month, _) = day.parts
        number = Int32(truncatingIfNeeded: year * 12 + month - 1)
    }

    /// The calendar year.
    public var year: Int { Int(number) / 12 }
    /// The month of the year, 1...12.
    public var month: Int { Int(number) % 12 + 1 }

    /// Whether the first month comes before the second.
    @inlinable
    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }

    /// Its first day; nil never for a month that could be made.
    public var firstDay: Day? { Day(year, month, 1) }

    /// `YYYY-MM`.
    public var description: String {
        let year = String(year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + (month < 10 ? "-0" : "-") + String(month)
    }
}
