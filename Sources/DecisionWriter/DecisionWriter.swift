public import CaseFile
import Casework
public import Contracts
import DecisionLetters
public import Runtime
public import Statute

/// Answers each decision and each final plan that a coordinator submits: it stands, or it lacks what the law demands.
///
/// The coordinator decides; nothing is weighed here. The first submission that stands unanswered is answered, so that
/// two at once do not make two decisions.
public struct DecisionWriter: Service {
    public let name = ServiceName.decisionWriter

    private let holidays: BankHolidays
    private let models: ReviewModels

    /// With the bank holidays by which the Tribunal's days move, and the councils' models, which may demand more than the
    /// law; a plan of a model that is not among them is held to the law alone, and what was submitted for one whose model is
    /// there and of no use waits: it may lack what that model demands.
    public init(holidays: BankHolidays = .byRuleOnly, models: ReviewModels = ReviewModels()) {
        self.holidays = holidays
        self.models = models
    }

    public var lack: String? { models.lack }

    /// One entry for each submission that waits for its answer.
    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        guard !file.pending.isEmpty, file.plan.map({ models.fault(of: $0, on: day) == nil }) ?? true else { return [] }
        let hand = CaseInHand(id, file, on: day, holidays: holidays, model: model(of: file, on: day))
        var entries: [Entry] = []
        for review in file.reviews {
            if !review.isMade, let submitted = review.submission,
                case .decision(_, let decision)? = file.pending(submitted.key)
            {
                entries.append(answer(decision, submitted, review, in: hand, on: day))
            }
            if !review.isFinalMade, review.finalTold == nil, let submitted = review.finalSubmission,
                case .final(_, let final)? = file.pending(submitted.key)
            {
                entries.append(answer(final, submitted, review, in: hand, on: day))
            }
        }
        return entries
    }

    /// Never: no day that comes changes an answer.
    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }

    private func answer(
        _ decision: DecisionSubmitted, _ submitted: Submission, _ review: Review, in hand: CaseInHand, on day: Day
    ) -> Entry {
        let lacks = hand.demands(of: decision, happened: submitted.happened).map(\.line)
        let reference = submitted.key.reference
        guard lacks.isEmpty, let outcome = decision.outcome else {
            let id = ConclusionID(.decisionRefused, review: review.number, fact: reference)
            return entry(id, .decisionRefused(DecisionRefused(lacks: lacks)), to: submitted, on: day)
        }
        let id = ConclusionID(.decisionMade, review: review.number, fact: reference)
        return entry(id, .decisionMade(DecisionMade(outcome: outcome)), to: submitted, on: day)
    }

    private func answer(
        _ final: FinalSubmitted, _ submitted: Submission, _ review: Review, in hand: CaseInHand, on day: Day
    ) -> Entry {
        let lacks = hand.demands(of: final, happened: submitted.happened).map(\.line)
        let reference = submitted.key.reference
        guard lacks.isEmpty, let outcome = final.outcome else {
            let id = ConclusionID(.finalRefused, review: review.number, fact: reference)
            return entry(id, .finalRefused(FinalRefused(lacks: lacks)), to: submitted, on: day)
        }
        let id = ConclusionID(.finalMade, review: review.number, fact: reference)
        return entry(
            id, .finalMade(FinalMade(outcome: outcome, namesTransfer: final.namesTransfer)), to: submitted, on: day)
    }

    private func model(of file: CaseFile, on day: Day) -> ReviewModel? {
        file.plan.flatMap { models.holding($0, on: day)?.model }
    }

    private func entry(_ id: ConclusionID, _ data: EventData, to submitted: Submission, on day: Day) -> Entry {
        Entry(by: .service(name), recorded: day, because: .submission(submitted.key), events: [Event(id, data)])
    }
}
