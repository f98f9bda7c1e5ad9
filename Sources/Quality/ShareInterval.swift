/// What a share of a sample says of the whole: Wilson's score interval, which keeps within 0 and 1 and is honest for small
/// samples (E. B. Wilson, "Probable Inference", JASA 22 (1927), 209 to 212), at 95 in 100.
public struct ShareInterval: Equatable, Sendable {
    /// How many of the sample have it.
    public let those: Int
    /// How many the sample has.
    public let of: Int

    /// Of `of`, those; nil where those are more, or either is negative.
    public init?(_ those: Int, of: Int) {
        guard those >= 0, those <= of else { return nil }
        self.those = those
        self.of = of
    }

    /// The normal deviate of 95 in 100, both ends together.
    static let deviate = 1.959_963_984_540_054

    /// The share; nil of nothing.
    public var share: Double? { of == 0 ? nil : Double(those) / Double(of) }

    /// The least and the greatest share of the whole that the sample bears out; all shares where the sample is empty.
    public var range: ClosedRange<Double> {
        guard let share else { return 0...1 }
        let n = Double(of)
        let squared = Self.deviate * Self.deviate
        let middle = (share + squared / (2 * n)) / (1 + squared / n)
        let half =
            Self.deviate / (1 + squared / n) * (share * (1 - share) / n + squared / (4 * n * n)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }
}
