import Contracts
import JSON
import Testing

@Suite struct `The proof of a partition's records` {
    private struct Record {
        var key: [UInt8]?
        var value: [UInt8]?
        var headers: [RecordHeader] = []

        static let all = [
            Record(key: Array("log".utf8), value: Array(#"{"a":1}"#.utf8)),
            Record(key: Array("B-1".utf8), value: nil),
            Record(key: nil, value: [], headers: [RecordHeader("salt", [1, 2]), RecordHeader("title", [])]),
        ]

        func lend<R>(_ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) -> R) -> R {
            func lend(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> R) -> R {
                guard let bytes else { return body(nil) }
                return bytes.withUnsafeBytes { body($0) }
            }
            return lend(key) { key in lend(value) { body(key, $0) } }
        }

        var hash: DocumentHash { lend { RecordHead.hash(key: $0, value: $1, headers: headers) } }
    }

    private func proof(_ records: [Record]) -> RecordHead {
        var proof = RecordHead()
        for record in records { record.lend { proof.add(key: $0, value: $1, headers: record.headers) } }
        return proof
    }

    @Test func `is what anybody else reckons by its definition`() {
        // By hashlib of Python, from the definition in docs/events.md.
        let wanted = [
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "G1N5rm9gIIhqlxy7RziO1i9iGfkZX31scIELKc5bSIk",
            "8ZAexR8A1Nrz9R-Y78QxNKtXU9GY-1mY2Rw1btFGHBA",
            "-L2lyr2LiAv1kSyY_Uj2q1XdORggI3ujy1vfNn74nB4",
        ]
        for count in 0...3 { #expect(proof(Array(Record.all[..<count])).description == wanted[count]) }
    }

    @Test func `holds when of a record that had to go only its hash is left`() {
        for gone in 0..<3 {
            var other = RecordHead()
            for (place, record) in Record.all.enumerated() {
                if place == gone {
                    other.add(hash: record.hash)
                } else {
                    record.lend { other.add(key: $0, value: $1, headers: record.headers) }
                }
            }
            #expect(other == proof(Record.all))
        }
    }

    @Test func `is another one when a record is changed, left out, doubled, moved, or its bytes stand elsewhere in it`()
    {
        let all = Record.all
        var others = [
            [], [all[0]], [all[0], all[2]], [all[1], all[0], all[2]], all + [all[2]],
            [Record(key: Array("lo".utf8), value: Array(#"g{"a":1}"#.utf8)), all[1], all[2]],
            [all[0], Record(key: Array("B-1".utf8), value: []), all[2]],
            [all[0], all[1], Record(key: [], value: [], headers: all[2].headers)],
            [all[0], all[1], Record(key: nil, value: [], headers: all[2].headers.reversed())],
            [all[0], all[1], Record(key: nil, value: [], headers: [RecordHeader("salt", [1, 2])])],
            [
                all[0], all[1],
                Record(key: nil, value: [], headers: [RecordHeader("sal", [0x74, 1, 2]), RecordHeader("title", [])]),
            ],
        ].map { proof($0) }
        others.append(proof(all))
        #expect(Set(others).count == others.count)
    }

    @Test func `is written as 43 characters and read back, and nothing else is one`() {
        let text = proof(Record.all).description
        let read = Array(text.utf8).withUnsafeBufferPointer { RecordHead(utf8: $0) }
        #expect(read == proof(Record.all) && text.utf8.count == 43)
        for other in [
            "", String(text.dropLast()), text + "A", String(text.dropLast()) + "B", String(text.dropLast()) + "+",
        ] {
            #expect(Array(other.utf8).withUnsafeBufferPointer { RecordHead(utf8: $0) } == nil, "\(other)")
        }
    }
}

@Suite struct `Positions in quarantine` {
    @Test func `are one position, or a first and a last one, of a partition of a topic`() throws {
        let one = try #require(Quarantine.parse("case-files/2/118"))
        #expect(one.topic == .caseFiles && one.partition == 2 && one.positions == 118...118)
        #expect(Quarantine.parse("case-files/2/118-120")?.positions == 118...120)
        for (word, last) in [("case-files/2/118", Int64(118)), ("case-files/2/118-120", 120)] {
            #expect(Quarantine.key(.caseFiles, 2, 118, last) == word)
        }
    }

    @Test(arguments: [
        "", "case-files", "case-files/2", "case-files/x/1", "case-files/-1/1", "case-files/2/-1", "case-files/2/5-3",
        "case-files/2/1-2-3", "no-topic/1/2", "case-files/2/1/", "case-files/2/0-100000",
        "case-files/2/99999999999999999999",
    ])
    func `have no other form, and are not too many`(word: String) { #expect(Quarantine.parse(word) == nil) }

    @Test func `are heard from the operator alone`() throws {
        let officer = ActorID(setting: 7)
        func positions(_ actor: Actor, _ range: ClosedRange<Int64> = 1...2) throws -> ClosedRange<Int64>? {
            let made = Quarantine(
                topic: .caseFiles, partition: 1, positions: range, why: "looked", by: actor,
                on: Samples.day("2024-11-01"))
            return try made.json().withUnsafeBytes { try Quarantine(json: $0) }.positions
        }
        #expect(try positions(.person(.operator, officer, by: .command)) == 1...2)
        #expect(try positions(.person(.manager, officer, by: .desk)) == nil)
        #expect(try positions(.service(.scheduler)) == nil)
        #expect(try positions(.ofNewerVersion) == nil)
        #expect(try positions(.person(.operator, officer, by: .command), 0...Quarantine.mostPositions) == nil)
    }
}
