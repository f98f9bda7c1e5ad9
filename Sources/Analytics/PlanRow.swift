public import CaseFile
public import Contracts
public import Statute

/// One plan: what its file shows now, in the days and words that the figures count.
public struct PlanRow: Hashable, Sendable {
    /// The case, by the council's reference: a pseudonym, which never leaves the read model.
    public var id: CaseID
    /// The day the plan was first made.
    public var made: Day?
    /// The day the council sent its last decision (CYC-2).
    public var reviewed: Day?
    /// The day the plan ended; nil while it is maintained.
    public var ended: Day?
    /// The last day for the next review to be complete; nil when it is unknown.
    public var due: Day?
    /// The transfer between phases that is due next.
    public var transfer: TransferPhase?
    /// The calendar year of that transfer.
    public var transferYear: Int?
    /// The day from which the setting after the transfer is named; nil while it is not.
    public var namedOn: Day?
    /// The last completed review: of those in this file, the one told last.
    public var last: LastReview?

    /// The last completed review, as the DfE's return asks for it.
    public struct LastReview: Hashable, Sendable {
        /// The day the family was told.
        public var told: Day
        /// The day of its meeting.
        public var held: Day?
        /// What was decided.
        public var outcome: Outcome?
    }
}

extension PlanRow {
    /// The row of that file; nil while nothing is known of a plan.
    public init?(_ file: CaseFile, of id: CaseID) { self.init(file, file.reviews, of: id) }

    /// The row of that file, whose reviews are these.
    init?(_ file: CaseFile, _ reviews: [Review], of id: CaseID) {
        guard let plan = file.plan else { return nil }
        self.id = id
        made = file.planMade
        reviewed = file.lastReviewed
        ended = file.ended
        due = file.reviewDue
        transfer = plan.transfer
        transferYear = plan.transferYear.map { Int($0) }
        namedOn = file.isTransferNamed ? file.transferNamedOn : nil
        for review in reviews where review.isComplete {
            guard let told = review.told, told >= last?.told ?? Day(number: .min) else { continue }
            last = LastReview(told: told, held: review.held, outcome: review.outcome)
        }
    }
}
