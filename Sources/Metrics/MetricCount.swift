import Statute

/// What a metric comes to, over all rows or over a group of them.
public struct MetricCount: Equatable, Sendable {
    /// How many rows are counted: the denominator.
    public internal(set) var of = 0
    /// Of these, those of which it is true: the numerator. Of a number of days, those that have one.
    public internal(set) var those = 0
    /// Of these, those of which it is not known; they are in the denominator and not in the numerator.
    public internal(set) var notKnown = 0
    /// Of the rows that are counted, those in which somebody contests a day that a time of the law begins or ends with.
    public internal(set) var contested = 0
    /// The days, of a metric of days.
    public internal(set) var days = Lags()
    /// How many belong to each part, in their order; empty when it has none, or nothing was counted.
    public internal(set) var parts: [Int] = []

    /// Nothing was counted.
    public init() {}
}

/// By what a metric is counted.
public enum Breakdown: Hashable, Sendable {
    /// By the value of a fact: a word, a number, a name, or yes and no.
    case value(of: String)
    /// By the month of a day.
    case month(of: String)
    /// By the month of a day, and all days before the window together.
    case monthOfPeriod(of: String)
    /// By whole years from a day to the last day of the window, as an age.
    case years(since: String)

    /// The group of all days before the window.
    public static let before: Int32 = -1
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
        let counted = groups(in: table, window, by: breakdown)
        var result = MetricGroups()
        result.all = counted.all
        guard let breakdown, let fact = table.facts.first(where: { $0.name == breakdown.fact }) else { return result }
        let titled = counted.groups.map { (key: $0.key, title: breakdown.title($0.key, fact, table), count: $0.value) }
        // In the order of the list, the days or the numbers; names by themselves; what is not known is last.
        let ordered = titled.sorted { left, right in
            let (isLeft, isRight) = (left.key == MetricFact.unknown, right.key == MetricFact.unknown)
            if isLeft != isRight { return isRight }
            return fact.kind == .name ? left.title < right.title : left.key < right.key
        }
        result.groups = ordered.map { ($0.title, $0.count) }
        return result
    }

    /// Counts it over that table's rows, each group by the value of its fact: of a month its number.
    public func groups(
        in table: FactTable, _ window: Window, by breakdown: Breakdown? = nil
    ) -> (all: MetricCount, groups: [Int32: MetricCount]) {
        var all = MetricCount()
        var groups: [Int32: MetricCount] = [:]
        let groupPlace = breakdown.flatMap { breakdown in table.facts.firstIndex { $0.name == breakdown.fact } }
        let isHappening = groupPlace.map { table.facts[$0].kind == .happening } ?? false
        let contested = table.place(of: MetricFact.contested)
        eachRow(of: table, window) { _, row in
            let answer = answer(row, window)
            let part = part(answer, row, window)
            let isContested = contested.map { row[$0] != MetricFact.unknown && row[$0] <= window.asAt.number } ?? false
            all.add(answer, part, isContested, self)
            guard let breakdown, let groupPlace else { return }
            var value = row[groupPlace]
            // What happens after the last day has not happened.
            if isHappening, value > window.asAt.number { value = MetricFact.unknown }
            groups[breakdown.group(value, window), default: MetricCount()].add(answer, part, isContested, self)
        }
        return (all, groups)
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

    /// The place of the part to which a row belongs; nil of one that is in the numerator, and where there are no parts.
    private func part(_ answer: Int32, _ row: UnsafeBufferPointer<Int32>, _ window: Window) -> Int? {
        if case .share = measure, answer == 1 { return nil }
        return parts.firstIndex { part in part.when.map { $0.value(row, window) == 1 } ?? true }
    }
}

extension MetricCount {
    fileprivate mutating func add(_ answer: Int32, _ part: Int?, _ isContested: Bool, _ metric: Metric) {
        of += 1
        if isContested { contested += 1 }
        if let part {
            if parts.isEmpty { parts = [Int](repeating: 0, count: metric.parts.count) }
            parts[part] += 1
        }
        guard answer != MetricFact.unknown else { return notKnown += 1 }
        if case .days = metric.measure {
            those += 1
            days.add(Int(answer))
        } else {
            those += Int(answer)
        }
    }
}

extension Day {
    /// How many years are over on that day since this one; none on a day before it.
    func wholeYears(to day: Day) -> Int {
        var years = max(0, day.year - year)
        while years > 0, monthsAfter(12 * years) > day { years -= 1 }
        return years
    }
}

extension Breakdown {
    /// The fact that it asks for.
    public var fact: String {
        switch self {
        case .value(let fact), .month(let fact), .monthOfPeriod(let fact), .years(let fact): fact
        }
    }

    fileprivate func group(_ value: Int32, _ window: Window) -> Int32 {
        guard value != MetricFact.unknown else { return value }
        switch self {
        case .value: return value
        case .month: return Month(of: Day(number: value)).number
        case .years: return Int32(Day(number: value).wholeYears(to: window.asAt))
        case .monthOfPeriod:
            return value < window.from.number ? Breakdown.before : Month(of: Day(number: value)).number
        }
    }

    /// What a group of that table's rows is called.
    public func title(_ group: Int32, in table: FactTable) -> String {
        guard let fact = table.facts.first(where: { $0.name == self.fact }) else { return "not known" }
        return title(group, fact, table)
    }

    fileprivate func title(_ group: Int32, _ fact: MetricFact, _ table: FactTable) -> String {
        guard group != MetricFact.unknown else { return "not known" }
        if case .monthOfPeriod = self, group == Breakdown.before { return "before the period" }
        if case .years = self { return "\(group)" }
        if self != .value(of: self.fact) {
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
