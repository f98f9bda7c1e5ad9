import Glibc

/// Shows how far long work has come: a bar that is drawn again in place on a terminal, a line now and then elsewhere.
public struct Progress {
    /// How often the bar is drawn again.
    public static let redrawInterval: Duration = .milliseconds(100)
    /// How often a line is written where there is no terminal.
    public static let lineInterval: Duration = .seconds(10)

    private let title: String
    private let total: Int
    private let terminal: Terminal
    private let now: () -> ContinuousClock.Instant
    private let write: (String) -> Void
    private let began: ContinuousClock.Instant
    private var drawn: ContinuousClock.Instant?
    private var done = 0

    /// Progress on standard error, towards `total` steps.
    public init(_ title: String, total: Int) {
        self.init(
            title, total: total, terminal: .standardError, now: { .now },
            write: { StandardStreams.write($0, to: STDERR_FILENO) })
    }

    /// Progress on `terminal`, with its own clock and its own place to write to.
    public init(
        _ title: String, total: Int, terminal: Terminal, now: @escaping () -> ContinuousClock.Instant,
        write: @escaping (String) -> Void
    ) {
        self.title = title
        self.total = max(total, 0)
        self.terminal = terminal
        self.now = now
        self.write = write
        began = now()
    }

    /// `done` of the steps are behind us; cheap enough to call at every step.
    public mutating func update(_ done: Int) {
        self.done = done
        let instant = now()
        let interval = terminal.isInteractive ? Self.redrawInterval : Self.lineInterval
        guard instant - (drawn ?? began) >= interval else { return }
        drawn = instant
        write(terminal.isInteractive ? "\r\u{1B}[K\(line(bar: true))" : "\(line(bar: false))\n")
    }

    /// The work is over, finished or not: the last line stays.
    public mutating func finish() {
        write(terminal.isInteractive ? "\r\u{1B}[K\(line(bar: true))\n" : "\(line(bar: false))\n")
    }

    private func line(bar: Bool) -> String {
        let share = total == 0 ? 1 : min(max(Double(done) / Double(total), 0), 1)
        let figures = "\(Int(share * 100))% \(done) of \(total)"
        let room = terminal.width - title.count - figures.count - 4
        guard bar, room >= 10 else { return "\(title): \(figures)" }
        let length = min(room, 40)
        let filled = Int(share * Double(length))
        return
            "\(title) [\(String(repeating: "#", count: filled))\(String(repeating: "-", count: length - filled))] \(figures)"
    }
}
