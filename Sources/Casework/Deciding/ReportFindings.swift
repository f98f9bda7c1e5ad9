import CaseFile
import Contracts
import Statute

/// What is found of a report, held against the file of its case.
extension CaseInHand {
    func findings(of event: Event, by actor: Actor) -> [Finding] {
        let day = event.happened ?? today
        let data = event.data
        var found: [Finding] = []
        if !actor.maySay(data.kind) {
            found.append(
                Finding(
                    .notEntitled, .text("\(data.type)"), .text("\(actor)"),
                    .text(data.kind.saidBy.words.joined(separator: ", "))))
        }
        if day > today { found.append(Finding(.dayToCome, .day(day), .day(today))) }
        var named = [event.replaces]
        if case .withdrawn(let withdrawn) = data { named.append(withdrawn.report) }
        for key in named.compactMap({ $0 }) where !file.submissions.contains(where: { $0.key == key }) {
            found.append(Finding(.noSuchReport, .text("\(key)")))
        }
        if takesDeathBackAlone(event, by: actor) { found.append(Finding(.deathTakenBackAlone)) }
        let count = file.reviewCount
        if data.review > count &+ 1 {
            found.append(
                Finding(.noSuchReview, .number(data.review), .number(count), .number(Int(count) + 1)))
        }
        found += notTheirs(data.passedBy, actor)
        let hand = corrected(by: event, actor)
        return found + hand.findings(of: data, on: day) + hand.unexplained(event)
    }

    /// The case as it would be without the decision, or final plan, that is corrected: its letter, if one left, is not what tells
    /// the family any more.
    private func corrected(by event: Event, _ actor: Actor) -> CaseInHand {
        guard let replaced = event.replaces, [.decisionSubmitted, .finalSubmitted].contains(event.data.kind),
            case .submission(let key) = event.id,
            file.submissions.contains(where: { $0.key == replaced && $0.kind == event.data.kind && $0.stands })
        else { return self }
        var after = file
        let withdrawal = Event(key, .withdrawn(Withdrawn(report: replaced)))
        guard after.append(Entry(by: actor, recorded: today, events: [withdrawal]), at: .max) == .accepted else {
            return self
        }
        return CaseInHand(id, after, on: today, holidays: holidays, model: model)
    }

    /// A letter that takes the place of one that left says what was wrong with that.
    private func unexplained(_ event: Event) -> [Finding] {
        let (subject, review, correction): (Subject, UInt8, DocumentHash?)
        switch event.data {
        case .decisionSubmitted(let data):
            (subject, review, correction) = (.decisionLetter, data.review, data.correction)
        case .finalSubmitted(let data): (subject, review, correction) = (.finalLetter, data.review, data.correction)
        default: return []
        }
        guard correction == nil, let left = file.leftBefore(ConclusionID(subject, review: review)) else { return [] }
        return [Finding(.correctionUnexplained, .day(left))]
    }

    private func findings(of data: EventData, on day: Day) -> [Finding] {
        switch data {
        case .planRecorded(let plan): findings(of: plan)
        case .contactRecorded(let contact): findings(of: contact)
        case .approachChosen(let approach): findings(of: approach, on: day)
        case .earlyReviewAnswered(let answer): findings(of: answer, on: day)
        case .disagreementAnswered(let answer): findings(of: answer, on: day)
        case .meetingArranged(let arranged): findings(of: arranged, on: day)
        case .meetingHeld(let held): findings(of: held, on: day)
        case .reportReceived(let report): notBefore(file.review(report.review)?.held, day, .beforeMeetingReported)
        case .decisionSubmitted(let decision): findings(of: decision, on: day)
        case .decisionRecorded(let decision): findings(of: decision, on: day)
        case .decisionUndated(let decision): findings(of: decision)
        case .representationsReceived(let answer): findings(ofAmendment: answer.review, on: day)
        case .finalSubmitted(let final):
            findings(ofAmendment: final.review, on: day) + demands(of: final, happened: day) + held(of: final, on: day)
        case .amendmentAnswered(let answer): findings(of: answer, on: day)
        case .officerMet(let meeting): findings(ofAmendment: meeting.review, on: day)
        case .finalRecorded(let final): findings(of: final, on: day)
        case .planEnded(let ended): notBefore(file.plan?.made, day, .beforePlan) + kept(ended, on: day)
        case .capacityAssessed(let assessed):
            assessed.againBy > day ? [] : [Finding(.againBeforeAssessed, .day(day), .day(assessed.againBy))]
        case .movedIn(let moved): findings(of: moved, on: day)
        case .progressRecorded(let progress):
            progress.provides == nil && progress.items == nil
                ? [] : SideDoor.findings(progress.items, progress.provides)
        case .shortTermOutcomesAgreed(let outcomes): SideDoor.findings(outcomes.items, outcomes.provides)
        case .changeAnswered(let answer): findings(of: answer, on: day)
        case .appealRecorded(let appeal): findings(of: appeal, on: day)
        case .resendAsked(let asked): findings(of: asked)
        case .lookedThrough(let looked): findings(of: looked)
        case .correctionRecorded(let correction): findings(of: correction)
        case .paperAstray(let astray):
            past("the day on which the paper was taken off the other file", astray.withdrawn)
                + unsaid(
                    ("what the paper is", "document", astray.document),
                    ("who can have read it", "readers", astray.readers))
        case .paperNotYours(let paper):
            withdrawal(of: paper.withdrawal) + unsaid(("what the paper is", "document", paper.document))
        case .formatOrdered(let order): findings(ofSupplied: order.message, as: order.format)
        case .formatSupplied(let supply):
            findings(ofSupplied: supply.message, as: supply.format) + unordered(supply)
        case .auditRecorded(let audit): findings(of: audit)
        case .auditModerated(let moderated):
            file.audits(of: moderated.review).isEmpty ? [Finding(.notAudited, .number(Int(moderated.review)))] : []
        case .auditActionSet(let action):
            file.audits(of: action.review).isEmpty ? [Finding(.notAudited, .number(Int(action.review)))] : []
        case .auditLearningReturned(let returned):
            file.audits(of: returned.review).isEmpty ? [Finding(.notAudited, .number(Int(returned.review)))] : []
        case .auditActionDone(let done):
            file.auditActions.contains { $0.key == done.action }
                ? [] : [Finding(.noSuchAction, .text("\(done.action)"))]
        case .lateReasonGiven(let given): notMissed(given.missed, given.review)
        case .remedyConsidered(let considered): notMissed(considered.missed, considered.review)
        case .questionAnswered(let answer): answers(.question, answer.question, on: day)
        case .supportAnswered(let answer): answers(.support, answer.report, on: day)
        case .complaintAnswered(let answer): answers(.complaint, answer.complaint, on: day)
        case .contestSettled(let settled): answers(.contest, settled.contest, on: day)
        case .adjustmentSupplied(let supplied): answers(.adjustment, supplied.adjustment, on: day)
        case .contributionRead(let read): answers(.reading, read.promise, on: day)
        case .safetyConcernRead(let read): answers(.concern, read.concern, on: day)
        case .looksReleased(let released): past("the last day whose openings may be seen", released.through)
        case .signInLetterAsked(let asked): findings(of: asked, on: day)
        case .signInLetterUsed(let used): findings(of: used, on: day)
        case .experienceAnswered(let answer): findings(of: answer)
        case .sessionAttended(let came):
            file.sessions.contains { $0.key == came.session }
                ? [] : [Finding(.noSuchMatter, .text("session that was offered"), .text("\(came.session)"))]
        case .auditContentRead(let read):
            file.planVersions.contains { $0.key == read.version }
                ? [] : [Finding(.noSuchMatter, .text("version of the plan"), .text("\(read.version)"))]
        case .planVersionRecorded(let version):
            findings(of: version) + notBefore(file.planMade, day, .beforePlan)
        default: []
        }
    }

    private func notBefore(_ earlier: Day?, _ day: Day, _ code: FindingCode) -> [Finding] {
        guard let earlier, day < earlier else { return [] }
        return [Finding(code, .day(day), .day(earlier))]
    }

    private func past(_ what: String, _ day: Day?) -> [Finding] {
        guard let day, day > today else { return [] }
        return [Finding(.factToCome, .text(what), .day(day), .day(today))]
    }

    // MARK: The child

    /// Whether it takes a death back that the same person reported: that changes nothing, for two must say so.
    private func takesDeathBackAlone(_ event: Event, by actor: Actor) -> Bool {
        var target = event.replaces
        if case .withdrawn(let data) = event.data { target = data.report }
        guard let target else { return false }
        func holdsDeath(_ file: CaseFile) -> Bool {
            file.submissions.contains { $0.key == target && $0.stands && $0.endReason == .died }
        }
        var after = file
        guard holdsDeath(file), after.append(Entry(by: actor, recorded: today, events: [event]), at: .max) == .accepted
        else { return false }
        return holdsDeath(after)
    }

    private func findings(of moved: MovedIn, on transferred: Day) -> [Finding] {
        var found: [Finding] = []
        for case (let what, let day?) in [
            ("the day on which the plan was made", moved.made),
            ("the day of the last review's decision", moved.reviewed),
        ] where day > transferred {
            found.append(Finding(.afterTransfer, .text(what), .day(day), .day(transferred)))
        }
        if let reviewed = moved.reviewed { found += notBefore(moved.made, reviewed, .beforePlan) }
        return found + past("the day on which the family was told", moved.told)
    }

    private func findings(of version: PlanVersionRecorded) -> [Finding] {
        guard let final = version.final else { return [] }
        let isSubmitted = file.submissions.contains {
            $0.key == final && $0.stands && $0.kind == .finalSubmitted && $0.finalOutcome == .amended
        }
        return isSubmitted ? [] : [Finding(.noSuchFinal, .text("\(final)"))]
    }

    private func findings(of plan: PlanRecorded) -> [Finding] {
        // What was believed before is not asked again.
        (plan.made == file.plan?.made ? [] : past("the day on which the plan was made", plan.made))
            + (plan.reviewed == file.plan?.reviewed ? [] : past("the day of the last review's decision", plan.reviewed))
    }

    private func findings(of contact: ContactRecorded) -> [Finding] {
        var found: [Finding] = []
        for (what, day) in [
            ("the day on which it was decided who holds the rights", contact.holdsRights.on),
            ("the day on which it was decided who may be written to", contact.mayBeWrittenTo.on),
            ("the day on which it was decided what the contact may see", contact.maySee.on),
            ("the day on which it was decided whether the location is protected", contact.locationProtected.on),
        ] { found += past(what, day) }
        if !ContactBook.isKept(in: file), contact.contact != Contact.presumed.number {
            found.append(Finding(.contactPresumed, .number(contact.contact)))
        }
        if !contact.mayBeWrittenTo.isSo, contact.mayBeWrittenTo.evidence == nil {
            found.append(Finding(.closedWithoutEvidence, .number(contact.contact)))
        }
        return found
    }

    private func findings(of answer: EarlyReviewAnswered, on day: Day) -> [Finding] {
        let request = file.submissions.first { $0.key == answer.request }
        var found = notBefore(request?.happened, day, .beforeRequest)
        if let earlier = file.earlyRequests.first(where: { $0.key == answer.request })?.answer {
            found.append(Finding(.requestAnswered, .day(earlier.happened)))
        }
        if answer.document == nil { found.append(Finding(.answerWithoutReasons)) }
        return found
    }

    private func findings(of answer: ChangeAnswered, on day: Day) -> [Finding] {
        guard let request = file.submissions.first(where: { $0.key == answer.request && $0.kind == .changeRequested })
        else { return [Finding(.noSuchRequest, .text("\(answer.request)"))] }
        var found = notBefore(request.happened, day, .beforeRequest)
        if let earlier = file.changeRequests.first(where: { $0.key == answer.request })?.answer {
            found.append(Finding(.changeAnswered, .day(earlier.happened)))
        }
        if answer.document == nil { found.append(Finding(.changeWithoutReasons)) }
        return found
    }

    private func findings(of appeal: AppealRecorded, on day: Day) -> [Finding] {
        guard appeal.step == .lodged else {
            let isOpen = file.appeals.contains { $0.review == appeal.review && $0.isOpen && $0.lodged <= day }
            return isOpen ? [] : [Finding(.noAppeal, .number(appeal.review), .day(day))]
        }
        let review = file.review(appeal.review)
        // Of an amendment the right comes with the final plan, or with the decision not to amend (APP-6).
        let sent = review?.outcome == .amend ? review?.finalTold : review?.told
        guard let sent, sent <= day else { return [Finding(.beforeDecision, .day(day))] }
        let last = Statute.appealUntil(
            sent: sent, certificate: file.mediation(.certificate, of: appeal.review), holidays: holidays)
        guard day > last else { return [] }
        return [Finding(.appealLate, .day(last), .text(holidays.provisionalNote(from: sent, through: last)))]
    }

    // MARK: Before and at the meeting

    private func findings(of approach: ApproachChosen, on day: Day) -> [Finding] {
        guard let disagreed = approach.disagreed, !disagreed.isEmpty, let review = file.review(approach.review) else {
            return []
        }
        let due = file.answerBy(
            disagreed: day, in: review, days: model?.earlyRequestAnswerDays ?? EarlyRequest.answerDays
        ).due
        return [Finding(.answerDue, .parties(disagreed), .day(due))]
    }

    private func findings(of answer: DisagreementAnswered, on day: Day) -> [Finding] {
        let review = file.review(answer.review)
        guard let disagreed = review?.disagreed else {
            return [Finding(.nobodyDisagreed, .number(answer.review))]
        }
        var found = notBefore(disagreed, day, .beforeChoice)
        if review?.unanswered.contains(answer.to) != true {
            found.append(Finding(.partyNotWaiting, .parties([answer.to])))
        }
        if answer.document == nil { found.append(Finding(.answerWithoutDocument)) }
        return found
    }

    private func findings(of arranged: MeetingArranged, on day: Day) -> [Finding] {
        guard arranged.meeting >= day else {
            return [Finding(.meetingBeforeArranged, .day(arranged.meeting), .day(day))]
        }
        var found = unusual(arranged.meeting)
        if Statute.noticeBy(meeting: arranged.meeting).last < day { found.append(Finding(.meetingShortNotice)) }
        return found
    }

    /// What is unusual about a meeting on that day: a weekend, a bank holiday.
    func unusual(_ meeting: Day) -> [Finding] {
        holidays.remark(on: meeting).map { [Finding(.meetingDayUnusual, .day(meeting), .text($0))] } ?? []
    }

    private func findings(of held: MeetingHeld, on day: Day) -> [Finding] {
        var found = unusual(day)
        if let other = file.review(held.review)?.held, other != day {
            found.append(Finding(.heldOtherwise, .day(other)))
        }
        return found
    }

    // MARK: Decisions

    private func findings(of decision: DecisionSubmitted, on day: Day) -> [Finding] {
        notBefore(file.review(decision.review)?.held, day, .beforeMeeting) + rightsUnconfirmed
            + past("the day of the consultation", decision.consulted) + demands(of: decision, happened: day)
            + held(of: decision) + held(ofCeasing: decision, happened: day)
    }

    private func findings(of decision: DecisionRecorded, on day: Day) -> [Finding] {
        let review = file.review(decision.review)
        var found = notBefore(review?.held, day, .beforeMeeting)
        if review?.held == nil { found.append(Finding(.decisionWithoutMeeting)) }
        found += rightsUnconfirmed
        if let told = review?.told { found.append(Finding(.toldAlready, .day(told))) }
        if let notice = decision.notice, notice < day {
            found.append(Finding(.noticeBeforeDecision, .day(notice), .day(day)))
        }
        return found + past("the day of the amendment notice", decision.notice)
    }

    private func findings(of decision: DecisionUndated) -> [Finding] {
        if let told = file.review(decision.review)?.told {
            return [Finding(.letterDayKnown, .number(decision.review), .day(told))]
        }
        return past("the day of the amendment notice", decision.notice) + [Finding(.decisionUndated)]
    }

    var rightsUnconfirmed: [Finding] {
        file.rightsUnconfirmed(on: today).map {
            [Finding(.rightsUnconfirmed, .day($0), .text(Words.holders(file)))]
        } ?? []
    }

    private func findings(ofAmendment number: UInt8, on day: Day) -> [Finding] {
        let review = file.review(number)
        var found = notBefore(review?.noticeSent ?? review?.undated?.notice ?? review?.told, day, .beforeNotice)
        if review?.outcome != .amend, review?.undated?.outcome != .amend { found.append(Finding(.noAmendment)) }
        return found
    }

    private func findings(of answer: AmendmentAnswered, on day: Day) -> [Finding] {
        guard
            let said = file.submissions.first(where: { $0.key == answer.answer && $0.kind == .representationsReceived }
            ),
            said.review == answer.review
        else { return [Finding(.noSuchRepresentation, .text("\(answer.answer)"), .number(answer.review))] }
        var found = notBefore(said.happened, day, .beforeRepresentation)
        if !answer.used, answer.document == nil { found.append(Finding(.unusedWithoutReasons)) }
        return found
    }

    private func findings(of final: FinalRecorded, on day: Day) -> [Finding] {
        let review = file.review(final.review)
        var found = findings(ofAmendment: final.review, on: day)
        if final.outcome != .notAmended, let notice = review?.noticeSent ?? review?.undated?.notice {
            let served = review.flatMap { file.noticeServed(in: $0, holidays: holidays) } ?? notice
            let end = Statute.representationsUntil(served: served)
            if day <= end { found.append(Finding(.finalTooSoon, .day(end))) }
        }
        return found + unserved(final.review)
    }

    /// That the amendment notice came back and has reached nobody since, unless the family has answered it: their fifteen days
    /// must not be over unseen.
    private func unserved(_ number: UInt8) -> [Finding] {
        guard let review = file.review(number) else { return [] }
        let isAnswered = file.submissions.contains {
            $0.kind == .representationsReceived && $0.review == number && $0.stands
        }
        let unreached = isAnswered ? [] : file.noticeUnserved(of: review)
        guard !unreached.isEmpty else { return [] }
        return [
            Finding(.noticeUnserved, .text(Words.list(unreached.map { Words.addressee(.contact($0), in: file) })))
        ]
    }

    // MARK: What goes again

    private func findings(of asked: ResendAsked) -> [Finding] {
        guard let message = file.message(asked.message), message.sent != nil, let addressee = asked.message.addressee
        else { return [Finding(.noSuchMessage, .text("\(asked.message)"))] }
        if let earlier = file.resend(of: asked.message) { return [Finding(.resendAsked, .text("\(earlier.key)"))] }
        var found: [Finding] = []
        if !file.mayGoAgain(message, on: today) {
            found.append(
                Finding(
                    .mayNotGoAgain, .text(Words.addressee(addressee, in: file)), .text("\(asked.message)")))
        }
        if message.returned == nil { found.append(Finding(.notReturned, .text("\(asked.message)"))) }
        return found
    }

    /// Also before it is written or claimed: who looks may look at once.
    private func findings(of looked: LookedThrough) -> [Finding] {
        guard let message = file.message(looked.message), message.sent == nil, let contact = looked.message.contact
        else {
            return [Finding(.nothingToLookThrough, .text("\(looked.message)"))]
        }
        guard file.contact(contact)?.isLocationProtected ?? false else {
            return [Finding(.placeNotKept, .text(Words.addressee(.contact(contact), in: file)))]
        }
        return []
    }

    // MARK: What was wrong, and went astray

    private func findings(of correction: CorrectionRecorded) -> [Finding] {
        let left =
            file.messages.contains { $0.id.contact != nil && $0.sent == correction.letter }
            || file.submissions.contains {
                [.decisionRecorded, .finalRecorded].contains($0.kind) && $0.stands && $0.happened == correction.letter
            }
        return (left ? [] : [Finding(.noLetterThatDay, .day(correction.letter))])
            + unsaid(
                ("what was wrong", "wrong", correction.wrong), ("what is right instead", "right", correction.right))
    }

    /// What a letter rests on and is not given.
    private func unsaid(_ needed: (what: String, option: String, hash: DocumentHash?)...) -> [Finding] {
        needed.filter { $0.hash == nil }.map { Finding(.letterUnsaid, .text($0.what), .text($0.option)) }
    }

    private func withdrawal(of key: SubmissionKey) -> [Finding] {
        let isOfAnother = file.withdrawnDocuments.contains { $0.key == key && $0.ground == .anotherChild }
        return isOfAnother ? [] : [Finding(.noSuchWithdrawal, .text("\(key)"))]
    }

    private func findings(ofSupplied message: ConclusionID, as format: LetterFormat) -> [Finding] {
        guard format.isOrdered else { return [Finding(.formatMadeHere, .text(format.rawValue))] }
        guard let number = message.contact, file.message(message)?.sent != nil else {
            return [Finding(.noSuchMessage, .text("\(message)"))]
        }
        guard file.contact(number)?.format != format else { return [] }
        return [Finding(.formatNotChosen, .number(number), .text(format.rawValue))]
    }

    private func unordered(_ supply: FormatSupplied) -> [Finding] {
        let letter = file.suppliedLetters().first {
            $0.message == supply.message && $0.format == supply.format.supplied
        }
        guard case .toOrder? = letter?.stage else { return [] }
        return [Finding(.formatNotOrdered, .text("\(supply.message)"))]
    }
}
