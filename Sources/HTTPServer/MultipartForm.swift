/// `multipart/form-data` (RFC 7578), as browsers send it: parts divided by a line, each with few short headers.
enum MultipartForm {
    /// How long the headers of one part may be, in bytes.
    static let headByteCount = 2_048

    /// What divides the parts, from the header Content-Type.
    static func boundary(_ header: String) -> [UInt8]? {
        let found = header.split(separator: ";").dropFirst().compactMap { piece -> String? in
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "boundary" else { return nil }
            var value = pair[1]
            if value.count > 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
            return String(value)
        }
        // RFC 2046: 1 to 70 characters of these.
        guard found.count == 1, let text = found.first, (1...70).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "'()+_,-./:=?".utf8.contains(byte)
                }
            })
        else { return nil }
        return Array(text.utf8)
    }

    /// Of a body that `isCut` the parts that are whole.
    static func read(
        _ body: [UInt8], boundary: [UInt8], most: Int, isCut: Bool = false
    ) throws(FormError) -> (fields: [Request.Field], files: [Form.File]) {
        var fields: [Request.Field] = []
        var files: [Form.File] = []
        let divider = Array("--".utf8) + boundary
        guard body.starts(with: divider) else { throw .malformed("it does not begin with its divider") }
        var place = divider.count
        while true {
            if body[place...].starts(with: Array("--".utf8)) {
                guard body[(place + 2)...].allSatisfy({ $0 == 0x0D || $0 == 0x0A }) else {
                    throw .malformed("something follows its end")
                }
                return (fields, files)
            }
            guard body[place...].starts(with: [0x0D, 0x0A]) else {
                if isCut, body.count < place + 2 { return (fields, files) }
                throw .malformed("a divider is no line of its own")
            }
            place += 2
            guard fields.count + files.count < most else { throw .tooManyFields(most: most) }
            let limit = min(body.count, place + headByteCount)
            guard let headEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: body[place..<limit]) else {
                if isCut, limit == body.count { return (fields, files) }
                throw .malformed("the head of a part does not end")
            }
            let part = try head(body[place..<headEnd])
            let start = headEnd + 4
            guard let end = find([0x0D, 0x0A] + divider, in: body[start...]) else {
                if isCut { return (fields, files) }
                throw .malformed("it ends within a part")
            }
            let content = body[start..<end]
            if let file = part.file {
                files.append(Form.File(field: part.name, name: file, type: part.type, bytes: Array(content)))
            } else {
                guard let value = String(validating: content, as: UTF8.self), !content.contains(0) else {
                    throw .malformed("a field is not UTF-8")
                }
                fields.append(Request.Field(part.name, value))
            }
            place = end + 2 + divider.count
        }
    }

    private struct Head {
        var name = ""
        var file: String?
        var type = "application/octet-stream"
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws(FormError) -> Head {
        var head = Head()
        var isNamed = false
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("a part's head is not UTF-8")
        }
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else {
                throw .malformed("a part's head has a line without a name")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard !isNamed, let found = disposition(value) else {
                    throw .malformed("a part does not say which field it is")
                }
                (head.name, head.file) = found
                isNamed = true
            case "content-type": head.type = String(value)
            // Browsers send no others, and what others mean is not needed to read a field.
            default: throw .malformed("a part has a header that forms do not have")
            }
        }
        guard isNamed else { throw .malformed("a part does not say which field it is") }
        return head
    }

    /// `form-data; name="…"; filename="…"`: quotes within are sent as `%22`, line ends as `%0D%0A`.
    private static func disposition(_ text: Substring) -> (name: String, file: String?)? {
        guard let found = text.wholeMatch(of: /form-data; ?name="([^"]*)"(?:; ?filename="([^"]*)")?/) else {
            return nil
        }
        func plain(_ text: Substring) -> String {
            String(text).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
        }
        return (plain(found.1), found.2.map(plain))
    }

    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= needle.count, let first = needle.first else { return nil }
        var index = bytes.startIndex
        let last = bytes.endIndex - needle.count
        while index <= last {
            if bytes[index] == first, bytes[index..<(index + needle.count)].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }
}
