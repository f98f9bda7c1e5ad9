import Contracts
import Notifier
import Runtime

/// One process of one service, as the run sees it: its loop, what it has read and what is under way to it.
final class Instance {
    /// An answer of the broker on its way.
    struct Answer {
        var token: UInt64
        /// The offset; nil: it failed.
        var offset: Int64?
        var second: Double
    }

    /// Where an instance stands.
    enum Status: Equatable {
        case running
        case asleep(until: Double)
        case dead
    }

    let service: ServiceName
    let name: String
    /// Which of its service's processes it is; a restart takes its place.
    let seat: Int
    var loop: Loop
    var status = Status.running
    /// The next offsets of `case-files`.
    var positions: [Int64]
    /// The same of the other topics that it reads.
    var otherPositions: [Topic: [Int]]
    /// Their version when all of them was read.
    var othersRead = -1
    /// What the loop wants done, from `nextEffect` on.
    var effects: [Effect] = []
    var nextEffect = 0
    /// The broker's answers under way, in the order in which they were given.
    var answers: [Answer] = []
    /// The partitions for which it believes to speak.
    var speaks: Set<Int32> = []
    /// The partitions that the group gave it, and when it hears of that.
    var given: (partitions: Set<Int32>, second: Double)?
    /// The positions that it committed.
    var committed: [Int64]
    /// Partitions whose commit was refused, and when that is tried again.
    var commitsAgain: (partitions: [Int32], second: Double)?
    /// The partition's end at which it last was, truly.
    var ends: [Int64]
    /// Every such end: what it says must rest on one of them.
    var allEnds: [Set<Int64>]
    /// Partitions of which it gets nothing until then.
    var lags: [Int: Double] = [:]
    /// Days by which its host's clock is off.
    var daysOff = 0
    /// Whether it may catch up with missed days.
    var catchesUp = false
    /// Whether the last cycle changed anything.
    var isBusy = true
    /// Whether its loop is being run now: it stands in the middle of a step.
    var isInside = false
    /// Whether it dies in the middle of that step.
    var isDying = false
    /// The log's version and the civil day at its last look.
    var lookedAt = (version: -1, day: Int32.min)
    /// When it looks again although nothing happened, because its outside is not at rest.
    var looksAgain: Double?
    let memory = MutantMemory()
    /// What it knows of `documents`.
    var documents: DocumentIndex?
    /// Of the notifier, its way to the provider.
    var post: (courier: Courier, desk: ChannelDesk)?

    init(service: ServiceName, name: String, seat: Int, loop: Loop, reads: [Topic], partitions: Int) {
        self.service = service
        self.name = name
        self.seat = seat
        self.loop = loop
        positions = Array(repeating: 0, count: partitions)
        committed = Array(repeating: -1, count: partitions)
        ends = Array(repeating: -1, count: partitions)
        allEnds = Array(repeating: [], count: partitions)
        otherPositions = Dictionary(
            uniqueKeysWithValues: reads.map { ($0, Array(repeating: 0, count: partitions)) })
    }

    var hasEffects: Bool { nextEffect < effects.count }

    func takeEffect() -> Effect? {
        guard hasEffects else { return nil }
        let effect = effects[nextEffect]
        nextEffect += 1
        if nextEffect == effects.count {
            effects.removeAll(keepingCapacity: true)
            nextEffect = 0
        }
        return effect
    }
}
