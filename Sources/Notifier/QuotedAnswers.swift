import Contracts

/// Which document holds the reasons of each answer (CYC-10, POL-1, AMD-8), and why ending a plan is considered, which messages
/// quote as letters of decisions quote theirs. The reasons themselves are fetched when a message quotes them.
struct QuotedAnswers {
    /// Kept when messages have left: somebody who comes to hold the rights is told within the same weeks.
    private var named: [Answer: DocumentKey] = [:]

    /// An answer as the messages of it name it.
    private struct Answer: Hashable {
        var id: CaseID
        var fact: Fact
    }

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        guard case .submission(let key) = event.id else { return }
        let (role, hash): (DocumentRole, DocumentHash?) =
            switch event.data {
            case .earlyReviewAnswered(let answer): (.answer, answer.document)
            case .disagreementAnswered(let answer): (.answer, answer.document)
            case .changeAnswered(let answer): (.answer, answer.document)
            case .ceasingConsidered(let considered): (.reasons, considered.document)
            default: (.answer, nil)
            }
        guard let hash else { return }
        named[Answer(id: id, fact: key.reference)] = DocumentKey(id, role, hash)
    }

    /// The document that the message quotes; nil when it quotes none.
    func key(of message: ConclusionID, of id: CaseID) -> DocumentKey? {
        switch message.subject {
        case .tellEarlyAnswer, .tellDisagreementAnswer, .tellChangeAnswer, .tellCeasingConsidered:
            named[Answer(id: id, fact: message.fact)]
        default: nil
        }
    }
}
