public import CaseFile
public import Contracts

/// The rules by which a contact of the child sees a paper, in their order: the first that applies decides. `docs/portal.md`
/// prints them, and every page of the portal asks them and nothing else.
public enum PaperRule: String, CaseIterable, Sendable {
    /// The contact may see nothing, or may not be written to.
    case closed
    /// It no longer counts: it was withdrawn or corrected.
    case withdrawn
    /// Whoever gave it wrote for the council alone, in confidence.
    case inConfidence = "in-confidence"
    /// The contact gave it.
    case own
    /// A letter to the contact that has left.
    case ownLetter = "own-letter"
    /// Another letter: to somebody else, or one that has not left.
    case otherLetter = "other-letter"
    /// Somebody else of the family gave it, or nobody knows who.
    case ofOtherContact = "of-other-contact"
    /// It is for the council's own work.
    case councilsWork = "councils-work"
    /// Where the child is is kept from the contact, and a paper may tell it.
    case locationProtected = "location-protected"
    /// An answer to what the contact asked or said.
    case ownAnswer = "own-answer"
    /// An answer to somebody else.
    case otherAnswer = "other-answer"
    /// The contact sees only what is its own.
    case ownAlone = "own-alone"
    /// It belongs to a decision of which the contact has not been told.
    case notTold = "not-told"
    /// It came with a letter to the contact, or is the plan as it was issued.
    case issued
    /// It was given for the council alone.
    case councilAlone = "council-alone"
    /// It was given for all who are invited.
    case invited

    /// Whether the contact sees the paper by it.
    public var shows: Bool {
        switch self {
        case .own, .ownLetter, .ownAnswer, .issued, .invited: true
        case .closed, .withdrawn, .inConfidence, .otherLetter, .ofOtherContact, .otherAnswer, .ownAlone,
            .locationProtected, .councilsWork, .notTold, .councilAlone:
            false
        }
    }

    /// In plain words.
    public var words: String {
        switch self {
        case .closed: "The contact may see nothing, or nothing may be sent to the contact."
        case .withdrawn: "The paper was withdrawn or corrected, or does not belong in this file."
        case .inConfidence:
            "Whoever wrote it wrote for the council alone, in confidence: it goes to nobody, and not back to whoever wrote it."
        case .own: "The contact gave it."
        case .ownLetter: "It is a letter to the contact, and has left."
        case .otherLetter: "It is a letter to somebody else, or has not left yet."
        case .ofOtherContact: "Somebody else in the family wrote or gave it, or nobody recorded who did."
        case .ownAnswer: "It answers what the contact asked or said."
        case .otherAnswer: "It answers somebody else."
        case .ownAlone: "The contact may see only what it gave, and what was addressed to it."
        case .locationProtected:
            "Where the child is is kept from the contact, and a paper may tell it: a person looks first."
        case .councilsWork: "It is for the council\u{2019}s own work: audits, evidence about contacts, explanations."
        case .notTold: "It belongs to a decision, and the contact\u{2019}s letter has not left."
        case .issued: "It came with a letter to the contact, or it is the plan as it was issued."
        case .councilAlone: "It was given for the council alone."
        case .invited: "It was given for everyone who is invited."
        }
    }

    /// Which rule decides whether that contact sees that paper. `audience` is whom it reaches, as it stands with its bytes; nil
    /// while nobody has read it, and then it is taken to be in confidence.
    public static func deciding(_ paper: CasePaper, to contact: Contact, audience: Audience?) -> PaperRule {
        guard contact.sees != .nothing, contact.mayBeWrittenTo else { return .closed }
        guard paper.stands else { return .withdrawn }
        let reader = Giver.contact(contact.number)
        let audience = audience ?? .writer
        guard audience != .writer else { return .inConfidence }
        if paper.giver == reader { return .own }
        if paper.role == .letter {
            return paper.to == reader && paper.told?.contains(contact.number) == true ? .ownLetter : .otherLetter
        }
        switch paper.giver {
        case .contact, .family: return .ofOtherContact
        case .party, .council: break
        }
        guard !paper.isCouncilsWork else { return .councilsWork }
        // Also of an answer nobody can say that it names no place.
        guard !contact.isLocationProtected else { return .locationProtected }
        if paper.role == .answer { return paper.to == reader ? .ownAnswer : .otherAnswer }
        guard contact.sees == .everything else { return .ownAlone }
        if let told = paper.told { return told.contains(contact.number) ? .issued : .notTold }
        if paper.kind == .planVersionRecorded { return .issued }
        return audience == .invited ? .invited : .councilAlone
    }
}

extension CasePaper {
    /// Whether it is for the council's own work, whoever it was given for.
    var isCouncilsWork: Bool {
        switch role {
        case .explanation, .contactEvidence, .capacityEvidence, .transferRecord, .safetyConcern: return true
        default: break
        }
        switch kind {
        case .auditRecorded, .auditModerated, .auditActionSet, .auditActionDone, .auditLearningReturned,
            .auditContentRead, .remedyConsidered, .documentWithdrawn, .correctionRecorded, .paperAstray,
            .paperNotYours, .lateReasonGiven:
            return true
        default: return false
        }
    }
}
