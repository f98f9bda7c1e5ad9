import Contracts
import Plan
import Statute
import TestSupport
import Testing

/// Plans for tests.
enum SamplePlans {
    static func id(_ text: String) -> PlanItemID { PlanItemID(text) ?? PlanItemID(.a, nearest: 1) }
    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    /// A plan with something of each kind.
    static let plan = Plan(
        made: day("2024-11-29"), why: "First made after the assessment.", decidedBy: ActorID("C-07"),
        front: "Education, Health and Care Plan",
        sections: [
            .init(.a, text: "I like trains.\n\nMy parents hope that I read."),
            .init(
                .b,
                items: [
                    Plan.Item(id("B-1"), "He speaks in single words.", under: "Communication and interaction"),
                    Plan.Item(id("B-2"), "He finds noise hard to bear."),
                ]),
            .init(
                .e,
                items: [
                    Plan.Item(
                        id("E-1"), "By July 2026 he will speak in sentences of four words.", needs: [id("B-1")],
                        baseline: "Single words", target: "Four words in eight of ten turns", day: day("2026-07-17"))
                ]),
            .init(
                .f, text: "All of it is given in school.",
                items: [
                    Plan.Item(
                        id("F-1"), "A speech and language therapist works with him alone for 30 minutes each week.",
                        needs: [id("B-1")], outcomes: [id("E-1")], who: "Speech and language therapist",
                        amount: ProvisionAmount(minutes: 30, per: .week), group: 1),
                    Plan.Item(id("F-2"), "He has a quiet place to go to.", needs: [id("B-2")]),
                ]),
            .init(.i, text: "A mainstream primary school."),
            .init(.k, items: [Plan.Item(id("K-1"), "Report", day: day("2024-09-02"), who: "Educational psychologist")]),
        ])

    /// A plan that might stand in a log, with any characters in its texts.
    static func random(_ random: inout SeededRandom) -> Plan {
        var needs: [PlanItemID] = []
        var outcomes: [PlanItemID] = []
        var sections: [Plan.Section] = []
        for section in PlanSection.allCases where !random.oneIn(4) {
            guard let kind = section.items else {
                sections.append(.init(section, text: random.oneIn(5) ? nil : text(&random)))
                continue
            }
            let items = (0..<random.pick(0...5)).map { number in
                var item = Plan.Item(PlanItemID(section, nearest: number + 1), text(&random))
                if random.oneIn(3) { item.under = text(&random) }
                if kind == .outcome || kind == .provision, let need = needs.randomElement(using: &random) {
                    item.needs = [need]
                }
                switch kind {
                case .need: needs.append(item.id)
                case .outcome:
                    outcomes.append(item.id)
                    item.baseline = random.oneIn(2) ? text(&random) : nil
                    item.target = random.oneIn(2) ? text(&random) : nil
                    item.day = random.oneIn(2) ? day("2024-01-01") + random.pick(0...2_000) : nil
                case .provision:
                    item.outcomes = outcomes.isEmpty || random.oneIn(2) ? nil : outcomes
                    item.who = random.oneIn(2) ? text(&random) : nil
                    let per = ProvisionPeriod.allCases.randomElement(using: &random) ?? .week
                    item.amount =
                        random.oneIn(2)
                        ? nil
                        : ProvisionAmount(
                            minutes: UInt16(random.pick(1...300)), times: UInt16(random.pick(1...9)), per: per)
                    item.group = random.oneIn(2) ? nil : UInt8(random.pick(1...8))
                case .advice: item.day = random.oneIn(2) ? day("2024-01-01") : nil
                }
                return item
            }
            sections.append(
                .init(section, text: random.oneIn(2) ? text(&random) : nil, items: items.isEmpty ? nil : items))
        }
        if sections.isEmpty { sections = [.init(.a, text: "Nothing else.")] }
        return Plan(
            made: day("2015-01-01") + random.pick(0...4_000), why: text(&random),
            decidedBy: random.oneIn(3) ? nil : ActorID("C-07"), front: random.oneIn(2) ? nil : text(&random),
            sections: sections)
    }

    static func text(_ random: inout SeededRandom) -> String {
        let words = [
            "therapy", "30", "minutes", "each week", "\n\n", "<b>&amp;", "\"quoted\"", "é", "日本", "\u{202E}x", "a\tb",
            "  ",
        ]
        return "w"
            + (0..<random.pick(1...9)).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }
}
