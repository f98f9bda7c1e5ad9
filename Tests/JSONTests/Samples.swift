import JSON

/// A small world of events in the form that the services use: texts, closed lists, nested objects, lists, and data
/// whose form follows from a field before it.
struct Entry: Fields, Equatable {
    var by = ""
    var seen: Int64 = 0
    var because: String?
    var events: [Event] = []

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("by", &by, "Who says it.")
        try visitor.field("seen", &seen, "How far its writer had read.")
        try visitor.optional("because", &because, "What it follows from.")
        try visitor.field("events", &events, "What happened.")
    }
}

struct Event: Fields, Equatable {
    var id = ""
    var type = Kind.meetingHeld
    var data = EventData(.meetingHeld)

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("id", &id, "Its id.")
        let before = type
        try visitor.field("type", &type, "Its kind.")
        if type != before { data = EventData(type) }
        try visitor.field("data", &data, "What is said.")
    }
}

enum Kind: String, CaseIterable, TextValue {
    case meetingHeld = "meeting-held"
    case decided = "decided"
}

enum Outcome: String, CaseIterable, TextValue {
    case maintain, amend, cease
}

/// The data of an event, in the form that its kind prescribes.
enum EventData: FieldValue, Equatable {
    case meetingHeld(MeetingHeld)
    case decided(Decided)

    init(_ kind: Kind) {
        self =
            switch kind {
            case .meetingHeld: .meetingHeld(MeetingHeld())
            case .decided: .decided(Decided())
            }
    }

    init(reading reader: inout JSONReader) throws(JSONError) {
        throw JSONError(.expected("a type before the data"), offset: reader.mark.offset)
    }

    mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        switch self {
        case .meetingHeld: self = .meetingHeld(try MeetingHeld(reading: &reader))
        case .decided: self = .decided(try Decided(reading: &reader))
        }
    }

    func write(to writer: inout JSONWriter) throws(JSONError) {
        switch self {
        case .meetingHeld(let data): try data.write(to: &writer)
        case .decided(let data): try data.write(to: &writer)
        }
    }

    static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("object")
    }

    static var typeDescription: String { "object" }
}

struct MeetingHeld: Fields, Equatable {
    var held = Day()
    var attended: [String] = []
    var childAttended = false

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("held", &held, "The day of the meeting.")
        try visitor.field("attended", &attended, "Who came.")
        try visitor.field("child_attended", &childAttended, "Whether the child came.")
    }
}

struct Decided: Fields, Equatable {
    var outcome = Outcome.maintain
    var officer = Officer()
    var version: UInt8 = 0
    var due: Day?

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("outcome", &outcome, "What was decided.")
        try visitor.field("officer", &officer, "Who decided.")
        try visitor.field("version", &version, "Of the plan.")
        try visitor.optional("due", &due, "By when it had to be.")
    }
}

struct Officer: Fields, Equatable {
    var name = ""

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("name", &name, "The name.")
    }
}

/// A day, kept as the number 20241129.
struct Day: TextValue, Equatable {
    var number = 0

    init(_ number: Int = 0) { self.number = number }

    init?(utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.count == 10, utf8[4] == UInt8(ascii: "-"), utf8[7] == UInt8(ascii: "-") else { return nil }
        for index in [0, 1, 2, 3, 5, 6, 8, 9] {
            guard 48...57 ~= utf8[index] else { return nil }
            number = number * 10 + Int(utf8[index] - 48)
        }
    }

    func appendText(to out: inout [UInt8]) {
        let digits = Array(String(10_000_0000 + number).utf8.dropFirst())
        out += digits[0..<4] + [UInt8(ascii: "-")] + digits[4..<6] + [UInt8(ascii: "-")] + digits[6..<8]
    }

    static var textSchema: TextSchema { .format("date", "a day, as in 2024-11-29") }
}

/// Two events, as our own writer writes them.
let canonicalEntry = [UInt8](
    (#"{"by":"décision-writer\n","seen":9223372036854775807,"because":"B-1/2","events":["#
        + #"{"id":"B-1/3","type":"meeting-held","data":{"held":"2024-11-01","attended":["parent","\"x\""],"#
        + #""child_attended":true}},"#
        + #"{"id":"B-1/4","type":"decided","data":{"outcome":"amend","officer":{"name":"A long enough name"},"#
        + #""version":255,"due":"2024-11-29"}}]}"#).utf8)

let sampleEntry: Entry = {
    var entry = Entry()
    entry.by = "décision-writer\n"
    entry.seen = .max
    entry.because = "B-1/2"
    var meeting = MeetingHeld()
    meeting.held = Day(2024_11_01)
    meeting.attended = ["parent", "\"x\""]
    meeting.childAttended = true
    var decided = Decided()
    decided.outcome = .amend
    decided.officer.name = "A long enough name"
    decided.version = 255
    decided.due = Day(2024_11_29)
    var first = Event()
    first.id = "B-1/3"
    first.data = .meetingHeld(meeting)
    var second = Event()
    second.id = "B-1/4"
    second.type = .decided
    second.data = .decided(decided)
    entry.events = [first, second]
    return entry
}()

/// Any JSON value, built with the reader's own steps; only tests need one.
enum Tree: Equatable {
    case object([String: Tree]), list([Tree]), string(String), integer(Int64), number(Double), boolean(Bool), null

    init(_ bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            var reader = try JSONReader(UnsafeRawBufferPointer(bytes))
            let tree = try Tree(&reader)
            try reader.end()
            return tree
        }
    }

    private init(_ reader: inout JSONReader) throws(JSONError) {
        switch reader.kind {
        case .object:
            var fields: [String: Tree] = [:]
            if try reader.beginObject() {
                repeat {
                    let name = try reader.name().string
                    fields[name] = try Tree(&reader)
                } while try reader.nextField()
            }
            self = .object(fields)
        case .list:
            var elements: [Tree] = []
            if try reader.beginList() {
                repeat { elements.append(try Tree(&reader)) } while try reader.nextElement()
            }
            self = .list(elements)
        case .string: self = .string(try reader.string())
        case .boolean: self = .boolean(try reader.boolean())
        case .number:
            let text = String(decoding: try reader.rawValue(), as: UTF8.self)
            self = Int64(text).map { .integer($0) } ?? .number(Double(text) ?? .nan)
        case .null, nil:
            guard try reader.null() else {
                throw JSONError(.expected("a JSON value"), offset: reader.mark.offset)
            }
            self = .null
        }
    }
}

/// Reads with the pull reader's steps.
func reading<Result>(
    _ text: String, _ body: (inout JSONReader) throws(JSONError) -> Result
) throws(JSONError) -> Result {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(JSONError) in
        var reader = try JSONReader(UnsafeRawBufferPointer(bytes))
        return try body(&reader)
    }
}
