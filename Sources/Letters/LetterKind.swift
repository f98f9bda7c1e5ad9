/// The letters that carry a family's rights.
public enum LetterKind: String, CaseIterable, Hashable, Sendable {
    /// The plan stays as it is.
    case decisionMaintain = "decision-maintain"
    /// The plan is to be amended: the decision and the amendment notice in one.
    case decisionAmend = "decision-amend"
    /// The plan is to end.
    case decisionCease = "decision-cease"
    /// The amended plan, final.
    case finalPlan = "final-plan"
    /// After an amendment notice: not to amend after all.
    case notAmended = "not-amended"

    /// Whether the family may appeal from the day on which it is sent. From a decision to amend they cannot; the right
    /// comes with what follows it.
    public var carriesAppeal: Bool { self != .decisionAmend }
}
