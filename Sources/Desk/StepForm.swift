import Casework

extension StepCode {
    /// The kind of report by which it is recorded; nil where it is done elsewhere, or comes by itself.
    var recordedBy: String? {
        switch self {
        case .arrangeMeeting, .haveMeetingArranged: "meeting-arranged"
        case .sendAdviceRound: "advice-circulated"
        case .holdMeeting, .recordWhetherHeld, .recordMeeting: "meeting-held"
        case .decide, .completeDecision: "decision-submitted"
        case .sendDecision, .findLetterDay, .recordOutcome: "decision-recorded"
        case .recordWhoIsTold, .settleTelling, .recordHolders, .recordRights: "contact"
        case .finishAmendment, .completeFinal, .carryOutOrder: "final-submitted"
        case .sendFinal: "final-recorded"
        case .answerEarlyRequest: "early-review-answered"
        case .answerChangeRequest: "change-answered"
        case .answerAppeal: "appeal"
        case .arrangeMediation: "mediation"
        case .recordEnd, .recordEndAfterAppeal: "plan-ended"
        case .findPlanDay, .recordTransfer, .recordTransferYear: "plan"
        case .sendAgain: "resend-asked"
        case .lookThrough: "looked-through"
        case .answerQuestion: "question-answered"
        case .answerSupport: "support-answered"
        case .answerComplaint: "complaint-answered"
        case .settleContest: "contest-settled"
        case .supplyAdjustment: "adjustment-supplied"
        case .readContribution: "contribution-read"
        case .readConcern: "safety-concern-read"
        case .workAgain: "audit-action-done"
        case .orderFormat: "format-ordered"
        case .seeFormatCome: "format-supplied"
        case .awaitDecision, .awaitDecisionLetter, .letLetterLeave, .awaitFinalLetter, .keepPlan, .lookAfterDeath,
            .namePlace, .reachAddressee, .tellYourself, .reportBreach, .reportBreachOfOther, .lookAtDecision:
            nil
        }
    }
}
