import CaseFile
import Contracts
import JSON
import Statute
import TestSupport

/// The people around one case: what each reports, and when, follows from the seed and from the file as it stands when
/// they act. The same seed on the same file gives the same reports, with faults and without.
struct CasePeople {
    /// What the run lets people do.
    struct Habits {
        /// One report in so many is out of order in some way; 0: none is.
        var oddEvery = 0
        /// Whether submitted decisions are corrected: then services that answer side by side may differ in what they say
        /// of the moment between correction and answer.
        var correctsDecisions = true
        /// Whether documents are now and then late or erased, and addresses unknown.
        var losesPapers = false
        /// Whether what kept a service's entry from counting is taken back now and then: what it says is warranted again.
        /// Without faults other entries are ignored, or none.
        var takesBack = false
        /// Whether the case came by an import and waits to be released.
        var isImported = false
    }

    /// What they did just now.
    struct Act {
        /// What was reported, as one entry; nil: nothing today.
        var entry: Entry?
        /// Documents that it names.
        var documents: [(hash: DocumentHash, text: [UInt8])] = []
        /// Whether those documents come after the report.
        var documentsAreLate = false
        /// Documents that are erased with it.
        var erased: [DocumentHash] = []
        /// The day on which they act again.
        var next: Day
        /// What of it was out of order.
        var odd: Fault?
    }

    let id: CaseID
    private let habits: Habits
    private var random: SeededRandom
    private var made: [Event] = []
    private var papers: [DocumentHash] = []
    /// How many entries had been ignored when they acted last.
    private var ignored: UInt32 = 0

    init(_ id: CaseID, seed: UInt64, habits: Habits) {
        self.id = id
        self.habits = habits
        random = SeededRandom(seed: seed)
    }

    mutating func act(on day: Day, _ file: CaseFile) -> Act {
        guard file.plan != nil || !made.isEmpty else {
            let by = habits.isImported ? Entry.importer : "coordinator/C-01"
            var events = [report(.planRecorded(plan(near: day)))]
            if random.oneIn(5) {
                events.append(
                    report(
                        .reviewUnderWay(
                            ReviewUnderWay(review: 1, kind: .annual, due: day + random.pick(-60...200))),
                        happened: day - random.pick(10...90)))
            }
            return Act(entry: Entry(by: by, recorded: day, events: events), next: day + random.pick(1...20))
        }
        defer { ignored = file.ignored }
        if habits.takesBack, let last = made.last, case .submission(let key) = last.id,
            file.ignored > ignored || last.data.isUnderWay, random.oneIn(2)
        {
            return withdraw(key, on: day, next: day + random.pick(1...3))
        }
        if habits.oddEvery > 0, random.oneIn(habits.oddEvery), let odd = oddity(on: day, file) { return odd }
        return usual(on: day, file)
    }

    // MARK: The usual course

    private mutating func usual(on day: Day, _ file: CaseFile) -> Act {
        guard file.ended == nil, file.plan != nil else { return Act(next: day + random.pick(60...200)) }
        guard let review = file.latestReview, !review.isClosed else {
            // Between two reviews a plan is recorded anew, progress set down, or a review asked for early.
            if let act = early(file, on: day) { return act }
            if habits.takesBack, random.oneIn(2) {
                // By mistake: while it stands, no service's opening of that review counts.
                return say(
                    .reviewUnderWay(
                        ReviewUnderWay(review: file.reviewCount + 1, kind: .annual, due: day + random.pick(60...200))),
                    on: day, next: day + random.pick(1...4))
            }
            if random.oneIn(14) {
                return say(.planRecorded(plan(near: day)), on: day, next: day + random.pick(5...60))
            }
            if random.oneIn(10) {
                return say(
                    .progressRecorded(ProgressRecorded(from: random.pick(.parent, .setting))), on: day,
                    happened: day - random.pick(0...20), next: day + random.pick(10...50))
            }
            if random.oneIn(25), file.reviewCount < 20 {
                return say(
                    .meetingArranged(
                        MeetingArranged(review: file.reviewCount + 1, meeting: day + random.pick(14...50))),
                    on: day, next: day + random.pick(1...10))
            }
            return Act(next: day + random.pick(15...70))
        }
        let number = review.number
        if random.oneIn(3), let act = early(file, on: day) { return act }
        if let act = disagreement(review, on: day) { return act }
        if review.told == nil {
            guard let held = review.held else { return beforeMeeting(review, on: day, file) }
            if review.outcomesAgreed == nil, random.oneIn(8) {
                return say(
                    .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: number)), on: day, happened: held,
                    next: day + random.pick(1...10))
            }
            if review.meetingReport == nil, !random.oneIn(3) {
                return say(
                    .reportReceived(ReportReceived(review: number, recommends: random.pick(.maintain, .amend))),
                    on: day, next: day + random.pick(1...14))
            }
            if review.submission == nil {
                if random.oneIn(9) {
                    return say(
                        .decisionRecorded(
                            DecisionRecorded(
                                review: number, outcome: random.pick(.maintain, .amend),
                                notice: random.oneIn(2) ? day : nil)),
                        on: day, happened: max(held, day - random.pick(0...6)), next: day + random.pick(5...30))
                }
                return decide(review, on: day)
            }
            return Act(next: day + random.pick(5...25))
        }
        // The decision was to amend, and the amendment is not finished.
        if review.finalSubmission == nil {
            switch random.pick(0...9) {
            case 0...2:
                return say(
                    .representationsReceived(RepresentationsReceived(review: number)), on: day,
                    next: day + random.pick(1...12))
            case 3:
                return say(
                    .finalRecorded(
                        FinalRecorded(review: number, outcome: random.pick(.amended, .notAmended), namesTransfer: nil)),
                    on: day, next: day + random.pick(10...40))
            case 4...7: return finish(review, on: day)
            default: return Act(next: day + random.pick(5...30))
            }
        }
        return Act(next: day + random.pick(7...30))
    }

    /// Somebody asks for a review before it is due, or the council answers, in time or not; nil: neither.
    private mutating func early(_ file: CaseFile, on day: Day) -> Act? {
        guard let open = file.earlyRequests.first(where: { $0.answer == nil }) else {
            guard random.oneIn(12) else { return nil }
            let request = EarlyReviewRequested(
                from: random.pick(.parent, .youngPerson, .setting), ground: random.pick(.needsChanged, .provision))
            return say(
                .earlyReviewRequested(request), on: day, happened: day - random.pick(0...10),
                next: day + random.pick(3...30))
        }
        guard file.reviewCount < 20, random.oneIn(2) else { return nil }
        let isUnderWay = file.latestReview.map { !$0.isClosed } ?? false
        let answer = EarlyReviewAnswered(
            request: open.key, agreed: random.oneIn(2), review: isUnderWay ? file.reviewCount : file.reviewCount + 1,
            officer: "A. Coordinator")
        return say(.earlyReviewAnswered(answer), on: day, next: day + random.pick(2...20))
    }

    /// The kind of review is chosen, not always by all, and who did not agree is answered; nil: neither.
    private mutating func disagreement(_ review: Review, on day: Day) -> Act? {
        if let party = review.unanswered.first {
            guard random.oneIn(3) else { return nil }
            return say(
                .disagreementAnswered(DisagreementAnswered(review: review.number, to: party)), on: day,
                next: day + random.pick(1...10))
        }
        guard review.told == nil, !review.kindChosen, random.oneIn(6) else { return nil }
        let all: [Party] = [.coordinator, .parent, .setting]
        let against: [Party] = random.oneIn(2) ? [] : [random.pick(.parent, .setting)]
        let chosen = ApproachChosen(
            review: review.number, kind: random.pick(.annual, .progress, .transition),
            agreed: all.filter { !against.contains($0) }, disagreed: against.isEmpty ? nil : against)
        return say(
            .approachChosen(chosen), on: day, happened: day - random.pick(0...5), next: day + random.pick(1...20))
    }

    private mutating func beforeMeeting(_ review: Review, on day: Day, _ file: CaseFile) -> Act {
        let number = review.number
        // Days that the meeting had before and may have again.
        let before = file.submissions.compactMap {
            $0.kind == .arranged && $0.review == number && $0.date != review.arranged ? $0.date : nil
        }
        guard let meeting = review.arranged else {
            return say(
                .meetingArranged(MeetingArranged(review: number, meeting: day + random.pick(14...60))), on: day,
                next: day + random.pick(2...25))
        }
        if day < meeting {
            if let back = before.last(where: { $0 > day }), random.oneIn(2) {
                return say(
                    .meetingArranged(MeetingArranged(review: number, meeting: back)), on: day,
                    next: day + random.pick(1...9))
            }
            if random.oneIn(8) {
                return say(
                    .meetingArranged(MeetingArranged(review: number, meeting: meeting + random.pick(1...21))), on: day,
                    next: day + random.pick(1...9))
            }
            if review.advice == nil, random.oneIn(2) {
                return say(.adviceCirculated(AdviceCirculated(review: number)), on: day, next: meeting)
            }
            if !review.views, random.oneIn(2) {
                return say(.viewsReceived(ViewsReceived(review: number, from: .parent)), on: day, next: meeting)
            }
            return Act(next: meeting)
        }
        // Held, and entered at once or weeks later.
        let isLate = habits.oddEvery > 0 && random.oneIn(6)
        if isLate, day - meeting < 10 { return Act(next: day + random.pick(10...45)) }
        var act = say(
            .meetingHeld(MeetingHeld(review: number)), on: day, happened: meeting, next: day + random.pick(1...20))
        if day - meeting > 7 { act.odd = .reportLate }
        return act
    }

    private mutating func decide(_ review: Review, on day: Day) -> Act {
        let isComplete = !random.oneIn(7)
        let outcome: Outcome = random.oneIn(12) ? .cease : random.pick(.maintain, .amend)
        let (reasons, text) = paper("Reasons")
        var decision = DecisionSubmitted(
            review: review.number, outcome: outcome, officer: isComplete ? "A. Coordinator" : nil, reasons: reasons)
        var act = Act(next: day + random.pick(3...20))
        act.documents = [(reasons, text)]
        if outcome == .amend {
            let (amendments, list) = paper("- Section F, provision")
            act.documents.append((amendments, list))
            decision.plan = reasons
            decision.amendments = amendments
            decision.evidence = [reasons]
        } else if outcome == .cease {
            decision.consulted = day - 20
            decision.ceases = random.oneIn(2) ? day + 150 : nil
        }
        return finish(act, .decisionSubmitted(decision), on: day)
    }

    private mutating func finish(_ review: Review, on day: Day) -> Act {
        let isAmended = !random.oneIn(5)
        let (reasons, text) = paper("Final")
        var act = Act(next: day + random.pick(3...20))
        act.documents = [(reasons, text)]
        let final = FinalSubmitted(
            review: review.number, outcome: isAmended ? .amended : .notAmended, officer: "A. Coordinator",
            reasons: reasons, plan: isAmended ? reasons : nil, namesTransfer: isAmended && random.oneIn(2) ? true : nil)
        return finish(act, .finalSubmitted(final), on: day)
    }

    private mutating func finish(_ act: Act, _ data: EventData, on day: Day) -> Act {
        var act = act
        act.entry = entry([report(data)], on: day)
        guard habits.losesPapers else { return act }
        if random.oneIn(6) {
            act.documentsAreLate = true
            act.odd = .documentLate
        } else if random.oneIn(10), let hash = papers.randomElement(using: &random) {
            act.erased = [hash]
            act.odd = .documentErased
        }
        return act
    }

    // MARK: Out of order

    private mutating func withdraw(_ key: SubmissionKey, on day: Day, next: Day) -> Act {
        Act(entry: entry([report(.withdrawn(Withdrawn(report: key)))], on: day), next: next, odd: .reportWithdrawn)
    }

    private mutating func oddity(on day: Day, _ file: CaseFile) -> Act? {
        // What was said last is the likeliest to be taken back.
        let chosen = random.oneIn(2) ? made.last : made.randomElement(using: &random)
        guard let event = chosen, case .submission(let key) = event.id else { return nil }
        let next = day + random.pick(1...25)
        switch random.pick(0...9) {
        case 0...2:
            return Act(entry: entry([event], on: day), next: next, odd: .reportTwice)
        case 3:
            return withdraw(key, on: day, next: next)
        case 4...6:
            var data = event.data
            switch data {
            case .meetingArranged(let old):
                data = .meetingArranged(MeetingArranged(review: old.review, meeting: day + random.pick(1...40)))
            case .planRecorded: data = .planRecorded(plan(near: day))
            case .decisionRecorded(let old):
                data = .decisionRecorded(DecisionRecorded(review: old.review, outcome: .amend, notice: day))
            case .decisionSubmitted, .finalSubmitted: guard habits.correctsDecisions else { return nil }
            default: break
            }
            var correction = report(data, happened: day - random.pick(0...30))
            correction.replaces = key
            return Act(entry: entry([correction], on: day), next: next, odd: .reportCorrected)
        default:
            guard let review = file.latestReview, review.held != nil else { return nil }
            return Act(
                entry: entry(
                    [report(.meetingHeld(MeetingHeld(review: review.number)), happened: day - random.pick(0...30))],
                    on: day), next: next, odd: .reportContradicted)
        }
    }

    // MARK: Words

    private mutating func say(_ data: EventData, on day: Day, happened: Day? = nil, next: Day) -> Act {
        Act(entry: entry([report(data, happened: happened)], on: day), next: next)
    }

    private func entry(_ events: [Event], on day: Day) -> Entry {
        Entry(by: "setting/100001", recorded: day, events: events)
    }

    private mutating func report(_ data: EventData, happened: Day? = nil) -> Event {
        let event = Event(SubmissionKey(high: random.next(), low: random.next()), happened: happened, data)
        made.append(event)
        if made.count > 12 { made.removeFirst() }
        return event
    }

    /// A text that nobody wrote before.
    private mutating func paper(_ title: String) -> (DocumentHash, [UInt8]) {
        let text = Array("\(title) for \(id), \(random.next()).".utf8)
        let hash = DocumentHash(of: text)
        papers.append(hash)
        if papers.count > 6 { papers.removeFirst() }
        return (hash, text)
    }

    private mutating func plan(near day: Day) -> PlanRecorded {
        let reviewed = day - random.pick(0...420)
        return PlanRecorded(
            born: Month(day.year - random.pick(3...20), random.pick(1...12)), made: day - random.pick(300...2000),
            reviewed: random.oneIn(4) ? nil : reviewed,
            interval: random.oneIn(5) ? UInt8(random.pick(3, 4, 6, 9)) : nil,
            setting: random.oneIn(5) ? nil : UInt32(100_000 + random.pick(0...3)),
            placement: random.pick(.mainstream, .special), need: .autism, year: Int32(random.pick(-1...13)),
            transfer: random.oneIn(5) ? TransferPhase.allCases.randomElement(using: &random) : nil,
            transferYear: Int32(day.year + random.pick(0...1)), transferNamed: random.oneIn(3) ? true : nil,
            coordinator: "C-01", model: random.pick("statutory", "bromley"),
            rightsHolder: random.oneIn(6) ? .youngPerson : nil)
    }
}

extension EventData {
    fileprivate var isUnderWay: Bool { if case .reviewUnderWay = self { true } else { false } }
}
