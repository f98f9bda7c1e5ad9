public import Contracts
public import JSON
public import Statute

/// The form of what a council reports to another of a plan that moves.
public enum TransferForm: String, CaseIterable, Sendable, TextValue {
    /// The first form.
    case one = "transfer-1"
}

/// What the council that maintained a plan reports to the one to which it is transferred (SEND Regulations 2014, reg 15). It
/// goes with the documents that may go; the new council takes it as the old one's word and not as its own finding.
public struct TransferRecord: Hashable, Sendable, Fields {
    /// The form.
    public var form: TransferForm = .one
    /// The council that reports, as its data file is named.
    public var from = ""
    /// The council to which the plan is transferred, as whoever transfers it wrote.
    public var to = ""
    /// The reference that the plan had.
    public var reference = ""
    /// The day on which the plan was transferred (MOV-1, MOV-2).
    public var transferred = Day(number: 0)
    /// The child's month of birth.
    public var born: Month?
    /// The day on which the plan was first made; the new council treats it as made then (MOV-3).
    public var made: Day?
    /// The day on which the decision of the last review was sent (MOV-5).
    public var reviewed: Day?
    /// The setting, by URN or UKPRN.
    public var setting: UInt32?
    /// Where the child is educated.
    public var placement = Placement.notRecorded
    /// The primary type of need.
    public var need = Need.notRecorded
    /// The National Curriculum year.
    public var year: Int8?
    /// The transfer between phases that is due next.
    public var transfer: TransferPhase?
    /// The calendar year of that transfer.
    public var transferYear: UInt16?
    /// The reviews, oldest first.
    public var reviews: [PastReview] = []
    /// The versions of the plan in sections, oldest first.
    public var versions: [Version] = []
    /// The documents that go with it.
    public var documents: [Enclosed] = []
    /// How many documents stay, because whoever gave them, or the council, did not mean them for others.
    public var withheld: UInt32 = 0

    public init() {}

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "The form in which it is written.")
        try visitor.field("from", &from, "The council that reports.")
        try visitor.field("to", &to, "The council to which the plan is transferred.")
        try visitor.field("reference", &reference, "The reference that the plan had.")
        try visitor.field("transferred", &transferred, "The day on which the plan was transferred (reg 15).")
        try visitor.optional("born", &born, "The child's month of birth.")
        try visitor.optional("made", &made, "The day on which the plan was first made.")
        try visitor.optional("reviewed", &reviewed, "The day on which the decision of the last review was sent.")
        try visitor.optional("setting", &setting, "The setting, by URN or UKPRN.")
        try visitor.field("placement", &placement, "Where the child is educated.")
        try visitor.field("need", &need, "The primary type of need.")
        try visitor.optional("year", &year, "The National Curriculum year: 0 Reception, -1 nursery.")
        try visitor.optional("transfer", &transfer, "The transfer between phases that is due next.")
        try visitor.optional("transfer_year", &transferYear, "The calendar year of that transfer.")
        try visitor.field("reviews", &reviews, "The reviews, oldest first.")
        try visitor.field("versions", &versions, "The versions of the plan in sections, oldest first.")
        try visitor.field("documents", &documents, "The documents that go with it.")
        try visitor.field(
            "withheld", &withheld,
            "How many documents stay, because whoever gave them, or the council, did not mean them for others.")
    }

    /// A review as the old council reports it.
    public struct PastReview: Hashable, Sendable, Fields {
        /// Its number there.
        public var number: UInt8 = 0
        /// The day of the meeting.
        public var held: Day?
        /// What was decided.
        public var outcome: Outcome?
        /// The day on which the family was told.
        public var told: Day?
        /// How the amendment ended.
        public var final: FinalOutcome?
        /// The day on which the final plan, or the decision not to amend, was sent.
        public var finalTold: Day?

        public init() {}

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("number", &number, "Its number there.")
            try visitor.optional("held", &held, "The day of the meeting.")
            try visitor.optional("outcome", &outcome, "What was decided.")
            try visitor.optional("told", &told, "The day on which the family was told.")
            try visitor.optional("final", &final, "How the amendment ended.")
            try visitor.optional(
                "final_told", &finalTold, "The day on which the final plan, or the decision not to amend, was sent.")
        }
    }

    /// A version of the plan in sections.
    public struct Version: Hashable, Sendable, Fields {
        /// The day on which it was made.
        public var made = Day(number: 0)
        /// Its text, among the documents.
        public var plan = DocumentHash(0, 0, 0, 0)
        /// The paper that it was read from, where that goes too.
        public var source: DocumentHash?

        public init() {}

        public init(made: Day, plan: DocumentHash, source: DocumentHash?) {
            self.made = made
            self.plan = plan
            self.source = source
        }

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("made", &made, "The day on which it was made.")
            try visitor.field("plan", &plan, "Its text, by its hash among the documents.")
            try visitor.optional("source", &source, "The paper that it was read from, where that goes too.")
        }
    }

    /// A document that goes with it.
    public struct Enclosed: Hashable, Sendable, Fields {
        /// What it is for.
        public var role = DocumentRole.plan
        /// Its salted hash.
        public var hash = DocumentHash(0, 0, 0, 0)
        /// Its salt.
        public var salt = DocumentSalt(high: 0, low: 0)
        /// What its bytes are, as MIME names it.
        public var mediaType = ""
        /// What a list of enclosures calls it.
        public var title = ""
        /// Whom it reaches.
        public var audience = Audience.council

        public init() {}

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("role", &role, "What it is for.")
            try visitor.field("hash", &hash, "SHA-256 of its salt and bytes, by which the record names it.")
            try visitor.field("salt", &salt, "Its salt.")
            try visitor.field("media_type", &mediaType, "What its bytes are, as MIME names it.")
            try visitor.field("title", &title, "What a list of enclosures calls it.")
            try visitor.field("audience", &audience, "Whom it reaches.")
        }

        /// The name of its file in the package.
        public var name: String { "documents/\(role.rawValue)-\(hash)" }
    }
}

extension DocumentRole {
    /// Whether it is the plan itself, which goes with every transfer.
    public var isThePlan: Bool { [.plan, .finalPlan, .structuredPlan, .transferRecord].contains(self) }

    /// Whether it goes with a transfer when it was meant for all who were invited. Assessments of capacity, facts about
    /// contacts, the council's own explanations and letters to single persons never do.
    public var maybeGoes: Bool {
        [.evidence, .amendments, .report, .views, .representations, .outcomes, .progress].contains(self)
    }
}
