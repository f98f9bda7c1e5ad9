import Contracts
import JSON
import Statute

/// What a caseload's year would be under rules that are not law, beside the year under the law and a council's model.
struct ProposedComparison {
    /// The year under one item that says when plans are reviewed.
    struct Count: Equatable {
        let item: String
        /// Reviews that the law and the model ask for in the year.
        let law: Int
        /// Those that the item would ask for.
        let proposed: Int
        /// Plans of whom nobody can say, because their year group is not recorded.
        let unknown: Int
        /// Of the plans that the law has reviewed in the year, those that the item would not have reviewed.
        let dropped: Int
    }

    let rules: ProposedRules
    let counts: [Count]
    private let model: String
    private let called: String
    private let from: Day

    init(
        _ rules: ProposedRules, beside model: String, in models: ReviewModels, over plans: [PlanRecorded],
        called: String, from: Day
    ) {
        self.rules = rules
        self.model = model
        self.called = called
        self.from = from
        let through = from.lastDayOfPeriodStarting(months: 12)
        let law = ModelYear(of: plans, under: model, in: models, from: from).reviews
        let reviewed = Set(law.map(\.plan))
        counts = rules.items.filter { !$0.reviews.isEmpty }.map { item in
            var (proposed, unknown, dropped) = (0, 0, 0)
            for (place, plan) in plans.enumerated() {
                guard let year = plan.year.map({ Int($0) }) else {
                    unknown += 1
                    continue
                }
                let isReviewed =
                    switch item.reviews[ProposedRules.Stage(year: year)] {
                    case .yearly?: reviewed.contains(place)
                    case .endOfKeyStage?: [2, 6, 9, 11].contains(year)
                    case .atPhaseTransfer?: ProposedComparison.moves(plan, from, through)
                    case nil: false
                    }
                if isReviewed { proposed += 1 }
                if !isReviewed, reviewed.contains(place) { dropped += 1 }
            }
            return Count(item: item.name, law: law.count, proposed: proposed, unknown: unknown, dropped: dropped)
        }
    }

    /// Whether the day by which the plan must name the next setting lies in the year.
    private static func moves(_ plan: PlanRecorded, _ from: Day, _ through: Day) -> Bool {
        guard let phase = plan.transfer, let year = plan.transferYear.map({ Int($0) }),
            let by = Statute.transferPlanBy(phase, year: year)
        else { return false }
        return from <= by && by <= through
    }

    /// For people: each line says that it is not law.
    var text: String {
        var lines = [
            rules.title,
            "Nothing below is in force, and no program of annual-review acts on it. \(called); the year from \(from.inWords), "
                + "beside the law and the model \(model).",
        ]
        for item in rules.items {
            lines.append("")
            lines.append("\(item.name): \(item.says)")
            lines.append("Source: \(item.source)")
            if let conflict = item.conflict { lines.append("Conflict: \(conflict)") }
            for stage in ProposedRules.Stage.allCases {
                if let trigger = item.reviews[stage] { lines.append("\(stage.rawValue): reviewed \(trigger.words)") }
            }
            if let count = counts.first(where: { $0.item == item.name }) {
                lines.append("Reviews in the year: \(count.law) by the law, \(count.proposed) as proposed")
                lines.append(
                    "Children whose plan the law has reviewed in the year, and this would not: \(count.dropped)")
                if count.unknown > 0 {
                    lines.append("Year group not recorded, and not counted as proposed: \(count.unknown)")
                }
            }
        }
        return lines.flatMap { line in
            line.isEmpty ? [""] : Prose.wrapped(line, indent: 0).split(separator: "\n").map(String.init)
        }.map { "\(ProposedRules.mark) |\($0.isEmpty ? "" : " ")\($0)\n" }.joined()
    }

    /// For programs: each object says that it is not law.
    var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.name("status")
        writer.string(ProposedRules.mark)
        writer.name("title")
        writer.string(rules.title)
        writer.name("beside")
        writer.string(model)
        writer.name("from")
        writer.text(from)
        writer.name("items")
        writer.beginList()
        for item in rules.items {
            writer.element()
            writer.beginObject()
            for (name, value) in [
                ("status", ProposedRules.mark), ("name", item.name), ("says", item.says), ("source", item.source),
                ("conflict", item.conflict ?? ""),
            ] {
                writer.name(name)
                writer.string(value)
            }
            if let count = counts.first(where: { $0.item == item.name }) {
                for (name, number) in [
                    ("reviews_by_law", count.law), ("reviews_proposed", count.proposed), ("dropped", count.dropped),
                    ("unknown", count.unknown),
                ] {
                    writer.name(name)
                    writer.integer(number)
                }
            }
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
