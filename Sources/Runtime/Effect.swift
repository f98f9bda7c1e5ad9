public import Contracts

/// What the loop wants done outside itself, in order.
public enum Effect: Sendable {
    /// Append this entry to that partition of `case-files`; its delivery is told by the token.
    case append(partition: Int32, key: String, value: [UInt8], token: UInt64)
    /// Write this record of another topic; its delivery is told by the token.
    case write(Write, token: UInt64)
    /// Commit the offset of the next record, by partition: progress for people to see.
    case commit([Int32: Int64])
}

/// A record of another topic than `case-files`.
public struct Write: Sendable, Equatable {
    /// The topic.
    public var topic: Topic
    /// The partition; nil: that of the key.
    public var partition: Int32?
    /// The key.
    public var key: String
    /// The value; nil erases.
    public var value: [UInt8]?
    /// Its headers.
    public var headers: [RecordHeader] = []
}

/// Why a record was not acknowledged.
public enum DeliveryError: Sendable {
    /// The same may succeed later; it may nevertheless be in the log.
    case again(String)
    /// This record will never be taken: it is too large.
    case never(String)
}

/// How much the loop holds at once.
public struct LoopBounds: Sendable {
    /// The most entries that are in flight; nothing is asked while so many are.
    public var entriesInFlight = 10_000
    /// The most cases asked in one turn, so that reading and deliveries are never kept waiting long.
    public var casesPerTurn = 2_000
    /// How often in a row what was said of one case may be ignored before the case is set aside.
    public var ignoredInARow: UInt8 = 20
    /// The most dead letters that wait to be written; of what cannot be read beyond it, the number is kept.
    public var deadLetters = 10_000
    /// The most gaps that are known one by one; of more only the number.
    public var gaps = 1_000
    /// Seconds between two calls of `act` while the outside is not at rest and nothing was read.
    public var actEvery = 0.1
    /// Seconds until the outside is asked again after it failed.
    public var failedActEvery = 5.0

    public init() {}
}

/// What the loop has done since the start.
public struct LoopCounts: Sendable, Equatable {
    /// Entries that count.
    public var accepted = 0
    /// Entries whose ids the file held already.
    public var repeated = 0
    /// Entries that did not fit their file.
    public var notFitting = 0
    /// Entries that said only what their speaker may not say.
    public var notEntitled = 0
    /// Events of kinds that only a newer version knows.
    public var unknownKinds = 0
    /// Records of `case-files` that could not be read.
    public var unreadable = 0
    /// Records of other topics that were read.
    public var otherRecords = 0
    /// Records of other topics that could not be read.
    public var otherUnreadable = 0
    /// Cases about which the service was asked.
    public var asked = 0
    /// Entries that were said.
    public var said = 0
    /// Records of other topics that were written, dead letters among them.
    public var written = 0
    /// Deliveries that failed and were tried again.
    public var failed = 0
    /// Records that could never be written, and were left out.
    public var unwritable = 0
    /// How often a case was set aside: what was said of it never counted, or could not be written.
    public var setAside = 0
    /// Entries that name a position beyond their own as read: nobody can have read it.
    public var impossibleSeen = 0
    /// Single positions that hold nothing, as the mark of a transaction.
    public var singleGaps = 0
    /// Positions that were passed over because an operator said so.
    public var quarantined = 0
    /// Markers of another log in a topic that begins with this one's, and what else `quarantine` holds that is not heard.
    public var strangeMarkers = 0
    /// How often the outside was asked to act.
    public var acts = 0

    public init() {}
}
