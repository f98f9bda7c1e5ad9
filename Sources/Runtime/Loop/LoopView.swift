public import CaseFile
public import Contracts
public import Statute

// What there is to see.
extension Loop {
    /// One partition as the loop sees it.
    public struct PartitionView: Sendable, Equatable {
        /// The offset of the next record.
        public var position: Int64
        /// How many records were read before it.
        public var records: Int64
        /// Whether the last thing heard of it was its end.
        public var isAtEnd: Bool
        /// Whether its first record was read.
        public var hasBegun: Bool
        /// The partition's today.
        public var today: Day?
        /// Whether this instance speaks for it.
        public var isOwned: Bool
        /// How many cases it has.
        public var cases: Int
        /// How many cases wait to be asked about.
        public var waiting: Int
        /// What was written and not read back.
        public var inFlight: Int
    }

    /// The partitions.
    public var partitions: [PartitionView] {
        store.partitions.map { partition in
            PartitionView(
                position: partition.position, records: partition.records, isAtEnd: partition.isAtEnd,
                hasBegun: partition.book.began != nil,
                today: partition.book.today, isOwned: partition.isOwned, cases: partition.slots.count,
                waiting: partition.waiting.count - partition.nextWaiting, inFlight: partition.flights)
        }
    }

    /// How many entries are in flight.
    public var inFlight: Int { entriesInFlight }
    /// Whether a record waits for its acknowledgement, and entries wait for it.
    public var awaitsRecords: Bool { answer != nil }
    /// What the service or its outside lacks, or why the outside failed when it was last asked to act; nil when nothing.
    public var lack: String? { sideEffects?.lack ?? failedAct?.why ?? service.lack }
    /// Whether every one of the outside's topics was read to its end once.
    public var hasReadTopics: Bool { unreadTopics.isEmpty }

    /// The case file with that id; nil when there is none.
    public func file(of id: CaseID) -> CaseFile? { store.file(of: id) }
    /// What is true of that partition.
    public func log(of partition: Int32) -> LogBook { store.log(of: partition) }
    /// The cases that are known, in no order.
    public var cases: [CaseID] { store.slots.lazy.filter(\.isKnown).map(\.id) }
}
