// What is not obvious here:
//
// - A record is compressed as its topic says (zstd for the case files, by measurement: the table at the head of
//   `docs/events.md`).
// - A case belongs to the partition that murmur2 of its reference gives, as Java's clients do it; a record elsewhere
//   goes to `dead-letters`. Whoever writes with `kcat` must set `partitioner=murmur2`.

/// The topics, with their settings: one table for the operator's command, the services and the reference page.
public enum Topic: String, CaseIterable, Sendable {
    /// The case files: entries, keyed by case. Kept for ever; losing any of it is losing the record.
    case caseFiles = "case-files"
    /// Names, addresses and preferences, keyed by case and contact (`PersonKey`).
    case people
    /// The children's names and days of birth, keyed by case.
    case children
    /// Letters, reports, views and reasons, keyed by case, role and the salted hash of their bytes (`DocumentKey`).
    case documents
    /// What the statutory return asks of a child and no letter needs, keyed by case: for one reader alone.
    case childrenReturn = "children-return"
    /// Sex, group of ethnicity and need, keyed by case, as figures are broken down by: all that analytics reads of what the
    /// return asks.
    case cohorts
    /// What parties were told, for others: CloudEvents, partitioned like `case-files`.
    case notifications
    /// Who opened what of a case, keyed by case. Kept for the years that the council sets.
    case access
    /// Timeliness and quality figures, keyed by figure.
    case metrics
    /// Records that could not be read, keyed by topic, partition and position.
    case deadLetters = "dead-letters"
    /// Positions that are passed over, because what stands there never counted, or nothing does; keyed by topic, partition
    /// and positions. Read to its end before `case-files`.
    case quarantine

    /// What its records are keyed by, in words.
    public var key: String {
        switch self {
        case .caseFiles: "case, or `log` for what is true of the whole partition"
        case .people: "case and contact, `setting/NUMBER`, `officer/ID` or `team/NAME`"
        case .documents: "case, role and the salted SHA-256 of the document, base64url"
        case .children, .childrenReturn, .cohorts, .notifications: "case"
        case .access: "case, or `search/ID` of what shows several"
        case .metrics: "figure"
        case .deadLetters: "topic, partition and position"
        case .quarantine: "topic, partition and position, or first and last position"
        }
    }

    /// Whether it has as many partitions as `case-files`; otherwise one.
    public var isPartitioned: Bool {
        switch self {
        case .caseFiles, .people, .documents, .children, .childrenReturn, .cohorts, .notifications, .access: true
        case .metrics, .deadLetters, .quarantine: false
        }
    }

    /// Whether its records hold names, addresses, free text or other data about a person that the case file must not hold, and
    /// are erased by tombstones.
    public var holdsPersons: Bool {
        switch self {
        case .people, .documents, .children, .childrenReturn, .cohorts: true
        case .caseFiles, .notifications, .access, .metrics, .deadLetters, .quarantine: false
        }
    }

    /// What it is for, in a sentence.
    public var meaning: String {
        switch self {
        case .caseFiles: "The case files: entries. Kept for ever; losing any of it is losing the record."
        case .people: "Names, addresses and preferences of those who are told."
        case .children: "The children's names and days of birth, for letters."
        case .documents: "Letters, reports, views and reasons, as the bytes they are."
        case .childrenReturn: "What the statutory return asks of a child; for the program `returns` alone."
        case .cohorts:
            "Sex, group of ethnicity and need, by which figures are broken down; written by `returns` alone, for analytics."
        case .notifications: "What parties are told, for others; a projection of `case-files`."
        case .access: "Who opened what of a case, when and what for; kept for the years that the council sets."
        case .metrics: "Timeliness and quality figures."
        case .deadLetters: "Records that could not be read."
        case .quarantine: "Positions that are passed over, as an operator said after looking."
        }
    }

    /// How many partitions `case-files` has unless the operator says otherwise; fixed for the life of the log.
    public static let defaultPartitions = 12

    /// The largest record that it takes, in bytes (`max.message.bytes`).
    public var largestRecord: Int { self == .documents ? Bounds.documentRecord : Bounds.record }

    /// The topic's settings, by Kafka's names, on a cluster with that many brokers.
    public func settings(brokers: Int) -> [(name: String, value: String)] {
        var settings: [(name: String, value: String)] =
            switch self {
            case .caseFiles:
                [("cleanup.policy", "delete"), ("retention.ms", "-1"), ("retention.bytes", "-1")]
            case .people, .documents, .children, .childrenReturn, .cohorts, .metrics, .deadLetters, .quarantine:
                [("cleanup.policy", "compact")]
            case .notifications:
                // Ninety days.
                [("cleanup.policy", "delete"), ("retention.ms", "7776000000"), ("retention.bytes", "-1")]
            case .access:
                // Six years, unless the council sets others.
                [("cleanup.policy", "delete"), ("retention.ms", "189345600000"), ("retention.bytes", "-1")]
            }
        if holdsPersons {
            // What was erased is gone from the brokers' disks within a day, however little is written meanwhile; that it was
            // erased stays known, or an old file would bring it back: a hundred years, as the tombstones hold a key alone.
            settings.append(("max.compaction.lag.ms", "86400000"))
            settings.append(("delete.retention.ms", "3155760000000"))
        }
        // Stamped by the broker, not by whoever writes: the scheduler holds its own clock against these, and a broker would
        // refuse what a host whose clock is ahead has stamped.
        settings.append(("message.timestamp.type", "LogAppendTime"))
        // A live mixture of entries takes 64 bytes each with zstd in batches of 200, 95 with lz4, 337 as it is; alone in
        // its batch 262, 297 and 396 (`Benchmarks/sizes.py`; docs/events.md has the table). Producers must compress
        // alike, or the broker does it again.
        settings.append(("compression.type", "zstd"))
        settings.append(("max.message.bytes", String(largestRecord)))
        settings.append(("unclean.leader.election.enable", "false"))
        settings.append(("min.insync.replicas", brokers >= 3 ? "2" : "1"))
        // One broker cannot rely on its peers: it must have written a record to disk before it says so. Entries name
        // documents, and promise that they are there: a letter of which the log says that it was written must not be lost.
        if brokers < 3, self == .caseFiles || self == .documents || self == .quarantine {
            settings.append(("flush.messages", "1"))
        }
        return settings
    }

    /// Whether that setting is the council's own to change: how many years it keeps who opened what.
    public func isCouncilsOwn(_ setting: String) -> Bool { self == .access && setting == "retention.ms" }

    /// How many copies the cluster keeps.
    public static func replication(brokers: Int) -> Int { brokers >= 3 ? 3 : 1 }
}
