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
        case .finalPlan: Required.frame + Required.final + Required.answered + Required.appeal
        case .notAmended: Required.frame + Required.notAmending + Required.answered + Required.appeal
        case .ceasingConsidered: Required.frame + Required.ceasingConsidered
        case .planEnded: Required.frame + Required.ended
        case .movedIn: Required.frame + Required.movedIn
        case .earlyReviewAnswer: Required.frame + Required.earlyReviewAnswer
        case .disagreementAnswer: Required.frame + Required.disagreementAnswer
        case .changeAnswer: Required.frame + Required.changeAnswer
        case .lateToFamily: Required.frame + Required.late
        case .rightsWillPass, .rightsPassed: Required.frame + Required.rights
        case .correction: Required.frame + Required.correction
        case .paperAstray: Required.frame + Required.paperAstray
        case .paperNotYours: Required.frame + Required.paperNotYours
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

    /// What became of what the family said: the law asks that it be thought about, and guidance that one can see it.
    static let answered: [RequiredContent] = [
        RequiredContent(
            "AMD-2.1", "what the family said of the amendments, and what became of each",
            "SEND Regulations 2014, reg 22(2)(c), and the Ombudsman's decisions", .guidance, .secondary,
            fields: [.youSaidWeDid], conditions: [.isAnswered])
    ]

    private static let reg31 = "SEND Regulations 2014, reg 31(1)"

    static let ceasingConsidered: [RequiredContent] = [
        RequiredContent("CEASE-2.1", "that ending the plan is considered, and not decided", reg31),
        RequiredContent("CEASE-2.2", "what the family thinks of it, and until when", reg31, fields: [.replyBy]),
        RequiredContent(
            "CEASE-2.3", "that the head of the school or college is asked too", reg31, conditions: [.atASetting]),
        RequiredContent(
            "CEASE-4.1", "that the plan goes on meanwhile", "Children and Families Act 2014, s.45(4)", .law),
    ]

    static let ended: [RequiredContent] = [
        RequiredContent(
            "CEASE-4.2", "with which day the plan ended", "Children and Families Act 2014, s.45(4)",
            fields: [.endedDay]),
        RequiredContent(
            "CEASE-4.3", "that the time to appeal has passed, or an appeal has ended",
            "Children and Families Act 2014, s.45(4)"),
    ]

    private static let reg15 = "SEND Regulations 2014, reg 15"

    static let movedIn: [RequiredContent] = [
        RequiredContent("MOV-4.1", "that the plan was transferred, and when", reg15, fields: [.transferDay]),
        RequiredContent(
            "MOV-4.2", "whether the council assesses anew: that it does", reg15, conditions: [.isReassessing]),
        RequiredContent(
            "MOV-4.3", "whether the council assesses anew: that it does not", reg15, conditions: [.isNotReassessing]),
        RequiredContent("MOV-4.4", "when the council reviews the plan", reg15, fields: [.reviewBy]),
    ]

    private static let requests = "Code of Practice and the Ombudsman's decisions on requests that nobody answers"

    static let earlyReviewAnswer: [RequiredContent] = [
        RequiredContent("CYC-10.1", "that it is agreed", requests, .guidance, .secondary, conditions: [.isAgreed]),
        RequiredContent(
            "CYC-10.2", "that it is not agreed", requests, .guidance, .secondary, conditions: [.isNotAgreed]),
        RequiredContent(
            "CYC-10.3", "the reasons", requests, .guidance, .secondary, fields: [.ourReasons],
            conditions: [.hasOurReasons]),
    ]

    static let disagreementAnswer: [RequiredContent] = [
        RequiredContent(
            "POL-1.1", "the answer", "council policy: who does not agree with the kind of review is answered", .policy,
            .secondary, fields: [.ourReasons], conditions: [.hasOurReasons])
    ]

    private static let reg28 = "SEND Regulations 2014, reg 28"

    static let changeAnswer: [RequiredContent] = [
        RequiredContent(
            "AMD-8.1", "that the change is proposed", reg28, .guidance, .knowledge, conditions: [.isAgreed]),
        RequiredContent(
            "AMD-8.2", "that it is not proposed", reg28, .guidance, .knowledge, conditions: [.isNotAgreed]),
        RequiredContent(
            "AMD-8.3", "the reasons", reg28, .guidance, .knowledge, fields: [.ourReasons],
            conditions: [.hasOurReasons]),
    ]

    static let late: [RequiredContent] = [
        RequiredContent(
            "DEC-1.1", "that the decision is late, and since when", reg20, .guidance, .secondary, fields: [.due]),
        RequiredContent(
            "DEC-1.2", "that the right to appeal waits for it", "SEND Regulations 2014, reg 20(11)", .guidance,
            .secondary),
        RequiredContent(
            "DEC-1.3", "how to complain", "the Ombudsman's decisions on delay", .guidance, .secondary,
            fields: [.complaints, .complaintsPhone]),
    ]

    static let rights: [RequiredContent] = [
        RequiredContent(
            "AGE-1.1", "with which day the rights pass, and to whom", "SEND Regulations 2014, reg 64; AGE-1",
            .guidance, .knowledge, fields: [.due]),
        RequiredContent(
            "AGE-1.2", "who decides for somebody who cannot", "Children and Families Act 2014, s.80", .guidance,
            .secondary),
    ]

    static let correction: [RequiredContent] = [
        RequiredContent(
            "COR-1.1", "which letter was wrong", "UK GDPR, art. 5(1)(d)", .guidance, .knowledge,
            fields: [.wrongLetterDay]),
        RequiredContent(
            "COR-1.2", "what was wrong", "UK GDPR, art. 5(1)(d)", .guidance, .knowledge, fields: [.whatWasWrong]),
        RequiredContent(
            "COR-1.3", "what is right", "UK GDPR, art. 5(1)(d)", .guidance, .knowledge, fields: [.whatIsRight]),
    ]

    private static let art34 = "UK GDPR, art. 34(2)"

    static let paperAstray: [RequiredContent] = [
        RequiredContent("GDPR-34.1", "what happened to which paper", art34, .law, .knowledge, fields: [.paper]),
        RequiredContent("GDPR-34.2", "who can have read it", art34, .law, .knowledge, fields: [.readers]),
        RequiredContent("GDPR-34.3", "what may follow from it", art34, .law, .knowledge),
        RequiredContent("GDPR-34.4", "what was done about it", art34, .law, .knowledge, fields: [.withdrawnDay]),
        RequiredContent(
            "GDPR-34.5", "whom to ask", art34, .law, .knowledge, fields: [.coordinator, .councilPhone]),
    ]

    static let paperNotYours: [RequiredContent] = [
        RequiredContent(
            "GDPR-5.1", "which paper does not belong to them", "UK GDPR, art. 5(1)(f)", .guidance, .knowledge,
            fields: [.paper]),
        RequiredContent(
            "GDPR-5.2", "what to do with it", "UK GDPR, art. 5(1)(f)", .guidance, .knowledge),
    ]
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
            case .softBreak, .lineBreak, .picture: true
            default: false
            }
        }
    }

    /// The words in it, whatever the conditions are, without what fields are filled with.
    static func words(_ inlines: [TemplateInline]) -> String {
        inlines.reduce(into: "") { words, inline in
            switch inline {
            case .text(let text): words += text
            case .softBreak, .lineBreak: words += " "
            case .placeholder, .picture: break
            case .conditional(_, let inner), .emphasis(let inner), .strong(let inner), .link(_, let inner):
                words += Self.words(inner)
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
