import Dispatch
import Glibc
import Synchronization

/// What answers on loopback as clamd's manual says: `zINSTREAM`, chunks with their length before them, an empty one, an answer
/// that a zero byte ends; above its limit it says so and closes. It finds `HARM`.
final class LoopbackClamd: Sendable {
    let port: UInt16
    private let listener: Int32
    private let ended = DispatchSemaphore(value: 0)
    /// The bytes that came, one question each.
    let asked = Mutex<[[UInt8]]>([])
    let mostBytes: Int
    let says: String?

    struct NotStarted: Error {}

    /// Takes so many bytes; `says` is its answer whatever is asked.
    init(mostBytes: Int = 1 << 20, says: String? = nil) throws {
        self.mostBytes = mostBytes
        self.says = says
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else { throw NotStarted() }
        port = UInt16(bigEndian: address.sin_port)
        DispatchQueue(label: "clamd").async { [self] in serve() }
    }

    var address: String { "127.0.0.1:\(port)" }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        ended.wait()
        close(listener)
    }

    private func serve() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { break }
            let said = answer(client)
            _ = send(client, Array(said.utf8) + [0], said.utf8.count + 1, Int32(MSG_NOSIGNAL))
            close(client)
        }
        ended.signal()
    }

    private func answer(_ client: Int32) -> String {
        let command = bytes(client, until: 0)
        if let says { return says }
        if command == Array("zPING".utf8) { return "PONG" }
        guard command == Array("zINSTREAM".utf8) else { return "UNKNOWN COMMAND" }
        var all: [UInt8] = []
        while true {
            let length = bytes(client, count: 4).reduce(0) { $0 << 8 | Int($1) }
            if length == 0 { break }
            guard all.count + length <= mostBytes else { return "INSTREAM size limit exceeded. ERROR" }
            all += bytes(client, count: length)
        }
        asked.withLock { $0.append(all) }
        let text = String(decoding: all, as: UTF8.self)
        return text.contains("HARM") ? "stream: Test.Harm.Signature FOUND" : "stream: OK"
    }

    private func bytes(_ client: Int32, until end: UInt8) -> [UInt8] {
        var found: [UInt8] = []
        while let byte = bytes(client, count: 1).first, byte != end { found.append(byte) }
        return found
    }

    private func bytes(_ client: Int32, count: Int) -> [UInt8] {
        var found = [UInt8](repeating: 0, count: count)
        let came = recv(client, &found, count, Int32(MSG_WAITALL))
        return Array(found.prefix(max(0, came)))
    }
}
