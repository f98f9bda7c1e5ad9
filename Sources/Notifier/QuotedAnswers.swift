import Contracts

/// Which documents hold the words that messages quote: the reasons of each answer (CYC-10, POL-1, AMD-8), why ending a plan is
/// considered, what was wrong in a letter and what is right, and what is said of a paper on the wrong child's file. The words
/// themselves are fetched when a message quotes them.
struct QuotedAnswers {
    /// Kept when messages have left: somebody who comes to hold the rights is told within the same weeks.
    private var named: [Answer: [DocumentKey]] = [:]

    /// An answer as the messages of it name it.
    private struct Answer: Hashable {
        var id: CaseID
        var fact: Fact
    }

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        guard case .submission(let key) = event.id else { return }
        let (role, hashes): (DocumentRole, [DocumentHash?]) =
            switch event.data {
            case .earlyReviewAnswered(let answer): (.answer, [answer.document])
            case .disagreementAnswered(let answer): (.answer, [answer.document])
            case .changeAnswered(let answer): (.answer, [answer.document])
            case .ceasingConsidered(let considered): (.reasons, [considered.document])
            case .correctionRecorded(let correction): (.answer, [correction.wrong, correction.right])
            case .paperAstray(let astray): (.answer, [astray.document, astray.readers])
            case .paperNotYours(let paper): (.answer, [paper.document])
            default: (.answer, [])
            }
        // One that lacks any of its words quotes none, for each stands at its place.
        let keys = hashes.compactMap { $0 }.map { DocumentKey(id, role, $0) }
        guard !keys.isEmpty, keys.count == hashes.count else { return }
        named[Answer(id: id, fact: key.reference)] = keys
    }

    /// The documents that the message quotes, in the order of its words; none when it quotes none.
    func keys(of message: ConclusionID, of id: CaseID) -> [DocumentKey] {
        switch message.subject {
        case .tellEarlyAnswer, .tellDisagreementAnswer, .tellChangeAnswer, .tellCeasingConsidered, .tellCorrection,
            .tellPaperAstray, .tellPaperNotYours:
            named[Answer(id: id, fact: message.fact)] ?? []
        default: []
        }
    }
}
