import Backup
import Caseload
import Arguments
import CaseFile
import Contracts
import Glibc
import JSON
import Kafka
import Runtime
import Statute

/// `annual-review topics`: makes the topics with their settings, or checks them; and begins the log.
enum TopicsCommand {
    /// How long new topics may take until every broker knows them, in seconds.
    private static let spreadSeconds = 30.0

    static let command = Command(
        name: "topics",
        summary: "Make or check the topics, and begin the log",
        discussion: """
            Without options the topics are checked. --create makes those that are missing, with their settings. --begin \
            appends the first records to an empty log: whether its days are the real ones or a rehearsal's, and whose \
            log it is. The number of partitions is fixed for the life of the log. A log that has lost something, or is not \
            the one to which its other topics belong, is said, with exit status 1: then nothing is made, begun or advised \
            but what stops the loss. With --folder and --read-model a log begins only where the outbox and the read model \
            know none before it. --acls gives each program the least \
            that it needs at the broker, as the name in its certificate; it changes nothing else and takes nothing \
            away. With --namespace all this is for the topics and groups of that name alone.
            """,
        example: "annual-review topics --create --begin real --council bromley",
        options: Cluster.options + [
            .flag("create", "make the topics that are missing"),
            .flag("check", "check topics and settings (what is done without options)"),
            .integer(
                "partitions", in: 1...1_000, default: Topic.defaultPartitions, "how many partitions case-files gets"),
            .choice("begin", LogCalendar.allCases.map(\.rawValue), "begin the log, when it is empty"),
            .text("council", "NAME", "whose log it is, as its file in seeds/councils is named"),
            .text("first-day", "DATE", "the first day of a rehearsal"),
            .text("folder", "DIR", "with --begin: the outbox, which must not know a log before"),
            .text("read-model", "FILE", "with --begin: the read model, which must not know a log before"),
            .flag("accept-loss", "begin although they know one: all that it held is given up"),
            .flag("acls", "give each program the rights that it needs"),
            .flag("print", "with --acls: only print them, as commands of Kafka's own tool"),
            .text(
                "principal", "PROGRAM=NAME", repeats: true,
                "with --acls: the name in a program's certificate, where it is another than the program's"),
            .flag("json", "report as JSON"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let address = try Cluster.address(arguments)
        let lists = try AccessLists(arguments.strings("principal"), in: address.namespace)
        if arguments.flag("print") {
            guard arguments.flag("acls") else { throw UsageError("--print goes with --acls") }
            Output.write(lists.commands(bootstrapServers: address.kafka.bootstrapServers))
            return ExitStatus.success
        }
        let start = try arguments.optionalString("begin").map { word in
            try LogStart(
                calendar: LogCalendar(rawValue: word) ?? .real, council: arguments.optionalString("council") ?? "",
                firstDay: arguments.optionalString("first-day"))
        }
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let standing = try LogGuard(address).look()
        let damage = try damage(of: standing, address)
        if start != nil, damage.isEmpty, standing.isEmpty, !arguments.flag("accept-loss") {
            try refuseEarlierLog(arguments)
        }
        var made: [String] = []
        // Beside a damaged record a new topic would only hide what was lost.
        if arguments.flag("create"), damage.isEmpty {
            made = try create(Int32(try arguments.int("partitions")), admin, in: address.namespace)
        }
        if arguments.flag("acls") {
            try admin.allow(lists.rules)
            if !arguments.flag("json") {
                Output.write("\(lists.rules.count) rights are set for \(Access.table.count) programs.\n")
            }
        }
        let check = try checked(admin, address, after: made, damage)
        var begun = false
        if let start, check.faults.isEmpty {
            let writer = try LogWriter(address, topicsJustMade: !made.isEmpty)
            defer { writer.close() }
            do {
                try start.begin(writer)
                begun = true
            } catch LogWriterError.alreadyBegun {
                // Said below: beginning is asked for at every start, and done once.
            }
        }
        if arguments.flag("json") {
            Output.write(try check.json(made: made, begun: begun))
        } else {
            for name in made { Output.write("made \(name)\n") }
            Output.write(check.text)
            if let start {
                Output.write(
                    begun
                        ? "The log has begun: \(start.calendar.rawValue), \(start.council)\n"
                        : check.faults.isEmpty ? "The log had begun before; nothing was added.\n" : "")
                if check.faults.isEmpty, let days = try daysInWords(address) { Output.write(days) }
            }
        }
        return check.faults.isEmpty ? ExitStatus.success : ExitStatus.failure
    }

    /// The day of a real log against this host's; nil of a rehearsal's, or where none has begun.
    private static func daysInWords(_ address: LogAddress) throws -> String? {
        // One partition is enough: days begin in all of them within moments.
        var book = LogBook()
        var skipped = 0
        try LogReader(address).readToEnd(.caseFiles, holding: LogBook.key) { _, offset, key, value in
            guard let key, let value, key.elementsEqual(LogBook.key.utf8) else { return }
            // What cannot be read is for `check` to tell.
            guard let entry = try? Entry.read(value, skipped: &skipped) else { return }
            book.append(entry, at: offset)
        }
        guard book.began?.calendar == .real, let day = book.today else { return nil }
        let before = LogStart.dayBefore(day)
        return "The log's day is \(day); this host's is \(LogStart.today).\n"
            + (before == nil
                ? "" : "No day begins before \(day + 1). Find out which clock is wrong, or was when the log began.\n")
    }

    /// What the log has lost, or why it is not one; read to its end, where nothing is wrong with it at first sight. Settings
    /// are left to the check of the topics, which names the commands that mend them.
    private static func damage(of standing: LogStanding, _ address: LogAddress) throws -> [RecordFault] {
        let damage = standing.faults.filter { !$0.isSetting }
        guard damage.isEmpty, !standing.isEmpty else { return damage }
        do {
            try LogReader(address).readCaseFiles { _ in }
            return []
        } catch let damage as LogDamage {
            return damage.faults
        }
    }

    /// Refuses to begin a log where the outbox or the read model know one: its record was lost, and the new one would
    /// hide it.
    private static func refuseEarlierLog(_ arguments: Arguments) throws(CommandError) {
        var known: [String] = []
        if let outbox = try OutboxFolder.ifAny(arguments.optionalString("folder")) {
            if let log = outbox.log {
                known.append("\(outbox.path) holds \(outbox.messages.count) messages of the log \(log)")
            } else if !outbox.messages.isEmpty {
                known.append("\(outbox.path) holds \(outbox.messages.count) messages of a log")
            }
        }
        if let model = try ReadModelFile.ifAny(arguments.optionalString("read-model")), let log = model.log {
            known.append("\(model.path) is the read model of \(model.cases.count) cases of the log \(log)")
        }
        guard !known.isEmpty else { return }
        throw CommandError(
            "there was a log before, and the case files hold nothing: \(known.joined(separator: "; ")). No log was begun. "
                + "Find out where that record is: look at the brokers' data, or restore a backup (annual-review restore "
                + "--help). Only if it is to be given up for good, move these away, or say --accept-loss")
    }

    /// Checks the topics. One broker of several makes a topic; the one that is asked may hear of it, and of its leaders, a
    /// little later.
    private static func checked(
        _ admin: Admin, _ address: LogAddress, after made: [String], _ damage: [RecordFault]
    ) throws -> TopicsCheck {
        let deadline = Rest.seconds + spreadSeconds
        while true {
            let isOver = made.isEmpty || Rest.seconds >= deadline
            do {
                let check = try TopicsCheck(admin, of: address, damage: damage)
                if isOver || !check.faults.contains(where: { made.contains($0.topic) }) { return check }
            } catch let error as KafkaError
                where (error.code == .unknownTopicOrPartition || error.advice == .retry) && !isOver
            {
                // Not known to the broker that tells the settings, or that has just been chosen to lead.
            }
            usleep(100_000)
        }
    }

    private static func create(
        _ partitions: Int32, _ admin: Admin, in namespace: Namespace
    ) throws -> [String] {
        let metadata = try admin.metadata()
        guard try admin.capabilities().contains(.createsTopics) else {
            throw CommandError("this broker makes no topics: an embedded broker is started with all of them")
        }
        let brokers = metadata.clusterSize
        // What exists decides: topics that share keys must share the number of partitions.
        let count = metadata.topics[namespace.topic(.caseFiles)]?.partitions ?? partitions
        let missing = Topic.allCases.filter { metadata.topics[namespace.topic($0)] == nil }
        guard !missing.isEmpty else { return [] }
        let failures = try admin.create(
            missing.map { topic in
                Admin.NewTopic(
                    namespace.topic(topic), partitions: topic.isPartitioned ? count : 1,
                    replication: Int32(Topic.replication(brokers: brokers)),
                    settings: Dictionary(
                        uniqueKeysWithValues: topic.settings(brokers: brokers).map { ($0.name, $0.value) }))
            })
        let others = failures.filter { $0.value.code != .topicAlreadyExists }
        guard others.isEmpty else {
            throw CommandError(others.values.map(\.description).sorted().joined(separator: "\n"))
        }
        return missing.map(namespace.topic).filter { failures[$0] == nil }
    }
}

/// The topics of a cluster held against the table in `Topic`.
struct TopicsCheck {
    /// Something that is wrong, and the command that mends it.
    struct Fault: Equatable {
        let topic: String
        let what: String
        let mend: String
    }

    /// What is wrong.
    private(set) var faults: [Fault] = []
    /// What could not be checked, and why.
    private(set) var unchecked: String?
    /// How many partitions `case-files` has; 0 when there is no such topic.
    let partitions: Int32
    private let brokers: Int
    /// Whether the log has lost something, so that no advice may change it further.
    private let isDamaged: Bool
    /// The name of `case-files` in Kafka.
    private let caseFiles: String

    /// Asks the cluster; `damage` is what is known to be wrong with the log.
    init(_ admin: Admin, of address: LogAddress, damage: [RecordFault] = []) throws {
        let metadata = try admin.metadata()
        let describes = try admin.capabilities().contains(.describesSettings)
        let there = Topic.allCases.map(address.namespace.topic).filter { metadata.topics[$0] != nil }
        let settings = describes && !there.isEmpty ? try admin.settings(of: there) : nil
        self.init(
            topics: metadata.topics, settings: settings, brokers: metadata.clusterSize,
            bootstrapServers: address.kafka.bootstrapServers, in: address.namespace, damage: damage)
    }

    /// Holds what a cluster says of itself against the table; `settings` nil: it does not tell them.
    init(
        topics: [String: Admin.Metadata.Topic], settings: [String: [String: Admin.Setting]]?, brokers: Int,
        bootstrapServers: String, in namespace: Namespace = .none, damage: [RecordFault] = []
    ) {
        self.brokers = brokers
        isDamaged = !damage.isEmpty
        caseFiles = namespace.topic(.caseFiles)
        partitions = topics[caseFiles]?.partitions ?? 0
        let server = "--bootstrap-server \(bootstrapServers)"
        for fault in damage {
            let topic =
                switch fault {
                case .topicOfAnotherLog(let topic, _, _), .goneBeside(let topic, _), .lostKept(let topic, _, _, _):
                    topic
                default: Topic.caseFiles
                }
            self.fault(namespace.topic(topic), fault.finding(in: namespace), LogDamage.advice)
        }
        for topic in Topic.allCases {
            let name = namespace.topic(topic)
            guard let found = topics[name] else {
                // What is missing beside a damaged log is made when it is restored.
                guard !isDamaged else { continue }
                fault(
                    name, "is missing",
                    "annual-review topics --create --bootstrap-servers \(bootstrapServers)\(namespace.option)")
                continue
            }
            if topic.isPartitioned, partitions > 0, found.partitions != partitions, !isDamaged {
                fault(
                    name, "has \(found.partitions) partitions, \(caseFiles) \(partitions)",
                    found.partitions < partitions && topic != .caseFiles
                        ? "kafka-topics.sh \(server) --alter --topic \(name) --partitions \(partitions)"
                        : "delete \(name) and make it again: annual-review topics --create\(namespace.option)")
            }
            if found.leaderless > 0 {
                fault(name, "has \(found.leaderless) partitions without a leader", "start the missing brokers")
            }
            let copies = Topic.replication(brokers: brokers)
            if settings != nil, Int(found.replication) < copies {
                fault(
                    name, "has \(found.replication) copies, and \(brokers) brokers could keep \(copies)",
                    "kafka-reassign-partitions.sh \(server) with replicas on \(copies) brokers")
            }
            guard let settings else { continue }
            for (setting, wanted) in topic.settings(brokers: brokers) where !topic.isCouncilsOwn(setting) {
                let value = settings[name]?[setting]?.value ?? "unset"
                guard !TopicsCheck.satisfies(setting, value, wanted) else { continue }
                fault(
                    name, "has \(setting)=\(value), not \(wanted)",
                    "kafka-configs.sh \(server) --alter --entity-type topics --entity-name \(name) "
                        + "--add-config \(setting)=\(wanted)")
            }
        }
        if settings == nil { unchecked = "This broker does not tell its settings; they were not checked." }
    }

    private mutating func fault(_ topic: String, _ what: String, _ mend: String) {
        faults.append(Fault(topic: topic, what: what, mend: mend))
    }

    private static func satisfies(_ setting: String, _ value: String, _ wanted: String) -> Bool {
        // More copies in sync, or larger records, than asked for are no fault.
        if ["min.insync.replicas", "max.message.bytes"].contains(setting), let value = Int(value),
            let wanted = Int(wanted)
        {
            return value >= wanted
        }
        // So is an erasure that reaches the disks sooner, or stays known for longer.
        if setting == "max.compaction.lag.ms", let value = Int(value), let wanted = Int(wanted) {
            return value <= wanted
        }
        if setting == "delete.retention.ms", let value = Int(value), let wanted = Int(wanted) { return value >= wanted }
        return value == wanted
    }

    /// For people.
    var text: String {
        var text = ""
        for fault in faults {
            // What is wrong with the log itself names its place.
            let subject = fault.what.contains(fault.topic) ? "" : "\(fault.topic) "
            text += "\(subject)\(fault.what)\n    mend: \(fault.mend)\n"
        }
        if let unchecked { text += "\(unchecked)\n" }
        if faults.isEmpty {
            text += "All \(Topic.allCases.count) topics are there; \(caseFiles) has \(partitions) partitions.\n"
        }
        if brokers < 3 {
            text +=
                "With \(brokers == 1 ? "one broker" : "\(brokers) brokers") this is for trial: a disk that is lost "
                + "loses the record.\n"
        }
        return text
    }

    /// For programs.
    func json(made: [String], begun: Bool) throws -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("brokers")
        writer.integer(brokers)
        writer.name("partitions")
        writer.integer(partitions)
        writer.name("made")
        writer.beginList()
        for name in made {
            writer.element()
            writer.string(name)
        }
        writer.endList()
        writer.name("begun")
        writer.boolean(begun)
        writer.name("settings_checked")
        writer.boolean(unchecked == nil)
        writer.name("faults")
        writer.beginList()
        for fault in faults {
            writer.element()
            writer.beginObject()
            writer.name("topic")
            writer.string(fault.topic)
            writer.name("what")
            writer.string(fault.what)
            writer.name("mend")
            writer.string(fault.mend)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
