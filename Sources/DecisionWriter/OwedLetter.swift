import CaseFile
import Contracts
import Statute

/// A letter that a decision or a final plan asks for and that is not written yet.
struct OwedLetter {
    /// Its review.
    let review: Review
    /// What was submitted.
    let pending: PendingSubmission
    /// Which letter.
    let kind: LetterKind

    /// The conclusion that it was written.
    var id: ConclusionID {
        let reference = pending.key.reference
        return switch pending {
        case .decision: ConclusionID(.decisionLetter, review: review.number, fact: reference)
        case .final: ConclusionID(.finalLetter, review: review.number, fact: reference)
        }
    }

    /// The conclusion that asks for it.
    var cause: ConclusionID {
        let reference = pending.key.reference
        return switch pending {
        case .decision: ConclusionID(.decisionMade, review: review.number, fact: reference)
        case .final: ConclusionID(.finalMade, review: review.number, fact: reference)
        }
    }

    /// The officer who decided and signs, by an id that is no name.
    var officer: ActorID? {
        switch pending {
        case .decision(_, let decision): decision.officer
        case .final(_, let final): final.officer
        }
    }

    /// The documents that it quotes or encloses, which were submitted with the decision. A manager's explanation is the
    /// council's own and never leaves.
    var documents: [(role: DocumentRole, hash: DocumentHash)] {
        let data: EventData =
            switch pending {
            case .decision(_, let decision): .decisionSubmitted(decision)
            case .final(_, let final): .finalSubmitted(final)
            }
        return data.documents.filter { $0.role != .explanation }
    }

    /// What a list of enclosures calls it when it is written on that day; it names nobody.
    func title(on day: Day) -> String {
        switch kind {
        case .decisionMaintain, .decisionAmend, .decisionCease: "Decision of \(day.inWords)"
        case .finalPlan: "Letter with the final plan of \(day.inWords)"
        case .notAmended: "Decision not to amend of \(day.inWords)"
        }
    }

    /// Every letter that the file asks for.
    static func all(in file: borrowing CaseFile) -> [OwedLetter] {
        guard !file.pending.isEmpty else { return [] }
        var owed: [OwedLetter] = []
        for review in file.reviews {
            if review.isMade, !review.isLetterWritten, let key = review.submission?.key,
                let pending = file.pending(key), case .decision(_, let decision) = pending,
                let outcome = decision.outcome
            {
                owed.append(OwedLetter(review: review, pending: pending, kind: outcome.letter))
            }
            if review.isFinalMade, !review.isFinalLetterWritten, let key = review.finalSubmission?.key,
                let pending = file.pending(key), case .final(_, let final) = pending, let outcome = final.outcome
            {
                owed.append(OwedLetter(review: review, pending: pending, kind: outcome.letter))
            }
        }
        return owed
    }
}

extension Outcome {
    /// The letter that tells of it.
    fileprivate var letter: LetterKind {
        switch self {
        case .maintain: .decisionMaintain
        case .amend: .decisionAmend
        case .cease: .decisionCease
        }
    }
}

extension FinalOutcome {
    /// The letter that tells of it.
    fileprivate var letter: LetterKind {
        switch self {
        case .amended: .finalPlan
        case .notAmended: .notAmended
        }
    }
}
