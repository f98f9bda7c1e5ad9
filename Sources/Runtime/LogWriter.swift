public import Contracts
public import Kafka
import CaseFile
import JSON
public import Statute

/// Why a log could not be written to.
public enum LogWriterError: Error, CustomStringConvertible {
    /// Kafka's side failed.
    case kafka(KafkaError)
    /// The log has begun already: this partition of that topic holds records.
    case alreadyBegun(topic: String, partition: Int32, records: Int64)
    /// Not all records were acknowledged in time.
    case notAcknowledged(records: Int, seconds: Int)
    /// An entry that cannot be written as JSON.
    case notWritable(String)
    /// A real log would begin on a day that is not the broker's.
    case otherDay(host: Day, broker: Day)

    public var description: String {
        switch self {
        case .kafka(let error): error.description
        case .alreadyBegun(let topic, let partition, let records):
            "the log has begun already: \(topic)/\(partition) holds \(records) records; a log begins once"
        case .notAcknowledged(let records, let seconds):
            "\(records) records were not acknowledged within \(seconds) s; they may be in the log: run it again, "
                + "what is there already will not count twice"
        case .notWritable(let why): "an entry could not be written: \(why)"
        case .otherDay(let host, let broker):
            "the log does not begin: on this host it is \(host), and at the broker \(broker). A log's days cannot be taken "
                + "back: set the clock that is wrong, and begin it then"
        }
    }
}

/// Appends to the topics for the operator's command and for tests: records are queued, `flush` waits until all of them
/// are acknowledged.
///
/// - Thread: one at a time, the owner's.
public final class LogWriter {
    /// How many records may wait for acknowledgement; then an append first waits for some.
    public static let mostInFlight = 10_000

    /// How many partitions `case-files` has.
    public var partitions: Int32 { caseFiles.partitionCount }

    private let address: LogAddress
    private let topicsJustMade: Bool
    private let producer: Producer
    private let caseFiles: Producer.Topic
    private var opened: [Topic: Producer.Topic] = [:]
    private var failure: KafkaError?
    /// When the broker last appended something, by its own clock, in milliseconds since 1970.
    private var appended: Int64?
    private var writer = JSONWriter()

    /// Opens `case-files` for writing. Topics that were just made by one broker are waited for where another does not know
    /// them yet.
    public init(
        _ address: LogAddress, lingerMilliseconds: Int = 2, topicsJustMade: Bool = false
    ) throws(KafkaError) {
        self.address = address
        self.topicsJustMade = topicsJustMade
        var settings = Producer.Settings()
        settings.lingerMilliseconds = lingerMilliseconds
        settings.compression = .zstd
        settings.maximumQueuedRecords = LogWriter.mostInFlight
        settings.maximumRecordBytes = Topic.documents.largestRecord
        producer = try Producer(address.kafka, settings: settings)
        caseFiles = try producer.open(topic: address.namespace.topic(.caseFiles), justMade: topicsJustMade)
        opened[.caseFiles] = caseFiles
    }

    /// Queues an entry of that case's file.
    public func append(_ entry: Entry, to id: CaseID) throws(LogWriterError) {
        try append(entry, key: id.text, to: Partitioner.partition(of: id.text, partitions: partitions))
    }

    /// Queues an entry about a whole partition (its key is `log`).
    public func append(_ entry: Entry, toLogOf partition: Int32) throws(LogWriterError) {
        try append(entry, key: LogBook.key, to: partition)
    }

    /// Queues a record of any topic; nil erases. Without a partition the key decides it, as Java's clients do.
    public func write(
        _ topic: Topic, key: String, value: [UInt8]?, headers: [RecordHeader] = [], partition: Int32? = nil
    ) throws(LogWriterError) {
        let target: Producer.Topic
        do throws(KafkaError) { target = try open(topic) } catch { throw .kafka(error) }
        try queue(
            target, partition ?? Partitioner.partition(of: key, partitions: target.partitionCount), key: key,
            value: value, headers)
    }

    /// Appends `log-began` to every partition of an empty log and waits until all are acknowledged. The number of
    /// partitions is filled in, and the log's name where it has none; each of `topics` begins with it, in every partition.
    /// Where an earlier attempt came no further than to mark topics, its name is taken.
    public func begin(
        _ log: LogBegan, on day: Day, by actor: Actor, marking topics: [Topic] = [], timeoutSeconds: Int = 30
    ) throws(LogWriterError) {
        let ends: [Int64]
        do throws(KafkaError) {
            let admin = try Admin(address.kafka)
            defer { admin.close() }
            ends = try retrying(seconds: timeoutSeconds, topicsJustMade: topicsJustMade) { () throws(KafkaError) in
                try admin.endOffsets(topic: caseFiles.name, partitions: 0..<partitions)
            }
        } catch {
            throw .kafka(error)
        }
        for (partition, end) in ends.enumerated() where end > 0 {
            throw .alreadyBegun(topic: caseFiles.name, partition: Int32(partition), records: end)
        }
        var log = log
        log.partitions = Int(partitions)
        if log.log == LogBegan().log { log.log = try nameOfAttempt(topics, timeoutSeconds) ?? .random() }
        // Before the log begins: a topic without its marker is never beside a log that has a name.
        let marker: [UInt8]
        do throws(JSONError) { marker = try LogMarker.record(of: log, on: day).json() } catch {
            throw .notWritable(error.description)
        }
        for topic in topics where topic != .caseFiles {
            let target: Producer.Topic
            do throws(KafkaError) { target = try open(topic) } catch { throw .kafka(error) }
            for partition in 0..<target.partitionCount {
                try queue(target, partition, key: LogMarker.key, value: marker, LogMarker.headers)
            }
        }
        try flush(timeoutSeconds: timeoutSeconds)
        if log.calendar == .real, let appended {
            // What was written just now says what day it is at the broker.
            let (seconds, tolerance) = (appended / 1_000, DayKeeper.toleranceSeconds)
            let days = [seconds - tolerance, seconds, seconds + tolerance].map { London.day(unixSeconds: $0) }
            guard days.contains(day) else { throw .otherDay(host: day, broker: days[1]) }
        }
        let event = Event(ConclusionID(.logBegan), .logBegan(log))
        for partition in 0..<partitions {
            try append(Entry(by: actor, recorded: day, events: [event]), toLogOf: partition)
        }
        try flush(timeoutSeconds: timeoutSeconds)
    }

    /// The name with which an attempt to begin marked topics that hold nothing else; nil when one holds more, or none is
    /// marked, or they differ.
    private func nameOfAttempt(_ topics: [Topic], _ timeoutSeconds: Int) throws(LogWriterError) -> LogName? {
        var names: Set<LogName?> = []
        do throws(KafkaError) {
            for topic in topics where topic != .caseFiles {
                names.formUnion(
                    try retrying(seconds: timeoutSeconds, topicsJustMade: topicsJustMade) { () throws(KafkaError) in
                        try LogReader(address).logNames(in: topic, timeoutSeconds: timeoutSeconds)
                    })
            }
        } catch {
            throw .kafka(error)
        }
        return names.count == 1 ? names.first ?? nil : nil
    }

    /// Waits until everything that was queued is acknowledged. Throws the first failure.
    public func flush(timeoutSeconds: Int = 130) throws(LogWriterError) {
        do throws(KafkaError) {
            let isDone = try producer.flush(timeoutMilliseconds: Int32(clamping: timeoutSeconds * 1000)) { note($0) }
            guard isDone else { throw KafkaError(.timedOut, while: "flush") }
        } catch {
            if error.code == .timedOut { throw .notAcknowledged(records: producer.inFlight, seconds: timeoutSeconds) }
            throw .kafka(error)
        }
        if let failure {
            self.failure = nil
            throw .kafka(failure)
        }
    }

    /// Ends the writer; what was not flushed may be lost.
    public func close() { producer.close() }

    private func open(_ topic: Topic) throws(KafkaError) -> Producer.Topic {
        if let known = opened[topic] { return known }
        let new = try producer.open(topic: address.namespace.topic(topic), justMade: topicsJustMade)
        opened[topic] = new
        return new
    }

    private func append(_ entry: Entry, key: String, to partition: Int32) throws(LogWriterError) {
        // Reports count one by one: more of them than an entry may hold are several entries.
        for start in stride(from: 0, to: max(1, entry.events.count), by: Entry.mostEvents) {
            var part = entry
            if entry.events.count > Entry.mostEvents {
                part.events = Array(entry.events[start..<min(entry.events.count, start + Entry.mostEvents)])
            }
            writer.clear()
            do throws(JSONError) {
                try part.write(to: &writer)
            } catch {
                throw .notWritable(error.description)
            }
            try queue(caseFiles, partition, key: key, value: writer.bytes)
        }
    }

    private func queue(
        _ topic: Producer.Topic, _ partition: Int32, key: String, value: [UInt8]?, _ headers: [RecordHeader] = []
    ) throws(LogWriterError) {
        if let failure { throw .kafka(failure) }
        do throws(KafkaError) {
            while try producer.append(topic, partition, key: key, value: value, headers: headers, token: 0)
                == .queueFull
            {
                try producer.poll(timeoutMilliseconds: 100) { note($0) }
            }
            try producer.poll(timeoutMilliseconds: 0) { note($0) }
        } catch {
            throw .kafka(error)
        }
    }

    private func note(_ delivery: Producer.Delivery) {
        if failure == nil, let error = delivery.error { failure = error }
        appended = delivery.appended ?? appended
    }
}

extension Producer {
    /// Appends a record whose key and value Swift owns.
    func append(
        _ topic: Topic, _ partition: Int32, key: String, value: [UInt8]?, headers: [RecordHeader], token: UInt64
    ) throws(KafkaError) -> Enqueuing {
        var key = key
        let result: Result<Enqueuing, KafkaError> = key.withUTF8 { key in
            func append(_ value: UnsafeRawBufferPointer?) -> Result<Enqueuing, KafkaError> {
                do throws(KafkaError) {
                    return .success(
                        try self.append(
                            to: topic, partition: partition, key: UnsafeRawBufferPointer(key), value: value,
                            headers: headers.map { ($0.name, $0.value) }, token: token))
                } catch {
                    return .failure(error)
                }
            }
            guard let value else { return append(nil) }
            return value.withUnsafeBytes { append($0) }
        }
        return try result.get()
    }
}
