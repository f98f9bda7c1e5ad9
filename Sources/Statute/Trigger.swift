/// The day from which a rule counts.
public enum Trigger: String, CaseIterable, Hashable, Sendable {
    case planMade, lastReviewed, lastMeeting, lastFinal, cycleStart, reviewDue, earlyReviewRequested, termStarts
    case meeting, lastSitting, decision, noticeSent, noticeServed, institutionConsulted
    case transfer, laterTransfer, transferPlanDue, transferPlanDay
    case decisionLetterSent, certificateIssued, appealSent, unopposedTold, tribunalDecision, tribunalOrder
    case mediationDeclined, mediationWanted, mediationNotArranged, healthIssuesRaised
    case compulsoryAgeEnds, twentyFifthBirthday, twentySixthBirthday, courseEnds
    case lastAssessed, reassessmentRequested, reassessmentNotified, assessmentRequested, healthAdviceRequested
    case moved, awareOfMove, movedIn
    case directPaymentsStarted, detained, released
    case approachDisagreed
    case breachKnown

    /// How a sentence names it, before "on" and the day: "the meeting", "the amendment notice was sent".
    public var words: String {
        switch self {
        case .planMade: "the plan was first made"
        case .lastReviewed: "the decision that ended the last review was sent"
        case .lastMeeting: "the meeting of the last review"
        case .lastFinal: "the final plan of the last review was sent"
        case .cycleStart: "the plan was made or last reviewed"
        case .reviewDue: "the review is due"
        case .earlyReviewRequested: "an early review was asked for"
        case .termStarts: "the term begins"
        case .meeting: "the meeting"
        case .lastSitting: "the last sitting of the adjourned meeting"
        case .decision: "the decision"
        case .noticeSent: "the amendment notice was sent"
        case .noticeServed: "the amendment notice was served"
        case .institutionConsulted: "the institution was consulted"
        case .transfer: "the transfer"
        case .laterTransfer: "the transfer"
        case .transferPlanDue: "the plan is due"
        case .transferPlanDay: "the day before which the plan is due"
        case .decisionLetterSent: "the decision was sent"
        case .certificateIssued: "the mediation certificate was issued"
        case .appealSent: "the appeal was sent to the council"
        case .unopposedTold: "the council told the Tribunal that it does not oppose the appeal"
        case .tribunalDecision: "the Tribunal's decision was sent"
        case .tribunalOrder: "the order was made"
        case .mediationDeclined: "the family said that it wants no mediation"
        case .mediationWanted: "the council was told that mediation is wanted"
        case .mediationNotArranged: "it was clear that mediation cannot be arranged in time"
        case .healthIssuesRaised: "the council was told of the health issues"
        case .compulsoryAgeEnds: "compulsory school age ends"
        case .twentyFifthBirthday: "the 25th birthday"
        case .twentySixthBirthday: "the 26th birthday"
        case .courseEnds: "the course or training ends"
        case .lastAssessed: "the last assessment was made"
        case .reassessmentRequested: "a re-assessment was asked for"
        case .reassessmentNotified: "the council said that it will re-assess"
        case .assessmentRequested: "the assessment was asked for"
        case .healthAdviceRequested: "health advice was asked for"
        case .moved: "the move"
        case .awareOfMove: "the old council became aware of the move"
        case .movedIn: "the plan was transferred"
        case .directPaymentsStarted: "direct payments started"
        case .detained: "the detention began"
        case .released: "the release"
        case .approachDisagreed: "the kind of review was chosen without agreement"
        case .breachKnown: "somebody became aware of a breach of personal data"
        }
    }
}
