public import Statute

/// The days that figures are about, and the day up to which everything is known.
public struct Window: Hashable, Sendable {
    /// The first day.
    public let from: Day
    /// The last day: what happened later has not happened yet, for these figures.
    public let asAt: Day

    /// The days from `from` to `asAt`; nil when there are none.
    public init?(from: Day, asAt: Day) {
        guard from <= asAt else { return nil }
        self.from = from
        self.asAt = asAt
    }

    /// The year that ends on that day.
    public init(yearTo asAt: Day) {
        from = asAt.monthsAfter(-12) + 1
        self.asAt = asAt
    }

    /// Whether that day lies in it.
    public func contains(_ day: Day) -> Bool { from <= day && day <= asAt }

    /// Its months, whole or in part, in their order.
    public var months: [Month] {
        var months: [Month] = []
        var month = Month(of: from)
        while month <= Month(of: asAt), months.count < 240 {
            months.append(month)
            month.number += 1
        }
        return months
    }
}
