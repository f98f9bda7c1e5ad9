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
    static func ofAppeals(_ file: CaseFile, on day: Day, holidays: BankHolidays) -> [NextStep] {
        var steps: [NextStep] = []
        func add(_ review: UInt8, _ what: String, _ deadline: Deadline?, else rule: String = "") {
            steps.append(
                NextStep(
                    review: review, who: .coordinator, what: what, by: deadline?.due, rule: deadline?.why ?? rule,
                    keepsFamilyWaiting: false))
        }
        for review in file.reviews where review.told != nil {
            let number = review.number
            let deadlines = file.appealDeadlines(of: number, holidays: holidays)
            if let by = deadlines.first(.app4) {
                add(number, "answer the appeal of \(by.from.short) to the Tribunal", by)
            }
            if let by = deadlines.first(.med3) { add(number, "arrange the mediation that the family wants", by) }
            // What was carried out is a final plan that was sent since.
            for by in deadlines.filter({ [.tri7, .tri8, .tri4, .app5, .app5a].contains($0.rule) }) {
                guard review.finalTold.map({ $0 < by.from }) ?? true else { continue }
                add(number, "send the plan that follows from the appeal", by)
                break
            }
        }
        steps += ofCeasing(file, on: day, holidays: holidays)
        return steps
    }

    /// Once the family was told that the plan ceases: it is kept for an appeal, and then somebody says that it ended.
    private static func ofCeasing(_ file: CaseFile, on day: Day, holidays: BankHolidays) -> [NextStep] {
        guard let (review, until) = file.keptForAppeal(holidays: holidays) else { return [] }
        let appeal = file.appeals.last { $0.review == review }
        let what: String
        let rule: String
        var by: Day?
        switch (appeal?.isOpen, appeal?.end) {
        case (true?, _):
            return []
        case (_, .dismissed?):
            what = "record that the plan ended: the appeal was dismissed"
            by = appeal?.ended
            rule = Statute.rule(.tri1).source
        case (_, .orderedToContinue?), (_, .notOpposed?):
            what = "go on maintaining the plan, and tell the family so"
            by = appeal?.ended
            rule = Statute.rule(.tri9).source
        default:
            guard day > until else { return [] }
            what = "record that the plan ended, and on which day; the time for an appeal ran to \(until.short)"
            rule = Statute.rule(.cease4).source
        }
        return [
            NextStep(
                review: review, who: .coordinator, what: what, by: by, rule: rule, keepsFamilyWaiting: false)
        ]
    }
}
