import Statute
import Testing

/// The day of that text; the test fails when there is none.
func day(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(text), "\(text) is not a day", sourceLocation: sourceLocation)
}

@Suite struct `Civil days` {
    @Test func `Days count from 1 January 1970, both ways, over every month of four centuries`() throws {
        var number: Int32 = try day("1799-12-31").number
        for year in 1800...2200 {
            for month in 1...12 {
                for dayOfMonth in 1...Day.length(ofMonth: month, in: year) {
                    number += 1
                    let made = try #require(Day(year, month, dayOfMonth))
                    #expect(made.number == number)
                    #expect(made.parts == (year, month, dayOfMonth))
                }
            }
        }
        #expect(try day("1970-01-01").number == 0)
    }

    @Test(arguments: [
        "2025-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-4-01", "24-04-01", "2024-04-01 ", "",
        "2024/04/01",
        "٢٠٢٤-٠٤-٠١", "0000-01-01",
    ])
    func `What is not a day is refused`(_ text: String) { #expect(Day(text) == nil) }

    @Test func `A day is written as it is read, and in words as a letter writes it`() throws {
        #expect(try day("2024-02-29").description == "2024-02-29")
        #expect(try day("2024-11-29").inWords == "29 November 2024")
        #expect(try day("2024-11-09").short == "9 Nov 2024")
        #expect(try day("2024-11-29").weekday == .friday)
        #expect(try day("1969-12-31").weekday == .wednesday)
    }

    @Test func `A month is written as it is read`() throws {
        let month = try #require(Month("2016-09"))
        #expect(month.description == "2016-09")
        #expect(Month("2016-13") == nil)
        #expect(month.firstDay?.description == "2016-09-01")
    }
}
