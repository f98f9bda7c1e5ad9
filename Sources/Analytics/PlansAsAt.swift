public import Metrics
public import Statute

// What is not obvious here:
//
// - What is known of a plan now follows from its last review. On a past day another review was the last, and another day was
//   due. So plans are seen as at a day by way of their reviews, whatever is known of both: as it is known now, or was then.

/// Plans as they stood on a day, whenever what is known of them became known.
struct PlansAsAt {
    private let day: Day
    private let reviews: FactTable
    private var rows: [String: [Int]] = [:]

    private let held, told, notice, outcome, undated: Int?

    /// The plans to which those reviews belong, as at that day.
    init(_ day: Day, reviews: FactTable) {
        self.day = day
        self.reviews = reviews
        held = reviews.place(of: "held")
        told = reviews.place(of: "told")
        notice = reviews.place(of: "notice")
        outcome = reviews.place(of: "outcome")
        undated = reviews.place(of: "undated_outcome")
        for row in 0..<reviews.count { rows[reviews.cases[row], default: []].append(row) }
    }

    /// A review as at the day.
    private struct Review {
        var held: Day?
        var told: Day?
        var notice: Day?
        var outcome: Int32?
        var latestOutcome: Int32?
        var isKnown: Bool { held != nil || told != nil || latestOutcome != nil }
    }

    private func happened(_ value: Int32?) -> Day? { value.map { Day(number: $0) }.flatMap { $0 <= day ? $0 : nil } }

    private func review(_ row: Int) -> Review {
        let outcome = reviews.value(at: outcome, row)
        let letter = reviews.value(at: told, row)
        let told = happened(letter)
        // An outcome without the day of its letter counts as it stands; one whose letter left later is not decided yet.
        let isLater = told == nil && letter != nil
        return Review(
            held: happened(reviews.value(at: held, row)), told: told,
            notice: happened(reviews.value(at: notice, row)), outcome: outcome,
            latestOutcome: isLater ? nil : outcome ?? reviews.value(at: undated, row))
    }

    /// Those plans as at the day: the last review, what it decided, and by when the next is due.
    func of(_ plans: FactTable) -> FactTable {
        var plans = plans
        let (before, moved, starts) = (
            plans.place(of: "reviewed_before"), plans.place(of: "moved_in"), plans.place(of: "starts")
        )
        let names = [
            "reviewed", "due", "last_told", "last_held", "last_outcome", "last_decision_by", "latest_held",
            "latest_told",
            "latest_outcome", "latest_notice",
        ]
        let places = names.map { plans.place(of: $0) }
        for row in 0..<plans.count {
            let all = (rows[plans.cases[row]] ?? []).map(review)
            var last: Review?
            // Of two that were told on one day, the later review.
            for review in all where review.held != nil {
                if let told = review.told, told >= last?.told ?? told { last = review }
            }
            let reviewed = [happened(plans.value(at: before, row)), last?.told].compactMap { $0 }.max()
            let latest = all.last { $0.isKnown }
            let made = plans.value(at: starts, row).map { Day(number: $0) }
            let due = due(made, reviewed, moved: happened(plans.value(at: moved, row)), told: last?.told)
            let values: [Int32?] = [
                reviewed?.number, due?.number, last?.told?.number, last?.held?.number, last?.outcome,
                last?.held.map { Statute.decisionBy(meeting: $0).number }, latest?.held?.number, latest?.told?.number,
                latest?.latestOutcome, latest?.notice?.number,
            ]
            for (place, value) in zip(places, values) { plans.set(at: place, row, to: value) }
        }
        return plans
    }

    private func due(_ made: Day?, _ reviewed: Day?, moved: Day?, told: Day?) -> Day? {
        if let moved, told.map({ $0 < moved }) ?? true {
            return Statute.reviewDue(made: made, lastReviewed: reviewed, transferred: moved)
        }
        return Statute.reviewDue(made: made, lastReviewed: reviewed)
    }
}

extension ReadModel {
    /// Both kinds of rows as at a day: as they are known now, or as they were known at the end of that other day.
    public func tables(asAt day: Day, knownOn known: Day? = nil) throws -> [MetricRows: FactTable] {
        let reviews = try facts(of: .reviews, knownOn: known)
        let plans = try facts(of: .plans, knownOn: known)
        return [.reviews: reviews, .plans: PlansAsAt(day, reviews: reviews).of(plans)]
    }
}
