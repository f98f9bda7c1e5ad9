/// The Swift file that follows from the declarations.
public struct KindsFile {
    private let declarations: Declarations
    private var lines: [String] = []

    /// The text of that file.
    public static func text(_ declarations: Declarations) -> String {
        var file = KindsFile(declarations: declarations)
        file.writeHead()
        file.writeEventKind()
        file.writeEventData()
        file.writeSwitches()
        for kind in declarations.kinds { file.writeStruct(kind) }
        file.writeSubject()
        return file.lines.joined(separator: "\n") + "\n"
    }

    private init(declarations: Declarations) { self.declarations = declarations }

    private mutating func write(_ lines: String...) { self.lines += lines }

    private mutating func writeHead() {
        write(
            "// Made by `make generate` from kinds.yaml, which says what each kind means; a change made here is lost.",
            "// swift-format-ignore-file", "public import JSON", "public import Statute", "")
    }

    // MARK: What all kinds have

    private mutating func writeEventKind() {
        write(
            "/// The kinds of event. Their numbers are this version's own and stand on no topic.",
            "public enum EventKind: UInt8, CaseIterable, Sendable {")
        for kind in declarations.kinds { write("    /// \(kind.meaning)", "    case \(kind.swiftName)") }
        write("    /// Of a kind that only a newer version knows.", "    case unknown", "")
        write("    /// Whose entries of that kind count.", "    public var saidBy: Speakers {", "        switch self {")
        for kind in declarations.kinds {
            let speakers = kind.saidBy.map { ".\(camelCase($0))" }.joined(separator: ", ")
            write("        case .\(kind.swiftName): [\(speakers)]")
        }
        write("        case .unknown: []", "        }", "    }", "")
        write("    /// Whether it is what people report.", "    public var isReport: Bool {", "        switch self {")
        write("        case \(names(of: .report)): true", "        default: false", "        }", "    }", "}", "")
    }

    private func names(of group: Declarations.Group) -> String {
        declarations.kinds.filter { $0.group == group }.map { ".\($0.swiftName)" }.joined(separator: ", ")
    }

    private mutating func writeEventData() {
        write(
            "/// What happened, by kind. The large ones are indirect, so that the many small ones are not moved about in",
            "/// their size.", "public enum EventData: Sendable {")
        for kind in declarations.kinds {
            write("    \(kind.isLarge ? "indirect " : "")case \(kind.swiftName)(\(kind.structName))")
        }
        write(
            "    /// Of a kind, or with a word in its id, that only a newer version knows; it is skipped and counted, never",
            "    /// rewritten.", "    case unknown", "}", "")
    }

    private mutating func writeSwitches() {
        write(
            "extension EventData {", "    /// Every kind, in the order of the reference page.",
            "    public static let kinds: [any EventFields.Type] = [")
        for kind in declarations.kinds { write("        \(kind.structName).self,") }
        write("    ]", "")
        write("    /// Its kind.", "    @inlinable public var kind: EventKind {", "        switch self {")
        for kind in declarations.kinds { write("        case .\(kind.swiftName): .\(kind.swiftName)") }
        write("        case .unknown: .unknown", "        }", "    }", "")
        write("    /// The event's type on the topic.", "    public var type: StaticString {", "        switch self {")
        for kind in declarations.kinds { write("        case .\(kind.swiftName): \(kind.structName).type") }
        write("        case .unknown: \"unknown\"", "        }", "    }", "")
        write(
            "    /// The number of the review within the case that it is about, from 1; 0 when its data names none.",
            "    public var review: UInt8 {", "        switch self {")
        for kind in declarations.kinds {
            guard let field = kind.fields.first(where: { $0.name == "review" }) else { continue }
            write("        case .\(kind.swiftName)(let data): data.review\(field.isOptional ? " ?? 0" : "")")
        }
        write("        default: 0", "        }", "    }", "")
        writeDocuments()
        write(
            "}", "",
            "/// The data of an event is prepared by its owner, which has read the type, and then fills itself in.")
        write("extension EventData: FieldValue {", "    /// An empty value of that kind.")
        write("    @usableFromInline", "    init(_ kind: EventKind) {", "        switch kind {")
        for kind in declarations.kinds {
            write("        case .\(kind.swiftName): self = .\(kind.swiftName)(\(kind.structName)())")
        }
        write("        case .unknown: self = .unknown", "        }", "    }", "")
        write(
            "    public init(reading reader: inout JSONReader) throws(JSONError) {",
            "        throw JSONError(.expected(\"the data of an event whose type is known\"), offset: reader.mark.offset)",
            "    }", "")
        write(
            "    /// Only the kind of what stands here matters: taking it out, filling it in and putting it back would copy it",
            "    /// twice.", "    public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {",
            "        switch self {")
        for kind in declarations.kinds {
            write(
                "        case .\(kind.swiftName): self = .\(kind.swiftName)(try \(kind.structName)(reading: &reader))")
        }
        write("        case .unknown: try reader.skipValue()", "        }", "    }", "")
        write("    public func write(to writer: inout JSONWriter) throws(JSONError) {", "        switch self {")
        for kind in declarations.kinds {
            write("        case .\(kind.swiftName)(let data): try data.write(to: &writer)")
        }
        write(
            "        case .unknown:", "            writer.beginObject()", "            writer.endObject()", "        }",
            "    }", "", "    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {",
            "        writer.name(\"type\")", "        writer.string(\"object\")", "    }", "",
            "    /// The fields of the event's kind.",
            "    public static var typeDescription: String { \"the fields of its type\" }", "}", "")
    }

    private mutating func writeDocuments() {
        write(
            "    /// The documents that it names, each with what it is for; with the case they are their keys on `documents`.",
            "    public var documents: [(role: DocumentRole, hash: DocumentHash)] {", "        switch self {")
        for kind in declarations.kinds {
            let fields = kind.fields.filter { $0.role != nil }
            guard !fields.isEmpty else { continue }
            write("        case .\(kind.swiftName)(let data):")
            write("            var named: [(role: DocumentRole, hash: DocumentHash)] = []")
            for field in fields {
                let role = camelCase(field.role ?? "")
                let value = "data.\(field.swiftName)"
                switch (field.type, field.isOptional) {
                case ("DocumentHash", false): write("            named.append((.\(role), \(value)))")
                case ("DocumentHash", true):
                    write("            if let hash = \(value) { named.append((.\(role), hash)) }")
                case ("[DocumentHash]", _):
                    write(
                        "            for hash in \(value)\(field.isOptional ? " ?? []" : "") { named.append((.\(role), hash)) }"
                    )
                case ("[LetterCopy]", _):
                    write(
                        "            for copy in \(value) { for kept in copy.keptForms { named.append((.\(role), kept.document)) } }"
                    )
                default: write("            if let hash = \(value).evidence { named.append((.\(role), hash)) }")
                }
            }
            write("            return named")
        }
        write("        default: return []", "        }", "    }")
    }

    // MARK: A kind

    private mutating func writeStruct(_ kind: Declarations.Kind) {
        write("/// \(kind.meaning)", "public struct \(kind.structName): EventFields {")
        for field in kind.fields {
            write("    /// \(field.text)")
            write("    public var \(field.swiftName): \(field.swiftType)\(field.initial.map { " = \($0)" } ?? "")")
        }
        if !kind.fields.isEmpty { write("") }
        write("    public init() {}", "")
        if !kind.fields.isEmpty {
            let parameters = kind.fields.map {
                "\($0.swiftName): \($0.swiftType)\($0.isOptional ? " = nil" : "")"
            }
            write("    public init(\(parameters.joined(separator: ", "))) {")
            for field in kind.fields { write("        self.\(field.swiftName) = \(field.swiftName)") }
            write("    }", "")
        }
        write("    public static var type: StaticString { \"\(kind.name)\" }")
        write("    public static var kind: EventKind { .\(kind.swiftName) }")
        write("    public static var meaning: StaticString { \"\(escaped(kind.meaning))\" }")
        write("    public static var happens: StaticString { \"\(escaped(kind.time))\" }")
        write("    public static var example: StaticString { \"\(escaped(kind.example))\" }", "")
        write(
            "    @inlinable",
            "    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {")
        for field in kind.fields {
            write(
                "        try visitor.\(field.isOptional ? "optional" : "field")(\"\(field.name)\", &\(field.swiftName), "
                    + "\"\(escaped(field.text))\")")
        }
        write("    }", "}", "")
    }

    // MARK: Words of ids

    private mutating func writeSubject() {
        let words = declarations.words
        write(
            "/// What a conclusion says. The word stands in its id, once and for ever; the fact beside it says on what it",
            "/// rests. Their numbers are this version's own and stand on no topic.",
            "public enum Subject: UInt8, CaseIterable, Sendable {")
        for (index, word) in words.enumerated() {
            write("    /// \(word.text)", "    case \(camelCase(word.word))\(index == 0 ? " = 1" : "")")
        }
        write("", "    /// The word in ids.", "    public var word: StaticString {", "        switch self {")
        for word in words { write("        case .\(camelCase(word.word)): \"\(word.word)\"") }
        write("        }", "    }", "")
        let message = words.first { $0.whom == .addressee }.map { camelCase($0.word) } ?? "day"
        write("    /// Whether it is a message to somebody.")
        write("    @inlinable public var isMessage: Bool { rawValue >= Subject.\(message).rawValue }", "")
        writeList("isReminder", "Whether its id may name a party that is reminded.", words.filter { $0.whom == .party })
        writeList(
            "isAlarm", "Whether it says what was not recorded in time; a message may tell of it.",
            words.filter(\.isAlarm))
        writeList(
            "restsOnSubmission", "Whether its fact is a submission.", words.filter { $0.fact == .submission })
        writeList("restsOnDay", "Whether its fact is a day.", words.filter { $0.fact == .day })
        writeList("restsOnMonth", "Whether its fact is a month.", words.filter { $0.fact == .month })
        lines.removeLast()
        write("}")
    }

    private mutating func writeList(_ name: String, _ meaning: String, _ words: [Declarations.Word]) {
        let cases = words.map { ".\(camelCase($0.word))" }.joined(separator: ", ")
        write("    /// \(meaning)", "    public var \(name): Bool {", "        switch self {")
        if !words.isEmpty { write("        case \(cases): true") }
        write("        default: false", "        }", "    }", "")
    }
}

extension Declarations.Kind {
    var swiftName: String { camelCase(name) }
    var structName: String { swiftName.prefix(1).uppercased() + swiftName.dropFirst() }
}

extension Declarations.Field {
    var swiftName: String { camelCase(name) }
    var swiftType: String { isOptional ? type + "?" : type }
}

/// `meeting-held` and `transfer_year` as Swift names them.
func camelCase(_ word: String) -> String {
    let parts = word.split { $0 == "-" || $0 == "_" }
    return parts.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
}

private func escaped(_ text: String) -> String {
    text.reduce(into: "") { out, character in
        if character == "\"" || character == "\\" { out.append("\\") }
        out.append(character)
    }
}
