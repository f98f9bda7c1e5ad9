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
