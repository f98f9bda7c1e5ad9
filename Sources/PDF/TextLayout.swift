import CPango

/// A text broken into lines, and where they stand once they are placed.
///
/// - Thread: one at a time, the one that has the fonts.
final class TextLayout {
    /// The structure tag of the whole: P, H1, Lbl.
    let tag: String
    let x: Double
    /// The pieces on each page; filled by whoever places it.
    var pieces: [Piece] = []

    private let broken: BrokenText
    private var layout: OpaquePointer { broken.layout }
    private var links: [(bytes: Range<Int>, address: String)] { broken.links }
    /// The lines, from the top of the text.
    var lines: [BrokenText.Line] { broken.lines }
    /// The text as its bookmark has it.
    var title: String { broken.title }
    /// Of the widest line.
    var width: Double { broken.width }

    /// Lines that stand together on one page.
    struct Piece {
        var page: Int
        var lines: Range<Int>
        /// Where the first of them begins.
        var y: Double
    }

    init(
        _ runs: [PrintedRun], tag: String, points: Double, isBold: Bool = false, x: Double, width: Double,
        fonts: inout Fonts
    ) throws(PDFError) {
        self.tag = tag
        self.x = x
        broken = try fonts.broken(BrokenText.Source(runs: runs, points: points, isBold: isBold, width: width))
    }

    var height: Double { lines.last?.bottom ?? 0 }

    /// How high those lines are together.
    func height(_ range: Range<Int>) -> Double {
        guard let first = range.first, let last = range.last else { return 0 }
        return lines[last].bottom - lines[first].top
    }

    // MARK: Drawing

    /// Draws it where it was placed. Whatever is drawn lies in one leaf of the structure, which holds nothing but text: a
    /// link, or a stretch without one.
    func draw(on pages: Pages) {
        let isWhole = pieces.count == 1 && links.isEmpty
        if isWhole, let page = pieces.first?.page { pages.turn(to: page) }
        pages.begin(tag)
        for piece in pieces {
            pages.turn(to: piece.page)
            if links.isEmpty {
                if !isWhole { pages.begin("Span") }
                for line in piece.lines { drawLine(line, of: piece, on: pages) }
                if !isWhole { pages.end("Span") }
            } else {
                drawRuns(of: piece, on: pages)
            }
        }
        pages.end(tag)
    }

    private func drawLine(_ index: Int, of piece: Piece, on pages: Pages) {
        pages.move(to: x, baseline(index, piece))
        pango_cairo_show_layout_line(pages.cairo, pango_layout_get_line_readonly(layout, Int32(index)))
    }

    private func baseline(_ index: Int, _ piece: Piece) -> Double {
        piece.y + lines[index].baseline - lines[piece.lines.lowerBound].top
    }

    private func drawRuns(of piece: Piece, on pages: Pages) {
        let text = pango_layout_get_text(layout)
        // Which leaf is open: that link, or a stretch without.
        var open: Int??
        func end() {
            switch open {
            case .some(.some): pages.end("Link")
            case .some(.none): pages.end("Span")
            case .none: break
            }
            open = nil
        }
        for index in piece.lines {
            var x = x
            var next = pango_layout_get_line_readonly(layout, Int32(index))?.pointee.runs
            while let node = next {
                next = node.pointee.next
                guard let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
                    let item = run.pointee.item
                else { continue }
                let offset = Int(item.pointee.offset)
                let link = links.firstIndex { $0.bytes.contains(offset) }
                if open != .some(link) {
                    end()
                    if let link { pages.beginLink(links[link].address) } else { pages.begin("Span") }
                    open = .some(link)
                }
                pages.move(to: x, baseline(index, piece))
                pango_cairo_show_glyph_item(pages.cairo, text, run)
                x += BrokenText.points(pango_glyph_string_get_width(run.pointee.glyphs))
            }
            // The area of a link that goes on in the next line would be both lines.
            if case .some(.some) = open { end() }
        }
        end()
    }
}
