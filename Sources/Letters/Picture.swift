/// A line drawing of our own that stands beside a sentence of an Easy Read letter: the words say all that it shows.
public enum Picture: String, CaseIterable, Hashable, Sendable {
    case calendar, clock, cross, help, house, letter, pen, people, phone, plan, question, scales, school, shield,
        speech,
        tick

    /// Its lines, in a square of 48 by 48 that begins at the top left.
    public var lines: [Line] {
        switch self {
        case .calendar:
            [
                .closed([(8, 10), (40, 10), (40, 40), (8, 40)]), .open([(8, 19), (40, 19)]),
                .open([(16, 6), (16, 13)]),
                .open([(32, 6), (32, 13)]), .closed([(25, 25), (33, 25), (33, 33), (25, 33)]),
            ].map(Line.init)
        case .clock: [Line(circle: (24, 24), 17), Line(.open([(24, 13), (24, 24), (32, 29)]))]
        case .cross: [Line(.open([(12, 12), (36, 36)])), Line(.open([(36, 12), (12, 36)]))]
        case .help:
            [
                Line(circle: (14, 14), 5), Line(circle: (34, 14), 5),
                Line(.open([(6, 38), (8, 24), (20, 24), (24, 31)])),
                Line(.open([(42, 38), (40, 24), (28, 24), (24, 31), (18, 31)])),
            ]
        case .house:
            [
                .open([(6, 24), (24, 8), (42, 24)]), .open([(11, 20), (11, 40), (37, 40), (37, 20)]),
                .closed([(20, 40), (20, 28), (28, 28), (28, 40)]),
            ].map(Line.init)
        case .letter:
            [.closed([(6, 12), (42, 12), (42, 36), (6, 36)]), .open([(6, 12), (24, 26), (42, 12)])].map(Line.init)
        case .pen:
            [
                .closed([(10, 38), (13, 28), (32, 9), (39, 16), (20, 35)]), .open([(28, 13), (35, 20)]),
                .open([(13, 28), (20, 35)]),
            ].map(Line.init)
        case .people:
            [
                Line(circle: (24, 12), 5), Line(circle: (10, 18), 4), Line(circle: (38, 18), 4),
                Line(.open([(15, 40), (16, 22), (32, 22), (33, 40)])), Line(.open([(4, 40), (5, 26), (12, 26)])),
                Line(.open([(44, 40), (43, 26), (36, 26)])),
            ]
        case .phone:
            [
                .closed([(15, 5), (33, 5), (33, 43), (15, 43)]), .open([(15, 11), (33, 11)]),
                .open([(15, 35), (33, 35)]),
                .open([(22, 39), (26, 39)]),
            ].map(Line.init)
        case .plan:
            [
                .closed([(11, 6), (30, 6), (38, 14), (38, 42), (11, 42)]), .open([(30, 6), (30, 14), (38, 14)]),
                .open([(17, 20), (32, 20)]), .open([(17, 27), (32, 27)]), .open([(17, 34), (27, 34)]),
            ].map(Line.init)
        case .question:
            [
                Line(circle: (24, 24), 18),
                Line(.open([(18, 19), (19, 15), (24, 13), (29, 15), (30, 19), (24, 25), (24, 29)])),
                Line(circle: (24, 34.5), 0.8),
            ]
        case .scales:
            [
                .open([(24, 6), (24, 40)]), .open([(14, 40), (34, 40)]), .open([(8, 13), (40, 13)]),
                .closed([(8, 13), (2, 26), (14, 26)]), .closed([(40, 13), (34, 26), (46, 26)]),
            ].map(Line.init)
        case .school:
            [
                .closed([(6, 22), (24, 10), (42, 22), (42, 40), (6, 40)]),
                .closed([(20, 40), (20, 30), (28, 30), (28, 40)]),
                .open([(24, 10), (24, 3), (31, 5), (24, 7)]), .closed([(11, 26), (16, 26), (16, 32), (11, 32)]),
                .closed([(32, 26), (37, 26), (37, 32), (32, 32)]),
            ].map(Line.init)
        case .shield:
            [
                .closed([(24, 5), (40, 11), (38, 28), (24, 43), (10, 28), (8, 11)]),
                .open([(16, 24), (22, 30), (32, 17)]),
            ]
            .map(Line.init)
        case .speech:
            [
                .closed([(6, 8), (42, 8), (42, 32), (22, 32), (13, 41), (13, 32), (6, 32)]),
                .open([(13, 16), (35, 16)]),
                .open([(13, 24), (28, 24)]),
            ].map(Line.init)
        case .tick: [Line(.open([(9, 25), (20, 37), (40, 11)]))]
        }
    }

    /// One line of a picture: corners, joined one after another, or a circle.
    public struct Line: Sendable {
        /// Corners, of which the last is joined with the first, or not.
        enum Corners {
            case open([(Double, Double)])
            case closed([(Double, Double)])
        }

        /// The corners in order; empty of a circle.
        public let corners: [(x: Double, y: Double)]
        /// Whether the last corner is joined with the first.
        public let isClosed: Bool
        /// The circle's middle and radius; nil where it has corners.
        public let circle: (x: Double, y: Double, radius: Double)?

        init(_ corners: Corners) {
            switch corners {
            case .open(let points): (self.corners, isClosed) = (points.map { (x: $0.0, y: $0.1) }, false)
            case .closed(let points): (self.corners, isClosed) = (points.map { (x: $0.0, y: $0.1) }, true)
            }
            circle = nil
        }

        init(circle middle: (Double, Double), _ radius: Double) {
            corners = []
            isClosed = true
            circle = (middle.0, middle.1, radius)
        }

        /// The line as SVG has it.
        var svg: String {
            func text(_ number: Double) -> String {
                number == number.rounded() ? String(Int(number)) : String(number)
            }
            if let circle {
                return "<circle cx=\"\(text(circle.x))\" cy=\"\(text(circle.y))\" r=\"\(text(circle.radius))\"/>"
            }
            let points = corners.map { "\(text($0.x)) \(text($0.y))" }.joined(separator: "L")
            return "<path d=\"M\(points)\(isClosed ? "Z" : "")\"/>"
        }
    }

    /// The picture in a page, with what stands for it, which is escaped already.
    func svg(alt: String) -> String {
        "<svg class=\"picture\" viewBox=\"0 0 48 48\" role=\"img\" aria-label=\"\(alt)\">"
            + lines.map(\.svg).joined() + "</svg> "
    }
}
