import Caseload
import CaseFile
import Casework
import Contracts
import Runtime
import Statute

/// The people outside, in a rehearsal: families, settings and coordinators who meet, write and decide, early or late,
/// report late, contradict and correct each other now and then.
///
/// What each does follows from the file, the day, the seed and the rehearsal's first and last day alone, so a rehearsal
/// repeats exactly.
struct OutsideWorld: Service {
    /// Its name as a service, and its consumer group.
    static let name = ServiceName.outsideWorld
    var name: ServiceName { OutsideWorld.name }
    /// The chances.
    let draw: Draw
    /// How its people behave.
    let habits: Habits
    /// The first day of the rehearsal: nothing is done before it.
    let first: Day
    /// The last day of the rehearsal.
    let last: Day
    /// The invented texts that reports name.
    let papers: InventedPapers

    /// A report that someone makes on a day.
    struct Step {
        var day: Day
        var by: Actor
        var event: Event
        /// The documents that it names, which stand before it.
        var papers: [InventedPapers.Paper] = []

        /// The entry by which it is reported on that day; nil where it may not be said: invented people are held to what real
        /// ones are. What a coordinator may not decide alone the manager passes on the same day.
        func entry(of id: CaseID, in file: CaseFile, on day: Day) -> Entry? {
            let hand = CaseInHand(id, file, on: day)
            let documents = Dictionary(papers.map { ($0.hash, $0.document) }, uniquingKeysWith: { first, _ in first })
            switch hand.decide(event, by: by, documents: documents) {
            case .accepted(let entry, _): return entry
            case .repeated: return nil
            case .refused(let findings):
                guard findings.refusals.isEmpty, case .decisionSubmitted(var decision) = event.data,
                    let manager = ActorID("M-01")
                else { return nil }
                decision.passedBy = manager
                var passed = event
                passed.data = .decisionSubmitted(decision)
                let who = Actor.person(.manager, manager, by: .rehearsal)
                guard case .accepted(let entry, _) = hand.decide(passed, by: who, documents: documents) else {
                    return nil
                }
                return entry
            }
        }
    }

    /// What needs no paper; the rest is for `InventedPost`, which writes the papers first.
    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        steps(in: file, of: id, log: log).filter { $0.day <= day && $0.papers.isEmpty }.compactMap {
            $0.entry(of: id, in: file, on: day)
        }
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        steps(in: file, of: id, log: log).map(\.day).filter { $0 > day }.min()
    }

    /// How many reviews of that case are told late, or not, through a refusal of ours: a decision was given in time, and refused
    /// by the decision-writer, or here already, where nobody could say it (`Step.entry`).
    func lateThroughRefusal(in file: CaseFile, of id: CaseID, log: LogBook) -> Int {
        guard let today = log.today else { return 0 }
        var given: [UInt8: Day] = [:]
        for step in steps(in: file, of: id, log: log) {
            if case .decisionSubmitted(let decision) = step.event.data { given[decision.review] = step.day }
        }
        return file.reviews.count { review in
            guard review.isTellingLate(asOf: today), let held = review.held else { return false }
            return review.isLateThroughRefusal(asOf: today)
                || given[review.number].map { $0 <= Statute.decisionBy(meeting: held) } ?? false
        }
    }

    /// What people have yet to report, each with the day they will.
    func steps(in file: CaseFile, of id: CaseID, log: LogBook) -> [Step] {
        guard log.isRehearsal, file.ended == nil, let plan = file.plan else { return [] }
        var script = Script(world: self, file: file, id: id, plan: plan)
        for review in file.reviews {
            if !review.isClosed {
                script.play(review)
            } else if review.outcome == .cease {
                script.end(review)
            }
        }
        script.lookThrough(on: log.today ?? first)
        script.ask(on: log.today ?? first)
        return script.steps.filter { step in
            guard case .submission(let key) = step.event.id else { return false }
            return !file.submissions.contains { $0.key == key }
        }
    }
}

/// What happens in one case.
private struct Script {
    let world: OutsideWorld
    let file: CaseFile
    let id: CaseID
    let plan: PlanRecorded
    var steps: [OutsideWorld.Step] = []

    /// Whoever holds the case; where nobody does, somebody decides all the same.
    var coordinator: Actor { .person(.coordinator, plan.coordinator ?? Operator.id, by: .rehearsal) }
    var arranger: Actor { plan.setting.map { .person(.setting, ActorID(setting: $0), by: .rehearsal) } ?? coordinator }
    /// Who speaks for the family: the first of those who hold the rights and are told.
    var speaker: Contact { file.toldHolders.first ?? file.rightsHolders.first ?? .presumed }
    var family: Party { speaker.party }
    var familyActor: Actor { .person(.family, ActorID(contact: speaker.number), by: .rehearsal) }

    private func number(_ range: ClosedRange<Int>, _ review: Review, _ question: StaticString) -> Int {
        world.draw.number(range, id, review.number, question)
    }

    private func happens(_ share: Double, _ review: Review, _ question: StaticString) -> Bool {
        world.draw.happens(share, id, review.number, question)
    }

    /// That day, or, when it lies before the rehearsal, one of its first days: what was left undone is done late.
    private func within(_ day: Day, _ review: Review, _ question: StaticString) -> Day {
        day > world.first ? day : world.first + number(1...20, review, question)
    }

    private mutating func add(
        _ review: Review, _ question: StaticString, _ by: Actor, happened: Day, recorded: Day? = nil,
        replaces: SubmissionKey? = nil, papers: [InventedPapers.Paper] = [], _ data: EventData
    ) {
        let key = world.draw.key(id, review.number, question)
        steps.append(
            OutsideWorld.Step(
                day: max(happened, recorded ?? happened), by: by,
                event: Event(key, happened: happened, replaces: replaces, data), papers: papers))
    }

    mutating func play(_ review: Review) {
        if review.held != nil {
            contradict(review)
            afterMeeting(review)
        } else if let meeting = review.arranged {
            beforeMeeting(review, meeting)
        } else {
            arrange(review)
        }
    }

    /// What goes to somebody from whom it is kept where the child is, the safeguarding lead looks through on the day on which it
    /// waits: nobody is told late for that.
    mutating func lookThrough(on today: Day) {
        guard let lead = ActorID("SG-1") else { return }
        for message in file.messages where message.failure == .mayTellPlace && !file.isLookedThrough(message.id) {
            var mark: UInt64 = 14_695_981_039_346_656_037
            for byte in "\(message.id)".utf8 { mark = (mark ^ UInt64(byte)) &* 1_099_511_628_211 }
            let key = world.draw.key(id, message.id.review, "looks through")
            steps.append(
                OutsideWorld.Step(
                    day: today, by: .person(.safeguardingLead, lead, by: .rehearsal),
                    event: Event(
                        SubmissionKey(high: key.high ^ mark, low: key.low), happened: today,
                        .lookedThrough(LookedThrough(message: message.id)))))
        }
    }

    /// A few families ask for a review before it is due. Most are answered in time; some late, some never.
    mutating func ask(on today: Day) {
        let draw = world.draw
        guard draw.happens(world.habits.asksEarly, id, 0, "asks early") else { return }
        let span = max(40, world.last - world.first)
        let asked = (world.first + draw.number(10...span * 3 / 4, id, 0, "asks on")).workingDayOnOrAfter
        let key = draw.key(id, 0, "asks early")
        let ground = EarlyReviewGround.allCases[
            draw.number(0...EarlyReviewGround.allCases.count - 1, id, 0, "asks because")]
        steps.append(
            OutsideWorld.Step(
                day: asked, by: familyActor,
                event: Event(
                    key, happened: asked,
                    .earlyReviewRequested(
                        EarlyReviewRequested(from: family, ground: ground, contact: speaker.number)))))
        let fate = draw.uniform(id, 0, "is answered")
        guard fate < world.habits.answersEarly, file.submissions.contains(where: { $0.key == key }) else { return }
        let isLate = fate > world.habits.answersEarly * 0.85
        let after = isLate ? draw.number(18...45, id, 0, "answers late") : draw.number(3...13, id, 0, "answers after")
        let day = (asked + after).workingDayOnOrBefore
        let isAgreed = draw.happens(0.6, id, 0, "agrees")
        // Whether the family was told on this very day depends on who works faster, and a rehearsal repeats exactly.
        let open = file.latestReview.flatMap { $0.told ?? today < today ? nil : $0.number }
        let paper = world.papers.answer(agreed: isAgreed, salt: world.draw.salt(id, 0, "answer"))
        steps.append(
            OutsideWorld.Step(
                day: day, by: coordinator,
                event: Event(
                    draw.key(id, 0, "answers"), happened: day,
                    .earlyReviewAnswered(
                        EarlyReviewAnswered(
                            request: key, agreed: isAgreed,
                            review: isAgreed ? open ?? UInt8(clamping: Int(file.reviewCount) + 1) : nil,
                            officer: plan.coordinator, document: paper.hash))), papers: [paper]))
    }

    /// A plan that the council ceased to maintain ends on the day that the letter named.
    mutating func end(_ review: Review) {
        guard let told = review.told else { return }
        add(
            review, "ends", coordinator, happened: told.monthsAfter(3), .planEnded(PlanEnded(reason: .needsMet)))
    }

    // MARK: The meeting

    private mutating func arrange(_ review: Review) {
        // Some reviews of the year have no meeting in it at all.
        guard world.draw.spread(id, review.number, .meeting) >= world.habits.noMeeting else { return }
        let asked = Script.asked(review, file, plan, first: world.first)
        let soonest =
            asked.day + (asked.day == world.first ? number(25...90, review, "the backlog") : 25)
        let wished = asked.latest.map { $0 - number(0...45, review, "before the last day") } ?? soonest
        let meeting = Script.schoolDay(max(wished, soonest), notBefore: soonest)
        let lead = number(22...38, review, "arranged before")
        let day = max(asked.day + 1, (meeting - lead).workingDayOnOrBefore)
        add(
            review, "arranged", arranger, happened: day,
            .meetingArranged(MeetingArranged(review: review.number, meeting: meeting)))
    }

    /// When people are asked to arrange the meeting, and the last day for it: four months before the review is due, or
    /// three before the last meeting that a transfer allows, once the one before is out of the way.
    private static func asked(
        _ review: Review, _ file: CaseFile, _ plan: PlanRecorded, first: Day
    ) -> (day: Day, latest: Day?) {
        if let agreed = file.submissions.first(where: {
            $0.kind == .earlyReviewAnswered && $0.review == review.number && $0.stands
        }) {
            let day = max(first, agreed.happened)
            return (day, day + 70)
        }
        let start = file.lastReviewed ?? plan.made
        let before = review.number > 1 ? file.review(review.number - 1) : nil
        let free = max(first, before?.finalTold ?? before?.told ?? first)
        let due = Statute.reviewDue(made: plan.made, lastReviewed: file.lastReviewed)
        var day = due.map { $0.weeksBefore(16) } ?? first
        var latest = due.map { Statute.latestMeeting(reviewDue: $0) }
        if let phase = plan.transfer, let year = plan.transferYear,
            let meeting = Statute.latestMeeting(phase, year: Int(year)),
            let planBy = Statute.transferPlanBy(phase, year: Int(year)), !file.isTransferNamed, free <= planBy,
            meeting.weeksBefore(12) > start ?? first - 1
        {
            day = min(day, meeting.weeksBefore(12))
            latest = min(latest ?? meeting, meeting)
        }
        return (max(day, free), latest)
    }

    /// A day in term, on that day or before, but not before the other: nobody meets in August or at Christmas.
    private static func schoolDay(_ day: Day, notBefore soonest: Day) -> Day {
        let (year, month, date) = day.parts
        var wished = day
        if month == 8 || month == 7 && date > 21 {
            let july = Day(year, 7, 2 + date % 19) ?? day
            wished = july >= soonest ? july : Day(year, 9, 4 + date % 20) ?? day
        } else if month == 12 && date > 20 || month == 1 && date < 4 {
            let december = Day(month == 12 ? year : year - 1, 12, 6 + date % 13) ?? day
            wished = december >= soonest ? december : Day(month == 12 ? year + 1 : year, 1, 6 + date % 13) ?? day
        }
        return wished.weekday.isWeekend ? max(wished.workingDayOnOrBefore, soonest.workingDayOnOrAfter) : wished
    }

    private mutating func beforeMeeting(_ review: Review, _ meeting: Day) {
        if !review.kindChosen, let kind = review.kind, happens(0.85, review, "approach") {
            let chosen = happens(0.06, review, "another approach") ? Script.other(kind) : kind
            let disagrees = happens(0.03, review, "disagrees")
            let agreed: [Party] = disagrees ? [.coordinator, .setting] : [family, .coordinator, .setting]
            let before = number(15...20, review, "approach before")
            add(
                review, "approach", coordinator, happened: within(meeting - before, review, "approach"),
                .approachChosen(
                    ApproachChosen(
                        review: review.number, kind: chosen, agreed: agreed, disagreed: disagrees ? [family] : nil)))
        }
        if let disagreed = review.disagreed, review.unanswered.contains(family), happens(0.8, review, "is answered") {
            let paper = world.papers.disagreement(salt: world.draw.salt(id, review.number, "disagreement"))
            add(
                review, "disagreement answered", coordinator,
                happened: within(disagreed + number(2...10, review, "answered after"), review, "is answered"),
                papers: [paper],
                .disagreementAnswered(
                    DisagreementAnswered(review: review.number, to: family, document: paper.hash)))
        }
        if review.advice == nil, happens(0.9, review, "advice") {
            let before = happens(0.7, review, "advice in time") ? number(14...19, review, "advice before") : 7
            add(
                review, "advice", arranger,
                happened: within((meeting - before).workingDayOnOrBefore, review, "advice"),
                .adviceCirculated(AdviceCirculated(review: review.number)))
        }
        if !review.views, happens(0.8, review, "views") {
            add(
                review, "views", familyActor,
                happened: within(meeting - number(3...13, review, "views before"), review, "views"),
                .viewsReceived(ViewsReceived(review: review.number, from: family, contact: speaker.number)))
        }
        // Now and then a meeting is put off once.
        if meeting > world.first + 6, happens(0.03, review, "put off") {
            let moved = Script.schoolDay(meeting + 14, notBefore: meeting + 1)
            add(
                review, "put off", arranger, happened: meeting - 5,
                .meetingArranged(MeetingArranged(review: review.number, meeting: moved)))
        }
        // Now and then it is entered weeks after it; where the decision will be in time it is entered at once.
        var delay = number(0...2, review, "entered after")
        if !isInTime(review), happens(0.12, review, "entered late") {
            delay = number(10...45, review, "entered weeks after")
        }
        add(
            review, "held", arranger, happened: meeting, recorded: meeting + delay,
            .meetingHeld(MeetingHeld(review: review.number)))
    }

    private static func other(_ kind: ReviewKind) -> ReviewKind {
        switch kind {
        case .progress: .transition
        case .transition: .progress
        case .annual, .early, .phaseTransfer: kind
        }
    }

    /// Two people name two days for one meeting; as a rule somebody settles it.
    private mutating func contradict(_ review: Review) {
        guard let held = review.held, held > world.first, happens(0.02, review, "contradicts") else { return }
        add(
            review, "contradicts", coordinator, happened: held - 7, recorded: held + 4,
            .meetingHeld(MeetingHeld(review: review.number)))
        guard happens(0.7, review, "settles") else { return }
        add(
            review, "settles", coordinator, happened: held, recorded: held + 11,
            replaces: world.draw.key(id, review.number, "contradicts"),
            .meetingHeld(MeetingHeld(review: review.number)))
    }

    // MARK: After it

    private mutating func afterMeeting(_ review: Review) {
        guard let held = review.held else { return }
        if review.meetingReport == nil, happens(0.93, review, "report") {
            let after =
                happens(0.72, review, "report in time")
                ? number(4...14, review, "report after") : number(16...45, review, "report late")
            add(
                review, "report", arranger,
                happened: within(max(held, (held + after).workingDayOnOrBefore), review, "report"),
                .reportReceived(ReportReceived(review: review.number, recommends: outcome(review))))
        }
        if review.told == nil { decide(review, held) } else { finish(review) }
    }

    /// Where this review stands between those told in time and those never told.
    private func fate(_ review: Review) -> Double { world.draw.spread(id, review.number, .told) }
    private func isInTime(_ review: Review) -> Bool { fate(review) < world.habits.toldInTime }

    private func outcome(_ review: Review) -> Outcome {
        let drawn = world.draw.uniform(id, review.number, "outcome")
        if drawn < Habits.amend { return .amend }
        return drawn < Habits.amend + Habits.cease ? .cease : .maintain
    }

    /// The day on which the family will be told; nil: not in this rehearsal.
    private func tellingDay(_ review: Review, _ held: Day) -> Day? {
        let entered = review.heldRecorded ?? held
        // Whose meeting was long ago has been forgotten.
        guard held > world.first - 28 || !world.habits.forgetsBacklog else { return nil }
        if isInTime(review) {
            // What would fall on a weekend is sent on the Friday before.
            let day = (held + number(world.habits.days, review, "told after")).workingDayOnOrBefore
            return max(within(max(day, held + 1), review, "told"), entered)
        }
        guard fate(review) < world.habits.toldInTime + world.habits.toldLate else { return nil }
        // Between the 29th day and the last of the rehearsal, and not before its first.
        let soonest = max(held + 29, world.first + 1)
        let room = world.last - soonest
        guard room >= 0 else { return nil }
        let day = soonest + number(0...min(170, room), review, "told late")
        return max(min(world.last, day.workingDayOnOrAfter), entered)
    }

    private mutating func decide(_ review: Review, _ held: Day) {
        guard let day = tellingDay(review, held) else { return }
        let outcome = outcome(review)
        if outcome != .cease, happens(0.03, review, "letter outside") {
            // A letter that was sent outside the system: Friday's, entered on Monday.
            add(
                review, "letter outside", coordinator, happened: day, recorded: min(day + 3, max(day, world.last)),
                .decisionRecorded(
                    DecisionRecorded(
                        review: review.number, outcome: outcome, notice: outcome == .amend ? day : nil)))
            return
        }
        func salt(_ question: StaticString) -> DocumentSalt { world.draw.salt(id, review.number, question) }
        let reasons = world.papers.reasons(
            outcome, world.draw.uniform(id, review.number, "reasons"), salt: salt("reasons"))
        var papers = [reasons]
        var decision = DecisionSubmitted(
            review: review.number, outcome: outcome, officer: plan.coordinator, reasons: reasons.hash)
        if outcome == .amend {
            let plan = world.papers.plan(.plan, salt: salt("plan"))
            let amendments = world.papers.amendments(
                world.draw.uniform(id, review.number, "amendments"), salt: salt("amendments"))
            let evidence = world.papers.evidence(salt: salt("evidence"))
            decision.plan = plan.hash
            decision.amendments = amendments.hash
            decision.evidence = [evidence.hash]
            papers += [plan, amendments, evidence]
        }
        if outcome == .cease {
            decision.consulted = day - 20
            decision.ceases = day.monthsAfter(3)
            decision.ground = .notNecessary
            decision.outcomesAchieved = true
            if plan.placement == .notInEducation { decision.noReturn = .notWished }
        }
        add(review, "decision", coordinator, happened: day, papers: papers, .decisionSubmitted(decision))
    }

    private mutating func finish(_ review: Review) {
        guard review.outcome == .amend, review.finalTold == nil, let notice = review.noticeSent ?? review.told else {
            return
        }
        let represents = happens(0.6, review, "represents")
        let represented = within(notice + number(5...14, review, "represents after"), review, "represents")
        if represents {
            add(
                review, "represents", familyActor, happened: represented,
                .representationsReceived(RepresentationsReceived(review: review.number, contact: speaker.number)))
        }
        let fate = world.draw.uniform(id, review.number, "final")
        guard fate >= world.habits.noFinal else { return }
        let isInTime = fate < world.habits.noFinal + world.habits.finalInTime
        // By post the fifteen days begin on the second working day.
        let after = isInTime ? number(22...50, review, "final after") : number(60...140, review, "final late")
        let isAmended = !happens(0.03, review, "not amended")
        let reasons = world.papers.reasons(
            .maintain, world.draw.uniform(id, review.number, "final reasons"),
            salt: world.draw.salt(id, review.number, "final reasons"))
        if represents {
            let key = world.draw.key(id, review.number, "represents")
            add(
                review, "answers", coordinator,
                happened: max(represented, within((notice + min(after, 20)).workingDayOnOrAfter, review, "final")),
                .amendmentAnswered(
                    AmendmentAnswered(review: review.number, answer: key, used: true, officer: plan.coordinator)))
        }
        let final = world.papers.plan(.finalPlan, salt: world.draw.salt(id, review.number, "final plan"))
        add(
            review, "final", coordinator,
            happened: within((notice + after).workingDayOnOrAfter, review, "final"),
            papers: isAmended ? [reasons, final] : [reasons],
            .finalSubmitted(
                FinalSubmitted(
                    review: review.number, outcome: isAmended ? .amended : .notAmended,
                    officer: plan.coordinator, reasons: reasons.hash, plan: isAmended ? final.hash : nil,
                    setting: plan.setting,
                    namesTransfer: plan.transfer != nil && isAmended ? true : nil)))
    }
}

extension Day {
    /// This day, or the last before it on which people work: no weekend, and no bank holiday.
    var workingDayOnOrBefore: Day {
        var day = self
        while !BankHolidays.byRuleOnly.isWorkingDay(day) { day = day - 1 }
        return day
    }

    /// This day, or the first after it on which people work.
    var workingDayOnOrAfter: Day { BankHolidays.byRuleOnly.workingDay(onOrAfter: self) }
}
