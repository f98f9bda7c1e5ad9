/// Keeps small numbers of children from being read, or reckoned, off what is shown.
///
/// Counts of 1 to 4 are left out. So that none can be recomputed from a sum, other counts are left out with them: in each
/// sum at least two, which come to 5 or more together; and then, over all sums at once, until no count that was left out
/// follows from those that are shown. A zero is left out where the sum is of which it says what did not become: of a group
/// that is left out, "none in time" would say that all were late.
public enum Suppression {
    /// The smallest count of children that is shown, but for 0.
    public static let smallest = 5
    /// The fewest children whose median is shown.
    public static let fewestForMedian = 10
    /// The fewest reviews of a setting that is shown by itself.
    public static let fewestForSetting = 10

    /// The counts that must be left out.
    public static func suppressed(in counts: Counts) -> Set<CountID> {
        var hidden = Set(counts.shown.filter { (1..<smallest).contains(counts[$0]) })
        while true {
            hideCompanions(&hidden, in: counts)
            // Each round leaves more out, so this ends.
            if hideZeros(&hidden, in: counts) { continue }
            let known = determined(hidden, in: counts, tight: true)
            if known.isEmpty { return hidden }
            var hasMore = false
            for id in known.sorted(by: order(counts)) {
                guard let more = companion(of: id, hidden, in: counts) else { continue }
                hidden.insert(more)
                hasMore = true
                break
            }
            // Everything in reach is left out.
            if !hasMore { return hidden }
        }
    }

    private static func hideCompanions(_ hidden: inout Set<CountID>, in counts: Counts) {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for line in counts.lines {
                let out = line.all.filter { hidden.contains($0) }
                guard !out.isEmpty else { continue }
                // With the total left out, the parts that are come to no known sum; one alone still would.
                let sum = out.contains(line.total) ? smallest : out.reduce(0) { $0 + counts[$1] }
                guard out.count < 2 || sum < smallest else { continue }
                guard let more = best(line.all.filter { !hidden.contains($0) }, line.total, counts) else { continue }
                hidden.insert(more)
                hasChanged = true
            }
        }
    }

    /// Leaves the zeros out beside a sum that is left out, where the parts are what became of its children. Whether there
    /// were any.
    private static func hideZeros(_ hidden: inout Set<CountID>, in counts: Counts) -> Bool {
        let before = hidden.count
        for line in counts.lines where hidden.contains(line.total) && line.tellsWhatBecame {
            hidden.formUnion(line.parts.filter { counts[$0] == 0 })
        }
        return hidden.count > before
    }

    private static func companion(of id: CountID, _ hidden: Set<CountID>, in counts: Counts) -> CountID? {
        for line in counts.lines where line.all.contains(id) {
            if let more = best(line.all.filter { !hidden.contains($0) }, line.total, counts) { return more }
        }
        return nil
    }

    /// The count whose absence costs least: a part rather than the sum, nothing of all children, a small one.
    private static func best(_ candidates: [CountID], _ total: CountID, _ counts: Counts) -> CountID? {
        candidates.min { left, right in
            let cost = { (id: CountID) in
                (counts.dear.contains(id) ? 4 : 0) + (id == total ? 2 : 0) + (id.dimension == .all ? 1 : 0)
            }
            if cost(left) != cost(right) { return cost(left) < cost(right) }
            // An empty part hides little: whoever sees it left out guesses as much.
            if (counts[left] == 0) != (counts[right] == 0) { return counts[right] == 0 }
            return order(counts)(left, right)
        }
    }

    /// A fixed order, small counts first.
    private static func order(_ counts: Counts) -> (CountID, CountID) -> Bool {
        { left, right in
            (counts[left], left.measure.rawValue, left.dimension.rawValue, left.part)
                < (counts[right], right.measure.rawValue, right.dimension.rawValue, right.part)
        }
    }

    /// Those of `hidden` that follow from the sums and the other counts: the system of sums, solved modulo a prime, in
    /// which nothing but zeros and ones stands at first. With `tight` also those that together come to less than 5.
    public static func determined(
        _ hidden: Set<CountID>, in counts: Counts, tight: Bool = false
    ) -> Set<CountID> {
        let ids = hidden.sorted(by: order(counts))
        let columns = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        var rows: [[Int: Int]] = []
        for line in counts.lines {
            var row: [Int: Int] = [:]
            for part in line.parts { if let column = columns[part] { row[column, default: 0] += 1 } }
            if let column = columns[line.total] { row[column, default: 0] += prime - 1 }
            row = row.compactMapValues { $0 % prime == 0 ? nil : $0 % prime }
            if !row.isEmpty { rows.append(row) }
        }
        var found: Set<CountID> = []
        for row in solved(rows) {
            let isTight =
                tight && row.values.allSatisfy { $0 == 1 }
                && row.keys.reduce(0) { $0 + counts[ids[$1]] } < smallest
            if row.count == 1 || isTight { found.formUnion(row.keys.map { ids[$0] }) }
        }
        return found
    }

    private static let prime = 2_147_483_647

    /// The rows, reduced: each has a column of its own, with 1 in it.
    private static func solved(_ rows: [[Int: Int]]) -> [[Int: Int]] {
        var pivots: [(column: Int, row: [Int: Int])] = []
        for var row in rows {
            for pivot in pivots { subtract(pivot.row, pivot.column, from: &row) }
            guard let (column, value) = row.min(by: { $0.key < $1.key }) else { continue }
            let inverse = power(value, prime - 2)
            row = row.mapValues { $0 * inverse % prime }
            for place in pivots.indices { subtract(row, column, from: &pivots[place].row) }
            pivots.append((column, row))
        }
        return pivots.map(\.row)
    }

    /// Takes off so much of `other`, which has 1 at `column`, that nothing is left there.
    private static func subtract(_ other: [Int: Int], _ column: Int, from row: inout [Int: Int]) {
        guard let factor = row[column] else { return }
        for (place, value) in other {
            let rest = (row[place, default: 0] + prime - factor * value % prime) % prime
            row[place] = rest == 0 ? nil : rest
        }
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, base, exponent) = (1, base, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }
}
