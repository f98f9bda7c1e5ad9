package import JSON
import Statute

/// The file that `analytics figures --json` prints, as far as the check needs it.
package struct PublishedFigures: Fields {
    /// One figure.
    struct Figure: Fields {
        var numerator = 0
        var denominator = 0

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("numerator", &numerator, "Those that meet it.")
            try visitor.field("denominator", &denominator, "All of them.")
        }
    }

    /// The figures that the check counts anew.
    struct List: Fields {
        var dfe = Figure()
        var strict = Figure()
        var refused = Figure()
        var report = Figure()
        var twelve = Figure()
        var eight = Figure()

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("told-in-four-weeks-dfe", &dfe, "As the DfE counts it.")
            try visitor.field("told-in-four-weeks-strict", &strict, "Of all decisions due.")
            try visitor.field("late-through-a-refusal", &refused, "Late though submitted in time, and refused.")
            try visitor.field("report-in-two-weeks", &report, "Reports.")
            try visitor.field("final-in-twelve-weeks", &twelve, "Final plans, from the meeting.")
            try visitor.field("final-in-eight-weeks", &eight, "Final plans, from the notice.")
        }
    }

    var from = Day(number: 0)
    var to = Day(number: 0)
    var list = List()

    package init() {}

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "The first day of the period.")
        try visitor.field("as_at", &to, "Its last day.")
        try visitor.field("figures", &list, "The figures.")
    }

    /// By name.
    var all: [(id: String, figure: Figure)] {
        [
            ("told-in-four-weeks-dfe", list.dfe), ("told-in-four-weeks-strict", list.strict),
            ("late-through-a-refusal", list.refused), ("report-in-two-weeks", list.report),
            ("final-in-twelve-weeks", list.twelve),
            ("final-in-eight-weeks", list.eight),
        ]
    }

    /// Where these and what was counted anew differ.
    func item(against counted: [CheckReport.Share]) -> CheckReport.Item {
        var item = CheckReport.Item()
        item.name = "figures of analytics, counted anew"
        for (id, figure) in all {
            item.checked += 1
            guard let share = counted.first(where: { $0.id == id }) else { continue }
            guard figure.numerator != share.numerator || figure.denominator != share.denominator else { continue }
            item.faults += 1
            item.examples.append(
                "\(id): analytics says \(figure.numerator) of \(figure.denominator), the log \(share.numerator) of "
                    + "\(share.denominator)")
        }
        return item
    }
}
