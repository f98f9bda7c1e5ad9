import CSV
public import HTML
public import Metrics
public import Statute

/// What somebody asks who enquires into a council: at each month's end how many reviews were due, held, decided and overdue,
/// as it was known then and as it is known now, with the children behind each figure.
public struct Enquiry: Sendable {
    /// A figure of a month.
    public struct Figure: Equatable, Sendable {
        /// The last day of the month.
        public let month: Day
        /// The metric.
        public let name: String
        /// What it is called.
        public let title: String
        /// How many as it was known on that day.
        public let then: Int
        /// How many as it is known now.
        public let now: Int
    }

    /// A child behind a figure.
    public struct Child: Equatable, Sendable {
        /// The last day of the month.
        public let month: Day
        /// The metric.
        public let name: String
        /// The case, and of a review its number.
        public let id: String
        /// The number of the review; nil of a plan.
        public let review: Int?
        /// Whether it was counted by what was known on that day.
        public let isThen: Bool
        /// Whether it is counted by what is known now.
        public let isNow: Bool
    }

    /// What it is about, and until when the log is known.
    public let about: ReadModel.About
    /// The figures, month after month.
    public private(set) var figures: [Figure] = []
    /// The children behind them, in the same order.
    public private(set) var children: [Child] = []
    /// How far each partition of the log was read.
    public let places: [Int32: ReadModel.Progress]
    /// The last proof of each partition's records that the log itself holds.
    public let heads: [Int32: ReadModel.Head]
    /// The metrics that are counted, as they are declared.
    public let metrics: [Metric]

    /// The metrics, in the order of the columns.
    static let names = ["reviews-due", "meetings-held", "decisions-made", "reviews-overdue"]
    /// The most months of one enquiry.
    static let mostMonths = 120

    /// Counts the months from that of `from` to that of `to`, whose last days the log knows. Throws where a metric is
    /// missing, or there is no such month.
    public init(_ model: ReadModel, _ declared: PublishedMetrics, from: Day, to: Day) throws {
        guard let about = try model.about(), let today = about.today else { throw EnquiryError.nothingCounted }
        let months = Self.months(from, to).filter { $0.last <= today }
        guard !months.isEmpty else { throw EnquiryError.noMonth(today) }
        guard months.count <= Self.mostMonths else { throw EnquiryError.tooManyMonths }
        self.about = about
        places = try model.places()
        heads = try model.heads()
        metrics = try Self.names.map { name in
            guard let metric = declared.all[name] else { throw PublishedMetricsError("there is no metric “\(name)”") }
            return metric
        }
        let windows = months.compactMap { Window(from: $0.first, asAt: $0.last) }
        // By month, and within it by metric.
        var found = windows.flatMap { window in metrics.map { Found(window, $0) } }
        try model.eachCases(Self.casesAtATime, knownOn: windows.map(\.asAt)) { then, now in
            for (place, window) in windows.enumerated() {
                let (before, after) = (Self.asAt(window.asAt, then[place]), Self.asAt(window.asAt, now))
                for at in metrics.indices { found[place * metrics.count + at].add(then: before, now: after) }
            }
        }
        for found in found {
            figures.append(found.figure)
            children += found.children
        }
    }

    /// How many cases are held in memory at a time.
    static let casesAtATime = 500

    private static func asAt(_ day: Day, _ tables: [MetricRows: FactTable]) -> [MetricRows: FactTable] {
        guard let reviews = tables[.reviews], let plans = tables[.plans] else { return tables }
        return [.reviews: reviews, .plans: PlansAsAt(day, reviews: reviews).of(plans)]
    }

    private static func months(_ from: Day, _ to: Day) -> [(first: Day, last: Day)] {
        var months: [(Day, Day)] = []
        guard from <= to, let window = Window(from: from, asAt: to) else { return [] }
        for month in window.months {
            var next = month
            next.number += 1
            guard let first = month.firstDay, let after = next.firstDay else { continue }
            months.append((first, after - 1))
        }
        return months
    }

    private struct Counted: Hashable {
        let id: String
        let review: Int?
    }

    private static func counted(_ metric: Metric, _ table: FactTable?, _ window: Window) -> Set<Counted> {
        guard let table else { return [] }
        let number = table.place(of: "number")
        var found: Set<Counted> = []
        for row in metric.cases(in: table, window) where row.isOne == true {
            found.insert(Counted(id: row.id, review: table.value(at: number, row.row).map { Int($0) }))
        }
        return found
    }

    /// What was counted of a metric in a month, so far.
    private struct Found {
        let window: Window
        let metric: Metric
        private var then = 0
        private var now = 0
        private(set) var children: [Child] = []

        init(_ window: Window, _ metric: Metric) {
            self.window = window
            self.metric = metric
        }

        var figure: Figure {
            Figure(month: window.asAt, name: metric.name, title: metric.title, then: then, now: now)
        }

        mutating func add(then: [MetricRows: FactTable], now: [MetricRows: FactTable]) {
            let before = Enquiry.counted(metric, then[metric.rows], window)
            let after = Enquiry.counted(metric, now[metric.rows], window)
            self.then += before.count
            self.now += after.count
            let all = before.union(after).sorted { ($0.id, $0.review ?? 0) < ($1.id, $1.review ?? 0) }
            children += all.map {
                Child(
                    month: window.asAt, name: metric.name, id: $0.id, review: $0.review, isThen: before.contains($0),
                    isNow: after.contains($0))
            }
        }
    }

    // MARK: The package

    /// The files of the package, by name.
    public var files: [(name: String, bytes: [UInt8])] {
        [
            ("enquiry.csv", figuresCSV), ("children.csv", childrenCSV), ("log.csv", logCSV),
            ("index.html", Array(page.markup.utf8)),
        ]
    }

    private var figuresCSV: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(["Month ending", "Figure", "Title", "As known then", "As known now", "Definition", "Source"])
        for (place, figure) in figures.enumerated() {
            let metric = metrics[place % metrics.count]
            writer.append([
                .text("\(figure.month)"), .text(figure.name), .text(figure.title), .integer(figure.then),
                .integer(figure.now), .text(metric.definition), .text(metric.source),
            ])
        }
        return writer.bytes
    }

    private var childrenCSV: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(["Month ending", "Figure", "Case", "Review", "Known then", "Known now"])
        for child in children {
            writer.append([
                .text("\(child.month)"), .text(child.name), .text(child.id),
                child.review.map { .integer($0) } ?? .empty,
                .text(child.isThen ? "yes" : "no"), .text(child.isNow ? "yes" : "no"),
            ])
        }
        return writer.bytes
    }

    private var logCSV: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(["Partition", "Records read", "Day", "Head of day", "Records in head", "Head"])
        for (partition, place) in places.sorted(by: { $0.key < $1.key }) {
            let head = heads[partition]
            writer.append([
                .integer(Int(partition)), .integer(Int(place.position)),
                place.today.map { .text("\($0)") } ?? .empty, head.map { .text("\($0.day)") } ?? .empty,
                head.map { .integer(Int($0.through)) } ?? .empty, head.map { .text($0.proof) } ?? .empty,
            ])
        }
        return writer.bytes
    }

    /// The page: a row a month, each figure as known then and now.
    public var page: Page {
        Page(
            title: "Annual reviews, month by month", service: "Annual reviews: enquiry",
            banner: about.isRehearsal ? FiguresPage.rehearsal : nil,
            footer: HTML.p("Counts are exact, and children.csv has the cases behind each: not for publication.")
        ) {
            HTML.h1("Reviews due, held, decided and overdue")
            HTML.p {
                "\(about.council.capitalisedName). At each month's end, as it was known on that day and, in brackets, as it is "
                "known now, from a log known to the end of \((about.today ?? Day(number: 0)).inWords)."
            }
            HTML.table(
                caption: "Reviews at each month's end",
                columns: [.init("Month ending")] + metrics.map { .init($0.title, isNumeric: true) }, rows: rows)
            HTML.h2("What each figure means")
            for metric in metrics {
                HTML.p {
                    HTML.element("strong") { metric.title }
                    ": \(metric.definition) Source: \(metric.source)."
                }
            }
            HTML.h2("Files")
            HTML.p {
                for name in ["enquiry.csv", "children.csv", "log.csv"] {
                    HTML.link(name, to: name)
                    " "
                }
                "log.csv says how far the log was read, and the last head of each partition's records that it holds: whoever "
                "keeps that head can tell whether the records behind these figures were changed since."
            }
        }
    }

    private var rows: [[HTML]] {
        stride(from: 0, to: figures.count, by: metrics.count).map { first in
            [HTML(figures[first].month.inWords)]
                + figures[first..<min(first + metrics.count, figures.count)].map {
                    HTML("\(grouped($0.then)) (\(grouped($0.now)))")
                }
        }
    }
}

/// Why an enquiry cannot be answered, and what to do.
enum EnquiryError: Error, CustomStringConvertible {
    case nothingCounted, noMonth(Day), tooManyMonths

    var description: String {
        switch self {
        case .nothingCounted: "the read model holds no day yet: start analytics on a log that has begun"
        case .noMonth(let today):
            "no month of that period has ended by \(today), up to which the log is known; name earlier days"
        case .tooManyMonths: "an enquiry has at most \(Enquiry.mostMonths) months; ask for a shorter period"
        }
    }
}
