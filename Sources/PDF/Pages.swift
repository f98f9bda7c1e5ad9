import CPango

/// The pages of a PDF as cairo draws them, one after the other, with the structure that it tags.
///
/// - Thread: its owner's.
final class Pages {
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let output = Output()
    /// The page that is drawn on, from 1.
    private(set) var page = 1
    /// Draws what stands at the foot of the page that is left.
    private let foot: (Pages, Int) -> Void

    private final class Output {
        var bytes: [UInt8] = []
    }

    init(title: String, foot: @escaping (Pages, Int) -> Void) throws(PDFError) {
        self.foot = foot
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
            output.bytes += UnsafeBufferPointer(start: data, count: Int(length))
            return CAIRO_STATUS_SUCCESS
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(output).toOpaque(), Paper.width, Paper.height),
            let cairo = cairo_create(surface)
        else { throw PDFError("no memory for a page") }
        self.surface = surface
        self.cairo = cairo
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// The PDF, once all is drawn.
    func finish() throws(PDFError) -> [UInt8] {
        leave()
        cairo_surface_finish(surface)
        for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw PDFError("the page could not be drawn: \(String(cString: cairo_status_to_string(status)))")
        }
        return output.bytes
    }

    func turn(to page: Int) {
        while self.page < page {
            leave()
            self.page += 1
        }
    }

    private func leave() {
        foot(self, page)
        cairo_show_page(cairo)
    }

    func move(to x: Double, _ y: Double) { cairo_move_to(cairo, x, y) }

    // MARK: Structure

    func begin(_ tag: String) { cairo_tag_begin(cairo, tag, nil) }
    func end(_ tag: String) { cairo_tag_end(cairo, tag) }

    func beginLink(_ address: String) {
        var uri = ""
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"), 0...0x20, 0x7F...:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            default: uri.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        cairo_tag_begin(cairo, "Link", "uri='\(uri)'")
    }

    /// A bookmark to there, under that other one; its number.
    func bookmark(_ title: String, page: Int, y: Double, under parent: Int32) -> Int32 {
        cairo_pdf_surface_add_outline(
            surface, parent, title, "page=\(page) pos=[\(Int(Paper.left)) \(Int(y))]", CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }
}
