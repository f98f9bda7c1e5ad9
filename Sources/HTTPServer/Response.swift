/// What a client is answered.
public struct Response: Sendable {
    /// The status, as 200.
    public var status: Int
    /// The headers. Those of `defaultHeaders` that are not here are added.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]

    /// What every answer says unless it says otherwise: a page runs no scripts, loads nothing from elsewhere, stands in
    /// no frame, names no page to others, and is kept nowhere, for it may be about a child.
    public static let defaultHeaders: [(name: String, value: String)] = [
        ("X-Content-Type-Options", "nosniff"),
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'"
        ),
        ("Referrer-Policy", "no-referrer"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]

    /// An answer.
    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Bytes of a media type, as `application/json`.
    public static func bytes(_ body: [UInt8], type: String, status: Int = 200) -> Response {
        Response(status: status, headers: [("Content-Type", type)], body: body)
    }

    /// A page.
    public static func html(_ markup: String, status: Int = 200) -> Response {
        bytes(Array(markup.utf8), type: "text/html; charset=utf-8", status: status)
    }

    /// A plain text.
    public static func text(_ text: String, status: Int = 200) -> Response {
        bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// 303: go on with a GET of that path, as after a form. Only a path of this server's own: anything else, such as a
    /// host, leads to its first page.
    public static func seeOther(_ path: String, headers: [(name: String, value: String)] = []) -> Response {
        Response(status: 303, headers: [("Location", isOwn(path) ? path : "/")] + headers)
    }

    /// Whether a browser that follows `path` stays on this server: `//host`, a backslash and what is no character of an
    /// address lead elsewhere in some.
    public static func isOwn(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/") && !path.hasPrefix("//") && path.utf8.count <= 2_000
            && path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    /// 429: too often; what may be done again in how many seconds.
    public static func tooMany(waitSeconds: Double) -> Response {
        let seconds = Int(min(86_400, max(1, waitSeconds.rounded(.up))))
        var response = text("Too many requests. Try again in \(seconds) seconds.\n", status: 429)
        response.headers.append(("Retry-After", String(seconds)))
        return response
    }

    /// 404: there is nothing under this path.
    public static var notFound: Response { text("There is nothing here.\n", status: 404) }

    /// 405: the path is there, for these methods only.
    public static func methodNotAllowed(_ allowed: [Request.Method]) -> Response {
        // Who may GET may ask for the HEAD.
        let names = allowed.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        var response = text("This path does not take that method.\n", status: 405)
        response.headers.append(("Allow", names.joined(separator: ", ")))
        return response
    }

    /// 413: the body is larger than is read.
    public static func tooLarge(limit: Int) -> Response {
        text("The body may have at most \(limit) bytes.\n", status: 413)
    }

    /// 421: the server was asked under a name that is not one of its own.
    public static func otherName(_ names: HostNames) -> Response {
        text("This server is not asked under that name.\(names.hint.isEmpty ? "" : " ")\(names.hint)\n", status: 421)
    }
}
