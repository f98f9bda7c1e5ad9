public import JSON
public import Statute

// What people report. A report always counts; its id is the key of its submission.

/// What is known of a child's plan; what is absent is unknown.
public struct PlanRecorded: EventFields {
    /// The child's month of birth.
    public var born: Month?
    /// The day the plan was first made (CYC-1).
    public var made: Day?
    /// The day the council sent the decision of the last review (CYC-2).
    public var reviewed: Day?
    /// Months from one review to the next, when the plan itself stipulates fewer than twelve (CYC-8).
    public var interval: UInt8?
    /// The setting's unique reference number; absent when there is none (reg 21).
    public var setting: UInt32?
    /// Where the child is educated.
    public var placement: Placement = .notRecorded
    /// The primary type of need.
    public var need: Need = .notRecorded
    /// The National Curriculum year of the class the child is in: 0 Reception, -1 nursery.
    public var year: Int32?
    /// The transfer between phases that is due next (reg 2(1)).
    public var transfer: TransferPhase?
    /// The calendar year of that transfer.
    public var transferYear: Int32?
    /// Whether the plan already names the setting after the transfer.
    public var transferNamed: Bool?
    /// Who holds the rights when it is not the parent: young-person.
    public var rightsHolder: Party?
    /// Which EHCP Coordinator holds the case.
    public var coordinator: String = ""
    /// The review model that holds for the child.
    public var model: String = "statutory"
    /// What people set so that the child comes first among equals.
    public var priority: [PriorityFlag]?

    public init() {}

    public init(
        born: Month? = nil, made: Day? = nil, reviewed: Day? = nil, interval: UInt8? = nil, setting: UInt32? = nil,
        placement: Placement,
        need: Need, year: Int32? = nil, transfer: TransferPhase? = nil, transferYear: Int32? = nil,
        transferNamed: Bool? = nil, coordinator: String, model: String, rightsHolder: Party? = nil,
        priority: [PriorityFlag]? = nil
    ) {
        self.born = born
        self.made = made
        self.reviewed = reviewed
        self.interval = interval
        self.setting = setting
        self.placement = placement
        self.need = need
        self.year = year
        self.transfer = transfer
        self.transferYear = transferYear
        self.transferNamed = transferNamed
        self.coordinator = coordinator
        self.model = model
        self.rightsHolder = rightsHolder
        self.priority = priority
    }

    public static var type: StaticString { "plan-recorded" }
    public static var meaning: StaticString { "What is known of a child's plan; what is absent is unknown." }
    public static var happens: StaticString { "The day from which this is so." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("born", &born, "The child's month of birth.")
        try visitor.optional("made", &made, "The day the plan was first made (CYC-1).")
        try visitor.optional("reviewed", &reviewed, "The day the council sent the decision of the last review (CYC-2).")
        try visitor.optional(
            "interval", &interval,
            "Months from one review to the next, when the plan itself stipulates fewer than twelve (CYC-8).")
        try visitor.optional(
            "setting", &setting, "The setting's unique reference number; absent when there is none (reg 21).")
        try visitor.field("placement", &placement, "Where the child is educated.")
        try visitor.field("need", &need, "The primary type of need.")
        try visitor.optional(
            "year", &year, "The National Curriculum year of the class the child is in: 0 Reception, -1 nursery.")
        try visitor.optional("transfer", &transfer, "The transfer between phases that is due next (reg 2(1)).")
        try visitor.optional("transfer_year", &transferYear, "The calendar year of that transfer.")
        try visitor.optional(
            "transfer_named", &transferNamed, "Whether the plan already names the setting after the transfer.")
        try visitor.field("coordinator", &coordinator, "Which EHCP Coordinator holds the case.")
        try visitor.field("model", &model, "The review model that holds for the child.")
        try visitor.optional(
            "rights_holder", &rightsHolder, "Who holds the rights when it is not the parent: young-person.")
        try visitor.optional("priority", &priority, "What people set so that the child comes first among equals.")
    }
}

/// The council no longer maintains the plan.
public struct PlanEnded: EventFields {
    /// Why, as SEN2 lists it.
    public var reason: EndReason = .other

    public init() {}

    public init(reason: EndReason) {
        self.reason = reason
    }

    public static var type: StaticString { "plan-ended" }
    public static var meaning: StaticString { "The council no longer maintains the plan." }
    public static var happens: StaticString { "The day it ended." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("reason", &reason, "Why, as SEN2 lists it.")
    }
}

/// Somebody asked for a review before it is due (CYC-10).
public struct EarlyReviewRequested: EventFields {
    /// Who asks: the family, the young person or the setting.
    public var from: Party = .parent
    /// On what ground.
    public var ground: EarlyReviewGround = .other
    /// Where the request is.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, ground: EarlyReviewGround, document: DocumentHash? = nil) {
        self.from = from
        self.ground = ground
        self.document = document
    }

    public static var type: StaticString { "early-review-requested" }
    public static var meaning: StaticString { "Somebody asked for a review before it is due (CYC-10)." }
    public static var happens: StaticString { "The day it was asked for." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who asks: the family, the young person or the setting.")
        try visitor.field("ground", &ground, "On what ground.")
        try visitor.optional("document", &document, "Where the request is.")
    }
}

/// The council answered a request for an early review (CYC-10).
public struct EarlyReviewAnswered: EventFields {
    /// The request that is answered, by its key.
    public var request: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Whether the review is held early.
    public var agreed: Bool = false
    /// The review that the agreed request begins, or falls to when one is open.
    public var review: UInt8?
    /// The EHCP Coordinator who answers, by name.
    public var officer: String?
    /// The reasons in writing.
    public var document: DocumentHash?

    public init() {}

    public init(
        request: SubmissionKey, agreed: Bool, review: UInt8? = nil, officer: String? = nil,
        document: DocumentHash? = nil
    ) {
        self.request = request
        self.agreed = agreed
        self.review = review
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "early-review-answered" }
    public static var meaning: StaticString { "The council answered a request for an early review (CYC-10)." }
    public static var happens: StaticString { "The day of the answer." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("request", &request, "The request that is answered, by its key.")
        try visitor.field("agreed", &agreed, "Whether the review is held early.")
        try visitor.optional(
            "review", &review, "The review that the agreed request begins, or falls to when one is open.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who answers, by name.")
        try visitor.optional("document", &document, "The reasons in writing.")
    }
}

/// Progress was recorded between reviews; it counts for no date and no decision.
public struct ProgressRecorded: EventFields {
    /// Whose record it is.
    public var from: Party = .parent
    /// Where it is.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, document: DocumentHash? = nil) {
        self.from = from
        self.document = document
    }

    public static var type: StaticString { "progress-recorded" }
    public static var meaning: StaticString {
        "Progress was recorded between reviews; it counts for no date and no decision."
    }
    public static var happens: StaticString { "The day of which it tells." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Whose record it is.")
        try visitor.optional("document", &document, "Where it is.")
    }
}

/// A review that was opened before this log knew of it.
public struct ReviewUnderWay: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The kind of review.
    public var kind: ReviewKind = .annual
    /// The last day of its twelve months.
    public var due: Day?

    public init() {}

    public init(review: UInt8, kind: ReviewKind, due: Day? = nil) {
        self.review = review
        self.kind = kind
        self.due = due
    }

    public static var type: StaticString { "review-under-way" }
    public static var meaning: StaticString { "A review that was opened before this log knew of it." }
    public static var happens: StaticString { "The day it was opened, as far as known." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("kind", &kind, "The kind of review.")
        try visitor.optional("due", &due, "The last day of its twelve months.")
    }
}

/// The coordinator, the family and the setting chose the kind of review together.
public struct ApproachChosen: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The kind that was chosen.
    public var kind: ReviewKind = .annual
    /// Who agreed.
    public var agreed: [Party] = []
    /// Who did not.
    public var disagreed: [Party]?

    public init() {}

    public init(review: UInt8, kind: ReviewKind, agreed: [Party], disagreed: [Party]? = nil) {
        self.review = review
        self.kind = kind
        self.agreed = agreed
        self.disagreed = disagreed
    }

    public static var type: StaticString { "approach-chosen" }
    public static var meaning: StaticString {
        "The coordinator, the family and the setting chose the kind of review together."
    }
    public static var happens: StaticString { "The day it was agreed." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("kind", &kind, "The kind that was chosen.")
        try visitor.field("agreed", &agreed, "Who agreed.")
        try visitor.optional("disagreed", &disagreed, "Who did not.")
    }
}

/// The council answered in writing somebody who did not agree with the kind of review (POL-1).
public struct DisagreementAnswered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Who is answered.
    public var to: Party = .parent
    /// The answer.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, to: Party, document: DocumentHash? = nil) {
        self.review = review
        self.to = to
        self.document = document
    }

    public static var type: StaticString { "disagreement-answered" }
    public static var meaning: StaticString {
        "The council answered in writing somebody who did not agree with the kind of review (POL-1)."
    }
    public static var happens: StaticString { "The day of the answer." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("to", &to, "Who is answered.")
        try visitor.optional("document", &document, "The answer.")
    }
}

/// The date of the review meeting was set or moved; the latest counts.
public struct MeetingArranged: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The date of the meeting.
    public var meeting: Day = Day(number: 0)

    public init() {}

    public init(review: UInt8, meeting: Day) {
        self.review = review
        self.meeting = meeting
    }

    public static var type: StaticString { "meeting-arranged" }
    public static var meaning: StaticString { "The date of the review meeting was set or moved; the latest counts." }
    public static var happens: StaticString { "The day it was arranged." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("meeting", &meeting, "The date of the meeting.")
    }
}

/// Advice and information were sent to everyone invited (MTG-4).
public struct AdviceCirculated: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0

    public init() {}

    public init(review: UInt8) {
        self.review = review
    }

    public static var type: StaticString { "advice-circulated" }
    public static var meaning: StaticString { "Advice and information were sent to everyone invited (MTG-4)." }
    public static var happens: StaticString { "The day they were sent." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
    }
}

/// Someone's views came in.
public struct ViewsReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Whose views.
    public var from: Party = .parent
    /// On which form; absent when on none.
    public var form: ViewsForm?
    /// Whether they came on paper.
    public var onPaper: Bool?
    /// Where they are.
    public var document: DocumentHash?

    public init() {}

    public init(
        review: UInt8, from: Party, form: ViewsForm? = nil, onPaper: Bool? = nil, document: DocumentHash? = nil
    ) {
        self.review = review
        self.from = from
        self.form = form
        self.onPaper = onPaper
        self.document = document
    }

    public static var type: StaticString { "views-received" }
    public static var meaning: StaticString { "Someone's views came in." }
    public static var happens: StaticString { "The day they came." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("from", &from, "Whose views.")
        try visitor.optional("form", &form, "On which form; absent when on none.")
        try visitor.optional("on_paper", &onPaper, "Whether they came on paper.")
        try visitor.optional("document", &document, "Where they are.")
    }
}

/// The review meeting was held.
public struct MeetingHeld: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0

    public init() {}

    public init(review: UInt8) {
        self.review = review
    }

    public static var type: StaticString { "meeting-held" }
    public static var meaning: StaticString { "The review meeting was held." }
    public static var happens: StaticString { "The day of the meeting: the decision's four weeks start here (DEC-1)." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
    }
}

/// The written report of the meeting was sent to everyone invited (REP-1).
public struct ReportReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// What it recommends.
    public var recommends: Outcome?
    /// Where it is.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, recommends: Outcome? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.recommends = recommends
        self.document = document
    }

    public static var type: StaticString { "report-received" }
    public static var meaning: StaticString {
        "The written report of the meeting was sent to everyone invited (REP-1)."
    }
    public static var happens: StaticString { "The day it was sent." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("recommends", &recommends, "What it recommends.")
        try visitor.optional("document", &document, "Where it is.")
    }
}

/// Short-term outcomes were agreed. The council keeps them outside the plan: they never replace section E.
public struct ShortTermOutcomesAgreed: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Where they are.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, document: DocumentHash? = nil) {
        self.review = review
        self.document = document
    }

    public static var type: StaticString { "short-term-outcomes-agreed" }
    public static var meaning: StaticString {
        "Short-term outcomes were agreed. The council keeps them outside the plan: they never replace section E."
    }
    public static var happens: StaticString { "The day they were agreed." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("document", &document, "Where they are.")
    }
}

/// An EHCP Coordinator decided, and asks for the letter.
public struct DecisionSubmitted: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The outcome; a decision without one is refused.
    public var outcome: Outcome?
    /// The EHCP Coordinator who decides, by name; one without is refused.
    public var officer: String?
    /// The reasons, written for this child; a decision without is refused.
    public var reasons: DocumentHash?
    /// The plan as it stands, which an amendment notice must carry (reg 22(2)).
    public var plan: DocumentHash?
    /// The proposed amendments (reg 22(2)).
    public var amendments: DocumentHash?
    /// The evidence for them (reg 22(2)).
    public var evidence: [DocumentHash]?
    /// When the parent and the setting were consulted on ceasing (reg 31).
    public var consulted: Day?
    /// The day from which the council means to cease.
    public var ceases: Day?
    /// The manager who passes a decision in spite of what was shown.
    public var passedBy: String?
    /// That manager's explanation.
    public var explanation: DocumentHash?

    public init() {}

    public init(
        review: UInt8, outcome: Outcome? = nil, officer: String? = nil, reasons: DocumentHash? = nil,
        plan: DocumentHash? = nil, amendments: DocumentHash? = nil, evidence: [DocumentHash]? = nil,
        consulted: Day? = nil, ceases: Day? = nil, passedBy: String? = nil, explanation: DocumentHash? = nil
    ) {
        self.review = review
        self.outcome = outcome
        self.officer = officer
        self.reasons = reasons
        self.plan = plan
        self.amendments = amendments
        self.evidence = evidence
        self.consulted = consulted
        self.ceases = ceases
        self.passedBy = passedBy
        self.explanation = explanation
    }

    public static var type: StaticString { "decision-submitted" }
    public static var meaning: StaticString { "An EHCP Coordinator decided, and asks for the letter." }
    public static var happens: StaticString { "The day of the decision." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "The outcome; a decision without one is refused.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who decides, by name; one without is refused.")
        try visitor.optional("reasons", &reasons, "The reasons, written for this child; a decision without is refused.")
        try visitor.optional("plan", &plan, "The plan as it stands, which an amendment notice must carry (reg 22(2)).")
        try visitor.optional("amendments", &amendments, "The proposed amendments (reg 22(2)).")
        try visitor.optional("evidence", &evidence, "The evidence for them (reg 22(2)).")
        try visitor.optional(
            "consulted", &consulted, "When the parent and the setting were consulted on ceasing (reg 31).")
        try visitor.optional("ceases", &ceases, "The day from which the council means to cease.")
        try visitor.optional("passed_by", &passedBy, "The manager who passes a decision in spite of what was shown.")
        try visitor.optional("explanation", &explanation, "That manager's explanation.")
    }
}

/// A decision whose letter was sent outside this system.
public struct DecisionRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The outcome, if it was recorded.
    public var outcome: Outcome?
    /// The day the amendment notice was sent.
    public var notice: Day?

    public init() {}

    public init(review: UInt8, outcome: Outcome? = nil, notice: Day? = nil) {
        self.review = review
        self.outcome = outcome
        self.notice = notice
    }

    public static var type: StaticString { "decision-recorded" }
    public static var meaning: StaticString { "A decision whose letter was sent outside this system." }
    public static var happens: StaticString { "The day the letter was sent." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "The outcome, if it was recorded.")
        try visitor.optional("notice", &notice, "The day the amendment notice was sent.")
    }
}

/// The family answered the amendment notice (AMD-2).
public struct RepresentationsReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Where it is.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, document: DocumentHash? = nil) {
        self.review = review
        self.document = document
    }

    public static var type: StaticString { "representations-received" }
    public static var meaning: StaticString { "The family answered the amendment notice (AMD-2)." }
    public static var happens: StaticString { "The day the answer came." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("document", &document, "Where it is.")
    }
}

/// An EHCP Coordinator finished the amendment, and asks for the letter.
public struct FinalSubmitted: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Amended, or not after all.
    public var outcome: FinalOutcome?
    /// The EHCP Coordinator who decides, by name.
    public var officer: String?
    /// The reasons; not to amend after all is refused without (reg 22(4)).
    public var reasons: DocumentHash?
    /// The final amended plan.
    public var plan: DocumentHash?
    /// The setting that section I names, if it has a number.
    public var setting: UInt32?
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?

    public init() {}

    public init(
        review: UInt8, outcome: FinalOutcome? = nil, officer: String? = nil, reasons: DocumentHash? = nil,
        plan: DocumentHash? = nil, setting: UInt32? = nil, namesTransfer: Bool? = nil
    ) {
        self.review = review
        self.outcome = outcome
        self.officer = officer
        self.reasons = reasons
        self.plan = plan
        self.setting = setting
        self.namesTransfer = namesTransfer
    }

    public static var type: StaticString { "final-submitted" }
    public static var meaning: StaticString { "An EHCP Coordinator finished the amendment, and asks for the letter." }
    public static var happens: StaticString { "The day of that decision." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who decides, by name.")
        try visitor.optional("reasons", &reasons, "The reasons; not to amend after all is refused without (reg 22(4)).")
        try visitor.optional("plan", &plan, "The final amended plan.")
        try visitor.optional("setting", &setting, "The setting that section I names, if it has a number.")
        try visitor.optional(
            "names_transfer", &namesTransfer,
            "Whether section I names the setting, or its type, after the phase transfer.")
    }
}

/// A final plan, or a decision not to amend, whose letter was sent outside this system.
public struct FinalRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Amended, or not after all.
    public var outcome: FinalOutcome?
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?

    public init() {}

    public init(review: UInt8, outcome: FinalOutcome? = nil, namesTransfer: Bool? = nil) {
        self.review = review
        self.outcome = outcome
        self.namesTransfer = namesTransfer
    }

    public static var type: StaticString { "final-recorded" }
    public static var meaning: StaticString {
        "A final plan, or a decision not to amend, whose letter was sent outside this system."
    }
    public static var happens: StaticString { "The day it was sent." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional(
            "names_transfer", &namesTransfer,
            "Whether section I names the setting, or its type, after the phase transfer.")
    }
}

/// A report that was filed on the wrong child, or never should have been, no longer counts.
public struct Withdrawn: EventFields {
    /// The report that no longer counts.
    public var report: SubmissionKey = SubmissionKey(high: 0, low: 0)

    public init() {}

    public init(report: SubmissionKey) {
        self.report = report
    }

    public static var type: StaticString { "withdrawn" }
    public static var meaning: StaticString {
        "A report that was filed on the wrong child, or never should have been, no longer counts."
    }
    public static var happens: StaticString { "The day it was withdrawn." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("report", &report, "The report that no longer counts.")
    }
}
