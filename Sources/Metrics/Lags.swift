/// Days between two events, as a histogram: enough for any percentile, however many there are.
public struct Lags: Equatable, Sendable {
    private var days: [Int: Int] = [:]
    /// How many were counted.
    public private(set) var count = 0

    /// None.
    public init() {}

    /// Counts one more.
    public mutating func add(_ lag: Int) {
        days[lag, default: 0] += 1
        count += 1
    }

    /// The smallest number of days that at least that share of them do not exceed (the nearest rank); nil of none.
    public func percentile(_ percent: Int) -> Int? {
        guard count > 0 else { return nil }
        let rank = max(1, (count * percent + 99) / 100)
        var seen = 0
        for (lag, number) in days.sorted(by: { $0.key < $1.key }) {
            seen += number
            if seen >= rank { return lag }
        }
        return nil
    }
}
