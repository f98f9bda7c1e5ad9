import CaseFile
public import Contracts
public import Statute

/// Something found of what a person says: a code, and the values of its words in their order. What it says in words, and in
/// whose vocabulary, is made when it is shown; the log and programs keep code and values.
public struct Finding: Hashable, Sendable {
    /// What.
    public let code: FindingCode
    /// The values of its words, in the order in which the words name them; a day as `2026-03-04`, parties as `parent,setting`.
    public let values: [String]

    /// That finding with its values.
    public init(_ code: FindingCode, _ values: Value...) {
        self.code = code
        self.values = values.map(\.text)
    }

    /// A value of a finding's words.
    public struct Value: Sendable {
        let text: String

        /// A day.
        public static func day(_ day: Day) -> Value { Value(text: day.description) }
        /// A count, or a number of something.
        public static func number(_ number: some BinaryInteger) -> Value { Value(text: "\(number)") }
        /// Who takes part.
        public static func parties(_ parties: [Party]) -> Value {
            Value(text: parties.map(\.rawValue).joined(separator: ","))
        }
        /// A name, a word of a closed list, or words that are the same in every vocabulary; never a person's name.
        public static func text(_ text: String) -> Value { Value(text: text) }
    }

    /// How weighty it is.
    public var severity: FindingCode.Severity { code.severity }

    // MARK: In the log

    /// As it stands in the log: the code, and its values behind a bar each.
    public var line: String { ([code.rawValue] + values).joined(separator: Finding.bar) }

    /// What such a line says; nil when it is none that this version knows.
    public init?(line: String) {
        let parts = line.split(separator: Finding.bar, omittingEmptySubsequences: false).map(String.init)
        guard let code = parts.first.flatMap(FindingCode.init) else { return nil }
        self.code = code
        values = Array(parts.dropFirst())
    }

    private static let bar = "|"

    /// What such a line says in words; the line itself when a newer version wrote it.
    public static func sentence(_ line: String, in words: ModelWords) -> String {
        Finding(line: line)?.sentence(in: words) ?? line
    }

    // MARK: In words

    /// In words, with the rule behind it: "the outcome is missing: maintain, amend or cease (reg 20(10))".
    public func sentence(in words: ModelWords) -> String {
        let text = text(in: words)
        return code.rule.map { "\(text) (\($0.rawValue), \(Statute.rule($0).source))" } ?? text
    }

    /// In words, in the vocabulary of the council's model.
    public func text(in words: ModelWords) -> String {
        var text = ""
        var rest = code.words[...]
        var place = 0
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            text += place < values.count ? Finding.shown(values[place], as: name, in: words) : "{\(name)}"
            place += 1
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private static func shown(_ value: String, as name: Substring, in words: ModelWords) -> String {
        if name == "party" || name == "parties" {
            let parties = value.split(separator: ",").map { part in
                Party(rawValue: String(part)).map(words.party) ?? String(part)
            }
            return Words.list(parties)
        }
        return Day(value)?.short ?? value
    }
}

extension [Finding] {
    /// Those that refuse.
    public var refusals: [Finding] { filter { $0.severity == .refuses } }
    /// Those that a manager, or the deputy whom they named, may pass.
    public var held: [Finding] { filter { $0.severity == .holds } }
    /// Those that stop nothing.
    public var remarks: [Finding] { filter { $0.severity == .asks || $0.severity == .notes } }
}
