import Arguments
import CSV
import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import CouncilFiles
@testable import Recording

@Suite struct `A file as people send it` {
    static let head = "case,plan_made,last_review_decision\n"

    private func made(_ text: String, days: DayOrder? = nil) throws -> [String?] {
        var office = Office()
        try office.take(Self.head + text, reading: FileReading(days: days))
        return ["B-1", "B-2"].map { office.file($0)?.plan?.made?.description }
    }

    private func refusal(_ text: String, days: DayOrder? = nil) -> String {
        var office = Office()
        do {
            try office.take(Self.head + text, reading: FileReading(days: days))
        } catch {
            return "\(error)"
        }
        return "taken"
    }

    // MARK: Days

    @Test func `whose one day proves the month first is read so everywhere, and no day is turned`() throws {
        #expect(try made("B-1,07/12/2019,11/29/2023\nB-2,03/04/2020,\n") == ["2019-07-12", "2020-03-04"])
        #expect(try made("B-1,07/12/2019,29/11/2023\nB-2,03/04/2020,\n") == ["2019-12-07", "2020-04-03"])
    }

    @Test func `that proves no order is asked for, and both readings are shown`() {
        #expect(
            refusal("B-1,2019-07-12,\nB-2,03/04/2020,05/05/2021\n")
                == "plans.csv:3: 03/04/2020 may be 3 Apr 2020 or 4 Mar 2020, and no day of the file shows which: write days as "
                + "2024-11-29, or say --days day-first or --days month-first")
        #expect(refusal("B-1,05/05/2020,\n") == "taken")
    }

    @Test func `that is asked for is read as whoever sends it says`() throws {
        #expect(try made("B-1,03/04/2020,\n", days: .monthFirst) == ["2020-03-04", nil])
        #expect(try made("B-1,03/04/2020,\n", days: .dayFirst) == ["2020-04-03", nil])
    }

    @Test
    func `that proves both orders is refused with both lines, and a slip is refused alone once the order is said`()
        throws
    {
        let text = "B-1,29/11/2019,\nB-2,11/29/2020,\n"
        let both = refusal(text)
        #expect(both.contains("29/11/2019 in line 2 is written day first, and 11/29/2020 in line 3 month first"))
        var office = Office()
        let report = try office.take(Self.head + text, reading: FileReading(days: .dayFirst))
        #expect(report.problems.map(\.description) == ["plans.csv:3: plan_made: there is no day 11/29/2020"])
        #expect(office.file("B-1")?.plan?.made == Day.of("2019-11-29"))
    }

    @Test(arguments: [
        "2020/04/03", "2020-4-3", "2020-04-03 00:00:00", "2020-04-03T00:00:00", "3 Apr 2020", "03-Apr-2020",
        "3 April 2020", "\"April 3, 2020\"", "03.04.2020", "03-04-2020", "2020.04.03",
    ])
    func `may write a day in each of these ways, which say by themselves which it is or follow the file's order`(
        day: String
    ) throws {
        #expect(try made("B-1,\(day),\nB-2,,20/10/2023\n") == ["2020-04-03", nil], "\(day)")
    }

    @Test(arguments: [
        ("29/11/20", "29/11/20 has a year of two digits: write it with four"),
        ("29-Nov-20", "29-Nov-20 has a year of two digits: write it with four"),
        ("2020-04-03 14:30", "2020-04-03 14:30 is no day: write YYYY-MM-DD or DD/MM/YYYY, or leave it empty"),
        ("2020/02/30", "there is no day 2020/02/30"), ("31/02/2020", "there is no day 31/02/2020"),
        ("45625", "45625 is no day: write YYYY-MM-DD or DD/MM/YYYY, or leave it empty"),
    ])
    func `has days that are none, each said with what is wrong`(day: String, reason: String) throws {
        let problems = try Office().problems("\(Self.head)B-1,\(day),\n")
        #expect(problems == ["plans.csv:2: plan_made: \(reason)"])
    }

    @Test func `on a command line one day proves no order, so one that may be two is asked for`() throws {
        #expect(try Day.ofOption("on", "29/11/2024") == Day.of("2024-11-29"))
        #expect(try Day.ofOption("on", "2024/02/01") == Day.of("2024-02-01"))
        for (text, said) in [
            ("04/07/2024", "--on: 04/07/2024 may be 4 Jul 2024 or 7 Apr 2024: write it as 2024-11-29"),
            ("29/11/24", "--on: 29/11/24 has a year of two digits: write it with four"),
            ("soon", "--on: there is no day soon"),
        ] {
            do {
                _ = try Day.ofOption("on", text)
                Issue.record("\(text) was taken")
            } catch { #expect(error.message == said) }
        }
    }

    // MARK: What a spreadsheet saves

    @Test func `by a spreadsheet that turned days, months and emptied rows is taken whole, and says how it was read`()
        throws
    {
        let original = try Repository.text("seeds/sample/plans-example.csv")
        var office = Office()
        try office.take(original)
        var saved = original.replacing("\n", with: "\r\n")
        for (iso, uk) in [
            ("2015-03", "Mar-15"), ("2013-11", "Nov-13"), ("2007-05", "May-07"), ("2012-01", "Jan-12"),
            ("2017-08", "Aug-17"), ("2010-09", "Sep-10"), ("2019-07-12", "12/07/2019"), ("2023-10-20", "20/10/2023"),
            ("2024-06-18", "18/06/2024"),
        ] { saved = saved.replacing(",\(iso),", with: ",\(uk),") }
        let commas = String(repeating: ",", count: PlanColumn.allCases.count - 1)
        saved += [commas, commas + ",,", commas].map { "\($0)\r\n" }.joined()
        let report = try office.take(saved)
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.plans == ImportReport.Count(rows: 6, unchanged: 6))
        #expect(
            report.judgements.map(\.sentence) == [
                "plans.csv: read as UTF-8; days are written day first, as 20/10/2023 in line 2 shows; 3 empty rows were left "
                    + "out (lines 8, 9 and 10)"
            ])
        let json = try report.json()
        #expect(
            json.contains(
                "\"files\":[{\"file\":\"plans.csv\",\"encoding\":\"utf-8\",\"days\":\"day-first\",\"days_because\":\"as 20/10/2023 in "
                    + "line 2 shows\",\"emptied_rows\":3}]"))
    }

    @Test func `has its emptied columns left out with their rows, and one with contents is no column`() throws {
        var office = Office()
        let report = try office.take("case,need,,\nB-1,ASD,,\nB-2,HI,,,\n")
        #expect(report.problems.isEmpty && office.file("B-2")?.plan?.need == .hearing)
        #expect(throws: CommandError.self) { try office.take("case,need,\nB-1,ASD,x\n") }
        let semicolons = #expect(throws: CommandError.self) { try office.take("case;need\nB-1;ASD\n") }
        #expect(semicolons?.description.contains("separated by ;: save the file as CSV") == true)
    }

    @Test(arguments: [
        ("Mar-15", "2015-03"), ("March 2015", "2015-03"), ("03/2015", "2015-03"), ("2015/3", "2015-03"),
        ("Sep-24", "2024-09"),
        ("Oct-99", "1999-10"), ("Sept-2014", "2014-09"),
    ])
    func `may write a month as a spreadsheet does`(written: String, month: String) throws {
        #expect(Month(written: written, latest: Month(of: Day.of("2024-09-02"))) == Month(month))
    }

    @Test(arguments: ["15-Mar", "Mar", "3/15", "Foo-15", "2015-13", "Mar-15-2015", ""])
    func `has months that are none`(written: String) {
        #expect(Month(written: written, latest: Month(of: Day.of("2024-09-02"))) == nil)
    }

    // MARK: One complaint a cell

    @Test(arguments: [
        // One wrong day contradicts two others.
        (
            "2019-07-12,2023-10-20,2024-09-01,2024-07-15,2024-07-18",
            "report_sent: 15 Jul 2024 is before the meeting that it reports"
        ),
        ("2024-08-30,2020-10-20,2024-07-04,,", "last_review_decision: 20 Oct 2020 is before the plan was made"),
        ("2013-07-12,,,,", "plan_made: 12 Jul 2013 is before 1 September 2014"),
    ])
    func `has one complaint for one wrong cell`(cells: String, reason: String) throws {
        let problems = try Office().problems(
            "case,born,plan_made,last_review_decision,meeting_held,report_sent,decision_sent\nB-1,2014-03,\(cells)\n")
        #expect(problems.count == 1 && problems[0].contains(reason), "\(problems)")
    }

    @Test func `has its people wait for a plan that is refused, which is no second fault`() throws {
        var office = Office()
        let report = try office.take(
            "case,need\nB-1,XYZ\nB-2,HI\n", people: "for,contact,name\nB-1,1,Ada\nB-1,2,Ben\nB-2,1,Cleo\nB-9,1,Dan\n")
        #expect(report.problems.map { "\($0.file):\($0.line)" } == ["plans.csv:2", "people.csv:5"])
        #expect(report.keptOut.map(\.line) == [2, 3])
        #expect(report.people == ImportReport.Count(rows: 4, new: 1, refused: 3))
        #expect(
            report.text.contains(
                "people.csv: 2 more rows, with which nothing is wrong, wait for others of their cases: lines 2 and 3"))
    }

    // MARK: Bounds

    @Test func `with one enormous cell has that row refused, its beginning shown, and all others taken`() throws {
        let enormous = String(repeating: "A", count: 10 << 20)
        var office = Office()
        let report = try office.take(
            "case,need\nB-1,ASD\nB-2,\(enormous)\n",
            people: "for,name\nB-1,Ada\nsetting:101234,\(enormous)\n")
        #expect(office.file("B-1") != nil && office.file("B-2") == nil)
        #expect(report.people == ImportReport.Count(rows: 2, new: 1, refused: 1))
        #expect(report.problems.map(\.line) == [3, 3])
        for problem in report.problems {
            #expect(problem.reason.hasPrefix("has 10485760 bytes, and at most 400 are taken; it begins: AAA"))
            #expect(problem.reason.utf8.count < 200)
        }
        #expect(report.text.utf8.count < 2000)
        // A cell that is too long is not missing besides.
        #expect(try Office().problems("case\n\(enormous)\n").count == 1)
        let column = #expect(throws: CommandError.self) { try office.take("case,\(enormous)\nB-1,x\n") }
        #expect((column?.description.utf8.count ?? .max) < 2000)
    }

    @Test func `with twenty thousand rows of one case has them refused in words that do not grow with their number`()
        throws
    {
        var office = Office()
        let plans = "case\n" + String(repeating: "B-1\n", count: 20_000)
        let people = "for,contact,name\n" + String(repeating: "B-2,7,Ada\n", count: 20_000)
        let report = try office.take(plans, people: people.replacing("B-2", with: "B-1"))
        #expect(report.plans.refused == 20_000 && report.people.refused == 20_000)
        #expect(report.problems.allSatisfy { $0.reason.utf8.count < 200 })
        #expect(
            report.problems.first?.reason
                == "B-1 stands also in lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 19989 more; keep one row of each")
        try office.take("case\nB-2\n")
        let many = try office.take(people: people)
        #expect(
            many.problems.map(\.reason) == [
                "20000 rows are of B-2 (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 19990 more), and a case has at most 255 contacts"
            ])
        #expect(many.keptOut.count == 19_999 && many.keptOut.allSatisfy { $0.reason.utf8.count < 200 })
    }

    // MARK: Addresses

    @Test(arguments: [
        "ann@example.org;", "ann@@example.org", "ann@localhost", "\"ann\"@example.org", "ann@example..org",
        "ann@-example.org",
        "ann@example.org,bob@example.org", "ann@123.123.123.123", "-oQ/tmp@example.org", "ann@example.o",
    ])
    func `has e-mail addresses that no server takes refused`(address: String) throws {
        var office = Office()
        let report = try office.take(
            "case\nB-1\n", people: "for,name,email\nB-1,Ada,\"\(address.replacing("\"", with: "\"\""))\"\n")
        #expect(
            report.problems.count == 1 && report.problems[0].reason.contains("is no e-mail address: "),
            "\(report.problems)")
    }

    @Test(
        arguments: [
            ("No fixed abode,", .contactUnreachable), (",", .contactWithoutAddress),
            ("1 Example Street,", .contactWithoutPostcode), ("1 Example Street,BR1 3UH", nil),
            ("\"1 Example Street, BR1 3UH\",", nil),
        ] as [(String, FindingCode?)])
    func `has a postal address where no letter would arrive pointed out`(address: String, look: FindingCode?) throws {
        var office = Office()
        let report = try office.take("case\nB-1\n", people: "for,name,address1,postcode\nB-1,Ada,\(address)\n")
        #expect(report.problems.isEmpty)
        #expect(report.warnings.map { $0.finding?.code } == (look.map { [$0] } ?? []), "\(report.warnings)")
    }
}
