import Glibc
import Synchronization

/// Ends a program whose service's thread has been silent for too long, with the reason, so that whoever runs it starts it
/// again: a program that hangs would else look alive for ever.
///
/// What is counted are the watchdog's own turns, not a clock: of a process that was held still as a whole, by a debugger
/// or a sleeping host, the watchdog was still too, and it gives the service's thread its time again.
/// - Thread: `run` is the watchdog's own; `stop` may be called from any.
final class Watchdog: Sendable {
    /// How long it rests between two looks, in milliseconds.
    static let restMilliseconds = 250

    private let health: Health
    private let limitSeconds: Double
    private let end: @Sendable (_ reason: String) -> Void
    private let isStopped = Atomic(false)

    /// - Parameters:
    ///   - limitSeconds: after how long a silence it calls `end`, once.
    ///   - end: does not return in a program; in a test it may.
    init(_ health: Health, limitSeconds: Double = Health.longestSilence, end: @escaping @Sendable (String) -> Void) {
        self.health = health
        self.limitSeconds = limitSeconds
        self.end = end
    }

    /// Starts its thread. False: there was none to be had.
    func start() -> Bool { OwnThread.start { self.run() } == nil }

    /// It looks no more, as when the service stops: a stop has a bound of its own (`StopSignals.graceSeconds`).
    func stop() { isStopped.store(true, ordering: .releasing) }

    /// For how many looks in a row the service's thread did not come round.
    struct Silence {
        /// So many are too many.
        let most: Int
        private var last: Double
        private var looks = 0

        init(most: Int, from turn: Double) {
            self.most = most
            last = turn
        }

        /// Whether it is too long, with this look, which found that the thread last came round then.
        mutating func isTooLong(_ turn: Double) -> Bool {
            looks = turn == last ? looks + 1 : 0
            last = turn
            return looks >= most
        }
    }

    private func run() {
        var silence = Silence(
            most: Int(limitSeconds * 1_000) / Watchdog.restMilliseconds, from: health.lastTurn)
        while !isStopped.load(ordering: .acquiring) {
            var rest = timespec(tv_sec: 0, tv_nsec: Watchdog.restMilliseconds * 1_000_000)
            nanosleep(&rest, nil)
            guard silence.isTooLong(health.lastTurn), !isStopped.load(ordering: .acquiring) else { continue }
            end("the service's thread has been silent for \(Int(limitSeconds)) s")
            return
        }
    }
}
