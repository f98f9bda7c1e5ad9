import Casework
import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// One coordinator's reviews in the order to do them.
struct Worklist {
    /// One thing to do in a case.
    struct Item {
        let id: CaseID
        let step: NextStep
        /// What people set so that the child comes first.
        let priority: [PriorityFlag]
        /// Why the child comes first among equals.
        let precedence: Precedence
    }

    /// Under this name stand the cases that no coordinator holds: what is to be done there must be seen by somebody.
    static let nobody = "none"

    let coordinator: String
    /// What the council calls the coordinator; nil when its models are not at hand.
    let title: String?
    let day: Day
    /// In the order to do them.
    let items: [Item]

    /// What a coordinator has to do in that caseload; nothing that only waits for the system.
    init(of coordinator: String, in caseload: Caseload, on day: Day, models: ReviewModels = ReviewModels()) {
        self.coordinator = coordinator
        self.day = day
        var items: [Item] = []
        var titles: [String: Int] = [:]
        for (id, known) in caseload.cases where (known.file.plan?.coordinator?.text ?? Worklist.nobody) == coordinator {
            let log = caseload.log(of: id)
            let today = log.today ?? day
            let words = ModelWords(of: known.file.plan, on: today, in: models)
            let model = words.holding?.model
            let nextSteps = NextSteps(
                of: known.file, lacks: known.lacks, log: log, on: today,
                words: words)
            if let model { titles[model.words.coordinator, default: 0] += 1 }
            let precedence = Precedence(of: known.file, model: model, on: today)
            for step in nextSteps.steps {
                items.append(
                    Item(id: id, step: step, priority: known.file.plan?.priority ?? [], precedence: precedence))
            }
        }
        // A coordinator whose cases have several models is called as most of them do.
        title = titles.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        self.items = items.sorted(by: Worklist.precedes)
    }

    /// Families untold longest first, then what is due soonest; among equals as the council's model orders.
    static func precedes(_ left: Item, _ right: Item) -> Bool {
        let (one, two) = (left.step, right.step)
        if one.keepsFamilyWaiting != two.keepsFamilyWaiting { return one.keepsFamilyWaiting }
        let end = Day(number: .max)
        if one.by != two.by { return one.by ?? end < two.by ?? end }
        if let first = Precedence.precedes(left.precedence, right.precedence) { return first }
        return (left.id, one.review) < (right.id, two.review)
    }

    /// For people, at most so many.
    func text(most: Int = .max) -> String {
        let whom = title.map { "\(coordinator), \($0)," } ?? coordinator
        var text = "What is to be done by \(whom) on \(day.withWeekday): \(items.count)\n"
        if items.isEmpty { text += "Nothing is to be done.\n" }
        for (index, item) in items.prefix(most).enumerated() {
            let step = item.step
            let when = step.by.map { "by \($0.short)\(Worklist.distance($0, on: day))" } ?? "no day is known"
            let review = step.review > 0 ? ", review \(step.review)" : ""
            text += "\n\(index + 1). \(item.id)\(review): \(step.what) — \(when)\n"
            text += Prose.wrapped("\(step.rule)", indent: 3)
            if !item.precedence.reasons.isEmpty {
                text += Prose.wrapped(
                    "first among equals: \(item.precedence.reasons.joined(separator: "; "))", indent: 3)
            }
            for also in step.also { text += Prose.wrapped("also: \(also)", indent: 3) }
        }
        if items.count > most { text += "\n… and \(items.count - most) more\n" }
        return text
    }

    /// How far off a day is: " (3 days late)".
    static func distance(_ due: Day, on day: Day) -> String {
        switch due - day {
        case 0: " (today)"
        case let days where days < 0: " (\(Deadline.count(-days, "day")) late)"
        case let days: " (in \(Deadline.count(days, "day")))"
        }
    }

    /// For programs.
    func json() throws -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.name("coordinator")
        writer.string(coordinator)
        writer.name("day")
        writer.text(day)
        writer.name("items")
        writer.beginList()
        for item in items {
            writer.element()
            writer.beginObject()
            writer.name("case")
            writer.text(item.id)
            var step = HistoryRecord.Step(item.step, on: day)
            try step.fields(&writer)
            writer.name("priority")
            writer.beginList()
            for flag in item.priority {
                writer.element()
                writer.string(flag.rawValue)
            }
            writer.endList()
            writer.name("first_among_equals")
            writer.beginList()
            for reason in item.precedence.reasons {
                writer.element()
                writer.string(reason)
            }
            writer.endList()
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
