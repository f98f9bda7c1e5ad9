import Arguments
import Testing

/// A clock that is moved by hand, and what was written.
private final class Stage {
    var instant = ContinuousClock.now
    var written: [String] = []

    func progress(_ terminal: Terminal, total: Int = 200) -> Progress {
        Progress("Reading", total: total, terminal: terminal, now: { self.instant }, write: { self.written.append($0) })
    }
}

@Suite struct `Progress of long work` {
    @Test func `on a terminal one line is drawn again in place, not at every step`() {
        let stage = Stage()
        var progress = stage.progress(Terminal(isInteractive: true, width: 60))
        for step in 1...50 { progress.update(step) }
        #expect(stage.written.isEmpty)
        stage.instant += Progress.redrawInterval
        progress.update(100)
        progress.update(101)
        #expect(
            stage.written == [
                "\r\u{1B}[KReading [\(String(repeating: "#", count: 17))\(String(repeating: "-", count: 18))] 50% 100 of 200"
            ])
        progress.update(200)
        progress.finish()
        #expect(stage.written.last?.hasSuffix("] 100% 200 of 200\n") == true)
    }

    @Test func `elsewhere a plain line now and then, and one at the end`() {
        let stage = Stage()
        var progress = stage.progress(Terminal(isInteractive: false))
        stage.instant += .seconds(9)
        progress.update(20)
        #expect(stage.written.isEmpty)
        stage.instant += .seconds(1)
        progress.update(30)
        progress.finish()
        #expect(stage.written == ["Reading: 15% 30 of 200\n", "Reading: 15% 30 of 200\n"])
    }

    @Test(arguments: [(0, 0), (0, 5), (3, 9), (-1, 2)])
    func `nothing to do, and more than was foreseen, are no trouble`(total: Int, done: Int) {
        let stage = Stage()
        var progress = stage.progress(Terminal(isInteractive: true, width: 60), total: total)
        progress.update(done)
        progress.finish()
        #expect(stage.written.last?.contains("100%") == true)
    }
}
