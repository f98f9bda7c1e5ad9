/// One value of a YAML file, with its place in the file and in the tree, so that every complaint can say where.
public struct YAMLNode: Sendable {
    /// What a node can be.
    public enum Value: Sendable {
        /// A text. `quoted` when it stood in quotes or in a block: then it is text even if it looks like a number.
        case scalar(text: String, quoted: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the order of the file; no key twice.
        case mapping([Entry])
    }

    /// One line of a mapping.
    public struct Entry: Sendable {
        /// The key's text.
        public let key: String
        /// The line where the key stands, counted from 1.
        public let line: Int
        /// What stands under the key.
        public let value: YAMLNode
    }

    /// What the node is.
    public let value: Value
    /// The file, as it was named by whoever read it.
    public let file: String
    /// The line where the node begins, counted from 1.
    public let line: Int
    /// The column where the node begins, counted from 1.
    public let column: Int
    /// Where in the tree, as `review_kinds[0].lead`; empty at the top.
    public let path: String

    /// An error at this node, for a reader that knows more of what is right than YAML does.
    public func error(_ message: String) -> YAMLError {
        YAMLError(file: file, line: line, column: column, path: path, message: message)
    }

    /// Whether nothing stands here: an empty value, `~` or `null`, without quotes.
    public var isNull: Bool {
        guard case .scalar(let text, quoted: false) = value else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    // MARK: Scalars

    /// The text, quoted or not; refused for nothing, a list or a mapping.
    public func string() throws(YAMLError) -> String {
        guard case .scalar(let text, _) = value, !isNull else { throw expected("a text") }
        return text
    }

    /// The whole number in decimal digits, without quotes.
    public func int() throws(YAMLError) -> Int {
        guard case .scalar(let text, quoted: false) = value, let number = Int(text) else { throw expected("a number") }
        return number
    }

    /// The whole number, held to `range`.
    public func int(in range: ClosedRange<Int>) throws(YAMLError) -> Int {
        let number = try int()
        guard range.contains(number) else {
            throw error("expected a number from \(range.lowerBound) to \(range.upperBound), found \(number)")
        }
        return number
    }

    /// `true` or `false`, without quotes, as YAML 1.2 spells them: `yes` and `no` are texts.
    public func bool() throws(YAMLError) -> Bool {
        switch value {
        case .scalar(text: "true", quoted: false): true
        case .scalar(text: "false", quoted: false): false
        default: throw expected("true or false")
        }
    }

    /// The case of `Choice` that the text spells; the message lists those there are.
    public func choice<Choice>(_ type: Choice.Type = Choice.self) throws(YAMLError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let text = try string()
        guard let choice = Choice(rawValue: text) else {
            throw error("expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), found \(text)")
        }
        return choice
    }

    // MARK: Collections

    /// The members of the list.
    public func items() throws(YAMLError) -> [YAMLNode] {
        guard case .sequence(let items) = value else { throw expected("a list") }
        return items
    }

    /// The texts of a list of texts.
    public func strings() throws(YAMLError) -> [String] {
        var texts: [String] = []
        for item in try items() { texts.append(try item.string()) }
        return texts
    }

    /// The keys and values in the order of the file.
    public func entries() throws(YAMLError) -> [Entry] {
        guard case .mapping(let entries) = value else { throw expected("keys and values") }
        return entries
    }

    /// What stands under `key`; refused when nothing does.
    public func required(_ key: String) throws(YAMLError) -> YAMLNode {
        guard let node = try optional(key) else { throw error("\(key) is missing") }
        return node
    }

    /// What stands under `key`; `nil` when the key is absent or its value is null.
    public func optional(_ key: String) throws(YAMLError) -> YAMLNode? {
        // Files that people edit have a handful of keys: a search is cheaper than a table.
        guard let entry = try entries().first(where: { $0.key == key }), !entry.value.isNull else { return nil }
        return entry.value
    }

    /// Refuses any key but these, so that a slip of the pen is not silently ignored.
    public func allow(only keys: [String]) throws(YAMLError) {
        for entry in try entries() where !keys.contains(entry.key) {
            throw YAMLError(
                file: file, line: entry.line, column: column, path: entry.value.path,
                message: "unknown key; the keys here are \(keys.joined(separator: ", "))")
        }
    }

    private func expected(_ what: String) -> YAMLError {
        let found =
            switch value {
            case .scalar where isNull: "nothing"
            case .scalar(let text, quoted: false): text
            case .scalar(let text, quoted: true): "\"\(text)\""
            case .sequence: "a list"
            case .mapping: "keys and values"
            }
        return error("expected \(what), found \(found)")
    }
}
