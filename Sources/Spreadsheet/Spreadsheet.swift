import CXLSXWriter
import Glibc

// What is not obvious here:
//
// - libxlsxwriter writes to a file alone. So a workbook is written beside all else under a name of its own, read back and
//   removed; the same sheets give the same bytes, for the day it says is the one that is given.

/// A workbook as spreadsheets open it (Office Open XML, ECMA-376): sheets of cells, with a first row that stays in view.
public struct Spreadsheet: Sendable {
    /// What stands in a cell. A text is never run as a formula.
    public enum Cell: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        /// A text of at most `longestText` characters; what is longer is cut there.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// A number with so many digits after the point.
        case decimal(Double, places: Int)
        /// Nothing.
        case empty

        /// A text.
        public init(stringLiteral value: String) { self = .text(value) }
        /// A whole number.
        public init(integerLiteral value: Int) { self = .integer(value) }
    }

    /// One sheet.
    public struct Sheet: Sendable {
        /// Its name; what cannot stand in one is left out, and it is cut at `longestName` characters.
        public var name: String
        /// Its rows, the first of them the heads of the columns.
        public var rows: [[Cell]]

        /// A sheet.
        public init(name: String, rows: [[Cell]]) {
            self.name = name
            self.rows = rows
        }
    }

    /// The longest name of a sheet, the longest text of a cell, and the most rows, as the format has them.
    public static let longestName = 31
    public static let longestText = 32_767
    public static let mostRows = 1_048_576
    /// How wide a column is at most, in characters.
    private static let widest = 60

    private let sheets: [Sheet]
    private let title: String
    private let made: Int

    /// A workbook of those sheets. `made` is the time that it says it was made, in seconds since the beginning of 1970.
    public init(_ sheets: [Sheet], title: String, made: Int) {
        self.sheets = sheets
        self.title = title
        self.made = made
    }

    /// The file's bytes. Throws where it cannot be written, or has more than its format holds.
    public func bytes() throws(SpreadsheetError) -> [UInt8] {
        for sheet in sheets where sheet.rows.count > Self.mostRows {
            throw SpreadsheetError(
                "a sheet has at most \(Self.mostRows) rows, and \(sheet.name) has \(sheet.rows.count)")
        }
        var name = Array("\(Self.folder)/ar-sheet-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw SpreadsheetError("a file in \(Self.folder) cannot be made: \(Self.reason)") }
        defer {
            close(file)
            _ = name.withUnsafeBufferPointer { $0.baseAddress.map { unlink($0) } }
        }
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try write(to: path)
        return try Self.read(file, path)
    }

    private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
    private static var reason: String { String(cString: strerror(errno)) }

    private func write(to path: String) throws(SpreadsheetError) {
        guard let workbook = workbook_new(path) else { throw SpreadsheetError("\(path) cannot be made") }
        title.withCString { title in
            var about = lxw_doc_properties()
            about.title = UnsafeMutablePointer(mutating: title)
            about.created = time_t(made)
            workbook_set_properties(workbook, &about)
        }
        let head = workbook_add_format(workbook)
        format_set_bold(head)
        var decimals: [Int: UnsafeMutablePointer<lxw_format>] = [:]
        var names: Set<String> = []
        var fault: SpreadsheetError?
        for (place, sheet) in sheets.enumerated() {
            let name = Self.name(sheet.name, place: place, taken: &names)
            guard let worksheet = workbook_add_worksheet(workbook, name) else {
                fault = SpreadsheetError("no sheet can be named \(name)")
                break
            }
            for (row, cells) in sheet.rows.enumerated() {
                for (column, cell) in cells.enumerated() {
                    let (at, across) = (lxw_row_t(row), lxw_col_t(truncatingIfNeeded: column))
                    let format = row == 0 ? head : nil
                    switch cell {
                    case .text(let text):
                        worksheet_write_string(worksheet, at, across, Self.writable(text), format)
                    case .integer(let number): worksheet_write_number(worksheet, at, across, Double(number), format)
                    case .decimal(let number, let places):
                        let shape = decimals[places] ?? Self.decimal(places, workbook)
                        decimals[places] = shape
                        worksheet_write_number(worksheet, at, across, number, shape)
                    case .empty: break
                    }
                }
            }
            for (column, width) in Self.widths(sheet.rows).enumerated() {
                let across = lxw_col_t(truncatingIfNeeded: column)
                worksheet_set_column(worksheet, across, across, Double(width), nil)
            }
            worksheet_freeze_panes(worksheet, 1, 0)
        }
        // Closing frees it, whatever became of it.
        let closed = workbook_close(workbook)
        if let fault { throw fault }
        guard closed == LXW_NO_ERROR else {
            throw SpreadsheetError("\(path) cannot be written: \(String(cString: lxw_strerror(closed)))")
        }
    }

    private static func decimal(
        _ places: Int, _ workbook: UnsafeMutablePointer<lxw_workbook>
    ) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(workbook)
        format_set_num_format(format, places > 0 ? "0.\(String(repeating: "0", count: min(places, 9)))" : "0")
        return format
    }

    /// What XML cannot hold is left out: control characters that a file of rows may bring.
    private static func writable(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" || $0 == "\n" }
        return String(String(String.UnicodeScalarView(kept)).prefix(longestText))
    }

    /// A name that no other sheet has, of what may stand in one.
    private static func name(_ wanted: String, place: Int, taken: inout Set<String>) -> String {
        let plain = String(wanted.filter { !"[]:*?/\\'".contains($0) }.prefix(longestName))
        var name = plain.isEmpty ? "Sheet \(place + 1)" : plain
        // Names differ in more than their case.
        if taken.contains(name.lowercased()) { name = "\(plain.prefix(longestName - 5)) (\(place + 1))" }
        taken.insert(name.lowercased())
        return name
    }

    private static func widths(_ rows: [[Cell]]) -> [Int] {
        var widths: [Int] = []
        for row in rows {
            for (place, cell) in row.enumerated() {
                let length =
                    switch cell {
                    case .text(let text): text.count
                    case .integer(let number): "\(number)".count
                    case .decimal: 8
                    case .empty: 0
                    }
                if place == widths.count { widths.append(4) }
                if place < widths.count { widths[place] = min(widest, max(widths[place], length + 2)) }
            }
        }
        return widths
    }

    private static func read(_ file: Int32, _ path: String) throws(SpreadsheetError) -> [UInt8] {
        // The library may have put another file under that name.
        guard let opened = fopen(path, "re") else { throw SpreadsheetError("\(path) cannot be read: \(reason)") }
        defer { fclose(opened) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, opened)
            bytes.append(contentsOf: part[..<count])
            if count < part.count { break }
        }
        guard ferror(opened) == 0 else { throw SpreadsheetError("\(path) cannot be read: \(reason)") }
        return bytes
    }
}

/// Why a workbook could not be written.
public struct SpreadsheetError: Error, Sendable, CustomStringConvertible {
    /// What was amiss.
    public let description: String

    init(_ description: String) { self.description = description }
}
