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
    /// What it leaves out, and why; nil when nothing.
    let exclusions: String?
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
    /// The figures of the page in their order: each a metric of that name, with the counts that it is of.
    static let shown: [(id: String, numerator: Measure, denominator: Measure, others: [Measure])] = [
        ("told-in-four-weeks-dfe", .recordedInTime, .recorded, [.recordedLate]),
        ("told-in-four-weeks-strict", .dueInTime, .due, [.dueLate, .dueUntold]),
        ("late-through-a-refusal", .dueRefused, .due, [.dueNotRefused]),
        ("report-in-two-weeks", .reportInTime, .reportDue, [.reportLate]),
        ("final-in-twelve-weeks", .twelveInTime, .twelveDue, [.twelveLate]),
        ("final-in-eight-weeks", .eightInTime, .eightDue, [.eightLate]),
        ("reviews-overdue", .overdue, .dueKnown, [.notOverdue]),
        ("reviewed-in-the-period", .completed, .expected, [.completedEarlier, .completedNever]),
    ]

    /// The figures, in their words.
    static func all(_ metrics: PublishedMetrics) -> [Figure] {
        shown.compactMap { shown in
            guard let metric = metrics.all[shown.id] else { return nil }
            return Figure(
                id: metric.name, title: metric.title, definition: metric.definition, source: metric.source,
                exclusions: metric.exclusions,
                numerator: CountID(shown.numerator), denominator: CountID(shown.denominator),
                others: shown.others.map { CountID($0) })
        }
    }
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
        /// A share that somebody else published, in tenths of a per cent; nil where they left it out.
        case published(tenths: Int?)
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
    public private(set) var tables: [Table]
    /// Counts that must not be shown.
    public let suppressed: Set<CountID>
    /// Reviews that are open at the end of the window, to the nearest five: they stand on no page, and exactly they would
    /// say, beside those that were opened, how many were told. Nil of fewer than five.
    public let roughlyOpen: Int?
    /// The figures.
    public let figures: [Figure]

    /// What was counted.
    public init(_ about: ReadModel.About, _ metrics: PublishedMetrics, _ counted: PublishedCounts) {
        self.about = about
        window = counted.window
        figures = Figure.all(metrics)
        roughlyOpen = (1..<Suppression.smallest).contains(counted.open) ? nil : (counted.open + 2) / 5 * 5
        var builder = Tables(counted)
        tables = builder.build()
        var counts = builder.counts
        for figure in figures {
            counts.shown.formUnion([figure.numerator, figure.denominator])
            counts.shown.formUnion(figure.others)
            counts.dear.formUnion([figure.numerator, figure.denominator])
            counts.lines.append(Counts.Line(figure.denominator, [figure.numerator] + figure.others))
        }
        self.counts = counts
        suppressed = Suppression.suppressed(in: counts)
    }

    /// Reads the model and counts. Without a window, the year up to the log's today; nil before the log has one.
    public init?(_ model: ReadModel, _ metrics: PublishedMetrics, window: Window? = nil) throws {
        var made: Publication?
        try model.reading {
            guard let about = try model.about(), let today = about.today else { return }
            let window = window ?? Window(yearTo: today)
            let tables = try model.tables(asAt: window.asAt)
            let counted = Publication(about, metrics, PublishedCounts(metrics, tables, window))
            made = try metrics.beside(about.council).map { counted.with($0) } ?? counted
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
        case .published(let tenths): tenths.map { "\(decimal($0))%" } ?? "x"
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

extension Publication {
    /// With that table after all others: of what others published, in which nothing is to be left out.
    func with(_ table: Table) -> Publication {
        var publication = self
        publication.tables.append(table)
        return publication
    }
}
