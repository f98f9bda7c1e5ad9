import Contracts

/// Which document holds the reasons of each answer about an early review (CYC-10), which messages quote as letters quote
/// theirs. The reasons themselves are fetched when a message quotes them.
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
        guard case .submission(let key) = event.id, case .earlyReviewAnswered(let answer) = event.data,
            let hash = answer.document
        else { return }
        named[Answer(id: id, fact: key.reference)] = DocumentKey(id, .answer, hash)
    }

    /// The document that the message quotes; nil when it quotes none.
    func key(of message: ConclusionID, of id: CaseID) -> DocumentKey? {
        guard message.subject == .tellEarlyAnswer else { return nil }
        return named[Answer(id: id, fact: message.fact)]
    }
}
