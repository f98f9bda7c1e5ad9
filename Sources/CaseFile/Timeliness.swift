public import Contracts
import Statute

extension CaseReading {
    /// Whether what the message tells of has not been overtaken: a meeting that was moved is not announced, nobody is
    /// reminded of what was done, and who lost the rights, or may not be written to any more, is told nothing. Asked
    /// before it is said, before it leaves, and of what could not leave.
    public func isTimely(_ message: ConclusionID) -> Bool {
        if message.subject == .tellAgain { return isAskedAgain(message) && isWorthRepeating(message) }
        guard let kind = MessageKind.of(message.subject), let addressee = message.addressee, mayBeTold(message, kind)
        else { return false }
        switch kind.source {
        case .opening: return end == nil && review(message.review).map(CaseReading.isToCome) ?? false
        case .meeting:
            // Of several to one addressee only the last: what it said first is not said again after it.
            guard let review = review(message.review), end == nil, CaseReading.isToCome(review),
                let last = file.lastInvitation(to: addressee, in: message.review)
            else { return false }
            return last.id == message && last.until == review.arranged
        case .reminder(let reminder): return reminds(reminder, message)
        case .alarm(let alarm): return (alarm ?? message.about).map { isMissing($0, message) } ?? false
        case .letter(let letter): return isDecided(message, by: letter)
        case .refusal: return isRefused(message)
        case .request: return end == nil && request(message.fact).map { $0.answer == nil } ?? false
        case .answer: return end == nil && isReported(.earlyReviewAnswered, message.fact)
        case .report(let kind): return isReported(kind, message.fact) && isStillToTell(kind, message)
        case .passing(let passing): return passesRights(passing, message)
        // Only of one that goes again, which was answered above.
        case .resend: return false
        }
    }

    /// Whether what left is still worth saying to whom it was for: of a letter, that no other has taken its place, and nobody
    /// has given it otherwise.
    func isWorthRepeating(_ message: ConclusionID) -> Bool {
        let origin = askedAgain.origin(of: message)
        guard origin.contact != nil, case .letter(let letter)? = origin.source else {
            return origin.subject != .tellAgain && isTimely(origin)
        }
        return MessageKind.of(origin.subject).map { mayBeTold(origin, $0) } ?? false
            && isAnsweredBy(origin, letter) && !file.isRecordedAsSent(origin)
    }

    private func mayBeTold(_ message: ConclusionID, _ kind: MessageKind) -> Bool {
        message.addressee.map { isToBeTold($0, kind) } ?? false && mayLeave(message)
    }

    /// Whether a report of that kind is still to be told of: not where it was overtaken, or told outside this system.
    private func isStillToTell(_ kind: EventKind, _ message: ConclusionID) -> Bool {
        switch kind {
        case .movedIn:
            return file.unreviewedTransfer?.key.reference == message.fact && report(message.fact)?.isFamilyTold == false
        case .ceasingConsidered: return review(message.review).map { $0.told == nil } ?? true
        case .disagreementAnswered: return report(message.fact)?.party?.isFamily ?? false
        case .planEnded: return file.hasDecidedToCease
        default: return true
        }
    }

    private static func isToCome(_ review: Review) -> Bool { review.held == nil && review.told == nil }

    /// Whether that is somebody who may still be told: of the child's contacts only those of the kind.
    private func isToBeTold(_ addressee: Addressee, _ kind: MessageKind) -> Bool {
        guard case .contact(let number) = addressee else { return true }
        switch kind.contacts {
        case .youngPersonAndHolders: return youngPersonAndHolders.contains { $0.number == number }
        case .rightsHolders: return contact(number).map { $0.holdsRights && $0.mayBeWrittenTo } ?? false
        }
    }

    /// Whether that was said of the month of birth that is known now, of which the message names the day. A young person who
    /// lacks the capacity is told nothing that would not be so.
    private func passesRights(_ subject: Subject, _ message: ConclusionID) -> Bool {
        guard end == nil, file.isSaidOfBirth(subject), let born = file.plan?.born,
            file.assessment(of: .annualReview)?.lacks != true,
            subject == .rightsPassed || file.rightsBasis == .asRecorded
        else { return false }
        return message.day == SchoolYear.compulsoryAgeEnds(bornIn: born)
    }

    /// A reminder is worth telling exactly while it would still be said.
    private func reminds(_ subject: Subject, _ message: ConclusionID) -> Bool {
        file.accepts(ConclusionID(subject, review: message.review, fact: message.fact, party: message.party), .reminded)
    }

    /// So is an alarm.
    private func isMissing(_ subject: Subject, _ message: ConclusionID) -> Bool {
        file.accepts(ConclusionID(subject, review: message.review, fact: message.fact), .notRecorded)
    }

    /// A decision that was withdrawn before its letter left does not go out; nor does a copy that nobody waits for, or
    /// that was sent outside this system. Others are told once it has left for the family.
    private func isDecided(_ message: ConclusionID, by letter: Subject) -> Bool {
        guard isAnsweredBy(message, letter) else { return false }
        guard message.contact != nil else { return isKnownToFamily(message) }
        return file.waitingCopy(of: message) != nil && !file.isRecordedAsSent(message)
    }

    /// Whether that letter is written, and of the submission that counts.
    private func isAnsweredBy(_ message: ConclusionID, _ letter: Subject) -> Bool {
        guard let review = review(message.review) else { return false }
        let (isWritten, submission) =
            letter == .finalLetter
            ? (review.isFinalLetterWritten, review.finalSubmission) : (review.isLetterWritten, review.submission)
        return isWritten && submission?.key.reference == message.fact
    }

    private func isRefused(_ message: ConclusionID) -> Bool {
        guard let review = review(message.review),
            let report = report(message.fact), report.stands
        else { return false }
        return report.kind == .finalSubmitted
            ? !review.isFinalMade && review.finalTold == nil : !review.isMade && review.told == nil
    }

    private func isReported(_ kind: EventKind, _ fact: Fact) -> Bool {
        report(fact).map { $0.kind == kind && $0.stands } ?? false
    }
}

extension CaseFile {
    /// The same, asked once.
    public func isTimely(_ message: ConclusionID) -> Bool { CaseReading(self).isTimely(message) }

    /// Whether that review's meeting is still to come.
    public func mayMeet(_ review: Review) -> Bool { ended == nil && review.held == nil && review.told == nil }

    /// The copy that is addressed to the message's contact, of the letter of which it tells, while it waits.
    public func waitingCopy(of message: ConclusionID) -> LetterCopy? {
        guard let contact = message.contact, let id = message.toldLetter,
            let letter = letters.last(where: { $0.id == id })
        else { return nil }
        return letter.waiting.first { $0.contact == contact && $0.document != nil }
    }
}
