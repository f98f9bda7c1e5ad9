/// The rows of a file of comma-separated values (RFC 4180), each with its line.
public struct CSVFile: Sendable {
    /// A row that is not blank.
    public struct Row: Sendable, Equatable {
        /// The line where the row begins, counted from 1; a row can go over several lines when one ends in quotes.
        public let line: Int
        /// The fields as they stand, spaces included.
        public let fields: [String]

        /// A row of `fields` that begins in `line`.
        public init(line: Int, fields: [String]) {
            self.line = line
            self.fields = fields
        }
    }

    /// The largest file that is read, in bytes.
    public static let maximumByteCount = 512 << 20

    /// The file, as it was named by whoever read it.
    public let file: String
    /// What the bytes were taken for: worth telling whoever imports names.
    public let encoding: Encoding
    /// All rows but blank lines and emptied ones, the header first if there is one.
    public let rows: [Row]
    /// The lines of the rows that were left out because all their fields are empty: what a spreadsheet saves of rows whose
    /// contents were deleted.
    public let emptied: [Int]

    /// The rows of another file as other columns have them.
    public init(file: String, encoding: Encoding, rows: [Row], emptied: [Int] = []) {
        self.file = file
        self.encoding = encoding
        self.rows = rows
        self.emptied = emptied
    }

    /// Reads the whole file. `file` is named in every error; `encoding` is what whoever sends the file says of its bytes.
    public init(parsing bytes: [UInt8], file: String, encoding given: Encoding? = nil) throws(CSVError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw CSVError(
                file: file, line: 1,
                message: "has \(bytes.count) bytes; at most \(Self.maximumByteCount) are read: split the file")
        }
        self.file = file
        let all: [Row]
        (all, encoding) = try decodeText(bytes, file: file, given: given) { (text) throws(CSVError) in
            try parseRows(text, file: file)
        }
        func isEmptied(_ row: Row) -> Bool { row.fields.count > 1 && row.fields.allSatisfy { trimmed($0).isEmpty } }
        emptied = all.filter(isEmptied).map(\.line)
        rows = emptied.isEmpty ? all : all.filter { !isEmptied($0) }
    }
}

/// The rows of a file under the names of its first row.
public struct CSVTable: Sendable {
    /// A row with its fields by name.
    public struct Record: Sendable {
        /// The line where the row begins, counted from 1.
        public let line: Int
        /// The fields in the order of the columns.
        public let fields: [String]
        let columns: [String: Int]

        /// The field under the column `name`; `nil` when the file has no such column.
        public subscript(name: String) -> String? { columns[name].map { fields[$0] } }
    }

    /// The file, as it was named by whoever read it.
    public let file: String
    /// What the bytes were taken for.
    public let encoding: CSVFile.Encoding
    /// The names of the columns as the first row gives them, without spaces around them.
    public let columns: [String]
    /// The rows below the first.
    public let records: [Record]

    /// Reads the whole file; every row must have as many fields as the first. `required` are columns that must be there.
    public init(parsing bytes: [UInt8], file: String, required: [String] = []) throws(CSVError) {
        let content = try CSVFile(parsing: bytes, file: file)
        guard let header = content.rows.first else { throw CSVError(file: file, line: 1, message: "the file is empty") }
        self.file = file
        encoding = content.encoding
        columns = header.fields.map(trimmed)
        var places: [String: Int] = [:]
        for (place, name) in columns.enumerated() {
            guard !name.isEmpty else {
                throw CSVError(file: file, line: header.line, message: "column \(place + 1) has no name")
            }
            guard places.updateValue(place, forKey: name) == nil else {
                throw CSVError(file: file, line: header.line, message: "there are two columns \(name)")
            }
        }
        let missing = required.filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw CSVError(
                file: file, line: header.line,
                message: "there is no column \(missing.joined(separator: ", ")); "
                    + "the columns are \(columns.joined(separator: ", "))")
        }
        var records: [Record] = []
        records.reserveCapacity(content.rows.count - 1)
        for row in content.rows.dropFirst() {
            guard row.fields.count == columns.count else {
                throw CSVError(
                    file: file, line: row.line,
                    message: "has \(row.fields.count) fields, the header \(columns.count); "
                        + "put a field that holds a comma in double quotes")
            }
            records.append(Record(line: row.line, fields: row.fields, columns: places))
        }
        self.records = records
    }
}

private func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else {
        return ""
    }
    return String(text[first...last])
}
