import Contracts
import Runtime

/// The cases with messages to send: in line to be looked at, in this instance's hand, or held until sending may go on.
struct CasesInLine {
    /// A case of which this instance claimed messages, or is about to.
    struct InHand {
        var id: CaseID
        var partition: Int32
        /// How many messages, by the place of the channel by which they are to leave.
        var messages: [Int]
    }

    /// Cases that were not looked at since something changed, in the order of the log.
    private var queues: [Int32: CaseQueue] = [:]
    private var hand: [InHand] = []
    /// The same, to find one by its id.
    private var handed: Set<CaseID> = []
    /// Cases in hand of which nothing is to be done until a channel answers, or something of them changes.
    private var parked: [CaseID: InHand] = [:]
    /// Messages in hand, by the place of their channel.
    private var counts: [Int]
    /// Cases with a message for a channel that takes none at present, by its place.
    private var aside: [[Int32: CaseQueue]]
    /// Cases whose messages may not leave: not released, or paused.
    private var held: [Int32: Set<CaseID>] = [:]
    /// Cases to look at again whose partition is known when the sender acts.
    private var woken: [CaseID] = []

    /// A line before so many channels.
    init(channels: Int) {
        counts = Array(repeating: 0, count: channels)
        aside = Array(repeating: [:], count: channels)
    }

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
        // What was handed over may have to be taken back.
        for item in parked.values.filter({ $0.partition == partition }).sorted(by: { $0.id < $1.id }) {
            _ = takeUp(item.id)
        }
    }

    // MARK: The hand

    /// How many messages this instance has in hand for the channel at that place.
    func messagesInHand(_ channel: Int) -> Int { counts[channel] }

    /// Whether that case is in hand, and looked at in every turn.
    func isInHand(_ id: CaseID) -> Bool { handed.contains(id) }

    /// Takes all that is in hand out of it; each is put back by `put` or `park` as long as something of it remains.
    mutating func takeHand() -> [InHand] {
        for item in hand { count(item, -1) }
        defer {
            hand.removeAll(keepingCapacity: true)
            handed.removeAll(keepingCapacity: true)
        }
        return hand
    }

    /// Puts a case into the hand.
    mutating func put(_ item: InHand) {
        count(item, 1)
        hand.append(item)
        handed.insert(item.id)
    }

    /// Puts a case aside within the hand: channels have all of it.
    mutating func park(_ item: InHand) {
        count(item, 1)
        parked[item.id] = item
    }

    /// The case is looked at now, parked or not.
    mutating func unpark(_ id: CaseID) {
        if let item = parked.removeValue(forKey: id) { count(item, -1) }
    }

    /// A channel answered for that case, or it changed: it is looked at in the next turn. False when it is not in hand.
    mutating func takeUp(_ id: CaseID) -> Bool {
        guard let item = parked.removeValue(forKey: id) else { return isInHand(id) }
        count(item, -1)
        put(item)
        return true
    }

    /// All that is parked is looked at in the next turn.
    mutating func takeUpAll() {
        for id in parked.keys.sorted() { _ = takeUp(id) }
    }

    private mutating func count(_ item: InHand, _ sign: Int) {
        for (channel, messages) in item.messages.enumerated() { counts[channel] += sign * messages }
    }

    // MARK: Channels that take nothing

    /// That case has a message for a channel that takes none at present.
    mutating func set(_ id: CaseID, aside channel: Int, in partition: Int32) {
        aside[channel][partition, default: CaseQueue()].append(id)
    }

    /// Brings at most so many cases back into line that waited for that channel.
    mutating func bringBack(_ channel: Int, in partition: Int32, most: Int) {
        guard most > 0, var queue = aside[channel].removeValue(forKey: partition) else { return }
        var count = 0
        while count < most, let id = queue.popFirst() {
            self.queue(id, in: partition)
            count += 1
        }
        if !queue.isEmpty { aside[channel][partition] = queue }
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
            && !parked.values.contains { $0.partition == partition } && aside.allSatisfy { $0[partition] == nil }
    }
}
