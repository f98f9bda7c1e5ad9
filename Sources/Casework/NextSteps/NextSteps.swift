public import CaseFile
public import Contracts
public import Statute

/// What remains to be done in a case, by whom, by when, under which rule.
public struct NextSteps {
    /// What to do, the most pressing first.
    public private(set) var steps: [NextStep] = []
    private let file: CaseFile
    private let log: LogBook
    private let day: Day
    private let lacks: [ConclusionID: [String]]

    private let words: ModelWords
    private let meetings: MeetingDays?
    private let holidays: BankHolidays

    /// What remains on that day. `lacks` says what was missing from what could not stand; requests are answered within
    /// the days of the council's model, and findings are told in its words.
    public init(
        of file: CaseFile, lacks: [ConclusionID: [String]] = [:], log: LogBook, on day: Day,
        words: ModelWords = ModelWords(), meetings: MeetingDays? = nil, holidays: BankHolidays = .byRuleOnly
    ) {
        self.words = words
        self.holidays = holidays
        self.meetings = meetings
        self.file = file
        self.log = log
        self.day = day
        self.lacks = lacks
        guard let plan = file.plan else { return }
        guard file.ended == nil else {
            addDeath()
            addWithdrawn()
            addUnsent()
            if file.end?.reason != .died { addSupplied() }
            return
        }
        for review in file.reviews where !review.isClosed || review.outcome == nil || review.held == nil {
            if let step = step(for: review) { steps.append(step) }
        }
        addTransfer()
        addRights()
        for request in file.earlyRequests where request.answer == nil {
            let by = request.answerBy(days: words.answerDays)
            steps.append(
                NextStep(
                    review: 0, who: .coordinator,
                    what: "answer in writing the request of \(request.asked.short) for an early review", by: by.due,
                    rule: by.why, keepsFamilyWaiting: false))
        }
        for request in file.changeRequests where request.answer == nil {
            steps.append(
                NextStep(
                    review: 0, who: .coordinator,
                    what: "answer in writing the request of \(request.asked.short) for a change of the plan",
                    by: request.answerBy(days: words.answerDays),
                    rule: "\(Deadline.count(words.answerDays, "day")) by the council's own policy; the law sets none "
                        + "(\(Statute.rule(.amd8).source))", keepsFamilyWaiting: false))
        }
        addWithdrawn()
        steps += NextSteps.ofAppeals(file, on: day, holidays: holidays)
        if file.rightsHolders.isEmpty {
            steps.append(
                NextStep(
                    review: 0, who: .coordinator, what: "record who holds the rights", by: nil,
                    rule: "no contact does, and no decision can be told (\(Statute.rule(.dec1).source))",
                    keepsFamilyWaiting: false))
        }
        if file.latestReview == nil, plan.made == nil, plan.reviewed == nil {
            steps.append(
                NextStep(
                    review: 0, who: .coordinator,
                    what: "find out when the plan was made or last reviewed, and record it", by: nil,
                    rule: "without either day nobody can say when the review is due (\(Statute.rule(.cyc1).source))",
                    keepsFamilyWaiting: false))
        }
        addUnsent()
        addSupplied()
        steps.sort { NextSteps.precedes($0, $1) }
    }

    /// Letters in a format that a supplier makes: what is to be ordered, by the last day on which it is there in time, and
    /// what was ordered and has not come.
    private mutating func addSupplied() {
        for letter in file.suppliedLetters {
            let due = SupplierDeadline(of: letter, in: file, days: words.supplierDays)
            let who = Words.addressee(.contact(letter.contact), in: file)
            let what = "the \(Words.message(letter.message.subject)) for \(who) as \(letter.format.words)"
            switch letter.stage {
            case .supplied: continue
            case .toOrder:
                steps.append(
                    NextStep(
                        review: letter.message.review, who: .coordinator, what: "order \(what)", by: due.orderBy,
                        rule: due.whyOrdered, keepsFamilyWaiting: false,
                        also: ["`annual-review record format-ordered` with --message \(letter.message)"]))
            case .ordered(let day, let expected):
                steps.append(
                    NextStep(
                        review: letter.message.review, who: .coordinator,
                        what: "see that \(what) has come and gone on to them", by: expected ?? due.due,
                        rule: "ordered on \(day.short); \(due.why)", keepsFamilyWaiting: false,
                        also: ["`annual-review record format-supplied` with --message \(letter.message)"]))
            }
        }
    }

    /// Of a letter that is still to be written, by when its reader's format would have to be ordered.
    private func formatNotes(_ review: Review) -> [String] {
        guard review.told == nil, let held = review.held else { return [] }
        let due = Statute.decisionBy(meeting: held)
        return file.toldHolders.compactMap { contact in
            guard let format = contact.format?.supplied else { return nil }
            let last = words.supplierDays.orderBy(format, due: due)
            return
                "\(Words.addressee(.contact(contact.number), in: file)) reads letters as \(format.words): for one that is "
                + "there by \(due.short) (\(Statute.rule(.dec1).source)) it \(last < day ? "had" : "has") to be written, "
                + "and ordered from the supplier, by \(last.short)"
        }
    }

    /// For how many days after a death was recorded somebody is asked to look.
    public static let daysToLook = 28

    /// A paper that was withdrawn: of another child, the breach is reported and both families are told; what was decided with it
    /// in hand is looked at again. Somebody is asked for as many days as after a death.
    private mutating func addWithdrawn() {
        for paper in file.withdrawnDocuments where day <= paper.recorded + NextSteps.daysToLook {
            let what = paper.role.rawValue.replacing("-", with: " ")
            if let by = paper.reportBy {
                let whose = paper.belongs.map { " (\($0))" } ?? ""
                steps.append(
                    NextStep(
                        review: 0, who: .manager,
                        what:
                            "with the safeguarding lead, report the breach to the Information Commissioner, or note why nobody "
                            + "can come to harm; "
                            + (file.isFamilyToBeTold(of: paper)
                                ? "see that the other child\u{2019}s family\(whose) is told"
                                : "tell this family and the other child\u{2019}s\(whose)"),
                        by: by,
                        rule: "72 hours from \(paper.aware.short), by the same hour "
                            + "(\(Statute.rule(.inf1).source)): another child\u{2019}s paper was kept here as \(what)",
                        keepsFamilyWaiting: false,
                        also: [
                            "`annual-review record paper-not-yours` sends this family its letter, and `paper-astray`, in the "
                                + "other child\u{2019}s case, that family its own"
                        ]))
            }
            for report in file.submissions where report.stands && paper.reports.contains(report.key) {
                guard report.kind == .decisionSubmitted || report.kind == .finalSubmitted else { continue }
                steps.append(
                    NextStep(
                        review: report.review, who: .manager,
                        what:
                            "look whether what was decided on \(report.happened.short) stands without a paper that was "
                            + "withdrawn",
                        by: nil, rule: "it names that paper, kept as \(what), and may rest on it",
                        keepsFamilyWaiting: false))
            }
        }
    }

    private mutating func addDeath() {
        guard let end = file.end, end.reason == .died, day <= end.recorded + NextSteps.daysToLook else { return }
        steps.append(
            NextStep(
                review: 0, who: .coordinator,
                what: "look whether anything has left for the family since the child's death on \(end.day.short)",
                by: nil,
                rule:
                    "nothing leaves any more; if the death was recorded by mistake, somebody else than whoever recorded "
                    + "it withdraws the report, and all goes on",
                keepsFamilyWaiting: false))
    }

    /// What was to leave and will not by itself, where no step of its review says so.
    private mutating func addUnsent() {
        let shown = file.ended == nil ? Set(steps.map(\.review)).subtracting([0]) : []
        for unsent in file.unsent(on: day) where unsent.isReturned || !shown.contains(unsent.message.review) {
            let who = Words.addressee(unsent.addressee, in: file)
            let message = Words.message(unsent.message.subject)
            steps.append(
                NextStep(
                    review: unsent.message.review, who: .coordinator,
                    // What came back was told, and its review goes on: no step of that speaks of it.
                    what: unsent.isReturned
                        ? "find out how to reach \(who), to whom the \(message) did not come"
                        : "tell \(who) yourself, or mend what is missing: \(message)", by: nil,
                    rule: NextSteps.why(unsent), keepsFamilyWaiting: false))
        }
    }

    /// Why it could not leave, and what mends it: what is missing has a name, or the next fails like this one.
    private static func why(_ unsent: Unsent) -> String {
        let contact = unsent.message.contact
        func inPeople(_ what: String) -> String { contact.map { "; contact \($0) needs \(what) in people.csv" } ?? "" }
        switch unsent.reason {
        case .failed(let failure):
            let why = Words.failure(failure)
            switch failure {
            case .noAddress, .badAddress: return why + inPeople("one")
            case .noDocument: return why + "; submit it again with its documents, and its letter is written anew"
            case .noWords: return why + "; the notifier's log names the file"
            default: return why
            }
        case .returned(let why):
            let since = unsent.recordedSince.map { "; contact \(contact ?? 0) was recorded anew on \($0.short)" } ?? ""
            return why.words + since + inPeople("another address")
                + "; then `annual-review record resend-asked` with --message \(unsent.message)"
        case .lacks(let lack):
            let why = Words.lack(lack)
            switch lack {
            case .name: return why + inPeople("a name")
            case .address, .usableAddress: return why + inPeople("one")
            case .officer: return why + "; the officer needs a name in people.csv"
            case .document: return why + "; submit it again with its documents"
            case .words: return why + "; the decision-writer's log names the file"
            case .notYet: return why + inPeople("a name and an address, if they are not there yet,")
            }
        }
    }

    /// Families untold longest past the statutory day first; then what is due soonest; last what has no day.
    public static func precedes(_ left: NextStep, _ right: NextStep) -> Bool {
        if left.keepsFamilyWaiting != right.keepsFamilyWaiting { return left.keepsFamilyWaiting }
        let end = Day(number: .max)
        return (left.by ?? end, left.review) < (right.by ?? end, right.review)
    }

    private func step(for review: Review) -> NextStep? {
        var step: NextStep?
        if review.told == nil, review.undated != nil || review.finalTold != nil {
            step = untilDated(review)
        } else if review.told == nil {
            step = review.held == nil ? beforeMeeting(review) : untilDecision(review)
        } else if review.outcome == nil {
            step = NextStep(
                review: review.number, who: .coordinator, what: "record what was decided", by: nil,
                rule: "the letter of \(review.told?.short ?? "") is recorded without its outcome",
                keepsFamilyWaiting: false)
        } else if review.outcome == .amend, review.finalTold == nil {
            step = untilFinal(review)
        } else if review.held == nil {
            step = withoutMeeting(review)
        }
        step?.also += notes(review)
        return step
    }

    /// A decision is known, or what followed it, and not the day on which its letter was sent.
    private func untilDated(_ review: Review) -> NextStep {
        let known =
            review.finalTold.map { "the final plan of \($0.short) is recorded" }
            ?? "a decision is recorded without its day"
        return NextStep(
            review: review.number, who: .coordinator,
            what:
                "find out when the decision letter was sent, and record the day; if none was, submit the decision for it",
            by: file.deadlines(of: review).first(.dec1)?.due,
            rule:
                "\(known), and without the day of the letter the review is not complete (\(Statute.rule(.dec1).source))",
            keepsFamilyWaiting: false)
    }

    /// A decision was sent, and no meeting is recorded.
    private func withoutMeeting(_ review: Review) -> NextStep {
        NextStep(
            review: review.number, who: .coordinator, what: "record the day of the review meeting, or hold it",
            by: file.deadlines(of: review).first(.mov5, .cyc1, .cyc2)?.due,
            rule: "without a meeting there is no review, and the twelve months run on (\(Statute.rule(.mtg1).source))",
            keepsFamilyWaiting: false)
    }

    private func beforeMeeting(_ review: Review) -> NextStep? {
        let deadlines = file.deadlines(of: review)
        if review.submission != nil || review.isMade { return untilDecision(review) }
        guard let arranged = review.arranged else {
            let ordinary = deadlines.first(.cyc4)
            let transfer = file.isTransferNamed ? nil : file.transferDeadlines.first(.ph4)
            let latest = [ordinary, transfer].compactMap { $0 }.min { $0.due < $1.due }
            let isOurs = file.arranger == .coordinator
            let by = latest?.due ?? review.dueWhenOpened.map { Statute.latestMeeting(reviewDue: $0) }
            let proposal = by.flatMap { meetings?.proposal(noLaterThan: $0, from: day) }
            return NextStep(
                review: review.number, who: file.arranger,
                what: isOurs ? "arrange the review meeting" : "have the setting arrange the review meeting",
                by: by, rule: latest?.why ?? "no day is known from which the review's twelve months run",
                keepsFamilyWaiting: false, also: proposal.map { ["a school day for it: \($0.why)"] } ?? [])
        }
        guard arranged >= day else {
            let decision = Deadline(rule: .dec1, due: Statute.decisionBy(meeting: arranged), from: arranged)
            return NextStep(
                review: review.number, who: .coordinator,
                what: "record whether the meeting of \(arranged.short) was held", by: decision.due,
                rule: "if it was: \(decision.why)", keepsFamilyWaiting: false)
        }
        let advice = review.advice == nil ? deadlines.first(.mtg4) : nil
        // What can no longer be in time must not hide the meeting, which still can.
        if let advice, advice.due >= day {
            return NextStep(
                review: review.number, who: file.arranger,
                what: "have advice sent round for the meeting of \(arranged.short)", by: advice.due, rule: advice.why,
                keepsFamilyWaiting: false)
        }
        return NextStep(
            review: review.number, who: file.arranger, what: "hold the review meeting", by: arranged,
            rule: "arranged for \(arranged.withWeekday)", keepsFamilyWaiting: false,
            also: advice.map {
                ["advice was due \($0.due.short): have it sent round now (\(Statute.rule(.mtg4).source))"]
            }
                ?? [])
    }

    private func untilDecision(_ review: Review) -> NextStep? {
        let decision = file.deadlines(of: review).first(.dec1)
        let isLate = review.held != nil && decision.map { $0.due < day } ?? false
        func step(_ what: String, who: Contracts.Party = .coordinator, _ also: [String] = []) -> NextStep {
            NextStep(
                review: review.number, who: who, what: what, by: decision?.due,
                rule: decision?.why ?? "no meeting of this review is recorded, and the decision's weeks run from it",
                keepsFamilyWaiting: isLate, tellsFamily: true, also: also)
        }
        guard let submission = review.submission else {
            let draft = Draft.reason(review, in: file, on: day, days: words.draftDays).map(NextSteps.draft)
            let drafts = draft.map { [$0] } ?? []
            if let refused = refused(.decisionRefused, review) {
                return step("complete the decision and submit it again", ["it could not stand: \(refused)"] + drafts)
            }
            return step("decide, and submit the decision for its letter", drafts)
        }
        if file.toldHolders.isEmpty { return untold(step) }
        guard review.isMade, review.isLetterWritten else {
            return step("wait: the decision submitted on \(submission.happened.short) is being answered")
        }
        let failed = failures(.tellDecision, review.number, submission.key.reference)
        if !failed.isEmpty { return step("send the decision letter yourself, and record the day", failed) }
        if !log.maySend(file) {
            return step(
                "let the letter leave", who: .manager,
                [log.isPaused ? "all sending is paused" : "the case was imported and is not released"])
        }
        return step("wait: the decision letter is on its way")
    }

    /// That a draft of what is known waits for whoever decides.
    private static func draft(_ reason: Draft.Reason) -> String {
        switch reason {
        case .reportIn: "a draft of what is known waits: the report of the meeting is in"
        case .dueSoon: "a draft of what is known waits, though no report of the meeting is in"
        }
    }

    /// What to do when the letter can be addressed to nobody. Whom a decision closes is not looked for.
    private func untold(_ step: (String, Contracts.Party, [String]) -> NextStep) -> NextStep {
        let closed = file.rightsHolders.map { Words.addressee(.contact($0.number), in: file) }
        return closed.isEmpty
            ? step("record who holds the rights: the letter can be addressed to nobody", .coordinator, [])
            : step(
                "settle with the safeguarding lead how the decision is told", .manager,
                ["\(Words.list(closed)) \(closed.count > 1 ? "are" : "is") not told, by decision"])
    }

    private func untilFinal(_ review: Review) -> NextStep? {
        let final = review.finalDeadline
        func step(_ what: String, _ also: [String] = []) -> NextStep {
            NextStep(
                review: review.number, who: .coordinator, what: what, by: final?.due,
                rule: final?.why ?? "neither the meeting nor the amendment notice has a day in the record",
                keepsFamilyWaiting: false, also: also)
        }
        guard let submission = review.finalSubmission else {
            let open = openAnswers(review)
            if let refused = refused(.finalRefused, review) {
                return step("complete the final plan and submit it again", ["it could not stand: \(refused)"] + open)
            }
            return step("finish the amendment: the final plan, or the decision not to amend", open)
        }
        if file.toldHolders.isEmpty { return untold { what, _, also in step(what, also) } }
        let failed = failures(.tellFinal, review.number, submission.key.reference)
        if !failed.isEmpty { return step("send the final letter yourself, and record the day", failed) }
        return step("wait: the final letter is on its way")
    }

    /// What of the family's answer to the amendment notice waits for somebody, and until when more may come.
    private func openAnswers(_ review: Review) -> [String] {
        var open: [String] = []
        for service in file.noticeServices(of: review) where service.isReturned {
            let who = Words.addressee(.contact(service.contact ?? Contact.presumed.number), in: file)
            open.append("the amendment notice to \(who) came back: the fifteen days for an answer have not begun")
        }
        if let until = file.answerAwaitedUntil(in: review, on: day, days: words.representationDays, holidays: holidays),
            until >= day
        {
            open.append(
                "the family may answer the amendment notice until \(until.short) (\(Statute.rule(.amd2).source))")
        }
        for said in file.representations(of: review.number) {
            if said.isUnanswered {
                let sections = said.unansweredSections.map(\.rawValue)
                let about =
                    sections.isEmpty ? "" : " about section\(sections.count > 1 ? "s" : "") \(Words.list(sections))"
                open.append(
                    "say what became of the family\u{2019}s answer of \(said.came.short)\(about): where it was used, or "
                        + "why it was not")
            }
            if said.awaitsMeeting {
                open.append("hold the meeting with an officer for which the family asked on \(said.came.short)")
            }
        }
        return open
    }

    /// To which contacts a letter could not be sent, and why.
    private func failures(_ subject: Subject, _ review: UInt8, _ fact: Fact) -> [String] {
        file.unsent(on: day).compactMap { unsent in
            let id = unsent.message
            guard id.subject == subject, id.review == review, id.fact == fact, id.contact != nil else { return nil }
            return "it could not be sent to \(Words.addressee(unsent.addressee, in: file)): \(NextSteps.why(unsent))"
        }
    }

    /// What was missing from the latest submission that could not stand; nil when none was refused.
    private func refused(_ subject: Subject, _ review: Review) -> String? {
        guard let id = file.said.last(where: { $0.subject == subject && $0.review == review.number }) else {
            return nil
        }
        let missing = lacks[id] ?? []
        return missing.isEmpty
            ? "see the case for what it lacks" : missing.map { Finding.sentence($0, in: words) }.joined(separator: "; ")
    }

    private mutating func addTransfer() {
        if let unwritten = file.unwrittenTransfer(on: day) {
            let rule = Statute.rule(unwritten.transfer.phase.rule)
            steps.append(
                NextStep(
                    review: 0, who: .coordinator, what: "record which transfer is due, or that there is none",
                    by: unwritten.planBy,
                    rule:
                        "from \(unwritten.after) one follows \(unwritten.transfer.phase.words), and by that day the plan must name the "
                        + "next place (\(rule.source))", keepsFamilyWaiting: false))
        }
        guard let plan = file.plan, let phase = plan.transfer, !file.isTransferNamed else { return }
        let rule = Statute.rule(phase.rule)
        guard let plan = file.transferDeadlines.first(.ph1, .ph2) else {
            steps.append(
                NextStep(
                    review: 0, who: .coordinator, what: "record the year of the move \(phase.words)", by: nil,
                    rule: "without it nobody can say when the plan must name the next place (\(rule.source))",
                    keepsFamilyWaiting: false))
            return
        }
        // Twelve weeks are what a review and its amendment take; before that there is nothing to press for.
        guard day >= plan.due.weeksBefore(NextSteps.transferWeeks) else { return }
        steps.append(
            NextStep(
                review: 0, who: .coordinator, what: "name the place after the move \(phase.words) in a final plan",
                by: plan.due, rule: plan.why, keepsFamilyWaiting: false))
    }

    /// Rights that by age are the young person's, and are recorded as they were before.
    private mutating func addRights() {
        guard let end = file.rightsUnconfirmed(on: day) else { return }
        steps.append(
            NextStep(
                review: 0, who: .coordinator,
                what: "record who holds the rights now: the young person, or who decides for one without the capacity",
                by: end,
                rule: "compulsory school age ended that day, and letters still go to \(Words.holders(file)) "
                    + "(\(Statute.rule(.age1).source))", keepsFamilyWaiting: false))
    }

    /// How many weeks before the day of a transfer its plan becomes something to do.
    public static let transferWeeks = 16

    private func notes(_ review: Review) -> [String] {
        var notes: [String] = formatNotes(review)
        if let other = review.heldOtherwise, let held = review.held {
            notes.append(
                "two days are reported for the meeting, \(held.short) and \(other.short): correct or withdraw one")
        }
        if let disagreed = review.disagreed, !review.unanswered.isEmpty {
            let who = Words.list(review.unanswered.map(Words.party))
            notes.append(
                "\(who) did not agree with the kind of review; an answer in writing is due "
                    + file.answerBy(disagreed: disagreed, in: review, days: words.answerDays).due.short)
        }
        if review.told == nil, let end = file.rightsUnconfirmed(on: day) {
            notes.append(
                "a letter would go to \(Words.holders(file)), though the rights may be the young person's since \(end.short): "
                    + "record who holds them first")
        }
        if review.submittedOtherwise { notes.append("decisions with different outcomes are submitted: withdraw one") }
        if review.held != nil, review.told == nil, review.meetingReport == nil {
            let by = review.held.map { Statute.reportBy(meeting: $0) }
            let due = by.map { "; it \($0 < day ? "was" : "is") due \($0.short)" } ?? ""
            notes.append("no report of the meeting is recorded\(due)")
        }
        if review.dueWhenOpened == nil, file.plan?.made == nil, file.lastReviewed == nil {
            notes.append("it is not known when the plan was made or last reviewed")
        }
        if review.told == nil, let due = file.deadlines(of: review).first(.mov5, .cyc1, .cyc2), due.due < day {
            notes.append("the twelve months ended on \(due.due.short) (\(Statute.rule(due.rule).source))")
        }
        if review.told == nil, let own = file.deadlines(of: review).first(.cyc8), own.due < day {
            notes.append("the plan's own interval ended on \(own.due.short) (CYC-8)")
        }
        for unsent in file.unsent(on: day) where unsent.message.review == review.number && !unsent.isReturned {
            let id = unsent.message
            guard id.contact == nil || id.toldLetter == nil else { continue }
            notes.append(
                "the \(Words.message(id.subject)) could not be sent to "
                    + "\(Words.addressee(unsent.addressee, in: file)): \(NextSteps.why(unsent))")
        }
        return notes
    }
}
