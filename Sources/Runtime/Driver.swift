import Contracts
import Kafka
import Statute

/// Carries the loop on Kafka: one thread owns the reader, the producer, the group and the loop.
///
/// Everything of a turn is appended at once and forms the producer's batches; the reader waits a moment when something
/// is in flight and longer when nothing is, and what it reads wakes it.
/// - Thread: the one that calls `run`.
final class Driver {
    /// How long the reader waits while something is in flight, in milliseconds.
    private static let waitInFlight: Int32 = 2
    /// How long a stop may take for what is in flight, for leaving the group and for each client, in milliseconds.
    private static let stopFlush: Int32 = 2_000
    private static let stopLeave: Int32 = 3_000
    private static let stopClient: Int32 = 1_000
    /// When nothing was heard of the broker for so long, it is asked, in seconds: a quiet log says nothing of a broker that
    /// has gone.
    private static let quietSeconds = 5.0
    /// When for so long nothing was acknowledged of what is in flight, the service is not ready, in seconds: a broker that
    /// refuses it for want of replicas answers everything else, and the producer gives up only after two minutes.
    private static let unacknowledgedSeconds = 10.0
    /// How long what a broker said of its time holds, and how often it is asked at most, in seconds.
    private static let timeHolds = 3_600.0
    private static let askForTimeEvery = 30.0
    /// The token of the record by which a broker is asked for its time.
    private static let timeToken = UInt64.max
    /// Its key on `dead-letters`; a tombstone, so nothing of it stays.
    static let timeKey = "clock"
    /// How often the ends of `case-files` are asked for, in seconds: a reader that hangs knows of nothing that has come since,
    /// and its lag would look like none.
    private static let askEndsEvery = 15.0
    /// How often what is to be seen is refreshed, in seconds.
    private static let showEvery = 0.25

    private let options: ServiceOptions
    private let service: any Service
    private let sideEffects: (any SideEffects)?
    private let dayKeeper: DayKeeper?
    private let bounds: LoopBounds
    private let instance: String
    private let health: Health
    private let log: Log
    private let stop: StopRequest
    /// The time now, in seconds since 1970, as the host believes. A test gives its own.
    private let civilSeconds: () -> Int64
    private var namespace: Namespace { options.namespace }
    private var actsEverywhere: Bool { sideEffects?.actsEverywhere ?? false }

    init(
        _ service: any Service, sideEffects: (any SideEffects)?, options: ServiceOptions, dayKeeper: DayKeeper?,
        bounds: LoopBounds, instance: String, health: Health, log: Log, stop: StopRequest,
        civilSeconds: @escaping () -> Int64 = { SteadyClock.civil.seconds }
    ) {
        self.service = service
        self.sideEffects = sideEffects
        self.options = options
        self.dayKeeper = dayKeeper
        self.bounds = bounds
        self.instance = instance
        self.health = health
        self.log = log
        self.stop = stop
        self.civilSeconds = civilSeconds
    }

    /// The day in England, by this host's clock, in so many seconds.
    private func civilDay(in seconds: Int64 = 0) -> Day { London.day(unixSeconds: civilSeconds() + seconds) }

    /// Runs until it is asked to stop, which gives nil, or until Kafka's client cannot go on. Nothing else ends it: no
    /// record, no day and nothing that it does outside.
    func run() -> KafkaError? {
        var pause = GrowingPause()
        var said = ""
        while !stop.isRequested {
            do {
                let session = try connect()
                defer { session.close() }
                return session.run()
            } catch let error as KafkaError where !Driver.canMend(error) {
                return error
            } catch {
                // The broker is away, a topic is not there yet or not known to every broker, or a right is missing: all
                // can mend without us.
                // So can a record that contradicts what this group had read, when it is restored; nothing is in memory yet.
                let fault = error as? RecordFault
                let check = fault == nil ? (error as? Obstacle)?.check ?? "broker" : "record"
                let text = fault?.description(in: namespace) ?? "\(error)"
                health.show {
                    $0.checks = [Health.Check(name: check, fault: text)]
                    $0.record.fault = fault?.kind
                }
                if text != said {
                    log.write(fault == nil ? .warning : .error, "waiting", ["reason": .text(text)])
                }
                said = text
                stop.wait(seconds: pause.next())
            }
        }
        return nil
    }

    /// Whether what failed while connecting may succeed later, by itself or because an operator mends it at the broker.
    private static func canMend(_ error: KafkaError) -> Bool {
        switch error.advice {
        case .retry: true
        case .stop: false
        // Only our own settings are wrong for good.
        case .askOperator: error.code != .invalidArgument
        }
    }

    private func connect() throws -> Session {
        var kafka = options.kafka
        kafka.clientID = instance
        let log = log
        kafka.log = { level, facility, message in
            // librdkafka's own words; what matters is said again where it is handled.
            log.write(level <= .error ? .warning : .debug, message, ["librdkafka": .text(facility)])
        }
        let reads = sideEffects?.reads ?? []
        let topics = [Topic.caseFiles, .deadLetters, .quarantine] + reads + (sideEffects?.writes ?? [])
        let admin = try Admin(kafka)
        do {
            let used = Topic.allCases.filter { topics.contains($0) }
            let (metadata, capabilities) = try TopicCheck.check(
                used, on: admin, of: options.address)
            let caseFiles = namespace.topic(.caseFiles)
            guard let partitions = metadata.topics[caseFiles]?.partitions else {
                throw Obstacle(check: "topics", description: "\(caseFiles) has no partitions")
            }
            // Each question of the broker has its own time-out; together they may take longer than a turn.
            health.turn()
            let ends = try checkEnds(admin, partitions)
            var counts: [Topic: Int32] = [:]
            var assignments = (0..<partitions).map {
                Reader.Assignment(topic: caseFiles, partition: $0, offset: 0)
            }
            for topic in reads {
                let name = namespace.topic(topic)
                let count = metadata.topics[name]?.partitions ?? 0
                counts[topic] = count
                health.turn()
                let starts = try admin.beginOffsets(topic: name, partitions: 0..<count)
                assignments += (0..<count).map {
                    Reader.Assignment(topic: name, partition: $0, offset: starts[Int($0)])
                }
            }
            let documents = reads.contains(.documents) ? sideEffects?.documents : nil
            let isEmbedded = capabilities.isEmpty
            var reading = Reader.Settings()
            if isEmbedded { reading.fetchWaitMilliseconds = embeddedFetchWaitMilliseconds }
            reading.maximumBatch = 5_000
            // Documents are large, and pass by.
            if documents != nil { reading.maximumQueuedKibibytes = Driver.queuedKibibytesOfDocuments }
            var writing = Producer.Settings()
            // All of a turn is appended at once. A moment's wait makes whole batches of it, which cost service, network and
            // broker less; a long one would be felt at every step.
            writing.lingerMilliseconds = 1
            // As the topics keep it (Contracts.Topic): a broker would else compress every batch anew.
            writing.compression = .zstd
            writing.maximumRecordBytes = isEmbedded ? Bounds.record : Topic.documents.largestRecord
            var membership = GroupMembership.Settings()
            membership.sessionTimeoutMilliseconds = options.sessionTimeoutMilliseconds ?? (isEmbedded ? 4_000 : 6_000)
            var loop = Loop(
                service: service, sideEffects: sideEffects, partitions: partitions, reads: counts, instance: instance,
                bounds: bounds, dayKeeper: dayKeeper)
            let producer = try Producer(kafka, settings: writing)
            var opened: [Topic: Producer.Topic] = [:]
            for topic in used where topic != .quarantine {
                health.turn()
                opened[topic] = try producer.open(topic: namespace.topic(topic))
            }
            let reader = try Reader(kafka, settings: reading)
            // First what is to be passed over, to its end; then everything, and that on from there.
            let quarantine = try readQuarantine(reader, into: &loop, admin, metadata)
            if let documents {
                health.turn()
                try begin(documents, into: &loop, admin, kafka, &assignments)
            }
            assignments += quarantine
            try reader.assign(assignments)
            let group = try GroupMembership(
                kafka, group: namespace.group(service.name.rawValue), topic: caseFiles, settings: membership)
            log.write(
                .info, "connected",
                ["partitions": .number(Int64(partitions)), "records": .number(ends.reduce(0, +))])
            let watch = Watch(ends: ends)
            let options = options
            let describesSettings = capabilities.contains(.describesSettings)
            let isWatched = watch.start { watch in
                do throws(KafkaError) {
                    try Watcher(
                        watch, options, topics: used, metadata: metadata, describesSettings: describesSettings
                    ).run()
                } catch {
                    let text = "\(error)"
                    watch.note { $0.trouble = text }
                }
            }
            if !isWatched { log.write(.error, "no thread can watch the record") }
            return Session(
                self, loop: loop, admin: admin, reader: reader, producer: producer, group: group, topics: opened,
                read: reader.topics.map { namespace.topic(named: $0) ?? .caseFiles }, ends: ends, watch: watch,
                brokerTellsTime: !isEmbedded)
        } catch {
            admin.close()
            throw error
        }
    }

    /// What waits of records where documents are read, in kibibytes: with the index and the case files less than 200 MB.
    private static let queuedKibibytesOfDocuments = 16_384
    /// How long the first records of `documents` may take, in seconds, and how much is asked for of a partition for one.
    private static let firstSeconds = 30.0
    private static let firstBytes = 16_384

    /// Has the index say from where `documents` is to be read, of the log with whose name it begins. Its first records are
    /// read in any case: by them a topic of another log is known.
    private func begin(
        _ documents: DocumentIndex, into loop: inout Loop, _ admin: Admin, _ kafka: KafkaConfiguration,
        _ assignments: inout [Reader.Assignment]
    ) throws(KafkaError) {
        let topic = namespace.topic(.documents)
        let places = assignments.indices.filter { assignments[$0].topic == topic }
        let starts = places.map { assignments[$0].offset }
        let ends = try admin.endOffsets(topic: topic, partitions: 0..<Int32(places.count))
        var names: Set<LogName?> = []
        if documents.isKept, zip(starts, ends).allSatisfy(<) {
            for marker in try firstRecords(of: topic, places.map { assignments[$0] }, kafka) {
                names.insert(marker.isMarker ? marker.value.withUnsafeBytes { LogMarker.name(in: $0) } : nil)
                guard marker.isMarker else { continue }
                Array(LogMarker.key.utf8).withUnsafeBytes { key in
                    marker.value.withUnsafeBytes { value in
                        loop.read(
                            .documents, partition: marker.partition, offset: marker.offset, key: key, value: value)
                    }
                }
            }
        }
        let log = names.count == 1 ? names.first ?? nil : nil
        for (place, offset) in zip(places, documents.begin(of: log, starts: starts, ends: ends)) {
            assignments[place].offset = offset
        }
    }

    private struct FirstRecord {
        let partition: Int32
        let offset: Int64
        let isMarker: Bool
        let value: [UInt8]
    }

    private func firstRecords(
        of topic: String, _ partitions: [Reader.Assignment], _ kafka: KafkaConfiguration
    ) throws(KafkaError) -> [FirstRecord] {
        var settings = Reader.Settings()
        settings.maximumFetchBytes = Driver.firstBytes
        settings.maximumQueuedRecords = 1
        settings.maximumQueuedKibibytes = Driver.firstBytes / 1_024
        let reader = try Reader(kafka, settings: settings)
        defer { reader.close(timeoutMilliseconds: 500) }
        try reader.assign(partitions)
        var found: [Int32: FirstRecord] = [:]
        let deadline = SteadyClock.seconds + Driver.firstSeconds
        while found.count < partitions.count {
            do throws(KafkaError) {
                try reader.poll(timeoutMilliseconds: 100) { record in
                    guard found[record.partition] == nil else { return }
                    let isMarker = record.key?.elementsEqual(LogMarker.key.utf8) ?? false
                    found[record.partition] = FirstRecord(
                        partition: record.partition, offset: record.offset, isMarker: isMarker,
                        value: isMarker ? record.value.map { Array($0) } ?? [] : [])
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            guard SteadyClock.seconds < deadline, !stop.isRequested else {
                throw KafkaError(.timedOut, while: "read the first records of \(topic)")
            }
            health.turn()
        }
        return found.values.sorted { $0.partition < $1.partition }
    }

    /// How long reading `quarantine` may take, in seconds.
    private static let quarantineSeconds = 30.0

    /// Reads `quarantine` to its end, before any record of `case-files`. Where to read on.
    private func readQuarantine(
        _ reader: Reader, into loop: inout Loop, _ admin: Admin, _ metadata: Admin.Metadata
    ) throws(KafkaError) -> [Reader.Assignment] {
        let topic = namespace.topic(.quarantine)
        let count = metadata.topics[topic]?.partitions ?? 0
        let starts = try admin.beginOffsets(topic: topic, partitions: 0..<count)
        try reader.assign((0..<count).map { .init(topic: topic, partition: $0, offset: starts[Int($0)]) })
        let deadline = SteadyClock.seconds + Driver.quarantineSeconds
        while !reader.isAtEnd {
            do throws(KafkaError) {
                try reader.poll(timeoutMilliseconds: 100) { record in
                    loop.read(
                        .quarantine, partition: record.partition, offset: record.offset, key: record.key,
                        value: record.value)
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            guard SteadyClock.seconds < deadline, !stop.isRequested else {
                throw KafkaError(.timedOut, while: "read \(topic) to its end")
            }
        }
        return (0..<count).map { .init(topic: topic, partition: $0, offset: reader.position(Int($0))) }
    }

    /// Looks whether the log has lost its beginning, or its end as far as this group had come. The ends.
    private func checkEnds(_ admin: Admin, _ partitions: Int32) throws -> [Int64] {
        let topic = namespace.topic(.caseFiles)
        let starts = try admin.beginOffsets(topic: topic, partitions: 0..<partitions)
        for (partition, start) in starts.enumerated() where start > 0 {
            throw RecordFault.lostBeginning(partition: Int32(partition), first: start)
        }
        health.turn()
        let committed = try admin.committedOffsets(
            group: namespace.group(service.name.rawValue), topic: topic, partitions: 0..<partitions)
        health.turn()
        let ends = try admin.endOffsets(topic: topic, partitions: 0..<partitions)
        for partition in ends.indices {
            if let seen = committed[partition], seen > ends[partition] {
                throw RecordFault.lostEnd(partition: Int32(partition), end: ends[partition], seen: seen)
            }
        }
        return ends
    }

    /// From the connection to the stop.
    private final class Session {
        private let driver: Driver
        private var loop: Loop
        private let admin: Admin
        private let reader: Reader
        private let producer: Producer
        private let group: GroupMembership
        private let topics: [Topic: Producer.Topic]
        /// The topics that are read, in the order of the reader's.
        private let read: [Topic]
        private let ends: [Int64]
        private let watch: Watch
        private var commitAgain = CommitAgain()
        private var deliveryPause = GrowingPause()
        /// Until then nothing new is said: what was said could not be delivered.
        private var holdUntil = 0.0
        private var brokerFault: String?
        private var brokerPause = GrowingPause()
        private var askBrokerAt = 0.0
        /// When the broker was last heard of.
        private var heardAt = SteadyClock.seconds
        /// When something was last acknowledged, or nothing waited for it.
        private var acknowledgedAt = SteadyClock.seconds
        private var shownAt = 0.0
        private var wasReady = false
        /// The ends as they were last asked for.
        private var askedEnds: [Int64]
        private var askedEndsAt = SteadyClock.seconds
        /// Whether a broker stamps what it appends; then its clock, as of that moment of the steady one.
        private let brokerTellsTime: Bool
        private var brokerTime: (milliseconds: Int64, at: Double)?
        private var askedForTimeAt = -Driver.askForTimeEvery
        /// The latest stamp of a record of `case-files`, in milliseconds since 1970; read only where days are kept.
        private var latestStamp: Int64 = -1

        init(
            _ driver: Driver, loop: Loop, admin: Admin, reader: Reader, producer: Producer, group: GroupMembership,
            topics: [Topic: Producer.Topic], read: [Topic], ends: [Int64], watch: Watch, brokerTellsTime: Bool
        ) {
            self.brokerTellsTime = brokerTellsTime
            self.driver = driver
            self.loop = loop
            self.admin = admin
            self.reader = reader
            self.producer = producer
            self.group = group
            self.topics = topics
            self.read = read
            self.ends = ends
            self.watch = watch
            documents = driver.sideEffects?.documents
            askedEnds = ends
            for waker in [reader.waker, producer.waker] { driver.stop.wakes(waker) }
            let waker = reader.waker
            self.loop.wakes { waker.wake() }
            if driver.actsEverywhere { self.loop.own(spokenFor) }
        }

        /// The partitions for which this instance speaks.
        private var spokenFor: Set<Int32> {
            driver.actsEverywhere ? Set(ends.indices.map { Int32($0) }) : group.partitions
        }

        func run() -> KafkaError? {
            while !driver.stop.isRequested {
                do throws(KafkaError) {
                    try turn()
                } catch {
                    if error.code == .offsetNotInLog || error.code == .offsetOutOfRange {
                        guard let fault = contradiction() else { return error }
                        loop.stopSpeaking(fault)
                    } else if error.advice == .stop {
                        return error
                    } else {
                        // What an operator can mend does not end it: a topic that is gone is for the watch to find.
                        noteFault(error)
                    }
                }
            }
            return nil
        }

        // MARK: One turn

        private func turn() throws(KafkaError) {
            let now = SteadyClock.seconds
            exchange(now)
            guard loop.fault == nil else { return goOnSilently(now) }
            try takeDeliveries(timeoutMilliseconds: 0)
            if let change = try group.poll(timeoutMilliseconds: 0) {
                loop.own(spokenFor)
                try followOthers()
                driver.log.write(
                    .info, "speaks for \(group.partitions.count) partitions",
                    ["gained": .number(Int64(change.gained.count)), "lost": .number(Int64(change.lost.count))])
            }
            let again = commitAgain.due(at: now)
            if !again.isEmpty { loop.commitFailed(again) }
            var hasMore = false
            if now >= holdUntil {
                hasMore =
                    driver.dayKeeper == nil
                    ? loop.turn(seconds: now)
                    : loop.turn(seconds: now, civil: driver.civilDay(), evidence: evidence(now))
                for effect in loop.takeEffects() { try carryOut(effect) }
                if loop.asksForTime { try askForTime(now) }
            }
            try serveDocuments(now)
            show(now)
            if loop.awaitsRecords {
                try takeDeliveries(timeoutMilliseconds: Driver.waitInFlight)
                try readBatch(timeoutMilliseconds: 0)
            } else if hasMore {
                try readBatch(timeoutMilliseconds: 0)
            } else {
                let isBusy = loop.inFlight > 0 || producer.inFlight > 0
                try readBatch(
                    timeoutMilliseconds: isBusy ? Driver.waitInFlight : Int32(driver.options.tickMilliseconds))
            }
            if brokerFault != nil || now >= heardAt + Driver.quietSeconds { askBroker(now) }
            if brokerFault == nil, now >= askedEndsAt + Driver.askEndsEvery { askEnds(now) }
        }

        /// Asks for the ends of `documents` when somebody wants what was not read, and reads them again from their beginning
        /// when the index asks for it.
        private func serveDocuments(_ now: Double) throws(KafkaError) {
            guard let documents else { return }
            if let starts = documents.takeReadingAgain() {
                driver.log.write(.info, "the index of documents is made anew: all of them are read again")
                for (index, assignment) in reader.assignments.enumerated() where index >= ends.count {
                    guard driver.namespace.topic(named: assignment.topic) == .documents,
                        starts.indices.contains(Int(assignment.partition))
                    else { continue }
                    try reader.move(index, to: starts[Int(assignment.partition)])
                }
            }
            guard now >= askedDocumentsAt + Session.askDocumentsEvery, documents.wantsEnds() else { return }
            askedDocumentsAt = now
            let topic = driver.namespace.topic(.documents)
            let count = reader.assignments.count { $0.topic == topic }
            do throws(KafkaError) {
                documents.told(
                    try admin.endOffsets(topic: topic, partitions: 0..<Int32(count), timeoutMilliseconds: 500))
            } catch {
                noteFault(error)
            }
        }

        /// How often the ends of `documents` are asked for at most, in seconds.
        private static let askDocumentsEvery = 0.5
        private var askedDocumentsAt = -Session.askDocumentsEvery
        /// What is known of `documents`; nil where the service does not read them.
        private let documents: DocumentIndex?

        private func askEnds(_ now: Double) {
            askedEndsAt = now
            do throws(KafkaError) {
                askedEnds = try admin.endOffsets(
                    topic: driver.namespace.topic(.caseFiles), partitions: 0..<Int32(ends.count),
                    timeoutMilliseconds: 500)
            } catch {
                noteFault(error)
            }
        }

        /// The ends as far as anything has said them.
        private var knownEnds: [Int64] {
            ends.indices.map { max(askedEnds[$0], reader.knownEnd($0) ?? 0, loop.partitions[$0].position) }
        }

        /// It runs on, and leaves what it has read as it is.
        private func goOnSilently(_ now: Double) {
            do throws(KafkaError) {
                if try group.poll(timeoutMilliseconds: 0) != nil { loop.own(spokenFor) }
            } catch {
                // For whom it would speak does not matter while it says nothing.
                driver.log.write(.debug, "the group is in trouble", ["reason": .text("\(error)")])
            }
            show(now)
            driver.stop.wait(seconds: Driver.showEvery)
        }

        private func readBatch(timeoutMilliseconds: Int32) throws(KafkaError) {
            let keepsDays = driver.dayKeeper != nil
            let count = try reader.poll(timeoutMilliseconds: timeoutMilliseconds) { record in
                let topic = read[record.topic]
                if topic == .caseFiles {
                    if keepsDays { latestStamp = max(latestStamp, record.timestamp) }
                    loop.read(
                        partition: record.partition, offset: record.offset, key: record.key, value: record.value)
                } else {
                    loop.read(
                        topic, partition: record.partition, offset: record.offset, key: record.key,
                        value: record.value,
                        headers: topic == .documents ? record.headers.map { RecordHeader($0.name, $0.value) } : [])
                }
            }
            if count > 0 { noteSuccess() }
            for (index, assignment) in reader.assignments.enumerated() where reader.isAtEnd(index) {
                if index < ends.count {
                    loop.reachedEnd(assignment.partition, end: reader.end(index))
                } else if let topic = driver.namespace.topic(named: assignment.topic) {
                    if topic == .documents { documents?.reached(reader.end(index), of: assignment.partition) }
                    if !loop.hasReadTopics { loop.reachedEnd(of: topic, partition: assignment.partition) }
                    if isOwn(topic, assignment.partition) { try reader.pause(index) }
                }
            }
        }

        /// Whether what comes to that partition is only what this instance writes.
        private func isOwn(_ topic: Topic, _ partition: Int32) -> Bool {
            group.partitions.contains(partition) && driver.sideEffects?.readsWhileOthersSpeak.contains(topic) ?? false
        }

        /// Reads on what others write from now on.
        private func followOthers() throws(KafkaError) {
            for (index, assignment) in reader.assignments.enumerated() where index >= ends.count {
                guard let topic = driver.namespace.topic(named: assignment.topic), !isOwn(topic, assignment.partition)
                else {
                    continue
                }
                try reader.resume(index)
            }
        }

        private func takeDeliveries(timeoutMilliseconds: Int32) throws(KafkaError) {
            var failed: KafkaError?
            var delivered = false
            try producer.poll(timeoutMilliseconds: timeoutMilliseconds) { delivery in
                if let appended = delivery.appended { brokerTime = (appended, SteadyClock.seconds) }
                guard delivery.token != Driver.timeToken else { return }
                let wasAlone = alone == delivery.token
                if wasAlone { alone = nil }
                if let error = delivery.error {
                    let kind = kind(of: error, wasAlone: wasAlone)
                    loop.failed(delivery.token, kind)
                    if case .again = kind { failed = error }
                } else {
                    loop.delivered(delivery.token, offset: delivery.offset)
                    delivered = true
                }
            }
            if let failed {
                let pause = deliveryPause.next()
                holdUntil = SteadyClock.seconds + pause
                driver.log.write(.warning, "not delivered", ["reason": .text("\(failed)")])
                noteFault(failed)
            } else if delivered {
                deliveryPause.reset()
                acknowledgedAt = SteadyClock.seconds
                noteSuccess()
            }
        }

        private func carryOut(_ effect: Effect) throws(KafkaError) {
            switch effect {
            case .append(let partition, let key, let value, let token):
                try append(.caseFiles, partition, key, value, [], token)
            case .write(let write, let token):
                try append(write.topic, write.partition, write.key, write.value, write.headers, token)
            case .commit(let offsets):
                commit(offsets)
            }
        }

        private func append(
            _ topic: Topic, _ partition: Int32?, _ key: String, _ value: [UInt8]?, _ headers: [RecordHeader],
            _ token: UInt64
        ) throws(KafkaError) {
            guard let target = topics[topic] else {
                loop.failed(
                    token,
                    .never(
                        "\(driver.service.name) writes to \(driver.namespace.topic(topic)), which it does not declare"))
                return
            }
            let place = partition ?? Partitioner.partition(of: key, partitions: target.partitionCount)
            let isOneByOne = SteadyClock.seconds < oneByOneUntil
            do throws(KafkaError) {
                if isOneByOne { try waitAlone { producer.inFlight > 0 } }
                while try producer.append(target, place, key: key, value: value, headers: headers, token: token)
                    == .queueFull
                {
                    try takeDeliveries(timeoutMilliseconds: 10)
                    if driver.stop.isRequested { return }
                }
                guard isOneByOne else { return }
                alone = producer.inFlight > 1 ? nil : token
                try waitAlone { alone != nil }
                alone = nil
            } catch {
                // Of this record: it was never queued, so no delivery will tell.
                guard producer.fatalError == nil else { throw error }
                let kind = kind(of: error, wasAlone: true)
                loop.failed(token, kind)
                guard case .again = kind else { return }
                holdUntil = SteadyClock.seconds + deliveryPause.next()
                noteFault(error)
            }
        }

        private func waitAlone(_ isWaiting: () -> Bool) throws(KafkaError) {
            let deadline = SteadyClock.seconds + Session.aloneSeconds
            while isWaiting(), SteadyClock.seconds < deadline, !driver.stop.isRequested {
                try takeDeliveries(timeoutMilliseconds: 100)
            }
        }

        /// Whether that is about this record alone, or about the broker. Only what is too large by itself is left out: a
        /// right that is missing, or a disk that is full, can be mended, and what was to be said is said then. A broker
        /// refuses a whole batch; so what was refused with others is tried one by one.
        private func kind(of error: KafkaError, wasAlone: Bool) -> DeliveryError {
            guard error.code == .messageTooLarge else { return .again("\(error)") }
            if wasAlone { return .never("\(error)") }
            oneByOneUntil = SteadyClock.seconds + Session.oneByOneSeconds
            return .again("\(error)")
        }

        /// After a batch was too large, records are written one by one for so long, each waited for at most so long, in
        /// seconds.
        private static let oneByOneSeconds = 30.0
        private static let aloneSeconds = 10.0
        private var oneByOneUntil = 0.0
        /// The record that is written alone and waited for.
        private var alone: UInt64?

        private func commit(_ offsets: [Int32: Int64]) {
            // Who speaks everywhere commits for the partitions that the group gave it, as everybody does.
            let offsets = driver.actsEverywhere ? offsets.filter { group.partitions.contains($0.key) } : offsets
            guard !offsets.isEmpty else { return }
            do throws(KafkaError) {
                try group.commit(offsets)
                commitAgain.succeeded(at: SteadyClock.seconds)
            } catch {
                // Progress only: whoever speaks now commits, and what was not is asked for again.
                commitAgain.failed(
                    offsets.keys, isUnanswered: !error.code.isGroupChange, at: SteadyClock.seconds)
                driver.log.write(
                    error.code.isGroupChange ? .debug : .warning, "not committed", ["reason": .text("\(error)")])
            }
        }

        // MARK: The time

        /// What is known of the time besides the host's clock.
        private func evidence(_ now: Double) -> TimeEvidence {
            func day(_ milliseconds: Int64, later seconds: Int64) -> Day {
                London.day(unixSeconds: milliseconds / 1_000 + seconds)
            }
            var evidence = TimeEvidence(soon: driver.civilDay(in: DayKeeper.toleranceSeconds))
            if brokerTellsTime {
                evidence.broker = .notAsked
                if let brokerTime, now < brokerTime.at + Driver.timeHolds {
                    evidence.broker = .latest(
                        day(brokerTime.milliseconds, later: Int64(now - brokerTime.at) + DayKeeper.toleranceSeconds))
                }
            }
            if latestStamp > 0 { evidence.earliest = day(latestStamp, later: -DayKeeper.toleranceSeconds) }
            return evidence
        }

        /// Writes a record that holds nothing: its acknowledgement says when the broker appended it.
        private func askForTime(_ now: Double) throws(KafkaError) {
            guard now >= askedForTimeAt + Driver.askForTimeEvery else { return }
            askedForTimeAt = now
            guard let topic = topics[.deadLetters] else { return }
            // Where the queue is full it is asked again later.
            _ = try producer.append(
                topic, 0, key: Driver.timeKey, value: nil, headers: [], token: Driver.timeToken)
        }

        // MARK: The broker

        private func noteFault(_ error: KafkaError) {
            if brokerFault == nil { driver.log.write(.warning, "the broker is away", ["reason": .text("\(error)")]) }
            brokerFault = "\(error)"
            askBrokerAt = SteadyClock.seconds + brokerPause.next()
            shownAt = 0
        }

        private func noteSuccess() {
            heardAt = SteadyClock.seconds
            guard brokerFault != nil else { return }
            driver.log.write(.info, "the broker is back")
            brokerFault = nil
            brokerPause.reset()
            shownAt = 0
        }

        /// Nothing may be read for hours on a quiet log: so the broker is asked, with growing pauses.
        private func askBroker(_ now: Double) {
            guard now >= askBrokerAt else { return }
            do throws(KafkaError) {
                _ = try admin.metadata(timeoutMilliseconds: 500)
                noteSuccess()
            } catch {
                noteFault(error)
            }
        }

        /// What is wrong with the record when a position is not in it; nil when it is in it by now.
        private func contradiction() -> RecordFault? {
            for index in ends.indices {
                let partition = Int32(index)
                let position = loop.partitions[index].position
                do throws(KafkaError) {
                    let marks = try reader.watermarks(
                        topic: driver.namespace.topic(.caseFiles), partition: partition)
                    if marks.low > 0 { return .lostBeginning(partition: partition, first: marks.low) }
                    if marks.high < position {
                        return .lostEnd(partition: partition, end: marks.high, seen: position)
                    }
                } catch {
                    // It cannot be asked now: what could not be read is not there, which is what counts.
                    return .lostEnd(partition: partition, end: -1, seen: position)
                }
            }
            for (index, assignment) in reader.assignments.enumerated() where index >= ends.count {
                guard let topic = driver.namespace.topic(named: assignment.topic) else { continue }
                let position = reader.position(index)
                do throws(KafkaError) {
                    let marks = try reader.watermarks(topic: assignment.topic, partition: assignment.partition)
                    if marks.high < position || marks.low > position {
                        return .lostEndOf(topic, partition: assignment.partition, end: marks.high, seen: position)
                    }
                } catch {
                    return nil
                }
            }
            return nil
        }

        // MARK: The record

        /// When a look at the record is so long ago, times `watchSeconds`, the service is not ready.
        private static let longestUnwatched = 4.0
        /// How often trouble with records is said, in seconds; all of it is counted.
        private static let troubleEvery = 10.0

        /// Tells the watch what was read, and takes what it found.
        private func exchange(_ now: Double) {
            guard now >= exchangedAt + Driver.showEvery else { return }
            exchangedAt = now
            watch.tell(loop.known(others: otherPositions))
            found = watch.take()
            for (partition, head) in found.heads { loop.reckoned(head, of: partition) }
            if let settings = found.settings { loop.stopSpeaking(settings) } else { loop.settingsAreMended() }
            if let fault = found.fault { loop.stopSpeaking(fault) }
            if now >= saidTroubleAt + Session.troubleEvery, let trouble = loop.takeTrouble() {
                saidTroubleAt = now
                var fields: KeyValuePairs<StaticString, Log.Value> = ["reason": .text(trouble.why)]
                if let place = trouble.position {
                    let key = Quarantine.key(.caseFiles, place.partition, place.offset, place.offset)
                    fields = [
                        "reason": .text(trouble.why), "position": .text(key),
                        "pass_over": .text(
                            "annual-review quarantine \(key) --why TEXT\(driver.namespace.option)"),
                    ]
                }
                driver.log.write(.warning, trouble.what, fields)
            }
            rescue.answer(loop, driver.log)
        }

        private var otherPositions: [Watch.Place: Int64] {
            var positions: [Watch.Place: Int64] = [:]
            for (index, assignment) in reader.assignments.enumerated() where index >= ends.count {
                guard let topic = driver.namespace.topic(named: assignment.topic) else { continue }
                positions[Watch.Place(topic: topic, partition: assignment.partition)] = reader.position(index)
            }
            return positions
        }

        /// The check of what was found, and, when it stops speaking or speaks again, a line of the log.
        private func recordCheck(_ now: Double) -> Health.Check {
            let silence = loop.silence
            if silence != saidSilence {
                if let silence {
                    driver.log.write(
                        .error, "stops speaking",
                        [
                            "kind": .text(silence.kind.rawValue),
                            "reason": .text(silence.description(in: driver.namespace)),
                        ])
                } else {
                    driver.log.write(.info, "speaks again")
                }
                saidSilence = silence
            }
            if let silence {
                return Health.Check(name: "record", fault: silence.description(in: driver.namespace))
            }
            let unwatched = now - found.lookedAt
            guard unwatched < driver.options.watchSeconds * Session.longestUnwatched else {
                return Health.Check(
                    name: "record",
                    fault: "the record was not looked at for \(Int(unwatched)) s: \(found.trouble ?? "no answer")")
            }
            return Health.Check(name: "record")
        }

        private var found = Watch.Found()
        private var exchangedAt = 0.0
        private var saidTroubleAt = -Session.troubleEvery
        private var saidSilence: RecordFault?
        private lazy var rescue = Rescue(
            folder: driver.options.rescueFolder, service: driver.service.name, instance: driver.instance,
            namespace: driver.namespace)

        // MARK: What is to be seen

        private func show(_ now: Double) {
            guard now >= shownAt + Driver.showEvery else { return }
            shownAt = now
            let partitions = loop.partitions
            // What was refused is said again after a pause, and not before does it wait again.
            if producer.inFlight == 0, now >= holdUntil + 1 { acknowledgedAt = now }
            var checks = [
                Health.Check(name: "broker", fault: brokerFault), Health.Check(name: "topics"), recordCheck(now),
            ]
            checks.append(
                Health.Check(
                    name: "write",
                    fault: now >= acknowledgedAt + Driver.unacknowledgedSeconds
                        ? "what was written is not acknowledged: a topic has fewer replicas in sync than its "
                            + "min.insync.replicas, or a broker does not answer" : nil))
            let isEmpty = partitions.contains { $0.isAtEnd && !$0.hasBegun }
            checks.append(
                Health.Check(
                    name: "log",
                    fault: isEmpty
                        ? "the log has not begun; run: annual-review topics --begin real --council NAME "
                            + driver.options.address.options : nil))
            checks.append(Health.Check(name: "cases", fault: loop.manyAside))
            if driver.dayKeeper != nil {
                checks.append(Health.Check(name: "days", fault: loop.dayConcern?.description))
            }
            let lack = loop.lack
            if (lack != nil) != hasSaidLack {
                hasSaidLack = lack != nil
                driver.log.write(
                    hasSaidLack ? .error : .info, hasSaidLack ? "waits for what it lacks" : "has what it lacked",
                    lack.map { ["reason": .text($0)] } ?? [:])
            }
            checks.append(Health.Check(name: "needs", fault: lack))
            if !caughtUp, loop.hasReadTopics {
                caughtUp = zip(partitions, ends).allSatisfy { $0.position >= $1 && ($0.position > 0 || $0.isAtEnd) }
            }
            checks.append(
                Health.Check(
                    name: "read",
                    fault: caughtUp ? nil : "the log is being read for the first time"))
            let counts = loop.counts
            let inFlight = loop.inFlight
            let ends = knownEnds
            let record = loop.recordFigures(found, now)
            let droppedLogLines = driver.log.droppedLines
            let hostDay = driver.civilDay()
            driver.health.show {
                $0.record = record
                $0.checks = checks
                $0.counts = counts
                $0.partitions = partitions
                $0.ends = ends
                $0.inFlight = inFlight
                $0.droppedLogLines = droppedLogLines
                $0.hostDay = hostDay
            }
            let isReady = checks.allSatisfy { $0.fault == nil }
            if isReady != wasReady {
                wasReady = isReady
                let fault = checks.compactMap(\.fault).first ?? ""
                driver.log.write(isReady ? .info : .warning, isReady ? "ready" : "not ready", ["reason": .text(fault)])
            }
        }

        /// Whether everything was read to its end once.
        private var caughtUp = false
        /// Whether the log was told that the outside lacks something, and not yet that it has it.
        private var hasSaidLack = false

        // MARK: The stop

        /// What is in flight is delivered, progress committed, the group left; each within its bound.
        func close() {
            do throws(KafkaError) {
                if loop.silence == nil {
                    // Entries wait for the records of their answer, as a receipt does: once those are acknowledged, what
                    // waited for them is said too. A message that left has its receipt before the stop.
                    let end = SteadyClock.seconds + Double(Driver.stopFlush) / 1_000
                    var effects = loop.takeEffects()
                    repeat {
                        for effect in effects { try carryOut(effect) }
                        let left = Int32(max(0, end - SteadyClock.seconds) * 1_000)
                        _ = try producer.flush(timeoutMilliseconds: left) { delivery in
                            if delivery.error == nil, delivery.token != Driver.timeToken {
                                loop.delivered(delivery.token, offset: delivery.offset)
                            }
                        }
                        effects = loop.takeEffects()
                    } while !effects.isEmpty && SteadyClock.seconds < end
                    let offsets = loop.restingOffsets.filter { group.partitions.contains($0.key) }
                    if !offsets.isEmpty { try group.commit(offsets, timeoutMilliseconds: 1_000) }
                }
            } catch {
                driver.log.write(.debug, "not all was delivered or committed", ["reason": .text("\(error)")])
            }
            loop.stop()
            watch.end()
            var ended = group.leave(timeoutMilliseconds: Driver.stopLeave)
            ended = reader.close(timeoutMilliseconds: Driver.stopClient) && ended
            ended = producer.close(timeoutMilliseconds: Driver.stopClient) && ended
            ended = admin.close(timeoutMilliseconds: Driver.stopClient) && ended
            if !ended { driver.log.write(.warning, "a client of Kafka did not end in time") }
        }
    }
}
