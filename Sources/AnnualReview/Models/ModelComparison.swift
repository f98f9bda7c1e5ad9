import LogCheck
import JSON
import CaseFile
import Casework
import Contracts
import Runtime
import Statute

/// Two models side by side, over a caseload for a year: what changes for families and for the council, and what stays
/// the same because it is law.
struct ModelComparison {
    private let plans: [PlanRecorded]
    private let called: String
    private let from: Day
    private let first: Side
    private let second: Side

    /// One of the two.
    private struct Side {
        let name: String
        /// The model that is compared: of a pilot, the one that the cohort gets.
        let model: ReviewModel?
        let pilot: ReviewPilot?
        let year: ModelYear
        /// Of a hundred reviews after which the plan is changed only when needed, those that end in an amendment.
        let needed: Int
        /// The same for the children outside its pilot: what is assumed of the other of the two.
        let neededOutside: Int

        var decisions: Int { year.reviews.count }
        var amended: Int { year.amended(needed, outsidePilot: neededOutside) }
        var finals: Int { year.reissued + amended }
    }

    /// Two models or pilots that are known. `called` says what the caseload is.
    init(
        _ names: (String, String), in models: ReviewModels, over plans: [PlanRecorded], called: String, from: Day,
        needed: (Int, Int)
    ) {
        self.plans = plans
        self.called = called
        self.from = from
        func side(_ name: String, _ needed: Int, outside: Int) -> Side {
            let pilot = models.pilots[name]
            return Side(
                name: name, model: models.models[pilot?.model ?? name], pilot: pilot,
                year: ModelYear(of: plans, under: name, in: models, from: from), needed: needed,
                neededOutside: outside)
        }
        first = side(names.0, needed.0, outside: needed.1)
        second = side(names.1, needed.1, outside: needed.0)
    }

    // MARK: Figures

    /// A line of figures.
    private struct Row {
        let title: String
        let first: Int
        let second: Int
    }

    private var kinds: [String] {
        first.year.kinds + second.year.kinds.filter { !first.year.kinds.contains($0) }
    }

    private var rows: [Row] {
        func row(_ title: String, _ value: (Side) -> Int) -> Row {
            Row(title: title, first: value(first), second: value(second))
        }
        func needed(_ side: Side) -> String { "\(side.needed)%" }
        let shares =
            first.needed == second.needed ? needed(first) : "\(needed(first)) and \(needed(second))"
        return [row("Reviews to complete in the year, each with a meeting") { $0.year.reviews.count }]
            + kinds.map { kind in row("  \(kind)") { $0.year.count(kind) } }.filter { $0.first + $0.second > 0 }
            + [
                row("Children with two reviews in the year or more") { $0.year.reviewedTwice },
                row("Plans written anew, as is normal after their kind of review") { $0.year.reissued },
                row("  after the others, if \(shares) of them end in an amendment") { $0.amended },
                row("Decision letters, one after every review") { $0.decisions },
                row("Final plans, or decisions not to amend, sent to families") { $0.finals },
            ]
    }

    /// How many reviews change their kind, by the two kinds; the nth review of a child beside the nth.
    private var changes: [(from: String, to: String, count: Int)] {
        var counts: [String: [String: Int]] = [:]
        for (left, right) in pairs where left.kind != right.kind {
            counts[left.kind, default: [:]][right.kind, default: 0] += 1
        }
        return first.year.kinds.flatMap { from in
            kinds.compactMap { to in counts[from]?[to].map { (from, to, $0) } }
        }
    }

    private var pairs: [(ModelYear.Review, ModelYear.Review)] {
        let others = Dictionary(grouping: second.year.reviews, by: \.plan)
        return Dictionary(grouping: first.year.reviews, by: \.plan).flatMap { plan, reviews in
            Array(zip(reviews, others[plan] ?? []))
        }
    }

    // MARK: Words

    /// For people.
    var text: String {
        let end = from.lastDayOfPeriodStarting(months: 12)
        var text = Prose.wrapped(
            "\(first.name) and \(second.name), over \(called), from \(from.short) to \(end.short)", indent: 0)
        text += "\n\(table)"
        for (title, sentences) in [
            ("WHAT CHANGES FOR FAMILIES", families), ("WHAT CHANGES FOR THE COUNCIL", council),
            ("DAYS THAT MOVE", days),
        ] {
            text += "\n\(title)\n"
            for sentence in sentences { text += ModelSheet.item("- \(sentence)") }
        }
        text += "\nWHAT STAYS THE SAME, BECAUSE IT IS LAW\n"
        text += ModelSheet.law("MTG-1", ModelSheet.meeting)
        for (setting, value) in same { text += ModelSheet.law(setting, value) }
        text += "\nWHAT THIS RESTS ON\n"
        for sentence in assumptions { text += ModelSheet.item("- \(sentence)") }
        return text
    }

    private var table: String {
        let rows = rows
        let titles = min(Prose.width - 30, (rows.map(\.title.count).max() ?? 0) + 2)
        func column(_ title: String, _ numbers: [Int]) -> Int {
            max(title.count, numbers.map { Comparison.grouped($0).count }.max() ?? 0)
        }
        let widths = (column(first.name, rows.map(\.first)), column(second.name, rows.map(\.second)))
        func line(_ title: String, _ left: String, _ right: String) -> String {
            Prose.padded(title, titles) + Prose.spaces(widths.0 - left.count) + left + "   "
                + Prose.spaces(widths.1 - right.count) + right + "\n"
        }
        return line("", first.name, second.name)
            + rows.map { line($0.title, figure($0.first), figure($0.second)) }.joined()
    }

    private func figure(_ number: Int) -> String { number == 0 ? "–" : Comparison.grouped(number) }

    private var families: [String] {
        guard let one = first.model, let two = second.model else { return [] }
        var all: [String] = []
        if let pilot = second.pilot {
            let members = plans.count { pilot.cohort.contains($0.cohort) }
            all.append(
                "The pilot is for \(ModelSheet.cohort(pilot)), from \(pilot.since.short): "
                    + "\(Comparison.grouped(members)) of these plans; the rest has \(pilot.otherwise).")
        }
        all += changes.map { from, to, count in
            "\(Comparison.grouped(count)) \(count == 1 ? "review is" : "reviews are") \(article(to)) instead of "
                + "\(article(from))."
        }
        for kind in two.kinds where !one.kinds.contains(where: { $0.title == kind.title }) {
            all.append("\(kind.title): \(kind.about)")
        }
        if one.approach != two.approach { all.append("\(ModelSentences.chosen(by: two)).") }
        if two.forms != one.forms, !two.forms.isEmpty {
            all.append("Asked for: \(two.forms.map(ModelSentences.form).joined(separator: "; ")).")
        }
        if one.progress != two.progress {
            all.append(
                "\(Words.sentence(two.progress.title)), \(ModelSheet.place(two.progress)): \(two.progress.about)")
        }
        if one.words.coordinator != two.words.coordinator {
            all.append("The officer is called \(two.words.coordinator), not \(one.words.coordinator).")
        }
        if one.words.plan != two.words.plan {
            all.append("The plan is called \(two.words.plan), not \(one.words.plan).")
        }
        let under = (one.underFiveMonths, two.underFiveMonths)
        if under.0 != under.1 {
            all.append("Under five: a review every \(months(under.1)), not every \(months(under.0)).")
        }
        if one.earlyRequestAnswerDays != two.earlyRequestAnswerDays {
            all.append(
                "A request for an early review is answered within \(two.earlyRequestAnswerDays) days, not "
                    + "\(one.earlyRequestAnswerDays).")
        }
        if one.draftDaysBeforeDecision != two.draftDaysBeforeDecision {
            all.append(
                "Without the report of the meeting a draft waits \(two.draftDaysBeforeDecision) days before the decision is "
                    + "due, not \(one.draftDaysBeforeDecision).")
        }
        if one.supplierDays != two.supplierDays {
            all.append(
                "Days before a letter that a supplier makes is to arrive, on which it is ordered: "
                    + "\(ModelSheet.supplierDays(two.supplierDays)), not \(ModelSheet.supplierDays(one.supplierDays)).")
        }
        all += stricter
        return all.isEmpty ? ["Nothing."] : all
    }

    private func article(_ title: String) -> String {
        title.first.map { "AEIOUaeiou".contains($0) } ?? false ? "an \(title)" : "a \(title)"
    }

    private func months(_ months: Int?) -> String { Deadline.count(months ?? Statute.Limit.cycleMonths, "month") }

    /// What the second demands of the council beyond the first.
    private var stricter: [String] {
        guard let one = first.model, let two = second.model else { return [] }
        return ModelSetting.allCases.filter { one[$0] != two[$0] }.map { setting in
            let values = (ModelSentences.value(setting, two[setting]), ModelSentences.value(setting, one[setting]))
            return "\(Words.sentence(setting.invariant.title)): \(values.0), not \(values.1)."
        }
    }

    private var council: [String] {
        guard let one = first.model, let two = second.model else { return [] }
        var all: [String] = []
        all.append(
            "\(more(second.decisions - first.decisions, "review and decision letter", "reviews and decision letters"))."
        )
        let kind = second.year.reissued - first.year.reissued
        let need = second.amended - first.amended
        all.append(
            "\(more(second.finals - first.finals, "final plan", "final plans")) to write: "
                + "\(more(kind, "", "").lowercased()) because of the kind of review, "
                + "\(more(need, "", "").lowercased()) because children need it at the others.")
        let holders = Set(plans.compactMap(\.coordinator)).count
        if holders > 0 {
            all.append(
                "For each of \(holders) coordinators: \(per(first.finals, holders)) final plans to write in the year "
                    + "under \(first.name), \(per(second.finals, holders)) under \(second.name).")
        }
        if one.priorities != two.priorities {
            all.append(
                "Among equals comes first: \(two.priorities.map(ModelSheet.priority).joined(separator: "; then ")). It "
                    + "moves no day.")
        }
        if two.quality != one.quality, let quality = two.quality { all.append("\(Words.sentence(quality)).") }
        return all
    }

    /// "84 more final plans", "as many reviews".
    private func more(_ count: Int, _ one: String, _ many: String) -> String {
        let words = count == 0 ? "As many" : "\(Comparison.grouped(abs(count))) \(count > 0 ? "more" : "fewer")"
        let what = abs(count) == 1 ? one : many
        return what.isEmpty ? words : "\(words) \(what)"
    }

    private func per(_ count: Int, _ holders: Int) -> String { "\((count + holders / 2) / holders)" }

    private var days: [String] {
        guard let one = first.model, let two = second.model else { return [] }
        var all = ["No day that the law sets moves, for any of the \(Comparison.grouped(plans.count)) plans."]
        let moved = pairs.filter { $0.complete != $1.complete }.count
        all.append(
            moved == 0
                ? "No review is planned for another day."
                : "\(moved == 1 ? "1 review is" : "\(Comparison.grouped(moved)) reviews are") planned to be complete on "
                    + "another day.")
        let opened = pairs.filter { $0.opens != $1.opens }.count
        if opened > 0 {
            let weeks = (one.openWeeksBeforeDue, two.openWeeksBeforeDue)
            let why = weeks.0 == weeks.1 ? "" : ": \(weeks.1) weeks before it must be complete, not \(weeks.0)"
            all.append(
                "\(opened == 1 ? "1 review is" : "\(Comparison.grouped(opened)) reviews are") opened on another day\(why)."
            )
        }
        all.append(
            one.reminders == two.reminders && one.decisionWeeks == two.decisionWeeks
                && one.reportWeeks == two.reportWeeks && one.adviceWeeks == two.adviceWeeks
                ? "Reminders go on the same days." : "Reminders go on other days: see `models show` of both.")
        return all
    }

    private var same: [(ModelSetting, String)] {
        guard let one = first.model, let two = second.model else { return [] }
        return ModelSetting.allCases.filter { one[$0] == two[$0] }.map { ($0, ModelSentences.value($0, one[$0])) }
    }

    private var assumptions: [String] {
        var all = [
            "Each review is complete on the last day that the council plans for, and of the kind that the model proposes; "
                + "people may choose another, and the outcome never follows from the kind.",
            "How often a plan must change at a review that does not change it as a habit is assumed: "
                + "\(first.needed)% under \(first.name), \(second.needed)% under \(second.name) (--needed). In England "
                + "61% of all decisions in 2024 were to amend.",
        ]
        if first.year.unknown > 0 {
            all.append(
                "Of \(Comparison.grouped(first.year.unknown)) plans nobody knows when they were made or last reviewed: "
                    + "they are reviewed as soon as can be.")
        }
        for side in [first, second] {
            for sentence in side.model?.uncertain ?? [] { all.append("\(side.name): \(sentence).") }
        }
        return all
    }

    // MARK: JSON

    /// For programs.
    func json() throws -> String {
        var record = ComparisonRecord()
        record.from = from
        record.through = from.lastDayOfPeriodStarting(months: 12)
        record.plans = plans.count
        record.models = [first, second].map { side in
            ComparisonRecord.Side(
                name: side.name, reviews: side.year.reviews.count,
                byKind: NamedValues(side.year.kinds.map { ($0, side.year.count($0)) }),
                reviewedTwice: side.year.reviewedTwice, reissued: side.year.reissued, amended: side.amended,
                needed: side.needed, decisions: side.decisions, finals: side.finals)
        }
        record.changes = changes.map { ComparisonRecord.Change(from: $0.from, to: $0.to, count: $0.count) }
        record.families = families
        record.council = council
        record.days = days
        record.assumptions = assumptions
        record.same = same.map { setting, value in
            ComparisonRecord.Same(
                rule: setting.invariant.rule, setting: setting.rawValue, value: value,
                source: setting.invariant.source)
        }
        return try record.line()
    }
}
