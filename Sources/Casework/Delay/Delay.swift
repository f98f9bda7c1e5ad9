public import CaseFile
public import Contracts
public import Statute

/// A day that was missed: how long the family waited, for what, why, and what was done about it.
public struct Delay: Sendable {
    /// The number of the review; 0: the plan itself, of a transfer.
    public let review: UInt8
    /// Which day was missed.
    public let missed: MissedDay
    /// The rule by which it was the last day.
    public let rule: RuleID
    /// The last day in time.
    public let due: Day
    /// The day on which it was done; nil while it is not.
    public let done: Day?
    /// The day as at which it is reckoned.
    public let asAt: Day
    /// Why, as somebody coded it; nil where nobody did.
    public let reason: LateReason?
    /// The provision that waited for it, each by its id in the plan; empty where nobody said.
    public let items: [PlanItemID]
    /// The day on which the family was told sorry; nil where nobody did.
    public let apologised: Day?
    /// What a person decided that the family is owed; nil while nobody considered it.
    public let remedy: ConsideredRemedy?
    /// Whether the family contests the day from which it counts, or that of what was done, and it is not settled.
    public let isContested: Bool

    /// Whole days after the last one in time, until it was done or as at the day.
    public var days: Int { (done ?? asAt) - due }
}

extension CaseFile {
    /// The days that this case had missed by the end of that day, in the order of the days. A meeting that nobody recorded
    /// sets no day, and neither does anything after the plan ended.
    public func delays(asAt day: Day) -> [Delay] {
        guard plan != nil else { return [] }
        let given = lateReasons
        let considered = remedies
        let doubts = matters.filter { $0.kind == .contest && $0.doubtsClock }
        var delays: [Delay] = []
        func note(_ review: UInt8, _ missed: MissedDay, _ rule: RuleID, due: Day?, done: Day?) {
            // What happens after the day has not happened; what was to be done after the plan's end is not missed.
            guard let due, due < day, done.map({ $0 > due }) ?? true, ended.map({ due < $0 }) ?? true else { return }
            let remedy = considered.last { $0.review == review && $0.missed == missed }
            let until = [day, ended].compactMap { $0 }.min() ?? day
            delays.append(
                Delay(
                    review: review, missed: missed, rule: rule, due: due, done: done.flatMap { $0 <= day ? $0 : nil },
                    asAt: until, reason: given.last { $0.review == review && $0.missed == missed }?.reason,
                    items: remedy?.items ?? [],
                    apologised: [remedy?.apologised, missed == .decision ? apology(review) : nil].compactMap { $0 }
                        .filter { $0 <= day }.min(),
                    remedy: remedy.flatMap { $0.decided <= day ? $0 : nil },
                    isContested: doubts.contains { $0.review == review && missed.rests(on: $0.fact) }))
        }
        for review in reviews {
            let number = review.number
            if let meeting = review.held, meeting <= day {
                note(
                    number, .advice, .mtg4, due: Statute.adviceBy(meeting: meeting).last, done: review.advice)
                note(number, .report, .rep1, due: Statute.reportBy(meeting: meeting), done: review.meetingReport)
                note(number, .decision, .dec1, due: Statute.decisionBy(meeting: meeting), done: review.told)
                if review.outcome == .amend {
                    note(
                        number, .notice, .amd1, due: Statute.amendmentNoticeBy(meeting: meeting),
                        done: review.noticeSent)
                }
            }
            if review.outcome == .amend, let final = review.finalDeadline {
                note(number, .final, final.rule, due: final.due, done: review.finalTold)
            }
            note(number, .review, .cyc1, due: review.dueWhenOpened, done: review.told)
        }
        if let phase = plan?.transfer, let year = plan?.transferYear {
            note(
                0, .transfer, phase == .secondaryToPost16 ? .ph2 : .ph1,
                due: Statute.transferPlanBy(phase, year: Int(year)), done: isTransferNamed ? transferNamedOn : nil)
        }
        return delays.sorted { ($0.due, $0.review, $0.missed.rawValue) < ($1.due, $1.review, $1.missed.rawValue) }
    }

    /// The day on which the letter that says sorry for a late decision left.
    private func apology(_ review: UInt8) -> Day? {
        messages.lazy.filter { $0.id.subject == .tellLateToFamily && $0.id.review == review }.compactMap(\.sent).min()
    }
}

extension MissedDay {
    /// Whether it is another day, or missed no more, if that fact is not as the record says.
    func rests(on fact: ContestedFact?) -> Bool {
        switch self {
        case .invitation: fact == .meetingHeld || fact == .invitationSent
        case .advice: fact == .meetingHeld || fact == .adviceSent
        case .report: fact == .meetingHeld || fact == .reportSent
        case .decision: fact == .meetingHeld || fact == .letterSent
        case .notice: fact == .meetingHeld || fact == .noticeSent
        case .final: fact == .meetingHeld || fact == .noticeSent || fact == .finalSent
        case .review: fact == .letterSent
        case .transfer: fact == .finalSent
        }
    }
}
