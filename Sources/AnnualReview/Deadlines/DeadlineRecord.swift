import JSON
import Statute

/// Days, duties and what a reader should know, for programs.
struct DeadlineRecord: Fields {
    /// A day, by the table or by another reading of it.
    struct Line: Fields {
        var rule = ""
        var due = Day(number: 0)
        var reading = ""
        var what = ""
        var from: Day?
        var trigger: String?
        var counting = ""
        var isProvisional = false
        var planned: Day?
        var plannedBy: String?
        var parties = RuleParties()
        var why = ""

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("rule", &rule, "The rule.")
            try visitor.field("due", &due, "The last day in time.")
            try visitor.field("reading", &reading, "default, or other: how some count.")
            try visitor.field("what", &what, "What is due.")
            try visitor.optional("from", &from, "The day from which it counts.")
            try visitor.optional("trigger", &trigger, "What that day was.")
            try visitor.field("counting", &counting, "How it counts.")
            try visitor.field("provisional", &isProvisional, "Whether bank holidays may still move it.")
            try visitor.optional("planned", &planned, "The council's own stricter day; the law's stays.")
            try visitor.optional("planned_by", &plannedBy, "The model that says so.")
            try parties.fields(&visitor)
            try visitor.field("why", &why, "One sentence that says all of it.")
        }
    }

    /// Something owed without a day of its own.
    struct Owed: Fields {
        var rule = ""
        var what = ""
        var from = Day(number: 0)
        var parties = RuleParties()
        var why = ""

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("rule", &rule, "The rule.")
            try visitor.field("what", &what, "What is owed.")
            try visitor.field("from", &from, "The day of what brings it.")
            try parties.fields(&visitor)
            try visitor.field("why", &why, "One sentence that says all of it.")
        }
    }

    /// A school day on which the meeting could be held.
    struct Meeting: Fields {
        var rule = ""
        var day = Day(number: 0)
        var latest = Day(number: 0)
        var term = ""
        var isAssumed = false
        var why = ""

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("rule", &rule, "The rule that sets the latest day.")
            try visitor.field("day", &day, "The day that is proposed.")
            try visitor.field("latest", &latest, "The latest day by that rule.")
            try visitor.field("term", &term, "The school term in which it lies.")
            try visitor.field("assumed", &isAssumed, "Whether nobody has announced the term's days.")
            try visitor.field("why", &why, "One sentence that says all of it.")
        }
    }

    var subject: String?
    var asAt: Day?
    var facts = NamedValues<String>()
    var deadlines: [Line] = []
    var duties: [Owed] = []
    var meetings: [Meeting] = []
    var notes: [String] = []

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("of", &subject, "Whose days they are.")
        try visitor.optional("as_at", &asAt, "The day whose law counts.")
        try visitor.field("facts", &facts, "What the days follow from, by option.")
        try visitor.field("deadlines", &deadlines, "The days, in order.")
        try visitor.field("duties", &duties, "What is owed without a day.")
        try visitor.field("meetings", &meetings, "School days on which the meeting could be held.")
        try visitor.field("notes", &notes, "What a reader should see with them.")
    }
}

/// Who owes something to whom by a rule, and where that is written; part of other objects.
struct RuleParties {
    private var owner = ""
    private var to: [String] = []
    private var source = ""
    private var standing = ""
    private var readIn = ""

    init() {}

    init(_ rule: Rule) {
        owner = rule.owner.rawValue
        to = rule.addressees.map(\.rawValue)
        source = rule.source
        standing = rule.standing.rawValue
        readIn = rule.provenance.rawValue
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("owner", &owner, "Who owes it.")
        try visitor.field("to", &to, "Who must get it or be told.")
        try visitor.field("source", &source, "Where it is written.")
        try visitor.field("standing", &standing, "Law, guidance, derived or policy.")
        try visitor.field("read_in", &readIn, "S: in the text itself; 2: in a page about it; K: nowhere.")
    }
}

extension DeadlineRecord.Line {
    init(_ deadline: Deadline, planned: Day?, by model: String?) {
        let rule = Statute.rule(deadline.rule)
        self.rule = rule.id.rawValue
        due = deadline.due
        reading = "default"
        what = rule.what
        from = deadline.from
        trigger = rule.trigger.words
        counting = rule.counted()
        isProvisional = deadline.isProvisional
        self.planned = planned
        plannedBy = planned.flatMap { _ in model }
        parties = RuleParties(rule)
        why = deadline.why
    }

    init(_ other: Deadline.OtherReading, of deadline: Deadline) {
        let rule = Statute.rule(deadline.rule)
        self.rule = rule.id.rawValue
        due = other.day
        reading = "other"
        what = rule.what
        counting = other.words
        isProvisional = deadline.isProvisional
        parties = RuleParties(rule)
        why =
            "\(rule.what) \(rule.verb.rawValue) \(deadline.due.short) by default; some count to \(other.day.short): "
            + other.words
    }
}

extension DeadlineRecord.Owed {
    init(_ duty: Duty) {
        let rule = Statute.rule(duty.rule)
        self.rule = rule.id.rawValue
        what = rule.what
        from = duty.from
        parties = RuleParties(rule)
        why = duty.why
    }
}

extension DeadlineRecord.Meeting {
    init(_ proposal: SchoolTerms.Proposal, by rule: RuleID) {
        self.rule = rule.rawValue
        day = proposal.day
        latest = proposal.latest
        term = proposal.term.name
        isAssumed = proposal.term.isAssumed
        why = proposal.why
    }
}
