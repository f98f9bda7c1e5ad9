import CaseFile
import Contracts
import Statute

/// What one review asks for.
extension NextSteps {
    func step(for review: Review) -> NextStep? {
        var step: NextStep?
        if review.told == nil, review.undated != nil || review.finalTold != nil {
            step = untilDated(review)
        } else if review.told == nil {
            step = review.held == nil ? beforeMeeting(review) : untilDecision(review)
        } else if let told = review.told, review.outcome == nil {
            step = NextStep(
                Coded(.recordOutcome), review: review.number, by: nil, because: StepNote(.outcomeUnrecorded, .day(told))
            )
        } else if review.outcome == .amend, review.finalTold == nil {
            step = untilFinal(review)
        } else if review.held == nil {
            // A decision was sent, and no meeting is recorded.
            step = NextStep(
                Coded(.recordMeeting), review: review.number,
                by: file.deadlines(of: review).first(.mov5, .cyc1, .cyc2)?.due,
                because: StepNote(.noReviewWithoutMeeting))
        }
        step?.also += notes(review)
        return step
    }

    /// A decision is known, or what followed it, and not the day on which its letter was sent.
    private func untilDated(_ review: Review) -> NextStep {
        NextStep(
            Coded(.findLetterDay), review: review.number, by: file.deadlines(of: review).first(.dec1)?.due,
            because: review.finalTold.map { StepNote(.letterDayUnknownBeforeFinal, .day($0)) }
                ?? StepNote(.letterDayUnknown))
    }

    // MARK: To the meeting

    private func beforeMeeting(_ review: Review) -> NextStep? {
        let deadlines = file.deadlines(of: review)
        if review.submission != nil || review.isMade { return untilDecision(review) }
        guard let arranged = review.arranged else { return arranging(review, by: deadlines.first(.cyc4)) }
        guard arranged >= day else {
            let decision = Deadline(rule: .dec1, due: Statute.decisionBy(meeting: arranged), from: arranged)
            return NextStep(
                Coded(.recordWhetherHeld, .day(arranged)), review: review.number, by: decision.due,
                because: StepNote(.dueIfHeld, .deadline(decision)))
        }
        let advice = review.advice == nil ? deadlines.first(.mtg4) : nil
        // What can no longer be in time must not hide the meeting, which still can.
        if let advice, advice.due >= day {
            return NextStep(
                Coded(.sendAdviceRound, .day(arranged)), review: review.number, who: file.arranger, by: advice.due,
                because: .due(advice))
        }
        var step = NextStep(
            Coded(.holdMeeting), review: review.number, who: file.arranger, by: arranged,
            because: StepNote(.arrangedFor, .day(arranged)))
        if let advice { step.also = [StepNote(.adviceOverdue, .day(advice.due))] }
        return step
    }

    private func arranging(_ review: Review, by ordinary: Deadline?) -> NextStep {
        let transfer = file.isTransferNamed ? nil : file.transferDeadlines.first(.ph4)
        let latest = [ordinary, transfer].compactMap { $0 }.min { $0.due < $1.due }
        let by = latest?.due ?? review.dueWhenOpened.map { Statute.latestMeeting(reviewDue: $0) }
        var step = NextStep(
            Coded(file.arranger == .coordinator ? .arrangeMeeting : .haveMeetingArranged), review: review.number,
            who: file.arranger, by: by, because: latest.map(StepNote.due) ?? StepNote(.yearUnknown))
        if let proposal = by.flatMap({ meetings?.proposal(noLaterThan: $0, from: day) }) {
            step.also = [StepNote(.schoolDay, .text(proposal.why))]
        }
        return step
    }

    // MARK: To the decision

    private func untilDecision(_ review: Review) -> NextStep? {
        let decision = file.deadlines(of: review).first(.dec1)
        let isLate = review.held != nil && decision.map { $0.due < day } ?? false
        func step(_ what: Coded<StepCode>, who: Contracts.Party = .coordinator, _ also: [StepNote] = []) -> NextStep {
            var step = NextStep(what, review: review.number, who: who, by: decision, else: .meetingUnknown)
            step.keepsFamilyWaiting = isLate
            step.tellsFamily = true
            step.also = also
            return step
        }
        guard let submission = review.submission else {
            let drafts = Draft.reason(review, in: file, on: day, days: words.draftDays).map { [$0] } ?? []
            if let refused = refused(.decisionRefused, review) {
                return step(Coded(.completeDecision), refused + drafts)
            }
            return step(Coded(.decide), drafts)
        }
        if file.toldHolders.isEmpty { return untold(step) }
        guard review.isMade, review.isLetterWritten else {
            return step(Coded(.awaitDecision, .day(submission.happened)))
        }
        let failed = failures(.tellDecision, review.number, submission.key.reference)
        if !failed.isEmpty { return step(Coded(.sendDecision), failed) }
        if !log.maySend(file) {
            return step(
                Coded(.letLetterLeave), who: .manager, [StepNote(log.isPaused ? .sendingPaused : .notReleased)])
        }
        return step(Coded(.awaitDecisionLetter))
    }

    /// What to do when the letter can be addressed to nobody. Whom a decision closes is not looked for.
    private func untold(_ step: (Coded<StepCode>, Contracts.Party, [StepNote]) -> NextStep) -> NextStep {
        let closed = file.rightsHolders.map { StepNote(.notTold, .addressees([.contact($0.number)], in: file)) }
        return closed.isEmpty
            ? step(Coded(.recordWhoIsTold), .coordinator, []) : step(Coded(.settleTelling), .manager, closed)
    }

    // MARK: To the end of an amendment

    private func untilFinal(_ review: Review) -> NextStep? {
        func step(_ what: Coded<StepCode>, _ also: [StepNote] = []) -> NextStep {
            var step = NextStep(what, review: review.number, by: review.finalDeadline, else: .finalDayUnknown)
            step.also = also
            return step
        }
        guard let submission = review.finalSubmission else {
            let open = openAnswers(review)
            if let refused = refused(.finalRefused, review) { return step(Coded(.completeFinal), refused + open) }
            return step(Coded(.finishAmendment), open)
        }
        if file.toldHolders.isEmpty { return untold { what, _, also in step(what, also) } }
        let failed = failures(.tellFinal, review.number, submission.key.reference)
        return failed.isEmpty ? step(Coded(.awaitFinalLetter)) : step(Coded(.sendFinal), failed)
    }

    /// What of the family's answer to the amendment notice waits for somebody, and until when more may come.
    private func openAnswers(_ review: Review) -> [StepNote] {
        var open: [StepNote] = []
        for service in file.noticeServices(of: review) where service.isReturned {
            let contact = service.contact ?? Contact.presumed.number
            open.append(StepNote(.noticeReturned, .addressees([.contact(contact)], in: file)))
        }
        if let until = file.answerAwaitedUntil(in: review, on: day, days: words.representationDays, holidays: holidays),
            until >= day
        {
            open.append(StepNote(.answerMayCome, .day(until)))
        }
        for said in file.representations(of: review.number) {
            if said.isUnanswered {
                open.append(StepNote(.answerUnused, .day(said.came), .sections(said.unansweredSections)))
            }
            if said.awaitsMeeting { open.append(StepNote(.officerAskedFor, .day(said.came))) }
        }
        return open
    }

    // MARK: What else should be seen

    /// What was missing from the latest submission that could not stand; nil when none was refused.
    private func refused(_ subject: Subject, _ review: Review) -> [StepNote]? {
        guard let id = file.said.last(where: { $0.subject == subject && $0.review == review.number }) else {
            return nil
        }
        let missing = (lacks[id] ?? []).map { StepNote(.couldNotStand, .finding($0)) }
        return missing.isEmpty ? [StepNote(.couldNotStandUnread)] : missing
    }

    private func notes(_ review: Review) -> [StepNote] {
        var notes = formatNotes(review)
        if let held = review.held, let other = review.heldOtherwise {
            notes.append(StepNote(.heldTwice, .day(held), .day(other)))
        }
        if let disagreed = review.disagreed, !review.unanswered.isEmpty {
            let due = file.answerBy(disagreed: disagreed, in: review, days: words.answerDays).due
            notes.append(StepNote(.disagreementAnswerDue, .parties(Array(review.unanswered)), .day(due)))
        }
        if review.told == nil, let end = file.rightsUnconfirmed(on: day) {
            notes.append(StepNote(.rightsElsewhere, holders, .day(end)))
        }
        if review.submittedOtherwise { notes.append(StepNote(.decidedTwice)) }
        if review.told == nil, let missing = StepNote.report(of: review, on: day) { notes.append(missing) }
        if review.dueWhenOpened == nil, file.plan?.made == nil, file.lastReviewed == nil {
            notes.append(StepNote(.planDayMissing))
        }
        if review.told == nil {
            let deadlines = file.deadlines(of: review)
            if let due = deadlines.first(.mov5, .cyc1, .cyc2), due.due < day {
                notes.append(StepNote(.yearEnded, .day(due.due), .word(due.rule)))
            }
            if let own = deadlines.first(.cyc8), own.due < day {
                notes.append(StepNote(.ownIntervalEnded, .day(own.due)))
            }
        }
        return notes + unsentNotes(of: review)
    }
}

extension StepNote {
    /// That no report of the meeting is recorded; nil when one is, or while no meeting was held.
    static func report(of review: Review, on day: Day) -> StepNote? {
        guard let held = review.held, review.meetingReport == nil else { return nil }
        let due = Statute.reportBy(meeting: held)
        return StepNote(due < day ? .reportOverdue : .reportAwaited, .day(due))
    }
}
