internal import CSteadyWaits
internal import Glibc

/// Something that another thread says is done.
/// `@unchecked Sendable`: a POSIX semaphore may be posted and waited for from any thread; the memory lives as long as
/// the last reference.
private final class Completion: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    /// By the steady clock: a civil clock that is set back must not hold a stop up.
    func wait(timeoutMilliseconds: Int32) -> Bool { steady_wait_for(semaphore, timeoutMilliseconds) }
}

private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Runs `body` on a new detached thread and waits for its end, at most `timeoutMilliseconds`. False: not yet ended.
func runBounded(timeoutMilliseconds: Int32, _ body: @escaping @Sendable () -> Void) -> Bool {
    let completion = Completion()
    let job = Unmanaged.passRetained(
        Job {
            body()
            completion.signal()
        })
    var thread = pthread_t()
    let made = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, job.toOpaque())
    guard made == 0 else {
        // No thread to be had: better to end here, unbounded, than to leak the client.
        job.takeRetainedValue().body()
        return true
    }
    pthread_detach(thread)
    return completion.wait(timeoutMilliseconds: timeoutMilliseconds)
}

/// Monotonic milliseconds, for deadlines.
func monotonicMilliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}

/// What is left until `deadline`, in milliseconds, at least 0.
func remaining(until deadline: Int64) -> Int32 {
    Int32(clamping: max(0, deadline - monotonicMilliseconds()))
}

/// Rests the calling thread, so that a loop of questions does not spin.
func pause(milliseconds: Int) {
    var rest = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
    nanosleep(&rest, nil)
}

/// Whether librdkafka's waits go by the steady clock: no other library stands before ours.
func areWaitsSteady() -> Bool { steady_waits_are_in_place() }
