import CSV
import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
import Arguments
@testable import CouncilFiles
@testable import Rehearsal

@Suite struct `Importing a caseload` {
    static let columns = "case,plan_made,last_review_decision,review_kind,meeting_held,decision_sent,decision_outcome"

    @Test func `an interval that the plan stipulates is one to eleven months, and its column changes no other row`()
        throws
    {
        var office = Office()
        try office.take("case,plan_made\nB-1,2019-07-12\nB-2,2019-07-12\n")
        // As it was before there was the column.
        let old = SubmissionKey(hashing: [
            "import", "B-1", "plan-recorded", "0", "", "?", "=", "2019-07-12", "?", "?", "=", "not-recorded", "=",
            "not-recorded", "?", "?", "?", "?", "?", "=", "bromley", "?", "?",
        ])
        #expect(office.file("B-1")?.submissions.map(\.key) == [old])
        let ends = office.caseload.ends.reduce(0, +)
        try office.take("case,plan_made,interval_months\nB-1,2019-07-12,6\nB-2,2019-07-12,\n")
        #expect(office.file("B-1")?.plan?.interval == 6)
        #expect(office.caseload.ends.reduce(0, +) == ends + 1)
        for months in ["0", "12", "-3", "half"] {
            let problems = try office.problems("case,interval_months\nB-1,\(months)\n")
            #expect(problems.count == 1 && problems[0].contains("interval_months: \(months) is no number of months"))
        }
    }

    @Test func `one row is one entry that says what is known of plan and open review`() throws {
        var office = Office()
        try office.take(
            "\(Self.columns)\nB-1,2019-07-12,20/10/2023,progress,2024-07-04,2024-07-18,maintain\n")
        let file = try #require(office.file("B-1"))
        #expect(file.plan?.made == Day.of("2019-07-12"))
        #expect(file.plan?.reviewed == Day.of("2023-10-20"))
        #expect(file.plan?.model == "bromley")
        let review = try #require(file.review(1))
        #expect(review.kind == .progress)
        #expect(review.held == Day.of("2024-07-04"))
        #expect(review.told == Day.of("2024-07-18"))
        #expect(review.outcome == .maintain)
        #expect(review.heldRecorded == office.today)
        #expect(office.caseload.ends.reduce(0, +) == 4 * 2 + 1)
        #expect(file.importedAt >= 0)
    }

    @Test func `what is unknown stays unknown`() throws {
        var office = Office()
        try office.take("\(Self.columns)\nB-1,?,unknown,,,,\n")
        let file = try #require(office.file("B-1"))
        #expect(file.plan?.made == nil)
        #expect(file.lastReviewed == nil)
        #expect(file.reviewCount == 0)
    }

    @Test func `the same file twice changes nothing`() throws {
        var office = Office()
        let text = "\(Self.columns)\nB-1,2019-07-12,2023-10-20,,2024-07-04,,\nB-2,,,annual,,,\n"
        #expect(try office.take(text).plans == ImportReport.Count(rows: 2, new: 2))
        let ends = office.caseload.ends
        #expect(try office.take(text).plans == ImportReport.Count(rows: 2, unchanged: 2))
        // The other way of writing a day says the same.
        let other = text.replacing("2019-07-12", with: "12/07/2019")
        #expect(try office.take(other, reading: FileReading(days: .dayFirst)).plans.unchanged == 2)
        #expect(office.caseload.ends == ends)
    }

    @Test func `a changed row corrects, and from A to B and back to A are three reports`() throws {
        var office = Office()
        let a = "\(Self.columns)\nB-1,2019-07-12,2023-10-20,,2024-07-04,,\n"
        let b = a.replacing("2024-07-04", with: "2024-07-05")
        for text in [a, b, a] { try office.take(text) }
        let file = try #require(office.file("B-1"))
        let held = file.submissions.filter { $0.kind == .meetingHeld }
        #expect(held.map(\.happened) == ["2024-07-04", "2024-07-05", "2024-07-04"].map(Day.of))
        #expect(held.map(\.stands) == [false, false, true])
        #expect(file.review(1)?.held == Day.of("2024-07-04"))
        #expect(file.review(1)?.heldOtherwise == nil)
        #expect(file.submissions.filter { $0.kind == .planRecorded }.count == 1)
        #expect(try office.take(a).plans.unchanged == 1)
    }

    @Test func `an emptied cell withdraws what it said, and a missing column says nothing`() throws {
        var office = Office()
        let full = "\(Self.columns)\nB-1,2019-07-12,2023-10-20,annual,2024-07-04,,\n"
        try office.take(full)
        try office.take("case,plan_made,last_review_decision,review_kind\nB-1,2019-07-12,2023-10-20,annual\n")
        #expect(office.file("B-1")?.review(1)?.held == Day.of("2024-07-04"))
        let emptied = full.replacing("2024-07-04", with: "")
        try office.take(emptied)
        #expect(office.file("B-1")?.review(1)?.held == nil)
        #expect(try office.take(emptied).plans.unchanged == 1)
        try office.take(full)
        #expect(office.file("B-1")?.review(1)?.held == Day.of("2024-07-04"))
        #expect(try office.take(full).plans.unchanged == 1)
    }

    @Test func `a later open review is the next one, and the decided one keeps what it said`() throws {
        var office = Office()
        try office.take("\(Self.columns)\nB-1,2019-07-12,2023-10-20,annual,2024-07-04,2024-07-18,maintain\n")
        try office.take("\(Self.columns)\nB-1,2019-07-12,2024-07-18,progress,2024-08-30,,\n")
        let file = try #require(office.file("B-1"))
        #expect(file.reviewCount == 2)
        #expect(file.review(1)?.told == Day.of("2024-07-18"))
        #expect(file.review(2)?.held == Day.of("2024-08-30"))
        #expect(file.review(2)?.told == nil)
    }

    @Test func `a review whose decision is also the last review's decision stays the same review`() throws {
        var office = Office()
        let text = "\(Self.columns)\nB-1,2019-07-12,2024-07-18,annual,2024-07-04,2024-07-18,amend\n"
        try office.take(text)
        #expect(try office.take(text).plans.unchanged == 1)
        #expect(office.file("B-1")?.reviewCount == 1)
    }

    @Test func `facts of a review that the scheduler opened are filed under it`() throws {
        var office = Office()
        try office.take("\(Self.columns)\nB-1,2019-07-12,2023-10-20,,,,\n")
        let opened = Event(
            ConclusionID(.opened, review: 1, day: Day.of("2024-10-19")),
            .reviewOpened(ReviewOpened(kind: .progress, rule: .of(.cyc2))))
        office.caseload.take([
            (try #require(CaseID("B-1")), Entry(by: .service(.scheduler), recorded: office.today, events: [opened]))
        ])
        try office.take("\(Self.columns)\nB-1,2019-07-12,2023-10-20,,2024-07-04,,\n")
        let file = try #require(office.file("B-1"))
        #expect(file.reviewCount == 1)
        #expect(file.review(1)?.held == Day.of("2024-07-04"))
        #expect(!file.submissions.contains { $0.kind == .reviewUnderWay })
    }

    @Test func `a decision that ended an open review without the file saying so is pointed out`() throws {
        var office = Office()
        try office.take("\(Self.columns)\nB-1,2019-07-12,2023-10-20,annual,2024-07-04,,\n")
        let report = try office.take("\(Self.columns)\nB-1,2019-07-12,2024-08-01,,,,\n")
        #expect(report.warnings.map(\.line) == [2])
        #expect(
            report.warnings.first?.reason.contains("record decision-recorded B-1 --review 1 --on 2024-08-01") == true)
        #expect(report.warnings.first?.finding?.code == .lastDecisionLater)
        #expect(!report.hasRefused)
    }

    @Test(arguments: [
        ("B-1,2019-02-30,,,,,", "plans.csv:2: plan_made: there is no day 2019-02-30"),
        ("B-1,soon,,,,,", "plans.csv:2: plan_made: soon is no day: write YYYY-MM-DD or DD/MM/YYYY, or leave it empty"),
        ("B-1,2024-09-03,,,,,", "plans.csv:2: plan_made: 3 Sep 2024 has not come yet: the log's today is 2 Sep 2024"),
        (
            "B-1,2014-08-31,,,,,",
            "plans.csv:2: plan_made: 31 Aug 2014 is before 1 September 2014, when the first EHC plans were made"
        ),
        (
            "B-1,2020-01-01,2019-01-01,,,,",
            "plans.csv:2: last_review_decision: 1 Jan 2019 is before the plan was made, on 1 Jan 2020"
        ),
        (
            "B-1,,,,2024-07-04,2024-07-03,maintain",
            "plans.csv:2: decision_sent: 3 Jul 2024 is before the meeting that it follows, on 4 Jul 2024"
        ),
        ("B-1,,,,,2024-07-03,keep", "plans.csv:2: decision_outcome: keep is none of maintain, amend, cease"),
        (
            "B-1,,,bigger,,,",
            "plans.csv:2: review_kind: bigger is none of annual, progress, transition, early, phase-transfer"
        ),
        ("B 1,,,,,,", "plans.csv:2: case: B 1 is no case: write 1 to 15 letters, digits, - _ and ."),
        (",2019-01-01,,,,,", "plans.csv:2: case: is missing: every row needs the council's reference for the plan"),
        (
            "B-1,,,,,",
            "plans.csv:2: has 6 fields, the first row 7; put a field that holds a comma in double quotes"
        ),
    ])
    func `a row that cannot be true is refused with line, column and reason`(row: String, problem: String) throws {
        #expect(try Office().problems("\(Self.columns)\n\(row)\n") == [problem])
    }

    @Test(arguments: [
        ("born", "2015-03-04", "2015-03-04 is a day: the log keeps only the month, YYYY-MM"),
        ("born", "1990-01", "1990-01 is more than 26 years ago, and plans end at 25"),
        ("setting_urn", "1234", "1234 is no unique reference number: those have six digits"),
        (
            "setting_urn", "10012345",
            "10012345 is no unique reference number: those have six digits; a UKPRN stands in setting_ukprn"
        ),
        ("need", "ASC", "ASC is none of "),
        ("placement", "school", "school is none of mainstream, special, "),
        ("year_group", "Z", "Z is no year group: write N, R or 1 to 14"),
        (
            "coordinator", "Holly Sample",
            "Holly Sample is no id: write one such as C-07; the name belongs in people.csv"
        ),
        ("model", "wilts", "wilts is none of bromley, statutory"),
        ("priority", "medical;rich", "rich is none of looked-after, "),
        (
            "setting_ukprn", "101234",
            "101234 is no UK provider reference number: those have eight digits, the first a 1"
        ),
        ("setting_ukprn", "20012345", "20012345 is no UK provider reference number: "),
        ("transfer_year", "2025", "something of a transfer is given, and not which it is"),
    ])
    func `a cell that cannot be true is refused with its reason`(column: String, cell: String, reason: String) throws {
        let problems = try Office().problems("case,\(column)\nB-1,\(cell)\n")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("plans.csv:2: \(column): \(reason)") == true, "\(problems)")
    }

    @Test(arguments: [
        ("meeting_held,plan_made", "2019-01-01,2020-01-01", FindingCode.beforePlan),
        ("plan_made", "2014-08-31", .beforeFirstPlans), ("plan_made,born", "2016-01-01,2017-03", .beforeBirth),
        ("born", "1990-01", .bornTooEarly), ("plan_made", "2024-09-03", .dayToCome),
        ("review_opened,meeting_held", "2024-07-04,2024-07-03", .beforeOpening),
        ("meeting_held,report_sent", "2024-07-04,2024-07-03", .beforeMeetingReported),
        ("meeting_held,decision_sent", "2024-07-04,2024-07-03", .beforeMeeting),
        ("last_review_decision,meeting_held", "2024-07-04,2024-07-03", .beforeLastReview),
        ("decision_sent,notice_sent", "2024-07-04,2024-07-03", .noticeBeforeDecision),
        ("notice_sent,final_sent", "2024-07-04,2024-07-03", .beforeNotice),
        ("decision_sent,final_sent", "2024-07-04,2024-07-03", .beforeAmendDecision),
        ("decision_sent,decision_outcome,notice_sent", "2024-07-04,cease,2024-07-04", .notAmended),
        ("meeting_held,final_outcome", "2024-07-04,amended", .finalUndated),
        ("moved_in_told", "2024-07-04", .moveUndated), ("transfer_year", "2025", .transferUnnamed),
        ("transfer_phase,transfer_year", "none,2025", .transferDenied),
    ])
    func `what a row contradicts is refused by the code that record has for it`(
        columns: String, cells: String, code: FindingCode
    ) throws {
        var office = Office()
        let report = try office.take("case,\(columns)\nB-1,\(cells)\n")
        #expect(report.problems.map { $0.finding?.code } == [code], "\(report.problems)")
        #expect(code.severity == .refuses)
        #expect(try report.json().contains(#""code":"\#(code.rawValue)","values":["#))
    }

    @Test func `the order of notice, decision and final plan is held`() throws {
        let head = "case,decision_sent,decision_outcome,notice_sent,final_sent,final_outcome\n"
        #expect(
            try Office().problems(
                "\(head)B-1,2024-07-02,amend,2024-07-01,,\nB-2,2024-07-02,amend,2024-07-02,2024-07-01,amended\n")
                == [
                    "plans.csv:2: notice_sent: the notice of 1 Jul 2024 is before the decision, on 2 Jul 2024",
                    "plans.csv:3: final_sent: 1 Jul 2024 is before the amendment notice, on 2 Jul 2024",
                ])
    }

    @Test func `of a case that stands twice neither row is imported, and each names the other's line`() throws {
        var office = Office()
        let report = try office.take("case,need\nB-1,ASD\nB-2,HI\nB-1,MLD\n")
        #expect(
            report.problems.map(\.description) == [
                "plans.csv:2: case: B-1 stands also in line 4; keep one row of each",
                "plans.csv:4: case: B-1 stands also in line 2; keep one row of each",
            ])
        #expect(report.plans == ImportReport.Count(rows: 3, new: 1, refused: 2))
        #expect(office.file("B-1") == nil)
        #expect(office.file("B-2")?.plan?.need == .hearing)
    }

    @Test func `bad rows do not keep good ones out`() throws {
        var office = Office()
        let report = try office.take("case,need\nB-1,XYZ\nB-2,HI\n")
        #expect(report.hasRefused)
        #expect(office.file("B-2") != nil)
        #expect(office.file("B-1") == nil)
    }

    @Test func `a setting is known by its URN, or by its UKPRN where it has none`() throws {
        var office = Office()
        let report = try office.take(
            "case,setting_urn,setting_ukprn\nB-1,101234,\nB-2,,10012345\nB-3,101300,10012346\nB-4,,\n")
        #expect(
            ["B-1", "B-2", "B-3", "B-4"].map { office.file($0)?.plan?.setting } == [101_234, 10_012_345, 101_300, nil])
        #expect(report.notes == ["plans.csv: 1 rows give setting_urn and setting_ukprn: the URN counts"])
    }

    @Test
    func `what earlier files said by columns of theirs is taken where it is clear, and asked about where it is not`()
        throws
    {
        var office = Office()
        let plans = try office.take("case,rights_holder\nB-1,parent\nB-2,\nB-3,young-person\n")
        #expect(plans.problems.isEmpty && office.file("B-3")?.plan != nil, "a plan is not lost for it")
        #expect(
            plans.warnings.map { "\($0.line): \($0.reason)" } == [
                "4: B-3: young-person is not taken: the column rights_holder no longer says this: who holds the rights stands "
                    + "with each contact in people.csv: there give a young person who holds them relation young-person and "
                    + "holds_rights yes"
            ])
        let people = try office.take(
            people: "for,party,name\nB-1,parent,Ada\nB-2,young-person,Bo\nsetting:101234,,A School\n")
        #expect(people.problems.isEmpty)
        #expect(office.file("B-1")?.contact(1)?.relation == .parent)
        #expect(office.file("B-2")?.contact(1)?.relation == .youngPerson)
    }

    @Test func `an unknown column refuses the file and lists the columns`() throws {
        var office = Office()
        #expect(throws: CommandError.self) { try office.take("case,meeting_hold\nB-1,2024-07-04\n") }
        #expect(throws: CommandError.self) { try office.take("need\nASD\n") }
    }

    @Test func `whatever files follow one another, the last one holds and is idempotent`() throws {
        var random = Seeded(state: 20_241_124)
        for _ in 0..<200 {
            var office = Office()
            var last = ""
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                last = Self.columns + "\n" + Self.row(&random) + "\n"
                try office.take(last)
            }
            let ends = office.caseload.ends
            let again = try office.take(last)
            #expect(again.problems.isEmpty, "\(last)")
            #expect(again.plans.unchanged == 1, "\(last)")
            #expect(office.caseload.ends == ends)
            let cells = last.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
            let review = office.file("B-1")?.review(1)
            if cells[3...].contains(where: { !$0.isEmpty }) {
                #expect(review?.held == Day(cells[4]), "\(last)")
                #expect(review?.told == Day(cells[5]), "\(last)")
                #expect(review?.heldOtherwise == nil, "\(last)")
            }
        }
    }

    private static func row(_ random: inout Seeded) -> String {
        func maybe(_ text: String, _ random: inout Seeded) -> String { Bool.random(using: &random) ? text : "" }
        let made = maybe("2019-07-12", &random)
        let reviewed = maybe("2023-10-\(Int.random(in: 10...12, using: &random))", &random)
        let kind = maybe("annual", &random)
        let held = maybe("2024-07-\(Int.random(in: 10...12, using: &random))", &random)
        let told = maybe("2024-08-\(Int.random(in: 10...11, using: &random))", &random)
        let outcome = told.isEmpty ? "" : maybe("maintain", &random)
        return "B-1,\(made),\(reviewed),\(kind),\(held),\(told),\(outcome)"
    }
}

/// Chance that is the same at every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

@Suite struct `The page about importing` {
    @Test func `names every column and every word that may stand in one`() throws {
        let page = try Repository.text("docs/import.md")
        for column in PlanColumn.allCases { #expect(page.contains("| `\(column.rawValue)` |"), "\(column)") }
        for column in PersonColumn.allCases where !column.rawValue.hasPrefix("address") {
            #expect(page.contains("| `\(column.rawValue)` |"), "\(column)")
        }
        func words<Word: CaseIterable & RawRepresentable>(_: Word.Type) -> [String] where Word.RawValue == String {
            Word.allCases.map(\.rawValue)
        }
        let all =
            words(Placement.self) + words(Need.self) + words(TransferPhase.self) + words(PriorityFlag.self)
            + words(ReviewKind.self) + words(Outcome.self) + words(FinalOutcome.self) + words(Relation.self)
            + words(Sight.self)
            + words(Sex.self) + PersonColumn.formats
        for word in all { #expect(page.contains("`\(word)`"), "\(word)") }
    }
}
