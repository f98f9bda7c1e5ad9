/// Fisher's exact test of a table of two by two: how likely it is, if rows and columns have nothing to do with each other and
/// the sums stand as they are, to see a table at least as unlikely as this one (two-sided).
public struct FishersExactTest {
    /// From 0 to 1.
    public let p: Double

    /// Of these counts: in the first group those of the kind that is looked at and the others, in the second the same.
    public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        guard a >= 0, b >= 0, c >= 0, d >= 0, a + b + c + d > 0 else {
            p = 1
            return
        }
        let (row, column, all) = (a + b, a + c, a + b + c + d)
        let (least, most) = (max(0, row + column - all), min(row, column))
        // Each table's weight beside that of the likeliest, from there outwards: no number grows too large or too small to
        // count, and the sum makes shares of the weights.
        let mode = min(most, max(least, (row + 1) * (column + 1) / (all + 2)))
        /// The weight of the next table beside that of this one.
        func step(_ x: Int) -> Double {
            Double(row - x) * Double(column - x) / (Double(x + 1) * Double(all - row - column + x + 1))
        }
        var weights = Array(repeating: 0.0, count: most - least + 1)
        weights[mode - least] = 1
        for x in mode..<most { weights[x + 1 - least] = weights[x - least] * step(x) }
        for x in (least..<mode).reversed() { weights[x - least] = weights[x + 1 - least] / step(x) }
        // What is as likely to the last digits counts as no more likely.
        let seen = weights[a - least] * (1 + 1e-7)
        p = min(1, weights.filter { $0 <= seen }.reduce(0, +) / weights.reduce(0, +))
    }
}

/// Of many comparisons, which stand out though many were made (Benjamini and Hochberg, 1995): among those that are said to,
/// no more than the given share does so by chance, in the long run.
public enum BenjaminiHochberg {
    /// The places of those that stand out.
    public static func places(of values: [Double], falseShare: Double) -> Set<Int> {
        let order = values.indices.sorted { values[$0] < values[$1] }
        let last = order.indices.last { place in
            values[order[place]] <= falseShare * Double(place + 1) / Double(values.count)
        }
        return last.map { Set(order[...$0]) } ?? []
    }
}
