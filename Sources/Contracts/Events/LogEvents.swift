public import JSON

// What is true of a whole partition; the key of these records is `log`.

/// The first record of each partition: what kind of log this is.
public struct LogBegan: EventFields {
    /// Whether its days are the real ones.
    public var calendar: LogCalendar = .real
    /// How many partitions the log has, for ever.
    public var partitions: Int = 0
    /// The council whose log it is, as its data file is named.
    public var council: String = ""

    public init() {}

    public init(calendar: LogCalendar, partitions: Int, council: String) {
        self.calendar = calendar
        self.partitions = partitions
        self.council = council
    }

    public static var type: StaticString { "log-began" }
    public static var meaning: StaticString { "The first record of each partition: what kind of log this is." }
    public static var happens: StaticString { "The first day of the log." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("calendar", &calendar, "Whether its days are the real ones.")
        try visitor.field("partitions", &partitions, "How many partitions the log has, for ever.")
        try visitor.field("council", &council, "The council whose log it is, as its data file is named.")
    }
}

/// A day has begun, for every case of the partition.
public struct DayBegan: EventFields {
    public init() {}

    public static var type: StaticString { "day-began" }
    public static var meaning: StaticString { "A day has begun, for every case of the partition." }
    public static var happens: StaticString { "That day." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}

/// What was imported before this may leave the system.
public struct Released: EventFields {
    /// How many messages the operator was shown as waiting.
    public var messages: Int = 0

    public init() {}

    public init(messages: Int) {
        self.messages = messages
    }

    public static var type: StaticString { "released" }
    public static var meaning: StaticString { "What was imported before this may leave the system." }
    public static var happens: StaticString { "The day the operator said so." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("messages", &messages, "How many messages the operator was shown as waiting.")
    }
}

/// Nothing leaves from here on.
public struct SendingPaused: EventFields {
    public init() {}

    public static var type: StaticString { "sending-paused" }
    public static var meaning: StaticString { "Nothing leaves from here on." }
    public static var happens: StaticString { "The day the operator said so." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}

/// Messages may leave again.
public struct SendingResumed: EventFields {
    public init() {}

    public static var type: StaticString { "sending-resumed" }
    public static var meaning: StaticString { "Messages may leave again." }
    public static var happens: StaticString { "The day the operator said so." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}
