/// A line drawing beside a text, in a square of so many units that begins at the top left.
public struct PrintedPicture: Hashable, Sendable {
    /// One line: corners, joined one after another, or a circle.
    public enum Line: Hashable, Sendable {
        case corners([Point], isClosed: Bool)
        case circle(Point, radius: Double)
    }

    /// A place in the square.
    public struct Point: Hashable, Sendable {
        public var x: Double
        public var y: Double

        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Its lines.
    public var lines: [Line]
    /// What stands for it where it cannot be seen.
    public var alternative: String

    /// How many units a side of the square has.
    public static let side = 48.0

    public init(_ lines: [Line], alternative: String) {
        self.lines = lines
        self.alternative = alternative
    }
}
