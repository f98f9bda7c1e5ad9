public import Statute

/// What there can be to do in a case, each declared once, as an order. `docs/steps.md` is written from this list and that of
/// the notes.
public enum StepCode: String, WordCode {
    // To the meeting.
    case arrangeMeeting = "arrange-meeting"
    case haveMeetingArranged = "have-meeting-arranged"
    case sendAdviceRound = "send-advice-round"
    case holdMeeting = "hold-meeting"
    case recordWhetherHeld = "record-whether-held"
    case recordMeeting = "record-meeting"

    // To the decision.
    case decide
    case completeDecision = "complete-decision"
    case awaitDecision = "await-decision"
    case awaitDecisionLetter = "await-decision-letter"
    case letLetterLeave = "let-letter-leave"
    case sendDecision = "send-decision"
    case recordWhoIsTold = "record-who-is-told"
    case settleTelling = "settle-telling"
    case findLetterDay = "find-letter-day"
    case recordOutcome = "record-outcome"

    // To the end of an amendment.
    case finishAmendment = "finish-amendment"
    case completeFinal = "complete-final"
    case awaitFinalLetter = "await-final-letter"
    case sendFinal = "send-final"

    // What was asked for.
    case answerEarlyRequest = "answer-early-request"
    case answerChangeRequest = "answer-change-request"
    case answerAppeal = "answer-appeal"
    case arrangeMediation = "arrange-mediation"
    case carryOutOrder = "carry-out-order"

    // The end of a plan.
    case recordEnd = "record-end"
    case recordEndAfterAppeal = "record-end-after-appeal"
    case keepPlan = "keep-plan"
    case lookAfterDeath = "look-after-death"

    // What is not known of the case.
    case recordHolders = "record-holders"
    case recordRights = "record-rights"
    case findPlanDay = "find-plan-day"
    case recordTransfer = "record-transfer"
    case recordTransferYear = "record-transfer-year"
    case namePlace = "name-place"

    // What did not arrive.
    case reachAddressee = "reach-addressee"
    case sendAgain = "send-again"
    case tellYourself = "tell-yourself"
    case lookThrough = "look-through"

    // A paper that does not belong in the file.
    case reportBreach = "report-breach"
    case reportBreachOfOther = "report-breach-of-other"
    case lookAtDecision = "look-at-decision"

    // What was asked or said of the council's service.
    case answerQuestion = "answer-question"
    case answerSupport = "answer-support"
    case answerComplaint = "answer-complaint"
    case settleContest = "settle-contest"
    case supplyAdjustment = "supply-adjustment"
    case readContribution = "read-contribution"
    case readConcern = "read-concern"

    // What an audit asked for.
    case workAgain = "work-again"

    // What a supplier makes.
    case orderFormat = "order-format"
    case seeFormatCome = "see-format-come"

    /// None: why it is to be done stands beside it, with its rule.
    public var rule: RuleID? { nil }

    public var words: String {
        switch self {
        case .arrangeMeeting: "arrange the review meeting"
        case .haveMeetingArranged: "have the setting arrange the review meeting"
        case .sendAdviceRound: "have advice sent round for the meeting of {meeting}"
        case .holdMeeting: "hold the review meeting"
        case .recordWhetherHeld: "record whether the meeting of {meeting} was held"
        case .recordMeeting: "record the day of the review meeting, or hold it"

        case .decide: "decide, and submit the decision for its letter"
        case .completeDecision: "complete the decision and submit it again"
        case .awaitDecision: "wait: the decision submitted on {submitted} is being answered"
        case .awaitDecisionLetter: "wait: the decision letter is on its way"
        case .letLetterLeave: "let the letter leave"
        case .sendDecision: "send the decision letter yourself, and record the day"
        case .recordWhoIsTold: "record who holds the rights: the letter can be addressed to nobody"
        case .settleTelling: "settle with the safeguarding lead how the decision is told"
        case .findLetterDay:
            "find out when the decision letter was sent, and record the day; if none was, submit the decision for it"
        case .recordOutcome: "record what was decided"

        case .finishAmendment: "finish the amendment: the final plan, or the decision not to amend"
        case .completeFinal: "complete the final plan and submit it again"
        case .awaitFinalLetter: "wait: the final letter is on its way"
        case .sendFinal: "send the final letter yourself, and record the day"

        case .answerEarlyRequest: "answer in writing the request of {asked} for an early review"
        case .answerChangeRequest: "answer in writing the request of {asked} for a change of the plan"
        case .answerAppeal: "answer the appeal of {lodged} to the Tribunal"
        case .arrangeMediation: "arrange the mediation that the family wants"
        case .carryOutOrder: "send the plan that follows from the appeal"

        case .recordEnd: "record that the plan ended, and on which day; the time for an appeal ran to {until}"
        case .recordEndAfterAppeal: "record that the plan ended: the appeal was dismissed"
        case .keepPlan: "go on maintaining the plan, and tell the family so"
        case .lookAfterDeath: "look whether anything has left for the family since the child's death on {died}"

        case .recordHolders: "record who holds the rights"
        case .recordRights:
            "record who holds the rights now: the young person, or who decides for one without the capacity"
        case .findPlanDay: "find out when the plan was made or last reviewed, and record it"
        case .recordTransfer: "record which transfer is due, or that there is none"
        case .recordTransferYear: "record the year of the move {phase}"
        case .namePlace: "name the place after the move {phase} in a final plan"

        case .reachAddressee: "find out how to reach {addressee}, to whom the {message} did not come"
        case .lookThrough:
            "look through the {message} to {addressee} for whatever tells where the child is, and let it leave"
        case .sendAgain: "look whether the {message} can reach {addressee} now, and have it sent again"
        case .tellYourself: "tell {addressee} yourself, or mend what is missing: {message}"

        case .reportBreach:
            "with the safeguarding lead, report the breach to the Information Commissioner, or note why nobody can come to "
                + "harm; tell this family and the other child\u{2019}s{whose}"
        case .reportBreachOfOther:
            "with the safeguarding lead, report the breach to the Information Commissioner, or note why nobody can come to "
                + "harm; see that the other child\u{2019}s family{whose} is told"
        case .lookAtDecision: "look whether what was decided on {decided} stands without a paper that was withdrawn"

        case .answerQuestion: "answer the question of {asked}, asked by {party}"
        case .answerSupport: "answer {party}, who said on {asked} that support in the plan is not delivered"
        case .answerComplaint: "answer the complaint of {asked}"
        case .settleContest: "settle what the family contested on {asked}: {contested}"
        case .readContribution: "read what the family gave on {asked}, and record that it was read"
        case .readConcern:
            "see that the safeguarding lead reads what {party} wrote on {asked} about a child\u{2019}s safety"
        case .supplyAdjustment: "supply what the family needs: {adjustment}"

        case .workAgain: "work on {audited} again, as the audit of {asked} or before it asked"

        case .orderFormat: "order the {message} for {addressee} as {format}"
        case .seeFormatCome: "see that the {message} for {addressee} as {format} has come and gone on to them"
        }
    }
}
