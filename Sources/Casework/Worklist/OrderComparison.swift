public import Statute

/// What becomes of a list under three orders, with the same hours of the officer: a calculation, not a promise.
///
/// On each working day so many lines are done, from the top of the list as it stands that day. Nothing is added on the way.
public struct OrderComparison: Sendable {
    /// An order of a list.
    public enum Order: String, CaseIterable, Sendable {
        /// What is due soonest first, however late it is already.
        case dueDay = "by due day"
        /// Whoever has waited longest since the last decision, whatever is due.
        case longestWait = "by longest wait"
        /// The worklist's own.
        case published = "the worklist's"
    }

    /// What became of it.
    public struct Outcome: Sendable {
        public let order: Order
        /// Lines done no later than their day.
        public let inTime: Int
        /// Of those that tell a family of its decision, how many were in time.
        public let toldInTime: Int
        /// How many tell a family of its decision and could have been in time when the list began.
        public let toldPossible: Int
        /// The most days that a line was done after its day.
        public let longestLateness: Int
        /// The day on which the last line was done; nil when it was not within the years that are looked at.
        public let end: Day?
    }

    /// One for each order.
    public let outcomes: [Outcome]

    /// A list that is not worked off in so many days ends there.
    public static let mostDays = 3_660

    /// Works the items off from that day on, so many lines each working day.
    public init(_ items: [WorkItem], from day: Day, linesADay: Int, order: WorklistOrder) {
        outcomes = Order.allCases.map { OrderComparison.outcome($0, items, day, max(1, linesADay), order) }
    }

    private static func outcome(
        _ order: Order, _ items: [WorkItem], _ first: Day, _ lines: Int, _ published: WorklistOrder
    ) -> Outcome {
        var left = items
        var day = first
        var (inTime, toldInTime, longest) = (0, 0, 0)
        var end: Day?
        while !left.isEmpty, day - first <= mostDays {
            if !day.weekday.isWeekend {
                left = sorted(left, order, on: day, published)
                for item in left.prefix(lines) {
                    let lateness = item.step.by.map { day - $0 } ?? 0
                    longest = max(longest, lateness)
                    guard lateness <= 0 else { continue }
                    inTime += 1
                    if item.step.tellsFamily { toldInTime += 1 }
                }
                left.removeFirst(min(lines, left.count))
                if left.isEmpty { end = day }
            }
            day = day + 1
        }
        for item in left { longest = max(longest, item.step.by.map { day - $0 } ?? 0) }
        let possible = items.count { $0.step.tellsFamily && $0.step.by ?? first >= first }
        return Outcome(
            order: order, inTime: inTime, toldInTime: toldInTime, toldPossible: possible, longestLateness: longest,
            end: end)
    }

    private static func sorted(
        _ items: [WorkItem], _ order: Order, on day: Day, _ published: WorklistOrder
    ) -> [WorkItem] {
        switch order {
        case .dueDay: return items.sorted(by: WorklistOrder.due)
        case .longestWait:
            let end = Day(number: .max)
            return items.sorted { left, right in
                left.waitsSince == right.waitsSince
                    ? WorklistOrder.due(left, right) : left.waitsSince ?? end < right.waitsSince ?? end
            }
        case .published: return published.sorted(items, on: day)
        }
    }
}
