import Glibc
import JSON
import Synchronization

/// A service's own log: one JSON object a line, on standard error. It holds no personal data and no case ids: places in
/// the topics are enough to find what is meant.
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

    private let service: String
    private let level: Level
    private let descriptor: Int32
    /// One line is written at a time.
    private let turn = Mutex(())

    /// A log to a file descriptor, standard error unless said otherwise.
    public init(service: String, level: Level = .info, descriptor: Int32 = 2) {
        self.service = service
        self.level = level
        self.descriptor = descriptor
    }

    /// Writes a line, when it is grave enough.
    public func write(_ level: Level, _ message: String, _ fields: KeyValuePairs<StaticString, Value> = [:]) {
        guard level >= self.level else { return }
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
        let line = writer.bytes + [UInt8(ascii: "\n")]
        turn.withLock { _ in
            // A log that nobody takes must not stop the service; what is left of the line is dropped.
            line.withUnsafeBytes { bytes in
                var rest = bytes
                while let start = rest.baseAddress, !rest.isEmpty {
                    let count = Glibc.write(descriptor, start, rest.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                }
            }
        }
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
