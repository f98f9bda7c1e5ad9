public import Contracts

/// Where documents are fetched from by their place.
///
/// - Thread: any; whoever asks waits.
public protocol DocumentSource: Sendable {
    /// The document that stands there under that key; nil when it does not stand there. Throws when nobody can be asked at
    /// present.
    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document?
    /// Nothing more is asked.
    func close()
}

extension DocumentSource {
    public func close() {}
}

/// Documents by their keys: what was read lately from memory, the rest from where the index says that it stands.
///
/// - Thread: any; whoever asks waits.
public final class DocumentShelf: Sendable {
    /// What is known of them.
    public let index: DocumentIndex
    private let source: any DocumentSource

    /// Documents of that index, from that source.
    public init(_ index: DocumentIndex, from source: any DocumentSource) {
        self.index = index
        self.source = source
    }

    /// The document; nil when it was erased, or is missing. Throws when that cannot be said at present: nobody can be asked,
    /// or it is being looked for.
    public func document(_ key: DocumentKey) throws(FetchFault) -> Document? {
        if let document = index.cached(key) { return document }
        switch index.standing(of: key) {
        case .here(let entry):
            // Whatever the source gives is held to the hash: it is all that ties a document to what names it.
            if let document = try source.document(key, at: entry.place), document.hash == key.hash {
                index.keep(document, key)
                return document
            }
            index.doubt(key, at: entry.place)
            throw FetchFault(description: "\(key) does not stand where it was read, and is looked for again")
        case .erased, .missing: return nil
        case .notRead: throw FetchFault(description: "\(key) was not read so far, and is looked for")
        }
    }

    /// Ends the connection of its source; a later fetch opens another.
    public func close() { source.close() }
}
