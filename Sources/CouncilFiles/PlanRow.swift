package import Arguments
package import CSV
import Casework
package import Contracts
package import Statute

/// One row of `plans.csv` that can be true: a child's plan and, if there is one, the review that is open.
package struct PlanRow {
    /// The open review, as far as it is known.
    struct OpenReview: Equatable {
        var kind: ReviewKind?
        var opened: Day?
        var arranged: Day?
        var advice: Day?
        var held: Day?
        var report: Day?
        var decided: Day?
        var outcome: Outcome?
        var notice: Day?
        var final: Day?
        var finalOutcome: FinalOutcome?

        /// Whether the row says anything of it.
        var isKnown: Bool { self != OpenReview() }
    }

    /// The line where it begins.
    package let line: Int
    /// The case.
    package let id: CaseID
    /// What is known of the plan.
    package let plan: PlanRecorded
    /// The day on which the plan was transferred from another council; nil of a child who did not move in.
    let movedIn: Day?
    /// The day on which the family was told of the transfer.
    let movedInTold: Day?
    /// What is known of the open review.
    let review: OpenReview
    /// The columns of reports that the file has: one that it lacks says nothing.
    let speaksOf: Set<PlanColumn>
    /// Whether the row gives a URN and a UKPRN.
    package let hasBothNumbers: Bool
    /// What the row says by columns that files once had, and what to do about it.
    let notTaken: [String]
}

/// The rows of `plans.csv`: those that can be imported, and why others cannot.
package struct PlanTable {
    /// The rows that can be imported, in the order of the file.
    package private(set) var rows: [PlanRow] = []
    /// Why rows were refused.
    package private(set) var problems: [RowProblem] = []
    /// The file as the operator named it.
    package let file: String
    /// How many rows the file has below the first.
    package let count: Int
    /// How many of them were refused.
    package var refused: Int { count - rows.count }
    /// How the file was read as a whole.
    package let judgement: FileJudgement
    /// The cases of rows that were refused: what other files say of them waits with them.
    package private(set) var refusedCases: Set<CaseID> = []

    /// What a file is held against.
    package struct Frame {
        /// The day on which it is imported: nothing can have happened later.
        let today: Day
        /// The names of the review models; nil when they are not at hand.
        let models: Set<String>?
        /// The model of a row that names none.
        let model: String

        /// What a file of that day is held against; `models` nil: their names are not at hand.
        package init(today: Day, models: Set<String>?, model: String) {
            self.today = today
            self.models = models
            self.model = model
        }
    }

    /// Reads a file. Throws when it cannot be read as a whole.
    package init(
        _ content: CSVFile, frame: Frame, reading: FileReading = FileReading()
    ) throws(CommandError) {
        self.file = content.file
        count = max(0, content.rows.count - 1)
        let header = try Header(
            of: content, known: PlanColumn.allCases.map(\.rawValue), gone: PlanColumn.gone,
            required: [PlanColumn.id.rawValue])
        judgement = try FileJudgement(content, header, columns: PlanColumn.days.map(\.rawValue), given: reading)
        var linesOfCase: [String: [Int]] = [:]
        var read: [(row: PlanRow, key: String)] = []
        for row in content.rows.dropFirst() {
            if let fault = header.fault(of: row) {
                problems.append(RowProblem(file: content.file, line: row.line, column: nil, fault))
                continue
            }
            var reader = RowReader(file: content.file, row: row, header: header, days: judgement.days)
            if let key = reader.text(PlanColumn.id.rawValue) { linesOfCase[key, default: []].append(row.line) }
            let parsed = PlanTable.row(&reader, header: header, frame: frame)
            problems += reader.problems
            if let parsed, reader.problems.isEmpty { read.append((parsed, parsed.id.text)) }
        }
        // Neither of two rows of one case is more true than the other.
        for (key, lines) in linesOfCase where lines.count > 1 {
            for line in lines {
                problems.append(
                    RowProblem(
                        file: content.file, line: line, column: PlanColumn.id.rawValue,
                        Finding(.rowTwice, .text(key), .text(Lines.named(of: lines, but: line)))))
            }
        }
        rows = read.filter { linesOfCase[$0.key]?.count == 1 }.map(\.row)
        refusedCases = Set(linesOfCase.keys.compactMap { CaseID($0) }).subtracting(rows.map(\.id))
        problems.sort { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
    }

    private static func row(_ reader: inout RowReader, header: Header, frame: Frame) -> PlanRow? {
        let id = caseID(&reader)
        let plan = plan(&reader, frame)
        let review = openReview(&reader, today: frame.today)
        check(review, plan, &reader)
        let movedIn = past(.movedIn, &reader, today: frame.today)
        let movedInTold = past(.movedInTold, &reader, today: frame.today)
        if movedIn == nil, movedInTold != nil, !reader.isRefused(PlanColumn.movedIn.rawValue) {
            reader.refuse(.movedInTold, Finding(.moveUndated))
        }
        if let movedIn, let made = plan.made, movedIn < made, !reader.isRefused(PlanColumn.planMade.rawValue) {
            reader.refuse(.movedIn, Finding(.beforePlan, .day(movedIn), .day(made)))
        }
        guard let id else { return nil }
        let urn = reader.text(PlanColumn.settingURN.rawValue)
        let ukprn = reader.text(PlanColumn.settingUKPRN.rawValue)
        return PlanRow(
            line: reader.row.line, id: id, plan: plan, movedIn: movedIn, movedInTold: movedInTold, review: review,
            speaksOf: Set(PlanColumn.ofReports.filter { header.place($0.rawValue) != nil }),
            hasBothNumbers: urn != nil && ukprn != nil, notTaken: reader.saidByGone())
    }

    private static func caseID(_ reader: inout RowReader) -> CaseID? {
        let column = PlanColumn.id.rawValue
        guard let text = reader.text(column) else {
            reader.refuse(column, Finding(.noReference))
            return nil
        }
        if let id = CaseID(text), text != "log" { return id }
        reader.refuse(column, Finding(.badReference, .cell(text)))
        return nil
    }

    /// A day on which something happened, so not a day to come.
    private static func past(_ column: PlanColumn, _ reader: inout RowReader, today: Day) -> Day? {
        guard let day = reader.day(column.rawValue) else { return nil }
        guard day <= today else {
            reader.refuse(column, Finding(.dayToCome, .day(day), .day(today)))
            return nil
        }
        return day
    }

    /// The first day on which there could be an EHC plan (CFA 2014, commencement).
    private static let firstPlans = Day(number: 16_314)

    private static func plan(_ reader: inout RowReader, _ frame: Frame) -> PlanRecorded {
        var plan = PlanRecorded()
        plan.born = born(&reader, today: frame.today)
        plan.made = past(.planMade, &reader, today: frame.today)
        plan.reviewed = past(.lastReviewDecision, &reader, today: frame.today)
        plan.setting = setting(&reader)
        plan.placement = reader.word(PlanColumn.placement.rawValue, of: Placement.self) ?? .notRecorded
        plan.need = reader.word(PlanColumn.need.rawValue, of: Need.self) ?? .notRecorded
        plan.year = yearGroup(&reader)
        // Somebody was asked, and answered: that is another thing than an empty cell.
        let phase = reader.text(PlanColumn.transferPhase.rawValue)?.lowercased()
        if phase == PlanColumn.noTransfer {
            plan.noTransfer = true
        } else {
            plan.transfer = reader.word(PlanColumn.transferPhase.rawValue, of: TransferPhase.self)
        }
        plan.transferYear = reader.number(PlanColumn.transferYear.rawValue, in: 2014...2100, "calendar year").map {
            UInt16($0)
        }
        plan.transferNamed = reader.truth(PlanColumn.transferNamed.rawValue)
        plan.coordinator = coordinator(&reader)
        plan.model = model(&reader, frame)
        plan.priority = priorities(&reader)
        plan.interval = reader.number(
            PlanColumn.intervalMonths.rawValue, in: 1...11,
            "number of months that a plan can stipulate: 1 to 11, or empty for the law's twelve"
        ).flatMap { UInt8(exactly: $0) }
        if let made = plan.made {
            if made < firstPlans {
                reader.refuse(.planMade, Finding(.beforeFirstPlans, .day(made)))
            }
            if let born = plan.born, Month(of: made) < born, !reader.isRefused(PlanColumn.planMade.rawValue) {
                reader.refuse(.planMade, Finding(.beforeBirth, .day(made), .text("\(born)")))
            }
        }
        if plan.transfer == nil, plan.transferYear != nil || plan.transferNamed != nil,
            phase == nil || plan.noTransfer == true
        {
            reader.refuse(
                plan.transferYear == nil ? .transferNamed : .transferYear,
                Finding(phase == nil ? .transferUnnamed : .transferDenied))
        }
        return plan
    }

    /// The setting's number. Beside a URN a UKPRN does not count: the URN is one school's, a UKPRN may be that of a trust.
    private static func setting(_ reader: inout RowReader) -> UInt32? {
        let isUKPRN = reader.text(PlanColumn.settingURN.rawValue).flatMap(SettingNumber.of) != nil
        let ukprn = reader.number(
            PlanColumn.settingUKPRN.rawValue,
            in: Int(
                SettingNumber.ukprns.lowerBound)...Int(
                    SettingNumber.ukprns.upperBound),
            "UK provider reference number: those have eight digits, the first a 1")
        let urn = reader.number(
            PlanColumn.settingURN.rawValue, in: Int(SettingNumber.urns.lowerBound)...Int(SettingNumber.urns.upperBound),
            "unique reference number: those have six digits"
                + (isUKPRN ? "; a UKPRN stands in setting_ukprn" : ""))
        return (urn ?? ukprn).flatMap { UInt32(exactly: $0) }
    }

    private static func born(_ reader: inout RowReader, today: Day) -> Month? {
        let column = PlanColumn.born.rawValue
        guard let text = reader.text(column) else { return nil }
        let current = Month(of: today)
        guard let month = Month(written: text, latest: current) else {
            reader.refuse(column, Finding(WrittenDay(text) == .noDay ? .noMonth : .dayForMonth, .cell(text)))
            return nil
        }
        if month > current {
            reader.refuse(.born, Finding(.dayToCome, .text("\(month)"), .day(today)))
        } else if current.number - month.number > 26 * 12 {
            reader.refuse(.born, Finding(.bornTooEarly, .text("\(month)")))
        }
        return month
    }

    private static func yearGroup(_ reader: inout RowReader) -> Int8? {
        let column = PlanColumn.yearGroup.rawValue
        guard let text = reader.text(column) else { return nil }
        switch text.uppercased() {
        case "N", "NURSERY": return -1
        case "R", "RECEPTION": return 0
        default: break
        }
        let digits = text.lowercased().hasPrefix("y") ? String(text.drop { !("0"..."9").contains($0) }) : text
        if let year = Int8(digits), (-4...19).contains(year) { return year }
        reader.refuse(column, Finding(.noYearGroup, .cell(text)))
        return nil
    }

    private static func coordinator(_ reader: inout RowReader) -> ActorID? {
        let column = PlanColumn.coordinator.rawValue
        guard let text = reader.text(column) else { return nil }
        if let id = ActorID(text) { return id }
        reader.refuse(column, Finding(.noOfficerID, .cell(text), .text("people.csv")))
        return nil
    }

    private static func isName(_ text: String, longest: Int) -> Bool {
        text.utf8.count <= longest
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
                default: false
                }
            }
    }

    private static func model(_ reader: inout RowReader, _ frame: Frame) -> String {
        let column = PlanColumn.model.rawValue
        guard let text = reader.text(column)?.lowercased() else { return frame.model }
        if let models = frame.models, !models.contains(text) {
            reader.refuse(column, RowReader.notListed(text, models.sorted()))
        } else if !isName(text, longest: 40) {
            reader.refuse(column, Finding(.noModel, .cell(text)))
        }
        return text
    }

    private static func priorities(_ reader: inout RowReader) -> [PriorityFlag]? {
        let column = PlanColumn.priority.rawValue
        guard let text = reader.text(column) else { return nil }
        var flags: [PriorityFlag] = []
        for part in text.split(whereSeparator: { ";,| ".contains($0) }) {
            guard let flag = RowReader.word(String(part), of: PriorityFlag.self) else {
                reader.refuse(column, RowReader.notListed(String(part), PriorityFlag.allCases.map(\.rawValue)))
                return nil
            }
            if !flags.contains(flag) { flags.append(flag) }
        }
        return flags.isEmpty ? nil : flags
    }

    private static func openReview(_ reader: inout RowReader, today: Day) -> PlanRow.OpenReview {
        var review = PlanRow.OpenReview()
        review.kind = reader.word(PlanColumn.reviewKind.rawValue, of: ReviewKind.self)
        review.opened = past(.reviewOpened, &reader, today: today)
        review.arranged = reader.day(PlanColumn.meetingArrangedFor.rawValue)
        review.advice = past(.adviceCirculated, &reader, today: today)
        review.held = past(.meetingHeld, &reader, today: today)
        review.report = past(.reportSent, &reader, today: today)
        review.decided = past(.decisionSent, &reader, today: today)
        review.outcome = reader.word(PlanColumn.decisionOutcome.rawValue, of: Outcome.self)
        review.notice = past(.noticeSent, &reader, today: today)
        review.final = past(.finalSent, &reader, today: today)
        review.finalOutcome = reader.word(PlanColumn.finalOutcome.rawValue, of: FinalOutcome.self)
        return review
    }

    private static func check(_ review: PlanRow.OpenReview, _ plan: PlanRecorded, _ reader: inout RowReader) {
        // One wrong day contradicts several right ones: of the two cells of a contradiction neither is said again.
        var named: Set<PlanColumn> = []
        func order(_ later: Day?, _ column: PlanColumn, _ earlier: Day?, _ other: PlanColumn, _ code: FindingCode) {
            guard let later, let earlier, later < earlier, !named.contains(column), !named.contains(other),
                !reader.isRefused(other.rawValue)
            else { return }
            named.formUnion([column, other])
            reader.refuse(column, Finding(code, .day(later), .day(earlier)))
        }
        order(plan.reviewed, .lastReviewDecision, plan.made, .planMade, .beforePlan)
        order(review.held, .meetingHeld, review.opened, .reviewOpened, .beforeOpening)
        order(review.report, .reportSent, review.held, .meetingHeld, .beforeMeetingReported)
        order(review.decided, .decisionSent, review.held, .meetingHeld, .beforeMeeting)
        order(review.decided, .decisionSent, review.opened, .reviewOpened, .beforeOpening)
        order(review.notice, .noticeSent, review.decided, .decisionSent, .noticeBeforeDecision)
        if review.notice != nil {
            order(review.final, .finalSent, review.notice, .noticeSent, .beforeNotice)
        } else {
            order(review.final, .finalSent, review.decided, .decisionSent, .beforeAmendDecision)
        }
        order(review.held, .meetingHeld, plan.made, .planMade, .beforePlan)
        if review.decided != plan.reviewed {
            order(review.held, .meetingHeld, plan.reviewed, .lastReviewDecision, .beforeLastReview)
            order(review.decided, .decisionSent, plan.reviewed, .lastReviewDecision, .beforeLastReview)
        }
        // A cell that was refused is missing here: what needs another cell is asked only of rows that read well.
        guard reader.problems.isEmpty else { return }
        // Of a decision whose outcome is unknown, notice and final plan are what is known.
        if let outcome = review.outcome, outcome != .amend {
            if review.notice != nil {
                reader.refuse(.noticeSent, Finding(.notAmended, .text("the amendment notice")))
            } else if review.final != nil {
                reader.refuse(.finalSent, Finding(.notAmended, .text("the final plan")))
            }
        }
        if review.finalOutcome != nil, review.final == nil {
            reader.refuse(.finalOutcome, Finding(.finalUndated))
        }
    }
}
