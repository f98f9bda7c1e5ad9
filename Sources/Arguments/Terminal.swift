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
}
