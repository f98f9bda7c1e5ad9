import Contracts
import Statute
import TestSupport

/// What families ask, say and contest, what audits find and what rules read in plans, on the limits of what is counted of it or
/// a day beside. Drawn apart from all else, so that everything else stays as it was.
struct ServiceEvents {
    private(set) var events: [(key: SubmissionKey, data: EventData, day: Day)] = []
    private var random: SeededRandom
    /// Of what was added later, so that what was drawn before stays as it was.
    private var later: SeededRandom
    private let seed: UInt64
    private let from: Day
    private let end: Day

    init(seed: UInt64, from: Day, end: Day) {
        random = SeededRandom(seed: seed ^ 0x5EED_5EED)
        later = SeededRandom(seed: seed ^ 0xA6E7_C1E5)
        self.seed = seed
        self.from = from
        self.end = end
    }

    @discardableResult
    private mutating func add(_ data: EventData, _ day: Day) -> SubmissionKey {
        // A case tells its few reports apart by four bytes made of the first half of their keys.
        let number = UInt64(events.count + 1)
        let key = SubmissionKey(high: ~seed ^ number &* 0x9E37_79B9_7F4A_7C15, low: number)
        events.append((key, data, day))
        return key
    }

    private mutating func near(_ days: Day...) -> Day {
        (days.randomElement(using: &random) ?? end) + random.pick(-1...1)
    }

    private mutating func word<Word: CaseIterable>(_ type: Word.Type, or standard: Word) -> Word {
        Array(Word.allCases).randomElement(using: &random) ?? standard
    }

    /// The year group, and a move between post-16 institutions five months after a limit.
    mutating func complete(_ plan: inout PlanRecorded) {
        plan.year = random.oneIn(8) ? nil : Int8(random.pick(8...10))
        if random.oneIn(3) { plan.laterTransfer = near(from, end, end).monthsAfter(5) }
    }

    /// Who took part; nil where nobody said.
    mutating func attended() -> [Party]? {
        if random.oneIn(4) { return nil }
        return Party.allCases.filter { _ in random.oneIn(2) }
    }

    mutating func say(held: Day, told: Day) {
        sayOfReview(held: held, told: told)
        sayOfFamily()
        sayOfAudits()
        sayOfContent()
        sayOfAgencies(held: held)
        sayOfOutcomes(held: held)
    }

    /// What is known of the child and who holds the case; some of it is not.
    mutating func completeRecord(_ plan: inout PlanRecorded) {
        if later.oneIn(3) { plan.setting = UInt32(100_001 + later.pick(0...3)) }
        if !later.oneIn(4) { plan.coordinator = coordinator() }
        if later.oneIn(4) { plan.need = .notRecorded }
        if let made = plan.made, !later.oneIn(4) {
            // The first day of a month counts.
            plan.born = later.pick(Month(of: made), Month(of: made + 31), Month(of: made - 1_500))
        }
    }

    private mutating func coordinator() -> ActorID? { ActorID(later.pick("C-01", "C-02")) }

    /// A review after this one, and who held the case by then. Only where no transfer rests on the plan that is recorded last.
    mutating func next(_ plan: PlanRecorded, held: Day) {
        guard plan.transfer == nil, later.oneIn(2) else { return }
        let again = later.pick(held + 330, held + 40, end) + later.pick(-1...1)
        add(.reviewUnderWay(ReviewUnderWay(review: 2, kind: .annual)), again - 30)
        add(.meetingHeld(MeetingHeld(review: 2)), again)
        var other = plan
        other.coordinator = later.oneIn(5) ? nil : coordinator()
        add(.planRecorded(other), later.pick(held + 20, again) + later.pick(-1...1))
    }

    private mutating func sayOfAgencies(held: Day) {
        for agency in Agency.allCases where later.oneIn(2) {
            for step in AgencyStep.allCases where !later.oneIn(3) {
                let day =
                    switch step {
                    case .invited: later.pick(held - 14, held) + later.pick(-1...1)
                    case .advised: held + later.pick(-1...1)
                    case .attended: held
                    }
                add(.agencyInvolved(AgencyInvolved(review: 1, agency: agency, step: step)), day)
            }
        }
    }

    private mutating func sayOfOutcomes(held: Day) {
        if later.oneIn(6) { add(.reportReceived(ReportReceived(review: 1)), held + later.pick(-1...1)) }
        if later.oneIn(2) {
            let counts = (0..<4).map { _ in UInt8(later.pick(0...2)) }
            let said = counts.reduce(0, +)
            add(
                .outcomesRated(
                    OutcomesRated(
                        review: 1, outcomes: said + UInt8(later.pick(0, 0, 1)), achieved: counts[0], onTrack: counts[1],
                        notOnTrack: counts[2], notStarted: counts[3])), later.pick(held, from, end) + later.pick(-1...1)
            )
        }
        if later.oneIn(2) {
            let targets = UInt8(later.pick(0...2))
            add(
                .shortTermOutcomesAgreed(
                    ShortTermOutcomesAgreed(
                        review: 1, targets: targets,
                        targetsOwned: later.oneIn(3) ? nil : UInt8(later.pick(0...Int(targets))))),
                later.pick(from, end) + later.pick(-1...1))
        }
    }

    private mutating func sayOfReview(held: Day, told: Day) {
        for missed in [MissedDay.decision, .final, .report] where random.oneIn(3) {
            add(
                .lateReasonGiven(
                    LateReasonGiven(review: 1, missed: missed, reason: word(LateReason.self, or: .other))), told)
            if random.oneIn(4) {
                add(
                    .lateReasonGiven(
                        LateReasonGiven(review: 1, missed: missed, reason: word(LateReason.self, or: .other))), told + 2
                )
            }
        }
        if random.oneIn(3) {
            let key = add(
                .factContested(FactContested(review: 1, fact: word(ContestedFact.self, or: .other))), near(told, end))
            if random.oneIn(2) {
                add(
                    .contestSettled(ContestSettled(contest: key, outcome: word(ContestOutcome.self, or: .stands))),
                    near(end))
            }
        }
        if random.oneIn(3) {
            let apologised = random.oneIn(2) ? near(end, told) : nil
            add(
                .remedyConsidered(
                    RemedyConsidered(
                        review: 1, missed: .decision, remedy: word(Remedy.self, or: .nothing), apologised: apologised)),
                near(end, told))
        }
        if random.oneIn(2) {
            let written = near(held.monthsAfter(-12), held.monthsAfter(-13), held - 30)
            add(.viewsReceived(ViewsReceived(review: 1, from: .setting, written: written)), held - 3)
        }
        if random.oneIn(4) { add(.shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1)), near(held, end)) }
        if random.oneIn(4) { add(.appealRecorded(AppealRecorded(review: 1, step: .lodged)), near(told + 40, end)) }
        if random.oneIn(4) {
            add(.mediationRecorded(MediationRecorded(review: 1, step: .wanted)), near(told + 20, end))
        }
        if random.oneIn(5) { add(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)), near(told + 30, end)) }
        for from in [Party.parent, .youngPerson] where random.oneIn(2) {
            func answer() -> ExperienceAnswer? { random.oneIn(4) ? nil : word(ExperienceAnswer.self, or: .no) }
            add(
                .experienceAnswered(
                    ExperienceAnswered(
                        review: 1, from: from, by: .phone, listened: answer(), understood: answer(), helped: answer())),
                near(self.from, end, told + 5))
        }
    }

    private mutating func sayOfFamily() {
        if random.oneIn(2) {
            let until = near(from, end)
            let key = add(
                .adjustmentAsked(
                    AdjustmentAsked(
                        review: 1, what: word(Adjustment.self, or: .other), until: random.oneIn(5) ? nil : until)),
                until - 20)
            if !random.oneIn(3) { add(.adjustmentSupplied(AdjustmentSupplied(adjustment: key)), near(until)) }
        }
        if random.oneIn(2) {
            let offered = near(from, end)
            let key = add(
                .sessionOffered(
                    SessionOffered(review: 1, when: word(SessionTime.self, or: .day), session: offered + 5)), offered)
            if random.oneIn(2) {
                add(.sessionAttended(SessionAttended(session: key, attended: random.oneIn(2))), offered + 5)
            }
        }
        if random.oneIn(2) {
            let until = near(from, end)
            let key = add(
                .questionAsked(QuestionAsked(review: 1, from: .parent, until: random.oneIn(5) ? nil : until)), until - 6
            )
            if !random.oneIn(3) { add(.questionAnswered(QuestionAnswered(question: key)), near(until)) }
        }
        if random.oneIn(2) {
            let said = random.pick(from, end) - random.pick(5...9)
            let key = add(.supportNotDelivered(SupportNotDelivered(from: .parent)), said)
            if !random.oneIn(3) {
                add(
                    .supportAnswered(SupportAnswered(report: key, finding: .delivered)),
                    BankHolidays.byRuleOnly.workingDays(5, after: said) + random.pick(-1...1))
            }
        }
        if random.oneIn(2) {
            let said = random.oneIn(2) ? near(from, end) : random.pick(from, end) - random.pick(13...18)
            let key = add(.complaintMade(ComplaintMade(from: .parent, about: .delay)), said)
            if !random.oneIn(3) {
                add(
                    .complaintAnswered(ComplaintAnswered(complaint: key, outcome: .upheld)),
                    BankHolidays.byRuleOnly.workingDays(10, after: said) + random.pick(-1...1))
            }
        }
    }

    private mutating func sayOfAudits() {
        guard random.oneIn(2) else { return }
        func audit(_ grade: Grade, _ given: Grade? = nil) -> EventData {
            .auditRecorded(AuditRecorded(review: 1, framework: "annual-review", marks: [], grade: grade, given: given))
        }
        let audited = near(from, end)
        let given = random.oneIn(4) ? word(Grade.self, or: .good) : nil
        add(audit(word(Grade.self, or: .good), given), audited)
        if random.oneIn(4) {
            add(.auditModerated(AuditModerated(review: 1, grade: word(Grade.self, or: .good))), audited + 3)
        }
        guard random.oneIn(2) else { return }
        let by = near(from, end)
        let key = add(.auditActionSet(AuditActionSet(review: 1, owner: nil, by: by)), by - 20)
        guard !random.oneIn(3) else { return }
        let done = near(by)
        add(.auditActionDone(AuditActionDone(review: 1, action: key)), done)
        if random.oneIn(2) { add(audit(word(Grade.self, or: .good)), done + random.pick(-1...3)) }
    }

    private mutating func sayOfContent() {
        guard random.oneIn(2) else { return }
        let made = near(from, end - 30)
        let key = add(
            .planVersionRecorded(PlanVersionRecorded(plan: DocumentHash(seed, 1, 1, 1))), made)
        guard !random.oneIn(4) else { return }
        var counts: [String] = []
        for name in [
            "sections-missing", "needs-open", "provisions-unlinked", "provisions-unspecified", "outcomes-unmeasurable",
            "outcomes-unchanged", "long-sentences", "abbreviations", "form-words", "adulthood-missing", "words",
            "vague-in-thousand", "words-a-sentence",
        ] where !random.oneIn(12) { counts.append("\(name)=\(random.pick(0...2))") }
        for name in ["outcomes-stale", "reading-grade", "passive-in-hundred", "pronouns-mixed", "other-children"]
        where !later.oneIn(12) { counts.append("\(name)=\(later.pick(0...2))") }
        add(
            .auditContentRead(AuditContentRead(version: key, rules: "plan-content-1", counts: counts)),
            near(made + 2, end))
    }
}
