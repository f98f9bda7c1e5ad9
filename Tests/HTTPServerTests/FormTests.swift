import HTTPServer
import Testing

@Suite struct `A form` {
    private func request(_ type: String, _ body: String, method: Request.Method = .post) -> Request {
        Request(method: method, path: "/", headers: [.init("content-type", type)], body: Array(body.utf8))
    }

    @Test func `gives its fields decoded, in their order, with line ends`() throws {
        let form = try Form(
            request(
                "application/x-www-form-urlencoded; charset=utf-8",
                "reason=More+help%0D%0Aat+lunch&who=%C3%89mile&empty="))
        #expect(
            form.fields == [.init("reason", "More help\r\nat lunch"), .init("who", "Émile"), .init("empty", "")])
        #expect(form["who"] == "Émile")
        #expect(form["nobody"] == nil)
    }

    @Test func `has no value where a field stands twice`() throws {
        let form = try Form(request("application/x-www-form-urlencoded", "case=B-1&case=B-2"))
        #expect(form["case"] == nil)
    }

    @Test(arguments: ["a=%4", "a=%zz", "a=%00", "a=%FF", "%C3=1"])
    func `is refused where a field is not in the form of addresses`(_ body: String) {
        #expect(throws: FormError.malformed("a field is not UTF-8 in the form of addresses")) {
            try Form(request("application/x-www-form-urlencoded", body))
        }
    }

    @Test func `is refused where it has more fields than are read`() {
        let body = (0...Form.mostFields).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: FormError.tooManyFields(most: Form.mostFields)) {
            try Form(request("application/x-www-form-urlencoded", body))
        }
    }

    @Test func `is none in a GET, without a type, and of another type`() {
        for request in [
            request("application/x-www-form-urlencoded", "a=1", method: .get), request("text/plain", "a=1"),
            request("application/json", "{}"), Request(method: .post, path: "/"),
        ] { #expect(throws: FormError.notAForm) { try Form(request) } }
    }

    private let parts =
        "--b-1\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\nAdvice\r\nof two lines\r\n"
        + "--b-1\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a %22b%22.pdf\"\r\n"
        + "Content-Type: application/pdf\r\n\r\n%PDF--b-\r\n--b\0\r\n--b-1--\r\n"

    @Test func `in parts gives fields and files, each byte of them`() throws {
        let form = try Form(request("multipart/form-data; boundary=\"b-1\"", parts))
        #expect(form["what"] == "Advice\r\nof two lines")
        let file = try #require(form.files.first)
        #expect(form.files.count == 1 && file.field == "paper" && file.name == "a \"b\".pdf")
        #expect(file.type == "application/pdf" && file.bytes == Array("%PDF--b-\r\n--b\0".utf8))
    }

    @Test func `in parts is refused at whatever byte it is cut off`() throws {
        let whole = Array(parts.utf8)
        // The line end behind its end is nobody's.
        for count in 0..<(whole.count - 2) {
            let cut = Request(
                method: .post, path: "/", headers: [.init("content-type", "multipart/form-data; boundary=b-1")],
                body: Array(whole.prefix(count)))
            #expect(throws: FormError.self, "\(count)") { try Form(cut) }
        }
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a; boundary=b",
        "multipart/form-data; boundary=\"a\rb\"", "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    ])
    func `in parts is refused where nothing says what divides them`(_ type: String) {
        #expect(throws: FormError.self) { try Form(request(type, parts)) }
    }

    @Test(arguments: [
        "X: --b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--",
        "--b\r\n\r\n\r\n1\r\n--b--", "--b\r\nContent-Disposition: attachment\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\nmore",
    ])
    func `in parts is refused where a part does not say which field it is, or says more`(_ body: String) {
        #expect(throws: FormError.self) { try Form(request("multipart/form-data; boundary=b", body)) }
    }
}

@Suite struct `A cookie` {
    @Test func `is found by its whole name, and not where two have it`() {
        let request = Request(path: "/", headers: [.init("cookie", "a__Host-s=1; __Host-s=abc; b=2; b=3")])
        #expect(request.cookie("__Host-s") == "abc")
        #expect(request.cookie("s") == nil)
        #expect(request.cookie("b") == nil)
    }

    @Test func `of a sign-in is for this host over TLS alone, and out of reach of scripts`() throws {
        let header = try #require(Cookie("session", "a-Z_9")).header
        #expect(header.name == "Set-Cookie")
        #expect(header.value == "__Host-session=a-Z_9; Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(Cookie.removal("session").value.hasSuffix("; Max-Age=0"))
        for value in ["a b", "a;b", "a\r\nb", "é"] { #expect(Cookie("session", value) == nil) }
    }
}

@Suite struct `Going on to another page` {
    @Test(arguments: ["/", "/cases/B-1?tab=papers#top"])
    func `leads to a path of this server`(_ path: String) {
        #expect(Response.seeOther(path).headers.contains { $0.name == "Location" && $0.value == path })
        #expect(Response.seeOther(path).status == 303)
    }

    @Test(arguments: [
        "https://attacker.example/", "//attacker.example/", "/\\attacker.example", "\\\\attacker.example", "", "case",
        "/a\r\nSet-Cookie: b=1", "/ /attacker.example", "javascript:alert(1)", "/é",
    ])
    func `leads nowhere else, whatever a browser sends back`(_ path: String) {
        #expect(Response.seeOther(path).headers.contains { $0.name == "Location" && $0.value == "/" })
    }
}

@Suite struct `How often something may be done` {
    @Test func `is bounded under each key by itself, and comes again evenly`() {
        var limit = RateLimit(burst: 3, seconds: 30)
        for _ in 0..<3 { #expect(limit.take("192.0.2.1", now: 100) == nil) }
        #expect(limit.take("192.0.2.1", now: 100) == 10)
        #expect(limit.take("192.0.2.2", now: 100) == nil)
        #expect(limit.wait("192.0.2.1", now: 105) == 5)
        #expect(limit.take("192.0.2.1", now: 110) == nil)
        #expect(limit.take("192.0.2.1", now: 110) != nil)
        // Never more at once than at first.
        for _ in 0..<3 { #expect(limit.take("192.0.2.1", now: 10_000) == nil) }
        #expect(limit.take("192.0.2.1", now: 10_000) != nil)
    }

    @Test func `is never more for a clock that goes back`() {
        var limit = RateLimit(burst: 1, seconds: 10)
        #expect(limit.take("a", now: 100) == nil)
        #expect(limit.take("a", now: 50) != nil)
        #expect(limit.take("a", now: 105) != nil)
    }

    @Test func `is remembered of whoever came most often when a flood of others comes`() {
        var limit = RateLimit(burst: 5, seconds: 1_000_000)
        for _ in 0..<5 { _ = limit.take("guesser", now: 0) }
        for number in 0..<(RateLimit.mostKeys * 2) { _ = limit.take("flood \(number)", now: 0) }
        #expect(limit.keys <= RateLimit.mostKeys)
        #expect(limit.wait("guesser", now: 0) != nil)
    }

    @Test func `starts anew when it is forgiven`() {
        var limit = RateLimit(burst: 1, seconds: 10)
        _ = limit.take("a", now: 0)
        limit.forgive("a")
        #expect(limit.take("a", now: 0) == nil)
    }
}
