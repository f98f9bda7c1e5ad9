/// Collects the JSON Schema (2020-12) of an object from its list of fields.
///
/// Unknown fields are allowed, as readers skip them: a later version may write more.
public struct SchemaVisitor: FieldVisitor, ~Copyable {
    private var properties = JSONWriter()
    private var required = JSONWriter()

    /// An object without fields so far.
    public init() {
        properties.beginObject()
        required.beginList()
    }

    /// Adds a required field.
    public mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError) {
        try property(name, T.self, meaning)
        required.element()
        required.string("\(name)")
    }

    /// Adds a field that may be absent.
    public mutating func optional<T: FieldValue>(
        _ name: StaticString, _ value: inout T?, _ meaning: StaticString
    ) throws(JSONError) {
        try property(name, T.self, meaning)
    }

    private mutating func property<T: FieldValue>(
        _ name: StaticString, _ type: T.Type, _ meaning: StaticString
    ) throws(JSONError) {
        properties.name(name)
        properties.beginObject()
        try T.writeSchema(to: &properties)
        properties.name("description")
        properties.string("\(meaning)")
        properties.endObject()
    }

    /// Writes the keywords of the object's schema, without the braces around them.
    public consuming func finish(_ writer: inout JSONWriter) {
        properties.endObject()
        required.endList()
        writer.name("type")
        writer.string("object")
        writer.name("properties")
        properties.withBytes { writer.raw($0) }
        writer.name("required")
        required.withBytes { writer.raw($0) }
        writer.name("additionalProperties")
        writer.boolean(true)
    }
}

extension Fields {
    /// The JSON Schema document of this kind of object.
    public static func jsonSchema(id: String, title: String) throws(JSONError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("$schema")
        writer.string("https://json-schema.org/draft/2020-12/schema")
        writer.name("$id")
        writer.string(id)
        writer.name("title")
        writer.string(title)
        try writeSchema(to: &writer)
        writer.endObject()
        return writer.bytes
    }
}
