public import Contracts
public import Statute

/// That somebody set down, before a pilot started, how it will be judged.
public struct PilotCommitment: Hashable, Sendable {
    /// The pilot, as its file in `seeds/pilots` is named.
    public let pilot: String
    /// Who, by an id that is no name.
    public let by: ActorID
    /// The day on which it was said.
    public let said: Day
    /// The first day that is judged.
    public let from: Day
    /// The day on which the result is published.
    public let published: Day
    /// The SHA-256 of the file.
    public let sha256: DocumentHash

    /// As many as count in the life of a log: a few pilots in a decade.
    static let most = 1_000

    init(_ data: PilotCommitted, by: ActorID, on said: Day) {
        pilot = data.pilot
        self.by = by
        self.said = said
        from = data.from
        published = data.published
        sha256 = data.sha256
    }
}
