/// Why bytes were refused as XML, and where.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where none is known.
    public let line: Int
    /// What is wrong.
    public let reason: String

    /// That refusal; a reader of some kind of XML refuses with it too.
    public init(_ reason: String, line: Int = 0) {
        self.reason = reason
        self.line = line
    }

    public var description: String { line > 0 ? "line \(line): \(reason)" : reason }
}
