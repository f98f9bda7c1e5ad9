public import JSON

// The closed lists of words for what became late, and for what families ask, say and are answered. A word, once written,
// keeps its meaning for ever.

/// A day of the law, or of the council, that a review can miss.
public enum MissedDay: String, CaseIterable, Sendable, TextValue {
    /// Two weeks before the meeting, for the invitation (MTG-3).
    case invitation
    /// Two weeks before the meeting, for advice (MTG-4).
    case advice
    /// Two weeks after the meeting, for its report (REP-1).
    case report
    /// Four weeks after the meeting, for the decision (DEC-1).
    case decision
    /// The same day, for the amendment notice (AMD-1).
    case notice
    /// Eight weeks after the notice, for the final plan (AMD-3).
    case final
    /// The last of the twelve months (CYC-1, CYC-2).
    case review
    /// 15 February or 31 March before a transfer (PH-1, PH-2).
    case transfer
}

/// Why a day was missed, as people code it.
public enum LateReason: String, CaseIterable, Sendable, TextValue {
    /// Papers of the setting came late.
    case settingPapers = "setting-papers"
    case healthAdvice = "health-advice"
    case socialCareAdvice = "social-care-advice"
    case psychologyAdvice = "psychology-advice"
    /// The council had nobody to do it in time.
    case councilCapacity = "council-capacity"
    /// A place was looked for, or a setting consulted.
    case placement
    /// The family asked for more time, or for another day.
    case familyAsked = "family-asked"
    /// The child or the family was ill, or could not come.
    case unavailable
    /// An appeal or mediation was open.
    case tribunal
    /// The plan had come from another council.
    case movedIn = "moved-in"
    /// The setting was closed for a holiday, by strike or otherwise.
    case settingClosed = "setting-closed"
    /// What was to be sent could not be, for a fault of a system.
    case system
    case other
}

/// What in the record a family can say is not right.
public enum ContestedFact: String, CaseIterable, Sendable, TextValue {
    case meetingHeld = "meeting-held"
    case invitationSent = "invitation-sent"
    case adviceSent = "advice-sent"
    case reportSent = "report-sent"
    case letterSent = "letter-sent"
    case noticeSent = "notice-sent"
    case finalSent = "final-sent"
    /// What the record says of their own views, or of who took part.
    case views
    /// What it says is provided.
    case provision
    case other

    /// Whether a time that the law sets begins or ends with it: then it is counted as contested beside each such figure.
    public var isOfClock: Bool {
        switch self {
        case .meetingHeld, .invitationSent, .adviceSent, .reportSent, .letterSent, .noticeSent, .finalSent: true
        case .views, .provision, .other: false
        }
    }
}

/// What became of something that was contested.
public enum ContestOutcome: String, CaseIterable, Sendable, TextValue {
    /// The record was wrong, and is corrected.
    case corrected
    /// The record is right, and the family was told why.
    case stands
    /// Nobody can say: the record stays, and so does what the family says.
    case unsettled
}

/// What was found where somebody says that support is not delivered.
public enum SupportFinding: String, CaseIterable, Sendable, TextValue {
    /// It was not delivered, and is again.
    case putRight = "put-right"
    /// It is not delivered, and somebody sees to it.
    case beingPutRight = "being-put-right"
    /// It is delivered as the plan says.
    case delivered
    /// It is not delivered, and nobody can say when it will be.
    case notResolved = "not-resolved"
}

/// By which way an answer to the three questions came.
public enum AnswerChannel: String, CaseIterable, Sendable, TextValue {
    case online, paper, phone
    case inPerson = "in-person"
    case textMessage = "text-message"
}

/// An answer to one of the three questions after a review.
public enum ExperienceAnswer: String, CaseIterable, Sendable, TextValue {
    case yes, partly, no
}

/// When a session is, or where.
public enum SessionTime: String, CaseIterable, Sendable, TextValue {
    case day, evening, online
}

/// Who beside the family and the setting is asked to a review meeting.
public enum Agency: String, CaseIterable, Sendable, TextValue {
    case health
    case socialCare = "social-care"
    /// The council's educational psychologist.
    case psychology
    /// The setting to which the child moves next.
    case nextSetting = "next-setting"
}

/// What an agency had to do with a review meeting.
public enum AgencyStep: String, CaseIterable, Sendable, TextValue {
    /// It was sent an invitation.
    case invited
    /// Its advice came.
    case advised
    /// Somebody of it took part in any of the meeting.
    case attended
}

/// Of what a family complains.
public enum ComplaintSubject: String, CaseIterable, Sendable, TextValue {
    case delay, decision, provision, communication, conduct, data, other
}

/// What came of a complaint.
public enum ComplaintOutcome: String, CaseIterable, Sendable, TextValue {
    case upheld
    case partlyUpheld = "partly-upheld"
    case notUpheld = "not-upheld"
    case withdrawn
}

/// What somebody needs so that they can take part, read or hear.
public enum Adjustment: String, CaseIterable, Sendable, TextValue {
    case interpreter
    case signLanguage = "sign-language"
    case translation
    case easyRead = "easy-read"
    case largePrint = "large-print"
    case braille, audio, other
}

/// What a person decided that a family is owed for a day that was missed. There is no sum among them: none is reckoned here.
public enum Remedy: String, CaseIterable, Sendable, TextValue {
    /// Nothing beside what was said.
    case nothing = "none"
    case apology
    /// What was late or not given is given beside what is due.
    case provisionMadeUp = "provision-made-up"
    /// The next review is held sooner.
    case soonerReview = "sooner-review"
    /// It is looked at as a complaint.
    case complaint
    /// Whether money is owed is decided elsewhere.
    case decidedElsewhere = "decided-elsewhere"
}
