import Contracts
import Foundation
import Letters
import Statute
import YAML

/// What makes a sentence of a template true: an entry of a list in `seeds/templates/claims`.
struct Claim {
    /// The sentence, with its fields in their brackets.
    let says: String
    /// It is filled by its fields, and says nothing else.
    let isFilled: Bool
    /// It asks or greets the reader, or names what follows, and claims nothing.
    let claimsNothing: Bool
    /// What makes it true as law: rules (`RuleID`), items of required content (`RequiredContent`), or a section of the Act.
    let law: [String]
    /// The code that makes it true: a file and a symbol in it.
    let code: [(file: String, symbol: String)]
    /// The tests that fail when the code does not.
    let tests: [String]
    /// Who of the council makes it true, and by what: no code can.
    let council: String?
    /// Why nothing makes it true yet. A sentence with this must not be sent to anybody outside a rehearsal.
    let waits: String?
    /// Where it stands, for those who mend it.
    let place: String

    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["says", "filled", "asks", "names", "law", "code", "tests", "council", "waits"])
        says = try node.required("says").string()
        isFilled = try node.optional("filled")?.bool() ?? false
        let asks = try node.optional("asks")?.bool() ?? false
        let names = try node.optional("names")?.bool() ?? false
        claimsNothing = asks || names
        law = try node.optional("law")?.strings() ?? []
        var code: [(String, String)] = []
        for text in try node.optional("code")?.strings() ?? [] {
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw node.error("code is a file, a space and a symbol in it, not \(text)") }
            code.append((parts[0], parts[1]))
        }
        self.code = code
        tests = try node.optional("tests")?.strings() ?? []
        council = try node.optional("council")?.string()
        waits = try node.optional("waits")?.string()
        place = "\(node.file):\(node.line)"
    }

    /// Why the entry is of no use; nil when it is.
    func fault(sources: Sources) -> String? {
        if !isFilled, !claimsNothing, law.isEmpty, code.isEmpty, council == nil, waits == nil {
            return "nothing makes it true"
        }
        if isFilled, !says.contains("((") { return "it shows no field" }
        if code.isEmpty != tests.isEmpty { return "code and the tests that hold it go together" }
        if let unknown = law.first(where: { !Claim.laws.contains($0) && !$0.hasPrefix(Claim.act) }) {
            return "no rule or item is \(unknown)"
        }
        if let missing = code.first(where: { !sources.holds($0.symbol, in: $0.file) }) {
            return "\(missing.file) has no \(missing.symbol)"
        }
        if let missing = tests.first(where: { !sources.tests.contains($0) }) { return "no test is called “\(missing)”" }
        return nil
    }

    private static let act = "Children and Families Act 2014, s."
    private static let laws = Set(RuleID.allCases.map(\.rawValue))
        .union(LetterKind.allCases.flatMap { $0.requiredContents.map(\.id) })
}

/// The lists of claims: of what stands in one template, and of what stands in several.
struct ClaimLists {
    /// By the template's name without its suffix, as in `letters/final-plan`.
    private(set) var byTemplate: [String: [Claim]] = [:]
    let shared: [Claim]
    /// Of what stands in several letters in Easy Read, which repeat nothing that others say word for word.
    let sharedEasyRead: [Claim]

    init(_ sources: Sources) throws {
        let folder = "seeds/templates/claims"
        for name in try FileManager.default.subpathsOfDirectory(atPath: "\(sources.root)/\(folder)")
        where name.hasSuffix(".yaml") && !name.hasSuffix("shared.yaml") {
            byTemplate[String(name.dropLast(".yaml".count))] = try Self.claims(in: "\(folder)/\(name)", sources)
        }
        shared = try Self.claims(in: "\(folder)/shared.yaml", sources)
        sharedEasyRead = try Self.claims(in: "\(folder)/easy-read/shared.yaml", sources)
    }

    private static func claims(in file: String, _ sources: Sources) throws -> [Claim] {
        try YAMLNode.parse(sources.text(file), file: file).items().map { try Claim($0) }
    }

    var all: [Claim] { shared + sharedEasyRead + byTemplate.values.flatMap(\.self) }
}

/// The files of this checkout.
struct Sources {
    let root: String
    /// The sentences by which tests are named.
    let tests: Set<String>

    init(from here: String = #filePath) throws {
        root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        var tests: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/Tests") where name.hasSuffix(".swift")
        {
            let text = try String(contentsOfFile: "\(root)/Tests/\(name)", encoding: .utf8)
            let pieces = text.components(separatedBy: "`")
            // A raw identifier after `func`, on its line or the next.
            for (before, piece) in zip(pieces, pieces.dropFirst())
            where before.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("func") {
                tests.insert(piece)
            }
        }
        self.tests = tests
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
    }

    /// Whether that symbol stands as a word in that file of the sources.
    func holds(_ symbol: String, in file: String) -> Bool {
        guard file.hasPrefix("Sources/"), let text = try? text(file) else { return false }
        let word = #"\b\#(NSRegularExpression.escapedPattern(for: symbol))\b"#
        return text.range(of: word, options: .regularExpression) != nil
    }
}
