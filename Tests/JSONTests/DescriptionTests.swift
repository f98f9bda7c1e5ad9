import JSON
import Testing

@Suite struct `What a list of fields tells` {
    @Test func `a JSON Schema that readers of the next version can live with`() throws {
        let schema = try Tree(Decided.jsonSchema(id: "https://example.org/decided", title: "decided"))
        #expect(
            schema
                == .object([
                    "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
                    "$id": .string("https://example.org/decided"), "title": .string("decided"),
                    "type": .string("object"),
                    "properties": .object([
                        "outcome": .object([
                            "type": .string("string"),
                            "enum": .list([.string("maintain"), .string("amend"), .string("cease")]),
                            "title": .string("one of maintain, amend, cease"),
                            "description": .string("What was decided."),
                        ]),
                        "officer": .object([
                            "type": .string("object"),
                            "properties": .object([
                                "name": .object(["type": .string("string"), "description": .string("The name.")])
                            ]),
                            "required": .list([.string("name")]), "additionalProperties": .boolean(true),
                            "description": .string("Who decided."),
                        ]),
                        "version": .object([
                            "type": .string("integer"), "minimum": .integer(0), "maximum": .integer(255),
                            "description": .string("Of the plan."),
                        ]),
                        "due": .object([
                            "type": .string("string"), "format": .string("date"),
                            "title": .string("a day, as in 2024-11-29"),
                            "description": .string("By when it had to be."),
                        ]),
                    ]),
                    "required": .list([.string("outcome"), .string("officer"), .string("version")]),
                    "additionalProperties": .boolean(true),
                ]))
    }

    @Test func `lists of objects and truth values have schemas too`() throws {
        let schema = String(decoding: try Entry.jsonSchema(id: "i", title: "t"), as: UTF8.self)
        #expect(schema.contains(#""events":{"type":"array","items":{"type":"object","properties":{"id":"#))
        let meeting = String(decoding: try MeetingHeld.jsonSchema(id: "i", title: "t"), as: UTF8.self)
        #expect(meeting.contains(#""child_attended":{"type":"boolean","description":"Whether the child came."}"#))
        #expect(meeting.contains(#""attended":{"type":"array","items":{"type":"string"},"description":"Who came."}"#))
    }

    @Test func `the rows of a reference page, those inside a field below it`() throws {
        #expect(
            try Decided.innerFields().map { "\($0.name) | \($0.type) | \($0.isRequired) | \($0.meaning)" } == [
                "outcome | one of maintain, amend, cease | true | What was decided.",
                "officer | object | true | Who decided.",
                "officer.name | text | true | The name.",
                "version | whole number | true | Of the plan.",
                "due | a day, as in 2024-11-29 | false | By when it had to be.",
            ])
        #expect(
            try Entry.innerFields().map(\.name) == [
                "by", "seen", "because", "events", "events[].id", "events[].type", "events[].data",
            ])
        #expect(try Entry.innerFields().map(\.type)[3] == "list: object")
    }
}
