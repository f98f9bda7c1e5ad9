/// Why bytes were refused as a zip file, and where.
public struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file within, as it is named there; nil of the whole.
    public let entry: String?
    /// What is wrong.
    public let reason: String

    init(_ reason: String, in entry: String? = nil) {
        self.reason = reason
        self.entry = entry
    }

    public var description: String { entry.map { "\($0): \(reason)" } ?? reason }
}
