import Arguments
import Contracts
import Glibc
import Kafka
import Runtime
import Statute

/// `annual-review broker`: a broker in memory with all topics, for demonstrations and trials.
enum BrokerCommand {
    static let command = Command(
        name: "broker",
        summary: "Run a broker in memory, for trial",
        discussion: """
            It holds everything in memory and forgets it when it ends: for demonstrations, rehearsals and trials on one \
            host, never for a record that must stay. It makes all topics and begins the log. Each partition holds 4 MiB; \
            before a partition would forget its beginning, every record is refused. It answers on 127.0.0.1 until it \
            gets SIGTERM or SIGINT.
            """,
        example: "annual-review broker --port 9092 --rehearsal --first-day 2024-09-01 --council bromley",
        options: [
            .integer("port", in: 0...65_535, default: 9092, "the port on 127.0.0.1; 0 takes a free one"),
            .integer("partitions", in: 1...64, default: 8, "how many partitions case-files gets; 8 to 12 serve best"),
            .flag("rehearsal", "invented children on invented days; nothing may leave but into a folder"),
            .flag("real", "the days are the real ones"),
            .text("council", "NAME", default: "bromley", "whose log it is, as its file in seeds/councils is named"),
            .text("first-day", "DATE", "the first day of a rehearsal (default: today)"),
            .text("ready-file", "FILE", "write the address to this file when everything is ready"),
            ServiceOptions.namespaceOption,
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        guard !(arguments.flag("rehearsal") && arguments.flag("real")) else {
            throw UsageError("--rehearsal and --real exclude each other")
        }
        let namespace = try ServiceOptions.namespace(arguments)
        let isReal = arguments.flag("real")
        let start = try LogStart(
            calendar: isReal ? .real : .rehearsal, council: arguments.string("council"),
            firstDay: arguments.optionalString("first-day") ?? (isReal ? nil : LogStart.today.description))
        // Before any thread starts, so that all inherit it: the signals are waited for below.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        let broker = try EmbeddedBroker(
            port: UInt16(try arguments.int("port")),
            topics: topics(in: namespace, partitions: Int32(try arguments.int("partitions"))),
            notice: { notice in Output.note("annual-review broker: \(words(notice))") })
        defer { broker.close() }
        let writer = try LogWriter(
            LogAddress(
                KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "annual-review"),
                namespace: namespace))
        try start.begin(writer)
        writer.close()
        Output.write("\(broker.bootstrapServers)\n")
        let first = start.firstDay.map { ", first day \($0)" } ?? ""
        Output.note(
            "annual-review broker: \(start.calendar.rawValue) log of \(start.council)\(first); in memory only: it is "
                + "gone when this ends")
        if let file = arguments.optionalString("ready-file") {
            try Disk.write(Array("\(broker.bootstrapServers)\n".utf8), to: file)
        }
        var number: Int32 = 0
        while sigwait(&signals, &number) != 0 {}
        return broker.refusal == nil ? ExitStatus.success : ExitStatus.failure
    }

    /// The topics as the embedded broker is to hold them. The case files may lose nothing, and no more may what they name.
    static func topics(in namespace: Namespace, partitions: Int32) -> [EmbeddedBroker.Topic] {
        Topic.allCases.map { topic in
            let isGuarded = topic == .caseFiles || topic.holdsPersons
            return EmbeddedBroker.Topic(
                namespace.topic(topic), partitions: topic.isPartitioned ? partitions : 1, isGuarded: isGuarded)
        }
    }

    private static func words(_ notice: EmbeddedBroker.Notice) -> String {
        switch notice {
        case .full(let usage):
            """
            full: \(usage.topic)/\(usage.partition) holds \(usage.bytes / 1024) KiB in \(usage.batches) batches, and \
            would forget its beginning; every record is refused from now on. Start again with more --partitions (up to \
            12 serve well) or fewer cases, or use Apache Kafka (docker-compose.yml)
            """
        case .lostBeginning(let usage):
            "\(usage.topic)/\(usage.partition) has forgotten its beginning: this log is no longer whole; start again"
        case .warning(let text): text
        }
    }
}
