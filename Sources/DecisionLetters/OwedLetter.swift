package import CaseFile
import Casework
package import Contracts
import Statute

/// A letter that a decision or a final plan asks for and that is not written yet.
package struct OwedLetter {
    /// Its review.
    package let review: Review
    /// What was submitted.
    package let pending: PendingSubmission
    /// Which letter.
    package let kind: LetterKind
    /// Of a letter that was written, the contacts whose copies could not be; nil when it is not written at all.
    package let lacking: [UInt8]?

    private init(review: Review, pending: PendingSubmission, kind: LetterKind, lacking: [UInt8]?) {
        self.review = review
        self.pending = pending
        self.kind = kind
        self.lacking = lacking
    }

    /// The letter that this would ask for, were it submitted in that review and made: for whoever looks at it before. Nil
    /// while it names no outcome.
    package init?(of review: Review, if pending: PendingSubmission) {
        let kind: LetterKind? =
            switch pending {
            case .decision(_, let decision): decision.outcome?.letter
            case .final(_, let final): final.outcome?.letter
            }
        guard let kind else { return nil }
        self.init(review: review, pending: pending, kind: kind, lacking: nil)
    }

    /// The conclusion that it was written.
    package var id: ConclusionID {
        let reference = pending.key.reference
        return switch pending {
        case .decision: ConclusionID(.decisionLetter, review: review.number, fact: reference)
        case .final: ConclusionID(.finalLetter, review: review.number, fact: reference)
        }
    }

    /// The conclusion that it was written, or for that contact later than for others.
    package func id(for contact: UInt8) -> ConclusionID {
        lacking == nil ? id : ConclusionID(id.subject, review: id.review, fact: id.fact, to: .contact(contact))
    }

    /// The conclusion that what was submitted cannot stand after all.
    package func refusal(_ lacks: [String]) -> Event {
        let reference = pending.key.reference
        return switch pending {
        case .decision:
            Event(
                ConclusionID(.decisionRefused, review: review.number, fact: reference),
                .decisionRefused(DecisionRefused(lacks: lacks)))
        case .final:
            Event(
                ConclusionID(.finalRefused, review: review.number, fact: reference),
                .finalRefused(FinalRefused(lacks: lacks)))
        }
    }

    /// The conclusion that asks for it.
    package var cause: ConclusionID {
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

    /// What was wrong in the letter that it takes the place of; nil where nobody says so.
    var correction: DocumentHash? {
        switch pending {
        case .decision(_, let decision): decision.correction
        case .final(_, let final): final.correction
        }
    }

    /// The documents that it quotes or encloses, which were submitted with the decision. A manager's explanation is the
    /// council's own and never leaves.
    var documents: [(role: DocumentRole, hash: DocumentHash)] {
        data.documents.filter { $0.role != .explanation }
    }

    /// Whether the letter quotes or encloses that document.
    func leaves(_ role: DocumentRole, _ hash: DocumentHash) -> Bool {
        data.leavingWithLetter.contains { $0.role == role && $0.hash == hash }
    }

    private var data: EventData {
        switch pending {
        case .decision(_, let decision): .decisionSubmitted(decision)
        case .final(_, let final): .finalSubmitted(final)
        }
    }

    /// What a list of enclosures calls it when it is written on that day; it names nobody.
    func title(on day: Day) -> String {
        switch kind {
        case .decisionMaintain, .decisionAmend, .decisionCease: "Decision of \(day.inWords)"
        case .finalPlan: "Letter with the final plan of \(day.inWords)"
        case .notAmended: "Decision not to amend of \(day.inWords)"
        default: "Letter of \(day.inWords)"
        }
    }

    /// Every letter that the file asks for, and that may leave: after an end only what that end demands.
    package static func all(in file: borrowing CaseFile) -> [OwedLetter] {
        guard !file.pending.isEmpty else { return [] }
        var owed: [OwedLetter] = []
        for review in file.reviews {
            if review.isMade, let key = review.submission?.key, let pending = file.pending(key),
                case .decision(_, let decision) = pending, let outcome = decision.outcome,
                let lacking = lacking(.decisionLetter, .tellDecision, review, key, review.isLetterWritten, file)
            {
                owed.append(
                    OwedLetter(review: review, pending: pending, kind: outcome.letter, lacking: lacking.contacts))
            }
            if review.isFinalMade, let key = review.finalSubmission?.key, let pending = file.pending(key),
                case .final(_, let final) = pending, let outcome = final.outcome,
                let lacking = lacking(.finalLetter, .tellFinal, review, key, review.isFinalLetterWritten, file)
            {
                owed.append(
                    OwedLetter(review: review, pending: pending, kind: outcome.letter, lacking: lacking.contacts))
            }
        }
        return owed
    }

    /// Whose copies are owed: of a letter that is not written, everybody's; nil when nobody's are.
    private static func lacking(
        _ letter: Subject, _ message: Subject, _ review: Review, _ key: SubmissionKey, _ isWritten: Bool,
        _ file: borrowing CaseFile
    ) -> Lacking? {
        let told = ConclusionID(
            message, review: review.number, fact: key.reference, to: .contact(Contact.presumed.number))
        guard file.mayLeave(told) else { return nil }
        guard isWritten else { return Lacking(contacts: nil) }
        let id = ConclusionID(letter, review: review.number, fact: key.reference)
        let lacking = file.letters.first { $0.id == id }?.waiting.filter { $0.document == nil }.map(\.contact) ?? []
        return lacking.isEmpty ? nil : Lacking(contacts: lacking)
    }

    private struct Lacking {
        /// Nil: everybody's.
        var contacts: [UInt8]?
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

extension CaseFile {
    /// What was submitted under that key, as long as no letter answers it.
    package func pending(_ key: SubmissionKey) -> PendingSubmission? { pending.first { $0.key == key } }
}
