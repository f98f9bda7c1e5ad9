import Crypto

// What is not obvious here:
//
// - No code of a letter is held: it is reckoned from the letter, whom it is for and the address to which it went, under a
//   secret. So it is the same after a start and on each instance, and dies when another address takes the place of that one.
// - Its number is no secret: it finds the letter among those that are out, so that nobody types a name or a reference.

/// The numbers and codes of letters by which somebody signs in who has no e-mail address. Each is good for days, so a code has
/// twelve digits, and how often one may be typed is for whoever asks to bound.
public struct LetterCodes: Sendable {
    /// How many digits a number has.
    public static let numberLength = 8
    /// How many digits a code has.
    public static let codeLength = 12

    private let key: [UInt8]

    /// Under that secret, of at least 32 bytes, the same for all instances.
    public init(key: [UInt8]) { self.key = key }

    /// The number of a letter with that id.
    public func number(of letter: String) -> String { digits(Self.numberLength, "letter-number", [letter]) }

    /// The code of that letter, as it went to that address.
    public func code(of letter: String, address: [String]) -> OneTimeCode {
        OneTimeCode(digits: digits(Self.codeLength, "letter-code", [letter] + address))
    }

    /// The digits of what somebody typed, who may have put spaces or hyphens between them; nil where they are not so many.
    public static func typed(_ text: String, length: Int) -> String? {
        guard text.utf8.count <= 4 * length else { return nil }
        let digits = text.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        guard digits.count == length, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Whether that is the code, in a time that does not tell how much of it is.
    public static func areSame(_ typed: String, _ code: OneTimeCode) -> Bool {
        SecretBytes.areSame(Array(typed.utf8), Array(code.digits.utf8))
    }

    private func digits(_ count: Int, _ purpose: String, _ parts: [String]) -> String {
        // Each part with its length: no two lists of parts run together.
        let text = ([purpose] + parts).map { "\($0.utf8.count):\($0)" }.joined()
        var number = HMAC.sha256(Array(text.utf8), key: key).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var digits = ""
        for _ in 0..<count {
            digits = "\(number % 10)" + digits
            number /= 10
        }
        return digits
    }
}
