public import Contracts
public import Statute

// What is not obvious here:
//
// - A paper stays withdrawn whatever becomes of the report that says so: its bytes are erased, and nobody brings them back.
// - What was decided by a report that names it still stands. Whether it may is for a person to say.

/// A paper that does not belong in this file and is shown, enclosed and exported nowhere any more.
public struct WithdrawnDocument: Hashable, Sendable {
    /// The key of the report that says so.
    public let key: SubmissionKey
    /// The day on which somebody became aware of it.
    public let aware: Day
    /// The day on which that was recorded.
    public let recorded: Day
    /// What the paper was kept for.
    public let role: DocumentRole
    /// The paper.
    public let document: DocumentHash
    /// Why it does not belong here.
    public let ground: WithdrawalGround
    /// Of another child's paper, whose it is, where that is known.
    public let belongs: CaseID?
    /// The reports that name it.
    public let reports: [SubmissionKey]

    /// The last day for the report of the breach (INF-1); nil of a paper of this child.
    public var reportBy: Day? { ground == .anotherChild ? aware + Statute.Limit.breachDays : nil }
}

extension CaseFile {
    /// The papers that were withdrawn, in the order of the file.
    public var withdrawnDocuments: [WithdrawnDocument] {
        guard !withdrawals.isEmpty else { return [] }
        let said = withdrawals
        return submissions.compactMap { report in
            guard let data = said[report.key] else { return nil }
            return WithdrawnDocument(
                key: report.key, aware: report.happened, recorded: report.recorded, role: data.role,
                document: data.document, ground: data.ground, belongs: data.belongs, reports: data.reports ?? [])
        }
    }

    /// Whether somebody had this family told of that paper.
    public func isFamilyToBeTold(of paper: WithdrawnDocument) -> Bool {
        submissions.contains {
            $0.kind == .paperNotYours && $0.stands && $0.answered == Submission.mark(of: paper.key)
        }
    }

    /// The paper of another child of which that report has the family told; nil of another report.
    public func withdrawal(toldBy report: Submission) -> WithdrawnDocument? {
        guard report.kind == .paperNotYours else { return nil }
        return withdrawnDocuments.first { Submission.mark(of: $0.key) == report.answered }
    }

    /// Whether that paper of the case was withdrawn.
    public func isWithdrawn(_ role: DocumentRole, _ document: DocumentHash) -> Bool {
        withdrawals.values.contains { $0.role == role && $0.document == document }
    }
}
