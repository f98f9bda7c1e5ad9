/// Finds `((name))` and `((condition??text))` in the pieces of one line. The text of a condition may hold placeholders,
/// emphasis and links.
struct PlaceholderReader {
    let place: SourceLine

    private enum Token {
        case open
        case close
        case question
        case text(String)
        case other(TemplateInline)
    }

    func read(_ inlines: [TemplateInline]) throws(TemplateError) -> [TemplateInline] {
        var tokens = try tokens(of: inlines)[...]
        return try sequence(&tokens, insideCondition: nil, depth: 0)
    }

    private func error(_ reason: String) -> TemplateError { place.error(reason) }

    private func tokens(of inlines: [TemplateInline]) throws(TemplateError) -> [Token] {
        var tokens: [Token] = []
        // Single brackets that are open at each depth of placeholders, so that "(sorry)" in a condition does not end it.
        var single = [0]
        for inline in inlines {
            switch inline {
            case .text(let text): split(text, into: &tokens, single: &single)
            case .emphasis(let inner): tokens.append(.other(.emphasis(try read(inner))))
            case .strong(let inner): tokens.append(.other(.strong(try read(inner))))
            case .link(let url, let inner): tokens.append(.other(.link(url, try read(inner))))
            default: tokens.append(.other(inline))
            }
        }
        return tokens
    }

    private func split(_ text: String, into tokens: inout [Token], single: inout [Int]) {
        var plain = ""
        var rest = text[...]
        func flush() {
            if !plain.isEmpty { tokens.append(.text(plain)) }
            plain = ""
        }
        while let character = rest.first {
            let pair = rest.prefix(2)
            // Of three brackets the first is a bracket of the text: "(((rule)))".
            if pair == "((", rest.prefix(3) != "(((" {
                flush()
                tokens.append(.open)
                single.append(0)
            } else if pair == "))", single.last == 0 {
                flush()
                tokens.append(.close)
                // The outermost depth stays, for a closing pair too many.
                if single.count > 1 { single.removeLast() }
            } else if pair == "??" {
                flush()
                tokens.append(.question)
            } else {
                if character == "(" { single[single.count - 1] += 1 }
                if character == ")" { single[single.count - 1] = max(0, single[single.count - 1] - 1) }
                plain.append(character)
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(2)
        }
        flush()
    }

    private func sequence(
        _ tokens: inout ArraySlice<Token>, insideCondition condition: String?, depth: Int
    ) throws(TemplateError) -> [TemplateInline] {
        guard depth <= MarkdownReader.mostNesting else {
            throw error("conditions may lie in each other \(MarkdownReader.mostNesting) deep, and no deeper")
        }
        var inlines: [TemplateInline] = []
        while let token = tokens.popFirst() {
            switch token {
            case .text(let text): inlines.append(.text(text))
            case .other(let inline): inlines.append(inline)
            case .question: inlines.append(.text("??"))
            case .close:
                guard condition == nil else { return inlines }
                throw error("“))” closes no placeholder; one begins with “((”")
            case .open: inlines.append(try placeholder(&tokens, depth: depth))
            }
        }
        guard let condition else { return inlines }
        throw error("((\(condition)??… is not closed with “))” in the same paragraph")
    }

    private func placeholder(_ tokens: inout ArraySlice<Token>, depth: Int) throws(TemplateError) -> TemplateInline {
        guard case .text(let raw)? = tokens.popFirst() else {
            throw error("“((” must be followed by the name of a field")
        }
        let name = raw.trimmed.lowercased()
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "’" })
        else {
            throw error("“\(raw)” is not the name of a field: letters, digits, spaces and hyphens")
        }
        switch tokens.popFirst() {
        case .close?: return .placeholder(name)
        case .question?: return .conditional(name, try sequence(&tokens, insideCondition: name, depth: depth + 1))
        default: throw error("((\(name) is not closed with “))” in the same paragraph")
        }
    }
}
