package import CaseFile
import Casework
import Contracts
package import Statute

/// What somebody should look at in the rows of `plans.csv`: what is found of each case as it is after the import, and what many
/// rows have in common.
package struct PlanLooks {
    private var looks: [(line: Int, reason: String)] = []
    /// The lines of children whose school may end with their year group.
    private var lastYears: [Int] = []

    /// Nothing was looked at yet.
    package init() {}

    /// Looks at a row, and at the file of its case as it is after the import.
    package mutating func take(_ row: PlanRow, _ file: CaseFile, on today: Day) {
        for said in row.notTaken { looks.append((row.line, "\(row.id): \(said)")) }
        let hand = CaseInHand(row.id, file, on: today)
        var found = hand.standing
        if row.review.isKnown, let review = file.latestReview { found += hand.standing(of: review) }
        // A file speaks of cases under many models: what is found is said in nobody's own words.
        for finding in found {
            let cell =
                finding.code == .transferUnwritten ? "; in this file transfer_phase, or \(PlanColumn.noTransfer)" : ""
            looks.append((row.line, "\(row.id): \(finding.sentence(in: ModelWords()))\(cell)"))
        }
        if file.unwrittenTransfer(on: today) == nil, file.possibleTransfer(on: today) != nil {
            lastYears.append(row.line)
        }
    }

    /// All of them, in the order of the file; what many rows have in common is said once.
    package var all: [(line: Int, reason: String)] {
        guard let first = lastYears.first else { return looks }
        let reason =
            "in \(Lines.named(lastYears)) the child is in Year 2, 4 or 8 and transfer_phase is empty: where its school ends with "
            + "that year, a transfer follows; write which, or \(PlanColumn.noTransfer)"
        return (looks + [(first, reason)]).sorted { $0.line < $1.line }
    }
}
