import Glibc
import HTTPServer

/// A bare client on loopback: sends bytes as they are, reads until the server closes or falls silent.
struct Client: ~Copyable {
    struct Refused: Error {}
    let descriptor: Int32

    init(port: UInt16) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        // The deadline of every wait in these tests.
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else {
            close(descriptor)
            throw Refused()
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What comes until `end` has come, or the server closes.
    func read(until end: String? = nil) -> String {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count <= 0 { break }
            all += piece[..<count]
            if let end, String(decoding: all, as: UTF8.self).hasSuffix(end) { break }
        }
        return String(decoding: all, as: UTF8.self)
    }
}

/// Sends one request and gives all that comes back.
func exchange(_ port: UInt16, _ head: String, body: String = "") throws -> String {
    let client = try Client(port: port)
    client.send("\(head)\r\nHost: localhost\r\nConnection: close\r\n\r\n\(body)")
    return client.read()
}

func get(_ port: UInt16, _ target: String) throws -> String { try exchange(port, "GET \(target) HTTP/1.1") }
