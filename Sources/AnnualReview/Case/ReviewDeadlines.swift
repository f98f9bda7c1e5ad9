import CaseFile
import Contracts
import Statute

extension CaseFile {
    /// What the law counts the days of a review from, as far as the file knows it. The meeting is the one that was held,
    /// or else the one that is arranged.
    func dates(of review: Review) -> Facts {
        var last: Day?
        func note(_ day: Day?) {
            // What came after this review's own end began another year.
            guard let day, day < review.told ?? Day(number: .max) else { return }
            last = max(last ?? day, day)
        }
        note(plan?.reviewed)
        for other in reviews where other.number < review.number { note(other.told) }
        return Facts(
            planMade: plan?.made, lastReviewed: last, meeting: review.held ?? review.arranged,
            decisionSent: review.told, outcome: review.outcome.map(ReviewOutcome.init), noticeSent: review.noticeSent)
    }

    /// The days of a review, each with its rule, in the order of the days.
    func deadlines(of review: Review) -> [Deadline] { Statute.deadlines(for: dates(of: review)) }

    /// The days before the transfer that the child faces; none when its year is unknown.
    var transferDeadlines: [Deadline] {
        guard let plan, let phase = plan.transfer, let year = plan.transferYear else { return [] }
        return Statute.deadlines(for: Facts(transfer: Transfer(phase, in: Int(year))))
    }

    /// Who arranges the meeting: the setting, or the council where there is none (reg 20(1), 21).
    var arranger: Contracts.Party { plan?.setting == nil ? .coordinator : .setting }
}

extension [Deadline] {
    /// The deadline under the first of those rules that is there.
    func first(_ rules: RuleID...) -> Deadline? { first { rules.contains($0.rule) } }
}

extension ReviewOutcome {
    init(_ outcome: Outcome) {
        switch outcome {
        case .maintain: self = .maintain
        case .amend: self = .amend
        case .cease: self = .cease
        }
    }
}
