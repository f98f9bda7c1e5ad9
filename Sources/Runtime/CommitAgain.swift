// What is not obvious here:
//
// - A commit without an answer may be carried out after a later one, in its place; so what stands is committed again
//   for two minutes (`Sources/Runtime/CommitAgain.swift`).

/// When progress is committed again.
///
/// A commit that was refused is asked for again with growing pauses. One that was not answered in time may still be
/// carried out, after a later one and in its place: a broker that was paused finds it in its socket when it goes on. So
/// what stands is then committed again until that can no longer happen.
struct CommitAgain {
    /// After so many seconds a commit without an answer is carried out no more: twice librdkafka's `socket.timeout.ms`.
    static let late = 120.0
    /// How often what stands is committed again meanwhile, in seconds.
    static let every = 2.0

    private var refused: Set<Int32> = []
    private var unanswered: Set<Int32> = []
    private var lateUntil = 0.0
    private var at = Double.infinity
    private var pause = GrowingPause()

    /// A commit of those partitions was refused, or not answered.
    mutating func failed(_ partitions: some Sequence<Int32>, isUnanswered: Bool, at now: Double) {
        refused.formUnion(partitions)
        if isUnanswered {
            unanswered.formUnion(partitions)
            lateUntil = now + CommitAgain.late
        }
        at = now + pause.next()
    }

    /// A commit was carried out.
    mutating func succeeded(at now: Double) {
        pause.reset()
        guard at == .infinity, !unanswered.isEmpty else { return }
        guard now < lateUntil else {
            unanswered = []
            return
        }
        at = now + CommitAgain.every
    }

    /// The partitions whose progress is to be committed again now.
    mutating func due(at now: Double) -> Set<Int32> {
        guard now >= at else { return [] }
        at = .infinity
        defer { refused = [] }
        return refused.union(unanswered)
    }
}
