import Casework
import Contracts
import JSON
import Statute

/// A code with its values and its words, for programs.
struct CodedRecord: Fields {
    var code = ""
    var severity: String?
    var rule: String?
    var values: [String] = []
    var text = ""

    init() {}

    /// Of any code.
    init<Code>(_ coded: Coded<Code>, in words: ModelWords) {
        code = coded.code.rawValue
        rule = coded.rule?.rawValue
        values = coded.values
        text = coded.sentence(in: words)
        severity = (coded.code as? FindingCode)?.severity.rawValue
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("code", &code, "The code; docs/findings.md and docs/steps.md list them.")
        try visitor.optional("severity", &severity, "Of a finding, how weighty it is.")
        try visitor.optional("rule", &rule, "The rule behind it.")
        try visitor.field("values", &values, "The values of its words, in their order.")
        try visitor.field("text", &text, "In words, which may change.")
    }
}
