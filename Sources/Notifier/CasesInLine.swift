import Contracts
import Runtime

/// The cases with messages to send: in line to be looked at, in this instance's hand, or held until sending may go on.
struct CasesInLine {
    /// A case of which this instance claimed messages, or is about to.
    struct InHand {
        var id: CaseID
        var partition: Int32
        var messages: Int
    }

    /// Cases that were not looked at since something changed, in the order of the log.
    private var queues: [Int32: CaseQueue] = [:]
    private var hand: [InHand] = []
    /// The same, to find one by its id.
    private var handed: Set<CaseID> = []
    /// Cases whose messages may not leave: not released, or paused.
    private var held: [Int32: Set<CaseID>] = [:]
    /// Cases to look at again whose partition is known when the sender acts.
    private var woken: [CaseID] = []

    /// Something about that case changed.
    mutating func queue(_ id: CaseID, in partition: Int32) { queues[partition, default: CaseQueue()].append(id) }

    /// What those cases waited for came.
    mutating func wake(_ cases: some Sequence<CaseID>) { woken += cases }

    /// Puts those that were woken in line.
    mutating func placeWoken(_ state: any State) {
        for id in woken { queue(id, in: state.partition(of: id)) }
        woken.removeAll(keepingCapacity: true)
    }

    /// Nothing of that case may leave before `release`.
    mutating func hold(_ id: CaseID, in partition: Int32) { held[partition, default: []].insert(id) }

    /// Whether messages of that partition may leave has changed.
    mutating func release(_ partition: Int32) {
        for id in (held.removeValue(forKey: partition) ?? []).sorted() { queue(id, in: partition) }
    }

    // MARK: The hand

    /// How many messages this instance has in hand.
    var messagesInHand: Int { hand.reduce(0) { $0 + $1.messages } }

    /// Whether that case is in hand.
    func isInHand(_ id: CaseID) -> Bool { handed.contains(id) }

    /// Takes all that is in hand out of it; each is put back by `put` as long as something of it remains.
    mutating func takeHand() -> [InHand] {
        defer {
            hand.removeAll(keepingCapacity: true)
            handed.removeAll(keepingCapacity: true)
        }
        return hand
    }

    /// Puts a case into the hand.
    mutating func put(_ item: InHand) {
        hand.append(item)
        handed.insert(item.id)
    }

    // MARK: The line

    /// Takes the line of that partition, for `putBack`; nil when nothing is in it.
    mutating func take(_ partition: Int32) -> CaseQueue? { queues.removeValue(forKey: partition) }

    /// What of that partition's line was not looked at, and behind it what must be looked at again.
    mutating func putBack(_ rest: CaseQueue, _ again: CaseQueue, in partition: Int32) {
        var (rest, again) = (rest, again)
        while let id = again.popFirst() { rest.append(id) }
        if !rest.isEmpty { queues[partition] = rest }
    }

    /// Whether nothing of that partition is in line or in hand.
    func isEmpty(_ partition: Int32) -> Bool {
        queues[partition]?.isEmpty ?? true && !hand.contains { $0.partition == partition } && woken.isEmpty
    }
}
