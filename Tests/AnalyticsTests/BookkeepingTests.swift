import CaseFile
import Contracts
import DecisionWriter
import Foundation
import JSON
import Metrics
import Runtime
import Scheduler
import Statute
import TestSupport
import Testing

@testable import Analytics

/// A log of two partitions in memory, and what a service sees of it.
struct FoldedLog: State {
    struct Record {
        var id: CaseID?
        var entry: Entry
    }

    var partitions: [[Record]] = [[], []]
    var files: [CaseID: CaseFile] = [:]
    var books: [LogBook] = [LogBook(), LogBook()]
    var marks: [RecordMark] = [RecordMark(), RecordMark()]
    /// What the version that reads it knows.
    var knows: (Event) -> Bool = { _ in true }
    var owned: [Int32] = [0, 1]
    let instance = "test"
    var seconds = 0.0

    func file(of id: CaseID) -> CaseFile? { files[id] }
    func owns(_ id: CaseID) -> Bool { true }
    func partition(of id: CaseID) -> Int32 { Int32(id.text.utf8.reduce(0) { $0 + Int($1) } % 2) }
    func log(of partition: Int32) -> LogBook { books[Int(partition)] }
    func isInFlight(_ id: CaseID) -> Bool { false }

    /// The records of random lives, in any order between the cases.
    init(seeds: Range<UInt64>) {
        for partition in partitions.indices {
            let began = LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: testLog)
            partitions[partition].append(
                Record(
                    entry: Entry(
                        by: .operator, recorded: day("2024-01-01"),
                        events: [Event(ConclusionID(.logBegan), .logBegan(began))])))
        }
        for seed in seeds {
            guard var life = RandomLife(seed: seed, services: [Scheduler(), DecisionWriter()]) else { continue }
            life.live(reports: 40)
            partitions[Int(partition(of: life.id))] += life.entries.map { Record(id: life.id, entry: $0) }
        }
        for partition in partitions.indices {
            let today = Event(ConclusionID(.day, day: day("2026-01-01")), .dayBegan(DayBegan()))
            partitions[partition].append(
                Record(entry: Entry(by: .service(.scheduler), recorded: day("2026-01-01"), events: [today])))
        }
    }

    /// Nothing read yet.
    var fresh: FoldedLog {
        var copy = self
        copy.files = [:]
        copy.books = [LogBook(), LogBook()]
        copy.marks = [RecordMark(), RecordMark()]
        return copy
    }

    /// Reads the records of a partition in that range as the runtime does.
    mutating func read(_ partition: Int, _ range: Range<Int>, into sideEffects: inout Bookkeeping) {
        for offset in range {
            var record = partitions[partition][offset]
            let position = Position(partition: Int32(partition), offset: Int64(offset))
            let bytes = (try? record.entry.json()) ?? []
            marks[partition].add(key: record.id?.text ?? LogBook.key, value: bytes)
            defer { sideEffects.passed(position, mark: marks[partition]) }
            // What this version does not know is left out, and what holds nothing else is not told at all.
            record.entry.events.removeAll { !knows($0) }
            if record.entry.events.isEmpty { continue }
            guard let id = record.id else {
                books[partition].append(record.entry, at: Int64(offset))
                sideEffects.folded(record.entry, at: position, log: books[partition])
                continue
            }
            var file = files[id] ?? CaseFile()
            let reception = file.append(record.entry, at: Int64(offset))
            files[id] = file
            sideEffects.folded(record.entry, at: position, of: id, reception, into: file, log: books[partition])
        }
    }

    /// Reads all of it, acting now and then, at most until `limit` records of each partition.
    mutating func run(_ sideEffects: inout Bookkeeping, step: Int = 37, limit: Int = .max) throws {
        var next = [0, 0]
        var isDone = false
        while !isDone {
            isDone = true
            for partition in partitions.indices {
                let end = min(next[partition] + step, partitions[partition].count, limit)
                guard next[partition] < end else { continue }
                isDone = false
                read(partition, next[partition]..<end, into: &sideEffects)
                next[partition] = end
            }
            let ready = partitions.indices.filter { next[$0] == partitions[$0].count }
            // Before its end a partition is not spoken for.
            owned = ready.map { Int32($0) }
            if !ready.isEmpty || limit < .max { _ = try sideEffects.act(self) }
        }
    }
}

extension RecordMark {
    fileprivate mutating func add(key: String, value: [UInt8]) {
        Array(key.utf8).withUnsafeBytes { key in value.withUnsafeBytes { add(key: key, value: $0) } }
    }
}

@Suite struct `The read model` {
    private func file() -> String {
        FileManager.default.temporaryDirectory.appending(path: "ar-analytics-\(UUID().uuidString).db").path
    }

    private func content(_ path: String) throws -> ([[String]], [[String]], [Int32: ReadModel.Progress]) {
        let model = try ReadModel(reading: path)
        return (
            try model.facts(of: .plans).rows(), try model.facts(of: .reviews).rows(), try model.places()
        )
    }

    @Test func `holds the rows of every case file, and the day each review was opened`() throws {
        var log = FoldedLog(seeds: 0..<8)
        let path = file()
        var sideEffects = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&sideEffects)
        #expect(sideEffects.isAtRest(0) && sideEffects.isAtRest(1))
        let (plans, reviews) = (
            try ReadModel(reading: path).facts(of: .plans), try ReadModel(reading: path).facts(of: .reviews)
        )
        let places = try ReadModel(reading: path).places()
        let expected = try ReadModel(inMemory: ())
        try expected.put(log.files)
        #expect(plans.rows() == (try expected.facts(of: .plans).rows()))
        // The day of an opening stands in its entry, not in the file.
        #expect(reviews.rows(without: "opened") == (try expected.facts(of: .reviews).rows(without: "opened")))
        #expect((0..<reviews.count).allSatisfy { reviews.value("opened", $0) != nil })
        #expect(places[0]?.position == Int64(log.partitions[0].count))
        #expect(places[1]?.today == day("2026-01-01"))
        #expect(reviews.count > 6)
    }

    @Test func `shows after each single entry what the file shows`() throws {
        var log = FoldedLog(seeds: 0..<6)
        let model = try ReadModel(inMemory: ())
        var sideEffects = try Bookkeeping(model, published.get())
        var told = 0
        for partition in log.partitions.indices {
            for offset in log.partitions[partition].indices {
                log.read(partition, offset..<offset + 1, into: &sideEffects)
                _ = try sideEffects.act(log)
                guard let id = log.partitions[partition][offset].id, let file = log.files[id] else { continue }
                let expected = try ReadModel(inMemory: ())
                try expected.put([id: file])
                let (plans, reviews) = (try model.facts(of: .plans), try model.facts(of: .reviews))
                func ofThis(_ rows: [[String]]) -> [[String]] { rows.filter { $0.first == id.text } }
                #expect(ofThis(plans.rows()) == (try expected.facts(of: .plans).rows()), "\(id) at \(offset)")
                // The day of an opening stands in its entry, not in the file.
                #expect(
                    ofThis(reviews.rows(without: "opened"))
                        == (try expected.facts(of: .reviews).rows(without: "opened")), "\(id) at \(offset)")
                told += (0..<reviews.count).count { reviews.value("told", $0) != nil }
            }
        }
        #expect(told > 20)
    }

    @Test(arguments: [1, 60, 200, 431])
    func `is after a kill at any place what it would be had it been built at once`(at limit: Int) throws {
        var log = FoldedLog(seeds: 20..<26)
        let whole = file()
        var sideEffects = try Bookkeeping(try ReadModel(file: whole), published.get())
        try log.run(&sideEffects)
        let killed = file()
        for stop in [limit, limit + 13, Int.max] {
            // What was folded and not written is lost with the process.
            var again = log.fresh
            var sideEffects = try Bookkeeping(try ReadModel(file: killed), published.get())
            try again.run(&sideEffects, step: 29, limit: stop)
        }
        let (one, other) = (try content(whole), try content(killed))
        #expect(one.0 == other.0)
        #expect(one.1 == other.1)
        #expect(one.2 == other.2)
    }

    @Test func `goes on where another version stopped, which knew less of the log or more`() throws {
        let alarms: (Event) -> Bool = { if case .notRecorded = $0.data { false } else { true } }
        var log = FoldedLog(seeds: 0..<8)
        // The last record of a partition is one of which the older version knows nothing.
        let alarm = ConclusionID(.noDecisionBy, review: 1, day: day("2026-01-01"))
        let id = try #require(log.partitions[1].compactMap(\.id).first)
        log.partitions[1].append(
            FoldedLog.Record(
                id: id,
                entry: Entry(
                    by: .service(.scheduler), recorded: day("2026-01-01"),
                    events: [Event(alarm, .notRecorded(NotRecorded(rule: .dec1)))])))
        let leftOut = log.partitions.joined().count { !$0.entry.events.allSatisfy(alarms) }
        #expect(leftOut > 5)
        let path = file()
        for knows in [alarms, { _ in true }, alarms] as [(Event) -> Bool] {
            var again = log.fresh
            again.knows = knows
            var sideEffects = try Bookkeeping(try ReadModel(file: path), published.get())
            try again.run(&sideEffects)
            #expect(sideEffects.lack == nil)
            #expect(sideEffects.isAtRest(0) && sideEffects.isAtRest(1))
            let places = try content(path).2
            #expect(places[1]?.position == Int64(log.partitions[1].count))
        }
    }

    @Test func `does not write again what it holds`() throws {
        var log = FoldedLog(seeds: 0..<4)
        let path = file()
        var sideEffects = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&sideEffects)
        // A row that only a second writing would mend: from the last day on, nothing is known of a plan.
        let before = try content(path).0
        let name = try #require(before.first?.first)
        let id = try #require(CaseID(name))
        let model = try ReadModel(file: path)
        try model.put(nil, [], of: id, known: Day.last)
        var again = log.fresh
        var second = try Bookkeeping(model, published.get())
        try again.run(&second)
        #expect(second.isAtRest(0) && second.isAtRest(1))
        #expect(try content(path).0.count == before.count - 1)
    }

    @Test(arguments: [0..<2, 50..<62] as [Range<UInt64>])
    func `is left as it is beside a log that lacks what it holds, and the service says so`(seeds: Range<UInt64>) throws
    {
        var first = FoldedLog(seeds: 0..<8)
        let path = file()
        var sideEffects = try Bookkeeping(try ReadModel(file: path), published.get())
        try first.run(&sideEffects)
        let before = try content(path)
        var other = FoldedLog(seeds: seeds)
        var second = try Bookkeeping(try ReadModel(file: path), published.get())
        try other.run(&second)
        let why = try #require(second.lack)
        #expect(why.contains("holds what this log does not") && why.contains("--database"))
        #expect(!second.isAtRest(0))
        let after = try content(path)
        #expect(before.0 == after.0 && before.1 == after.1 && before.2 == after.2)
    }

    @Test func `is left as it is beside a log of another name, and the service says which`() throws {
        let path = file()
        let model = try ReadModel(file: path)
        try model.put(LogBegan(calendar: .real, partitions: 2, council: "bromley", log: LogName(high: 7, low: 7)))
        var log = FoldedLog(seeds: 0..<2)
        var sideEffects = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&sideEffects)
        #expect(sideEffects.lack?.contains(LogName(high: 7, low: 7).description) == true)
        #expect(try content(path).0.isEmpty)
    }

    @Test func `gives the figures to the topic metrics once a month, small numbers left out`() throws {
        var log = FoldedLog(seeds: 0..<8)
        var sideEffects = try Bookkeeping(try ReadModel(file: file()), published.get())
        for partition in 0..<2 { log.read(partition, 0..<log.partitions[partition].count, into: &sideEffects) }
        let acts = try sideEffects.act(log)
        #expect(acts.count == Figure.shown.count)
        log.read(0, 1..<2, into: &sideEffects)
        #expect(try sideEffects.act(log).isEmpty)
        guard case .record(.metrics, nil, let key, let value?, _)? = acts.first else {
            Issue.record("no record")
            return
        }
        #expect(key == "told-in-four-weeks-dfe")
        let event = try value.withUnsafeBytes { try CloudEvent<FigureRecord>(json: $0) }
        #expect(event.data.rehearsal)
        #expect(event.data.to == day("2026-01-01"))
    }

    @Test func `that is removed while it is kept is put back with all that it held`() throws {
        let path = file()
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var log = FoldedLog(seeds: 1..<6)
        var books = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&books)
        let before = try content(path)
        #expect(!before.0.isEmpty && books.isAtRest(0))
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        try eventually { !books.isAtRest(0) }
        // Nothing new has to come for it.
        _ = try books.act(log)
        #expect(books.lack == nil)
        let after = try content(path)
        #expect(after.0 == before.0 && after.1 == before.1 && after.2 == before.2)
        // And it is kept on, in the file that is there.
        log.partitions[0].append(
            FoldedLog.Record(
                entry: Entry(
                    by: .service(.scheduler), recorded: day("2026-01-02"),
                    events: [Event(ConclusionID(.day, day: day("2026-01-02")), .dayBegan(DayBegan()))])))
        log.read(0, (log.partitions[0].count - 1)..<log.partitions[0].count, into: &books)
        _ = try books.act(log)
        #expect(try content(path).2[0]?.today == day("2026-01-02"))
        #expect(try mode(path) == 0o600)
    }

    @Test func `in whose place another file is put is written to no more, and that is said`() throws {
        let path = file()
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var log = FoldedLog(seeds: 1..<3)
        var books = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&books)
        try FileManager.default.removeItem(atPath: path)
        try Data("another".utf8).write(to: URL(filePath: path))
        try eventually { !books.isAtRest(0) }
        _ = try books.act(log)
        #expect(books.lack?.contains(path) == true)
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("another".utf8))
    }

    @Test func `that cannot be read names its file and what to do`() throws {
        let path = file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))
        for open in [{ try ReadModel(file: path) }, { try ReadModel(reading: path) }] {
            let error = #expect(throws: ReadModelError.self) { try open() }
            #expect(error?.description.contains("the read model \(path) cannot be used") == true)
            #expect(error?.description.contains("remove \(path)") == true)
        }
    }

    @Test func `is for nobody but its owner to read, also one that was made otherwise`() throws {
        let path = file()
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var model: ReadModel? = try ReadModel(file: path)
        try model?.put(LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: testLog))
        for end in ["", "-wal", "-shm"] { #expect(try mode(path + end) == 0o600, "\(end)") }
        model = nil
        chmod(path, 0o644)
        model = try ReadModel(file: path)
        #expect(try mode(path) == 0o600)
        #expect(try model?.logName() == testLog.description)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    /// Waits until it is so: the file is looked at once a second.
    private func eventually(_ isSo: () -> Bool) throws {
        let end = ContinuousClock.now + .seconds(20)
        while !isSo() {
            try #require(ContinuousClock.now < end)
            usleep(20_000)
        }
    }
}
