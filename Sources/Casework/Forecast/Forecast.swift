public import CaseFile
public import Contracts
public import Statute

/// What will be late, and in which cases, if nothing is done: each duty of the law that is open on a day, with its last day. It
/// foresees nobody's work and moves no day.
public struct Forecast: Sendable {
    /// What is owed.
    public enum Duty: String, CaseIterable, Sendable {
        /// The meeting that leaves the decision its four weeks (CYC-4).
        case meeting
        /// The review, complete within its twelve months (CYC-1, CYC-2, MOV-5), or the plan's own interval (CYC-8).
        case review
        /// The report of a meeting that was held (REP-1).
        case report
        /// The decision after a meeting that was held (DEC-1).
        case decision
        /// The end of an amendment (AMD-3, AMD-7).
        case finalPlan = "final-plan"
        /// The plan that names the setting after a transfer (PH-1, PH-2).
        case transferPlan = "transfer-plan"

        /// In words.
        public var words: String {
            switch self {
            case .meeting: "review meeting"
            case .review: "review complete"
            case .report: "report of the meeting"
            case .decision: "decision"
            case .finalPlan: "final plan"
            case .transferPlan: "plan for the transfer"
            }
        }
    }

    /// One duty that is open.
    public struct Line: Sendable {
        public let id: CaseID
        /// The review; 0 when none is open.
        public let review: UInt8
        public let duty: Duty
        public let deadline: Deadline
        /// Who holds the case.
        public let coordinator: ActorID?

        /// The last day in time.
        public var due: Day { deadline.due }
    }

    /// The days ahead that are looked at.
    public static let horizons = [7, 14, 28]

    /// The day on which it is made.
    public let day: Day
    /// All that is open, by its last day.
    public let lines: [Line]
    /// The transfers of the year ahead.
    public let cliffs: [TransferCliff]

    /// What is open in those cases on that day.
    public init(_ files: [CaseID: CaseFile], on day: Day) {
        self.day = day
        var lines: [Line] = []
        for (id, file) in files where file.plan != nil && file.ended == nil {
            for (review, duty, deadline) in Forecast.open(in: file) {
                lines.append(
                    Line(id: id, review: review, duty: duty, deadline: deadline, coordinator: file.plan?.coordinator))
            }
        }
        self.lines = lines.sorted { ($0.due, $0.id, $0.duty.rawValue) < ($1.due, $1.id, $1.duty.rawValue) }
        cliffs = TransferCliff.all(files, on: day)
    }

    /// What is late on the day already.
    public var late: [Line] { lines.filter { $0.deadline.isMissed(on: day) } }

    /// What is in time on the day, and late so many days later.
    public func late(in days: Int) -> [Line] {
        lines.filter { !$0.deadline.isMissed(on: day) && $0.deadline.isMissed(on: day + days) }
    }

    /// Every duty that is open in that file.
    static func open(in file: CaseFile) -> [(review: UInt8, duty: Duty, deadline: Deadline)] {
        var open: [(UInt8, Duty, Deadline)] = []
        if let review = file.latestReview, !review.isComplete {
            for deadline in file.deadlines(of: review) {
                switch deadline.rule {
                case .cyc4 where review.held == nil: open.append((review.number, .meeting, deadline))
                case .cyc1, .cyc2, .mov5, .cyc8: open.append((review.number, .review, deadline))
                case .rep1 where review.held != nil && review.meetingReport == nil:
                    open.append((review.number, .report, deadline))
                case .dec1 where review.held != nil && review.told == nil:
                    open.append((review.number, .decision, deadline))
                default: break
                }
            }
        } else if let due = file.reviewDue {
            let rule: RuleID = file.unreviewedTransfer != nil ? .mov5 : file.lastReviewed == nil ? .cyc1 : .cyc2
            let from = file.unreviewedTransfer?.happened ?? file.lastReviewed ?? file.planMade ?? due
            open.append((0, .review, Deadline(rule: rule, due: due, from: from)))
            open.append(
                (0, .meeting, Deadline(rule: .cyc4, due: Statute.latestMeeting(reviewDue: due), from: due)))
        }
        for review in file.reviews where review.outcome == .amend && review.told != nil && review.finalTold == nil {
            if let deadline = review.finalDeadline { open.append((review.number, .finalPlan, deadline)) }
        }
        if !file.isTransferNamed {
            for deadline in file.transferDeadlines where [.ph1, .ph2].contains(deadline.rule) {
                open.append((0, .transferPlan, deadline))
            }
        }
        return open
    }
}

/// What lies before the day by which plans must name the next setting: 15 February, and 31 March for post-16 (reg 18).
public struct TransferCliff: Sendable {
    /// How far a child's plan has come.
    public enum Stage: String, CaseIterable, Sendable {
        case named
        /// The amendment notice was sent.
        case notice
        /// The meeting was held.
        case meeting
        /// Neither.
        case before

        /// In words.
        public var words: String {
            switch self {
            case .named: "next setting named"
            case .notice: "amendment notice sent"
            case .meeting: "meeting held"
            case .before: "no meeting yet"
            }
        }
    }

    /// The last day for the plan.
    public let due: Day
    /// The last day for the notice that leaves the final plan its eight weeks, and for the meeting that leaves it its twelve
    /// (PH-4).
    public let notice: Day
    public let meeting: Day
    /// The children, by how far they have come.
    public let cases: [Stage: [CaseID]]

    /// How many children there are.
    public var count: Int { cases.values.reduce(0) { $0 + $1.count } }

    /// Those who are not named, and for whom the law's weeks from where they stand reach beyond the day.
    public func cannotWait(on day: Day) -> [CaseID] {
        ((day > meeting ? cases[.before] ?? [] : []) + (day > notice ? cases[.meeting] ?? [] : [])).sorted()
    }

    /// The days of the year ahead that a child of those faces.
    static func all(_ files: [CaseID: CaseFile], on day: Day) -> [TransferCliff] {
        var cases: [Day: [Stage: [CaseID]]] = [:]
        var days: [Day: (notice: Day, meeting: Day)] = [:]
        for (id, file) in files where file.ended == nil {
            guard let plan = file.plan, let phase = plan.transfer, let year = plan.transferYear.map({ Int($0) }),
                let due = Statute.transferPlanBy(phase, year: year), due >= day, due <= day.monthsAfter(12),
                let notice = Statute.latestNotice(phase, year: year),
                let meeting = Statute.latestMeeting(phase, year: year)
            else { continue }
            days[due] = (notice, meeting)
            cases[due, default: [:]][stage(of: file, before: due), default: []].append(id)
        }
        return days.sorted { $0.key < $1.key }.map { due, other in
            TransferCliff(
                due: due, notice: other.notice, meeting: other.meeting,
                cases: (cases[due] ?? [:]).mapValues { $0.sorted() })
        }
    }

    /// How far the review has come from which the plan for that transfer follows: one of the twelve months before its day.
    private static func stage(of file: CaseFile, before due: Day) -> Stage {
        if file.isTransferNamed { return .named }
        let begin = due.monthsAfter(-12)
        let reviews = file.reviews.filter { ($0.held ?? .first) > begin }
        if reviews.contains(where: { $0.noticeSent != nil && $0.finalTold == nil }) { return .notice }
        return reviews.isEmpty ? .before : .meeting
    }
}
