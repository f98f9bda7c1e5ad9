import Arguments
import CSV
package import Casework
package import Contracts
import Statute

/// Why a row, or a cell of it, was refused or waits; or, as a warning, what somebody should look at.
package struct RowProblem: Equatable, CustomStringConvertible {
    /// The file as the operator named it.
    package let file: String
    /// The line where the row begins, counted from 1.
    package let line: Int
    /// The column; nil when the row as a whole is meant.
    package let column: String?
    /// What is wrong and what to do.
    package let reason: String
    /// What was found of it, by its code; nil of what is said of a file as a whole.
    package let finding: Finding?

    /// That problem of a row.
    package init(file: String, line: Int, column: String?, reason: String, finding: Finding? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
        self.finding = finding
    }

    /// What was found of a row, or of a cell of it.
    init(file: String, line: Int, column: String?, _ finding: Finding) {
        self.init(
            file: file, line: line, column: column, reason: finding.sentence(in: ModelWords()), finding: finding)
    }

    /// What was found of a row of that case. A file speaks of cases under many models: it is said in nobody's own words.
    package init(file: String, line: Int, _ finding: Finding, of id: CaseID) {
        self.init(
            file: file, line: line, column: nil,
            reason: "\(id): \(finding.sentence(in: ModelWords()))\(finding.advice(of: id))",
            finding: finding)
    }

    package var description: String { "\(file):\(line): \(column.map { "\($0): " } ?? "")\(reason)" }
}

/// The names of a file's columns with their places.
struct Header {
    private let places: [String: Int]
    /// The columns of earlier files that are there, each with what to do about a row that says something by it.
    let gone: [String: String]
    /// How many fields every row must have.
    let count: Int

    /// Reads the first row; every name must be known, and stand once. `gone` says what to do about a row that speaks by a column
    /// that files once had.
    init(
        of file: CSVFile, known: [String], otherNames: [String: String] = [:], gone: [String: String] = [:],
        required: [String]
    ) throws(CommandError) {
        guard let row = file.rows.first else { throw CommandError("\(file.file): the file is empty") }
        var places: [String: Int] = [:]
        for (place, field) in row.fields.enumerated() {
            var name = Header.trimmed(field).lowercased()
            name = otherNames[name] ?? name
            // A spreadsheet saves the columns that were emptied beside the others.
            if name.isEmpty, Header.isEmptied(place, in: file) { continue }
            guard known.contains(name) || gone[name] != nil else {
                if row.fields.count == 1, let other = ([";", "\t", "|"] as [Character]).first(where: field.contains) {
                    throw CommandError(
                        "\(file.file):\(row.line): the columns are separated by \(other == "\t" ? "tabs" : String(other)): save the "
                            + "file as CSV, with commas")
                }
                throw CommandError(
                    "\(file.file):\(row.line): there is no column "
                        + "\(name.isEmpty ? "without a name" : RowReader.excerpt(name)); "
                        + "the columns are \(known.joined(separator: ", "))")
            }
            guard places.updateValue(place, forKey: name) == nil else {
                throw CommandError("\(file.file):\(row.line): the column \(name) stands twice")
            }
        }
        let missing = required.filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw CommandError("\(file.file):\(row.line): there is no column \(missing.joined(separator: ", "))")
        }
        self.places = places
        self.gone = gone.filter { places[$0.key] != nil }
        count = row.fields.count
    }

    /// What is wrong with the number of a row's fields; nil when nothing is. Fields beyond the first row's that hold nothing
    /// are what a spreadsheet saves of emptied columns.
    func fault(of row: CSVFile.Row) -> Finding? {
        let isLonger = row.fields.count > count && row.fields[count...].allSatisfy { Header.trimmed($0).isEmpty }
        guard row.fields.count != count, !isLonger else { return nil }
        return Finding(.fieldsMiscounted, .number(row.fields.count), .number(count))
    }

    /// Whether a column holds nothing at all.
    private static func isEmptied(_ place: Int, in file: CSVFile) -> Bool {
        file.rows.allSatisfy { !$0.fields.indices.contains(place) || trimmed($0.fields[place]).isEmpty }
    }

    /// The place of a column; nil when the file has none.
    func place(_ name: String) -> Int? { places[name] }

    /// Without spaces, tabs and no-break spaces around it.
    static func trimmed(_ text: String) -> String {
        func isSpace(_ character: Character) -> Bool { character.isWhitespace || character == "\u{A0}" }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }
}

/// Reads the cells of one row, and collects what is wrong with them: of each cell one thing.
package struct RowReader {
    let file: String
    let row: CSVFile.Row
    let header: Header
    /// The order in which the file writes its days.
    let days: DayOrder?
    private(set) var problems: [RowProblem] = []
    /// The columns of which something was said.
    private var refused: Set<String> = []
    /// The line where the row begins.
    var line: Int { row.line }

    /// The most bytes of one cell: what is longer is no name, no line of an address and no word of a list, and would make
    /// records that no broker takes.
    static let mostCellBytes = 400

    /// The most characters of a cell that are shown again.
    static let mostShown = 60

    init(file: String, row: CSVFile.Row, header: Header, days: DayOrder? = nil) {
        self.file = file
        self.row = row
        self.header = header
        self.days = days
    }

    /// The beginning of a text, for a complaint about it.
    package static func excerpt(_ text: String) -> String {
        let start = text.prefix(mostShown)
        return start.endIndex < text.endIndex ? "\(start)…" : text
    }

    /// What is written in a cell; nil when it is empty, `unknown` or `?`: unknown stays unknown. One that is too long is
    /// refused.
    mutating func text(_ column: String) -> String? {
        guard let place = header.place(column), row.fields.indices.contains(place) else { return nil }
        let bytes = row.fields[place].utf8.count
        guard bytes <= RowReader.mostCellBytes else {
            refuse(
                column,
                Finding(
                    .cellTooLong, .number(bytes), .number(RowReader.mostCellBytes), .cell(row.fields[place])))
            return nil
        }
        let text = Header.trimmed(row.fields[place])
        return text.isEmpty || text == "?" || text.lowercased() == "unknown" ? nil : text
    }

    /// Whether something was said of that column.
    func isRefused(_ column: String) -> Bool { refused.contains(column) }

    /// Notes what was found of a cell, unless something was said of the same cell: what follows from a wrong cell is no second
    /// fault.
    mutating func refuse(_ column: String, _ finding: Finding) {
        guard refused.insert(column).inserted else { return }
        problems.append(RowProblem(file: file, line: row.line, column: column, finding))
    }

    /// Notes that what a cell says cannot be true beside what else is known.
    mutating func refuse(_ column: PlanColumn, _ finding: Finding) { refuse(column.rawValue, finding) }

    /// A day, as `2024-11-29`, `29/11/2024` in the order of the file, or `29 Nov 2024`.
    mutating func day(_ column: String) -> Day? {
        guard let text = text(column) else { return nil }
        let written = WrittenDay(text)
        if let day = written.day(in: days) { return day }
        let code: FindingCode =
            switch written {
            case .shortYear: .shortYear
            case .noDay: .noDay
            case .numbers where days == .monthFirst: .noSuchDayMonthFirst
            case .day, .numbers, .noSuchDay: .noSuchDay
            }
        refuse(column, Finding(code, .cell(text)))
        return nil
    }

    /// A word of a closed list, whatever its case.
    mutating func word<Word: CaseIterable & RawRepresentable>(_ column: String, of _: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(column) else { return nil }
        if let word = RowReader.word(text, of: Word.self) { return word }
        refuse(column, RowReader.notListed(text, Word.allCases.map(\.rawValue)))
        return nil
    }

    /// That a cell says none of those words.
    static func notListed(_ text: String, _ words: [String]) -> Finding {
        Finding(.notListed, .cell(text), .text(words.joined(separator: ", ")))
    }

    static func word<Word: CaseIterable & RawRepresentable>(_ text: String, of _: Word.Type) -> Word?
    where Word.RawValue == String {
        Word.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }

    /// A whole number of that range.
    mutating func number(_ column: String, in range: ClosedRange<Int>, _ what: String) -> Int? {
        guard let text = text(column) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        refuse(column, Finding(.noNumber, .cell(text), .text(what)))
        return nil
    }

    /// What a row says by columns that files once had, each with what to do; what the law presumes anyway, the parent, is none.
    mutating func saidByGone() -> [String] {
        header.gone.sorted { $0.key < $1.key }.compactMap { column, advice in
            guard let text = text(column), text.lowercased() != Relation.parent.rawValue else { return nil }
            return "\(RowReader.excerpt(text)) is not taken: \(advice)"
        }
    }

    /// Yes or no.
    mutating func truth(_ column: String) -> Bool? {
        guard let text = text(column) else { return nil }
        switch text.lowercased() {
        case "yes", "y", "true", "1": return true
        case "no", "n", "false", "0": return false
        default:
            refuse(column, Finding(.notYesOrNo, .cell(text)))
            return nil
        }
    }
}

extension CodedValue {
    /// What a cell says: of much the beginning.
    static func cell(_ text: String) -> CodedValue { .text(RowReader.excerpt(text)) }
}
