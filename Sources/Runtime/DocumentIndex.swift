public import Contracts
import Kafka
import Synchronization

// What is not obvious here:
//
// - An index is disposable and never trusted. What it says of a place is held to key and hash by whoever fetches. What it
//   does not know is missing only when this process has read all of `documents` up to an end that was asked for after
//   somebody wanted it. An index that was loaded from its file cannot say so: it is thrown away, and the topic read again.
// - Compaction moves nothing: it takes away a record behind which the same key stands again. So a place at which a document
//   no longer stands says only that there is, or will be, a later one, or none.

/// Where each document stands on `documents`, with what its headers say: the documents themselves are fetched when they are
/// needed (`DocumentShelf`), because a council's plans and reports are more than a process holds.
///
/// It may be kept in a file, so that a start reads only what came since. It holds titles and salts: what is erased is gone
/// from the file with the next commit.
///
/// - Thread: any. The service's reads, commits and asks for ends; channels ask for places.
public final class DocumentIndex: Sendable {
    /// What is known of a document.
    public struct Entry: Hashable, Sendable {
        /// Where it stands.
        public var place: Position
        /// How many bytes it has.
        public var bytes: Int
        /// What makes its hash its own.
        public var salt: DocumentSalt
        /// What the bytes are, as MIME names it.
        public var mediaType: String
        /// What a list of enclosures calls it; empty when nobody named it.
        public var title: String
        /// Whom it reaches.
        public var audience: Audience
    }

    /// How a document stands.
    public enum Standing: Equatable, Sendable {
        /// It is there.
        case here(Entry)
        /// It was there, and was erased.
        case erased
        /// It is not there: the topic was read past an end that was asked for after somebody first wanted it.
        case missing
        /// It was not read so far, and may be there.
        case notRead
    }

    /// The most bytes of documents that are kept because they were read or fetched lately, and the largest of them.
    public static let mostCachedBytes = 16 << 20
    static let mostBytesOfCached = 1 << 20

    /// What somebody wants and nothing is known of. It stays missing until its record comes or its case has a new entry: two
    /// that are missing, each of which keeps the other waiting, would else be asked for in turns for ever.
    fileprivate enum Doubt: Equatable {
        /// An end is to be asked for.
        case wanted
        /// An end is being asked for.
        case asked
        /// It is missing once its partition was read up to there.
        case upTo(Int64)
    }

    fileprivate struct State {
        /// Nil: erased.
        var entries: [DocumentKey: Entry?] = [:]
        /// The next offset of each partition.
        var positions: [Int64] = []
        /// Where each began when it was last asked.
        var starts: [Int64] = []
        var log: LogName?
        /// Whether all of it was read by this process, and nothing loaded from a file.
        var isReadThrough = true
        var readsAgain = false
        var doubts: [DocumentKey: Doubt] = [:]
        var cache: DocumentCache
        var journal: DocumentJournal?
    }

    private let state: Mutex<State>

    /// An index in memory, or one kept in that file, which another instance may hold: then, and when it cannot be written,
    /// it is in memory, and `report` is told why. `caching`: the most bytes of documents that are kept beside it.
    public init(
        file: String? = nil, caching bytes: Int = DocumentIndex.mostCachedBytes,
        report: @escaping @Sendable (_ why: String) -> Void = { _ in }
    ) {
        var first = State(cache: DocumentCache(mostBytes: bytes, mostOfOne: DocumentIndex.mostBytesOfCached))
        first.journal = file.flatMap { DocumentJournal(path: $0, report: report) }
        state = Mutex(first)
    }

    // MARK: The service's side

    /// Whether it is kept in a file.
    var isKept: Bool { state.withLock { $0.journal != nil } }

    /// Where to read each partition from, of that log; nil where `documents` does not say whose it is. What was kept of
    /// another log, or does not fit these ends, is thrown away.
    public func begin(of log: LogName?, starts: [Int64], ends: [Int64]) -> [Int64] {
        state.withLock { state in
            state.starts = starts
            state.readsAgain = false
            if state.log == nil, let log, var journal = state.journal {
                if let kept = journal.load(of: log, partitions: starts.count) {
                    state.entries = kept.entries
                    state.positions = kept.positions
                    state.isReadThrough = false
                    state.log = log
                }
                state.journal = journal
            }
            let fits =
                log != nil && state.log == log && state.positions.count == ends.count
                && zip(state.positions, ends).allSatisfy { $0 <= $1 }
            guard fits else {
                state.log = log
                state.clear()
                return starts
            }
            state.positions = zip(state.positions, starts).map { max($0, $1) }
            return state.positions
        }
    }

    /// Reads a record of `documents`. One whose key, headers or bytes are wrong is refused, and what stood under that key
    /// before is gone.
    @discardableResult
    public func read(_ record: TopicRecord) throws(Document.Fault) -> DocumentKey {
        let document: Result<(DocumentKey, Document?), Document.Fault>
        if let key = DocumentKey(record.key) {
            do throws(Document.Fault) {
                document = .success(
                    (
                        key,
                        try record.value.map { value throws(Document.Fault) in
                            try Document(key, headers: record.headers, bytes: value)
                        }
                    ))
            } catch {
                document = .failure(error)
            }
        } else {
            document = .failure(.key)
        }
        state.withLock { state in
            state.pass(record.position)
            switch document {
            case .success((let key, let document?)):
                state.put(
                    key,
                    Entry(
                        place: record.position, bytes: document.bytes.count, salt: document.salt,
                        mediaType: DocumentIndex.shared(document.mediaType),
                        title: DocumentIndex.cut(document.title), audience: document.audience))
                state.cache.put(document, key)
            case .success((let key, nil)): state.put(key, nil)
            case .failure: if let key = DocumentKey(record.key) { state.forget(key) }
            }
        }
        return try document.get().0
    }

    /// A partition was read to its end, which is at that offset: behind its last record may stand what cannot be read.
    public func reached(_ end: Int64, of partition: Int32) {
        state.withLock { $0.pass(Position(partition: partition, offset: end - 1)) }
    }

    /// Keeps in the file what was read so far.
    public func commit() { state.withLock { $0.commit() } }

    /// Whether the ends of `documents` are to be asked for; what is asked for from now on answers everybody who waits now.
    public func wantsEnds() -> Bool {
        state.withLock { state in
            var wants = false
            for (key, doubt) in state.doubts {
                if doubt == .wanted { state.doubts[key] = .asked }
                if doubt == .wanted || doubt == .asked { wants = true }
            }
            return wants
        }
    }

    /// The ends that were asked for after `wantsEnds` last answered.
    public func told(_ ends: [Int64]) {
        state.withLock { state in
            for (key, doubt) in state.doubts where doubt == .asked {
                let partition = Int(state.partition(of: key))
                guard ends.indices.contains(partition) else { continue }
                state.doubts[key] = .upTo(ends[partition])
            }
        }
    }

    /// Where each partition is to be read from again; nil unless the whole topic is, once for each time.
    public func takeReadingAgain() -> [Int64]? {
        state.withLock { state in
            guard state.readsAgain else { return nil }
            state.readsAgain = false
            return state.starts
        }
    }

    /// An entry of that case was read, which may name what was written just before it: what was found missing of the case is
    /// asked for anew when it is wanted next.
    public func askAnew(of id: CaseID) {
        state.withLock { state in
            guard !state.doubts.isEmpty else { return }
            for (key, doubt) in state.doubts where key.case == id {
                if case .upTo = doubt { state.doubts[key] = nil }
            }
        }
    }

    // MARK: Anybody's

    /// Whether that document is known to be there, and what is known of it.
    public func entry(_ key: DocumentKey) -> Entry? { state.withLock { $0.entries[key] ?? nil } }

    /// How that document stands, for somebody who wants it: where nothing is known of it, it is looked for from now on.
    public func standing(of key: DocumentKey) -> Standing {
        state.withLock { state in
            switch state.entries[key] {
            case .some(let entry?): return .here(entry)
            // A file may be of before a restore.
            case .some(nil) where state.isReadThrough: return .erased
            default: break
            }
            guard state.isReadThrough else {
                state.startOver()
                state.doubts[key] = .wanted
                return .notRead
            }
            switch state.doubts[key] {
            case .upTo(let end) where !state.readsAgain && state.position(of: state.partition(of: key)) >= end:
                return .missing
            case nil: state.doubts[key] = .wanted
            default: break
            }
            return .notRead
        }
    }

    /// That document does not stand at that place: unless a later one is known by now, it is looked for.
    func doubt(_ key: DocumentKey, at place: Position) {
        state.withLock { state in
            guard let entry = state.entries[key] ?? nil, entry.place == place else { return }
            state.forget(key)
            if !state.isReadThrough { state.startOver() }
            state.doubts[key] = .wanted
        }
    }

    /// The document, when it was read or fetched lately.
    func cached(_ key: DocumentKey) -> Document? { state.withLock { $0.cache[key] } }

    /// Keeps a document that was fetched for whoever wants it next.
    func keep(_ document: Document, _ key: DocumentKey) {
        state.withLock { state in
            // What was erased meanwhile is not kept.
            if (state.entries[key] ?? nil) != nil { state.cache.put(document, key) }
        }
    }

    /// How many documents are known.
    public var count: Int { state.withLock { $0.entries.count } }

    /// Most documents are of few types, and one text stands for all of those.
    private static func shared(_ mediaType: String) -> String {
        switch mediaType {
        case Document.html: Document.html
        case Document.plainText: Document.plainText
        default: cut(mediaType)
        }
    }

    /// The longest title or type that is kept, in bytes: who wants all of a longer one fetches its document.
    private static let mostOfText = 1_024

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > mostOfText else { return text }
        var cut = text
        while cut.utf8.count > mostOfText { cut.removeLast() }
        return cut
    }
}

extension DocumentIndex.State {
    fileprivate func partition(of key: DocumentKey) -> Int32 {
        Partitioner.partition(of: key.description, partitions: Int32(max(1, positions.count)))
    }

    /// The next offset of a partition; 0 before anything of it was read.
    fileprivate func position(of partition: Int32) -> Int64 {
        positions.indices.contains(Int(partition)) ? positions[Int(partition)] : 0
    }

    fileprivate mutating func pass(_ place: Position) {
        let partition = Int(place.partition)
        // Until it is read from its beginning again, what comes is of the reading before.
        guard !readsAgain, partition >= 0 else { return }
        while positions.count <= partition { positions.append(0) }
        positions[partition] = max(positions[partition], place.offset + 1)
    }

    fileprivate mutating func put(_ key: DocumentKey, _ entry: DocumentIndex.Entry?) {
        doubts[key] = nil
        if entry == nil { cache.remove(key) }
        let before = entries.updateValue(entry, forKey: key)
        if let entry {
            journal?.add(key, entry)
        } else if case .some(.some) = before {
            journal?.erase(key)
        } else {
            journal?.add(key, nil)
        }
        if journal?.isFull ?? false { commit() }
    }

    fileprivate mutating func forget(_ key: DocumentKey) {
        cache.remove(key)
        if entries.removeValue(forKey: key) != nil { journal?.erase(key) }
    }

    fileprivate mutating func commit() {
        guard !readsAgain, let log else { return }
        journal?.commit(positions, of: log) { entries }
    }

    fileprivate mutating func clear() {
        entries = [:]
        positions = starts
        isReadThrough = true
        journal?.begin()
        for key in doubts.keys { doubts[key] = .wanted }
    }

    /// What the file said cannot be trusted: all is read again.
    fileprivate mutating func startOver() {
        clear()
        readsAgain = true
    }
}
