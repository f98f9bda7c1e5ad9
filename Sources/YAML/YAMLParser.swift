import CYAML

extension YAMLNode {
    /// The largest file that is read, in bytes.
    public static let maximumByteCount = 4 << 20
    /// How deep lists and mappings may lie in each other.
    public static let maximumDepth = 32

    /// Reads the one document in `bytes` (UTF-8, or UTF-16 with its mark). `file` is named in every error.
    ///
    /// Of YAML, what people need for settings: anchors, aliases, tags and second documents are refused, and so is a key
    /// that stands twice.
    public static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode {
        func error(_ message: String) -> YAMLError {
            YAMLError(file: file, line: 1, column: 1, path: "", message: message)
        }
        guard bytes.count <= maximumByteCount else {
            throw error("has \(bytes.count) bytes; at most \(maximumByteCount) are read")
        }
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { throw error("no memory to read it") }
        defer { yaml_parser_delete(parser) }
        // libyaml keeps the pointer, so all of the reading happens inside this borrow.
        return try bytes.withUnsafeBufferPointer { (input) throws(YAMLError) in
            yaml_parser_set_input_string(parser, input.baseAddress, input.count)
            return try EventReader(parser: parser, file: file).document()
        }
    }

    /// Reads the one document in `text`.
    public static func parse(_ text: String, file: String) throws(YAMLError) -> YAMLNode {
        try parse(Array(text.utf8), file: file)
    }
}

/// Turns libyaml's events into nodes. Borrows the C parser.
private struct EventReader {
    let parser: UnsafeMutablePointer<yaml_parser_t>
    let file: String

    /// What we keep of a C event; the event itself is freed at once.
    struct Event {
        enum Kind {
            case streamStart, streamEnd, documentStart, documentEnd, alias
            case scalar(text: String, quoted: Bool)
            case sequenceStart, sequenceEnd, mappingStart, mappingEnd
        }
        let kind: Kind
        let line: Int
        let column: Int
        var isTagged = false
        var isAnchored = false
    }

    func document() throws(YAMLError) -> YAMLNode {
        _ = try next()  // The stream's start.
        let start = try next()
        guard case .documentStart = start.kind else { throw error(at: start, "", "the file is empty") }
        let root = try node(from: try next(), path: "", depth: 0)
        _ = try next()  // The document's end.
        let end = try next()
        guard case .streamEnd = end.kind else { throw error(at: end, "", "one document is expected, here is a second") }
        return root
    }

    private func node(from event: Event, path: String, depth: Int) throws(YAMLError) -> YAMLNode {
        guard depth <= YAMLNode.maximumDepth else {
            throw error(at: event, path, "lies deeper than \(YAMLNode.maximumDepth) levels")
        }
        if event.isAnchored { throw error(at: event, path, "anchors (&) are not read: write the value out") }
        if event.isTagged { throw error(at: event, path, "tags (!) are not read: put a text in quotes instead") }
        let value: YAMLNode.Value
        switch event.kind {
        case .scalar(let text, let quoted):
            value = .scalar(text: text, quoted: quoted)
        case .sequenceStart:
            value = .sequence(try items(path: path, depth: depth))
        case .mappingStart:
            value = .mapping(try entries(path: path, depth: depth))
        case .alias:
            throw error(at: event, path, "aliases (*) are not read: write the value out")
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            // libyaml's grammar puts a node here; said rather than trapped, should it ever not.
            throw error(at: event, path, "expected a value")
        }
        return YAMLNode(value: value, file: file, line: event.line, column: event.column, path: path)
    }

    private func items(path: String, depth: Int) throws(YAMLError) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(from: event, path: "\(path)[\(items.count)]", depth: depth + 1))
        }
    }

    private func entries(path: String, depth: Int) throws(YAMLError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { return entries }
            guard case .scalar(let key, _) = try node(from: event, path: path, depth: depth + 1).value else {
                throw error(at: event, path, "a key must be a text")
            }
            let keyPath = path.isEmpty ? key : "\(path).\(key)"
            if let line = lines.updateValue(event.line, forKey: key) {
                throw error(at: event, keyPath, "stands a second time; the first is in line \(line)")
            }
            let value = try node(from: try next(), path: keyPath, depth: depth + 1)
            entries.append(YAMLNode.Entry(key: key, line: event.line, value: value))
        }
    }

    private func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        let column = Int(event.start_mark.column) + 1
        switch event.type {
        case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, line: line, column: column)
        case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, line: line, column: column)
        case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, line: line, column: column)
        case YAML_ALIAS_EVENT: return Event(kind: .alias, line: line, column: column)
        case YAML_SEQUENCE_END_EVENT: return Event(kind: .sequenceEnd, line: line, column: column)
        case YAML_MAPPING_END_EVENT: return Event(kind: .mappingEnd, line: line, column: column)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            // libyaml hands out UTF-8 that it has checked.
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return Event(
                kind: .scalar(text: text, quoted: scalar.style != YAML_PLAIN_SCALAR_STYLE), line: line, column: column,
                isTagged: scalar.tag != nil, isAnchored: scalar.anchor != nil)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return Event(
                kind: .sequenceStart, line: line, column: column, isTagged: start.tag != nil,
                isAnchored: start.anchor != nil)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return Event(
                kind: .mappingStart, line: line, column: column, isTagged: start.tag != nil,
                isAnchored: start.anchor != nil)
        default: return Event(kind: .streamEnd, line: line, column: column)
        }
    }

    private func syntaxError() -> YAMLError {
        let fault = parser.pointee
        let problem = fault.problem.map { String(cString: $0) } ?? "not YAML"
        // Bytes that are no characters are met by the reader, before there is a mark for them.
        let mark = fault.error == YAML_READER_ERROR ? fault.mark : fault.problem_mark
        let context = fault.context.map { "\(String(cString: $0)): " } ?? ""
        return YAMLError(
            file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1, path: "", message: context + problem)
    }

    private func error(at event: Event, _ path: String, _ message: String) -> YAMLError {
        YAMLError(file: file, line: event.line, column: event.column, path: path, message: message)
    }
}
