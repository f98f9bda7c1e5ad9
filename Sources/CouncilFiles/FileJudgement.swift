import Casework
package import Arguments
package import CSV

/// What whoever sends a file says of it as a whole; what is left open, the file itself must prove.
package struct FileReading {
    /// How its bytes spell its text.
    package var encoding: CSVFile.Encoding?
    /// In which order its days stand.
    package var days: DayOrder?
    /// Why in that order: "as --days says".
    package var daysBecause = "as --days says"

    /// The options by which it is said.
    package static let options: [Option] = [
        .choice(
            "encoding", CSVFile.Encoding.allCases.map(\.option),
            "how the bytes of the files spell letters, where they do not say so themselves"),
        .choice(
            "days", DayOrder.allCases.map(\.rawValue),
            "in which order the files write 04/07/2024, where none of their days shows it"),
    ]

    init(encoding: CSVFile.Encoding? = nil, days: DayOrder? = nil) {
        self.encoding = encoding
        self.days = days
    }

    /// What the arguments say.
    package init(_ arguments: Arguments) {
        encoding = arguments.optionalString("encoding").flatMap { CSVFile.Encoding(option: $0) }
        days = arguments.optionalString("days").flatMap { DayOrder(rawValue: $0) }
    }
}

/// How a file was read as a whole: one judgement each, never one a row.
package struct FileJudgement: Equatable {
    /// The file as the operator named it.
    package let file: String
    /// How its bytes were read.
    package let encoding: CSVFile.Encoding
    /// The order of its days; nil when no cell depends on it.
    package let days: DayOrder?
    /// Why that order: "as 29/11/2024 in line 3 shows".
    package let reason: String
    /// The lines of emptied rows, which were left out.
    package let emptied: [Int]

    /// How many lines are named at most.
    static let mostLinesNamed = 10

    /// Judges the whole of a file; `columns` are those that hold days. Throws when its cells contradict each other or prove
    /// nothing where it matters.
    init(_ content: CSVFile, _ header: Header, columns: [String], given: FileReading) throws(CommandError) {
        file = content.file
        encoding = content.encoding
        emptied = content.emptied
        var proof = DayOrderProof()
        let places = columns.compactMap(header.place)
        for row in content.rows.dropFirst() {
            for place in places where row.fields.indices.contains(place) {
                guard row.fields[place].utf8.count <= RowReader.mostCellBytes else { continue }
                proof.note(Header.trimmed(row.fields[place]), line: row.line)
            }
        }
        days = try proof.judged(given.days, file: content.file)
        reason = days.map { given.days == nil ? proof.reason($0) : given.daysBecause } ?? ""
    }

    /// For people: "plans.csv: read as UTF-8; days are written day first, as 29/11/2024 in line 3 shows".
    package var sentence: String {
        var parts = ["\(file): read as \(encoding.rawValue)"]
        if let days { parts.append("days are written \(days.words), \(reason)") }
        if !emptied.isEmpty {
            let what = emptied.count == 1 ? "an empty row was left out" : "\(emptied.count) empty rows were left out"
            parts.append("\(what) (\(Lines.named(emptied)))")
        }
        return parts.joined(separator: "; ")
    }
}

/// Lines of a file in words.
package enum Lines {
    /// "line 3", "lines 3, 4 and 9", "lines 3, 4, 5 and 20 more".
    package static func named(_ lines: [Int], most: Int = FileJudgement.mostLinesNamed) -> String {
        guard lines.count > 1 else { return "line \(lines.first ?? 0)" }
        var words = lines.prefix(most).map(String.init)
        if lines.count > most { words.append("\(lines.count - most) more") }
        return "lines \(Words.list(words))"
    }

    /// The lines but one: of many only the first are looked at, so that many rows of one case cost no more than a few each.
    static func named(of lines: [Int], but line: Int) -> String {
        let most = FileJudgement.mostLinesNamed
        let others = lines.prefix(most + 1).filter { $0 != line }.prefix(most)
        let left = lines.count - 1 - others.count
        guard left > 0 else { return named(Array(others)) }
        return "lines \(Words.list(others.map(String.init) + ["\(left) more"]))"
    }
}
