internal import CFixedPort
internal import CRdKafka
internal import Glibc
internal import Synchronization

// What is not obvious here:
//
// - The embedded broker is librdkafka's own mock cluster: memory only, 5 MiB a partition, forgets silently. Our host
//   counts what it holds and, before a partition would forget, refuses every further record of the whole cluster
//   (its only refusal; reads go on). It creates no topics for clients and describes no settings; each such check
//   names the capability it needs.

/// A broker inside this process, for demonstrations and fast tests: librdkafka's mock cluster on 127.0.0.1.
///
/// It holds everything in memory, 5 MiB or 100,000 batches a partition, and would drop the oldest without a word. So it
/// counts what each partition holds, and refuses every produce before a guarded partition could forget its beginning.
/// It makes no topics for clients, describes no settings, compacts nothing and isolates no transactions.
/// - Thread: any.
public final class EmbeddedBroker: Sendable {
    /// A topic the broker is to hold.
    public struct Topic: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// How many partitions.
        public var partitions: Int32
        /// Whether nothing of it may be forgotten. An unguarded one forgets its oldest when it is full.
        public var isGuarded: Bool

        /// The topic `name`.
        public init(_ name: String, partitions: Int32, isGuarded: Bool = true) {
            self.name = name
            self.partitions = partitions
            self.isGuarded = isGuarded
        }
    }

    /// What one partition holds.
    public struct Usage: Hashable, Sendable {
        /// The topic.
        public let topic: String
        /// The partition.
        public let partition: Int32
        /// The bytes of its batches as the broker keeps them, compressed.
        public var bytes: Int
        /// How many batches.
        public var batches: Int
        /// The lowest offset held.
        public var low: Int64
        /// The next record's offset.
        public var high: Int64
    }

    /// What it has to say while it runs.
    public enum Notice: Hashable, Sendable {
        /// A guarded partition has reached the bound: from now on every produce is refused with `POLICY_VIOLATION`.
        case full(Usage)
        /// A guarded partition has forgotten its beginning: this must not happen, and the log is no longer whole.
        case lostBeginning(Usage)
        /// librdkafka's own warnings.
        case warning(String)
    }

    /// What a partition can hold, in bytes (`rdkafka_mock.c`).
    public static let partitionCapacityBytes = 5 * 1024 * 1024
    /// What a partition can hold, in batches (`rdkafka_mock.c`).
    public static let partitionCapacityBatches = 100_000
    /// At this many bytes in a guarded partition produce is refused. What is left is more than one largest request,
    /// so that the one that crosses the bound still fits.
    public static let defaultBoundBytes = partitionCapacityBytes - 1_048_576
    /// At this many batches in a guarded partition produce is refused.
    public static let boundBatches = partitionCapacityBatches * 9 / 10

    /// `127.0.0.1:port`, for clients on this host.
    public let bootstrapServers: String
    private let ledger: Ledger
    private let handles: Mutex<Handles?>

    /// The C objects.
    private struct Handles {
        let rk: Handle
        let cluster: Handle
    }

    /// Starts a broker on `port` of 127.0.0.1, or any free one for 0, that holds `topics`.
    public init(
        port: UInt16 = 0, topics: [Topic], boundBytes: Int = EmbeddedBroker.defaultBoundBytes,
        notice: @escaping @Sendable (Notice) -> Void = { _ in }
    ) throws(KafkaError) {
        if port != 0 { try Self.checkFree(port) }
        guard let conf = rd_kafka_conf_new() else {
            throw KafkaError(.state, while: "start the embedded broker", message: "no memory for a configuration")
        }
        let ledger = Ledger(topics, boundBytes: boundBytes, notice: notice)
        var message = [CChar](repeating: 0, count: 512)
        // The debug log names every batch that is appended, with its size: the one exact account there is.
        for (name, value) in [("debug", "mock"), ("log.thread.name", "false"), ("client.id", "embedded-broker")] {
            let result = message.withUnsafeMutableBufferPointer {
                rd_kafka_conf_set(conf, name, value, $0.baseAddress, $0.count)
            }
            guard result == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(conf)
                throw KafkaError(.invalidArgument, while: "start the embedded broker", message: text(message))
            }
        }
        rd_kafka_conf_set_opaque(conf, Unmanaged.passUnretained(ledger).toOpaque())
        rd_kafka_conf_set_log_cb(conf, heard)
        let made = message.withUnsafeMutableBufferPointer {
            rd_kafka_new(RD_KAFKA_PRODUCER, conf, $0.baseAddress, $0.count)
        }
        guard let made else {
            rd_kafka_conf_destroy(conf)
            throw KafkaError(.invalidArgument, while: "start the embedded broker", message: text(message))
        }
        fixed_port_for_this_thread(port)
        let cluster = rd_kafka_mock_cluster_new(made, 1)
        fixed_port_for_this_thread(0)
        guard let cluster, let bootstraps = rd_kafka_mock_cluster_bootstraps(cluster) else {
            rd_kafka_destroy(made)
            throw KafkaError(.transport, while: "start the embedded broker on port \(port)", advice: .askOperator)
        }
        ledger.cluster.withLock { $0 = Handle(pointer: cluster) }
        bootstrapServers = String(cString: bootstraps)
        self.ledger = ledger
        handles = Mutex(Handles(rk: Handle(pointer: made), cluster: Handle(pointer: cluster)))
        guard port == 0 || bootstrapServers.hasSuffix(":\(port)") else {
            close()
            throw KafkaError(
                .transport, while: "start the embedded broker on port \(port)",
                message: "librdkafka bound \(bootstrapServers): this executable's bind() was not taken",
                advice: .askOperator)
        }
        for topic in topics {
            let code = rd_kafka_mock_topic_create(cluster, topic.name, topic.partitions, 1)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                close()
                throw KafkaError(code.code, while: "create \(topic.name) on the embedded broker")
            }
        }
    }

    deinit { close() }

    /// What every partition that was created or written to holds, in the order of topics and partitions.
    public var usage: [Usage] { ledger.usage }

    /// The partition that made the broker refuse, nil while it takes records.
    public var refusal: Usage? { ledger.refusal }

    /// Ends the broker and forgets all it held. Once is enough, twice is harmless.
    public func close() {
        let handles = handles.withLock { handles in
            defer { handles = nil }
            return handles
        }
        guard let handles else { return }
        ledger.cluster.withLock { $0 = nil }
        rd_kafka_mock_cluster_destroy(handles.cluster.pointer)
        rd_kafka_destroy(handles.rk.pointer)
    }

    /// librdkafka does not survive a port that is taken, so this is asked first.
    private static func checkFree(_ port: UInt16) throws(KafkaError) {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else {
            throw KafkaError(.transport, while: "start the embedded broker", message: "no socket", advice: .askOperator)
        }
        defer { Glibc.close(probe) }
        var on: Int32 = 1
        setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(probe, $0, size) }
        }
        guard bound == 0 else {
            throw KafkaError(
                .transport, while: "start the embedded broker",
                message: "port \(port) of 127.0.0.1 is taken", advice: .askOperator)
        }
    }
}

/// librdkafka's log callback of the broker.
/// - Thread: mostly the mock cluster's own.
private func heard(
    _ rk: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?, _ message: UnsafePointer<CChar>?
) {
    guard let rk, let opaque = rd_kafka_opaque(rk), let message else { return }
    Unmanaged<Ledger>.fromOpaque(opaque).takeUnretainedValue().hear(level, message)
}

/// The account of what each partition holds, kept from the mock cluster's debug log.
private final class Ledger: Sendable {
    private struct PartitionName: Hashable {
        let topic: String
        let partition: Int32
    }

    private struct Batch {
        let first: Int64
        let bytes: Int
    }

    private struct Account {
        var usage: EmbeddedBroker.Usage
        var batches: [Batch] = []
        var oldest = 0
        var lost = false
    }

    private struct State {
        var accounts: [PartitionName: Account] = [:]
        var refusal: EmbeddedBroker.Usage?
    }

    let cluster = Mutex<Handle?>(nil)
    private let state: Mutex<State>
    private let guarded: Set<String>
    private let boundBytes: Int
    private let notice: @Sendable (EmbeddedBroker.Notice) -> Void

    init(
        _ topics: [EmbeddedBroker.Topic], boundBytes: Int, notice: @escaping @Sendable (EmbeddedBroker.Notice) -> Void
    ) {
        var accounts: [PartitionName: Account] = [:]
        for topic in topics {
            for partition in 0..<max(0, topic.partitions) {
                accounts[PartitionName(topic: topic.name, partition: partition)] = Account(
                    usage: .init(topic: topic.name, partition: partition, bytes: 0, batches: 0, low: 0, high: 0))
            }
        }
        state = Mutex(State(accounts: accounts))
        guarded = Set(topics.filter(\.isGuarded).map(\.name))
        self.boundBytes = boundBytes
        self.notice = notice
    }

    var usage: [EmbeddedBroker.Usage] {
        state.withLock { state in
            state.accounts.values.map(\.usage).sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
        }
    }

    var refusal: EmbeddedBroker.Usage? { state.withLock { $0.refusal } }

    /// One line of the log: an append, a produce that is about to be handled, or a warning.
    func hear(_ level: Int32, _ line: UnsafePointer<CChar>) {
        if let append = strstr(line, "Log append ") {
            noteAppend(UnsafePointer(append))
        } else if strstr(line, "Received ProduceRequestV") != nil {
            // The line comes before the request is handled, so one error here refuses exactly this request.
            if refusal != nil { refuseNext() }
        } else if level <= 4 {
            notice(.warning(String(cString: line)))
        }
    }

    /// - Thread: the mock cluster's. It holds no lock here, and the push takes the cluster's own.
    private func refuseNext() {
        var error = RD_KAFKA_RESP_ERR_POLICY_VIOLATION
        cluster.withLock { cluster in
            if let cluster { rd_kafka_mock_push_request_errors_array(cluster.pointer, 0, 1, &error) }
        }
    }

    /// `Log append TOPIC [P] N messages, B bytes at offset O (log now L..H, original start S)`
    private func noteAppend(_ line: UnsafePointer<CChar>) {
        var scan = Scan(line)
        scan.skip(past: "append ")
        let topic = scan.word()
        guard let partition = scan.number(), let _ = scan.number(), let bytes = scan.number(),
            let offset = scan.number(), let low = scan.number(), let high = scan.number()
        else {
            notice(.warning("not understood, so not counted: \(String(cString: line))"))
            return
        }
        let place = PartitionName(topic: topic, partition: Int32(truncatingIfNeeded: partition))
        let isGuarded = guarded.contains(topic)
        let notices = state.withLock { state -> [EmbeddedBroker.Notice] in
            var notices: [EmbeddedBroker.Notice] = []
            var account =
                state.accounts.removeValue(forKey: place)
                ?? Account(
                    usage: .init(topic: topic, partition: place.partition, bytes: 0, batches: 0, low: 0, high: 0))
            account.batches.append(Batch(first: offset, bytes: Int(bytes)))
            account.usage.bytes += Int(bytes)
            account.usage.batches += 1
            while account.oldest < account.batches.count, account.batches[account.oldest].first < low {
                account.usage.bytes -= account.batches[account.oldest].bytes
                account.usage.batches -= 1
                account.oldest += 1
            }
            if account.oldest > 1024, account.oldest * 2 > account.batches.count {
                account.batches.removeFirst(account.oldest)
                account.oldest = 0
            }
            account.usage.low = low
            account.usage.high = high
            if isGuarded {
                if low > 0, !account.lost {
                    account.lost = true
                    notices.append(.lostBeginning(account.usage))
                }
                let isFull =
                    account.usage.bytes >= boundBytes || account.usage.batches >= EmbeddedBroker.boundBatches
                if isFull, state.refusal == nil {
                    state.refusal = account.usage
                    notices.append(.full(account.usage))
                }
            }
            state.accounts[place] = account
            return notices
        }
        for notice in notices { self.notice(notice) }
    }
}

/// Reads words and numbers from a C string in order.
private struct Scan {
    private var at: UnsafePointer<CChar>

    init(_ line: UnsafePointer<CChar>) { at = line }

    mutating func skip(past words: StaticString) {
        at += min(words.utf8CodeUnitCount + 4, strlen(at))  // "Log " stands before.
    }

    /// The characters up to the next space.
    mutating func word() -> String {
        let start = at
        while at.pointee != 0, at.pointee != 0x20 { at += 1 }
        return String(
            decoding: UnsafeRawBufferPointer(start: UnsafeRawPointer(start), count: at - start), as: UTF8.self)
    }

    /// The next run of digits.
    mutating func number() -> Int64? {
        while at.pointee != 0, !Self.isDigit(at.pointee) { at += 1 }
        guard at.pointee != 0 else { return nil }
        var value: Int64 = 0
        while Self.isDigit(at.pointee) {
            value = value &* 10 &+ Int64(at.pointee - 0x30)
            at += 1
        }
        return value
    }

    private static func isDigit(_ character: CChar) -> Bool { (0x30...0x39).contains(character) }
}
