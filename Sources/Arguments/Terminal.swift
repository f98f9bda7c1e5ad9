import Glibc

/// Where text goes that a person reads: how wide it is, and whether it shows bold and dim.
public struct Terminal: Sendable {
    /// Whether a person sits in front of it, rather than a file or a pipe behind it.
    public let isInteractive: Bool
    /// Its width in characters.
    public let width: Int
    /// Whether bold and dim may be used: a terminal, and `NO_COLOR` unset (no-color.org).
    public let isStyled: Bool

    /// A terminal with these properties.
    public init(isInteractive: Bool, width: Int = 80, isStyled: Bool = false) {
        self.isInteractive = isInteractive
        self.width = width
        self.isStyled = isStyled
    }

    /// The terminal behind standard output.
    public static var standardOutput: Terminal { Terminal(descriptor: STDOUT_FILENO) }

    /// The terminal behind standard error.
    public static var standardError: Terminal { Terminal(descriptor: STDERR_FILENO) }

    private init(descriptor: Int32) {
        isInteractive = isatty(descriptor) == 1
        var size = winsize()
        let known = isInteractive && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        width = known ? Int(size.ws_col) : 80
        let noColour = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
        isStyled = isInteractive && noColour.isEmpty
    }

    /// `text` in bold where that shows.
    public func bold(_ text: String) -> String { isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// `text` in dim where that shows.
    public func dim(_ text: String) -> String { isStyled ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    /// A text that may come from a file, a record or a command line, as it can be shown: control characters, which a
    /// terminal would obey, and characters that turn the direction of writing are spelled out, as `\u001b`. Line ends and
    /// tabs stay. It is the one place that does so; a JSON text means the same before and after.
    public static func shown(_ text: String) -> String {
        // Few texts hold any: bytes decide, and only what may begin one is looked at closely.
        guard
            text.utf8.contains(where: {
                $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2
            })
        else { return text }
        var shown = String.UnicodeScalarView()
        let scalars = text.unicodeScalars
        for place in scalars.indices {
            let scalar = scalars[place]
            let next = scalars.index(after: place)
            let endsLine = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
            guard isObeyed(scalar), !endsLine else {
                shown.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16)
            shown.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
        }
        return String(shown)
    }

    private static func isObeyed(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
