public import Plan
import Contracts
import Statute

// What is not obvious here:
//
// - Flags are for a person. What a rule can see in a text is little: a plan without a flag can be poor, and one with many can
//   be right. So they are never counted against anybody by themselves, and decide nothing.

/// What can be seen in the text of a plan in sections, by rule: flags for whoever audits it, and counts.
public struct PlanContent: Sendable {
    /// The flags, in the order of the plan.
    public let flags: [PlanFlag]
    /// How many items section F has.
    public let provisions: Int
    /// Of how many of them who, how often and how long are all said.
    public let specified: Int
    /// How many needs the plan has.
    public let needs: Int
    /// How many of them have a provision and an outcome.
    public let needsFollowed: Int
    /// How many outcomes it has.
    public let outcomes: Int
    /// Of how many of them a measure and a day or stage are said.
    public let outcomesMeasurable: Int
    /// How many words it has.
    public let words: Int
    /// How many vague phrases.
    public let vague: Int
    /// How many sentences.
    public let sentences: Int
    /// How many of them say what is done to somebody and not who does it.
    public let passives: Int
    /// How many syllables its words have, by rule.
    public let syllables: Int
    /// Of how many texts another child of the council is named in; nil where nobody was known that could be.
    public let otherChildren: Int?

    /// Vague phrases in each thousand words; nil of a plan without words.
    public var vagueInThousand: Double? { words == 0 ? nil : Double(vague) * 1000 / Double(words) }
    /// Words a sentence; nil of a plan without sentences.
    public var wordsASentence: Double? { sentences == 0 ? nil : Double(words) / Double(sentences) }

    /// The years of schooling that a reader needs, by rule; nil of a plan without words (J. P. Kincaid and others, "Derivation of
    /// new readability formulas", Naval Technical Training Command, Research Branch Report 8-75, 1975).
    public var readingGrade: Double? {
        guard words > 0, let wordsASentence else { return nil }
        return max(0, 0.39 * wordsASentence + 11.8 * Double(syllables) / Double(words) - 15.59)
    }

    /// Of a plan. `year` is the National Curriculum year that the child is in; nil: it is not known, and adulthood is not asked
    /// about. `namesAnother` says of a text whether another child of the council is named in it; nil: nobody else is known.
    public init(of plan: Plan, year: Int?, namesAnother: ((String) -> Bool)? = nil) {
        var reading = Reading(plan)
        reading.readSections()
        reading.readLinks()
        reading.readOutcomes()
        if let year, year >= Adulthood.firstYear { reading.readAdulthood() }
        reading.readWords()
        reading.readPronouns()
        if let namesAnother { reading.readNames(namesAnother) }
        let order = Dictionary(uniqueKeysWithValues: PlanSection.allCases.enumerated().map { ($1, $0) })
        flags = reading.flags.enumerated().sorted {
            (order[$0.element.section] ?? 0, $0.offset) < (order[$1.element.section] ?? 0, $1.offset)
        }.map(\.element)
        provisions = reading.provisions
        specified = reading.specified
        needs = reading.needs
        needsFollowed = reading.needsFollowed
        outcomes = reading.outcomes
        outcomesMeasurable = reading.outcomesMeasurable
        words = reading.words
        vague = reading.vague
        sentences = reading.sentences
        passives = reading.passives
        syllables = reading.syllables
        otherChildren = namesAnother == nil ? nil : reading.flags.count { $0.kind == .otherChild }
    }

    /// The walk over one plan.
    private struct Reading {
        let plan: Plan
        var flags: [PlanFlag] = []
        var provisions = 0
        var specified = 0
        var needs = 0
        var needsFollowed = 0
        var outcomes = 0
        var outcomesMeasurable = 0
        var words = 0
        var vague = 0
        var sentences = 0
        var passives = 0
        var syllables = 0

        init(_ plan: Plan) { self.plan = plan }

        mutating func flag(
            _ kind: PlanFlag.Kind, _ section: PlanSection, _ item: PlanItemID? = nil, _ what: String = ""
        ) { flags.append(PlanFlag(kind, section, item, what)) }

        /// Sections of the law that are not there (reg 12(1)). I stays open in a draft, and J is there only where there is a
        /// personal budget: neither is flagged.
        mutating func readSections() {
            for section in PlanSection.allCases where section != .i && section != .j {
                let part = plan[section]
                let isEmpty = (part?.text ?? "").allSatisfy(\.isWhitespace) && (part?.items ?? []).isEmpty
                if isEmpty { flag(.sectionMissing, section) }
            }
        }

        /// The thread from need to provision to outcome.
        mutating func readLinks() {
            let items = plan.items
            let provisions = items.filter { $0.section.items == .provision }
            let outcomes = items.filter { $0.section.items == .outcome }
            let answered = Set(provisions.flatMap { $0.item.needs ?? [] })
            let aimedAt = Set(outcomes.flatMap { $0.item.needs ?? [] })
            let provided = Set(provisions.flatMap { $0.item.outcomes ?? [] })
            for (section, item) in items where section.items == .need {
                needs += 1
                if !answered.contains(item.id) { flag(.needWithoutProvision, section, item.id) }
                if !aimedAt.contains(item.id) { flag(.needWithoutOutcome, section, item.id) }
                if answered.contains(item.id), aimedAt.contains(item.id) { needsFollowed += 1 }
            }
            for (section, item) in provisions where item.needs?.isEmpty ?? true {
                flag(.provisionWithoutNeed, section, item.id)
            }
            for (section, item) in outcomes where !provided.contains(item.id) {
                flag(.outcomeWithoutProvision, section, item.id)
            }
            for (section, item) in provisions where section == .f {
                self.provisions += 1
                let missing = PlanContent.unspecified(item)
                if missing.isEmpty {
                    specified += 1
                } else {
                    flag(.provisionUnspecified, section, item.id, list(missing))
                }
            }
        }

        mutating func readOutcomes() {
            for (section, item) in plan.items where section.items == .outcome {
                outcomes += 1
                let missing = PlanContent.unmeasured(item)
                if missing.isEmpty {
                    outcomesMeasurable += 1
                } else {
                    flag(.outcomeUnmeasurable, section, item.id, list(missing))
                }
            }
        }

        mutating func readAdulthood() {
            let texts = ([plan[.a], plan[.e]].compactMap { $0 }).flatMap { section in
                [section.text ?? ""] + (section.items ?? []).map(\.text)
            }
            let said = PlanWords.words(texts.joined(separator: "\n"))
            for area in Adulthood.allCases where !area.isSpokenOf(in: said) {
                flag(.adulthoodMissing, .e, nil, area.words)
            }
        }

        mutating func readWords() {
            let whole = plan.sections.flatMap { section in
                [section.text ?? ""] + (section.items ?? []).map(\.text)
            }.joined(separator: "\n")
            var abbreviations = Set<String>()
            for section in plan.sections {
                readText(section.text ?? "", section.section, nil, whole, &abbreviations)
                for item in section.items ?? [] {
                    readText(item.text, section.section, item.id, whole, &abbreviations)
                }
            }
        }

        private mutating func readText(
            _ text: String, _ section: PlanSection, _ item: PlanItemID?, _ whole: String,
            _ abbreviations: inout Set<String>
        ) {
            let all = PlanWords.words(text)
            words += all.count
            syllables += all.reduce(0) { $0 + PlanWords.syllables($1) }
            for sentence in PlanWords.sentences(text) {
                sentences += 1
                let said = PlanWords.words(sentence)
                if PlanWords.isPassive(said) { passives += 1 }
                let count = said.count
                if count > PlanWords.longest { flag(.longSentence, section, item, "\(count)") }
            }
            for phrase in PlanWords.vague(in: all) {
                vague += 1
                flag(.vague, section, item, phrase)
            }
            for phrase in PlanWords.formWords(in: text) { flag(.formWords, section, item, phrase) }
            for short in PlanWords.abbreviations(in: text) where abbreviations.insert(short).inserted {
                if !whole.contains("(\(short))") { flag(.abbreviation, section, item, short) }
            }
        }

        /// The texts of the sections that speak of the child, each with its place.
        private var texts: [(section: PlanSection, item: PlanItemID?, text: String)] {
            plan.sections.flatMap { section in
                [(section.section, nil, section.text ?? "")]
                    + (section.items ?? []).map { (section.section, Optional($0.id), $0.text) }
            }
        }

        /// Where a plan says he of the child and elsewhere she, the rarer of the two may be left from another plan, or be of
        /// somebody else: a person looks.
        mutating func readPronouns() {
            var said: [(kind: PlanWords.Pronouns, section: PlanSection, item: PlanItemID?, word: String)] = []
            for (section, item, text) in texts where section != .i && section != .j && section != .k {
                for sentence in PlanWords.sentences(text) {
                    let words = PlanWords.words(sentence)
                    let found = PlanWords.Pronouns.allCases.compactMap { kind in
                        words.first { kind.words.contains($0) }.map { (kind, $0) }
                    }
                    // Of two people in one sentence nothing can be told.
                    if found.count == 1 { said.append((found[0].0, section, item, found[0].1)) }
                }
            }
            guard let first = said.first?.kind else { return }
            let firsts = said.count { $0.kind == first }
            let isRarer = firsts < said.count - firsts
            for sentence in said where (sentence.kind == first) == isRarer && firsts < said.count {
                flag(.pronounMixed, sentence.section, sentence.item, sentence.word)
            }
        }

        mutating func readNames(_ namesAnother: (String) -> Bool) {
            for (section, item, text) in texts where namesAnother(text) { flag(.otherChild, section, item) }
        }

        private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
    }

    /// What a provision does not say: by its own fields, and where these are empty by its words.
    static func unspecified(_ item: Plan.Item) -> [String] {
        let words = PlanWords.words(item.text)
        var missing: [String] = []
        if item.who == nil, !PlanWords.namesRole(words) { missing.append("who gives it") }
        if item.amount == nil {
            if !PlanWords.saysHowOften(words) { missing.append("how often") }
            if !PlanWords.saysHowLong(words) { missing.append("how long") }
        }
        return missing
    }

    /// What an outcome does not say: by its own fields, and where these are empty by its words.
    static func unmeasured(_ item: Plan.Item) -> [String] {
        let words = PlanWords.words(item.text)
        var missing: [String] = []
        if item.target == nil, !words.contains(where: { $0.contains(where: \.isNumber) }),
            !PlanWords.saysCount(words)
        {
            missing.append("by what one knows that it is reached")
        }
        if item.day == nil, !PlanWords.saysWhen(words) { missing.append("by when") }
        return missing
    }
}

/// The areas of preparing for adulthood (Bromley's four), asked about from Year 9.
public enum Adulthood: String, CaseIterable, Sendable {
    case independence
    case education = "post-16 education"
    case employment
    case selfhood = "sense of self"

    /// The first year group in which reviews have to look at them (SEND Code of Practice 2015, 8.9).
    static let firstYear = 9

    /// In words.
    public var words: String { rawValue }

    /// Words any of which speaks of it.
    private var stems: [String] {
        switch self {
        case .independence: ["independen", "travel", "cook", "money", "living", "self-care"]
        case .education: ["college", "course", "sixth", "apprentice", "university", "post-16", "qualification"]
        case .employment: ["employ", "job", "work", "career", "volunteer", "apprentice"]
        case .selfhood:
            ["identity", "confiden", "friend", "self-esteem", "wellbeing", "feel", "relationship", "communit"]
        }
    }

    func isSpokenOf(in words: [String]) -> Bool {
        words.contains { word in stems.contains { word.hasPrefix($0) } }
    }
}
