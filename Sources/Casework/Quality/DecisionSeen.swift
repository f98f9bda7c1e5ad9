public import Contracts
public import Statute

/// One decision as the quality lead's look at all of them sees it.
public struct DecisionSeen: Sendable {
    /// The case.
    public let id: CaseID
    /// The review.
    public let review: UInt8
    /// Whose decision it is: the coordinator's who decided, by an id that is no name.
    public let officer: ActorID?
    /// The team in which that officer works; nil where nobody said.
    public let team: String?
    /// The kind of review, as people chose it.
    public let kind: ReviewKind
    /// What was decided.
    public let outcome: Outcome
    /// The day of the decision.
    public let day: Day
    /// What is kept of the words of its reasons; nil when they are not at hand.
    public let reasons: ReasonsSketch?

    public init(
        _ id: CaseID, review: UInt8, officer: ActorID?, team: String? = nil, kind: ReviewKind, outcome: Outcome,
        day: Day,
        reasons: ReasonsSketch?
    ) {
        self.id = id
        self.review = review
        self.officer = officer
        self.team = team
        self.kind = kind
        self.outcome = outcome
        self.day = day
        self.reasons = reasons
    }
}
