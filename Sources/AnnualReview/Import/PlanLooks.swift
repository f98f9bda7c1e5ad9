import Casework
import CaseFile
import Contracts
import Statute

/// What somebody should look at in the rows of `plans.csv`: what can be true, and what the law asks about it.
struct PlanLooks {
    private var looks: [(line: Int, reason: String)] = []
    /// The lines of children whose school may end with their year group.
    private var lastYears: [Int] = []

    /// Looks at a row, and at the file of its case as it is after the import.
    mutating func take(_ row: PlanRow, _ file: CaseFile, on today: Day) {
        func look(_ reason: String) { looks.append((row.line, reason)) }
        if let transfer = file.unwrittenTransfer(on: today) {
            look(
                "\(row.id) is in \(transfer.after), from which a transfer follows, and transfer_phase is empty: write which it "
                    + "is, or \(PlanColumn.noTransfer); the plan must name the next place by \(transfer.planBy)")
        } else if file.possibleTransfer(on: today) != nil {
            lastYears.append(row.line)
        }
        if let end = file.rightsUnconfirmed(on: today) {
            look(
                "compulsory school age of \(row.id) ended on \(end), and the rights are with \(Words.holders(file)): record who "
                    + "holds them now (\(Statute.rule(.age1).source))")
        }
        guard row.review.isKnown, let review = file.latestReview else { return }
        for (meeting, what) in [(row.review.held, "meeting_held"), (row.review.arranged, "meeting_arranged_for")] {
            guard let meeting, let remark = BankHolidays.byRuleOnly.remark(on: meeting) else { continue }
            look("\(what) \(meeting) is \(remark)")
        }
        if row.review.held == nil, row.review.decided != nil || row.review.final != nil || review.undated != nil {
            look(
                "a decision of \(row.id) is given and no meeting_held: without a meeting there is no review, and its twelve "
                    + "months run on (\(Statute.rule(.mtg1).source))")
        }
        if row.review.decided == nil, row.review.final != nil || review.undated != nil {
            look(
                "what \(row.id) gives of its decision is taken, and the review is not complete until decision_sent is known"
            )
        }
        if let end = file.finalTooSoon(review), let final = review.finalTold {
            look(
                "the final plan of \(row.id) was sent on \(final), before the family's fifteen days had ended on \(end) "
                    + "(\(Statute.rule(.amd2).source)), and no answer of theirs is recorded")
        }
    }

    /// All of them, in the order of the file; what many rows have in common is said once.
    var all: [(line: Int, reason: String)] {
        guard let first = lastYears.first else { return looks }
        let reason =
            "in \(Lines.named(lastYears)) the child is in Year 2, 4 or 8 and transfer_phase is empty: where its school ends with "
            + "that year, a transfer follows; write which, or \(PlanColumn.noTransfer)"
        return (looks + [(first, reason)]).sorted { $0.line < $1.line }
    }
}
