import Casework
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
        case .commissioner: "Information Commissioner"
        }
    }
}

extension Rule {
    /// "council → family, head teacher".
    var ways: String { "\(owner.short) → \(addressees.map(\.short).joined(separator: ", "))" }

    /// What is due, with a capital, and what the day means where it is no limit: "Representations, open until".
    var heading: String { Words.sentence(verb == .due ? what : "\(what), \(verb.rawValue)") }

    /// The source, and the marks of what a reader must know of it.
    var cited: String {
        var text = Words.sentence(source)
        if standing == .guidance { text += " \(Mark.guidance)" }
        if provenance == .knowledge { text += " \(Mark.knowledge)" }
        return text
    }
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
            "provisional: working days decide it, and bank holidays on the way are not announced yet, or not at hand; it may "
                + "still move."
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
