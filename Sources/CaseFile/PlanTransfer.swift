public import Contracts
public import Statute

/// A child who moved in: the plan was transferred from another council, whose days go on to count (SEND Regulations 2014,
/// reg 15).
public struct PlanTransfer: Hashable, Sendable {
    /// The key of the report.
    public let key: SubmissionKey
    /// The day on which the plan was transferred.
    public let happened: Day
    /// The day on which the old council sent the decision of its last review; nil when there was none, or it is not known.
    public let reviewed: Day?
    /// The day on which the old council made the plan (MOV-3); nil when that is not known, or it was reviewed since.
    public let made: Day?
    /// Whether the family was told in writing of the transfer, and when the plan is reviewed (MOV-4): everybody who was to be told
    /// at the time.
    public let isFamilyTold: Bool
    /// Whether this council assesses the needs again (MOV-4).
    public let isReassessing: Bool
}

extension CaseFile {
    /// The latest move into the council's area that stands; nil of a child who did not move in.
    public var movedIn: PlanTransfer? {
        guard let report = transferReport else { return nil }
        return PlanTransfer(
            key: report.key, happened: report.happened, reviewed: report.isOfReview ? report.date : nil,
            made: report.isOfReview ? nil : report.date,
            isFamilyTold: report.isFamilyTold || transfersTold.contains(report.key.reference),
            isReassessing: report.isReassessing)
    }

    private var transferReport: Submission? { submissions.last { $0.kind == .movedIn && $0.stands } }

    /// The latest move, if its letter is out since now: for one contact at least, and it waits for none who is to be told.
    var transferJustTold: Fact? {
        guard messages.contains(where: { $0.id.subject == .tellMovedIn }), let fact = transferReport?.key.reference,
            !transfersTold.contains(fact)
        else { return nil }
        let letters = messages.filter { message in
            message.id.subject == .tellMovedIn && message.id.fact == fact && message.id.contact != nil
        }
        guard letters.contains(where: { $0.sent != nil }) else { return nil }
        let holders = toldHolders.map(\.number)
        let isWaitedFor = letters.contains { message in
            message.sent == nil && holders.contains { $0 == message.id.contact }
        }
        return isWaitedFor ? nil : fact
    }

    /// The day the plan was first made, here or by the council from which it was transferred (MOV-3).
    public var planMade: Day? { plan?.made ?? movedIn?.made }

    /// The last day for the next review by the law: the end of the twelve months (CYC-1, CYC-2), or, of a child who moved in
    /// and whom this council has not reviewed since, the later of that and three months from the transfer (MOV-5). Nil when
    /// no day is known from which it is counted.
    public var reviewDue: Day? {
        guard let transfer = unreviewedTransfer else {
            return Statute.reviewDue(made: planMade, lastReviewed: lastReviewed)
        }
        return Statute.reviewDue(made: planMade, lastReviewed: lastReviewed, transferred: transfer.happened)
    }

    /// The transfer since which no review of this council's own has been complete: until then reg 15 says by when.
    public var unreviewedTransfer: PlanTransfer? {
        guard let movedIn else { return nil }
        return reviews.contains { $0.isComplete && ($0.told ?? movedIn.happened) >= movedIn.happened } ? nil : movedIn
    }
}
