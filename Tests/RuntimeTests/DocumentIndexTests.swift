import Contracts
import Foundation
import Kafka
import Synchronization
import TestSupport
import Testing

@testable import Runtime

/// A folder that is gone with the test.
private final class IndexFolder {
    let path = NSTemporaryDirectory() + "document-index-\(UUID().uuidString)"
    var file: String { "\(path)/documents" }
    init() { try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var text: String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
}

/// The topic `documents` as an index reads it, in one partition; compaction takes records away.
private final class Shelves: DocumentSource {
    let records = Mutex<[TopicRecord?]>([])
    let asked = Mutex<[Position]>([])

    @discardableResult
    func append(_ key: DocumentKey, _ document: Document?) -> Position {
        records.withLock { records in
            let place = Position(partition: 0, offset: Int64(records.count))
            records.append(
                TopicRecord(
                    .documents, key: key.description, value: document?.bytes, headers: document?.headers ?? [],
                    at: place))
            return place
        }
    }

    /// Takes away each record behind which its key stands again.
    func compact() {
        records.withLock { records in
            for place in records.indices.dropLast() {
                guard let key = records[place]?.key else { continue }
                if records[(place + 1)...].contains(where: { $0?.key == key }) { records[place] = nil }
            }
        }
    }

    var end: Int64 { records.withLock { Int64($0.count) } }

    func read(into index: DocumentIndex, from first: Int64 = 0, to end: Int64 = .max) throws {
        for record in records.withLock({ $0 }) {
            guard let record, record.position.offset >= first, record.position.offset < end else { continue }
            try index.read(record)
        }
    }

    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
        asked.withLock { $0.append(place) }
        guard let record = records.withLock({ $0.indices.contains(Int(place.offset)) ? $0[Int(place.offset)] : nil }),
            record.key == key.description, let value = record.value
        else { return nil }
        do throws(Document.Fault) { return try Document(key, headers: record.headers, bytes: value) } catch {
            return nil
        }
    }
}

@Suite struct `The index of documents` {
    private let folder = IndexFolder()
    private let shelves = Shelves()
    private let log = LogName(high: 1, low: 2)
    private let id = CaseID("B-10432")

    private func paper(_ text: String, _ role: DocumentRole = .plan) throws -> (DocumentKey, Document) {
        let document = Document(
            Array(text.utf8), salt: .random(), mediaType: "application/pdf", title: "Title of \(text)",
            audience: .invited)
        return (DocumentKey(try #require(id), role, document.hash), document)
    }

    private func entry(_ standing: DocumentIndex.Standing) -> DocumentIndex.Entry? {
        if case .here(let entry) = standing { entry } else { nil }
    }

    @Test func `says where a document stands and what its headers say, and forgets what was erased`() throws {
        let (key, document) = try paper("plan")
        let place = shelves.append(key, document)
        let index = DocumentIndex()
        try shelves.read(into: index)
        #expect(
            entry(index.standing(of: key))
                == DocumentIndex.Entry(
                    place: place, bytes: 4, salt: document.salt, mediaType: "application/pdf", title: "Title of plan",
                    audience: .invited))
        shelves.append(key, nil)
        try shelves.read(into: index, from: 1)
        #expect(index.standing(of: key) == .erased)
        #expect(index.entry(key) == nil && index.cached(key) == nil)
    }

    @Test func `says that a document is missing only past an end that was asked for after it was wanted`() throws {
        let index = DocumentIndex()
        let (key, document) = try paper("plan")
        let (other, another) = try paper("other")
        #expect(!index.wantsEnds(), "nobody wants anything")
        shelves.append(other, another)
        try shelves.read(into: index)
        #expect(index.standing(of: key) == .notRead)
        // The document was written meanwhile: the end is asked for now, and lies behind it.
        shelves.append(key, document)
        #expect(index.wantsEnds())
        index.told([shelves.end])
        #expect(index.standing(of: key) == .notRead, "it has not been read so far")
        try shelves.read(into: index, from: 1)
        #expect(entry(index.standing(of: key)) != nil)
        // Of what is not there it is said when all was read.
        let (lost, _) = try paper("lost")
        #expect(index.standing(of: lost) == .notRead)
        // An end that was asked for before says nothing.
        index.told([shelves.end])
        #expect(index.standing(of: lost) == .notRead)
        #expect(index.wantsEnds())
        index.told([shelves.end])
        #expect(index.standing(of: lost) == .missing)
        // And it stays said, so that two that are missing do not wait for each other for ever,
        #expect(index.standing(of: lost) == .missing)
        // until an entry of its case was read, which may name what has been written since.
        index.askAnew(of: lost.case)
        #expect(index.standing(of: lost) == .notRead)
    }

    @Test func `an end behind which nothing can be read counts as read`() throws {
        let index = DocumentIndex()
        let (lost, _) = try paper("lost")
        #expect(index.standing(of: lost) == .notRead)
        #expect(index.wantsEnds())
        index.told([5])
        #expect(index.standing(of: lost) == .notRead)
        index.reached(5, of: 0)
        #expect(index.standing(of: lost) == .missing)
    }

    @Test func `fetches from where the document stands after compaction, and never what stands elsewhere`() throws {
        let (key, document) = try paper("plan")
        let (other, another) = try paper("other")
        let index = DocumentIndex(caching: 0)
        let shelf = DocumentShelf(index, from: shelves)
        shelves.append(key, document)
        try shelves.read(into: index)
        // The same is written again by another instance, and the first is compacted away before that is read.
        shelves.append(other, another)
        let last = shelves.append(key, document)
        shelves.compact()
        #expect(throws: FetchFault.self) { try shelf.document(key) }
        #expect(throws: FetchFault.self, "it is looked for, and not said to be missing") { try shelf.document(key) }
        #expect(index.wantsEnds())
        index.told([shelves.end])
        try shelves.read(into: index, from: 1)
        #expect(try shelf.document(key) == document)
        #expect(shelves.asked.withLock { $0.last } == last)
        // Erased, and the tombstone not read yet.
        shelves.append(key, nil)
        shelves.compact()
        #expect(throws: FetchFault.self) { try shelf.document(key) }
        try shelves.read(into: index, from: last.offset + 1)
        #expect(try shelf.document(key) == nil)
    }

    @Test func `keeps what was read lately within its bound, and nothing of what was erased`() throws {
        var cache = DocumentCache(mostBytes: 100, mostOfOne: 50)
        let papers = try (0..<10).map { try paper(String(repeating: "\($0)", count: 30)) }
        for (key, document) in papers { cache.put(document, key) }
        #expect(cache.bytes == 90)
        #expect(papers.map { cache[$0.0] != nil } == Array(repeating: false, count: 7) + [true, true, true])
        cache.remove(papers[9].0)
        #expect(cache.bytes == 60 && cache[papers[9].0] == nil)
        let (large, document) = try paper(String(repeating: "x", count: 51))
        cache.put(document, large)
        #expect(cache[large] == nil)
        for _ in 0..<3 {
            for (key, document) in papers { cache.put(document, key) }
            #expect(cache.bytes <= 100)
        }
    }

    // MARK: The file

    private func index() -> DocumentIndex { DocumentIndex(file: folder.file) }

    @Test func `kept in a file, a start reads only what came since`() throws {
        let papers = try (0..<5).map { try paper("\($0)") }
        for (key, document) in papers.prefix(3) { shelves.append(key, document) }
        do {
            let first = index()
            #expect(first.begin(of: log, starts: [0], ends: [3]) == [0])
            try shelves.read(into: first)
            first.commit()
        }
        for (key, document) in papers.dropFirst(3) { shelves.append(key, document) }
        do {
            let second = index()
            #expect(second.begin(of: log, starts: [0], ends: [5]) == [3])
            #expect(second.count == 3)
            try shelves.read(into: second, from: 3)
            second.commit()
        }
        let third = index()
        #expect(third.begin(of: log, starts: [0], ends: [5]) == [5])
        for (place, (key, document)) in papers.enumerated() {
            let found = try #require(entry(third.standing(of: key)))
            #expect(found.place.offset == Int64(place) && found.salt == document.salt)
            #expect(found.title == document.title && found.audience == .invited && found.bytes == 1)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `kept beside another log, or one that is shorter, it is thrown away and made anew`() throws {
        let (key, document) = try paper("plan")
        shelves.append(key, document)
        let others: [(LogName, [Int64], [Int64])] = [
            (LogName(high: 9, low: 9), [0], [1]), (log, [0], [0]), (log, [0, 0], [1, 1]),
        ]
        for (name, starts, ends) in others {
            do {
                let first = index()
                _ = first.begin(of: log, starts: [0], ends: [1])
                try shelves.read(into: first)
                first.commit()
                #expect(folder.text.contains("\(key)"))
            }
            let second = index()
            #expect(second.begin(of: name, starts: starts, ends: ends) == starts)
            #expect(second.entry(key) == nil)
            second.commit()
            #expect(!folder.text.contains("\(key)"), "\(name) \(ends)")
        }
        // Where the topic does not say whose it is, nothing is kept.
        let third = index()
        #expect(third.begin(of: nil, starts: [0], ends: [1]) == [0])
    }

    @Test func `torn at any byte, it is read as far as it is whole`() throws {
        let papers = try (0..<4).map { try paper("\($0)") }
        do {
            let first = index()
            _ = first.begin(of: log, starts: [0], ends: [0])
            for (key, document) in papers {
                try first.read(
                    TopicRecord(
                        .documents, key: key.description, value: document.bytes, headers: document.headers,
                        at: shelves.append(key, document)))
                first.commit()
            }
        }
        let whole = try Data(contentsOf: URL(filePath: folder.file))
        for length in stride(from: 0, to: whole.count, by: 7) {
            try whole.prefix(length).write(to: URL(filePath: folder.file))
            let second = index()
            let from = try #require(second.begin(of: log, starts: [0], ends: [4]).first)
            #expect((0...4).contains(from))
            #expect(papers.prefix(Int(from)).allSatisfy { second.entry($0.0) != nil })
            // What is read from there on makes it whole again.
            try shelves.read(into: second, from: from)
            second.commit()
            #expect(!isFree, "the first still has it")
            #expect(papers.allSatisfy { second.entry($0.0) != nil })
        }
        for place in stride(from: 0, to: whole.count, by: 11) {
            var damaged = whole
            damaged[place] ^= 1
            try damaged.write(to: URL(filePath: folder.file))
            let second = index()
            let from = try #require(second.begin(of: log, starts: [0], ends: [4]).first)
            for (offset, (key, document)) in papers.enumerated() {
                if let found = second.entry(key) { #expect(found.salt == document.salt && offset < from) }
            }
        }
    }

    /// Whether another instance gets the file, too.
    private var isFree: Bool { index().isKept }

    @Test func `what was erased is in no line of the file any more`() throws {
        let (key, document) = try paper("plan")
        let (other, another) = try paper("other")
        let first = index()
        _ = first.begin(of: log, starts: [0], ends: [0])
        shelves.append(key, document)
        shelves.append(other, another)
        try shelves.read(into: first)
        first.commit()
        #expect(folder.text.contains("\(document.salt)"))
        shelves.append(key, nil)
        try shelves.read(into: first, from: 2)
        first.commit()
        #expect(!folder.text.contains("\(document.salt)") && folder.text.contains("\(another.salt)"))
    }

    @Test func `cannot say that something is missing while it was loaded from its file: then all is read again`() throws
    {
        let (key, document) = try paper("plan")
        let (lost, _) = try paper("lost")
        shelves.append(key, document)
        do {
            let first = index()
            _ = first.begin(of: log, starts: [0], ends: [1])
            try shelves.read(into: first)
            first.commit()
        }
        let second = index()
        #expect(second.begin(of: log, starts: [0], ends: [1]) == [1])
        #expect(second.takeReadingAgain() == nil)
        #expect(second.standing(of: lost) == .notRead)
        #expect(second.wantsEnds())
        second.told([1])
        // What still comes of the reading before proves nothing.
        second.reached(1, of: 0)
        #expect(second.standing(of: lost) == .notRead)
        #expect(second.takeReadingAgain() == [0])
        #expect(second.takeReadingAgain() == nil)
        #expect(second.standing(of: lost) == .notRead)
        try shelves.read(into: second)
        #expect(second.standing(of: lost) == .missing)
        #expect(entry(second.standing(of: key)) != nil)
    }

    @Test func `that leads to a place where something else stands is thrown away, and the document is found`() throws {
        let (key, document) = try paper("plan")
        let (other, another) = try paper("other")
        shelves.append(key, document)
        do {
            let first = index()
            _ = first.begin(of: log, starts: [0], ends: [1])
            try shelves.read(into: first)
            first.commit()
        }
        // The topic was restored, and all stands elsewhere.
        let restored = Shelves()
        restored.append(other, another)
        restored.append(key, document)
        let second = index()
        let shelf = DocumentShelf(second, from: restored)
        #expect(second.begin(of: log, starts: [0], ends: [2]) == [1])
        #expect(throws: FetchFault.self) { try shelf.document(key) }
        #expect(second.takeReadingAgain() == [0])
        try restored.read(into: second)
        #expect(try shelf.document(key) == document)
    }

    @Test func `that another instance has, or that cannot be written, is in memory, and that is said`() throws {
        let first = index()
        _ = first.begin(of: log, starts: [0], ends: [0])
        let troubles = Troubles()
        let second = DocumentIndex(file: folder.file) { troubles.add($0) }
        #expect(!second.isKept && first.isKept)
        #expect(
            troubles.all.withLock { $0 } == [
                "\(folder.file) is another instance's; the index of documents is in memory"
            ])
        let nowhere = DocumentIndex(file: "/proc/nowhere/documents") { troubles.add($0) }
        #expect(!nowhere.isKept)
        #expect(troubles.all.withLock { $0.count } == 2)
        let (key, document) = try paper("plan")
        shelves.append(key, document)
        try shelves.read(into: second)
        #expect(entry(second.standing(of: key)) != nil)
    }

    private final class Troubles: Sendable {
        let all = Mutex<[String]>([])
        func add(_ why: String) { all.withLock { $0.append(why) } }
    }
}
