import CaseFile
import Contracts
import Statute

extension CaseFile {
    /// All that the file knows of the plan and, unless it is nil, of that review, for the law to count from. Without a
    /// review: what the next one counts from.
    func facts(of review: Review?) -> Facts {
        var facts = review.map { dates(of: $0) } ?? Facts(planMade: plan?.made, lastReviewed: lastReviewed)
        facts.born = plan?.born
        if let plan, let phase = plan.transfer, let year = plan.transferYear, !isTransferNamed {
            facts.transfer = Transfer(phase, in: Int(year))
        }
        facts.attends =
            switch plan?.placement {
            case .otherwise, .homeEducated, .notInEducation: false
            default: true
            }
        facts.planInterval = plan?.interval.map(Int.init)
        guard let review else { return facts }
        facts.approachDisagreed = review.disagreed
        if review.finalOutcome == .notAmended {
            facts.notAmendedSent = review.finalTold
        } else {
            facts.finalSent = review.finalTold
        }
        return facts
    }
}
