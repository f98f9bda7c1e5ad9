/// Why a template was refused, or could not be filled.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The template's file.
    public let file: String
    /// The line in it, from 1.
    public let line: Int
    /// What is wrong and what to do.
    public let reason: String

    /// `file:line: reason`.
    public var description: String { "\(file):\(line): \(reason)" }

    /// That reason at that place.
    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }
}
