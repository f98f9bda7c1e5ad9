import Casework
import Metrics
import YAML

/// Which figures are looked at for whether groups of children fare otherwise than the others: a file of `seeds/signals`.
struct SignalPlan {
    /// A metric, and the facts by which it is broken down.
    struct Look {
        let metric: Metric
        let by: [String]
    }

    let looks: [Look]
    /// Of what stands out, how many in a hundred may do so by chance in the long run.
    let falseDiscoveries: Int
    /// The fewest children of a group that is looked at.
    let fewest: Int

    /// Reads a file. Refused, with its line, when a metric is not declared, counts no share, or has no such fact.
    init(_ text: String, file: String, metrics: Metrics) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["false_discoveries", "fewest", "look"])
        falseDiscoveries = try root.required("false_discoveries").int(in: 1...50)
        fewest = try root.required("fewest").int(in: Suppression.fewestForSetting...10_000)
        var looks: [Look] = []
        for node in try root.required("look").items() {
            try node.allow(only: ["metric", "by"])
            let name = try node.required("metric")
            guard let metric = metrics[try name.string()] else {
                throw name.error("there is no such metric in seeds/metrics")
            }
            guard case .share = metric.measure else { throw name.error("it counts no share: say which are “those”") }
            var by: [String] = []
            for fact in try node.required("by").items() {
                let word = try fact.string()
                guard word != "coordinator", let known = metric.rows.facts.first(where: { $0.name == word }) else {
                    throw fact.error(
                        "of \(metric.rows.rawValue) nothing is known by that name by which children are grouped")
                }
                switch known.kind {
                case .word, .name, .number, .truth: by.append(word)
                case .happening, .due: throw fact.error("children are not grouped by a day")
                }
            }
            looks.append(Look(metric: metric, by: by))
        }
        self.looks = looks
    }
}

/// Groups of children beside all others in one figure: who stands out though many are looked at.
struct Disproportion {
    /// A group.
    struct Group {
        let name: String
        let those: Int
        let of: Int
        /// How likely it is to see as much, if the group has nothing to do with it: Fisher's exact test of the group against all
        /// others; nil of a group that is too small to look at.
        let p: Double?
        /// The shares between which a group of that size lies 95 and 99.8 times in 100, if it fares as all do.
        let usual: ClosedRange<Double>
        let wide: ClosedRange<Double>
        /// Whether it stands out among all that was looked at.
        var standsOut = false
        /// Whether its counts may be shown.
        var isShown = true

        var share: Double? { of == 0 ? nil : Double(those) / Double(of) }
    }

    let metric: Metric
    let by: String
    /// Everybody.
    let those: Int
    let of: Int
    private(set) var groups: [Group]

    /// The groups of that figure by that fact. What is not known is no group, and counts with all.
    init(_ metric: Metric, by: String, in table: FactTable, _ window: Window, fewest: Int) {
        self.metric = metric
        self.by = by
        let counted = metric.count(in: table, window, by: .value(of: by))
        let (those, of) = (counted.all.those, counted.all.of)
        self.those = those
        self.of = of
        groups = counted.groups.map { name, count in
            let isLooked = count.of >= fewest && count.of < of
            let share = of == 0 ? 0 : Double(those) / Double(of)
            return Group(
                name: name, those: count.those, of: count.of,
                p: isLooked
                    ? FishersExactTest(
                        count.those, count.of - count.those, those - count.those, of - count.of - those + count.those
                    ).p : nil,
                usual: FunnelLimits.range(share, of: count.of, outside: 0.05),
                wide: FunnelLimits.range(share, of: count.of, outside: 0.002))
        }
        hideSmall()
    }

    /// Leaves out what publication leaves out: counts of 1 to 4, and those from which they would follow.
    private mutating func hideSmall() {
        var counts = Counts()
        func note(_ measure: Measure, _ part: Int32?, _ value: Int) -> CountID {
            let id = part.map { CountID(measure, .kind, $0) } ?? CountID(measure)
            counts.set(id, value)
            counts.shown.insert(id)
            return id
        }
        // The measures are places of a sum here: all, those of them, and the rest.
        let all = (note(.due, nil, of), note(.dueInTime, nil, those), note(.dueLate, nil, of - those))
        var parts: [(of: CountID, those: CountID, rest: CountID)] = []
        for (place, group) in groups.enumerated() {
            let place = Int32(clamping: place)
            parts.append(
                (
                    note(.due, place, group.of), note(.dueInTime, place, group.those),
                    note(.dueLate, place, group.of - group.those)
                ))
        }
        counts.lines =
            [
                .init(all.0, [all.1, all.2]), .init(all.0, parts.map(\.of)), .init(all.1, parts.map(\.those)),
                .init(all.2, parts.map(\.rest)),
            ] + parts.map { .init($0.of, [$0.those, $0.rest]) }
        let hidden = Suppression.suppressed(in: counts)
        for (place, part) in parts.enumerated() {
            groups[place].isShown = hidden.isDisjoint(with: [part.of, part.those, part.rest])
        }
    }

    /// Marks those that stand out among all groups of all figures that were looked at (Benjamini and Hochberg, 1995).
    static func mark(_ all: [Disproportion], falseDiscoveries: Int) -> (marked: [Disproportion], comparisons: Int) {
        var marked = all
        var places: [(Int, Int)] = []
        var values: [Double] = []
        for (figure, one) in all.enumerated() {
            for (place, group) in one.groups.enumerated() {
                guard let p = group.p else { continue }
                places.append((figure, place))
                values.append(p)
            }
        }
        for index in BenjaminiHochberg.places(of: values, falseShare: Double(falseDiscoveries) / 100) {
            let (figure, place) = places[index]
            marked[figure].groups[place].standsOut = true
        }
        return (marked, values.count)
    }
}

/// The limits of a funnel plot, exactly: between which shares a group of a size lies, if it fares as all do (binomial).
enum FunnelLimits {
    /// The shares beyond which no more than half of `outside` lies on either side.
    static func range(_ share: Double, of count: Int, outside: Double) -> ClosedRange<Double> {
        guard count > 0, share > 0, share < 1 else { return share...share }
        // Each weight beside that of the likeliest number, from there outwards: no number grows too large or too small to count.
        let mode = min(count, Int(Double(count + 1) * share))
        var weights = Array(repeating: 0.0, count: count + 1)
        weights[mode] = 1
        let odds = share / (1 - share)
        for k in mode..<count { weights[k + 1] = weights[k] * Double(count - k) / Double(k + 1) * odds }
        for k in stride(from: mode, to: 0, by: -1) {
            weights[k - 1] = weights[k] * Double(k) / (Double(count - k + 1) * odds)
        }
        let half = outside / 2 * weights.reduce(0, +)
        var (low, below) = (0, weights[0])
        while below <= half, low < count { (low, below) = (low + 1, below + weights[low + 1]) }
        var (high, above) = (count, weights[count])
        while above <= half, high > 0 { (high, above) = (high - 1, above + weights[high - 1]) }
        return Double(min(low, high)) / Double(count)...Double(max(low, high)) / Double(count)
    }
}
