public import YAML

/// The declarations of `Sources/Contracts/Kinds/kinds.yaml`: every kind of event, and every word of a conclusion's id.
public struct Declarations: Sendable {
    /// The kinds, by group: of the log, reports, conclusions; within a group in the order of the file.
    public private(set) var kinds: [Kind] = []
    /// The words, messages last.
    public private(set) var words: [Word] = []

    /// What a kind is.
    public enum Group: String, CaseIterable, Sendable {
        case log, report, conclusion
    }

    /// One kind of event.
    public struct Kind: Sendable {
        /// The word of the log: `meeting-held`.
        public var name: String
        /// What it is.
        public var group: Group
        /// Whose entries of that kind count: roles and services, by their words, groups of them spelled out.
        public var saidBy: [String]
        /// Whether it is kept behind a pointer.
        public var isLarge: Bool
        /// What it means, in a sentence.
        public var meaning: String
        /// What `time` means for it.
        public var time: String
        /// Its fields.
        public var fields: [Field]
        /// Its data, byte for byte as it is written.
        public var example: String
    }

    /// One field of a kind.
    public struct Field: Sendable {
        /// The field's name on the topic.
        public var name: String
        /// Its type in Swift, without the question mark.
        public var type: String
        /// Whether it may be absent.
        public var isOptional: Bool
        /// The value before it is read.
        public var initial: String?
        /// Of documents, what they are for.
        public var role: String?
        /// What it means.
        public var text: String
    }

    /// On what a conclusion rests.
    public enum Fact: String, CaseIterable, Sendable {
        case day, submission, month, nothing
    }

    /// To whom a conclusion may be addressed.
    public enum Whom: String, CaseIterable, Sendable {
        case party, addressee
    }

    /// One word of a conclusion's id.
    public struct Word: Sendable {
        /// The word.
        public var word: String
        /// On what it rests.
        public var fact: Fact
        /// For whom it is.
        public var whom: Whom?
        /// Whether it says what was not recorded in time.
        public var isAlarm: Bool
        /// What it says, and what its fact is.
        public var text: String
    }

    /// The declarations of these files, one after the other; refused with file and line when one is not of its form.
    ///
    /// A file may add fields to kinds of those before it, as a newer version does: what is written already has none of
    /// them, so they may be absent.
    public init(_ files: [(name: String, text: String)]) throws(YAMLError) {
        for file in files {
            let root = try YAMLNode.parse(file.text, file: file.name)
            try root.allow(only: ["kinds", "fields", "words"])
            for node in try root.optional("fields")?.items() ?? [] { try add(node) }
            for node in try root.optional("kinds")?.items() ?? [] {
                let kind = try Declarations.kind(node)
                guard !kinds.contains(where: { $0.name == kind.name }) else {
                    throw node.error("\(kind.name) is declared twice")
                }
                kinds.append(kind)
            }
            for node in try root.optional("words")?.items() ?? [] {
                let word = try Declarations.word(node)
                guard !words.contains(where: { $0.word == word.word }) else {
                    throw node.error("\(word.word) is declared twice")
                }
                words.append(word)
            }
        }
        kinds = Group.allCases.flatMap { group in kinds.filter { $0.group == group } }
        words = words.filter { $0.whom != .addressee } + words.filter { $0.whom == .addressee }
    }

    private static let groups = [
        "officers": ["coordinator", "manager", "deputy", "operator"],
        "deciders": ["coordinator", "manager", "deputy"],
    ]

    private static func kind(_ node: YAMLNode) throws(YAMLError) -> Kind {
        try node.allow(only: ["kind", "is", "said_by", "large", "meaning", "time", "fields", "example"])
        var saidBy: [String] = []
        for word in try node.required("said_by").strings() { saidBy += groups[word] ?? [word] }
        var fields: [Field] = []
        for node in try node.optional("fields")?.items() ?? [] { fields.append(try field(node)) }
        return Kind(
            name: try node.required("kind").string(), group: try node.required("is").choice(), saidBy: saidBy,
            isLarge: try node.optional("large")?.bool() ?? false, meaning: try node.required("meaning").string(),
            time: try node.required("time").string(), fields: fields, example: try node.required("example").string())
    }

    /// Adds one more field to a kind that is declared already.
    private mutating func add(_ node: YAMLNode) throws(YAMLError) {
        let name = try node.required("of").string()
        guard let index = kinds.firstIndex(where: { $0.name == name }) else {
            throw node.error("\(name) is not declared before this")
        }
        let field = try Declarations.field(node, beside: ["of"])
        guard field.isOptional else { throw node.error("a field that is added to a kind must be optional") }
        guard !kinds[index].fields.contains(where: { $0.name == field.name }) else {
            throw node.error("\(name) has a field \(field.name) already")
        }
        kinds[index].fields.append(field)
    }

    private static func field(_ node: YAMLNode, beside others: [String] = []) throws(YAMLError) -> Field {
        try node.allow(only: ["name", "type", "optional", "default", "role", "text"] + others)
        let type = try node.required("type").string()
        let isOptional = try node.optional("optional")?.bool() ?? false
        let initial = try node.optional("default")?.string() ?? Declarations.initial(of: type)
        guard isOptional || initial != nil else {
            throw node.error("a field of the type \(type) that may not be absent needs a default")
        }
        let role = try node.optional("role")?.string()
        return Field(
            name: try node.required("name").string(), type: type, isOptional: isOptional,
            initial: isOptional ? nil : initial, role: role,
            text: try node.required("text").string() + (role.map { " On `documents` under the role `\($0)`." } ?? ""))
    }

    /// The value of a type before it is read.
    private static func initial(of type: String) -> String? {
        switch type {
        case "UInt8", "UInt16", "UInt32", "Int", "Int8", "Int32", "Int64": "0"
        case "Bool": "false"
        case "String": "\"\""
        case "Day": "Day(number: 0)"
        case "DocumentHash": "DocumentHash(0, 0, 0, 0)"
        case "SubmissionKey": "SubmissionKey(high: 0, low: 0)"
        case "DecidedFact", "DecidedSight": "\(type)()"
        default: type.hasPrefix("[") ? "[]" : nil
        }
    }

    private static func word(_ node: YAMLNode) throws(YAMLError) -> Word {
        try node.allow(only: ["word", "rests_on", "for", "alarm", "text"])
        return Word(
            word: try node.required("word").string(), fact: try node.required("rests_on").choice(),
            whom: try node.optional("for")?.choice(), isAlarm: try node.optional("alarm")?.bool() ?? false,
            text: try node.required("text").string())
    }
}
