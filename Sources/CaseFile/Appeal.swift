public import Contracts
public import Statute

/// An appeal to the Tribunal about a review's decision or final plan, as the file shows it (CFA 2014 s.51).
public struct Appeal: Hashable, Sendable {
    /// The review.
    public let review: UInt8
    /// The day on which the council was sent it.
    public let lodged: Day
    /// How it was finally determined; nil while it is open.
    public internal(set) var end: AppealStep?
    /// The day of that.
    public internal(set) var ended: Day?

    /// Whether nothing determines it yet: a plan is kept until something does (CFA 2014 s.45(4)).
    public var isOpen: Bool { end == nil }
}

extension CaseFile {
    /// The appeals that stand, in the order in which they were lodged. A step that ends one ends the oldest of its review that
    /// was open on that day.
    public var appeals: [Appeal] {
        let steps = submissions.filter { $0.kind == .appealRecorded && $0.stands }
        guard !steps.isEmpty else { return [] }
        var appeals = steps.filter { $0.appealStep == .lodged }
            .map { Appeal(review: $0.review, lodged: $0.happened) }
            .sorted { ($0.lodged, $0.review) < ($1.lodged, $1.review) }
        for step in steps.sorted(by: { $0.happened < $1.happened }) {
            guard let word = step.appealStep, word.isEnd,
                let place = appeals.firstIndex(where: {
                    $0.review == step.review && $0.isOpen && $0.lodged <= step.happened
                })
            else { continue }
            appeals[place].end = word
            appeals[place].ended = step.happened
        }
        return appeals
    }

    /// The appeal that is open; of several the oldest, of a review when one is named.
    public func openAppeal(of review: UInt8? = nil) -> Appeal? {
        appeals.first { $0.isOpen && $0.review == review ?? $0.review }
    }

    /// The day of the last report of that step of mediation; nil when there is none.
    public func mediation(_ step: MediationStep, of review: UInt8) -> Day? {
        submissions.last {
            $0.kind == .mediationRecorded && $0.review == review && $0.stands && $0.mediationStep == step
        }?.happened
    }

    /// Whether the family may still ask for what mediation asks for: it was wanted, and neither held nor given up.
    public func mediationIsAwaited(of review: UInt8) -> Day? {
        guard let wanted = mediation(.wanted, of: review) else { return nil }
        let ends: [MediationStep] = [.agreed, .notAgreed, .notArranged, .declined]
        return ends.contains { mediation($0, of: review).map { $0 >= wanted } ?? false } ? nil : wanted
    }

    /// Until when the plan is kept after a decision to cease: the last day for an appeal to reach the Tribunal (CEASE-4). Nil
    /// when no decision to cease has reached the family.
    public func keptForAppeal(holidays: BankHolidays) -> (review: UInt8, until: Day)? {
        guard let review = reviews.last(where: { $0.outcome == .cease && $0.told != nil }), let told = review.told
        else {
            return nil
        }
        return (
            review.number,
            Statute.appealUntil(
                sent: told, certificate: mediation(.certificate, of: review.number), holidays: holidays)
        )
    }
}
