package import Contracts

extension SubmissionKey {
    /// A key that nobody else makes: of the system's own random bits.
    package static func fresh() -> SubmissionKey {
        var random = SystemRandomNumberGenerator()
        return SubmissionKey(high: random.next(), low: random.next())
    }
}
