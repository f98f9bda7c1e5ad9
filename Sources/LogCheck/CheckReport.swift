import Arguments
import Backup
package import JSON
import Statute

/// What was checked, in numbers, and what was found.
package struct CheckReport: Fields {
    /// One thing that was checked.
    struct Item: Fields {
        var name = ""
        var checked = 0
        var faults = 0
        var examples: [String] = []

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("name", &name, "What was checked.")
            try visitor.field("checked", &checked, "How many were looked at.")
            try visitor.field("faults", &faults, "How many were not as they ought to be.")
            try visitor.field("examples", &examples, "Some of these.")
        }
    }

    /// A number by name.
    struct Count: Fields {
        var name = ""
        var count = 0

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("name", &name, "Of what.")
            try visitor.field("count", &count, "How many.")
        }
    }

    /// A share.
    struct Share: Fields {
        var id = ""
        var numerator = 0
        var denominator = 0

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("id", &id, "The figure, as analytics calls it.")
            try visitor.field("numerator", &numerator, "Those that meet it.")
            try visitor.field("denominator", &denominator, "All of them.")
        }
    }

    /// The reviews of one kind, in the period.
    struct KindRow: Fields {
        var kind = ""
        var opened = 0
        var held = 0
        var decided = 0
        var due = 0
        var inTime = 0
        var late = 0
        var untold = 0

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("kind", &kind, "The kind of review.")
            try visitor.field("opened", &opened, "Reviews opened.")
            try visitor.field("held", &held, "Meetings held.")
            try visitor.field("decided", &decided, "Decisions made.")
            try visitor.field("due", &due, "Meetings at least 28 days ago, after which a decision was due.")
            try visitor.field("in_time", &inTime, "Of these, told within four weeks.")
            try visitor.field("late", &late, "Of these, told later.")
            try visitor.field("untold", &untold, "Of these, not told.")
        }
    }

    /// A case worth a look.
    package struct Example: Fields {
        package var what = ""
        package var id = ""

        package init() {}

        package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("what", &what, "Why.")
            try visitor.field("case", &id, "The case.")
        }
    }

    var council = ""
    var isRehearsal = false
    var from = Day(number: 0)
    var to = Day(number: 0)
    var plans = 0
    var records = 0
    var entries = 0
    var items: [Item] = []
    var reports: [Count] = []
    var conclusions: [Count] = []
    var messages: [Count] = []
    var turns: [Count] = []
    var refused: [Count] = []
    var figures: [Share] = []
    var kinds: [KindRow] = []
    package var examples: [Example] = []
    var heads: [PartitionHead] = []

    package init() {}

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("council", &council, "Whose log.")
        try visitor.field("rehearsal", &isRehearsal, "Whether it is about invented children.")
        try visitor.field("from", &from, "The first day of the period.")
        try visitor.field("to", &to, "The log's today.")
        try visitor.field("plans", &plans, "Cases.")
        try visitor.field("records", &records, "Records of case-files.")
        try visitor.field("entries", &entries, "Of these, entries of cases that count.")
        try visitor.field("checks", &items, "What was checked.")
        try visitor.field("reports", &reports, "Reports by kind.")
        try visitor.field("conclusions", &conclusions, "Conclusions by what they say; messages apart.")
        try visitor.field("messages", &messages, "Messages by what became of them.")
        try visitor.field(
            "turns", &turns, "Cases by what came about by which others are told, or nobody.")
        try visitor.field("refused", &refused, "What was refused, ignored or set aside.")
        try visitor.field("figures", &figures, "The figures, counted anew.")
        try visitor.field("kinds", &kinds, "The period by kind of review.")
        try visitor.field("example_cases", &examples, "Cases worth a look.")
        try visitor.field("heads", &heads, "The proof of each partition, to be kept elsewhere.")
    }

    /// How many faults there are.
    package var faults: Int { items.reduce(0) { $0 + $1.faults } }

    /// For people.
    package var text: String {
        var text = "\(council): \(plans) plans, \(from) to \(to)"
        text += isRehearsal ? ", a rehearsal: invented children\n" : "\n"
        text += "\(records) records of the case files, \(entries) entries that count: "
        text += "\(Decimal.text(Double(entries) / Double(max(1, plans)))) a plan.\n\n"
        let width = (items.map(\.name.count).max() ?? 0) + 2
        for item in items {
            text += item.faults == 0 ? "  ok     " : "  FAULT  "
            text += item.name + String(repeating: " ", count: width - item.name.count)
            text += item.faults == 0 ? "\(item.checked)\n" : "\(item.faults) of \(item.checked)\n"
            for example in item.examples { text += "           \(example)\n" }
        }
        if !turns.isEmpty {
            text += "\nCases with " + turns.map { "\($0.name): \($0.count)" }.joined(separator: "; ") + "\n"
        }
        text += "\n" + figuresText
        if !heads.isEmpty { text += "\n" + PartitionHead.text(heads) }
        return text
    }

    /// The figures as lines.
    var figuresText: String {
        figures.map { "  \($0.id): \(percent($0)) (\($0.numerator) of \($0.denominator))\n" }.joined()
    }

    private func percent(_ share: Share) -> String {
        share.denominator == 0
            ? "–" : "\(Decimal.text(100 * Double(share.numerator) / Double(share.denominator)))%"
    }
}
