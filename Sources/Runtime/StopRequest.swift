import Glibc
import Kafka
import Synchronization

/// Asks a running service to stop; from any thread, and harmless when asked twice.
public final class StopRequest: Sendable {
    private let requested = Atomic(false)
    private let signalled = Atomic(false)
    private let wakers = Mutex<[Waker]>([])

    public init() {}

    /// Whether it was asked.
    public var isRequested: Bool { requested.load(ordering: .acquiring) }

    /// Whether a signal asked: then the program ends, whatever else it meant to do.
    var isSignalled: Bool { signalled.load(ordering: .acquiring) }

    /// Asks, for a signal.
    func requestForSignal() {
        signalled.store(true, ordering: .releasing)
        request()
    }

    /// Asks.
    public func request() {
        requested.store(true, ordering: .releasing)
        wakers.withLock { for waker in $0 { waker.wake() } }
    }

    /// What is to be woken when it is asked.
    func wakes(_ waker: Waker) { wakers.withLock { $0.append(waker) } }

    /// Waits so many seconds, or until it is asked.
    func wait(seconds: Double) {
        let deadline = SteadyClock.seconds + seconds
        while !isRequested, SteadyClock.seconds < deadline {
            // Seldom and outside the loop, so a short sleep is simpler than a condition.
            usleep(20_000)
        }
    }
}

/// SIGTERM and SIGINT, taken by a thread that waits for them: no work is done in a signal handler.
enum StopSignals {
    /// How long a service may take to stop; then its process ends with status 1.
    static let graceSeconds = 9

    /// Blocks the signals in this thread and all that it starts from now on. Comes before any other thread.
    static func block() {
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // A reader of our output that goes away is no reason to die.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Starts the thread that waits for them.
    static func watch(_ stop: StopRequest, _ log: Log) {
        if let why = OwnThread.start({ stopWhenSignalled(stop, log) }) {
            log.write(.error, "no thread can wait for signals", ["error": .text(why)])
        }
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }

    /// - Thread: its own.
    private static func stopWhenSignalled(_ stop: StopRequest, _ log: Log) {
        var signals = set
        var number: Int32 = 0
        guard sigwait(&signals, &number) == 0 else { return }
        log.write(.info, "stopping", ["signal": .number(Int64(number))])
        stop.requestForSignal()
        // A second signal, or a stop that takes too long, ends the process: nothing depends on a clean end.
        var grace = timespec(tv_sec: graceSeconds, tv_nsec: 0)
        let second = sigtimedwait(&signals, nil, &grace)
        log.write(.error, second > 0 ? "stopped by a second signal" : "the stop took too long")
        log.flush()
        _exit(1)
    }
}

/// Pauses that grow from a tenth of a second to five seconds, and start small again after a success.
struct GrowingPause {
    static let longest = 5.0
    private(set) var seconds = 0.0

    /// The next pause.
    mutating func next() -> Double {
        seconds = seconds == 0 ? 0.1 : min(GrowingPause.longest, seconds * 2)
        return seconds
    }

    mutating func reset() { seconds = 0 }
}
