/// Why a page could not be set, or a PDF not be read or written.
public struct PDFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done, and what the library says.
    public let description: String

    init(_ description: String) { self.description = description }
}
