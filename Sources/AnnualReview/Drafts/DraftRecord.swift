import Casework
import Contracts
import JSON
import Statute

/// A draft, for programs.
struct DraftRecord: Fields {
    /// Something that somebody gave or asked for.
    struct Piece: Fields {
        var key = ""
        var from = Contracts.Party.parent
        var day = Day(number: 0)
        var text = ""
        var mustBeWeighed = false
        var document: String?
        var words: String?

        init() {}

        init(_ piece: Draft.Piece, texts: [DocumentKey: String], in words: ModelWords) {
            key = piece.key.description
            from = piece.from
            day = piece.day
            text = Draft.sentence(piece, in: words)
            mustBeWeighed = piece.mustBeWeighed
            document = piece.document?.description
            self.words = piece.document.flatMap { texts[$0] }
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("key", &key, "The key of its report, which a decision names with --weighed.")
            try visitor.field("from", &from, "Whose it is.")
            try visitor.field("on", &day, "The day it came, or was asked for.")
            try visitor.field("text", &text, "What it is, in words.")
            try visitor.field("must_be_weighed", &mustBeWeighed, "Whether the decision must say a word about it.")
            try visitor.optional("document", &document, "Where it is kept.")
            try visitor.optional("words", &words, "What it says, when that is text.")
        }
    }

    var id = ""
    var review: UInt8 = 0
    var waits = CodedRecord()
    var meeting = Day(number: 0)
    var due = Day(number: 0)
    var rule = ""
    var recommends: Outcome?
    var known: [String] = []
    var outcomes: [String] = []
    var missing: [CodedRecord] = []
    var differs: [CodedRecord] = []
    var views: [Piece] = []
    var evidence: [Piece] = []
    var requests: [Piece] = []
    var papers: [Piece] = []

    init() {}

    init(_ draft: Draft, outcomes: [String], texts: [DocumentKey: String], in words: ModelWords) {
        func pieces(_ pieces: [Draft.Piece]) -> [Piece] { pieces.map { Piece($0, texts: texts, in: words) } }
        id = draft.id.text
        review = draft.review
        waits = CodedRecord(draft.reason, in: words)
        meeting = draft.meeting
        due = draft.deadline.due
        rule = draft.deadline.rule.rawValue
        recommends = draft.recommends
        known = draft.known
        self.outcomes = outcomes
        missing = draft.missing.map { CodedRecord($0, in: words) }
        differs = draft.differences.map { CodedRecord($0, in: words) }
        views = pieces(draft.views)
        evidence = pieces(draft.evidence)
        requests = pieces(draft.requests)
        papers = pieces(draft.papers)
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("case", &id, "The case.")
        try visitor.field("review", &review, "The review.")
        try visitor.field("waits", &waits, "Why it waits.")
        try visitor.field("meeting", &meeting, "The day of the meeting.")
        try visitor.field("due", &due, "The decision's last day.")
        try visitor.field("rule", &rule, "The rule of that day.")
        try visitor.optional("report_recommends", &recommends, "What the report recommends, when it says so.")
        try visitor.field("known", &known, "What is known of child and plan.")
        try visitor.field("outcomes", &outcomes, "The outcomes of the plan, each with what was recorded of it.")
        try visitor.field("missing", &missing, "What is missing.")
        try visitor.field("differs", &differs, "Where what is said differs.")
        try visitor.field("views", &views, "What child, family and setting say.")
        try visitor.field("evidence", &evidence, "Evidence.")
        try visitor.field("requests", &requests, "What was asked for.")
        try visitor.field("papers", &papers, "Reports and records.")
    }
}
