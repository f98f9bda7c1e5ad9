package import CaseFile
import Casework
import Contracts
package import Statute

/// What somebody should look at in the rows of `plans.csv`: what is found of each case as it is after the import, and what many
/// rows have in common.
package struct PlanLooks {
    private var looks: [(line: Int, id: CaseID, what: What)] = []
    /// The lines of children whose school may end with their year group.
    private var lastYears: [Int] = []

    /// What somebody should look at: a finding of the case, or what the row says by a column that is no longer taken.
    private enum What {
        case found(Finding)
        case said(String)
    }

    /// Nothing was looked at yet.
    package init() {}

    /// Looks at a row, and at the file of its case as it is after the import.
    package mutating func take(_ row: PlanRow, _ file: CaseFile, on today: Day) {
        for said in row.notTaken { looks.append((row.line, row.id, .said(said))) }
        let hand = CaseInHand(row.id, file, on: today)
        var found = hand.standing
        if row.review.isKnown, let review = file.latestReview { found += hand.standing(of: review) }
        looks += found.map { (row.line, row.id, .found($0)) }
        if file.unwrittenTransfer(on: today) == nil, file.possibleTransfer(on: today) != nil {
            lastYears.append(row.line)
        }
    }

    /// All of them, in the order of the file; what many rows have in common is said once.
    package func all(of file: String) -> [RowProblem] {
        let each = looks.map { look in
            switch look.what {
            case .found(let finding): RowProblem(file: file, line: look.line, finding, of: look.id)
            case .said(let said):
                RowProblem(file: file, line: look.line, column: nil, reason: "\(look.id): \(said)")
            }
        }
        guard let first = lastYears.first else { return each }
        let reason =
            "in \(Lines.named(lastYears)) the child is in Year 2, 4 or 8 and transfer_phase is empty: where its school ends with "
            + "that year, a transfer follows; write which, or \(PlanColumn.noTransfer)"
        return (each + [RowProblem(file: file, line: first, column: nil, reason: reason)]).sorted { $0.line < $1.line }
    }
}
