import Casework
import Contracts
import JSON
import Statute

/// A worklist, for programs.
struct WorklistRecord: Fields {
    /// How many lines stand in each group.
    struct Groups: Fields {
        var inReach = 0
        var late = 0
        var undated = 0
        var coming = 0

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("in-reach", &inReach, "What can still be in time this week.")
            try visitor.field("late", &late, "What is late.")
            try visitor.field("undated", &undated, "What has no day.")
            try visitor.field("coming", &coming, "What is due later.")
        }
    }

    /// One line.
    struct Item: Fields {
        var id = ""
        var group = ""
        var step = StepRecord()
        var priority: [PriorityFlag] = []
        var comesFirst = false
        var firstAmongEquals: [String] = []

        init() {}

        init(_ item: WorkItem, of list: Worklist) {
            id = item.id.text
            group = item.group(on: list.day).rawValue
            step = StepRecord(item.step, on: list.day, in: list.words(of: item.id))
            priority = item.priority
            comesFirst = item.precedence.isFirst
            firstAmongEquals = item.precedence.reasons
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("case", &id, "The case.")
            try visitor.field("group", &group, "What a person can still do about it.")
            try step.fields(&visitor)
            try visitor.field("priority", &priority, "What people set so that the child comes first.")
            try visitor.field(
                "comes_first", &comesFirst, "Whether the child is most vulnerable, or at a key transition.")
            try visitor.field("first_among_equals", &firstAmongEquals, "Why it comes first among equals.")
        }
    }

    var coordinator = ""
    var day = Day(number: 0)
    var oneIn = 0
    var groups = Groups()
    var items: [Item] = []

    init() {}

    init(_ list: Worklist) {
        coordinator = list.coordinator
        day = list.day
        oneIn = list.order.longestWaitingOneIn
        groups.inReach = list.count(of: .inReach)
        groups.late = list.count(of: .late)
        groups.undated = list.count(of: .undated)
        groups.coming = list.count(of: .coming)
        items = list.items.map { Item($0, of: list) }
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("coordinator", &coordinator, "Whose list.")
        try visitor.field("day", &day, "The log's today.")
        try visitor.field("longest_waiting_one_in", &oneIn, "Of so many lines one is of what is late.")
        try visitor.field("groups", &groups, "How many lines stand in each group.")
        try visitor.field("items", &items, "What is to be done, in the order to do it.")
    }
}
