public import Contracts

/// Why a service stops speaking: what the broker says of the record contradicts what the service knows of it by itself, or
/// something of the record is not there.
///
/// To stop speaking is to go on running: it appends and sends nothing, `/readyz` is red and says why, `/metrics` says of
/// what kind. It never ends itself for it: its memory may be the last that is known of what was lost.
public enum RecordFault: Error, Equatable, Sendable {
    /// Settings of topics on which the record rests are others than the table in `Topic` says.
    case settings(String)
    /// A partition no longer holds its first records.
    case lostBeginning(partition: Int32, first: Int64)
    /// A partition ends before a position that was read.
    case lostEnd(partition: Int32, end: Int64, seen: Int64)
    /// Another topic ends before a position that was read.
    case lostEndOf(Topic, partition: Int32, end: Int64, seen: Int64)
    /// `case-files` has another number of partitions than the one it began with.
    case partitionsChanged(began: Int, found: Int32)
    /// Another topic has another number of partitions than when this service connected.
    case partitionsOf(Topic, had: Int32, found: Int32)
    /// A topic is gone.
    case gone(Topic)
    /// A partition does not start with `log-began`.
    case notALog(partition: Int32)
    /// A partition began as another log than the others: another calendar, council or name.
    case anotherLog(partition: Int32)
    /// A partition's first record is another than the one that was read: the topic was made anew.
    case madeAnew(partition: Int32)
    /// A topic begins with the name of another log.
    case topicOfAnotherLog(Topic, partition: Int32)
    /// More than one position in a row holds nothing, and no operator has said that this is right.
    case gap(partition: Int32, first: Int64, last: Int64)
    /// Read again, a partition has fewer records than were read before.
    case vanished(partition: Int32, records: Int64, before: Int64)
    /// Read again, a partition has other records than were read before.
    case altered(partition: Int32, before: Int64)

    /// The kinds, as `/metrics` names them.
    public enum Kind: String, CaseIterable, Sendable {
        case settings, starts, ends, partitions, name, hole, head
    }

    /// Of what kind it is.
    public var kind: Kind {
        switch self {
        case .settings: .settings
        case .lostBeginning: .starts
        case .lostEnd, .lostEndOf: .ends
        case .partitionsChanged, .partitionsOf: .partitions
        case .gone, .notALog, .anotherLog, .madeAnew, .topicOfAnotherLog: .name
        case .gap, .vanished: .hole
        case .altered: .head
        }
    }

    /// Whether it can be mended while the service runs: settings that are put back with nothing lost, a gap that an operator
    /// has looked at. After any other the memory is left as it is, for it may be the last evidence.
    public var isMendable: Bool {
        switch self {
        case .settings, .gap: true
        default: false
        }
    }

    /// What is wrong and what to do, with the names that the topics have in that namespace.
    public func description(in namespace: Namespace) -> String {
        let caseFiles = namespace.topic(.caseFiles)
        let rescue =
            "What this service read is still in its memory: write it down before it ends (annual-review rescue DIR), then "
        return switch self {
        case .settings(let what): what
        case .lostBeginning(let partition, let first):
            "\(caseFiles)/\(partition) begins at \(first), not at 0: the record has lost its beginning. \(rescue)find out "
                + "what removed it (retention, DeleteRecords) and restore the topic"
        case .lostEnd(let partition, let end, let seen):
            "\(caseFiles)/\(partition) ends at \(end), but \(seen) records of it had been read: acknowledged records "
                + "are lost. \(rescue)restore them from a replica or a backup"
        case .lostEndOf(let topic, let partition, let end, let seen):
            "\(namespace.topic(topic))/\(partition) ends at \(end), but it had been read to \(seen): it has lost records, "
                + "or was made anew. Restore it from a replica or a backup, then start this service again"
        case .partitionsChanged(let began, let found):
            "\(caseFiles) began with \(began) partitions and has \(found) now: every case would change its place, and "
                + "what was written since may stand in the wrong one. Write nothing more. \(rescue)restore the topic with "
                + "\(began) partitions; alter no other topic"
        case .partitionsOf(let topic, let had, let found):
            "\(namespace.topic(topic)) had \(had) partitions and has \(found) now: what is looked for in one place stands "
                + "in another. Restore it with \(had) partitions, then start this service again"
        case .gone(let topic):
            "\(namespace.topic(topic)) is not there any more. \(rescue)restore it from a backup; do not begin a new log in "
                + "its place"
        case .notALog(let partition):
            "\(caseFiles)/\(partition) does not start with log-began: this is not a log of this program, or another "
                + "program wrote to it. Find out which, then begin a log on new "
                + "topics: annual-review topics --create --begin real --council NAME\(namespace.option)"
        case .anotherLog(let partition):
            "\(caseFiles)/\(partition) began with another calendar, council or name than the other partitions: begin a "
                + "new log"
        case .madeAnew(let partition):
            "\(caseFiles)/\(partition) begins otherwise than when it was read: the topic was removed and made anew. "
                + "\(rescue)restore it from a backup"
        case .topicOfAnotherLog(let topic, let partition):
            "\(namespace.topic(topic))/\(partition) begins with the name of another log than \(caseFiles): it belongs to "
                + "another record. Find out which of the two is this council's; nothing was changed"
        case .gap(let partition, let first, let last):
            "\(caseFiles)/\(partition) holds nothing at \(first) to \(last): records are lost, or a producer with "
                + "transactions left its marks there. Look at the broker's log of that partition, restore what is lost; "
                + "if nothing ever stood there, say so: annual-review quarantine "
                + "\(Quarantine.key(.caseFiles, partition, first, last)) --why TEXT\(namespace.option)"
        case .vanished(let partition, let records, let before):
            "\(caseFiles)/\(partition), read again, lacks \(records) of the records before \(before) that had been read: it "
                + "was compacted or cut. \(rescue)restore the topic from a backup"
        case .altered(let partition, let before):
            "\(caseFiles)/\(partition), read again, has other records before \(before) than had been read: it was altered. "
                + "\(rescue)restore the topic from a backup"
        }
    }
}

extension RecordFault: CustomStringConvertible {
    public var description: String { description(in: .none) }
}
