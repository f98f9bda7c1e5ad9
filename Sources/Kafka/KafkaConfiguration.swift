internal import CRdKafka

/// How to reach a cluster and how this client shows itself; the same for readers, producers and administration.
public struct KafkaConfiguration: Sendable {
    /// Client certificates; SCRAM of librdkafka 2.0.2 fails against today's brokers (workarounds.md).
    public struct TLS: Sendable, Hashable {
        /// The file of the authorities that may sign the broker's certificate (PEM).
        public var caLocation: String
        /// The file of this client's certificate (PEM).
        public var certificateLocation: String?
        /// The file of this client's private key (PEM).
        public var keyLocation: String?

        /// TLS that trusts `caLocation` and shows the certificate at `certificateLocation`.
        public init(caLocation: String, certificateLocation: String? = nil, keyLocation: String? = nil) {
            self.caLocation = caLocation
            self.certificateLocation = certificateLocation
            self.keyLocation = keyLocation
        }
    }

    /// How grave a log line is, as in syslog: 0 emergency … 7 debug.
    public enum LogLevel: Int32, Sendable, Comparable {
        // The names are syslog's own.
        case emergency = 0, alert, critical, error, warning, notice, info, debug

        /// Graver is smaller.
        public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
    }

    /// Receives librdkafka's log: level, facility, message. Called on librdkafka's threads: it must return at once.
    public typealias Log = @Sendable (LogLevel, _ facility: String, _ message: String) -> Void

    /// `host:port`, several with commas.
    public var bootstrapServers: String
    /// How the client shows itself to the broker, in its logs and quotas.
    public var clientID: String
    /// TLS, or plain text where nil.
    public var tls: TLS?
    /// librdkafka's own settings by name, checked by librdkafka. What correctness rests on cannot be overridden.
    public var overrides: [String: String]
    /// Where librdkafka's log goes; nowhere where nil.
    public var log: Log?
    /// Receives librdkafka's statistics as JSON, on the thread that polls the client.
    public var statistics: (@Sendable (String) -> Void)?
    /// How often statistics are made, in milliseconds; 0 is never.
    public var statisticsIntervalMilliseconds: Int32

    /// A client of the cluster at `bootstrapServers`.
    public init(
        bootstrapServers: String, clientID: String, tls: TLS? = nil, overrides: [String: String] = [:],
        log: Log? = nil, statistics: (@Sendable (String) -> Void)? = nil, statisticsIntervalMilliseconds: Int32 = 0
    ) {
        self.bootstrapServers = bootstrapServers
        self.clientID = clientID
        self.tls = tls
        self.overrides = overrides
        self.log = log
        self.statistics = statistics
        self.statisticsIntervalMilliseconds = statisticsIntervalMilliseconds
    }

    /// Settings on which the order, the durability or the meaning of offsets rests.
    static let fixed: Set<String> = [
        "acks", "request.required.acks", "enable.idempotence", "auto.offset.reset", "enable.auto.commit",
        "auto.commit.enable", "enable.auto.offset.store", "enable.partition.eof", "partition.assignment.strategy",
        "bootstrap.servers", "metadata.broker.list", "client.id", "group.id", "transactional.id", "isolation.level",
    ]

    /// A new `rd_kafka_conf_t` with our defaults, then `settings`, then the overrides. The caller owns it.
    func makeConf(_ settings: [(String, String)]) throws(KafkaError) -> OpaquePointer {
        guard let conf = rd_kafka_conf_new() else {
            throw KafkaError(.state, while: "configure \(clientID)", message: "no memory for a configuration")
        }
        var all = [
            ("bootstrap.servers", bootstrapServers), ("client.id", clientID),
            // 2.0.2 leaves Nagle's algorithm on, which can hold a small request back (workarounds.md).
            ("socket.nagle.disable", "true"), ("log.thread.name", "false"),
            ("allow.auto.create.topics", "false"), ("log.connection.close", "false"),
        ]
        if let tls {
            all += [("security.protocol", "ssl"), ("ssl.ca.location", tls.caLocation)]
            if let certificate = tls.certificateLocation { all.append(("ssl.certificate.location", certificate)) }
            if let key = tls.keyLocation { all.append(("ssl.key.location", key)) }
        }
        if statistics != nil, statisticsIntervalMilliseconds > 0 {
            all.append(("statistics.interval.ms", String(statisticsIntervalMilliseconds)))
        }
        all += settings
        do throws(KafkaError) {
            for (name, value) in all { try Self.set(name, value, on: conf, for: clientID) }
            for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
                guard !Self.fixed.contains(name) else {
                    throw KafkaError(
                        .invalidArgument, while: "configure \(clientID)",
                        message: "'\(name)' cannot be overridden: what the services promise rests on it")
                }
                try Self.set(name, value, on: conf, for: clientID)
            }
        } catch {
            rd_kafka_conf_destroy(conf)
            throw error
        }
        return conf
    }

    private static func set(
        _ name: String, _ value: String, on conf: OpaquePointer, for clientID: String
    ) throws(KafkaError) {
        var message = [CChar](repeating: 0, count: 512)
        let result = message.withUnsafeMutableBufferPointer {
            rd_kafka_conf_set(conf, name, value, $0.baseAddress, $0.count)
        }
        guard result == RD_KAFKA_CONF_OK else {
            throw KafkaError(.invalidArgument, while: "configure \(clientID)", message: text(message))
        }
    }
}

/// The text before the first zero byte.
func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
