import CaseFile
import Contracts
import Kafka
import Runtime
import Statute

/// `case-files` and the other topics in memory, and instances of services around it: what the driver does with Kafka,
/// one step at a time.
struct VirtualLog {
    struct Record {
        var key: [UInt8]?
        var value: [UInt8]?
    }

    /// One running instance.
    struct Instance {
        var loop: Loop
        /// What it asked for and was not carried out.
        var pending: [Effect] = []
        /// Acknowledged, but not told yet.
        var acknowledged: [(token: UInt64, offset: Int64)] = []
        var committed: [Int32: Int64] = [:]
        var seconds = 0.0
    }

    /// The name of every log that has no other.
    static let name = LogName(high: 1, low: 2)

    var partitions: [[Record]]
    var writes: [Write] = []

    init(partitions: Int = 2) { self.partitions = Array(repeating: [], count: partitions) }

    /// A log that has begun on that day.
    static func begun(partitions: Int = 2, on day: Day, calendar: LogCalendar = .rehearsal) -> VirtualLog {
        var log = VirtualLog(partitions: partitions)
        for partition in 0..<partitions {
            log.append(VirtualLog.began(partitions: partitions, on: day, calendar: calendar), to: Int32(partition))
        }
        log.begin(day)
        return log
    }

    static func began(
        partitions: Int, on day: Day, calendar: LogCalendar = .rehearsal, council: String = "bromley",
        log: LogName = VirtualLog.name
    ) -> Entry {
        let began = LogBegan(calendar: calendar, partitions: partitions, council: council, log: log)
        return Entry(
            by: anOperator, recorded: day, events: [Event(ConclusionID(.logBegan), .logBegan(began))])
    }

    mutating func begin(_ day: Day) {
        for partition in partitions.indices { append(VirtualLog.dayBegan(day), to: Int32(partition)) }
    }

    static func dayBegan(_ day: Day) -> Entry {
        Entry(
            by: .service(.scheduler), recorded: day,
            events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))])
    }

    func partition(of id: CaseID) -> Int32 { Partitioner.partition(of: id.text, partitions: Int32(partitions.count)) }

    @discardableResult
    mutating func append(_ entry: Entry, to partition: Int32, key: String = "log") -> Int64 {
        append(Record(key: Array(key.utf8), value: json(entry)), to: partition)
    }

    @discardableResult
    mutating func append(_ entry: Entry, of id: CaseID) -> Int64 {
        append(entry, to: partition(of: id), key: id.text)
    }

    @discardableResult
    mutating func append(_ record: Record, to partition: Int32) -> Int64 {
        partitions[Int(partition)].append(record)
        return Int64(partitions[Int(partition)].count - 1)
    }

    /// The entries of a case, as they stand in the log.
    func entries(of id: CaseID) -> [Entry] {
        partitions[Int(partition(of: id))].compactMap { record in
            guard record.key == Array(id.text.utf8), let value = record.value else { return nil }
            return try? Entry.read(value)  // What cannot be read is no entry.
        }
    }

    // MARK: Steps of one instance

    /// Gives the instance all that it has not read, up to `limit` records a partition, and the ends it reaches.
    func feed(_ instance: inout Instance, limit: Int = .max) {
        for (index, records) in partitions.enumerated() {
            let from = Int(instance.loop.partitions[index].position)
            var position = from
            while position < min(records.count, from.addingReportingOverflow(limit).overflow ? .max : from + limit) {
                records[position].key.withBytes { key in
                    records[position].value.withBytes { value in
                        instance.loop.read(
                            partition: Int32(index), offset: Int64(position), key: key, value: value)
                    }
                }
                position += 1
            }
            if position == records.count { instance.loop.reachedEnd(Int32(index), end: Int64(records.count)) }
        }
    }

    /// One turn of the instance; what it wants is kept in `pending`.
    func turn(_ instance: inout Instance, civil: Day? = nil, evidence: TimeEvidence = .none) {
        while instance.loop.turn(seconds: instance.seconds, civil: civil, evidence: evidence) {
            instance.pending += instance.loop.takeEffects()
        }
        instance.pending += instance.loop.takeEffects()
    }

    /// Carries out what is pending. Acknowledgements are kept, unless `acknowledges` tells them at once.
    mutating func carryOut(_ instance: inout Instance, acknowledges: Bool = true) {
        for effect in instance.pending {
            switch effect {
            case .append(let partition, let key, let value, let token):
                let offset = append(Record(key: Array(key.utf8), value: value), to: partition)
                instance.acknowledged.append((token, offset))
            case .write(let write, let token):
                writes.append(write)
                instance.acknowledged.append((token, Int64(writes.count - 1)))
            case .commit(let offsets):
                for (partition, offset) in offsets { instance.committed[partition] = offset }
            }
        }
        instance.pending = []
        if acknowledges { acknowledge(&instance) }
    }

    func acknowledge(_ instance: inout Instance) {
        for (token, offset) in instance.acknowledged { instance.loop.delivered(token, offset: offset) }
        instance.acknowledged = []
    }

    /// Runs one instance until nothing changes any more.
    mutating func settle(_ instance: inout Instance, civil: Day? = nil, evidence: TimeEvidence = .none) {
        for _ in 0..<1000 {
            let before = (partitions.map(\.count), writes.count, instance.loop.counts)
            feed(&instance)
            turn(&instance, civil: civil, evidence: evidence)
            carryOut(&instance)
            instance.seconds += 1
            if before == (partitions.map(\.count), writes.count, instance.loop.counts) { return }
        }
    }

    var allPartitions: Set<Int32> { Set(partitions.indices.map { Int32($0) }) }
}

extension [UInt8]? {
    /// Lends the bytes, or nil.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer?) -> R) -> R {
        guard let self else { return body(nil) }
        return self.withUnsafeBytes { body($0) }
    }
}
