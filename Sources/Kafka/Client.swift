internal import CRdKafka
internal import Glibc
internal import Synchronization

/// What librdkafka's callbacks reach through the opaque pointer. librdkafka's log callback runs on its own threads.
final class Callbacks: Sendable {
    let log: KafkaConfiguration.Log?
    let statistics: (@Sendable (String) -> Void)?

    init(log: KafkaConfiguration.Log?, statistics: (@Sendable (String) -> Void)?) {
        self.log = log
        self.statistics = statistics
    }
}

/// A C handle on its way to another thread.
/// `@unchecked Sendable`: librdkafka's handles and queues may be used from any thread (INTRODUCTION.md, Threads); its mock
/// cluster's functions lock by themselves or hand over to its thread.
struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// Wakes a client that waits in `poll`, from any thread. Harmless after the client was closed.
public final class Waker: Sendable {
    private let queues: Mutex<[Handle]>

    init(_ queues: [OpaquePointer]) { self.queues = Mutex(queues.map(Handle.init(pointer:))) }

    /// Makes the running poll, or else the next one, return at once.
    public func wake() {
        queues.withLock { for queue in $0 { rd_kafka_queue_yield(queue.pointer) } }
    }

    /// After this nobody reaches the queues, and they may be destroyed.
    func disarm() { queues.withLock { $0 = [] } }
}

/// One librdkafka client: its handle, its main queue, and its bounded end. Used by one thread.
final class Client {
    let rk: OpaquePointer
    let mainQueue: OpaquePointer
    let name: String
    private(set) var isClosed = false
    /// The first error after which the client cannot go on.
    private(set) var fatalError: KafkaError?
    private let callbacks: Callbacks

    init(
        _ type: rd_kafka_type_t, _ configuration: KafkaConfiguration, _ settings: [(String, String)], events: Int32
    ) throws(KafkaError) {
        let conf = try configuration.makeConf(settings)
        let callbacks = Callbacks(log: configuration.log, statistics: configuration.statistics)
        let opaque = Unmanaged.passRetained(callbacks)
        rd_kafka_conf_set_opaque(conf, opaque.toOpaque())
        rd_kafka_conf_set_log_cb(conf, logged)
        rd_kafka_conf_set_events(conf, events | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS)
        var message = [CChar](repeating: 0, count: 512)
        let made = message.withUnsafeMutableBufferPointer { rd_kafka_new(type, conf, $0.baseAddress, $0.count) }
        guard let made, let queue = rd_kafka_queue_get_main(made) else {
            // rd_kafka_new takes the configuration only when it succeeds.
            rd_kafka_conf_destroy(conf)
            opaque.release()
            throw KafkaError(
                .invalidArgument, while: "open the client \(configuration.clientID)", message: text(message))
        }
        rk = made
        mainQueue = queue
        name = configuration.clientID
        self.callbacks = callbacks
    }

    deinit {
        // Forgotten: end it without waiting, so that no thread hangs in a deinit.
        if !isClosed { _ = close(timeoutMilliseconds: 0, queues: []) }
    }

    /// Handles an event that is not the caller's own: errors and statistics.
    func handle(_ event: OpaquePointer) {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_ERROR:
            let code = rd_kafka_event_error(event)
            if rd_kafka_event_error_is_fatal(event) != 0 || code == RD_KAFKA_RESP_ERR__FATAL {
                noteFatal()
            } else {
                let message = rd_kafka_event_error_string(event).map { String(cString: $0) } ?? code.code.meaning
                callbacks.log?(.warning, code.code.description, message)
            }
        case RD_KAFKA_EVENT_STATS:
            if let statistics = callbacks.statistics, let json = rd_kafka_event_stats(event) {
                statistics(String(cString: json))
            }
        default: break
        }
    }

    /// Serves errors and statistics that wait in the main queue. Does not wait.
    func serve() {
        guard !isClosed else { return }
        while let event = rd_kafka_queue_poll(mainQueue, 0) {
            handle(event)
            rd_kafka_event_destroy(event)
        }
    }

    /// Asks librdkafka for a fatal error and keeps it.
    func noteFatal() {
        guard fatalError == nil else { return }
        var message = [CChar](repeating: 0, count: 512)
        let code = message.withUnsafeMutableBufferPointer { rd_kafka_fatal_error(rk, $0.baseAddress, $0.count) }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        fatalError = KafkaError(code.code, while: "go on with \(name)", message: text(message), advice: .stop)
    }

    /// Throws when the client was closed or has met a fatal error.
    func check(_ operation: @autoclosure () -> String) throws(KafkaError) {
        guard !isClosed else {
            throw KafkaError(.state, while: operation(), message: "the client \(name) has been closed", advice: .stop)
        }
        if let fatalError { throw fatalError }
    }

    /// Destroys the queues and the client on a thread of its own and waits for it at most `timeoutMilliseconds`.
    ///
    /// `rd_kafka_destroy` can hang in 2.0.2 (workarounds.md). Answers false when it had not ended in time: the
    /// thread is then left behind, which only the end of the process cures.
    func close(timeoutMilliseconds: Int32, queues: [OpaquePointer]) -> Bool {
        guard !isClosed else { return true }
        isClosed = true
        let handles = (queues + [mainQueue]).map(Handle.init(pointer:))
        let handle = Handle(pointer: rk)
        let callbacks = callbacks
        return runBounded(timeoutMilliseconds: timeoutMilliseconds) {
            for queue in handles { rd_kafka_queue_destroy(queue.pointer) }
            rd_kafka_destroy_flags(handle.pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
            // Balances passRetained: after the destroy no callback can come.
            Unmanaged.passUnretained(callbacks).release()
        }
    }
}

/// librdkafka's log callback.
/// - Thread: any of librdkafka's.
private func logged(
    _ rk: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?, _ message: UnsafePointer<CChar>?
) {
    guard let rk, let opaque = rd_kafka_opaque(rk), let facility, let message else { return }
    let callbacks = Unmanaged<Callbacks>.fromOpaque(opaque).takeUnretainedValue()
    guard let log = callbacks.log else { return }
    log(
        KafkaConfiguration.LogLevel(rawValue: level) ?? .info, String(cString: facility), String(cString: message))
}
