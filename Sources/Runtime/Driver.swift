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
    /// The day in England now. A test gives its own.
    private let civilDay: () -> Day
    private var namespace: Namespace { options.namespace }

    init(
        _ service: any Service, sideEffects: (any SideEffects)?, options: ServiceOptions, dayKeeper: DayKeeper?,
        bounds: LoopBounds, instance: String, health: Health, log: Log, stop: StopRequest,
        civilDay: @escaping () -> Day = { London.day(unixSeconds: SteadyClock.civil.seconds) }
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
        self.civilDay = civilDay
    }

    /// Runs until it is asked to stop, which gives nil, or until it must stop by itself.
    func run() -> StopReason? {
        var pause = GrowingPause()
        var said = ""
        while !stop.isRequested {
            do {
                let session = try connect()
                defer { session.close() }
                return session.run()
            } catch let reason as StopReason {
                return reason
            } catch let error as KafkaError where !Driver.canMend(error) {
                return .kafka("\(error)")
            } catch {
                // The broker is away, a topic is not there yet or not known to every broker, or a right is missing: all
                // can mend without us.
                let check = (error as? Obstacle)?.check ?? "broker"
                let text = "\(error)"
                health.show { $0.checks = [Health.Check(name: check, fault: text)] }
                if text != said { log.write(.warning, "waiting", ["reason": .text(text)]) }
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
        let topics = [Topic.caseFiles, .deadLetters] + reads + (sideEffects?.writes ?? [])
        let admin = try Admin(kafka)
        do {
            let used = Topic.allCases.filter { topics.contains($0) }
            let (metadata, capabilities) = try TopicCheck.check(
                used, on: admin, of: options.address)
            let caseFiles = namespace.topic(.caseFiles)
            guard let partitions = metadata.topics[caseFiles]?.partitions else {
                throw Obstacle(check: "topics", description: "\(caseFiles) has no partitions")
            }
            let ends = try checkEnds(admin, partitions)
            var counts: [Topic: Int32] = [:]
            var assignments = (0..<partitions).map {
                Reader.Assignment(topic: caseFiles, partition: $0, offset: 0)
            }
            for topic in reads {
                let name = namespace.topic(topic)
                let count = metadata.topics[name]?.partitions ?? 0
                counts[topic] = count
                let starts = try admin.beginOffsets(topic: name, partitions: 0..<count)
                assignments += (0..<count).map {
                    Reader.Assignment(topic: name, partition: $0, offset: starts[Int($0)])
                }
            }
            let isEmbedded = capabilities.isEmpty
            var reading = Reader.Settings()
            if isEmbedded { reading.fetchWaitMilliseconds = embeddedFetchWaitMilliseconds }
            reading.maximumBatch = 5_000
            var writing = Producer.Settings()
            // All of a turn is appended at once. A moment's wait makes whole batches of it, which cost service, network and
            // broker less; a long one would be felt at every step.
            writing.lingerMilliseconds = 1
            // As the topics keep it (Contracts.Topic): a broker would else compress every batch anew.
            writing.compression = .zstd
            var membership = GroupMembership.Settings()
            membership.sessionTimeoutMilliseconds = options.sessionTimeoutMilliseconds ?? (isEmbedded ? 4_000 : 6_000)
            let loop = Loop(
                service: service, sideEffects: sideEffects, partitions: partitions, reads: counts, instance: instance,
                bounds: bounds, dayKeeper: dayKeeper)
            let producer = try Producer(kafka, settings: writing)
            var opened: [Topic: Producer.Topic] = [:]
            for topic in used { opened[topic] = try producer.open(topic: namespace.topic(topic)) }
            let reader = try Reader(kafka, settings: reading)
            try reader.assign(assignments)
            let group = try GroupMembership(
                kafka, group: namespace.group(service.name.rawValue), topic: caseFiles, settings: membership)
            log.write(
                .info, "connected",
                ["partitions": .number(Int64(partitions)), "records": .number(ends.reduce(0, +))])
            return Session(
                self, loop: loop, admin: admin, reader: reader, producer: producer, group: group, topics: opened,
                read: [.caseFiles] + reads, ends: ends)
        } catch {
            admin.close()
            throw error
        }
    }

    /// Looks whether the log has lost its beginning, or its end as far as this group had come. The ends.
    private func checkEnds(_ admin: Admin, _ partitions: Int32) throws -> [Int64] {
        let topic = namespace.topic(.caseFiles)
        let starts = try admin.beginOffsets(topic: topic, partitions: 0..<partitions)
        for (partition, start) in starts.enumerated() where start > 0 {
            throw StopReason.lostBeginning(partition: Int32(partition), first: start)
        }
        let committed = try admin.committedOffsets(
            group: namespace.group(service.name.rawValue), topic: topic, partitions: 0..<partitions)
        let ends = try admin.endOffsets(topic: topic, partitions: 0..<partitions)
        for partition in ends.indices {
            if let seen = committed[partition], seen > ends[partition] {
                throw StopReason.lostEnd(partition: Int32(partition), end: ends[partition], seen: seen)
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

        init(
            _ driver: Driver, loop: Loop, admin: Admin, reader: Reader, producer: Producer, group: GroupMembership,
            topics: [Topic: Producer.Topic], read: [Topic], ends: [Int64]
        ) {
            self.driver = driver
            self.loop = loop
            self.admin = admin
            self.reader = reader
            self.producer = producer
            self.group = group
            self.topics = topics
            self.read = read
            self.ends = ends
            for waker in [reader.waker, producer.waker] { driver.stop.wakes(waker) }
        }

        func run() -> StopReason? {
            while !driver.stop.isRequested {
                do throws(KafkaError) {
                    try turn()
                } catch {
                    guard error.advice == .retry else { return trouble(error) }
                    noteFault(error)
                }
                if let reason = loop.stopped { return reason }
            }
            return nil
        }

        // MARK: One turn

        private func turn() throws(KafkaError) {
            let now = SteadyClock.seconds
            try takeDeliveries(timeoutMilliseconds: 0)
            if let change = try group.poll(timeoutMilliseconds: 0) {
                loop.own(group.partitions)
                try followOthers()
                driver.log.write(
                    .info, "speaks for \(group.partitions.count) partitions",
                    ["gained": .number(Int64(change.gained.count)), "lost": .number(Int64(change.lost.count))])
            }
            let again = commitAgain.due(at: now)
            if !again.isEmpty { loop.commitFailed(again) }
            var hasMore = false
            if now >= holdUntil {
                hasMore = loop.turn(seconds: now, civil: driver.dayKeeper == nil ? nil : driver.civilDay())
                for effect in loop.takeEffects() { try carryOut(effect) }
            }
            show(now)
            guard loop.stopped == nil else { return }
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
        }

        private func readBatch(timeoutMilliseconds: Int32) throws(KafkaError) {
            let count = try reader.poll(timeoutMilliseconds: timeoutMilliseconds) { record in
                let topic = read[record.topic]
                if topic == .caseFiles {
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
                    loop.reachedEnd(assignment.partition, end: reader.position(index))
                } else if let topic = driver.namespace.topic(named: assignment.topic) {
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
                if let error = delivery.error {
                    loop.failed(delivery.token, error.advice == .retry ? .again("\(error)") : .never("\(error)"))
                    failed = error
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
            case .stop: break
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
            do throws(KafkaError) {
                while try producer.append(target, place, key: key, value: value, headers: headers, token: token)
                    == .queueFull
                {
                    try takeDeliveries(timeoutMilliseconds: 10)
                    if driver.stop.isRequested { return }
                }
            } catch {
                // Of this record: it was never queued, so no delivery will tell.
                guard producer.fatalError == nil else { throw error }
                loop.failed(token, error.advice == .retry ? .again("\(error)") : .never("\(error)"))
            }
        }

        private func commit(_ offsets: [Int32: Int64]) {
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

        /// What an error after which Kafka's client cannot go on means for the log.
        private func trouble(_ error: KafkaError) -> StopReason {
            guard error.code == .offsetNotInLog || error.code == .offsetOutOfRange else { return .kafka("\(error)") }
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
                    return .kafka("\(error)")
                }
            }
            return .kafka("\(error)")
        }

        // MARK: What is to be seen

        private func show(_ now: Double) {
            guard now >= shownAt + Driver.showEvery else { return }
            shownAt = now
            let partitions = loop.partitions
            // What was refused is said again after a pause, and not before does it wait again.
            if producer.inFlight == 0, now >= holdUntil + 1 { acknowledgedAt = now }
            var checks = [Health.Check(name: "broker", fault: brokerFault), Health.Check(name: "topics")]
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
            let ends = ends
            driver.health.show {
                $0.checks = checks
                $0.counts = counts
                $0.partitions = partitions
                $0.ends = ends
                $0.inFlight = inFlight
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
                if loop.stopped == nil {
                    // Entries wait for the records of their answer, as a receipt does: once those are acknowledged, what
                    // waited for them is said too. A message that left has its receipt before the stop.
                    let end = SteadyClock.seconds + Double(Driver.stopFlush) / 1_000
                    var effects = loop.takeEffects()
                    repeat {
                        for effect in effects { try carryOut(effect) }
                        let left = Int32(max(0, end - SteadyClock.seconds) * 1_000)
                        _ = try producer.flush(timeoutMilliseconds: left) { delivery in
                            if delivery.error == nil { loop.delivered(delivery.token, offset: delivery.offset) }
                        }
                        effects = loop.takeEffects()
                    } while !effects.isEmpty && SteadyClock.seconds < end
                    let offsets = loop.restingOffsets
                    if !offsets.isEmpty { try group.commit(offsets, timeoutMilliseconds: 1_000) }
                }
            } catch {
                driver.log.write(.debug, "not all was delivered or committed", ["reason": .text("\(error)")])
            }
            loop.stop()
            var ended = group.leave(timeoutMilliseconds: Driver.stopLeave)
            ended = reader.close(timeoutMilliseconds: Driver.stopClient) && ended
            ended = producer.close(timeoutMilliseconds: Driver.stopClient) && ended
            ended = admin.close(timeoutMilliseconds: Driver.stopClient) && ended
            if !ended { driver.log.write(.warning, "a client of Kafka did not end in time") }
        }
    }
}
