public import Contracts

/// Why nobody may read from this log or write to it as if it were whole, and what to do.
public struct LogDamage: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let faults: [RecordFault]
    /// Whose log it is.
    public let namespace: Namespace

    /// That is wrong with the log in that namespace.
    public init(_ faults: [RecordFault], in namespace: Namespace = .none) {
        self.faults = faults
        self.namespace = namespace
    }

    /// The same, named as in that namespace.
    public func named(in namespace: Namespace) -> LogDamage { LogDamage(faults, in: namespace) }

    /// The first of them in words, and how many more there are.
    public var description: String {
        let most = 8
        var lines = faults.prefix(most).map { "  \($0.finding(in: namespace))" }
        if faults.count > most { lines.append("  and \(faults.count - most) more") }
        let advice =
            faults.allSatisfy(\.isSetting)
            ? "Put the settings right (annual-review topics names the commands), and look whether anything was lost: "
                + "annual-review check."
            : LogDamage.advice
        return "the log cannot be relied on:\n\(lines.joined(separator: "\n"))\n\(advice)"
    }

    /// What to do about a log that has lost something.
    public static let advice =
        "Nothing was read from it or written to it. Leave the services running and the brokers' data as they are, begin, "
        + "alter and delete nothing, and find out what happened; then restore a backup (annual-review restore --help)."
}
