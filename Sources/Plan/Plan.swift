public import Contracts
public import JSON
public import Statute

// What is not obvious here:
//
// - A plan is what was issued, word for word: sections hold the plan's own text, and nothing here makes up any. What the
//   fields beside a text say, such as an amount, is for counting and comparing; the text is the plan.

/// The form in which a plan is written; another form has another word.
public enum PlanForm: String, CaseIterable, Sendable, TextValue {
    /// The first form.
    case one = "plan-1"
}

/// An Education, Health and Care Plan in sections A to K, with items that have ids (SEND Regulations 2014, reg 12).
///
/// It is a document: it holds names and free text, and stands on `documents` alone, where it can be erased.
/// `docs/schemas/plan.schema.json` is its schema.
public struct Plan: Hashable, Sendable, Fields {
    /// The form.
    public var form: PlanForm = .one
    /// The day on which this version was made.
    public var made = Day(number: 0)
    /// Why it was made.
    public var why = ""
    /// Who decided it, by an id that is no name; absent where another council did, or nobody knows.
    public var decidedBy: ActorID?
    /// What stands before section A, as on a cover page.
    public var front: String?
    /// The sections, in the order of the law.
    public var sections: [Section] = []

    public init() {}

    public init(
        made: Day, why: String, decidedBy: ActorID? = nil, front: String? = nil, sections: [Section]
    ) {
        self.made = made
        self.why = why
        self.decidedBy = decidedBy
        self.front = front
        self.sections = sections
    }

    /// What its bytes are, as MIME names it.
    public static let mediaType = "application/vnd.annual-review.plan+json"
    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:plan:1"

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "The form in which it is written.")
        try visitor.field("made", &made, "The day on which this version was made.")
        try visitor.field("why", &why, "Why it was made.")
        try visitor.optional(
            "decided_by", &decidedBy,
            "Who decided it, by an id that is no name; absent where another council did, or nobody knows.")
        try visitor.optional("front", &front, "What stands before section A, as on a cover page.")
        try visitor.field(
            "sections", &sections, "The sections, each at most once, in the order of the law; see reg 12(1).")
    }

    /// A section as it stands in a plan.
    public struct Section: Hashable, Sendable, Fields {
        /// Which.
        public var section = PlanSection.a
        /// What it says beside its items, and before them; all that it says where it has none.
        public var text: String?
        /// Its needs, outcomes, provisions or advice, in the plan's own order.
        public var items: [Plan.Item]?

        public init() {}

        public init(_ section: PlanSection, text: String? = nil, items: [Plan.Item]? = nil) {
            self.section = section
            self.text = text
            self.items = items
        }

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("section", &section, "Which, by its letter in reg 12(1).")
            try visitor.optional(
                "text", &text, "What it says beside its items, and before them; all that it says where it has none.")
            try visitor.optional(
                "items", &items, "Its needs, outcomes, provisions or advice, in the plan's own order.")
        }
    }

    /// That section; nil where the plan has none of it.
    public subscript(section: PlanSection) -> Section? { sections.first { $0.section == section } }

    /// The sections that it has not.
    public var missingSections: [PlanSection] { PlanSection.allCases.filter { self[$0] == nil } }

    /// All items, with their sections.
    public var items: [(section: PlanSection, item: Plan.Item)] {
        sections.flatMap { section in (section.items ?? []).map { (section.section, $0) } }
    }
}
