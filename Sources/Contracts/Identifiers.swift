import Crypto
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

    init(unchecked text: String) { self.text = text }

    /// The reference in a record's key; nil when it is not of the form.
    public init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard CaseID.isValid(bytes) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        guard (1...longest).contains(bytes.count) else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
            default: false
            }
        }
    }

    /// Compares bytes.
    public static func < (left: CaseID, right: CaseID) -> Bool { left.text < right.text }
    public var description: String { text }
}

extension CaseID: TextValue {
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) { self.init(utf8: UnsafeRawBufferPointer(bytes)) }
    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_.-]{1,15}$", "a case, as in B-10432")
    }
}

/// The key of one submission: made once when a form is opened, or from a row of a file and what that row replaces.
///
/// Sixteen bytes, written as 22 characters of base64url. Sent again, it is the same report.
public struct SubmissionKey: Hashable, Sendable, CustomStringConvertible, TextValue {
    // Four words of four bytes: what a file holds beside a key is smaller, and must not be rounded up to eight.
    private let words: (UInt32, UInt32, UInt32, UInt32)

    /// The first eight bytes, big-endian.
    public var high: UInt64 { UInt64(words.0) << 32 | UInt64(words.1) }
    /// The last eight bytes, big-endian.
    public var low: UInt64 { UInt64(words.2) << 32 | UInt64(words.3) }

    public init(high: UInt64, low: UInt64) {
        words = (
            UInt32(truncatingIfNeeded: high >> 32), UInt32(truncatingIfNeeded: high),
            UInt32(truncatingIfNeeded: low >> 32), UInt32(truncatingIfNeeded: low)
        )
    }

    public static func == (left: SubmissionKey, right: SubmissionKey) -> Bool { left.words == right.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(high) }

    /// The key that follows from those parts, such as the cells of a row and what the row replaces: the first half of
    /// the SHA-256 of each part's length and text, so that no two lists of parts run together to the same key.
    public init(hashing parts: [String]) {
        let digest = SHA256.shortHash(parts.map { "\($0.utf8.count):\($0)" }.joined()).bytes
        self.init(high: digest.word(at: 0), low: digest.word(at: 1))
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let words: InlineArray<2, UInt64> = Base64URLWords.read(bytes) else { return nil }
        self.init(high: words[0], low: words[1])
    }

    public func appendText(to out: inout [UInt8]) {
        Base64URLWords.append([high, low], to: &out)
    }

    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{22}$", "the key of a submission, 22 characters of base64url")
    }
    public var description: String { String(decoding: text, as: UTF8.self) }

    /// The short form by which conclusions name the submission that they answer.
    public var reference: Fact { .submission(high) }
}

/// The name of a log: 16 random bytes, alike in every partition, with which each other topic begins; 22 characters of
/// base64url. By it a state that was kept of one log is never taken for that of another.
public struct LogName: Hashable, Sendable, CustomStringConvertible, TextValue {
    /// The first and the last eight bytes, big-endian.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new one from the system's source of random numbers.
    public static func random() -> LogName {
        LogName(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let words: InlineArray<2, UInt64> = Base64URLWords.read(bytes) else { return nil }
        self.init(high: words[0], low: words[1])
    }

    public func appendText(to out: inout [UInt8]) { Base64URLWords.append([high, low], to: &out) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{22}$", "a log's name, 22 characters of base64url")
    }
    public var description: String { String(decoding: text, as: UTF8.self) }
}

/// A SHA-256: of a document's salt and bytes, by which events name it; 43 characters of base64url.
public struct DocumentHash: Hashable, Sendable, CustomStringConvertible, TextValue {
    /// The thirty-two bytes as four big-endian numbers.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        words = (first, second, third, fourth)
    }

    /// The hash held in thirty-two bytes; nil when there are more or fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(bytes.word(at: 0), bytes.word(at: 1), bytes.word(at: 2), bytes.word(at: 3))
    }

    /// The thirty-two bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The hash of a document: of its salt's sixteen bytes and its own.
    public init(of document: [UInt8], salt: DocumentSalt) {
        var salted: [UInt8] = []
        salted.reserveCapacity(16)
        for word in [salt.high, salt.low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                salted.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        let digest = SHA256.hash(salted, then: document).bytes
        self.init(digest.word(at: 0), digest.word(at: 1), digest.word(at: 2), digest.word(at: 3))
    }

    /// The hash of these bytes.
    public init(of document: [UInt8]) {
        let digest = SHA256.hash(document).bytes
        self.init(digest.word(at: 0), digest.word(at: 1), digest.word(at: 2), digest.word(at: 3))
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let words: InlineArray<4, UInt64> = Base64URLWords.read(bytes) else { return nil }
        self.init(words[0], words[1], words[2], words[3])
    }

    public func appendText(to out: inout [UInt8]) {
        Base64URLWords.append([words.0, words.1, words.2, words.3], to: &out)
    }

    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{43}$", "a document's hash, 43 characters of base64url")
    }
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

extension Collection<UInt8> {
    /// The eight bytes at that word, big-endian; those beyond the end count as nothing.
    func word(at index: Int) -> UInt64 {
        dropFirst(index * 8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Day: TextValue {
    @inlinable
    public func appendText(to out: inout [UInt8]) { append(to: &out) }
    public static var textSchema: TextSchema { .format("date", "a day, as in 2024-11-29") }
}

extension Month: TextValue {
    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: description.utf8) }
    public static var textSchema: TextSchema { .pattern("^[0-9]{4}-(0[1-9]|1[0-2])$", "a month, as in 2024-11") }
}

/// Words of 64 bits as base64url without padding (RFC 4648 §5) of their bytes, most significant first.
///
/// Each run of words has one text only: bits left over in the last character must be zero.
enum Base64URLWords {
    static func append<let count: Int>(_ words: InlineArray<count, UInt64>, to out: inout [UInt8]) {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        for bit in stride(from: 0, to: count * 64, by: 6) {
            let (index, offset) = (bit / 64, bit % 64)
            var digit = (words[index] << UInt64(offset)) >> 58
            if offset > 58, index + 1 < count { digit |= words[index + 1] >> UInt64(122 - offset) }
            out.append(alphabet.utf8Start[Int(digit)])
        }
    }

    static func read<let count: Int>(_ text: UnsafeBufferPointer<UInt8>) -> InlineArray<count, UInt64>? {
        guard text.count == (count * 64 + 5) / 6 else { return nil }
        var words = InlineArray<count, UInt64>(repeating: 0)
        var (index, room) = (0, 64)
        var word: UInt64 = 0
        var all: UInt64 = 0
        var place = 0
        while place < text.count {
            if room > 24, place + 4 <= text.count {
                // Four digits for which this word has room.
                let (a, b) = (value(of: text[place]), value(of: text[place + 1]))
                let (c, d) = (value(of: text[place + 2]), value(of: text[place + 3]))
                all |= a | b | c | d
                word = word << 24 | a << 18 | b << 12 | c << 6 | d
                room -= 24
                place += 4
                continue
            }
            let digit = value(of: text[place])
            all |= digit
            place += 1
            if room > 6 {
                word = word << 6 | digit
                room -= 6
            } else {
                // The digit fills the word, and begins the next.
                words[index] = word << UInt64(room) | digit >> UInt64(6 - room)
                word = digit & (1 << UInt64(6 - room) - 1)
                room += 58
                index += 1
                if index == count { break }
            }
        }
        return all < 64 && word == 0 ? words : nil
    }

    /// The value of a digit; 64 for any other character. By a table: the characters of a key are as good as random, and
    /// a branch on each would be guessed wrong.
    private static func value(of character: UInt8) -> UInt64 {
        UInt64(values.utf8Start[Int(character)])
    }

    private static var values: StaticString {
        """
        \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
        \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
        \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{3E}\u{40}\u{40}\
        \u{34}\u{35}\u{36}\u{37}\u{38}\u{39}\u{3A}\u{3B}\u{3C}\u{3D}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
        \u{40}\u{00}\u{01}\u{02}\u{03}\u{04}\u{05}\u{06}\u{07}\u{08}\u{09}\u{0A}\u{0B}\u{0C}\u{0D}\u{0E}\
        \u{0F}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{40}\u{40}\u{40}\u{40}\u{3F}\
        \u{40}\u{1A}\u{1B}\u{1C}\u{1D}\u{1E}\u{1F}\u{20}\u{21}\u{22}\u{23}\u{24}\u{25}\u{26}\u{27}\u{28}\
        \u{29}\u{2A}\u{2B}\u{2C}\u{2D}\u{2E}\u{2F}\u{30}\u{31}\u{32}\u{33}\u{40}\u{40}\u{40}\u{40}\u{40}\
        @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\
        @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\

        """
    }
}
