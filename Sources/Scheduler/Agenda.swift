import CaseFile
import Casework
import Contracts
import Statute

// What is not obvious here:
//
// - `not-reviewed-by` may name a sooner day than the law's: the plan's own interval (CYC-8), or the six months of
//   guidance for a child under five where the model promises them (CYC-7). The twelve months have their own alarm
//   besides.
// - `no-answer-by` is the council's own day, never the law's (CYC-10: the law sets none; POL-1). Its fact is that
//   day, so two requests of one day are one alarm.

/// What the scheduler will say of a case if nothing else happens, and from which day: the one list behind both what is
/// missing and when to look again, so that the two cannot disagree.
struct Agenda {
    /// Something to say.
    struct Item {
        /// What is said.
        enum Saying {
            case open(ReviewKind, RuleID?)
            /// A reminder, worth sending to that day; nil: for the timetable's weeks from the day it is concluded.
            case remind(until: Day?)
            case alarm(RuleID)
            /// The rights pass when that day is over.
            case passRights(after: Day)
        }

        let id: ConclusionID
        let saying: Saying
        /// The event of the file that it follows from.
        let cause: EventID?
        /// The first day on which it is missing; nil: at once.
        let from: Day?
        /// The last day on which it is missing; nil: for ever.
        var through: Day?

        func isMissing(on day: Day) -> Bool { day >= from ?? day && day <= through ?? day }

        /// The first day after that one on which it becomes missing.
        func next(after day: Day) -> Day? {
            guard let from, from > day, from <= through ?? from else { return nil }
            return from
        }
    }

    private(set) var items: [Item] = []
    private let file: CaseFile
    private let timetable: Timetable

    /// The agenda of that case; empty when nothing is known of the plan, or it ended.
    init(of file: CaseFile, by timetable: Timetable) {
        self.file = file
        self.timetable = timetable
        guard let plan = file.plan, file.ended == nil else { return }
        addRights(plan)
        let reviews = file.reviews
        let cycle = Cycle(of: file, plan: plan, open: reviews.last.flatMap { $0.isDecided ? nil : $0 }, by: timetable)
        if let open = cycle.open {
            addCycle(of: open, cycle, plan: plan)
        } else {
            addOpening(cycle, plan: plan)
        }
        for review in reviews {
            if review.told == nil {
                addMeeting(of: review, plan: plan)
            } else if review.outcome == .amend, review.finalTold == nil {
                addFinal(of: review, plan: plan)
            }
        }
        addTransferPlan(cycle.transfer)
        addTransferLetter()
        addUnwrittenTransfers()
        addAnswers(reviews)
    }

    private mutating func add(
        _ id: ConclusionID, _ saying: Item.Saying, because cause: EventID?, from: Day?, through: Day? = nil
    ) {
        guard !file.holds(id) else { return }
        items.append(Item(id: id, saying: saying, cause: cause, from: from, through: through))
    }

    /// The twelve months that run now.
    private struct Cycle {
        /// The review that is under way; nil when the latest is decided, or there is none.
        let open: Review?
        /// The last day of the twelve months (CYC-1, CYC-2); nil when it is unknown.
        let due: Day?
        /// The day by which the council means to have it complete: `due` or earlier.
        let planned: Day?
        /// The rule that sets `due`.
        let rule: RuleID
        /// A day before `due` by which the plan itself or the council's model for children under five has it complete, and
        /// the rule that says so (CYC-8, CYC-7).
        let sooner: (day: Day, rule: RuleID)?
        /// The transfer that the child faces and for which the plan names no setting yet.
        let transfer: TransferDays?
        /// The same, when no review has been complete since one ought to have been opened for it.
        let unreviewedTransfer: TransferDays?

        init(of file: CaseFile, plan: PlanRecorded, open: Review?, by timetable: Timetable) {
            self.open = open
            let lastReviewed = file.lastReviewed
            let made = file.planMade
            let start = lastReviewed ?? made
            let ownDue = Statute.reviewDue(made: made, lastReviewed: lastReviewed)
            let ownPlanned = start.map { timetable.planned(from: $0, isFirst: lastReviewed == nil, for: plan) }
            if let afterTransfer = file.reviewDue, afterTransfer != ownDue {
                // The interval that the plan itself stipulates goes on to hold (CYC-8).
                (due, planned, rule) = (
                    afterTransfer, plan.interval == nil ? afterTransfer : ownPlanned ?? afterTransfer, .mov5
                )
            } else {
                due = ownDue ?? open?.dueWhenOpened
                planned = ownPlanned ?? open?.dueWhenOpened
                rule = lastReviewed == nil && made != nil ? .cyc1 : .cyc2
            }
            sooner = start.flatMap { timetable.dueSooner(from: $0, isFirst: lastReviewed == nil, for: plan) }
            transfer = TransferDays(of: file, by: timetable)
            unreviewedTransfer = transfer.flatMap { $0.opens > start ?? Day(number: .min) ? $0 : nil }
        }

        /// The last day for the meeting of a review that must be complete by that day, and why (CYC-4, PH-4).
        func latestMeeting(completeBy due: Day?) -> (day: Day, rule: RuleID)? {
            let ordinary = due.map { Statute.latestMeeting(reviewDue: $0) }
            if let transfer = unreviewedTransfer, transfer.latestMeeting < ordinary ?? transfer.latestMeeting + 1 {
                return (transfer.latestMeeting, .ph4)
            }
            return ordinary.map { ($0, .cyc4) }
        }
    }

    /// Months before the rights pass from which it is said that they will. The law sets none: so long the young person, and
    /// whoever holds the rights until then, have to ask what changes, and somebody to assess the capacity.
    static let monthsBeforeRightsPass = 6

    /// The rights pass with the end of compulsory school age (AGE-1), as the month of birth has it: that alone says in which
    /// school year, which begins on a 1 September, the child turns 16.
    private mutating func addRights(_ plan: PlanRecorded) {
        guard let born = plan.born, let last = SchoolYear.compulsoryAgeEnds(bornIn: born) else { return }
        let cause = file.plans.last.map { EventID.submission($0.key) }
        if file.rightsBasis == .asRecorded {
            add(
                ConclusionID(.rightsWillPass, fact: .month(born)), .passRights(after: last), because: cause,
                from: last.monthsAfter(-Agenda.monthsBeforeRightsPass), through: last)
        }
        add(
            ConclusionID(.rightsPassed, fact: .month(born)), .passRights(after: last), because: cause, from: last + 1)
    }

    /// Whoever arranges the meeting: the setting, or the council when there is none (reg 20(1), 21).
    private func arranger(_ plan: PlanRecorded) -> Party { plan.setting == nil ? .coordinator : .setting }

    private mutating func addOpening(_ cycle: Cycle, plan: PlanRecorded) {
        guard file.reviewCount < UInt8.max else { return }
        let number = file.reviewCount + 1
        let id = ConclusionID(.opened, review: number, day: cycle.due)
        let recorded = file.plans.last.map { EventID.submission($0.key) }
        let opens = cycle.planned?.weeksBefore(timetable.openWeeksBeforeDue)
        let rule = cycle.due == nil ? nil : cycle.rule
        let transfer = cycle.unreviewedTransfer
        // The review that its twelve months bring may be the one before the transfer as well.
        let endsWithTransfer = transfer.flatMap { transfer -> Transfer? in
            guard let due = cycle.due, let opens, due >= transfer.opens, opens <= transfer.planBy else { return nil }
            return transfer.transfer
        }
        let kind = timetable.kind(for: plan, before: endsWithTransfer, completeBy: cycle.planned)
        // People may begin a review before it is due, on request; then it is opened as soon as that is known.
        if let begun = file.firstSubmission(ofUnopened: number) {
            let isEarly = opens.map { begun.recorded < $0 } ?? false
            let begins = file.isAgreed(number) ? timetable.kindOnRequest : isEarly ? .early : kind
            let cause = EventID.submission(begun.key)
            add(id, .open(begins, rule), because: cause, from: nil)
            if !file.isArranged(unopened: number) {
                addArrange(number, cycle, plan: plan, because: cause, from: nil, through: nil)
            }
            return
        }
        // Where the twelve months end later, a transfer opens the review; after its day only the alarm is left. An
        // amendment that is not finished may still name the setting, so the next review waits for it.
        let isAmending = file.latestReview.map { !$0.isClosed } ?? false
        if let transfer, !isAmending, let opens, opens > transfer.opens {
            add(
                id,
                .open(
                    timetable.kind(for: plan, before: transfer.transfer, completeBy: transfer.planBy), transfer.rule),
                because: recorded, from: transfer.opens, through: transfer.planBy)
            addArrange(
                number, cycle, plan: plan, because: recorded, from: transfer.opens, through: transfer.planBy)
        }
        add(id, .open(kind, rule), because: recorded, from: opens)
        addArrange(number, cycle, plan: plan, because: recorded, from: opens, through: nil)
    }

    private mutating func addArrange(
        _ review: UInt8, _ cycle: Cycle, plan: PlanRecorded, because cause: EventID?, from: Day?, through: Day?
    ) {
        guard let latest = cycle.latestMeeting(completeBy: cycle.planned) else { return }
        add(
            ConclusionID(.remindArrange, review: review, day: latest.day, party: arranger(plan)), .remind(until: nil),
            because: cause, from: from, through: through)
    }

    private mutating func addCycle(of review: Review, _ cycle: Cycle, plan: PlanRecorded) {
        let cause = file.cause(ofOpening: review.number)
        if review.held == nil, review.arranged == nil {
            addArrange(review.number, cycle, plan: plan, because: cause, from: nil, through: nil)
        }
        if review.held == nil, let latest = cycle.latestMeeting(completeBy: cycle.due) {
            add(
                ConclusionID(.noMeetingBy, review: review.number, day: latest.day), .alarm(latest.rule),
                because: cause, from: latest.day + 1)
        }
        if let sooner = cycle.sooner {
            add(
                ConclusionID(.notReviewedBy, review: review.number, day: sooner.day), .alarm(sooner.rule),
                because: cause, from: sooner.day + 1)
        }
        if let due = cycle.due {
            add(
                ConclusionID(.notReviewedBy, review: review.number, day: due), .alarm(cycle.rule), because: cause,
                from: due + 1)
        }
    }

    /// A reminder to whoever the model names; where there is no setting, the council itself takes its place.
    private mutating func remind(
        _ subject: Reminder.Subject, _ saying: Subject, of review: Review, due: Day, plan: PlanRecorded, until: Day,
        because cause: EventID?, from: Day
    ) {
        var reminded: [Party] = []
        for recipient in timetable.reminded[subject] ?? [] {
            let party = recipient == .coordinator ? .coordinator : arranger(plan)
            guard !reminded.contains(party) else { continue }
            reminded.append(party)
            add(
                ConclusionID(saying, review: review.number, day: due, party: party), .remind(until: until),
                because: cause, from: from, through: until)
        }
    }

    private mutating func addMeeting(of review: Review, plan: PlanRecorded) {
        let number = review.number
        guard let held = review.held else {
            guard let arranged = review.arranged, review.advice == nil else { return }
            let by = Statute.adviceBy(meeting: arranged).last
            if let days = timetable.adviceReminder {
                // Late advice is better than none: worth saying until the meeting.
                remind(
                    .advice, .remindAdvice, of: review, due: by, plan: plan, until: arranged,
                    because: file.cause(.meetingArranged, review: number), from: by + days)
            }
            return
        }
        let cause = file.cause(.meetingHeld, review: number)
        let decisionBy = Statute.decisionBy(meeting: held)
        if review.meetingReport == nil {
            let by = Statute.reportBy(meeting: held)
            if let days = timetable.reportReminder {
                // A late report still serves the decision.
                remind(
                    .report, .remindReport, of: review, due: by, plan: plan, until: decisionBy, because: cause,
                    from: by + days)
            }
            add(ConclusionID(.noReportBy, review: number, day: by), .alarm(.rep1), because: cause, from: by + 1)
        }
        if let days = timetable.decisionReminder, !review.isMade {
            remind(
                .decision, .remindDecision, of: review, due: decisionBy, plan: plan, until: decisionBy, because: cause,
                from: decisionBy + days)
        }
        // A family that was told in time gets no apology because the decision was corrected afterwards.
        if let told = review.toldBeforeCorrection, told <= decisionBy { return }
        add(
            ConclusionID(.noDecisionBy, review: number, day: decisionBy), .alarm(.dec1), because: cause,
            from: decisionBy + 1)
    }

    private mutating func addFinal(of review: Review, plan: PlanRecorded) {
        guard let final = review.finalDeadline else { return }
        let cause = file.cause(ofDecision: review)
        if let days = timetable.finalReminder, !review.isFinalMade {
            remind(
                .final, .remindFinal, of: review, due: final.due, plan: plan, until: final.due, because: cause,
                from: final.due + days)
        }
        add(
            ConclusionID(.noFinalBy, review: review.number, day: final.due), .alarm(final.rule), because: cause,
            from: final.due + 1)
    }

    /// The family of a child who moved in is told in writing within six weeks of the transfer, and when the plan is reviewed
    /// (MOV-4). Where this council has reviewed it and they were told its decision, that letter leaves no more.
    private mutating func addTransferLetter() {
        guard let moved = file.unreviewedTransfer, !moved.isFamilyTold else { return }
        let by = Statute.transferLetterBy(transferred: moved.happened)
        add(
            ConclusionID(.noTransferLetterBy, day: by), .alarm(.mov4), because: .submission(moved.key), from: by + 1)
    }

    private mutating func addTransferPlan(_ transfer: TransferDays?) {
        guard let transfer else { return }
        add(
            ConclusionID(.noTransferPlanBy, day: transfer.planBy), .alarm(transfer.rule),
            because: file.plans.last.map { .submission($0.key) }, from: transfer.planBy + 1)
    }

    /// A transfer that follows from the child's year group comes also where nobody wrote it down.
    private mutating func addUnwrittenTransfers() {
        for unwritten in file.unwrittenTransfers {
            add(
                ConclusionID(.noTransferPlanBy, day: unwritten.planBy), .alarm(unwritten.transfer.phase.rule),
                because: file.plans.last.map { .submission($0.key) }, from: unwritten.planBy + 1,
                through: unwritten.asked)
        }
    }

    /// Whoever asked for a review, or did not agree with its kind, is answered; the days are the council's own.
    private mutating func addAnswers(_ reviews: [Review]) {
        for request in file.earlyRequests where request.answer == nil {
            let by = request.answerBy(days: timetable.answerDays)
            add(
                ConclusionID(.noAnswerBy, day: by.due), .alarm(by.rule), because: .submission(request.key),
                from: by.due + 1)
        }
        for review in reviews where !review.unanswered.isEmpty {
            guard let disagreed = review.disagreed else { continue }
            let by = disagreed + timetable.answerDays
            add(
                ConclusionID(.noAnswerBy, review: review.number, day: by), .alarm(.pol1),
                because: file.cause(.approachChosen, review: review.number), from: by + 1)
        }
    }
}

extension CaseFile {
    /// The report that counts of that kind for that review.
    fileprivate func cause(_ kind: EventKind, review: UInt8) -> EventID? {
        let standing = submissions.filter { $0.kind == kind && $0.review == review && $0.stands }
        // Of the dates that were arranged, and of the kinds that were chosen, the latest counts; of what happened the first.
        let isLatest = kind == .meetingArranged || kind == .approachChosen
        return (isLatest ? standing.last : standing.first).map { .submission($0.key) }
    }

    /// What people have reported of a review that is not open yet.
    fileprivate func firstSubmission(ofUnopened review: UInt8) -> Submission? {
        submissions.first { report in
            guard report.review == review, report.stands else { return false }
            return switch report.kind {
            case .earlyReviewAnswered, .meetingArranged, .meetingHeld, .reportReceived, .decisionSubmitted,
                .decisionRecorded:
                true
            default: false
            }
        }
    }

    /// Whether somebody asked for that review and the council agreed.
    fileprivate func isAgreed(_ review: UInt8) -> Bool { cause(.earlyReviewAnswered, review: review) != nil }

    /// Whether a review that is not open yet needs no reminder to arrange its meeting.
    fileprivate func isArranged(unopened review: UInt8) -> Bool {
        [.meetingArranged, .meetingHeld, .decisionRecorded].contains { cause($0, review: review) != nil }
    }

    /// What opened that review.
    fileprivate func cause(ofOpening review: UInt8) -> EventID? {
        if let id = said.last(where: { $0.subject == .opened && $0.review == review }) { return .conclusion(id) }
        return cause(.reviewUnderWay, review: review)
    }

    /// What told the family of that review's decision.
    fileprivate func cause(ofDecision review: Review) -> EventID? {
        if let recorded = cause(.decisionRecorded, review: review.number) { return recorded }
        return review.submission.map { .submission($0.key) }
    }
}
