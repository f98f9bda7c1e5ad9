import CPango

/// A picture where it is drawn once it is placed.
///
/// - Thread: one at a time, the one that has the fonts.
final class Drawing {
    private let picture: PrintedPicture
    private let x: Double
    /// Points of a side.
    let side: Double
    /// The page and the upper edge; nil until it is placed.
    var place: (page: Int, y: Double)?

    /// How wide a line is, in the picture's own units.
    private static let stroke = 2.5

    init(_ picture: PrintedPicture, x: Double, side: Double) {
        self.picture = picture
        self.x = x
        self.side = side
    }

    /// What a reader of the structure is told of it; nil of one that was not placed.
    var figure: Finishing.Figure? {
        place.map { place in
            let bottom = Paper.height - place.y - side
            return Finishing.Figure(
                alternative: picture.alternative, left: x, bottom: bottom, right: x + side, top: bottom + side)
        }
    }

    /// Draws it where it was placed, in a leaf of the structure of its own.
    func draw(on pages: Pages) {
        guard let place else { return }
        pages.turn(to: place.page)
        pages.begin("Figure")
        let cairo = pages.cairo
        cairo_save(cairo)
        cairo_translate(cairo, x, place.y)
        cairo_scale(cairo, side / PrintedPicture.side, side / PrintedPicture.side)
        cairo_set_line_width(cairo, Drawing.stroke)
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
        for line in picture.lines {
            cairo_new_path(cairo)
            switch line {
            case .circle(let middle, let radius): cairo_arc(cairo, middle.x, middle.y, radius, 0, 2 * Double.pi)
            case .corners(let corners, let isClosed):
                for corner in corners { cairo_line_to(cairo, corner.x, corner.y) }
                if isClosed { cairo_close_path(cairo) }
            }
            cairo_stroke(cairo)
        }
        cairo_restore(cairo)
        pages.end("Figure")
    }
}
