import CaseFile
import Contracts
import Runtime
import Statute

/// The people outside, in a rehearsal: families, settings and coordinators who meet, write and decide, early or late,
/// report late, contradict and correct each other now and then.
///
/// What each does follows from the file, the day and the seed alone, so a rehearsal repeats exactly.
struct OutsideWorld: Service {
    let name = "outside-world"
    let draw: Draw
    let habits: Habits
    /// The first and last day of the rehearsal.
    let first: Day
    let last: Day
    /// The invented texts that reports name.
    let papers: InventedPapers

    /// A report that someone makes on a day.
    struct Step {
        var day: Day
        var by: String
        var event: Event
        var because: EventID?
    }

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        steps(in: file, of: id, log: log).filter { $0.day <= day }.map { step in
            var event = step.event
            if event.happened == day { event.happened = nil }
            return Entry(by: step.by, recorded: day, because: step.because, events: [event])
        }
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        steps(in: file, of: id, log: log).map(\.day).filter { $0 > day }.min()
    }

    /// What people have yet to report, each with the day they will.
    private func steps(in file: CaseFile, of id: CaseID, log: LogBook) -> [Step] {
        guard log.isRehearsal, file.ended == nil, let plan = file.plan else { return [] }
        var script = Script(world: self, file: file, id: id, plan: plan)
        for review in file.reviews where !review.isClosed { script.play(review) }
        return script.steps.filter { step in
            guard case .submission(let key) = step.event.id else { return false }
            return !file.reports.contains { $0.key == key }
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

    var coordinator: String { "coordinator/\(plan.coordinator)" }
    var arranger: String { plan.setting == nil ? coordinator : "setting" }
    var family: String { (plan.rightsHolder ?? .parent).rawValue }

    private func number(_ range: ClosedRange<Int>, _ review: Review, _ question: StaticString) -> Int {
        world.draw.number(range, id, review.number, question)
    }

    private func happens(_ share: Double, _ review: Review, _ question: StaticString) -> Bool {
        world.draw.happens(share, id, review.number, question)
    }

    private mutating func add(
        _ review: Review, _ question: StaticString, _ by: String, happened: Day, recorded: Day? = nil,
        replaces: SubmissionKey? = nil, _ data: EventData
    ) {
        let key = world.draw.key(id, review.number, question)
        steps.append(
            OutsideWorld.Step(
                day: max(happened, recorded ?? happened), by: by,
                event: Event(key, happened: happened, replaces: replaces, data)))
    }

    mutating func play(_ review: Review) {
        guard let meeting = review.arranged else {
            if review.held == nil { arrange(review) }
            if review.held != nil { afterMeeting(review) }
            return
        }
        beforeMeeting(review, meeting)
        if review.held == nil {
            hold(review, meeting)
        } else {
            contradict(review)
            afterMeeting(review)
        }
    }

    private mutating func arrange(_ review: Review) {
        // Families whose last meeting was long ago come into the rehearsal with a date or without; some reviews of the
        // year have no meeting in it at all.
        guard world.draw.spread(id, "meeting") >= world.habits.noMeeting else { return }
        let due = Statute.reviewDue(made: plan.made, lastReviewed: file.lastReviewed)
        let wished = due.map { Statute.latestMeeting(reviewDue: $0) - number(0...45, review, "before the last day") }
        let soonest = world.first + number(25...90, review, "the backlog")
        let meeting = max(wished ?? soonest, soonest).weekdayOnOrBefore
        let lead = number(22...38, review, "arranged before")
        let day = max(world.first + 1, meeting - lead).weekdayOnOrBefore
        add(
            review, "arranged", arranger, happened: day,
            .meetingArranged(.init(review: review.number, meeting: meeting)))
    }

    private mutating func beforeMeeting(_ review: Review, _ meeting: Day) {
        if !review.kindChosen, let kind = review.kind, happens(0.85, review, "approach") {
            let other: ReviewKind = kind == .progress ? .transition : .progress
            let chosen = happens(0.06, review, "another approach") ? other : kind
            let disagrees = happens(0.03, review, "disagrees")
            let agreed: [Party] = disagrees ? [.coordinator, .setting] : [.parent, .coordinator, .setting]
            add(
                review, "approach", coordinator, happened: meeting - number(15...20, review, "approach before"),
                .approachChosen(
                    .init(review: review.number, kind: chosen, agreed: agreed, disagreed: disagrees ? [.parent] : nil)))
        }
        if review.advice == nil, happens(0.9, review, "advice") {
            let before = happens(0.7, review, "advice in time") ? number(14...19, review, "advice before") : 7
            add(
                review, "advice", arranger, happened: (meeting - before).weekdayOnOrBefore,
                .adviceCirculated(.init(review: review.number)))
        }
        if !review.views, happens(0.8, review, "views") {
            add(
                review, "views", family, happened: meeting - number(3...13, review, "views before"),
                .viewsReceived(.init(review: review.number, from: plan.rightsHolder ?? .parent)))
        }
    }

    private mutating func hold(_ review: Review, _ meeting: Day) {
        // Now and then a meeting is entered weeks after it; where the decision will be in time it is entered at once.
        var delay = number(0...2, review, "entered after")
        if !isInTime(review), happens(0.12, review, "entered late") {
            delay = number(10...45, review, "entered weeks after")
        }
        add(
            review, "held", arranger, happened: meeting, recorded: meeting + delay,
            .meetingHeld(.init(review: review.number)))
    }

    /// Two people name two days for one meeting; as a rule somebody settles it.
    private mutating func contradict(_ review: Review) {
        guard let held = review.held, happens(0.02, review, "contradicts") else { return }
        let other = held - 7
        let key = world.draw.key(id, review.number, "contradicts")
        add(
            review, "contradicts", coordinator, happened: other, recorded: held + 4,
            .meetingHeld(.init(review: review.number)))
        guard happens(0.7, review, "settles") else { return }
        add(
            review, "settles", coordinator, happened: held, recorded: held + 11, replaces: key,
            .meetingHeld(.init(review: review.number)))
    }

    private mutating func afterMeeting(_ review: Review) {
        guard let held = review.held else { return }
        if review.report == nil, happens(0.93, review, "report") {
            let after =
                happens(0.72, review, "report in time")
                ? number(4...14, review, "report after") : number(16...45, review, "report late")
            add(
                review, "report", arranger, happened: max(held, (held + after).weekdayOnOrBefore),
                .reportReceived(.init(review: review.number, recommends: outcome(review))))
        }
        if review.told == nil { decide(review, held) } else { finish(review, held) }
    }

    private func fate(_ review: Review) -> Double { world.draw.spread(id, "told") }
    private func isInTime(_ review: Review) -> Bool { fate(review) < world.habits.toldInTime }

    private func outcome(_ review: Review) -> Outcome {
        let drawn = world.draw.uniform(id, review.number, "outcome")
        if drawn < Habits.amend { return .amend }
        return drawn < Habits.amend + Habits.cease ? .cease : .maintain
    }

    private mutating func decide(_ review: Review, _ held: Day) {
        let fate = fate(review)
        let entered = review.heldRecorded ?? held
        var day: Day
        if fate < world.habits.toldInTime {
            // The letter of a day at the weekend is sent on the Friday before.
            day = max(held + number(5...27, review, "told after"), held + 1).weekdayOnOrBefore
        } else if fate < world.habits.toldInTime + world.habits.toldLate {
            let left = world.last - held
            guard left >= 29 else { return }
            day = held + number(29...max(29, min(200, left)), review, "told late")
            if day.weekday.isWeekend { day = min(world.last, day.weekdayOnOrAfter) }
            day = max(day, held + 29)
        } else {
            return
        }
        day = max(day, entered)
        let outcome = outcome(review)
        if outcome != .cease, happens(0.03, review, "letter outside") {
            // Friday's letter, entered on Monday.
            add(
                review, "letter outside", coordinator, happened: day, recorded: day + 3,
                .decisionRecorded(
                    .init(review: review.number, outcome: outcome, notice: outcome == .amend ? day : nil)))
            return
        }
        var decision = DecisionSubmitted(
            review: review.number, outcome: outcome, officer: world.papers.officer(plan.coordinator),
            reasons: world.papers.reasons(outcome, world.draw.uniform(id, review.number, "reasons")))
        if outcome == .amend {
            decision.plan = world.papers.plan
            decision.amendments = world.papers.amendments(world.draw.uniform(id, review.number, "amendments"))
            decision.evidence = [world.papers.evidence]
        }
        if outcome == .cease {
            decision.consulted = day - 20
            decision.ceases = day.monthsAfter(3)
        }
        // Once in a while the reasons are forgotten; the decision is refused and submitted again.
        if happens(0.02, review, "forgets") {
            var hasty = decision
            hasty.reasons = nil
            add(review, "hasty decision", coordinator, happened: max(entered, day - 4), .decisionSubmitted(hasty))
        }
        add(review, "decision", coordinator, happened: day, .decisionSubmitted(decision))
    }

    private mutating func finish(_ review: Review, _ held: Day) {
        guard review.outcome == .amend, review.finalTold == nil, let notice = review.noticeSent ?? review.told else {
            return
        }
        let fate = world.draw.uniform(id, review.number, "final")
        let prompt = world.habits.toldInTime == 1
        let after: Int
        if prompt || fate < 0.55 {
            after = number(17...50, review, "final after")
        } else if fate < 0.85 {
            after = number(60...140, review, "final late")
        } else {
            return
        }
        if happens(0.6, review, "represents") {
            add(
                review, "represents", family, happened: notice + number(5...14, review, "represents after"),
                .representationsReceived(.init(review: review.number)))
        }
        let amended = !happens(0.03, review, "not amended")
        add(
            review, "final", coordinator, happened: (notice + after).weekdayOnOrAfter,
            .finalSubmitted(
                .init(
                    review: review.number, outcome: amended ? .amended : .notAmended,
                    officer: world.papers.officer(plan.coordinator),
                    reasons: world.papers.reasons(.maintain, world.draw.uniform(id, review.number, "final reasons")),
                    plan: amended ? world.papers.plan : nil,
                    setting: plan.setting,
                    namesTransfer: plan.transfer != nil && amended ? true : nil)))
    }

}

extension Day {
    /// This day, or the Friday before when it falls on a weekend.
    var weekdayOnOrBefore: Day {
        switch weekday {
        case .saturday: self - 1
        case .sunday: self - 2
        default: self
        }
    }

    /// This day, or the Monday after when it falls on a weekend.
    var weekdayOnOrAfter: Day {
        switch weekday {
        case .saturday: self + 2
        case .sunday: self + 1
        default: self
        }
    }
}
