import Contracts
import Foundation
import JSON
import Statute
import Testing

private func read<T: TextValue>(_: T.Type, _ text: String) -> T? {
    Array(text.utf8).withUnsafeBufferPointer { T(utf8: $0) }
}

@Suite struct `A case's id` {
    @Test(arguments: ["B-10432", "a", "x.y_z-1", "ABCDEFGHIJKLMNO"])
    func `is the council's reference`(text: String) {
        #expect(CaseID(text)?.text == text)
        #expect(read(CaseID.self, text) == CaseID(text))
    }

    @Test(arguments: ["", "ABCDEFGHIJKLMNOP", "B 1", "B/1", "Ä1", "B\n"])
    func `is refused in any other form`(text: String) {
        #expect(CaseID(text) == nil)
        #expect(read(CaseID.self, text) == nil)
    }
}

@Suite struct `A submission's key` {
    @Test func `is base64url of its bytes, as everyone writes it`() throws {
        let key = Samples.key
        let bytes: [UInt8] = [
            0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10,
        ]
        #expect(key.description == base64url(bytes))
        #expect(read(SubmissionKey.self, key.description) == key)
        #expect(SubmissionReference(key.reference).text == Array(base64url(Array(bytes[..<8])).utf8))
    }

    @Test func `round-trips at random`() {
        for _ in 0..<1000 {
            let key = SubmissionKey(high: .random(in: 0...(.max)), low: .random(in: 0...(.max)))
            #expect(read(SubmissionKey.self, key.description) == key)
            let reference = SubmissionReference(key.high)
            #expect(read(SubmissionReference.self, String(decoding: reference.text, as: UTF8.self)) == reference)
        }
    }

    @Test(arguments: [
        "", "ASNFZ4mrze_-3LqYdlQyE", "ASNFZ4mrze_-3LqYdlQyEAA", "ASNFZ4mrze/-3LqYdlQyEA", "ASNFZ4mrze_-3LqYdlQyEB",
    ])
    func `is refused in any other form, also with bits left over`(text: String) {
        #expect(read(SubmissionKey.self, text) == nil)
    }

    @Test func `follows from the parts that it is made of, and never from their sum`() {
        #expect(SubmissionKey(hashing: ["ab", "c"]) == SubmissionKey(hashing: ["ab", "c"]))
        let keys = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["1:a"], ["a", "1:"], []]
            .map { SubmissionKey(hashing: $0) }
        #expect(Set(keys).count == keys.count)
    }
}

@Suite struct `A document's hash` {
    @Test func `is the SHA-256 of its bytes in base64url`() {
        // FIPS 180-4: SHA-256 of "abc".
        let hash = DocumentHash(of: Array("abc".utf8))
        #expect(hash.description == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
        #expect(read(DocumentHash.self, hash.description) == hash)
        #expect(hash != DocumentHash(of: Array("abd".utf8)))
        #expect(read(DocumentHash.self, hash.description + "A") == nil)
    }

    @Test func `is made of exactly thirty-two bytes`() {
        #expect(DocumentHash(bytes: [UInt8](repeating: 1, count: 31)) == nil)
        #expect(DocumentHash(bytes: [UInt8](repeating: 1, count: 32))?.words.3 == 0x0101_0101_0101_0101)
    }
}

@Suite struct `A conclusion's id` {
    static let day = Samples.day("2024-11-29")

    /// Every subject, stage and party that may be, with and without review and fact.
    static let all: [ConclusionID] = {
        var all: [ConclusionID] = []
        for subject in Subject.allCases {
            let facts: [UInt64] =
                subject.restsOnSubmission
                ? [0, 1, .max, Samples.key.reference]
                : [0]
                    + [day, day + 1, Samples.day("0001-01-01"), Samples.day("9999-12-31")].map {
                        ConclusionID(.day, day: $0).fact
                    }
            let parties: [Party?] = subject.isFor ? [nil] + Party.allCases : [nil]
            let abouts: [Subject?] =
                subject == .tellNotRecorded ? [.noMeetingBy, .noDecisionBy, .noAnswerBy] : [nil]
            let stages: [(Stage, UInt8)] =
                subject.isMessage
                ? [(.said, 0), (.claim, 1), (.sent, 1), (.failed, 1), (.claim, 63), (.sent, 10)] : [(.said, 0)]
            for fact in facts {
                for party in parties {
                    for about in abouts {
                        for (stage, attempt) in stages {
                            for review: UInt8 in [0, 1, 10, 255] {
                                all.append(
                                    ConclusionID(
                                        subject, review: review, fact: fact, party: party, about: about, stage: stage,
                                        attempt: attempt))
                            }
                        }
                    }
                }
            }
        }
        return all
    }()

    @Test func `has one text, from which it is read back`() {
        for id in Self.all {
            let text = id.description
            guard read(ConclusionID.self, text) == id, read(EventID.self, text) == .conclusion(id) else {
                Issue.record("\(text) is not read back")
                return
            }
        }
    }

    @Test func `differs when anything that it says differs`() {
        #expect(Set(Self.all).count == Self.all.count)
        #expect(Set(Self.all.map(\.description)).count == Self.all.count)
    }

    @Test func `says what it was made of`() {
        let id = ConclusionID(
            .tellNotRecorded, review: 3, day: Self.day, party: .manager, about: .noDecisionBy, stage: .failed,
            attempt: 9)
        #expect(id.description == "review-3/tell-not-recorded/no-decision-by/2024-11-29/manager/failed/9")
        #expect(id.subject == .tellNotRecorded && id.review == 3 && id.day == Self.day && id.party == .manager)
        #expect(id.about == .noDecisionBy && id.stage == .failed && id.attempt == 9)
        #expect(id.message.description == "review-3/tell-not-recorded/no-decision-by/2024-11-29/manager")
        #expect(MemoryLayout<ConclusionID>.size == 12)
    }

    @Test(arguments: [
        "", "/", "opened/", "/opened", "review-/opened", "review-0/opened", "review-03/opened", "review-256/opened",
        "review-3", "review-3/", "review-3//opened", "Opened", "opened/2024-11-31", "opened/2024-11-29/",
        "opened/2024-11-29/2024-11-29", "opened/2024-11-29/parent", "opened/2024-11-29/claim/1",
        "review-1/tell-decision", "review-1/tell-decision/2024-11-29", "review-1/decision-made/AAAAAAAAAAB",
        "review-1/decision-made/AAAAAAAAAA", "review-1/decision-made/AAAAAAAAAAA/x", "tell-not-recorded/2024-11-29",
        "tell-not-recorded/opened/2024-11-29/parent", "tell-remind-report/2024-11-29/aunt",
        "review-1/tell-invitation/2024-11-29/parent",
        "tell-remind-report/2024-11-29/parent/claim", "tell-remind-report/2024-11-29/parent/claim/0",
        "tell-remind-report/2024-11-29/parent/claim/64", "tell-remind-report/2024-11-29/parent/claim/01",
        "tell-remind-report/2024-11-29/parent/claim/1/", "tell-remind-report/2024-11-29/parent/claim/1/sent/1",
        "tell-remind-report/2024-11-29/parent/lost/1", "tell-remind-report/2024-11-29/parent/parent",
    ])
    func `is refused in any other form`(text: String) {
        #expect(read(ConclusionID.self, text) == nil)
        #expect(read(EventID.self, text) == nil)
    }

    @Test func `is never taken for a submission's key`() {
        // A key has 22 characters and no slash.
        for subject in Subject.allCases { #expect(subject.word.utf8CodeUnitCount != 22) }
        for id in Self.all { #expect(read(SubmissionKey.self, id.description) == nil) }
    }

    @Test func `has words and numbers that are given once`() {
        #expect(Set(Subject.allCases.map(\.word.description)).count == Subject.allCases.count)
        // A log holds the words. The numbers are a process's own, but alarms fit into the four bits after the reminders.
        #expect(Subject.tellEarlyAnswer.rawValue == UInt8(Subject.allCases.count))
        #expect(Subject.noAnswerBy.rawValue - Subject.remindArrange.rawValue + 1 < 16)
    }
}

private func base64url(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "=", with: "")
}
