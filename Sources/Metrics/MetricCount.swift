import Statute

/// What a metric comes to, over all rows or over a group of them.
public struct MetricCount: Equatable, Sendable {
    /// How many rows are counted: the denominator.
    public internal(set) var of = 0
    /// Of these, those of which it is true: the numerator. Of a number of days, those that have one.
    public internal(set) var those = 0
    /// Of these, those of which it is not known; they are in the denominator and not in the numerator.
    public internal(set) var notKnown = 0
    /// The days, of a metric of days.
    public internal(set) var days = Lags()

    /// Nothing was counted.
    public init() {}
}

/// By what a metric is counted.
public enum Breakdown: Hashable, Sendable {
    /// By the value of a fact: a word, a number, a name, or yes and no.
    case value(of: String)
    /// By the month of a day.
    case month(of: String)
}

/// What a metric comes to, group by group.
public struct MetricGroups: Sendable {
    /// Everything.
    public var all = MetricCount()
    /// Each group, by what it is called, in their order.
    public var groups: [(name: String, count: MetricCount)] = []
}

extension Metric {
    /// Counts it over that table's rows.
    public func count(in table: FactTable, _ window: Window, by breakdown: Breakdown? = nil) -> MetricGroups {
        var result = MetricGroups()
        let groupPlace = breakdown.flatMap { breakdown in table.facts.firstIndex { $0.name == breakdown.fact } }
        var groups: [Int32: MetricCount] = [:]
        eachRow(of: table, window) { place, row in
            let answer = answer(row, window)
            result.all.add(answer, measure)
            guard let breakdown, let groupPlace else { return }
            groups[breakdown.group(row[groupPlace]), default: MetricCount()].add(answer, measure)
        }
        if let breakdown, let groupPlace {
            let fact = table.facts[groupPlace]
            let titled = groups.map { (key: $0.key, title: breakdown.title($0.key, fact, table), count: $0.value) }
            // In the order of the list, the days or the numbers; names by themselves; what is not known is last.
            let ordered = titled.sorted { left, right in
                let (isLeft, isRight) = (left.key == MetricFact.unknown, right.key == MetricFact.unknown)
                if isLeft != isRight { return isRight }
                return fact.kind == .name ? left.title < right.title : left.key < right.key
            }
            result.groups = ordered.map { ($0.title, $0.count) }
        }
        return result
    }

    /// The rows behind it: the case of each that is counted, and whether it is one of those; nil where that is not known.
    public func cases(in table: FactTable, _ window: Window) -> [(id: String, row: Int, isOne: Bool?, days: Int?)] {
        var cases: [(String, Int, Bool?, Int?)] = []
        eachRow(of: table, window) { place, row in
            let answer = answer(row, window)
            let isKnown = answer != MetricFact.unknown
            if case .days = measure {
                cases.append((table.cases[place], place, isKnown, isKnown ? Int(answer) : nil))
            } else {
                cases.append((table.cases[place], place, isKnown ? answer == 1 : nil, nil))
            }
        }
        return cases
    }

    private func eachRow(
        of table: FactTable, _ window: Window, _ body: (Int, UnsafeBufferPointer<Int32>) -> Void
    ) {
        let width = table.facts.count
        table.values.withUnsafeBufferPointer { values in
            for place in 0..<table.count {
                let row = UnsafeBufferPointer(rebasing: values[place * width..<(place + 1) * width])
                if of.value(row, window) == 1 { body(place, row) }
            }
        }
    }

    private func answer(_ row: UnsafeBufferPointer<Int32>, _ window: Window) -> Int32 {
        switch measure {
        case .share(let those): those.value(row, window)
        case .days(let days): days.value(row, window)
        case .count: 1
        }
    }
}

extension MetricCount {
    fileprivate mutating func add(_ answer: Int32, _ measure: Metric.Measure) {
        of += 1
        guard answer != MetricFact.unknown else { return notKnown += 1 }
        if case .days = measure {
            those += 1
            days.add(Int(answer))
        } else {
            those += Int(answer)
        }
    }
}

extension Breakdown {
    /// The fact that it asks for.
    public var fact: String {
        switch self {
        case .value(let fact), .month(let fact): fact
        }
    }

    fileprivate func group(_ value: Int32) -> Int32 {
        guard case .month = self, value != MetricFact.unknown else { return value }
        return Month(of: Day(number: value)).number
    }

    fileprivate func title(_ group: Int32, _ fact: MetricFact, _ table: FactTable) -> String {
        guard group != MetricFact.unknown else { return "not known" }
        if case .month = self {
            var month = Month(of: Day(number: 0))
            month.number = group
            return month.description
        }
        return switch fact.kind {
        case .word(let words): words[Int(group)]
        case .truth: group == 1 ? "yes" : "no"
        case .name: table.names[Int(group)]
        case .number: "\(group)"
        case .happening, .due: Day(number: group).description
        }
    }
}
