/// An object whose names are not known beforehand: facts by their options, counts by the titles of a model.
package struct NamedValues<Value: FieldValue>: FieldValue {
    /// Each with its name, in the order of writing.
    package var values: [(name: String, value: Value)] = []

    package init() {}

    package init(_ values: [(name: String, value: Value)]) { self.values = values }

    package init(reading reader: inout JSONReader) throws(JSONError) {
        guard try reader.beginObject() else { return }
        repeat {
            let name = try reader.name().string
            values.append((name, try Value(reading: &reader)))
        } while try reader.nextField()
    }

    package func write(to writer: inout JSONWriter) throws(JSONError) {
        writer.beginObject()
        for (name, value) in values {
            writer.name(name)
            try value.write(to: &writer)
        }
        writer.endObject()
    }

    package static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("object")
        writer.name("additionalProperties")
        writer.beginObject()
        try Value.writeSchema(to: &writer)
        writer.endObject()
    }

    package static var typeDescription: String { "object: \(Value.typeDescription) by name" }
}

extension Fields {
    /// The object as a line of text.
    package func line() throws(JSONError) -> String { String(decoding: try json(), as: UTF8.self) + "\n" }
}
