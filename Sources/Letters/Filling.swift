/// One filling of a template with values.
struct Filling {
    let values: [String: Value]

    /// A piece of a filled line, or a place where a value began a new paragraph.
    private enum Piece {
        case inline(Inline)
        case paragraph
    }

    func blocks(_ blocks: [Block<TemplateInline>]) throws(TemplateError) -> [Block<Inline>] {
        var filled: [Block<Inline>] = []
        for block in blocks { filled += try self.block(block) }
        return filled
    }

    private func block(_ block: Block<TemplateInline>) throws(TemplateError) -> [Block<Inline>] {
        func made(_ kind: Block<Inline>.Kind) -> Block<Inline> {
            Block<Inline>(kind: kind, marks: block.marks, place: block.place)
        }
        let result: [Block<Inline>]
        switch block.kind {
        case .paragraph(let inlines):
            if let items = try list(inlines, block.place) {
                let rows = items.map { item in
                    [Block<Inline>(kind: .paragraph([.text(item)]), marks: [], place: block.place)]
                }
                result = [made(.list(start: nil, items: rows))]
            } else {
                result = paragraphs(try pieces(inlines, block.place)).map { made(.paragraph($0)) }
            }
        case .heading(let level, let inlines):
            let line = paragraphs(try pieces(inlines, block.place)).joined(separator: [.softBreak])
            result = [made(.heading(level: level, Array(line)))]
        case .quotation(let inner): result = [made(.quotation(try blocks(inner)))]
        case .list(let start, let items):
            var rows: [[Block<Inline>]] = []
            for item in items {
                let row = try blocks(item)
                if row.contains(where: \.isVisible) { rows.append(row) }
            }
            result = [made(.list(start: start, items: rows))]
        case .table(let header, let rows):
            result = [made(.table(header: try cells(header, block.place), rows: try self.rows(rows, block.place)))]
        case .rule: return [made(.rule)]
        }
        // What a condition took away leaves no empty paragraph behind.
        return result.filter(\.isVisible)
    }

    /// The lines of a table below its head; one in which nobody sees anything is left out.
    private func rows(
        _ rows: [[[TemplateInline]]], _ place: SourceLine
    ) throws(TemplateError) -> [[[Inline]]] {
        var filled: [[[Inline]]] = []
        for row in rows {
            let cells = try cells(row, place)
            if cells.contains(where: { !Inline.isBlank($0) }) { filled.append(cells) }
        }
        return filled
    }

    private func cells(_ cells: [[TemplateInline]], _ place: SourceLine) throws(TemplateError) -> [[Inline]] {
        var filled: [[Inline]] = []
        for cell in cells { filled.append(try flat(cell, place)) }
        return filled
    }

    /// The things of a list, when the paragraph is nothing but that field.
    private func list(_ inlines: [TemplateInline], _ place: SourceLine) throws(TemplateError) -> [String]? {
        guard inlines.count == 1 else { return nil }
        switch inlines[0] {
        case .placeholder(let name):
            guard case .list(let items)? = values[name] else { return nil }
            return try items.isEmpty ? nil : present(items, name, place)
        case .conditional(let name, let inner): return try holds(name, place) ? list(inner, place) : nil
        default: return nil
        }
    }

    private func pieces(_ inlines: [TemplateInline], _ place: SourceLine) throws(TemplateError) -> [Piece] {
        var pieces: [Piece] = []
        for inline in inlines {
            switch inline {
            case .text(let text): pieces.append(.inline(.text(text)))
            case .softBreak: pieces.append(.inline(.softBreak))
            case .lineBreak: pieces.append(.inline(.lineBreak))
            case .picture(let picture, let alt): pieces.append(.inline(.picture(picture, alt)))
            case .emphasis(let inner): pieces.append(.inline(.emphasis(try flat(inner, place))))
            case .strong(let inner): pieces.append(.inline(.strong(try flat(inner, place))))
            case .link(let url, let inner): pieces.append(.inline(.link(url, try flat(inner, place))))
            case .placeholder(let name): pieces += try value(name, place)
            case .conditional(let name, let inner):
                if try holds(name, place) { pieces += try self.pieces(inner, place) }
            }
        }
        return pieces
    }

    /// A line that cannot hold paragraphs: they become line breaks.
    private func flat(_ inlines: [TemplateInline], _ place: SourceLine) throws(TemplateError) -> [Inline] {
        try pieces(inlines, place).map { piece in
            switch piece {
            case .inline(let inline): inline
            case .paragraph: .lineBreak
            }
        }
    }

    private func paragraphs(_ pieces: [Piece]) -> [[Inline]] {
        var all: [[Inline]] = [[]]
        for piece in pieces {
            switch piece {
            case .inline(let inline): all[all.count - 1].append(inline)
            case .paragraph: all.append([])
            }
        }
        return all
    }

    private func holds(_ name: String, _ place: SourceLine) throws(TemplateError) -> Bool {
        switch values[name] {
        case .flag(let holds)?: holds
        case .text(let text)?, .email(let text)?, .web(let text)?: !text.trimmed.isEmpty
        case .list(let items)?: !items.isEmpty
        case nil: throw place.error("the condition ((\(name)??…)) has no value; give it true or false")
        }
    }

    private func present(_ texts: [String], _ name: String, _ place: SourceLine) throws(TemplateError) -> [String] {
        guard !texts.isEmpty else { throw Filling.empty(name, place) }
        var cleaned: [String] = []
        for text in texts { cleaned.append(try present(text, name, place)) }
        return cleaned
    }

    private func present(_ text: String, _ name: String, _ place: SourceLine) throws(TemplateError) -> String {
        let cleaned = Filling.clean(text).trimmed
        guard !cleaned.isEmpty else { throw Filling.empty(name, place) }
        return cleaned
    }

    private static func empty(_ name: String, _ place: SourceLine) -> TemplateError {
        place.error("((\(name))) is empty; give it a text")
    }

    private func value(_ name: String, _ place: SourceLine) throws(TemplateError) -> [Piece] {
        switch values[name] {
        case .text(let text)?: return Filling.pieces(Filling.isolated(try present(text, name, place)))
        case .list(let items)?:
            let items = try present(items, name, place)
                .map(Filling.isolated)
            let last = items.count > 1 ? " and \(items[items.count - 1])" : items[0]
            return Filling.pieces((items.count > 1 ? items.dropLast().joined(separator: ", ") : "") + last)
        case .email(let address)?:
            let address = try present(address, name, place)
            return [.inline(.link("mailto:\(address)", [.text(address)]))]
        case .web(let address)?:
            let address = try present(address, name, place)
            guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
                throw place.error("((\(name))) must begin with https:// or http://")
            }
            return [.inline(.link(address, [.text(address)]))]
        case .flag?: throw place.error("((\(name))) is a condition; write ((\(name)??text))")
        case nil: throw place.error("((\(name))) has no value")
        }
    }

    /// A text of one line that holds what runs from right to left, as a name does, kept to itself: else the number or the
    /// stop behind it would be drawn before it, and a line of plain text that begins with it would run the other way.
    private static func isolated(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: runsFromTheRight), !text.contains(where: \.isNewline) else {
            return text
        }
        return "\(Isolate.begin)\(text)\(Isolate.end)"
    }

    /// Hebrew, Arabic, Syriac, Thaana, N'Ko and the scripts beside them.
    private static func runsFromTheRight(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    /// Line ends as one character, and no control characters that could hide or reorder what a reader sees.
    private static func clean(_ text: String) -> String {
        // Plain text of ASCII, as most values are, is clean.
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\r", "\u{2028}": result.append("\n")
            case "\u{2029}": result.append(contentsOf: "\n\n".unicodeScalars)
            case "\n", "\t": result.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
            default: if scalar.properties.generalCategory != .control { result.append(scalar) }
            }
        }
        return String(result)
    }

    /// The text in pieces: an empty line begins a paragraph, any other line end is a line break.
    private static func pieces(_ text: String) -> [Piece] {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return [.inline(.text(text))] }
        var pieces: [Piece] = []
        var blank = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmed
            if line.isEmpty {
                blank = true
                continue
            }
            if !pieces.isEmpty { pieces.append(blank ? .paragraph : .inline(.lineBreak)) }
            blank = false
            pieces.append(.inline(.text(line)))
        }
        return pieces
    }
}

/// What keeps a text of the other direction to itself, in pages and plain text. On paper it is set by its own direction, and
/// these are no letters.
enum Isolate {
    static let begin: Unicode.Scalar = "\u{2068}"
    static let end: Unicode.Scalar = "\u{2069}"
}
