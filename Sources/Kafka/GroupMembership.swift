internal import CRdKafka

/// Membership of a consumer group, only to learn which partitions this process speaks for. It fetches nothing.
///
/// What the group assigns is told to the caller and never to librdkafka's fetcher, so not even one record is read.
/// - Thread: one at a time, the owner's; only `waker` may be used from others. `poll` must be called at least every
///   five minutes, or the group goes on without this member.
public final class GroupMembership {
    /// How a membership behaves.
    public struct Settings: Sendable {
        /// After how long without a heartbeat the group gives a member's partitions away, in milliseconds. On the
        /// embedded broker every hand-over takes this less one second, and it must be above 3,000 (workarounds.md).
        public var sessionTimeoutMilliseconds = 6_000
        /// How often a heartbeat is sent, in milliseconds.
        public var heartbeatMilliseconds = 1_000

        /// The defaults.
        public init() {}
    }

    /// What has changed in who speaks for what.
    public struct Change: Hashable, Sendable {
        /// Partitions that this process speaks for from now on.
        public var gained: Set<Int32> = []
        /// Partitions that it spoke for and no longer does.
        public var lost: Set<Int32> = []

        /// Whether nothing has changed.
        public var isEmpty: Bool { gained.isEmpty && lost.isEmpty }
    }

    /// The partitions that this process speaks for.
    public private(set) var partitions: Set<Int32> = []
    /// The group's name.
    public let group: String
    /// The topic whose partitions are shared out.
    public let topic: String
    /// Wakes a waiting `poll` from another thread.
    public let waker: Waker

    private let client: Client
    private let queue: OpaquePointer
    private let commits: OpaquePointer

    /// Joins `group` in the background, for the partitions of `topic`.
    public init(
        _ configuration: KafkaConfiguration, group: String, topic: String, settings: Settings = Settings()
    ) throws(KafkaError) {
        let client = try Client(
            RD_KAFKA_CONSUMER, configuration,
            [
                ("group.id", group), ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
                ("auto.offset.reset", "error"), ("partition.assignment.strategy", "range"),
                ("session.timeout.ms", String(settings.sessionTimeoutMilliseconds)),
                ("heartbeat.interval.ms", String(settings.heartbeatMilliseconds)),
                // Commits made while a member leaves must not wait for the default five seconds' retry.
                ("retry.backoff.ms", "100"),
            ], events: RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_OFFSET_COMMIT)
        guard let queue = rd_kafka_queue_get_consumer(client.rk), let commits = rd_kafka_queue_new(client.rk) else {
            throw KafkaError(.state, while: "join \(group)")
        }
        self.client = client
        self.queue = queue
        self.commits = commits
        self.group = group
        self.topic = topic
        waker = Waker([queue])
        let list = rd_kafka_topic_partition_list_new(1)
        defer { rd_kafka_topic_partition_list_destroy(list) }
        rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA)
        let code = rd_kafka_subscribe(client.rk, list)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code.code, while: "join \(group)") }
    }

    deinit { _ = leave(timeoutMilliseconds: 0) }

    /// Waits for a change at most `timeoutMilliseconds`, then takes all that is there. Nil: nothing has changed.
    ///
    /// When partitions are shared out anew, all are lost first and gained again later: in between nobody speaks.
    public func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> Change? {
        client.serve()
        try client.check("poll the group \(group)")
        let before = partitions
        var failure: KafkaError?
        var timeout = timeoutMilliseconds
        while let event = rd_kafka_queue_poll(queue, timeout) {
            timeout = 0
            failure = failure ?? take(event)
            rd_kafka_event_destroy(event)
        }
        if let failure { throw failure }
        let change = Change(gained: partitions.subtracting(before), lost: before.subtracting(partitions))
        return change.isEmpty ? nil : change
    }

    private func take(_ event: OpaquePointer) -> KafkaError? {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_REBALANCE:
            let code = rd_kafka_event_error(event)
            var assigned: Set<Int32> = []
            if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
                assigned = Self.partitions(in: rd_kafka_event_topic_partition_list(event))
            }
            // librdkafka is told that nothing was assigned, so it fetches nothing; the group knows the truth.
            let nothing = rd_kafka_topic_partition_list_new(0)
            defer { rd_kafka_topic_partition_list_destroy(nothing) }
            let isAssignment = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS
            let result = rd_kafka_assign(client.rk, isAssignment ? nothing : nil)
            partitions = result == RD_KAFKA_RESP_ERR_NO_ERROR ? assigned : []
            return result == RD_KAFKA_RESP_ERR_NO_ERROR
                ? nil : KafkaError(result.code, while: "take what the group \(group) assigned")
        case RD_KAFKA_EVENT_FETCH:
            // An error of the consumer: no partition is ever fetched.
            guard let message = rd_kafka_event_message_next(event),
                message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR
            else { return nil }
            let words = rd_kafka_message_errstr(message).map { String(cString: $0) }
            return KafkaError(message.pointee.err.code, while: "belong to the group \(group)", message: words)
        case RD_KAFKA_EVENT_ERROR where rd_kafka_event_error_is_fatal(event) == 0:
            let code = rd_kafka_event_error(event).code
            let words = rd_kafka_event_error_string(event).map { String(cString: $0) }
            return KafkaError(code, while: "belong to the group \(group)", message: words)
        default:
            client.handle(event)
            return nil
        }
    }

    private static func partitions(in list: UnsafeMutablePointer<rd_kafka_topic_partition_list_s>?) -> Set<Int32> {
        guard let list else { return [] }
        return Set((0..<Int(list.pointee.cnt)).map { list.pointee.elems[$0].partition })
    }

    /// Commits, for each partition, the offset of the next record, and waits for the answer.
    ///
    /// `illegalGeneration`, `unknownMember` and `rebalanceInProgress` mean that the group has moved on: nothing is
    /// wrong, whoever speaks for the partition now commits for it.
    public func commit(_ offsets: [Int32: Int64], timeoutMilliseconds: Int32 = 5_000) throws(KafkaError) {
        try client.check("commit for \(group)")
        guard !offsets.isEmpty else { return }
        let list = rd_kafka_topic_partition_list_new(Int32(clamping: offsets.count))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for (partition, offset) in offsets {
            rd_kafka_topic_partition_list_add(list, topic, partition)?.pointee.offset = offset
        }
        // Answers to earlier commits that came too late.
        while let late = rd_kafka_queue_poll(commits, 0) { rd_kafka_event_destroy(late) }
        let code = rd_kafka_commit_queue(client.rk, list, commits, nil, nil)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code.code, while: "commit for \(group)") }
        guard let event = rd_kafka_queue_poll(commits, timeoutMilliseconds) else {
            throw KafkaError(.timedOut, while: "commit for \(group)")
        }
        defer { rd_kafka_event_destroy(event) }
        let result = rd_kafka_event_error(event)
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(
                result.code, while: "commit for \(group)", advice: result.code.isGroupChange ? .retry : nil)
        }
        guard let answers = rd_kafka_event_topic_partition_list(event) else { return }
        for index in 0..<Int(answers.pointee.cnt) {
            let answer = answers.pointee.elems[index]
            if answer.err != RD_KAFKA_RESP_ERR_NO_ERROR {
                throw KafkaError(answer.err.code, while: "commit for \(group) of \(topic)/\(answer.partition)")
            }
        }
    }

    /// Leaves the group, so that others take over at once, and ends the client. Once is enough, twice is harmless.
    /// False: the group or librdkafka had not answered in time; the session time-out then does it.
    @discardableResult
    public func leave(timeoutMilliseconds: Int32 = 5_000) -> Bool {
        guard !client.isClosed else { return true }
        let deadline = monotonicMilliseconds() + Int64(timeoutMilliseconds)
        if let error = rd_kafka_consumer_close_queue(client.rk, queue) {
            rd_kafka_error_destroy(error)
        } else {
            while rd_kafka_consumer_closed(client.rk) == 0, remaining(until: deadline) > 0 {
                guard let event = rd_kafka_queue_poll(queue, min(100, remaining(until: deadline))) else { continue }
                // What goes wrong while leaving changes nothing: the session time-out ends the membership.
                _ = take(event)
                rd_kafka_event_destroy(event)
            }
        }
        let hasLeft = rd_kafka_consumer_closed(client.rk) != 0
        waker.disarm()
        partitions = []
        let hasEnded = client.close(
            timeoutMilliseconds: max(100, remaining(until: deadline)), queues: [queue, commits])
        return hasLeft && hasEnded
    }
}

extension KafkaError.Code {
    /// Whether it says that the group has moved on without this member.
    public var isGroupChange: Bool {
        self == .illegalGeneration || self == .unknownMember || self == .rebalanceInProgress
    }
}
