import Glibc

/// A thread of its own for work that waits: it is detached, and ends when the work does.
public enum OwnThread {
    private final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    /// Runs the work on a new thread. Nil; or, where there was none to be had, why.
    public static func start(_ work: @escaping @Sendable () -> Void) -> String? {
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
            return String(cString: strerror(result))
        }
        pthread_detach(thread)
        return nil
    }
}
