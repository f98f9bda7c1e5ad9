public import Contracts

/// What the loop wants done outside itself, in order.
public enum Effect: Sendable {
    /// Append this entry to that partition of `case-files`; its delivery is told by the token.
    case append(partition: Int32, key: String, value: [UInt8], token: UInt64)
    /// Write this record of another topic; its delivery is told by the token.
    case write(Write, token: UInt64)
    /// Commit the offset of the next record, by partition: progress for people to see.
    case commit([Int32: Int64])
    /// Stop, and say why. Nothing follows.
    case stop(StopReason)
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
    /// It will fail until somebody changes something.
    case never(String)
}

/// Why a service stops by itself. Each says what to do.
public enum StopReason: Error, Equatable, Sendable, CustomStringConvertible {
    /// A partition no longer holds its first records.
    case lostBeginning(partition: Int32, first: Int64)
    /// A partition ends before a position that somebody has read.
    case lostEnd(partition: Int32, end: Int64, seen: Int64)
    /// `case-files` has another number of partitions than the one it began with.
    case partitionsChanged(began: Int, found: Int32)
    /// A partition does not start with `log-began`.
    case notALog(partition: Int32)
    /// A partition began as another log than the others: another calendar, council or name.
    case anotherLog(partition: Int32)
    /// A topic begins with the name of another log.
    case topicOfAnotherLog(Topic, partition: Int32)
    /// A record can never be written.
    case cannotWrite(String)
    /// The service says again and again what no file accepts: a fault of this version.
    case notAccepted(Position, String)
    /// The days that a partition missed are too many to be begun without being told so.
    case daysMissed(partition: Int32, String)
    /// What the service does outside the log has failed.
    case sideEffects(String)
    /// Kafka's client cannot go on.
    case kafka(String)

    public var description: String { description(in: .none) }

    /// What is wrong and what to do, with the names that the topics have in that namespace.
    public func description(in namespace: Namespace) -> String {
        let caseFiles = namespace.topic(.caseFiles)
        return switch self {
        case .lostBeginning(let partition, let first):
            "\(caseFiles)/\(partition) begins at \(first), not at 0: the record has lost its beginning. Find out what "
                + "removed it (retention, DeleteRecords) and restore the topic before starting again"
        case .lostEnd(let partition, let end, let seen):
            "\(caseFiles)/\(partition) ends at \(end), but \(seen) records of it had been read: acknowledged records "
                + "are lost. Restore them from a replica or a backup before starting again"
        case .partitionsChanged(let began, let found):
            "\(caseFiles) began with \(began) partitions and has \(found) now: every case would change its place. "
                + "Restore the topic with \(began) partitions"
        case .notALog(let partition):
            "\(caseFiles)/\(partition) does not start with log-began: this is not a log of this program, or another "
                + "program wrote to it. Find out which, then begin a log on new "
                + "topics: annual-review topics --create --begin real --council NAME\(namespace.option)"
        case .anotherLog(let partition):
            "\(caseFiles)/\(partition) began with another calendar, council or name than the other partitions: begin a "
                + "new log"
        case .topicOfAnotherLog(let topic, let partition):
            "\(namespace.topic(topic))/\(partition) begins with the name of another log than \(caseFiles): it belongs to another "
                + "record. Find out which of the two is this council's; nothing was changed"
        case .cannotWrite(let why): "what must be written cannot be: \(why)"
        case .notAccepted(let position, let what):
            "\(caseFiles)/\(position.partition) at \(position.offset): \(what) was said again and again and never "
                + "counted: this version is at fault, go back to the one before and report it"
        case .daysMissed(let partition, let why): "\(caseFiles)/\(partition): \(why)"
        case .sideEffects(let why): why
        case .kafka(let why): why
        }
    }
}

/// How much the loop holds at once.
public struct LoopBounds: Sendable {
    /// The most entries that are in flight; nothing is asked while so many are.
    public var entriesInFlight = 10_000
    /// The most cases asked in one turn, so that reading and deliveries are never kept waiting long.
    public var casesPerTurn = 2_000
    /// How often in a row what was said of one case may be ignored before the service stops.
    public var ignoredInARow: UInt8 = 20
    /// The most dead letters that wait to be written; of what cannot be read beyond it, the number is kept.
    public var deadLetters = 10_000
    /// Seconds between two calls of `act` while the outside is not at rest and nothing was read.
    public var actEvery = 0.1

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
    /// How often the outside was asked to act.
    public var acts = 0

    public init() {}
}
