import Contracts
public import Metrics
public import Statute

/// Counts rows of the read model, one after the other, from what they show and never by subtraction.
public struct Tally: Sendable {
    /// The days it is about.
    public let window: Window
    /// What was counted.
    public private(set) var counts = Counts()
    /// Days from the meeting to the report, from the report to the letter, from the meeting to the letter, and from the
    /// amendment notice to the final plan; of what ended in the window.
    public private(set) var meetingToReport = Lags()
    /// As above.
    public private(set) var reportToLetter = Lags()
    /// As above.
    public private(set) var meetingToLetter = Lags()
    /// As above.
    public private(set) var noticeToFinal = Lags()
    /// Days from the meeting until it was recorded.
    public private(set) var meetingToRecord = Lags()
    /// Reviews that are open at the end of the window.
    public private(set) var open = 0
    /// The last days for transfers that the window is about.
    public let deadlines: [TransferDeadline]

    /// After so many days, a meeting's record counts as late.
    public static let recordDays = 14
    /// The parts of "by weeks waiting".
    public static let waitingBands: [ClosedRange<Int>] = [
        0...28, 29...56, 57...84, 85...182, 183...364, 365...Int.max,
    ]

    /// A tally of nothing yet.
    public init(_ window: Window) {
        self.window = window
        deadlines = TransferDeadline.around(window)
    }

    // MARK: Reviews

    /// Counts a review.
    public mutating func add(_ row: ReviewRow) {
        let row = row.asKnown(on: window.asAt)
        if let opened = row.opened {
            if window.contains(opened) { add(.opened, row, month: opened) }
            if row.told == nil, !row.isEnded(by: window.asAt) { open += 1 }
        }
        if let held = row.held { addMeeting(row, held) }
        if let decided = row.decided, window.contains(decided) { add(.decided, row, month: decided) }
        if let told = row.told { addLetter(row, told) }
        addAmendment(row)
    }

    private mutating func addMeeting(_ row: ReviewRow, _ held: Day) {
        let asAt = window.asAt
        if row.told == nil, !row.isEnded(by: asAt), held <= asAt {
            let days = asAt - held
            if let band = Tally.waitingBands.firstIndex(where: { $0.contains(days) }) {
                counts.add(CountID(.waiting))
                counts.add(CountID(.waiting, .weeksWaiting, Int32(band)))
            }
        }
        guard window.contains(held) else { return }
        add(.held, row, month: held)
        if let recorded = row.heldRecorded {
            meetingToRecord.add(recorded - held)
            if recorded - held > Tally.recordDays { counts.add(CountID(.heldRecordedLate)) }
        }
        let decisionBy = Statute.decisionBy(meeting: held)
        if decisionBy <= asAt {
            add(.due, row, month: held)
            let isInTime = row.told.map { $0 <= decisionBy } ?? false
            if row.told != nil {
                // An amendment is told in time only with its notice (AMD-1).
                let isComplete = row.outcome != .amend || row.notice.map { $0 <= decisionBy } ?? false
                add(isInTime && isComplete ? .dueInTime : .dueLate, row, month: held)
            } else {
                add(.dueUntold, row, month: held)
            }
            let wasRefused = row.refused.map { $0 <= decisionBy } ?? false
            counts.add(CountID(wasRefused && !isInTime ? .dueRefused : .dueNotRefused))
        }
        let reportBy = Statute.reportBy(meeting: held)
        if reportBy <= asAt {
            counts.add(CountID(.reportDue))
            counts.add(CountID(row.report.map { $0 <= reportBy } ?? false ? .reportInTime : .reportLate))
        }
        if let report = row.report { meetingToReport.add(report - held) }
    }

    private mutating func addLetter(_ row: ReviewRow, _ told: Day) {
        guard window.contains(told) else { return }
        add(.told, row, month: told)
        switch row.outcome {
        case .maintain: addByKind(.maintained, row)
        case .amend:
            addByKind(.amended, row)
            if row.notice == nil { counts.add(CountID(.amendedWithoutNotice)) }
        case .cease: addByKind(.ceased, row)
        case nil: addByKind(.withoutOutcome, row)
        }
        guard let held = row.held else { return counts.add(CountID(.toldWithoutMeeting)) }
        add(.recorded, row, month: held)
        add(told <= Statute.decisionBy(meeting: held) ? .recordedInTime : .recordedLate, row, month: held)
        meetingToLetter.add(told - held)
        if told < held { counts.add(CountID(.toldBeforeMeeting)) }
        if let report = row.report { reportToLetter.add(told - report) }
    }

    private mutating func addAmendment(_ row: ReviewRow) {
        guard row.outcome == .amend, row.told != nil else { return }
        if let held = row.held, window.contains(held) {
            let by = Statute.finalBy(meeting: held, noticeSent: nil)
            if by <= window.asAt {
                counts.add(CountID(.twelveDue))
                counts.add(CountID(row.finalTold.map { $0 <= by } ?? false ? .twelveInTime : .twelveLate))
            }
        }
        guard let notice = row.notice else { return }
        if window.contains(notice) {
            let by = Statute.finalBy(noticeSent: notice)
            if by <= window.asAt {
                counts.add(CountID(.eightDue))
                counts.add(CountID(row.finalTold.map { $0 <= by } ?? false ? .eightInTime : .eightLate))
            }
        }
        if let final = row.finalTold, window.contains(final) { noticeToFinal.add(final - notice) }
    }

    private mutating func add(_ measure: Measure, _ row: ReviewRow, month: Day) {
        counts.add(CountID(measure))
        counts.add(CountID(measure, .month, month < window.from ? Parts.earlier : Month(of: month).number))
        counts.add(CountID(measure, .kind, Parts.of(row.kind)))
        counts.add(CountID(measure, .need, Parts.of(row.about.need)))
        counts.add(CountID(measure, .stage, Parts.of(Stage(year: row.about.year))))
        counts.add(CountID(measure, .placement, Parts.of(row.about.placement)))
        counts.add(CountID(measure, .setting, row.about.setting.map { Int32(clamping: $0) } ?? Parts.noSetting))
    }

    private mutating func addByKind(_ measure: Measure, _ row: ReviewRow) {
        counts.add(CountID(measure))
        counts.add(CountID(measure, .kind, Parts.of(row.kind)))
    }

    // MARK: Plans

    /// Counts a plan.
    public mutating func add(_ plan: PlanRow) {
        let asAt = window.asAt
        if let transfer = plan.transfer, let year = plan.transferYear {
            for (place, deadline) in deadlines.enumerated() where deadline.isFor(transfer, year) {
                if let ended = plan.ended, ended <= min(deadline.last, asAt) { continue }
                func add(_ measure: Measure) { counts.add(CountID(measure, .deadline, Int32(place))) }
                add(.transfer)
                if let named = plan.namedOn, named <= asAt {
                    add(named <= deadline.last ? .transferNamed : .transferLate)
                } else {
                    add(.transferUnnamed)
                }
            }
        }
        if let ended = plan.ended, ended <= asAt { return }
        if let made = plan.made, made > asAt { return }
        func add(_ measure: Measure) { counts.add(CountID(measure)) }
        add(.plans)
        if let due = plan.due {
            add(.dueKnown)
            add(due < asAt ? .overdue : .notOverdue)
        } else {
            add(.dueUnknown)
        }
        // A plan is reviewed after a year; one of unknown age that has been reviewed is older.
        guard let made = plan.made else {
            if plan.reviewed == nil { add(.startUnknown) } else { addExpected(plan) }
            return
        }
        if made.monthsAfter(Statute.Limit.cycleMonths) <= asAt { addExpected(plan) } else { add(.notExpected) }
    }

    private mutating func addExpected(_ plan: PlanRow) {
        func add(_ measure: Measure) { counts.add(CountID(measure)) }
        add(.expected)
        guard let reviewed = plan.reviewed, reviewed <= window.asAt else { return add(.completedNever) }
        guard reviewed >= window.from else { return add(.completedEarlier) }
        add(.completed)
        // The last review may be known from the plan's record alone.
        let last = plan.last.flatMap { $0.told == reviewed ? $0 : nil }
        switch last?.outcome {
        case .maintain: add(.lastMaintained)
        case .amend: add(.lastAmended)
        case .cease: add(.lastCeased)
        case nil: add(.lastWithoutOutcome)
        }
        if let held = last?.held {
            add(reviewed <= Statute.decisionBy(meeting: held) ? .lastInTime : .lastLate)
        } else {
            add(.lastWithoutMeeting)
        }
    }
}

/// A last day for naming the setting after a transfer (PH-1, PH-2).
public struct TransferDeadline: Hashable, Sendable {
    /// The rule: 14 February, or 30 March after secondary school.
    public let rule: RuleID
    /// The calendar year of the transfers.
    public let year: Int
    /// The last day in time.
    public let last: Day

    /// Of each rule: the last such day before the window's end, and the next one.
    static func around(_ window: Window) -> [TransferDeadline] {
        var all: [TransferDeadline] = []
        for phase in [TransferPhase.primaryToSecondary, .secondaryToPost16] {
            let candidates = (window.asAt.year - 1...window.asAt.year + 1).compactMap { year in
                Statute.transferPlanBy(phase, year: year).map {
                    TransferDeadline(rule: phase.rule, year: year, last: $0)
                }
            }
            if let past = candidates.last(where: { $0.last <= window.asAt }) { all.append(past) }
            if let next = candidates.first(where: { $0.last > window.asAt }) { all.append(next) }
        }
        return all.sorted { $0.last < $1.last }
    }

    func isFor(_ transfer: TransferPhase, _ year: Int) -> Bool { transfer.rule == rule && year == self.year }
}

/// A stage of education, by year group.
public enum Stage: String, CaseIterable, Sendable {
    case earlyYears, primary, secondary, post16, notRecorded

    /// The stage of that National Curriculum year.
    public init(year: Int?) {
        switch year {
        case nil: self = .notRecorded
        case .some(..<0): self = .earlyYears
        case .some(0...6): self = .primary
        case .some(7...11): self = .secondary
        default: self = .post16
        }
    }
}

/// The numbers by which parts of a dimension are known.
enum Parts {
    /// Of months: before the window.
    static let earlier: Int32 = -1
    /// Of settings: the child has none.
    static let noSetting: Int32 = 0
    /// Of settings: those with few reviews, together.
    static let smallSettings: Int32 = -1

    static func of<Word: CaseIterable & Equatable>(_ word: Word?) -> Int32 {
        guard let word else { return Int32(Word.allCases.count) }
        var place: Int32 = 0
        for other in Word.allCases {
            if other == word { return place }
            place += 1
        }
        return place
    }

    static func word<Word: CaseIterable>(_ part: Int32, _: Word.Type) -> Word? {
        part < 0 ? nil : Word.allCases.dropFirst(Int(part)).first
    }
}

extension ReviewRow {
    fileprivate func isEnded(by day: Day) -> Bool { about.ended.map { $0 <= day } ?? false }
}
