public import Contracts

extension LetterKind {
    /// Whether the family may appeal from the day on which it is sent. From a decision to amend they cannot; the right
    /// comes with what follows it.
    public var carriesAppeal: Bool { self != .decisionAmend }
}
