import Foundation

/// What is left of the figures of all rounds: the one in the middle, the smallest and the largest.
struct Spread {
    let median: Double
    let least: Double
    let most: Double

    init(of values: [Double]) throws {
        guard let least = values.min(), let most = values.max(), values.allSatisfy(\.isFinite) else {
            throw Failure("nothing was measured: \(values)")
        }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        self.least = least
        self.most = most
    }
}

/// One number by another, round by round.
func ratios(_ these: [Double], to those: [Double]) -> [Double] { zip(these, those).map { $0 / $1 } }

/// What a ratio of this checkout's cost to another's says.
enum Verdict: String {
    case slower = "slower beyond noise"
    case faster = "faster beyond noise"
    case none = "within noise"

    /// The smallest difference that counts: less comes from where the linker puts a loop.
    static let smallestDifference = 0.01

    /// Beyond noise is what came out on the same side of 1 in every round, and is a hundredth or more at the median. Two
    /// equal programs are called so by chance once in 256 times after nine rounds, and once in four after three.
    init(_ ratio: Spread) {
        if ratio.least > 1, ratio.median >= 1 + Self.smallestDifference {
            self = .slower
        } else if ratio.most < 1, ratio.median <= 1 - Self.smallestDifference {
            self = .faster
        } else {
            self = .none
        }
    }
}

/// With so many digits after the point.
func decimals(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

/// With three digits or more.
func short(_ value: Double) -> String { decimals(value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3) }
