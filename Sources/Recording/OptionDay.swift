package import Arguments
import CouncilFiles
package import Statute

extension Day {
    /// The day that a command line gives. A single day proves no order: one that may be two is asked for.
    package static func ofOption(_ name: String, _ text: String) throws(UsageError) -> Day {
        let written = WrittenDay(text)
        if let day = written.day(in: nil) { return day }
        if let readings = written.readings {
            throw UsageError("--\(name): \(RowReader.excerpt(text)) may be \(readings): write it as 2024-11-29")
        }
        if written == .shortYear {
            throw UsageError("--\(name): \(RowReader.excerpt(text)) has a year of two digits: write it with four")
        }
        throw UsageError("--\(name): there is no day \(RowReader.excerpt(text))")
    }
}
