import Simulation

/// What all seeds so far came to.
struct Sums: Sendable {
    private(set) var runs: UInt64 = 0
    private(set) var caseYears = 0.0
    private(set) var violations = 0
    private var faults = FaultTally()
    private var records = 0
    private var warranted = 0
    private var messages = 0
    private var compared = 0

    mutating func add(_ outcome: RunOutcome) {
        runs += 1
        caseYears += outcome.caseYears
        records += outcome.records
        warranted += outcome.warranted
        messages += outcome.messages
        compared += outcome.wasCompared ? 1 : 0
        violations += outcome.violations.isEmpty ? 0 : 1
        faults.add(outcome.faults)
    }

    /// How often each fault happened.
    var tally: String { Report.faults(faults) }

    /// All but the verdict.
    func details(first: UInt64, seconds: Double) -> String {
        "\(runs) seeds (\(first) to \(first + max(1, runs) - 1)), \(Int(caseYears)) case-years, \(records) records, "
            + "\(warranted) conclusions held against their prefix, \(messages) messages, \(compared) runs held against "
            + "one without faults, \(Int(seconds * 10) / 10) s"
    }

    /// The last line.
    var verdict: String {
        "\(runs) seeds, \(Int(caseYears)) case-years, \(faults.total) faults, \(violations) violations"
    }
}
