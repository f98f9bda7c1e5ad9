/// A strict pull reader (RFC 8259) over borrowed bytes.
///
/// The bytes must outlive the reader and every `Text` and slice it hands out. Between calls the reader stands at a
/// value, at a field name, or just behind a value; each call reads one of these and says by its name which it wants.
/// An object is read as
///
///     if try reader.beginObject() {
///         repeat {
///             switch try reader.name() {
///             case "id": id = try reader.string()
///             default: try reader.skipUnknownField()
///             }
///         } while try reader.nextField()
///     }
///
/// and a list in the same way with `beginList` and `nextElement`. Such a loop sees a repeated name twice and must
/// refuse it itself; kinds of objects that are `Fields` have that done for them.
public struct JSONReader {
    /// How deep objects and lists may be nested; more is refused, so that input cannot exhaust the stack.
    public static let greatestDepth = 64
    /// How many fields one `Fields` object may have, unknown ones included; bounds the search for repeated names.
    public static let mostFields = 256

    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let count: Int
    @usableFromInline let isASCII: Bool
    @usableFromInline var at = 0
    @usableFromInline var depth = 0
    /// False inside an object whose fields are not in list order: objects in it are searched at once, as reading each
    /// twice at every level would take time exponential in the depth.
    @usableFromInline var triesListOrder = true
    /// How many fields that no list knows were skipped so far.
    public internal(set) var unknownFields = 0

    /// Starts at the first value of `bytes`, which are checked to be UTF-8 as a whole, once.
    public init(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            throw JSONError(.expected("a JSON value, not an empty record"), offset: 0)
        }
        base = start.assumingMemoryBound(to: UInt8.self)
        count = bytes.count
        isASCII = JSONReader.isASCII(bytes)
        if !isASCII {
            do {
                _ = try UTF8Span(validating: Span(_unsafeStart: base, count: count))
            } catch {
                throw JSONError(.notUTF8, offset: error.byteOffsets.lowerBound)
            }
        }
        skipWhitespace()
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let width = 32
        let count = bytes.count
        guard count >= width, let start = bytes.baseAddress else { return bytes.allSatisfy { $0 < 0x80 } }
        // The last run overlaps the one before it: no byte is looked at by itself.
        var all = start.loadUnaligned(fromByteOffset: count &- width, as: SIMD4<UInt64>.self)
        var index = 0
        while index < count &- width {
            all |= start.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            index &+= width
        }
        return (all[0] | all[1] | all[2] | all[3]) & 0x8080_8080_8080_8080 == 0
    }

    // MARK: Places

    /// A place to come back to, in bytes from the start and in depth.
    public struct Mark: Sendable {
        /// Bytes from the start of the buffer.
        public let offset: Int
        @usableFromInline let depth: Int

        @inlinable init(offset: Int, depth: Int) {
            self.offset = offset
            self.depth = depth
        }
    }

    /// Where the reader stands.
    @inlinable public var mark: Mark { Mark(offset: at, depth: depth) }

    /// Goes to a place that `mark` gave on the same bytes.
    @inlinable public mutating func seek(_ mark: Mark) {
        precondition(mark.offset <= count, "a mark of other bytes")
        at = mark.offset
        depth = mark.depth
    }

    /// Goes back to where `mark` and the count of unknown fields were taken, to read again.
    @usableFromInline mutating func goBack(to mark: Mark, unknownFields: Int) {
        seek(mark)
        self.unknownFields = unknownFields
    }

    /// What the value at which the reader stands is, by its first byte; nil when no value starts here.
    public var kind: Kind? {
        switch peek {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .list
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: nil
        }
    }

    /// The kinds of JSON values.
    public enum Kind: Sendable {
        case object, list, string, number, boolean, null
    }

    /// Refuses anything but whitespace behind the value that was read.
    public mutating func end() throws(JSONError) {
        skipWhitespace()
        guard at == count else { throw expected("nothing more") }
    }

    // MARK: Objects and lists

    /// Enters an object; true when it has a field, whose name is next.
    public mutating func beginObject() throws(JSONError) -> Bool {
        try open(UInt8(ascii: "{"), UInt8(ascii: "}"), "an object")
    }

    /// Behind a field's value: true when another field follows, whose name is next; false when the object ended.
    public mutating func nextField() throws(JSONError) -> Bool {
        try more(UInt8(ascii: "}"), "',' or '}'")
    }

    /// Enters a list; true when it has an element, which is next.
    public mutating func beginList() throws(JSONError) -> Bool {
        try open(UInt8(ascii: "["), UInt8(ascii: "]"), "a list")
    }

    /// Behind an element: true when another follows; false when the list ended.
    public mutating func nextElement() throws(JSONError) -> Bool {
        try more(UInt8(ascii: "]"), "',' or ']'")
    }

    /// Reads a field's name; its value is next.
    public mutating func name() throws(JSONError) -> Text {
        guard peek == UInt8(ascii: "\"") else { throw expected("a field name in quotes") }
        let name = try text()
        try colon()
        return name
    }

    @inline(__always)
    private mutating func open(_ open: UInt8, _ close: UInt8, _ what: String) throws(JSONError) -> Bool {
        guard peek == open else { throw expected(what) }
        guard depth < JSONReader.greatestDepth else { throw JSONError(.tooDeep, offset: at) }
        at += 1
        skipWhitespace()
        if peek == close {
            at += 1
            return false
        }
        depth += 1
        return true
    }

    @inline(__always)
    private mutating func more(_ close: UInt8, _ what: String) throws(JSONError) -> Bool {
        skipWhitespace()
        switch peek {
        case UInt8(ascii: ","):
            at += 1
            skipWhitespace()
            return true
        case close:
            at += 1
            depth -= 1
            return false
        default:
            throw expected(what)
        }
    }

    @usableFromInline mutating func colon() throws(JSONError) {
        skipWhitespace()
        guard peek == UInt8(ascii: ":") else { throw expected("':'") }
        at += 1
        skipWhitespace()
    }

    // MARK: Values

    /// The text of a JSON string where it stands in the bytes, without its quotes; borrowed as they are.
    public struct Text {
        /// The bytes between the quotes, escapes as written.
        public let raw: UnsafeBufferPointer<UInt8>
        /// Whether `raw` has escapes; if not it is the text itself.
        public let isEscaped: Bool
        @usableFromInline let isASCII: Bool

        /// The text as UTF-8, escapes resolved.
        public var bytes: [UInt8] { isEscaped ? JSONReader.unescaped(raw) : [UInt8](raw) }

        /// The text.
        public var string: String {
            if isEscaped { return String(decoding: JSONReader.unescaped(raw), as: UTF8.self) }
            guard let start = raw.baseAddress else { return "" }
            // Checked with the whole buffer; checking each string again took half of the time of reading it.
            return String(
                copying: UTF8Span(unchecked: Span(_unsafeStart: start, count: raw.count), isKnownASCII: isASCII))
        }

        /// Whether the text is `name`; lets `switch` compare a name with literals.
        @inlinable public static func ~= (name: StaticString, text: Text) -> Bool { text.equals(name) }

        @inlinable func equals(_ name: StaticString) -> Bool {
            let name = UnsafeBufferPointer(name)
            return isEscaped ? bytes.withUnsafeBufferPointer { equal($0, name) } : equal(raw, name)
        }
    }

    /// Reads a string as it stands, without a copy.
    public mutating func text() throws(JSONError) -> Text { try scanText() }

    /// Reads a string.
    public mutating func string() throws(JSONError) -> String { try scanText().string }

    @inline(__always) private mutating func scanText() throws(JSONError) -> Text {
        guard peek == UInt8(ascii: "\"") else { throw expected("a string") }
        let start = at + 1
        var index = start
        var isEscaped = false
        while true {
            // Eight bytes at a time to the next quote, backslash or control character.
            while index + 8 <= count {
                let found = marksSpecial(base + index)
                if found != 0 {
                    index += found.trailingZeroBitCount >> 3
                    break
                }
                index += 8
            }
            guard index < count else { throw JSONError(.expected("the closing quote of a string"), offset: count) }
            switch base[index] {
            case UInt8(ascii: "\""):
                at = index + 1
                return Text(
                    raw: UnsafeBufferPointer(start: base + start, count: index - start), isEscaped: isEscaped,
                    isASCII: isASCII)
            case UInt8(ascii: "\\"):
                isEscaped = true
                index += try escape(at: index).length
            case 0..<0x20:
                throw JSONError(.expected("an escape: strings hold no control characters"), offset: index)
            default:
                index += 1
            }
        }
    }

    /// Reads `true` or `false`.
    public mutating func boolean() throws(JSONError) -> Bool {
        if try literal("true") { return true }
        if try literal("false") { return false }
        throw expected("true or false")
    }

    /// Reads `null` if the reader stands at one, and says whether it did.
    public mutating func null() throws(JSONError) -> Bool { try literal("null") }

    /// Reads a number that is whole and written without fraction and exponent, exactly.
    public mutating func integer() throws(JSONError) -> (isNegative: Bool, magnitude: UInt64) {
        let start = at
        let isNegative = peek == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let first = at
        var magnitude: UInt64 = 0
        while true {
            let digit = peek &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            // Nineteen digits always fit, the twentieth must be looked at.
            if at - first >= 19 {
                let (tens, over) = magnitude.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
                guard !over, !carry else { throw JSONError(.outOfRange("at most 20 digits"), offset: start) }
                magnitude = sum
            } else {
                magnitude = magnitude &* 10 &+ UInt64(digit)
            }
            at += 1
        }
        let isWhole = peek != UInt8(ascii: ".") && peek | 0x20 != UInt8(ascii: "e")
        guard at > first, isWhole, at == first + 1 || base[first] != UInt8(ascii: "0") else {
            throw JSONError(.expected("a whole number, without leading zeros"), offset: start)
        }
        return (isNegative, magnitude)
    }

    /// Skips one value, whatever it is; it must be well-formed, but names in it may repeat.
    public mutating func skipValue() throws(JSONError) {
        switch peek {
        case UInt8(ascii: "\""):
            _ = try text()
        case UInt8(ascii: "{"):
            guard try beginObject() else { return }
            repeat {
                _ = try name()
                try skipValue()
            } while try nextField()
        case UInt8(ascii: "["):
            guard try beginList() else { return }
            repeat { try skipValue() } while try nextElement()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try skipNumber()
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            _ = try boolean()
        default:
            guard try null() else { throw expected("a JSON value") }
        }
    }

    /// Skips the value of a field that the caller does not know, and counts it.
    public mutating func skipUnknownField() throws(JSONError) {
        try skipValue()
        unknownFields += 1
    }

    /// Skips one value and gives its bytes as they stand.
    public mutating func rawValue() throws(JSONError) -> UnsafeRawBufferPointer {
        let start = at
        try skipValue()
        return UnsafeRawBufferPointer(start: base + start, count: at - start)
    }

    // MARK: Bytes

    /// The byte at which the reader stands; 0, which is valid nowhere, at the end.
    @inlinable @inline(__always) var peek: UInt8 { at < count ? base[at] : 0 }

    @inlinable @inline(__always) mutating func skipWhitespace() {
        while at < count {
            let byte = base[at]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    /// An error where the reader stands.
    @usableFromInline func expected(_ what: String) -> JSONError { JSONError(.expected(what), offset: at) }

    private mutating func literal(_ word: StaticString) throws(JSONError) -> Bool {
        let length = word.utf8CodeUnitCount
        guard at + length <= count, equal(base + at, word.utf8Start, length) else { return false }
        at += length
        return true
    }

    private mutating func skipNumber() throws(JSONError) {
        if peek == UInt8(ascii: "-") { at += 1 }
        if peek == UInt8(ascii: "0") { at += 1 } else { try skipDigits() }
        if peek == UInt8(ascii: ".") {
            at += 1
            try skipDigits()
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = at
        while peek &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > start else { throw expected("a digit") }
    }

    /// The escape whose backslash is at `index`.
    private func escape(at index: Int) throws(JSONError) -> (scalar: Unicode.Scalar, length: Int) {
        let bytes = UnsafeBufferPointer(start: base, count: count)
        guard let escape = JSONReader.escape(bytes, index) else {
            throw JSONError(.expected("an escape, as in \\n or \\u00e9, and no lone surrogate"), offset: index)
        }
        return escape
    }

    private static func escape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "/"): return ("/", 2)
        case UInt8(ascii: "b"): return ("\u{08}", 2)
        case UInt8(ascii: "f"): return ("\u{0C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"):
            guard let unit = hexadecimal(bytes, index + 2) else { return nil }
            if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
            // A surrogate: the second half must follow as an escape of its own.
            guard unit < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
                bytes[index + 7] == UInt8(ascii: "u"), let low = hexadecimal(bytes, index + 8),
                0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            else { return nil }
            return (scalar, 12)
        default: return nil
        }
    }

    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }

    /// Resolves escapes that `text` has checked.
    private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            if raw[index] == UInt8(ascii: "\\"), let (scalar, length) = escape(raw, index) {
                out.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
                index += length
            } else {
                out.append(raw[index])
                index += 1
            }
        }
        return out
    }
}

/// Looks at eight bytes for those that end a run of plain text in a string: quote, backslash, control characters. The
/// lowest bit set is the high bit of the first such byte; bits above it may be wrong.
@inline(__always) func marksSpecial(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let control = (word &- ones &* 0x20) & ~word
    return (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control) & (ones &* 0x80)
}

/// Whether two runs of bytes are the same: a few wide comparisons once the length is a constant, as it is for the
/// names in a list of fields.
@inlinable @inline(__always)
func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let left = UnsafeRawPointer(left)
    let right = UnsafeRawPointer(right)
    if count >= 8 {
        var index = 0
        while index + 8 <= count {
            guard
                left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            else { return false }
            index += 8
        }
        return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
    if count >= 4 {
        return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
            && left.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
                == right.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    }
    var index = 0
    while index < count {
        guard left.load(fromByteOffset: index, as: UInt8.self) == right.load(fromByteOffset: index, as: UInt8.self)
        else { return false }
        index += 1
    }
    return true
}

@inlinable func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return equal(first, second, left.count)
}

extension UnsafeBufferPointer<UInt8> {
    @inlinable init(_ name: StaticString) {
        self.init(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }
}
