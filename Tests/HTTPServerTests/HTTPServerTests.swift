import Dispatch
import Foundation
import Glibc
import HTTPServer
import Synchronization
import Testing

private func serve(
    _ limits: HTTPServer.Limits = .init(), _ handler: @escaping @Sendable (Request) -> Response
) throws -> HTTPServer {
    try HTTPServer(host: "127.0.0.1", port: 0, limits: limits, handler: handler)
}

@Suite struct `An HTTP server` {
    @Test func `gives the handler method, path, parameters and headers, decoded`() throws {
        let server = try serve { request in
            let pairs = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
            return .text("\(request.method.rawValue) \(request.path) \(pairs) \(request.header("X-Case") ?? "-")")
        }
        let answer = try exchange(server.port, "GET /a%20b/%C3%A9?q=x%26y&q=+z&flag HTTP/1.1\r\nx-cAse: B-1")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.hasSuffix("\r\n\r\nGET /a b/é q=x&y,q= z,flag= B-1"))
        #expect(server.stop(within: .seconds(5)))
    }

    @Test func `says on every answer that pages run nothing and are kept nowhere, unless the answer says otherwise`()
        throws
    {
        let server = try serve { request in
            var response = Response.html("<p>Hello")
            if request.path == "/own" { response.headers.append(("cache-control", "max-age=60")) }
            return response
        }
        let answer = try get(server.port, "/")
        for header in Response.defaultHeaders { #expect(answer.contains("\r\n\(header.name): \(header.value)\r\n")) }
        #expect(answer.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"))
        let own = try get(server.port, "/own")
        #expect(own.contains("max-age=60") && !own.contains("no-store"))
    }

    @Test func `answers HEAD as GET without the body`() throws {
        let server = try serve { request in .text("\(request.method)!!") }
        let answer = try exchange(server.port, "HEAD / HTTP/1.1")
        #expect(answer.contains("\r\nContent-Length: 5\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test func `reads a body that comes whole, and refuses one that comes in chunks`() throws {
        let server = try serve { request in .bytes(request.body, type: "application/octet-stream") }
        let whole = try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 5", body: "hello")
        #expect(whole.hasSuffix("\r\n\r\nhello"))
        let chunked = try exchange(
            server.port, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked", body: "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
        #expect(chunked.hasPrefix("HTTP/1.1 411 "))
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: \(1 << 20)", body: long).hasSuffix(long))
    }

    @Test func `refuses a body above its limit with 413, and never asks the handler`() throws {
        var limits = HTTPServer.Limits()
        limits.bodyByteCount = 10
        let asked = Atomic(0)
        let server = try serve(limits) { _ in
            asked.add(1, ordering: .relaxed)
            return .text("read")
        }
        #expect(try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 11").hasPrefix("HTTP/1.1 413 "))
        let flood = String(repeating: "x", count: 79)
        #expect(
            try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 79", body: flood).hasPrefix("HTTP/1.1 413 "))
        #expect(asked.load(ordering: .relaxed) == 0)
        #expect(
            try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 10", body: "0123456789").hasSuffix("read"))
    }

    @Test func `refuses bodies above what all of them may have together, until there is room again`() throws {
        var limits = HTTPServer.Limits()
        limits.allBodiesByteCount = 10
        let server = try serve(limits) { _ in .text("read") }
        do {
            let half = try Client(port: server.port)
            half.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 8\r\n\r\n")
            // Told to go on, it counts.
            #expect(half.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            #expect(
                try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 3", body: "abc").hasPrefix(
                    "HTTP/1.1 503 "))
            half.send("12345678")
            #expect(half.read().hasSuffix("read"))
        }
        #expect(try exchange(server.port, "POST / HTTP/1.1\r\nContent-Length: 3", body: "abc").hasSuffix("read"))
    }

    private static func limits(most: Int = 100, all: Int = 100) -> HTTPServer.Limits {
        var limits = HTTPServer.Limits()
        limits.bodyByteCount = 10
        limits.uploads = HTTPServer.Uploads(byteCount: most, allByteCount: all) { $0.path == "/give" }
        limits.uploads?.mostReadPast = 1_000
        return limits
    }

    @Test func `takes a larger body from whoever may bring one, and from nobody else`() throws {
        let server = try serve(Self.limits()) { request in
            .text("\(request.body.count) \(request.cut, default: "whole")")
        }
        func post(_ path: String, _ count: Int) throws -> String {
            try exchange(
                server.port, "POST \(path) HTTP/1.1\r\nContent-Length: \(count)",
                body: String(repeating: "x", count: count))
        }
        #expect(try post("/give", 100).hasSuffix("100 whole"))
        #expect(try post("/other", 11).hasPrefix("HTTP/1.1 413 "))
        #expect(try post("/other", 10).hasSuffix("10 whole"))
    }

    @Test func `reads past what is too large even so, and hands its beginning on`() throws {
        let server = try serve(Self.limits()) { request in
            .text("\(request.body.count) \(request.cut, default: "whole")")
        }
        func post(_ count: Int) throws -> String {
            try exchange(
                server.port, "POST /give HTTP/1.1\r\nContent-Length: \(count)",
                body: String(repeating: "x", count: count))
        }
        #expect(try post(101).hasSuffix("10 tooLarge"))
        #expect(try post(1_000).hasSuffix("10 tooLarge"))
        #expect(try exchange(server.port, "POST /give HTTP/1.1\r\nContent-Length: 1001").hasPrefix("HTTP/1.1 413 "))
    }

    @Test func `keeps no more of larger bodies together than it says, until each is answered`() throws {
        let began = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try serve(Self.limits(all: 150)) { request in
            if request.cut == nil, request.body.count > 50 {
                began.signal()
                mayEnd.wait()
            }
            return .text("\(request.body.count) \(request.cut, default: "whole")")
        }
        let body = String(repeating: "x", count: 100)
        let head = "POST /give HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"
        let first = try Client(port: server.port)
        first.send(head + body)
        // It is with the handler, and counts still.
        began.wait()
        #expect(
            try exchange(server.port, "POST /give HTTP/1.1\r\nContent-Length: 100", body: body).hasSuffix("10 noRoom"))
        // What is no larger than others are waits for nobody.
        #expect(
            try exchange(server.port, "POST /give HTTP/1.1\r\nContent-Length: 9", body: "123456789").hasSuffix(
                "9 whole"))
        mayEnd.signal()
        #expect(first.read().hasSuffix("100 whole"))
        mayEnd.signal()
        #expect(
            try exchange(server.port, "POST /give HTTP/1.1\r\nContent-Length: 100", body: body).hasSuffix("100 whole"))
    }

    @Test func `answers health while every thread for pages is at work, and refuses more than may wait`() throws {
        var limits = HTTPServer.Limits()
        limits.waiting = 3
        let began = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try HTTPServer(host: "127.0.0.1", port: 0, limits: limits, quickPaths: ["/livez"]) { request in
            if request.path == "/slow" {
                began.signal()
                mayEnd.wait()
            }
            return .text("here")
        }
        var clients: [Int32] = []
        defer { for socket in clients { close(socket) } }
        func ask() throws {
            let client = try Client(port: server.port)
            client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            clients.append(dup(client.descriptor))
        }
        for _ in 0..<2 {
            try ask()
            #expect(began.wait(timeout: .now() + 10) == .success)
        }
        for _ in 0..<3 { try ask() }
        let more = try get(server.port, "/slow")
        #expect(more.hasPrefix("HTTP/1.1 503 ") && more.contains("\r\nRetry-After: 1\r\n"), "\(more)")
        #expect(try get(server.port, "/livez").hasSuffix("here"))
        for _ in 0..<5 { mayEnd.signal() }
    }

    @Test func `closes a connection whose request does not come in time, and says so where it has begun`() throws {
        var limits = HTTPServer.Limits()
        limits.headSeconds = 0.05
        limits.bodySeconds = 0.05
        let server = try serve(limits) { _ in .text("never") }
        #expect(try Client(port: server.port).read().isEmpty)
        for begun in ["GET / HT", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel"] {
            let client = try Client(port: server.port)
            client.send(begun)
            #expect(client.read().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `believes whom a proxy of its own names, and nobody else`() throws {
        let trusting = try HTTPServer(host: "127.0.0.1", port: 0, proxies: ["127.0.0.1"]) { .text($0.client) }
        let plain = try serve { .text($0.client) }
        let head = "GET / HTTP/1.1\r\nX-Forwarded-For: "
        #expect(try exchange(trusting.port, head + "10.9.9.9, 192.0.2.7").hasSuffix("\r\n\r\n192.0.2.7"))
        #expect(try exchange(trusting.port, head + "2001:db8::1").hasSuffix("\r\n\r\n2001:db8::1"))
        #expect(try exchange(trusting.port, head + "somebody").hasSuffix("\r\n\r\n127.0.0.1"))
        #expect(try exchange(plain.port, head + "192.0.2.7").hasSuffix("\r\n\r\n127.0.0.1"))
    }

    @Test func `answers whoever asks, however many hold connections and ask nothing, or ask slowly`() throws {
        let server = try serve { _ in .text("here") }
        var idle: [Int32] = []
        defer { for socket in idle { close(socket) } }
        // More than may be open, of three sorts: silent, half a request, and one that was answered and stays.
        for number in 0..<400 {
            let client = try Client(port: server.port)
            if number % 3 == 1 { client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") }
            if number % 3 == 2 {
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(client.read(until: "here").hasSuffix("here"))
            }
            idle.append(dup(client.descriptor))
            if number % 50 == 49 { #expect(try get(server.port, "/").hasSuffix("here"), "after \(number)") }
        }
        #expect(try get(server.port, "/").hasSuffix("here"))
    }

    @Test(arguments: [
        "localhost", "localhost:80", "LOCALHOST.", "127.0.0.1:8080", "[::1]:8080", "10.1.2.3", "scheduler:8080",
    ])
    func `is asked under its own names and every address`(host: String) throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, names: HostNames(["Scheduler"])) { _ in .text("here") }
        let client = try Client(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        #expect(client.read().hasSuffix("here"))
    }

    @Test(arguments: [
        "attacker.example", "attacker.example:8080", "localhost.attacker.example", "127.0.0.1.attacker.example", "",
        "localhost:x", "[::1", "notifier",
    ])
    func `refuses whoever asks under another name, before the handler, and says what to do`(host: String) throws {
        let names = HostNames(["scheduler"], hint: "Name it with --http-names.")
        let asked = Atomic(0)
        let server = try HTTPServer(host: "127.0.0.1", port: 0, names: names) { _ in
            asked.add(1, ordering: .relaxed)
            return .text("here")
        }
        let client = try Client(port: server.port)
        client.send("GET /readyz HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        let answer = client.read()
        #expect(answer.hasPrefix("HTTP/1.1 421 "), "\(answer)")
        #expect(answer.contains("--http-names"))
        #expect(asked.load(ordering: .relaxed) == 0)
    }

    @Test(arguments: ["PUT", "DELETE", "OPTIONS", "TRACE"])
    func `refuses other methods with 405 and says which it takes`(method: String) throws {
        let server = try serve { _ in .text("never") }
        let answer = try exchange(server.port, "\(method) / HTTP/1.1")
        #expect(answer.hasPrefix("HTTP/1.1 405 "))
        #expect(answer.contains("\r\nAllow: GET, HEAD, POST\r\n"))
    }

    @Test func `a path can refuse a method, and there can be nothing under one`() throws {
        let server = try serve { $0.path == "/read" ? .methodNotAllowed([.get]) : .notFound }
        #expect(try get(server.port, "/read").contains("\r\nAllow: GET, HEAD\r\n"))
        #expect(try get(server.port, "/none").hasPrefix("HTTP/1.1 404 "))
    }

    @Test func `never sends a header with a line end, nor a status that HTTP does not have`() throws {
        let server = try serve { request in
            request.path == "/status"
                ? Response(status: 99) : Response(headers: [("X-Name", "a\r\nSet-Cookie: b")])
        }
        for path in ["/status", "/header"] {
            let answer = try get(server.port, path)
            #expect(answer.hasPrefix("HTTP/1.1 500 "))
            #expect(!answer.contains("Set-Cookie"))
        }
    }

    @Test func `refuses what is not HTTP and headers without end, and goes on`() throws {
        let server = try serve { _ in .text("fine") }
        let client = try Client(port: server.port)
        client.send("nonsense\r\n\r\n")
        #expect(!client.read().contains(" 200 "))
        let long = String(repeating: "x", count: 200_000)
        #expect(!(try exchange(server.port, "GET / HTTP/1.1\r\nX-Long: \(long)")).contains(" 200 "))
        #expect(try get(server.port, "/").hasSuffix("fine"))
    }

    @Test func `a port that is taken is refused with host, port and reason, and so is a host that is none`() throws {
        let server = try serve { _ in .notFound }
        #expect(server.port > 0)
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(host: "127.0.0.1", port: server.port) { _ in .notFound }
        }
        #expect(error?.description == "cannot listen on 127.0.0.1:\(server.port): Address already in use")
        #expect(throws: HTTPServerError.self) { try HTTPServer(host: "no host", port: 0) { _ in .notFound } }
    }
}

@Suite struct `Stopping an HTTP server` {
    @Test func `gives back all that it took: a process may start and stop more of them than it has keys for threads`()
        throws
    {
        for number in 0..<Int(PTHREAD_KEYS_MAX) + 1 {
            let server = try serve { _ in .text("here") }
            if number % 100 == 0 { #expect(try get(server.port, "/").hasSuffix("here")) }
            #expect(server.stop(within: .seconds(5)))
        }
    }

    @Test func `waits for the request under way, and not for a connection that is idle`() throws {
        let began = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try serve { request in
            if request.path == "/slow" {
                began.signal()
                mayEnd.wait()
            }
            return .text("answered")
        }
        let port = server.port
        let idle = try Client(port: port)
        idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n")

        let answer = Mutex("")
        let stopped = Mutex<Bool?>(nil)
        let done = DispatchGroup()
        // On threads of their own: they block, and the tests' pool is small.
        done.enter()
        Thread.detachNewThread {
            let text = (try? get(port, "/slow")) ?? "refused"
            answer.withLock { $0 = text }
            done.leave()
        }
        #expect(began.wait(timeout: .now() + 10) == .success)
        done.enter()
        Thread.detachNewThread {
            let isStopped = server.stop(within: .seconds(60))
            stopped.withLock { $0 = isStopped }
            done.leave()
        }
        // Refused from now on, although a request is still under way.
        let deadline = ContinuousClock.now + .seconds(30)
        var isRefused = false
        while !isRefused, ContinuousClock.now < deadline {
            do {
                _ = try Client(port: port)
                sched_yield()
            } catch { isRefused = true }
        }
        #expect(isRefused)
        #expect(stopped.withLock { $0 } == nil)
        mayEnd.signal()
        #expect(done.wait(timeout: .now() + 10) == .success)
        #expect(answer.withLock { $0 }.hasSuffix("answered"))
        #expect(answer.withLock { $0 }.lowercased().contains("connection: close"))
        #expect(stopped.withLock { $0 } == true)
        #expect(server.stop(within: .zero))
    }

    @Test func `is bounded: a request that does not end is left to itself`() throws {
        let began = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try serve { _ in
            began.signal()
            mayEnd.wait()
            return .text("late")
        }
        let client = try Client(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(began.wait(timeout: .now() + 10) == .success)
        #expect(!server.stop(within: .milliseconds(20)))
        mayEnd.signal()
        #expect(client.read(until: "late").hasSuffix("late"))
    }
}
