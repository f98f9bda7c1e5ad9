import Contracts
import Testing

@testable import Letters
@testable import Notifier

/// What letters say that comes with them, held against what leaves with them.
@Suite struct `What a letter says that it encloses` {
    /// Which document each of the law's items is that a letter encloses.
    private static let roles: [String: DocumentRole] = [
        "4c.1": .plan, "4c.2": .amendments, "4c.3": .evidence, "4d.1": .finalPlan,
    ]
    /// How letters say it, in either style.
    private static let phrases = [
        "with this letter you get", "you also get copies", "comes with this letter", "come with this letter",
        "is enclosed",
        "are enclosed", "we enclose", "is attached", "are attached",
    ]

    /// The roles of what leaves with a letter of that kind.
    private static func package(of kind: LetterKind) -> [DocumentRole] {
        switch kind {
        case .decisionAmend: MessageRule.enclosures(of: .decisionLetter)
        case .finalPlan: MessageRule.enclosures(of: .finalLetter)
        // Of the other outcomes nothing is enclosed though their rows could (`EnclosureTests`), and what is no decision has a row of
        // its own that carries no letter.
        default: []
        }
    }

    @Test(arguments: LetterKind.allCases, LetterStyle.allCases)
    func `is what its package holds, item for item, and a letter with which nothing comes says so of nothing`(
        _ kind: LetterKind, _ style: LetterStyle
    ) throws {
        let sources = try Sources()
        let folder = "seeds/\(style.folder)"
        let parts = try Dictionary(
            uniqueKeysWithValues: ["appeal", "help"].map { ($0, try sources.text("\(folder)/parts/\($0).md")) })
        let file = "\(folder)/\(kind.rawValue).md"
        let template = try LetterTemplate(
            kind, style: style, parsing: sources.text(file), file: file, parts: parts)
        let package = Self.package(of: kind)
        #expect(try kind.enclosing.map { try #require(Self.roles[$0]) } == package)
        var marked: Set<String> = []
        var says = false
        for block in template.template.blocks.flatMap(\.flattened) {
            marked.formUnion(block.marks)
            let words = TemplateInline.words(block.ownInlines).lowercased().split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            says = says || Self.phrases.contains(where: words.contains)
        }
        #expect(says == !package.isEmpty)
        // Each of the items stands in a part of the text, and no item of another package does.
        #expect(marked.intersection(Self.roles.keys) == Set(kind.enclosing))
    }
}
