import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
import Arguments
@testable import CouncilFiles

@Suite struct `A council's own export` {
    static func map(_ name: String) throws -> CouncilMap {
        let file = "seeds/mappings/\(name).yaml"
        return try CouncilMap(parsing: try Repository.text(file), file: file)
    }

    static func map(parsing text: String) throws -> CouncilMap { try CouncilMap(parsing: text, file: "map.yaml") }

    static let heads =
        "EHCP ref,Child,DOB,EHCP issued,Last AR decision letter,URN,Placement type,Primary need,NCY,Case officer ID,"
        + "AR meeting booked,AR meeting held,AR paperwork received,AR decision letter,AR outcome,Notes,Colour\n"
    static let row =
        "B-1,Sam,09/03/2015,12/07/2019,05/12/2023,101234,Resourced provision,Autism,4,C-07,,20/08/2024,,,,xylophone,green\n"

    @Test func `is read by its map: its names, its codes, its order of days, a birthday as its month`() throws {
        var office = Office()
        let report = try office.take(Self.heads + Self.row, by: try Self.map("spreadsheet"))
        #expect(report.problems.isEmpty, "\(report.problems)")
        let file = try #require(office.file("B-1"))
        #expect(file.plan?.born == Month("2015-03"))
        #expect(file.plan?.made == Day.of("2019-07-12") && file.plan?.reviewed == Day.of("2023-12-05"))
        #expect(file.plan?.placement == .mainstream && file.plan?.need == .autism && file.plan?.setting == 101_234)
        #expect(file.plan?.coordinator == actorID("C-07") && file.plan?.model == "bromley")
        #expect(file.review(1)?.held == Day.of("2024-08-20"))
        // The same file again changes nothing.
        #expect(try office.take(Self.heads + Self.row, by: try Self.map("spreadsheet")).plans.unchanged == 1)
    }

    @Test func `is told what was done with each of its columns, and what the map does not speak of`() throws {
        var office = Office()
        let report = try office.take(Self.heads + Self.row, by: try Self.map("spreadsheet"))
        let text = report.text
        #expect(text.contains("  Primary need → need\n"))
        #expect(text.contains("  Child: nothing is taken: names come with people.csv"))
        #expect(text.contains("  Colour: NOT IN THE MAP, nothing is taken\n"))
        let json = try report.json()
        #expect(json.contains(#"{"column":"DOB","fills":["born"]}"#))
        #expect(json.contains(#"{"column":"Colour","unmapped":true}"#))
        #expect(!json.contains("Sam") && !text.contains("xylophone"), "what is not taken is not repeated")
    }

    @Test func `has each wrong cell named by its own column, and a code that the map lacks is refused`() throws {
        var office = Office()
        let rows =
            Self.row.replacing("Autism", with: "Dyslexia")
            + Self.row.replacing("B-1", with: "B-2").replacing("20/08/2024", with: "31/02/2024")
        let report = try office.take(Self.heads + rows, by: try Self.map("spreadsheet"))
        #expect(report.problems.map { $0.column ?? "" } == ["Primary need (need)", "AR meeting held (meeting_held)"])
        #expect(
            report.problems.first?.description.hasPrefix("theirs.csv:2: Primary need (need): Dyslexia is none of")
                == true)
        #expect(office.file("B-1") == nil && office.file("B-2") == nil)
    }

    @Test func `is reconciled: who is in one of file and log alone is named`() throws {
        var office = Office()
        try office.take(Self.heads + Self.row, by: try Self.map("spreadsheet"))
        let other = Self.row.replacing("B-1,", with: "B-9,")
        let report = try office.take(Self.heads + other, by: try Self.map("spreadsheet"))
        #expect(report.reconciled?.onlyHere == [CaseID.of("B-1")] && report.reconciled?.onlyThere == [CaseID.of("B-9")])
        #expect(report.text.contains("1 in this log and not in the file: B-1"))
        #expect(try report.json().contains(#""reconciled":{"both":0,"only_in_log":["B-1"],"only_in_file":["B-9"]}"#))
        // A row that is refused is in the file all the same.
        let refused = try office.take(
            Self.heads + Self.row.replacing("Autism", with: "?").replacing("101234", with: "1"),
            by: try Self.map("spreadsheet"))
        #expect(refused.problems.count == 1 && refused.reconciled?.onlyHere == [CaseID.of("B-9")])
    }

    @Test func `in SEN2's names and codes is read with its days, of which the month is a word`() throws {
        var office = Office()
        let report = try office.take(
            "nativeid,surname,personbirthdate,startdate,urn,ukprn,sensetting,sentype,reviewmeeting,lastreview,reviewoutcome,"
                + "reviewdraft\n"
                + "B-1,Doe,2015-Mar-09 00:00:00,2019-Jul-12 00:00:00,101234,,,ASD,2024-Mar-01 00:00:00,"
                + "2024-Mar-20 00:00:00,M,\n"
                + "B-2,Roe,2010-05-01,2018-01-09,,,OLA,SEMH,2024-06-03,,,\n",
            by: try Self.map("sen2-person-level"))
        #expect(report.problems.isEmpty, "\(report.problems)")
        let first = try #require(office.file("B-1"))
        #expect(first.review(1)?.told == Day.of("2024-03-20") && first.review(1)?.outcome == .maintain)
        #expect(office.file("B-2")?.plan?.placement == .otherwise)
        #expect(office.file("B-2")?.review(1)?.told == nil)
    }

    @Test func `without a column that fills what is known of every plan is refused whole`() throws {
        var office = Office()
        let error = #expect(throws: CommandError.self) {
            try office.take("EHCP ref,DOB\nB-1,09/03/2015\n", by: try Self.map("spreadsheet"))
        }
        #expect(
            error?.description.contains("there is no column EHCP issued, which seeds/mappings/spreadsheet.yaml takes")
                == true)
        #expect(office.entries == Office().entries)
    }

    @Test func `is written back in its own words, so that nothing is keyed twice`() throws {
        var office = Office()
        let map = try Self.map("spreadsheet")
        try office.take(
            Self.heads
                + Self.row.replacing(",20/08/2024,,,,", with: ",20/08/2024,,30/08/2024,No change,"), by: map)
        let export = MappedExport(office.caseload, by: map)
        #expect(export.count == 1 && export.uncoded.isEmpty)
        #expect(
            String(decoding: export.bytes, as: UTF8.self)
                == "EHCP ref,AR meeting held,AR decision due,AR decision letter,AR outcome,Final plan sent,Next AR due\r\n"
                + "B-1,20/08/2024,17/09/2024,30/08/2024,No change,,29/08/2025\r\n")
    }

    @Test func `whose map lacks a code for a word of ours says so, and the word stands`() throws {
        var office = Office()
        let map = try Self.map(
            parsing: "name: x\nplans:\n  case: {from: A}\nwrites:\n  P: {from: placement, codes: {special: S}}\n")
        try office.take("A\nB-1\n", by: map)
        let export = MappedExport(office.caseload, by: map)
        #expect(export.uncoded == ["P": ["not-recorded"]])
    }

    @Test(arguments: [
        ("name: x\n", "neither plans nor people"),
        ("name: x\nplans:\n  cases: {from: A}\n", "map.yaml:3"),
        ("name: x\nplans:\n  case: {from: A, value: B}\n", "give either from"),
        ("name: x\nplans:\n  case: {from: A}\nignored: {A: why}\n", "A is ignored, and case is taken from it"),
        ("name: x\nplans:\n  case: {from: A}\nwrites:\n  B: {from: nothing}\n", "there is no column nothing"),
        ("name: x\ndays: backwards\nplans:\n  case: {from: A}\n", "backwards"),
        ("name: x\nencoding: ebcdic\nplans:\n  case: {from: A}\n", "ebcdic is none of"),
    ])
    func `is refused a map that cannot be one, with its place`(text: String, why: String) {
        do {
            _ = try Self.map(parsing: text)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(why), "\(error)")
        }
    }
}
