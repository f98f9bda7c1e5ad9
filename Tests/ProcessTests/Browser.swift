import Foundation
import Glibc

/// What a browser keeps between two pages, and how it asks.
final class Browser {
    struct Answer {
        let status: Int
        let head: String
        let body: String

        /// What a form on the page sends along by itself.
        var hidden: [(String, String)] {
            body.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
                (String($0.1), Browser.plain(String($0.2)))
            }
        }
    }

    let port: UInt16
    var cookie: String?

    init(port: UInt16) { self.port = port }

    static func plain(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    func get(_ path: String) -> Answer? { ask("GET", path, []) }

    func post(_ path: String, _ fields: [(String, String)]) -> Answer? {
        // A page has the token in more than one form; it goes along once.
        var seen: Set<String> = []
        let own = fields.filter { $0.0 != "csrf" || seen.insert("csrf").inserted }
        let body = own.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return ask("POST", path, Array(body.utf8))
    }

    private func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    private func ask(_ method: String, _ path: String, _ body: [UInt8]) -> Answer? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        if method == "POST" {
            head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.count)\r\n"
        }
        let request = Array("\(head)\r\n".utf8) + body
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return nil
        }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { break }
            all += piece[..<count]
        }
        let text = String(decoding: all, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
        let lines = text[..<end.lowerBound]
        if let given = lines.firstMatch(of: /Set-Cookie: (__Host-visit=[^;]+)/) {
            cookie = String(given.1)
        }
        return Answer(status: status, head: String(lines), body: String(text[end.upperBound...]))
    }
}
