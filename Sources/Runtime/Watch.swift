import CaseFile
import Contracts
import Glibc
import Kafka
import Synchronization

/// Holds what the broker says of the record against what this service has read, and reads the whole log again now and then.
///
/// Every half a minute: settings, number of partitions, starts, ends, and the first record of a partition, each partition in
/// turn. In rounds: every record up to where the service had read, counted against what the service counted, proved against
/// the round before and against the proofs that stand in the log.
///
/// Every service does it for itself. A log that cannot be trusted carries no warning from one to another, and each has
/// its own memory to hold it against; the reading again is bounded to `bytesPerSecond`.
///
/// - Thread: its own. The service's thread tells it what was read, and takes what it found.
final class Watch: Sendable {
    /// What the service's thread knows by having read it.
    struct Known: Sendable {
        /// The position after the last record that was read, by partition of `case-files`.
        var positions: [Int64] = []
        /// How many records were read before it.
        var records: [Int64] = []
        /// The log's name; nil before it was read.
        var name: LogName?
        /// The same of other topics.
        var others: [Place: Int64] = [:]
    }

    /// A partition of another topic.
    struct Place: Hashable, Sendable {
        let topic: Topic
        let partition: Int32
    }

    /// What was found.
    struct Found: Sendable {
        /// What is wrong with settings, or was until the log was read again.
        var settings: RecordFault?
        /// What contradicts what was read.
        var fault: RecordFault?
        /// The ends of `case-files` at the last look.
        var ends: [Int64] = []
        /// When the last look ended, on this process's steady clock.
        var lookedAt = SteadyClock.seconds
        /// Proofs that the log does not hold.
        var heads: [Int32: LogBook.Head] = [:]
        /// Proofs in the log that are not those of its records.
        var wrongHeads = 0
        /// Rounds in which the whole log was read again.
        var rounds = 0
        /// When the last of them ended; nil before the first.
        var readAgainAt: Double?
        /// How long it took.
        var roundSeconds = 0.0
        /// Why the last look, or round, came to nothing.
        var trouble: String?
    }

    /// The longest between two looks at whether something is due, in microseconds.
    private static let pause: useconds_t = 100_000
    /// How long the end of a session waits for this thread, in seconds.
    private static let patience = 1.0

    private let known = Mutex(Known())
    private let found: Mutex<Found>
    private let ended = Atomic(false)
    private let hasEnded = Atomic(false)

    init(ends: [Int64]) {
        var first = Found()
        first.ends = ends
        found = Mutex(first)
    }

    /// Tells it what was read.
    func tell(_ now: Known) { known.withLock { $0 = now } }
    /// What was told last.
    var told: Known { known.withLock { $0 } }
    /// What it found. Each proof is given once.
    func take() -> Found {
        found.withLock { found in
            defer { found.heads = [:] }
            return found
        }
    }
    /// Whether something was found after which nothing is looked for any more.
    var hasFound: Bool { found.withLock { $0.fault != nil } }
    /// Whether it is to end.
    var isEnded: Bool { ended.load(ordering: .acquiring) }

    func note(_ change: (inout Found) -> Void) { found.withLock { change(&$0) } }

    /// Starts the thread; false when there can be none.
    func start(_ work: @escaping @Sendable (Watch) -> Void) -> Bool {
        let why = OwnThread.start {
            work(self)
            self.hasEnded.store(true, ordering: .releasing)
        }
        if why != nil { hasEnded.store(true, ordering: .releasing) }
        return why == nil
    }

    /// Waits a moment.
    func rest() { usleep(Watch.pause) }

    /// Ends the thread; one that waits for a broker is left to end by itself.
    func end() {
        ended.store(true, ordering: .releasing)
        let deadline = SteadyClock.seconds + Watch.patience
        while !hasEnded.load(ordering: .acquiring), SteadyClock.seconds < deadline { usleep(5_000) }
    }
}

/// What the watch's thread does.
///
/// - Thread: the watch's.
final class Watcher {
    /// How often a contradiction that may pass, as a partition's end while its leader changes, is looked at.
    private static let looks = 3
    /// And how long after one another, in microseconds.
    private static let between: useconds_t = 700_000
    /// How long one question may take, in milliseconds.
    private static let patience: Int32 = 5_000
    /// How much is asked for of a partition when only its first record is wanted, in bytes.
    private static let firstBytes = 16_384

    private let watch: Watch
    private let kafka: KafkaConfiguration
    private let address: LogAddress
    private let topics: [Topic]
    private let partitions: Int32
    /// The partitions that other topics had when the service connected.
    private let had: [Topic: Int32]
    private let brokers: Int
    private let describesSettings: Bool
    private let every: Double
    private let scrubEvery: Double
    private let admin: Admin
    private var reader: Reader?
    private var scrubber: Scrubber
    private var nextLook: Double
    private var nextScrub: Double
    /// The partition whose first record is looked at next.
    private var turn: Int32 = 0
    /// Whether settings were wrong since the log was last read again and found whole.
    private var isSuspect = false
    /// Whether they were right again at the last look.
    private var isMended = false

    init(
        _ watch: Watch, _ options: ServiceOptions, topics: [Topic], metadata: Admin.Metadata, describesSettings: Bool
    ) throws(KafkaError) {
        self.watch = watch
        address = options.address
        self.topics = topics
        let namespace = options.namespace
        had = Dictionary(
            uniqueKeysWithValues: topics.compactMap { topic in
                metadata.topics[namespace.topic(topic)].map { (topic, $0.partitions) }
            })
        partitions = had[.caseFiles] ?? 0
        brokers = metadata.clusterSize
        self.describesSettings = describesSettings
        every = options.watchSeconds
        scrubEvery = options.scrubSeconds
        var kafka = options.kafka
        kafka.clientID += "-watch"
        self.kafka = kafka
        admin = try Admin(kafka)
        scrubber = Scrubber(LogAddress(kafka, namespace: namespace), partitions: partitions)
        let now = SteadyClock.seconds
        nextLook = now + every
        nextScrub = now + scrubEvery
    }

    /// Looks and reads until the watch is to end.
    func run() {
        while !watch.isEnded {
            // What was found for good stays so until somebody has mended it and started the service again.
            if !watch.hasFound {
                lookWhenDue()
                scrubWhenDue()
            }
            watch.rest()
        }
        reader?.close(timeoutMilliseconds: 500)
        admin.close(timeoutMilliseconds: 500)
    }

    private var isOver: Bool { watch.isEnded }

    // MARK: The look

    private func lookWhenDue() {
        let now = SteadyClock.seconds
        guard now >= nextLook, !watch.hasFound else { return }
        nextLook = now + every
        let known = watch.told
        guard known.positions.count == Int(partitions) else { return }
        do throws(KafkaError) {
            let fault = try contradiction(of: known)
            if describesSettings, fault == nil { try lookAtSettings() }
            watch.note {
                $0.fault = $0.fault ?? fault
                $0.lookedAt = SteadyClock.seconds
                $0.trouble = nil
            }
        } catch {
            let text = "\(error)"
            watch.note { $0.trouble = text }
            // Soon again: what cannot be asked is not known.
            nextLook = SteadyClock.seconds + min(every, 5)
        }
    }

    private func lookAtSettings() throws(KafkaError) {
        let fault = try TopicCheck.settings(of: topics, on: admin, of: address, brokers: brokers)
        if let fault {
            (isSuspect, isMended) = (true, false)
            watch.note { $0.settings = fault }
        } else if isSuspect {
            // What the wrong settings removed meanwhile is only seen by reading.
            watch.note {
                $0.settings = .settings(
                    "settings of topics were wrong and are right again: the log is read again before anything is said")
            }
            isMended = true
            nextScrub = 0
        }
    }

    /// What contradicts what was read; each but the first is looked at again before it is believed.
    private func contradiction(of known: Watch.Known) throws(KafkaError) -> RecordFault? {
        var found: RecordFault?
        for look in 0..<Watcher.looks {
            found = try look == Watcher.looks - 1 ? contradictionNow(known, isLast: true) : contradictionNow(known)
            guard let found else { return nil }
            guard look < Watcher.looks - 1, !isOver else { return found }
            usleep(Watcher.between)
        }
        return found
    }

    private func contradictionNow(_ known: Watch.Known, isLast: Bool = false) throws(KafkaError) -> RecordFault? {
        let namespace = address.namespace
        let metadata = try admin.metadata(timeoutMilliseconds: Watcher.patience)
        // A cluster of which this client sees nothing, as while it starts, says nothing.
        guard !metadata.brokers.isEmpty else { throw KafkaError(.timedOut, while: "look at the record") }
        for topic in topics {
            guard let found = metadata.topics[namespace.topic(topic)] else { return .gone(topic) }
            let before = had[topic] ?? found.partitions
            guard found.partitions == before else {
                return topic == .caseFiles
                    ? .partitionsChanged(began: Int(before), found: found.partitions)
                    : .partitionsOf(topic, had: before, found: found.partitions)
            }
        }
        let caseFiles = namespace.topic(.caseFiles)
        let starts = try admin.beginOffsets(
            topic: caseFiles, partitions: 0..<partitions, timeoutMilliseconds: Watcher.patience)
        for (partition, start) in starts.enumerated() where start > 0 {
            return .lostBeginning(partition: Int32(partition), first: start)
        }
        let ends = try admin.endOffsets(
            topic: caseFiles, partitions: 0..<partitions, timeoutMilliseconds: Watcher.patience)
        for (partition, end) in ends.enumerated() where end < known.positions[partition] {
            return .lostEnd(partition: Int32(partition), end: end, seen: known.positions[partition])
        }
        watch.note { $0.ends = ends }
        for topic in topics where topic != .caseFiles {
            let places = known.others.filter { $0.key.topic == topic }
            guard !places.isEmpty else { continue }
            let ends = try admin.endOffsets(
                topic: namespace.topic(topic), partitions: 0..<(had[topic] ?? 0), timeoutMilliseconds: Watcher.patience)
            for (place, position) in places where ends.indices.contains(Int(place.partition)) {
                let end = ends[Int(place.partition)]
                if end < position {
                    return .lostEndOf(topic, partition: place.partition, end: end, seen: position)
                }
            }
        }
        return try beginsOtherwise(known)
    }

    /// Whether a partition begins otherwise than the log does that was read; another one each time.
    private func beginsOtherwise(_ known: Watch.Known) throws(KafkaError) -> RecordFault? {
        guard let name = known.name, known.positions[Int(turn)] > 0 else {
            turn = (turn + 1) % max(1, partitions)
            return nil
        }
        var settings = Reader.Settings()
        settings.maximumFetchBytes = Watcher.firstBytes
        settings.maximumQueuedRecords = 1
        settings.maximumQueuedKibibytes = Watcher.firstBytes / 1_024
        let reader: Reader
        if let open = self.reader { reader = open } else { reader = try Reader(kafka, settings: settings) }
        self.reader = reader
        try reader.assign([.init(topic: address.namespace.topic(.caseFiles), partition: turn, offset: 0)])
        defer { do throws(KafkaError) { try reader.assign([]) } catch { self.reader = nil } }
        var found: LogName?
        var first: Int64?
        let deadline = SteadyClock.seconds + Double(Watcher.patience) / 1_000
        while first == nil, SteadyClock.seconds < deadline, !isOver {
            try reader.poll(max: 1, timeoutMilliseconds: 100) { record in
                guard first == nil else { return }
                first = record.offset
                guard record.offset == 0, let value = record.value else { return }
                // What is no entry begins no log.
                var skipped = 0
                do throws(EntryError) {
                    if case .logBegan(let began)? = try Entry.read(value, skipped: &skipped).events.first?.data {
                        found = began.log
                    }
                } catch {
                    found = nil
                }
            }
        }
        guard let first else { throw KafkaError(.timedOut, while: "read the beginning of case-files/\(turn)") }
        // Where compaction took it, the broker goes on saying that the partition begins at 0.
        guard first == 0 else { return .lostBeginning(partition: turn, first: first) }
        guard found == name else { return .madeAnew(partition: turn) }
        turn = (turn + 1) % max(1, partitions)
        return nil
    }

    // MARK: The reading again

    private func scrubWhenDue() {
        let start = SteadyClock.seconds
        guard start >= nextScrub else { return }
        let known = watch.told
        // Of a log that has not begun there is nothing to read again.
        guard known.positions.count == Int(partitions), known.name != nil else { return }
        nextScrub = start + scrubEvery
        let wasMended = isSuspect && isMended
        do throws(KafkaError) {
            let result = try scrubber.round(known, isOver: { isOver }, between: { lookWhenDue() })
            guard let result else { return }
            let settingsAreRight = wasMended && isMended && result.fault == nil
            if settingsAreRight { isSuspect = false }
            watch.note {
                $0.fault = $0.fault ?? result.fault
                $0.wrongHeads = result.wrongHeads
                $0.heads = result.heads
                $0.rounds += 1
                $0.readAgainAt = SteadyClock.seconds
                $0.roundSeconds = SteadyClock.seconds - start
                $0.trouble = nil
                if settingsAreRight { $0.settings = nil }
            }
        } catch {
            let text = "\(error)"
            watch.note { $0.trouble = text }
            nextScrub = SteadyClock.seconds + min(scrubEvery, 30)
        }
    }
}
