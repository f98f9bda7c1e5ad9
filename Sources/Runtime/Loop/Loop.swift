public import Contracts

/// The one loop of every service, without Kafka, clock or threads: it folds what is read, asks what is missing at each
/// partition's end, and says it. The driver feeds it and carries out its effects; so does the simulation.
///
/// What was said is in flight until it is read back and is not said again meanwhile; when its delivery fails it is simply
/// missing again. There is nothing to recover: a start folds the log to its end and asks about every case.
///
/// This file holds what it knows; the others of its folder hold what it does, a job each.
public struct Loop {
    /// An answer of the outside whose records are not acknowledged yet: its entries wait for them.
    struct Answer {
        var records: Int
        var entries: [Effect]
    }

    /// The service's name.
    public var name: ServiceName { service.name }
    /// What was done since the start.
    public internal(set) var counts = LoopCounts()
    /// What is wrong with the record so that what was read is kept as it is from then on; nil while nothing is.
    public internal(set) var fault: RecordFault?
    /// What went wrong last with a record or a case, for people; nil when nothing has since it was taken.
    var trouble: Trouble?

    let service: any Service
    var sideEffects: (any SideEffects)?
    /// Whether the side effects want each record marked as it passes.
    let marksRecords: Bool
    let bounds: LoopBounds
    var dayKeeper: DayKeeper?
    /// What is out of step between the log's days and the clocks, as of the last turn; nil when nothing is.
    public internal(set) var dayConcern: DayKeeper.OutOfStep?
    /// Whether a day waits for a broker to say its time.
    public internal(set) var asksForTime = false
    var store: Store
    var effects: [Effect] = []
    var flights = Flights()
    var entriesInFlight = 0
    var answer: Answer?
    /// The other topics' partitions whose end has not been reached once.
    var unreadTopics: Set<TopicPartition>
    /// The names of logs with which other topics begin.
    var markers: [TopicPartition: LogName] = [:]
    /// Whether something has happened since the outside was last asked to act.
    var hasNews = true
    var lastAct = -Double.infinity
    /// Why the outside could not act, and when it is asked again; nil when it could.
    var failedAct: (why: String, again: Double)?
    /// What is wrong with the settings of topics, as the watch says.
    var settingsFault: RecordFault?
    /// Where more than one position in a row holds nothing.
    var gaps = Gaps()
    /// The positions that an operator said are to be passed over.
    var passedOver = PassedOver()
    /// The partitions of other topics of which a record was read.
    var begun: Set<TopicPartition> = []
    /// How many cases are set aside.
    var casesAside = 0
    /// Why the last of them was.
    var whyAside = ""
    var deadLetters = 0
    var firstPartition = 0

    /// A partition of another topic than `case-files`.
    struct TopicPartition: Hashable {
        let topic: Topic
        let partition: Int32
    }

    /// A loop before the first record.
    ///
    /// - Parameters:
    ///   - partitions: how many `case-files` has.
    ///   - reads: how many partitions each of the outside's topics has.
    ///   - instance: a name that is new at every start.
    public init(
        service: any Service, sideEffects: (any SideEffects)? = nil, partitions: Int32, reads: [Topic: Int32] = [:],
        instance: String, bounds: LoopBounds = LoopBounds(), dayKeeper: DayKeeper? = nil
    ) {
        self.service = service
        self.sideEffects = sideEffects
        marksRecords = sideEffects?.marksRecords ?? false
        self.bounds = bounds
        self.dayKeeper = dayKeeper
        store = Store(partitions: partitions, instance: instance)
        unreadTopics = []
        for (topic, count) in reads {
            for partition in 0..<count { unreadTopics.insert(TopicPartition(topic: topic, partition: partition)) }
        }
    }

    /// The effects since they were last taken, in order; none while it does not speak.
    public mutating func takeEffects() -> [Effect] {
        guard silence == nil else { return [] }
        defer { effects = [] }
        return effects
    }

    /// Whether what is read is folded.
    var isReading: Bool { fault == nil }

    /// From now on this instance speaks for these partitions and no others. No state moves: every case of a partition
    /// gained is asked about.
    public mutating func own(_ partitions: Set<Int32>) {
        for index in store.partitions.indices {
            let isOwned = partitions.contains(Int32(index))
            guard isOwned != store.partitions[index].isOwned else { continue }
            store.partitions[index].isOwned = isOwned
            store.partitions[index].agenda = [:]
            store.partitions[index].lookedAt = nil
            store.partitions[index].committed = -1
            store.partitions[index].waiting = isOwned ? store.partitions[index].slots : []
            store.partitions[index].nextWaiting = 0
            for slot in store.partitions[index].slots {
                store.slots[Int(slot)].isWaiting = isOwned
                store.slots[Int(slot)].nextLook = nil
                takeUp(slot)
            }
            hasNews = true
        }
    }
}
