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
        /// Whether somebody else reports at the same time, so that services answer what has changed meanwhile.
        var reportsAtOnce = false
        /// Whether the case came by an import and waits to be released.
        var isImported = false
    }

    /// What they did just now.
    struct Act {
        /// What was reported, as one entry; nil: nothing today.
        var entry: Entry?
        /// Documents that it names.
        var documents: [(key: DocumentKey, document: Document)] = []
        /// Whether those documents come after the report.
        var documentsAreLate = false
        /// Documents that are erased with it.
        var erased: [DocumentKey] = []
        /// The day on which they act again.
        var next: Day
        /// What of it was out of order.
        var odd: Fault?
        /// What somebody else reports seconds later, while services answer.
        var soon: Entry?
    }

    let id: CaseID
    private let habits: Habits
    private var random: SeededRandom
    /// Whether and how the plan ends; drawn apart, so that everything else goes on as it would.
    private var fate: SeededRandom
    /// The report of an end that was a mistake, until it is taken back.
    private var mistaken: SubmissionKey?
    private var made: [Event] = []
    private var papers: [DocumentKey] = []
    /// What somebody said who may not say it, and whoever may says next.
    private var unsaid: Event?
    /// The child's contacts as they stand: some of what is said, one of them says.
    private var known: [Contact] = []
    /// How many entries had been ignored when they acted last.
    private var ignored: UInt32 = 0

    init(_ id: CaseID, seed: UInt64, habits: Habits) {
        self.id = id
        self.habits = habits
        random = SeededRandom(seed: seed)
        fate = SeededRandom(seed: seed ^ 0xFA7E)
    }

    mutating func act(on day: Day, _ file: CaseFile) -> Act {
        guard file.plan != nil || !made.isEmpty else {
            let by = habits.isImported ? Actor.importer : .coordinator
            var events = [report(.planRecorded(plan(near: day)))]
            if random.oneIn(5) {
                events.append(
                    report(
                        .reviewUnderWay(
                            ReviewUnderWay(review: 1, kind: .annual, due: day + random.pick(-60...200))),
                        happened: day - random.pick(10...90)))
            }
            for contact in household(on: day) { events.append(report(.contactRecorded(contact))) }
            return Act(entry: Entry(by: by, recorded: day, events: events), next: day + random.pick(1...20))
        }
        defer { ignored = file.ignored }
        known = file.contacts
        if habits.takesBack, let last = made.last, case .submission(let key) = last.id,
            file.ignored > ignored || last.data.isUnderWay, random.oneIn(2)
        {
            return withdraw(key, on: day, next: day + random.pick(1...3))
        }
        if let event = unsaid {
            unsaid = nil
            return Act(entry: entry([event], on: day), next: day + random.pick(1...20))
        }
        if habits.oddEvery > 0, random.oneIn(habits.oddEvery), let odd = oddity(on: day, file) { return odd }
        return usual(on: day, file)
    }

    // MARK: The usual course

    private mutating func usual(on day: Day, _ file: CaseFile) -> Act {
        if let key = mistaken, file.submissions.contains(where: { $0.key == key && !$0.stands }) { mistaken = nil }
        if let key = mistaken, fate.oneIn(2) {
            // Of a death it counts only from somebody else than whoever reported it: then they ask another.
            var act = withdraw(key, on: day, next: day + random.pick(1...10))
            if file.end?.reason == .died { act.odd = .deathTakenBack }
            return act
        }
        guard file.ended == nil, file.plan != nil else {
            return Act(next: day + (mistaken == nil ? random.pick(60...200) : fate.pick(1...20)))
        }
        // Whichever failed first on a day: two runs of one course look through the same.
        if let waiting = file.messages.filter({ $0.failure == .mayTellPlace && !file.isLookedThrough($0.id) })
            .max(by: { "\($0.id)" < "\($1.id)" }),
            random.oneIn(2)
        {
            let looked = report(.lookedThrough(LookedThrough(message: waiting.id)))
            return Act(
                entry: entry([looked], on: day, by: random.oneIn(2) ? .safeguardingLead : .coordinator),
                next: day + random.pick(1...5))
        }
        if let act = end(file, on: day) { return act }
        if let act = rights(file, on: day) { return act }
        // Most is at stake while a letter is owed, or has not left.
        let isTelling = !file.pending.isEmpty || !file.letters.isEmpty
        if random.oneIn(isTelling ? 3 : 12), let act = contacts(on: day) { return act }
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
                let from: Party = random.pick(.parent, .setting)
                return say(
                    .progressRecorded(ProgressRecorded(from: from, contact: contact(of: from))), on: day,
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
            if let act = unwritten(
                review.submission,
                review.isMade && (!review.isLetterWritten || file.lacksCopies(of: review.submission)),
                on: day)
            {
                return act
            }
            return Act(next: day + random.pick(5...25))
        }
        // The decision was to amend, and the amendment is not finished.
        if review.finalSubmission == nil {
            // What the family said is mostly answered before the amendment is finished; between any two of these steps services
            // fall and come back.
            if let said = file.representations(of: number).first(where: \.isUnanswered), fate.oneIn(2) {
                var act = Act(next: day + random.pick(1...6))
                let words = paper(.answer, "What became of it", &act)
                act.entry = entry(
                    [
                        report(
                            .amendmentAnswered(
                                AmendmentAnswered(
                                    review: number, answer: said.key, used: fate.oneIn(2), officer: actorID("C-01"),
                                    document: words)))
                    ], on: day)
                return act
            }
            switch random.pick(0...9) {
            case 0...2:
                return say(
                    .representationsReceived(
                        RepresentationsReceived(
                            review: number, contact: contact(of: .parent), isFinal: random.oneIn(2) ? true : nil)),
                    on: day,
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
        if let act = unwritten(
            review.finalSubmission,
            review.isFinalMade && (!review.isFinalLetterWritten || file.lacksCopies(of: review.finalSubmission)),
            on: day)
        {
            return act
        }
        return Act(next: day + random.pick(7...30))
    }

    /// The plan ends, mostly while something waits to leave: by a death, which is a mistake, by the decision to cease, or
    /// otherwise; of these one in two was recorded by mistake.
    private mutating func end(_ file: CaseFile, on day: Day) -> Act? {
        let isTelling = !file.letters.isEmpty || file.messages.contains { $0.stage == .said || $0.stage == .claim }
        guard fate.oneIn(isTelling ? 20 : 150) else { return nil }
        let reason: EndReason = fate.pick(.died, .died, .needsMet, .movedAbroad)
        let event = report(.planEnded(PlanEnded(reason: reason)))
        if case .submission(let key) = event.id, fate.oneIn(2) || reason == .died { mistaken = key }
        let odd: Fault? = isTelling ? reason == .died ? .childDied : .planEnded : nil
        return Act(entry: entry([event], on: day), next: day + fate.pick(1...6), odd: odd)
    }

    /// The month of birth is corrected, so that by it the rights have passed, or have not; somebody assesses the capacity; or it
    /// is found out that the child moved in. Mostly while a letter is owed or waits.
    private mutating func rights(_ file: CaseFile, on day: Day) -> Act? {
        let isTelling = !file.pending.isEmpty || !file.letters.isEmpty
        guard fate.oneIn(isTelling ? 10 : 100), var plan = file.plan else { return nil }
        var act = Act(next: day + fate.pick(1...20))
        let event: Event
        switch fate.pick(0...4) {
        case 0...1:
            let isPassing = file.rightsBasis == .asRecorded
            plan.born = Month(day.year - (isPassing ? 18 : 12), fate.pick(1...12))
            event = report(.planRecorded(plan))
            if isTelling { act.odd = .rightsPassMidway }
        case 2...3:
            event = report(
                .capacityAssessed(
                    CapacityAssessed(
                        decision: fate.pick(.annualReview, .annualReview, .other), lacks: fate.oneIn(2),
                        assessor: actorID("SW-1"), evidence: paper(.capacityEvidence, "Assessment", &act),
                        againBy: day + 365)))
            act.odd = .capacityAssessed
        default:
            event = report(
                .movedIn(
                    MovedIn(
                        made: day - 900, reviewed: fate.oneIn(2) ? day - 300 : nil,
                        told: fate.oneIn(2) ? day : nil)), happened: day - fate.pick(0...60))
            act.odd = .movedIn
        }
        act.entry = entry([event], on: day)
        return act
    }

    /// A decision of which for weeks there is no letter, mostly because of a document that is not there, is taken back, and
    /// made anew; nil: there is none.
    private mutating func unwritten(_ submission: Submission?, _ isUnwritten: Bool, on day: Day) -> Act? {
        guard isUnwritten, let submission, submission.recorded + 25 < day, random.oneIn(2) else { return nil }
        return withdraw(submission.key, on: day, next: day + random.pick(1...4))
    }

    // MARK: Contacts

    /// Whoever is told of the child: of some nobody recorded anybody, and the law presumes the parent.
    private mutating func household(on day: Day) -> [ContactRecorded] {
        let coordinator = actorID("C-01")
        func contact(_ number: UInt8, _ relation: Relation, holds: Bool = true) -> ContactRecorded {
            ContactRecorded(
                contact: number, relation: relation, holdsRights: holds, maySee: holds ? .everything : .own,
                by: coordinator, on: day)
        }
        switch random.pick(0...9) {
        case 0...1: return []
        case 2: return [contact(1, .parent)]
        // Two households.
        case 3...5: return [contact(1, .parent), contact(2, .parent)]
        // The young person has the rights, and a parent goes on to be known.
        case 6: return [contact(1, .parent, holds: false), contact(2, .youngPerson)]
        // Not yet.
        case 7: return [contact(1, .parent), contact(2, .youngPerson, holds: false)]
        // Whoever has care holds the rights beside a parent who must not learn where the child is.
        case 8:
            var parent = contact(2, .parent)
            parent.locationProtected = DecidedFact(true, by: actorID("SG-1"), on: day)
            return [contact(1, .fosterCarer), parent, contact(3, .socialWorker, holds: false)]
        default: return [contact(1, .parent), contact(2, .parent), contact(3, .grandparent)]
        }
    }

    /// Something is decided about somebody who is told; nil: nothing.
    private mutating func contacts(on day: Day) -> Act? {
        guard let contact = known.randomElement(using: &random) else { return nil }
        let next = day + random.pick(1...25)
        let by = actorID("C-01")
        let lead = actorID("SG-1")
        if let closed = known.first(where: { !$0.mayBeWrittenTo }), random.oneIn(2) {
            var data = ContactRecorded(as: closed, by: by, on: day)
            data.mayBeWrittenTo = DecidedFact(true, by: lead, on: day)
            return Act(entry: entry([report(.contactRecorded(data))], on: day, by: .safeguardingLead), next: next)
        }
        var data = ContactRecorded(as: contact, by: by, on: day)
        switch random.pick(0...9) {
        case 0...3:
            data.mayBeWrittenTo = DecidedFact(false, by: lead, on: day)
            data.maySee = DecidedSight(.nothing, by: lead, on: day)
            return Act(
                entry: entry([report(.contactRecorded(data))], on: day, by: .safeguardingLead), next: next,
                odd: .contactClosed)
        case 4:
            data.locationProtected = DecidedFact(true, by: lead, on: day)
            return Act(
                entry: entry([report(.contactRecorded(data))], on: day, by: .safeguardingLead), next: next,
                odd: .locationProtected)
        case 5...6:
            data.holdsRights = DecidedFact(!contact.holdsRights, by: by, on: day)
            return Act(entry: entry([report(.contactRecorded(data))], on: day), next: next, odd: .holderChanged)
        case 7:
            // The rights pass, in one entry: between the two nobody would hold them.
            data.holdsRights = DecidedFact(false, by: by, on: day)
            guard let other = known.first(where: { $0.number != contact.number }) else { return nil }
            var young = ContactRecorded(as: other, by: by, on: day)
            young.relation = .youngPerson
            young.holdsRights = DecidedFact(true, by: by, on: day)
            return Act(
                entry: entry([report(.contactRecorded(data)), report(.contactRecorded(young))], on: day), next: next)
        default:
            guard let last = known.last?.number, last < 3 else { return nil }
            data = ContactRecorded(
                contact: last + 1, relation: random.pick(.parent, .fosterCarer, .grandparent), holdsRights: true,
                by: by, on: day)
            return Act(entry: entry([report(.contactRecorded(data))], on: day), next: next)
        }
    }

    /// Somebody asks for a review before it is due, or the council answers, in time or not; nil: neither.
    private mutating func early(_ file: CaseFile, on day: Day) -> Act? {
        guard let open = file.earlyRequests.first(where: { $0.answer == nil }) else {
            guard random.oneIn(12) else { return nil }
            let from: Party = random.pick(.parent, .youngPerson, .setting)
            let request = EarlyReviewRequested(
                from: from, ground: random.pick(.needsChanged, .provision), contact: contact(of: from))
            return say(
                .earlyReviewRequested(request), on: day, happened: day - random.pick(0...10),
                next: day + random.pick(3...30))
        }
        guard file.reviewCount < 20, random.oneIn(2) else { return nil }
        let isUnderWay = file.latestReview.map { !$0.isClosed } ?? false
        let answer = EarlyReviewAnswered(
            request: open.key, agreed: random.oneIn(2), review: isUnderWay ? file.reviewCount : file.reviewCount + 1,
            officer: actorID("C-01"))
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
            $0.kind == .meetingArranged && $0.review == number && $0.date != review.arranged ? $0.date : nil
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
                let views = ViewsReceived(review: number, from: .parent, contact: contact(of: .parent))
                return say(.viewsReceived(views), on: day, next: meeting)
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
        var act = Act(next: day + random.pick(3...20))
        let reasons = paper(.reasons, "Reasons", &act)
        var decision = DecisionSubmitted(
            review: review.number, outcome: outcome, officer: isComplete ? actorID("C-01") : nil, reasons: reasons)
        if outcome == .amend {
            decision.plan = paper(.plan, "The plan", &act)
            decision.amendments = paper(.amendments, "- Section F, provision", &act)
            decision.evidence = [paper(.evidence, "Advice", &act)]
        } else if outcome == .cease {
            decision.consulted = day - 20
            decision.ceases = random.oneIn(2) ? day + 150 : nil
            decision.ground = .notNecessary
            decision.outcomesAchieved = true
            decision.noReturn = .notWished
        }
        if habits.oddEvery > 0, random.oneIn(8) {
            // Another child's, or one of its own that was given for something else: neither is the reasons of this decision.
            let own = papers.last { $0.role != .reasons }
            decision.reasons = random.oneIn(2) ? own?.hash ?? CasePeople.ofAnother.hash : CasePeople.ofAnother.hash
            act.odd = .documentOfAnother
        }
        return finish(act, .decisionSubmitted(decision), on: day)
    }

    private mutating func finish(_ review: Review, on day: Day) -> Act {
        let isAmended = !random.oneIn(5)
        var act = Act(next: day + random.pick(3...20))
        let reasons = paper(.reasons, "Final", &act)
        let final = FinalSubmitted(
            review: review.number, outcome: isAmended ? .amended : .notAmended, officer: actorID("C-01"),
            reasons: reasons, plan: isAmended ? paper(.finalPlan, "The final plan", &act) : nil,
            namesTransfer: isAmended && random.oneIn(2) ? true : nil)
        return finish(act, .finalSubmitted(final), on: day)
    }

    private mutating func finish(_ act: Act, _ data: EventData, on day: Day) -> Act {
        var act = act
        act.entry = entry([report(data)], on: day)
        if habits.reportsAtOnce, random.oneIn(3) { act.soon = contacts(on: day)?.entry }
        guard habits.losesPapers else { return act }
        if random.oneIn(6) {
            act.documentsAreLate = true
            act.odd = .documentLate
        } else if random.oneIn(10), let key = papers.randomElement(using: &random) {
            act.erased = [key]
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
        if random.oneIn(4),
            let contact = file.submissions.filter({ $0.kind == .contactRecorded && $0.stands }).randomElement(
                using: &random)
        {
            // What was recorded before of that contact stands again.
            return withdraw(contact.key, on: day, next: next)
        }
        switch random.pick(0...12) {
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
            case .contactRecorded(var contact):
                switch random.pick(0...2) {
                case 0: contact.holdsRights.isSo.toggle()
                case 1: contact.mayBeWrittenTo.isSo.toggle()
                default: contact.locationProtected.isSo.toggle()
                }
                data = .contactRecorded(contact)
            case .decisionRecorded(let old):
                data = .decisionRecorded(DecisionRecorded(review: old.review, outcome: .amend, notice: day))
            case .decisionSubmitted, .finalSubmitted: guard habits.correctsDecisions else { return nil }
            default: break
            }
            var correction = report(data, happened: day - random.pick(0...30))
            correction.replaces = key
            return Act(entry: entry([correction], on: day), next: next, odd: .reportCorrected)
        case 7:
            // Said by somebody who may not say it, and next by whoever may: the first uses up no key.
            let event = report(.progressRecorded(ProgressRecorded(from: .setting)))
            unsaid = event
            return Act(
                entry: entry([event], on: day, by: .of(random.pick(.auditor, .readOnly))), next: next,
                odd: .wrongSpeaker)
        case 8: return early(on: day, next: next)
        default:
            guard let review = file.latestReview, review.held != nil else { return nil }
            return Act(
                entry: entry(
                    [report(.meetingHeld(MeetingHeld(review: review.number)), happened: day - random.pick(0...30))],
                    on: day), next: next, odd: .reportContradicted)
        }
    }

    /// What corrects or withdraws a report is read before it: by somebody who may, by the family, who may not, or by both.
    private mutating func early(on day: Day, next: Day) -> Act? {
        guard let contact = known.randomElement(using: &random) else { return nil }
        var data = ContactRecorded(as: contact, by: actorID("C-01"), on: day)
        data.holdsRights.isSo.toggle()
        let late = report(.contactRecorded(data))
        guard case .submission(let key) = late.id else { return nil }
        unsaid = late
        var progress = report(.progressRecorded(ProgressRecorded(from: .parent, contact: contact.number)))
        progress.replaces = key
        let withdrawal = entry([report(.withdrawn(Withdrawn(report: key)))], on: day)
        var act = Act(entry: entry([progress], on: day), next: next, odd: .reportCorrected)
        if random.oneIn(2) { act.entry = withdrawal } else if habits.reportsAtOnce { act.soon = withdrawal }
        return act
    }

    // MARK: Words

    private mutating func say(_ data: EventData, on day: Day, happened: Day? = nil, next: Day) -> Act {
        Act(entry: entry([report(data, happened: happened)], on: day), next: next)
    }

    private mutating func entry(_ events: [Event], on day: Day, by actor: Actor? = nil) -> Entry {
        Entry(by: actor ?? speaker(of: events), recorded: day, events: events)
    }

    /// Whoever says such a thing: mostly whom it is up to, else anybody who may.
    private mutating func speaker(of events: [Event]) -> Actor {
        guard let data = events.first?.data else { return .coordinator }
        switch data {
        case .planRecorded: return habits.isImported && random.oneIn(3) ? .importer : .coordinator
        case .viewsReceived(let data): return family(data.contact) ?? .coordinator
        case .progressRecorded(let data): return family(data.contact) ?? .setting
        case .representationsReceived(let data): return family(data.contact) ?? .coordinator
        case .earlyReviewRequested(let data): return family(data.contact) ?? .setting
        case .meetingArranged, .adviceCirculated, .meetingHeld, .reportReceived, .shortTermOutcomesAgreed,
            .approachChosen:
            return random.oneIn(3) ? .coordinator : .setting
        case .withdrawn: return random.oneIn(4) ? .safeguardingLead : .coordinator
        default:
            let may = Role.allCases.filter { data.kind.saidBy.contains($0.speaker) }
            let other = random.oneIn(4) ? may.randomElement(using: &random) : nil
            return other.map { .of($0) } ?? .coordinator
        }
    }

    private func family(_ contact: UInt8?) -> Actor? {
        contact.map { .person(.family, ActorID(contact: $0), by: .portal) }
    }

    /// Which of the contacts that is who speaks for the family; nil of anybody else.
    private mutating func contact(of party: Party) -> UInt8? {
        party.isFamily ? known.randomElement(using: &random)?.number : nil
    }

    private mutating func report(_ data: EventData, happened: Day? = nil) -> Event {
        let event = Event(SubmissionKey(high: random.next(), low: random.next()), happened: happened, data)
        made.append(event)
        if made.count > 12 { made.removeFirst() }
        return event
    }

    /// A document that nobody wrote before.
    private mutating func paper(_ role: DocumentRole, _ title: String, _ act: inout Act) -> DocumentHash {
        let document = Document(
            Array("\(title) for \(id), \(random.next()).".utf8),
            salt: DocumentSalt(high: random.next(), low: random.next()), audience: role.usualAudience)
        let key = DocumentKey(id, role, document.hash)
        act.documents.append((key, document))
        papers.append(key)
        if papers.count > 6 { papers.removeFirst() }
        return document.hash
    }

    /// A document of a child who is none of the run's, which stands on `documents` from the start.
    static let ofAnother = Document(
        Array("Reasons for another child.".utf8), salt: DocumentSalt(high: 0x616E_6F74, low: 0x6865_7220))

    private mutating func plan(near day: Day) -> PlanRecorded {
        let reviewed = day - random.pick(0...420)
        var plan = PlanRecorded(
            born: Month(day.year - random.pick(3...20), random.pick(1...12)), made: day - random.pick(300...2000),
            reviewed: random.oneIn(4) ? nil : reviewed,
            interval: random.oneIn(5) ? UInt8(random.pick(3, 4, 6, 9)) : nil,
            setting: random.oneIn(5) ? nil : UInt32(100_000 + random.pick(0...3)),
            placement: random.pick(.mainstream, .special), need: .autism, coordinator: actorID("C-01"),
            model: "statutory")
        plan.year = Int8(random.pick(-1...13))
        plan.transfer = random.oneIn(5) ? TransferPhase.allCases.randomElement(using: &random) : nil
        plan.transferYear = UInt16(day.year + random.pick(0...1))
        plan.transferNamed = random.oneIn(3) ? true : nil
        plan.model = random.pick("statutory", "bromley")
        return plan
    }
}

extension EventData {
    fileprivate var isUnderWay: Bool { if case .reviewUnderWay = self { true } else { false } }
}

extension ContactRecorded {
    /// What stands of a contact, said again.
    fileprivate init(as contact: Contact, by actor: ActorID, on day: Day) {
        self.init(
            contact: contact.number, relation: contact.relation, holdsRights: contact.holdsRights,
            mayBeWrittenTo: contact.mayBeWrittenTo, maySee: contact.sees,
            locationProtected: contact.isLocationProtected, by: actor, on: day)
    }
}

extension CaseFile {
    /// Whether the letter that answers that submission could not be written to everybody.
    fileprivate func lacksCopies(of submission: Submission?) -> Bool {
        guard let fact = submission?.key.reference else { return false }
        return letters.contains { $0.id.fact == fact && $0.waiting.contains { $0.document == nil } }
    }
}
