import Contracts
public import Metrics
import Statute

/// One figure: a share of children or reviews, with its meaning and its source.
public struct Figure: Sendable {
    /// Its name on the topic `metrics` and in files; it never changes its meaning.
    public let id: String
    /// What it is called.
    public let title: String
    /// What is counted of what, in a sentence.
    public let definition: String
    /// The rule or publication that it follows.
    public let source: String
    /// Those that meet it.
    public let numerator: CountID
    /// All of them.
    public let denominator: CountID
    /// Those that do not, which with the numerator come to the denominator.
    let others: [CountID]
}

/// A share in tenths of a per cent, rounded half up, as the DfE publishes it.
public func permille(_ numerator: Int, of denominator: Int) -> Int? {
    denominator > 0 ? (2000 * numerator + denominator) / (2 * denominator) : nil
}

/// A number with one digit after the point: 444 is "44.4".
func decimal(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }

extension Figure {
    init(
        _ id: String, _ title: String, _ definition: String, source: String, _ numerator: Measure,
        of denominator: Measure, others: [Measure]
    ) {
        self.init(
            id: id, title: title, definition: definition, source: source, numerator: CountID(numerator),
            denominator: CountID(denominator), others: others.map { CountID($0) })
    }

    /// The figures, in the order of the page.
    static let all: [Figure] = [
        Figure(
            "told-in-four-weeks-dfe", "Told within four weeks, as the DfE counts it",
            "Of the decisions whose letter was sent in this period and whose meeting is recorded, those sent within four "
                + "weeks of the meeting. A review that was never decided does not count.",
            source: "DfE, EHC plans: annual reviews (decision within 4 weeks)", .recordedInTime, of: .recorded,
            others: [.recordedLate]),
        Figure(
            "told-in-four-weeks-strict", "Told within four weeks, of all decisions due",
            "Of the meetings held in this period at least 28 days before its end, those after which the family was told "
                + "within four weeks; a decision to amend only with its amendment notice. A family that was never told counts.",
            source: "SEND Regulations 2014, reg 20(10)", .dueInTime, of: .due, others: [.dueLate, .dueUntold]),
        Figure(
            "late-through-a-refusal", "Late through a refusal of ours",
            "Of the meetings held in this period at least 28 days before its end, those after which a decision was submitted "
                + "within four weeks and refused here for what it lacked, and the family was told later, or not at all. The "
                + "goal is none.",
            source: "own goal: a refusal makes no family late", .dueRefused, of: .due, others: [.dueNotRefused]),
        Figure(
            "report-in-two-weeks", "Report sent within two weeks",
            "Of the meetings held in this period at least 14 days before its end, those whose report was sent within two "
                + "weeks.", source: "SEND Regulations 2014, reg 20(9)", .reportInTime, of: .reportDue,
            others: [.reportLate]),
        Figure(
            "final-in-twelve-weeks", "Final plan within twelve weeks of the meeting",
            "Of the decisions to amend after meetings held in this period at least 84 days before its end, those finished "
                + "by a final plan, or a decision not to amend, within twelve weeks of the meeting.",
            source: "R (L, M and P) v Devon [2022] EWHC 493 (Admin)", .twelveInTime, of: .twelveDue,
            others: [.twelveLate]),
        Figure(
            "final-in-eight-weeks", "Final plan within eight weeks of the notice",
            "Of the amendment notices sent in this period at least 56 days before its end, those finished by a final plan, "
                + "or a decision not to amend, within eight weeks.", source: "SEND Regulations 2014, reg 22(3), (4)",
            .eightInTime, of: .eightDue, others: [.eightLate]),
        Figure(
            "reviews-overdue", "Reviews overdue",
            "Of the plans maintained on the last day whose twelve months are known, those whose twelve months ended "
                + "before it without the council's decision.", source: "Children and Families Act 2014, s.44(1)",
            .overdue, of: .dueKnown, others: [.notOverdue]),
        Figure(
            "reviewed-in-the-period", "Reviewed in the period",
            "Of the plans maintained on the last day and a year old or more, those with a decision sent in this period.",
            source: "DfE, EHC plans: annual reviews (review completed)", .completed, of: .expected,
            others: [.completedEarlier, .completedNever]),
    ]
}

/// A table: rows of counts, shares and days, under a sentence that says what they are.
public struct Table: Sendable {
    /// Its name in files.
    public var id: String
    /// What it is called.
    public var title: String
    /// What it shows, in a sentence.
    public var definition: String
    /// What the rows are.
    public var rowsAre: String
    /// The columns after the first.
    public var columns: [String]
    /// The rows.
    public var rows: [Row]
    /// Where it stands.
    public var place = Location.page

    /// Where a table stands.
    public enum Location: Sendable {
        /// On the page, under its own heading.
        case page
        /// On the page, among the tables that ask the same by one thing or another.
        case breakdown
        /// In its file only.
        case file
    }

    /// One row.
    public struct Row: Sendable {
        /// What it is about.
        public var title: String
        /// What stands in it.
        public var cells: [Cell]
    }

    /// What stands in a place.
    public enum Cell: Sendable, Equatable {
        /// A number of children or reviews.
        case count(CountID)
        /// A share, in per cent.
        case share(CountID, of: CountID)
        /// A number of days, or of what such a number is of.
        case number(Int?)
        /// Nothing can stand here.
        case none
    }
}

/// Everything that is shown of one window: figures and tables with their counts, and what must be left out of them.
public struct Publication: Sendable {
    /// Whose log it is, and until when it is known.
    public let about: ReadModel.About
    /// The days it is about.
    public let window: Window
    /// What was counted.
    public let counts: Counts
    /// The tables.
    public let tables: [Table]
    /// Counts that must not be shown.
    public let suppressed: Set<CountID>
    /// Reviews that are open at the end of the window, to the nearest five: they stand on no page, and exactly they would
    /// say, beside those that were opened, how many were told. Nil of fewer than five.
    public let roughlyOpen: Int?
    /// The figures.
    public var figures: [Figure] { Figure.all }

    /// What a tally has counted.
    public init(_ about: ReadModel.About, _ tally: Tally) {
        self.about = about
        window = tally.window
        roughlyOpen = (1..<Suppression.smallest).contains(tally.open) ? nil : (tally.open + 2) / 5 * 5
        var builder = Tables(tally)
        tables = builder.build()
        var counts = builder.counts
        for figure in Figure.all {
            counts.shown.formUnion([figure.numerator, figure.denominator])
            counts.shown.formUnion(figure.others)
            counts.dear.formUnion([figure.numerator, figure.denominator])
            counts.lines.append(Counts.Line(figure.denominator, [figure.numerator] + figure.others))
        }
        self.counts = counts
        suppressed = Suppression.suppressed(in: counts)
    }

    /// Reads the model and counts. Without a window, the year up to the log's today; nil before the log has one.
    public init?(_ model: ReadModel, window: Window? = nil) throws {
        var made: Publication?
        try model.reading {
            guard let about = try model.about(), let today = about.today else { return }
            var tally = Tally(window ?? Window(yearTo: today))
            try model.eachReview { tally.add($0) }
            try model.eachPlan { tally.add($0) }
            made = Publication(about, tally)
        }
        guard let made else { return nil }
        self = made
    }

    /// That count as it may be shown; nil when it may not.
    public func count(_ id: CountID) -> Int? { suppressed.contains(id) ? nil : counts[id] }

    /// A share in tenths of a per cent as it may be shown.
    public func share(_ part: CountID, of all: CountID) -> Int? {
        guard let part = count(part), let all = count(all) else { return nil }
        return permille(part, of: all)
    }

    /// What stands in a cell, for people: `c` where it is left out, `–` where there is nothing.
    func text(_ cell: Table.Cell) -> String {
        switch cell {
        case .count(let id): count(id).map(grouped) ?? "c"
        case .share(let part, let all):
            if suppressed.contains(part) || suppressed.contains(all) {
                "c"
            } else {
                share(part, of: all).map { "\(decimal($0))%" } ?? "–"
            }
        case .number(let number): number.map(grouped) ?? "c"
        case .none: "–"
        }
    }
}

/// A whole number with commas between thousands.
func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number.magnitude).reversed().enumerated() {
        if place > 0, place % 3 == 0 { text = "," + text }
        text = String(digit) + text
    }
    return number < 0 ? "-" + text : text
}
