import JSON
import Testing

enum Outcome: String, CaseIterable, TextValue { case maintain, amend, cease }

struct Role: Fields {
    var name = ""
    var age: UInt8 = 0
    mutating func fields<V: FieldVisitor & ~Copyable>(_ v: inout V) throws(JSONError) {
        try v.field("name", &name, "Its name.")
        try v.field("age", &age, "Its age.")
    }
}

struct Meeting: Fields {
    var held = ""
    var outcome: Outcome?
    var people: [Role] = []
    mutating func fields<V: FieldVisitor & ~Copyable>(_ v: inout V) throws(JSONError) {
        try v.field("held", &held, "The day.")
        try v.optional("outcome", &outcome, "The outcome.")
        try v.field("people", &people, "Who came.")
    }
}

@Suite struct Smoke {
    @Test func `reads and writes`() throws {
        let text = #"{"held":"2024-11-29","outcome":"amend","people":[{"name":"\n\"x","age":5}]}"#
        let meeting = try Array(text.utf8).withUnsafeBytes { try Meeting(json: $0) }
        #expect(meeting.outcome == .amend)
        var writer = JSONWriter()
        try meeting.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        let other = #" { "x" : 1, "people" :[{"age":5,"name":""}] ,"held":"d"}"#
        let m = try Array(other.utf8).withUnsafeBytes { try Meeting(json: $0) }
        #expect(m.people[0].age == 5)
        print(String(decoding: try Meeting.jsonSchema(id: "x", title: "y"), as: UTF8.self))
        print(try Meeting.innerFields())
    }
}
