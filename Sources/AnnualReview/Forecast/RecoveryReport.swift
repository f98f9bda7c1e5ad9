import Casework
import Contracts
import HTML
import JSON
import Statute

/// A recovery plan beside that of another order, for people, programs and a page.
struct RecoveryReport {
    /// Whose cases they are.
    let whose: String
    let plan: RecoveryPlan
    let other: RecoveryPlan
    let hours: WorkHours
    let officers: Int
    /// What the model of a case calls people.
    let words: (CaseID) -> ModelWords

    init(
        of whose: String, plan: RecoveryPlan, other: RecoveryPlan, hours: WorkHours, officers: Int,
        words: @escaping (CaseID) -> ModelWords = { _ in ModelWords() }
    ) {
        self.whose = whose
        self.plan = plan
        self.other = other
        self.hours = hours
        self.officers = officers
        self.words = words
    }

    /// Said wherever a day or a place is.
    static let caveat =
        "This is reckoned from assumptions of hours and work, and is no promise. No day of the law moves: what is late stays late "
        + "by its own day, and each family keeps its rights."

    private var assumptions: String {
        "Worked off by \(Deadline.count(officers, "officer")), \(Deadline.count(hours.minutesADay, "minute")) a working day together, "
            + "\(Deadline.count(hours.minutesADecision, "minute")) a decision, "
            + "\(Deadline.count(hours.minutesALine, "minute")) anything else"
    }

    /// How much is late. A line may stand for several days of the law, which the forecast counts one by one.
    private static func lines(_ plan: RecoveryPlan) -> String {
        "\(Deadline.count(plan.places.count, "line")) of the worklist late"
    }

    private static func month(_ month: Month) -> String { "\(Day.monthNames[month.month - 1]) \(month.year)" }

    /// When the backlog ends under a plan, in a sentence.
    private static func end(of plan: RecoveryPlan) -> String {
        if plan.places.isEmpty { return "there is no backlog" }
        if let end = plan.ends { return "the backlog ends on \(end.withWeekday)" }
        return "the backlog does not end by \(plan.last.inWords): \(plan.left(on: plan.last)) of it are left"
    }

    // MARK: For people

    func text(most: Int) -> String {
        var text = Prose.wrapped(
            "The backlog of \(whose) on \(plan.first.withWeekday): \(Self.lines(plan)). \(assumptions).",
            indent: 0)
        for one in [plan, other] {
            var line = "\(one.order.rawValue): \(Self.end(of: one))"
            if let longest = one.longest {
                line += "; the longest wait is that of \(longest.id), whose day was \(longest.by.short)"
                line +=
                    longest.done.map { ", and is done on \($0.short), \(Deadline.count($0 - longest.by, "day")) late" }
                    ?? ""
            }
            text += Prose.wrapped(
                "\(line). Told in time meanwhile: \(one.outcome.toldInTime) of \(one.outcome.toldPossible).", indent: 2)
        }
        text += Prose.wrapped(Self.caveat, indent: 0)
        if !plan.places.isEmpty { text += "\nThe places, \(plan.order.rawValue):\n" }
        for place in plan.places.prefix(most) { text += "  \(line(place))\n" }
        if plan.places.count > most { text += "… and \(plan.places.count - most) more: --all shows everything\n" }
        return text
    }

    private func what(_ place: RecoveryPlan.Place) -> String { place.what.text(in: words(place.id)) }

    private func line(_ place: RecoveryPlan.Place) -> String {
        let number = place.place.map { "\($0)." } ?? "–"
        let when = place.month.map { "expected in \(Self.month($0))" } ?? "not reached"
        return
            "\(number) \(place.id)\(place.review > 0 ? ", review \(place.review)" : ""): \(what(place)); due \(place.by.short), \(when)"
    }

    /// What a family can be told.
    func text(of id: CaseID) -> String {
        guard let place = plan.place(of: id) else {
            return "Nothing of \(id) is late on \(plan.first.inWords).\n"
        }
        var text = "\(id): \(what(place)); its day was \(place.by.inWords).\n"
        if let number = place.place, let month = place.month {
            text +=
                "Its place is \(number) of \(plan.places.count) (\(plan.order.rawValue)); it is to be expected in \(Self.month(month)).\n"
        } else {
            text += "It is not reached by \(plan.last.inWords) with these hours.\n"
        }
        return text + Prose.wrapped(Self.caveat, indent: 0)
    }

    // MARK: For programs

    private func write(_ place: RecoveryPlan.Place, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("case")
        writer.text(place.id)
        writer.name("review")
        writer.integer(Int(place.review))
        writer.name("what")
        writer.string(what(place))
        writer.name("code")
        writer.string(place.what.code.rawValue)
        writer.name("due")
        writer.text(place.by)
        if let number = place.place {
            writer.name("place")
            writer.integer(number)
        }
        if let done = place.done {
            writer.name("done")
            writer.text(done)
            writer.name("days_late")
            writer.integer(done - place.by)
        }
        writer.endObject()
    }

    func json(of id: CaseID) throws -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("backlog")
        writer.integer(plan.places.count)
        writer.name("order")
        writer.string(plan.order.word)
        writer.name("note")
        writer.string(Self.caveat)
        if let place = plan.place(of: id) {
            writer.name("line")
            write(place, to: &writer)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    func json() throws -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.name("day")
        writer.text(plan.first)
        writer.name("backlog")
        writer.integer(plan.places.count)
        writer.name("minutes_a_day")
        writer.integer(hours.minutesADay)
        writer.name("note")
        writer.string(Self.caveat)
        writer.name("orders")
        writer.beginList()
        for one in [plan, other] {
            writer.element()
            writer.beginObject()
            writer.name("order")
            writer.string(one.order.word)
            if let end = one.ends {
                writer.name("ends")
                writer.text(end)
            }
            if let longest = one.longest {
                writer.name("longest")
                write(longest, to: &writer)
            }
            for (name, number) in [
                ("left", one.left(on: one.last)), ("told_in_time", one.outcome.toldInTime),
                ("told_possible", one.outcome.toldPossible),
            ] {
                writer.name(name)
                writer.integer(number)
            }
            writer.endObject()
        }
        writer.endList()
        writer.name("places")
        writer.beginList()
        for place in plan.places {
            writer.element()
            write(place, to: &writer)
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    // MARK: The page

    /// The most weeks of the chart.
    private static let mostWeeks = 53

    /// The days at which the backlog is drawn: each week's end, until it is gone under both.
    private var weeks: [Day] {
        let end = [plan, other].map { $0.ends ?? $0.last }.max() ?? plan.last
        return (0..<Self.mostWeeks).map { plan.first + $0 * 7 }.filter { $0 < end + 7 }
    }

    /// A page of the backlog under both orders, week by week, beside its table. It names no case.
    var page: Page {
        let weeks = weeks
        let orders = plan.order == other.order ? [plan] : [plan, other]
        let chart = SVGChart(
            id: "backlog", title: "The backlog, week by week",
            description: orders.map { "\($0.order.rawValue): \(Self.end(of: $0))" }.joined(separator: ". ") + ".",
            kind: .lines, categoryLabel: "At the end of", valueLabel: "Late since before \(plan.first.short)",
            categories: weeks.map(\.short),
            series: orders.map { one in
                SVGChart.Series(one.order.rawValue, weeks.map { Double(one.left(on: $0)) })
            })
        return Page(title: "Recovery of the backlog", service: "Annual reviews") {
            HTML.h1("Recovery of the backlog")
            HTML.p("On \(plan.first.withWeekday): \(Self.lines(plan)). \(assumptions).")
            HTML.p(Self.caveat)
            HTML.list(orders.map { HTML("\($0.order.rawValue): \(Self.end(of: $0))") })
            HTML.element("figure") {
                HTML.element("figcaption") { chart.title }
                chart.svg
            }
            HTML.table(
                caption: "What is left of the backlog at the end of a day",
                columns: [.init("Day")] + orders.map { .init($0.order.rawValue, isNumeric: true) },
                rows: weeks.map { day in [HTML(day.short)] + orders.map { HTML("\($0.left(on: day))") } })
        }
    }
}
