public import JSON

/// Who opened what of a case, and what for: the value of a record of `access`, keyed by case. It is written, and acknowledged,
/// before what was opened is shown. No name and no free text; whoever looked is known by role and id as in the case files.
public struct AccessRecord: Fields, Sendable, Equatable {
    /// What was opened.
    public enum Opened: String, CaseIterable, Sendable, TextValue {
        /// The page of the case, with what happens next.
        case `case`
        /// A version of the plan.
        case plan
        /// A paper of the file.
        case document
        /// A letter that was written to somebody.
        case letter
        /// All that is held of the child, as one file.
        case download
        /// A list or an answer to a search that named the child.
        case search
    }

    /// What for.
    public enum Ground: String, CaseIterable, Sendable, TextValue {
        /// Whoever opened it holds the case, or is named in it.
        case ownCase = "own-case"
        /// In place of a colleague.
        case cover
        /// The family asked.
        case familyAsked = "family-asked"
        case complaint, audit, safeguarding
        /// As the manager, or the quality lead, of those who hold it.
        case oversight
        /// To find out whether the system works as it should.
        case systemCheck = "system-check"
        /// It is about oneself or one's own child.
        case ownFile = "own-file"
        /// Of a setting or a professional: the child is among theirs.
        case ownPupil = "own-pupil"
    }

    /// When, in milliseconds since 1970 by the clock of the program that showed it.
    public var at: Int64 = 0
    /// Who.
    public var by = Actor.ofNewerVersion
    /// What was opened.
    public var opened = Opened.case
    /// Of a paper or letter: for what it stands in the file.
    public var role: DocumentRole?
    /// Of a paper or letter: which, by its hash.
    public var document: DocumentHash?
    /// What for.
    public var why = Ground.ownCase
    /// Which of the child's contacts opened it, by number.
    public var contact: UInt8?

    public init() {}

    /// That somebody opened that.
    public init(
        at milliseconds: Int64, by actor: Actor, _ opened: Opened, why: Ground,
        document: (role: DocumentRole, hash: DocumentHash)? = nil, contact: UInt8? = nil
    ) {
        at = milliseconds
        by = actor
        self.opened = opened
        self.why = why
        role = document?.role
        self.document = document?.hash
        self.contact = contact
    }

    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:access:1"

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("at", &at, "When, in milliseconds since 1970 by the clock of the program that showed it.")
        try visitor.field("by", &by, "Who.")
        try visitor.field("opened", &opened, "What was opened.")
        try visitor.optional("role", &role, "Of a paper or letter: for what it stands in the file.")
        try visitor.optional("document", &document, "Of a paper or letter: its hash.")
        try visitor.field("why", &why, "What for.")
        try visitor.optional("contact", &contact, "Which of the child's contacts opened it, by number.")
    }
}
