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

/// What can be decided of a contact: whether something is so, or what it may see.
public protocol Decidable: FieldValue, Sendable, Hashable {
    /// What holds before anybody decided.
    static var undecided: Self { get }
    /// What it says, for the reference page.
    static var meaning: StaticString { get }
}

extension Bool: Decidable {
    public static var undecided: Bool { false }
    public static var meaning: StaticString { "Whether it is so." }
}

extension Sight: Decidable {
    public static var undecided: Sight { .nothing }
    public static var meaning: StaticString { "What the contact may see." }
}

/// One decided fact about a contact: what, by whom, when, and on what evidence.
public struct Decided<Value: Decidable>: Fields, Sendable, Hashable {
    /// What was decided.
    public var value = Value.undecided
    /// Who decided it, by an id that is no name.
    public var by = ActorID.none
    /// The day from which it is so.
    public var on = Day(number: 0)
    /// The evidence, a document of the role `contact-evidence`.
    public var evidence: DocumentHash?

    public init() {}

    public init(_ value: Value, by: ActorID, on: Day, evidence: DocumentHash? = nil) {
        self.value = value
        self.by = by
        self.on = on
        self.evidence = evidence
    }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("is", &value, Value.meaning)
        try visitor.field("by", &by, "Who decided it, by an id that is no name.")
        try visitor.field("on", &on, "The day from which it is so.")
        try visitor.optional("evidence", &evidence, "The evidence.")
    }
}

/// Whether something is so of a contact.
public typealias DecidedFact = Decided<Bool>
/// What a contact may see.
public typealias DecidedSight = Decided<Sight>

extension Decided<Bool> {
    /// Whether it is so.
    public var isSo: Bool {
        get { value }
        set { value = newValue }
    }
}

extension Decided<Sight> {
    /// What the contact may see.
    public var sees: Sight {
        get { value }
        set { value = newValue }
    }
}

/// A letter as it is addressed to one contact.
public struct LetterCopy: Fields, Sendable, Hashable {
    /// The contact's number.
    public var contact: UInt8 = 0
    /// Where the copy is as a page, a document of the role `letter`; nil when it could not be written.
    public var document: DocumentHash?
    /// Its other forms, which say the same; nil where it was written as a page alone.
    public var forms: [KeptForm]?
    /// How it is to be served: the days that it names run from that. Nil when it could not be written.
    public var by: Delivery?
    /// Why it could not be written; nil when it was.
    public var lacks: LetterLack?

    public init() {}

    public init(contact: UInt8, document: DocumentHash, by: Delivery? = nil, forms: [KeptForm]? = nil) {
        self.contact = contact
        self.document = document
        self.by = by
        self.forms = forms
    }

    /// A copy that could not be written.
    public init(contact: UInt8, lacks: LetterLack) {
        self.contact = contact
        self.lacks = lacks
    }

    /// A copy that is to be written since the rights passed to that contact.
    public init(waitingFor contact: UInt8) { self.init(contact: contact, lacks: .notYet) }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("contact", &contact, "To which contact it is addressed.")
        try visitor.optional("document", &document, "Where that copy is; absent when it could not be written.")
        try visitor.optional("by", &by, "How it is to be served, which its days run from.")
        try visitor.optional("lacks", &lacks, "Why it could not be written.")
        try visitor.optional(
            "forms", &forms, "Its other forms, which say the same; absent where it was written as a page alone.")
    }

    /// Whether it names no form twice, and none where it could not be written.
    public var hasEachFormOnce: Bool {
        let forms = forms ?? []
        return (document != nil || forms.isEmpty) && Set(forms.map(\.form) + [.html]).count == forms.count + 1
    }

    /// Where each of its forms is, the page first; none when it could not be written.
    public var keptForms: [KeptForm] { document.map { [KeptForm(.html, $0)] + (forms ?? []) } ?? [] }
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
