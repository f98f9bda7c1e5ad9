public import Contracts
public import Statute

/// One thing that a letter must say, or should.
public struct RequiredContent: Hashable, Sendable {
    /// Where it stands in a letter.
    public enum Part: Hashable, Sendable {
        /// In the template's text, in a part marked with its id.
        case text
        /// Around the text, where every letter has it: the date, the address.
        case frame
    }

    /// Its name in marks: "4b.1".
    public let id: String
    /// What must be said.
    public let words: String
    /// Where that is written.
    public let source: String
    /// Whether the law, guidance or the council's policy asks for it.
    public let standing: Standing
    /// How that source was read.
    public let provenance: Provenance
    /// Where it stands.
    public let part: Part
    /// Fields without which the part does not say it.
    public let fields: [Field]
    /// Conditions on which it may depend, because then it is not owed otherwise.
    public let conditions: [Field]

    init(
        _ id: String, _ words: String, _ source: String, _ standing: Standing = .law,
        _ provenance: Provenance = .primary, part: Part = .text, fields: [Field] = [], conditions: [Field] = []
    ) {
        self.id = id
        self.words = words
        self.source = source
        self.standing = standing
        self.provenance = provenance
        self.part = part
        self.fields = fields
        self.conditions = conditions
    }
}

/// Something that a letter should say and does not.
public struct MissingContent: Hashable, Sendable, CustomStringConvertible {
    /// What it is.
    public let content: RequiredContent
    /// How it is missing: "no part is marked with it".
    public let how: String

    /// Item, words, source and how it is missing.
    public var description: String {
        let force =
            switch content.standing {
            case .law, .derived: "the law demands"
            case .guidance: "guidance asks for"
            case .policy: "council policy asks for"
            }
        let doubt = content.provenance == .knowledge ? "; \(Provenance.doubt)" : ""
        return "\(force) \(content.id), \(content.words) (\(content.source)\(doubt)): \(how)"
    }
}

extension LetterKind {
    /// All that a letter of this kind must or should say.
    public var requiredContents: [RequiredContent] {
        switch self {
        case .decisionMaintain: Required.decision + Required.appeal
        case .decisionAmend: Required.decision + Required.notice
        case .decisionCease: Required.decision + Required.ceasing + Required.appeal
        case .finalPlan: Required.frame + Required.final + Required.appeal
        case .notAmended: Required.frame + Required.notAmending + Required.appeal
        }
    }
}

/// The table of what letters must or should say (regs 20, 22, 31, 32).
private enum Required {
    private static let reg20 = "SEND Regulations 2014, reg 20(10)"
    private static let reg22 = "SEND Regulations 2014, reg 22(2)"

    static let decision: [RequiredContent] = [
        RequiredContent("4a.1", "which of the three was decided", reg20, .law, .secondary),
        RequiredContent("4a.2", "the date of the letter", reg20, .guidance, .secondary, part: .frame),
        RequiredContent("4a.3", "the date of the meeting", reg20, .guidance, .secondary, fields: [.meetingDay]),
        RequiredContent("4a.4", "that the parent or young person is told", reg20, .law, .secondary, part: .frame),
        RequiredContent(
            "4a.5", "that the head teacher or principal is told", reg20, .law, .secondary, fields: [.headTitle],
            conditions: [.atASetting]
        ),
        RequiredContent(
            "4a.6", "the reasons", "good practice after the Ombudsman's decisions", .guidance, .secondary,
            fields: [.reasons]),
    ]

    static let ceasing: [RequiredContent] = [
        RequiredContent(
            "4a.7", "that the family and the institution were consulted", "SEND Regulations 2014, reg 31(1)",
            fields: [.consultedOn]),
        RequiredContent(
            "4a.8", "from when the plan is to end, not before the time to appeal has passed",
            "Children and Families Act 2014, s.45(4)", fields: [.ceaseFrom]),
    ]

    static let appeal: [RequiredContent] = [
        RequiredContent(
            "4b.1", "the right to appeal", "SEND Regulations 2014, reg 20(11), 22(5), 31(3)", .law, .secondary),
        RequiredContent("4b.2", "the time limits", "SEND Regulations 2014, reg 32", fields: [.appealBy]),
        RequiredContent("4b.3a", "the right to ask for mediation", "SEND Regulations 2014, reg 32"),
        RequiredContent(
            "4b.3b", "that a mediation certificate is needed before an appeal, but for one about Section I alone",
            "SEND Regulations 2014, reg 32; Children and Families Act 2014, s.55", .law, .secondary),
        RequiredContent(
            "4b.3c", "how to reach the mediation adviser", "SEND Regulations 2014, reg 32",
            fields: [.mediationAdviser, .mediationPhone, .mediationEmail]),
        RequiredContent(
            "4b.3d", "until when mediation can be asked for", "SEND Regulations 2014, reg 32", fields: [.mediationBy]),
        RequiredContent(
            "4b.3e", "what to tell the council when mediation is wanted: the issues, and health provision sought",
            "SEND Regulations 2014, reg 32"),
        RequiredContent(
            "4b.3f", "whom to tell at the council", "SEND Regulations 2014, reg 32",
            fields: [.councilPhone, .councilEmail]),
        RequiredContent(
            "4b.4", "the disagreement resolution service", "SEND Regulations 2014, reg 32",
            fields: [.disagreementService, .disagreementPhone]),
        RequiredContent(
            "4b.5", "the SEND information, advice and support service", "SEND Regulations 2014, reg 32",
            fields: [.adviceService, .advicePhone]),
        RequiredContent(
            "4b.6", "that the Tribunal can make recommendations on health and social care",
            "SEND (First-tier Tribunal Recommendations) Regulations 2017", .guidance, .knowledge),
    ]

    static let notice: [RequiredContent] = [
        RequiredContent("4c.1", "a copy of the plan as it is", reg22),
        RequiredContent("4c.2", "the proposed amendments", reg22, fields: [.amendments]),
        RequiredContent("4c.3", "copies of the evidence for them", reg22, fields: [.evidence]),
        RequiredContent("4c.4", "the right to ask for a particular school or institution", reg22),
        RequiredContent(
            "4c.5", "at least 15 days, beginning with the day of service, and what may be done in them", reg22,
            fields: [.representUntil]),
        RequiredContent("4c.6", "where to find information on schools and colleges", reg22, fields: [.localOffer]),
        RequiredContent(
            "4c.7", "that Section I names no school or institution yet", "Children and Families Act 2014, s.38", .law,
            .knowledge),
    ]

    static let final: [RequiredContent] = [
        RequiredContent(
            "4d.1", "the final plan, amended and dated", "SEND Regulations 2014, reg 22(3)", .law, .knowledge,
            fields: [.planDay]),
        RequiredContent(
            "4d.2", "who else has it: every institution it names, and the health body",
            "SEND Regulations 2014, reg 22(3)",
            fields: [.planSentTo]),
    ]

    static let notAmending: [RequiredContent] = [
        RequiredContent(
            "4e.1", "that the plan is not amended after all", "SEND Regulations 2014, reg 22(4)", fields: [.noticeDay]),
        RequiredContent("4e.2", "the reasons for it", "SEND Regulations 2014, reg 22(4)", fields: [.reasons]),
    ]
    static let frame = decision.filter { $0.part == .frame }
}

extension Template {
    /// The items that a letter of that kind from this template would leave out: no part is marked with it, the part lacks its fields, or it
    /// would be said only on a condition.
    public func missing(for kind: LetterKind) -> [MissingContent] {
        let parts = blocks.flatMap(\.flattened)
        return kind.requiredContents.compactMap { content in
            guard content.part == .text else { return nil }
            let marked = parts.filter { $0.marks.contains(content.id) }.map(\.inlines)
            guard !marked.isEmpty else {
                return MissingContent(content: content, how: "no part is marked <!-- requires: \(content.id) -->")
            }
            let said = marked.map { TemplateInline.certain($0, given: content.conditions) }
            guard said.contains(where: { !TemplateInline.isBlank($0) }) else {
                return MissingContent(
                    content: content, how: "the part marked with it is empty, or depends on a condition")
            }
            let shown = Set(said.flatMap(TemplateInline.fields))
            let absent = content.fields.filter { !shown.contains($0.rawValue) }
            guard absent.isEmpty else {
                let names = absent.map { "((\($0.rawValue)))" }.joined(separator: ", ")
                return MissingContent(content: content, how: "the part marked with it does not show \(names)")
            }
            return nil
        }
    }
}

extension Letter {
    /// The items that it leaves out. One that may depend on a condition is missed only when the condition holds.
    public var missing: [MissingContent] {
        let said = body.visibleMarks
        return kind.requiredContents.compactMap { content in
            switch content.part {
            case .text:
                let owed = content.conditions.allSatisfy { conditions.contains($0) }
                return said.contains(content.id) || !owed
                    ? nil : MissingContent(content: content, how: "the letter has no text in that part")
            case .frame:
                let addressed = !recipient.name.trimmed.isEmpty && !recipient.address.isEmpty
                return addressed ? nil : MissingContent(content: content, how: "the letter has no addressee")
            }
        }
    }
}

extension TemplateInline {
    /// What is said whatever the conditions are, but for those given, which hold.
    static func certain(_ inlines: [TemplateInline], given: [Field]) -> [TemplateInline] {
        inlines.flatMap { inline -> [TemplateInline] in
            switch inline {
            case .conditional(let name, let inner):
                given.contains { $0.rawValue == name } ? certain(inner, given: given) : []
            case .emphasis(let inner), .strong(let inner), .link(_, let inner): certain(inner, given: given)
            default: [inline]
            }
        }
    }

    /// Whether nothing is said.
    static func isBlank(_ inlines: [TemplateInline]) -> Bool {
        inlines.allSatisfy { inline in
            switch inline {
            case .text(let text): text.allSatisfy { $0.isWhitespace || $0.isPunctuation }
            case .softBreak, .lineBreak: true
            default: false
            }
        }
    }

    /// The fields shown.
    static func fields(_ inlines: [TemplateInline]) -> [String] {
        inlines.compactMap { inline in
            if case .placeholder(let name) = inline { name } else { nil }
        }
    }
}

extension ReviewModel {
    /// The items that it demands of letters beyond the law: what guidance only asks for, and would be shown.
    public var demandedOfLetters: Set<String> {
        beyondTheLaw(.appealPackage).contains(ReviewModel.tribunalRecommendations) ? ["4b.6"] : []
    }
}

extension LetterTemplate {
    /// Why that model cannot use this template: the first item that it demands beyond the law and the template leaves out.
    public func lacks(for model: ReviewModel) -> TemplateError? {
        let demanded = model.demandedOfLetters
        return advice.first { demanded.contains($0.content.id) }.map {
            TemplateError(file: template.file, line: 1, reason: "the model \(model.id) makes a demand of it: \($0)")
        }
    }
}
