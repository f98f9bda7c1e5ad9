/// Why a file of rows was refused, and where.
public struct CSVError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, as it was named by whoever read it.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong and what to do.
    public let message: String

    /// As `caseload.csv:12: message`.
    public var description: String { "\(file):\(line): \(message)" }
}
