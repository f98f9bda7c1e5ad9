public import JSON
public import Statute

/// What a contact is to the child.
public enum Relation: String, CaseIterable, Sendable, TextValue {
    /// A parent in law: whoever has parental responsibility or care (Education Act 1996 s.576).
    case parent
    case fosterCarer = "foster-carer"
    case grandparent
    case otherRelative = "other-relative"
    /// The young person, who holds the rights after compulsory school age (CFA 2014 s.83).
    case youngPerson = "young-person"
    /// Who acts for somebody without the capacity to decide (SEND Regulations 2014, regs 63 to 65).
    case representative
    case advocate
    case socialWorker = "social-worker"
    case other
}

/// What a contact may see.
public enum Sight: String, CaseIterable, Sendable, TextValue {
    /// All that the holders of rights may.
    case everything
    /// What the contact gave, and what was addressed to it.
    case own
    case nothing
}

/// One decided fact about a contact: what, by whom, when, and on what evidence.
public struct DecidedFact: Fields, Sendable, Hashable {
    /// Whether it is so.
    public var isSo = false
    /// Who decided it, by an id that is no name.
    public var by = ActorID.none
    /// The day from which it is so.
    public var on = Day(number: 0)
    /// The evidence, a document of the role `contact-evidence`.
    public var evidence: DocumentHash?

    public init() {}

    public init(_ isSo: Bool, by: ActorID, on: Day, evidence: DocumentHash? = nil) {
        self.isSo = isSo
        self.by = by
        self.on = on
        self.evidence = evidence
    }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("is", &isSo, "Whether it is so.")
        try visitor.field("by", &by, "Who decided it, by an id that is no name.")
        try visitor.field("on", &on, "The day from which it is so.")
        try visitor.optional("evidence", &evidence, "The evidence.")
    }
}

/// What a contact may see, decided as a `DecidedFact` is.
public struct DecidedSight: Fields, Sendable, Hashable {
    /// What it may see.
    public var sees = Sight.nothing
    /// Who decided it, by an id that is no name.
    public var by = ActorID.none
    /// The day from which it is so.
    public var on = Day(number: 0)
    /// The evidence, a document of the role `contact-evidence`.
    public var evidence: DocumentHash?

    public init() {}

    public init(_ sees: Sight, by: ActorID, on: Day, evidence: DocumentHash? = nil) {
        self.sees = sees
        self.by = by
        self.on = on
        self.evidence = evidence
    }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("is", &sees, "What the contact may see.")
        try visitor.field("by", &by, "Who decided it, by an id that is no name.")
        try visitor.field("on", &on, "The day from which it is so.")
        try visitor.optional("evidence", &evidence, "The evidence.")
    }
}

/// A letter as it is addressed to one contact.
public struct LetterCopy: Fields, Sendable, Hashable {
    /// The contact's number.
    public var contact: UInt8 = 0
    /// Where the copy is, a document of the role `letter`; nil when it could not be written.
    public var document: DocumentHash?
    /// How it is to be served: the days that it names run from that. Nil when it could not be written.
    public var by: Delivery?
    /// Why it could not be written; nil when it was.
    public var lacks: LetterLack?

    public init() {}

    public init(contact: UInt8, document: DocumentHash, by: Delivery? = nil) {
        self.contact = contact
        self.document = document
        self.by = by
    }

    /// A copy that could not be written.
    public init(contact: UInt8, lacks: LetterLack) {
        self.contact = contact
        self.lacks = lacks
    }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("contact", &contact, "To which contact it is addressed.")
        try visitor.optional("document", &document, "Where that copy is; absent when it could not be written.")
        try visitor.optional("by", &by, "How it is to be served, which its days run from.")
        try visitor.optional("lacks", &lacks, "Why it could not be written.")
    }
}

extension ContactRecorded {
    /// A contact with all four facts decided by one person on one day.
    public init(
        contact: UInt8, relation: Relation, holdsRights: Bool, mayBeWrittenTo: Bool = true, maySee: Sight = .everything,
        locationProtected: Bool = false, by actor: ActorID, on day: Day
    ) {
        self.init(
            contact: contact, relation: relation, holdsRights: DecidedFact(holdsRights, by: actor, on: day),
            mayBeWrittenTo: DecidedFact(mayBeWrittenTo, by: actor, on: day),
            maySee: DecidedSight(maySee, by: actor, on: day),
            locationProtected: DecidedFact(locationProtected, by: actor, on: day))
    }
}
