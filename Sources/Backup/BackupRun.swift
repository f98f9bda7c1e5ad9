import Caseload
import Arguments
import Contracts
import Glibc
import Kafka
package import Runtime

/// One run of a backup: adds to the folder what is new on every topic, and holds what it has against the log.
package struct BackupRun {
    /// A compacted topic forgets its tombstones after a day (Kafka's `delete.retention.ms`). When the run before is longer
    /// ago than this, in seconds, such a topic is read whole again and held against what is kept, so that what was
    /// erased meanwhile stays erased after a restore.
    static let mostSecondsBetween: Int64 = 12 * 3600

    private let address: LogAddress
    private let folder: BackupFolder
    private let now: Int64
    private let mostSegmentBytes: Int

    package init(
        _ address: LogAddress, into folder: BackupFolder, now: Int64, mostSegmentBytes: Int = SegmentFile.mostBytes
    ) {
        self.address = address
        self.folder = folder
        self.now = now
        self.mostSegmentBytes = mostSegmentBytes
    }

    /// The topics in the order in which they are read: what follows from the case files before them, what they rest on
    /// after them. So nothing in a backup tells of what is not in it, and nothing is named that it lacks.
    static let order: [Topic] =
        Topic.allCases.filter { $0 != .caseFiles && !$0.holdsPersons } + [.caseFiles]
        + Topic.allCases.filter(\.holdsPersons)

    /// Runs. Nothing of the backup is changed unless all of it succeeds.
    package func run() throws -> BackupReport {
        let kept = try folder.manifest()
        let standing = try LogGuard(address).pass()
        guard !standing.ends.isEmpty else { throw CommandError(Cluster.noTopic(address)) }
        guard let began = standing.began else {
            throw CommandError("the log has not begun: there is nothing to back up")
        }
        if let kept { try check(kept, against: began) }
        try folder.prepare(for: kept)
        let isLongAgo = kept.map { now - $0.madeAt > BackupRun.mostSecondsBetween } ?? false
        let compacted = Set(Topic.allCases.filter(\.isCompacted))
        var verified: BackupContents?
        if let kept {
            var progress = Progress(
                "verify what is kept", total: kept.topics.flatMap(\.segments).reduce(0) { $0 + $1.records })
            verified = try BackupContents(
                kept, in: folder, noting: isLongAgo ? compacted : [], progress: &progress)
        }
        var manifest = kept ?? BackupManifest()
        manifest.log = began.log
        manifest.council = began.council
        manifest.calendar = began.calendar
        manifest.namespace = address.namespace.word ?? ""
        manifest.madeAt = now
        manifest.made = BackupRun.text(ofSeconds: now)
        manifest.runs += 1
        var report = BackupReport()
        var unnamed: [BackupManifest.Segment] = []
        do {
            manifest.topics = []
            for topic in BackupRun.order where standing.topics.contains(topic) {
                let writer = SegmentFile.Writer(topic, run: manifest.runs, in: folder, mostBytes: mostSegmentBytes)
                var part = try part(of: topic, kept?.part(topic), isLongAgo ? verified?.last[topic] : nil, writer)
                let segments = try writer.finish()
                part.segments = (kept?.part(topic)?.segments ?? []) + segments
                part.settings = BackupRun.settings(of: topic, standing)
                manifest.topics.append(part)
                unnamed += segments
                report.add(topic, part, new: segments)
            }
            // What this version does not know, or is gone from the broker, is not dropped from the backup unseen.
            for part in kept?.topics ?? [] where !manifest.topics.contains(where: { $0.topic == part.topic }) {
                throw CommandError(
                    "the topic \(part.topic) is in the backup and not on the broker: it was deleted; nothing was added")
            }
            for segment in unnamed { try folder.name(BackupFolder.unfinished(segment.file), segment.file) }
            try folder.settle()
            try folder.write(manifest)
        } catch {
            // The error that counts is the first; what is left over is swept before the next run.
            try? folder.sweep(keeping: kept)
            throw error
        }
        report.finish(manifest, verified: verified?.records ?? 0)
        return report
    }

    private func check(_ kept: BackupManifest, against began: LogBegan) throws {
        guard kept.namespace == address.namespace.word ?? "" else {
            throw CommandError(
                "\(folder.path) is a backup of \(kept.namespace.isEmpty ? "a log without a namespace" : "the namespace \(kept.namespace)")"
                    + ", and this is another: nothing was added")
        }
        guard kept.log == began.log else {
            throw CommandError(
                "\(folder.path) is a backup of the log \(kept.log), and this is the log \(began.log): nothing was added. If "
                    + "the log was made anew, the backup may be all that is left of the one before; give another folder"
            )
        }
        guard kept.partitions == began.partitions else {
            throw LogDamage(
                [.partitionsChanged(began: kept.partitions, found: Int32(clamping: began.partitions))],
                in: address.namespace)
        }
    }

    // MARK: One topic

    private func part(
        of topic: Topic, _ kept: BackupManifest.TopicPart?,
        _ last: [BackupContents.Key: (offset: Int64, isThere: Bool)]?,
        _ writer: SegmentFile.Writer
    ) throws -> BackupManifest.TopicPart {
        let reader = LogReader(address)
        var part = BackupManifest.TopicPart()
        part.topic = topic.plainName
        do {
            var extent = try reader.extent(of: topic)
            part.partitions = extent.ends.indices.map { index in
                var partition = BackupManifest.Partition()
                partition.partition = Int32(index)
                return partition
            }
            if let kept {
                guard kept.partitions.count == extent.ends.count else {
                    throw CommandError(
                        "\(address.namespace.topic(topic)) has \(extent.ends.count) partitions, and the backup "
                            + "\(kept.partitions.count): it was altered or made anew; nothing was added")
                }
                for (index, partition) in kept.partitions.enumerated() where extent.ends[index] < partition.next {
                    let fault = RecordFault.lostKept(
                        topic, partition: Int32(index), end: extent.ends[index], kept: partition.next)
                    guard topic != .caseFiles else { throw LogDamage([fault], in: address.namespace) }
                    // A restored topic holds what stands, and so less than was kept of it.
                    throw CommandError(
                        "\(fault.finding(in: address.namespace)). Nothing was added. If it was restored since, begin a new "
                            + "folder and keep this one; else find out what happened, and restore it")
                }
                part.partitions = kept.partitions
            }
            guard topic != .caseFiles else {
                try readCaseFiles(extent, &part, reader, writer)
                return part
            }
            let isWhole = last != nil
            if !isWhole {
                extent.starts = zip(extent.starts, part.partitions).map { max($0, $1.next) }
            }
            try readOthers(extent, &part, reader, writer, gone: last ?? [:])
            return part
        } catch let error as KafkaError where error.code == .topicAuthorizationFailed {
            throw CommandError(
                "this program's certificate may not read \(address.namespace.topic(topic)): a backup needs the rights of "
                    + "`backup` (annual-review topics --acls\(address.namespace.option)). \(error)")
        } catch let damage as LogDamage {
            throw damage.named(in: address.namespace)
        }
    }

    /// Reads the case files from their beginning, every time: what is kept must be what stands there.
    private func readCaseFiles(
        _ extent: LogReader.Extent, _ part: inout BackupManifest.TopicPart, _ reader: LogReader,
        _ writer: SegmentFile.Writer
    ) throws {
        var places = LogPlaces(extent, known: try reader.knownGaps())
        var fillers: [LogPlaces.Gap] = []
        var heads = Array(repeating: RecordHead(), count: extent.ends.count)
        let kept = part.partitions
        var isCompared = Array(repeating: false, count: extent.ends.count)
        func compare(_ index: Int) throws(LogDamage) {
            guard !isCompared[index] else { return }
            isCompared[index] = true
            if let head = kept[index].head, head != heads[index] {
                throw LogDamage([.alteredKept(partition: Int32(index), before: kept[index].next)])
            }
        }
        var progress = Progress("back up", total: Int(clamping: extent.ends.reduce(0, +)))
        var done = 0
        try reader.read(extent) { record in
            done += 1
            progress.update(done)
            let index = Int(record.partition)
            try places.pass(record.partition, record.offset)
            if record.offset >= kept[index].next { try compare(index) }
            guard !GapFiller.isOne(key: record.key, value: record.value) else {
                fillers.append(LogPlaces.Gap(partition: record.partition, offset: record.offset))
                return
            }
            heads[index].add(record)
            guard record.offset >= kept[index].next else { return }
            part.partitions[index].last = max(part.partitions[index].last, record.timestamp)
            try writer.append(StoredRecord(record))
        }
        try places.end()
        for index in part.partitions.indices {
            try compare(index)
            part.partitions[index].next = extent.ends[index]
            part.partitions[index].head = heads[index]
            part.partitions[index].gaps = (places.gaps + fillers).filter { Int($0.partition) == index }.map(\.offset)
                .sorted()
        }
    }

    /// Reads what is new on another topic; from its beginning where `gone` holds what is kept of it, and notes what has
    /// gone from there.
    private func readOthers(
        _ extent: LogReader.Extent, _ part: inout BackupManifest.TopicPart, _ reader: LogReader,
        _ writer: SegmentFile.Writer, gone: [BackupContents.Key: (offset: Int64, isThere: Bool)]
    ) throws {
        var missing = gone.filter { $0.value.isThere }
        let kept = part.partitions
        try reader.read(extent) { record in
            if !missing.isEmpty, let key = record.key {
                missing[BackupContents.Key(partition: record.partition, key: Array(key))] = nil
            }
            guard record.offset >= kept[Int(record.partition)].next else { return }
            let index = Int(record.partition)
            part.partitions[index].last = max(part.partitions[index].last, record.timestamp)
            try writer.append(StoredRecord(record))
        }
        for index in part.partitions.indices { part.partitions[index].next = extent.ends[index] }
        for key in missing.keys {
            try writer.append(
                StoredRecord(
                    kind: .gone, partition: key.partition, offset: part.partitions[Int(key.partition)].next,
                    timestamp: now * 1_000, key: key.key, value: nil))
        }
    }

    private static func settings(of topic: Topic, _ standing: LogStanding) -> [BackupManifest.Setting] {
        (standing.settings[topic] ?? [:]).sorted { $0.key < $1.key }.map { name, value in
            var setting = BackupManifest.Setting()
            setting.name = name
            setting.value = value
            return setting
        }
    }

    /// A moment as others read it, in UTC.
    static func text(ofSeconds seconds: Int64) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):"
            + "\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}

extension Topic {
    /// Its name without a namespace, as records and files say it.
    var plainName: String { Namespace.none.topic(self) }

    /// Whether it keeps the last record of each key alone.
    var isCompacted: Bool { settings(brokers: 1).contains { $0.name == "cleanup.policy" && $0.value == "compact" } }
}
