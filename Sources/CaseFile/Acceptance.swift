public import Contracts
import Statute

// What is not obvious here:
//
// - A receipt of an overtaken claim counts. The message did leave; refusing the receipt would send it again.
// - What came back was sent. A return adds to a message that left and takes nothing from it: told is monotone.
// - A claim may be refused though nobody else sends. Two claims in one partition have one order; the loser reads it
//   back as ignored and does nothing.
// - A conclusion of a new kind is also a rule in `Tests/Broker/verify.py` and in "What counts" of
//   `docs/reliability.md`; the verifier fails on a word of `docs/events.md` that it does not know.

extension CaseFile {
    /// Whether a conclusion fits what stands: its cause stands, and what it waits for has not come.
    ///
    /// It looks at the file alone, never at the law or a model, so that editing a rule never rewrites the past.
    public func accepts(_ id: ConclusionID, _ data: EventData) -> Bool {
        guard accepts(id, data.kind) else { return false }
        if case .letterWritten(let letter) = data { return isAddressed(letter, id) }
        return true
    }

    /// The same of one of those events; its data is taken out only where more than its kind counts.
    func accepts(_ id: ConclusionID, _ events: [Event], at index: Int) -> Bool {
        let kind = events[index].data.kind
        return kind == .letterWritten ? accepts(id, events[index].data) : accepts(id, kind)
    }

    /// Whether a letter has a copy for each of those who are to be told and for nobody else: one that was written before
    /// the contacts changed is written again. A copy that could not be written with it has its own entry later.
    private func isAddressed(_ letter: LetterWritten, _ id: ConclusionID) -> Bool {
        let holders = toldHolders
        guard let contact = id.contact else {
            return !holders.isEmpty && letter.copies.map(\.contact).sorted() == holders.map(\.number)
        }
        return letter.copies.count == 1 && letter.copies[0].contact == contact && letter.copies[0].document != nil
    }

    /// Whether that copy of a letter is waited for and could not be written with it.
    private func lacksCopy(_ id: ConclusionID) -> Bool {
        letters.contains { letter in
            letter.id == id.letter && letter.waiting.contains { $0.contact == id.contact && $0.document == nil }
        }
    }

    func accepts(_ id: ConclusionID, _ kind: EventKind) -> Bool {
        switch (id.subject, kind) {
        case (.opened, .reviewOpened):
            guard plan != nil, ended == nil, id.review == reviewCount &+ 1, id.review > 0 else { return false }
            return latestReview?.isDecided ?? true
        case (.remindArrange, .reminded), (.noMeetingBy, .notRecorded):
            return waits(id) { $0.held == nil && $0.told == nil && (id.subject == .noMeetingBy || $0.arranged == nil) }
        case (.remindAdvice, .reminded):
            return waits(id) { $0.held == nil && $0.told == nil && $0.advice == nil && $0.arranged != nil }
        case (.remindReport, .reminded), (.noReportBy, .notRecorded):
            return waits(id) { $0.held != nil && $0.meetingReport == nil && $0.told == nil }
        case (.remindDecision, .reminded), (.noDecisionBy, .notRecorded):
            return waits(id) { $0.held != nil && $0.told == nil }
        case (.remindFinal, .reminded), (.noFinalBy, .notRecorded):
            return waits(id) { $0.told != nil && $0.outcome == .amend && $0.finalTold == nil }
        case (.notReviewedBy, .notRecorded):
            return waits(id) { $0.told == nil }
        case (.noTransferPlanBy, .notRecorded):
            guard let plan, ended == nil else { return false }
            // A transfer that follows from the child's year comes though nobody wrote it down, and a place that was named for
            // an earlier one is none for it.
            let isOfThis = plan.transferYear.map { Int($0) >= id.day?.year ?? Int($0) } ?? true
            return !(isTransferNamed && isOfThis)
        case (.noAnswerBy, .notRecorded):
            guard ended == nil, let day = id.day else { return false }
            guard id.review == 0 else {
                return waits(id) { !$0.unanswered.isEmpty && $0.disagreed ?? day <= day }
            }
            return earlyRequests.contains { $0.answer == nil && $0.asked <= day }
        case (.noTransferLetterBy, .notRecorded):
            guard ended == nil, id.review == 0, let day = id.day, let moved = movedIn else { return false }
            return !moved.isFamilyTold && moved.happened <= day
        case (.rightsWillPass, .rightsPass): return isOfBirth(id) && rightsBasis == .asRecorded
        case (.rightsPassed, .rightsPass): return isOfBirth(id)
        case (.decisionMade, .decisionMade):
            return review(id.review).map { !$0.isMade && $0.submission?.key.reference == id.fact } ?? false
        case (.decisionRefused, .decisionRefused):
            // Also one that was made, as long as its letter is not written: its papers may be none that a letter can quote.
            return review(id.review).map { !$0.isLetterWritten && $0.submission?.key.reference == id.fact } ?? false
        case (.decisionLetter, .letterWritten):
            return review(id.review).map {
                $0.isMade && (id.contact == nil ? !$0.isLetterWritten : lacksCopy(id))
                    && $0.submission?.key.reference == id.fact
            } ?? false
        case (.reasonsAlike, .reasonsAlike), (.outcomesAlike, .outcomesAlike):
            // Whether it stands or was corrected since: it was looked at all the same.
            return submissions.contains {
                $0.kind == .decisionSubmitted && $0.review == id.review && $0.key.reference == id.fact
            }
        case (.finalMade, .finalMade):
            return review(id.review).map {
                !$0.isFinalMade && $0.finalTold == nil && $0.finalSubmission?.key.reference == id.fact
            } ?? false
        case (.finalRefused, .finalRefused):
            return review(id.review).map {
                !$0.isFinalLetterWritten && $0.finalTold == nil && $0.finalSubmission?.key.reference == id.fact
            } ?? false
        case (.finalLetter, .letterWritten):
            return review(id.review).map {
                $0.isFinalMade && (id.contact == nil ? !$0.isFinalLetterWritten : lacksCopy(id))
                    && $0.finalSubmission?.key.reference == id.fact
            } ?? false
        default:
            return id.isMessage && acceptsMessage(id, kind)
        }
    }

    /// Whether it rests on the month of birth that is known now, of a plan that is maintained.
    private func isOfBirth(_ id: ConclusionID) -> Bool {
        guard ended == nil, id.review == 0, let month = id.month else { return false }
        return plan?.born == month
    }

    private func waits(_ id: ConclusionID, _ condition: (Review) -> Bool) -> Bool {
        guard ended == nil, let review = review(id.review) else { return false }
        return condition(review)
    }

    private func acceptsMessage(_ id: ConclusionID, _ kind: EventKind) -> Bool {
        switch (id.stage, kind) {
        case (.said, .notificationRequested): return tells(id)
        case (.claim, .notificationClaimed):
            guard let message = message(id.message), message.stage != .sent, mayBeWrittenTo(id.addressee),
                mayLeave(id.message)
            else { return false }
            return id.attempt > 0 && id.attempt == message.claims &+ 1
        case (.sent, .notificationSent):
            // A receipt of an overtaken claim counts too: the message did leave.
            guard let message = message(id.message), message.stage != .sent else { return false }
            return id.attempt > 0 && id.attempt <= message.claims
        case (.failed, .notificationFailed):
            guard let message = message(id.message), message.stage == .claim else { return false }
            return id.attempt == message.claims
        case (.returned, .notificationReturned):
            // Whatever happened to the case since, and once: what was sent stays sent.
            guard let message = message(id.message), message.sent != nil, message.returned == nil else { return false }
            return id.attempt > 0 && id.attempt <= message.claims
        default: return false
        }
    }

    /// Whether that of which the message tells stands.
    private func tells(_ id: ConclusionID) -> Bool {
        if let number = id.contact {
            guard isOf(number, origin(of: id).subject) else { return false }
        } else if id.addressee == nil {
            return false
        }
        guard mayLeave(id) else { return false }
        func concluded(_ subject: Subject, party: Party? = nil) -> Bool {
            said.contains(ConclusionID(subject, review: id.review, fact: id.fact, party: party))
        }
        func reports(_ kind: EventKind) -> Bool {
            submissions.contains { $0.kind == kind && $0.stands && $0.key.reference == id.fact }
        }
        switch id.source {
        case .opening?: return concluded(.opened)
        case .meeting?: return id.addressee.flatMap { invitation(to: $0, in: id.review) }?.fact == id.fact
        case .reminder(let reminder)?: return concluded(reminder, party: id.party)
        case .alarm(let alarm)?: return (alarm ?? id.about).map { concluded($0) } ?? false
        case .letter(let letter)?:
            // It goes to whom it is addressed; others are told of it once it has left for the family.
            guard let contact = id.contact else { return concluded(letter) && isKnownToFamily(id) }
            return letters.contains {
                $0.id == ConclusionID(letter, review: id.review, fact: id.fact)
                    && $0.waiting.contains { $0.contact == contact && $0.document != nil }
            }
        case .refusal(let one, let other)?: return concluded(one) || concluded(other)
        case .request?: return reports(.earlyReviewRequested)
        case .answer?: return reports(.earlyReviewAnswered)
        case .resend?: return isAskedAgain(id)
        case .report(.disagreementAnswered)?:
            // Whoever else did not agree is answered by whoever answers.
            return submissions.contains {
                $0.kind == .disagreementAnswered && $0.stands && $0.key.reference == id.fact
                    && $0.party?.isFamily ?? false
            }
        case .report(let kind)?: return reports(kind)
        case .passing(let passing)?:
            // What is to come is not told any more once it has.
            return id.review == 0 && isSaidOfBirth(passing) && (passing == .rightsPassed || rightsBasis == .asRecorded)
        case nil: return false
        }
    }
}

extension CaseFile {
    /// Whether the letter of which that message tells has left for one of the family at least, or was recorded as sent: before
    /// that nobody else is told. Of one message alone; whoever asks of many asks a `CaseReading`.
    private func isKnownToFamily(_ message: ConclusionID) -> Bool {
        let hasLeft = messages.contains {
            $0.sent != nil && $0.id.contact != nil && $0.id.subject == message.subject && $0.id.review == message.review
                && $0.id.fact == message.fact
        }
        if hasLeft { return true }
        guard let review = review(message.review) else { return false }
        return (message.source == .letter(.finalLetter) ? review.finalTold : review.told) != nil
    }
}

extension EventData {
    /// The hash of the name of the instance that claims a message.
    @inline(__always) var claimant: UInt32? {
        if case .notificationClaimed(let claim) = self { claim.instance.stableHash } else { nil }
    }

    /// Whether a letter left in braille that was made here.
    @inline(__always) var leftInBraille: Bool {
        if case .notificationSent(let sent) = self { sent.braille == true } else { false }
    }

    /// The last day of a message that is asked for.
    @inline(__always) var until: Day? {
        if case .notificationRequested(let request) = self { request.until } else { nil }
    }
}
