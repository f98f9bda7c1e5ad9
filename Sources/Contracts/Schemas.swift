public import JSON

/// A file of the documentation that follows from the lists of fields.
public struct GeneratedFile: Sendable {
    /// Where it stands, from the root of the repository.
    public let path: String
    /// What it holds.
    public let text: String
}

/// The JSON Schemas (2020-12) of all records, and the AsyncAPI document that names them.
public enum Schemas {
    /// The `$id` of an entry's schema.
    public static let entry = "urn:annual-review:schema:entry:1"

    /// The schema of a record of that topic; nil when its value has no fields that are fixed here.
    public static func schema(of topic: Topic) throws(JSONError) -> String? {
        switch topic {
        case .caseFiles:
            try document(id: entry, title: "An entry of a case file") { writer throws(JSONError) in
                try Entry.writeSchema(to: &writer)
                writer.name("$defs")
                try object(&writer) { writer throws(JSONError) in
                    for kind in EventData.kinds {
                        writer.name(kind.type.description)
                        try object(&writer) { writer throws(JSONError) in
                            writer.name("title")
                            writer.string(kind.type.description)
                            writer.name("description")
                            writer.string(kind.meaning.description)
                            try kind.writeSchema(to: &writer)
                            writer.name("examples")
                            writer.beginList()
                            writer.element()
                            kind.example.withUTF8Buffer { writer.raw(UnsafeRawBufferPointer($0)) }
                            writer.endList()
                        }
                    }
                }
            }
        case .people:
            try document(id: "urn:annual-review:schema:person:1", title: "Someone who is told") {
                writer throws(JSONError) in try Person.writeSchema(to: &writer)
            }
        case .notifications:
            try document(id: NotificationRecord.schema, title: "What a party is told, as a CloudEvent") {
                writer throws(JSONError) in try CloudEvent<NotificationRecord>.writeSchema(to: &writer)
            }
        case .deadLetters:
            try document(id: DeadLetter.schema, title: "A record that could not be read") {
                writer throws(JSONError) in try DeadLetter.writeSchema(to: &writer)
            }
        case .quarantine:
            try document(id: Quarantine.schema, title: "Positions that are passed over") {
                writer throws(JSONError) in try Quarantine.writeSchema(to: &writer)
            }
        case .children:
            try document(id: "urn:annual-review:schema:child:1", title: "A child, for letters") {
                writer throws(JSONError) in try Child.writeSchema(to: &writer)
            }
        case .childrenReturn:
            try document(id: "urn:annual-review:schema:child-return:1", title: "A child, for statutory returns") {
                writer throws(JSONError) in try ChildReturn.writeSchema(to: &writer)
            }
        case .cohorts:
            try document(id: "urn:annual-review:schema:cohort:1", title: "By what a case is broken down in figures") {
                writer throws(JSONError) in try Cohort.writeSchema(to: &writer)
            }
        case .access:
            try document(id: AccessRecord.schema, title: "Who opened what of a case") {
                writer throws(JSONError) in try AccessRecord.writeSchema(to: &writer)
            }
        case .documents, .metrics: nil
        }
    }

    /// AsyncAPI 3.0: each topic as a channel, with its settings on three brokers.
    public static func asyncAPI() throws(JSONError) -> String {
        var writer = JSONWriter()
        try object(&writer) { writer throws(JSONError) in
            writer.name("asyncapi")
            writer.string("3.0.0")
            writer.name("info")
            try object(&writer) { writer throws(JSONError) in
                writer.name("title")
                writer.string("annual-review")
                writer.name("version")
                writer.string("1")
                writer.name("description")
                writer.string(
                    "The topics of annual-review. Others read notifications and metrics; the rest is its own.")
            }
            writer.name("defaultContentType")
            writer.string("application/json")
            writer.name("channels")
            try object(&writer) { writer throws(JSONError) in
                for topic in Topic.allCases {
                    writer.name(topic.rawValue)
                    try object(&writer) { writer throws(JSONError) in try channel(topic, &writer) }
                }
            }
            writer.name("operations")
            try object(&writer) { writer throws(JSONError) in
                for topic in Topic.allCases {
                    writer.name("write-\(topic.rawValue)")
                    try object(&writer) { writer throws(JSONError) in
                        writer.name("action")
                        writer.string("send")
                        writer.name("channel")
                        try object(&writer) { writer throws(JSONError) in
                            writer.name("$ref")
                            writer.string("#/channels/\(topic.rawValue)")
                        }
                    }
                }
            }
        }
        return JSONLayout.indented(writer.bytes)
    }

    private static func channel(_ topic: Topic, _ writer: inout JSONWriter) throws(JSONError) {
        writer.name("address")
        writer.string(topic.rawValue)
        writer.name("description")
        writer.string(topic.meaning)
        writer.name("messages")
        try object(&writer) { writer throws(JSONError) in
            writer.name("record")
            try object(&writer) { writer throws(JSONError) in try message(topic, &writer) }
        }
        writer.name("bindings")
        try object(&writer) { writer throws(JSONError) in
            writer.name("kafka")
            try object(&writer) { writer throws(JSONError) in
                writer.name("partitions")
                writer.integer(topic.isPartitioned ? Topic.defaultPartitions : 1)
                writer.name("replicas")
                writer.integer(Topic.replication(brokers: 3))
                writer.name("topicConfiguration")
                try object(&writer) { writer throws(JSONError) in
                    for (name, value) in topic.settings(brokers: 3) {
                        writer.name(name)
                        if name == "cleanup.policy" {
                            writer.beginList()
                            writer.string(value)
                            writer.endList()
                        } else if let number = Int64(value) {
                            writer.integer(number)
                        } else {
                            writer.string(value)
                        }
                    }
                }
                writer.name("bindingVersion")
                writer.string("0.5.0")
            }
        }
    }

    private static func message(_ topic: Topic, _ writer: inout JSONWriter) throws(JSONError) {
        writer.name("contentType")
        switch topic {
        case .notifications, .metrics: writer.string(CloudEvents.contentType)
        case .documents: writer.string("application/octet-stream")
        case .caseFiles, .people, .children, .childrenReturn, .cohorts, .access, .deadLetters, .quarantine:
            writer.string("application/json")
        }
        if try schema(of: topic) != nil {
            writer.name("payload")
            try object(&writer) { writer throws(JSONError) in
                writer.name("schemaFormat")
                writer.string("application/schema+json;version=draft-2020-12")
                writer.name("schema")
                try object(&writer) { writer throws(JSONError) in
                    writer.name("$ref")
                    writer.string("schemas/\(topic.rawValue).schema.json")
                }
            }
        }
        writer.name("bindings")
        try object(&writer) { writer throws(JSONError) in
            writer.name("kafka")
            try object(&writer) { writer throws(JSONError) in
                writer.name("key")
                try object(&writer) { writer throws(JSONError) in
                    writer.name("type")
                    writer.string("string")
                    writer.name("description")
                    writer.string(topic.key)
                }
                writer.name("bindingVersion")
                writer.string("0.5.0")
            }
        }
    }

    /// Every generated file, the reference page included.
    public static func files() throws(JSONError) -> [GeneratedFile] {
        var files = [
            GeneratedFile(path: "docs/events.md", text: try ReferencePage.markdown()),
            GeneratedFile(path: "docs/asyncapi.json", text: try asyncAPI()),
        ]
        for topic in Topic.allCases {
            guard let text = try schema(of: topic) else { continue }
            files.append(GeneratedFile(path: "docs/schemas/\(topic.rawValue).schema.json", text: text))
        }
        return files
    }

    private static func document(
        id: String, title: String, _ body: (inout JSONWriter) throws(JSONError) -> Void
    ) throws(JSONError) -> String {
        var writer = JSONWriter()
        try object(&writer) { writer throws(JSONError) in
            writer.name("$schema")
            writer.string("https://json-schema.org/draft/2020-12/schema")
            writer.name("$id")
            writer.string(id)
            writer.name("title")
            writer.string(title)
            try body(&writer)
        }
        return JSONLayout.indented(writer.bytes)
    }

    private static func object(
        _ writer: inout JSONWriter, _ body: (inout JSONWriter) throws(JSONError) -> Void
    ) throws(JSONError) {
        writer.beginObject()
        try body(&writer)
        writer.endObject()
    }
}

/// JSON laid out for people, so that a change of a field is a change of a line.
public enum JSONLayout {
    /// The same JSON, which must be compact and well-formed, with one member or element on a line.
    public static func indented(_ json: [UInt8]) -> String {
        var out: [UInt8] = []
        var depth = 0
        var isInString = false
        var isEscape = false
        func newLine() {
            out.append(0x0A)
            out.append(contentsOf: repeatElement(0x20, count: depth * 2))
        }
        for byte in json {
            if isInString {
                out.append(byte)
                isInString = isEscape || byte != UInt8(ascii: "\"")
                isEscape = !isEscape && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                out.append(byte)
                depth += 1
                newLine()
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                // What was opened and closed at once stays together.
                let opening = out.lastIndex { $0 != 0x20 && $0 != 0x0A }
                if let opening, out[opening] == UInt8(ascii: "{") || out[opening] == UInt8(ascii: "[") {
                    out.removeSubrange((opening + 1)...)
                } else {
                    newLine()
                }
                out.append(byte)
            case UInt8(ascii: ","):
                out.append(byte)
                newLine()
            case UInt8(ascii: ":"):
                out.append(byte)
                out.append(0x20)
            default:
                isInString = byte == UInt8(ascii: "\"")
                out.append(byte)
            }
        }
        out.append(0x0A)
        return String(decoding: out, as: UTF8.self)
    }
}
