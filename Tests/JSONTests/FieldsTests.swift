import JSON
import Synchronization
import Testing

@Suite struct `A kind with one list of fields` {
    private func entry(_ text: String) throws(JSONError) -> Entry { try Entry(json: Array(text.utf8)) }

    @Test func `is read from what it wrote, and writes what it read`() throws {
        #expect(try Entry(json: canonicalEntry) == sampleEntry)
        #expect(try sampleEntry.json() == canonicalEntry)
    }

    @Test func `leaves an absent optional out`() throws {
        var entry = sampleEntry
        entry.because = nil
        entry.events = []
        let json = try entry.json()
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"by":"décision-writer\n","seen":9223372036854775807,"events":[]}"#)
        #expect(try Entry(json: json) == entry)
    }

    @Test func `is read whatever the order of its fields, and the data of an event before its type`() throws {
        let text = #"""
            { "events" : [ { "data" : {"due":"2024-11-29","version":255, "officer":{"name":"A long enough name"},
            "outcome":"amend" }, "type":"decided" , "\u0069d" : "B-1/4" } ] , "seen":1,"by":"x" }
            """#
        var expected = Entry()
        expected.by = "x"
        expected.seen = 1
        expected.events = [sampleEntry.events[1]]
        #expect(try entry(text) == expected)
    }

    @Test func `skips and counts fields that it does not know`() throws {
        let text = #"{"x":{"y":[1,{"z":null}]},"by":"b","seen":1,"events":[],"later":"é","more":-1.5e3}"#
        let (read, unknown) = try reading(text) { reader throws(JSONError) in
            let entry = try Entry(reading: &reader)
            try reader.end()
            return (entry, reader.unknownFields)
        }
        #expect(read.by == "b")
        #expect(unknown == 3)
        let nested = #"[{"name":"a","x":1},{"name":"b"},{"y":2,"name":"c","z":3}]"#
        let counted = try reading(nested) { reader throws(JSONError) in
            let names = try [Officer](reading: &reader).map(\.name)
            return (names, reader.unknownFields)
        }
        #expect(counted == (["a", "b", "c"], 3))
    }

    @Test func `names a required field that is missing, and its object`() {
        #expect(throws: JSONError(.missingField("seen"), offset: 0)) { try entry(#"{"by":"b","events":[]}"#) }
        #expect(throws: JSONError(.missingField("name"), offset: 1, path: ["[0]"])) {
            try reading("[{}]") { reader throws(JSONError) in try [Officer](reading: &reader) }
        }
        let error = #expect(throws: JSONError.self) {
            try entry(#"{"by":"b","seen":1,"events":[{"id":"i","type":"decided","data":{"outcome":"amend"}}]}"#)
        }
        #expect(error?.description == #"events[0].data, byte 63: required field "officer" is missing"#)
    }

    @Test(arguments: [
        #"{"by":"b","seen":1,"events":[],"by":"c"}"#, #"{"by":"b","by":"b","seen":1,"events":[]}"#,
        #"{"by":"b","seen":1,"because":"x","because":"y","events":[]}"#,
        #"{"by":"b","seen":1,"events":[],"b\u0079":"c"}"#,
        #"{"b\u0079":"c","by":"b","seen":1,"events":[]}"#, #"{"by":"b","x":1,"seen":1,"x":2,"events":[]}"#,
        #"{"by":"b","x":1,"seen":1,"\u0078":2,"events":[]}"#, #"{"by":"b","\u0078":1,"seen":1,"\u0078":2,"events":[]}"#,
        #"{"by":"b","":1,"seen":1,"":2,"events":[]}"#,
    ]) func `refuses a name that repeats`(_ text: String) {
        let error = #expect(throws: JSONError.self) { try entry(text) }
        guard case .duplicateField = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `takes null neither for a value nor for its absence`() {
        #expect(throws: JSONError(.expected("a string"), offset: 29, path: ["because"])) {
            try entry(#"{"by":"b","seen":1,"because":null,"events":[]}"#)
        }
        #expect(throws: JSONError.self) { try entry(#"{"by":null,"seen":1,"events":[]}"#) }
    }

    @Test func `holds a text to its form and says which`() {
        let error = #expect(throws: JSONError.self) {
            try reading(#"{"outcome":"amended"}"#) { reader throws(JSONError) in try Decided(reading: &reader) }
        }
        #expect(error?.description == "outcome, byte 11: expected one of maintain, amend, cease")
        #expect(throws: JSONError(.expected("a day, as in 2024-11-29"), offset: 0)) {
            try reading(#""29/11/2024""#) { reader throws(JSONError) in try Day(reading: &reader) }
        }
        #expect(throws: JSONError(.expected("a string"), offset: 0)) {
            try reading("20241129") { reader throws(JSONError) in try Day(reading: &reader) }
        }
    }

    @Test func `reads a text whose bytes are escaped`() throws {
        let day = try reading(#""2024\u002d11-29""#) { reader throws(JSONError) in try Day(reading: &reader) }
        #expect(day == Day(2024_11_29))
        let outcome = try reading(#""\u0061mend""#) { reader throws(JSONError) in try Outcome(reading: &reader) }
        #expect(outcome == .amend)
    }

    @Test(arguments: Outcome.allCases) func `an enum with raw strings is a text as it is`(_ outcome: Outcome) throws {
        let json = "\"\(outcome.rawValue)\""
        #expect(try reading(json) { reader throws(JSONError) in try Outcome(reading: &reader) } == outcome)
        var writer = JSONWriter()
        try outcome.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
    }

    @Test(arguments: ["[]", "1", "null", "\"\"", "{} {}", "{", "", "{\"by\":\"b\",\"seen\":1,\"events\":[]} x"])
    func `is an object and nothing else`(_ text: String) {
        #expect(throws: JSONError.self) { try entry(text) }
    }

    @Test func `has a bound on its fields`() throws {
        let object = { (extra: Int) in
            #"{"x0":0,"name":"n""# + (1..<extra).map { ",\"x\($0)\":0" }.joined() + "}"
        }
        #expect(try Officer(json: Array(object(JSONReader.mostFields - 1).utf8)).name == "n")
        #expect(throws: JSONError(.tooManyFields, offset: 0)) {
            try Officer(json: Array(object(JSONReader.mostFields).utf8))
        }
    }

    @Test func `with more than its list knows at every level it is read in polynomial time`() throws {
        // Each object is begun in list order and then, for what is left over, read again: doubling at every level.
        let levels = 16
        var text = #"{"name":"leaf","children":[],"x":0}"#
        for _ in 1..<levels { text = #"{"name":"n","children":[\#(text)],"x":0}"# }
        var node = try Node(json: Array(text.utf8))
        for _ in 1..<levels { node = try #require(node.children.first) }
        #expect(node.name == "leaf")
        #expect(Node.visits.withLock { $0 } <= levels * levels)
    }
}

private struct Node: Fields {
    static let visits = Mutex(0)

    var name = ""
    var children: [Node] = []

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        Node.visits.withLock { $0 += 1 }
        try visitor.field("name", &name, "The name.")
        try visitor.field("children", &children, "What is below.")
    }
}
