/// A row of numbers that is the same in every process and for every version of Swift (SplitMix64).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number in 0..<1.
    mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A whole number of that range.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(uniform() * Double(range.count))
    }

    /// Whether something happens that happens in that share of cases.
    mutating func happens(_ share: Double) -> Bool { uniform() < share }

    /// Puts a list into a new order (Fisher and Yates).
    mutating func shuffle<Element>(_ list: inout [Element]) {
        for index in list.indices.reversed() where index > 0 { list.swapAt(index, number(0...index)) }
    }
}
