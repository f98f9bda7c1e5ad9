import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `The topic of figures` {
    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-topic-\(UUID().uuidString)").path
        try Folder.make(path, mode: 0o700)
        return path
    }

    /// The keys of what is written to the topic by that act.
    private func keys(_ acts: [Act]) -> [String] {
        acts.compactMap { act in
            guard case .record(.metrics, _, let key, _, _) = act else { return nil }
            return key
        }
    }

    /// That day begins, in both partitions.
    private func pass(to text: String, in log: inout FoldedLog, into books: inout Bookkeeping) throws -> [String] {
        let event = Event(ConclusionID(.day, day: day(text)), .dayBegan(DayBegan()))
        for partition in log.partitions.indices {
            log.partitions[partition].append(
                .init(entry: Entry(by: .operator, recorded: day(text), events: [event])))
            let end = log.partitions[partition].count
            log.read(partition, end - 1..<end, into: &books)
        }
        return keys(try books.act(log))
    }

    @Test func `holds back what would give a small number away beside what was published, until it does not`() throws {
        var log = FoldedLog(seeds: 0..<24)
        let model = try ReadModel(inMemory: ())
        let kept = try folder()
        defer { try? FileManager.default.removeItem(atPath: kept) }  // Left over at worst.
        var books = try Bookkeeping(model, published.get(), kept: kept)
        for partition in log.partitions.indices {
            log.read(partition, 0..<log.partitions[partition].count, into: &books)
        }
        // What was published of the same year had two more of something.
        let other = try ReadModel(inMemory: ())
        var (again, counting) = (log.fresh, try Bookkeeping(other, published.get()))
        try again.run(&counting, step: 1_000)
        let same = KeptPublication(try #require(try Publication(other, published.get())))
        let (id, count) = try #require(
            same.counts.compactMap { id, count in count.map { (id, $0) } }.filter { $0.0.dimension == .all }
                .max { $0.1 < $1.1 })
        let csv = String(decoding: same.csv, as: UTF8.self)
        let changed = csv.replacing(",\(id.measure),all,0,\(count)", with: ",\(id.measure),all,0,\(count + 2)")
        #expect(changed != csv)
        try Data(changed.utf8).write(to: URL(filePath: "\(kept)/before.csv"))
        #expect(keys(try books.act(log)).isEmpty)
        // On the same day it is not tried again; the next day's year is another, and shares whole months alone.
        #expect(keys(try books.act(log)).isEmpty)
        let written = try pass(to: "2026-01-02", in: &log, into: &books)
        #expect(written == Figure.all(try published.get()).map(\.id))
        #expect(try Publishing(kept).kept().count == 2)
        // Once a month of the log.
        #expect(try pass(to: "2026-01-03", in: &log, into: &books).isEmpty)
    }

    @Test func `says once a month each figure that the page shows, and nothing of what is left out`() throws {
        var log = FoldedLog(seeds: 0..<24)
        let model = try ReadModel(inMemory: ())
        var books = try Bookkeeping(model, published.get())
        for partition in log.partitions.indices {
            log.read(partition, 0..<log.partitions[partition].count, into: &books)
        }
        let acts = try books.act(log)
        #expect(keys(acts) == Figure.all(try published.get()).map(\.id))
        let publication = try #require(try Publication(model, published.get()))
        for (act, figure) in zip(acts, publication.figures) {
            guard case .record(_, _, _, let value, _) = act else { continue }
            let text = String(decoding: value ?? [], as: UTF8.self)
            #expect(text.contains("\"numerator\":") == (publication.count(figure.numerator) != nil), "\(text)")
        }
    }
}
