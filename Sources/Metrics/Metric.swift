public import YAML

/// A figure, declared in `seeds/metrics`: what is counted of what, in words and as questions that the rows answer.
public struct Metric: Sendable {
    /// What it comes to.
    public enum Measure: Sendable {
        /// A share: of the rows that are counted, those of which this is true.
        case share(Expression)
        /// A number a row, of days or of what `unit` says: shown as median and percentiles.
        case days(Expression)
        /// How many rows are counted.
        case count
    }

    /// What became of a row: every row that is counted belongs to exactly one part.
    public struct Part: Sendable {
        /// Its name, which never changes its meaning.
        public let name: String
        /// What it is called.
        public let title: String
        /// Which rows belong to it, of those that belong to none before it; nil of the last: all others.
        let when: Expression?
    }

    /// Its name, which never changes its meaning: `decision-in-four-weeks`.
    public let name: String
    /// What it is called.
    public let title: String
    /// What is counted of what, in a sentence.
    public let definition: String
    /// The rule or publication that it follows.
    public let source: String
    /// What it leaves out, and why; nil when nothing.
    public let exclusions: String?
    /// What it is counted over.
    public let rows: MetricRows
    /// The rows that are counted: its denominator.
    public let of: Expression
    /// What it comes to.
    public let measure: Measure
    /// Of a number a row, what is counted: "days", where nothing else is said.
    public let unit: String
    /// What becomes of its rows: of a share, of those that are not in its numerator; else of all. Empty when nobody asks.
    public let parts: [Part]
    /// The file and line where it is declared.
    public let place: String
}

/// The metrics of all files, in their order; every name once.
public struct Metrics: Sendable {
    /// The metrics.
    public private(set) var all: [Metric] = []

    /// The most metrics of all files together.
    static let most = 500

    /// None.
    public init() {}

    /// Adds those of a file: a list under `metrics`. `facts` are those of each kind of rows.
    public mutating func add(
        _ text: String, file: String, facts: (MetricRows) -> [MetricFact]
    ) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["metrics"])
        for item in try root.required("metrics").items() {
            let metric = try Metric(item, facts)
            guard all.count < Metrics.most else { throw item.error("there are at most \(Metrics.most) metrics") }
            if let other = self[metric.name] {
                throw item.error("“\(metric.name)” is declared already, in \(other.place); give each its own name")
            }
            all.append(metric)
        }
    }

    /// The metric of that name.
    public subscript(name: String) -> Metric? { all.first { $0.name == name } }
}

extension Metric {
    init(_ node: YAMLNode, _ facts: (MetricRows) -> [MetricFact]) throws(YAMLError) {
        try node.allow(
            only: [
                "name", "title", "definition", "source", "exclusions", "rows", "of", "those", "days", "unit", "parts",
            ])
        name = try node.required("name").string()
        guard !name.isEmpty,
            name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { throw try node.required("name").error("a name has small letters, digits and hyphens alone") }
        title = try node.required("title").string()
        definition = try node.required("definition").string()
        source = try node.required("source").string()
        exclusions = try node.optional("exclusions")?.string()
        rows = try node.required("rows").choice()
        let facts = facts(rows)
        of = try ExpressionReader.question(try node.required("of"), of: facts)
        let those = try node.optional("those")
        let days = try node.optional("days")
        switch (those, days) {
        case (let those?, nil): measure = .share(try ExpressionReader.question(those, of: facts))
        case (nil, let days?): measure = .days(try ExpressionReader.days(days, of: facts))
        case (nil, nil): measure = .count
        case (_?, let days?): throw days.error("a metric counts “those”, or “days”, and not both")
        }
        let unit = try node.optional("unit")
        if let unit, days == nil { throw unit.error("a unit belongs to a number a row: to “days”") }
        self.unit = try unit?.string() ?? "days"
        parts = try node.optional("parts").map { node throws(YAMLError) in try Metric.parts(node, facts) } ?? []
        if case .days = measure, let node = try node.optional("parts") {
            throw node.error("a number of days has no parts")
        }
        place = "\(node.file):\(node.line)"
    }

    /// The most parts of one metric.
    private static let mostParts = 30

    private static func parts(_ node: YAMLNode, _ facts: [MetricFact]) throws(YAMLError) -> [Part] {
        let items = try node.items()
        guard !items.isEmpty, items.count <= mostParts else {
            throw node.error("a metric has from 1 to \(mostParts) parts")
        }
        var parts: [Part] = []
        for (place, item) in items.enumerated() {
            try item.allow(only: ["name", "title", "when"])
            let name = try item.required("name").string()
            if parts.contains(where: { $0.name == name }) { throw item.error("there are two parts named “\(name)”") }
            let when = try item.optional("when")
            let isLast = place == items.count - 1
            guard isLast == (when == nil) else {
                throw item.error(
                    isLast
                        ? "the last part takes all others, so that every row belongs to one: leave its “when” out"
                        : "say “when” a row belongs to this part; only the last takes all others")
            }
            parts.append(
                Part(
                    name: name, title: try item.required("title").string(),
                    when: try when.map { node throws(YAMLError) in try ExpressionReader.question(node, of: facts) }))
        }
        return parts
    }
}
