import Casework
import Arguments
import JSON
import Statute

/// `annual-review rules`: the law as this program knows it.
enum RulesCommand {
    static let command = Command(
        name: "rules",
        summary: "Show the table of the law, or one rule in full",
        discussion: """
            Every rule that sets a day or a duty: what it counts from and how, who owes it to whom, its source, and how \
            its text was read. With an ID, all of one rule: what follows when it is missed, the readings of others, and \
            worked examples.
            """,
        example: "annual-review rules\nannual-review rules DEC-1\nannual-review rules --markdown > docs/rules.md",
        options: [
            .flag("markdown", "the reference page docs/rules.md"),
            .flag("json", "as JSON"),
        ],
        positionals: [Positional("ID", isRequired: false, "a rule, as DEC-1")],
        run: { arguments in
            Output.write(try answer(arguments, width: Terminal.standardOutput.width))
            return ExitStatus.success
        })

    /// What the command writes, in so many columns.
    static func answer(_ arguments: Arguments, width: Int) throws -> String {
        guard !(arguments.flag("json") && arguments.flag("markdown")) else {
            throw UsageError("--json and --markdown are two forms of the answer: keep one")
        }
        guard let word = arguments.optionalString("ID") else {
            if arguments.flag("json") { return try json(Statute.table) }
            return arguments.flag("markdown") ? RulePage.text : list(width: max(width, narrowest))
        }
        guard let rule = Statute.table.first(where: { $0.id.rawValue.lowercased() == word.lowercased() }) else {
            throw UsageError("there is no rule \(word): annual-review rules lists them, from \(first) to \(last)")
        }
        guard !arguments.flag("markdown") else {
            throw UsageError("--markdown is the page of all rules: leave out \(word)")
        }
        return arguments.flag("json") ? try json([rule]) : full(rule)
    }

    /// Columns below which the table is not squeezed further.
    private static let narrowest = 60
    private static let first = Statute.table.first?.id.rawValue ?? ""
    private static let last = Statute.table.last?.id.rawValue ?? ""

    // MARK: For people

    /// All rules by part, one row each.
    static func list(width: Int) -> String {
        let idWidth = 8
        let room = width - idWidth - 4
        let whatWidth = room * 2 / 5
        let widths = [idWidth, whatWidth, room - whatWidth]
        var text = "The table of the law: \(Statute.table.count) rules. annual-review rules ID shows one in full.\n"
        for section in RuleSection.all {
            text += "\n\(section.title.uppercased())\n"
            for rule in section.rules {
                var days = rule.counting == .none ? "" : "\(Words.sentence(rule.counted())). "
                days += "\(Words.sentence(rule.ways)). \(Words.sentence(rule.source))"
                if rule.standing == .guidance { days += " \(Mark.guidance)" }
                text += Columns.row(
                    [rule.id.rawValue, rule.heading, "\(days) \(Mark.of(rule.provenance))"], widths: widths)
            }
        }
        return text + "\n" + Mark.legend(for: text, width: width)
    }

    /// One rule with everything that is known of it.
    static func full(_ rule: Rule) -> String {
        var text = "\(rule.id.rawValue)  \(Words.sentence(rule.what))\n\n"
        func line(_ name: String, _ words: String) {
            text += Columns.row([name, words], widths: [14, Prose.width - 18], indent: 2)
        }
        line("Counts", rule.counting == .none ? "a duty, without a day of its own" : rule.counted())
        if rule.verb != .due { line("The day is", "what is \(rule.verb.rawValue) it, not a limit that is owed") }
        line("Arises with", rule.trigger.words)
        if let condition = rule.condition.words { line("Applies", condition) }
        line("Owed by", rule.owner.rawValue)
        line("To", rule.addressees.map(\.rawValue).joined(separator: "; "))
        line("When missed", rule.effectWhenMissed)
        line("Source", rule.source)
        line("Standing", rule.standing.words)
        line("Read", "\(Mark.of(rule.provenance)) \(rule.provenance.words)")
        line("In force", rule.inForce)
        if !rule.readings.isEmpty {
            text += "\nOTHERS COUNT\n"
            for reading in rule.readings {
                let counted = reading.counting.words(from: reading.trigger)
                let rank = reading.isRefuted ? "Wrong, and never shown beside the day" : "Shown beside the day"
                text += Prose.wrapped("\(Words.sentence(counted)): \(reading.words). \(rank).", indent: 2, hanging: 4)
            }
        }
        let disputes = Statute.conflicts.filter { $0.rules.contains(rule.id) }
        if !disputes.isEmpty {
            text += "\nIN DISPUTE\n"
            for dispute in disputes {
                text += Prose.wrapped("\(dispute.number). \(Words.sentence(dispute.words)).", indent: 2, hanging: 5)
            }
        }
        let examples = WorkedExample.all(of: rule.id)
        if !examples.isEmpty {
            text += "\nWORKED EXAMPLES, as options of annual-review deadlines\n"
            for example in examples {
                text += Columns.row(
                    [example.options.joined(separator: " "), example.outcome, example.why], widths: [46, 22, 24],
                    indent: 2)
            }
        }
        return text
    }

    // MARK: For programs

    /// Those rules.
    static func json(_ rules: [Rule]) throws -> String {
        var writer = JSONWriter(capacity: 1 << 17)
        writer.beginObject()
        writer.name("rules")
        writer.beginList()
        for rule in rules {
            writer.element()
            try write(rule, to: &writer)
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func write(_ rule: Rule, to writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.name("rule")
        writer.string(rule.id.rawValue)
        writer.name("what")
        writer.string(rule.what)
        writer.name("trigger")
        writer.string(rule.trigger.words)
        writer.name("counting")
        if rule.counting == .none { writer.null() } else { writer.string(rule.counted()) }
        if let condition = rule.condition.words {
            writer.name("applies")
            writer.string(condition)
        }
        var parties = RuleParties(rule)
        try parties.fields(&writer)
        writer.name("when_missed")
        writer.string(rule.effectWhenMissed)
        writer.name("since")
        writer.text(rule.since)
        if let until = rule.until {
            writer.name("until")
            writer.text(until)
        }
        writer.name("other_readings")
        writer.beginList()
        for reading in rule.readings {
            writer.element()
            writer.beginObject()
            writer.name("counting")
            writer.string(reading.counting.words(from: reading.trigger))
            writer.name("words")
            writer.string(reading.words)
            writer.name("shown")
            writer.boolean(!reading.isRefuted)
            writer.endObject()
        }
        writer.endList()
        writer.name("examples")
        writer.beginList()
        for example in WorkedExample.all(of: rule.id) {
            writer.element()
            writer.beginObject()
            writer.name("options")
            writer.string(example.options.joined(separator: " "))
            writer.name("result")
            writer.string(example.result)
            writer.name("shows")
            writer.string(example.why)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
    }
}

extension WorkedExample {
    /// The facts as options of `annual-review deadlines`.
    var options: [String] {
        var options: [String] = []
        var words = facts.split(separator: " ").map(String.init)[...]
        while let word = words.popFirst() {
            options.append("--\(FactOptions.option(of: word))")
            switch word {
            case "transfer", "order":
                options.append(words.prefix(2).joined(separator: ":"))
                words = words.dropFirst(2)
            case "not-attending", "looked-after", "section-i-only", "outside-review": break
            default: if let value = words.popFirst() { options.append(value) }
            }
        }
        return options
    }

    /// The result as a person reads it.
    var outcome: String {
        switch result {
        case "duty": "owed, without a day"
        case "none": "does not apply"
        default: result
        }
    }
}

extension Standing {
    /// For people.
    var words: String {
        switch self {
        case .law: "law"
        case .guidance: "guidance: it says “should”"
        case .derived: "follows from rules of law by arithmetic"
        case .policy: "the council’s own policy"
        }
    }
}

extension Provenance {
    /// For people.
    var words: String {
        switch self {
        case .primary: "in the text of the law itself"
        case .secondary: "in a page about it"
        case .knowledge: "nowhere: standing knowledge, to be confirmed"
        }
    }
}

extension Rule {
    /// From when to when.
    var inForce: String { "since \(since.inWords)" + (until.map { ", until \($0.inWords)" } ?? "") }
}
