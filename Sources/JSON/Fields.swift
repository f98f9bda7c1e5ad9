/// Walks the one list of fields of a kind of object; reading, writing, JSON Schema and documentation are visitors, so
/// that they cannot disagree.
public protocol FieldVisitor: ~Copyable {
    /// Whether it fills values in; a list of fields may end early for one that reads what it does not know.
    static var reads: Bool { get }
    /// A field that is always there.
    mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError)
    /// A field that is absent when nil.
    mutating func optional<T: FieldValue>(
        _ name: StaticString, _ value: inout T?, _ meaning: StaticString
    ) throws(JSONError)
}

extension FieldVisitor where Self: ~Copyable {
    /// Most visitors only look.
    @inlinable public static var reads: Bool { false }
}

/// A kind of JSON object with one list of fields. It can itself be a field, and an element of a list.
///
/// Reading and writing are fast where they are compiled together with the list: the module that defines a kind should
/// also call `init(json:)`, `fill` and `write` on it, in functions that are not generic.
public protocol Fields: FieldValue {
    /// An empty value that reading fills in.
    init()
    /// Shows each field to the visitor: its name, its place and what it means, in the order of writing. Names need no
    /// escapes. It shows fields and judges none: while an object is read it may be asked twice, the second time on an
    /// empty value, and on the way fields may still be empty.
    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError)
}

extension Fields {
    /// Reads an object; fields that its list does not know are skipped and counted in the reader.
    @inlinable public init(reading reader: inout JSONReader) throws(JSONError) {
        self.init()
        try fill(reading: &reader)
    }

    /// Reads an object into an empty value.
    @inlinable public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        let (start, unknownFields) = (reader.mark, reader.unknownFields)
        let triesListOrder = reader.triesListOrder
        if triesListOrder {
            let isComplete = try withUnsafeMutablePointer(to: &reader) { reader throws(JSONError) in
                var visitor = try FieldReader(inListOrder: reader)
                try fields(&visitor)
                return visitor.isComplete
            }
            if isComplete { return }
            self = Self()
            reader.goBack(to: start, unknownFields: unknownFields)
        }
        reader.triesListOrder = false
        defer { reader.triesListOrder = triesListOrder }
        try withUnsafeMutablePointer(to: &reader) { reader throws(JSONError) in
            var visitor = try FieldReader(searching: reader)
            try fields(&visitor)
            visitor.finish()
        }
    }

    /// Reads one record that is an object and nothing else.
    @inlinable public init(json bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = try JSONReader(bytes)
        try self.init(reading: &reader)
        try reader.end()
    }

    /// Reads one record that is an object and nothing else.
    @inlinable public init(json bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            try Self(json: UnsafeRawBufferPointer(bytes))
        }
    }

    /// The object as a record of its own; on a hot path, `write` into a writer that is reused.
    @inlinable public func json() throws(JSONError) -> [UInt8] {
        var writer = JSONWriter()
        try write(to: &writer)
        return writer.bytes
    }

    /// Writes an object.
    @inlinable public func write(to writer: inout JSONWriter) throws(JSONError) {
        writer.beginObject()
        var value = self
        try value.fields(&writer)
        writer.endObject()
    }

    /// Writes `"type":"object"`, its properties and which of them are required.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        var visitor = SchemaVisitor()
        var empty = Self()
        try empty.fields(&visitor)
        visitor.finish(&writer)
    }

    /// Object.
    public static var typeDescription: String { "object" }

    /// Its fields, in list order, each followed by the fields inside it.
    public static func innerFields() throws(JSONError) -> [FieldDescription] {
        var visitor = DocumentationVisitor()
        var empty = Self()
        try empty.fields(&visitor)
        return visitor.rows
    }
}
