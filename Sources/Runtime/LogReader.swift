public import Contracts
public import Kafka

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

    /// Gives each record up to the end that the topic had when this was called, each partition in order;
    /// with a key, only of the partition that holds it. The bytes are borrowed. Answers how many there were; throws when a partition has lost its beginning or no end comes in time.
    @discardableResult
    public func readToEnd(
        _ topic: Topic, holding key: String? = nil, timeoutSeconds: Int = 60,
        _ body: (_ partition: Int32, _ offset: Int64, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?)
            -> Void
    ) throws(KafkaError) -> Int {
        try readRecords(topic, holding: key, timeoutSeconds: timeoutSeconds) {
            // The name of the log with which a topic begins is the reader's own business.
            if topic != .caseFiles, $0.key?.elementsEqual(LogMarker.key.utf8) ?? false { return }
            body($0.partition, $0.offset, $0.key, $0.value)
        }
    }

    /// Gives each record of `case-files` with its headers, up to the end that it had when this was called, each partition in
    /// order. The records are borrowed.
    @discardableResult
    public func readCaseFiles(timeoutSeconds: Int = 60, _ body: (borrowing RecordView) -> Void) throws(KafkaError)
        -> Int
    {
        try readRecords(.caseFiles, holding: nil, timeoutSeconds: timeoutSeconds, body)
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
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let name = address.namespace.topic(topic)
        guard let count = try admin.metadata().topics[name]?.partitions, count > 0 else {
            throw KafkaError(.unknownTopic, while: "read \(name)")
        }
        let ends = try retrying(seconds: timeoutSeconds) { () throws(KafkaError) in
            try admin.endOffsets(topic: name, partitions: 0..<count)
        }
        // What is compacted or expires begins where it begins; the case files begin at 0 or have lost something.
        let starts =
            topic == .caseFiles
            ? [Int64](repeating: 0, count: Int(count))
            : try admin.beginOffsets(topic: name, partitions: 0..<count)
        let only = key.map { Partitioner.partition(of: $0, partitions: count) }
        var open = Set((0..<count).filter { ends[Int($0)] > starts[Int($0)] && $0 == only ?? $0 })
        guard !open.isEmpty else { return 0 }
        var settings = Reader.Settings()
        if try admin.capabilities().isEmpty { settings.fetchWaitMilliseconds = embeddedFetchWaitMilliseconds }
        let reader = try Reader(address.kafka, settings: settings)
        defer { reader.close() }
        let partitions = open.sorted()
        try reader.assign(
            partitions.map { .init(topic: name, partition: $0, offset: starts[Int($0)]) })
        var records = 0
        var deadline = SteadyClock.seconds + Double(timeoutSeconds)
        while !open.isEmpty {
            var got = 0
            do throws(KafkaError) {
                got = try reader.poll(timeoutMilliseconds: 100) { record in
                    // What was appended meanwhile is beyond the end that was asked for.
                    guard record.offset < ends[Int(record.partition)] else { return }
                    records += 1
                    body(record)
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            for (index, partition) in partitions.enumerated()
            where reader.position(index) >= ends[Int(partition)] || reader.isAtEnd(index) {
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
func retrying<T>(seconds: Int, _ ask: () throws(KafkaError) -> T) throws(KafkaError) -> T {
    let deadline = SteadyClock.seconds + Double(seconds)
    var pause = GrowingPause()
    while true {
        do throws(KafkaError) {
            return try ask()
        } catch {
            guard error.advice == .retry, SteadyClock.seconds < deadline else { throw error }
            StopRequest().wait(seconds: pause.next())
        }
    }
}

/// The embedded broker holds every empty answer back for the whole time, even when something comes: a hop of the demo
/// takes half of it on average. Below 3 ms the fetches themselves cost more than is won.
let embeddedFetchWaitMilliseconds = 3
