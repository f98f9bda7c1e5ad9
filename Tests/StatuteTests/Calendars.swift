import Statute
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The text of that file of the seeds.
func seed(_ path: String, from here: String = #filePath) throws -> String {
    let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "\(root)/seeds/\(path)", encoding: .utf8)
}

func announcedHolidays() throws -> BankHolidays {
    try BankHolidays(
        parsing: seed("calendars/bank-holidays-england.txt"), file: "calendars/bank-holidays-england.txt")
}

@Suite struct `Bank holidays` {
    @Test(arguments: [
        "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2021-12-28", "2027-12-28",
    ])
    func `Those announced out of the ordinary are known`(_ text: String) throws {
        let holidays = try announcedHolidays()
        #expect(holidays.contains(try day(text)))
        #expect(!holidays.isWorkingDay(try day(text)))
    }

    @Test(arguments: ["2020-05-04", "2022-05-30"])
    func `The days that moved away are working days`(_ text: String) throws {
        #expect(try announcedHolidays().isWorkingDay(try day(text)))
    }

    @Test func `The usual rule gives what was announced, but for the days out of the ordinary`() throws {
        let announced = try announcedHolidays()
        let unusual = Set([
            "2020-05-04", "2020-05-08", "2022-05-30", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08",
        ])
        var day = try day("2018-01-01")
        while day.year <= 2027 {
            if !day.weekday.isWeekend, !unusual.contains(day.description) {
                #expect(announced.contains(day) == BankHolidays.byRuleOnly.contains(day), "\(day)")
            }
            day = day + 1
        }
        #expect(!announced.isProvisional(year: 2027))
        #expect(announced.isProvisional(year: 2028))
        // Easter 2028 is 16 April.
        #expect(announced.contains(try StatuteTests.day("2028-04-14")))
        #expect(announced.contains(try StatuteTests.day("2028-04-17")))
    }

    @Test func `The next working day steps over Easter and Christmas`() throws {
        let holidays = try announcedHolidays()
        #expect(holidays.nextWorkingDay(after: try day("2024-03-28")).description == "2024-04-02")
        #expect(holidays.nextWorkingDay(after: try day("2021-12-24")).description == "2021-12-29")
        #expect(holidays.workingDays(2, after: try day("2024-11-29")).description == "2024-12-03")
    }

    @Test func `A day that rests on holidays not announced says so, and no other does`() throws {
        let holidays = try announcedHolidays()
        let (announced, beyond) = (try day("2027-12-31"), try day("2028-01-04"))
        #expect(holidays.provisionalNote(from: announced - 60, through: announced) == "")
        for first in [announced, beyond] {
            #expect(
                holidays.provisionalNote(from: first, through: beyond)
                    == " (provisional: bank holidays are not announced yet)")
        }
    }

    @Test func `A line that is no day, or a day listed twice, is refused with its line`() throws {
        #expect(throws: CalendarRefusal.self) {
            try BankHolidays(parsing: "2024-12-25 a\n2024-12-32 b", file: "f")
        }
        do {
            _ = try BankHolidays(parsing: "# c\n2024-12-25 a\n2024-12-25 b", file: "f.txt")
            Issue.record("not refused")
        } catch {
            #expect("\(error)" == "f.txt:3: 2024-12-25 is listed twice; remove one")
        }
    }
}

@Suite struct `Civil time in England` {
    @Test(arguments: [
        // 2026-03-29 00:59:59 UTC and 01:00; 2026-10-25 00:59:59 and 01:00.
        (1_774_745_999 as Int64, 0 as Int64), (1_774_746_000, 3600), (1_792_889_999, 3600), (1_792_890_000, 0),
    ])
    func `Summer time begins and ends at 01:00 UTC on the last Sundays of March and October`(
        _ seconds: Int64, _ offset: Int64
    ) { #expect(London.offset(atUnixSeconds: seconds) == offset) }

    @Test func `The day turns at local midnight: 23:00 UTC in summer, 00:00 UTC in winter`() throws {
        let summer = Int64(try day("2026-07-01").number) * 86_400 - 3600
        #expect(London.day(unixSeconds: summer - 1).description == "2026-06-30")
        #expect(London.day(unixSeconds: summer).description == "2026-07-01")
        let winter = Int64(try day("2026-12-01").number) * 86_400
        #expect(London.day(unixSeconds: winter - 1).description == "2026-11-30")
        #expect(London.day(unixSeconds: winter).description == "2026-12-01")
    }

    @Test func `Midnights follow each other by 23, 24 or 25 hours, and each begins its day, for thirty years`() throws {
        var instant = London.midnight(beginning: try day("2010-01-01"))
        var lengths: [Int64: Int] = [:]
        for _ in 0..<(365 * 30) {
            let next = London.nextMidnight(after: instant)
            lengths[next - instant, default: 0] += 1
            #expect(London.day(unixSeconds: next) == London.day(unixSeconds: instant) + 1)
            #expect(London.day(unixSeconds: next - 1) == London.day(unixSeconds: instant))
            instant = next
        }
        #expect(Set(lengths.keys) == [82_800, 86_400, 90_000])
        #expect(lengths[82_800] == 30)
        #expect(lengths[90_000] == 30)
    }

    @Test func `No instant traps`() {
        for seconds in [Int64.min, Int64.min + 1, -1, 0, Int64.max - 1, Int64.max] {
            _ = London.day(unixSeconds: seconds)
        }
    }
}

@Suite struct `School years` {
    @Test(arguments: [
        ("2018-09", "2023-08-31", -1), ("2018-09", "2023-09-01", 0), ("2019-08", "2023-09-01", 0),
        ("2019-09", "2023-09-01", -1), ("2012-05", "2024-07-20", 7), ("2012-05", "2024-09-02", 8),
        ("2008-09", "2025-09-01", 12), ("2005-01", "2026-01-10", 16),
    ])
    func `The year group follows the September cohort`(_ born: String, _ on: String, _ expected: Int) throws {
        let month = try #require(Month(born))
        #expect(SchoolYear.yearGroup(bornIn: month, on: try day(on)).number == expected)
    }

    @Test(arguments: [
        ("2010-09", "2027-06-25"), ("2010-08", "2026-06-26"), ("2009-01", "2025-06-27"), ("2007-10", "2024-06-28"),
    ])
    func `Compulsory school age ends on the last Friday of June of the year in which the child turns sixteen`(
        _ born: String, _ last: String
    ) throws {
        let month = try #require(Month(born))
        let ends = try #require(SchoolYear.compulsoryAgeEnds(bornIn: month))
        #expect(ends.description == last)
        #expect(ends.weekday == .friday)
        #expect(SchoolYear.yearGroup(bornIn: month, on: ends).number == 11)
    }

    @Test func `The age is what has been reached for certain`() throws {
        let month = try #require(Month("2010-04"))
        #expect(SchoolYear.age(bornIn: month, on: try day("2026-03-31")) == 15)
        #expect(SchoolYear.age(bornIn: month, on: try day("2026-04-29")) == 15)
        #expect(SchoolYear.age(bornIn: month, on: try day("2026-04-30")) == 16)
        #expect(SchoolYear.age(bornIn: month, on: try day("2026-05-01")) == 16)
    }

    @Test(arguments: [
        ("2010-04", "2026-03-31", 15...15), ("2010-04", "2026-04-01", 15...16), ("2010-04", "2026-04-29", 15...16),
        ("2010-04", "2026-04-30", 16...16), ("2008-02", "2026-02-28", 17...18), ("2008-02", "2026-03-01", 18...18),
        ("2007-02", "2026-02-28", 19...19), ("2008-02", "2028-02-28", 19...20), ("2008-02", "2028-02-29", 20...20),
    ])
    func `In the month of the birthday two ages are possible, to its last day, and to 1 March after a 29 February`(
        _ born: String, _ on: String, _ expected: ClosedRange<Int>
    ) throws {
        let month = try #require(Month(born))
        #expect(SchoolYear.ages(bornIn: month, on: try day(on)) == expected)
    }

    @Test func `Year groups are named as schools name them`() {
        #expect(
            [-2, -1, 0, 9, 13, 14].map { YearGroup($0).description } == [
                "Nursery", "Nursery", "Reception", "Year 9", "Year 13", "after Year 13",
            ])
    }
}
