public import Contracts

/// What is wrong with the record: what the broker says of it contradicts what is known of it by itself, or something of it
/// is not there. For it a service stops speaking, and a command neither reads nor writes (`LogDamage`).
///
/// To stop speaking is to go on running: the service appends and sends nothing, `/readyz` is red and says why, `/metrics`
/// says of what kind. It never ends itself for it: its memory may be the last that is known of what was lost.
public enum RecordFault: Error, Hashable, Sendable {
    /// Settings of topics on which the record rests are others than the table in `Topic` says, with what mends them.
    case settings(String)
    /// A setting by which the record is lost, or can be.
    case setting(Topic, name: String, found: String, wanted: String)
    /// A partition no longer holds its first records.
    case lostBeginning(partition: Int32, first: Int64)
    /// A partition ends before a position that was read; by that group, where it was not whoever says so.
    case lostEnd(partition: Int32, end: Int64, seen: Int64, by: String? = nil)
    /// Another topic ends before a position that was read.
    case lostEndOf(Topic, partition: Int32, end: Int64, seen: Int64)
    /// A partition ends before what was kept of it outside.
    case lostKept(Topic, partition: Int32, end: Int64, kept: Int64)
    /// `case-files` has another number of partitions than the one it began with.
    case partitionsChanged(began: Int, found: Int32)
    /// Another topic has another number of partitions than when this service connected.
    case partitionsOf(Topic, had: Int32, found: Int32)
    /// A topic is gone.
    case gone(Topic)
    /// The case files hold nothing, and a topic beside them belongs to a log that had begun.
    case goneBeside(Topic, name: LogName)
    /// A partition does not start with `log-began`.
    case notALog(partition: Int32)
    /// A partition holds nothing, and others do.
    case empty(partition: Int32)
    /// A partition began as another log than the others: another calendar, council, number of partitions or name.
    case anotherLog(partition: Int32)
    /// A partition's first record is another than the one that was read: the topic was made anew.
    case madeAnew(partition: Int32)
    /// A topic begins with the name of another log.
    case topicOfAnotherLog(Topic, partition: Int32, name: LogName)
    /// More than one position in a row holds nothing, and no operator has said that this is right.
    case gap(partition: Int32, first: Int64, last: Int64)
    /// Read again, a partition has fewer records than were read before.
    case vanished(partition: Int32, records: Int64, before: Int64)
    /// Read again, a partition has other records than were read before.
    case altered(partition: Int32, before: Int64)
    /// A partition's records are others than those of a head that was kept outside.
    case alteredKept(partition: Int32, before: Int64)

    /// The kinds, as `/metrics` names them.
    public enum Kind: String, CaseIterable, Sendable {
        case settings, starts, ends, partitions, name, hole, head
    }

    /// Of what kind it is.
    public var kind: Kind {
        switch self {
        case .settings, .setting: .settings
        case .lostBeginning: .starts
        case .lostEnd, .lostEndOf, .lostKept: .ends
        case .partitionsChanged, .partitionsOf: .partitions
        case .gone, .goneBeside, .notALog, .empty, .anotherLog, .madeAnew, .topicOfAnotherLog: .name
        case .gap, .vanished: .hole
        case .altered, .alteredKept: .head
        }
    }

    /// Whether it is a setting, which can be put right; what was lost cannot.
    public var isSetting: Bool { kind == .settings }

    /// Whether it can be mended while the service runs: settings that are put back with nothing lost, a gap that an operator
    /// has looked at. After any other the memory is left as it is, for it may be the last evidence.
    public var isMendable: Bool {
        if case .gap = self { return true }
        return isSetting
    }

    /// What is wrong, with the names that topics and groups have in that namespace; nothing of what to do.
    public func finding(in namespace: Namespace) -> String {
        let caseFiles = namespace.topic(.caseFiles)
        return switch self {
        case .settings(let what): what
        case .setting(let topic, let name, let found, let wanted):
            "\(namespace.topic(topic)) has \(name)=\(found), not \(wanted): with it records are lost"
        case .lostBeginning(let partition, let first):
            "\(caseFiles)/\(partition) begins at \(first), not at 0: the record has lost its beginning"
        case .lostEnd(let partition, let end, let seen, nil):
            "\(caseFiles)/\(partition) ends at \(end), but \(seen) records of it had been read: acknowledged records "
                + "are lost"
        case .lostEnd(let partition, let end, let seen, let group?):
            "\(caseFiles)/\(partition) ends at \(end), and \(group) had read \(seen) records of it: what was acknowledged "
                + "is lost, or an older state was put back"
        case .lostEndOf(let topic, let partition, let end, let seen):
            "\(namespace.topic(topic))/\(partition) ends at \(end), but it had been read to \(seen): it has lost records, "
                + "or was made anew"
        case .lostKept(let topic, let partition, let end, let kept):
            "\(namespace.topic(topic))/\(partition) ends at \(end), and is kept up to \(kept): it has lost records, or was "
                + "made anew"
        case .partitionsChanged(let began, let found):
            "\(caseFiles) began with \(began) partitions and has \(found) now: every case would change its place, and "
                + "what was written since may stand in the wrong one"
        case .partitionsOf(let topic, let had, let found):
            "\(namespace.topic(topic)) had \(had) partitions and has \(found) now: what is looked for in one place stands "
                + "in another"
        case .gone(let topic): "\(namespace.topic(topic)) is not there any more"
        case .goneBeside(let topic, let name):
            "\(caseFiles) holds nothing, and \(namespace.topic(topic)) belongs to the log \(name): the record was deleted, "
                + "or its topic made anew"
        case .notALog(let partition):
            "\(caseFiles)/\(partition) does not start with log-began: it is no log of this program, or has lost its "
                + "beginning, or another program wrote to it"
        case .empty(let partition):
            "\(caseFiles)/\(partition) is empty, and other partitions are not: it was deleted, or added since the log began"
        case .anotherLog(let partition):
            "\(caseFiles)/\(partition) began with another calendar, council, number of partitions or name than the other "
                + "partitions"
        case .madeAnew(let partition):
            "\(caseFiles)/\(partition) begins otherwise than when it was read: the topic was removed and made anew"
        case .topicOfAnotherLog(let topic, let partition, let name):
            "\(namespace.topic(topic))/\(partition) belongs to the log \(name), and \(caseFiles) is another: one of them "
                + "was made anew"
        case .gap(let partition, let first, let last):
            "\(caseFiles)/\(partition) holds nothing at \(first) to \(last): records are lost, or a producer with "
                + "transactions left its marks there"
        case .vanished(let partition, let records, let before):
            "\(caseFiles)/\(partition), read again, lacks \(records) of the records before \(before) that had been read: it "
                + "was compacted or cut"
        case .altered(let partition, let before):
            "\(caseFiles)/\(partition), read again, has other records before \(before) than had been read: it was altered"
        case .alteredKept(let partition, let before):
            "\(caseFiles)/\(partition) holds other records before \(before) than were kept of it: the record was changed, "
                + "or it is another log"
        }
    }

    /// What is wrong and what to do about a service that stopped speaking for it, with the names that the topics have in that
    /// namespace.
    public func description(in namespace: Namespace) -> String {
        advice(in: namespace).map { "\(finding(in: namespace)). \($0)" } ?? finding(in: namespace)
    }

    /// Nil where the finding says it.
    private func advice(in namespace: Namespace) -> String? {
        let rescue =
            "What this service read is still in its memory: write it down before it ends (annual-review rescue DIR), then "
        return switch self {
        case .settings: nil
        case .setting: "Run: annual-review topics\(namespace.option)"
        case .lostBeginning: "\(rescue)find out what removed it (retention, DeleteRecords) and restore the topic"
        case .lostEnd, .lostKept: "\(rescue)restore them from a replica or a backup"
        case .lostEndOf: "Restore it from a replica or a backup, then start this service again"
        case .partitionsChanged(let began, _):
            "Write nothing more. \(rescue)restore the topic with \(began) partitions; alter no other topic"
        case .partitionsOf(_, let had, _): "Restore it with \(had) partitions, then start this service again"
        case .gone, .goneBeside: "\(rescue)restore it from a backup; do not begin a new log in its place"
        case .notALog, .anotherLog:
            "Find out which, then begin a log on new topics: annual-review topics --create --begin real --council "
                + "NAME\(namespace.option)"
        case .empty, .madeAnew, .vanished, .altered, .alteredKept: "\(rescue)restore the topic from a backup"
        case .topicOfAnotherLog: "Find out which of the two is this council's; nothing was changed"
        case .gap(let partition, let first, let last):
            "Look at the broker's log of that partition, restore what is lost; if nothing ever stood there, say so: "
                + "annual-review quarantine \(Quarantine.key(.caseFiles, partition, first, last)) --why "
                + "TEXT\(namespace.option)"
        }
    }
}

extension RecordFault: CustomStringConvertible {
    public var description: String { description(in: .none) }
}
