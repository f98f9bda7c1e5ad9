package import Caseload
import Arguments
import Contracts
import JSON
import Kafka
package import Runtime

/// Writes a backup into empty topics: the case files with their offsets and heads, of each other topic what stands.
package struct RestoreRun {
    private let address: LogAddress
    private let folder: BackupFolder
    private let manifest: BackupManifest
    /// The topics that are written, the case files last: nobody takes a log for whole that is not.
    private let topics: [Topic]
    /// Whether other topics than the case files stay as they are.
    private let isRecordAlone: Bool

    /// A restore of that backup; of the case files alone, where everything beside them is still there.
    package init(_ address: LogAddress, from folder: BackupFolder, recordAlone: Bool) throws {
        guard let manifest = try folder.manifest() else {
            throw CommandError("\(folder.path) holds no backup: it has no \(BackupManifest.file)")
        }
        self.address = address
        self.folder = folder
        self.manifest = manifest
        isRecordAlone = recordAlone
        guard manifest.namespace == address.namespace.word ?? "" else {
            let its = manifest.namespace.isEmpty ? "no namespace" : "the namespace \(manifest.namespace)"
            throw CommandError(
                "\(folder.path) is a backup of a log in \(its): a log stays where it began. Say --namespace as it was then"
            )
        }
        let held = try BackupContents.topics(of: manifest, in: folder)
        guard held.contains(.caseFiles) else { throw CommandError("\(folder.path) holds no case files") }
        topics = held.filter { $0 != .caseFiles && !recordAlone } + [.caseFiles]
    }

    /// Whether the topics can be written into: those that are written empty or not there, the others of this log.
    package func checkTopics() throws {
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let metadata = try admin.metadata()
        let mayMake = try admin.capabilities().contains(.createsTopics)
        for topic in topics {
            let name = address.namespace.topic(topic)
            let count = manifest.part(topic)?.partitions.count ?? 0
            guard let found = metadata.topics[name] else {
                guard mayMake else { throw CommandError("there is no topic \(name), and this broker makes none") }
                continue
            }
            guard Int(found.partitions) == count else {
                throw CommandError(
                    "\(name) has \(found.partitions) partitions, and the backup \(count): delete it, if it is empty, and "
                        + "let the restore make it")
            }
            let ends = try admin.endOffsets(topic: name, partitions: 0..<found.partitions)
            for (partition, end) in ends.enumerated() where end > 0 {
                throw CommandError(
                    "\(name)/\(partition) holds or held \(end) records: a backup goes into new topics alone. Nothing was "
                        + "written. Where they are what is left of a damaged log, keep the brokers' data aside first, then "
                        + "delete the topics; the restore makes them anew")
            }
        }
        guard isRecordAlone else { return }
        let standing = try LogGuard(address).look()
        for (name, topic) in standing.markers where name != manifest.log {
            throw CommandError(
                "\(address.namespace.topic(topic)) belongs to the log \(name), and the backup is of \(manifest.log)")
        }
    }

    /// The cases of the backup, after every file of it was verified.
    package func caseload() throws -> Caseload {
        let total = manifest.topics.flatMap(\.segments).reduce(0) { $0 + $1.records }
        var progress = Progress("verify the backup", total: total)
        var caseload = Caseload(partitions: Int32(manifest.partitions))
        var names: Set<LogName?> = []
        _ = try BackupContents(manifest, in: folder, progress: &progress) { topic, record in
            if topic == .caseFiles {
                RestoreRun.lend(record) {
                    caseload.append(partition: record.partition, position: record.offset, key: $0, value: $1)
                }
            } else if record.kind == .record, let key = record.key, key.elementsEqual(LogMarker.key.utf8) {
                names.insert(record.value.flatMap { $0.withUnsafeBytes { LogMarker.name(in: $0) } })
            }
        }
        for name in names where name != manifest.log {
            throw CommandError(
                "\(folder.path) holds a topic of \(name.map { "the log \($0)" } ?? "no log that this version knows"), "
                    + "and the backup is of \(manifest.log): nothing was written")
        }
        guard caseload.began?.log == manifest.log else {
            throw CommandError("the case files in \(folder.path) do not begin as the log \(manifest.log)")
        }
        return caseload
    }

    /// Lends key and value.
    private static func lend(_ record: StoredRecord, _ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) -> Void)
    {
        func withValue(_ key: UnsafeRawBufferPointer?) {
            guard let value = record.value else { return body(key, nil) }
            value.withUnsafeBytes { body(key, $0) }
        }
        guard let key = record.key else { return withValue(nil) }
        key.withUnsafeBytes { withValue($0) }
    }

    /// What others know that the backup does not.
    package func loss(_ caseload: Caseload, _ outbox: OutboxFolder?, _ model: ReadModelFile?) throws -> Loss {
        var loss = Loss()
        for (path, log) in [(outbox?.path, outbox?.log), (model?.path, model?.log)] {
            guard let path, let log, log != manifest.log else { continue }
            throw CommandError("\(path) belongs to the log \(log), and the backup is of \(manifest.log)")
        }
        if let outbox { loss.add(outbox, against: caseload) }
        if let model { loss.add(model, against: caseload, ends: manifest.ends) }
        guard isRecordAlone else { return loss }
        let ends = manifest.ends
        try LogReader(address).readToEnd(.notifications) { _, _, _, value in
            guard let value else { return }
            do throws(JSONError) {
                let event = try CloudEvent<NotificationRecord>(json: value)
                loss.add(
                    notification: event.id, partition: event.data.partition, offset: event.data.offset, ends: ends)
            } catch {
                // What cannot be read tells of no position; `check` says so.
            }
        }
        return loss
    }

    // MARK: Writing

    /// Makes the topics that are not there, writes, and reads the case files back. Answers how many records were written.
    package func run() throws -> Int {
        try makeTopics()
        var noted = Progress("read the backup", total: total)
        let contents = try BackupContents(
            manifest, in: folder, noting: Set(topics.filter(\.isCompacted)), progress: &noted)
        var settings = Producer.Settings()
        settings.compression = .zstd
        settings.maximumQueuedRecords = LogWriter.mostInFlight
        settings.maximumRecordBytes = Topic.documents.largestRecord
        let producer = try Producer(address.kafka, settings: settings)
        defer { producer.close() }
        var written = 0
        var progress = Progress("restore", total: total)
        for topic in topics {
            let target = try producer.open(topic: address.namespace.topic(topic))
            var writer = Writer(producer, target)
            let part = manifest.part(topic)
            var gaps = part?.partitions.map { $0.gaps[...] } ?? []
            for segment in part?.segments ?? [] {
                try SegmentFile.read(segment, in: folder) { record in
                    written += 1
                    progress.update(written)
                    if topic == .caseFiles {
                        let index = Int(record.partition)
                        while let gap = gaps[index].first, gap < record.offset {
                            try writer.fill(record.partition, gap, near: record.timestamp)
                            gaps[index].removeFirst()
                        }
                        try writer.append(record, at: record.offset)
                    } else if RestoreRun.stands(record, topic, contents) {
                        try writer.append(record, at: nil)
                    }
                }
            }
            for (index, rest) in gaps.enumerated() {
                for gap in rest { try writer.fill(Int32(index), gap, near: part?.partitions[index].last ?? 0) }
            }
            try writer.flush()
        }
        try readBack()
        return written
    }

    private var total: Int {
        topics.compactMap { manifest.part($0) }.flatMap(\.segments).reduce(0) { $0 + $1.records }
    }

    /// Whether a record stands on its topic: of a compacted one, the last of its key, unless that was erased.
    private static func stands(_ record: StoredRecord, _ topic: Topic, _ contents: BackupContents) -> Bool {
        guard record.kind == .record else { return false }
        guard topic.isCompacted, let key = record.key else { return true }
        guard let last = contents.last[topic]?[BackupContents.Key(partition: record.partition, key: key)] else {
            return false
        }
        return last.isThere && last.offset == record.offset
    }

    private func makeTopics() throws {
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let metadata = try admin.metadata()
        let brokers = metadata.clusterSize
        let missing = topics.filter { metadata.topics[address.namespace.topic($0)] == nil }
        guard !missing.isEmpty else { return }
        let failures = try admin.create(
            missing.map { topic in
                Admin.NewTopic(
                    address.namespace.topic(topic), partitions: Int32(manifest.part(topic)?.partitions.count ?? 0),
                    replication: Int32(Topic.replication(brokers: brokers)),
                    settings: Dictionary(
                        uniqueKeysWithValues: topic.settings(brokers: brokers).map { ($0.name, $0.value) }))
            })
        guard failures.isEmpty else {
            throw CommandError(failures.values.map(\.description).sorted().joined(separator: "\n"))
        }
    }

    /// Reads the case files as they stand now: each partition must have the head that the backup has.
    private func readBack() throws {
        var heads = Array(repeating: RecordHead(), count: manifest.partitions)
        try LogReader(address).readCaseFiles { heads[Int($0.partition)].add($0) }
        for (index, partition) in (manifest.part(.caseFiles)?.partitions ?? []).enumerated()
        where partition.head != heads[index] {
            throw LogDamage([.alteredKept(partition: Int32(index), before: partition.next)], in: address.namespace)
        }
    }

    /// Appends records to one topic, and sees that each gets the offset that it had.
    private struct Writer {
        private let producer: Producer
        private let topic: Producer.Topic
        private var failure: (any Error)?

        init(_ producer: Producer, _ topic: Producer.Topic) {
            self.producer = producer
            self.topic = topic
        }

        /// Keeps the place of a gap.
        mutating func fill(_ partition: Int32, _ offset: Int64, near timestamp: Int64) throws {
            try append(
                StoredRecord(
                    partition: partition, offset: offset, timestamp: timestamp, key: Array(GapFiller.key.utf8),
                    value: nil),
                at: offset)
        }

        mutating func append(_ record: StoredRecord, at offset: Int64?) throws {
            if let failure { throw failure }
            // What it is called by: the offset that it must get, and one; 0 is none.
            let token = UInt64(offset.map { $0 + 1 } ?? 0)
            var result = Result<Producer.Enqueuing, KafkaError>.success(.queueFull)
            while true {
                RestoreRun.lend(record) { key, value in
                    do throws(KafkaError) {
                        result = .success(
                            try producer.append(
                                to: topic, partition: record.partition, key: key, value: value,
                                headers: record.headers.map { ($0.name, $0.value) },
                                timestamp: max(0, record.timestamp), token: token))
                    } catch {
                        result = .failure(error)
                    }
                }
                guard case .queueFull = try result.get() else { break }
                try poll(100)
            }
            try poll(0)
        }

        mutating func flush() throws {
            while producer.inFlight > 0 { try poll(100) }
            if let failure { throw failure }
        }

        private mutating func poll(_ milliseconds: Int32) throws {
            var found: (any Error)?
            let name = topic.name
            try producer.poll(timeoutMilliseconds: milliseconds) { delivery in
                guard found == nil else { return }
                if let error = delivery.error {
                    found = error
                } else if delivery.token > 0, delivery.offset != Int64(delivery.token) - 1 {
                    found = CommandError(
                        "\(name)/\(delivery.partition) took the record of \(delivery.token - 1) at \(delivery.offset): "
                            + "somebody else writes there. Stop every service, delete the topics that this restore has "
                            + "made or filled, and run it again")
                }
            }
            if failure == nil { failure = found }
        }
    }
}
