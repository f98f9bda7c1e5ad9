import Contracts
import Letters
import Testing

@Suite struct `Filling a template` {
    private func html(_ text: String, _ values: [String: Value] = [:]) throws -> String {
        try Template(parsing: text, file: "t.md").fill(values).html
    }

    private func plain(_ text: String, _ values: [String: Value] = [:]) throws -> String {
        try Template(parsing: text, file: "t.md").fill(values).plainText
    }

    @Test func `It lists its fields and conditions, also those inside conditions, emphasis and lists`() throws {
        let template = try Template(
            parsing: "# ((a))\n\n- **((b))** ((late??due ((c)), [see ((d))](https://x.org)))", file: "t.md")
        #expect(template.placeholders == ["a", "b", "c", "d"])
        #expect(template.conditions == ["late"])
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("*x* **y** _z_", "*x* **y** _z_"),
        ("[a](https://b.org)", "[a](https://b.org)"), ("# a", "# a"),
        ("&amp; \"q\" 'a'", "&amp;amp; &quot;q&quot; &#39;a&#39;"),
        ("((child))", "((child))"), ("<!-- requires: 4b.1 -->", "&lt;!-- requires: 4b.1 --&gt;"),
        ("| a |", "| a |"),
        ("![i](x)", "![i](x)"), ("`code`", "`code`"), ("https://a.org", "https://a.org"),
    ])
    func `What people wrote never becomes markup`(_ value: String, _ shown: String) throws {
        #expect(try html("Because ((reasons)).", ["reasons": .text(value)]) == "<p>Because \(shown).</p>\n")
        #expect(try html("**((reasons))**", ["reasons": .text(value)]) == "<p><strong>\(shown)</strong></p>\n")
        #expect(try plain("((reasons))", ["reasons": .text(value)]) == value + "\n")
    }

    @Test func `A condition shows its text, with what is in it, or nothing`() throws {
        let text = "Hello. ((late??We are **sorry** (truly): it was due ((due)).)) Bye."
        #expect(
            try html(text, ["late": .flag(true), "due": .text("today")])
                == "<p>Hello. We are <strong>sorry</strong> (truly): it was due today. Bye.</p>\n")
        #expect(try plain(text, ["late": .flag(false)]) == "Hello. Bye.\n")
    }

    @Test func `A paragraph, a list item or a heading that a condition takes away leaves nothing behind`() throws {
        let text = "## ((late??Late))\n\n((late??Sorry.))\n\n- one\n- ((late??two))\n\n> ((late??three))"
        #expect(try html(text, ["late": .flag(false)]) == "<ul>\n<li>one</li>\n</ul>\n")
    }

    @Test(arguments: [
        ([:] as [String: Value], "t.md:3: ((reasons)) has no value"),
        (["reasons": .text(" \n ")], "t.md:3: ((reasons)) is empty; give it a text"),
        (["reasons": .flag(true)], "t.md:3: ((reasons)) is a condition; write ((reasons??text))"),
        (["reasons": .list([])], "t.md:3: ((reasons)) is empty; give it a text"),
        (["reasons": .web("javascript:alert(1)")], "t.md:3: ((reasons)) must begin with https:// or http://"),
    ])
    func `A field that is shown and missing, or empty, is refused by name, file and line`(
        _ values: [String: Value], _ message: String
    ) throws {
        let template = try Template(parsing: "# Title\n\n((reasons))", file: "t.md")
        let error = #expect(throws: TemplateError.self) { try template.fill(values) }
        #expect(error?.description == message)
    }

    @Test func `The fields of a condition that does not hold are not asked for; the condition is`() throws {
        #expect(try html("((late??((due))))ok", ["late": .flag(false)]) == "<p>ok</p>\n")
        let error = #expect(throws: TemplateError.self) { try html("((late??x))") }
        #expect(error?.description == "t.md:1: the condition ((late??…)) has no value; give it true or false")
    }

    @Test func `An empty line in a value begins a paragraph, any other line end breaks the line`() throws {
        let values: [String: Value] = ["reasons": .text("One.\r\nStill one.\r\n\r\n\r\nTwo <b>.\n")]
        #expect(try html("((reasons))", values) == "<p>One.<br>\nStill one.</p>\n<p>Two &lt;b&gt;.</p>\n")
        #expect(
            try html("Why: ((reasons)) End.", values)
                == "<p>Why: One.<br>\nStill one.</p>\n<p>Two &lt;b&gt;. End.</p>\n")
        #expect(try plain("- ((reasons))", values) == "- One.\n  Still one.\n\n  Two <b>.\n")
    }

    @Test func `Several things are a list where they stand alone, else a phrase`() throws {
        let values: [String: Value] = ["evidence": .list(["report", "<i>", "advice"])]
        #expect(
            try html("((evidence))", values) == "<ul>\n<li>report</li>\n<li>&lt;i&gt;</li>\n<li>advice</li>\n</ul>\n")
        #expect(try plain("See ((evidence)).", values) == "See report, <i> and advice.\n")
        #expect(try plain("See ((evidence)).", ["evidence": .list(["a"])]) == "See a.\n")
    }

    @Test func `Links are written out in plain text, once`() throws {
        let values: [String: Value] = ["mail": .email("a@example.org"), "web": .web("https://example.org")]
        #expect(
            try plain("[Help](https://h.org), ((mail)), ((web))", values)
                == "Help (https://h.org), a@example.org, https://example.org\n")
        #expect(
            try html("((mail)) ((web))", values)
                == "<p><a href=\"mailto:a@example.org\">a@example.org</a> <a href=\"https://example.org\">"
                + "https://example.org</a></p>\n")
    }

    @Test func `Characters that hide or reorder text are left out`() throws {
        #expect(try plain("((a))", ["a": .text("x\u{202E}y\u{0}z\u{2066}\u{7}")]) == "xyz\n")
        #expect(try plain("((a))", ["a": .text("Zoë Ó Briain, Ngô")]) == "Zoë Ó Briain, Ngô\n")
    }

    @Test(arguments: ["עומר", "محمد علي", "ܡܪܝܡ", "Omar عمر"])
    func `A name that runs from right to left is kept to itself, so that what stands beside it stays where it is`(
        _ name: String
    ) throws {
        let isolated = "\u{2068}\(name)\u{2069}"
        #expect(try plain("((a)), 4 February", ["a": .text(name)]) == "\(isolated), 4 February\n")
        #expect(try html("Of **((a))** (2)", ["a": .text(name)]) == "<p>Of <strong>\(isolated)</strong> (2)</p>\n")
        #expect(try plain("To ((a)).", ["a": .list([name, "Zoë"])]) == "To \(isolated) and Zoë.\n")
        // Of several lines each stands for itself.
        #expect(try plain("((a))", ["a": .text("\(name)\nx")]) == "\(name)\nx\n")
    }

    @Test(arguments: [
        ("a\n\n<b>x</b>", "t.md:3: raw HTML has no place in a letter: <b>"),
        ("<div>x</div>", "t.md:1: raw HTML has no place in a letter: <div>x</div>"),
        (
            "a\n\n    code",
            "t.md:3: code has no place in a letter; an indented line is read as code, so begin it at the margin"
        ),
        ("![i](https://x.org/a.png)", "t.md:1: code, images and raw HTML have no place in a letter"),
        (
            "[x](javascript:alert)",
            "t.md:1: a link may begin with https:, http:, mailto: or tel:, not lead to “javascript:alert”"
        ),
        ("((name", "t.md:1: ((name is not closed with “))” in the same paragraph"),
        ("a ((late??b\n\nc))", "t.md:1: ((late??… is not closed with “))” in the same paragraph"),
        ("a\n\nname))", "t.md:3: “))” closes no placeholder; one begins with “((”"),
        ("((a.b))", "t.md:1: “a.b” is not the name of a field: letters, digits, spaces and hyphens"),
        ("(())", "t.md:1: “((” must be followed by the name of a field"),
        (
            "<!-- requires: 4b.1 -->\n\n# Title",
            "t.md:1: a mark stands before a heading; put it before the text itself"
        ),
        ("a\n\n<!-- requires: 4b.1 -->", "t.md:3: a mark stands at the end, where no text follows it"),
        (
            "<!-- requires: 4b.1 --> text",
            "t.md:1: text on the line of a comment is not shown; end the paragraph with the "
                + "comment instead"
        ),
        ("<!-- include: nothing -->", "t.md:1: there is no part “nothing”"),
    ])
    func `A template that cannot be a letter is refused with its line`(_ text: String, _ message: String) throws {
        let error = #expect(throws: TemplateError.self) { try Template(parsing: text, file: "t.md") }
        #expect(error?.description == message)
    }

    static let deep = [
        String(repeating: ">", count: 20_000) + " a", String(repeating: "> ", count: 20_000) + "a",
        "# H\n\n" + String(repeating: "- ", count: 20_000) + "a", String(repeating: "1. ", count: 10_000) + "a",
        (0..<400).map { $0 % 2 == 0 ? "*a " : "**a " }.joined()
            + (0..<400).reversed().map { $0 % 2 == 0 ? "a* " : "a** " }.joined(),
        String(repeating: "((a??", count: 5_000) + "b" + String(repeating: "))", count: 5_000),
        (0..<120).map { String(repeating: " ", count: 2 * $0) + "- a" }.joined(separator: "\n"),
        String(repeating: "a", count: 64 << 10) + "a",
    ]

    @Test(arguments: deep.indices)
    func `A template that is too large, or lies too deep in itself, is refused with its line before anything walks it`(
        _ index: Int
    ) throws {
        let error = try #require(
            #expect(throws: TemplateError.self) { try Template(parsing: Self.deep[index], file: "deep.md") })
        #expect(error.description.hasPrefix("deep.md:"))
        #expect(error.reason.contains("deep") || error.reason.contains("bytes"))
    }

    @Test func `A bracket of the text around a field stays a bracket`() throws {
        #expect(try plain("A (((rule))) b (see (c)).", ["rule": .text("reg 20")]) == "A (reg 20) b (see (c)).\n")
    }

    @Test func `A mark at the beginning of a paragraph's last line is the paragraph's`() throws {
        let template = try Template(
            parsing: "You can appeal.\n<!-- requires: 4b.1 -->\n\nx\n\n<!-- requires: 4b.2 -->\n\nBy ((appeal by)).",
            file: "t.md")
        let missing = template.missing(for: .decisionMaintain).map(\.content.id)
        #expect(!missing.contains("4b.1") && !missing.contains("4b.2") && missing.contains("4b.3a"))
    }

    @Test func `A part that several templates say stands once, and an error in it names its file`() throws {
        let template = try Template(parsing: "a\n\n<!-- include: help -->", file: "t.md", parts: ["help": "b\n\n((c))"])
        #expect(template.placeholders == ["c"])
        let error = #expect(throws: TemplateError.self) { try template.fill([:]) }
        #expect(error?.description == "parts/help.md:3: ((c)) has no value")
    }
}
