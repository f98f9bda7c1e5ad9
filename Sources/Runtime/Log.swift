import Glibc
import JSON

/// A service's own log: one JSON object a line, on standard error. It holds no personal data and no case ids: places in
/// the topics are enough to find what is meant.
///
/// Whoever writes a line never waits for whoever takes it: lines wait in a bounded buffer, and a thread of the log's own
/// writes them. What finds no room is dropped, counted, and said when writing works again.
public final class Log: Sendable {
    /// How grave a line is.
    public enum Level: String, CaseIterable, Sendable, Comparable {
        case debug, info, warning, error

        private var order: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }

        /// Less grave is smaller.
        public static func < (left: Level, right: Level) -> Bool { left.order < right.order }
    }

    /// A value beside the message.
    public enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int64)

        public init(stringLiteral value: String) { self = .text(value) }
        public init(integerLiteral value: Int64) { self = .number(value) }
    }

    /// How many bytes of lines may wait to be taken; a line that finds no room is dropped.
    public static let mostWaitingBytes = 1 << 20
    /// How long the end of a program waits for its last lines, in seconds.
    public static let flushSeconds = 0.5

    private let service: String
    private let level: Level
    private let queue: LogQueue

    /// A log to a file descriptor, standard error unless said otherwise.
    public init(service: String, level: Level = .info, descriptor: Int32 = 2) {
        self.service = service
        self.level = level
        queue = descriptor == 2 ? .standardError : LogQueue(descriptor: descriptor)
    }

    deinit {
        if queue !== LogQueue.standardError { queue.end() }
    }

    /// How many lines were dropped since the start, with those of other logs to the same place.
    public var droppedLines: Int { queue.droppedLines }

    /// Writes a line, when it is grave enough. Never waits.
    public func write(_ level: Level, _ message: String, _ fields: KeyValuePairs<StaticString, Value> = [:]) {
        guard level >= self.level else { return }
        queue.add(Log.line(level, service, message, fields), of: service)
    }

    /// The line that says how many lines were dropped.
    static func line(dropped count: Int, of service: String) -> [UInt8] {
        line(.warning, service, "log lines were dropped: nobody took them", ["lines": .number(Int64(count))])
    }

    /// Waits until every line was taken or dropped, at most so many seconds: before a program ends. False: some wait still.
    @discardableResult
    public func flush(seconds: Double = flushSeconds) -> Bool { queue.flush(seconds: seconds) }

    private static func line(
        _ level: Level, _ service: String, _ message: String, _ fields: KeyValuePairs<StaticString, Value>
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("ts")
        writer.string(Log.timestamp(SteadyClock.civil))
        writer.name("level")
        writer.string(level.rawValue)
        writer.name("service")
        writer.string(service)
        writer.name("message")
        writer.string(message)
        for (name, value) in fields {
            writer.name(name)
            switch value {
            case .text(let text): writer.string(text)
            case .number(let number): writer.integer(number)
            }
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// As RFC 3339 has it, in UTC, with milliseconds.
    static func timestamp(_ time: (seconds: Int64, nanoseconds: Int)) -> String {
        var seconds = time_t(time.seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func digits(_ number: some BinaryInteger, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
        let clock = "\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
        return "\(date)T\(clock).\(digits(time.nanoseconds / 1_000_000, 3))Z"
    }
}
