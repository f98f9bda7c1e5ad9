import Contracts
@testable import Letters
@testable import Notifier

/// The sentences of a template as somebody gets them: of all branches of its conditions, as far as these can hold together
/// and somebody is written to under them. A field stands in its brackets: "It is due by ((due))."
struct DeliveredSentences {
    /// One way in which the conditions can hold together: those that do.
    typealias World = Set<Field>
    /// Conditions of which one set holds at a time.
    typealias Axis = [World]

    let axes: [Axis]

    /// Those of letters. They go to a parent or to the young person, never to both.
    static func of(_ letter: LetterKind) -> DeliveredSentences {
        let readers: Axis = [[.toParent], [.toYoungPerson]]
        guard !letter.isOfDecision else {
            return DeliveredSentences(axes: [
                readers, [[], [.atASetting]], [[], [.late]], [[], [.appealMoved]], [[], [.finalTooLate]],
                [[], [.isAnswered]], [[], [.isCorrection], [.isCorrection, .saysWhatWasWrong]],
            ])
        }
        return DeliveredSentences(axes: [
            readers, [[], [.atASetting]], [[], [.isAsked]], [[.isAgreed], [.isNotAgreed]],
            [[.hasOurReasons], [.lacksOurReasons]], [[.isReassessing], [.isNotReassessing]],
        ])
    }

    /// Those of a message of that template: to whom it goes, and whether it can be late, stands in the table of rows.
    static func ofMessages(_ kind: MessageForm) -> DeliveredSentences {
        let rows = MessageRule.table.filter { Templates.kinds(of: $0.template).contains(kind.rawValue) }
        let late: Axis = rows.contains { $0.until != .itsDay } ? [[], [.late]] : [[]]
        var readers = Axis()
        for reader in rows.flatMap({ Self.readers(of: $0.recipients) }) where !readers.contains(reader) {
            readers.append(reader)
        }
        return DeliveredSentences(axes: [
            readers, late, [[.settingArranges], [.councilArranges]], [[.isKindProposed], [.isKindChosen]],
            [[.isAgreed], [.isNotAgreed]], [[.hasOurReasons], [.lacksOurReasons]],
            [[], [.isAsked]], [[], [.isMoved]], [[], [.hasPortal]], [[], [.hasAnswerDays], [.bringsAppeal]],
            [[], [.hasForm, .hasFamilyForm], [.hasForm, .hasChildForm], [.hasForm, .hasFamilyForm, .hasChildForm]],
        ])
    }

    private static func readers(of recipients: MessageRule.Recipients) -> [World] {
        switch recipients {
        case .rightsHolders, .youngPersonAndHolders, .asBefore: [[.toFamily, .toParent], [.toFamily, .toYoungPerson]]
        case .party(.coordinator), .party(.manager): [[.toCoordinator]]
        case .party, .asker: [[.toSetting]]
        case .reminded: [[.toSetting], [.toCoordinator]]
        }
    }

    /// Each sentence with the worlds in which somebody gets it, of the conditions that its part of the text knows; parts of
    /// the text that were taken in from other files are told apart by their file.
    func sentences(of template: Template) -> [Sentence] {
        var found: [Sentence] = []
        for block in template.blocks.flatMap(\.flattened) {
            for line in Self.lines(of: block) {
                for world in worlds(of: line) {
                    for text in Self.split(Self.words(line, in: world)) {
                        if let place = found.firstIndex(where: { $0.text == text && $0.file == block.place.file }) {
                            found[place].worlds.append(world)
                        } else {
                            found.append(Sentence(text: text, file: block.place.file, worlds: [world]))
                        }
                    }
                }
            }
        }
        return found
    }

    struct Sentence {
        let text: String
        let file: String
        var worlds: [World]
    }

    /// The text of one line in each of its worlds whole, for what must not stand side by side in it.
    func lines(of template: Template) -> [(text: String, world: World)] {
        template.blocks.flatMap(\.flattened).flatMap { block -> [(text: String, world: World)] in
            Self.lines(of: block).flatMap { line in worlds(of: line).map { (Self.words(line, in: $0), $0) } }
        }
    }

    /// The lines of a part that holds no others: its own, or the cells of a table.
    private static func lines(of block: Block<TemplateInline>) -> [[TemplateInline]] {
        switch block.kind {
        case .heading(_, let line), .paragraph(let line): [line]
        case .table(let header, let rows): header + rows.flatMap(\.self)
        case .list, .quotation, .rule: []
        }
    }

    /// The branches of conditions that nobody is ever sent, by their condition.
    func unread(of template: Template) -> [String] {
        var unread: [String] = []
        func look(_ inlines: [TemplateInline], _ worlds: [World]) {
            for inline in inlines {
                switch inline {
                case .conditional(let name, let inner):
                    let holding = worlds.filter { world in world.contains { $0.rawValue == name } }
                    if holding.isEmpty { unread.append("((\(name)??\(Self.words(inner, in: [])))") }
                    look(inner, holding)
                case .emphasis(let inner), .strong(let inner), .link(_, let inner): look(inner, worlds)
                case .text, .softBreak, .lineBreak, .placeholder, .picture: break
                }
            }
        }
        for block in template.blocks.flatMap(\.flattened) {
            for line in Self.lines(of: block) { look(line, worlds(of: line)) }
        }
        return unread
    }

    /// All worlds of the conditions that the line knows.
    private func worlds(of line: [TemplateInline]) -> [World] {
        let known = Self.conditions(of: line)
        var worlds: [World] = [[]]
        for axis in axes where axis.contains(where: { !known.isDisjoint(with: $0) }) {
            worlds = worlds.flatMap { world in axis.map { world.union($0) } }
        }
        return worlds
    }

    private static func conditions(of line: [TemplateInline]) -> World {
        line.reduce(into: []) { known, inline in
            switch inline {
            case .conditional(let name, let inner):
                if let field = Field(rawValue: name) { known.insert(field) }
                known.formUnion(conditions(of: inner))
            case .emphasis(let inner), .strong(let inner), .link(_, let inner): known.formUnion(conditions(of: inner))
            case .text, .softBreak, .lineBreak, .placeholder, .picture: break
            }
        }
    }

    private static func words(_ line: [TemplateInline], in world: World) -> String {
        func text(_ inlines: [TemplateInline]) -> String {
            inlines.reduce(into: "") { words, inline in
                switch inline {
                case .text(let text): words += text
                case .softBreak, .lineBreak: words += " "
                case .picture: break
                case .placeholder(let name): words += "((\(name)))"
                case .conditional(let name, let inner):
                    if world.contains(where: { $0.rawValue == name }) { words += text(inner) }
                case .emphasis(let inner), .strong(let inner), .link(_, let inner): words += text(inner)
                }
            }
        }
        return text(line).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The sentences of a line. One ends with a stop, question or exclamation mark, with what closes a bracket or quotation
    /// after it, before a space and a capital letter, a field or an opening bracket.
    static func split(_ line: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        let words = line.split(separator: " ")
        for (place, word) in words.enumerated() {
            sentence += (sentence.isEmpty ? "" : " ") + word
            let ends = word.drop { $0 == "(" }.reversed().drop { ")”".contains($0) }.first.map { ".?!".contains($0) }
            let next = place + 1 < words.count ? words[place + 1].first : nil
            let begins = next.map { $0.isUppercase || "(“".contains($0) } ?? true
            guard ends == true, begins else { continue }
            sentences.append(sentence)
            sentence = ""
        }
        return sentence.isEmpty ? sentences : sentences + [sentence]
    }
}
