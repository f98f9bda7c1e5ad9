import Foundation
import KindsGenerator
import Testing
import YAML

private func read(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
}

@Suite struct `The generator of kinds` {
    @Test func `Kinds.swift is what the declarations give`() throws {
        let path = "Sources/Contracts/Kinds/kinds.yaml"
        let declarations = try Declarations([(path, try read(path))])
        #expect(
            KindsFile.text(declarations) == (try read("Sources/Contracts/Kinds/Kinds.swift")), "run make generate")
    }

    @Test func `a report kind of two fields gets structure, lists and switches from one declaration`() throws {
        let text = KindsFile.text(
            try Declarations([
                (
                    "kinds.yaml",
                    """
                    kinds:
                      - kind: tea-served
                        is: report
                        said_by: [officers, family]
                        meaning: "Tea was served."
                        time: "The day."
                        fields:
                          - {name: review, type: UInt8, text: "The review."}
                          - {name: with_milk, type: Bool, optional: true, text: "Whether with milk."}
                        example: '{"review":1}'
                    words:
                      - {word: day, rests_on: day, text: "The day has begun."}
                    """
                )
            ]))
        #expect(text.contains("public init(review: UInt8, withMilk: Bool? = nil) {"))
        #expect(text.contains(#"try visitor.optional("with_milk", &withMilk, "Whether with milk.")"#))
        #expect(text.contains("case .teaServed: [.coordinator, .manager, .deputy, .operator, .family]"))
        #expect(text.contains("case .teaServed(let data): data.review"))
    }

    /// A version with one kind of one field, and one word.
    private static let first = """
        kinds:
          - kind: tea-served
            is: report
            said_by: [family]
            meaning: "Tea was served."
            time: "The day."
            fields:
              - {name: review, type: UInt8, text: "The review."}
            example: '{"review":1}'
        words:
          - {word: day, rests_on: day, text: "The day has begun."}
          - {word: tell-day, rests_on: day, for: addressee, text: "A message."}
        """

    @Test func `the next version adds kinds, words and fields that may be absent, and moves nothing`() throws {
        let more = """
            kinds:
              - {kind: tea-awaited, is: conclusion, said_by: [scheduler], meaning: m, time: t, example: '{}'}
            fields:
              - {of: tea-served, name: with_milk, type: Bool, optional: true, text: "Whether with milk."}
            words:
              - {word: no-tea-by, rests_on: day, alarm: true, text: "No tea."}
            """
        let text = KindsFile.text(try Declarations([("kinds.yaml", Self.first), ("next.yaml", more)]))
        #expect(text.contains("public init(review: UInt8, withMilk: Bool? = nil) {"))
        #expect(text.contains("case teaServed(TeaServed)\n    case teaAwaited(TeaAwaited)"))
        // Messages stay last: whatever is numbered after the first of them is one.
        let words = text.split(separator: "\n").filter { $0.hasPrefix("    case ") && !$0.contains("(") }
        #expect(words.suffix(3) == ["    case day = 1", "    case noTeaBy", "    case tellDay"])
    }

    @Test(arguments: [
        ("{of: coffee, name: x, type: Bool, optional: true, text: t}", "coffee is not declared"),
        ("{of: tea-served, name: x, type: Bool, text: t}", "must be optional"),
        ("{of: tea-served, name: review, type: UInt8, optional: true, text: t}", "has a field review already"),
    ])
    func `a field that could not be read in what is written already is refused`(field: String, complaint: String) {
        let error = #expect(throws: YAMLError.self) {
            try Declarations([("kinds.yaml", Self.first), ("next.yaml", "fields:\n  - \(field)\n")])
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains(complaint))
    }

    @Test(arguments: [
        ("kinds:\n  - kind: a\n", "said_by is missing"), ("kinds:\n  - {kind: a, colour: red}\n", "unknown key"),
        (
            "kinds:\n  - {kind: a, is: report, said_by: [], meaning: m, time: t, example: '{}', fields: [{name: x, type: Odd, text: t}]}\n",
            "needs a default"
        ),
        ("words:\n  - {word: a, rests_on: moon, text: t}\n", "found moon"),
        ("words:\n  - {word: a, rests_on: day, text: t}\n  - {word: a, rests_on: day, text: t}\n", "declared twice"),
    ])
    func `a declaration that is not of its form is refused with its place`(text: String, complaint: String) {
        let error = #expect(throws: YAMLError.self) { try Declarations([("kinds.yaml", text)]) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(complaint))
    }
}
