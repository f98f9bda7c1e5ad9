public import JSON
public import Statute

// What is not obvious here:
//
// - A log has a name, sixteen random bytes in `log-began`; every other topic begins with it. A service that meets
//   another log's name there stops speaking and touches nothing. Only a partition's first record is believed.

/// The first record of every partition of every topic but `case-files`: the name of the log that it belongs to, as a
/// CloudEvent, because others read some of them. By it a topic that was kept of another log is never taken for this one's.
public struct LogMarker: Fields, Sendable {
    /// The log's name.
    public var log = LogName(high: 0, low: 0)

    public init() {}

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("log", &log, "The name of the log that the topic belongs to.")
    }

    /// The key of these records; no case, person or figure has it.
    public static let key = "log"
    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:log-marker:1"
    /// Its type, by CloudEvents.
    public static let type = "annual-review.log-began.v1"
    /// Its headers.
    public static let headers = CloudEvents.headers

    /// The record for that log.
    public static func record(of log: LogBegan, on day: Day) -> CloudEvent<LogMarker> {
        var marker = LogMarker()
        marker.log = log.log
        return CloudEvent(
            id: log.log.description, source: CloudEvents.source(council: log.council), type: type, on: day,
            subject: nil, dataschema: schema, data: marker)
    }

    /// The name in a record's value; nil when that is no marker.
    public static func name(in value: UnsafeRawBufferPointer) -> LogName? {
        do throws(JSONError) { return try CloudEvent<LogMarker>(json: value).data.log } catch { return nil }
    }
}
