/// Writes JSON, compact and in the order of the calls, into a buffer that is reused from record to record.
///
/// It writes commas itself; what it does not check is that names and values alternate. It is also the visitor that
/// writes a kind of event by its list of fields.
public struct JSONWriter: ~Copyable {
    // Memory of its own and not an array: an array asks at each append whether it is shared.
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// How many bytes were written since the start or `clear`.
    @usableFromInline var written = 0
    /// Where a `TextValue` puts its text before it is copied.
    @usableFromInline var scratch: [UInt8] = []

    /// A writer whose buffer starts with room for `capacity` bytes and grows to the largest record.
    public init(capacity: Int = 1024) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
        scratch.reserveCapacity(64)
    }

    deinit { start.deallocate() }

    /// A copy of what was written since the start or `clear`.
    public var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: written)) }

    /// How many bytes were written since the start or `clear`.
    public var count: Int { written }

    /// Lends what was written since the start or `clear`.
    @inlinable public borrowing func withBytes<Result, Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: written))
    }

    /// Forgets what was written and keeps the buffer.
    @inlinable public mutating func clear() { written = 0 }

    // MARK: Objects and lists

    /// Opens an object.
    @inlinable public mutating func beginObject() { append(UInt8(ascii: "{")) }
    /// Closes an object.
    @inlinable public mutating func endObject() { append(UInt8(ascii: "}")) }
    /// Opens a list.
    @inlinable public mutating func beginList() { append(UInt8(ascii: "[")) }
    /// Closes a list.
    @inlinable public mutating func endList() { append(UInt8(ascii: "]")) }

    /// Comes before each element of a list: writes the comma, if one is due.
    @inlinable public mutating func element() {
        reserve(1)
        comma()
    }

    /// Writes a field's name, which needs no escapes.
    @inlinable @inline(__always) public mutating func name(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        comma()
        start[written] = UInt8(ascii: "\"")
        (start + written + 1).update(from: name.utf8Start, count: length)
        start[written + length + 1] = UInt8(ascii: "\"")
        start[written + length + 2] = UInt8(ascii: ":")
        written += length + 3
    }

    /// Writes a field's name that is known at run time only.
    public mutating func name(_ name: String) {
        element()
        string(name)
        append(UInt8(ascii: ":"))
    }

    // MARK: Values

    /// Writes a string, with escapes where JSON demands them.
    public mutating func string(_ string: String) {
        var string = string
        string.withUTF8 { text in
            reserve(text.count + 2)
            start[written] = UInt8(ascii: "\"")
            written += 1
            if let bytes = text.baseAddress { escape(bytes, text.count) }
            append(UInt8(ascii: "\""))
        }
    }

    /// Writes a text that is known to need no escapes.
    @inlinable public mutating func text(_ text: some TextValue) {
        scratch.removeAll(keepingCapacity: true)
        text.appendText(to: &scratch)
        reserve(scratch.count + 2)
        start[written] = UInt8(ascii: "\"")
        written += 1
        scratch.withUnsafeBufferPointer { append($0) }
        append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    @inlinable public mutating func integer(_ value: some FixedWidthInteger & Sendable) {
        digits(isNegative: value < 0, UInt64(truncatingIfNeeded: value.magnitude))
    }

    /// Writes `true` or `false`.
    @inlinable public mutating func boolean(_ value: Bool) {
        append(UnsafeBufferPointer(value ? "true" as StaticString : "false"))
    }

    /// Writes `null`.
    @inlinable public mutating func null() { append(UnsafeBufferPointer("null")) }

    /// Writes a value that is JSON already, such as a slice that `JSONReader.rawValue` gave.
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        json.withMemoryRebound(to: UInt8.self) { append($0) }
    }

    // MARK: Bytes

    /// Makes room for `more` bytes.
    @inlinable @inline(__always) mutating func reserve(_ more: Int) {
        if capacity - written < more { grow(more) }
    }

    @usableFromInline @inline(never) mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, written + more)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        new.update(from: start, count: written)
        start.deallocate()
        start = new
        capacity = larger
    }

    @inlinable @inline(__always) mutating func append(_ byte: UInt8) {
        reserve(1)
        start[written] = byte
        written += 1
    }

    @inlinable mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        (start + written).update(from: from, count: bytes.count)
        written += bytes.count
    }

    /// Writes the comma before a name or an element, if one is due; room for it is reserved.
    @inlinable @inline(__always) mutating func comma() {
        // Only a brace or bracket that was just opened ends so: a string ends with its quote.
        guard written > 0, start[written - 1] != UInt8(ascii: "{"), start[written - 1] != UInt8(ascii: "[") else {
            return
        }
        start[written] = UInt8(ascii: ",")
        written += 1
    }

    @usableFromInline mutating func digits(isNegative: Bool, _ magnitude: UInt64) {
        if isNegative { append(UInt8(ascii: "-")) }
        var length = 1
        var rest = magnitude / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        reserve(length)
        rest = magnitude
        for index in stride(from: written + length - 1, through: written, by: -1) {
            start[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        written += length
    }

    /// Appends a string's bytes; room for all of them, as they stand, is reserved.
    private mutating func escape(_ text: UnsafePointer<UInt8>, _ count: Int) {
        var plain = 0
        var index = 0
        while index < count {
            if index + 8 <= count {
                let found = marksSpecial(text + index)
                index += found == 0 ? 8 : found.trailingZeroBitCount >> 3
                if found == 0 { continue }
            }
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                append(UnsafeBufferPointer(start: text + plain, count: index - plain))
                escape(byte)
                plain = index + 1
            }
            index += 1
        }
        append(UnsafeBufferPointer(start: text + plain, count: count - plain))
    }

    private mutating func escape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        default:
            let hexadecimal: StaticString = "0123456789abcdef"
            append(UnsafeBufferPointer("u00"))
            append(hexadecimal.utf8Start[Int(byte >> 4)])
            append(hexadecimal.utf8Start[Int(byte & 15)])
        }
    }
}

extension JSONWriter: FieldVisitor {
    /// Writes a required field.
    @inlinable @inline(__always)
    public mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError) {
        self.name(name)
        try value.write(to: &self)
    }

    /// Writes a field that is left out when there is nothing to say.
    @inlinable @inline(__always)
    public mutating func optional<T: FieldValue>(
        _ name: StaticString, _ value: inout T?, _ meaning: StaticString
    ) throws(JSONError) {
        guard let value else { return }
        self.name(name)
        try value.write(to: &self)
    }
}
