import Casework
import Contracts
import Letters
import Statute

/// The reference page `docs/rules.md`.
enum RulePage {
    /// The page, as Markdown.
    static var text: String {
        """
        # Rules

        The law of the Annual Review in England as `annual-review` counts it: \(Statute.table.count) rules, each with what it
        counts from, who owes it to whom, and where it is written. `annual-review rules DEC-1` shows one in full with worked
        examples; `annual-review deadlines` reckons the days from what is known. This page is written by
        `annual-review rules --markdown > docs/rules.md` from the table the services count by.

        Not legal advice. Have a person confirm what is marked \(Mark.knowledge) before a letter relies on it.

        """
            + marks + sets + RuleSection.all.map(section).joined() + readings + contents + told
    }

    private static var marks: String {
        let rows = Mark.meanings.filter { $0.mark != Mark.provisional }.map { "| `\($0.mark)` | \($0.words) |\n" }
            .joined()
        let people = DutyHolder.allCases.map { "| \($0.short) | \($0.rawValue) |\n" }.joined()
        return """

            ## Marks

            | mark | meaning |
            | --- | --- |
            \(rows)
            In the tables people have short names:

            | name | who |
            | --- | --- |
            \(people)
            """
    }

    private static var sets: String {
        let rows = RuleSet.all.map { set in
            let rules = set.since == LegalDay.act ? "all others" : set.rules.map(\.id.rawValue).joined(separator: ", ")
            return "| \(set.since.inWords) | \(set.words) | \(rules) |\n"
        }.joined()
        return """

            ## Rule sets by date

            `--as-at DATE` counts by what was in force, or known from a judgment, on that day.

            | from | what | rules |
            | --- | --- | --- |
            \(rows)
            """
    }

    private static func section(_ section: RuleSection) -> String {
        let rows = section.rules.map { rule in
            let counted = rule.counting == .none ? "a duty, from: \(rule.trigger.words)" : rule.counted()
            let condition = rule.condition.words.map { " (\($0))" } ?? ""
            let force = rule.until == nil ? "" : " (\(rule.inForce))"
            return
                "| \(rule.id.rawValue) | \(rule.heading) | \(counted)\(condition) | \(rule.ways) | \(rule.source)\(force) "
                + "| \(Mark.of(rule.provenance))\(rule.standing == .guidance ? " \(Mark.guidance)" : "") "
                + "| \(rule.effectWhenMissed) |\n"
        }.joined()
        return """

            ## \(section.title)

            | rule | what | counted | who → to whom | source | marks | when missed |
            | --- | --- | --- | --- | --- | --- | --- |
            \(rows)
            """
    }

    private static var readings: String {
        let rows = Statute.conflicts.map { conflict in
            let others = conflict.rules.flatMap { id in
                Statute.rule(id).readings.filter { $0.conflict == conflict.number }.map { reading in
                    let rank = reading.isRefuted ? "wrong" : "shown beside it"
                    return "\(id.rawValue): \(reading.counting.words(from: reading.trigger)) (\(rank))"
                }
            }
            return
                "| \(conflict.number) | \(Words.sentence(conflict.words)) "
                + "| \(conflict.rules.map(\.rawValue).joined(separator: ", ")) | \(others.joined(separator: "; ")) |\n"
        }.joined()
        return """

            ## Where sources disagree

            What comes after the colon is the default; the readings of others are shown beside it, unless they are simply
            wrong.

            | | in dispute | rules | others count |
            | --- | --- | --- | --- |
            \(rows)
            """
    }

    private static var contents: String {
        let parts = LetterKind.allCases.map { kind in
            let rows = kind.requiredContents.map { content in
                "| \(content.id) | \(content.words) | \(content.source) \(Mark.of(content.provenance)) "
                    + "| \(content.standing.rawValue) |\n"
            }.joined()
            return """

                ### \(Words.sentence(Words.letter(kind)))

                | item | what the letter says | source | standing |
                | --- | --- | --- | --- |
                \(rows)
                """
        }.joined()
        return """

            ## What letters must contain

            A letter that lacks what the law demands is not sent; what guidance asks for is shown before sending.

            """ + parts
    }

    private static var told: String {
        var readers: [DutyHolder] = []
        for cell in Statute.told where !readers.contains(cell.who) { readers.append(cell.who) }
        let head = readers.map { " \($0.short) |" }.joined()
        let rule = readers.map { _ in " --- |" }.joined()
        let rows = Told.Message.allCases.map { message in
            let cells = readers.map { reader in
                Statute.told.first { $0.message == message && $0.who == reader }.map { cell in
                    " \(cell.manner.words) (\(cell.source)) \(Mark.of(cell.provenance)) |"
                } ?? " |"
            }.joined()
            return "| \(message.rawValue) |\(cells)\n"
        }.joined()
        return """

            ## Who is told what

            An empty cell: nobody must tell them.

            | message |\(head)
            | --- |\(rule)
            \(rows)
            """
    }
}

extension Told.Manner {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .told: "told"
        case .withAppeal: "told, with the right to appeal"
        case .withAppealUnlessAmending: "told, with the right to appeal unless it is to amend"
        case .withReasonsAndAppeal: "told, with reasons and the right to appeal"
        case .consulted: "consulted"
        case .consultedIfNamed: "consulted, if it is to be named"
        }
    }
}
