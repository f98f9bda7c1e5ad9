import CaseFile
import Casework
import Contracts
import Statute

extension CaseFile {
    /// All that the file knows of the plan and, unless it is nil, of that review, for the law to count from. Without a
    /// review: what the next one counts from.
    func facts(of review: Review?, holidays: BankHolidays = .byRuleOnly) -> Facts {
        var facts =
            review.map { dates(of: $0, holidays: holidays) } ?? Facts(planMade: planMade, lastReviewed: lastReviewed)
        facts.born = plan?.born
        facts.movedIn = movedIn?.happened
        if let plan, let phase = plan.transfer, let year = plan.transferYear, !isTransferNamed {
            facts.transfer = Transfer(phase, in: Int(year))
        }
        facts.attends =
            switch plan?.placement {
            case .otherwise, .homeEducated, .notInEducation: false
            default: true
            }
        facts.planInterval = plan?.interval.map(Int.init)
        facts.earlyReviewRequested = earlyRequests.first { $0.answer == nil }?.asked
        // The review whose decision began this year; as the plan was recorded, nobody knows more than that day.
        if let last = reviews.last(where: { $0.told == facts.lastReviewed && $0.number != review?.number }) {
            facts.lastMeeting = last.held
            if last.finalOutcome == .amended { facts.lastFinal = last.finalTold }
        }
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
