import CaseFile
import Casework
import Contracts
import Runtime
import Statute

// What is not obvious here:
//
// - That outcomes are alike is a count over many cases, and changes with each new decision. So it is counted once a month, over
//   the decisions of the twelve months before its first day: whoever looks later in the month, after a crash or a hand-over,
//   finds the same, and looking again and again makes no sign of what is chance. What was said then stands, as what was known
//   then; `annual-review quality` counts anew whenever it is asked.
// - It is said case by case, on the decision that was submitted, and names no other case (see `AlikeReasons`). A decision that
//   stands out for its team and for its officer is said once, for its team.

/// Notices where nearly all decisions of one kind of review have one outcome, in one team or by one officer, while others decide
/// otherwise, and where a lighter kind of review ends otherwise than the other kinds; and says so of each, so that the quality
/// lead reads some of them. It says of no decision that it is wrong, and keeps none from leaving.
///
/// - Thread: its owner's.
struct AlikeOutcomes {
    /// The most decisions that are counted: the latest.
    static let mostRemembered = 20_000
    /// Over how many months before.
    static let monthsCounted = 12

    private struct Decision {
        let id: CaseID
        let review: UInt8
        let key: SubmissionKey
        let officer: ActorID?
        let outcome: Outcome
        let day: Day
    }

    /// What is to be said of a decision.
    private struct Owed {
        let id: CaseID
        let key: SubmissionKey
        let conclusion: ConclusionID
        let data: OutcomesAlike
    }

    /// In which team each officer works; nobody in any where no file says so.
    var teams = Teams()
    private var decisions: [Decision] = []
    /// The days of the partitions, and how many there are.
    private var days: [Int32: Day] = [:]
    private var partitions = 0
    /// The first day of the month for which it was counted last.
    private var counted: Day?
    private var owed: [Owed] = []
    /// Whether something of it is this instance's to say.
    private var isOwing = false
    /// How many decisions stand out, by the last count.
    private(set) var count = 0

    /// A decision was submitted, and counts.
    mutating func note(_ decision: DecisionSubmitted, _ key: SubmissionKey, of id: CaseID, on day: Day) {
        guard let outcome = decision.outcome else { return }
        decisions.append(
            Decision(
                id: id, review: decision.review, key: key, officer: decision.officer, outcome: outcome, day: day))
        guard decisions.count > 2 * AlikeOutcomes.mostRemembered else { return }
        decisions.sort { ($0.day, $0.id, $0.review) < ($1.day, $1.id, $1.review) }
        decisions.removeFirst(decisions.count - AlikeOutcomes.mostRemembered)
    }

    /// What is true of a partition now.
    mutating func note(_ log: borrowing LogBook, of partition: Int32) {
        if let began = log.began { partitions = Int(began.partitions) }
        if let today = log.today { days[partition] = today }
    }

    /// The first day of the month that has begun in every partition; nil while one has not begun.
    private var month: Day? {
        guard partitions > 0, days.count >= partitions, let today = days.values.min() else { return nil }
        return Day(today.year, today.parts.month, 1)
    }

    /// Whether nothing is left to count or to say.
    var isAtRest: Bool { !isOwing && (month == nil || counted == month) }

    /// What is to be said of cases that this instance speaks for, but of those that `isBusy` names: something of theirs is being
    /// written.
    mutating func act(_ state: any State, as name: ServiceName, isBusy: (CaseID) -> Bool) -> [Act] {
        if let month, counted != month {
            counted = month
            look(state, before: month)
        }
        return say(state, as: name, isBusy: isBusy)
    }

    private mutating func look(_ state: any State, before first: Day) {
        let start = first.monthsAfter(-AlikeOutcomes.monthsCounted)
        // What is older is counted no more.
        decisions.removeAll { $0.day < start }
        var seen: [(decision: Decision, seen: DecisionSeen)] = []
        for decision in decisions where decision.day < first {
            // One that was corrected or withdrawn since is none.
            guard let review = state.file(of: decision.id)?.review(decision.review),
                review.submission?.key == decision.key
            else { continue }
            seen.append(
                (
                    decision,
                    DecisionSeen(
                        decision.id, review: decision.review, officer: decision.officer,
                        team: teams.team(of: decision.officer),
                        kind: review.kind ?? .annual, outcome: decision.outcome, day: decision.day, reasons: nil)
                ))
        }
        let signs = BlanketPolicy(seen.map(\.seen)).alarms.compactMap { alarm in
            alarm.sign.map { (alarm: alarm, sign: $0, group: AlikeOutcomes.mark(of: alarm, $0)) }
        }
        owed = seen.compactMap { decision, seen in
            guard let first = signs.filter({ $0.alarm.concerns(seen) }).min(by: { $0.sign.place < $1.sign.place })
            else { return nil }
            return Owed(
                id: decision.id, key: decision.key,
                conclusion: ConclusionID(.outcomesAlike, review: decision.review, fact: decision.key.reference),
                data: OutcomesAlike(sign: first.sign, group: first.group))
        }
        count = owed.count
    }

    private mutating func say(_ state: any State, as name: ServiceName, isBusy: (CaseID) -> Bool) -> [Act] {
        var acts: [Act] = []
        var spoken: Set<CaseID> = []
        isOwing = false
        // What another instance speaks for stays until it stands: that one may be gone before it says it.
        owed.removeAll { owed in
            guard let file = state.file(of: owed.id) else { return true }
            return file.holds(owed.conclusion) || !file.accepts(owed.conclusion, .outcomesAlike(owed.data))
        }
        for owed in owed where state.owns(owed.id) {
            isOwing = true
            guard let today = state.log(of: state.partition(of: owed.id)).today, !isBusy(owed.id),
                !state.isInFlight(owed.id), spoken.insert(owed.id).inserted
            else { continue }
            acts.append(
                .entry(
                    owed.id,
                    Entry(
                        by: .service(name), recorded: today, because: .submission(owed.key),
                        events: [Event(owed.conclusion, .outcomesAlike(owed.data))])))
        }
        return acts
    }

    /// The mark of all that stand out together, the same from month to month.
    private static func mark(of alarm: BlanketPolicy.Alarm, _ sign: OutcomeSign) -> Int64 {
        AlikeReasons.mark(of: "\(sign.rawValue)/\(alarm.group)")
    }
}

extension OutcomeSign {
    /// Which of several is said of a decision: the widest of those who decide.
    fileprivate var place: Int {
        switch self {
        case .team: 0
        case .officer: 1
        case .kind: 2
        }
    }
}
