import CaseFile
import Contracts

/// What letters enclose: which documents a decision names that its letter says come with it. The documents themselves are
/// fetched when the letter leaves (`ChannelDesk`).
struct Enclosures {
    /// What each letter encloses, in the order in which it says so. Kept when its copies have left, a few hundred bytes for each
    /// decision to amend: a copy may be written anew for somebody who comes to hold the rights.
    private var named: [MessageAtStage: [DocumentKey]] = [:]

    // MARK: What was read

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        switch (event.id, event.data) {
        case (.submission(let key), .decisionSubmitted(let decision)) where decision.outcome == .amend:
            note(event, by: ConclusionID(.decisionLetter, review: decision.review, fact: key.reference), of: id)
        case (.submission(let key), .finalSubmitted(let final)) where final.outcome == .amended:
            note(event, by: ConclusionID(.finalLetter, review: final.review, fact: key.reference), of: id)
        default: return
        }
    }

    private mutating func note(_ event: Event, by letter: ConclusionID, of id: CaseID) {
        let documents = event.data.documents
        let enclosed = MessageRule.enclosures(of: letter.subject).flatMap { role in documents.filter { $0.role == role }
        }
        guard !enclosed.isEmpty else { return }
        named[MessageAtStage(id: id, what: letter)] = enclosed.map { DocumentKey(id, $0.role, $0.hash) }
    }

    /// What comes with that message to a contact, in the order in which its letter says so.
    func enclosed(in message: ConclusionID, of id: CaseID) -> [DocumentKey] {
        guard message.contact != nil, let letter = message.toldLetter else { return [] }
        return named[MessageAtStage(id: id, what: letter)] ?? []
    }
}
