public import Contracts
public import Statute

// What is not obvious here:
//
// - The plan says when a line would be done, never that it may be: its day is the law's and stands beside it, and it is late from
//   then on, in whatever place. Nothing here writes to a case.

/// From the hours that there are, and an order that is published: on which day the backlog ends, who waits longest, and which
/// place a family has. It rests on assumptions about the work, and is no promise.
///
/// The backlog is what is late on the first day. What comes meanwhile is worked off with it in the same order.
public struct RecoveryPlan: Sendable {
    /// A line of the backlog, and when it would be done.
    public struct Place: Equatable, Sendable {
        public let id: CaseID
        public let review: UInt8
        /// What there is to do.
        public let what: Coded<StepCode>
        /// The last day in time, which has passed; no place in any order moves it.
        public let by: Day
        /// The place among the backlog, from 1, in which it is done; nil of one that is not reached.
        public let place: Int?
        /// The day on which it would be done; nil when that lies beyond the last day.
        public let done: Day?

        /// How many days late it would be then; nil when nobody can say.
        public var daysLate: Int? { done.map { $0 - by } }
        /// The month in which it is to be expected.
        public var month: Month? { done.map { Month(of: $0) } }
    }

    public let order: OrderComparison.Order
    /// The first and the last day that were gone through.
    public let first: Day
    public let last: Day
    /// The backlog in the order in which it is done; what is not reached comes last, by its day.
    public let places: [Place]
    /// What became of all lines under that order.
    public let outcome: OrderComparison.Outcome

    /// Works the items, and what comes to them, off in that order.
    public init(
        _ items: [WorkItem], coming: [WorkArrival] = [], from first: Day, through last: Day, hours: WorkHours,
        published: WorklistOrder, order: OrderComparison.Order = .published
    ) {
        let outcome = OrderComparison.outcome(
            of: order, items, coming: coming, from: first, through: last, hours: hours, order: published)
        self.order = order
        self.first = first
        self.last = last
        self.outcome = outcome
        let backlog = items.filter { $0.group(on: first) == .late }
        var left = backlog
        var places: [Place] = []
        for finished in outcome.finished {
            guard let index = left.firstIndex(where: { finished.item.isSame(as: $0) }), let by = left[index].step.by
            else { continue }
            let item = left.remove(at: index)
            places.append(
                Place(
                    id: item.id, review: item.step.review, what: item.step.what, by: by, place: places.count + 1,
                    done: finished.day))
        }
        for item in left.sorted(by: WorklistOrder.due) {
            guard let by = item.step.by else { continue }
            places.append(
                Place(id: item.id, review: item.step.review, what: item.step.what, by: by, place: nil, done: nil))
        }
        self.places = places
    }

    /// The day on which the last of the backlog is done; nil when that lies beyond the last day, or there is no backlog.
    public var ends: Day? {
        guard !places.isEmpty, places.allSatisfy({ $0.done != nil }) else { return nil }
        return places.compactMap(\.done).max()
    }

    /// Who is latest when the line is done, or, of those that are not reached, has been longest.
    public var longest: Place? {
        places.max { ($0.daysLate ?? last - $0.by, $1.id) < ($1.daysLate ?? last - $1.by, $0.id) }
    }

    /// How much of the backlog is left at the end of that day.
    public func left(on day: Day) -> Int { places.count { $0.done.map { $0 > day } ?? true } }

    /// The place of that case; of several lines the first. Nil when none of its lines is late.
    public func place(of id: CaseID) -> Place? { places.first { $0.id == id } }
}
