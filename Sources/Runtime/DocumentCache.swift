import Contracts

/// Documents that were read or fetched lately, within a bound; the oldest go first.
struct DocumentCache {
    private let mostBytes: Int
    private let mostOfOne: Int
    private var documents: [DocumentKey: Document] = [:]
    /// In the order in which they came, from `next` on; those that were removed stay until their turn.
    private var order: [DocumentKey] = []
    private var next = 0
    private(set) var bytes = 0

    /// A cache of at most so many bytes, none of them of a document of more than `mostOfOne`.
    init(mostBytes: Int, mostOfOne: Int) {
        self.mostBytes = mostBytes
        self.mostOfOne = mostOfOne
    }

    subscript(_ key: DocumentKey) -> Document? { documents[key] }

    mutating func put(_ document: Document, _ key: DocumentKey) {
        guard document.bytes.count <= min(mostOfOne, mostBytes), documents[key] == nil else { return }
        documents[key] = document
        order.append(key)
        bytes += document.bytes.count
        while bytes > mostBytes || order.count - next > DocumentCache.most { dropOldest() }
    }

    /// The most documents, however small.
    static let most = 10_000

    mutating func remove(_ key: DocumentKey) {
        if let document = documents.removeValue(forKey: key) { bytes -= document.bytes.count }
    }

    private mutating func dropOldest() {
        guard next < order.count else { return }
        remove(order[next])
        next += 1
        if next == 1_024 {
            order.removeFirst(next)
            next = 0
        }
    }
}
