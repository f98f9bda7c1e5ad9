public import Statute

/// The order of a worklist: that in which a person can still do good, and in which nobody waits without end.
///
/// First what can still be in time this week, and of every so many lines one of what is late already; then the rest of what is
/// late; then what has no day, and last what is due later. Within each the most vulnerable and those at key transitions come
/// first, but for what is late: there every other line is simply the longest wait, so that however many come first, each case
/// of rank r among the waits is within the first 2 × r of them.
///
/// Turns are counted on from one working day to the next: whoever gets through one or two lines a day sees on one morning in so
/// many the longest wait at the top.
public struct WorklistOrder: Sendable {
    /// Of so many lines one is for whoever has waited longest: the setting of the council's model.
    public let longestWaitingOneIn: Int

    public init(longestWaitingOneIn: Int = ReviewModel.usualLongestWaitingOneIn) {
        self.longestWaitingOneIn = max(2, longestWaitingOneIn)
    }

    /// The items in that order.
    public func sorted(_ items: [WorkItem], on day: Day) -> [WorkItem] {
        let groups = Dictionary(grouping: items) { $0.group(on: day) }
        func of(_ group: WorkGroup) -> [WorkItem] { groups[group] ?? [] }
        let inReach = of(.inReach).sorted(by: WorklistOrder.firstThenDue)
        let turn = day.workingDays
        let isTurnOfFirst = !(turn / longestWaitingOneIn).isMultiple(of: 2)
        let late = WorklistOrder.alternating(of(.late).sorted(by: WorklistOrder.due), firstComesFirst: isTurnOfFirst)
        return merged(inReach, late, from: turn) + of(.undated).sorted(by: WorklistOrder.firstThenDue)
            + of(.coming).sorted(by: WorklistOrder.firstThenDue)
    }

    /// What is in reach, with a line of what is late in every so many; then the rest of either.
    private func merged(_ inReach: [WorkItem], _ late: [WorkItem], from turn: Int) -> [WorkItem] {
        var (inReach, late) = (inReach[...], late[...])
        var all: [WorkItem] = []
        all.reserveCapacity(inReach.count + late.count)
        while !inReach.isEmpty || !late.isEmpty {
            let isTurnOfLate = (turn + all.count) % longestWaitingOneIn == longestWaitingOneIn - 1
            if let item = isTurnOfLate ? late.popFirst() ?? inReach.popFirst() : inReach.popFirst() ?? late.popFirst() {
                all.append(item)
            }
        }
        return all
    }

    /// Of items by their wait, in turns the longest of all and the longest of those who come first.
    private static func alternating(_ items: [WorkItem], firstComesFirst: Bool) -> [WorkItem] {
        var first = items.indices.filter { items[$0].precedence.isFirst }[...]
        var longest = items.indices[...]
        var isTaken = Array(repeating: false, count: items.count)
        var all: [WorkItem] = []
        all.reserveCapacity(items.count)
        while all.count < items.count {
            while let next = first.first, isTaken[next] { first.removeFirst() }
            while let next = longest.first, isTaken[next] { longest.removeFirst() }
            guard let next = all.count % 2 == (firstComesFirst ? 0 : 1) ? first.first ?? longest.first : longest.first
            else { break }
            isTaken[next] = true
            all.append(items[next])
        }
        return all
    }

    /// The most vulnerable and those at key transitions first, then what is due soonest; among equals as the model orders.
    private static func firstThenDue(_ left: WorkItem, _ right: WorkItem) -> Bool {
        if left.precedence.isFirst != right.precedence.isFirst { return left.precedence.isFirst }
        return due(left, right)
    }

    /// What is due soonest; among equals as the council's model orders.
    static func due(_ left: WorkItem, _ right: WorkItem) -> Bool {
        let end = Day(number: .max)
        if left.step.by != right.step.by { return left.step.by ?? end < right.step.by ?? end }
        if let first = Precedence.precedes(left.precedence, right.precedence) { return first }
        return (left.id, left.step.review) < (right.id, right.step.review)
    }
}

extension Day {
    /// How many days from Monday to Friday lie between a Monday long ago and it; of a weekend as of its Friday.
    fileprivate var workingDays: Int {
        // The first of all days is a Monday.
        let days = max(0, self - .first)
        return days / 7 * 5 + min(4, days % 7)
    }
}
