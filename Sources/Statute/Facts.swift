/// What is known of one plan and its review. What is unknown is nil and gives no deadline.
public struct Facts: Hashable, Sendable {
    // The cycle.
    /// When the plan was first made.
    public var planMade: Day?
    /// When the decision that ended the last review was sent.
    public var lastReviewed: Day?
    /// The day of the last review's meeting, from which some count.
    public var lastMeeting: Day?
    /// When the final plan of the last review was sent, from which some count.
    public var lastFinal: Day?
    /// The interval that the plan itself names, in months.
    public var planInterval: Int?
    /// When an early review was asked for.
    public var earlyReviewRequested: Day?
    /// When the kind of review was chosen without the agreement of all.
    public var approachDisagreed: Day?
    /// When the council became aware of a breach of personal data, as a paper in another child's file.
    public var breachKnown: Day?
    /// When the school term begins in which the review falls.
    public var termStarts: Day?
    /// How many plans of the child are open; the law knows one.
    public var openPlans = 1

    // The review.
    /// The day of the review meeting; of an adjourned one, its first sitting.
    public var meeting: Day?
    /// The last sitting of a meeting that was adjourned.
    public var lastSitting: Day?
    /// When the decision of this review was sent.
    public var decisionSent: Day?
    /// What was decided.
    public var outcome: ReviewOutcome?
    /// When the amendment notice was sent.
    public var noticeSent: Day?
    /// When the amendment notice was served.
    public var noticeServed: Day?
    /// When an institution was consulted that may be named.
    public var institutionConsulted: Day?
    /// When the final amended plan was sent.
    public var finalSent: Day?
    /// When the decision not to amend after all was sent.
    public var notAmendedSent: Day?
    /// Whether the plan is amended without a review (reg 28).
    public var amendsOutsideReview = false

    // The child.
    /// The month of birth.
    public var born: Month?
    /// What kind of institution a young person attends, where the end after 25 depends on it; nil: not known.
    public var institution: Institution?
    /// When the course of a young person, or an apprentice's training, ends.
    public var courseEnds: Day?
    /// Whether the child attends a school or other institution.
    public var attends = true
    /// Whether the council looks after the child.
    public var isLookedAfter = false
    /// The transfer between phases that the child faces.
    public var transfer: Transfer?
    /// The day of a move from one post-16 institution to another.
    public var laterTransfer: Day?

    // Mediation and appeal.
    /// When the family called the mediation adviser.
    public var mediationContacted: Day?
    /// When the family said that it wants no mediation.
    public var mediationDeclined: Day?
    /// When the council was told that mediation is wanted.
    public var mediationWanted: Day?
    /// When it was clear that mediation cannot be arranged in time.
    public var mediationNotArranged: Day?
    /// When the council was told of health issues for mediation.
    public var healthIssuesRaised: Day?
    /// When the mediation certificate was issued.
    public var certificateIssued: Day?
    /// When the appeal was sent to the council.
    public var appealSent: Day?
    /// Whether the appeal is about Section I alone.
    public var isSectionIOnly = false
    /// When the council told the Tribunal that it does not oppose the appeal.
    public var unopposedTold: Day?
    /// What the Tribunal ordered.
    public var tribunalOrder: TribunalOrder?
    /// When the First-tier Tribunal's decision was sent.
    public var tribunalDecision: Day?

    // Re-assessment.
    /// When the last assessment was made.
    public var lastAssessed: Day?
    /// When a re-assessment was asked for.
    public var reassessmentRequested: Day?
    /// When the council said that it will re-assess.
    public var reassessmentNotified: Day?
    /// When a first assessment was asked for.
    public var assessmentRequested: Day?
    /// When a health body was asked for advice for an assessment.
    public var healthAdviceRequested: Day?

    // Moving, direct payments, custody.
    /// The day on which the child moved; when unknown, that of the plan's transfer.
    public var moved: Day?
    /// When the old council became aware of the move.
    public var awareOfMove: Day?
    /// When the plan was transferred to this council.
    public var movedIn: Day?
    /// When direct payments started.
    public var directPaymentsStarted: Day?
    /// When the child was detained.
    public var detained: Day?
    /// When the child was released.
    public var released: Day?

    /// Nothing but these is known; everything else can be set afterwards.
    public init(
        planMade: Day? = nil, lastReviewed: Day? = nil, meeting: Day? = nil, decisionSent: Day? = nil,
        outcome: ReviewOutcome? = nil, noticeSent: Day? = nil, noticeServed: Day? = nil, transfer: Transfer? = nil
    ) {
        self.planMade = planMade
        self.lastReviewed = lastReviewed
        self.meeting = meeting
        self.decisionSent = decisionSent
        self.outcome = outcome
        self.noticeSent = noticeSent
        self.noticeServed = noticeServed
        self.transfer = transfer
    }
}

extension Facts {
    /// The day of that trigger as far as the facts alone say it; `reviewDue` and `transferPlanDue` follow from the table.
    @inlinable
    public func day(of trigger: Trigger) -> Day? {
        switch trigger {
        case .planMade: planMade
        case .lastReviewed: lastReviewed
        case .lastMeeting: lastMeeting
        case .lastFinal: lastFinal
        case .cycleStart: lastReviewed ?? planMade
        case .reviewDue, .transferPlanDue, .transferPlanDay: nil
        case .earlyReviewRequested: earlyReviewRequested
        case .approachDisagreed: approachDisagreed
        case .breachKnown: breachKnown
        case .termStarts: termStarts
        case .meeting: meeting
        case .lastSitting: lastSitting
        case .decision: decisionSent
        case .noticeSent: noticeSent
        case .noticeServed: noticeServed
        case .institutionConsulted: institutionConsulted
        case .transfer: transfer.flatMap { Day($0.year, 1, 1) }
        case .laterTransfer: laterTransfer
        case .decisionLetterSent: decisionLetterSent
        case .certificateIssued: certificateIssued
        case .appealSent: appealSent
        case .unopposedTold: unopposedTold
        case .tribunalDecision: tribunalDecision
        case .tribunalOrder: tribunalOrder?.made
        case .mediationDeclined: mediationDeclined
        case .mediationWanted: mediationWanted
        case .mediationNotArranged: mediationNotArranged
        case .healthIssuesRaised: healthIssuesRaised
        case .compulsoryAgeEnds: born.flatMap { SchoolYear.compulsoryAgeEnds(bornIn: $0) }
        case .twentyFifthBirthday: born.flatMap { SchoolYear.birthday(25, bornIn: $0) }
        case .twentySixthBirthday: born.flatMap { SchoolYear.birthday(26, bornIn: $0) }
        case .courseEnds: courseEnds
        case .lastAssessed: lastAssessed
        case .reassessmentRequested: reassessmentRequested
        case .reassessmentNotified: reassessmentNotified
        case .assessmentRequested: assessmentRequested
        case .healthAdviceRequested: healthAdviceRequested
        case .moved: moved ?? movedIn
        case .awareOfMove: awareOfMove
        case .movedIn: movedIn
        case .directPaymentsStarted: directPaymentsStarted
        case .detained: detained
        case .released: released
        }
    }

    /// When the letter was sent from which an appeal counts: the final plan or the decision not to amend after all, else
    /// a decision to maintain or to cease. A decision to amend alone cannot be appealed (APP-6).
    @inlinable
    public var decisionLetterSent: Day? {
        if let last = finalSent ?? notAmendedSent { return last }
        return outcome == .maintain || outcome == .cease ? decisionSent : nil
    }
}

/// What kind of institution a young person attends, as far as the end of a plan after 25 depends on it (SEND Regulations
/// 2014, reg 46).
public enum Institution: String, CaseIterable, Hashable, Sendable {
    /// A college in the further education sector, whose academic year ends on 31 July.
    case college
    /// Any other, or an apprenticeship: the year ends with the course or the training.
    case other
}
