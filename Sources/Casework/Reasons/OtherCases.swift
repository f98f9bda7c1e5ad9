/// What a decision's words are held against beside its own case, as far as whoever asks has it at hand.
public struct OtherCases: Sendable {
    /// The reasons of other children's decisions.
    public var reasons: [ReasonsSketch]
    /// Whose name or reference has no place in this child's package.
    public var children: OtherChildren

    /// The most reasons that a decision's are held against: of more, those that were read last.
    public static let mostReasons = 20_000

    /// Nothing is at hand.
    public init(reasons: [ReasonsSketch] = [], children: OtherChildren = OtherChildren()) {
        self.reasons = reasons
        self.children = children
    }
}
