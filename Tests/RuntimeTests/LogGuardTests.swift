import CaseFile
import Contracts
import Kafka
import Testing

@testable import Runtime

@Suite struct `The guard before every command` {
    static let name = LogName(high: 1, low: 2)
    static let other = LogName(high: 3, low: 4)

    static func began(_ partitions: Int = 2, _ name: LogName = name, council: String = "bromley") -> LogStanding.First {
        .began(LogBegan(calendar: .real, partitions: partitions, council: council, log: name))
    }

    /// A log of two partitions with nothing wrong.
    static func standing() -> LogStanding {
        var standing = LogStanding()
        standing.topics = [.caseFiles, .people, .documents]
        standing.starts = [0, 0]
        standing.ends = [50, 40]
        standing.firsts = [
            .caseFiles: [began(), began()], .people: [.marker(name), .marker(name)],
            .documents: [.other, .marker(name)],
        ]
        standing.holdsMore = [.people]
        standing.committed = ["scheduler": [50, 40], "notifier": [nil, 12]]
        standing.wanted = { $0.settings(brokers: 3) }
        standing.settings = [
            .caseFiles: Dictionary(
                uniqueKeysWithValues: Topic.caseFiles.settings(brokers: 3).map { ($0.name, $0.value) })
        ]
        return standing
    }

    static func faults(_ change: (inout LogStanding) -> Void) -> [RecordFault] {
        var standing = standing()
        change(&standing)
        return standing.faults
    }

    @Test func `finds nothing wrong with a log that is whole`() {
        #expect(Self.faults { _ in } == [])
    }

    @Test func `finds a beginning that is gone, and an end that a group had read beyond`() {
        #expect(
            Self.faults {
                $0.starts[1] = 7; $0.firsts[.caseFiles]?[1] = .other
            } == [.lostBeginning(partition: 1, first: 7)])
        #expect(
            Self.faults { $0.ends[0] = 49 } == [.lostEnd(partition: 0, end: 49, seen: 50, by: "scheduler")])
    }

    @Test func `finds another number of partitions than the log began with, whatever they hold`() {
        let faults = Self.faults {
            $0.starts += [0, 0]
            $0.ends += [0, 3]
            $0.firsts[.caseFiles]? += [.nothing, .other]
        }
        #expect(faults == [.partitionsChanged(began: 2, found: 4)])
    }

    @Test func `finds a partition that is empty beside others, one that does not begin, and one that began otherwise`()
    {
        #expect(
            Self.faults {
                $0.ends[1] = 0; $0.firsts[.caseFiles]?[1] = .nothing; $0.committed = [:]
            } == [.empty(partition: 1)])
        #expect(Self.faults { $0.firsts[.caseFiles]?[1] = .other } == [.notALog(partition: 1)])
        #expect(Self.faults { $0.firsts[.caseFiles]?[1] = Self.began(2, Self.other) } == [.anotherLog(partition: 1)])
        #expect(
            Self.faults { $0.firsts[.caseFiles]?[1] = Self.began(council: "bexley") } == [.anotherLog(partition: 1)])
    }

    @Test func `finds another log's topics beside it, and the topics of a log that is gone`() {
        #expect(
            Self.faults { $0.firsts[.people]?[1] = .marker(Self.other) }
                == [.topicOfAnotherLog(.people, partition: 1, name: Self.other)])
        let gone = Self.faults {
            $0.ends = [0, 0]
            $0.firsts[.caseFiles] = [.nothing, .nothing]
            $0.committed = [:]
        }
        #expect(gone == [.goneBeside(.people, name: Self.name)])
        let deleted = Self.faults {
            $0.topics.remove(.caseFiles)
            ($0.starts, $0.ends, $0.firsts[.caseFiles], $0.committed, $0.holdsMore) = ([], [], nil, [:], [])
        }
        #expect(deleted == [.goneBeside(.people, name: Self.name)])
    }

    @Test func `lets a log begin again of which an attempt came no further than to mark its topics`() {
        let attempt = Self.faults {
            $0.ends = [0, 0]
            $0.firsts = [.caseFiles: [.nothing, .nothing], .people: [.marker(Self.name), .nothing]]
            ($0.committed, $0.holdsMore) = ([:], [])
        }
        #expect(attempt == [])
    }

    @Test(arguments: [("cleanup.policy", "compact"), ("retention.ms", "604800000"), ("retention.bytes", "1")])
    func `finds a setting by which records are lost`(_ name: String, _ value: String) throws {
        let faults = Self.faults { $0.settings[.caseFiles]?[name] = value }
        #expect(faults.count == 1)
        #expect(faults.first?.isSetting == true)
        let text = LogDamage(faults, in: try #require(Namespace("bromley"))).description
        #expect(text.contains("bromley.case-files has \(name)=\(value)"), "\(text)")
        #expect(text.contains("annual-review topics names the commands"))
    }

    @Test func `advises nothing that would change a log that has lost something`() {
        for fault: RecordFault in [
            .lostBeginning(partition: 0, first: 1), .gap(partition: 0, first: 1, last: 8),
            .partitionsChanged(began: 4, found: 6),
            .goneBeside(.people, name: Self.name),
        ] {
            let text = LogDamage([fault]).description
            #expect(!text.contains("--create") && !text.contains("--alter") && !text.contains("--begin"), "\(text)")
            #expect(text.contains("alter and delete nothing"))
        }
    }
}

@Suite struct `The places of the case files` {
    static func read(_ offsets: [Int64], end: Int64, known: [ClosedRange<Int64>] = []) throws -> [LogPlaces.Gap] {
        var places = LogPlaces(LogReader.Extent(.caseFiles, starts: [0], ends: [end]), known: [0: known])
        for offset in offsets { try places.pass(0, offset) }
        try places.end()
        return places.gaps
    }

    @Test func `may be empty one at a time, as transactions leave them, also at the end`() throws {
        #expect(try Self.read([0, 1, 2], end: 3) == [])
        #expect(try Self.read([0, 2, 4], end: 6).map(\.offset) == [1, 3, 5])
    }

    @Test func `may be empty where an operator said so, in one word or in several, and nowhere else`() throws {
        #expect(try Self.read([0, 5], end: 6, known: [1...4]).map(\.offset) == [1, 2, 3, 4])
        #expect(try Self.read([0, 5], end: 6, known: [3...4, 1...2]).map(\.offset) == [1, 2, 3, 4])
        // One place alone needs no word.
        #expect(try Self.read([0, 5], end: 6, known: [1...2, 4...4]).count == 4)
        #expect(throws: LogDamage([.gap(partition: 0, first: 1, last: 4)])) {
            try Self.read([0, 5], end: 6, known: [1...2])
        }
        #expect(throws: LogDamage([.lostBeginning(partition: 0, first: 2)])) {
            try Self.read([2], end: 3, known: [0...1])
        }
    }

    @Test func `are a loss where two in a row are empty, at the end too, or where the first is`() {
        #expect(throws: LogDamage([.gap(partition: 0, first: 1, last: 2)])) { try Self.read([0, 3], end: 4) }
        #expect(throws: LogDamage([.gap(partition: 0, first: 2, last: 3)])) { try Self.read([0, 1], end: 4) }
        #expect(throws: LogDamage([.lostBeginning(partition: 0, first: 1)])) { try Self.read([1, 2], end: 3) }
        #expect(throws: LogDamage([.lostBeginning(partition: 0, first: 3)])) { try Self.read([], end: 3) }
    }
}

@Suite struct `What keeps the place of a gap in a restored log` {
    /// Hears which marks the records have.
    private struct Listener: SideEffects {
        let heard: Heard
        final class Heard { var marks: [UInt64] = [] }
        var marksRecords: Bool { true }
        mutating func folded(
            _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
            into file: borrowing CaseFile, log: borrowing LogBook
        ) {}
        mutating func passed(_ position: Position, mark: RecordMark) { heard.marks.append(mark.value) }
    }

    /// Reads a log of two cases' records, with a filler between them or none; what was set aside, and the last mark.
    private func read(filled: Bool) -> (LoopCounts, UInt64?, Int64) {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(1), of: caseID("A-1"))
        if filled { log.append(VirtualLog.Record(key: Array(GapFiller.key.utf8), value: nil), to: 0) }
        log.append(views(2), of: caseID("A-1"))
        let heard = Listener.Heard()
        var instance = VirtualLog.Instance(
            loop: Loop(
                service: Silent(), sideEffects: Listener(heard: heard), partitions: 1, instance: "test"))
        instance.loop.own([0])
        log.settle(&instance)
        return (instance.loop.counts, heard.marks.last, instance.loop.partitions[0].position)
    }

    @Test func `says nothing, is not set aside, and leaves the mark of the log before`() {
        let (with, without) = (read(filled: true), read(filled: false))
        #expect(with.0.unreadable == 0 && with.0.accepted == without.0.accepted)
        #expect(with.1 != nil && with.1 == without.1)
        #expect(with.2 == without.2 + 1)
    }

    @Test func `is in no head`() {
        var (one, other) = (RecordHead(), RecordHead())
        Array("log".utf8).withUnsafeBytes { one.add(key: $0, value: nil) }
        #expect(one == other)
        // With a value, or under another key, it is a record.
        Array("log".utf8).withUnsafeBytes { one.add(key: $0, value: $0) }
        Array("B-1".utf8).withUnsafeBytes { other.add(key: $0, value: nil) }
        #expect(one != RecordHead() && other != RecordHead() && one != other)
    }
}
