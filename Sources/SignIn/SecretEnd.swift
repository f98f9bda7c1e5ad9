/// When this program's secret at the identity provider ends, as whoever made it there was told: after that day nobody can
/// sign in, so it is said weeks before.
public struct SecretEnd: Sendable, Equatable {
    /// How many days before the end it is said.
    public static let warnDays = 42

    /// The day number on which it ends, counted as `Statute.Day` counts.
    public let day: Int

    public init(day: Int) { self.day = day }

    /// What is to be said on `today`; nil while there is time.
    public func alarm(today: Int) -> String? {
        let left = day - today
        switch left {
        case ...0:
            return
                "the secret at the identity provider has ended: nobody can sign in with it; make a new one there and set it"
        case 1...Self.warnDays:
            return
                "the secret at the identity provider ends in \(left) \(left == 1 ? "day" : "days"): make a new one there, "
                + "set it, and say when that ends"
        default: return nil
        }
    }
}
