import Glibc
import HTTPServer

/// The services' HTTP server, asked in ways that no browser asks.
final class Server {
    private let server: HTTPServer
    private let port: UInt16

    init() throws {
        server = try HTTPServer(host: "127.0.0.1", port: 0) { request in
            request.path == "/livez" ? .text("yes\n") : .notFound
        }
        port = server.port
    }

    /// Whatever is sent, whoever asks next is answered.
    func answer(_ bytes: [UInt8]) throws {
        let stranger = try connect()
        _ = bytes.withUnsafeBytes { send(stranger, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        defer { close(stranger) }
        let client = try connect()
        defer { close(client) }
        let request = Array("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        _ = send(client, request, request.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(client, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            answer += chunk[..<count]
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 200"), text.hasSuffix("yes\n") else {
            throw Failure("beside it /livez answers \(text.prefix(80).debugDescription)")
        }
    }

    private func connect() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure("the server takes no connection: \(errno)") }
        return descriptor
    }
}
