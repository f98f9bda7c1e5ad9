import Crypto

/// A code by which somebody signs in once. What prints it by mistake, as a line of the log, prints that it is one: its
/// digits are had by their name alone.
public struct OneTimeCode: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    /// How many digits it has.
    public static let length = 8

    /// Its digits.
    public let digits: String

    public var description: String { "a one-time code" }
    public var debugDescription: String { description }

    init(digits: String) { self.digits = digits }

    /// One that nobody can guess, every one as likely as any other.
    static func random() -> OneTimeCode {
        var digits = ""
        while digits.utf8.count < length {
            for byte in SecureRandom.bytes(length) where byte < 250 && digits.utf8.count < length {
                // Of 256 values the last six would make some digits likelier.
                digits.append(String(byte % 10))
            }
        }
        return OneTimeCode(digits: digits)
    }

    /// The digits of what somebody typed, who may have put spaces between them; nil where it can be no code.
    static func typed(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 4 * length else { return nil }
        let digits = text.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        guard digits.count == length, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits
    }
}
