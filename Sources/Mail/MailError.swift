/// Why a message cannot be written.
public struct MailError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The part of the message, as `To`.
    public let field: String
    /// What is wrong with it. Never the text itself, which may be personal.
    public let message: String

    /// As `To: the address is empty`.
    public var description: String { "\(field): \(message)" }
}
