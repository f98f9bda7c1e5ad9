public import Contracts
public import Statute

/// A template of a letter that has been held to the law: it says all that a letter of its kind must say.
public struct LetterTemplate: Hashable, Sendable {
    /// The letter it makes.
    public let kind: LetterKind
    /// How it is worded.
    public let style: LetterStyle
    /// Its text.
    public let template: Template

    /// The template in that text. Refused, with the item and its source, when it leaves out what the law demands, in
    /// whatever style; what guidance or policy asks for is only reported, by `advice`.
    public init(
        _ kind: LetterKind, style: LetterStyle = .ordinary, parsing text: String, file: String,
        parts: [String: String] = [:]
    ) throws(TemplateError) {
        self.kind = kind
        self.style = style
        template = try Template(parsing: text, file: file, parts: parts, pictures: style == .easyRead)
        try template.check("a letter", allowed: { $0.isIn(kind) })
        try LetterTemplate.refuseUnknownMarks(template)
        try LetterTemplate.refuseEnclosures(template, kind)
        if let missing = template.missing(for: kind).first(where: { $0.content.standing == .law }) {
            throw TemplateError(file: file, line: 1, reason: "\(missing)")
        }
        guard case .heading(level: 1, _)? = template.blocks.first?.kind else {
            throw TemplateError(file: file, line: 1, reason: "a letter begins with its heading: “# …”")
        }
    }

    /// What guidance or council policy asks for and the template leaves out.
    public var advice: [MissingContent] { template.missing(for: kind) }

    /// The letter for those facts. Refused, naming the field, when something that it shows is not known.
    public func letter(_ facts: LetterFacts) throws(TemplateError) -> Letter {
        try refuseEndBeforeAppeal(facts)
        let values = facts.values(for: kind)
        let body = try template.fill(values.named)
        let holding = Field.allCases.filter { values[$0] == .flag(true) }
        let letter = Letter(
            kind: kind, style: style, council: facts.council, recipient: facts.recipient,
            reference: facts.caseReference,
            day: facts.sent, officer: facts.officer, body: body, conditions: Set(holding))
        if let missing = letter.missing.first(where: { $0.content.standing == .law }) {
            throw TemplateError(file: template.file, line: 1, reason: "\(missing)")
        }
        let demanded = facts.model?.demandedOfLetters ?? []
        if let model = facts.model, let missing = letter.missing.first(where: { demanded.contains($0.content.id) }) {
            throw TemplateError(
                file: template.file, line: 1, reason: "the model \(model.id) makes a demand of it: \(missing)")
        }
        return letter
    }

    /// A plan is not to end before the time to appeal has passed.
    private func refuseEndBeforeAppeal(_ facts: LetterFacts) throws(TemplateError) {
        guard kind == .decisionCease, let from = facts.ceaseFrom else { return }
        let appealUntil = Statute.appealUntil(sent: facts.sent, certificate: nil, holidays: facts.holidays)
        guard from > appealUntil else {
            throw TemplateError(
                file: template.file, line: 1,
                reason: "the plan cannot end on \(from.short): it stays until the time to appeal has passed, on "
                    + "\(appealUntil.short) (Children and Families Act 2014, s.45(4)); name a later day")
        }
    }

    /// Refuses a letter that says that something comes with it when nothing does: its reader would look for it in vain.
    private static func refuseEnclosures(_ template: Template, _ kind: LetterKind) throws(TemplateError) {
        guard kind.enclosing.isEmpty else { return }
        for block in template.blocks.flatMap(\.flattened) {
            let words = TemplateInline.words(block.ownInlines).lowercased()
            if let phrase = enclosingPhrases.first(where: words.contains) {
                throw block.place.error(
                    "“\(phrase)” says that something comes with the letter, and nothing comes with \(kind.rawValue)")
            }
        }
    }

    private static let enclosingPhrases = [
        "with this letter you get", "with this letter comes", "comes with this letter", "come with this letter",
        "is enclosed", "are enclosed", "we enclose", "is attached", "are attached", "attached to this letter",
    ]

    private static func refuseUnknownMarks(_ template: Template) throws(TemplateError) {
        let known = Set(LetterKind.allCases.flatMap { $0.requiredContents.map(\.id) })
        for block in template.blocks.flatMap(\.flattened) {
            for mark in block.marks where !known.contains(mark) {
                throw block.place.error(
                    "no item is called “\(mark)”; there are \(known.sorted().joined(separator: ", "))")
            }
        }
    }
}

/// All that a letter is written from. What a kind of letter does not need may stay nil; what it needs and is nil is
/// refused by name when the letter is written.
public struct LetterFacts: Sendable {
    /// The council that writes.
    public var council: Council
    /// The case's reference.
    public var caseReference: String
    /// The child's given name, or "your child".
    public var child: String
    /// To whom.
    public var recipient: Recipient
    /// Who decided and signs.
    public var officer: Officer
    /// What the council calls the review: "annual review".
    public var review: String
    /// What the council calls the plan: "EHC plan".
    public var plan = "EHC plan"
    /// The day on which the letter is sent.
    public var sent: Day
    /// How it is sent.
    public var delivery: Delivery
    /// The day of the review meeting.
    public var meeting: Day?
    /// The name of the child's school or setting; nil when it attends none.
    public var setting: String?
    /// What its head is called: "headteacher", "principal".
    public var headTitle = "headteacher"
    /// The officer's reasons; an empty line begins a new paragraph.
    public var reasons: String?
    /// The proposed amendments, one each.
    public var amendments: [String] = []
    /// The evidence for them that is enclosed, one piece each.
    public var evidence: [String] = []
    /// When the amendment notice was sent, for what follows it.
    public var noticeSent: Day?
    /// The date of the final plan.
    public var planDay: Day?
    /// Who else got the final plan.
    public var planSentTo: [String] = []
    /// What became of what the family said of the proposed amendments, one each.
    public var answers: [String] = []
    /// When the letter left of which this one takes the place, because something in it was wrong; nil of a first letter.
    public var correctedDay: Day?
    /// What was wrong in it.
    public var correction: String?
    /// When the family and the setting were asked about ending the plan.
    public var consultedOn: Day?
    /// From when the plan is to end; the day after the last day to appeal when nil.
    public var ceaseFrom: Day?
    /// Of what else it tells.
    public var occasion = Occasion()
    /// The bank holidays, for the Tribunal's days and the post.
    public var holidays: BankHolidays
    /// Days, beginning with the notice's service, that the council gives for an answer; the law's fifteen at least.
    public var representationDays = Statute.Limit.representationDays
    /// The model that holds for the plan, which may demand more of the letter than the law; nil when it is not known.
    public var model: ReviewModel?

    /// The facts that every letter needs.
    public init(
        council: Council, caseReference: String, child: String, recipient: Recipient, officer: Officer,
        review: String = "annual review", sent: Day, delivery: Delivery, holidays: BankHolidays
    ) {
        self.council = council
        self.caseReference = caseReference
        self.child = child
        self.recipient = recipient
        self.officer = officer
        self.review = review
        self.sent = sent
        self.delivery = delivery
        self.holidays = holidays
    }

    /// The day by which this letter was due; nil while the days that set it are unknown.
    public func due(_ kind: LetterKind) -> Day? {
        switch kind {
        case .decisionMaintain, .decisionAmend, .decisionCease: meeting.map { Statute.decisionBy(meeting: $0) }
        case .finalPlan, .notAmended:
            meeting.map { Statute.finalBy(meeting: $0, noticeSent: noticeSent) }
                ?? noticeSent.map { Statute.finalBy(noticeSent: $0) }
        default: nil
        }
    }

    func values(for kind: LetterKind) -> Values {
        var values = council.values
        values[.caseReference] = .text(caseReference)
        values[.child] = .text(child)
        values[.whose] = .text(recipient.isYoungPerson ? "your" : "\(child)’s")
        values[.review] = .text(review)
        values[.plan] = .text(plan)
        values[.coordinator] = .text(officer.name)
        values[.coordinatorTitle] = .text(officer.title)
        values[.letterDay] = .text(sent.inWords)
        values[.toParent] = .flag(!recipient.isYoungPerson)
        values[.toYoungPerson] = .flag(recipient.isYoungPerson)
        values[.atASetting] = .flag(setting != nil)
        values[.setting] = setting.map { .text($0) }
        values[.headTitle] = .text(headTitle)
        values[.reasons] = reasons.map { .text($0) }
        values[.meetingDay] = meeting.map { .text($0.inWords) }
        values[.noticeDay] = noticeSent.map { .text($0.inWords) }
        values[.planDay] = planDay.map { .text($0.inWords) }
        values[.consultedOn] = consultedOn.map { .text($0.inWords) }
        if !amendments.isEmpty { values[.amendments] = .list(amendments) }
        if !evidence.isEmpty { values[.evidence] = .list(evidence) }
        values[.isCorrection] = .flag(correctedDay != nil)
        values[.correctedDay] = correctedDay.map { .text($0.inWords) }
        values[.saysWhatWasWrong] = .flag(correctedDay != nil && correction != nil)
        values[.correction] = correction.map { .text($0) }
        values[.isAnswered] = .flag(!answers.isEmpty)
        if !answers.isEmpty { values[.youSaidWeDid] = .list(answers) }
        if !planSentTo.isEmpty { values[.planSentTo] = .list(planSentTo) }
        if !kind.isOfDecision { occasion.add(to: &values, reasons: reasons) }
        addLateness(kind, to: &values)
        addDays(kind, to: &values)
        return values
    }

    private func addLateness(_ kind: LetterKind, to values: inout Values) {
        // What is not known to be late is not called late.
        values[.late] = .flag(false)
        guard let due = due(kind) else { return }
        values[.letterDue] = .text(due.inWords)
        values[.late] = .flag(sent > due)
        if sent > due { values[.howLate] = .text(Lateness.words(days: sent - due)) }
    }

    private func addDays(_ kind: LetterKind, to values: inout Values) {
        if let next = Statute.reviewDue(made: nil, lastReviewed: sent) { values[.nextReviewDue] = .text(next.inWords) }
        if kind.carriesAppeal {
            let twoMonths = Statute.appealPeriodEnds(sent: sent)
            let until = Statute.appealUntil(sent: sent, certificate: nil, holidays: holidays)
            values[.appealBy] = .text(
                until.withWeekday + holidays.provisionalNote(from: twoMonths, through: until))
            values[.twoMonthsEnd] = .text(twoMonths.withWeekday)
            values[.appealMoved] = .flag(until != twoMonths)
            values[.mediationBy] = .text(Statute.mediationContactUntil(sent: sent).withWeekday)
            values[.ceaseFrom] = .text((ceaseFrom ?? until + 1).inWords)
        }
        if kind == .decisionAmend {
            let served = Statute.served(sent: sent, by: delivery, holidays: holidays)
            let until = served.lastOfDaysBeginning(representationDays)
            let binding = meeting.map { Statute.finalBy(meeting: $0, noticeSent: sent) }
            let eightWeeks = Statute.finalBy(noticeSent: sent)
            // A notice so late that twelve weeks from the meeting end within the family's own days: these go first.
            let tooLate = binding.map { $0 <= until } ?? false
            // By post the day of service is counted in working days, and nothing moves an e-mail's.
            values[.representUntil] = .text(
                until.withWeekday + (served == sent ? "" : holidays.provisionalNote(from: sent, through: served)))
            values[.finalTooLate] = .flag(tooLate)
            values[.finalBy] = .text((tooLate ? eightWeeks : binding ?? eightWeeks).withWeekday)
        }
    }
}

/// How late something is, in a reader's words.
public enum Lateness {
    /// "three days", "one week", "two weeks and one day".
    public static func words(days: Int) -> String {
        let weeks = days / 7
        let rest = days % 7
        if weeks == 0 { return Deadline.count(rest, "day") }
        if rest == 0 { return Deadline.count(weeks, "week") }
        return "\(Deadline.count(weeks, "week")) and \(Deadline.count(rest, "day"))"
    }
}
