import Statute

extension DutyHolder {
    /// In as few words as a table has room for.
    var short: String {
        switch self {
        case .localAuthority: "council"
        case .head: "head teacher"
        case .arranger: "arranger"
        case .family: "family"
        case .invited: "all invited"
        case .namedInstitutions: "named institutions"
        case .healthBody: "health body"
        case .health: "health professional"
        case .oldAuthority: "old council"
        case .socialCare: "social care"
        case .tribunal: "Tribunal"
        case .mediationAdviser: "mediation adviser"
        }
    }
}

extension Rule {
    /// "council → family, head teacher".
    var ways: String { "\(owner.short) → \(addressees.map(\.short).joined(separator: ", "))" }

    /// What is due, with a capital, and what the day means where it is no limit: "Representations, open until".
    var heading: String { Words.sentence(verb == .due ? what : "\(what), \(verb.rawValue)") }

    /// How it counts and from what: "four weeks after the meeting".
    var counted: String { Rule.words(counting, from: trigger) }

    /// The source, and the marks of what a reader must know of it.
    var cited: String {
        var text = Words.sentence(source)
        if standing == .guidance { text += " \(Mark.guidance)" }
        if provenance == .knowledge { text += " \(Mark.knowledge)" }
        return text
    }

    /// That counting from that day.
    static func words(_ counting: Counting, from trigger: Trigger) -> String {
        func count(_ number: Int, _ unit: String) -> String { Deadline.count(number, unit) }
        func tribunal(_ period: String) -> String {
            "\(period) after \(trigger.words), counting no day of August and none from 25 December to 1 January"
        }
        // "The day of the move", but "the day on which the notice was served".
        let beginning =
            switch trigger {
            case .meeting, .lastMeeting, .lastSitting, .decision, .transfer, .laterTransfer, .moved, .released,
                .twentyFifthBirthday:
                "the day of \(trigger.words)"
            default: "the day on which \(trigger.words)"
            }
        return switch counting {
        case .weeksAfter(let weeks): "\(count(weeks, "week")) after \(trigger.words)"
        case .weeksBefore(let weeks): "\(count(weeks, "week")) before \(trigger.words)"
        case .clearWeeksBefore(let weeks): "\(count(weeks, "clear week")) before \(trigger.words)"
        case .daysAfter(let days): "\(count(days, "day")) after \(trigger.words)"
        case .daysBeginning(let days): "\(count(days, "day")) beginning with \(beginning)"
        case .workingDaysAfter(let days): "\(count(days, "working day")) after \(trigger.words)"
        case .workingDaysBeginning(let days): "\(count(days, "working day")) beginning with \(beginning)"
        case .monthsAfter(let months): "\(count(months, "month")) after \(trigger.words)"
        case .periodStarting(let months): "\(count(months, "month")) starting with \(beginning)"
        case .planInterval: "the interval that the plan names, starting with \(beginning)"
        case .monthsBefore(let months): "\(count(months, "month")) before \(trigger.words)"
        case .before(let month, let day): "before \(day) \(Day.monthNames[month - 1]) of the year of the transfer"
        case .by(let month, let day): "by \(day) \(Day.monthNames[month - 1]) of the year of the transfer"
        case .sameDay: "on \(beginning)"
        case .endOfSchoolYear: "the end of the school year of \(trigger.words)"
        case .tribunalDays(let days): tribunal(count(days, "day"))
        case .tribunalWorkingDays(let days): tribunal(count(days, "working day"))
        case .reviewDueOrPeriodStarting(let months):
            "the later of the end of the year and \(count(months, "month")) starting with \(beginning)"
        case .with(let other): "with the \(Statute.rule(other).what) (\(other.rawValue))"
        case .earlierOf(let first, let second): "the earlier of \(words(of: first)) and \(words(of: second))"
        case .appealLaterOf(let sent, let certificate):
            "the later of \(words(of: sent)) and \(words(of: certificate)), moved out of August and 25 December to "
                + "1 January, and on to a working day"
        case .none: "no day of its own"
        }
    }
}

extension Rule {
    private static func words(of id: RuleID) -> String { "\(Statute.rule(id).counted) (\(id.rawValue))" }
}

/// The marks beside a day or a rule, and what they mean.
enum Mark {
    static let provisional = "[P]"
    static let guidance = "[guidance]"
    static let primary = "[S]"
    static let secondary = "[2]"
    static let knowledge = "[K]"

    /// Each with its meaning, in the order of a legend.
    static let meanings: [(mark: String, words: String)] = [
        (
            provisional,
            "provisional: working days decide it, and bank holidays on the way are not announced yet; it may still move."
        ),
        (guidance, "the Code of Practice, or good practice, says “should”; it is no limit of law."),
        (primary, "read in the Act, the Regulations, the Tribunal Rules or the judgment itself."),
        (secondary, "read in a page about it (IPSEA, an advice service, a council, the Ombudsman)."),
        (
            knowledge,
            "standing knowledge: nobody has read this in the text itself; have it confirmed before relying on it."
        ),
    ]

    /// The mark of that way of reading.
    static func of(_ provenance: Provenance) -> String {
        switch provenance {
        case .primary: primary
        case .secondary: secondary
        case .knowledge: knowledge
        }
    }

    /// The meanings of the marks that stand in that text, a line each.
    static func legend(for text: String, width: Int) -> String {
        meanings.filter { text.contains($0.mark) }.reduce("") { legend, item in
            legend + Columns.row([item.mark, item.words], widths: [10, max(width - 14, 20)], indent: 2)
        }
    }
}

/// Cells side by side, each broken to its own width.
enum Columns {
    private static let gap = 2

    /// One row of cells, as many lines as its longest needs.
    static func row(_ cells: [String], widths: [Int], indent: Int = 0) -> String {
        let broken = zip(cells, widths).map { lines(of: $0, width: $1) }
        let height = broken.map(\.count).max() ?? 0
        var text = ""
        for line in 0..<height {
            var row = Prose.spaces(indent)
            for (cell, width) in zip(broken, widths) {
                row += Prose.padded(line < cell.count ? cell[line] : "", width + gap)
            }
            while row.last == " " { row.removeLast() }
            text += row + "\n"
        }
        return text
    }

    /// The text in lines of at most that width; a word that is longer is cut.
    static func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            if !line.isEmpty, line.count + 1 + word.count <= width {
                line += " \(word)"
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while word.count > max(width, 1) {
                lines.append(String(word.prefix(max(width, 1))))
                word.removeFirst(max(width, 1))
            }
            line = word
        }
        return lines + (line.isEmpty ? [] : [line])
    }
}
