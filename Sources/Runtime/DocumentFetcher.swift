public import Contracts
import Kafka
import Synchronization

/// Why a document cannot be fetched at present.
public struct FetchFault: Error, CustomStringConvertible {
    /// What the broker said, or that it said nothing.
    public let description: String

    public init(description: String) { self.description = description }
}

/// Fetches single documents from where they stand on the topic, by a consumer of its own: nobody holds them all in memory.
///
/// - Thread: any; one fetch at a time, and whoever asks waits for it.
public final class DocumentFetcher: DocumentSource {
    /// The longest that one fetch takes, in seconds; the largest document takes a fraction of it.
    static let patience = 10.0
    /// The most bytes that are fetched ahead: the record that is wanted comes whole, however large.
    private static let mostAheadKibibytes = 64
    /// What is asked for of a partition at once, in bytes: the record that is wanted and hardly more.
    private static let fetchBytes = 64 << 10

    private let address: LogAddress
    private let reader = Mutex<Reader?>(nil)

    /// A fetcher from that log; it connects when something is fetched.
    public init(_ address: LogAddress) { self.address = address }

    /// The document under that key, held to the hash in it; nil where another record, or none, stands at that place by now:
    /// what was erased or written again does. Throws what the broker says, and when it says nothing in time.
    public func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
        try reader.withLock { reader throws(FetchFault) in
            do throws(KafkaError) {
                if let reader { return try fetch(key, at: place, by: reader) }
                let open = try connect()
                reader = open
                return try fetch(key, at: place, by: open)
            } catch {
                // The next fetch connects anew.
                reader?.close(timeoutMilliseconds: 0)
                reader = nil
                throw FetchFault(description: "\(error)")
            }
        }
    }

    /// Ends its connection; a later fetch opens another.
    public func close() {
        reader.withLock { reader in
            reader?.close(timeoutMilliseconds: 1_000)
            reader = nil
        }
    }

    private func connect() throws(KafkaError) -> Reader {
        var settings = Reader.Settings()
        settings.maximumQueuedRecords = 1
        settings.maximumQueuedKibibytes = DocumentFetcher.mostAheadKibibytes
        settings.maximumBatch = 1
        settings.maximumFetchBytes = DocumentFetcher.fetchBytes
        return try Reader(address.kafka, settings: settings)
    }

    private func fetch(_ key: DocumentKey, at place: Position, by reader: Reader) throws(KafkaError) -> Document? {
        let topic = address.namespace.topic(.documents)
        try reader.assign([.init(topic: topic, partition: place.partition, offset: place.offset)])
        let deadline = SteadyClock.seconds + DocumentFetcher.patience
        var document: Document?
        var isRead = false
        while !isRead {
            do throws(KafkaError) {
                try reader.poll(max: 1, timeoutMilliseconds: 100) { record in
                    isRead = true
                    document = DocumentFetcher.document(key, at: place, in: record)
                }
            } catch {
                // A place that the topic does not hold any more, or not yet, holds no document.
                if error.code == .offsetNotInLog || error.code == .offsetOutOfRange { break }
                guard error.advice == .retry else { throw error }
            }
            if !isRead, reader.isAtEnd { isRead = true }
            guard isRead || SteadyClock.seconds < deadline else {
                throw KafkaError(.timedOut, while: "fetch a document of \(topic)/\(place.partition)")
            }
        }
        // Nothing more is fetched until somebody asks again.
        try reader.assign([])
        return document
    }

    private static func document(
        _ key: DocumentKey, at place: Position, in record: borrowing RecordView
    ) -> Document? {
        guard record.offset == place.offset, let value = record.value,
            record.key?.elementsEqual(key.description.utf8) ?? false
        else { return nil }
        do throws(Document.Fault) {
            let headers = record.headers.map { RecordHeader($0.name, $0.value) }
            return try Document(key, headers: headers, bytes: Array(value))
        } catch {
            // It was held to its hash when it was read: what is another now is not that document.
            return nil
        }
    }
}
