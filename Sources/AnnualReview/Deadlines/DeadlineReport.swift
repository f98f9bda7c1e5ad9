import Casework
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
    /// The model whose stricter days are shown beside the law's; nil when none is known.
    var model: ReviewModel?
    /// School days on which the meeting could be held, each no later than a rule has it.
    private(set) var meetings: [(rule: RuleID, proposal: SchoolTerms.Proposal)] = []

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

    /// Proposes school days for a meeting that is not arranged, no earlier than that day.
    mutating func proposeMeetings(in terms: SchoolTerms, from earliest: Day?, holidays: BankHolidays) {
        guard facts.meeting == nil else { return }
        meetings = deadlines.filter { [.cyc4, .ph4].contains($0.rule) }.compactMap { deadline in
            terms.meeting(noLaterThan: deadline.due, from: earliest, holidays: holidays).map { (deadline.rule, $0) }
        }
    }

    /// The council's own stricter day for what the law has due on that day.
    private func planned(_ deadline: Deadline) -> Day? { model?.ownDay(for: deadline, by: facts) }

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
        if !meetings.isEmpty {
            text += "\nWHEN TO MEET; no day of the law moves for school terms\n"
            for (rule, proposal) in meetings {
                text += Columns.row(
                    [rule.rawValue, "\(proposal.why)."],
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
        text += Prose.wrapped("\(Words.sentence(rule.counted())). \(rule.cited)", indent: indent)
        for other in deadline.otherReadings {
            text += Prose.wrapped("or \(other.day.short): \(other.words)", indent: indent, hanging: indent + 3)
        }
        if let model, let day = planned(deadline) {
            text += Prose.wrapped("the council plans for \(day.short) (model \(model.id))", indent: indent)
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
    func json() throws -> String {
        var record = DeadlineRecord()
        record.subject = subject
        record.asAt = asAt
        record.facts = NamedValues(FactOptions.given(facts).map { ($0.option, $0.value) })
        record.deadlines = deadlines.flatMap { deadline in
            [DeadlineRecord.Line(deadline, planned: planned(deadline), by: model?.id)]
                + deadline.otherReadings.map { DeadlineRecord.Line($0, of: deadline) }
        }
        record.duties = duties.map { DeadlineRecord.Owed($0) }
        record.meetings = meetings.map { DeadlineRecord.Meeting($0.proposal, by: $0.rule) }
        record.notes = notes
        return try record.line()
    }
}
