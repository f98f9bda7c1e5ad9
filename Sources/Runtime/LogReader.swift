public import Contracts
import JSON
public import Kafka
public import Statute

/// Reads a whole topic to its end once, from its beginning.
///
/// - Thread: one at a time, the owner's.
public final class LogReader {
    private let address: LogAddress

    /// A reader of that log; it connects when something is read.
    public init(_ address: LogAddress) { self.address = address }

    /// Gives each document up to the end that the topic had when this was called: its key, and its bytes with what its
    /// headers say; nil is one that was erased. What is no document is given with its fault.
    public func readDocuments(
        holding wanted: DocumentKey? = nil,
        _ body: (_ key: String, _ document: Result<Document?, Document.Fault>) -> Void
    ) throws(KafkaError) {
        try readRecords(.documents, holding: wanted?.description, timeoutSeconds: 60) { record in
            guard let bytes = record.key, let text = String(validating: bytes, as: UTF8.self), text != LogMarker.key
            else { return }
            guard let key = DocumentKey(text) else { return body(text, .failure(.key)) }
            guard let value = record.value else { return body(text, .success(nil)) }
            do throws(Document.Fault) {
                let headers = record.headers.map { RecordHeader($0.name, $0.value) }
                body(text, .success(try Document(key, headers: headers, bytes: Array(value))))
            } catch {
                body(text, .failure(error))
            }
        }
    }

    /// Gives each record of `people` up to the end that the topic had when this was called: its key, who it says that is, and
    /// the day on which the broker took it; nil of one that was erased, or that cannot be read.
    public func readPeople(_ body: (_ key: String, _ person: Person?, _ day: Day) -> Void) throws(KafkaError) {
        _ = try readRecords(.people, holding: nil, timeoutSeconds: 60) { record in
            guard let bytes = record.key, let key = String(validating: bytes, as: UTF8.self), key != LogMarker.key
            else { return }
            let day = London.day(unixSeconds: record.timestamp / 1000)
            guard let value = record.value else { return body(key, nil, day) }
            do throws(JSONError) { body(key, try Person(json: value), day) } catch { body(key, nil, day) }
        }
    }

    /// Gives each record up to the end that the topic had when this was called, each partition in order;
    /// with a key, only of the partition that holds it. The bytes are borrowed. Answers how many there were; throws when
    /// no end comes in time, and `LogDamage` when the case files have lost their beginning or have a hole.
    @discardableResult
    public func readToEnd(
        _ topic: Topic, holding key: String? = nil, timeoutSeconds: Int = 60,
        _ body: (_ partition: Int32, _ offset: Int64, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?)
            -> Void
    ) throws -> Int {
        guard topic == .caseFiles else {
            return try readRecords(topic, holding: key, timeoutSeconds: timeoutSeconds) {
                // The name of the log with which a topic begins is the reader's own business.
                if $0.key?.elementsEqual(LogMarker.key.utf8) ?? false { return }
                body($0.partition, $0.offset, $0.key, $0.value)
            }
        }
        return try readCaseFiles(holding: key, timeoutSeconds: timeoutSeconds) {
            body($0.partition, $0.offset, $0.key, $0.value)
        }
    }

    /// The same of the case files, as the records are; what only keeps the place of a gap is left out. `passedOver` are
    /// positions that an operator is about to pass over, and that may be empty.
    @discardableResult
    public func readCaseFiles(
        holding key: String? = nil, passingOver passedOver: [Int32: ClosedRange<Int64>] = [:], timeoutSeconds: Int = 60,
        _ body: (borrowing RecordView) throws -> Void
    ) throws -> Int {
        let extent = try extent(of: .caseFiles, timeoutSeconds: timeoutSeconds)
        var known = try knownGaps()
        for (partition, positions) in passedOver { known[partition, default: []].append(positions) }
        var places = LogPlaces(extent, known: known)
        let count = try read(extent, holding: key, timeoutSeconds: timeoutSeconds) { record in
            try places.pass(record.partition, record.offset)
            guard !GapFiller.isOne(key: record.key, value: record.value) else { return }
            try body(record)
        }
        try places.end(at: key.map { [extent.partition(of: $0)] })
        return count
    }

    /// The positions of the case files of which an operator said, after looking, that they are passed over; none where
    /// there is no topic `quarantine`.
    public func knownGaps() throws(KafkaError) -> [Int32: [ClosedRange<Int64>]] {
        var known: [Int32: [ClosedRange<Int64>]] = [:]
        do throws(KafkaError) {
            try readRecords(.quarantine, holding: nil, timeoutSeconds: 60) { record in
                // What is none is not heard by services either.
                guard let value = record.value, let quarantine = try? Quarantine(json: value),
                    quarantine.about == .caseFiles, let positions = quarantine.positions
                else { return }
                known[quarantine.partition, default: []].append(positions)
            }
        } catch {
            guard error.code == .unknownTopic else { throw error }
        }
        return known
    }

    /// From where to where a topic goes, each by partition.
    public struct Extent: Sendable {
        /// The topic.
        public let topic: Topic
        /// The lowest offset that each partition holds.
        public var starts: [Int64]
        /// The offset that the next record of each partition will have.
        public let ends: [Int64]

        /// A topic that goes from there to there.
        public init(_ topic: Topic, starts: [Int64], ends: [Int64]) {
            self.topic = topic
            self.starts = starts
            self.ends = ends
        }

        func partition(of key: String) -> Int32 {
            Partitioner.partition(of: key, partitions: Int32(max(1, ends.count)))
        }
    }

    /// Asks from where to where that topic goes now.
    public func extent(of topic: Topic, timeoutSeconds: Int = 60) throws(KafkaError) -> Extent {
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        return try extent(of: topic, asking: admin, timeoutSeconds: timeoutSeconds)
    }

    /// Asks from where to where that topic goes now.
    func extent(of topic: Topic, asking admin: Admin, timeoutSeconds: Int) throws(KafkaError) -> Extent {
        let name = address.namespace.topic(topic)
        guard let count = try admin.metadata().topics[name]?.partitions, count > 0 else {
            throw KafkaError(.unknownTopic, while: "read \(name)")
        }
        let ends = try retrying(seconds: timeoutSeconds) { () throws(KafkaError) in
            try admin.endOffsets(topic: name, partitions: 0..<count)
        }
        let starts = try retrying(seconds: timeoutSeconds) { () throws(KafkaError) in
            try admin.beginOffsets(topic: name, partitions: 0..<count)
        }
        return Extent(topic, starts: starts, ends: ends)
    }

    /// The names of logs that a topic's records are markers of; nil among them when it holds anything else.
    public func logNames(in topic: Topic, timeoutSeconds: Int = 60) throws(KafkaError) -> Set<LogName?> {
        var names: Set<LogName?> = []
        try readRecords(topic, holding: nil, timeoutSeconds: timeoutSeconds) { record in
            let isMarker = record.key?.elementsEqual(LogMarker.key.utf8) ?? false
            names.insert(isMarker ? record.value.flatMap { LogMarker.name(in: $0) } : nil)
        }
        return names
    }

    /// Gives each record of another topic with the name of the log when it is a marker; nil of any other.
    public func readMarkers(
        _ topic: Topic, timeoutSeconds: Int = 60, _ body: (_ partition: Int32, _ offset: Int64, LogName?) -> Void
    ) throws(KafkaError) {
        try readRecords(topic, holding: nil, timeoutSeconds: timeoutSeconds) { record in
            let isMarker = record.key?.elementsEqual(LogMarker.key.utf8) ?? false
            body(record.partition, record.offset, isMarker ? record.value.flatMap { LogMarker.name(in: $0) } : nil)
        }
    }

    @discardableResult
    private func readRecords(
        _ topic: Topic, holding key: String?, timeoutSeconds: Int, _ body: (borrowing RecordView) -> Void
    ) throws(KafkaError) -> Int {
        let extent = try extent(of: topic, timeoutSeconds: timeoutSeconds)
        do {
            return try read(extent, holding: key, timeoutSeconds: timeoutSeconds) { body($0) }
        } catch let error as KafkaError {
            throw error
        } catch {
            throw KafkaError(.state, while: "read \(address.namespace.topic(topic))", message: "\(error)")
        }
    }

    /// Gives each record within that extent, each partition in order; with a key, only of the partition that holds it. What
    /// `body` throws ends the reading. Answers how many records there were.
    @discardableResult
    public func read(
        _ extent: Extent, holding key: String? = nil, timeoutSeconds: Int = 60,
        _ body: (borrowing RecordView) throws -> Void
    ) throws -> Int {
        let name = address.namespace.topic(extent.topic)
        let only = key.map(extent.partition)
        var open = Set(
            extent.ends.indices.map(Int32.init).filter {
                extent.ends[Int($0)] > extent.starts[Int($0)] && $0 == only ?? $0
            })
        guard !open.isEmpty else { return 0 }
        var settings = Reader.Settings()
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        if try admin.capabilities().isEmpty { settings.fetchWaitMilliseconds = embeddedFetchWaitMilliseconds }
        let reader = try Reader(address.kafka, settings: settings)
        defer { reader.close() }
        let partitions = open.sorted()
        // The case files begin at 0 or have lost something: that is for who asked to say.
        try reader.assign(
            partitions.map { .init(topic: name, partition: $0, offset: extent.starts[Int($0)]) })
        var records = 0
        var failure: (any Error)?
        var deadline = SteadyClock.seconds + Double(timeoutSeconds)
        while !open.isEmpty {
            var got = 0
            do throws(KafkaError) {
                got = try reader.poll(timeoutMilliseconds: 100) { record in
                    // What was appended meanwhile is beyond the end that was asked for.
                    guard failure == nil, record.offset < extent.ends[Int(record.partition)] else { return }
                    records += 1
                    do { try body(record) } catch { failure = error }
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            if let failure { throw failure }
            for (index, partition) in partitions.enumerated()
            where reader.position(index) >= extent.ends[Int(partition)] || reader.isAtEnd(index) {
                open.remove(partition)
            }
            if got > 0 { deadline = SteadyClock.seconds + Double(timeoutSeconds) }
            guard open.isEmpty || SteadyClock.seconds < deadline else {
                throw KafkaError(.timedOut, while: "read \(name) to its end")
            }
        }
        return records
    }
}

/// Asks again, with growing pauses, while Kafka says that the same may succeed later: a topic that was just made has no
/// leaders yet.
func retrying<T>(
    seconds: Int, topicsJustMade: Bool = false, _ ask: () throws(KafkaError) -> T
) throws(KafkaError) -> T {
    let deadline = SteadyClock.seconds + Double(seconds)
    var pause = GrowingPause()
    while true {
        do throws(KafkaError) {
            return try ask()
        } catch {
            let mayCome = error.advice == .retry || topicsJustMade && error.code == .unknownTopicOrPartition
            guard mayCome, SteadyClock.seconds < deadline else { throw error }
            StopRequest().wait(seconds: pause.next())
        }
    }
}

/// The embedded broker holds every empty answer back for the whole time, even when something comes: a hop of the demo
/// takes half of it on average. Below 3 ms the fetches themselves cost more than is won.
let embeddedFetchWaitMilliseconds = 3
