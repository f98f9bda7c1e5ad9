import CCmarkGFM

/// Turns Markdown into blocks: cmark-gfm parses, and nothing of it outlives the reading.
///
/// A letter holds headings, paragraphs, lists, quotations, tables and links. Code, images and raw HTML are refused, but for
/// comments: `<!-- requires: 4b.1 -->` marks the paragraph it ends, or the part that follows it; other comments are notes
/// for those who edit the template.
struct MarkdownReader {
    let file: String
    /// Lines of the file before the text that is read here.
    let firstLine: Int
    /// Texts by name that may be taken in.
    let parts: [String: String]
    /// Whether pictures may stand beside its words.
    var takesPictures = false

    /// The largest template or part, in bytes; a letter's is a tenth of it.
    static let mostBytes = 64 << 10
    /// How deep quotations, lists, emphasis and conditions may lie in each other. Beyond it a parser takes its time, and
    /// whoever walks the text its stack.
    static let mostNesting = 16

    func blocks(of text: String) throws(TemplateError) -> [Block<TemplateInline>] {
        guard text.utf8.count <= MarkdownReader.mostBytes else {
            throw TemplateError(
                file: file, line: firstLine,
                reason: "it has \(text.utf8.count) bytes, and a template at most \(MarkdownReader.mostBytes)")
        }
        try refuseNesting(text)
        var copy = text
        let options = Int32(CMARK_OPT_VALIDATE_UTF8)
        // cmark copies what it keeps of the buffer.
        guard let parser = cmark_parser_new(options) else {
            throw TemplateError(file: file, line: firstLine, reason: "no memory to read it")
        }
        defer { cmark_parser_free(parser) }
        if let tables = MarkdownReader.tables { cmark_parser_attach_syntax_extension(parser, tables.syntax) }
        copy.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        let root = cmark_parser_finish(parser)
        guard let root else { throw TemplateError(file: file, line: firstLine, reason: "no memory to read it") }
        defer { cmark_node_free(root) }
        cmark_consolidate_text_nodes(root)
        return try children(root, depth: 0)
    }

    /// What cmark-gfm reads tables by; nil where it was built without.
    private static let tables: Tables? = {
        cmark_gfm_core_extensions_ensure_registered()
        return cmark_find_syntax_extension("table").map { Tables(syntax: $0) }
    }()

    /// `@unchecked Sendable`: the extension is registered once and only read from then on, by any thread.
    private struct Tables: @unchecked Sendable {
        let syntax: OpaquePointer
    }

    /// Refuses a line that begins in more quotations and lists than may lie in each other, before it is parsed.
    private func refuseNesting(_ text: String) throws(TemplateError) {
        for (number, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            guard MarkdownReader.containers(line) > MarkdownReader.mostNesting else { continue }
            throw SourceLine(file: file, line: firstLine + number).error(MarkdownReader.tooDeep)
        }
    }

    private static let tooDeep =
        "quotations, lists, emphasis and conditions may lie in each other \(mostNesting) deep, and no deeper"

    /// In how many quotations and list items a line begins.
    private static func containers(_ line: Substring.UTF8View) -> Int {
        var count = 0
        var rest = line[...]
        while count <= mostNesting, let byte = rest.first {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            case UInt8(ascii: ">"): count += 1
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard let next = rest.dropFirst().first, next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") else {
                    return count
                }
                count += 1
            case 0x30...0x39:
                let digits = rest.prefix { (0x30...0x39).contains($0) }.count
                let after = rest.dropFirst(digits)
                guard let mark = after.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"),
                    let next = after.dropFirst().first, next == UInt8(ascii: " ")
                else { return count }
                count += 1
                rest = rest.dropFirst(digits)
            default: return count
            }
            rest = rest.dropFirst()
        }
        return count
    }

    private func refuse(depth: Int, at node: OpaquePointer) throws(TemplateError) {
        guard depth <= MarkdownReader.mostNesting else { throw error(node, MarkdownReader.tooDeep) }
    }

    private func error(_ node: OpaquePointer, _ reason: String) -> TemplateError {
        TemplateError(file: file, line: line(node), reason: reason)
    }

    private func line(_ node: OpaquePointer) -> Int { firstLine + max(0, Int(cmark_node_get_start_line(node)) - 1) }

    private func endsParagraph(_ comment: OpaquePointer) -> Bool {
        guard let previous = cmark_node_previous(comment), cmark_node_get_type(previous) == CMARK_NODE_PARAGRAPH else {
            return false
        }
        return cmark_node_get_end_line(previous) + 1 == cmark_node_get_start_line(comment)
    }

    private func children(_ parent: OpaquePointer, depth: Int) throws(TemplateError) -> [Block<TemplateInline>] {
        try refuse(depth: depth, at: parent)
        var blocks: [Block<TemplateInline>] = []
        // Marks of a comment on its own line wait for the part that follows.
        var waiting: (marks: [String], node: OpaquePointer)?
        var next = cmark_node_first_child(parent)
        while let node = next {
            next = cmark_node_next(node)
            if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
                if let name = try comment(literal(node), at: node, saying: "include:") {
                    if let waiting { throw error(waiting.node, "a mark stands before a part that is taken in") }
                    blocks += try included(name, at: node)
                    continue
                }
                let marks = try marks(comment: literal(node), at: node)
                // A comment that begins the last line of a paragraph ends it as Markdown reads; it is meant for it.
                if let last = blocks.indices.last, endsParagraph(node) {
                    blocks[last].marks += marks
                } else if !marks.isEmpty {
                    waiting = ((waiting?.marks ?? []) + marks, node)
                }
                continue
            }
            var block = try block(node, depth: depth)
            if let pending = waiting {
                if case .heading = block.kind {
                    throw error(pending.node, "a mark stands before a heading; put it before the text itself")
                }
                block.marks = pending.marks + block.marks
                waiting = nil
            }
            blocks.append(block)
        }
        if let waiting { throw error(waiting.node, "a mark stands at the end, where no text follows it") }
        return blocks
    }

    private func block(_ node: OpaquePointer, depth: Int) throws(TemplateError) -> Block<TemplateInline> {
        var marks: [String] = []
        let kind: Block<TemplateInline>.Kind
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: kind = .paragraph(try line(of: node, marks: &marks))
        case CMARK_NODE_HEADING:
            kind = .heading(level: Int(cmark_node_get_heading_level(node)), try line(of: node, marks: &marks))
        case CMARK_NODE_BLOCK_QUOTE: kind = .quotation(try children(node, depth: depth + 1))
        case CMARK_NODE_THEMATIC_BREAK: kind = .rule
        case CMARK_NODE_LIST:
            var items: [[Block<TemplateInline>]] = []
            var next = cmark_node_first_child(node)
            while let item = next {
                next = cmark_node_next(item)
                items.append(try children(item, depth: depth + 1))
            }
            let ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            kind = .list(start: ordered ? Int(cmark_node_get_list_start(node)) : nil, items: items)
        case CMARK_NODE_CODE_BLOCK:
            throw error(
                node, "code has no place in a letter; an indented line is read as code, so begin it at the margin")
        default:
            guard name(node) == "table" else {
                throw error(
                    node, "this has no place in a letter; use headings, paragraphs, lists, tables and quotations")
            }
            kind = try table(node, marks: &marks)
        }
        return Block(kind: kind, marks: marks, place: SourceLine(file: file, line: line(node)))
    }

    /// What cmark-gfm calls a node of an extension, whose numbers are not constant.
    private func name(_ node: OpaquePointer) -> String {
        cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
    }

    private func table(_ node: OpaquePointer, marks: inout [String]) throws(TemplateError) -> Block<TemplateInline>.Kind
    {
        var lines: [[[TemplateInline]]] = []
        var next = cmark_node_first_child(node)
        while let row = next {
            next = cmark_node_next(row)
            var cells: [[TemplateInline]] = []
            var nextCell = cmark_node_first_child(row)
            while let cell = nextCell {
                nextCell = cmark_node_next(cell)
                let plain = try inlines(cell, block: row, depth: 0, marks: &marks)
                cells.append(try PlaceholderReader(place: SourceLine(file: file, line: line(row))).read(plain))
            }
            lines.append(cells)
        }
        guard let header = lines.first, lines.count > 1 else {
            throw error(node, "a table needs a line below its head")
        }
        return .table(header: header, rows: Array(lines.dropFirst()))
    }

    private func line(of node: OpaquePointer, marks: inout [String]) throws(TemplateError) -> [TemplateInline] {
        let plain = try inlines(node, block: node, depth: 0, marks: &marks)
        return try PlaceholderReader(place: SourceLine(file: file, line: line(node))).read(plain)
    }

    private func inlines(
        _ parent: OpaquePointer, block: OpaquePointer, depth: Int, marks: inout [String]
    ) throws(TemplateError) -> [TemplateInline] {
        try refuse(depth: depth, at: block)
        var inlines: [TemplateInline] = []
        var next = cmark_node_first_child(parent)
        while let node = next {
            next = cmark_node_next(node)
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT: inlines.append(.text(literal(node)))
            case CMARK_NODE_SOFTBREAK: inlines.append(.softBreak)
            case CMARK_NODE_LINEBREAK: inlines.append(.lineBreak)
            case CMARK_NODE_EMPH:
                inlines.append(.emphasis(try self.inlines(node, block: block, depth: depth + 1, marks: &marks)))
            case CMARK_NODE_STRONG:
                inlines.append(.strong(try self.inlines(node, block: block, depth: depth + 1, marks: &marks)))
            case CMARK_NODE_LINK:
                let url = String(cString: cmark_node_get_url(node))
                guard Link.isAllowed(url) else {
                    throw error(block, "a link may begin with https:, http:, mailto: or tel:, not lead to “\(url)”")
                }
                inlines.append(.link(url, try self.inlines(node, block: block, depth: depth + 1, marks: &marks)))
            case CMARK_NODE_IMAGE where takesPictures: inlines.append(try picture(node, block: block))
            case CMARK_NODE_HTML_INLINE: marks += try self.marks(comment: literal(node), at: block)
            default: throw error(block, "code, images and raw HTML have no place in a letter")
            }
        }
        return inlines
    }

    /// A picture of ours, by its name, with words that stand for it.
    private func picture(_ node: OpaquePointer, block: OpaquePointer) throws(TemplateError) -> TemplateInline {
        let url = String(cString: cmark_node_get_url(node))
        guard url.hasPrefix("picture:"), let picture = Picture(rawValue: String(url.dropFirst("picture:".count))) else {
            let known = Picture.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw error(block, "there is no picture “\(url)”; write picture: and one of \(known)")
        }
        guard let child = cmark_node_first_child(node), cmark_node_next(child) == nil,
            cmark_node_get_type(child) == CMARK_NODE_TEXT, !literal(child).trimmed.isEmpty
        else { throw error(block, "the picture \(url) needs plain words that stand for it: ![words](\(url))") }
        return .picture(picture, literal(child).trimmed)
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    private func marks(comment text: String, at node: OpaquePointer) throws(TemplateError) -> [String] {
        let ids = try comment(text, at: node, saying: "requires:") ?? ""
        return ids.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// What a comment says after that word; nil for any other comment.
    private func comment(
        _ text: String, at node: OpaquePointer, saying word: String
    ) throws(TemplateError) -> String? {
        let trimmed = text.trimmed
        guard trimmed.hasPrefix("<!--") else {
            throw error(node, "raw HTML has no place in a letter: \(trimmed.prefix(40))")
        }
        guard trimmed.hasSuffix("-->"), trimmed.utf8.count >= 7 else {
            throw error(node, "text on the line of a comment is not shown; end the paragraph with the comment instead")
        }
        let inside = trimmed.dropFirst(4).dropLast(3).trimmed
        return inside.hasPrefix(word) ? inside.dropFirst(word.count).trimmed : nil
    }

    private func included(_ name: String, at node: OpaquePointer) throws(TemplateError) -> [Block<TemplateInline>] {
        guard let text = parts[name] else {
            let known = parts.keys.sorted().joined(separator: ", ")
            throw error(node, "there is no part “\(name)”\(known.isEmpty ? "" : "; there are \(known)")")
        }
        // A part takes in no other, so that none can take in itself.
        let folder = takesPictures ? "easy-read/parts" : "parts"
        return try MarkdownReader(
            file: "\(folder)/\(name).md", firstLine: 1, parts: [:], takesPictures: takesPictures
        ).blocks(of: text)
    }
}

/// Addresses that a letter may link to.
enum Link {
    static func isAllowed(_ url: String) -> Bool {
        ["https://", "http://", "mailto:", "tel:"].contains { url.lowercased().hasPrefix($0) }
    }

    /// The address as it must be written where nobody can follow a link, beside that text; nil when the text is the address.
    static func written(_ url: String, unlike text: String) -> String? {
        guard text != url else { return nil }
        guard url.hasPrefix("mailto:") || url.hasPrefix("tel:"), let bare = url.split(separator: ":").last else {
            return url
        }
        return text == bare ? nil : url
    }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// Without white space at either end.
    var trimmed: String {
        // Most texts have no blank at either end.
        if let first = utf8.first, let last = utf8.last, (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) {
            return String(self)
        }
        var part = self[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }
}
