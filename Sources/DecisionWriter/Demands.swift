import CaseFile
import Contracts
import Statute

/// What the law demands of a decision or a final plan before a letter may leave; all else is shown, and may pass.
///
/// Each answer is a list for the coordinator: what is missing, with its rule. Empty: it stands.
enum Demands {
    /// What a submitted decision lacks on that day.
    static func lacks(
        _ decision: DecisionSubmitted, submitted: Submission, in review: Review, on day: Day, holidays: BankHolidays,
        model: ReviewModel?
    ) -> [String] {
        var lacks: [String] = []
        if let told = review.told {
            lacks.append(
                "DEC-1/reg 20(10): a decision of this review is recorded as sent on \(told.short); correct or withdraw "
                    + "that record first if it is wrong")
        }
        // The letter must name the day of the meeting, and its weeks are counted from it.
        if review.held == nil { lacks.append("MTG-1/reg 20(1): a review meeting that is recorded as held") }
        if decision.outcome == nil { lacks.append("DEC-1/reg 20(10): the outcome (maintain, amend or cease)") }
        if decision.officer == nil { lacks.append("DEC-1: the officer who decides") }
        if decision.reasons == nil { lacks.append("DEC-1: the reasons, written for this child") }
        switch decision.outcome {
        case .amend:
            if decision.plan == nil { lacks.append("AMD-1/reg 22(2)(a): the plan as it stands") }
            if decision.amendments == nil { lacks.append("AMD-1/reg 22(2)(a): the proposed amendments") }
            if decision.evidence?.isEmpty ?? true {
                lacks.append("AMD-1/reg 22(2)(a): the evidence for the amendments")
            }
            if let evidence = decision.evidence, evidence.count > Bounds.evidence {
                lacks.append(
                    "AMD-1/reg 22(2)(a): evidence in at most \(Bounds.evidence) documents; \(evidence.count) are named")
            }
        case .cease:
            if let consulted = decision.consulted {
                if consulted > submitted.happened {
                    lacks.append(
                        "CEASE-2/reg 31: consultation before ceasing (it is recorded for \(consulted.short), after the "
                            + "decision on \(submitted.happened.short))")
                }
            } else {
                // Who is to be consulted beyond the law stands in the model; the day is one for all.
                let more = model.map { model in model.beyondTheLaw(.ceaseConsults).map { ($0, model.id) } } ?? []
                let also = more.map { ", also of \($0.replacing("-", with: " ")) (the model \($1), beyond the law)" }
                lacks.append("CEASE-2/reg 31: consultation before ceasing\(also.joined())")
            }
            let appeal = Statute.appealUntil(sent: day, certificate: nil, holidays: holidays)
            if let ceases = decision.ceases, ceases <= appeal {
                lacks.append(
                    "CEASE-4/s.45(4): a day for ceasing after the time for an appeal, which runs to "
                        + "\(appeal.short)\(holidays.provisionalNote(from: day, through: appeal)); \(ceases.short) is named"
                )
            }
        case .maintain, nil: break
        }
        return lacks
    }

    /// What a submitted final plan, or decision not to amend, lacks on that day.
    static func lacks(
        _ final: FinalSubmitted, submitted: Submission, in review: Review, of file: CaseFile, on day: Day,
        model: ReviewModel?
    ) -> [String] {
        var lacks: [String] = []
        if final.outcome == nil { lacks.append("AMD-3/reg 22(3): the outcome (amended, or not amended after all)") }
        if final.officer == nil { lacks.append("AMD-3: the officer who decides") }
        switch final.outcome {
        case .amended:
            // The letter names the day of the meeting, as the decision's does.
            if review.held == nil { lacks.append("MTG-1/reg 20(1): a review meeting that is recorded as held") }
            if final.plan == nil { lacks.append("AMD-3/reg 22(3): the final amended plan") }
        case .notAmended:
            if final.reasons == nil { lacks.append("AMD-4/reg 22(4): the reasons for not amending") }
        case nil: break
        }
        if let early = beforeTheFamilyAnswered(min(submitted.happened, day), review, file, model) {
            lacks.append(early)
        }
        return lacks
    }

    /// Why it is too early to finish an amendment on that day; nil when it is not.
    private static func beforeTheFamilyAnswered(
        _ day: Day, _ review: Review, _ file: CaseFile, _ model: ReviewModel?
    ) -> String? {
        guard review.outcome == .amend, let told = review.told else {
            return "AMD-1/reg 22(2): an amendment notice that was sent"
        }
        // Served no earlier than it was sent; where only the decision's day is known, no earlier than that.
        let notice = review.noticeSent ?? told
        let law = Statute.Limit.representationDays
        let days = model?.representationDays ?? law
        // The letter has promised the family the days of the model.
        let last = notice.lastOfDaysBeginning(days)
        guard day <= last else { return nil }
        let hasAnswer = file.submissions.contains {
            $0.kind == .representationsReceived && $0.review == review.number && $0.stands && $0.happened <= day
        }
        guard !hasAnswer else { return nil }
        let more = model.flatMap {
            days > law ? " (\(days) days by the model \($0.id); the law's \(law) are fewer)" : nil
        }
        return "AMD-2/reg 22(2)(c): the family's answer, or its time for one, which runs to \(last.short)\(more ?? "")"
    }
}
