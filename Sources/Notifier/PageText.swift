/// The text of a page, for the text part of an e-mail: paragraphs apart, lists marked, links written out.
///
/// It reads the pages that this system writes, which are well formed; of any other it keeps the words.
struct PageText {
    private var out = ""
    /// Whether a blank is due before the next word.
    private var isBlankDue = false
    /// Line ends due before the next word.
    private var linesDue = 0
    /// The numbers of the lists that are open; nil for one without numbers.
    private var lists: [Int?] = []
    private var link: (address: String, start: String.Index)?

    /// The text of that page.
    static func text(of page: String) -> String {
        var reader = PageText()
        reader.read(page[...])
        return reader.out + "\n"
    }

    /// Whether the text of that page says all that it shows: it has no picture, no table, and nothing else that is more than
    /// its words.
    static func isPlain(_ page: String) -> Bool {
        var rest = page[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.utf8.index(after: open)...]
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" || $0 == "-" }.lowercased()
            guard plain.contains(name.hasPrefix("/") ? String(name.dropFirst()) : name) else { return false }
        }
        return true
    }

    /// The elements of which the words are all.
    private static let plain: Set = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "header", "main", "address", "div", "p", "h1",
        "h2", "h3", "h4", "ul", "ol", "li", "a", "br", "hr", "strong", "em", "b", "i", "span", "time", "blockquote",
    ]

    private mutating func read(_ page: Substring) {
        var rest = page
        // Marks are ASCII, and bytes are found sooner than characters are made out.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            add(rest[..<open])
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                rest = rest.bytes(of: "-->").map { rest[$0.upperBound...] } ?? ""
                continue
            }
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: ">")) else { return }
            let tag = rest[rest.utf8.index(after: open)..<close]
            rest = rest[rest.utf8.index(after: close)...]
            let name = tag[..<(tag.utf8.firstIndex(where: PageText.isBlank) ?? tag.endIndex)].lowercased()
            if ["head", "style", "script", "title"].contains(name) {
                rest = rest.bytes(of: "</\(name)>").map { rest[$0.upperBound...] } ?? ""
            } else {
                mark(name, tag)
            }
        }
        add(rest)
    }

    private mutating func mark(_ name: String, _ tag: Substring) {
        switch name {
        case "br": linesDue = max(linesDue, 1)
        case "ul": lists.append(nil)
        case "ol": lists.append(0)
        case "/ul", "/ol":
            // More ends than beginnings: not one of our pages; there is nothing to end.
            if !lists.isEmpty { lists.removeLast() }
            linesDue = 2
        case "li":
            linesDue = max(linesDue, 1)
            if let number = lists.last, let number {
                lists[lists.count - 1] = number + 1
                word("\(number + 1)."[...])
            } else {
                word("-")
            }
            isBlankDue = true
        case "/li": linesDue = max(linesDue, 1)
        case "hr":
            linesDue = 2
            word("---")
            linesDue = 2
        case "a":
            if let address = PageText.address(tag) { link = (address, out.endIndex) }
        case "/a":
            guard let link else { return }
            self.link = nil
            let shown = link.address.hasPrefix("mailto:") || link.address.hasPrefix("tel:")
            if !shown, !out[link.start...].contains(link.address) {
                isBlankDue = true
                word("(\(link.address))"[...])
            }
        case "p", "div", "h1", "h2", "h3", "h4", "header", "main", "address", "blockquote", "/p", "/div", "/h1", "/h2",
            "/h3", "/h4", "/header", "/main", "/address", "/blockquote":
            // Inside a list a paragraph does not tear the item from its mark.
            if lists.isEmpty { linesDue = 2 }
        default: break
        }
    }

    private static func address(_ tag: Substring) -> String? {
        guard let start = tag.bytes(of: "href=\"")?.upperBound,
            let end = tag[start...].firstIndex(of: "\"")
        else { return nil }
        return unescaped(tag[start..<end])
    }

    private mutating func add(_ text: Substring) {
        var rest = PageText.unescaped(text)[...]
        while let end = rest.utf8.firstIndex(where: PageText.isBlank) {
            if end > rest.startIndex { word(rest[..<end]) }
            isBlankDue = true
            rest = rest[rest.utf8.index(after: end)...]
        }
        if !rest.isEmpty { word(rest) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
    }

    private mutating func word(_ word: Substring) {
        if linesDue > 0 {
            if !out.isEmpty { out += String(repeating: "\n", count: linesDue) }
        } else if isBlankDue, !out.isEmpty {
            out += " "
        }
        linesDue = 0
        isBlankDue = false
        out += word
    }

    /// The text with its character references resolved.
    private static func unescaped(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var out = ""
        var rest = text
        while let start = rest.firstIndex(of: "&") {
            out += rest[..<start]
            rest = rest[start...]
            guard let end = rest.prefix(12).firstIndex(of: ";"),
                let character = character(rest[rest.index(after: start)..<end])
            else {
                out += "&"
                rest = rest.dropFirst()
                continue
            }
            out += character
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func character(_ name: Substring) -> String? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return "\u{A0}"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let number =
                digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
    }
}

extension StringProtocol {
    /// Where the bytes of that text stand first; a search by characters takes many times as long.
    func bytes(of text: String) -> Range<Index>? {
        var start = utf8.startIndex
        guard let first = text.utf8.first else { return start..<start }
        while let found = utf8[start...].firstIndex(of: first) {
            if utf8[found...].starts(with: text.utf8) { return found..<utf8.index(found, offsetBy: text.utf8.count) }
            start = utf8.index(after: found)
        }
        return nil
    }
}
