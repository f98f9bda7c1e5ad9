import Caseload
import CaseFile
import Casework
import Contracts
import JSON
import Statute

/// One coordinator's work in the order to do it.
struct Worklist {
    /// Under this name stand the cases that no coordinator holds: what is to be done there must be seen by somebody.
    static let nobody = "none"

    let coordinator: String
    /// What the council calls the coordinator; nil when its models are not at hand.
    let title: String?
    let day: Day
    /// How it is ordered.
    let order: WorklistOrder
    /// In the order to do them.
    let items: [WorkItem]
    /// The decisions that meetings to come, in no more than so many days, will bring to the list.
    let coming: [WorkArrival]
    /// Each case's own words: a coordinator's cases may have several models.
    private var words: [CaseID: ModelWords] = [:]

    /// How far ahead meetings are foreseen, in days.
    static let mostDays = 366

    /// What a coordinator has to do in that caseload, or whoever `holding` says holds the cases.
    init(
        of coordinator: String, in caseload: Caseload, on day: Day, models: ReviewModels = ReviewModels(),
        holidays: BankHolidays = .byRuleOnly, people: PeopleDays = PeopleDays(),
        holding: ((ActorID?) -> Bool)? = nil
    ) {
        self.coordinator = coordinator
        self.day = day
        var items: [WorkItem] = []
        var coming: [WorkArrival] = []
        var held: [String: (model: ReviewModel, cases: Int)] = [:]
        let isHeld = holding ?? { ($0?.text ?? Worklist.nobody) == coordinator }
        for (id, known) in caseload.cases {
            // What somebody is named for stands on their list, whoever holds the case, and on that of whoever does.
            let isTheirs = isHeld(known.file.plan?.coordinator)
            let isNamed = known.file.isAnybodyNamed { isHeld($0) }
            guard isTheirs || isNamed else { continue }
            let log = caseload.log(of: id)
            let today = log.today ?? day
            let words = ModelWords(of: known.file.plan, on: today, in: models)
            let model = words.holding?.model
            if isTheirs, let model { held[model.id] = (model, (held[model.id]?.cases ?? 0) + 1) }
            let precedence = Precedence(of: known.file, model: model, on: today)
            let next = NextSteps(
                of: known.file, lacks: known.lacks, log: log, on: today, words: words, holidays: holidays,
                addressed: people.days(of: id, known.file), formats: people.formats(of: id, known.file))
            for step in next.steps where isTheirs || step.owner.map({ isHeld($0) }) ?? false {
                items.append(WorkItem(id, step, in: known.file, precedence: precedence))
                self.words[id] = words
            }
            guard isTheirs else { continue }
            let arrival = WorkArrival(
                in: known.file, of: id, precedence: precedence, from: day, through: day + Worklist.mostDays)
            if let arrival { coming.append(arrival) }
        }
        // A coordinator whose cases have several models works as most of them say.
        let model = held.values.max { ($0.cases, $1.model.id) < ($1.cases, $0.model.id) }?.model
        title = model?.words.coordinator
        order = WorklistOrder(longestWaitingOneIn: model?.longestWaitingOneIn ?? ReviewModel.usualLongestWaitingOneIn)
        self.items = order.sorted(items, on: day)
        self.coming = coming.sorted { ($0.day, $0.item.id) < ($1.day, $1.item.id) }
    }

    /// How many stand in a group, and of what is late the longest wait in days.
    func count(of group: WorkGroup) -> Int { items.count { $0.group(on: day) == group } }
    var longestWait: Int? { items.compactMap { $0.step.by.map { day - $0 } }.max().flatMap { $0 > 0 ? $0 : nil } }

    /// For people, at most so many lines.
    func text(most: Int = .max) -> String {
        let whom = title.map { "\(coordinator), \($0)," } ?? coordinator
        var text = "What is to be done by \(whom) on \(day.withWeekday): \(items.count)\n"
        guard !items.isEmpty else { return text + "Nothing is to be done.\n" }
        let groups = WorkGroup.allCases.compactMap { group in
            let count = count(of: group)
            let longest =
                group == .late ? longestWait.map { ", the longest by \(Deadline.count($0, "day"))" } ?? "" : ""
            return count == 0 ? nil : "\(count) \(group.words)\(longest)"
        }
        text += Prose.wrapped("\(groups.joined(separator: "; ")).", indent: 0)
        text += Prose.wrapped(
            "The order: what can still be in time this week, and of every \(order.longestWaitingOneIn) lines one of what is "
                + "late, in turns the longest wait and the longest of those who come first; then what has no day, and what is "
                + "to come. Those come first who are most vulnerable, as the model lists them, or at a key transition.",
            indent: 0)
        for (index, item) in items.prefix(most).enumerated() { text += self.text(index + 1, item) }
        if items.count > most {
            text += "\n… and \(items.count - most) more: --all shows everything, --most N so many.\n"
        }
        return text
    }

    private func text(_ place: Int, _ item: WorkItem) -> String {
        let step = item.step
        let when = step.by.map { "by \($0.short)\(Worklist.distance($0, on: day))" } ?? "no day is known"
        let review = step.review > 0 ? ", review \(step.review)" : ""
        let words = words(of: item.id)
        var text = "\n\(place). \(item.id)\(review): \(step.what.text(in: words)) — \(when)\n"
        text += Prose.wrapped(step.because.sentence(in: words), indent: 3)
        if let owner = step.owner, owner.text != coordinator { text += Prose.wrapped("for \(owner) to do", indent: 3) }
        if !item.precedence.reasons.isEmpty {
            let why = item.precedence.isFirst ? "comes first" : "first among equals"
            text += Prose.wrapped("\(why): \(item.precedence.reasons.joined(separator: "; "))", indent: 3)
        }
        for also in step.also { text += Prose.wrapped("also: \(also.sentence(in: words))", indent: 3) }
        return text
    }

    /// What becomes of it under three orders in so many days, for people.
    func comparison(days: Int, hours: WorkHours) -> String {
        let last = day + days
        let comparison = OrderComparison(items, coming: coming, from: day, through: last, hours: hours, order: order)
        var text = Prose.wrapped(
            "What becomes of the \(items.count) lines of \(coordinator) from \(day.withWeekday) to \(last.withWeekday), with "
                + "\(Deadline.count(hours.minutesADay, "minute")) each working day, "
                + "\(Deadline.count(hours.minutesADecision, "minute")) a decision and "
                + "\(Deadline.count(hours.minutesALine, "minute")) any other line. Each meeting is held on the day for which it is "
                + "arranged, or on the last day in time, and its decision comes to the list.", indent: 0)
        text += "\n"
        let heads = ["order", "families told in time", "longest wait", "late at the end", "done", "done in time"]
        var rows = [heads]
        for outcome in comparison.outcomes {
            rows.append([
                outcome.order.rawValue, "\(outcome.toldInTime) of \(outcome.toldPossible)",
                Deadline.count(outcome.longestWait, "day"), "\(outcome.leftLate)", "\(outcome.done)",
                "\(outcome.inTime)",
            ])
        }
        let widths = heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { Prose.padded($0, $1) }
            text += "  \(cells.joined(separator: "   "))".reversed().drop { $0 == " " }.reversed() + "\n"
        }
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
    func json() throws -> String { try WorklistRecord(self).line() }

    /// What the words of that case's model call people.
    func words(of id: CaseID) -> ModelWords { words[id] ?? ModelWords() }
}
