public import CaseFile
import Contracts
public import Statute

extension AppealStep {
    /// What the Tribunal ordered by it; nil of a step that orders nothing.
    var order: TribunalOrder.Kind? {
        switch self {
        case .orderedToAmend: .amendContents
        case .orderedSectionI: .sectionI
        case .orderedToContinue: .continuePlan
        case .orderedToAssess: .assess
        case .lodged, .withdrawn, .notOpposed, .dismissed: nil
        }
    }
}

extension CaseFile {
    /// The days that an appeal and mediation about a review set, each with its rule: the answer to the Tribunal, what it
    /// ordered, and by when mediation is arranged.
    public func appealDeadlines(of review: UInt8, holidays: BankHolidays = .byRuleOnly) -> [Deadline] {
        var facts = Facts()
        let appeal = appeals.last { $0.review == review }
        if let appeal {
            if appeal.isOpen { facts.appealSent = appeal.lodged }
            if appeal.end == .notOpposed { facts.unopposedTold = appeal.ended }
            if let kind = appeal.end?.order, let made = appeal.ended {
                facts.tribunalOrder = TribunalOrder(kind, made: made)
            } else if appeal.end == .dismissed, self.review(review)?.outcome == .cease, let made = appeal.ended {
                facts.tribunalOrder = TribunalOrder(.ceaseDismissed, made: made)
            }
        }
        facts.mediationWanted = mediationIsAwaited(of: review)
        return Statute.deadlines(for: facts, holidays: holidays)
    }
}

extension NextSteps {
    /// What an appeal, mediation and a decision to cease ask for.
    var ofAppeals: [NextStep] {
        var steps: [NextStep] = []
        for review in file.reviews where review.told != nil {
            func add(_ what: Coded<StepCode>, _ by: Deadline) {
                steps.append(NextStep(what, review: review.number, by: by.due, because: .due(by)))
            }
            let deadlines = file.appealDeadlines(of: review.number, holidays: holidays)
            if let by = deadlines.first(.app4) { add(Coded(.answerAppeal, .day(by.from)), by) }
            if let by = deadlines.first(.med3) { add(Coded(.arrangeMediation), by) }
            // What was carried out is a final plan that was sent since.
            let ordered = deadlines.first { by in
                [.tri7, .tri8, .tri4, .app5, .app5a].contains(by.rule)
                    && (review.finalTold.map { $0 < by.from } ?? true)
            }
            if let ordered { add(Coded(.carryOutOrder), ordered) }
        }
        return steps + ofCeasing
    }

    /// Once the family was told that the plan ceases: it is kept for an appeal, and then somebody says that it ended.
    private var ofCeasing: [NextStep] {
        guard let (review, until) = file.keptForAppeal(holidays: holidays) else { return [] }
        let appeal = file.appeals.last { $0.review == review }
        if appeal?.isOpen == true { return [] }
        if let ended = appeal?.ended, let end = appeal?.end {
            switch end {
            case .dismissed:
                let why = StepNote(.appealDismissed, .day(ended))
                return [NextStep(Coded(.recordEndAfterAppeal), review: review, by: ended, because: why)]
            case .orderedToContinue, .notOpposed:
                let why = StepNote(.appealWon, .day(ended))
                return [NextStep(Coded(.keepPlan), review: review, by: ended, because: why)]
            default: break
            }
        }
        guard day > until else { return [] }
        return [
            NextStep(
                Coded(.recordEnd, .day(until)), review: review, by: nil, because: StepNote(.appealTimeOver))
        ]
    }
}
