import Casework
import CaseFile
import Letters
import Statute

/// What stands in braces in the portal's words: each follows from the law's table, the council's model or its data file.
struct PortalWords: Sendable {
    /// A word in braces that nothing is known of, or a brace that is not closed.
    struct Fault: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    private let values: [String: String]

    /// The words of that council and its model.
    init(council: Council, model: ReviewModel?) {
        func count(_ number: Int, _ unit: String) -> String { Deadline.count(number, unit) }
        func before(_ day: (month: Int, day: Int)) -> String { "\(day.day) \(Day.monthNames[day.month - 1])" }
        let law = Statute.Limit.self
        var values = [
            "council": council.name,
            "council phone": council.team.phone,
            "council email": council.team.email,
            "advice service": council.adviceService.name,
            "advice phone": council.adviceService.phone,
            "complaints": council.complaints.name,
            "complaints phone": council.complaints.phone,
            "coordinator": model?.words.coordinator ?? "EHCP Coordinator",
            "plan": model?.words.plan ?? "EHC plan",
            "cycle months": count(law.cycleMonths, "month"),
            "notice weeks": count(law.noticeWeeks, "week"),
            "report weeks": count(law.reportWeeks, "week"),
            "decision weeks": count(law.decisionWeeks, "week"),
            "representation days": "\(law.representationDays) days",
            "appeal months": count(law.appealMonths, "month"),
            "certificate months": count(law.appealMonthsAfterCertificate, "month"),
            "school plan before": before(law.schoolPlanBefore),
            "post-16 plan before": before(law.post16PlanBefore),
            "answer days": "\(model?.earlyRequestAnswerDays ?? EarlyRequest.answerDays) days",
            "question days": count(Matter.questionDays, "working day"),
            "support days": count(Matter.supportDays, "working day"),
        ]
        values["kinds"] = PortalWords.kinds(model)
        values["choosers"] = model.map { "\(ModelSentences.chosen(by: $0))." } ?? "People choose, never the software."
        values["quality"] = model?.quality.map { "The council works by its \($0)." } ?? ""
        values["priorities"] = PortalWords.priorities(model)
        values["local transitions"] = PortalWords.transitions(model)
        self.values = values
    }

    /// The text with each word in braces replaced.
    func filled(_ text: String) throws(Fault) -> String {
        var out = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            out += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Fault(description: "a brace is not closed: \(rest[open...].prefix(40))")
            }
            let name = String(rest[rest.index(after: open)..<close])
            guard let value = values[name] else { throw Fault(description: "nothing is known of {\(name)}") }
            out += value
            rest = rest[rest.index(after: close)...]
        }
        out += rest
        // What fills nothing leaves no gap.
        while let gap = out.firstRange(of: "  ") { out.replaceSubrange(gap, with: " ") }
        return out.first == " " ? String(out.dropFirst()) : out
    }

    private static func kinds(_ model: ReviewModel?) -> String {
        guard let model, model.kinds.count > 1 else {
            return
                "There is one kind, the annual review. Before a move to another school or college it also looks at that move."
        }
        return "This council has \(Deadline.count(model.kinds.count, "kind")). "
            + model.kinds.map { "The \($0.title): \(lowered(model.kinds.count > 2 ? first($0.about) : $0.about))" }
            .joined(
                separator: " ")
    }

    /// Its first sentence: of many kinds there is no room for more.
    private static func first(_ text: String) -> String {
        text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
    }

    private static func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    private static func priorities(_ model: ReviewModel?) -> String {
        let words = (model?.priorities ?? []).map { priority in
            switch priority {
            case .phaseTransfer: "children who move to another school"
            case .overdue: "what is late already"
            case .mostVulnerable: "the most vulnerable children"
            case .keyTransition: "children at key transitions"
            case .longestWithoutUpdate: "plans that were not updated for longest"
            }
        }
        return words.isEmpty ? "what is due first comes first" : "first \(words.joined(separator: ", then "))"
    }

    private static func transitions(_ model: ReviewModel?) -> String {
        let years = (model?.kinds ?? []).flatMap(\.opening.yearGroups).sorted()
        guard !years.isEmpty else { return "This council counts no others." }
        let named = Words.list(years.map { $0 == .nursery ? "nursery" : "\($0)" })
        return "By its own policy this council also looks at the whole plan in \(named)."
    }
}
