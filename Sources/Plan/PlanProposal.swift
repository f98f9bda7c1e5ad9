public import Contracts
public import Statute

// What is not obvious here:
//
// - A proposal is none of the plan: whoever confirms it says so, and gives the reason why the version was made, without which
//   no plan is read. What the paper says and the confirmed plan does not is named, for a lost sentence of section F is lost
//   provision.

/// A paragraph of the paper from which a plan is read.
public struct SourceParagraph: Hashable, Sendable {
    /// What it is on the page.
    public enum Kind: Sendable {
        case plain, heading, listItem
        /// A row of a table, its cells joined.
        case row
    }

    /// What it says.
    public let text: String
    /// What it is on the page.
    public let kind: Kind

    public init(_ text: String, _ kind: Kind = .plain) {
        self.text = text
        self.kind = kind
    }
}

/// A plan in sections as it is proposed from a paper, for a person to confirm.
public struct PlanProposal: Sendable {
    /// A place where a section begins.
    public struct Break: Hashable, Sendable {
        /// Which section.
        public let section: PlanSection
        /// The number of the paragraph, from 1.
        public let paragraph: Int
        /// What it says.
        public let text: String
    }

    /// A place that somebody should look at.
    public struct Doubt: Hashable, Sendable {
        /// The number of the paragraph, from 1.
        public let paragraph: Int
        /// Why.
        public let why: String
    }

    /// The plan as it is proposed; it says no reason yet.
    public let plan: Plan
    /// Where sections begin.
    public let breaks: [Break]
    /// What was not taken for a beginning, or only so-so.
    public let doubts: [Doubt]

    /// Proposes sections. Items that `previous` has in the same words keep their ids and what stands beside their text; those
    /// that are nearly the same keep their ids.
    public init(
        _ paragraphs: [SourceParagraph], made: Day, decidedBy: ActorID? = nil, previous: Plan? = nil
    ) {
        let (breaks, doubts) = PlanProposal.breaks(in: paragraphs)
        self.breaks = breaks
        self.doubts = doubts
        var front: [String] = []
        var parts: [PlanSection: [SourceParagraph]] = [:]
        let starts = Dictionary(breaks.map { ($0.paragraph, $0.section) }, uniquingKeysWith: { first, _ in first })
        var current: PlanSection?
        for (place, paragraph) in paragraphs.enumerated() {
            if let section = starts[place + 1] {
                current = section
                // What a label says beside the section's name is the plan's own and kept.
                let more = SectionLabel.more(than: section, in: paragraph.text)
                parts[section, default: []] += more.map { [SourceParagraph($0)] } ?? []
            } else if let current {
                parts[current, default: []].append(paragraph)
            } else {
                front.append(paragraph.text)
            }
        }
        var names = ItemNames(previous)
        let sections = PlanSection.allCases.compactMap { section in
            parts[section].map { PlanProposal.section(section, $0, &names) }
        }
        plan = Plan(
            made: made, why: "", decidedBy: decidedBy, front: front.isEmpty ? nil : front.joined(separator: "\n\n"),
            sections: sections)
    }

    private static func section(
        _ section: PlanSection, _ paragraphs: [SourceParagraph], _ names: inout ItemNames
    ) -> Plan.Section {
        guard section.items != nil else {
            let text = paragraphs.map(\.text).joined(separator: "\n\n")
            return Plan.Section(section, text: text.isEmpty ? nil : text)
        }
        var items: [Plan.Item] = []
        var under: String?
        var loose: [String] = []
        for paragraph in paragraphs {
            if paragraph.kind == .heading {
                if let heading = under, items.last?.under != heading { loose.append(heading) }
                under = paragraph.text
            } else {
                items.append(names.item(section, paragraph.text, under: under))
            }
        }
        // A heading below which nothing stands is text like any other.
        if let heading = under, items.last?.under != heading { loose.append(heading) }
        return Plan.Section(
            section, text: loose.isEmpty ? nil : loose.joined(separator: "\n\n"), items: items.isEmpty ? nil : items)
    }

    // MARK: Where sections begin

    /// How long a line may be that begins a section without being a heading, in bytes.
    static let longestLabel = 240

    private static func breaks(in paragraphs: [SourceParagraph]) -> (breaks: [Break], doubts: [Doubt]) {
        var doubts: [Doubt] = []
        var found: [(place: Int, section: PlanSection)] = []
        for (place, paragraph) in paragraphs.enumerated() {
            guard let label = SectionLabel(paragraph.text, isHeading: paragraph.kind == .heading) else { continue }
            if label.isSentence, paragraph.kind != .heading {
                doubts.append(
                    Doubt(
                        paragraph: place + 1,
                        why:
                            "it names section \(label.section.rawValue) and reads like a sentence: no section begins here"
                    ))
            } else {
                found.append((place, label.section))
                if label.isUnnumberedH {
                    doubts.append(Doubt(paragraph: place + 1, why: "section H is H1 or H2: H1 is proposed"))
                }
            }
        }
        var breaks: [Break] = []
        for (index, (place, section)) in found.enumerated() {
            // In a list of contents nothing stands between one section and the next.
            let isBare = index + 1 < found.count && found[index + 1].place == place + 1
            if isBare, found[(index + 1)...].contains(where: { $0.section == section }) {
                doubts.append(Doubt(paragraph: place + 1, why: "it reads like a line of a list of contents"))
                continue
            }
            if breaks.contains(where: { $0.section == section }) {
                doubts.append(Doubt(paragraph: place + 1, why: "section \(section.rawValue) goes on here"))
            }
            if let more = SectionLabel.more(than: section, in: paragraphs[place].text) {
                doubts.append(
                    Doubt(
                        paragraph: place + 1,
                        why: "beside the section's name it says more, which is kept as text: \u{201C}\(more)\u{201D}"))
            }
            breaks.append(Break(section: section, paragraph: place + 1, text: paragraphs[place].text))
        }
        return (breaks, doubts.sorted { $0.paragraph < $1.paragraph })
    }

    // MARK: What was lost

    /// The paragraphs of the paper whose words that plan has not, by their numbers from 1. Where a section begins is no text.
    public func lost(from paragraphs: [SourceParagraph], in plan: Plan) -> [Int] {
        let labels = Set(breaks.map(\.paragraph))
        var said: [String] = [plan.front ?? ""]
        for section in plan.sections {
            said.append(section.text ?? "")
            for item in section.items ?? [] {
                said += [item.under ?? "", item.text]
                said += item.facts.compactMap(\.value)
            }
        }
        let all = PlanProposal.words(said.joined(separator: " "))
        return paragraphs.enumerated().compactMap { place, paragraph in
            let words = PlanProposal.words(paragraph.text)
            guard !words.isEmpty, !labels.contains(place + 1) else { return nil }
            return all.holds(words) ? nil : place + 1
        }
    }

    /// The letters and digits of a text, without case, with one space between words.
    private static func words(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                out.append(contentsOf: character.utf8)
            } else if let last = out.last, last != 0x20 {
                out.append(0x20)
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return out
    }
}

extension [UInt8] {
    /// Whether the other stands in it as whole words.
    fileprivate func holds(_ other: [UInt8]) -> Bool {
        guard let first = other.first, other.count <= count else { return false }
        var place = 0
        while place + other.count <= count {
            if self[place] == first, place == 0 || self[place - 1] == 0x20,
                place + other.count == count || self[place + other.count] == 0x20,
                self[place..<place + other.count].elementsEqual(other)
            {
                return true
            }
            place += 1
        }
        return false
    }
}

/// How a paragraph names the section that begins with it.
struct SectionLabel {
    let section: PlanSection
    /// Whether it reads like a sentence that mentions the section.
    let isSentence: Bool
    /// Whether it says H, and neither H1 nor H2.
    let isUnnumberedH: Bool

    /// The label at the start of that text: "Section F", "SECTION H1: Social care", and of a heading also "F: …" and "F - …".
    init?(_ text: String, isHeading: Bool) {
        var rest = text.drop { $0.isWhitespace }
        let isNamed = rest.prefix(7).lowercased() == "section"
        if isNamed {
            rest = rest.dropFirst(7).drop { $0.isWhitespace }
        } else if !isHeading {
            return nil
        }
        guard let letter = rest.first, letter.isASCII, letter.isUppercase || isNamed else { return nil }
        var name = letter.uppercased()
        rest = rest.dropFirst()
        var isUnnumberedH = false
        if name == "H" {
            let behind = rest.drop { " (".contains($0) }
            if let digit = behind.first, digit == "1" || digit == "2" {
                name += String(digit)
                rest = behind.dropFirst().drop { $0 == ")" }
            } else {
                name = "H1"
                isUnnumberedH = true
            }
        }
        guard let section = PlanSection(rawValue: name) else { return nil }
        if let next = rest.first, next.isLetter || next.isNumber { return nil }
        let title = rest.drop { $0.isWhitespace }
        let mark = title.first
        if !isNamed { guard let mark, ":-–—.)".contains(mark) else { return nil } }
        self.section = section
        self.isUnnumberedH = isUnnumberedH
        // "Section F sets out …", "Section B of this plan …": the next word begins small, or the line ends like a sentence.
        let endsLikeSentence = text.last { !$0.isWhitespace } == "." && title.contains(" ")
        isSentence =
            (mark?.isLowercase ?? false) || endsLikeSentence || text.utf8.count > PlanProposal.longestLabel
    }

    /// What a label says beside the name of the section; nil where it is that name alone, in whatever words councils use.
    static func more(than section: PlanSection, in text: String) -> String? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let more = words.filter { $0.count > 1 && !names.contains($0) && $0 != section.rawValue.lowercased() }
        return more.isEmpty ? nil : text
    }

    /// The words of which councils make the names of sections.
    private static let names = Set(
        (PlanSection.allCases.map(\.title).joined(separator: " ")
            + " section child’s child's person’s person's pupil student his her their your my any which relate relates"
            + " required reasonably by for with under as made make from to be is are in an gathered during assessment"
            + " assessments including appendices appendix list budgets direct payments payment name type school setting"
            + " institution educated sen send ehc ehcp needs goals continued h1 h2 h part all about me family family’s"
            + " csdpa 1970 2 act chronically sick disabled persons other not parent parents carers carer")
            .lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
}

/// The ids of a proposed plan: those of the version before where the words are the same or nearly so, else new ones.
private struct ItemNames {
    private var previous: [PlanSection: [Plan.Item]] = [:]
    private var taken: Set<PlanItemID> = []
    private var highest: [PlanSection: Int] = [:]

    init(_ plan: Plan?) {
        for (section, item) in plan?.items ?? [] {
            previous[section, default: []].append(item)
            taken.insert(item.id)
        }
    }

    mutating func item(_ section: PlanSection, _ text: String, under: String?) -> Plan.Item {
        let earlier = previous[section] ?? []
        if let place = earlier.firstIndex(where: { $0.text == text }) {
            previous[section]?.remove(at: place)
            var item = earlier[place]
            item.under = under
            return item
        }
        let words = Set(text.lowercased().split(separator: " "))
        var best: (place: Int, share: Double)?
        for (place, item) in earlier.enumerated() {
            let other = Set(item.text.lowercased().split(separator: " "))
            let share = Double(words.intersection(other).count) / Double(max(words.union(other).count, 1))
            if share >= ItemNames.leastShared, share > best?.share ?? 0 { best = (place, share) }
        }
        if let best {
            previous[section]?.remove(at: best.place)
            return Plan.Item(earlier[best.place].id, text, under: under)
        }
        var number = highest[section] ?? 0
        // A section of more items than there are ids has one twice, which whoever reads the proposal is told.
        var id: PlanItemID
        repeat {
            number += 1
            id = PlanItemID(section, nearest: number)
        } while taken.contains(id) && number < PlanItemID.most
        highest[section] = number
        taken.insert(id)
        return Plan.Item(id, text, under: under)
    }

    /// The share of words that two texts have in common of which one is taken for the other's new wording.
    static let leastShared = 0.5
}
