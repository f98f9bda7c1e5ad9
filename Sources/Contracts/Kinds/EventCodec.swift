public import JSON
import Statute

// What is not obvious here:
//
// - What a newer version says is left out and counted, by its kind or by the word in its id; a rule that is not
//   known is a name. What a version adds stands in entries of its own, and what was known goes on fitting as it did
//   ("What counts" in `docs/reliability.md`; `scripts/test-kafka upgrade` tries it both ways).
// - Unknown fields and unknown kinds make reading slower, never wrong: an object that is not in list order is read
//   again by name.

/// The type of an event.
struct EventType: TextValue {
    /// The kind; unknown for a type that only a newer version knows.
    var kind: EventKind

    init(kind: EventKind) { self.kind = kind }

    init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        kind = EventType.list.index(of: bytes).map { EventType.kinds[$0] } ?? .unknown
    }

    func appendText(to out: inout [UInt8]) {
        guard EventType.words.indices.contains(Int(kind.rawValue)) else { return }
        EventType.words[Int(kind.rawValue)].withUTF8Buffer { out.append(contentsOf: $0) }
    }

    static var textSchema: TextSchema { .values(words.map(\.description), "the kind of event") }

    // In the order of the kinds' numbers.
    private static let kinds: [EventKind] = EventData.kinds.map { $0.kind }
    private static let words: [StaticString] = EventData.kinds.map { $0.type }
    private static let list = WordList(words)
}

/// An id as it is read: of a conclusion that only a newer version knows there is none.
struct ReadID: TextValue {
    var id: EventID?

    init(_ id: EventID) { self.id = id }

    init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        id = EventID(utf8: bytes)
        if id == nil, !ConclusionID.isOfNewerVersion(bytes) { return nil }
    }

    func appendText(to out: inout [UInt8]) { id?.appendText(to: &out) }

    static var textSchema: TextSchema { EventID.textSchema }
}

extension Event: Fields {
    /// An event of no known kind.
    public init() {
        self.init(id: .submission(SubmissionKey(high: 0, low: 0)), data: .unknown)
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        var type = EventType(kind: data.kind)
        try visitor.field("type", &type, "The kind of event.")
        // Of an unknown kind nothing more is read: even its id may follow rules that this version does not know.
        if type.kind != data.kind { data = EventData(type.kind) }
        if type.kind == .unknown, V.reads { return }
        var name = ReadID(id)
        try visitor.field("id", &name, "What it is, within its case.")
        // A known kind that says what this version does not know, as a message about a new conclusion does.
        if let known = name.id { id = known } else { data = .unknown }
        try visitor.optional("time", &happened, "The day it happened, when that is not the day it was recorded.")
        try visitor.optional("replaces", &replaces, "The report that this one corrects.")
        try visitor.field("data", &data, "The fields of its type.")
    }
}

extension Event {
    /// Writes the fields that all kinds have, and for each kind the schema of its data, which the document defines.
    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        var visitor = SchemaVisitor()
        var empty = Event()
        try empty.fields(&visitor)
        visitor.finish(&writer)
        writer.name("allOf")
        writer.beginList()
        for kind in EventData.kinds {
            writer.element()
            writer.beginObject()
            writer.name("if")
            writer.beginObject()
            writer.name("properties")
            writer.beginObject()
            writer.name("type")
            writer.beginObject()
            writer.name("const")
            writer.string(kind.type.description)
            writer.endObject()
            writer.endObject()
            writer.endObject()
            writer.name("then")
            writer.beginObject()
            writer.name("properties")
            writer.beginObject()
            writer.name("data")
            writer.beginObject()
            writer.name("$ref")
            writer.string("#/$defs/\(kind.type)")
            writer.endObject()
            writer.endObject()
            writer.endObject()
            writer.endObject()
        }
        writer.endList()
    }

    /// Not those of its data: each kind has its own.
    public static func innerFields() throws(JSONError) -> [FieldDescription] {
        var visitor = DocumentationVisitor()
        var empty = Event()
        try empty.fields(&visitor)
        return visitor.rows
    }
}

extension Entry: Fields {
    /// An entry that says nothing.
    public init() { self.init(by: .ofNewerVersion, recorded: Day(number: 0), events: []) }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("by", &by, "Who says it: a service, or a person by role, id and way.")
        try visitor.field("on", &recorded, "The day it was recorded.")
        try visitor.optional(
            "seen", &seen, "How far its writer had read: the position after the last record that it had folded.")
        var cause = because.map { ReadID($0) }
        try visitor.optional("because", &cause, "The event of this case that it follows from.")
        because = cause?.id
        try visitor.field("events", &events, "What happened.")
    }
}

extension Entry {
    /// Writes it as an object. Compiled here, beside its list of fields: elsewhere the list is not known, and writing took
    /// twice as long.
    public func write(to writer: inout JSONWriter) throws(JSONError) {
        writer.beginObject()
        var entry = self
        try entry.fields(&writer)
        writer.endObject()
    }
}

/// Why a record of `case-files` is no entry.
public enum EntryError: Error, Equatable, CustomStringConvertible {
    /// It is not the JSON of an entry.
    case malformed(JSONError)
    /// It mixes reports and conclusions.
    case mixed
    /// It says nothing.
    case empty
    /// It says more than an entry may hold.
    case tooMany(Int)

    public var description: String {
        switch self {
        case .malformed(let error): error.description
        case .mixed: "an entry holds reports or conclusions, not both"
        case .empty: "an entry must hold at least one event"
        case .tooMany(let count): "an entry holds at most \(Entry.mostEvents) events, and this one \(count)"
        }
    }

    /// The same without a word of what was read: for places that an erasure does not reach.
    public var withoutContent: String {
        guard case .malformed(let error) = self, case .duplicateField = error.reason else { return description }
        return "byte \(error.offset): a field occurs twice"
    }
}

extension Entry {
    /// The most events of an entry: what is done with one takes time by the square of their number.
    public static let mostEvents = 1_000

    /// Reads a record's value. Events that only a newer version knows, by their kind or by the word in their id, are taken
    /// out and counted in `skipped`.
    public static func read(_ bytes: UnsafeRawBufferPointer, skipped: inout Int) throws(EntryError) -> Entry {
        var entry: Entry
        do throws(JSONError) {
            entry = try Entry(json: bytes)
        } catch {
            throw .malformed(error)
        }
        guard !entry.events.isEmpty else { throw .empty }
        guard entry.events.count <= Entry.mostEvents else { throw .tooMany(entry.events.count) }
        var unknown = 0
        var reports = 0
        for index in entry.events.indices {
            if case .submission = entry.events[index].id { reports += 1 }
            // Its id was not read, and stands as a report's.
            if case .unknown = entry.events[index].data {
                unknown += 1
                reports -= 1
            }
        }
        if unknown > 0 {
            skipped += unknown
            entry.events.removeAll { if case .unknown = $0.data { true } else { false } }
        }
        guard reports == 0 || reports == entry.events.count else { throw .mixed }
        return entry
    }

    /// Reads a record's value.
    public static func read(_ bytes: [UInt8]) throws(EntryError) -> Entry {
        var skipped = 0
        let result: Result<Entry, EntryError> = bytes.withUnsafeBytes { raw in
            do throws(EntryError) {
                return .success(try read(raw, skipped: &skipped))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
