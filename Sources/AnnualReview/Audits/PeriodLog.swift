import CaseFile
import Caseload
import Contracts
import Kafka
import Runtime
import Statute

/// The log as it was when the day after a period's last began: what stood then, and the proof of all records up to there.
struct PeriodLog {
    /// The cases, as they stood.
    private(set) var caseload: Caseload
    /// The proof of each partition, through the record by which the next day began.
    private(set) var heads: [RecordHead]
    private var isOver: [Bool]
    private let until: Day

    init(partitions: Int32, until: Day) {
        caseload = Caseload(partitions: partitions)
        heads = Array(repeating: RecordHead(), count: Int(partitions))
        isOver = Array(repeating: false, count: Int(partitions))
        self.until = until
    }

    /// Adds a record, unless the period is over in its partition.
    mutating func append(
        partition: Int32, position: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: [RecordHeader]
    ) {
        let place = Int(partition)
        guard isOver.indices.contains(place), !isOver[place] else { return }
        heads[place].add(key: key, value: value, headers: headers)
        caseload.append(partition: partition, position: position, key: key, value: value)
        if let today = caseload.logs[place].today, today > until { isOver[place] = true }
    }

    static func read(_ address: LogAddress, until: Day) throws -> PeriodLog {
        let ends = try LogGuard(address).pass().ends
        var log = PeriodLog(partitions: Int32(ends.count), until: until)
        try LogReader(address).readCaseFiles { record in
            log.append(
                partition: record.partition, position: record.offset, key: record.key, value: record.value,
                headers: record.headers.map { RecordHeader($0.name, $0.value) })
        }
        return log
    }
}
