public import Contracts
public import Statute

/// That somebody committed to a secret for the draw of a period's audits, before the period began.
public struct AuditCommitment: Hashable, Sendable {
    /// Who, by an id that is no name.
    public let by: ActorID
    /// The first day of the period.
    public let from: Day
    /// Its last day.
    public let until: Day
    /// The SHA-256 of the secret.
    public let sha256: DocumentHash
    /// The secret, once it was revealed; whether it is the one is for whoever draws.
    public internal(set) var secret: DocumentHash?

    /// As many as count in the life of a log: a few people, monthly, for decades.
    static let most = 10_000

    init(by: ActorID, from: Day, until: Day, sha256: DocumentHash) {
        self.by = by
        self.from = from
        self.until = until
        self.sha256 = sha256
    }
}
