extension FilledTemplate {
    /// The HTML of its parts, without a page around them. Everything is escaped.
    public var html: String {
        var out = ""
        HTMLWriter.write(blocks, to: &out, tight: false)
        return out
    }

    /// The text for the plain part of an e-mail: links written out, lists with hyphens.
    public var plainText: String { PlainText.text(blocks) }
}

/// Writes blocks as HTML.
enum HTMLWriter {
    static func escape(_ text: String) -> String {
        // Most texts have nothing to escape.
        guard text.utf8.contains(where: { escaped[Int($0)] }) else { return text }
        var out = ""
        out.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// The bytes that stand for themselves nowhere in HTML.
    private static let escaped: [Bool] = (0...UInt8.max).map { "&<>\"'".utf8.contains($0) }

    static func write(_ blocks: [Block<Inline>], to out: inout String, tight: Bool) {
        for block in blocks {
            switch block.kind {
            case .heading(let level, let inlines):
                out += "<h\(level)>"
                write(inlines, to: &out)
                out += "</h\(level)>\n"
            case .paragraph(let inlines):
                out += tight ? "" : "<p>"
                write(inlines, to: &out)
                out += tight ? "" : "</p>\n"
            case .list(let start, let items):
                let tag = start == nil ? "ul" : "ol"
                out += start.map { $0 == 1 ? "<ol>\n" : "<ol start=\"\($0)\">\n" } ?? "<ul>\n"
                for item in items {
                    out += "<li>"
                    write(item, to: &out, tight: item.count == 1)
                    out += "</li>\n"
                }
                out += "</\(tag)>\n"
            case .quotation(let inner):
                out += "<blockquote>\n"
                write(inner, to: &out, tight: false)
                out += "</blockquote>\n"
            case .table(let header, let rows):
                out += "<table>\n<thead>\n"
                write(header, "th scope=\"col\"", "th", &out)
                out += "</thead>\n<tbody>\n"
                for row in rows { write(row, "td", "td", &out) }
                out += "</tbody>\n</table>\n"
            case .rule: out += "<hr>\n"
            }
        }
    }

    /// A line of a table.
    private static func write(_ cells: [[Inline]], _ open: String, _ close: String, _ out: inout String) {
        out += "<tr>"
        for cell in cells {
            out += "<\(open)>"
            write(cell, to: &out)
            out += "</\(close)>"
        }
        out += "</tr>\n"
    }

    private static func write(_ inlines: [Inline], to out: inout String) {
        for inline in inlines {
            switch inline {
            case .text(let text): out += escape(text)
            case .softBreak: out += "\n"
            case .lineBreak: out += "<br>\n"
            case .picture(let picture, let alt): out += picture.svg(alt: escape(alt))
            case .emphasis(let inner): wrap("em", inner, &out)
            case .strong(let inner): wrap("strong", inner, &out)
            case .link(let url, let inner):
                out += "<a href=\"\(escape(url))\">"
                write(inner, to: &out)
                out += "</a>"
            }
        }
    }

    private static func wrap(_ tag: String, _ inlines: [Inline], _ out: inout String) {
        out += "<\(tag)>"
        write(inlines, to: &out)
        out += "</\(tag)>"
    }
}

/// Writes blocks as plain text.
enum PlainText {
    static func text(_ blocks: [Block<Inline>]) -> String {
        blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func text(_ block: Block<Inline>) -> String {
        switch block.kind {
        case .heading(let level, let inlines): level == 1 ? underlined(tidy(inlines)) : tidy(inlines)
        case .paragraph(let inlines): tidy(inlines)
        case .list(let start, let items):
            items.enumerated().map { index, item in
                let mark = start.map { "\($0 + index). " } ?? "- "
                let indent = String(repeating: " ", count: mark.count)
                return mark + item.map(text).joined(separator: "\n\n").indented(by: indent)
            }.joined(separator: "\n")
        case .quotation(let inner): "> " + inner.map(text).joined(separator: "\n\n").indented(by: "> ")
        case .table(let header, let rows): table([header] + rows)
        case .rule: "---"
        }
    }

    /// The lines of a table, each column as wide as its widest cell; a line of equals signs stands below its head.
    private static func table(_ rows: [[[Inline]]]) -> String {
        let cells = rows.map { $0.map { tidy($0).replacing("\n", with: " ") } }
        var widths: [Int] = []
        for row in cells {
            for (column, cell) in row.enumerated() {
                if column < widths.count {
                    widths[column] = max(widths[column], cell.count)
                } else {
                    widths.append(cell.count)
                }
            }
        }
        func line(_ row: [String]) -> String {
            zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
                .joined(separator: "  ").trimmedAtEnd
        }
        let rule = widths.map { String(repeating: "=", count: $0) }.joined(separator: "  ")
        return ([line(cells.first ?? []), rule] + cells.dropFirst().map(line)).joined(separator: "\n")
    }

    private static func underlined(_ text: String) -> String { text + "\n" + String(repeating: "=", count: text.count) }

    /// The text without the double spaces that a condition leaves when it does not hold.
    private static func tidy(_ inlines: [Inline]) -> String {
        var tidy: [UInt8] = []
        // A space is owed when one was read, and paid before what follows it on its line.
        var owesSpace = false
        for byte in line(inlines).utf8 {
            switch byte {
            case UInt8(ascii: " "): owesSpace = !tidy.isEmpty && tidy.last != UInt8(ascii: "\n")
            case UInt8(ascii: "\n"):
                tidy.append(byte)
                owesSpace = false
            default:
                if owesSpace { tidy.append(UInt8(ascii: " ")) }
                owesSpace = false
                tidy.append(byte)
            }
        }
        return String(decoding: tidy, as: UTF8.self).trimmed
    }

    private static func line(_ inlines: [Inline]) -> String {
        inlines.reduce(into: "") { out, inline in
            switch inline {
            case .text(let text): out += text
            case .softBreak: out += " "
            case .lineBreak: out += "\n"
            // The words stand beside it and say all of it.
            case .picture: break
            case .emphasis(let inner), .strong(let inner): out += line(inner)
            case .link(let url, let inner):
                let text = line(inner)
                out += text + (Link.written(url, unlike: text).map { " (\($0))" } ?? "")
            }
        }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmedAtEnd: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// With that before every line but the first.
    fileprivate func indented(by indent: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { index, line in index == 0 ? String(line) : line.isEmpty ? indent.trimmed : indent + line }
            .joined(separator: "\n")
    }
}
