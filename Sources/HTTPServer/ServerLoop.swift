import Dispatch
import Glibc
import Synchronization

/// What the loop's thread and the others share.
final class ServerState: Sendable {
    private let answers = Mutex<[(connection: UInt64, bytes: [UInt8])]>([])
    private let stopping = Atomic(false)
    private let wakeEnd: Int32
    /// Signalled once, when the loop has ended.
    let ended = DispatchSemaphore(value: 0)

    init(wakeEnd: Int32) { self.wakeEnd = wakeEnd }

    // The loop and the handler's threads hold this: no number of another file is ever written to.
    deinit { Glibc.close(wakeEnd) }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    func stop() {
        stopping.store(true, ordering: .releasing)
        wake()
    }

    func answered(_ connection: UInt64, _ bytes: [UInt8]) {
        answers.withLock { $0.append((connection, bytes)) }
        wake()
    }

    func takeAnswers() -> [(connection: UInt64, bytes: [UInt8])] {
        answers.withLock { answers in
            defer { answers = [] }
            return answers
        }
    }

    /// Where nothing more finds room it is awake already; where the loop has ended nobody needs to wake.
    private func wake() {
        var byte: UInt8 = 1
        _ = send(wakeEnd, &byte, 1, Int32(MSG_NOSIGNAL))
    }
}

/// Takes connections, reads requests, gives them to the handler's threads and sends the answers: one thread, which never
/// waits for one client.
///
/// - Thread: `run` is the thread's whole life; nothing of this is touched from elsewhere.
struct ServerLoop: ~Copyable {
    private let listener: Int32
    private let wakeEnd: Int32
    private let state: ServerState
    private let limits: HTTPServer.Limits
    private let names: HostNames
    private let proxies: Set<String>
    private let pages: HandlerThreads
    private let quick: HandlerThreads?
    private let quickPaths: Set<String>

    private var connections: [UInt64: Connection] = [:]
    private var next: UInt64 = 0
    private var isListening = true
    /// The bytes that are counted for bodies, ordinary ones and uploads.
    private var bodyBytes = 0
    private var uploadBytes = 0
    private var piece = [UInt8](repeating: 0, count: 65_536)

    init(
        listener: Int32, wakeEnd: Int32, state: ServerState, limits: HTTPServer.Limits, names: HostNames,
        proxies: Set<String>, pages: HandlerThreads, quick: HandlerThreads?, quickPaths: Set<String>
    ) {
        self.listener = listener
        self.wakeEnd = wakeEnd
        self.state = state
        self.limits = limits
        self.names = names
        self.proxies = proxies
        self.pages = pages
        self.quick = quick
        self.quickPaths = quickPaths
    }

    // The handler's threads go with the loop.
    deinit {
        pages.close()
        quick?.close()
        if isListening { Glibc.close(listener) }
        Glibc.close(wakeEnd)
        for connection in connections.values { Glibc.close(connection.socket) }
    }

    /// Until it was asked to stop and nothing is under way.
    mutating func run() {
        while true {
            if state.isStopping {
                if isListening {
                    isListening = false
                    Glibc.close(listener)
                }
                for (id, connection) in connections where !connection.isUnderWay { end(id) }
                if connections.isEmpty { return }
            }
            turn()
        }
    }

    private mutating func turn() {
        let ids = Array(connections.keys)
        // Where all connections are with the handler, newcomers wait in the kernel's queue.
        let takes = isListening && (connections.count < limits.connections || hasRoomToMake)
        var descriptors = [pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0)]
        descriptors.append(pollfd(fd: takes ? listener : -1, events: Int16(POLLIN), revents: 0))
        var soonest = Double.infinity
        for id in ids {
            guard let connection = connections[id] else { continue }
            let interest = connection.interest
            descriptors.append(pollfd(fd: interest == 0 ? -1 : connection.socket, events: interest, revents: 0))
            soonest = min(soonest, connection.deadline ?? .infinity)
        }
        let wait = soonest.isFinite ? Int32(min(60_000, max(0, ((soonest - Self.now) * 1_000).rounded(.up)))) : -1
        guard poll(&descriptors, nfds_t(descriptors.count), wait) >= 0 else {
            // Only a signal can end it so; anything else would come again at once.
            if errno != EINTR { usleep(10_000) }
            return
        }
        if descriptors[0].revents != 0 { while read(wakeEnd, &piece, piece.count) > 0 {} }
        for (id, bytes) in state.takeAnswers() { answer(id, with: bytes) }
        for (place, id) in ids.enumerated() where descriptors[place + 2].revents != 0 { advance(id) }
        if descriptors[1].revents != 0 { accept() }
        expire()
    }

    private var hasRoomToMake: Bool { connections.values.contains { $0.worth != nil } }

    // MARK: Connections

    private mutating func accept() {
        // A bound a turn, so that a flood of connections leaves time for those that are there.
        for _ in 0..<64 {
            guard connections.count < limits.connections || makeRoom() else { return }
            var address = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let socket = withUnsafeMutableBytes(of: &address) { bytes in
                Glibc.accept(listener, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
            }
            guard socket >= 0 else {
                // Without a file number left the newcomer would wake this loop again at once.
                if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                    if !makeRoom() { usleep(10_000) }
                }
                return
            }
            guard fcntl(socket, F_SETFL, O_NONBLOCK) == 0, fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 else {
                Glibc.close(socket)
                continue
            }
            var yes: Int32 = 1
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            next += 1
            connections[next] = Connection(
                socket: socket, peer: PeerAddress.text(address), deadline: Self.now + limits.headSeconds)
            // What it asks has mostly come with it.
            advance(next)
        }
    }

    /// Ends the connection that is worth least, the oldest of its like. `false` where all are with the handler.
    private mutating func makeRoom() -> Bool {
        let candidates = connections.compactMap { id, connection in connection.worth.map { (worth: $0, id: id) } }
        guard let least = candidates.min(by: { ($0.worth, $0.id) < ($1.worth, $1.id) }) else { return false }
        end(least.id)
        return true
    }

    private mutating func end(_ id: UInt64) {
        release(id)
        guard let connection = connections.removeValue(forKey: id) else { return }
        Glibc.close(connection.socket)
    }

    /// What was counted for its body is free again.
    private mutating func release(_ id: UInt64) {
        guard let held = connections[id]?.held else { return }
        if held.isUpload { uploadBytes -= held.bytes } else { bodyBytes -= held.bytes }
        connections[id]?.held = (0, false)
    }

    private mutating func expire() {
        let now = Self.now
        for (id, connection) in connections {
            guard let deadline = connection.deadline, deadline <= now else { continue }
            switch connection.stage {
            case .head where connection.bytes.isEmpty: end(id)
            case .head, .body: refuse(id, .tooSlow)
            case .handled, .answering, .closing: end(id)
            }
        }
    }

    // MARK: One connection

    private mutating func advance(_ id: UInt64) {
        guard let stage = connections[id]?.stage else { return }
        switch stage {
        case .head(let scan): readHead(id, scan)
        case .body(let head, let kept, let cut): readBody(id, head, kept: kept, cut)
        case .handled: break
        case .answering: send(id)
        case .closing(let readPast): readPastEnd(id, readPast)
        }
    }

    private enum Arrival {
        case bytes(Int), nothing, end
    }

    /// Reads what is there into `piece`.
    private mutating func receive(_ socket: Int32) -> Arrival {
        while true {
            let count = recv(socket, &piece, piece.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .nothing : .end
        }
    }

    private mutating func readHead(_ id: UInt64, _ scan: HeadScan) {
        guard let socket = connections[id]?.socket else { return }
        switch receive(socket) {
        case .nothing: return
        case .end: return end(id)
        case .bytes(let count): connections[id]?.bytes += piece[..<count]
        }
        var scan = scan
        guard let bytes = connections[id]?.bytes else { return }
        switch scan.look(at: bytes, limit: HTTPServer.Limits.headByteCount) {
        case .open: connections[id]?.stage = .head(scan)
        case .refused(let refusal): refuse(id, refusal)
        case .ended(let place):
            do throws(Refusal) {
                let head = try RequestHead(bytes[..<place])
                begin(id, head, rest: Array(bytes[place...]))
            } catch {
                refuse(id, error)
            }
        }
    }

    /// The head stands: refusals that need no body are sent before one is read.
    private mutating func begin(_ id: UInt64, _ head: RequestHead, rest: [UInt8]) {
        let isHead = head.method == "HEAD"
        // A client of HTTP/1.0 need not say a name, and no browser is one.
        guard head.headers.allSatisfy({ $0.name != "host" || names.allow($0.value) }) else {
            return answer(id, with: Response.otherName(names).bytes(isHead: isHead))
        }
        guard ["GET", "HEAD", "POST"].contains(head.method) else {
            return answer(id, with: Response.methodNotAllowed([.get, .post]).bytes(isHead: false))
        }
        let isUpload = head.bodyByteCount > limits.bodyByteCount
        var kept = head.bodyByteCount
        var cut: Request.Cut?
        if isUpload {
            guard let uploads = limits.uploads, head.bodyByteCount <= uploads.mostReadPast,
                uploads.mayBring(
                    Request(method: .post, path: head.path, query: head.query, headers: head.headers))
            else {
                return answer(id, with: Response.tooLarge(limit: limits.bodyByteCount).bytes(isHead: false))
            }
            if head.bodyByteCount > uploads.byteCount {
                cut = .tooLarge
            } else if uploadBytes + head.bodyByteCount > uploads.allByteCount {
                cut = .noRoom
            }
            if cut != nil { kept = limits.bodyByteCount }
        }
        if isUpload, cut == nil {
            uploadBytes += kept
            connections[id]?.held = (kept, true)
        } else {
            guard bodyBytes + kept <= limits.allBodiesByteCount else { return refuse(id, .busy) }
            bodyBytes += kept
            connections[id]?.held = (kept, false)
        }
        connections[id]?.bytes = Array(rest.prefix(kept))
        connections[id]?.bodyCame = rest.count
        connections[id]?.stage = .body(head, kept: kept, cut: cut)
        connections[id]?.deadline =
            Self.now + (isUpload ? limits.uploads?.seconds ?? limits.bodySeconds : limits.bodySeconds)
        if head.awaitsContinue, rest.isEmpty, let socket = connections[id]?.socket {
            let line = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            // Where even so little finds no room, its sender does not wait for it for ever (RFC 9110 §10.1.1).
            _ = Glibc.send(socket, line, line.count, Int32(MSG_NOSIGNAL))
        }
        handle(id, head, kept: kept, cut)
    }

    private mutating func readBody(_ id: UInt64, _ head: RequestHead, kept: Int, _ cut: Request.Cut?) {
        guard let socket = connections[id]?.socket else { return }
        switch receive(socket) {
        case .nothing: return
        case .end: return end(id)
        case .bytes(let count):
            let room = kept - (connections[id]?.bytes.count ?? 0)
            connections[id]?.bytes += piece[..<min(count, max(0, room))]
            connections[id]?.bodyCame += count
        }
        handle(id, head, kept: kept, cut)
    }

    /// Gives the request to the handler, once its body is whole. What comes behind it is never looked at.
    private mutating func handle(_ id: UInt64, _ head: RequestHead, kept: Int, _ cut: Request.Cut?) {
        guard let connection = connections[id], connection.bodyCame >= head.bodyByteCount else { return }
        connections[id]?.bytes = []
        connections[id]?.stage = .handled
        connections[id]?.deadline = nil
        let request = Request(
            method: head.method == "POST" ? .post : .get, path: head.path, query: head.query, headers: head.headers,
            body: connection.bytes, cut: cut,
            client: PeerAddress.client(peer: connection.peer, proxies: proxies, headers: head.headers))
        let threads = quickPaths.contains(head.path) ? quick ?? pages : pages
        guard threads.take(.init(connection: id, request: request, isHead: head.method == "HEAD")) else {
            return refuse(id, .busy)
        }
    }

    private mutating func refuse(_ id: UInt64, _ refusal: Refusal) {
        answer(id, with: refusal.response.bytes(isHead: false))
    }

    private mutating func answer(_ id: UInt64, with bytes: [UInt8]) {
        guard connections[id] != nil else { return }
        release(id)
        connections[id]?.bytes = []
        connections[id]?.stage = .answering(bytes, sent: 0)
        connections[id]?.lastDeadline = Self.now + limits.answerSeconds
        connections[id]?.deadline = Self.now + limits.idleSeconds
        send(id)
    }

    private mutating func send(_ id: UInt64) {
        guard let connection = connections[id], case .answering(let bytes, var sent) = connection.stage else { return }
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { whole in
                let rest = UnsafeRawBufferPointer(rebasing: whole[sent...])
                return Glibc.send(connection.socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                if case .answering(_, let before) = connection.stage, sent > before {
                    connections[id]?.deadline = min(Self.now + limits.idleSeconds, connection.lastDeadline)
                }
                connections[id]?.stage = .answering(bytes, sent: sent)
                return
            } else {
                return end(id)
            }
        }
        shutdown(connection.socket, Int32(SHUT_WR))
        connections[id]?.stage = .closing(readPast: 0)
        connections[id]?.deadline = Self.now + HTTPServer.Limits.closingSeconds
    }

    private mutating func readPastEnd(_ id: UInt64, _ before: Int) {
        guard let socket = connections[id]?.socket else { return }
        switch receive(socket) {
        case .nothing: return
        case .end: end(id)
        case .bytes(let count):
            guard before + count <= limits.bodyByteCount * 8 else { return end(id) }
            connections[id]?.stage = .closing(readPast: before + count)
        }
    }

    /// Seconds of a steady clock.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
