public import Contracts
public import Statute

/// Something that was to leave and will not by itself: a person's work, with its reason.
public struct Unsent: Hashable, Sendable {
    /// Why.
    public enum Reason: Hashable, Sendable {
        case failed(DeliveryFailure)
        /// The copy of the letter could not be written.
        case lacks(LetterLack)
    }

    /// The message; of a letter whose copy could not be written, the message that would carry it.
    public let message: ConclusionID
    /// To whom.
    public let addressee: Addressee
    /// Why.
    public let reason: Reason
}

extension CaseFile {
    /// What was to leave on that day and will not unless somebody acts: messages that failed and are still worth saying,
    /// and copies of letters that could not be written. What is withheld by decision, or because the plan ended, is none.
    public func unsent(on day: Day) -> [Unsent] {
        var unsent: [Unsent] = []
        let reading = CaseReading(self)
        for letter in letters {
            for copy in letter.waiting where copy.document == nil {
                let message = ConclusionID(
                    letter.id.subject == .finalLetter ? .tellFinal : .tellDecision, review: letter.id.review,
                    fact: letter.id.fact, to: .contact(copy.contact))
                // A letter that nobody will ask for any more is nobody's work: its submission was corrected, the plan
                // ended, or it was sent by hand.
                guard mayLeave(message), !isRecordedAsSent(message), isOwed(letter.id) else { continue }
                unsent.append(
                    Unsent(
                        message: message, addressee: .contact(copy.contact), reason: .lacks(copy.lacks ?? .document)))
            }
        }
        for message in messages {
            guard let failure = message.failure, !failure.isIntended, message.until >= day,
                let addressee = message.id.addressee, reading.isTimely(message.id)
            else { continue }
            unsent.append(Unsent(message: message.id, addressee: addressee, reason: .failed(failure)))
        }
        return unsent
    }

    /// Whether that letter is of the submission that counts.
    private func isOwed(_ letter: ConclusionID) -> Bool {
        guard let review = review(letter.review) else { return false }
        return letter.subject == .finalLetter
            ? review.isFinalMade && review.finalSubmission?.key.reference == letter.fact
            : review.isMade && review.submission?.key.reference == letter.fact
    }
}

extension LetterLack {
    /// What is missing, in words.
    public var words: String {
        switch self {
        case .name: "no name is known"
        case .address: "no address is known"
        case .usableAddress: "an address is recorded, and none to which anything can be sent"
        case .officer: "the officer who decided has no name in the record"
        case .document: "a document that the decision names is missing or was erased"
        case .notYet: "the rights passed, and for whoever holds them now it is not written yet"
        case .words: "the council's words for it are missing, or lack something"
        }
    }
}
