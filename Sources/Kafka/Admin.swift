internal import CRdKafka

/// Questions to a cluster, and topics for it: what runs seldom and may wait.
///
/// - Thread: one at a time, the owner's.
public final class Admin {
    /// What a broker offers beyond reading and writing. The embedded broker offers none of it.
    public struct Capabilities: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: Int

        /// The capabilities with these bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// It makes topics for clients.
        public static let createsTopics = Capabilities(rawValue: 1)
        /// It tells a topic's settings.
        public static let describesSettings = Capabilities(rawValue: 2)
        /// It keeps the last record of each key.
        public static let compacts = Capabilities(rawValue: 4)
        /// It keeps what it was given when it is started again.
        public static let persists = Capabilities(rawValue: 8)
    }

    /// A topic to be made.
    public struct NewTopic: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// How many partitions.
        public var partitions: Int32
        /// How many copies.
        public var replication: Int32
        /// Kafka's own topic settings by name.
        public var settings: [String: String]

        /// The topic `name`.
        public init(_ name: String, partitions: Int32, replication: Int32, settings: [String: String] = [:]) {
            self.name = name
            self.partitions = partitions
            self.replication = replication
            self.settings = settings
        }
    }

    /// One setting of a topic.
    public struct Setting: Hashable, Sendable {
        /// Its value; nil where the broker keeps it to itself.
        public let value: String?
        /// Whether nobody has set it for this topic.
        public let isDefault: Bool

        /// The setting `value`.
        public init(value: String?, isDefault: Bool) {
            self.value = value
            self.isDefault = isDefault
        }
    }

    /// What a cluster says of itself.
    public struct Metadata: Hashable, Sendable {
        /// One broker.
        public struct Broker: Hashable, Sendable {
            /// Its number.
            public let id: Int32
            /// Its host name.
            public let host: String
            /// Its port.
            public let port: Int32
        }

        /// One topic.
        public struct Topic: Hashable, Sendable {
            /// How many partitions it has.
            public let partitions: Int32
            /// The fewest copies that any of its partitions has.
            public let replication: Int32
            /// How many of its partitions have no leader at this moment.
            public let leaderless: Int32
        }

        /// The brokers that are there.
        public let brokers: [Broker]
        /// The topics by name, as far as this client may see them.
        public let topics: [String: Topic]

        /// How many brokers the cluster has, those included that are away for a while: at least as many as a topic has
        /// copies.
        public var clusterSize: Int { max(brokers.count, Int(topics.values.map(\.replication).max() ?? 0)) }
    }

    /// How far a group is behind in one partition.
    public struct Lag: Hashable, Sendable {
        /// The offset of the next record that the group will look at; nil where it has committed nothing.
        public let committed: Int64?
        /// The offset that the partition's next record will have.
        public let end: Int64
        /// How many records are between.
        public var records: Int64 { max(0, end - (committed ?? 0)) }
    }

    let client: Client
    private let configuration: KafkaConfiguration
    private var groups: [String: Client] = [:]
    private var known: Capabilities?

    /// How librdkafka's mock cluster begins its id (`rdkafka_mock.c`).
    private static let mockClusterPrefix = "mockCluster"

    /// How many groups' clients are kept open to be asked again.
    public static let maximumGroups = 64

    /// Opens a client for administration; it connects in the background.
    public init(_ configuration: KafkaConfiguration) throws(KafkaError) {
        self.configuration = configuration
        client = try Client(RD_KAFKA_PRODUCER, configuration, [], events: 0)
    }

    deinit { _ = close(timeoutMilliseconds: 0) }

    /// Asks for the cluster's brokers and topics.
    public func metadata(timeoutMilliseconds: Int32 = 10_000) throws(KafkaError) -> Metadata {
        client.serve()
        try client.check("ask for the cluster's metadata")
        var pointer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(client.rk, 1, nil, &pointer, timeoutMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let pointer else {
            throw KafkaError(
                code.code, while: "ask \(configuration.bootstrapServers) for the cluster's metadata")
        }
        defer { rd_kafka_metadata_destroy(pointer) }
        let metadata = pointer.pointee
        let brokers = (0..<Int(metadata.broker_cnt)).map { index in
            let broker = metadata.brokers[index]
            return Metadata.Broker(id: broker.id, host: String(cString: broker.host), port: broker.port)
        }
        var topics: [String: Metadata.Topic] = [:]
        for index in 0..<Int(metadata.topic_cnt) {
            let topic = metadata.topics[index]
            guard topic.err == RD_KAFKA_RESP_ERR_NO_ERROR, let name = topic.topic else { continue }
            let partitions = (0..<Int(topic.partition_cnt)).map { topic.partitions[$0] }
            topics[String(cString: name)] = Metadata.Topic(
                partitions: topic.partition_cnt, replication: partitions.map(\.replica_cnt).min() ?? 0,
                leaderless: Int32(partitions.count { $0.leader < 0 }))
        }
        return Metadata(brokers: brokers, topics: topics)
    }

    /// What the broker offers, told by the cluster's id: asked for more, the embedded broker lets a client wait in vain.
    public func capabilities(timeoutMilliseconds: Int32 = 10_000) throws(KafkaError) -> Capabilities {
        if let known { return known }
        _ = try metadata(timeoutMilliseconds: timeoutMilliseconds)
        // The metadata has come, so that the cluster's id is known and nothing waits here.
        guard let identity = rd_kafka_clusterid(client.rk, timeoutMilliseconds) else {
            throw KafkaError(.timedOut, while: "ask for the cluster's id")
        }
        let isEmbedded = String(cString: identity).hasPrefix(Self.mockClusterPrefix)
        rd_kafka_mem_free(client.rk, identity)
        let found: Capabilities = isEmbedded ? [] : [.createsTopics, .describesSettings, .compacts, .persists]
        known = found
        return found
    }

    func require(_ capability: Capabilities, _ operation: String, _ timeout: Int32) throws(KafkaError) {
        guard try capabilities(timeoutMilliseconds: timeout).contains(capability) else {
            throw KafkaError(
                .notSupportedByBroker, while: operation, message: "this broker takes no administration",
                advice: .askOperator)
        }
    }

    /// Makes topics. Answers why one was not made, by name; `topicAlreadyExists` among them.
    public func create(
        _ topics: [NewTopic], timeoutMilliseconds: Int32 = 15_000
    ) throws(KafkaError) -> [String: KafkaError] {
        let operation = "create topics"
        try require(.createsTopics, operation, timeoutMilliseconds)
        var requests: [OpaquePointer?] = []
        defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
        var message = [CChar](repeating: 0, count: 512)
        for topic in topics {
            let request = message.withUnsafeMutableBufferPointer {
                rd_kafka_NewTopic_new(topic.name, topic.partitions, topic.replication, $0.baseAddress, $0.count)
            }
            guard let request else {
                throw KafkaError(.invalidArgument, while: "create \(topic.name)", message: text(message))
            }
            requests.append(request)
            for (name, value) in topic.settings {
                let code = rd_kafka_NewTopic_set_config(request, name, value)
                guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw KafkaError(code.code, while: "create \(topic.name) with \(name)=\(value)")
                }
            }
        }
        var failures: [String: KafkaError] = [:]
        try ask(RD_KAFKA_ADMIN_OP_CREATETOPICS, operation, timeoutMilliseconds) { options, queue in
            rd_kafka_CreateTopics(client.rk, &requests, requests.count, options, queue)
        } answer: { event in
            var count = 0
            guard let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
            else { return }
            for index in 0..<count {
                let code = rd_kafka_topic_result_error(results[index]).code
                guard code != .noError, let name = rd_kafka_topic_result_name(results[index]) else { continue }
                let topic = String(cString: name)
                failures[topic] = KafkaError(
                    code, while: "create \(topic)",
                    message: rd_kafka_topic_result_error_string(results[index]).map { String(cString: $0) })
            }
        }
        return failures
    }

    /// The settings of topics: topic → name → setting.
    public func settings(
        of topics: [String], timeoutMilliseconds: Int32 = 15_000
    ) throws(KafkaError) -> [String: [String: Setting]] {
        let operation = "describe the settings of \(topics.joined(separator: ", "))"
        try require(.describesSettings, operation, timeoutMilliseconds)
        var resources: [OpaquePointer?] = topics.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
        defer { for resource in resources where resource != nil { rd_kafka_ConfigResource_destroy(resource) } }
        guard !resources.contains(nil) else {
            throw KafkaError(.invalidArgument, while: operation, message: "a topic has no name")
        }
        var found: [String: [String: Setting]] = [:]
        var failure: KafkaError?
        try ask(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, operation, timeoutMilliseconds) { options, queue in
            rd_kafka_DescribeConfigs(client.rk, &resources, resources.count, options, queue)
        } answer: { event in
            var count = 0
            guard
                let results = rd_kafka_DescribeConfigs_result_resources(
                    rd_kafka_event_DescribeConfigs_result(event), &count)
            else { return }
            for index in 0..<count {
                guard let result = results[index], let name = rd_kafka_ConfigResource_name(result) else { continue }
                let topic = String(cString: name)
                let code = rd_kafka_ConfigResource_error(result).code
                guard code == .noError else {
                    failure = KafkaError(
                        code, while: "describe the settings of \(topic)",
                        message: rd_kafka_ConfigResource_error_string(result).map { String(cString: $0) })
                    continue
                }
                var entries = 0
                guard let list = rd_kafka_ConfigResource_configs(result, &entries) else { continue }
                for index in 0..<entries {
                    guard let name = rd_kafka_ConfigEntry_name(list[index]) else { continue }
                    found[topic, default: [:]][String(cString: name)] = Setting(
                        value: rd_kafka_ConfigEntry_value(list[index]).map { String(cString: $0) },
                        isDefault: rd_kafka_ConfigEntry_source(list[index])
                            != RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG)
                }
            }
        }
        if let failure { throw failure }
        return found
    }

    /// Asks one administrative question and waits for its answer on a queue of its own.
    func ask(
        _ kind: rd_kafka_admin_op_t, _ operation: String, _ timeoutMilliseconds: Int32,
        send: (_ options: OpaquePointer, _ queue: OpaquePointer) -> Void, answer: (_ event: OpaquePointer) -> Void
    ) throws(KafkaError) {
        guard let queue = rd_kafka_queue_new(client.rk), let options = rd_kafka_AdminOptions_new(client.rk, kind) else {
            throw KafkaError(.state, while: operation)
        }
        defer {
            rd_kafka_AdminOptions_destroy(options)
            rd_kafka_queue_destroy(queue)
        }
        var message = [CChar](repeating: 0, count: 512)
        let code = message.withUnsafeMutableBufferPointer {
            rd_kafka_AdminOptions_set_request_timeout(options, timeoutMilliseconds, $0.baseAddress, $0.count)
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code.code, while: operation, message: text(message))
        }
        send(options, queue)
        // librdkafka answers by its own time-out; the margin is for an answer on its way.
        guard let event = rd_kafka_queue_poll(queue, timeoutMilliseconds + 1_000) else {
            throw KafkaError(.timedOut, while: operation)
        }
        defer { rd_kafka_event_destroy(event) }
        let result = rd_kafka_event_error(event).code
        guard result == .noError else {
            throw KafkaError(
                result, while: operation, message: rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        answer(event)
    }

    /// A partition's lowest and next offset.
    public func watermarks(
        topic: String, partition: Int32, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> Reader.Watermarks {
        try client.watermarks(topic: topic, partition: partition, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// The offset that the next record of each partition will have: one question to each broker for all of them.
    public func endOffsets(
        topic: String, partitions: Range<Int32>, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> [Int64] {
        try offsets(topic, partitions, special: Int64(RD_KAFKA_OFFSET_END), timeoutMilliseconds)
    }

    /// The lowest offset that each partition holds; above 0 it has lost its beginning.
    public func beginOffsets(
        topic: String, partitions: Range<Int32>, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> [Int64] {
        try offsets(topic, partitions, special: Int64(RD_KAFKA_OFFSET_BEGINNING), timeoutMilliseconds)
    }

    private func offsets(
        _ topic: String, _ partitions: Range<Int32>, special: Int64, _ timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [Int64] {
        let operation = "ask for the offsets of \(topic)"
        client.serve()
        try client.check(operation)
        let list = rd_kafka_topic_partition_list_new(Int32(partitions.count))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for partition in partitions {
            // To the broker -1 and -2 are not times but the end and the beginning.
            rd_kafka_topic_partition_list_add(list, topic, partition)?.pointee.offset = special
        }
        let code = rd_kafka_offsets_for_times(client.rk, list, timeoutMilliseconds)
        do throws(KafkaError) {
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code.code, while: operation) }
            return try Self.answers(list, partitions, operation)
        } catch {
            // librdkafka goes on asking the leaders that it knew (workarounds.md): so that the next question finds them.
            if error.advice == .retry || error.code == .unknownPartition {
                _ = try metadata(timeoutMilliseconds: timeoutMilliseconds)
            }
            throw error
        }
    }

    /// The offsets that `group` has committed, nil where it has none. Joins nothing; the group's client is kept open.
    public func committedOffsets(
        group: String, topic: String, partitions: Range<Int32>, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> [Int64?] {
        let operation = "ask what \(group) has committed of \(topic)"
        try client.check(operation)
        let client = try client(of: group)
        client.serve()
        let list = rd_kafka_topic_partition_list_new(Int32(partitions.count))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for partition in partitions { rd_kafka_topic_partition_list_add(list, topic, partition) }
        let code = rd_kafka_committed(client.rk, list, timeoutMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code.code, while: operation) }
        return try Self.answers(list, partitions, operation).map { $0 < 0 ? nil : $0 }
    }

    private func client(of group: String) throws(KafkaError) -> Client {
        if let open = groups[group] { return open }
        guard groups.count < Self.maximumGroups else {
            throw KafkaError(
                .invalidArgument, while: "ask for the group \(group)",
                message: "more than \(Self.maximumGroups) groups asked of one client")
        }
        let opened = try Client(
            RD_KAFKA_CONSUMER, configuration, [("group.id", group), ("enable.auto.commit", "false")], events: 0)
        groups[group] = opened
        return opened
    }

    private static func answers(
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_s>?, _ partitions: Range<Int32>, _ operation: String
    ) throws(KafkaError) -> [Int64] {
        var answers = [Int64](repeating: -1, count: partitions.count)
        guard let list else { return answers }
        for index in 0..<Int(list.pointee.cnt) {
            let element = list.pointee.elems[index]
            guard element.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw KafkaError(element.err.code, while: "\(operation)/\(element.partition)")
            }
            // The list may come back in another order.
            guard partitions.contains(element.partition) else { continue }
            answers[Int(element.partition - partitions.lowerBound)] = element.offset
        }
        return answers
    }

    /// How far `group` is behind in each partition.
    public func lag(
        group: String, topic: String, partitions: Range<Int32>, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> [Lag] {
        // The commits first: an end that is read later can only be higher, so that rest is never seen too early.
        let committed = try committedOffsets(
            group: group, topic: topic, partitions: partitions, timeoutMilliseconds: timeoutMilliseconds)
        let ends = try endOffsets(topic: topic, partitions: partitions, timeoutMilliseconds: timeoutMilliseconds)
        return zip(committed, ends).map { Lag(committed: $0, end: $1) }
    }

    /// Ends all clients. Once is enough, twice is harmless. False: librdkafka had not ended in time.
    @discardableResult
    public func close(timeoutMilliseconds: Int32 = 5_000) -> Bool {
        let deadline = monotonicMilliseconds() + Int64(timeoutMilliseconds)
        var ended = true
        for client in groups.values {
            ended = client.close(timeoutMilliseconds: remaining(until: deadline), queues: []) && ended
        }
        groups = [:]
        return client.close(timeoutMilliseconds: remaining(until: deadline), queues: []) && ended
    }
}
