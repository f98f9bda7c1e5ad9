/// A part of a text: what letters and messages are made of. `Content` is what stands in a line: `Inline` once filled,
/// `TemplateInline` before.
struct Block<Content: Hashable & Sendable>: Hashable, Sendable {
    indirect enum Kind: Hashable, Sendable {
        case heading(level: Int, [Content])
        case paragraph([Content])
        case list(start: Int?, items: [[Block<Content>]])
        case quotation([Block<Content>])
        /// The cells of the line that names the columns, and of each line below it; all lines have as many.
        case table(header: [[Content]], rows: [[[Content]]])
        case rule
    }

    var kind: Kind
    /// Ids of what the law or good practice wants said, that this part says (`RequiredContent`).
    var marks: [String]
    /// Where it stands in the template.
    var place: SourceLine
}

/// A file and a line in it, from 1.
struct SourceLine: Hashable, Sendable {
    let file: String
    let line: Int

    /// The refusal of what stands there.
    func error(_ reason: String) -> TemplateError { TemplateError(file: file, line: line, reason: reason) }
}

/// A piece of a line, as people see it.
indirect enum Inline: Hashable, Sendable {
    case text(String)
    /// Where the source breaks its line: a space.
    case softBreak
    case lineBreak
    case emphasis([Inline])
    case strong([Inline])
    /// A link to an address that begins with https:, http:, mailto: or tel:.
    case link(String, [Inline])
    /// A picture, with what stands for it where it cannot be seen. Only in Easy Read letters, beside words that say the
    /// same.
    case picture(Picture, String)
}

/// A piece of a line of a template, with GOV.UK Notify's placeholders.
indirect enum TemplateInline: Hashable, Sendable {
    case text(String)
    case softBreak
    case lineBreak
    case emphasis([TemplateInline])
    case strong([TemplateInline])
    case link(String, [TemplateInline])
    case picture(Picture, String)
    /// `((name))`
    case placeholder(String)
    /// `((condition??text))`
    case conditional(String, [TemplateInline])
}

extension Inline {
    /// The text that a reader sees.
    static func visible(_ inlines: [Inline]) -> String {
        inlines.reduce(into: "") { text, inline in
            switch inline {
            case .text(let piece): text += piece
            case .softBreak: text += " "
            case .lineBreak: text += "\n"
            case .picture: break
            case .emphasis(let inner), .strong(let inner), .link(_, let inner): text += visible(inner)
            }
        }
    }

    /// Whether a reader sees nothing.
    static func isBlank(_ inlines: [Inline]) -> Bool {
        inlines.allSatisfy { inline in
            switch inline {
            case .text(let text):
                // A letter or a digit is found sooner than a character is made out.
                !text.utf8.contains { (0x21..<0x7F).contains($0) } && text.allSatisfy(\.isWhitespace)
            case .softBreak, .lineBreak, .picture: true
            case .emphasis(let inner), .strong(let inner), .link(_, let inner): isBlank(inner)
            }
        }
    }
}

extension Block where Content == Inline {
    /// Whether a reader sees anything of it.
    var isVisible: Bool {
        switch kind {
        case .heading(_, let inlines), .paragraph(let inlines): !Inline.isBlank(inlines)
        case .list(_, let items): items.contains { $0.contains(where: \.isVisible) }
        case .quotation(let blocks): blocks.contains(where: \.isVisible)
        case .table(_, let rows): rows.contains { $0.contains { !Inline.isBlank($0) } }
        case .rule: false
        }
    }

    /// It and all that lies in it.
    var flattened: [Block<Inline>] {
        switch kind {
        case .heading, .paragraph, .table, .rule: [self]
        case .list(_, let items): [self] + items.flatMap { $0.flatMap(\.flattened) }
        case .quotation(let blocks): [self] + blocks.flatMap(\.flattened)
        }
    }
}

extension Block where Content == TemplateInline {
    /// It and all that lies in it.
    var flattened: [Block<TemplateInline>] {
        switch kind {
        case .heading, .paragraph, .table, .rule: [self]
        case .list(_, let items): [self] + items.flatMap { $0.flatMap(\.flattened) }
        case .quotation(let blocks): [self] + blocks.flatMap(\.flattened)
        }
    }

    /// The pieces of its own line; of a part that holds others, none.
    var ownInlines: [TemplateInline] {
        switch kind {
        case .heading(_, let inlines), .paragraph(let inlines): inlines
        case .table(let header, let rows): header.flatMap(\.self) + rows.flatMap { $0.flatMap(\.self) }
        case .list, .quotation, .rule: []
        }
    }

    /// All pieces of its lines and of what lies in it.
    var inlines: [TemplateInline] {
        switch kind {
        case .heading(_, let inlines), .paragraph(let inlines): inlines
        case .list(_, let items): items.flatMap { $0.flatMap(\.inlines) }
        case .quotation(let blocks): blocks.flatMap(\.inlines)
        case .table(let header, let rows): header.flatMap(\.self) + rows.flatMap { $0.flatMap(\.self) }
        case .rule: []
        }
    }
}
