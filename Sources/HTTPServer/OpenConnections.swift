import CMicroHTTPD
import Glibc

/// The connections that are open, so that a newcomer always finds room: where too many are open the one that has gone
/// longest without an answer makes room. Clients that hold connections and ask nothing cannot shut others out.
///
/// Each thread of libmicrohttpd opens, answers and closes its connections itself, so each keeps its own: nothing is shared
/// and nothing locked, and a socket that is shut down here is still that connection's.
/// - Thread: those of libmicrohttpd.
final class OpenConnections: Sendable {
    private let mostPerThread: Int
    /// Under it each thread keeps its sockets.
    private let key: pthread_key_t

    /// The sockets of one thread.
    private final class Sockets {
        /// The one that was answered last, or came last, at the end. At most `mostPerThread`.
        var open: [Int32] = []
    }

    /// Throws where the process has no key left.
    init(mostPerThread: Int) throws(NoKey) {
        self.mostPerThread = mostPerThread
        var key = pthread_key_t()
        // What a thread keeps goes when it ends.
        let result = pthread_key_create(&key) { kept in
            if let kept { Unmanaged<Sockets>.fromOpaque(kept).release() }
        }
        guard result == 0 else { throw NoKey(errno: result) }
        self.key = key
    }

    // The daemon holds this until its threads have ended.
    deinit { pthread_key_delete(key) }

    /// The process has no key left, for that reason.
    struct NoKey: Error {
        let errno: Int32
    }

    /// A connection of this thread was opened. A thread that finds no memory to keep its sockets in counts none of them:
    /// libmicrohttpd's own bound holds all the same.
    func opened(_ socket: Int32) {
        guard let sockets = sockets ?? begin() else { return }
        sockets.open.append(socket)
        // Not closed: libmicrohttpd sees its end, and closes it.
        if sockets.open.count > mostPerThread { shutdown(sockets.open.removeFirst(), Int32(SHUT_RDWR)) }
    }

    /// A request on it was answered.
    func answered(_ socket: Int32) {
        // One that has made room already is not there.
        guard let sockets, let place = sockets.open.firstIndex(of: socket) else { return }
        sockets.open.remove(at: place)
        sockets.open.append(socket)
    }

    /// It is about to be closed.
    func closed(_ socket: Int32) {
        guard let sockets, let place = sockets.open.firstIndex(of: socket) else { return }
        sockets.open.remove(at: place)
    }

    /// This thread's, once it has opened one.
    private var sockets: Sockets? {
        pthread_getspecific(key).map { Unmanaged<Sockets>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin() -> Sockets? {
        let sockets = Sockets()
        let kept = Unmanaged.passRetained(sockets)
        guard pthread_setspecific(key, kept.toOpaque()) == 0 else {
            kept.release()
            return nil
        }
        return sockets
    }
}
