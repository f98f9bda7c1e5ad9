import Contracts
import HTML
import Statute

// What is not obvious here:
//
// - What changed is said in words and not only shown: `[Added: …]` and `[Removed: …]` stand in the text of every form, so
//   that a screen reader, a print without colours and a plain text all have it. All forms are written from one tree, and
//   their text is the same.

/// A plan, or what changed in one, laid out for people: one tree from which HTML and plain text are written.
public struct PlanPage: Hashable, Sendable {
    /// A part of it.
    public enum Block: Hashable, Sendable {
        /// A heading; 1 is the page's own.
        case heading(level: Int, String)
        case paragraph([Inline])
        case list([[Inline]])
    }

    /// A piece of a line. A text may have several lines of its own.
    public enum Inline: Hashable, Sendable {
        case text(String)
        case strong(String)
        case added(String)
        case removed(String)
    }

    /// The page's own heading.
    public let title: String
    /// What follows it.
    public let blocks: [Block]

    // MARK: A version

    /// A version, with what was noted of its items since: each outcome with its baseline, its target and how far the child has
    /// come over the years.
    /// `others` are records that are not by item, each in a line.
    public init(_ plan: Plan, title: String, notes: [DatedNote] = [], others: [String] = []) {
        self.title = title
        var blocks: [Block] = [.paragraph([.text(PlanPage.made(plan))])]
        if let front = plan.front { blocks += PlanPage.paragraphs(front) }
        let notes = Dictionary(grouping: notes.sorted { $0.day < $1.day }, by: \.note.of)
        for section in plan.sections {
            blocks.append(.heading(level: 2, section.section.heading))
            if let text = section.text { blocks += PlanPage.paragraphs(text) }
            var under: String?
            for item in section.items ?? [] {
                if let heading = item.under, heading != under { blocks.append(.heading(level: 3, heading)) }
                under = item.under
                blocks.append(.paragraph([.strong("\(item.id)"), .text(" \(item.text)")]))
                let facts = item.facts.filter { $0.name != "Heading" }.compactMap { fact in
                    fact.value.map { [Inline.text("\(fact.name): \($0)")] }
                }
                let standing = section.section.items == .outcome ? PlanPage.standing(item, notes[item.id] ?? []) : []
                let said = standing + (notes[item.id] ?? []).map { [Inline.text(PlanPage.sentence($0))] }
                if !(facts + said).isEmpty { blocks.append(.list(facts + said)) }
            }
        }
        let missing = plan.missingSections
        if !missing.isEmpty {
            let names = missing.map { "\($0.rawValue) (\($0.title))" }.joined(separator: ", ")
            blocks.append(.paragraph([.text("This version has no section \(names).")]))
        }
        let known = Set(plan.items.map(\.item.id))
        let loose = notes.filter { !known.contains($0.key) }.values.joined().sorted { $0.day < $1.day }
        if !loose.isEmpty {
            blocks.append(.heading(level: 2, "Noted of items that this version has not"))
            blocks.append(.list(loose.map { [.strong("\($0.note.of)"), .text(" \(PlanPage.sentence($0))")] }))
        }
        if !others.isEmpty {
            blocks.append(.heading(level: 2, "Recorded beside the plan"))
            blocks.append(.list(others.map { [.text($0)] }))
        }
        self.blocks = blocks
    }

    /// Where the child stands with an outcome, over the years: what it began from where the plan itself does not say so, and how
    /// far the child has come by the last word about that. `notes` are in the order of their days.
    private static func standing(_ item: Plan.Item, _ notes: [DatedNote]) -> [[Inline]] {
        let seen = notes.filter { !$0.isShortTerm }
        var lines: [[Inline]] = []
        if item.baseline == nil, let first = seen.first {
            let text = "Baseline, from the first progress recorded, on \(first.day.inWords): \(first.note.text)"
            lines.append([.text(text)])
        }
        if let latest = seen.last(where: { $0.note.state != nil }), let state = latest.note.state {
            let years = seen.count > 1 ? ", of \(seen.count) records since \(seen[0].day.inWords)" : ""
            lines.append([.text("Latest: \(state.words), on \(latest.day.inWords)\(years)")])
        }
        return lines
    }

    private static func made(_ plan: Plan) -> String {
        "Made on \(plan.made.inWords)\(plan.decidedBy.map { ", decided by \($0.text)" } ?? ""). Why: \(plan.why)"
    }

    private static func sentence(_ dated: DatedNote) -> String {
        let note = dated.note
        let what = dated.isShortTerm ? "Short-term outcome agreed on" : "Progress on"
        let from = dated.from.isEmpty ? "" : " (\(dated.from))"
        let state = note.state.map { ", \($0.words)" } ?? ""
        let by = note.by.map { ", by \($0.inWords)" } ?? ""
        return "\(what) \(dated.day.inWords)\(from)\(by)\(state): \(note.text)"
    }

    /// Each outcome with what stands beside it, in a line: baseline, target, and how far the child has come.
    public var outcomes: [String] {
        var lines: [String] = []
        var isOfOutcomes = false
        for block in blocks {
            switch block {
            case .heading(level: 2, let heading): isOfOutcomes = heading == PlanSection.e.heading
            case .paragraph(let line) where isOfOutcomes: lines.append(line.map(\.words).joined())
            case .list(let items) where isOfOutcomes && !lines.isEmpty:
                let facts = items.map { $0.map(\.words).joined() }
                lines[lines.count - 1] += " (\(facts.joined(separator: "; ")))"
            default: break
            }
        }
        return lines
    }

    private static func paragraphs(_ text: String) -> [Block] {
        text.split(separator: "\n\n").map { .paragraph([.text(String($0))]) }
    }

    // MARK: What changed

    /// What changed from one version to another.
    public init(_ difference: PlanDifference, title: String) {
        self.title = title
        var blocks: [Block] = [
            .paragraph([
                .text(
                    "From the version made on \(difference.earlier.inWords) to the version made on "
                        + "\(difference.later.inWords). Why it was made: \(difference.why)")
            ])
        ]
        if difference.isEmpty { blocks.append(.paragraph([.text("Nothing changed.")])) }
        if let front = difference.front {
            blocks.append(.heading(level: 2, "Before section A"))
            blocks.append(.paragraph(PlanPage.inlines(front)))
        }
        for section in difference.sections {
            blocks.append(.heading(level: 2, section.section.heading))
            if let text = section.text { blocks.append(.paragraph(PlanPage.inlines(text))) }
            for change in section.items { blocks += PlanPage.blocks(change) }
        }
        self.blocks = blocks
    }

    private static func blocks(_ change: PlanDifference.ItemChange) -> [Block] {
        switch change {
        case .added(let item): whole(item, "was added") { .added($0) }
        case .removed(let item): whole(item, "was removed") { .removed($0) }
        case .changed(let item): changed(item, "changed.")
        case .moved(let from, let item): changed(item, "stood in section \(from.rawValue) before.")
        }
    }

    private static func whole(_ item: Plan.Item, _ what: String, _ inline: (String) -> Inline) -> [Block] {
        var blocks: [Block] = [.paragraph([.strong("\(item.id)"), .text(" \(what). "), inline(item.text)])]
        let facts = item.facts.compactMap { fact in fact.value.map { [inline("\(fact.name): \($0)")] } }
        if !facts.isEmpty { blocks.append(.list(facts)) }
        return blocks
    }

    private static func changed(_ item: PlanDifference.ChangedItem, _ what: String) -> [Block] {
        var blocks: [Block] = [.paragraph([.strong("\(item.id)"), .text(" \(what) ")] + inlines(item.text))]
        let fields = item.fields.map { field in
            [Inline.text("\(field.name): ")] + (field.old.map { [.removed($0)] } ?? [])
                + (field.new.map { [.added($0)] } ?? [])
        }
        if !fields.isEmpty { blocks.append(.list(fields)) }
        return blocks
    }

    private static func inlines(_ text: TextDifference) -> [Inline] {
        text.pieces.map { piece in
            switch piece {
            case .kept(let text): .text(text)
            case .removed(let text): .removed(text)
            case .added(let text): .added(text)
            }
        }
    }

    // MARK: Forms

    /// As plain text.
    public var text: String {
        var parts = [title + "\n" + String(repeating: "=", count: title.count)]
        for block in blocks {
            switch block {
            case .heading(_, let text): parts.append(text)
            case .paragraph(let inlines): parts.append(PlanPage.line(inlines))
            case .list(let items):
                parts.append(
                    items.map { item in
                        "- " + PlanPage.line(item).split(separator: "\n").joined(separator: "\n  ")
                    }.joined(separator: "\n"))
            }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// A whole page, readable without scripts and by a screen reader.
    public var html: String {
        var page = Page(title: title, service: "Education, Health and Care Plan") {
            HTML.h1(title)
            HTML.joined(blocks.map(PlanPage.html))
        }
        page.moreStyle = "ins{text-decoration:underline}del{text-decoration:line-through}"
        return page.markup
    }

    private static func html(_ block: Block) -> HTML {
        switch block {
        case .heading(let level, let text): level == 2 ? .h2(text) : .h3(text)
        case .paragraph(let inlines): .p { html(inlines) }
        case .list(let items): .list(items.map(html))
        }
    }

    private static func html(_ inlines: [Inline]) -> HTML {
        .joined(
            pieces(inlines).map { piece in
                switch piece {
                case .text(let text): lines(text)
                case .strong(let text): .element("strong") { text }
                case .added(let text): .element("ins") { lines(text) }
                case .removed(let text): .element("del") { lines(text) }
                }
            })
    }

    private static func lines(_ text: String) -> HTML {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { HTML(String($0)) }
        return .joined(lines.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.void("br"), $0.element] })
    }

    private static func line(_ inlines: [Inline]) -> String {
        pieces(inlines).map { piece in
            switch piece {
            case .text(let text), .strong(let text), .added(let text), .removed(let text): text
            }
        }.joined()
    }

    /// The pieces as they are read: what was added or removed says so and is set off, its outer spaces outside.
    public static func pieces(_ inlines: [Inline]) -> [Inline] {
        var pieces: [Inline] = []
        var endsWithMark = false
        for inline in inlines {
            let (text, word): (String, String)
            switch inline {
            case .text, .strong:
                pieces.append(inline)
                endsWithMark = false
                continue
            case .added(let added): (text, word) = (added, "Added")
            case .removed(let removed): (text, word) = (removed, "Removed")
            }
            guard let first = text.firstIndex(where: { !$0.isWhitespace }),
                let last = text.lastIndex(where: { !$0.isWhitespace })
            else {
                // Space alone: nobody hears it.
                if case .added = inline { pieces.append(.text(text)) }
                continue
            }
            let before = String(text[..<first])
            if !before.isEmpty || endsWithMark { pieces.append(.text(before.isEmpty ? " " : before)) }
            let marked = "[\(word): \(text[first...last])]"
            if case .added = inline { pieces.append(.added(marked)) } else { pieces.append(.removed(marked)) }
            let after = String(text[text.index(after: last)...])
            if !after.isEmpty { pieces.append(.text(after)) }
            endsWithMark = after.isEmpty
        }
        return pieces
    }
}

extension PlanPage.Inline {
    /// Its words alone.
    fileprivate var words: String {
        switch self {
        case .text(let text), .strong(let text), .added(let text), .removed(let text): text
        }
    }
}
