/// A stage of education, by year group.
public enum Stage: String, CaseIterable, Sendable {
    case earlyYears, primary, secondary, post16, notRecorded

    /// The stage of that National Curriculum year.
    public init(year: Int?) {
        switch year {
        case nil: self = .notRecorded
        case .some(..<0): self = .earlyYears
        case .some(0...6): self = .primary
        case .some(7...11): self = .secondary
        default: self = .post16
        }
    }
}
