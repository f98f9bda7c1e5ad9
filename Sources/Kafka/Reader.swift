internal import CRdKafka

/// Reads partitions assigned by hand, each from a given offset, several topics at once; never a member of a group.
///
/// It says when it has read a partition to its end, and an offset that the log does not hold is an error, never a jump.
/// - Thread: one at a time, the owner's; only `waker` may be used from others.
public final class Reader {
    /// One partition and where to begin.
    public struct Assignment: Hashable, Sendable {
        /// The topic.
        public var topic: String
        /// The partition.
        public var partition: Int32
        /// The first offset to read. 0 is the beginning of a log that has lost nothing.
        public var offset: Int64

        /// Read `topic`/`partition` from `offset`.
        public init(topic: String, partition: Int32, offset: Int64) {
            self.topic = topic
            self.partition = partition
            self.offset = offset
        }
    }

    /// What may be tuned; every queue has its bound here.
    public struct Settings: Sendable {
        /// How long the broker may hold back an answer when nothing is there, in milliseconds. The embedded broker holds
        /// it back for the whole time even when something comes: 10 there (workarounds.md).
        public var fetchWaitMilliseconds = 100
        /// How many records may be ready, in all, before no more are fetched.
        public var maximumQueuedRecords = 100_000
        /// How many kibibytes may be ready, in all, before no more are fetched.
        public var maximumQueuedKibibytes = 65_536
        /// How many bytes of a partition are asked for at once; a record that is larger comes nevertheless.
        public var maximumFetchBytes = 1_048_576
        /// The most records that one `poll` can give.
        public var maximumBatch = 1_000

        /// The defaults.
        public init() {}
    }

    /// The lowest offset that a partition holds and the one that its next record will have.
    public struct Watermarks: Hashable, Sendable {
        /// The lowest offset held: above 0 the log has lost its beginning.
        public let low: Int64
        /// One above the highest.
        public let high: Int64
    }

    private struct Slot {
        var position: Int64
        var end: Int64 = -1
        var isTouched = false
        var isPaused = false

        var isAtEnd: Bool { end >= position }
    }

    /// Records of one partition that come one after another.
    private struct Run {
        let handle: OpaquePointer?
        let partition: Int32
        let topic: Int
        let slot: Int
        var position: Int64
    }

    /// What was taken from the queue.
    private struct Taken {
        var records = 0
        var bytes = 0
    }

    /// The assigned topics, in the order of their first assignment; records name theirs by position here.
    public private(set) var topics: [String] = []
    /// What is assigned; positions in it name partitions to `isAtEnd(_:)` and `position(_:)`.
    public private(set) var assignments: [Assignment] = []
    /// Wakes a waiting `poll` from another thread.
    public let waker: Waker

    /// How long at most it takes to wake the fetching threads, in milliseconds.
    private static let wakeMilliseconds: Int32 = 1

    private let client: Client
    private let queue: OpaquePointer
    private let maximumBatch: Int
    /// What was taken since the fetching threads were last woken or nothing came. The queue can have been full only if it
    /// is as much as half of its bounds.
    private var taken = Taken()
    private let much: Taken
    private let messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_s>?>
    private var handles: [OpaquePointer] = []
    private var slots: [Slot] = []
    /// The slots of which the running poll has given records.
    private var touched: [Int] = []
    /// topic → partition → position in `slots`, -1 where not assigned.
    private var slotOfPartition: [[Int]] = []

    /// Opens a reader; it connects in the background and reads nothing before `assign`.
    public init(_ configuration: KafkaConfiguration, settings: Settings = Settings()) throws(KafkaError) {
        let client = try Client(
            RD_KAFKA_CONSUMER, configuration,
            [
                ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
                ("auto.offset.reset", "error"), ("enable.partition.eof", "true"),
                // What stands in the log is read, whoever wrote it how: a producer with transactions must hide nothing, and
                // one that left a transaction open must hold nothing up.
                ("isolation.level", "read_uncommitted"),
                ("fetch.message.max.bytes", String(settings.maximumFetchBytes)),
                ("fetch.wait.max.ms", String(settings.fetchWaitMilliseconds)),
                ("queued.min.messages", String(settings.maximumQueuedRecords)),
                ("queued.max.messages.kbytes", String(settings.maximumQueuedKibibytes)),
                ("fetch.error.backoff.ms", "20"),
            ], events: 0)
        guard let queue = rd_kafka_queue_new(client.rk) else {
            throw KafkaError(.state, while: "open the reader \(configuration.clientID)")
        }
        self.client = client
        self.queue = queue
        maximumBatch = max(1, settings.maximumBatch)
        much = Taken(records: settings.maximumQueuedRecords / 2, bytes: settings.maximumQueuedKibibytes * 512)
        messages = .allocate(capacity: maximumBatch)
        messages.initialize(repeating: nil, count: maximumBatch)
        waker = Waker([queue])
    }

    deinit {
        _ = close(timeoutMilliseconds: 0)
        messages.deallocate()
    }

    /// Reads these partitions from now on and no others.
    public func assign(_ list: [Assignment]) throws(KafkaError) {
        try client.check("assign \(list.count) partitions")
        stop()
        for assignment in list {
            let topic = try open(assignment.topic)
            let partition = Int(assignment.partition)
            guard partition >= 0, assignment.offset >= 0 else {
                throw KafkaError(.invalidArgument, while: "assign \(assignment)", message: "below 0")
            }
            while slotOfPartition[topic].count <= partition { slotOfPartition[topic].append(-1) }
            guard slotOfPartition[topic][partition] < 0 else {
                throw KafkaError(.invalidArgument, while: "assign \(assignment)", message: "assigned twice")
            }
            guard rd_kafka_consume_start_queue(handles[topic], assignment.partition, assignment.offset, queue) == 0
            else {
                throw KafkaError(
                    rd_kafka_last_error().code, while: "read \(assignment.topic)/\(assignment.partition)")
            }
            slotOfPartition[topic][partition] = slots.count
            slots.append(Slot(position: assignment.offset))
            assignments.append(assignment)
        }
    }

    /// Reads `assignments[index]` no more until it is resumed. What was fetched of it and not given is dropped, and is
    /// fetched again then.
    public func pause(_ index: Int) throws(KafkaError) {
        guard !slots[index].isPaused else { return }
        let assignment = assignments[index]
        guard let handle = handle(assignment), rd_kafka_consume_stop(handle, assignment.partition) == 0 else {
            throw KafkaError(rd_kafka_last_error().code, while: "pause \(assignment.topic)/\(assignment.partition)")
        }
        slots[index].isPaused = true
    }

    /// Reads `assignments[index]` on from its position.
    public func resume(_ index: Int) throws(KafkaError) {
        guard slots[index].isPaused else { return }
        let assignment = assignments[index]
        guard let handle = handle(assignment),
            rd_kafka_consume_start_queue(handle, assignment.partition, slots[index].position, queue) == 0
        else {
            throw KafkaError(rd_kafka_last_error().code, while: "resume \(assignment.topic)/\(assignment.partition)")
        }
        slots[index].isPaused = false
        slots[index].end = -1
    }

    /// Reads `assignments[index]` from that offset on, whatever was read of it.
    public func move(_ index: Int, to offset: Int64) throws(KafkaError) {
        try pause(index)
        slots[index].position = offset
        try resume(index)
    }

    private func handle(_ assignment: Assignment) -> OpaquePointer? {
        topics.firstIndex(of: assignment.topic).map { handles[$0] }
    }

    private func open(_ name: String) throws(KafkaError) -> Int {
        if let known = topics.firstIndex(of: name) { return known }
        // The copy carries our settings; without one, rd_kafka_topic_new would take them but no opaque.
        let conf = rd_kafka_default_topic_conf_dup(client.rk)
        rd_kafka_topic_conf_set_opaque(conf, UnsafeMutableRawPointer(bitPattern: topics.count + 1))
        guard let handle = rd_kafka_topic_new(client.rk, name, conf) else {
            throw KafkaError(rd_kafka_last_error().code, while: "open \(name)")
        }
        handles.append(handle)
        topics.append(name)
        slotOfPartition.append([])
        return topics.count - 1
    }

    private func stop() {
        for (topic, slots) in slotOfPartition.enumerated() {
            for (partition, slot) in slots.enumerated() where slot >= 0 {
                // Fails only where it was not started, or is paused.
                _ = rd_kafka_consume_stop(handles[topic], Int32(partition))
            }
            slotOfPartition[topic] = []
        }
        slots = []
        assignments = []
    }

    /// Waits for a record or a partition's end at most `timeoutMilliseconds`, then gives `body` what is there, at most
    /// `max` records, each partition in order. Answers how many; 0 also when it was woken.
    ///
    /// An error is thrown after what came with it was given; with the advice `retry` the reader goes on by itself.
    @discardableResult
    public func poll(
        max limit: Int = .max, timeoutMilliseconds: Int32, _ body: (borrowing RecordView) -> Void
    ) throws(KafkaError) -> Int {
        client.serve()
        try client.check("poll")
        if taken.records >= much.records || taken.bytes >= much.bytes, rd_kafka_queue_length(queue) == 0 {
            wakeFetchers()
            taken = Taken()
        }
        // Not one call for all: rd_kafka_consume_batch_queue waits until the batch is full or the time is up.
        guard let first = rd_kafka_consume_queue(queue, timeoutMilliseconds) else {
            taken = Taken()
            return 0
        }
        messages[0] = first
        var count = 1
        let room = min(limit, maximumBatch) - 1
        if room > 0 {
            let more = rd_kafka_consume_batch_queue(queue, 0, messages + 1, room)
            if more > 0 { count += more }
        }
        var records = 0
        var bytes = 0
        var failure: KafkaError?
        // Records come in runs of one partition, so what is known of it is looked up and noted once a run.
        var run: Run?
        for index in 0..<count {
            guard let message = messages[index] else { continue }
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                if run?.handle != message.pointee.rkt || run?.partition != message.pointee.partition {
                    if let run { note(run) }
                    run = begin(message)
                }
                run?.position = message.pointee.offset + 1
                bytes += message.pointee.len + message.pointee.key_len
                body(RecordView(message, topic: run?.topic ?? 0))
                records += 1
            } else if let error = note(message) {
                failure = failure ?? error
            }
            rd_kafka_message_destroy(message)
        }
        taken.records += records
        taken.bytes += bytes
        if let run { note(run) }
        noteEnds()
        if let failure { throw failure }
        return records
    }

    /// librdkafka's threads that fetch sleep for up to a second where the queue was full (workarounds.md), and wake for
    /// whatever else they have to do: so each leader is asked something. Its answer is not waited for.
    private func wakeFetchers() {
        let list = rd_kafka_topic_partition_list_new(Int32(assignments.count))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for (index, assignment) in assignments.enumerated() where !slots[index].isPaused {
            rd_kafka_topic_partition_list_add(list, assignment.topic, assignment.partition)?.pointee.offset =
                Int64(RD_KAFKA_OFFSET_END)
        }
        _ = rd_kafka_offsets_for_times(client.rk, list, Self.wakeMilliseconds)
    }

    private func begin(_ message: UnsafeMutablePointer<rd_kafka_message_s>) -> Run {
        let topic = Int(bitPattern: rd_kafka_topic_opaque(message.pointee.rkt)) - 1
        let partition = message.pointee.partition
        return Run(
            handle: message.pointee.rkt, partition: partition, topic: topic,
            slot: slotOfPartition[topic][Int(partition)], position: message.pointee.offset)
    }

    private func note(_ run: Run) {
        slots[run.slot].position = run.position
        guard !slots[run.slot].isTouched else { return }
        slots[run.slot].isTouched = true
        touched.append(run.slot)
    }

    /// Notes the partitions that are read up to the end which came with their last records.
    ///
    /// librdkafka says `PARTITION_EOF` only after one more fetch that finds nothing, which the broker holds back for
    /// the whole `fetch.wait.max.ms`: every hop through a log would take that long.
    private func noteEnds() {
        for index in touched {
            slots[index].isTouched = false
            let assignment = assignments[index]
            guard let topic = topics.firstIndex(of: assignment.topic),
                let name = rd_kafka_topic_name(handles[topic])
            else { continue }
            var low: Int64 = 0
            var high: Int64 = 0
            let code = rd_kafka_get_watermark_offsets(client.rk, name, assignment.partition, &low, &high)
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, high == slots[index].position { slots[index].end = high }
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// Notes a partition's end; answers any other error.
    private func note(_ message: UnsafeMutablePointer<rd_kafka_message_s>) -> KafkaError? {
        let code = message.pointee.err.code
        let words = rd_kafka_message_errstr(message).map { String(cString: $0) }
        guard let handle = message.pointee.rkt else { return KafkaError(code, while: "read", message: words) }
        let topic = Int(bitPattern: rd_kafka_topic_opaque(handle)) - 1
        let partition = message.pointee.partition
        guard topics.indices.contains(topic) else { return KafkaError(code, while: "read", message: words) }
        if code == .partitionEOF, slotOfPartition[topic].indices.contains(Int(partition)) {
            slots[slotOfPartition[topic][Int(partition)]].end = message.pointee.offset
            return nil
        }
        return KafkaError(code, while: "read \(topics[topic])/\(partition)", message: words)
    }

    /// The offset of the next record of `assignments[index]`, as of the last poll.
    public func position(_ index: Int) -> Int64 { slots[index].position }

    /// The end of `assignments[index]` that was last heard of; -1 before the first. It lies beyond the position where the
    /// last offsets hold nothing that can be read, as the marks of transactions.
    public func end(_ index: Int) -> Int64 { slots[index].end }
    /// The offset after the last record of `assignments[index]`, as the broker said it with the last answer to a fetch; nil
    /// before the first.
    public func knownEnd(_ index: Int) -> Int64? {
        let assignment = assignments[index]
        guard let handle = handle(assignment), let name = rd_kafka_topic_name(handle) else { return nil }
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_get_watermark_offsets(client.rk, name, assignment.partition, &low, &high)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    /// Whether the last thing heard of `assignments[index]` was its end.
    public func isAtEnd(_ index: Int) -> Bool { slots[index].isAtEnd }

    /// Whether every partition has been read to its end.
    public var isAtEnd: Bool { slots.allSatisfy(\.isAtEnd) }

    /// Asks the broker for a partition's lowest and next offset.
    public func watermarks(
        topic: String, partition: Int32, timeoutMilliseconds: Int32 = 10_000
    ) throws(KafkaError) -> Watermarks {
        try client.watermarks(topic: topic, partition: partition, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Ends the reader. Once is enough, twice is harmless. False: librdkafka had not ended in time.
    @discardableResult
    public func close(timeoutMilliseconds: Int32 = 5_000) -> Bool {
        guard !client.isClosed else { return true }
        waker.disarm()
        stop()
        for handle in handles { rd_kafka_topic_destroy(handle) }
        handles = []
        topics = []
        slotOfPartition = []
        return client.close(timeoutMilliseconds: timeoutMilliseconds, queues: [queue])
    }
}

extension Client {
    func watermarks(
        topic: String, partition: Int32, timeoutMilliseconds: Int32
    ) throws(KafkaError) -> Reader.Watermarks {
        try check("ask for the watermarks of \(topic)/\(partition)")
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(rk, topic, partition, &low, &high, timeoutMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code.code, while: "ask for the watermarks of \(topic)/\(partition)")
        }
        return Reader.Watermarks(low: low, high: high)
    }
}
