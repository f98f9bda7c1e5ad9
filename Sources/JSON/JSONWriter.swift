/// Writes JSON, compact and in the order of the calls, into a buffer that is reused from record to record.
///
/// It writes commas itself; what it does not check is that names and values alternate. It is also the visitor that
/// writes a kind of event by its list of fields.
public struct JSONWriter: ~Copyable {
    @usableFromInline var out: [UInt8] = []

    /// A writer whose buffer starts with room for `capacity` bytes and grows to the largest record.
    public init(capacity: Int = 1024) {
        out.reserveCapacity(capacity)
    }

    /// What was written since the start or `clear`, as a copy.
    public var bytes: [UInt8] {
        // A copy of its own: an array that shares the buffer would make the next record allocate.
        [UInt8](unsafeUninitializedCapacity: out.count) { $1 = $0.initialize(fromContentsOf: out) }
    }
    /// How many bytes were written since the start or `clear`.
    public var count: Int { out.count }

    /// Lends what was written since the start or `clear`.
    @inlinable public borrowing func withBytes<Result, Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try out.withUnsafeBufferPointer { bytes throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }

    /// Forgets what was written and keeps the buffer.
    @inlinable public mutating func clear() { out.removeAll(keepingCapacity: true) }

    // MARK: Objects and lists

    /// Opens an object.
    @inlinable public mutating func beginObject() { out.append(UInt8(ascii: "{")) }
    /// Closes an object.
    @inlinable public mutating func endObject() { out.append(UInt8(ascii: "}")) }
    /// Opens a list.
    @inlinable public mutating func beginList() { out.append(UInt8(ascii: "[")) }
    /// Closes a list.
    @inlinable public mutating func endList() { out.append(UInt8(ascii: "]")) }

    /// Comes before each element of a list: writes the comma, if one is due.
    @inlinable public mutating func element() {
        // Only a brace or bracket that was just opened ends so: a string ends with its quote.
        guard let last = out.last, last != UInt8(ascii: "["), last != UInt8(ascii: "{") else { return }
        out.append(UInt8(ascii: ","))
    }

    /// Writes a field's name, which needs no escapes.
    @inlinable @inline(__always) public mutating func name(_ name: StaticString) {
        element()
        out.append(UInt8(ascii: "\""))
        out.append(contentsOf: UnsafeBufferPointer(name))
        out.append(UInt8(ascii: "\""))
        out.append(UInt8(ascii: ":"))
    }

    /// Writes a field's name that is known at run time only.
    public mutating func name(_ name: String) {
        element()
        string(name)
        out.append(UInt8(ascii: ":"))
    }

    // MARK: Values

    /// Writes a string, with escapes where JSON demands them.
    public mutating func string(_ string: String) {
        out.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { escape($0) }
        out.append(UInt8(ascii: "\""))
    }

    /// Writes a text that is known to need no escapes.
    @inlinable public mutating func text(_ text: some TextValue) {
        out.append(UInt8(ascii: "\""))
        text.appendText(to: &out)
        out.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    @inlinable public mutating func integer(_ value: some FixedWidthInteger & Sendable) {
        digits(isNegative: value < 0, UInt64(truncatingIfNeeded: value.magnitude))
    }

    /// Writes `true` or `false`.
    @inlinable public mutating func boolean(_ value: Bool) {
        out.append(contentsOf: UnsafeBufferPointer(value ? "true" as StaticString : "false"))
    }

    /// Writes `null`.
    @inlinable public mutating func null() { out.append(contentsOf: UnsafeBufferPointer("null")) }

    /// Writes a value that is JSON already, such as a slice that `JSONReader.rawValue` gave.
    @inlinable public mutating func raw(_ json: UnsafeRawBufferPointer) { out.append(contentsOf: json) }

    @usableFromInline mutating func digits(isNegative: Bool, _ magnitude: UInt64) {
        if isNegative { out.append(UInt8(ascii: "-")) }
        if magnitude < 10 {
            out.append(UInt8(ascii: "0") + UInt8(magnitude))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = magnitude
            var index = 20
            while rest > 0 {
                index -= 1
                digits[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: digits[index...]))
        }
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var written = 0
        for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
            out.append(contentsOf: UnsafeBufferPointer(rebasing: text[written..<index]))
            written = index + 1
            out.append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\n"): out.append(UInt8(ascii: "n"))
            case UInt8(ascii: "\r"): out.append(UInt8(ascii: "r"))
            case UInt8(ascii: "\t"): out.append(UInt8(ascii: "t"))
            case 0x22, 0x5C: out.append(byte)
            default:
                let hexadecimal: StaticString = "0123456789abcdef"
                out.append(contentsOf: UnsafeBufferPointer("u00"))
                out.append(hexadecimal.utf8Start[Int(byte >> 4)])
                out.append(hexadecimal.utf8Start[Int(byte & 15)])
            }
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: text[written...]))
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
