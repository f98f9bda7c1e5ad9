public import Arguments
public import Contracts
public import Kafka

/// What every service is told at its start: where Kafka is, where it answers, what it reads.
public struct ServiceOptions: Sendable {
    /// How to reach Kafka.
    public var kafka: KafkaConfiguration
    /// Which topics and consumer groups of the cluster are this council's.
    public var namespace: Namespace
    /// Where health and metrics answer.
    public var httpHost: String
    /// The port there; 0 takes a free one.
    public var httpPort: UInt16
    /// A file into which the port that was taken is written.
    public var httpPortFile: String?
    /// The folder of models, letters and calendars.
    public var seeds: String
    /// How grave a line of the log must be.
    public var logLevel: Log.Level
    /// After how long without a sign of life a member's partitions are given to others, in milliseconds; nil: 6,000,
    /// or 4,000 on the embedded broker.
    public var sessionTimeoutMilliseconds: Int?
    /// How long the service may sleep when nothing happens, in milliseconds.
    public var tickMilliseconds: Int

    /// How often what the broker says of the record is held against what this service read, in seconds.
    public var watchSeconds = 30.0
    /// How often the log is read again, in seconds, from the beginning of one round to that of the next.
    public var scrubSeconds = 3_600.0
    /// The folder in which `annual-review rescue` asks for what is in memory.
    public var rescueFolder = "./state/rescue"

    /// The options, for a service's `Command`.
    public static let options: [Option] =
        kafkaOptions + [
            .text(
                "http", "HOST:PORT", default: "127.0.0.1:0", environment: "AR_HTTP",
                "where /livez, /readyz and /metrics answer; port 0 takes a free one"),
            .text("http-port-file", "FILE", "write the port that was taken to this file"),
            .text(
                "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS",
                "the folder of models, letters, calendars"),
            .choice(
                "log-level", Log.Level.allCases.map(\.rawValue), default: "info", environment: "AR_LOG_LEVEL",
                "how grave a line of the log must be"),
            .integer(
                "session-timeout", "MS", in: 3_001...300_000,
                "after how long a silent instance is replaced (default 6000; 4000 on the embedded broker)"),
            .integer(
                "scrub-every", "SECONDS", in: 5...604_800, default: 3_600, environment: "AR_SCRUB_EVERY",
                "how often the whole log is read again and held against what was read before"),
            .text(
                "rescue", "DIR", default: "./state/rescue", environment: "AR_RESCUE",
                "the folder in which `annual-review rescue` asks for what is in memory"),
            .integer("tick", "MS", in: 1...1_000, default: 50, "how long to sleep when nothing happens"),
        ]

    /// The options that say how to reach Kafka, for the operator's command too.
    public static let kafkaOptions: [Option] = [
        .text(
            "bootstrap-servers", "HOST:PORT,…", default: "127.0.0.1:9092", environment: "KAFKA_BOOTSTRAP_SERVERS",
            "the Kafka brokers"),
        .text(
            "tls-ca", "FILE", environment: "KAFKA_TLS_CA", "the authorities that sign the brokers (PEM); puts TLS on"),
        .text("tls-certificate", "FILE", environment: "KAFKA_TLS_CERTIFICATE", "this client's certificate (PEM)"),
        .text("tls-key", "FILE", environment: "KAFKA_TLS_KEY", "this client's private key (PEM)"),
        .text("client-override", "KEY=VALUE", repeats: true, "a setting of librdkafka, as socket.timeout.ms=10000"),
        namespaceOption,
    ]

    /// The option that says which topics and consumer groups are the council's.
    public static let namespaceOption = Option.text(
        "namespace", "NAME", environment: "AR_NAMESPACE",
        "what stands before the names of topics and consumer groups, where councils share a cluster")

    /// The namespace, from a command's arguments; without one the names are as they are. Refused when it has another
    /// form than a namespace may have.
    public static func namespace(_ arguments: Arguments) throws(UsageError) -> Namespace {
        guard let word = arguments.optionalString("namespace") else { return .none }
        guard let namespace = Namespace(word) else {
            throw UsageError("--namespace (AR_NAMESPACE) takes \(Namespace.form); found \(word)")
        }
        return namespace
    }

    /// Where the council's log is.
    public var address: LogAddress { LogAddress(kafka, namespace: namespace) }

    /// Where the council's log is, from a command's arguments.
    public static func address(_ arguments: Arguments, clientID: String) throws(UsageError) -> LogAddress {
        LogAddress(try kafka(arguments, clientID: clientID), namespace: try namespace(arguments))
    }

    /// How to reach Kafka, from a command's arguments.
    public static func kafka(_ arguments: Arguments, clientID: String) throws(UsageError) -> KafkaConfiguration {
        var tls: KafkaConfiguration.TLS?
        if let authority = arguments.optionalString("tls-ca") {
            tls = KafkaConfiguration.TLS(
                caLocation: authority, certificateLocation: arguments.optionalString("tls-certificate"),
                keyLocation: arguments.optionalString("tls-key"))
        } else if arguments.optionalString("tls-certificate") != nil {
            throw UsageError("--tls-certificate needs --tls-ca FILE")
        }
        var overrides: [String: String] = [:]
        for text in arguments.strings("client-override") {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw UsageError("--client-override takes KEY=VALUE; found \(text)") }
            overrides[String(parts[0])] = String(parts[1])
        }
        return KafkaConfiguration(
            bootstrapServers: try arguments.string("bootstrap-servers"), clientID: clientID, tls: tls,
            overrides: overrides)
    }

    /// From a command's arguments.
    public init(_ arguments: Arguments, service: String) throws(UsageError) {
        kafka = try ServiceOptions.kafka(arguments, clientID: service)
        namespace = try ServiceOptions.namespace(arguments)
        let address = try arguments.string("http")
        guard let colon = address.lastIndex(of: ":"), let port = UInt16(address[address.index(after: colon)...]),
            colon > address.startIndex
        else { throw UsageError("--http takes HOST:PORT, as 127.0.0.1:8080; found \(address)") }
        httpHost = String(address[..<colon])
        httpPort = port
        httpPortFile = arguments.optionalString("http-port-file")
        seeds = try arguments.string("seeds")
        logLevel = Log.Level(rawValue: try arguments.string("log-level")) ?? .info
        sessionTimeoutMilliseconds = try arguments.optionalInt("session-timeout")
        tickMilliseconds = try arguments.int("tick")
        scrubSeconds = Double(try arguments.int("scrub-every"))
        rescueFolder = try arguments.string("rescue")
    }

    /// For tests: a service of the cluster at `bootstrapServers`.
    public init(bootstrapServers: String, service: String) {
        self.init(
            LogAddress(
                KafkaConfiguration(bootstrapServers: bootstrapServers, clientID: service), namespace: .none))
    }

    /// A service of that log, inside another program: what it shows answers on a free port, and only errors are said.
    public init(_ address: LogAddress) {
        kafka = address.kafka
        namespace = address.namespace
        httpHost = "127.0.0.1"
        httpPort = 0
        seeds = "./seeds"
        logLevel = .error
        tickMilliseconds = 50
    }
}
