import CSV
import CaseFile
import Contracts
import JSON
import Statute
import TestSupport
import Testing
import XML

@testable import Return

/// A case that a test writes down.
private func caseID(_ text: String) -> CaseID {
    guard let id = CaseID(text) else { preconditionFailure("\(text) is no case") }
    return id
}

/// A child with a plan from 2020, reviewed once in 2025: meeting on 3 November, letter with its notice on 28 November.
private func reviewedCase(
    _ plan: PlanRecorded = .example, held: String? = "2025-11-03", told: String? = "2025-11-28",
    outcome: Outcome? = .amend,
    notice: String? = "2025-11-28"
) -> TestCase {
    var made = TestCase(caseID("B-1"))
    made.report(.planRecorded(plan), on: day("2024-09-02"))
    made.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-09-01"))
    if let held { made.report(.meetingHeld(MeetingHeld(review: 1)), on: day(held), happened: day(held)) }
    if let told {
        made.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: outcome, notice: notice.map { day($0) })),
            on: day(told),
            happened: day(told))
    }
    return made
}

extension PlanRecorded {
    fileprivate static var example: PlanRecorded {
        var plan = PlanRecorded(
            made: day("2020-05-04"), setting: 101_234, placement: .mainstream, need: .autism, model: "bromley")
        plan.born = Month("2014-06")
        return plan
    }
}

/// A child's records with all that the form asks.
private let child = Child(name: "Ada", born: day("2014-06-09"))
private var data: ChildReturn {
    get throws {
        try ChildReturn(
            json: Array(
                #"{"sex":"F","ethnicity":"WBRI","upn":"H801200001001","postcode":"BR1 3UH"}"#.utf8))
    }
}

/// What a council's own file has beside it.
private let own = ReturnRow(
    .person, [.surname: "King & Co", .forename: "Ada"],
    [
        ReturnRow(
            .requests,
            [
                .receivedDate: "2019-12-02", .requestSource: "2", .requestOutcomeDate: "2020-01-10",
                .requestOutcome: "Y",
            ],
            [
                ReturnRow(
                    .assessment, [.assessmentOutcome: "Y", .assessmentOutcomeDate: "2020-04-06", .week20: "0"],
                    [
                        ReturnRow(
                            .namedPlan, [.planRes: "A"],
                            [ReturnRow(.planDetail, [.urn: "101234", .placementRank: "1"])])
                    ]),
                ReturnRow(
                    .activePlans, [:],
                    [
                        ReturnRow(
                            .placementDetail,
                            [
                                .urn: "101234", .entryDate: "2020-09-01", .senUnit: "0", .resourcedProvision: "1",
                                .placementRank: "1",
                            ])
                    ]),
            ])
    ])

private func returned(
    _ made: TestCase, _ form: ReturnForm = .of2026, own: ReturnRow? = own, child: Child? = child
) throws -> CaseReturn {
    CaseReturn(made.id, made.file, child: child, data: try data, own: own, for: form)
}

private func active(_ made: TestCase, _ form: ReturnForm = .of2026) throws -> ReturnRow {
    try #require(try returned(made, form).row?.all(.activePlans).first)
}

@Suite struct `The SEN2 return` {
    @Test func `is as at the census days of its years`() {
        #expect(ReturnForm.allCases.map { "\($0.censusDay)" } == ["2024-01-18", "2025-01-16", "2026-01-15"])
        #expect(ReturnForm.allCases.allSatisfy { $0.censusDay.weekday == .thursday })
    }

    @Test func `has the six items of the latest review, as it stood on the census day`() throws {
        let row = try active(reviewedCase())
        #expect(row[.reviewMeeting] == "2025-11-03" && row[.lastReview] == "2025-11-28")
        #expect(row[.reviewOutcome] == "A" && row[.reviewDraft] == "2025-11-28")
        // A year before, nothing of it was known; the plan was there.
        let before = try active(reviewedCase(), .of2025)
        #expect(before.cells.isEmpty)
    }

    @Test func `knows nothing of a decision that was sent after the census day, and not what it was`() throws {
        let row = try active(reviewedCase(held: "2026-01-12", told: "2026-01-30", notice: "2026-01-30"))
        #expect(row[.reviewMeeting] == "2026-01-12")
        #expect(row[.lastReview] == nil && row[.reviewOutcome] == nil && row[.reviewDraft] == nil)
    }

    @Test func `never puts an earlier review's decision beside a later meeting`() throws {
        var made = reviewedCase()
        made.report(.reviewUnderWay(ReviewUnderWay(review: 2, kind: .early)), on: day("2025-12-10"))
        made.report(.meetingHeld(MeetingHeld(review: 2)), on: day("2026-01-08"), happened: day("2026-01-08"))
        let row = try active(made)
        #expect(row[.reviewMeeting] == "2026-01-08" && row[.lastReview] == nil && row[.reviewOutcome] == nil)
        // Nor what the own file says of another review.
        var stale = own
        stale.rows[0].rows[1].cells[.lastReview] = "2025-11-28"
        let result = CaseReturn(made.id, made.file, child: child, data: try data, own: stale, for: .of2026)
        #expect(result.row?.all(.activePlans).first?[.lastReview] == nil)
    }

    @Test func `gives the day of a decision from before this log, which was recorded with the plan`() throws {
        var plan = PlanRecorded.example
        plan.reviewed = day("2025-03-03")
        var made = TestCase(caseID("B-1"))
        made.report(.planRecorded(plan), on: day("2025-09-01"))
        let row = try active(made)
        #expect(row[.lastReview] == "2025-03-03" && row[.reviewMeeting] == nil)
    }

    @Test func `asks in 2024 for no draft and no transfer`() throws {
        var plan = PlanRecorded.example
        plan.transfer = .primaryToSecondary
        plan.transferYear = 2024
        let made = reviewedCase(plan, held: "2023-11-06", told: "2023-12-01", notice: "2023-12-01")
        let row = try #require(try returned(made, .of2024).row)
        let file = ReturnFile(.of2024, authority: "305", [ReturnPerson("B-1", row)])
        let active = try #require(file.people[0].row.all(.activePlans).first)
        #expect(
            active.cells.keys.sorted { $0.rawValue < $1.rawValue } == [.lastReview, .reviewMeeting, .reviewOutcome])
        let header = try #require(
            file.blade(exported: day("2024-02-01")).first { $0.name.hasSuffix("_activeplans.csv") })
        #expect(!String(decoding: header.bytes, as: UTF8.self).contains("reviewdraft"))
    }

    @Test func `gives the regulation's day of a transfer, and the final plan that names the next setting`() throws {
        var plan = PlanRecorded.example
        plan.transfer = .primaryToSecondary
        plan.transferYear = 2026
        var made = reviewedCase(plan)
        made.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended, namesTransfer: true)), on: day("2026-01-14"),
            happened: day("2026-01-14"))
        let row = try active(made)
        #expect(row[.phaseTransferDue] == "2026-02-15" && row[.phaseTransferFinal] == "2026-01-14")
        plan.transfer = .secondaryToPost16
        #expect(try active(reviewedCase(plan))[.phaseTransferDue] == "2026-03-31")
        plan.transferYear = 2028
        #expect(try active(reviewedCase(plan))[.phaseTransferDue] == nil)
    }

    @Test func `has a plan that ended in the year before with its reason, and no placement`() throws {
        var made = reviewedCase()
        made.report(
            .planEnded(PlanEnded(reason: .movedAbroad)), on: day("2025-12-19"), happened: day("2025-12-19"))
        let row = try #require(try returned(made).row)
        let named = try #require(row.all(.namedPlan).first)
        #expect(named[.ceaseDate] == "2025-12-19" && named[.ceaseReason] == "7" && named[.startDate] == "2020-05-04")
        #expect(row.all(.activePlans).isEmpty)
        // One that ended earlier belongs to another year's return.
        #expect(try returned(made, .of2025).row?.all(.activePlans).count == 1)
        var earlier = reviewedCase(held: nil, told: nil)
        earlier.report(.planEnded(PlanEnded()), on: day("2024-12-31"), happened: day("2024-12-31"))
        #expect(try returned(earlier).row == nil)
    }

    @Test func `numbers the reasons of an end as SEN2 does`() {
        let codes = EndReason.allCases.map { "\(CaseReturn.code(of: $0)) \($0.rawValue)" }
        #expect(
            codes == [
                "1 maximum-age", "2 needs-met", "3 higher-education", "4 employment", "5 transferred",
                "6 no-longer-engages",
                "7 moved-outside-england", "8 died", "9 other",
            ])
    }

    @Test func `takes what the record does not hold from the council's own file, and says where the two differ`() throws
    {
        let result = try returned(reviewedCase())
        let row = try #require(result.row)
        #expect(row[.surname] == "King & Co" && row[.sex] == "F" && row[.birthDate] == "2014-06-09")
        let placement = try #require(row.all(.placementDetail).first)
        #expect(
            placement[.urn] == "101234" && placement[.entryDate] == "2020-09-01"
                && placement[.resourcedProvision] == "1")
        #expect(row.all(.planDetail).first?[.urn] == "101234" && row.all(.assessment).first?[.week20] == "0")
        #expect(result.differences.isEmpty)
        var other = own
        other.rows[0].rows[1].rows[0].cells[.urn] = "109999"
        other.cells[.sex] = "M"
        let differing = CaseReturn(
            caseID("B-1"), reviewedCase().file, child: child, data: try data, own: other, for: .of2026)
        #expect(differing.differences.map(\.item) == [.sex, .urn])
        // Of another setting than the record's neither the day nor the unit is kept.
        #expect(differing.row?.all(.placementDetail).first?.cells == [.urn: "101234", .placementRank: "1"])
    }

    @Test func `says where a child is without a setting, and guesses no code`() throws {
        var plan = PlanRecorded.example
        plan.setting = nil
        for (placement, code) in [(Placement.otherwise, "OLA"), (.homeEducated, "EHE"), (.earlyYears, "EYP")] {
            plan.placement = placement
            let result = CaseReturn(caseID("B-1"), reviewedCase(plan).file, for: .of2026)
            #expect(result.row?.all(.placementDetail).first?[.senSetting] == code)
        }
        for placement in [Placement.notInEducation, .other, .notRecorded] {
            plan.placement = placement
            let result = CaseReturn(caseID("B-1"), reviewedCase(plan).file, for: .of2026)
            #expect(result.row?.all(.placementDetail).isEmpty == true)
        }
        plan.setting = 10_012_345
        let college = CaseReturn(caseID("B-1"), reviewedCase(plan).file, for: .of2026)
        #expect(college.row?.all(.placementDetail).first?[.ukprn] == "10012345")
    }

    // MARK: Written and read

    private func file() throws -> ReturnFile {
        var ended = reviewedCase()
        ended.report(.planEnded(PlanEnded(reason: .needsMet)), on: day("2026-01-05"), happened: day("2026-01-05"))
        let second = CaseReturn(caseID("B-2"), ended.file, child: child, data: try data, for: .of2026)
        return ReturnFile(
            .of2026, authority: "305",
            [
                ReturnPerson("B-2", try #require(second.row)),
                ReturnPerson("B-1", try #require(try returned(reviewedCase()).row)),
            ])
    }

    @Test func `is the same after it was written as Blade files and read`() throws {
        let file = try file()
        let written = file.blade(exported: day("2026-01-20"))
        #expect(written.count == 9 && written[1].name == "Blade-Export_20-01-2026_person.csv")
        let read = try BladeExport(written.map { ($0.name, try CSVTable(parsing: $0.bytes, file: $0.name)) })
        #expect(read.people == file.people && read.passedOver.isEmpty)
        let active = try #require(written.first { $0.name.hasSuffix("_activeplans.csv") })
        #expect(String(decoding: active.bytes, as: UTF8.self).contains("2025-Nov-28 00:00:00"))
    }

    @Test func `is the same after it was written as XML and read`() throws {
        let file = try file()
        var open: [ReturnRow] = []
        var (people, text, item): ([ReturnRow], String, ReturnItem?) = ([], "", nil)
        var header: [String: String] = [:]
        var names: [String] = []
        try XMLEvents.walk(file.xml(made: "2026-01-20T10:00:00")) { event throws(XMLError) in
            switch event {
            case .start(let element):
                names.append(element.name)
                text = ""
                item = nil
                if let module = ReturnModule(rawValue: element.name) {
                    open.append(ReturnRow(module))
                } else {
                    item = ReturnItem(rawValue: element.name)
                }
            case .text(let more): text += more
            case .end:
                let name = names.removeLast()
                if let found = item, name == found.rawValue {
                    open[open.count - 1][found] = text
                    item = nil
                } else if ReturnModule(rawValue: name) != nil {
                    let row = open.removeLast()
                    if open.isEmpty { people.append(row) } else { open[open.count - 1].rows.append(row) }
                } else {
                    header[name] = text
                }
                text = ""
            }
        }
        #expect(people == file.people.map(\.row))
        #expect(header["LEA"] == "305" && header["Year"] == "2026" && header["ReferenceDate"] == "2026-01-15")
    }

    @Test func `refuses Blade files that do not hang together, with the place`() throws {
        func message(_ change: (inout String, String) -> Void) throws -> String {
            let files = try file().blade(exported: day("2026-01-20")).map { file in
                var text = String(decoding: file.bytes, as: UTF8.self)
                change(&text, file.name)
                return (file.name, try CSVTable(parsing: Array(text.utf8), file: file.name))
            }
            do throws(BladeError) {
                _ = try BladeExport(files)
                return ""
            } catch { return error.description }
        }
        #expect(
            try message { text, name in
                if name.hasSuffix("_requests.csv") { text = text.replacing(",1,,1,", with: ",1,,77,") }
            }.contains("persontableid is 77, and no row of person has that number"))
        #expect(
            try message { text, name in
                if name.hasSuffix("_activeplans.csv") { text = text.replacing("2025-Nov-03", with: "2025-Nov-31") }
            }.contains("_activeplans.csv:2: reviewmeeting is no day"))
        #expect(
            try message { text, name in
                if name.hasSuffix("_person.csv") { text = text.replacing("\r\n2,", with: "\r\n1,") }
            }.contains("persontableid is 1, as in a row before"))
        #expect(throws: BladeError.self) { try BladeExport([]) }
    }

    // MARK: Annex A

    @Test func `gives an inspection's child-level list what this record holds, and leaves empty what it does not`()
        throws
    {
        var made = reviewedCase()
        made.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: day("2026-01-19"),
            happened: day("2026-01-19"))
        let row = try #require(
            AnnexA.row(of: made.id, made.file, child: child, data: try data, on: day("2026-02-02")))
        #expect(row.count == AnnexA.columns.count)
        var values: [String: CSVCell] = [:]
        for (column, cell) in zip(AnnexA.columns, row) { values[column.name] = cell }
        #expect(values["Date initial EHC plan issued"] == .text("2020-05-04"))
        #expect(values["Date updated EHC plan issued"] == .text("2026-01-19"))
        #expect(values["Date EHC plan last reviewed"] == .text("2025-11-28"))
        #expect(values["Main education establishment – URN"] == .text("101234"))
        #expect(AnnexA.notHeld.allSatisfy { values[$0] == .empty } && AnnexA.notHeld.count == 9)
        #expect(AnnexA.faults(of: made.file, child: child, data: try data, on: day("2026-02-02")).isEmpty)
        #expect(AnnexA.faults(of: made.file, child: nil, data: nil, on: day("2026-02-02")).count == 3)
    }

    @Test func `is described by a page that is written from the code`() throws {
        let path = "docs/sen2.md"
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(ReturnPage.text, to: path) }
        #expect(
            try Repository.text(path) == ReturnPage.text,
            "\(path) differs from the code: run UPDATE_DOCS=1 swift test --filter ReturnTests")
    }
}

@Suite struct `The checks of the return` {
    private func findings(
        _ made: TestCase, _ form: ReturnForm = .of2026, own given: ReturnRow? = own, child: Child? = child,
        change: (inout ReturnRow) -> Void = { _ in }
    ) throws -> [ReturnFinding] {
        let result = CaseReturn(made.id, made.file, child: child, data: try data, own: given, for: form)
        var row = try #require(result.row)
        change(&row)
        return ReturnChecks.findings(
            in: ReturnFile(form, authority: "305", [ReturnPerson("B-1", row)]), of: ["B-1": made.file],
            differences: ["B-1": result.differences])
    }

    /// Changes the first row of that module.
    private func change(
        _ module: ReturnModule, in row: inout ReturnRow, _ change: (inout ReturnRow) -> Void
    ) {
        if row.module == module { return change(&row) }
        for place in row.rows.indices { self.change(module, in: &row.rows[place], change) }
    }

    @Test func `find nothing in a whole return`() throws {
        #expect(try findings(reviewedCase()).map(\.line) == [])
    }

    @Test func `say what is missing, where it is held, and in 2025 that the new items were voluntary`() throws {
        let found = try findings(reviewedCase(), own: nil)
        let missing = Set(found.filter { $0.code == .missing }.map(\.item))
        #expect(
            missing.isSuperset(of: [
                .surname, .forename, .receivedDate, .requestSource, .assessmentOutcome, .entryDate, .senUnit,
            ]))
        #expect(found.first { $0.item == .surname }?.remedy.contains("--own") == true)
        let before = try findings(
            reviewedCase(held: "2024-11-04", told: "2024-11-29", notice: "2024-11-29"), .of2025, own: nil)
        #expect(before.contains { $0.code == .missingVoluntary && $0.item == .requestSource })
    }

    /// Each code, and what brings it about.
    @Test func `find each thing that they know, and nothing else with it`() throws {
        var seen: Set<ReturnFinding.Code> = [.missing, .missingVoluntary]
        func expect(
            _ code: ReturnFinding.Code, _ made: TestCase = reviewedCase(), child given: Child? = child,
            _ of: ReturnModule = .activePlans, _ edit: @escaping (inout ReturnRow) -> Void = { _ in }
        ) throws {
            let found = try findings(made, child: given) { change(of, in: &$0, edit) }
            #expect(found.map(\.code).contains(code), "\(code.rawValue): \(found.map(\.line))")
            #expect(found.allSatisfy { $0.code == code }, "\(code.rawValue): \(found.map(\.line))")
            seen.insert(code)
        }
        try expect(.noPupilNumber, reviewedCase(), .person) { $0[.upn] = nil }
        try expect(.otherMonthOfBirth, child: Child(name: "Ada", born: day("2014-07-09")))
        var old = PlanRecorded.example
        old.born = Month("1999-08")
        try expect(.age, reviewedCase(old), child: Child(name: "Ada", born: day("1999-08-30")))
        try expect(.controlCharacter, reviewedCase(), .person) { $0[.surname] = "Ki\u{1}ng" }
        try expect(.decisionBeforeMeeting, reviewedCase(held: "2025-12-01"), .activePlans) {
            $0[.reviewDraft] = "2025-12-02"
        }
        try expect(.decisionLate, reviewedCase(held: "2025-10-30"))
        try expect(.decisionWithoutOutcome, reviewedCase(outcome: nil, notice: nil))
        try expect(.outcomeWithoutDecision) { row in
            row[.lastReview] = nil
            row[.reviewOutcome] = "M"
            row[.reviewDraft] = nil
        }
        try expect(.draftWithoutAmendment) { $0[.reviewOutcome] = "M" }
        try expect(.draftBeforeMeeting) { $0[.reviewDraft] = "2025-11-02" }
        try expect(.amendmentWithoutDraft) { $0[.reviewDraft] = nil }
        try expect(
            .notReviewed, reviewedCase(held: "2025-01-15", told: "2025-02-10", notice: "2025-02-10"))
        try expect(.transferDue) { $0[.phaseTransferDue] = "2026-02-14" }
        try expect(.transferNotNamed) { $0[.phaseTransferDue] = "2025-02-15" }
        try expect(.afterCensus) { row in
            row[.lastReview] = "2026-01-16"
            row[.reviewMeeting] = "2025-12-22"
            row[.reviewDraft] = "2025-12-22"
        }
        try expect(.ceasedInPart, reviewedCase(), .namedPlan) { $0[.ceaseReason] = "2" }
        try expect(.unknownCode, reviewedCase(), .senNeed) { $0[.senType] = "XYZ" }
        try expect(.noPlacement, reviewedCase(), .placementDetail) { $0[.urn] = nil }
        try expect(.neetAge, reviewedCase(), .placementDetail) { $0[.senSetting] = "NEET" }
        try expect(.severalPlacementsFirst) { $0.rows.insert($0.rows[0], at: 0) }
        try expect(.startAfterCensus, reviewedCase(held: nil, told: nil), .namedPlan) { $0[.startDate] = "2026-01-16" }
        try expect(.meetingBeforeStart, reviewedCase(), .namedPlan) { $0[.startDate] = "2025-11-04" }
        var undecided = PlanRecorded.example
        undecided.made = day("2025-02-01")
        undecided.reviewed = day("2025-11-03")
        let without = try findings(reviewedCase(undecided, held: nil, told: nil))
        #expect(Set(without.map(\.code)) == [.decisionWithoutMeeting, .decisionWithoutOutcome])
        seen.insert(.decisionWithoutMeeting)
        var moved = reviewedCase()
        moved.report(.movedIn(MovedIn(made: day("2020-05-04"))), on: day("2025-03-03"), happened: day("2025-03-03"))
        try expect(.movedInWithoutCouncil, moved)
        // Of two children with one number, either.
        let row = try #require(try returned(reviewedCase()).row)
        let twice = ReturnChecks.findings(
            in: ReturnFile(.of2026, authority: "305", [ReturnPerson("B-1", row), ReturnPerson("B-2", row)]),
            of: ["B-1": reviewedCase().file])
        #expect(twice.filter { $0.code == .pupilNumberTwice }.map(\.id) == ["B-1", "B-2"])
        #expect(twice.filter { $0.code == .pupilNumberTwice }.map(\.values) == ["also B-2", "also B-1"])
        #expect(twice.filter { $0.code == .notInTheLog }.map(\.id) == ["B-2"])
        // One child under two references: the name as two people write it, the day of birth, or the learner's number.
        var (first, second, third) = (row, row, row)
        (first[.surname], first[.forename], first[.upn]) = ("O'Brien-Smith", "Ana Maria", nil)
        (second[.surname], second[.forename], second[.upn]) = ("O\u{2019}Brien Smith", "ana maria", nil)
        (third[.surname], third[.forename], third[.upn]) = ("O'Brien-Smith", "Anna Maria", nil)
        (first[.uln], third[.uln]) = ("1000000000", "1000000000")
        let one = ReturnChecks.findings(
            in: ReturnFile(
                .of2026, authority: "305",
                [ReturnPerson("B-1", first), ReturnPerson("B-2", second), ReturnPerson("B-3", third)]), of: [:])
        #expect(one.filter { $0.code == .childTwice }.map(\.id) == ["B-1", "B-2"])
        #expect(one.filter { $0.code == .learnerNumberTwice }.map(\.id) == ["B-1", "B-3"])
        var other = own
        other.rows[0].rows[1].rows[0].cells[.urn] = "109999"
        #expect(
            try findings(reviewedCase(), own: other).contains {
                $0.code == .ownFileDiffers && $0.values.contains("109999")
            })
        seen.formUnion([.pupilNumberTwice, .learnerNumberTwice, .childTwice, .notInTheLog, .ownFileDiffers])
        #expect(Set(ReturnFinding.Code.allCases).subtracting(seen) == [])
    }

    @Test func `say no value of what only the return may read`() throws {
        var other = own
        other.cells[.sex] = "M"
        other.cells[.upn] = "A000000000000"
        let found = try findings(reviewedCase(), own: other).filter { $0.code == .ownFileDiffers }
        #expect(Set(found.map(\.item)) == [.sex, .upn] && found.allSatisfy(\.values.isEmpty))
    }
}
