// What is not obvious here:
//
// - A fact that is not known is neither true nor false. A comparison with it is not known, as in SQL; "not", "and" and
//   "or" go on with that. So nobody counts as late whose day nobody recorded, and no share hides how many those are.
// - A day on which something happens is not known before it: what lies after the day as at which is counted has not
//   happened. A day by which something is due is known from the first.

/// What metrics are counted over.
public enum MetricRows: String, CaseIterable, Sendable {
    /// One for each review.
    case reviews
    /// One for each plan.
    case plans
}

/// Something that is known of a row, and by which name expressions ask for it.
public struct MetricFact: Hashable, Sendable {
    /// What its values are.
    public enum Kind: Hashable, Sendable {
        /// A day on which something happened: unknown as at any day before it.
        case happening
        /// A day by which something is due, or for which it is arranged.
        case due
        /// A whole number.
        case number
        /// Yes or no.
        case truth
        /// A word of a closed list, kept as its place there.
        case word([String])
        /// A name or number of which there is no list, as a setting's: to be counted by, not to be compared.
        case name
    }

    /// Its name, as `decision_by`.
    public let name: String
    /// What its values are.
    public let kind: Kind
    /// What it says, in a sentence.
    public let meaning: String

    /// A fact.
    public init(_ name: String, _ kind: Kind, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
    }

    /// The name of the day since which somebody contests a day with which a time of the law begins or ends: rows of which it
    /// is known are counted beside every figure.
    public static let contested = "contested"

    /// The value of what is not known.
    public static let unknown = Int32.min
}

/// Rows and what is known of each: what metrics are counted over.
public struct FactTable: Sendable {
    /// What the rows are.
    public let rows: MetricRows
    /// What is known of each, in the order of the values.
    public let facts: [MetricFact]
    /// The values, row after row.
    public private(set) var values: [Int32] = []
    /// The case of each row: a pseudonym, for who may see it.
    public private(set) var cases: [String] = []
    /// The names to which values of facts of that kind point.
    public private(set) var names: [String] = []
    private var places: [String: Int32] = [:]

    /// No rows yet.
    public init(_ rows: MetricRows, _ facts: [MetricFact]) {
        self.rows = rows
        self.facts = facts
    }

    /// How many rows there are.
    public var count: Int { cases.count }

    /// Adds a row of that case: `value` answers for each fact, by its place in `facts`.
    public mutating func add(_ id: String, _ value: (Int) throws -> Int32) rethrows {
        let before = values.count
        do {
            for place in facts.indices { values.append(try value(place)) }
        } catch {
            values.removeSubrange(before...)
            throw error
        }
        cases.append(id)
    }

    /// What is known of a row by that name; nil when it is not known, or there is no such fact.
    public func value(_ name: String, _ row: Int) -> Int32? {
        guard let place = facts.firstIndex(where: { $0.name == name }), (0..<count).contains(row) else { return nil }
        let value = values[row * facts.count + place]
        return value == MetricFact.unknown ? nil : value
    }

    /// Where the fact of that name stands in each row: for who asks every row. Nil when there is none.
    public func place(of name: String) -> Int? { facts.firstIndex { $0.name == name } }

    /// What is known of a row at that place; nil when it is not known.
    public func value(at place: Int?, _ row: Int) -> Int32? {
        guard let place, (0..<count).contains(row) else { return nil }
        let value = values[row * facts.count + place]
        return value == MetricFact.unknown ? nil : value
    }

    /// Puts another value at that place of a row; of what is not known `MetricFact.unknown`.
    public mutating func set(at place: Int?, _ row: Int, to value: Int32?) {
        guard let place, (0..<count).contains(row) else { return }
        values[row * facts.count + place] = value ?? MetricFact.unknown
    }

    /// The value that stands for that name.
    public mutating func value(of name: String) -> Int32 {
        if let place = places[name] { return place }
        let place = Int32(names.count)
        names.append(name)
        places[name] = place
        return place
    }
}
