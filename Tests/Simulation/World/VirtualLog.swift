import Contracts
import Kafka

/// The topics in memory: what of Kafka the services rely on, and nothing else.
///
/// **Kept of Kafka:** partitions with one order each, offsets from 0 without gaps, records as bytes that never change;
/// an acknowledgement names the offset; readers go forward from any place at any pace and learn where a partition ends
/// at that moment; compaction of `people`, `children` and `documents` leaves holes where an older record of a key stood; a group's
/// committed offsets are kept and mean nothing else; keys lie where murmur2 puts them.
///
/// **Done to it by the run, as faults:** a record appended twice, or long after its producer was told that it had failed;
/// acknowledgements lost, late, out of order; the broker away; a beginning or an end that is gone.
///
/// **Left out:** replicas, leaders and elections (an acknowledged record stays: that is what `acks=all` without unclean
/// elections gives, and `docs/reliability.md` names the settings), transactions, producer epochs, quotas, batches and
/// compression, the protocol of groups (who believes to own what is the run's to say), retention, timestamps, headers of
/// other topics than `documents`, ACLs and TLS.
struct VirtualLog {
    /// A record; without key and value once compaction took it.
    struct Record {
        var key: [UInt8]?
        var value: [UInt8]?
        var headers: [RecordHeader] = []
        var isHole = false
    }

    /// `case-files`, by partition.
    private(set) var caseFiles: [[Record]]
    /// The other partitioned topics.
    private(set) var people: [[Record]]
    private(set) var children: [[Record]]
    private(set) var documents: [[Record]]
    private(set) var notifications: [[Record]]
    /// The keys of `dead-letters`, with how often each was written.
    private(set) var deadLetters: [String: Int] = [:]
    /// The committed offsets, by group.
    var committed: [String: [Int64]] = [:]
    /// Grows with every record, so that a reader sees at once whether there may be anything new.
    private(set) var version = 0
    /// The same of the other topics alone.
    private(set) var othersVersion = 0

    init(partitions: Int) {
        caseFiles = Array(repeating: [], count: partitions)
        people = caseFiles
        children = caseFiles
        documents = caseFiles
        notifications = caseFiles
    }

    /// How many partitions each topic has.
    var partitions: Int { caseFiles.count }

    func partition(of key: String) -> Int { Int(Partitioner.partition(of: key, partitions: Int32(partitions))) }

    mutating func append(_ record: Record, to partition: Int) -> Int64 {
        version += 1
        caseFiles[partition].append(record)
        return Int64(caseFiles[partition].count - 1)
    }

    /// Appends to another topic than `case-files`; the partition that its key has, unless one is given.
    mutating func append(_ topic: Topic, _ record: Record, partition: Int? = nil) -> Int64 {
        version += 1
        othersVersion += 1
        let place = partition ?? self.partition(of: String(decoding: record.key ?? [], as: UTF8.self))
        switch topic {
        case .people:
            people[place].append(record)
            return Int64(people[place].count - 1)
        case .children:
            children[place].append(record)
            return Int64(children[place].count - 1)
        case .documents:
            documents[place].append(record)
            return Int64(documents[place].count - 1)
        case .notifications:
            notifications[place].append(record)
            return Int64(notifications[place].count - 1)
        default:
            deadLetters[String(decoding: record.key ?? [], as: UTF8.self), default: 0] += 1
            return 0
        }
    }

    /// The partitions of a topic that services read besides `case-files`.
    func records(of topic: Topic) -> [[Record]] {
        switch topic {
        case .people: people
        case .children: children
        case .documents: documents
        default: notifications
        }
    }

    /// Takes what a later record of the same key has replaced, as compaction does.
    mutating func compact() {
        VirtualLog.compact(&people)
        VirtualLog.compact(&children)
        VirtualLog.compact(&documents)
    }

    private static func compact(_ topic: inout [[Record]]) {
        for partition in topic.indices {
            var seen: Set<[UInt8]> = []
            for offset in topic[partition].indices.reversed() where !topic[partition][offset].isHole {
                // A record of a compacted topic has a key: Kafka takes none without.
                if let key = topic[partition][offset].key, !seen.insert(key).inserted {
                    topic[partition][offset] = Record(key: nil, value: nil, isHole: true)
                }
            }
        }
    }

    /// Takes the last records of a partition of `case-files`: what Kafka promises never to do to acknowledged ones.
    mutating func loseEnd(of partition: Int, records: Int) { caseFiles[partition].removeLast(records) }

    func end(of partition: Int) -> Int64 { Int64(caseFiles[partition].count) }
}
