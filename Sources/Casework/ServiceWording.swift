public import Contracts

// In words, in the middle of a sentence, what the closed lists of the council's service mean.

extension MissedDay {
    /// "the day for the decision".
    public var words: String {
        switch self {
        case .invitation: "the day for the invitation"
        case .advice: "the day for sending advice round"
        case .report: "the day for the report of the meeting"
        case .decision: "the day for the decision"
        case .notice: "the day for the amendment notice"
        case .final: "the day for the final plan"
        case .review: "the last day of the review's twelve months"
        case .transfer: "the day for naming the next setting"
        }
    }

    /// What the family has a right to and waited for: "to be told the decision, and with it to appeal".
    public var right: String {
        switch self {
        case .invitation: "to be invited two weeks before the meeting"
        case .advice: "to have all advice two weeks before the meeting"
        case .report: "to have the report of the meeting within two weeks"
        case .decision: "to be told the decision within four weeks of the meeting"
        case .notice: "to see what the council would amend within four weeks of the meeting, and to answer"
        case .final: "to have the final plan, and with it to appeal"
        case .review: "to have the plan reviewed within twelve months"
        case .transfer: "to have the next setting named before the transfer"
        }
    }
}

extension LateReason {
    /// "advice from health came late".
    public var words: String {
        switch self {
        case .settingPapers: "papers of the setting came late"
        case .healthAdvice: "advice from health came late"
        case .socialCareAdvice: "advice from social care came late"
        case .psychologyAdvice: "advice of the educational psychologist came late"
        case .councilCapacity: "the council had nobody to do it in time"
        case .placement: "a place was looked for"
        case .familyAsked: "the family asked for another day"
        case .unavailable: "the child or the family could not come"
        case .tribunal: "an appeal or mediation was open"
        case .movedIn: "the plan had come from another council"
        case .settingClosed: "the setting was closed"
        case .system: "a system was at fault"
        case .other: "another reason"
        }
    }
}

extension ContestedFact {
    /// "the day of the meeting".
    public var words: String {
        switch self {
        case .meetingHeld: "the day of the meeting"
        case .invitationSent: "the day of the invitation"
        case .adviceSent: "the day on which advice was sent round"
        case .reportSent: "the day of the report"
        case .letterSent: "the day of the decision letter"
        case .noticeSent: "the day of the amendment notice"
        case .finalSent: "the day of the final plan"
        case .views: "what is said of views and of who took part"
        case .provision: "what is said to be provided"
        case .other: "something"
        }
    }
}

extension ContestOutcome {
    /// "the record was wrong, and is corrected".
    public var words: String {
        switch self {
        case .corrected: "the record was wrong, and is corrected"
        case .stands: "the record is right"
        case .unsettled: "nobody can say, and what both say is kept"
        }
    }
}

extension SupportFinding {
    /// "it was not delivered, and is again".
    public var words: String {
        switch self {
        case .putRight: "it was not delivered, and is again"
        case .beingPutRight: "it is not delivered, and somebody sees to it"
        case .delivered: "it is delivered as the plan says"
        case .notResolved: "it is not delivered, and nobody can say when it will be"
        }
    }
}

extension AnswerChannel {
    /// "on paper".
    public var words: String {
        switch self {
        case .online: "online"
        case .paper: "on paper"
        case .phone: "by phone"
        case .inPerson: "in person"
        case .textMessage: "by text message"
        }
    }
}

extension SessionTime {
    /// "in the evening".
    public var words: String {
        switch self {
        case .day: "by day"
        case .evening: "in the evening"
        case .online: "online"
        }
    }
}

extension Agency {
    /// "the educational psychologist".
    public var words: String {
        switch self {
        case .health: "health"
        case .socialCare: "social care"
        case .psychology: "the educational psychologist"
        case .nextSetting: "the setting to which the child moves next"
        }
    }
}

extension AgencyStep {
    /// "was invited to the meeting", of an agency.
    public var words: String {
        switch self {
        case .invited: "was invited to the review meeting"
        case .advised: "gave advice"
        case .attended: "took part in the review meeting"
        }
    }
}

extension ComplaintOutcome {
    /// "partly upheld".
    public var words: String { rawValue.replacing("-", with: " ") }
}

extension Adjustment {
    /// "an interpreter".
    public var words: String {
        switch self {
        case .interpreter: "an interpreter"
        case .signLanguage: "an interpreter of sign language"
        case .translation: "a translation"
        case .easyRead: "an Easy Read copy"
        case .largePrint: "large print"
        case .braille: "braille"
        case .audio: "a recording"
        case .other: "something in another form"
        }
    }
}

extension Remedy {
    /// "what was late is given beside what is due".
    public var words: String {
        switch self {
        case .nothing: "nothing beside what was said"
        case .apology: "an apology"
        case .provisionMadeUp: "what was late is given beside what is due"
        case .soonerReview: "the next review is held sooner"
        case .complaint: "it is looked at as a complaint"
        case .decidedElsewhere: "whether money is owed is decided elsewhere"
        }
    }
}
