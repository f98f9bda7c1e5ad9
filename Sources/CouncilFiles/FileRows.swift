package import Arguments
package import CSV
import Contracts
import Statute

extension CSVFile {
    /// The rows of bytes that were read from that file; throws what is wrong with its place.
    package static func rows(of bytes: [UInt8], file: String, _ reading: FileReading) throws(CommandError) -> CSVFile {
        do throws(CSVError) {
            return try CSVFile(parsing: bytes, file: file, encoding: reading.encoding)
        } catch {
            throw CommandError(error.description)
        }
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
