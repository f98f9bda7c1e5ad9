package import Arguments
package import CSV
import Contracts
import Spreadsheet
import Statute

extension CSVFile {
    /// The rows of bytes that were read from that file, be it of comma-separated values or a workbook, of which the first sheet is
    /// read; throws what is wrong with its place.
    package static func rows(of bytes: [UInt8], file: String, _ reading: FileReading) throws(CommandError) -> CSVFile {
        if Workbook.isOne(bytes) { return try CSVFile(workbook: bytes, file: file) }
        do throws(CSVError) {
            return try CSVFile(parsing: bytes, file: file, encoding: reading.encoding)
        } catch {
            throw CommandError(error.description)
        }
    }
}

extension CSVFile {
    /// The first sheet of a workbook: a day as 2024-11-29, so that nobody has to guess its order. A line is a row of the sheet.
    private init(workbook bytes: [UInt8], file: String) throws(CommandError) {
        let book: Workbook
        do throws(SpreadsheetError) {
            book = try Workbook(bytes)
        } catch {
            throw CommandError("\(file): \(error)")
        }
        let columns = book.rows.first?.cells.count ?? 0
        var emptied: [Int] = []
        var rows: [Row] = []
        for row in book.rows {
            var fields = row.cells.map { $0.map(CSVFile.text) ?? "" }
            guard fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
                emptied.append(row.line)
                continue
            }
            // A sheet ends a row at its last cell that holds something.
            fields += Array(repeating: "", count: max(0, columns - fields.count))
            rows.append(Row(line: row.line, fields: fields))
        }
        self.init(file: file, encoding: .utf8, rows: rows, emptied: emptied)
    }

    private static func text(of cell: Workbook.Cell) -> String {
        switch cell {
        case .text(let text), .number(let text), .fault(let text): text
        case .flag(let isTrue): isTrue ? "TRUE" : "FALSE"
        case .moment(let day, let second):
            "\(Day(number: Int32(clamping: day)))" + (second == 0 ? "" : " " + time(second))
        }
    }

    private static func time(_ second: Int) -> String {
        [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension PlanTable {
    /// Reads the bytes of a file.
    package init(
        parsing bytes: [UInt8], file: String, frame: Frame, reading: FileReading = FileReading()
    ) throws(CommandError) {
        try self.init(try CSVFile.rows(of: bytes, file: file, reading), frame: frame, reading: reading)
    }
}

extension PeopleTable {
    /// Reads the bytes of a file.
    init(
        parsing bytes: [UInt8], file: String, today: Day, reading: FileReading = FileReading(),
        known: (CaseID) -> Known, born: (CaseID) -> Month? = { _ in nil }
    ) throws(CommandError) {
        try self.init(
            try CSVFile.rows(of: bytes, file: file, reading), today: today, reading: reading, known: known, born: born)
    }
}
