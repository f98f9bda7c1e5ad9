import Glibc

/// A daemon of ClamAV, asked over TCP whether bytes hold what it knows to do harm: one connection a question, by the command
/// INSTREAM (`clamd(8)`): chunks with their length before them in four bytes, the most significant first, an empty one at the
/// end, and a line for an answer. What is asked goes over the wire as it is: the daemon stands on the same host, or in the same
/// closed network.
///
/// - Thread: any, several at a time; each waits for its own answer.
public struct Clamd: Sendable {
    /// What the daemon says of bytes.
    public enum Verdict: Equatable, Sendable {
        /// It knows nothing in them that does harm.
        case clean
        /// What it found, by the name that it has for it.
        case found(String)
    }

    /// Why there is no verdict.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        /// The address is none of `HOST:PORT`.
        case address(String)
        /// It does not answer, for that reason.
        case away(String)
        /// It takes fewer bytes than these (`StreamMaxLength` in clamd.conf).
        case tooLarge
        /// It answered, and not as the manual says.
        case unknown(String)

        public var description: String {
            switch self {
            case .address(let text): "a clamd is set as HOST:PORT, as 127.0.0.1:3310; found \(text)"
            case .away(let why): "clamd does not answer: \(why)"
            case .tooLarge: "clamd takes fewer bytes than these: raise StreamMaxLength in clamd.conf"
            case .unknown(let answer): "clamd answered what its manual does not name: \(answer)"
            }
        }
    }

    /// How long one step may take, in seconds: to connect, to take in a chunk, to look through all of it.
    public static let patience = 30
    /// How many bytes go in one chunk.
    static let chunkByteCount = 64 << 10
    /// The longest answer that is read, in bytes.
    static let answerByteCount = 4 << 10

    private let host: String
    private let port: String

    /// The daemon at `HOST:PORT`; an address of IPv6 stands in brackets.
    public init(_ address: String) throws(Fault) {
        guard let colon = address.lastIndex(of: ":"), let number = UInt16(address[address.index(after: colon)...]),
            number > 0
        else { throw .address(address) }
        var host = address[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .address(address)
        }
        guard !host.isEmpty else { throw .address(address) }
        self.host = String(host)
        port = String(number)
    }

    /// Whether those bytes hold what does harm.
    public func scan(_ bytes: [UInt8]) throws(Fault) -> Verdict {
        let socket = try connect()
        defer { close(socket) }
        // Where it closes before it has taken in all, as above its limit, it has said why.
        if send(socket, Array("zINSTREAM\0".utf8)) {
            var place = 0
            while place < bytes.count {
                let end = min(place + Clamd.chunkByteCount, bytes.count)
                guard send(socket, Clamd.length(end - place) + bytes[place..<end]) else { break }
                place = end
            }
            if place == bytes.count { _ = send(socket, Clamd.length(0)) }
        }
        let said = try answer(socket)
        if said == "stream: OK" { return .clean }
        if said.hasPrefix("stream: "), said.hasSuffix(" FOUND") {
            return .found(String(said.dropFirst("stream: ".count).dropLast(" FOUND".count)))
        }
        if said.hasPrefix("INSTREAM size limit exceeded") { throw .tooLarge }
        throw .unknown(Clamd.plain(said))
    }

    /// Asks only whether it is there.
    public func ping() throws(Fault) {
        let socket = try connect()
        defer { close(socket) }
        _ = send(socket, Array("zPING\0".utf8))
        let said = try answer(socket)
        guard said == "PONG" else { throw .unknown(Clamd.plain(said)) }
    }

    private static func length(_ count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }

    /// For a line of a log: no control characters, and not long.
    private static func plain(_ text: String) -> String {
        String(text.unicodeScalars.prefix(120).map { $0.isASCII && $0.value >= 0x20 ? Character($0) : "?" })
    }

    private func connect() throws(Fault) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, port, &hints, &found)
        guard code == 0 else { throw .away(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(found) }
        var why = "its host has no address"
        var next = found
        while let address = next?.pointee {
            next = address.ai_next
            let descriptor = socket(
                address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), address.ai_protocol)
            guard descriptor >= 0 else {
                why = String(cString: strerror(errno))
                continue
            }
            var limit = timeval(tv_sec: Clamd.patience, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            // On Linux it bounds connecting too.
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            why = String(cString: strerror(errno))
            close(descriptor)
        }
        throw .away(why)
    }

    /// `false` where it takes no more.
    private func send(_ socket: Int32, _ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { whole in
                let rest = UnsafeRawBufferPointer(rebasing: whole[sent...])
                return Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// What it says, up to the zero byte that ends it.
    private func answer(_ socket: Int32) throws(Fault) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: Clamd.answerByteCount)
        while !bytes.contains(0), bytes.count < Clamd.answerByteCount {
            let count = recv(socket, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .away(String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        guard let end = bytes.firstIndex(of: 0) else { throw .away("it closed without an answer") }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
