public import Contracts

/// What contradicts that the log is whole, or that it is one log.
public enum LogFault: Hashable, Sendable {
    /// A partition no longer holds its first records.
    case beginning(partition: Int32, first: Int64)
    /// Nothing stands at several places in a row, from the one offset up to the other.
    case hole(partition: Int32, from: Int64, to: Int64)
    /// A group had come further than a partition goes now.
    case end(partition: Int32, end: Int64, group: String, seen: Int64)
    /// The log began with another number of partitions.
    case partitions(began: Int, found: Int)
    /// A partition does not start with `log-began`.
    case notALog(partition: Int32)
    /// A partition holds nothing, and others do.
    case empty(partition: Int32)
    /// A partition began with another calendar, council, number of partitions or name than the first one.
    case anotherLog(partition: Int32)
    /// A topic begins with the name of another log.
    case marker(Topic, partition: Int32, name: LogName)
    /// The case files hold nothing, and a topic beside them belongs to a log that had begun.
    case gone(Topic, name: LogName)
    /// A setting by which the record is lost, or can be.
    case setting(Topic, name: String, found: String, wanted: String)
    /// A partition's records are others than those of a head that was kept outside.
    case head(partition: Int32, through: Int64)
    /// A partition ends before what was kept of it outside.
    case kept(Topic, partition: Int32, end: Int64, kept: Int64)

    /// What is wrong, with the names that topics and groups have in that namespace.
    public func description(in namespace: Namespace) -> String {
        let caseFiles = namespace.topic(.caseFiles)
        return switch self {
        case .beginning(let partition, let first):
            "\(caseFiles)/\(partition) begins at \(first), not at 0: the record has lost its beginning"
        case .hole(let partition, let from, let to):
            "\(caseFiles)/\(partition) holds nothing from \(from) to \(to - 1): \(to - from) records are gone, or so many "
                + "places of transactions stand in a row"
        case .end(let partition, let end, let group, let seen):
            "\(caseFiles)/\(partition) ends at \(end), and \(group) had read \(seen) records of it: what was acknowledged "
                + "is lost, or an older state was put back"
        case .partitions(let began, let found):
            "\(caseFiles) began with \(began) partitions and has \(found) now: cases would be looked for, and written, "
                + "where they do not belong"
        case .notALog(let partition):
            "\(caseFiles)/\(partition) does not start with log-began: it is no log of this program, or has lost its "
                + "beginning"
        case .empty(let partition):
            "\(caseFiles)/\(partition) is empty, and other partitions are not: it was deleted, or added since the log began"
        case .anotherLog(let partition):
            "\(caseFiles)/\(partition) began as another log than \(caseFiles)/0: another calendar, council, number of "
                + "partitions or name"
        case .marker(let topic, let partition, let name):
            "\(namespace.topic(topic))/\(partition) belongs to the log \(name), and \(caseFiles) is another: one of them "
                + "was made anew"
        case .gone(let topic, let name):
            "\(caseFiles) holds nothing, and \(namespace.topic(topic)) belongs to the log \(name): the record was deleted, "
                + "or its topic made anew"
        case .setting(let topic, let name, let found, let wanted):
            "\(namespace.topic(topic)) has \(name)=\(found), not \(wanted): with it records are lost"
        case .head(let partition, let through):
            "\(caseFiles)/\(partition) holds other records before \(through) than were kept of it: the record was changed, "
                + "or it is another log"
        case .kept(let topic, let partition, let end, let kept):
            "\(namespace.topic(topic))/\(partition) ends at \(end), and is kept up to \(kept): it has lost records, or was "
                + "made anew"
        }
    }

    /// Whether it is a setting, which can be put right; what was lost cannot.
    public var isSetting: Bool { if case .setting = self { true } else { false } }
}

/// Why nobody may read from this log or write to it as if it were whole, and what to do.
public struct LogDamage: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let faults: [LogFault]
    /// Whose log it is.
    public let namespace: Namespace

    /// That is wrong with the log in that namespace.
    public init(_ faults: [LogFault], in namespace: Namespace = .none) {
        self.faults = faults
        self.namespace = namespace
    }

    /// The same, named as in that namespace.
    public func named(in namespace: Namespace) -> LogDamage { LogDamage(faults, in: namespace) }

    /// The first of them in words, and how many more there are.
    public var description: String {
        let most = 8
        var lines = faults.prefix(most).map { "  \($0.description(in: namespace))" }
        if faults.count > most { lines.append("  and \(faults.count - most) more") }
        let advice =
            faults.allSatisfy(\.isSetting)
            ? "Put the settings right (annual-review topics names the commands), and look whether anything was lost: "
                + "annual-review check."
            : LogDamage.advice
        return "the log cannot be relied on:\n\(lines.joined(separator: "\n"))\n\(advice)"
    }

    /// What to do about a log that has lost something.
    public static let advice =
        "Nothing was read from it or written to it. Leave the services running and the brokers' data as they are, begin, "
        + "alter and delete nothing, and find out what happened; then restore a backup (annual-review restore --help)."
}
