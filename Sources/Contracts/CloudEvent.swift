public import JSON
public import Statute

/// One record of a topic for others: CloudEvents 1.0 in structured mode.
public struct CloudEvent<Payload: Fields & Sendable>: Fields, Sendable {
    /// Which event; with `source` unique, so a consumer that has seen it drops it.
    public var id = ""
    /// Whose log it comes from.
    public var source = ""
    /// What kind of event, with the version of its data.
    public var type = ""
    /// When it happened: the first instant of that day in England.
    public var time = Midnight(day: Day(number: 0))
    /// The case.
    public var subject: String?
    /// The `$id` of the schema of `data`.
    public var dataschema = ""
    /// What happened.
    public var data = Payload()
    private var specversion = Constant<CloudEvents.Version>()
    private var datacontenttype = Constant<CloudEvents.DataType>()

    public init() {}

    public init(
        id: String, source: String, type: String, on day: Day, subject: String?, dataschema: String, data: Payload
    ) {
        self.id = id
        self.source = source
        self.type = type
        time = Midnight(day: day)
        self.subject = subject
        self.dataschema = dataschema
        self.data = data
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("specversion", &specversion, "The version of CloudEvents.")
        try visitor.field("id", &id, "Which event; a consumer that has seen it drops it.")
        try visitor.field("source", &source, "Whose log it comes from.")
        try visitor.field("type", &type, "What kind of event, with the version of its data.")
        try visitor.field("time", &time, "The day it happened, as the first instant of that day in England.")
        try visitor.optional("subject", &subject, "The case.")
        try visitor.field("datacontenttype", &datacontenttype, "The form of the data.")
        try visitor.field("dataschema", &dataschema, "The id of the schema of the data.")
        try visitor.field("data", &data, "What happened.")
    }
}

/// What all CloudEvents of this system have in common.
public enum CloudEvents {
    /// The `content-type` header of their records.
    public static let contentType = "application/cloudevents+json; charset=UTF-8"
    /// The headers of a record that is one.
    public static let headers = [RecordHeader("content-type", Array(contentType.utf8))]

    /// Whose log: the council, as the log's first record names it.
    public static func source(council: String) -> String { "/annual-review/\(council)" }

    /// The version of CloudEvents.
    public enum Version: ConstantText {
        public static var constant: StaticString { "1.0" }
    }

    /// The form of the data.
    public enum DataType: ConstantText {
        public static var constant: StaticString { "application/json" }
    }
}

/// A text that is always the same.
public protocol ConstantText {
    /// The text.
    static var constant: StaticString { get }
}

/// A field whose value is always the same.
public struct Constant<Text: ConstantText>: TextValue, Sendable {
    public init() {}

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard Text.constant.withUTF8Buffer({ $0.elementsEqual(bytes) }) else { return nil }
    }

    public func appendText(to out: inout [UInt8]) { Text.constant.withUTF8Buffer { out.append(contentsOf: $0) } }
    public static var textSchema: TextSchema { .values([Text.constant.description]) }
}

/// The first instant of a day in England, as RFC 3339 writes it with the offset of that instant, so that the day can be
/// read off it: `2024-07-01T00:00:00+01:00`.
public struct Midnight: TextValue, Hashable, Sendable {
    /// The day.
    public var day: Day

    public init(day: Day) { self.day = day }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 25, let day = Day(utf8: UnsafeBufferPointer(rebasing: bytes[..<10])) else { return nil }
        self.day = day
        guard text.elementsEqual(bytes) else { return nil }
    }

    public func appendText(to out: inout [UInt8]) {
        day.append(to: &out)
        let isSummer = London.offset(atUnixSeconds: London.midnight(beginning: day)) > 0
        out.append(contentsOf: (isSummer ? "T00:00:00+01:00" : "T00:00:00+00:00").utf8)
    }

    public static var textSchema: TextSchema { .format("date-time", "the first instant of a day in England") }
}
