public import Contracts
public import Statute

/// Something that was to reach somebody and will not by itself: a person's work, with its reason.
public struct Unsent: Hashable, Sendable {
    /// Why.
    public enum Reason: Hashable, Sendable {
        case failed(DeliveryFailure)
        /// The copy of the letter could not be written.
        case lacks(LetterLack)
        /// It left, and came back or did not arrive. Whoever was told stays told.
        case returned(ReturnReason)
    }

    /// The message; of a letter whose copy could not be written, the message that would carry it.
    public let message: ConclusionID
    /// To whom.
    public let addressee: Addressee
    /// Why.
    public let reason: Reason
    /// Of what came back, the day on which something was last recorded of its contact since it left: they may be reached
    /// otherwise now; nil where nothing was.
    public var recordedSince: Day? = nil
    /// Whether it left and came back.
    public var isReturned: Bool { if case .returned = reason { true } else { false } }
}

extension CaseFile {
    /// What was to leave on that day and will not unless somebody acts: messages that failed and are still worth saying,
    /// copies of letters that could not be written, and what left and came back. What is withheld by decision, or because
    /// the plan ended, is none.
    public func unsent(on day: Day) -> [Unsent] {
        var unsent: [Unsent] = []
        let reading = CaseReading(self)
        for letter in letters {
            guard let subject = MessageKind.carrying(letter.id.subject)?.subject else { continue }
            for copy in letter.waiting where copy.document == nil {
                let message = ConclusionID(
                    subject, review: letter.id.review, fact: letter.id.fact, to: .contact(copy.contact))
                // A letter that nobody will ask for any more is nobody's work: its submission was corrected, the plan
                // ended, or it was sent by hand.
                guard mayLeave(message), !isRecordedAsSent(message), isOwed(letter.id) else { continue }
                unsent.append(
                    Unsent(
                        message: message, addressee: .contact(copy.contact), reason: .lacks(copy.lacks ?? .document)))
            }
        }
        for message in messages {
            if let why = message.returned, isStillOwed(message, on: day, reading.askedAgain),
                let addressee = message.id.addressee
            {
                unsent.append(
                    Unsent(
                        message: message.id, addressee: addressee, reason: .returned(why),
                        recordedSince: recorded(addressee, since: message.sent)))
            }
            guard let failure = message.failure, !failure.isIntended, message.until >= day,
                let addressee = message.id.addressee, reading.isTimely(message.id)
            else { continue }
            unsent.append(Unsent(message: message.id, addressee: addressee, reason: .failed(failure)))
        }
        return unsent
    }

    /// Whether what came back is still somebody's work: it is worth saying, whom it is for may be told, nobody has asked for
    /// it to be sent again, and of a letter nobody has recorded that it was given otherwise.
    private func isStillOwed(_ message: Message, on day: Day, _ asked: AskedAgain) -> Bool {
        guard message.until >= day, mayLeave(message.id), mayBeWrittenTo(message.id.addressee),
            asked.resend(of: message.id) == nil
        else { return false }
        if let contact = message.id.contact, self.contact(contact)?.holdsRights != true { return false }
        let origin = asked.origin(of: message.id)
        let isLetter = origin.contact != nil && origin.toldLetter != nil
        return !isLetter || !isRecordedAsSent(origin)
    }

    /// The last day on which something was recorded of that contact, after that day.
    private func recorded(_ addressee: Addressee, since day: Day?) -> Day? {
        guard case .contact(let number) = addressee, let day else { return nil }
        return submissions.last {
            $0.kind == .contactRecorded && $0.stands && $0.contact?.number == number && $0.recorded > day
        }?.recorded
    }

    /// Whether that letter is of the submission that counts.
    private func isOwed(_ letter: ConclusionID) -> Bool {
        guard let review = review(letter.review) else { return false }
        return letter.subject == .finalLetter
            ? review.isFinalMade && review.finalSubmission?.key.reference == letter.fact
            : review.isMade && review.submission?.key.reference == letter.fact
    }
}

extension ReturnReason {
    /// What happened, in words.
    public var words: String {
        switch self {
        case .returned: "it was sent, and came back"
        case .undelivered: "it was sent, and the provider could not deliver it"
        }
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
