/// Civil time in England, by rule: one hour ahead of UTC from 01:00 UTC on the last Sunday of March to 01:00 UTC on the
/// last Sunday of October (Summer Time Act 1972 as amended; so since 1996). No time zone database is asked.
public enum London {
    private static let daySeconds: Int64 = 86_400
    private static let hour: Int64 = 3600
    // 1 January 1 and 31 December 9999: an instant outside is taken as one of them, so that no sum overflows.
    private static let firstDay: Int64 = -719_162
    private static let lastDay: Int64 = 2_932_896

    /// The civil day in England at that many seconds since 1 January 1970, 00:00 UTC.
    public static func day(unixSeconds seconds: Int64) -> Day {
        let local = seconds.addingReportingOverflow(offset(atUnixSeconds: seconds))
        return Day(number: dayNumber(local.overflow ? seconds : local.partialValue))
    }

    /// How many seconds local time is ahead of UTC at that instant.
    public static func offset(atUnixSeconds seconds: Int64) -> Int64 {
        let year = Day(number: dayNumber(seconds)).year
        guard let spring = lastSunday(ofMonth: 3, in: year), let autumn = lastSunday(ofMonth: 10, in: year) else {
            return 0
        }
        return seconds >= startUTC(spring) + hour && seconds < startUTC(autumn) + hour ? hour : 0
    }

    /// The instant at which that civil day begins in England.
    public static func midnight(beginning day: Day) -> Int64 {
        guard let spring = lastSunday(ofMonth: 3, in: day.year), let autumn = lastSunday(ofMonth: 10, in: day.year)
        else { return startUTC(day) }
        // On the two Sundays of the change, midnight still has the time of the day before.
        return startUTC(day) - (day > spring && day <= autumn ? hour : 0)
    }

    /// The first instant after that one at which a civil day begins in England.
    public static func nextMidnight(after seconds: Int64) -> Int64 {
        midnight(beginning: day(unixSeconds: seconds) + 1)
    }

    private static func startUTC(_ day: Day) -> Int64 { Int64(day.number) * daySeconds }

    private static func dayNumber(_ seconds: Int64) -> Int32 {
        let days = seconds / daySeconds - (seconds % daySeconds < 0 ? 1 : 0)
        return Int32(clamping: min(max(days, firstDay), lastDay))
    }

    private static func lastSunday(ofMonth month: Int, in year: Int) -> Day? {
        guard let last = Day(year, month, Day.length(ofMonth: month, in: year)) else { return nil }
        return last - (last.weekday.rawValue + 1) % 7
    }
}
