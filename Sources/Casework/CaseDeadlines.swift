public import CaseFile
public import Contracts
public import Statute

extension CaseFile {
    /// What the law counts the days of a review from, as far as the file knows it. The meeting is the one that was held,
    /// or else the one that is arranged.
    public func dates(of review: Review, holidays: BankHolidays = .byRuleOnly) -> Facts {
        var last: Day?
        func note(_ day: Day?) {
            // What came after this review's own end began another year.
            guard let day, day < review.told ?? Day(number: .max) else { return }
            last = max(last ?? day, day)
        }
        note(plan?.reviewed)
        note(movedIn?.reviewed)
        // Without a meeting there is no review (MTG-1): the year runs on from the one before.
        for other in reviews where other.number < review.number && other.isComplete { note(other.told) }
        var facts = Facts(
            planMade: planMade, lastReviewed: last, meeting: review.held ?? review.arranged,
            decisionSent: review.told, outcome: review.outcome.map(ReviewOutcome.init), noticeSent: review.noticeSent)
        facts.noticeServed = noticeServed(in: review, holidays: holidays)
        // A review of this council's own that was decided since begins its own twelve months.
        facts.movedIn = movedIn.flatMap { (last ?? $0.happened - 1) < $0.happened ? $0.happened : nil }
        return facts
    }

    /// The days of a review, each with its rule, in the order of the days: the law's, and the plan's own (CYC-8). Bank
    /// holidays decide when a notice that went by post was served.
    public func deadlines(of review: Review, holidays: BankHolidays = .byRuleOnly) -> [Deadline] {
        let dates = dates(of: review, holidays: holidays)
        // A review that ended before the plan was known to stipulate an interval was not held to it.
        let isHeldTo = intervalKnown.map { $0 <= review.told ?? $0 } ?? false
        let own = isHeldTo ? ownInterval(from: dates.lastReviewed ?? dates.planMade) : nil
        var law = Statute.deadlines(for: dates)
        // Of a child who moved in the later day counts, and the twelve months of the old council's no longer (MOV-5).
        if law.contains(where: { $0.rule == .mov5 }) { law.removeAll { [.cyc1, .cyc2, .cyc4].contains($0.rule) } }
        return ((own.map { [$0] } ?? []) + law).sorted { $0.due < $1.due }
    }

    /// The day from which the plan is recorded with an interval of its own; nil when it is not.
    private var intervalKnown: Day? {
        let keys = plans.filter { $0.plan.interval != nil }.map(\.key)
        return submissions.filter { keys.contains($0.key) }.map(\.happened).min()
    }

    /// When the interval that the plan itself stipulates ends, counted from that day; nil when it stipulates none.
    public func ownInterval(from start: Day?) -> Deadline? {
        guard let start, let months = plan?.interval, months > 0 else { return nil }
        return Deadline(rule: .cyc8, due: start.lastDayOfPeriodStarting(months: Int(months)), from: start)
    }

    /// Until when those are answered who did not agree with the kind of review: the days of the council's model (POL-1).
    public func answerBy(disagreed: Day, in review: Review, days: Int = EarlyRequest.answerDays) -> Deadline {
        Deadline(rule: .pol1, due: disagreed + days, from: disagreed)
    }

    /// The last day on which somebody was answered who did not agree with the kind of that review.
    public func lastReply(in review: UInt8) -> Day? {
        submissions.last { $0.kind == .disagreementAnswered && $0.review == review && $0.stands }?.happened
    }

    /// The days before the transfer that the child faces; none when its year is unknown.
    public var transferDeadlines: [Deadline] {
        guard let plan, let phase = plan.transfer, let year = plan.transferYear else { return [] }
        return Statute.deadlines(for: Facts(transfer: Transfer(phase, in: Int(year))))
    }

    /// Who arranges the meeting: the setting, or the council where there is none (reg 20(1), 21).
    public var arranger: Contracts.Party { plan?.setting == nil ? .coordinator : .setting }
}

extension [Deadline] {
    /// The deadline under the first of those rules that is there.
    public func first(_ rules: RuleID...) -> Deadline? { first { rules.contains($0.rule) } }
}

extension Review {
    /// By when its amendment must end, by the first of the rules that end one; nil when neither its meeting nor its notice
    /// has a day.
    public var finalDeadline: Deadline? {
        Statute.deadlines(for: Facts(meeting: held, outcome: .amend, noticeSent: noticeSent)).first {
            Statute.amendmentEnds.contains($0.rule)
        }
    }
}

extension Review {
    /// Whether, at the end of that day, the weeks after the meeting are over and the family was not told within them (DEC-1).
    public func isTellingLate(asOf day: Day) -> Bool {
        guard let by = held.map({ Statute.decisionBy(meeting: $0) }), by <= day else { return false }
        return told.map { $0 > by } ?? true
    }

    /// Whether the family is told late though a decision was submitted in time, because that was refused. A refusal must make
    /// no family late, so of these there ought to be none.
    public func isLateThroughRefusal(asOf day: Day) -> Bool {
        guard let held, let refusedOn else { return false }
        return isTellingLate(asOf: day) && refusedOn <= Statute.decisionBy(meeting: held)
    }
}

extension Statute {
    /// The rules that say by when an amendment ends.
    public static let amendmentEnds: Set<RuleID> = [.amd3, .amd5, .amd6, .amd7]
}

extension ReviewOutcome {
    public init(_ outcome: Outcome) {
        switch outcome {
        case .maintain: self = .maintain
        case .amend: self = .amend
        case .cease: self = .cease
        }
    }
}
