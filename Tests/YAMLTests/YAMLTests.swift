import Testing
import YAML

private let model = """
    # A review model.
    name: Bromley
    lighter: true
    review_kinds:
      - id: full
        lead: 56
      - id: light
        lead: soon
    note: |
      Two
      lines
    code: "0123"
    country: NO
    nothing:
    """

private func parse(_ text: String) throws(YAMLError) -> YAMLNode {
    try YAMLNode.parse(text, file: "models/bromley.yaml")
}

/// The description of the error that `body` throws, or "no error".
private func complaint(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "no error"
}

@Suite struct `Reading a YAML file` {
    @Test func `values are read by their kind`() throws {
        let root = try parse(model)
        #expect(try root.required("name").string() == "Bromley")
        #expect(try root.required("lighter").bool())
        let kinds = try root.required("review_kinds").items()
        #expect(try kinds[0].required("lead").int() == 56)
        #expect(try kinds.map { try $0.required("id").string() } == ["full", "light"])
        #expect(try root.required("note").string() == "Two\nlines\n")
        #expect(try root.entries().map(\.key).first == "name")
        #expect(try root.entries().count == 7)
    }

    @Test func `every node knows its line, its column and its path`() throws {
        let lead = try parse(model).required("review_kinds").items()[1].required("lead")
        #expect(lead.line == 8)
        #expect(lead.column == 11)
        #expect(lead.path == "review_kinds[1].lead")
    }

    @Test func `a complaint names file, line, path and what was expected`() throws {
        let root = try parse(model)
        let kinds = try root.required("review_kinds")
        #expect(
            complaint { _ = try kinds.items()[1].required("lead").int() }
                == "models/bromley.yaml:8: review_kinds[1].lead: expected a number, found soon")
        #expect(
            complaint { _ = try kinds.items()[0].required("opens") }
                == "models/bromley.yaml:5: review_kinds[0]: opens is missing")
        #expect(
            complaint { _ = try kinds.items()[0].required("lead").int(in: 1...50) }
                == "models/bromley.yaml:6: review_kinds[0].lead: expected a number from 1 to 50, found 56")
        #expect(
            complaint { try kinds.items()[0].allow(only: ["id", "leads"]) }
                == "models/bromley.yaml:6: review_kinds[0].lead: unknown key; the keys here are id, leads")
        #expect(
            complaint { try root.allow(only: ["name", "lighter"]) }
                == "models/bromley.yaml:4: review_kinds: unknown key; the keys here are name, lighter")
        #expect(
            complaint { _ = try root.required("name").items() }
                == "models/bromley.yaml:2: name: expected a list, found Bromley")
        #expect(
            complaint { _ = try kinds.string() }
                == "models/bromley.yaml:5: review_kinds: expected a text, found a list")
    }

    @Test func `what is quoted is a text: no number, no truth value, not nothing`() throws {
        let root = try parse("a: '5'\nb: \"true\"\nc: ''\nd: ~\n")
        #expect(throws: YAMLError.self) { try root.required("a").int() }
        #expect(throws: YAMLError.self) { try root.required("b").bool() }
        #expect(try root.required("c").string() == "")
        #expect(try root.optional("d") == nil)
        #expect(throws: YAMLError.self) { try root.required("d") }
    }

    @Test func `yes, no, on and NO are texts, and 0123 in quotes keeps its nought`() throws {
        let root = try parse(model)
        #expect(try root.required("country").string() == "NO")
        #expect(throws: YAMLError.self) { try root.required("country").bool() }
        #expect(try root.required("code").string() == "0123")
    }

    private enum Colour: String, CaseIterable { case red, green }

    @Test func `a choice is one of its cases, or the complaint lists them`() throws {
        let root = try parse("a: green\nb: blue\n")
        #expect(try root.required("a").choice(Colour.self) == .green)
        #expect(
            complaint { _ = try root.required("b").choice(Colour.self) }
                == "models/bromley.yaml:2: b: expected one of red, green, found blue")
    }
}

@Suite struct `Refusing a YAML file` {
    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "3: a: stands a second time; the first is in line 1"),
        ("x:\n  a: 1\n  \"a\": 3\n", "3: x.a: stands a second time; the first is in line 2"),
        ("a: &x 1\n", "1: a: anchors (&) are not read: write the value out"),
        ("a: 1\nb: *x\n", "2: b: aliases (*) are not read: write the value out"),
        ("a: !!str 1\n", "1: a: tags (!) are not read: put a text in quotes instead"),
        ("a: 1\n---\nb: 2\n", "2: one document is expected, here is a second"),
        ("? [a]\n: 1\n", "1: a key must be a text"),
        ("# nothing\n", "2: the file is empty"),
        ("", "1: the file is empty"),
    ])
    func `what could mislead a reader is refused with its line`(text: String, message: String) {
        #expect(complaint { _ = try parse(text) } == "models/bromley.yaml:\(message)")
    }

    @Test(arguments: [("a: 1\nb: [1, 2\n", 3), ("a: 1\n\tb: 2\n", 2), ("a: \"x\n", 2), ("a: 1\n- b\n", 2)])
    func `broken syntax is refused with its line`(text: String, line: Int) {
        do {
            _ = try parse(text)
            Issue.record("was read")
        } catch {
            #expect(error.line == line)
            #expect(!error.message.isEmpty)
        }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: YAMLError.self) { try YAMLNode.parse([0x61, 0x3A, 0x20, 0xE9, 0x0A], file: "f") }
    }

    @Test func `depth and size are bounded`() throws {
        let most = YAMLNode.maximumDepth
        _ = try parse(String(repeating: "[", count: most) + "1" + String(repeating: "]", count: most))
        #expect(throws: YAMLError.self) {
            try parse(String(repeating: "[", count: most + 1) + "1" + String(repeating: "]", count: most + 1))
        }
        #expect(throws: YAMLError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: YAMLError.self) {
            try parse(String(repeating: " ", count: YAMLNode.maximumByteCount + 1))
        }
    }
}
