import Arguments
import Testing

@Suite struct `Text that is shown on a terminal` {
    @Test(arguments: [
        ("plain, Zoë — “quoted”\n\tindented\r\n", "plain, Zoë — “quoted”\n\tindented\r\n"),
        ("\u{1B}[2Jgone", "\\u001b[2Jgone"), ("\u{9B}31mred", "\\u009b31mred"), ("a\rb", "a\\u000db"),
        ("\u{7F}\u{0}\u{7}", "\\u007f\\u0000\\u0007"),
        ("\u{202E}txt.exe", "\\u202etxt.exe"), ("\u{2066}x\u{2069}", "\\u2066x\\u2069"), ("", ""),
    ])
    func `has no character that a terminal obeys, or that turns its words about`(text: String, shown: String) {
        #expect(Terminal.shown(text) == shown)
        #expect(Terminal.shown(shown) == shown)
    }

    @Test func `is so in what a program says of its own use`() {
        var errors = ""
        let status = program().execute(
            ["import", "--format", "\u{1B}]0;title\u{7}"], version: "1", output: { _ in }, errors: { errors += $0 })
        #expect(status != 0)
        #expect(!errors.unicodeScalars.contains("\u{1B}") && !errors.unicodeScalars.contains("\u{7}"))
        #expect(errors.contains("\\u001b]0;title\\u0007"))
    }
}
