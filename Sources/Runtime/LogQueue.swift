import Dispatch
import Glibc
import Synchronization

/// The lines of a log that wait to be written, and the thread that writes them.
///
/// - Thread: any adds and asks; its own writes, and may stand in `write` for as long as nobody takes what it writes. It
///   ends after `end`, once its last line was taken; until then only the end of the process ends it.
final class LogQueue: Sendable {
    private struct State {
        var lines: [[UInt8]] = []
        /// What waits, with what is being written.
        var bytes = 0
        var dropped = 0
        /// Those of which no line has told yet.
        var untold = 0
        /// The service whose line was dropped last.
        var service = ""
        var hasThread = false
        var isEnded = false
    }

    /// The one of this process's standard error, for as long as it runs.
    static let standardError = LogQueue(descriptor: 2)

    private let descriptor: Int32
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)
    /// Entered for each line that waits.
    private let waiting = DispatchGroup()

    init(descriptor: Int32) { self.descriptor = descriptor }

    var droppedLines: Int { state.withLock { $0.dropped } }

    func add(_ line: [UInt8], of service: String) {
        let startsThread = state.withLock { state -> Bool? in
            guard !state.isEnded, state.bytes + line.count <= Log.mostWaitingBytes else {
                state.dropped += 1
                state.untold += 1
                state.service = service
                return nil
            }
            waiting.enter()
            state.lines.append(line)
            state.bytes += line.count
            defer { state.hasThread = true }
            return !state.hasThread
        }
        guard let startsThread else { return }
        work.signal()
        if startsThread { start() }
    }

    func flush(seconds: Double) -> Bool { waiting.wait(timeout: .now() + seconds) == .success }

    func end() {
        let left = state.withLock { state in
            state.isEnded = true
            // Without a thread nobody will ever write them.
            return state.hasThread ? 0 : state.lines.count
        }
        for _ in 0..<left { waiting.leave() }
        work.signal()
    }

    private func start() {
        guard OwnThread.start({ self.run() }) != nil else { return }
        // No thread to be had: the next line tries again, and what waits is kept within its bound.
        state.withLock { $0.hasThread = false }
    }

    /// - Thread: its own.
    private func run() {
        while true {
            work.wait()
            let (lines, isEnded) = state.withLock { state in
                defer { state.lines = [] }
                return (state.lines, state.isEnded)
            }
            var lost = 0
            for line in lines where !write(line) { lost += 1 }
            let bytes = lines.reduce(0) { $0 + $1.count }
            state.withLock { state in
                state.bytes -= bytes
                // What cannot be written is dropped as what finds no room.
                state.dropped += lost
                state.untold += lost
                // Told after the lines that came before those that were dropped, not where writing fails, and not when
                // the log has ended: its descriptor may be another's by now.
                if state.untold > 0, lost == 0, !state.isEnded {
                    let line = Log.line(dropped: state.untold, of: state.service)
                    state.untold = 0
                    state.lines.append(line)
                    state.bytes += line.count
                    waiting.enter()
                    work.signal()
                }
            }
            for _ in lines { waiting.leave() }
            if isEnded, state.withLock({ $0.lines.isEmpty }) { return }
        }
    }

    /// Whether all of it was taken.
    private func write(_ line: [UInt8]) -> Bool {
        line.withUnsafeBytes { bytes in
            var rest = bytes
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                    // The descriptor was given to us as one that does not wait: wait here, where nobody is held up.
                    var asked = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    if poll(&asked, 1, -1) > 0 || errno == EINTR { continue }
                    return false
                }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }
}
