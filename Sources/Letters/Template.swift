/// What a field is filled with. What people wrote never becomes markup.
public enum Value: Hashable, Sendable {
    /// Text; an empty line in it begins a new paragraph.
    case text(String)
    /// Several things: a list where the field stands alone in its paragraph, else "a, b and c".
    case list([String])
    /// Whether a condition holds.
    case flag(Bool)
    /// An e-mail address, which becomes a link.
    case email(String)
    /// A web address that begins with https:// or http://, which becomes a link.
    case web(String)
}

/// A letter or a message before it is filled: Markdown with GOV.UK Notify's placeholders `((name))` and
/// `((condition??text))`.
public struct Template: Hashable, Sendable {
    /// The file it came from, for errors.
    public let file: String
    let blocks: [Block<TemplateInline>]

    /// The template in that text; refused with file and line where it cannot be a letter. `parts` are texts by name that
    /// it may take in with `<!-- include: name -->`, for what several templates say; `pictures`: whether it may have
    /// pictures beside its words, `![alt](picture:name)`.
    public init(
        parsing text: String, file: String, firstLine: Int = 1, parts: [String: String] = [:], pictures: Bool = false
    ) throws(TemplateError) {
        self.file = file
        blocks = try MarkdownReader(file: file, firstLine: firstLine, parts: parts, takesPictures: pictures)
            .blocks(of: text)
    }

    /// The names of the fields that it shows, in alphabetical order.
    public var placeholders: [String] { names(conditions: false) }

    /// The names of its conditions, in alphabetical order.
    public var conditions: [String] { names(conditions: true) }

    /// All names with the place where each stands.
    var uses: [(name: String, isCondition: Bool, place: SourceLine)] {
        var uses: [(name: String, isCondition: Bool, place: SourceLine)] = []
        func collect(_ inlines: [TemplateInline], _ place: SourceLine) {
            for inline in inlines {
                switch inline {
                case .placeholder(let name): uses.append((name, false, place))
                case .conditional(let name, let inner):
                    uses.append((name, true, place))
                    collect(inner, place)
                case .emphasis(let inner), .strong(let inner), .link(_, let inner): collect(inner, place)
                case .text, .softBreak, .lineBreak, .picture: break
                }
            }
        }
        for block in blocks.flatMap(\.flattened) {
            switch block.kind {
            case .heading(_, let inlines), .paragraph(let inlines): collect(inlines, block.place)
            case .table: collect(block.inlines, block.place)
            case .list, .quotation, .rule: break
            }
        }
        return uses
    }

    private func names(conditions: Bool) -> [String] {
        Set(uses.lazy.filter { $0.isCondition == conditions }.map(\.name)).sorted()
    }

    /// The text with its fields filled. Every field that is shown must be there and not empty, and every condition must be
    /// known; the fields of a condition that does not hold are not asked for.
    public func fill(_ values: [String: Value]) throws(TemplateError) -> FilledTemplate {
        FilledTemplate(blocks: try Filling(values: values).blocks(blocks))
    }
}

/// A letter or a message as a reader gets it.
public struct FilledTemplate: Hashable, Sendable {
    let blocks: [Block<Inline>]

    /// Whether a reader sees nothing.
    public var isEmpty: Bool { !blocks.contains(where: \.isVisible) }

    /// The text of its first heading.
    public var heading: String? {
        for block in blocks {
            if case .heading(_, let inlines) = block.kind { return Inline.visible(inlines) }
        }
        return nil
    }

    /// The marks of the parts in which a reader sees something.
    var visibleMarks: Set<String> {
        Set(blocks.flatMap(\.flattened).filter(\.isVisible).flatMap(\.marks))
    }
}
