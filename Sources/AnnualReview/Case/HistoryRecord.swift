import Casework
import CaseFile
import Contracts
import JSON
import Statute

/// The history of a case, for programs.
struct HistoryRecord: Fields {
    /// Something to do.
    struct Step: Fields {
        var review: UInt8 = 0
        var who = Contracts.Party.coordinator
        var what = ""
        var by: Day?
        var daysLeft: Int?
        var rule = ""
        var familyWaits = false
        var also: [String] = []
        var owner: ActorID?

        init() {}

        init(_ step: NextStep, on day: Day) {
            review = step.review
            who = step.who
            what = step.what
            by = step.by
            daysLeft = step.by.map { $0 - day }
            rule = step.rule
            familyWaits = step.keepsFamilyWaiting
            also = step.also
            owner = step.owner
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("review", &review, "The review; 0 when it is about the case.")
            try visitor.field("who", &who, "Who does it.")
            try visitor.field("what", &what, "What to do.")
            try visitor.optional("by", &by, "The last day for it in time.")
            try visitor.optional("days_left", &daysLeft, "Days until then; negative after it.")
            try visitor.field("rule", &rule, "The rule in words.")
            try visitor.field("family_waits", &familyWaits, "Whether a family waits past its day to be told.")
            try visitor.field("also", &also, "What else should be seen.")
            try visitor.optional(
                "owner", &owner, "Of what one officer is named for, who; absent: whoever holds the case.")
        }
    }

    /// Something that was, or is, due.
    struct Due: Fields {
        var rule = ""
        var due = Day(number: 0)
        var done: Day?
        var state = ""
        var isLate = false
        var why = ""

        init() {}

        init(_ due: History.Due) {
            rule = due.deadline.rule.rawValue
            self.due = due.deadline.due
            done = due.done
            state = due.state
            isLate = due.isLate
            why = due.deadline.why
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("rule", &rule, "The rule.")
            try visitor.field("due", &due, "The last day in time.")
            try visitor.optional("done", &done, "The day it was done.")
            try visitor.field("state", &state, "What became of it.")
            try visitor.field("late", &isLate, "Whether it was done late, or is late now.")
            try visitor.field("why", &why, "Why that day.")
        }
    }

    /// Something that happened.
    struct Line: Fields {
        var happened: Day?
        var recorded = Day(number: 0)
        var text = ""
        var key: SubmissionKey?
        var noLonger: String?

        init() {}

        init(_ line: History.Line) {
            happened = line.isDayKnown ? line.day : nil
            recorded = line.recorded ?? line.day
            text = line.text
            key = line.key
            noLonger = line.noLonger
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.optional("happened", &happened, "The day, when it is known.")
            try visitor.field("recorded", &recorded, "The day it was recorded.")
            try visitor.field("text", &text, "What happened.")
            try visitor.optional("key", &key, "The key of the report.")
            try visitor.optional("no_longer_counts", &noLonger, "Why it no longer counts.")
        }
    }

    /// One review.
    struct Part: Fields {
        var review: UInt8 = 0
        var title = ""
        var due: [Due] = []
        var happened: [Line] = []
        var concerns: [String] = []
        var model: [String] = []

        init() {}

        init(_ part: History.Part) {
            review = part.number
            title = part.title
            due = part.due.map { Due($0) }
            happened = part.lines.map { Line($0) }
            concerns = part.concerns
            model = part.byModel
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("review", &review, "Its number.")
            try visitor.field("title", &title, "Its kind.")
            try visitor.field("due", &due, "What was, or is, due.")
            try visitor.field("happened", &happened, "What happened.")
            try visitor.field("concerns", &concerns, "What somebody should see.")
            try visitor.field("by_model", &model, "What the council's model asks for, while it is open.")
        }
    }

    /// A letter that was written.
    struct Letter: Fields {
        var number = 0
        var review: UInt8 = 0
        var letter = LetterKind.decisionMaintain
        var copies: [LetterCopy] = []
        var written = Day(number: 0)

        init() {}

        init(_ letter: History.Letter) {
            number = letter.number
            review = letter.review
            self.letter = letter.kind
            copies = letter.copies
            written = letter.written
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("number", &number, "Its number in the case.")
            try visitor.field("review", &review, "Its review.")
            try visitor.field("letter", &letter, "What it is.")
            try visitor.field("copies", &copies, "To which contacts it is addressed, and where each copy is.")
            try visitor.field("written", &written, "The day it was written.")
        }
    }

    /// A contact, without a name.
    struct Known: Fields {
        var number: UInt8 = 0
        var relation = Relation.parent
        var holdsRights = false
        var mayBeWrittenTo = false
        var maySee = Sight.nothing
        var locationProtected = false
        var text = ""

        init() {}

        init(_ contact: Contact, _ text: String) {
            number = contact.number
            relation = contact.relation
            holdsRights = contact.holdsRights
            mayBeWrittenTo = contact.mayBeWrittenTo
            maySee = contact.sees
            locationProtected = contact.isLocationProtected
            self.text = text
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("contact", &number, "Its number.")
            try visitor.field("relation", &relation, "What it is to the child.")
            try visitor.field("holds_rights", &holdsRights, "Whether it holds the rights.")
            try visitor.field("may_be_written_to", &mayBeWrittenTo, "Whether anything may be sent to it.")
            try visitor.field("may_see", &maySee, "What it may see.")
            try visitor.field("location_protected", &locationProtected, "Whether where the child is is kept from it.")
            try visitor.field("text", &text, "In words, with who decided it and when.")
        }
    }

    var id: String = ""
    var day = Day(number: 0)
    var isRehearsal = false
    var plan: [String] = []
    var contacts: [Known] = []
    var next: [Step] = []
    var drafts: [Int] = []
    var nextReview: Day?
    var transfer: [Due] = []
    var reviews: [Part] = []
    var outside: [Line] = []
    var letters: [Letter] = []
    var ignored = 0

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("case", &id, "The case.")
        try visitor.field("day", &day, "The log's today.")
        try visitor.field("rehearsal", &isRehearsal, "Whether the child is invented.")
        try visitor.field("plan", &plan, "What is known of the plan.")
        try visitor.field("contacts", &contacts, "Who is told of the child, and who is not.")
        try visitor.field("next", &next, "What remains to be done.")
        try visitor.field("drafts", &drafts, "The reviews of which a draft of what the decision rests on waits.")
        try visitor.optional("next_review_due", &nextReview, "When the next review must be complete.")
        try visitor.field("transfer", &transfer, "The days of a transfer.")
        try visitor.field("reviews", &reviews, "The reviews, latest first.")
        try visitor.field("outside_reviews", &outside, "What happened outside any review.")
        try visitor.field("letters", &letters, "The letters.")
        try visitor.field("ignored", &ignored, "Entries that came twice or no longer fitted.")
    }
}

extension History {
    /// For programs.
    func json() throws -> String {
        var record = HistoryRecord()
        record.id = id.text
        record.day = today
        record.isRehearsal = isRehearsal
        record.plan = plan
        record.contacts = zip(contactList, contacts).map { HistoryRecord.Known($0, $1) }
        record.next = next.map { HistoryRecord.Step($0, on: today) }
        record.drafts = drafts.map { Int($0.review) }
        record.nextReview = nextReview?.due
        record.transfer = transfer.map { HistoryRecord.Due($0) }
        record.reviews = parts.map { HistoryRecord.Part($0) }
        record.outside = lines.map { HistoryRecord.Line($0) }
        record.letters = letters.map { HistoryRecord.Letter($0) }
        record.ignored = ignored
        return try record.line()
    }
}
