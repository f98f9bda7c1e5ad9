public import Contracts
import CaseFile
public import Statute

/// What the law demands of a decision or a final plan before a letter may leave; all else is shown, and may pass.
///
/// Each answer is a list for the coordinator: what is missing, with its rule. Empty: it stands.
extension CaseInHand {
    /// What a decision lacks that was, or is about to be, submitted for a letter; `happened` is the day of the decision.
    public func demands(of decision: DecisionSubmitted, happened: Day) -> [Finding] {
        var lacks = ended
        let review = file.review(decision.review)
        if let told = review?.told { lacks.append(Finding(.decidedAlready, .day(told))) }
        // The letter must name the day of the meeting, and its weeks are counted from it.
        if review?.held == nil { lacks.append(Finding(.noMeeting)) }
        if decision.outcome == nil { lacks.append(Finding(.noOutcome)) }
        if decision.officer == nil { lacks.append(Finding(.noOfficer)) }
        if decision.reasons == nil { lacks.append(Finding(.noReasons)) }
        switch decision.outcome {
        case .amend: lacks += demands(ofAmending: decision)
        case .cease: lacks += demands(ofCeasing: decision, happened: happened)
        case .maintain, nil: break
        }
        return lacks
    }

    private var ended: [Finding] { file.ended.map { [Finding(.planEnded, .day($0))] } ?? [] }

    private func demands(ofAmending decision: DecisionSubmitted) -> [Finding] {
        var lacks: [Finding] = []
        if decision.plan == nil { lacks.append(Finding(.noPlan)) }
        if decision.amendments == nil { lacks.append(Finding(.noAmendments)) }
        let evidence = decision.evidence ?? []
        if evidence.isEmpty { lacks.append(Finding(.noEvidence)) }
        if evidence.count > Bounds.evidence {
            lacks.append(Finding(.tooMuchEvidence, .number(evidence.count), .number(Bounds.evidence)))
        }
        return lacks
    }

    /// What a final plan, or a decision not to amend, lacks that was, or is about to be, submitted for a letter.
    public func demands(of final: FinalSubmitted, happened: Day) -> [Finding] {
        var lacks = ended
        if final.outcome == nil { lacks.append(Finding(.noFinalOutcome)) }
        if final.officer == nil { lacks.append(Finding(.noFinalOfficer)) }
        switch final.outcome {
        case .amended:
            // The letter names the day of the meeting, as the decision's does.
            if file.review(final.review)?.held == nil { lacks.append(Finding(.noMeeting)) }
            if final.plan == nil { lacks.append(Finding(.noFinalPlan)) }
        case .notAmended: if final.reasons == nil { lacks.append(Finding(.noReasonsNotToAmend)) }
        case nil: break
        }
        if let early = beforeTheFamilyAnswered(final.review, on: min(happened, today)) { lacks.append(early) }
        return lacks
    }

    /// Why it is too early to finish an amendment on that day; nil when it is not.
    private func beforeTheFamilyAnswered(_ number: UInt8, on day: Day) -> Finding? {
        guard let review = file.review(number), review.outcome == .amend, review.told != nil else {
            return Finding(.noNotice)
        }
        let law = Statute.Limit.representationDays
        // The letter has promised the family the days of the model, from the day on which it was served.
        let days = model?.representationDays ?? law
        // An answer to which more may follow leaves its giver their days, and one's last word leaves the other theirs.
        guard let last = file.answerAwaitedUntil(in: review, on: day, days: days, holidays: holidays), day <= last
        else { return nil }
        guard let model, days > law else { return Finding(.answerAwaited, .day(last)) }
        return Finding(.answerAwaitedByModel, .day(last), .number(days), .text(model.id), .number(law))
    }
}
