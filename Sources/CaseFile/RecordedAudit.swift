public import Contracts
public import Statute

/// An audit of a review, or of the plan, as somebody recorded it.
public struct RecordedAudit: Hashable, Sendable {
    /// The report's key.
    public let key: SubmissionKey
    /// The number of the review; 0: the plan itself.
    public let review: UInt8
    /// Who audited, by an id that is no name; nil where that is no person.
    public let by: ActorID?
    /// The grade that counts: the one that was given instead, or else the one that follows from the marks.
    public let grade: Grade
    /// Whether it is not the grade that follows from the marks.
    public let isOverridden: Bool
    /// Whether it was made without knowing of another audit of the same.
    public let isBlind: Bool

    init(_ audit: AuditRecorded, key: SubmissionKey, by actor: Actor) {
        self.key = key
        review = audit.review
        if case .person(let person) = actor { by = person.id } else { by = nil }
        grade = audit.given ?? audit.grade
        isOverridden = audit.given.map { $0 != audit.grade } ?? false
        isBlind = audit.blind ?? false
    }
}

/// What an audit asked for.
public struct AuditAction: Hashable, Sendable {
    /// The report's key.
    public let key: SubmissionKey
    /// The number of the review; 0: the plan itself.
    public let review: UInt8
    /// The day on which it was asked for.
    public let asked: Day
    /// Who does it, by an id that is no name; nil where nobody was named.
    public let owner: ActorID?
    /// The day by which it is to be done.
    public let by: Day
    /// The day on which it was done; nil while it was not.
    public let done: Day?
    /// Whether an audit on or after the day on which it was done found that nothing more is to be done.
    public let isWellNow: Bool
}

extension CaseFile {
    /// The audits of that review that stand, in the order of the log; of 0, those of the plan.
    public func audits(of review: UInt8) -> [RecordedAudit] {
        let recorded = auditsRecorded.filter { $0.review == review }
        guard !recorded.isEmpty else { return [] }
        return recorded.filter { audit in submissions.contains { $0.key == audit.key && $0.stands } }
    }

    /// What audits asked for, in the order of the log.
    public var auditActions: [AuditAction] {
        guard !auditsRecorded.isEmpty else { return [] }
        let standing = submissions.filter(\.stands)
        return standing.compactMap { action in
            guard action.kind == .auditActionSet, let by = action.date else { return nil }
            let mark = Submission.mark(of: action.key)
            let done = standing.first { $0.kind == .auditActionDone && $0.answered == mark }?.happened
            let isWellNow = done.map { done in
                auditsRecorded.contains { audit in
                    audit.review == action.review && !audit.grade.needsWork
                        && standing.contains { $0.key == audit.key && $0.happened >= done }
                }
            }
            var owner: ActorID?
            if case .auditActionSet(let data)? = serviceWords[action.key] { owner = data.owner }
            return AuditAction(
                key: action.key, review: action.review, asked: action.happened, owner: owner, by: by, done: done,
                isWellNow: isWellNow ?? false)
        }
    }
}
