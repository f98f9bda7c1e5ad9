public import Contracts
public import Statute

/// One thing to do in a case: who does it, by when, under which rule.
public struct NextStep: Equatable, Sendable {
    /// The review; 0 when it is about the case.
    public let review: UInt8
    /// Who does it.
    public let who: Contracts.Party
    /// What to do, as an order: "decide, and send the letter".
    public let what: String
    /// The last day for it in time; nil when nobody can say.
    public let by: Day?
    /// The rule in words.
    public let rule: String
    /// Whether a family waits, past the statutory day, to be told of a decision.
    public let keepsFamilyWaiting: Bool
    /// Whether it leads to the family's letter of a decision.
    public var tellsFamily = false
    /// Of what one officer is named for, who, by an id that is no name; nil: whoever holds the case.
    public var owner: ActorID?
    /// What else should be seen.
    public var also: [String] = []
}
