public import CaseFile
public import Contracts
public import Statute

/// What families ask and say of the council's service, and what they are answered: which of it, follows from how much the
/// file holds, and from nothing drawn.
public enum ServiceReports {
    /// The next such report; nil where the file has no review yet.
    public static func next(for file: CaseFile, on day: Day) -> EventData? {
        guard file.reviewCount > 0 else { return nil }
        let review = file.reviewCount
        func pick<Value>(_ values: [Value], _ place: Int) -> Value { values[place % values.count] }
        let place = file.submissions.count / 5
        if let waiting = file.matters.first(where: { $0.answered == nil }), place.isMultiple(of: 2) {
            switch waiting.kind {
            case .question: return .questionAnswered(QuestionAnswered(question: waiting.key))
            case .support:
                return .supportAnswered(
                    SupportAnswered(report: waiting.key, finding: pick(SupportFinding.allCases, place)))
            case .complaint:
                return .complaintAnswered(
                    ComplaintAnswered(complaint: waiting.key, outcome: pick(ComplaintOutcome.allCases, place)))
            case .contest:
                return .contestSettled(
                    ContestSettled(contest: waiting.key, outcome: pick(ContestOutcome.allCases, place)))
            case .adjustment: return .adjustmentSupplied(AdjustmentSupplied(adjustment: waiting.key))
            case .reading: return .contributionRead(ContributionRead(promise: waiting.key))
            case .concern: return .safetyConcernRead(SafetyConcernRead(concern: waiting.key))
            }
        }
        let missed = pick(MissedDay.allCases, place)
        switch place % 11 {
        case 0:
            return .lateReasonGiven(
                LateReasonGiven(review: review, missed: missed, reason: pick(LateReason.allCases, place)))
        case 1: return .factContested(FactContested(review: review, fact: pick(ContestedFact.allCases, place / 11)))
        case 2:
            return .questionAsked(QuestionAsked(review: review, from: .parent, owner: actorID("C-01"), until: day + 7))
        case 3: return .supportNotDelivered(SupportNotDelivered(from: .parent))
        case 4:
            return .experienceAnswered(
                ExperienceAnswered(
                    review: review, from: pick([.parent, .youngPerson], place), by: .paper,
                    listened: pick(ExperienceAnswer.allCases, place), helped: .partly))
        case 5:
            return .sessionOffered(
                SessionOffered(review: review, when: pick(SessionTime.allCases, place), session: day + 9))
        case 6:
            return file.sessions.last.map {
                .sessionAttended(SessionAttended(session: $0.key, attended: place.isMultiple(of: 3)))
            }
        case 7: return .complaintMade(ComplaintMade(from: .parent, about: pick(ComplaintSubject.allCases, place)))
        case 8:
            return .adjustmentAsked(
                AdjustmentAsked(review: review, what: pick(Adjustment.allCases, place), until: day + 14))
        case 9:
            return .remedyConsidered(
                RemedyConsidered(review: review, missed: missed, remedy: pick(Remedy.allCases, place), apologised: day))
        default:
            return file.planVersions.last.map {
                .auditContentRead(
                    AuditContentRead(version: $0.key, rules: "plan-content-1", counts: ["provisions=\(place)"]))
            }
        }
    }
}
