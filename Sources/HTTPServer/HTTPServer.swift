import CMicroHTTPD
import Dispatch
import Glibc
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd, for pages, health and metrics. TLS is for the proxy in front of it.
///
/// - Thread: the handler is called on one of the server's own threads, several at a time; while it runs, the other
///   connections of that thread wait.
public final class HTTPServer: Sendable {
    /// What bounds the server.
    public struct Limits: Sendable {
        /// The largest body that is read, in bytes; a larger one is answered with 413.
        public var bodyByteCount = 1 << 20
        /// How many connections may be open. Before that many are, the one that has gone longest without an answer makes
        /// room for the newest: three quarters of them may stay.
        public var connections: UInt32 = 256
        /// How many threads answer.
        public var threads: UInt32 = 2
        /// How long a connection may be silent, in seconds.
        public var idleSeconds: UInt32 = 30
        /// What the headers of one request may take, in bytes, with libmicrohttpd's own buffers.
        public var connectionMemory = 64 << 10

        /// The limits for a service's own pages.
        public init() {}
    }

    /// The port it listens on: the one asked for, or the free one it was given.
    public let port: UInt16
    private let service: Service
    private let daemon: Mutex<Daemon?>

    private struct Daemon {
        let pointer: OpaquePointer
        let socket: Int32
    }

    /// Listens on `host` (a name or an address; `127.0.0.1` for this host alone) and `port`; 0 takes a free one. Who asks
    /// under another name than `names` is refused with 421.
    public init(
        host: String, port: UInt16, names: HostNames = HostNames(), limits: Limits = Limits(),
        handler: @escaping @Sendable (Request) -> Response
    ) throws(HTTPServerError) {
        let threads = max(limits.threads, 2)
        let connections: OpenConnections
        do throws(OpenConnections.NoKey) {
            // libmicrohttpd shares the connections out among its threads, and takes no more where a thread has its share.
            connections = try OpenConnections(mostPerThread: max(1, Int(limits.connections / threads) * 3 / 4))
        } catch {
            throw HTTPServerError(doing: "keeping connections", host: host, port: port, errno: error.errno)
        }
        let (socket, boundPort) = try listen(host, port)
        let service = Service(
            handler: handler, bodyLimit: limits.bodyByteCount, names: names, connections: connections)
        // Held by the daemon until it has stopped.
        let context = Unmanaged.passRetained(service)
        guard
            let pointer = mhd_start(
                socket, threads, limits.connections, limits.idleSeconds, limits.connectionMemory, received, completed,
                connected, context.toOpaque())
        else {
            let reason = errno
            context.release()
            // Whether the socket is still ours libmicrohttpd does not say; closing another's would be worse than one
            // left over in a program that cannot go on.
            throw HTTPServerError(doing: "starting threads", host: host, port: port, errno: reason)
        }
        self.port = boundPort
        self.service = service
        daemon = Mutex(Daemon(pointer: pointer, socket: socket))
    }

    deinit {
        // For tests and failed starts; a service stops its server itself, and says how long that may take.
        _ = stop(within: .seconds(1))
    }

    /// Stops: no new connection is taken, requests under way are answered, then all connections are closed. `false`
    /// when requests were still under way after `limit`: they are left to themselves, and the program should end.
    public func stop(within limit: Duration) -> Bool {
        guard let daemon = daemon.withLock({ $0.take() }) else { return true }
        service.isStopping.store(true, ordering: .relaxed)
        MHD_quiesce_daemon(daemon.pointer)
        // The socket must stay until the threads are gone; shut down, it refuses clients instead of queueing them.
        shutdown(daemon.socket, Int32(SHUT_RDWR))
        // Requests are counted, not connections: an idle one that is kept alive would hold this up for nothing.
        let nanoseconds = limit / .nanoseconds(1)
        guard service.underWay.wait(timeout: .now() + .nanoseconds(Int(min(nanoseconds, 1e18)))) == .success else {
            return false
        }
        MHD_stop_daemon(daemon.pointer)
        close(daemon.socket)
        Unmanaged.passUnretained(service).release()
        return true
    }
}

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
    let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
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
