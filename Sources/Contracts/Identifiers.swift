public import JSON
public import Statute

/// The key of one case: the council's own reference for a plan, such as `B-10432`.
///
/// One to fifteen ASCII letters, digits, `-`, `_` and `.`. It is the key of every record about the case.
public struct CaseID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The reference.
    public let text: String

    /// The longest reference, in bytes; fifteen live inside a Swift string without a heap.
    public static let longest = 15

    /// That reference; nil when it is not of the form.
    public init?(_ text: String) {
        guard CaseID.isValid(text.utf8) else { return nil }
        self.text = text
    }

    /// The reference in a record's key; nil when it is not of the form.
    public init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard CaseID.isValid(bytes) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        guard (1...longest).contains(bytes.count) else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
            default: false
            }
        }
    }

    public static func < (left: CaseID, right: CaseID) -> Bool { left.text < right.text }
    public var description: String { text }
}

/// The key of one submission: made once when a form is opened, or from a row of a file and what that row replaces.
///
/// Sixteen bytes, written as 22 characters of base64url. Sent again, it is the same report.
public struct SubmissionKey: Hashable, Sendable, CustomStringConvertible, TextValue {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 22, let high = Base64URL.number(bytes, at: 0, digits: 11),
            let low = Base64URL.number(bytes, at: 11, digits: 11)
        else { return nil }
        self.init(high: high, low: low)
    }

    public func appendText(to out: inout [UInt8]) {
        Base64URL.append(high, digits: 11, to: &out)
        Base64URL.append(low, digits: 11, to: &out)
    }

    public static var textSchema: TextSchema { .pattern("^[A-Za-z0-9_-]{22}$") }
    public var description: String { String(decoding: text, as: UTF8.self) }

    /// The short form by which conclusions name the submission that they answer.
    public var reference: UInt64 { high }
}

/// The SHA-256 of a document's bytes, which is its key on `documents`; 44 characters of base64url.
public struct DocumentHash: Hashable, Sendable, CustomStringConvertible, TextValue {
    /// The thirty-two bytes as four big-endian numbers.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        words = (first, second, third, fourth)
    }

    /// The hash held in thirty-two bytes; nil when there are more or fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var parts: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { parts[index / 8] = parts[index / 8] << 8 | UInt64(byte) }
        self.init(parts[0], parts[1], parts[2], parts[3])
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 44, let first = Base64URL.number(bytes, at: 0, digits: 11),
            let second = Base64URL.number(bytes, at: 11, digits: 11),
            let third = Base64URL.number(bytes, at: 22, digits: 11),
            let fourth = Base64URL.number(bytes, at: 33, digits: 11)
        else { return nil }
        self.init(first, second, third, fourth)
    }

    public func appendText(to out: inout [UInt8]) {
        Base64URL.append(words.0, digits: 11, to: &out)
        Base64URL.append(words.1, digits: 11, to: &out)
        Base64URL.append(words.2, digits: 11, to: &out)
        Base64URL.append(words.3, digits: 11, to: &out)
    }

    public static var textSchema: TextSchema { .pattern("^[A-Za-z0-9_-]{44}$") }
    public var description: String { String(decoding: text, as: UTF8.self) }
    public static func == (left: DocumentHash, right: DocumentHash) -> Bool { left.words == right.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension TextValue {
    /// Its text as UTF-8.
    public var text: [UInt8] {
        var out: [UInt8] = []
        appendText(to: &out)
        return out
    }
}

extension Day: TextValue {
    @inlinable
    public func appendText(to out: inout [UInt8]) { append(to: &out) }
    public static var textSchema: TextSchema { .format("date") }
}

extension Month: TextValue {
    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: description.utf8) }
    public static var textSchema: TextSchema { .pattern("^[0-9]{4}-[0-9]{2}$") }
}

/// Numbers of 64 bits as eleven characters of the URL's alphabet of base 64, most significant first.
enum Base64URL {
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func append(_ number: UInt64, digits: Int, to out: inout [UInt8]) {
        for position in stride(from: digits - 1, through: 0, by: -1) {
            let shift = UInt64(position * 6)
            out.append(alphabet[Int(truncatingIfNeeded: (number >> shift) & 63)])
        }
    }

    static func number(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, digits: Int) -> UInt64? {
        guard start + digits <= bytes.count else { return nil }
        var number: UInt64 = 0
        for index in start..<(start + digits) {
            let digit: UInt64
            switch bytes[index] {
            case 0x41...0x5A: digit = UInt64(bytes[index] - 0x41)
            case 0x61...0x7A: digit = UInt64(bytes[index] - 0x61) + 26
            case 0x30...0x39: digit = UInt64(bytes[index] - 0x30) + 52
            case 0x2D: digit = 62
            case 0x5F: digit = 63
            default: return nil
            }
            // Eleven digits hold 66 bits: the first must leave the top two clear.
            guard number >> 58 == 0 else { return nil }
            number = number << 6 | digit
        }
        return number
    }
}
