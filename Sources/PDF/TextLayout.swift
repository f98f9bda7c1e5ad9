import CPango

/// A text broken into lines, and where they stand once they are placed.
///
/// - Thread: one at a time, the one that has the fonts.
final class TextLayout {
    /// The structure tag of the whole: P, H1, Lbl.
    let tag: String
    let x: Double
    /// The lines, from the top of the text.
    let lines: [Line]
    /// The text as its bookmark has it.
    let title: String
    /// The pieces on each page; filled by whoever places it.
    var pieces: [Piece] = []

    private let layout: OpaquePointer
    private let links: [(bytes: Range<Int>, address: String)]

    struct Line {
        var top: Double
        var bottom: Double
        var baseline: Double
    }

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
        var text = ""
        var links: [(bytes: Range<Int>, address: String)] = []
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        func mark(_ attribute: UnsafeMutablePointer<PangoAttribute>?, _ bytes: Range<Int>) {
            attribute?.pointee.start_index = guint(bytes.lowerBound)
            attribute?.pointee.end_index = guint(bytes.upperBound)
            pango_attr_list_insert(attributes, attribute)
        }
        // Lines stand alike far apart, whatever script a name in them is in.
        mark(
            pango_attr_line_height_new_absolute(Int32(points * TextLayout.lineHeight * Double(PANGO_SCALE))),
            0..<Int(UInt32.max))
        for run in runs {
            let start = text.utf8.count
            text += fonts.printable(run.text)
            let bytes = start..<text.utf8.count
            guard !bytes.isEmpty else { continue }
            if run.isStrong, !isBold {
                mark(pango_attr_weight_new(PANGO_WEIGHT_BOLD), bytes)
            }
            if let link = run.link {
                links.append((bytes, link))
                // Splits the line where the link begins and ends.
                mark(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), bytes)
            }
        }
        guard let layout = fonts.layout(text, points: points, isBold: isBold) else {
            throw PDFError("no memory to set a text")
        }
        self.layout = layout
        self.links = links
        title = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        pango_layout_set_attributes(layout, attributes)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        var lines: [Line] = []
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            var (top, bottom): (Int32, Int32) = (0, 0)
            pango_layout_iter_get_line_yrange(iterator, &top, &bottom)
            lines.append(
                Line(
                    top: TextLayout.points(top), bottom: TextLayout.points(bottom),
                    baseline: TextLayout.points(pango_layout_iter_get_baseline(iterator))))
        } while pango_layout_iter_next_line(iterator) != 0
        self.lines = lines
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// From one line to the next, in sizes of the text: what Noto Sans asks for.
    private static let lineHeight = 1.36

    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }

    var height: Double { lines.last?.bottom ?? 0 }

    /// Of the widest line.
    var width: Double {
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        return TextLayout.points(extents.width)
    }

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
                x += TextLayout.points(pango_glyph_string_get_width(run.pointee.glyphs))
            }
            // The area of a link that goes on in the next line would be both lines.
            if case .some(.some) = open { end() }
        }
        end()
    }
}
