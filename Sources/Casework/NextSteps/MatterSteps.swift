import CaseFile
import Contracts
import Statute

extension NextSteps {
    /// What was asked or said and is not answered yet: each with its owner and its day.
    var ofMatters: [NextStep] {
        file.matters.filter { $0.answered == nil }.map { matter in
            var step = NextStep(
                what(matter), review: matter.review, who: matter.kind == .concern ? .manager : .coordinator,
                by: by(matter), because: because(matter))
            step.owner = matter.owner
            return step
        }
    }

    private func what(_ matter: Matter) -> Coded<StepCode> {
        switch matter.kind {
        case .question: Coded(.answerQuestion, .day(matter.asked), .parties([matter.from]))
        case .support: Coded(.answerSupport, .parties([matter.from]), .day(matter.asked))
        case .complaint: Coded(.answerComplaint, .day(matter.asked))
        case .contest:
            Coded(.settleContest, .day(matter.asked), .text(matter.fact?.words ?? "something in the record"))
        case .reading: Coded(.readContribution, .day(matter.asked))
        case .concern: Coded(.readConcern, .parties([matter.from]), .day(matter.asked))
        case .adjustment: Coded(.supplyAdjustment, .text(matter.adjustment?.words ?? "something in another form"))
        }
    }

    /// Of what is needed for no day in particular, the day of the meeting for which it is.
    private func by(_ matter: Matter) -> Day? {
        matter.answerBy(holidays: holidays) ?? file.review(matter.review)?.arranged
    }

    private func because(_ matter: Matter) -> StepNote {
        func working(_ days: Int) -> CodedValue { .text(Deadline.count(days, "working day")) }
        return switch matter.kind {
        case .question where matter.named != nil: StepNote(.dayTheyWereTold)
        case .question: StepNote(.ownWorkingDays, working(Matter.questionDays))
        case .support: StepNote(.supportDays, working(Matter.supportDays))
        case .complaint: StepNote(.complaintDays, working(Matter.complaintDays))
        case .contest: StepNote(.contestMonth)
        case .adjustment: StepNote(.adjustmentDuty)
        case .reading, .concern: StepNote(.readingPromised, working(Matter.readingDays))
        }
    }

    /// What an audit asked for and nobody has done yet.
    var ofAudits: [NextStep] {
        file.auditActions.filter { $0.done == nil }.map { action in
            var step = NextStep(
                Coded(.workAgain, .text(action.review == 0 ? "the plan" : "the review"), .day(action.asked)),
                review: action.review, by: action.by, because: StepNote(.auditedAgain))
            step.owner = action.owner
            return step
        }
    }
}
