internal import CRdKafka

/// Appends records to partitions: idempotent, acknowledged by all replicas in sync, always to an explicit partition.
///
/// - Thread: one at a time, the owner's; only `waker` may be used from others.
public final class Producer {
    /// How batches are compressed.
    public enum Compression: String, Sendable {
        /// Fast: the default.
        case lz4
        /// Smaller.
        case zstd
        /// As they are.
        case none
    }

    /// What may be tuned; every queue has its bound here.
    public struct Settings: Sendable {
        /// How batches are compressed.
        public var compression = Compression.lz4
        /// How long a record waits for others to share its batch, in milliseconds.
        public var lingerMilliseconds = 5
        /// How many records may wait for acknowledgement; then `append` answers `queueFull`.
        public var maximumQueuedRecords = 100_000
        /// How many kibibytes may wait for acknowledgement; then `append` answers `queueFull`.
        public var maximumQueuedKibibytes = 262_144
        /// The largest batch, in bytes before compression; a record that is larger is one alone.
        public var maximumBatchBytes = 1_000_000
        /// The largest record, in bytes; what is larger is refused before it is sent.
        public var maximumRecordBytes = 1_000_000
        /// How long librdkafka tries to deliver a record before it reports failure, in milliseconds.
        public var deliveryTimeoutMilliseconds = 120_000

        /// The defaults.
        public init() {}
    }

    /// A topic that this producer has opened.
    public struct Topic: Sendable {
        /// Its name.
        public let name: String
        /// How many partitions it has.
        public let partitionCount: Int32
        let index: Int
    }

    /// Whether a record was taken.
    public enum Enqueuing: Sendable {
        /// It was copied; its delivery will be reported by `poll`.
        case queued
        /// No room: poll until deliveries come, then append it again.
        case queueFull
    }

    /// What became of one record.
    public struct Delivery: Sendable {
        /// What the caller named it by.
        public let token: UInt64
        /// Its partition.
        public let partition: Int32
        /// Its offset, -1 where it failed.
        public let offset: Int64
        /// `noError`, or why it was not acknowledged; it may nevertheless be in the log.
        public let code: KafkaError.Code
        /// When the broker appended it, by its own clock, in milliseconds since 1970; nil where the topic is not stamped so
        /// (`message.timestamp.type=LogAppendTime`), or it failed.
        public let appended: Int64?

        /// Why it failed, nil where it was acknowledged.
        public var error: KafkaError? {
            code == .noError ? nil : KafkaError(code, while: "append to partition \(partition)")
        }
    }

    /// Wakes a waiting `poll` or `flush` from another thread.
    public let waker: Waker

    private let client: Client
    private var topics: [Topic] = []
    private var handles: [OpaquePointer] = []

    /// Opens a producer; it connects in the background.
    public init(_ configuration: KafkaConfiguration, settings: Settings = Settings()) throws(KafkaError) {
        client = try Client(
            RD_KAFKA_PRODUCER, configuration,
            [
                ("enable.idempotence", "true"), ("acks", "all"), ("compression.type", settings.compression.rawValue),
                ("linger.ms", String(settings.lingerMilliseconds)),
                ("queue.buffering.max.messages", String(settings.maximumQueuedRecords)),
                ("queue.buffering.max.kbytes", String(settings.maximumQueuedKibibytes)),
                ("batch.size", String(settings.maximumBatchBytes)),
                ("message.max.bytes", String(settings.maximumRecordBytes)),
                ("delivery.timeout.ms", String(settings.deliveryTimeoutMilliseconds)),
            ], events: RD_KAFKA_EVENT_DR)
        waker = Waker([client.mainQueue])
    }

    deinit { _ = close(timeoutMilliseconds: 0) }

    /// Opens `topic` and asks for its metadata, without which the first record would wait a second (workarounds.md).
    /// One that was `justMade` may still be unknown to the broker that is asked: that is waited for too.
    public func open(
        topic name: String, justMade: Bool = false, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> Topic {
        try client.check("open \(name)")
        if let known = topics.first(where: { $0.name == name }) { return known }
        guard let handle = rd_kafka_topic_new(client.rk, name, nil) else {
            throw KafkaError(rd_kafka_last_error().code, while: "open \(name)")
        }
        let count: Int32
        do throws(KafkaError) {
            count = try client.partitionCount(
                of: handle, name: name, justMade: justMade, timeoutMilliseconds: timeoutMilliseconds)
        } catch {
            rd_kafka_topic_destroy(handle)
            throw error
        }
        let topic = Topic(name: name, partitionCount: count, index: handles.count)
        handles.append(handle)
        topics.append(topic)
        return topic
    }

    /// Copies one record into the queue; a nil `value` is a tombstone. `token` names it in its delivery.
    public func append(
        to topic: Topic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, token: UInt64
    ) throws(KafkaError) -> Enqueuing {
        if client.isClosed || client.fatalError != nil { try client.check("append to \(topic.name)/\(partition)") }
        let result = rd_kafka_produce(
            handles[topic.index], partition, RD_KAFKA_MSG_F_COPY, Self.mutable(value), value?.count ?? 0,
            Self.address(key), key?.count ?? 0, UnsafeMutableRawPointer(bitPattern: UInt(token)))
        if result == 0 { return .queued }
        return try refused(rd_kafka_last_error(), topic, partition)
    }

    /// As `append`, with headers, such as `content-type` on the topics that others read. A `timestamp`, in milliseconds
    /// since 1970, is given to a record that was made before, as a restore does; 0 is now.
    public func append(
        to topic: Topic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: [(name: String, value: [UInt8])], timestamp: Int64 = 0, token: UInt64
    ) throws(KafkaError) -> Enqueuing {
        guard !headers.isEmpty || timestamp != 0 else {
            return try append(to: topic, partition: partition, key: key, value: value, token: token)
        }
        if client.isClosed || client.fatalError != nil { try client.check("append to \(topic.name)/\(partition)") }
        guard let list = rd_kafka_headers_new(headers.count) else {
            throw KafkaError(rd_kafka_last_error().code, while: "append to \(topic.name)/\(partition)")
        }
        for header in headers {
            let added = header.value.withUnsafeBytes {
                rd_kafka_header_add(list, header.name, -1, Self.address($0), header.value.count)
            }
            guard added == RD_KAFKA_RESP_ERR_NO_ERROR else {
                rd_kafka_headers_destroy(list)
                return try refused(added, topic, partition)
            }
        }
        let result = annual_review_produce_with_headers(
            client.rk, handles[topic.index], partition, Self.address(key), key?.count ?? 0, Self.address(value),
            value?.count ?? 0, list, timestamp, UnsafeMutableRawPointer(bitPattern: UInt(token)))
        if result == RD_KAFKA_RESP_ERR_NO_ERROR { return .queued }
        return try refused(result, topic, partition)
    }

    private func refused(
        _ code: rd_kafka_resp_err_t, _ topic: Topic, _ partition: Int32
    ) throws(KafkaError) -> Enqueuing {
        if code == RD_KAFKA_RESP_ERR__QUEUE_FULL { return .queueFull }
        if code == RD_KAFKA_RESP_ERR__FATAL { client.noteFatal() }
        if let fatal = client.fatalError { throw fatal }
        throw KafkaError(code.code, while: "append to \(topic.name)/\(partition)")
    }

    /// An empty key or value is an address and no bytes; nil is no address. Swift's empty buffers have none.
    private static func address(_ bytes: UnsafeRawBufferPointer?) -> UnsafeRawPointer? {
        guard let bytes else { return nil }
        return bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
    }

    private static func mutable(_ bytes: UnsafeRawBufferPointer?) -> UnsafeMutableRawPointer? {
        // librdkafka only reads what it copies.
        address(bytes).map { UnsafeMutableRawPointer(mutating: $0) }
    }

    /// How many records wait for acknowledgement or for their delivery to be taken.
    public var inFlight: Int { client.isClosed ? 0 : Int(rd_kafka_outq_len(client.rk)) }

    /// The error after which this producer cannot go on: close it and open a new one.
    public var fatalError: KafkaError? { client.fatalError }

    /// Brings about the fatal error that the broker's answers can bring about, for tests.
    func failFatally(_ reason: String) {
        rd_kafka_test_fatal_error(client.rk, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, reason)
    }

    /// Waits for deliveries at most `timeoutMilliseconds`, then gives `body` all that are there. Answers how many.
    @discardableResult
    public func poll(timeoutMilliseconds: Int32, _ body: (Delivery) -> Void) throws(KafkaError) -> Int {
        try client.check("poll")
        var count = 0
        var timeout = timeoutMilliseconds
        while let event = rd_kafka_queue_poll(client.mainQueue, timeout) {
            timeout = 0
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_DR {
                while let message = rd_kafka_event_message_next(event) {
                    count += 1
                    body(
                        Delivery(
                            token: UInt64(UInt(bitPattern: message.pointee._private)),
                            partition: message.pointee.partition, offset: message.pointee.offset,
                            code: message.pointee.err.code, appended: Self.appended(message)))
                }
            } else {
                client.handle(event)
            }
            rd_kafka_event_destroy(event)
        }
        return count
    }

    /// The embedded broker stamps everything with a moment of 1970 (workarounds.md): what no broker of ours can have said is
    /// none.
    private static func appended(_ message: UnsafePointer<rd_kafka_message_s>) -> Int64? {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let stamp = rd_kafka_message_timestamp(message, &type)
        let yearOfKafka: Int64 = 1_293_840_000_000
        return type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME && stamp > yearOfKafka ? stamp : nil
    }

    /// Polls until nothing is in flight, at most `timeoutMilliseconds`. False: something still is.
    public func flush(timeoutMilliseconds: Int32, _ body: (Delivery) -> Void) throws(KafkaError) -> Bool {
        let deadline = monotonicMilliseconds() + Int64(timeoutMilliseconds)
        while inFlight > 0 {
            let left = remaining(until: deadline)
            try poll(timeoutMilliseconds: min(left, 100), body)
            if left == 0 { return inFlight == 0 }
        }
        return true
    }

    /// Ends the producer; what is still in flight is dropped without report. Once is enough, twice is harmless.
    /// False: librdkafka had not ended in time.
    @discardableResult
    public func close(timeoutMilliseconds: Int32 = 5_000) -> Bool {
        guard !client.isClosed else { return true }
        waker.disarm()
        for handle in handles { rd_kafka_topic_destroy(handle) }
        handles = []
        topics = []
        return client.close(timeoutMilliseconds: timeoutMilliseconds, queues: [])
    }
}

extension Client {
    /// How many partitions the broker says the topic has.
    func partitionCount(
        of topic: OpaquePointer, name: String, justMade: Bool, timeoutMilliseconds: Int32
    ) throws(KafkaError) -> Int32 {
        let deadline = monotonicMilliseconds() + Int64(timeoutMilliseconds)
        while true {
            var metadata: UnsafePointer<rd_kafka_metadata>?
            let code = rd_kafka_metadata(rk, 0, topic, &metadata, max(1, remaining(until: deadline)))
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
                throw KafkaError(code.code, while: "ask for the metadata of \(name)")
            }
            defer { rd_kafka_metadata_destroy(metadata) }
            guard metadata.pointee.topic_cnt == 1, let topic = metadata.pointee.topics else {
                throw KafkaError(.unknownTopic, while: "ask for the metadata of \(name)")
            }
            let error = topic.pointee.err.code
            if error == .noError, topic.pointee.partition_cnt > 0 { return topic.pointee.partition_cnt }
            // A topic that was just made has no leaders yet; everything else is for the caller.
            let mayCome =
                error == .noError || error.usualAdvice == .retry || justMade && error == .unknownTopicOrPartition
            guard mayCome, remaining(until: deadline) > 0 else {
                throw KafkaError(
                    error == .noError ? .unknownPartition : error, while: "ask for the metadata of \(name)")
            }
            // Not by polling the queue: deliveries may wait in it.
            pause(milliseconds: 20)
        }
    }
}
