public import Statute

// What is not obvious here:
//
// - Each morning the list is ordered anew, as whoever works by it sees it. So an order that keeps a line in three for whoever
//   has waited longest must keep it also where an officer gets through two: `WorklistOrder` takes its turns by the day.

/// What becomes of a list under three orders, with the same hours: a rehearsal on paper, not a promise.
///
/// Days pass; what comes is added on its day; each working morning the list is put in order, and worked off from the top as
/// far as the hours reach. What is begun is finished the next day: hours that are not enough for a line are kept for it.
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
        /// Lines done in all, and no later than their day.
        public internal(set) var done = 0
        public internal(set) var inTime = 0
        /// Of those that tell a family of its decision and could be in time: how many there were, and how many were.
        public internal(set) var toldPossible = 0
        public internal(set) var toldInTime = 0
        /// The most days past its day after which a line was done, or that one has waited at the end.
        public internal(set) var longestWait = 0
        /// At the end, the lines whose day has passed, and the most days since.
        public internal(set) var leftLate = 0
        public internal(set) var longestLeft = 0
        /// What was done, in its order, and on which day.
        public internal(set) var finished: [(item: WorkItem, day: Day)] = []
    }

    /// One for each order.
    public let outcomes: [Outcome]

    /// Works the items, and what comes to them, off from that day through the other, on every working day: neither a
    /// weekend nor a bank holiday.
    public init(
        _ items: [WorkItem], coming: [WorkArrival] = [], from first: Day, through last: Day, hours: WorkHours,
        order: WorklistOrder
    ) {
        outcomes = Order.allCases.map {
            OrderComparison.outcome(
                of: $0, items, coming: coming, from: first, through: last, hours: hours, order: order)
        }
    }

    /// What becomes of them under one order.
    static func outcome(
        of kind: Order, _ items: [WorkItem], coming: [WorkArrival], from first: Day, through last: Day,
        hours: WorkHours, order: WorklistOrder
    ) -> Outcome {
        let coming = coming.filter { $0.day > first && $0.day <= last }.sorted { $0.day < $1.day }
        var rehearsal = Rehearsal(
            left: items, coming: coming[...], last: last, hours: hours, outcome: Outcome(order: kind))
        let all = items + coming.map(\.item)
        rehearsal.outcome.toldPossible = all.count {
            rehearsal.countsAsTold($0) && ($0.step.by.map { first <= $0 } ?? false)
        }
        var day = first
        while day <= last {
            rehearsal.pass(day, order)
            day = day + 1
        }
        rehearsal.end()
        return rehearsal.outcome
    }

    /// A list on its way through the days.
    private struct Rehearsal {
        /// What is not done: in the order that never changes, so that each morning's is quickly found.
        var left: [WorkItem]
        var coming: ArraySlice<WorkArrival>
        let last: Day
        let hours: WorkHours
        var minutes = 0
        var outcome: Outcome

        /// Whether it tells a family of its decision, by a day that is part of the rehearsal.
        func countsAsTold(_ item: WorkItem) -> Bool {
            item.step.tellsFamily && (item.step.by.map { $0 <= last } ?? false)
        }

        mutating func pass(_ day: Day, _ published: WorklistOrder) {
            while let next = coming.first, next.day <= day {
                left.append(next.item)
                coming.removeFirst()
            }
            guard hours.holidays.isWorkingDay(day) else { return }
            left.sort(by: outcome.order == .longestWait ? OrderComparison.waits : WorklistOrder.due)
            minutes += hours.minutesADay
            var done = 0
            let today = outcome.order == .published ? published.sorted(left, on: day) : left
            for item in today {
                let needed = hours.minutes(for: item)
                guard needed <= minutes else { break }
                minutes -= needed
                done += 1
                note(item, doneOn: day)
            }
            for item in today.prefix(done) {
                if let place = left.firstIndex(where: { $0.isSame(as: item) }) {
                    left.remove(at: place)
                }
            }
            // Nobody saves up the hours in which there was nothing to do.
            if left.isEmpty { minutes = 0 }
        }

        private mutating func note(_ item: WorkItem, doneOn day: Day) {
            outcome.done += 1
            outcome.finished.append((item, day))
            guard let by = item.step.by else { return }
            outcome.longestWait = max(outcome.longestWait, day - by)
            guard day <= by else { return }
            outcome.inTime += 1
            if countsAsTold(item) { outcome.toldInTime += 1 }
        }

        mutating func end() {
            for item in left {
                guard let by = item.step.by, by < last else { continue }
                outcome.leftLate += 1
                outcome.longestLeft = max(outcome.longestLeft, last - by)
            }
            outcome.longestWait = max(outcome.longestWait, outcome.longestLeft)
        }
    }

    /// Whoever has waited longest since the last decision; among equals what is due soonest.
    private static func waits(_ left: WorkItem, _ right: WorkItem) -> Bool {
        guard left.waitsSince != right.waitsSince else { return WorklistOrder.due(left, right) }
        let end = Day(number: .max)
        return left.waitsSince ?? end < right.waitsSince ?? end
    }
}
