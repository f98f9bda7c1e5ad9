/// Why a request is not given to the handler. Whatever is refused is answered once, and its connection closed.
struct Refusal: Error, Equatable {
    let status: Int
    let text: String

    private init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    /// Two readers of HTTP could take it for different requests.
    static func ambiguous(_ why: String) -> Refusal {
        Refusal(400, "This request is not taken, since it can be read in more than one way: \(why).")
    }

    static func headTooLarge(limit: Int) -> Refusal {
        Refusal(431, "The head of a request may have at most \(limit) bytes and \(RequestHead.mostFields) fields.")
    }

    static let lengthUnknown = Refusal(411, "A body comes whole, with its Content-Length: chunks are not taken.")
    static let version = Refusal(505, "This server speaks HTTP/1.1 and HTTP/1.0.")
    static let expectation = Refusal(417, "Nothing but 100-continue can be expected of this server.")
    static let tooSlow = Refusal(408, "The request took too long to come.")
    static let busy = Refusal(503, "Too many requests wait for an answer. Try again in a moment.")

    var response: Response {
        var response = Response.text("\(text)\n", status: status)
        if status == 503 { response.headers.append(("Retry-After", "1")) }
        return response
    }
}
