import Glibc

extension Response {
    /// The answer as it goes over the line, its body left out for HEAD. What HTTP does not have, as a line end in a header,
    /// which would begin another one of somebody else's making, sends nothing of the answer but that it was broken.
    func bytes(isHead: Bool) -> [UInt8] {
        encoded(isHead: isHead) ?? Self.broken.encoded(isHead: isHead) ?? Array("HTTP/1.1 500 \r\n\r\n".utf8)
    }

    private static var broken: Response {
        .text("The answer could not be sent: its status or a header is not one of HTTP's.\n", status: 500)
    }

    /// What the server itself says of each answer.
    private static let own: Set<String> = ["content-length", "transfer-encoding", "connection", "date", "trailer"]

    private func encoded(isHead: Bool) -> [UInt8]? {
        guard (200...599).contains(status) else { return nil }
        var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(RequestHead.isToken), !Self.own.contains(name.lowercased()),
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
            else { return nil }
            text += "\(name): \(value)\r\n"
        }
        for header in Self.defaultHeaders
        where !headers.contains(where: { $0.name.lowercased() == header.name.lowercased() }) {
            text += "\(header.name): \(header.value)\r\n"
        }
        // 204 and 304 have no body, and say no length.
        let hasBody = status != 204 && status != 304
        if hasBody { text += "Content-Length: \(body.count)\r\n" }
        text += "Date: \(Self.date(time(nil)))\r\nConnection: close\r\n\r\n"
        var bytes = Array(text.utf8)
        if hasBody, !isHead { bytes += body }
        return bytes
    }

    /// The form of HTTP's dates (RFC 9110 §5.6.7), in English whatever the locale.
    static func date(_ seconds: time_t) -> String {
        var seconds = seconds
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday) % 7]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon) % 12]) "
            + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Other"
        }
    }
}
