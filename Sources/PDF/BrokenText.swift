import CPango

/// A text broken into lines, wherever it will stand: what takes most of the time of a letter, and is the same in all letters
/// for what their templates say.
///
/// - Thread: one at a time, the one that has the fonts.
final class BrokenText {
    /// What is broken, and how.
    struct Source: Hashable {
        var runs: [PrintedRun]
        var points: Double
        var isBold: Bool
        var width: Double
    }

    struct Line {
        var top: Double
        var bottom: Double
        var baseline: Double
    }

    let layout: OpaquePointer
    /// The lines, from the top of the text.
    let lines: [Line]
    let links: [(bytes: Range<Int>, address: String)]
    /// The text as its bookmark has it.
    let title: String
    /// Of the widest line.
    let width: Double

    init(_ source: Source, fonts: inout Fonts) throws(PDFError) {
        let (runs, points, isBold, width) = (source.runs, source.points, source.isBold, source.width)
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
            pango_attr_line_height_new_absolute(Int32(points * BrokenText.lineHeight * Double(PANGO_SCALE))),
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
                    top: BrokenText.points(top), bottom: BrokenText.points(bottom),
                    baseline: BrokenText.points(pango_layout_iter_get_baseline(iterator))))
        } while pango_layout_iter_next_line(iterator) != 0
        self.lines = lines
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        self.width = BrokenText.points(extents.width)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// From one line to the next, in sizes of the text: what Noto Sans asks for.
    private static let lineHeight = 1.36

    static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
