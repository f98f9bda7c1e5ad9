import CMicroHTTPD
import Glibc
import Synchronization

/// The connections that are open, so that a newcomer always finds room: where too many are open the one that has gone
/// longest without an answer makes room. Clients that hold connections and ask nothing cannot shut others out.
///
/// - Thread: those of libmicrohttpd, each with connections of its own: it opens, answers and closes them itself, so a
///   socket that is shut down here is still that connection's.
final class OpenConnections: Sendable {
    private let mostPerThread: Int
    /// The sockets of each thread; the one that was answered last, or came last, at the end. At most `mostPerThread`.
    private let open = Mutex<[UInt: [Int32]]>([:])

    init(mostPerThread: Int) { self.mostPerThread = mostPerThread }

    /// A connection of this thread was opened.
    func opened(_ socket: Int32) {
        let eldest = open.withLock { threads -> Int32? in
            threads[Self.thread, default: []].append(socket)
            guard threads[Self.thread, default: []].count > mostPerThread else { return nil }
            return threads[Self.thread]?.removeFirst()
        }
        // Not closed: libmicrohttpd sees its end, and closes it.
        if let eldest { shutdown(eldest, Int32(SHUT_RDWR)) }
    }

    /// A request on it was answered.
    func answered(_ socket: Int32) {
        open.withLock { threads in
            // One that has made room already is not there.
            guard let place = threads[Self.thread]?.firstIndex(of: socket) else { return }
            threads[Self.thread]?.remove(at: place)
            threads[Self.thread]?.append(socket)
        }
    }

    /// It is about to be closed.
    func closed(_ socket: Int32) {
        open.withLock { threads in
            guard let place = threads[Self.thread]?.firstIndex(of: socket) else { return }
            threads[Self.thread]?.remove(at: place)
        }
    }

    private static var thread: UInt { UInt(pthread_self()) }
}
