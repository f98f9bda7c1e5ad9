public import JSON
public import Statute

/// The id of an event within its case: the key of what a person submitted, or what a service concluded.
public enum EventID: Hashable, Sendable, CustomStringConvertible {
    case submission(SubmissionKey)
    case conclusion(ConclusionID)

    public var description: String {
        switch self {
        case .submission(let key): key.description
        case .conclusion(let id): id.description
        }
    }
}

extension EventID: TextValue {
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // A submission's key has 22 characters and no slash. A conclusion of that length has a slash: no word of the
        // list is so long, which a test holds.
        if let key = SubmissionKey(utf8: bytes) {
            self = .submission(key)
        } else if let id = ConclusionID(utf8: bytes) {
            self = .conclusion(id)
        } else {
            return nil
        }
    }

    public func appendText(to out: inout [UInt8]) {
        switch self {
        case .submission(let key): key.appendText(to: &out)
        case .conclusion(let id): id.appendText(to: &out)
        }
    }

    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_/-]+$", "a submission's key or a conclusion, as in review-3/no-decision-by/2024-11-29")
    }
}

/// One thing that happened in a case.
public struct Event: Sendable {
    /// What it is, within its case.
    public var id: EventID
    /// The day it happened, when that is not the day it was recorded.
    public var happened: Day?
    /// The report that this one corrects; the corrected one no longer counts.
    public var replaces: SubmissionKey?
    /// What happened.
    public var data: EventData

    public init(id: EventID, happened: Day? = nil, replaces: SubmissionKey? = nil, data: EventData) {
        self.id = id
        self.happened = happened
        self.replaces = replaces
        self.data = data
    }

    /// A report that a person made.
    public init(_ key: SubmissionKey, happened: Day? = nil, replaces: SubmissionKey? = nil, _ data: EventData) {
        self.init(id: .submission(key), happened: happened, replaces: replaces, data: data)
    }

    /// A conclusion of a service.
    public init(_ id: ConclusionID, _ data: EventData) { self.init(id: .conclusion(id), data: data) }
}

/// A record of `case-files`: who says it, how far its writer had read, what it follows from, and what happened.
public struct Entry: Sendable {
    /// Who says it. What a kind of event may not be said by counts for nothing (`EventKind.saidBy`).
    public var by: Actor
    /// The day it was recorded: the partition's today as its writer knew it.
    public var recorded: Day
    /// How far its writer had read: the position after the last record of this partition that it had folded. Nil for
    /// reports.
    public var seen: Int64?
    /// The event of this case that it follows from.
    public var because: EventID?
    /// What happened: all of it counts, or, of conclusions, none.
    public var events: [Event]

    public init(by: Actor, recorded: Day, seen: Int64? = nil, because: EventID? = nil, events: [Event]) {
        self.by = by
        self.recorded = recorded
        self.seen = seen
        self.because = because
        self.events = events
    }
}

/// Lists the fields of one kind of event, once, for reader, writer, schema and documentation alike.
public protocol EventFields: Fields, Sendable {
    /// The event's type on the topic.
    static var type: StaticString { get }
    /// The kind itself.
    static var kind: EventKind { get }
    /// What it means, in a sentence.
    static var meaning: StaticString { get }
    /// What `time` means for it: which day "happened".
    static var happens: StaticString { get }
    /// Its data byte for byte as it is written, for the reference page and the tests; it is never changed.
    static var example: StaticString { get }
}
