/// Why a text cannot be put into braille, with what to do.
public struct BrailleError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
