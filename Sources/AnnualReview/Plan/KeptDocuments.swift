import Contracts
import Runtime

/// Documents of a case as they are kept, each held to the hash in its key.
struct KeptDocuments {
    private(set) var documents: [DocumentKey: Document] = [:]

    init(_ documents: [DocumentKey: Document] = [:]) { self.documents = documents }

    /// Reads those from the topic, once through; one that was erased, or is not what its key names, is left out.
    static func read(_ keys: Set<DocumentKey>, _ address: LogAddress) throws -> KeptDocuments {
        guard !keys.isEmpty else { return KeptDocuments() }
        var kept = KeptDocuments()
        let wanted = Dictionary(uniqueKeysWithValues: keys.map { ($0.description, $0) })
        // One alone stands in one partition.
        try LogReader(address).readDocuments(holding: keys.count == 1 ? keys.first : nil) { key, document in
            guard let key = wanted[key] else { return }
            kept.documents[key] = (try? document.get()) ?? nil
        }
        return kept
    }

    subscript(key: DocumentKey) -> Document? { documents[key] }
}
