/// Why a file of settings was refused, and where.
public struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, as it was named by whoever read it.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int
    /// Where in the tree, as `review_kinds[0].lead`; empty at the top and for faults of syntax.
    public let path: String
    /// What is wrong, or what was expected.
    public let message: String

    /// As `models/bromley.yaml:12: review_kinds[0].lead: expected a number`.
    public var description: String {
        path.isEmpty ? "\(file):\(line): \(message)" : "\(file):\(line): \(path): \(message)"
    }
}
