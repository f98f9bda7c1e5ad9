/// One value that knows how to be a field of a JSON object: to be read, written and described.
public protocol FieldValue {
    /// Reads the value at which the reader stands.
    init(reading reader: inout JSONReader) throws(JSONError)
    /// Reads into a value that is there already; by default replaces it. A value whose form depends on what was read
    /// before it, such as the data of an event of a given type, is prepared by its owner and fills itself in here.
    mutating func fill(reading reader: inout JSONReader) throws(JSONError)
    /// Writes the value.
    func write(to writer: inout JSONWriter) throws(JSONError)
    /// Writes the keywords of its JSON Schema (2020-12), without the braces around them.
    static func writeSchema(to writer: inout JSONWriter) throws(JSONError)
    /// What it is, in the words of the reference pages: "text", "whole number", "day".
    static var typeDescription: String { get }
    /// The fields inside it, for the reference pages; none by default.
    static func innerFields() throws(JSONError) -> [FieldDescription]
}

extension FieldValue {
    /// Replaces the value by the one at which the reader stands.
    @inlinable public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        self = try Self(reading: &reader)
    }

    /// No fields.
    public static func innerFields() throws(JSONError) -> [FieldDescription] { [] }
}

// MARK: Texts

/// A scalar written as a JSON string: a day, an id, a code of a closed list.
///
/// An enum with raw strings needs no more than the name: `enum Outcome: String, CaseIterable, TextValue`.
public protocol TextValue: FieldValue {
    /// Parses the whole of `utf8`; nil when that is not such a text.
    init?(utf8: UnsafeBufferPointer<UInt8>)
    /// Appends the text, without quotes; it must need no escapes.
    func appendText(to out: inout [UInt8])
    /// How the text looks, for JSON Schema and for errors.
    static var textSchema: TextSchema { get }
}

/// How a kind of text looks, in words and in the keywords of JSON Schema.
public struct TextSchema: Equatable, Sendable {
    /// The keyword.
    public enum Form: Equatable, Sendable {
        /// A format of JSON Schema's own, such as `date` or `uuid`.
        case format(String)
        /// A regular expression (ECMA-262) for the whole text.
        case pattern(String)
        /// A closed list.
        case values([String])
    }

    /// The keyword.
    public var form: Form
    /// What it is, so that it follows "expected": "a day, as in 2024-11-29".
    public var description: String

    /// A text of a format of JSON Schema's own.
    public static func format(_ name: String, _ description: String = "") -> TextSchema {
        TextSchema(form: .format(name), description: description.isEmpty ? "text of the format \(name)" : description)
    }

    /// A text that matches a regular expression.
    public static func pattern(_ pattern: String, _ description: String = "") -> TextSchema {
        TextSchema(form: .pattern(pattern), description: description.isEmpty ? "text like \(pattern)" : description)
    }

    /// One text of a closed list.
    public static func values(_ values: [String], _ description: String = "") -> TextSchema {
        let list = "one of \(values.joined(separator: ", "))"
        return TextSchema(form: .values(values), description: description.isEmpty ? list : description)
    }
}

extension TextValue {
    /// Reads the text from a string.
    @inlinable @inline(__always)
    public init(reading reader: inout JSONReader) throws(JSONError) {
        let start = reader.at
        let text = try reader.text()
        let value = text.isEscaped ? text.bytes.withUnsafeBufferPointer { Self(utf8: $0) } : Self(utf8: text.raw)
        guard let value else { throw JSONError(.expected(Self.textSchema.description), offset: start) }
        self = value
    }

    /// Writes the text as a string.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) { writer.text(self) }

    /// Writes `type` and `format`, `pattern` or `enum`; the description is the title.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        let schema = textSchema
        writer.name("type")
        writer.string("string")
        switch schema.form {
        case .format(let name):
            writer.name("format")
            writer.string(name)
        case .pattern(let pattern):
            writer.name("pattern")
            writer.string(pattern)
        case .values(let values):
            writer.name("enum")
            writer.beginList()
            for value in values {
                writer.element()
                writer.string(value)
            }
            writer.endList()
        }
        writer.name("title")
        writer.string(schema.description)
    }

    /// The description of its schema.
    public static var typeDescription: String { textSchema.description }
}

extension TextValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// The case with this raw value.
    @inlinable public init?(utf8: UnsafeBufferPointer<UInt8>) {
        for value in Self.allCases {
            var text = value.rawValue
            let isSame = text.withUTF8 { $0.count == utf8.count && $0.elementsEqual(utf8) }
            if isSame {
                self = value
                return
            }
        }
        return nil
    }

    /// Appends the raw value, which must need no escapes.
    @inlinable public func appendText(to out: inout [UInt8]) {
        out.append(contentsOf: rawValue.utf8)
    }

    /// The closed list of the raw values.
    public static var textSchema: TextSchema { .values(allCases.map(\.rawValue)) }
}

// MARK: Values of the standard library

extension String: FieldValue {
    /// Reads a string.
    @inlinable public init(reading reader: inout JSONReader) throws(JSONError) { self = try reader.string() }
    /// Writes a string.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) { writer.string(self) }
    /// Writes `"type":"string"`.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("string")
    }
    /// Text.
    public static var typeDescription: String { "text" }
}

extension Bool: FieldValue {
    /// Reads `true` or `false`.
    @inlinable public init(reading reader: inout JSONReader) throws(JSONError) { self = try reader.boolean() }
    /// Writes `true` or `false`.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) { writer.boolean(self) }
    /// Writes `"type":"boolean"`.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("boolean")
    }
    /// True or false.
    public static var typeDescription: String { "true or false" }
}

extension FieldValue where Self: FixedWidthInteger & Sendable {
    /// Reads a whole number that this type can hold exactly.
    @inlinable public init(reading reader: inout JSONReader) throws(JSONError) {
        let start = reader.at
        let (isNegative, magnitude) = try reader.integer()
        let value = isNegative ? Self(exactly: 0 - Int128(magnitude)) : Self(exactly: magnitude)
        guard let value else { throw JSONError(.outOfRange("\(Self.min) to \(Self.max)"), offset: start) }
        self = value
    }

    /// Writes a whole number.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) { writer.integer(self) }

    /// Writes `"type":"integer"` and the bounds.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("integer")
        writer.name("minimum")
        writer.integer(Self.min)
        writer.name("maximum")
        writer.integer(Self.max)
    }

    /// Whole number.
    public static var typeDescription: String { "whole number" }
}

extension Int: FieldValue {}
extension Int8: FieldValue {}
extension Int32: FieldValue {}
extension Int64: FieldValue {}
extension UInt8: FieldValue {}
extension UInt16: FieldValue {}
extension UInt32: FieldValue {}
extension UInt64: FieldValue {}

extension Array: FieldValue where Element: FieldValue {
    /// Reads a list.
    @inlinable public init(reading reader: inout JSONReader) throws(JSONError) {
        self = []
        guard try reader.beginList() else { return }
        // Most lists are short; growing by one, two, four costs an allocation each time.
        reserveCapacity(4)
        repeat {
            do throws(JSONError) {
                append(try Element(reading: &reader))
            } catch {
                throw error.inside(element: count)
            }
        } while try reader.nextElement()
    }

    /// Writes a list.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) {
        writer.beginList()
        for element in self {
            writer.element()
            try element.write(to: &writer)
        }
        writer.endList()
    }

    /// Writes `"type":"array"` and the schema of an element.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("array")
        writer.name("items")
        writer.beginObject()
        try Element.writeSchema(to: &writer)
        writer.endObject()
    }

    /// List of what its elements are.
    public static var typeDescription: String { "list: \(Element.typeDescription)" }

    /// The fields of an element.
    public static func innerFields() throws(JSONError) -> [FieldDescription] {
        try Element.innerFields().map { $0.inside("[]") }
    }
}
