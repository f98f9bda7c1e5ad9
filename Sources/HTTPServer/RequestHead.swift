import Glibc

/// The head of a request, read by the letter of RFC 9112: what it leaves open to readers is refused, not guessed.
struct RequestHead: Sendable {
    /// How many header fields a request may have.
    static let mostFields = 100
    /// Fields that say one thing, so that two of them contradict each other.
    static let onceOnly: Set<String> = [
        "host", "content-length", "content-type", "cookie", "origin", "authorization", "expect", "x-forwarded-for",
    ]

    let method: String
    let path: String
    let query: [Request.Field]
    let headers: [Request.Field]
    /// How long the body is, in bytes.
    let bodyByteCount: Int
    /// Whether its sender waits to be told to send the body.
    let awaitsContinue: Bool

    /// `bytes` is a head with its empty line, as `HeadScan` found it: its lines end with CR LF and hold no other control
    /// characters than tabs.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            if bytes[index] == 0x0D {
                if index > start { lines.append(bytes[start..<index]) }
                index += 2
                start = index
            } else {
                index += 1
            }
        }
        guard let first = lines.first else { throw .ambiguous("it has no first line") }
        let (method, target, isOne) = try Self.requestLine(first)
        guard lines.count - 1 <= Self.mostFields else { throw .headTooLarge(limit: HTTPServer.Limits.headByteCount) }
        var headers: [Request.Field] = []
        for line in lines.dropFirst() { headers.append(try Self.field(line)) }
        func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
        for name in Self.onceOnly where values(name).count > 1 {
            throw .ambiguous("\(name) is said more than once")
        }
        if isOne, values("host").isEmpty { throw .ambiguous("it does not say whom it asks (Host)") }
        guard values("transfer-encoding").isEmpty else {
            throw values("content-length").isEmpty && isOne
                ? .lengthUnknown : .ambiguous("its body has a Transfer-Encoding")
        }
        var length = 0
        if let text = values("content-length").first {
            // Eighteen digits fit an Int.
            guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let count = Int(text)
            else { throw .ambiguous("its Content-Length is not a number alone") }
            length = count
        }
        if length > 0, method != "POST" { throw .ambiguous("\(method) has a body") }
        if let expected = values("expect").first {
            guard expected.lowercased() == "100-continue" else { throw .expectation }
            awaitsContinue = isOne && length > 0
        } else {
            awaitsContinue = false
        }
        (path, query) = try Self.parts(target)
        self.method = method
        self.headers = headers
        bodyByteCount = length
    }

    /// Method, target, and whether it is HTTP/1.1.
    private static func requestLine(
        _ line: ArraySlice<UInt8>
    ) throws(Refusal) -> (method: String, target: ArraySlice<UInt8>, isOne: Bool) {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3 else { throw .ambiguous("its first line is not a method, a path and a version") }
        let method = words[0]
        guard (1...20).contains(method.count), method.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw .ambiguous("its method is not a word in capitals")
        }
        // Only a path: the form with a host beside the one in Host would name two.
        guard words[1].first == UInt8(ascii: "/"), words[1].allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .ambiguous("what it asks for is not a path in ASCII")
        }
        guard words[1].allSatisfy({ $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") }) else {
            throw .ambiguous("its path holds a character that stands for another")
        }
        switch String(decoding: words[2], as: UTF8.self) {
        case "HTTP/1.1": return (String(decoding: method, as: UTF8.self), words[1], true)
        case "HTTP/1.0": return (String(decoding: method, as: UTF8.self), words[1], false)
        case let version where version.wholeMatch(of: /HTTP\/[0-9]\.[0-9]/) != nil: throw .version
        default: throw .ambiguous("its version is none of HTTP's")
        }
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> Request.Field {
        guard line.first != 0x20, line.first != 0x09 else { throw .ambiguous("a header is folded over lines") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            throw .ambiguous("a header has no name")
        }
        let name = line[..<colon]
        guard name.allSatisfy(isToken) else {
            throw .ambiguous("the name of a header holds a space or another character that no name has")
        }
        var value = line[line.index(after: colon)...]
        while value.first == 0x20 || value.first == 0x09 { value.removeFirst() }
        while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
        guard let text = String(validating: value, as: UTF8.self) else { throw .ambiguous("a header is not UTF-8") }
        return Request.Field(String(decoding: name, as: UTF8.self).lowercased(), text)
    }

    /// RFC 9110 §5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The path and the parameters of the query, decoded.
    private static func parts(
        _ target: ArraySlice<UInt8>
    ) throws(Refusal) -> (path: String, query: [Request.Field]) {
        let question = target.firstIndex(of: UInt8(ascii: "?"))
        let raw = target[..<(question ?? target.endIndex)]
        guard let path = Percent.decode(raw, plusIsSpace: false) else {
            throw .ambiguous("its path is not UTF-8 in the form of addresses")
        }
        // A proxy that undoes them asks for another path than one that does not.
        let segments = raw.split(separator: UInt8(ascii: "/")).compactMap { Percent.decode($0, plusIsSpace: false) }
        guard !segments.contains(where: { $0 == "." || $0 == ".." || $0.contains("/") || $0.contains("\\") }) else {
            throw .ambiguous("its path holds steps or encoded separators")
        }
        guard let question else { return (path, []) }
        do throws(FormError) {
            return (path, try URLEncodedForm.fields(target[target.index(after: question)...], most: mostFields))
        } catch {
            throw .ambiguous("its query is not in the form of addresses")
        }
    }
}
