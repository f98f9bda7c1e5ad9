public import Statute

/// A code of a closed list that a program shows to people: under which rule it stands, in which words.
public protocol WordCode: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The rule behind it; nil where it is the record itself, or where a value names the rule.
    var rule: RuleID? { get }
    /// Its words, with a name in braces where a value stands.
    var words: String { get }
}

/// A code, and the values of its words in their order. What it says in words, and in whose vocabulary, is made when it is shown;
/// the log and programs keep code and values.
public struct Coded<Code: WordCode>: Hashable, Sendable {
    /// What.
    public let code: Code
    /// The values of its words, in the order in which the words name them; a day as `2026-03-04`, parties as `parent,setting`.
    public let values: [String]

    /// That code with its values.
    public init(_ code: Code, _ values: CodedValue...) {
        self.code = code
        self.values = values.map(\.text)
    }

    init(_ code: Code, values: [String]) {
        self.code = code
        self.values = values
    }

    /// The rule behind it: the code's own, or the one that a value names.
    public var rule: RuleID? {
        if let rule = code.rule { return rule }
        var named: RuleID?
        each(
            text: { _ in },
            value: { name, value in
                guard ["rule", "deadline"].contains(name) else { return }
                named = value.split(separator: " ").first.flatMap { RuleID(rawValue: String($0)) }
            })
        return named
    }

    /// In words, in the vocabulary of the council's model.
    public func text(in words: ModelWords) -> String {
        var text = ""
        each(
            text: { text += $0 }, value: { name, value in text += CodedValue.shown(value, as: name, in: words) })
        return text
    }

    /// The words in their order: text, and values with the names that they have in it.
    private func each(text: (Substring) -> Void, value: (Substring, String) -> Void) {
        var rest = code.words[...]
        var place = 0
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text(rest[..<open])
            let name = rest[rest.index(after: open)..<close]
            if place < values.count { value(name, values[place]) } else { text(rest[open...close]) }
            place += 1
            rest = rest[rest.index(after: close)...]
        }
        text(rest)
    }

    /// In words, with the rule behind it: "the outcome is missing: maintain, amend or cease (reg 20(10))".
    public func sentence(in words: ModelWords) -> String {
        let text = text(in: words)
        return code.rule.map { "\(text) (\($0.cited))" } ?? text
    }
}

extension RuleID {
    /// The rule and its source: "DEC-1, SEND Regulations 2014, reg 20(10)".
    var cited: String { "\(rawValue), \(Statute.rule(self).source)" }
}
