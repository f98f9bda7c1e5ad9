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

    private mutating func read(_ page: Substring) {
        var rest = page
        while let open = rest.firstIndex(of: "<") {
            add(rest[..<open])
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                rest = rest.range(of: "-->").map { rest[$0.upperBound...] } ?? ""
                continue
            }
            guard let close = rest.firstIndex(of: ">") else { return }
            let tag = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            let name = tag.prefix { $0 != " " && $0 != "\n" && $0 != "\t" }.lowercased()
            if ["head", "style", "script", "title"].contains(name) {
                rest = rest.range(of: "</\(name)>").map { rest[$0.upperBound...] } ?? ""
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
                word("\(number + 1).")
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
                word("(\(link.address))")
            }
        case "p", "div", "h1", "h2", "h3", "h4", "header", "main", "address", "blockquote", "/p", "/div", "/h1", "/h2",
            "/h3", "/h4", "/header", "/main", "/address", "/blockquote":
            // Inside a list a paragraph does not tear the item from its mark.
            if lists.isEmpty { linesDue = 2 }
        default: break
        }
    }

    private static func address(_ tag: Substring) -> String? {
        guard let start = tag.range(of: "href=\"")?.upperBound,
            let end = tag[start...].firstIndex(of: "\"")
        else { return nil }
        return unescaped(tag[start..<end])
    }

    private mutating func add(_ text: Substring) {
        var current = ""
        for character in PageText.unescaped(text) {
            if character == " " || character == "\n" || character == "\t" || character == "\r\n" {
                if !current.isEmpty {
                    word(current)
                    current = ""
                }
                isBlankDue = true
            } else {
                current.append(character)
            }
        }
        if !current.isEmpty { word(current) }
    }

    private mutating func word(_ word: String) {
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
        guard text.contains("&") else { return String(text) }
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

extension Substring {
    /// Where that text stands first.
    fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
