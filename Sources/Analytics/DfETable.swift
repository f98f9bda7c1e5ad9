import CSV
import Contracts
public import Metrics
import Statute

/// The DfE's table of annual reviews for a calendar year, as its release for 2024 has it: a row for all plans and for each
/// part of a breakdown, in the DfE's own columns and spellings.
///
/// Every number is counted from what the plans show. Two columns of the DfE are differences (`review_decision_outstanding`,
/// `no_outcome`) and may be negative; beside them stand the counts that they were meant to be.
public struct DfETable: Sendable {
    /// A row of the table.
    public struct Row: Equatable, Sendable {
        /// What it is broken down by, in the DfE's words.
        public let topic: String
        /// Which part.
        public let part: String
        /// Its numbers, in the order of `columns`.
        public let numbers: [Int]

        /// The share within four weeks, in tenths of a per cent; nil where no decision is within them, as the DfE leaves it out.
        public var inFourWeeks: Int? {
            let (within, over) = (self["number_decsion_4weeks"], self["number_decision_gt_4weeks"])
            return within == 0 ? nil : permille(within, of: within + over)
        }

        /// The number of that column; 0 where there is none.
        public subscript(column: String) -> Int {
            DfETable.columns.firstIndex(of: column).map { numbers[$0] } ?? 0
        }
    }

    /// The DfE's columns of numbers, in their order, and, after them, two of our own.
    public static let columns = [
        "total_ehc_plans", "review_expected", "review_not_expected", "review_meeting_25", "review_meeting_24",
        "review_meeting_prior_24", "total_review_meeting", "no_review_meeting", "review_decision25",
        "review_decision24", "review_decision_prior24", "review_decision_not_due", "review_decision_outstanding",
        "outcome_amend", "outcome_cease", "outcome_maintan", "no_outcome", "number_decsion_4weeks",
        "number_decision_gt_4weeks", "decision_due_and_not_recorded", "meeting_without_outcome",
    ]

    /// How many of the columns are the DfE's.
    public static let published = 19

    /// The breakdowns that this log can answer for, in the DfE's words. What it does not hold, sex and ethnicity, is not there.
    public static let breakdowns: [(topic: String, by: Breakdown?)] = [
        ("All annual reviews", nil), ("Child or young persons age", .years(since: "born")),
        ("Type of placement", .value(of: "placement")), ("Years EHC plan in place", .years(since: "made")),
    ]

    /// The rows.
    public let rows: [Row]

    /// Counts plans of the calendar year in which the window begins, as at its last day. Throws when a metric is missing.
    public init(
        _ metrics: Metrics, _ plans: FactTable, _ window: Window,
        breakdowns: [(topic: String, by: Breakdown?)] = DfETable.breakdowns
    ) throws {
        var rows: [Row] = []
        for (topic, breakdown) in breakdowns {
            var groups: [Int32: [String: MetricCount]] = [:]
            for name in Self.names {
                guard let metric = metrics[name] else {
                    throw PublishedMetricsError("there is no metric “\(name)”")
                }
                let counted = metric.groups(in: plans, window, by: breakdown)
                if breakdown == nil { groups[0, default: [:]][name] = counted.all }
                for (group, count) in counted.groups { groups[group, default: [:]][name] = count }
            }
            // A part that no plan is in has no row, but all plans always have theirs.
            for (group, counts) in groups.sorted(by: { $0.key < $1.key }) {
                let part = breakdown?.title(group, in: plans) ?? topic
                rows.append(Row(topic: topic, part: part, numbers: try Self.numbers(counts, metrics)))
            }
        }
        self.rows = rows
    }

    private static let names = [
        "plans-maintained", "dfe-meetings", "dfe-decisions", "dfe-decision-not-due", "dfe-outcomes",
        "dfe-outcome-without-meeting", "dfe-decision-in-four-weeks",
    ]

    private static func numbers(_ counts: [String: MetricCount], _ metrics: Metrics) throws -> [Int] {
        func part(_ metric: String, _ part: String) throws -> Int {
            guard let place = metrics[metric]?.parts.firstIndex(where: { $0.name == part }) else {
                throw PublishedMetricsError("“\(metric)” has no part “\(part)”")
            }
            guard let parts = counts[metric]?.parts, !parts.isEmpty else { return 0 }
            return parts[place]
        }
        func all(_ metric: String) -> Int { counts[metric]?.of ?? 0 }
        func those(_ metric: String) -> Int { counts[metric]?.those ?? 0 }
        let outstanding = try part("dfe-decisions", "outstanding")
        let meetingAlone = try part("dfe-outcomes", "meeting-alone")
        return [
            all("plans-maintained"), all("dfe-meetings"),
            try part("plans-maintained", "not-expected") + part("plans-maintained", "start-not-recorded"),
            try part("dfe-meetings", "after-the-year"), try part("dfe-meetings", "in-the-year"),
            try part("dfe-meetings", "before-the-year"), all("dfe-decisions"), try part("dfe-meetings", "none"),
            try part("dfe-decisions", "after-the-year"), try part("dfe-decisions", "in-the-year"),
            try part("dfe-decisions", "before-the-year"), all("dfe-decision-not-due"),
            outstanding - those("dfe-decision-not-due"),
            try part("dfe-outcomes", "amend"), try part("dfe-outcomes", "cease"),
            try part("dfe-outcomes", "maintain"), meetingAlone - those("dfe-outcome-without-meeting"),
            those("dfe-decision-in-four-weeks"), try part("dfe-decision-in-four-weeks", "later"),
            outstanding, meetingAlone,
        ]
    }

    /// The table as CSV.
    public var csv: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(
            (["breakdown_topic", "breakdown"] + Self.columns.prefix(Self.published) + ["pc_decsion_4weeks"]
                + Self.columns.dropFirst(Self.published)).map { .text($0) })
        for row in rows {
            writer.append(
                [.text(row.topic), .text(row.part)] + row.numbers.prefix(Self.published).map { .integer($0) }
                    + [row.inFourWeeks.map { .text(decimal($0)) } ?? "x"]
                    + row.numbers.dropFirst(Self.published).map { .integer($0) })
        }
        return writer.bytes
    }
}
