import Arguments
import Contracts
package import Kafka
import Runtime

/// What the files of a backup hold, read once from end to end, held against the manifest.
struct BackupContents {
    /// A key of one partition.
    struct Key: Hashable {
        let partition: Int32
        let key: [UInt8]
    }

    /// Of each topic that was asked for: where the last record of each key stands, and whether it holds anything.
    private(set) var last: [Topic: [Key: (offset: Int64, isThere: Bool)]] = [:]
    /// How many records there are.
    private(set) var records = 0

    /// The topics, as far as this version knows them; throws for one that it does not know.
    static func topics(of manifest: BackupManifest, in folder: BackupFolder) throws(CommandError) -> [Topic] {
        var topics: [Topic] = []
        for part in manifest.topics {
            guard let topic = Namespace.none.topic(named: part.topic) else {
                throw CommandError(
                    "\(folder.path) holds a topic that this version does not know, \(part.topic): use the version that made "
                        + "it, or a newer one")
            }
            topics.append(topic)
        }
        return topics
    }

    /// Reads all files; throws with the place of what is damaged. `noting` the last record of each key of those topics.
    init(
        _ manifest: BackupManifest, in folder: BackupFolder, noting keys: Set<Topic> = [], progress: inout Progress,
        _ body: (Topic, StoredRecord) throws -> Void = { _, _ in }
    ) throws {
        for topic in try BackupContents.topics(of: manifest, in: folder) {
            guard let part = manifest.part(topic) else { continue }
            var walk = Walk(part, of: topic)
            for segment in part.segments {
                try SegmentFile.read(segment, in: folder) { record in
                    do {
                        try walk.pass(record)
                    } catch {
                        throw CommandError("\(folder.path)/\(segment.file) does not fit the manifest: \(error)")
                    }
                    if keys.contains(topic), let key = record.key {
                        last[topic, default: [:]][Key(partition: record.partition, key: key)] = (
                            record.offset, record.value != nil
                        )
                    }
                    try body(topic, record)
                    records += 1
                    progress.update(records)
                }
            }
            do {
                try walk.end()
            } catch {
                throw CommandError("\(folder.path)/\(BackupManifest.file) does not fit its files: \(error)")
            }
        }
    }

    /// The gaps of the case files as ranges, by partition.
    static func ranges(_ part: BackupManifest.TopicPart) -> [Int32: [ClosedRange<Int64>]] {
        var ranges: [Int32: [ClosedRange<Int64>]] = [:]
        for partition in part.partitions {
            for gap in partition.gaps {
                if let last = ranges[partition.partition]?.last, last.upperBound == gap - 1 {
                    ranges[partition.partition]?.removeLast()
                    ranges[partition.partition, default: []].append(last.lowerBound...gap)
                } else {
                    ranges[partition.partition, default: []].append(gap...gap)
                }
            }
        }
        return ranges
    }

    /// One topic, record by record.
    private struct Walk {
        private let part: BackupManifest.TopicPart
        private let topic: Topic
        private var places: LogPlaces?
        private var heads: [RecordHead]
        private var next: [Int64]

        init(_ part: BackupManifest.TopicPart, of topic: Topic) {
            self.part = part
            self.topic = topic
            let ends = part.partitions.map(\.next)
            heads = Array(repeating: RecordHead(), count: ends.count)
            next = Array(repeating: 0, count: ends.count)
            if topic == .caseFiles {
                // Those that the run found empty, and took, may be.
                places = LogPlaces(
                    LogReader.Extent(.caseFiles, starts: Array(repeating: 0, count: ends.count), ends: ends),
                    known: BackupContents.ranges(part))
            }
        }

        mutating func pass(_ record: StoredRecord) throws {
            let partition = Int(record.partition)
            guard part.partitions.indices.contains(partition) else {
                throw CommandError("a record is of partition \(partition), of \(part.partitions.count)")
            }
            // A key that had gone is noted with the end of its partition, and takes no place.
            guard record.kind == .record else { return }
            guard record.offset >= next[partition], record.offset < part.partitions[partition].next else {
                throw CommandError(
                    "a record of partition \(partition) is at \(record.offset), expected between \(next[partition]) and "
                        + "\(part.partitions[partition].next)")
            }
            next[partition] = record.offset + 1
            guard topic == .caseFiles else { return }
            try places?.pass(record.partition, record.offset)
            heads[partition].add(record)
        }

        mutating func end() throws {
            guard topic == .caseFiles else { return }
            try places?.end()
            for (index, partition) in part.partitions.enumerated() {
                guard partition.head == heads[index] else {
                    throw CommandError("partition \(index) of the case files has another head than the manifest says")
                }
                let gaps = places?.gaps.filter { Int($0.partition) == index }.map(\.offset) ?? []
                guard partition.gaps == gaps else {
                    throw CommandError("partition \(index) of the case files has other gaps than the manifest says")
                }
            }
        }
    }
}

extension RecordHead {
    /// Adds a record as a backup keeps it.
    mutating func add(_ record: StoredRecord) {
        func add(_ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) {
            self.add(key: key, value: value, headers: record.headers)
        }
        func withValue(_ key: UnsafeRawBufferPointer?) {
            guard let value = record.value else { return add(key, nil) }
            value.withUnsafeBytes { add(key, $0) }
        }
        guard let key = record.key else { return withValue(nil) }
        key.withUnsafeBytes { withValue($0) }
    }

    /// Adds a record that was read.
    package mutating func add(_ record: borrowing RecordView) {
        add(
            key: record.key, value: record.value, headers: record.headers.map { RecordHeader($0.name, $0.value) })
    }
}
