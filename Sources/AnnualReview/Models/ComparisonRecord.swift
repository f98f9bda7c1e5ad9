import JSON
import Statute

/// Two models side by side, for programs.
struct ComparisonRecord: Fields {
    /// One of the two, in figures.
    struct Side: Fields {
        var name = ""
        var reviews = 0
        var byKind = NamedValues<Int>()
        var reviewedTwice = 0
        var reissued = 0
        var amended = 0
        var needed = 0
        var decisions = 0
        var finals = 0

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("name", &name, "The model or pilot.")
            try visitor.field("reviews", &reviews, "Reviews to complete in the year.")
            try visitor.field("by_kind", &byKind, "The same by the titles of their kinds.")
            try visitor.field("children_reviewed_twice", &reviewedTwice, "Children with two reviews or more.")
            try visitor.field("plans_reissued_by_habit", &reissued, "Plans written anew after their kind of review.")
            try visitor.field("plans_amended_when_needed", &amended, "Plans amended after the other reviews.")
            try visitor.field("needed_percent", &needed, "Of a hundred of these, as is assumed.")
            try visitor.field("decision_letters", &decisions, "Decision letters.")
            try visitor.field("final_letters", &finals, "Final plans, or decisions not to amend.")
        }
    }

    /// Reviews that change their kind.
    struct Change: Fields {
        var from = ""
        var to = ""
        var count = 0

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("from", &from, "The kind under the first.")
            try visitor.field("to", &to, "The kind under the second.")
            try visitor.field("count", &count, "How many.")
        }
    }

    /// A demand of the law that both meet alike.
    struct Same: Fields {
        var rule = ""
        var setting = ""
        var value = ""
        var source = ""

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("rule", &rule, "The rule.")
            try visitor.field("setting", &setting, "The setting of a model.")
            try visitor.field("value", &value, "What both say.")
            try visitor.field("source", &source, "Where the rule is written.")
        }
    }

    var from = Day(number: 0)
    var through = Day(number: 0)
    var plans = 0
    var models: [Side] = []
    var changes: [Change] = []
    var families: [String] = []
    var council: [String] = []
    var days: [String] = []
    var assumptions: [String] = []
    var same: [Same] = []

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "The first day of the year.")
        try visitor.field("through", &through, "Its last day.")
        try visitor.field("plans", &plans, "How many plans.")
        try visitor.field("models", &models, "The two.")
        try visitor.field("kind_changes", &changes, "Reviews that change their kind.")
        try visitor.field("families", &families, "What changes for families.")
        try visitor.field("council", &council, "What changes for the council.")
        try visitor.field("days", &days, "Days that move.")
        try visitor.field("assumptions", &assumptions, "What this rests on.")
        try visitor.field("same_by_law", &same, "What stays the same, because it is law.")
    }
}
