/// When a rule applies, besides its trigger's day being known.
public enum Condition: Hashable, Sendable {
    case always
    /// The plan was never reviewed: the year still counts from its making. And the year runs.
    case neverReviewed
    /// The child is not in custody, where the year of the review does not run.
    case yearRuns
    /// That is what was decided.
    case outcome(ReviewOutcome)
    /// What was decided can be appealed at once: maintain or cease.
    case appealableAtOnce
    /// The plan is amended without a review (reg 28).
    case outsideReview
    /// The transfer is from secondary school to a post-16 institution.
    case toPost16
    /// The transfer is another of reg 2(1).
    case notToPost16
    /// The child is under five on the day that the rule gives.
    case underFive
    /// The child is in Year 9 or beyond.
    case yearNineOn
    /// The young person may be 19 or over.
    case nineteenOn
    /// The decision is to cease, and the young person may be under 18.
    case ceasingUnder18
    /// The decision is to cease, and the young person may be 18 or over.
    case ceasingFrom18
    /// The decision is to cease, and the young person may be 19 or over.
    case ceasingFrom19
    /// The young person attends a college in the further education sector, or it is not known where.
    case atCollege
    /// The young person attends another institution or is an apprentice, or it is not known where.
    case elsewhere
    /// The same, and the course or training ends when the young person may be 25.
    case elsewhereFrom25
    /// The child is detained and not released.
    case inCustody
    /// The child attends no school or institution.
    case notAttending
    /// The child is looked after.
    case lookedAfter
    /// The old council knew of the move fifteen working days before it, or it is not known when it did.
    case knewOfMoveInTime
    /// The old council did not know of the move in time.
    case learntOfMoveLate
    /// The plan was not reviewed since it was transferred.
    case notReviewedSinceMove
    /// An assessment was under way when detention or release came.
    case assessmentInterrupted
    /// The appeal is about the school or other institution alone (Section I).
    case sectionIOnly
    /// The appeal is about more than Section I.
    case notSectionIOnly
    /// The Tribunal ordered that.
    case order(TribunalOrder.Kind)

    /// For people, as the end of "applies …"; nil for one that always holds.
    public var words: String? {
        switch self {
        case .always: nil
        case .neverReviewed: "if the plan was never reviewed"
        case .yearRuns: "outside custody"
        case .outcome(let outcome): "if the decision is to \(outcome.rawValue)"
        case .appealableAtOnce: "if the decision is to maintain or to cease"
        case .outsideReview: "if the plan is amended without a review"
        case .toPost16: "to a transfer from secondary school to a post-16 institution"
        case .notToPost16: "to every other transfer between phases"
        case .underFive: "to a child under five"
        case .yearNineOn: "in Year 9 and beyond"
        case .ceasingUnder18: "to ceasing for a young person under 18"
        case .ceasingFrom18: "to ceasing for a young person of 18 or over"
        case .ceasingFrom19: "to ceasing for a young person of 19 or over"
        case .atCollege: "at a college in the further education sector"
        case .elsewhere: "at another institution, and to an apprentice"
        case .elsewhereFrom25: "at another institution, and to an apprentice, if the course or training ends from 25 on"
        case .inCustody: "until release"
        case .nineteenOn: "to a young person of 19 or over"
        case .notAttending: "if the child attends no school or institution"
        case .lookedAfter: "to a looked-after child"
        case .knewOfMoveInTime: "if the old council knew at least 15 working days before"
        case .learntOfMoveLate: "if the old council did not know in time"
        case .notReviewedSinceMove: "until the new council's first review"
        case .assessmentInterrupted: "if detention or release interrupts an assessment"
        case .sectionIOnly: "if the appeal is about Section I alone"
        case .notSectionIOnly: "if the appeal is about more than Section I"
        case .order(let kind): "if the Tribunal orders the council \(kind.words)"
        }
    }
}

/// What the Tribunal ordered on an appeal, and when (SEND Regulations 2014, reg 44(2)).
public struct TribunalOrder: Hashable, Sendable {
    /// What was ordered.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// An appeal against ceasing was dismissed.
        case ceaseDismissed = "cease-dismissed"
        case assess
        case makePlan = "make-plan"
        case amendContents = "amend-contents"
        case sectionI = "section-i"
        case continuePlan = "continue-plan"

        /// After "orders the council": "to assess or re-assess".
        public var words: String {
            switch self {
            case .ceaseDismissed: "nothing, because the appeal against ceasing is dismissed"
            case .assess: "to assess or re-assess"
            case .makePlan: "to make a plan"
            case .amendContents: "to amend the plan’s contents"
            case .sectionI: "to name another institution"
            case .continuePlan: "to go on maintaining the plan"
            }
        }
    }

    /// What was ordered.
    public var kind: Kind
    /// When the order was made.
    public var made: Day

    /// That order of that day.
    public init(_ kind: Kind, made: Day) {
        self.kind = kind
        self.made = made
    }
}
