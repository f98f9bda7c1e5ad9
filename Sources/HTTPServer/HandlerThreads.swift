import Dispatch
import Glibc
import Synchronization

/// The threads on which the handler runs, and what waits for them.
///
/// - Thread: the loop's thread gives requests in, these threads answer them.
final class HandlerThreads: Sendable {
    struct Job: Sendable {
        let connection: UInt64
        let request: Request
        let isHead: Bool
    }

    /// What waits. `queued` bounds it.
    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let news = DispatchSemaphore(value: 0)
    private let most: Int
    private let count: Int
    private let answer: @Sendable (Job) -> Void

    /// `most` requests may wait for `count` threads. Throws what the host says where it gives no thread.
    init(count: Int, most: Int, answer: @escaping @Sendable (Job) -> Void) throws(NoThread) {
        self.count = count
        self.most = most
        self.answer = answer
        for _ in 0..<count {
            do throws(NoThread) { try startThread { [self] in run() } } catch {
                close()
                throw error
            }
        }
    }

    /// `false` when too many wait already.
    func take(_ job: Job) -> Bool {
        let isTaken = queue.withLock { queue in
            guard queue.jobs.count < most, !queue.isClosed else { return false }
            queue.jobs.append(job)
            return true
        }
        if isTaken { news.signal() }
        return isTaken
    }

    /// The threads end once they have answered what they are at.
    func close() {
        queue.withLock { $0.isClosed = true }
        for _ in 0..<count { news.signal() }
    }

    private func run() {
        while true {
            news.wait()
            let (job, isClosed) = queue.withLock { queue in
                (queue.jobs.isEmpty ? nil : queue.jobs.removeFirst(), queue.isClosed)
            }
            if let job { answer(job) } else if isClosed { return }
        }
    }
}

/// The host gives no thread, for that reason.
struct NoThread: Error {
    let errno: Int32
}

/// A thread of its own for work that waits: it is detached, and ends when the work does.
func startThread(_ work: @escaping @Sendable () -> Void) throws(NoThread) {
    final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    let box = Unmanaged.passRetained(Box(work))
    var thread = pthread_t()
    let result = pthread_create(
        &thread, nil,
        { argument in
            guard let argument else { return nil }
            Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work()
            return nil
        }, box.toOpaque())
    guard result == 0 else {
        box.release()
        throw NoThread(errno: result)
    }
    pthread_detach(thread)
}
