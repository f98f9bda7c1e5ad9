/// What one of the programs may do at the broker: the least that it needs. One table for the operator's command, for the
/// broker's access lists and for the tests.
public struct Access: Sendable, Hashable {
    /// What is protected.
    public enum Resource: Sendable, Hashable {
        /// That topic.
        case topic(Topic)
        /// The consumer group of that name.
        case group(String)
    }

    /// What is done, by Kafka's names.
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        case read = "Read"
        case write = "Write"
        case describe = "Describe"
        case describeConfigs = "DescribeConfigs"
    }

    /// One right.
    public struct Right: Sendable, Hashable {
        /// On what.
        public let resource: Resource
        /// To do what.
        public let operation: Operation
    }

    /// The program, by its plain name. `Namespace.group` gives its consumer group, and the name in its certificate unless
    /// the operator says otherwise.
    public let program: String
    /// The topics that it reads.
    public let reads: [Topic]
    /// The topics that it writes.
    public let writes: [Topic]
    /// The groups of which it asks how far they have come.
    public let watches: [String]

    init(_ program: String, reads: [Topic], writes: [Topic], watches: [String] = []) {
        self.program = program
        self.reads = reads
        self.writes = writes
        self.watches = watches
    }

    /// The consumer group in which the people of a rehearsal speak, inside `annual-review`.
    static let rehearsalGroup = "outside-world"

    /// What the statutory return asks of a child is for the program that makes the return alone; who writes it cannot read
    /// it back. What that program makes of it for figures is for analytics.
    private static let operatorReads = Topic.allCases.filter { $0 != .childrenReturn && $0 != .cohorts }
    /// The groups of the services: how far they have come shows whether the log has lost its end.
    private static let services = ["scheduler", "notifier", "decision-writer", "analytics", "desk", "portal"]

    /// Who may do what. Addresses and texts are for five programs only, and for the backup; names
    /// also for whoever makes the return. Making topics and setting these rights is
    /// for whoever administers the cluster.
    public static let table: [Access] = [
        Access("scheduler", reads: [.caseFiles, .quarantine], writes: [.caseFiles, .deadLetters]),
        Access(
            "notifier", reads: [.caseFiles, .people, .documents, .children, .notifications, .quarantine],
            writes: [.caseFiles, .notifications, .deadLetters]),
        Access(
            "decision-writer", reads: [.caseFiles, .people, .documents, .children, .quarantine],
            writes: [.caseFiles, .documents, .deadLetters]),
        Access("analytics", reads: [.caseFiles, .cohorts, .quarantine], writes: [.metrics, .deadLetters]),
        // Pages for people: what somebody gives there is appended as theirs, and who opened what is written before it is shown.
        Access(
            "desk", reads: [.caseFiles, .people, .documents, .children, .access, .quarantine],
            writes: [.caseFiles, .documents, .access, .deadLetters]),
        Access(
            "portal", reads: [.caseFiles, .people, .documents, .children, .access, .quarantine],
            writes: [.caseFiles, .documents, .access, .deadLetters]),
        // `annual-review sen2`, `annex-a` and `cohorts`. The return asks for the day of birth, which stands with the name.
        Access(
            "returns", reads: [.caseFiles, .children, .childrenReturn, .cohorts, .quarantine], writes: [.cohorts]),
        Access(
            "annual-review", reads: operatorReads,
            writes: [.caseFiles, .people, .documents, .children, .childrenReturn, .deadLetters, .quarantine],
            watches: services),
        // `annual-review backup` with a certificate of its own. Who restores administers the cluster.
        Access("backup", reads: Topic.allCases, writes: [], watches: services),
    ]

    /// Each right, in a fixed order.
    public var rights: [Right] {
        var rights: [Right] = []
        for topic in Topic.allCases where reads.contains(topic) || writes.contains(topic) {
            if reads.contains(topic) { rights.append(Right(resource: .topic(topic), operation: .read)) }
            if writes.contains(topic) { rights.append(Right(resource: .topic(topic), operation: .write)) }
            // Every program holds the settings on which the record rests against the table before it starts.
            rights.append(Right(resource: .topic(topic), operation: .describeConfigs))
        }
        let group = program == "annual-review" ? Access.rehearsalGroup : program
        rights.append(Right(resource: .group(group), operation: .read))
        for group in watches { rights.append(Right(resource: .group(group), operation: .describe)) }
        return rights
    }
}
