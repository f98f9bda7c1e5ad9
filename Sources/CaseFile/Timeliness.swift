public import Contracts
import Statute

extension CaseReading {
    /// Whether what the message tells of has not been overtaken: a meeting that was moved is not announced, nobody is
    /// reminded of what was done, and who lost the rights, or may not be written to any more, is told nothing. Asked
    /// before it is said, before it leaves, and of what could not leave.
    public func isTimely(_ message: ConclusionID) -> Bool {
        guard let addressee = message.addressee, isToBeTold(addressee, message.subject), mayLeave(message) else {
            return false
        }
        switch message.subject {
        case .tellReviewDue:
            guard end == nil, let review = review(message.review) else { return false }
            return review.held == nil && review.told == nil
        case .tellInvitation:
            // Of several to one addressee only the last: what it said first is not said again after it.
            guard let review = review(message.review), end == nil, CaseReading.isToCome(review),
                let last = file.lastInvitation(to: addressee, in: message.review)
            else { return false }
            return last.id == message && last.until == review.arranged
        case .tellRemindArrange: return reminds(.remindArrange, message)
        case .tellRemindAdvice: return reminds(.remindAdvice, message)
        case .tellRemindReport: return reminds(.remindReport, message)
        case .tellRemindDecision: return reminds(.remindDecision, message)
        case .tellRemindFinal: return reminds(.remindFinal, message)
        case .tellNotRecorded: return message.about.map { isMissing($0, message) } ?? false
        case .tellLateToFamily: return isMissing(.noDecisionBy, message)
        case .tellDecision, .tellFinal: return isDecided(message)
        case .tellRefused: return isRefused(message)
        case .tellEarlyRequest:
            return end == nil && request(message.fact).map { $0.answer == nil } ?? false
        case .tellEarlyAnswer: return end == nil && isReported(.earlyReviewAnswered, message.fact)
        case .tellRightsWillPass: return passesRights(.rightsWillPass, message) && file.rightsBasis == .asRecorded
        case .tellRightsPassed: return passesRights(.rightsPassed, message)
        default: return false
        }
    }

    private static func isToCome(_ review: Review) -> Bool { review.held == nil && review.told == nil }

    /// Whether that is somebody who may still be told: of the child's contacts only who holds the rights now; and that the
    /// rights pass, whom it concerns.
    private func isToBeTold(_ addressee: Addressee, _ subject: Subject) -> Bool {
        guard case .contact(let number) = addressee else { return true }
        if subject.isOfRightsPassing { return youngPersonAndHolders.contains { $0.number == number } }
        return contact(number).map { $0.holdsRights && $0.mayBeWrittenTo } ?? false
    }

    /// Whether that was said of the month of birth that is known now, of which the message names the day. A young person who
    /// lacks the capacity is told nothing that would not be so.
    private func passesRights(_ subject: Subject, _ message: ConclusionID) -> Bool {
        guard end == nil, file.isSaidOfBirth(subject), let born = file.plan?.born,
            file.assessment(of: .annualReview)?.lacks != true
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
    private func isDecided(_ message: ConclusionID) -> Bool {
        guard let review = review(message.review) else { return false }
        let (isWritten, submission) =
            message.subject == .tellFinal
            ? (review.isFinalLetterWritten, review.finalSubmission) : (review.isLetterWritten, review.submission)
        guard isWritten, submission?.key.reference == message.fact else { return false }
        guard message.contact != nil else { return isKnownToFamily(message) }
        return file.waitingCopy(of: message) != nil && !file.isRecordedAsSent(message)
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
        let subject: Subject
        switch message.subject {
        case .tellDecision: subject = .decisionLetter
        case .tellFinal: subject = .finalLetter
        default: return nil
        }
        let id = ConclusionID(subject, review: message.review, fact: message.fact)
        guard let contact = message.contact, let letter = letters.last(where: { $0.id == id }) else { return nil }
        return letter.waiting.first { $0.contact == contact && $0.document != nil }
    }
}
