import CaseFile
import Contracts
import Kafka
import Statute

/// One case in memory.
struct CaseSlot {
    let id: CaseID
    let partition: Int32
    var file = CaseFile()
    /// Whether its file holds any entry; a slot is also made for a case of which this instance is the first to write.
    var isKnown = false
    /// Whether it waits to be asked about.
    var isWaiting = false
    /// How many entries were ignored in a row while something of ours was in flight.
    var ignoredInARow: UInt8 = 0
    /// Whether it is not asked about until its file changes or a day begins: what was said of it never counted, or could
    /// not be written.
    var isAside = false
    /// The day on which it is looked at again, as it stands in its partition's agenda.
    var nextLook: Day?
    /// The token of the entry that was written last of those in flight; 0 when there is none.
    var flight: UInt64 = 0
}

/// One partition of `case-files` in memory.
struct PartitionState {
    /// An entry that was acknowledged there and not read back yet.
    struct Acknowledged {
        let offset: Int64
        let token: UInt64
    }

    var book = LogBook()
    /// The offset after the last record that was read.
    var position: Int64 = 0
    /// The first of the positions right before that which hold nothing; nil where a record stands there.
    var emptySince: Int64?
    /// How many records were read before that.
    var records: Int64 = 0
    /// The mark of all records before that, where one is asked for.
    var mark = RecordMark()
    /// Whether the last thing heard of it was its end.
    var isAtEnd = false
    /// Whether its end was reached once.
    var hasBeenRead = false
    /// Whether this instance speaks for it.
    var isOwned = false
    /// Its cases.
    var slots: [Int32] = []
    /// The cases to be asked about, from `nextWaiting` on.
    var waiting: [Int32] = []
    var nextWaiting = 0
    /// The cases to be asked about when that day begins. What a case no longer waits for is dropped when its day comes.
    var agenda: [Int32: [Int32]] = [:]
    /// The last day that was taken from the agenda.
    var lookedAt: Day?
    /// What was written for it and has not been read back, or, of dead letters, acknowledged.
    var flights = 0
    /// Acknowledged and not read back, in the order of their offsets, from `nextAcknowledged` on.
    var acknowledged: [Acknowledged] = []
    var nextAcknowledged = 0
    /// The token of a day that is in flight.
    var dayInFlight: UInt64?
    /// The token of a proof that is in flight.
    var headInFlight: UInt64?
    /// The proof of its records that was reckoned last by whoever reads them again.
    var reckoned: LogBook.Head?
    /// The last offset whose commit was asked for; -1 before the first.
    var committed: Int64 = -1
    /// What could not be read and has not been written to `dead-letters` by this instance.
    var deadLetters: [Write] = []

    /// Whether there is anything to speak about here and now.
    var isReady: Bool { isOwned && isAtEnd && book.began != nil }

    var hasWaiting: Bool { nextWaiting < waiting.count }

    mutating func acknowledge(_ token: UInt64, at offset: Int64) {
        // Kafka acknowledges in the order of the offsets; should it ever not, the place is looked for.
        guard let last = acknowledged.last, last.offset > offset else {
            acknowledged.append(Acknowledged(offset: offset, token: token))
            return
        }
        var place = acknowledged.count
        while place > nextAcknowledged, acknowledged[place - 1].offset > offset { place -= 1 }
        acknowledged.insert(Acknowledged(offset: offset, token: token), at: place)
    }

    /// The token of the next entry that was read back; nil when there is none.
    mutating func takeReadBack() -> UInt64? {
        guard nextAcknowledged < acknowledged.count, acknowledged[nextAcknowledged].offset < position else {
            return nil
        }
        let token = acknowledged[nextAcknowledged].token
        nextAcknowledged += 1
        if nextAcknowledged == acknowledged.count {
            acknowledged.removeAll(keepingCapacity: true)
            nextAcknowledged = 0
        } else if nextAcknowledged == 1024 {
            acknowledged.removeFirst(nextAcknowledged)
            nextAcknowledged = 0
        }
        return token
    }

    mutating func takeWaiting() -> Int32? {
        guard hasWaiting else { return nil }
        let slot = waiting[nextWaiting]
        nextWaiting += 1
        if nextWaiting == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            nextWaiting = 0
        }
        return slot
    }
}

/// Every case and partition as far as they were read: what `SideEffects` may look at.
struct Store: State {
    var slots: [CaseSlot] = []
    private var index = CaseIndex()
    var partitions: [PartitionState]
    let instance: String
    var seconds = 0.0

    init(partitions: Int32, instance: String) {
        self.partitions = Array(repeating: PartitionState(), count: Int(partitions))
        self.instance = instance
    }

    func partition(of id: CaseID) -> Int32 {
        Partitioner.partition(of: id.text, partitions: Int32(partitions.count))
    }

    func file(of id: CaseID) -> CaseFile? {
        guard let slot = slot(of: id), slots[Int(slot)].isKnown else { return nil }
        return slots[Int(slot)].file
    }

    func owns(_ id: CaseID) -> Bool { partitions[Int(partition(of: id))].isReady }

    func log(of partition: Int32) -> LogBook {
        partitions.indices.contains(Int(partition)) ? partitions[Int(partition)].book : LogBook()
    }

    var owned: [Int32] { partitions.indices.filter { partitions[$0].isReady }.map { Int32($0) } }

    func isInFlight(_ id: CaseID) -> Bool {
        slot(of: id).map { slots[Int($0)].flight != 0 } ?? false
    }

    /// The slot of that case; nil when there is none.
    func slot(of id: CaseID) -> Int32? { slot(of: id, hash: Store.hash(of: id)) }

    /// The slot of a case with murmur2 of its reference at hand; nil when there is none.
    func slot(of id: CaseID, hash: UInt32) -> Int32? { index.slot(hash) { slots[Int($0)].id == id } }

    private static func hash(of id: CaseID) -> UInt32 {
        var text = id.text
        return text.withUTF8 { UInt32(bitPattern: Partitioner.murmur2(UnsafeRawBufferPointer($0))) }
    }

    /// The slot of a case, made when there is none.
    mutating func slot(of id: CaseID, in partition: Int32) -> Int32 {
        let hash = Store.hash(of: id)
        return slot(of: id, hash: hash) ?? add(id, hash: hash, in: partition)
    }

    /// Makes the slot of a case that has none.
    mutating func add(_ id: CaseID, hash: UInt32, in partition: Int32) -> Int32 {
        let slot = Int32(slots.count)
        slots.append(CaseSlot(id: id, partition: partition))
        index.add(slot, hash)
        partitions[Int(partition)].slots.append(slot)
        return slot
    }
}
