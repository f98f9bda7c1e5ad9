import CSV
import Contracts
import Statute

/// Why a row, or a cell of it, was refused; or, as a warning, what somebody should look at.
struct RowProblem: Equatable, CustomStringConvertible {
    /// The file as the operator named it.
    let file: String
    /// The line where the row begins, counted from 1.
    let line: Int
    /// The column; nil when the row as a whole is meant.
    let column: String?
    /// What is wrong and what to do.
    let reason: String

    var description: String { "\(file):\(line): \(column.map { "\($0): " } ?? "")\(reason)" }
}

/// The names of a file's columns with their places.
struct Header {
    private let places: [String: Int]
    /// How many fields every row must have.
    let count: Int

    /// Reads the first row; every name must be known, and stand once. `gone` says what to do about columns that files
    /// once had.
    init(
        of file: CSVFile, known: [String], otherNames: [String: String] = [:], gone: [String: String] = [:],
        required: [String]
    ) throws(CommandError) {
        guard let row = file.rows.first else { throw CommandError("\(file.file): the file is empty") }
        var places: [String: Int] = [:]
        for (place, field) in row.fields.enumerated() {
            var name = Header.trimmed(field).lowercased()
            name = otherNames[name] ?? name
            if let advice = gone[name] { throw CommandError("\(file.file):\(row.line): \(advice)") }
            guard known.contains(name) else {
                throw CommandError(
                    "\(file.file):\(row.line): there is no column \(name.isEmpty ? "without a name" : name); "
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
        count = row.fields.count
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

/// Reads the cells of one row, and collects what is wrong with them.
struct RowReader {
    let file: String
    let row: CSVFile.Row
    let header: Header
    private(set) var problems: [RowProblem] = []
    /// The line where the row begins.
    var line: Int { row.line }

    init(file: String, row: CSVFile.Row, header: Header) {
        self.file = file
        self.row = row
        self.header = header
    }

    /// What is written in a cell; nil when it is empty, `unknown` or `?`: unknown stays unknown.
    func text(_ column: String) -> String? {
        guard let place = header.place(column), row.fields.indices.contains(place) else { return nil }
        let text = Header.trimmed(row.fields[place])
        return text.isEmpty || text == "?" || text.lowercased() == "unknown" ? nil : text
    }

    /// Notes a problem.
    mutating func refuse(_ column: String?, _ reason: String) {
        problems.append(RowProblem(file: file, line: row.line, column: column, reason: reason))
    }

    /// A day, as `YYYY-MM-DD` or `DD/MM/YYYY`.
    mutating func day(_ column: String) -> Day? {
        guard let text = text(column) else { return nil }
        if let day = RowReader.day(text) { return day }
        let isOfForm = RowReader.looksLikeDay(text)
        refuse(
            column,
            isOfForm
                ? "there is no day \(text)" : "\(text) is no day: write YYYY-MM-DD or DD/MM/YYYY, or leave it empty")
        return nil
    }

    /// The day in either form; nil when there is no such day.
    static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
            parts[2].count == 4, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        return Day(year, month, day)
    }

    private static func looksLikeDay(_ text: String) -> Bool {
        let parts = text.split(whereSeparator: { $0 == "/" || $0 == "-" })
        return parts.count == 3 && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            && (parts[0].count == 4 || parts[2].count == 4)
    }

    /// A word of a closed list, whatever its case.
    mutating func word<Word: CaseIterable & RawRepresentable>(_ column: String, of _: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(column) else { return nil }
        if let word = RowReader.word(text, of: Word.self) { return word }
        refuse(
            column, "\(text) is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    static func word<Word: CaseIterable & RawRepresentable>(_ text: String, of _: Word.Type) -> Word?
    where Word.RawValue == String {
        Word.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }

    /// A whole number of that range.
    mutating func number(_ column: String, in range: ClosedRange<Int>, _ what: String) -> Int? {
        guard let text = text(column) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        refuse(column, "\(text) is no \(what)")
        return nil
    }

    /// Yes or no.
    mutating func truth(_ column: String) -> Bool? {
        guard let text = text(column) else { return nil }
        switch text.lowercased() {
        case "yes", "y", "true", "1": return true
        case "no", "n", "false", "0": return false
        default:
            refuse(column, "\(text) is neither yes nor no")
            return nil
        }
    }
}
