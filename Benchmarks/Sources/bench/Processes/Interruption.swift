import Glibc
import Synchronization

/// The signal that asked this command to end. Every wait looks at it and throws, so that whoever started something ends
/// it on the way out, in one thread.
struct Interruption: Error {
    let signal: Int32

    private static let received = Atomic<Int32>(0)

    static func listen() {
        // Also makes the value before a handler could.
        received.store(0, ordering: .relaxed)
        // Whoever reads what this command writes may go, and what it started is to be ended all the same.
        Glibc.signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            Glibc.signal(number) { Interruption.received.store($0, ordering: .relaxed) }
        }
    }

    /// From here on signals change nothing: what was started is being ended.
    static func ignore() {
        for number in [SIGINT, SIGTERM, SIGHUP] { Glibc.signal(number, SIG_IGN) }
        received.store(0, ordering: .relaxed)
    }

    static func check() throws {
        let signal = received.load(ordering: .relaxed)
        if signal != 0 { throw Interruption(signal: signal) }
    }
}
