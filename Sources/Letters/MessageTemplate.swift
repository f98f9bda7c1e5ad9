public import Contracts
public import Statute

/// The messages that people get, each with a template of its own.
public enum MessageForm: String, CaseIterable, Hashable, Sendable {
    case reviewDue = "review-due"
    /// The same, when the day by which it must be complete is not known.
    case reviewDueUnknown = "review-due-unknown"
    /// The same, when that day has passed: a family is told no day by which something was to be done.
    case reviewDueLate = "review-due-late"
    case invitation
    case reminderArrange = "reminder-arrange"
    case reminderAdvice = "reminder-advice"
    case reminderReport = "reminder-report"
    case reminderDecision = "reminder-decision"
    case reminderFinal = "reminder-final"
    /// An alarm to the coordinator: what was not recorded by which day.
    case notRecorded = "not-recorded"
    /// The letter to the family, when no decision letter was recorded in four weeks.
    case lateToFamily = "late-to-family"
    /// The letter of the decision.
    case decisionLetter = "decision-letter"
    /// The letter with the final plan.
    case finalPlan = "final-plan"
    /// The letter that says that the plan is not changed after all.
    case notAmended = "not-amended"
    /// To the setting, and to those whom the law or the council wants to know: what was decided, without the letter.
    case decisionNoticeMaintain = "decision-notice-maintain"
    case decisionNoticeAmend = "decision-notice-amend"
    case decisionNoticeCease = "decision-notice-cease"
    /// To the setting and the health body: the plan is final.
    case finalNotice = "final-notice"
    /// To the coordinator: somebody asked for an early review.
    case earlyReviewRequest = "early-review-request"
    /// The letter to the family: whether the review is held early.
    case earlyReviewAnswer = "early-review-answer"
    /// The same to whoever else asked for it.
    case earlyReviewNotice = "early-review-notice"
    /// The letter that answers who did not agree with the kind of review.
    case disagreementAnswer = "disagreement-answer"
    /// The letter that answers a request for a change of the plan.
    case changeAnswer = "change-answer"
    /// The same to whoever else asked for it.
    case changeNotice = "change-notice"
    /// The letter to the family of a child who moved in.
    case movedIn = "moved-in"
    /// The letter that ending the plan is considered.
    case ceasingConsidered = "ceasing-considered"
    /// To the setting that the plan names: what it thinks of that.
    case ceasingConsideredNotice = "ceasing-considered-notice"
    /// The letter that the plan has ended.
    case planEnded = "plan-ended"
    /// The letter that something in an earlier letter was wrong.
    case correction
    /// The letter that a paper about the child lay on another child's file.
    case paperAstray = "paper-astray"
    /// The letter that another child's paper lay on the file.
    case paperNotYours = "paper-not-yours"
    /// To the coordinator: what was submitted cannot stand.
    case refused
    /// The letter to the young person, and whoever holds the rights until then: with which day they pass.
    case rightsWillPass = "rights-will-pass"
    /// To the same: that they have passed.
    case rightsPassed = "rights-passed"
    /// To one of the family, in front of a letter that had not reached them and goes again.
    case sentAgain = "sent-again"

    /// Whether its text is the letter that it carries: the template has the subject alone.
    public var isLetter: Bool {
        switch self {
        case .decisionLetter, .finalPlan, .notAmended: true
        default: letter != nil
        }
    }

    /// The letter that is written as the message leaves; nil of one in words of its own, and of one that carries a letter
    /// which was written before.
    public var letter: LetterKind? {
        switch self {
        case .decisionLetter, .finalPlan, .notAmended: nil
        default: LetterKind(rawValue: rawValue)
        }
    }
}

/// A message as it is sent: plain text, with the same as HTML.
public struct MessageText: Hashable, Sendable {
    /// The subject line, without anything about the child but the case's reference.
    public let subject: String
    /// The text part.
    public let text: String
    /// The HTML part, a complete page.
    public let html: String
}

/// All that a message is written from. What a kind of message does not need may stay nil; what it needs and is nil is
/// refused by name.
public struct MessageFacts: Sendable {
    /// The council that writes.
    public var council: Council
    /// The case's reference.
    public var caseReference: String
    /// To whom it goes.
    public var recipient: Reminder.Recipient
    /// The officer in charge; the council's team answers when nil.
    public var officer: Officer?
    /// What the council calls the officer: "EHCP Coordinator".
    public var coordinatorTitle: String
    /// What the council calls the review.
    public var review: String
    /// What is or was due.
    public var deadline: Deadline?
    /// The day of the review meeting.
    public var meeting: Day?
    /// The other day of which the recipient was told before; nil when the meeting was not moved since.
    public var meetingBefore: Day?
    /// The day of the message.
    public var today: Day
    /// Where the recipient can record something; an https address.
    public var portal: String?
    /// The day on which somebody asked for an early review.
    public var asked: Day?
    /// Whether the council agreed to it; nil when the message is of something else.
    public var isAgreed: Bool?
    /// The reasons of that answer in the officer's words, an empty line beginning a new paragraph; nil when none is quoted.
    public var reasons: String?
    /// Whether the council itself arranges the meeting, because the child has no setting (reg 21).
    public var isArrangedByCouncil = false
    /// Whether the recipient is the young person; of the family, else a parent.
    public var isYoungPerson = false
    /// The kind of review to which somebody is invited; nil when the message is of something else.
    public var approach: Approach?
    /// Of a letter that goes again, what of it counts since when; nil when the message is of something else.
    public var again: Again?

    /// What is to be said of a letter that did not arrive and goes again.
    public struct Again: Hashable, Sendable {
        /// When it was sent first.
        public var sent: Day
        /// The last of the days for an answer, counted from this message; nil where the letter asks for none any more.
        public var representUntil: Day?
        /// Whether the letter brings a right to appeal.
        public var carriesAppeal: Bool

        public init(sent: Day, representUntil: Day?, carriesAppeal: Bool) {
            self.sent = sent
            self.representUntil = representUntil
            self.carriesAppeal = carriesAppeal
        }
    }

    /// The kind of a review, and what people are asked to fill in for it.
    public struct Approach: Hashable, Sendable {
        /// The model's own title of the kind.
        public var kind: String
        /// For whom the model proposes it: "for every child for whom no other kind is".
        public var why: String
        /// Whether it was chosen together; else it is proposed.
        public var isChosen: Bool
        /// Within how many days whoever does not agree is answered in writing.
        public var answerDays: Int
        /// The titles of the forms for the family and for the child; nil where the model has none.
        public var familyForm: String?
        public var childForm: String?

        public init(
            kind: String, why: String, isChosen: Bool, answerDays: Int, familyForm: String? = nil,
            childForm: String? = nil
        ) {
            self.kind = kind
            self.why = why
            self.isChosen = isChosen
            self.answerDays = answerDays
            self.familyForm = familyForm
            self.childForm = childForm
        }
    }

    /// For how many days after a message somebody waits for what it says is coming before they should ask.
    public static let daysToWait = 21

    /// The facts that every message needs.
    public init(
        council: Council, caseReference: String, recipient: Reminder.Recipient, officer: Officer? = nil,
        coordinatorTitle: String, review: String = "annual review", deadline: Deadline? = nil, meeting: Day? = nil,
        meetingBefore: Day? = nil, today: Day, portal: String? = nil, asked: Day? = nil, isAgreed: Bool? = nil,
        reasons: String? = nil,
        isArrangedByCouncil: Bool = false, isYoungPerson: Bool = false, approach: Approach? = nil, again: Again? = nil
    ) {
        self.council = council
        self.caseReference = caseReference
        self.recipient = recipient
        self.officer = officer
        self.coordinatorTitle = coordinatorTitle
        self.review = review
        self.deadline = deadline
        self.meeting = meeting
        self.meetingBefore = meetingBefore
        self.today = today
        self.portal = portal
        self.asked = asked
        self.isAgreed = isAgreed
        self.reasons = reasons
        self.isArrangedByCouncil = isArrangedByCouncil
        self.isYoungPerson = isYoungPerson
        self.approach = approach
        self.again = again
    }

    var values: Values {
        var values = council.values
        values[.caseReference] = .text(caseReference)
        values[.review] = .text(review)
        values[.coordinator] = .text(officer?.name ?? "our \(council.team.name)")
        values[.coordinatorTitle] = .text(officer?.title ?? "for your \(coordinatorTitle)")
        values[.meetingDay] = meeting.map { .text($0.withWeekday) }
        values[.meetingBefore] = meetingBefore.map { .text($0.withWeekday) }
        values[.isMoved] = .flag(meetingBefore != nil)
        values[.toFamily] = .flag(recipient == .family)
        values[.toSetting] = .flag(recipient == .setting)
        values[.toCoordinator] = .flag(recipient == .coordinator)
        values[.hasPortal] = .flag(portal != nil)
        values[.portal] = portal.map { .web($0) }
        values[.askedDay] = asked.map { .text($0.withWeekday) }
        values[.isAsked] = .flag(asked != nil)
        values[.isAgreed] = .flag(isAgreed == true)
        values[.ourReasons] = reasons.map { .text($0) }
        values[.hasOurReasons] = .flag(reasons != nil)
        values[.lacksOurReasons] = .flag(reasons == nil)
        values[.isNotAgreed] = .flag(isAgreed == false)
        values[.toParent] = .flag(recipient == .family && !isYoungPerson)
        values[.toYoungPerson] = .flag(recipient == .family && isYoungPerson)
        values[.replyBy] = .text((today + MessageFacts.daysToWait).withWeekday)
        if let approach {
            values[.kind] = .text(approach.kind)
            values[.kindWhy] = .text(approach.why)
            values[.isKindProposed] = .flag(!approach.isChosen)
            values[.isKindChosen] = .flag(approach.isChosen)
            values[.answerDays] = .text(Deadline.count(approach.answerDays, "day"))
            values[.familyForm] = approach.familyForm.map { .text($0) }
            values[.childForm] = approach.childForm.map { .text($0) }
            values[.hasFamilyForm] = .flag(approach.familyForm != nil)
            values[.hasChildForm] = .flag(approach.childForm != nil)
            values[.hasForm] = .flag(approach.familyForm != nil || approach.childForm != nil)
        }
        if let again {
            values[.firstSent] = .text(again.sent.withWeekday)
            values[.againUntil] = again.representUntil.map { .text($0.withWeekday) }
            values[.hasAnswerDays] = .flag(again.representUntil != nil)
            values[.bringsAppeal] = .flag(again.carriesAppeal)
        }
        values[.settingArranges] = .flag(!isArrangedByCouncil)
        values[.councilArranges] = .flag(isArrangedByCouncil)
        if let deadline {
            let late = today > deadline.due
            values[.what] = .text(Statute.rule(deadline.rule).what)
            values[.due] = .text(deadline.due.withWeekday)
            values[.rule] = .text(Statute.rule(deadline.rule).source)
            values[.why] = .text(deadline.why)
            values[.late] = .flag(late)
            if late { values[.howLate] = .text(Lateness.words(days: today - deadline.due)) }
        }
        return values
    }
}

/// A template of a message: its first line is `Subject: …`, then an empty line, then the text, unless a letter is its text.
public struct MessageTemplate: Hashable, Sendable {
    /// The message it makes.
    public let kind: MessageForm
    /// The subject line.
    public let subject: Template
    /// The text.
    public let body: Template

    /// The template in that text. Refused when its first line is no subject, or when it asks for more of the child than
    /// its reference.
    public init(_ kind: MessageForm, parsing text: String, file: String) throws(TemplateError) {
        self.kind = kind
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let prefix = "Subject:"
        guard let first = lines.first, first.hasPrefix(prefix), !first.dropFirst(prefix.count).trimmed.isEmpty else {
            throw TemplateError(file: file, line: 1, reason: "a message begins with the line “Subject: …”")
        }
        subject = try Template(parsing: first.dropFirst(prefix.count).trimmed, file: file)
        body = try Template(parsing: lines.count > 1 ? String(lines[1]) : "", file: file, firstLine: 2)
        try subject.check("a message", allowed: \.isInMessages)
        try body.check("a message", allowed: \.isInMessages)
        guard body.blocks.isEmpty == kind.isLetter else {
            throw TemplateError(
                file: file, line: 2,
                reason: kind.isLetter
                    ? "the letter is the message, and nobody would read a text after this subject"
                    : "a message has a text after its subject")
        }
    }

    /// The message for those facts, with a banner over it for a rehearsal; refused for one whose text is a letter.
    public func message(_ facts: MessageFacts, banner: String? = nil) throws(TemplateError) -> MessageText {
        guard !kind.isLetter else {
            throw TemplateError(file: subject.file, line: 1, reason: "the letter is the message, and is not there")
        }
        let named = facts.values.named
        // A subject is one line of plain text: a link in it would be read out as an address.
        let subject = try subject.fill(named).plainText.split(whereSeparator: \.isNewline).joined(separator: " ")
        let body = try body.fill(named)
        let escape = HTMLWriter.escape
        let notice = banner.map { "<p><strong>\(escape($0))</strong></p>\n" } ?? ""
        return MessageText(
            subject: subject, text: (banner.map { "\($0)\n\n" } ?? "") + body.plainText,
            html: """
                <!DOCTYPE html>
                <html lang="en-GB">
                <head>
                <meta charset="utf-8">
                <title>\(escape(subject))</title>
                </head>
                <body style="font: 16px/1.5 Arial, Helvetica, sans-serif; max-width: 42em">
                \(notice)\(body.html)</body>
                </html>

                """)
    }
}
