import Dispatch
import Glibc
import Synchronization

// What is not obvious here:
//
// - One request a connection, read by one reader. Requests are smuggled past a server where two readers of one connection
//   disagree on where a request ends: this server reads one by the letter, refuses what could be read in two ways, and
//   looks at nothing that comes behind it. libmicrohttpd 0.9.75 takes most of `Tests/HTTPServerTests/RawRequests`, and a
//   reader of ours in front of it would have been a second one that could disagree.

/// An HTTP/1.1 server for pages, health and metrics: one request a connection. TLS is for the proxy in front of it.
///
/// - Thread: the handler is called on threads of its own, several at a time; what `quickPaths` names has one to itself.
public final class HTTPServer: Sendable {
    /// What bounds the server.
    public struct Limits: Sendable {
        /// The largest body that is read, in bytes; a larger one is answered with 413.
        public var bodyByteCount = 1 << 20
        /// What all other bodies may have together from their first byte until they are answered, in bytes.
        public var allBodiesByteCount = 64 << 20
        /// How many connections may be open. Where as many are, one that is already answered, or else the one whose
        /// request has been coming for longest, makes room for the newest.
        public var connections = 256
        /// How many threads answer.
        public var threads = 2
        /// How many requests may wait for them; one more is answered with 503.
        public var waiting = 64
        /// How long the head of a request may take to come, in seconds.
        public var headSeconds = 10.0
        /// How long its body may take, in seconds.
        public var bodySeconds = 60.0
        /// How long a client may take in nothing of its answer, in seconds.
        public var idleSeconds = 30.0
        /// How long it may take to take in all of it, in seconds.
        public var answerSeconds = 300.0
        /// What may be larger; nil for nothing.
        public var uploads: Uploads?
        /// What the head of one request may take, in bytes.
        public static let headByteCount = 16 << 10
        /// How long what still comes is read past after the answer, in seconds.
        static let closingSeconds = 2.0

        /// The limits for a service's own pages.
        public init() {}
    }

    /// Bodies above `Limits.bodyByteCount`, which only some requests may bring. What is larger still, or finds no room, is read
    /// past and its beginning given to the handler (`Request.cut`): a form can then be shown again with what was typed.
    public struct Uploads: Sendable {
        /// The largest body that is taken whole, in bytes.
        public var byteCount: Int
        /// What all of them may have together from their first byte until they are answered, in bytes.
        public var allByteCount: Int
        /// The largest body that is read past, in bytes; a larger one is answered with 413 before it is read.
        public var mostReadPast = 64 << 20
        /// How long one may take to come, in seconds.
        public var seconds = 300.0
        /// Whether a request, of which only the head is known, may bring one. Asked on the server's own thread: it looks and
        /// never waits.
        public var mayBring: @Sendable (Request) -> Bool

        public init(byteCount: Int, allByteCount: Int, mayBring: @escaping @Sendable (Request) -> Bool) {
            self.byteCount = byteCount
            self.allByteCount = allByteCount
            self.mayBring = mayBring
        }
    }

    /// The port it listens on: the one asked for, or the free one it was given.
    public let port: UInt16
    private let state: Mutex<ServerState?>

    /// Listens on `host` (a name or an address; `127.0.0.1` for this host alone) and `port`; 0 takes a free one. Who asks
    /// under another name than `names` is refused with 421. What `proxies` name as the client is believed. Requests for
    /// `quickPaths` never wait for those of other paths.
    public init(
        host: String, port: UInt16, names: HostNames = HostNames(), limits: Limits = Limits(),
        proxies: Set<String> = [], quickPaths: Set<String> = [],
        handler: @escaping @Sendable (Request) -> Response
    ) throws(HTTPServerError) {
        let (socket, boundPort) = try listen(host, port)
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            let reason = errno
            close(socket)
            throw HTTPServerError(doing: "making the way to wake its loop", host: host, port: port, errno: reason)
        }
        let wakeEnd = ends[0]
        let state = ServerState(wakeEnd: ends[1])
        do throws(NoThread) {
            let answer: @Sendable (HandlerThreads.Job) -> Void = { job in
                state.answered(job.connection, handler(job.request).bytes(isHead: job.isHead))
            }
            let pages = try HandlerThreads(count: max(1, limits.threads), most: limits.waiting, answer: answer)
            var quick: HandlerThreads?
            do throws(NoThread) {
                if !quickPaths.isEmpty { quick = try HandlerThreads(count: 1, most: limits.waiting, answer: answer) }
                let quick = quick
                try startThread {
                    run(
                        ServerLoop(
                            listener: socket, wakeEnd: wakeEnd, state: state, limits: limits, names: names,
                            proxies: proxies, pages: pages, quick: quick, quickPaths: quickPaths), state)
                }
            } catch {
                pages.close()
                quick?.close()
                throw error
            }
        } catch {
            close(socket)
            close(wakeEnd)
            throw HTTPServerError(doing: "starting threads", host: host, port: port, errno: error.errno)
        }
        self.port = boundPort
        self.state = Mutex(state)
    }

    deinit {
        // For tests and failed starts; a service stops its server itself, and says how long that may take.
        _ = stop(within: .seconds(1))
    }

    /// Stops: no new connection is taken, requests under way are answered, then all connections are closed. `false`
    /// when requests were still under way after `limit`: they are left to themselves, and the program should end.
    public func stop(within limit: Duration) -> Bool {
        guard let state = state.withLock({ $0.take() }) else { return true }
        state.stop()
        let nanoseconds = limit / .nanoseconds(1)
        return state.ended.wait(timeout: .now() + .nanoseconds(Int(min(nanoseconds, 1e18)))) == .success
    }
}

/// The loop's thread: what the loop held is closed before anybody is told that it has ended.
private func run(_ loop: consuming ServerLoop, _ state: ServerState) {
    var loop = loop
    loop.run()
    finish(loop)
    state.ended.signal()
}

private func finish(_ loop: consuming ServerLoop) {}

/// Why a server could not be started.
public struct HTTPServerError: Error, Sendable, CustomStringConvertible {
    /// What was being done and why it failed, as `cannot listen on 127.0.0.1:8080: Address already in use`.
    public let description: String

    init(doing what: String, host: String, port: UInt16, errno code: Int32) {
        description = "\(what) for \(host):\(port): \(String(cString: strerror(code)))"
    }

    init(host: String, port: UInt16, reason: String) {
        description = "cannot listen on \(host):\(port): \(reason)"
    }
}

/// A listening socket and its port.
private func listen(_ host: String, _ port: UInt16) throws(HTTPServerError) -> (socket: Int32, port: UInt16) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &found)
    guard code == 0, let address = found?.pointee else {
        throw HTTPServerError(host: host, port: port, reason: String(cString: gai_strerror(code)))
    }
    defer { freeaddrinfo(found) }
    let descriptor = socket(
        address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    func failed(_ reason: Int32) -> HTTPServerError {
        if descriptor >= 0 { close(descriptor) }
        return HTTPServerError(host: host, port: port, reason: String(cString: strerror(reason)))
    }
    guard descriptor >= 0 else { throw failed(errno) }
    // A restart must not wait for the last run's connections to be forgotten.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let backlog: Int32 = 128
    guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, backlog) == 0 else {
        throw failed(errno)
    }
    var bound = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let named = withUnsafeMutableBytes(of: &bound) { bytes in
        getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    guard named == 0 else { throw failed(errno) }
    // The port lies at the same place for both families.
    let boundPort = withUnsafeBytes(of: bound) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    return (descriptor, boundPort)
}
