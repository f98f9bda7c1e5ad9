import Contracts
import TestSupport
import Testing

@testable import Simulation

/// The simulation's log, by the face of the conformance suite.
private final class VirtualLogUnderTest: LogUnderTest {
    /// It has no process that could end, and who belongs to a group is the run's to say.
    static let abilities: LogAbilities = .bigRecords
    private var log = VirtualLog(partitions: 3)

    var abilities: LogAbilities { Self.abilities }

    func append(_ partition: Int32, key: String?, value: [UInt8]?) -> Int64 {
        log.append(VirtualLog.Record(key: key.map { Array($0.utf8) }, value: value), to: Int(partition))
    }

    func append(_ partition: Int32, all values: [[UInt8]]) -> [Int64] {
        values.map { append(partition, key: nil, value: $0) }
    }

    func read(_ partition: Int32, from offset: Int64, atMost: Int) -> [LogRecord] {
        var read: [LogRecord] = []
        var next = offset
        while next < log.end(of: Int(partition)) {
            // As an instance of the simulation does: a batch, then the next.
            for record in log.caseFiles[Int(partition)][Int(next)...].prefix(atMost) {
                let key = record.key.map { String(decoding: $0, as: UTF8.self) }
                read.append(LogRecord(offset: next, key: key, value: record.value))
                next += 1
            }
        }
        return read
    }

    func watermarks(_ partition: Int32) -> (low: Int64, high: Int64) { (0, log.end(of: Int(partition))) }
}

@Suite struct `The simulation's log as a log` {
    @Test(arguments: LogConformance.allCases)
    func `does what every log must`(_ rule: LogConformance) throws {
        guard VirtualLogUnderTest.abilities.isSuperset(of: rule.needs) else { return }
        #expect(try rule.faults(of: VirtualLogUnderTest()) == [])
    }

    @Test func `says what it cannot do: to share its partitions in a group, and to be started again`() {
        print(LogConformance.account(of: "virtual log", with: VirtualLogUnderTest.abilities))
        #expect(LogConformance.skipped(with: VirtualLogUnderTest.abilities) == [.handOver, .restart])
    }

    @Test func `compaction keeps the last record of each key in its place, and every record without one`() {
        var log = VirtualLog(partitions: 1)
        for (key, value) in [("a", 1), ("b", 2), ("a", 3)] as [(String, UInt8)] {
            _ = log.append(.documents, VirtualLog.Record(key: Array(key.utf8), value: [value]))
        }
        log.compact()
        #expect(log.records(of: .documents)[0].map(\.value) == [nil, [2], [3]])
        #expect(log.records(of: .documents)[0].map(\.isHole) == [true, false, false])
    }

    @Test func `a document stands on it with its headers, by which its hash is held to its bytes`() throws {
        var log = VirtualLog(partitions: 1)
        let document = Document(Array("Reasons.".utf8), salt: DocumentSalt(high: 1, low: 2), title: "Reasons")
        let key = DocumentKey(try #require(CaseID("S-1")), .reasons, document.hash)
        _ = log.append(
            .documents,
            VirtualLog.Record(
                key: Array(key.description.utf8), value: document.bytes, headers: document.headers))
        let record = log.records(of: .documents)[0][0]
        #expect(try Document(key, headers: record.headers, bytes: record.value ?? []) == document)
    }
}
