/// The parts of a letter with all lines broken, and then with a place for each.
indirect enum SheetPart {
    case text(TextLayout, before: Double, after: Double, level: Int?)
    /// Parts that one tag of the structure holds.
    case group(String, [SheetPart])
    /// What an item of a list begins with, and the item.
    case item(label: TextLayout, [SheetPart])
    case space(Double)
    /// A picture with its text beside it, and the space below both.
    case pictured(Drawing, TextLayout, after: Double)
    case together([SheetPart])
    /// A line of a table: its cells beside each other, and the space below it.
    case row([TextLayout], after: Double)
}

/// Lays the parts of a letter out: breaks their lines, and gives each a page and a place.
struct Sheet: ~Copyable {
    private(set) var pages = 1
    private var y: Double
    /// The space that is owed to whatever comes next on this page.
    private var owed = 0.0
    private var isAtTop = true

    /// With its text beginning so far from the upper edge of the first page.
    init(from top: Double) { y = top }

    // MARK: Breaking lines

    /// Those blocks as parts, from `x` on.
    static func parts(
        of blocks: [PrintedBlock], points: Double, x: Double, fonts: inout Fonts
    ) throws(PDFError) -> [SheetPart] {
        var parts: [SheetPart] = []
        for block in blocks { parts.append(try part(of: block, points: points, x: x, fonts: &fonts)) }
        return parts
    }

    private static func part(
        of block: PrintedBlock, points: Double, x: Double, fonts: inout Fonts
    ) throws(PDFError) -> SheetPart {
        let width = Paper.right - x
        switch block {
        case .heading(let level, let runs):
            let size = points * (level == 1 ? 1.4 : level == 2 ? 1.2 : 1)
            let layout = try TextLayout(
                runs, tag: "H\(min(max(level, 1), 6))", points: size, isBold: true, x: x, width: width, fonts: &fonts)
            return .text(layout, before: level == 1 ? 0 : points * 1.1, after: points * 0.45, level: level)
        case .paragraph(let runs):
            let layout = try TextLayout(runs, tag: "P", points: points, x: x, width: width, fonts: &fonts)
            return .text(layout, before: 0, after: points * 0.65, level: nil)
        case .pictured(let picture, let runs):
            let side = points * 2.6
            let indent = side + points * 0.8
            let layout = try TextLayout(
                runs, tag: "P", points: points, x: x + indent, width: width - indent, fonts: &fonts)
            return .pictured(Drawing(picture, x: x, side: side), layout, after: points * 0.65)
        case .quotation(let blocks):
            return .group(
                "BlockQuote", try parts(of: blocks, points: points, x: x + points * 1.5, fonts: &fonts))
        case .table(let header, let rows):
            return try table(header, rows, points: points, x: x, fonts: &fonts)
        case .space: return .space(points * 2.5)
        case .together(let blocks): return .together(try parts(of: blocks, points: points, x: x, fonts: &fonts))
        case .list(let start, let items):
            var parts: [SheetPart] = []
            for (index, item) in items.enumerated() {
                let mark = start.map { "\($0 + index)." } ?? "•"
                let label = try TextLayout(
                    [PrintedRun(mark)], tag: "Lbl", points: points, x: x, width: width, fonts: &fonts)
                let indent = max(points * 1.3, label.width + points * 0.5)
                let body = try self.parts(of: item, points: points, x: x + indent, fonts: &fonts)
                parts.append(.item(label: label, body))
            }
            return .group("L", parts)
        }
    }

    /// A table whose columns share the width by what stands in them: none is wider than it needs while others break lines.
    private static func table(
        _ header: [[PrintedRun]], _ rows: [[[PrintedRun]]], points: Double, x: Double, fonts: inout Fonts
    ) throws(PDFError) -> SheetPart {
        let gap = points
        let lines = [header] + rows
        let columns = lines.reduce(1) { max($0, $1.count) }
        let room = Paper.right - x - gap * Double(columns - 1)
        func cells(_ row: Int, _ xs: [Double], _ widths: [Double]) throws(PDFError) -> [TextLayout] {
            var cells: [TextLayout] = []
            for (column, runs) in lines[row].enumerated() {
                cells.append(
                    try TextLayout(
                        runs, tag: row == 0 ? "TH" : "TD", points: points, isBold: row == 0, x: xs[column],
                        width: widths[column], fonts: &fonts))
            }
            return cells
        }
        // How wide each column is where no line breaks.
        var natural = Array(repeating: 0.0, count: columns)
        let anywhere = Array(repeating: x, count: columns)
        for row in lines.indices {
            for (column, cell) in try cells(row, anywhere, Array(repeating: room, count: columns)).enumerated() {
                natural[column] = max(natural[column], cell.width.rounded(.up) + 1)
            }
        }
        let widths = shared(room, among: natural)
        var (xs, left): ([Double], Double) = ([], x)
        for width in widths {
            xs.append(left)
            left += width + gap
        }
        var parts: [SheetPart] = []
        for row in lines.indices {
            parts.append(
                .group("TR", [.row(try cells(row, xs, widths), after: points * (row == 0 ? 0.45 : 0.3))]))
        }
        return .group("Table", parts)
    }

    /// The room shared among columns that would like to be that wide: the narrow ones get what they need, the others equal
    /// parts of what is left.
    static func shared(_ room: Double, among wanted: [Double]) -> [Double] {
        guard wanted.reduce(0, +) > room else { return wanted }
        var widths = wanted
        var (left, open) = (room, wanted.count)
        for (place, width) in wanted.enumerated().sorted(by: { ($0.element, $0.offset) < ($1.element, $1.offset) }) {
            widths[place] = min(width, left / Double(open))
            left -= widths[place]
            open -= 1
        }
        return widths
    }

    // MARK: Placing

    /// Begins the text of the first page where `parts` that stand there already end.
    mutating func place(_ parts: [SheetPart]) {
        for (index, part) in parts.enumerated() {
            if case .text(let layout, let before, let after, .some) = part {
                // A heading stays with what follows it.
                let next = parts[(index + 1)...].first.map(Sheet.firstHeight) ?? 0
                makeRoom(max(owed, before) + layout.height + after + next)
            }
            place(part)
        }
    }

    private mutating func place(_ part: SheetPart) {
        switch part {
        case .text(let layout, let before, let after, _):
            owed = max(owed, before)
            place(layout)
            owed = after
        case .group(_, let parts): place(parts)
        case .item(let label, let body):
            place(body)
            if let first = body.lazy.compactMap(Sheet.firstPiece).first {
                label.pieces = [TextLayout.Piece(page: first.page, lines: 0..<1, y: first.y)]
            }
        case .row(let cells, let after): place(row: cells, after: after)
        case .pictured(let drawing, let layout, let after): place(drawing, beside: layout, after: after)
        case .space(let height):
            owed += height
        case .together(let parts):
            let height = Sheet.height(of: parts)
            if height <= Paper.bottom - Paper.top { makeRoom(owed + height) }
            place(parts)
        }
    }

    /// Places the cells of a line beside each other on one page; cells that have no room there stand below each other, on as
    /// many as it takes.
    private mutating func place(row cells: [TextLayout], after: Double) {
        let height = cells.reduce(0) { max($0, $1.height) }
        if height <= Paper.bottom - Paper.top {
            makeRoom(owed + height)
            if !isAtTop { y += owed }
            for cell in cells {
                cell.pieces = [TextLayout.Piece(page: pages, lines: cell.lines.indices, y: y)]
            }
            y += height
            isAtTop = false
        } else {
            for cell in cells { place(cell) }
        }
        owed = after
    }

    /// Places a picture and the text beside it on one page; a text that has room on none begins beside its picture.
    private mutating func place(_ drawing: Drawing, beside layout: TextLayout, after: Double) {
        let height = max(drawing.side, layout.height)
        makeRoom(owed + (height <= Paper.bottom - Paper.top ? height : drawing.side))
        let top = isAtTop ? y : y + owed
        place(layout)
        let first = layout.pieces.first.map { ($0.page, $0.y) } ?? (pages, top)
        drawing.place = first
        if pages == first.0 { y = max(y, first.1 + drawing.side) }
        isAtTop = false
        owed = after
    }

    /// Goes to the next page unless so much has room on this one.
    private mutating func makeRoom(_ height: Double) {
        if !isAtTop, y + height > Paper.bottom { turn() }
    }

    private mutating func turn() {
        pages += 1
        y = Paper.top
        owed = 0
        isAtTop = true
    }

    /// Places the lines of a text, on as many pages as it takes. No page begins with the last line of a text, nor ends with
    /// its first.
    private mutating func place(_ layout: TextLayout) {
        if !isAtTop { y += owed }
        owed = 0
        var first = 0
        let count = layout.lines.count
        while first < count {
            var last = first
            while last < count, y + layout.height(first..<last + 1) <= Paper.bottom { last += 1 }
            if last < count {
                if count - last < Sheet.fewestLines { last = max(first, count - Sheet.fewestLines) }
                if last - first < Sheet.fewestLines { last = first }
                // A line that has room on no page is none of A4; an empty page takes one all the same.
                if last == first, isAtTop { last = first + 1 }
            }
            if last > first {
                layout.pieces.append(TextLayout.Piece(page: pages, lines: first..<last, y: y))
                y += layout.height(first..<last)
                isAtTop = false
                first = last
            }
            if first < count { turn() }
        }
    }

    private static let fewestLines = 2

    /// How high whatever must stand with a heading is.
    private static func firstHeight(_ part: SheetPart) -> Double {
        switch part {
        case .text(let layout, let before, _, let level):
            let lines = level != nil || layout.lines.count <= fewestLines + 1 ? layout.lines.count : fewestLines
            return before + layout.height(0..<lines)
        case .group(_, let parts), .item(_, let parts): return parts.first.map(firstHeight) ?? 0
        case .together(let parts): return height(of: parts)
        case .row(let cells, _): return cells.reduce(0) { max($0, $1.height) }
        case .pictured(let drawing, let layout, _): return max(drawing.side, layout.height)
        case .space(let height): return height
        }
    }

    /// How high all of those are, when they stand on one page.
    static func height(of parts: [SheetPart]) -> Double {
        var (height, owed) = (0.0, 0.0)
        func add(_ parts: [SheetPart]) {
            for part in parts {
                switch part {
                case .text(let layout, let before, let after, _):
                    height += max(owed, before) + layout.height
                    owed = after
                case .group(_, let inner), .item(_, let inner), .together(let inner): add(inner)
                case .row(let cells, let after):
                    height += owed + cells.reduce(0) { max($0, $1.height) }
                    owed = after
                case .pictured(let drawing, let layout, let after):
                    height += owed + max(drawing.side, layout.height)
                    owed = after
                case .space(let space): owed += space
                }
            }
        }
        add(parts)
        return height
    }

    private static func firstPiece(_ part: SheetPart) -> TextLayout.Piece? {
        switch part {
        case .text(let layout, _, _, _): layout.pieces.first
        case .group(_, let parts), .item(_, let parts), .together(let parts):
            parts.lazy.compactMap(firstPiece).first
        case .row(let cells, _): cells.first?.pieces.first
        case .pictured(_, let layout, _): layout.pieces.first
        case .space: nil
        }
    }

    // MARK: Drawing

    /// Draws what was placed, in reading order, with its tags.
    static func draw(
        _ parts: [SheetPart], on pages: Pages, bookmarks: inout [Int32], figures: inout [Finishing.Figure]
    ) {
        for part in parts {
            switch part {
            case .text(let layout, _, _, let level):
                if let level, let piece = layout.pieces.first {
                    // Under the last of a higher level; 0 is the root.
                    bookmarks.removeLast(max(0, bookmarks.count - min(max(level, 1), bookmarks.count)))
                    bookmarks.append(
                        pages.bookmark(layout.title, page: piece.page, y: piece.y, under: bookmarks.last ?? 0))
                }
                layout.draw(on: pages)
            case .group(let tag, let inner):
                pages.begin(tag)
                draw(inner, on: pages, bookmarks: &bookmarks, figures: &figures)
                pages.end(tag)
            case .item(let label, let body):
                pages.begin("LI")
                if !label.pieces.isEmpty { label.draw(on: pages) }
                pages.begin("LBody")
                draw(body, on: pages, bookmarks: &bookmarks, figures: &figures)
                pages.end("LBody")
                pages.end("LI")
            case .row(let cells, _): for cell in cells { cell.draw(on: pages) }
            case .pictured(let drawing, let layout, _):
                drawing.draw(on: pages)
                if let figure = drawing.figure { figures.append(figure) }
                layout.draw(on: pages)
            case .together(let inner): draw(inner, on: pages, bookmarks: &bookmarks, figures: &figures)
            case .space: break
            }
        }
    }
}
