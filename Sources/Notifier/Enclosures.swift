import Contracts

/// What letters enclose: which documents a decision names that its letter says come with it. The documents themselves are
/// fetched when the letter leaves (`ChannelDesk`).
struct Enclosures {
    /// What each letter encloses, in the order in which it says so. Kept when its copies have left, a few hundred bytes for each
    /// decision to amend: a copy may be written anew for somebody who comes to hold the rights.
    private var named: [MessageAtStage: [DocumentKey]] = [:]

    /// What the letter on a decision to amend encloses (reg 22(2)), and what the letter with the final plan does (reg 22(3)).
    /// The others enclose nothing. The reasons are in the letter itself, and a manager's explanation is the council's own.
    static let ofAmendmentNotice: [DocumentRole] = [.plan, .amendments, .evidence]
    static let ofFinalPlan: [DocumentRole] = [.finalPlan]

    // MARK: What was read

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        switch (event.id, event.data) {
        case (.submission(let key), .decisionSubmitted(let decision)) where decision.outcome == .amend:
            note(event, as: Enclosures.ofAmendmentNotice, by: .decisionLetter, decision.review, key, of: id)
        case (.submission(let key), .finalSubmitted(let final)) where final.outcome == .amended:
            note(event, as: Enclosures.ofFinalPlan, by: .finalLetter, final.review, key, of: id)
        default: return
        }
    }

    private mutating func note(
        _ event: Event, as roles: [DocumentRole], by letter: Subject, _ review: UInt8, _ key: SubmissionKey,
        of id: CaseID
    ) {
        let documents = event.data.documents
        let enclosed = roles.flatMap { role in documents.filter { $0.role == role } }
        guard !enclosed.isEmpty else { return }
        named[MessageAtStage(id: id, what: ConclusionID(letter, review: review, fact: key.reference))] =
            enclosed.map { DocumentKey(id, $0.role, $0.hash) }
    }

    /// The letter that a message to a contact carries.
    private static func letter(of message: ConclusionID) -> ConclusionID? {
        switch message.subject {
        case .tellDecision: ConclusionID(.decisionLetter, review: message.review, fact: message.fact)
        case .tellFinal: ConclusionID(.finalLetter, review: message.review, fact: message.fact)
        default: nil
        }
    }

    /// What comes with that message to a contact, in the order in which its letter says so.
    func enclosed(in message: ConclusionID, of id: CaseID) -> [DocumentKey] {
        guard message.contact != nil, let letter = Enclosures.letter(of: message) else { return [] }
        return named[MessageAtStage(id: id, what: letter)] ?? []
    }
}
