import Foundation
import Glibc
import HTTPServer
import SignIn
import Synchronization
import Testing
import WebFetch

/// All of a sign-in with a provider that others wrote (`oidc-provider-mock`, PyPI), over HTTP on loopback.
@Suite struct `A whole sign-in with a provider` {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let program = root.appending(path: "build/python/bin/oidc-provider-mock")
    static let isThere: Bool = {
        let ensure = Process()
        ensure.executableURL = root.appending(path: "Tests/python/ensure")
        ensure.standardError = FileHandle.nullDevice
        guard (try? ensure.run()) != nil else { return false }
        ensure.waitUntilExit()
        return FileManager.default.isExecutableFile(atPath: program.path)
    }()

    /// What comes back to this program.
    private final class Back: Sendable {
        let query = Mutex<[Request.Field]>([])
    }

    @Test(
        .enabled(
            if: isThere,
            "oidc-provider-mock cannot be installed: a whole sign-in with a real provider is NOT tested here (PyPI)"))
    func `ends with who it is and their roles, once`() throws {
        let fetch = WebFetch(isLoopback: true)
        let port = try freePort()
        let process = Process()
        process.executableURL = Self.program
        process.arguments = [
            "--port", "\(port)", "--require-nonce", "true",
            "--user-claims", #"{"sub":"person-7","groups":["sen-team"]}"#,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            // It does not end on SIGTERM while it has clients.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let issuer = "http://127.0.0.1:\(port)"
        let document = try awaited(process) { try fetch.get(Provider.discovery(of: issuer)).body }
        let named = try #require(Self.issuer(in: document))
        let provider = try Provider(document, issuer: named, isLoopback: true)
        let keys = try #require(ProviderKeys(fetch.get(provider.keys).body))
        #expect(keys.count > 0)

        let back = Back()
        let desk = try HTTPServer(host: "127.0.0.1", port: 0) { request in
            back.query.withLock { $0 = request.query }
            return .text("back")
        }
        var signIn = CouncilSignIn(
            provider: provider,
            client: .init(id: "desk", secret: "secret", redirect: "http://127.0.0.1:\(desk.port)/sign-in/back"))
        let (address, browser) = signIn.begin(target: "/", now: 0)
        // The person says who they are; the browser follows to where the provider sends it.
        let location = try #require(Self.leads(from: address, by: "sub=person-7", port: port))
        _ = try fetch.get(location)

        let query = back.query.withLock { $0 }
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        let (exchange, _) = try signIn.comeBack(
            state: value("state"), code: value("code"), error: value("error"), issuer: value("iss"), browser: browser,
            now: 1)
        let answer = try fetch.post(exchange.address, form: exchange.body)
        #expect(answer.status == 200)
        let clock = Int(time(nil))
        let token = try signIn.token(answer.body, to: exchange, keys: keys, clock: clock)
        #expect(token.subject == "person-7")
        #expect(
            try RoleClaim("groups:sen-team=coordinator", known: ["coordinator"]).roles(in: token) == ["coordinator"])

        // The same token again: for another sign-in, much later, and from a provider of another name.
        let (again, second) = signIn.begin(target: "/", now: 2)
        let state = again.split(whereSeparator: { $0 == "?" || $0 == "&" }).first { $0.hasPrefix("state=") }?.dropFirst(
            6)
        let (other, _) = try signIn.comeBack(
            state: state.map(String.init), code: value("code"), error: nil, issuer: nil, browser: second, now: 3)
        #expect(throws: CouncilSignIn.Refusal.token(.nonce)) {
            try signIn.token(answer.body, to: other, keys: keys, clock: clock)
        }
        #expect(throws: CouncilSignIn.Refusal.token(.expired)) {
            try signIn.token(answer.body, to: exchange, keys: keys, clock: clock + 100_000)
        }
        // The code again, without its secret: the provider gives nothing for it.
        #expect(try fetch.post(other.address, form: other.body).status >= 400)
    }

    /// Where the provider sends a browser that gives it that form.
    private static func leads(from address: String, by form: String, port: UInt16) -> String? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var end = sockaddr_in()
        end.sin_family = sa_family_t(AF_INET)
        end.sin_port = port.bigEndian
        end.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &end) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let target = address.dropFirst("http://127.0.0.1:\(port)".count)
        let request = Array(
            """
            POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/x-www-form-urlencoded\r\n\
            Content-Length: \(form.utf8.count)\r\nConnection: close\r\n\r\n\(form)
            """.utf8)
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return nil
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count <= 0 { break }
            answer += piece[..<count]
        }
        return String(decoding: answer, as: UTF8.self).split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("location: ") }.map { String($0.dropFirst(10)) }
    }

    private static func issuer(in document: [UInt8]) -> String? {
        (try? JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])?["issuer"] as? String
    }

    /// Asks until the program answers, or has ended.
    private func awaited(_ process: Process, _ ask: () throws -> [UInt8]) throws -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do { return try ask() } catch {
                guard process.isRunning, ContinuousClock.now < deadline else { throw error }
                sched_yield()
            }
        }
    }

    private func freePort() throws -> UInt16 {
        // Free a moment ago.
        let server = try HTTPServer(host: "127.0.0.1", port: 0) { _ in .notFound }
        defer { _ = server.stop(within: .seconds(1)) }
        return server.port
    }
}
