import Arguments
import CSV
import CaseFile
import Contracts
import Foundation
import Runtime
import Spreadsheet
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles
@testable import Recording

@Suite struct `Answers from an online form` {
    static let map = Repository.root.appending(path: "seeds/mappings/microsoft-forms-parental.yaml").path

    /// What Forms exports: its own columns, then the questions.
    static let columns = [
        "Id", "Start time", "Completion time", "Email", "Name", "Reference on your letter",
        "Your child's date of birth",
        "What is going well for your child?", "What is not going well?", "What has changed since the last review?",
        "What would you like to happen in the next year?", "Is the support in the plan being delivered?",
        "Are the outcomes in the plan still right?", "Is there anything else you want to say?", "Last modified time",
    ]

    static func row(_ number: Int, _ id: String, _ born: String, _ well: String, came: String = "2024-09-01 10:12:33")
        -> [String]
    {
        ["\(number)", "2024-09-01 10:00:00", came, "anonymous", "", id, born, well, "", "", "", "", "", "", ""]
    }

    private func write(_ rows: [[String]], to folder: URL, as name: String = "answers.xlsx") throws -> String {
        let file = folder.appending(path: name)
        let sheet = Spreadsheet.Sheet(
            name: "Form1", rows: ([Self.columns] + rows).map { $0.map { $0.isEmpty ? .empty : .text($0) } })
        try Data(Spreadsheet([sheet], title: "t", made: 0).bytes()).write(to: file)
        return file.path
    }

    private func views(_ cabinet: Cabinet, _ id: String) throws -> [Submission] {
        let caseload = try Caseload.read(cabinet.address)
        let id = try #require(CaseID(id))
        return caseload.cases[id]?.file.submissions.filter { $0.kind == .viewsReceived } ?? []
    }

    @Test func `are taken where reference and month of birth agree, wait for a person elsewhere, and count once`()
        throws
    {
        let cabinet = try Cabinet(partitions: 2)
        try cabinet.fill()
        let first = try #require(CaseID("B-10001"))
        let born = try #require(try Caseload.read(cabinet.address).cases[first]?.file.plan?.born)
        let right = "\(born)-17"
        let wrong = "\(Month(of: (Day(right) ?? .of("2014-01-17")) + 40))-17"
        let answers = try write(
            [
                Self.row(1, "B-10001", right, "She reads.\r\n=SUM of it: happy"),
                Self.row(2, "B-10001", wrong, "Not hers"),
                Self.row(3, "B-99999", right, "Nobody's"), Self.row(4, "", right, "Without a reference"),
                Self.row(5, "my son's letter", right, "No reference"), Self.row(6, "B-10001", right, ""),
                Self.row(7, "B-10001", right, "Tomorrow's", came: "2024-09-03 08:00:00"),
                Self.row(8, "B-10001", right, "When?", came: "04/07/24 08:00"),
            ], to: cabinet.folder)
        let waiting = cabinet.folder.appending(path: "waiting.csv")
        let words = ["forms", "take", answers, "--map", Self.map, "--waiting", waiting.path, "--seeds", Cabinet.seeds]
        let before = try views(cabinet, "B-10001").count
        cabinet.run(words + ["--dry-run"], expecting: ExitStatus.failure)
        #expect(try views(cabinet, "B-10001").count == before, "nothing is recorded")
        for _ in 1...2 {
            cabinet.run(words, expecting: ExitStatus.failure)
            #expect(try views(cabinet, "B-10001").count == before + 1)
        }
        let taken = try #require(try views(cabinet, "B-10001").last)
        #expect(taken.happened == .of("2024-09-01"))
        let papers = try cabinet.records(.documents).filter { $0.contains("B-10001/views") }
        #expect(papers.count == 1)
        #expect(
            papers[0].contains(
                "\(Array("What is going well\nShe reads.\n=SUM of it: happy\n".utf8))".dropFirst().dropLast()))
        // Who waits, each with a reason of its own, and no reason holds a word of the answer.
        let table = try CSVTable(parsing: Array(try Data(contentsOf: waiting)), file: "waiting.csv")
        #expect(table.records.map { $0["Id"] } == ["2", "3", "4", "5", "6", "7", "8"])
        let reasons = table.records.compactMap { $0[FormAnswers.whyItWaits] }
        #expect(
            Set(reasons).count == 7 && !reasons.contains { $0.contains("hers") || $0.contains("son") }, "\(reasons)")
        // A person says whose two of them are; what that says goes before the reference and the day of birth.
        var writer = CSVWriter()
        writer.append(table.columns.map { .text($0) })
        for record in table.records where ["2", "3"].contains(record["Id"]) {
            writer.append([.text("B-10002")] + record.fields.dropFirst().map { .text($0) })
        }
        let filled = cabinet.folder.appending(path: "filled.csv")
        try Data(writer.bytes).write(to: filled)
        let then = try views(cabinet, "B-10002").count
        for _ in 1...2 {
            cabinet.run("forms", "take", filled.path, "--map", Self.map, "--seeds", Cabinet.seeds, "--json")
            #expect(try views(cabinet, "B-10002").count == then + 2)
        }
    }

    @Test func `that were deleted where they were given are said to be, with the day`() throws {
        let cabinet = try Cabinet(partitions: 2)
        try cabinet.fill()
        cabinet.run(
            "forms", "deleted", "parental", "--through", "2024-09-01", "--on", "2024-09-03", expecting: ExitStatus.usage
        )
        cabinet.run(
            "forms", "deleted", "parental", "--through", "2024-09-02", "--on", "2024-09-01", expecting: ExitStatus.usage
        )
        cabinet.run(
            "forms", "deleted", "parental", "--through", "2024-09-01", "--by", "setting/100001",
            expecting: ExitStatus.usage)
        cabinet.run("forms", "deleted", "parental", "--through", "2024-09-01", "--by", "manager/M-02")
        cabinet.run("forms", "list")
        let logs = try Caseload.read(cabinet.address).logs
        for log in logs {
            #expect(log.formsDeleted.map(\.form) == ["parental"])
            #expect(log.formsDeleted.first?.deleted == .of("2024-09-02") && log.formsDeleted.first?.by.text == "M-02")
        }
    }

    @Test func `of which the map says nothing are not lost: the file is refused with the place`() throws {
        let map = try FormMap.read(Self.map)
        func refused(_ rows: [[String]]) throws -> String {
            let file = CSVFile(
                file: "a.csv", encoding: .utf8, rows: rows.enumerated().map { CSVFile.Row(line: $0 + 1, fields: $1) })
            do throws(CommandError) {
                _ = try FormAnswers(file, by: map, today: .of("2024-09-02"))
                return ""
            } catch {
                return error.description
            }
        }
        let row = Self.row(1, "B-1", "2014-01-17", "Fine")
        #expect(try refused([Self.columns + ["A new question"], row + [""]]) == "")
        #expect(
            try refused([Self.columns + ["A new question"], row + ["Yes"]]).hasPrefix(
                "a.csv:2: A new question holds words"))
        #expect(try refused([Self.columns.filter { $0 != "Id" }, row]).contains("there is no column Id"))
        #expect(try refused([Self.columns + ["Id"], row + ["2"]]).contains("stands twice"))
        #expect(try refused([]).contains("empty"))
    }

    @Test func `come only from one of the child's contacts where the map says by which address`() throws {
        let text = try String(contentsOfFile: Self.map, encoding: .utf8)
        let map = try FormMap(
            parsing: text.replacing("came: \"Completion time\"", with: "came: \"Completion time\"\nwho: \"Email\"")
                .replacing("  Email: Forms writes anonymous where nobody signs in\n", with: ""), file: "m.yaml")
        var row = Self.row(1, "B-1", "2014-01-17", "Fine")
        row[3] = "ada@example.org"
        let file = CSVFile(
            file: "a.csv", encoding: .utf8,
            rows: [CSVFile.Row(line: 1, fields: Self.columns), CSVFile.Row(line: 2, fields: row)])
        let answers = try FormAnswers(file, by: map, today: .of("2024-09-02"))
        let answer = try #require(answers.answers.first)
        var plan = PlanRecorded.sample()
        plan.born = Month("2014-01")
        var story = Story("B-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(plan))
        story.report(by: .importer, .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual, due: .of("2024-12-01"))))
        _ = story.contact(1)
        _ = story.contact(2)
        let known = story.caseload.cases[story.id]?.file
        #expect(answers.match(answer, with: known) { _, _ in nil }.why?.contains("none of the contacts") == true)
        let match = answers.match(answer, with: known) { id, email in
            id.text == "B-1" && email == "ada@example.org" ? 2 : nil
        }
        #expect(match.why == nil && match.contact == 2)
        let case1 = try #require(known)
        let report = try answers.report(
            of: answer, in: case1, contact: 2, today: .of("2024-09-02"), actor: .c07)
        guard case .viewsReceived(let views) = report.event.data else { throw Missing.views }
        #expect(report.documents.values.map(\.audience) == [.council], "the council alone")
        // What stands on another child's file comes onto no second one.
        let second = answers.match(answer, with: known, takenFor: CaseID("B-2")) { _, _ in 2 }
        #expect(second.why?.contains("taken for B-2") == true)
        #expect(views.contact == 2 && views.form == .parentalContribution && views.from == .parent)
    }

    private enum Missing: Error { case views }

    @Test(arguments: [
        ("report: views-received", "report: meeting-held", "no report that takes a document"),
        ("with: {from: parent,", "with: {who: parent,", "no option who"),
        ("from: parent,", "from: aunt,", "Whose views: choose one"),
        ("born: \"Your child's date of birth\"", "", "born is missing"),
        ("row: \"Id\"", "row: \"Id\"\nrows: \"Id\"", "unknown key"),
    ])
    func `have a map that is refused where it says what cannot be`(_ part: String, _ other: String, _ words: String)
        throws
    {
        let text = try String(contentsOfFile: Self.map, encoding: .utf8)
        #expect(text.contains(part))
        do {
            _ = try FormMap(parsing: text.replacing(part, with: other), file: "m.yaml")
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }
}
