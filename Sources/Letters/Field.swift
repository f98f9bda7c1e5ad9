public import Contracts

/// The fields that letters and messages may show, by the names that templates use. The list is closed, so that no
/// template can ask for what nobody fills; and the fields of a message hold nothing about the child but its reference,
/// unless an officer wrote it into the reasons of an answer.
public enum Field: String, CaseIterable, Hashable, Sendable {
    // The case.
    case caseReference = "case"
    case child
    case whose
    case review
    case plan
    case meetingDay = "meeting day"
    case letterDue = "letter due"
    case letterDay = "letter day"
    case howLate = "how late"
    case reasons
    case setting
    case headTitle = "head title"
    case nextReviewDue = "next review due"
    case coordinator
    case coordinatorTitle = "coordinator title"

    // The amendment notice and what follows it.
    case amendments
    case evidence
    case representUntil = "represent until"
    case finalBy = "final by"
    case noticeDay = "notice day"
    case planDay = "plan day"
    case planSentTo = "plan sent to"
    case youSaidWeDid = "you said we did"

    // A letter that takes the place of one in which something was wrong.
    case correctedDay = "corrected day"
    case correction

    // Ceasing.
    case consultedOn = "consulted on"
    case ceaseFrom = "cease from"

    // Appeal.
    case appealBy = "appeal by"
    case twoMonthsEnd = "two months end"
    case mediationBy = "mediation by"

    // The council, and who helps.
    case council
    case team
    case councilPhone = "council phone"
    case councilEmail = "council email"
    case localOffer = "local offer"
    case adviceService = "advice service"
    case advicePhone = "advice phone"
    case adviceEmail = "advice email"
    case mediationAdviser = "mediation adviser"
    case mediationPhone = "mediation phone"
    case mediationEmail = "mediation email"
    case disagreementService = "disagreement service"
    case disagreementPhone = "disagreement phone"
    case disagreementEmail = "disagreement email"
    case tribunal
    case tribunalAddress = "tribunal address"
    case tribunalPhone = "tribunal phone"
    case tribunalEmail = "tribunal email"
    case tribunalWeb = "tribunal web"
    case complaints
    case complaintsPhone = "complaints phone"
    case complaintsEmail = "complaints email"

    // Messages.
    case what
    case due
    case rule
    case why
    case portal
    case askedDay = "asked day"
    case ourReasons = "our reasons"
    case meetingBefore = "meeting before"
    case replyBy = "reply by"
    case kind
    case kindWhy = "kind why"
    case answerDays = "answer days"
    case familyForm = "family form"
    case childForm = "child form"
    case firstSent = "first sent"
    case againUntil = "again until"

    // What letters tell of that is no decision (`Occasion`).
    case endedDay = "ended day"
    case transferDay = "transfer day"
    case reviewBy = "review by"
    case wrongLetterDay = "wrong letter day"
    case whatWasWrong = "what was wrong"
    case whatIsRight = "what is right"
    case paper
    case withdrawnDay = "withdrawn day"
    case readers

    // Conditions.
    case late
    case isAnswered = "answered"
    case isReassessing = "reassessing"
    case isNotReassessing = "not reassessing"
    case toParent = "to parent"
    case toYoungPerson = "to young person"
    case atASetting = "at a setting"
    case appealMoved = "appeal moved"
    case finalTooLate = "final too late"
    case isCorrection = "is correction"
    case saysWhatWasWrong = "says what was wrong"
    case toFamily = "to family"
    case toSetting = "to setting"
    case toCoordinator = "to coordinator"
    case hasPortal = "has portal"
    case isAsked = "asked"
    case isMoved = "moved"
    case isAgreed = "agreed"
    case isNotAgreed = "not agreed"
    case hasOurReasons = "has our reasons"
    case lacksOurReasons = "lacks our reasons"
    case settingArranges = "setting arranges"
    case councilArranges = "council arranges"
    case isKindProposed = "kind proposed"
    case isKindChosen = "kind chosen"
    case hasForm = "has form"
    case hasFamilyForm = "has family form"
    case hasChildForm = "has child form"
    case hasAnswerDays = "has answer days"
    case bringsAppeal = "brings appeal"

    /// Whether it stands before `??` instead of being shown.
    public var isCondition: Bool {
        switch self {
        case .late, .toParent, .toYoungPerson, .atASetting, .appealMoved, .finalTooLate, .isAnswered, .isCorrection,
            .saysWhatWasWrong, .toFamily, .toSetting,
            .toCoordinator, .hasPortal, .isAsked, .isMoved, .isAgreed, .isNotAgreed, .hasOurReasons, .lacksOurReasons,
            .settingArranges, .councilArranges,
            .isKindProposed, .isKindChosen, .hasForm, .hasFamilyForm, .hasChildForm, .hasAnswerDays, .bringsAppeal,
            .isReassessing, .isNotReassessing:
            true
        default: false
        }
    }

    /// Whether a letter of that kind may use it.
    public func isIn(_ kind: LetterKind) -> Bool {
        guard kind.isOfDecision else { return isInEveryLetter || kind.occasionFields.contains(self) }
        switch self {
        case .youSaidWeDid, .isAnswered: return kind == .finalPlan || kind == .notAmended
        default: return isInDecisions
        }
    }

    /// Whether every letter knows it: the case, the officer, the council and who helps, and to whom the letter goes.
    private var isInEveryLetter: Bool {
        switch self {
        case .caseReference, .whose, .review, .plan, .coordinator, .coordinatorTitle, .letterDay, .toParent,
            .toYoungPerson, .atASetting, .council, .team, .councilPhone, .councilEmail, .localOffer, .adviceService,
            .advicePhone, .adviceEmail, .mediationAdviser, .mediationPhone, .mediationEmail, .disagreementService,
            .disagreementPhone, .disagreementEmail, .tribunal, .tribunalAddress, .tribunalPhone, .tribunalEmail,
            .tribunalWeb, .complaints, .complaintsPhone, .complaintsEmail:
            true
        default: false
        }
    }

    private var isInDecisions: Bool {
        switch self {
        case .what, .due, .rule, .why, .portal, .hasPortal, .toFamily, .toSetting, .toCoordinator, .askedDay, .isAsked,
            .meetingBefore, .isMoved, .isAgreed, .isNotAgreed, .ourReasons, .hasOurReasons, .lacksOurReasons,
            .settingArranges, .councilArranges, .replyBy, .kind,
            .kindWhy,
            .answerDays, .familyForm, .childForm, .isKindProposed, .isKindChosen, .hasForm, .hasFamilyForm,
            .hasChildForm, .firstSent, .againUntil, .hasAnswerDays, .bringsAppeal, .endedDay, .transferDay, .reviewBy,
            .wrongLetterDay, .whatWasWrong, .whatIsRight, .paper, .withdrawnDay, .readers, .isReassessing,
            .isNotReassessing:
            false
        default: true
        }
    }

    /// Whether a message may use it: nothing that tells more of the child than its reference.
    public var isInMessages: Bool {
        switch self {
        case .child, .whose, .plan, .reasons, .setting, .headTitle, .amendments, .evidence, .planSentTo, .consultedOn,
            .ceaseFrom, .youSaidWeDid, .isAnswered, .correctedDay, .correction, .isCorrection, .saysWhatWasWrong,
            .atASetting, .letterDay, .noticeDay, .planDay, .finalTooLate, .appealBy, .twoMonthsEnd,
            .appealMoved,
            .mediationBy, .letterDue, .nextReviewDue, .representUntil, .finalBy, .endedDay, .transferDay, .reviewBy,
            .wrongLetterDay, .whatWasWrong, .whatIsRight, .paper, .withdrawnDay, .readers, .isReassessing,
            .isNotReassessing:
            false
        default: true
        }
    }
}

/// What the fields of a letter or a message are filled with, kept by the names that templates use.
struct Values: Hashable, Sendable {
    private(set) var named: [String: Value] = [:]

    subscript(field: Field) -> Value? {
        get { named[field.rawValue] }
        set { named[field.rawValue] = newValue }
    }
}

extension Template {
    /// Refuses a field that is not on the list for it, or is used as a condition where it is a text, or the other way.
    func check(_ purpose: String, allowed: (Field) -> Bool) throws(TemplateError) {
        for use in uses {
            guard let field = Field(rawValue: use.name), allowed(field) else {
                let known = Field.allCases.filter { allowed($0) && $0.isCondition == use.isCondition }
                throw use.place.error(
                    "\(purpose) has no \(use.isCondition ? "condition" : "field") “\(use.name)”; there are "
                        + known.map(\.rawValue).sorted().joined(separator: ", "))
            }
            if field.isCondition, !use.isCondition {
                throw use.place.error("((\(use.name))) is a condition; write ((\(use.name)??text))")
            }
        }
    }
}
