import Foundation
import Glibc
import HTTPServer
import Synchronization
import Testing

/// The requests of `RawRequests`: what the server of our own does with them, and what a server would that is made of
/// libmicrohttpd alone, which is why there is one of our own.
@Suite struct `A request that two readers could take for different ones` {
    static let requests = (try? RawRequest.all()) ?? []

    @Test func `is one of a list that is read whole`() throws {
        #expect(try RawRequest.all().count >= 60)
    }

    /// Sends the bytes, says that no more come, and reads until the server closes.
    static func send(_ bytes: [UInt8], to port: UInt16) throws -> String {
        let client = try Client(port: port)
        client.send(bytes)
        shutdown(client.descriptor, Int32(SHUT_WR))
        return client.read()
    }

    /// A server that notes which paths its handler is asked for.
    static func server(_ asked: Asked, proxies: Set<String> = []) throws -> HTTPServer {
        try HTTPServer(host: "127.0.0.1", port: 0, proxies: proxies) { request in
            asked.paths.withLock { $0.append(request.path) }
            return .text("answered")
        }
    }

    final class Asked: Sendable {
        let paths = Mutex<[String]>([])
    }

    @Test(arguments: requests)
    func `is refused, its connection closed, its handler not asked`(_ request: RawRequest) throws {
        let asked = Asked()
        let server = try Self.server(asked)
        let answer = try Self.send(request.bytes, to: server.port)
        #expect(answer.hasPrefix("HTTP/1.1 \(request.status) "), "\(answer)")
        #expect(answer.contains("\r\nConnection: close\r\n"))
        // One answer, whatever came behind.
        #expect(answer.components(separatedBy: "\r\nConnection: close\r\n").count == 2, "\(answer)")
        #expect(asked.paths.withLock { $0 } == (request.status == 200 ? ["/"] : []))
    }

    @Test(arguments: requests)
    func `is refused as well when it comes byte by byte`(_ request: RawRequest) throws {
        let asked = Asked()
        let server = try Self.server(asked)
        let client = try Client(port: server.port)
        for byte in request.bytes { client.send([byte]) }
        shutdown(client.descriptor, Int32(SHUT_WR))
        #expect(client.read().hasPrefix("HTTP/1.1 \(request.status) "))
        #expect(!asked.paths.withLock { $0 }.contains("/smuggled"))
    }

    @Test func `is taken by the bare library in most of these forms, and what is smuggled behind it is answered`()
        throws
    {
        let library = try BareLibrary()
        var answered = 0
        var smuggled = 0
        for request in Self.requests {
            _ = try Self.send(request.bytes, to: library.port)
            let paths = library.takePaths()
            let does: RawRequest.Library =
                paths.contains("/smuggled") ? .smuggled : paths.isEmpty ? .refuses : .takes
            #expect(does == request.bare, "\(request.name) asks it for \(paths)")
            if request.status != 200, does != .refuses { answered += 1 }
            if request.status != 200, does == .smuggled { smuggled += 1 }
        }
        #expect(answered > 30)
        #expect(smuggled > 5)
    }

    /// Debian's nginx before the server, with the configuration that stands before pages for people.
    @Test(
        .enabled(
            if: Nginx.isInstalled,
            "nginx is not installed: what it lets through to the server is NOT tested here (apt install nginx-light)"))
    func `never reaches the server through nginx as another request than the one that was sent`() throws {
        let asked = Asked()
        let server = try Self.server(asked, proxies: ["127.0.0.1"])
        let nginx = try Nginx(before: server.port)
        defer { nginx.stop() }
        let plain = try Self.send(Array("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), to: nginx.port)
        #expect(plain.hasPrefix("HTTP/1.1 200 "), "\(plain)")
        for request in Self.requests {
            asked.paths.withLock { $0 = [] }
            let answer = try Self.send(request.bytes, to: nginx.port)
            let paths = asked.paths.withLock { $0 }
            // Whatever nginx takes for a request, the server takes for the same: it is asked for nothing that nginx has not
            // asked and counted.
            #expect(
                paths.count == answer.components(separatedBy: "\r\n\r\nanswered").count - 1,
                "\(request.name): \(paths), \(answer)")
        }
    }
}
