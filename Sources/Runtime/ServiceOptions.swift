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
    /// The names under which it may be asked, besides addresses, `localhost`, this host's name and the service's.
    public var httpNames: [String] = []
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
            .text(
                "http-names", "NAME,…", environment: "AR_HTTP_NAMES",
                "names under which pages, health and metrics may be asked besides addresses, localhost, this host's name "
                    + "and the service's, as of a proxy in front"),
            .text("http-port-file", "FILE", "write the port that was taken to this file"),
            .text(
                "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS",
                "the folder of models, letters, calendars"),
            .choice(
                "log-level", Log.Level.allCases.map(\.rawValue), default: "info", environment: "AR_LOG_LEVEL",
                "how grave a line of the log must be"),
            .integer(
                "session-timeout", "MS", in: 3_001...300_000, environment: "AR_SESSION_TIMEOUT",
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
            "tls-ca", "FILE", environment: "KAFKA_TLS_CA", refusesEmpty: true,
            "the authorities that sign the brokers (PEM); puts TLS on, without it all goes in plain text"),
        .text(
            "tls-certificate", "FILE", environment: "KAFKA_TLS_CERTIFICATE", refusesEmpty: true,
            "this client's certificate (PEM); with --tls-key and --tls-ca"),
        .text(
            "tls-key", "FILE", environment: "KAFKA_TLS_KEY", refusesEmpty: true, "this client's private key (PEM)"),
        .text(
            "client-override", "KEY=VALUE", repeats: true,
            "a setting of librdkafka that is no secret, as socket.timeout.ms=10000"),
        .secret(
            "client-secrets", environment: "KAFKA_CLIENT_SECRETS",
            "settings of librdkafka that are secret, a line KEY=VALUE each, as sasl.password"),
        namespaceOption,
    ]

    /// The option that says where a service that reads documents keeps what it knows of them.
    public static let index = Option.text(
        "index", "FILE", environment: "AR_INDEX",
        "where to keep the index of documents, so that a start reads only what came since; without it they all pass by")

    /// The index, from a command's arguments.
    public static func index(_ arguments: Arguments, log: Log) -> DocumentIndex {
        DocumentIndex(file: arguments.optionalString("index")) { why in
            log.write(.warning, "the index of documents is not kept", ["reason": .text(why)])
        }
    }

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
        let tls = try tls(arguments)
        var overrides: [String: String] = [:]
        for text in arguments.strings("client-override") {
            let (key, value) = try setting(text, of: "--client-override")
            guard !isSecret(key) else {
                throw UsageError(
                    "--client-override \(key) is a secret, and every process of this host can read a command line: write "
                        + "\(key)=VALUE into a file and name it in KAFKA_CLIENT_SECRETS_FILE")
            }
            overrides[key] = value
        }
        for line in (arguments.optionalString("client-secrets") ?? "").split(whereSeparator: \.isNewline) {
            let (key, value) = try setting(String(line), of: "KAFKA_CLIENT_SECRETS")
            overrides[key] = value
        }
        try checkSecurity(overrides, hasTLS: tls != nil)
        let servers = try arguments.string("bootstrap-servers")
        guard servers.split(separator: ",").count <= mostBootstrapServers else {
            throw UsageError(
                "--bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) takes at most \(mostBootstrapServers) brokers: each costs a "
                    + "thread in each client, and two or three are enough to find the others")
        }
        return KafkaConfiguration(
            bootstrapServers: servers, clientID: clientID, tls: tls,
            overrides: overrides)
    }

    /// How many brokers may be named to find the others by: each is a thread in each of a program's clients.
    public static let mostBootstrapServers = 16

    /// TLS as the three options say it; nil where none is there. Half a setting is an error, never plain text.
    private static func tls(_ arguments: Arguments) throws(UsageError) -> KafkaConfiguration.TLS? {
        let certificate = arguments.optionalString("tls-certificate")
        let key = arguments.optionalString("tls-key")
        guard let authority = arguments.optionalString("tls-ca") else {
            guard certificate == nil, key == nil else {
                throw UsageError(
                    "\(certificate == nil ? "--tls-key (KAFKA_TLS_KEY)" : "--tls-certificate (KAFKA_TLS_CERTIFICATE)") "
                        + "needs --tls-ca FILE (KAFKA_TLS_CA): without it all would go in plain text")
            }
            return nil
        }
        guard (certificate == nil) == (key == nil) else {
            throw UsageError(
                certificate == nil
                    ? "--tls-key (KAFKA_TLS_KEY) needs --tls-certificate FILE (KAFKA_TLS_CERTIFICATE)"
                    : "--tls-certificate (KAFKA_TLS_CERTIFICATE) needs --tls-key FILE (KAFKA_TLS_KEY)")
        }
        return KafkaConfiguration.TLS(caLocation: authority, certificateLocation: certificate, keyLocation: key)
    }

    /// Refuses settings of librdkafka that take TLS or the login back which others ask for.
    private static func checkSecurity(_ overrides: [String: String], hasTLS: Bool) throws(UsageError) {
        let named = overrides["security.protocol"]?.lowercased()
        let encrypts = named.map { $0 == "ssl" || $0 == "sasl_ssl" } ?? hasTLS
        let logsIn = named == "sasl_ssl" || named == "sasl_plaintext"
        if hasTLS, !encrypts {
            throw UsageError(
                "security.protocol=\(named ?? "") would take back the TLS that --tls-ca asks for: keep one")
        }
        for key in overrides.keys.sorted() {
            if key.hasPrefix("ssl.") || key.hasPrefix("enable.ssl."), !encrypts {
                throw UsageError(
                    "\(key) is set and TLS is not: name the authorities with --tls-ca (KAFKA_TLS_CA), or leave it out")
            }
            if key.hasPrefix("sasl."), !logsIn {
                throw UsageError("\(key) is set and nobody logs in: it needs security.protocol=sasl_ssl")
            }
        }
    }

    /// Whether a setting of librdkafka is one that nobody else may read.
    private static func isSecret(_ key: String) -> Bool {
        let words = key.lowercased().split(separator: ".")
        return words.contains { ["password", "secret", "pem", "passphrase"].contains($0) }
            || key.lowercased() == "sasl.oauthbearer.config"
    }

    private static func setting(
        _ text: String, of source: String
    ) throws(UsageError) -> (key: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
            // What it is stays unsaid where it may be a secret.
            throw UsageError("\(source) takes KEY=VALUE\(source.hasPrefix("--") ? "; found \(text)" : "")")
        }
        return (parts[0].trimmingSpaces, String(parts[1]))
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
        httpNames = (arguments.optionalString("http-names") ?? "").split(separator: ",").map(\.trimmingSpaces)
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

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
