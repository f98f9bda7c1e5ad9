public import Casework

/// A step as a test reads it, in nobody's own words.
extension NextStep {
    /// What to do.
    public var order: String { what.text(in: ModelWords()) }
    /// Why, with the rule.
    public var reason: String { because.sentence(in: ModelWords()) }
    /// What else should be seen.
    public var remarks: [String] { also.map { $0.sentence(in: ModelWords()) } }
}
