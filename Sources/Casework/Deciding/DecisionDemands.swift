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

    private func demands(ofCeasing decision: DecisionSubmitted, happened: Day) -> [Finding] {
        var lacks: [Finding] = []
        if let consulted = decision.consulted {
            if consulted > happened { lacks.append(Finding(.consultedLate, .day(consulted), .day(happened))) }
        } else if let model, !model.beyondTheLaw(.ceaseConsults).isEmpty {
            // Who is to be consulted beyond the law stands in the model; the day is one for all.
            let also = model.beyondTheLaw(.ceaseConsults).map { $0.replacing("-", with: " ") }
            lacks.append(Finding(.notConsultedByModel, .text(model.id), .text(also.joined(separator: ", "))))
        } else {
            lacks.append(Finding(.notConsulted))
        }
        let appeal = Statute.appealUntil(sent: today, certificate: nil, holidays: holidays)
        if let ceases = decision.ceases, ceases <= appeal {
            lacks.append(
                Finding(
                    .ceasesTooSoon, .day(ceases), .day(appeal),
                    .text(holidays.provisionalNote(from: today, through: appeal))))
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
        guard let review = file.review(number), review.outcome == .amend, let told = review.told else {
            return Finding(.noNotice)
        }
        // Served no earlier than it was sent; where only the decision's day is known, no earlier than that.
        let notice = review.noticeSent ?? told
        let law = Statute.Limit.representationDays
        // The letter has promised the family the days of the model.
        let days = model?.representationDays ?? law
        let last = notice.lastOfDaysBeginning(days)
        guard day <= last else { return nil }
        let hasAnswer = file.submissions.contains {
            $0.kind == .representationsReceived && $0.review == number && $0.stands && $0.happened <= day
        }
        guard !hasAnswer else { return nil }
        guard let model, days > law else { return Finding(.answerAwaited, .day(last)) }
        return Finding(.answerAwaitedByModel, .day(last), .number(days), .text(model.id), .number(law))
    }
}
