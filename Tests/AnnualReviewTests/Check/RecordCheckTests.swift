import CaseFile
import Contracts
import JSON
import JSON
import Kafka
import Statute
import Testing

@testable import AnnualReview
@testable import LogCheck

@Suite struct `The check of the record itself` {
    private static let first = Day(2024, 9, 2) ?? Day(number: 0)

    private func faults(_ verifier: LogVerifier, _ words: String) throws -> Int {
        var verifier = verifier
        let report = verifier.finish(from: Self.first, to: Self.first)
        return try #require(report.items.first { $0.name.contains(words) }).faults
    }

    private func add(_ value: [UInt8], at offset: Int64, key: String = "log", to verifier: inout LogVerifier) {
        Array(key.utf8).withUnsafeBytes { key in
            value.withUnsafeBytes { verifier.add(partition: 0, offset: offset, key: key, value: $0) }
        }
    }

    @Test func `finds a position that is missing, but for a transaction's mark and what an operator looked at`() throws
    {
        for (offset, isKnown, wanted) in [
            (Int64(2), false, 0), (3, false, 0), (4, false, 1), (9, false, 1), (9, true, 0),
        ] {
            var scroll = try Scroll.begun(on: Self.first)
            if isKnown {
                scroll.verifier.passOver(
                    Quarantine(
                        topic: .caseFiles, partition: 0, positions: 2...8, why: "looked", by: Scroll.operator,
                        on: Self.first))
            }
            add(Array("{}".utf8), at: offset, to: &scroll.verifier)
            #expect(try faults(scroll.verifier, "without a gap") == wanted, "\(offset)")
        }
    }

    @Test func `reckons each proof anew, and believes no other`() throws {
        for isRight in [true, false] {
            var scroll = try Scroll.begun(on: Self.first)
            var proof = RecordHead()
            let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "test", log: LogName(high: 1, low: 2))
            for event in [
                Event(ConclusionID(.logBegan), .logBegan(began)),
                Event(ConclusionID(.day, day: Self.first), .dayBegan(DayBegan())),
            ] {
                let value = try Entry(by: Scroll.operator, recorded: Self.first, events: [event]).json()
                Array("log".utf8).withUnsafeBytes { key in value.withUnsafeBytes { proof.add(key: key, value: $0) } }
            }
            let head = HeadReckoned(through: 1, sha256: isRight ? proof : RecordHead())
            try scroll.add(
                Entry(
                    by: Scroll.scheduler, recorded: Self.first,
                    events: [Event(ConclusionID(.head, day: Self.first), .headReckoned(head))]), key: "log")
            #expect(try faults(scroll.verifier, "each reckoned anew") == (isRight ? 0 : 1))
        }
    }

    @Test func `finds a position in quarantine that counted`() throws {
        for (positions, wanted) in [(Int64(2)...2, 1), (3...3, 0), (0...0, 1)] {
            var scroll = try Scroll.begun(on: Self.first)
            scroll.verifier.passOver(
                Quarantine(
                    topic: .caseFiles, partition: 0, positions: positions, why: "looked", by: Scroll.operator,
                    on: Self.first))
            let report = Event(SubmissionKey(high: 1, low: 1), .planEnded(PlanEnded(reason: .other)))
            let entry = Entry(
                by: .person(.coordinator, ActorID(setting: 1), by: .desk), recorded: Self.first, events: [report])
            for _ in 0..<2 { try scroll.add(entry, key: "B-1") }
            #expect(try faults(scroll.verifier, "none of which ever counted") == wanted, "\(positions)")
        }
    }

    @Test func `a position that never counted is passed over, and one that counted is refused`() throws {
        let report = Event(SubmissionKey(high: 1, low: 1), .planEnded(PlanEnded(reason: .other)))
        let entry = Entry(
            by: .person(.coordinator, ActorID(setting: 1), by: .desk), recorded: Self.first, events: [report])
        var newer = Array(
            #"{"by":"scheduler","on":"2024-09-02","events":[{"type":"moon","id":"moon/1","data":{}}]}"#.utf8)
        let partition = Partitioner.partition(of: "B-1", partitions: 1)
        func look(_ positions: ClosedRange<Int64>, unread: Bool = false) throws -> String? {
            var look = PositionLook(.caseFiles, partition, positions, unread: unread, partitions: 1)
            let value = try entry.json()
            // Once, and sent again; then what cannot be read, and what only a later version knows. Nothing stands at 6.
            for (offset, bytes) in [(Int64(2), value), (3, value), (4, [1]), (5, newer)] {
                Array("B-1".utf8).withUnsafeBytes { key in
                    bytes.withUnsafeBytes { look.add(at: offset, key: key, value: $0) }
                }
            }
            return look.refusal
        }
        #expect(try look(2...2)?.contains("counts; withdraw it") == true)
        #expect(try look(3...3) == nil)
        #expect(try look(4...4) == nil)
        #expect(try look(5...5)?.contains("later version") == true)
        #expect(try look(6...9) == nil)
        #expect(try look(1...9)?.contains("counts; withdraw it") == true)
        #expect(try look(5...5, unread: true) == nil)
        newer = []
    }
}
