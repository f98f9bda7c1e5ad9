public import Contracts
public import JSON
public import Statute

/// The form in which progress is written down by item.
public enum ProgressForm: String, CaseIterable, Sendable, TextValue {
    /// The first form.
    case one = "progress-1"
}

/// How far a child has come towards an outcome, as whoever writes it sees it. It changes nothing in the plan.
public enum OutcomeState: String, CaseIterable, Sendable, TextValue {
    case notStarted = "not-started"
    case notOnTrack = "not-on-track"
    case onTrack = "on-track"
    case achieved

    /// In words.
    public var words: String {
        switch self {
        case .notStarted: "not started"
        case .notOnTrack: "not on track"
        case .onTrack: "on track"
        case .achieved: "achieved"
        }
    }
}

/// What was recorded of a plan's items between two versions, or agreed for a year: a document of the role `progress` or
/// `outcomes`. Where a council keeps the plan's document as it is from year to year, what happened meanwhile stands in
/// these, each note under the id of the item that it comes from, and replaces nothing in the plan.
public struct ProgressSheet: Hashable, Sendable, Fields {
    /// The form.
    public var form: ProgressForm = .one
    /// The notes.
    public var notes: [Note] = []

    public init() {}
    public init(_ notes: [Note]) { self.notes = notes }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "The form in which it is written.")
        try visitor.field("notes", &notes, "What is noted, each of one item of the plan.")
    }

    /// What is noted of one item.
    public struct Note: Hashable, Sendable, Fields {
        /// The item of section E or F that it comes from.
        public var of = PlanItemID(.e, nearest: 1)
        /// What is noted, or the short-term outcome that was agreed.
        public var text = ""
        /// Of an outcome, how far the child has come.
        public var state: OutcomeState?
        /// Of a short-term outcome, the day by which it is sought.
        public var by: Day?

        public init() {}
        public init(_ of: PlanItemID, _ text: String, state: OutcomeState? = nil, by: Day? = nil) {
            self.of = of
            self.text = text
            self.state = state
            self.by = by
        }

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("of", &of, "The item of section E or F that it comes from, by id.")
            try visitor.field("text", &text, "What is noted, or the short-term outcome that was agreed.")
            try visitor.optional("state", &state, "Of an outcome: how far the child has come.")
            try visitor.optional("by", &by, "Of a short-term outcome: the day by which it is sought.")
        }
    }

    /// The sheet in a document; nil where the document is written in words and not by item, which is as good.
    public init?(_ document: Document) {
        guard let first = document.bytes.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") else { return nil }
        do throws(JSONError) { self = try ProgressSheet(json: document.bytes) } catch { return nil }
    }
}

/// A note of an item, with when and by whom.
public struct DatedNote: Hashable, Sendable {
    /// The day of which it tells, or on which it was agreed.
    public let day: Day
    /// Whose record it is, in words.
    public let from: String
    /// Whether it is a short-term outcome that was agreed, and not progress that was seen.
    public let isShortTerm: Bool
    /// What is noted.
    public let note: ProgressSheet.Note

    public init(_ note: ProgressSheet.Note, on day: Day, from: String, isShortTerm: Bool) {
        self.note = note
        self.day = day
        self.from = from
        self.isShortTerm = isShortTerm
    }
}
