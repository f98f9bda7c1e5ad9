import Metrics
public import Statute

/// A last day for naming the setting after a transfer (PH-1, PH-2).
public struct TransferDeadline: Hashable, Sendable {
    /// The rule: 14 February, or 30 March after secondary school.
    public let rule: RuleID
    /// The calendar year of the transfers.
    public let year: Int
    /// The last day in time.
    public let last: Day

    /// Of each rule: the last such day before the window's end, and the next one.
    static func around(_ window: Window) -> [TransferDeadline] {
        var all: [TransferDeadline] = []
        for phase in [TransferPhase.primaryToSecondary, .secondaryToPost16] {
            let candidates = (window.asAt.year - 1...window.asAt.year + 1).compactMap { year in
                Statute.transferPlanBy(phase, year: year).map {
                    TransferDeadline(rule: phase.rule, year: year, last: $0)
                }
            }
            if let past = candidates.last(where: { $0.last <= window.asAt }) { all.append(past) }
            if let next = candidates.first(where: { $0.last > window.asAt }) { all.append(next) }
        }
        return all.sorted { $0.last < $1.last }
    }

    func isFor(_ transfer: TransferPhase, _ year: Int) -> Bool { transfer.rule == rule && year == self.year }
}
