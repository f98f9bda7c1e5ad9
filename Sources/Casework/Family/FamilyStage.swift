/// Where a child's review stands, as a family is told.
public enum FamilyStage: String, CaseIterable, Sendable {
    /// Nothing is recorded of the plan.
    case unknown
    /// No review is under way.
    case between
    /// A review was opened, and no meeting is arranged.
    case begun
    /// A meeting is arranged.
    case arranged
    /// The day of the meeting has passed, and nobody recorded that it was held.
    case unrecorded
    /// The meeting was held.
    case deciding
    /// The contact was told that the plan is to be amended.
    case amending
    /// The plan has ended.
    case ended

    /// In plain words, as a sentence.
    public var words: String {
        switch self {
        case .unknown: "We have not recorded the plan yet."
        case .between: "No review is under way."
        case .begun: "A review has begun. The meeting is not arranged yet."
        case .arranged: "The review meeting is arranged."
        case .unrecorded: "The day of the review meeting has passed. Nobody has recorded yet that it was held."
        case .deciding: "The review meeting was held. The council has to decide."
        case .amending: "The council is changing the plan."
        case .ended: "The plan has ended."
        }
    }
}
