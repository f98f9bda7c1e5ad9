import HTTPServer
import Testing
import WebFetch

@Suite struct `Asking a server of elsewhere` {
    @Test func `gives status and body, and sends a form`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0) { request in
            guard request.method == .post else { return .text("document", status: 404) }
            return .text((try? Form(request))?["code"] ?? "none")
        }
        let fetch = WebFetch(isLoopback: true)
        let address = "http://127.0.0.1:\(server.port)/"
        let answer = try fetch.get(address)
        #expect(answer.status == 404 && answer.body == Array("document".utf8))
        #expect(try fetch.post(address, form: "code=a%26b").body == Array("a&b".utf8))
    }

    @Test func `is led nowhere else`() throws {
        let other = try HTTPServer(host: "127.0.0.1", port: 0) { _ in .text("elsewhere") }
        let server = try HTTPServer(host: "127.0.0.1", port: 0) { _ in
            Response(status: 302, headers: [("Location", "http://127.0.0.1:\(other.port)/")])
        }
        let answer = try WebFetch(isLoopback: true).get("http://127.0.0.1:\(server.port)/")
        #expect(answer.status == 302 && answer.body.isEmpty)
    }

    @Test func `is bounded in size and in time`() throws {
        let large = try HTTPServer(host: "127.0.0.1", port: 0) { _ in
            .bytes([UInt8](repeating: 32, count: WebFetch.mostBytes + 1), type: "application/json")
        }
        #expect(throws: WebFetch.Fault.tooLarge) {
            try WebFetch(isLoopback: true).get("http://127.0.0.1:\(large.port)/")
        }
    }

    @Test(arguments: [
        "http://provider.example/", "http://127.0.0.1.attacker.example/", "file:///etc/passwd", "ftp://127.0.0.1:1/",
        "http://127.0.0.1:1/",
    ])
    func `asks no address that is not https`(_ address: String) {
        #expect(throws: WebFetch.Fault.address) { try WebFetch().get(address) }
    }

    @Test func `says why it cannot, and nothing of what was asked`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0) { _ in .text("plain") }
        // What answers here speaks no TLS.
        let fault = #expect(throws: WebFetch.Fault.self) {
            try WebFetch(isLoopback: true).post("https://127.0.0.1:\(server.port)/?secret=1", form: "secret=2")
        }
        #expect(fault?.description.contains("secret") == false)
    }
}
