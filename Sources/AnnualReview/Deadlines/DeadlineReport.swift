import JSON
import Statute

/// Every day that follows from some facts, for people and for programs.
struct DeadlineReport {
    /// Whose days they are: "B-10432, review 2"; nil when they follow from options alone.
    var subject: String?
    let facts: Facts
    let deadlines: [Deadline]
    let duties: [Duty]
    /// The day whose law counts, and what was known on it; nil for today's.
    let asAt: Day?
    let today: Day
    /// Sentences that a reader should see with them.
    var notes: [String] = []

    /// Reckons them.
    init(_ facts: Facts, holidays: BankHolidays, asAt: Day?, today: Day) {
        self.facts = facts
        self.asAt = asAt
        self.today = today
        deadlines = Statute.deadlines(for: facts, holidays: holidays, asAt: asAt)
        duties = Statute.duties(for: facts, asAt: asAt)
        if facts.meeting != nil, facts.outcome == nil {
            notes.append(
                "What is decided is not known: with --decision maintain, amend or cease the days follow that depend on "
                    + "it.")
        }
        if facts.noticeSent != nil, facts.noticeServed == nil {
            notes.append(
                "With --served, the day on which the notice reached the family, follow its days for representations.")
        }
    }

    // MARK: For people

    private static let dayWidth = 19
    private static let ruleWidth = 8
    private static let whatWidth = 31
    private static let waysWidth = 34

    /// A table, grouped by what the days count from, and what its marks mean.
    var text: String {
        var text = subject.map { "\($0)\n" } ?? ""
        let law =
            if let asAt {
                "By the law as it was known on \(asAt.inWords)"
            } else if subject == nil {
                "By the law of today, \(today.inWords)"
            } else {
                "By today’s law, and what was known of the case on \(today.inWords)"
            }
        text += Prose.wrapped("\(law). Days are calendar days; the day itself is still in time.", indent: 0)
        if !deadlines.isEmpty {
            text += "\n" + row("DUE", "RULE", "WHAT", "WHO → TO WHOM")
        }
        for group in groups {
            text += "\n" + Prose.wrapped(heading(group[0]), indent: 0)
            for deadline in group { text += rows(deadline) }
        }
        if deadlines.isEmpty { text += "\nNo day follows from what is known.\n" }
        if !duties.isEmpty {
            text += "\nOWED, WITHOUT A DAY OF ITS OWN\n"
            for duty in duties {
                let rule = Statute.rule(duty.rule)
                text += Columns.row(
                    [rule.id.rawValue, "\(rule.heading). \(Words.sentence(rule.ways)). \(rule.cited)"],
                    widths: [DeadlineReport.ruleWidth, Prose.width - DeadlineReport.ruleWidth - 4], indent: 2)
            }
        }
        let legend = Mark.legend(for: text, width: Prose.width)
        if !legend.isEmpty { text += "\n" + legend }
        if !notes.isEmpty { text += "\n" + notes.reduce("") { $0 + Prose.wrapped($1, indent: 0) } }
        return text
    }

    /// The deadlines by the day and the event they count from, the earliest first.
    private var groups: [[Deadline]] {
        var groups: [[Deadline]] = []
        for deadline in deadlines {
            let trigger = Statute.rule(deadline.rule).trigger
            let place = groups.firstIndex {
                $0[0].from == deadline.from && Statute.rule($0[0].rule).trigger.words == trigger.words
            }
            if let place { groups[place].append(deadline) } else { groups.append([deadline]) }
        }
        return groups.sorted { $0[0].from < $1[0].from }
    }

    private func heading(_ deadline: Deadline) -> String {
        let trigger = Statute.rule(deadline.rule).trigger
        // A transfer is known by its year alone.
        if trigger == .transfer, let transfer = facts.transfer {
            return "Counting from the transfer \(transfer.phase.words) in \(transfer.year)"
        }
        var event = trigger.words
        if trigger == .decisionLetterSent {
            if facts.finalSent == deadline.from { event = Facts.Field.finalSent.words }
            if facts.notAmendedSent == deadline.from { event = Facts.Field.notAmendedSent.words }
        }
        return "Counting from \(deadline.from.withWeekday): \(event)"
    }

    private func rows(_ deadline: Deadline) -> String {
        let rule = Statute.rule(deadline.rule)
        let day = "\(deadline.due.weekday.name.prefix(3)) \(deadline.due.short)"
        var text = row(
            deadline.isProvisional ? "\(day) \(Mark.provisional)" : day, rule.id.rawValue, rule.heading, rule.ways)
        let indent = DeadlineReport.dayWidth + DeadlineReport.ruleWidth + 6
        text += Prose.wrapped("\(Words.sentence(rule.counted)). \(rule.cited)", indent: indent)
        for other in deadline.otherReadings {
            text += Prose.wrapped("or \(other.day.short): \(other.words)", indent: indent, hanging: indent + 3)
        }
        return text
    }

    private func row(_ cells: String...) -> String {
        Columns.row(
            cells,
            widths: [
                DeadlineReport.dayWidth, DeadlineReport.ruleWidth, DeadlineReport.whatWidth, DeadlineReport.waysWidth,
            ], indent: 2)
    }

    // MARK: For programs

    /// All of it, with the facts as they were taken.
    func json() -> String {
        var writer = JSONWriter(capacity: 8192)
        writer.beginObject()
        if let subject {
            writer.name("of")
            writer.string(subject)
        }
        if let asAt {
            writer.name("as_at")
            writer.text(asAt)
        }
        writer.name("facts")
        writer.beginObject()
        for (option, value) in FactOptions.given(facts) {
            writer.name(option)
            writer.string(value)
        }
        writer.endObject()
        writer.name("deadlines")
        writer.beginList()
        for deadline in deadlines {
            write(deadline, to: &writer)
            for other in deadline.otherReadings { write(other, of: deadline, to: &writer) }
        }
        writer.endList()
        writer.name("duties")
        writer.beginList()
        for duty in duties {
            let rule = Statute.rule(duty.rule)
            writer.element()
            writer.beginObject()
            writer.name("rule")
            writer.string(rule.id.rawValue)
            writer.name("what")
            writer.string(rule.what)
            writer.name("from")
            writer.text(duty.from)
            rule.writeParties(to: &writer)
            writer.name("why")
            writer.string(duty.why)
            writer.endObject()
        }
        writer.endList()
        writer.name("notes")
        writer.strings(notes)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private func write(_ deadline: Deadline, to writer: inout JSONWriter) {
        let rule = Statute.rule(deadline.rule)
        writer.element()
        writer.beginObject()
        writer.name("rule")
        writer.string(rule.id.rawValue)
        writer.name("due")
        writer.text(deadline.due)
        writer.name("reading")
        writer.string("default")
        writer.name("what")
        writer.string(rule.what)
        writer.name("from")
        writer.text(deadline.from)
        writer.name("trigger")
        writer.string(rule.trigger.words)
        writer.name("counting")
        writer.string(rule.counted)
        writer.name("provisional")
        writer.boolean(deadline.isProvisional)
        rule.writeParties(to: &writer)
        writer.name("why")
        writer.string(deadline.why)
        writer.endObject()
    }

    private func write(_ other: Deadline.OtherReading, of deadline: Deadline, to writer: inout JSONWriter) {
        let rule = Statute.rule(deadline.rule)
        writer.element()
        writer.beginObject()
        writer.name("rule")
        writer.string(rule.id.rawValue)
        writer.name("due")
        writer.text(other.day)
        writer.name("reading")
        writer.string("other")
        writer.name("what")
        writer.string(rule.what)
        writer.name("counting")
        writer.string(other.words)
        writer.name("provisional")
        writer.boolean(deadline.isProvisional)
        rule.writeParties(to: &writer)
        writer.name("why")
        writer.string(
            "\(rule.what) \(rule.verb.rawValue) \(deadline.due.short) by default; some count to \(other.day.short): "
                + other.words)
        writer.endObject()
    }
}

extension Rule {
    /// Who owes it to whom, and where that is written, as fields.
    func writeParties(to writer: inout JSONWriter) {
        writer.name("owner")
        writer.string(owner.rawValue)
        writer.name("to")
        writer.strings(addressees.map(\.rawValue))
        writer.name("source")
        writer.string(source)
        writer.name("standing")
        writer.string(standing.rawValue)
        writer.name("read_in")
        writer.string(provenance.rawValue)
    }
}

extension JSONWriter {
    /// Writes a list of texts.
    mutating func strings(_ texts: [String]) {
        beginList()
        for text in texts {
            element()
            string(text)
        }
        endList()
    }
}
