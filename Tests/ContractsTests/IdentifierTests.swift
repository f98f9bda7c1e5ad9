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
        #expect(key.reference == .submission(key.high))
        #expect(SubmissionReference(key.high).text == Array(base64url(Array(bytes[..<8])).utf8))
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

    /// Every subject with every fact, stage and addressee that it may have, with and without a review.
    static let all: [ConclusionID] = {
        var all: [ConclusionID] = []
        for subject in Subject.allCases {
            let facts: [Fact] =
                subject.restsOnSubmission
                ? [0, 1, .max, Samples.key.high].map { .submission($0) }
                : subject.restsOnMonth
                    ? ["0001-01", "2008-03", "9999-12"].compactMap { Month($0) }.map { .month($0) }
                    : [.nothing]
                        + [day, day + 1, Samples.day("0001-01-01"), Samples.day("9999-12-31")].map { .day($0) }
            let parties: [Addressee] = Party.allCases.filter { !$0.isFamily }.map { .party($0) }
            let addressees: [Addressee?] =
                subject.isMessage
                ? [nil] + parties + [1, 2, 9, 10, 99, 100, 255].map { .contact($0) }
                : subject.isReminder ? [nil] + parties : subject.isLetter ? [nil, .contact(2)] : [nil]
            let abouts: [Subject?] = subject == .tellNotRecorded ? Subject.allCases.filter(\.isAlarm) : [nil]
            let stages: [(Stage, UInt32)] =
                subject.isMessage
                ? [(.said, 0)]
                    + Stage.allCases.filter { $0 != .said }.flatMap { stage in
                        [1, 10, 256, ConclusionID.mostAttempts].map { (stage, $0) }
                    }
                : [(.said, 0)]
            for fact in facts {
                for addressee in addressees {
                    for about in abouts {
                        for (stage, attempt) in stages {
                            for review: UInt8 in [0, 1, 10, 255] {
                                all.append(
                                    ConclusionID(
                                        subject, review: review, fact: fact, to: addressee, about: about, stage: stage,
                                        attempt: attempt))
                            }
                        }
                    }
                }
            }
        }
        return all
    }()

    @Test func `holds what it was made of, each in bits of its own`() {
        for subject in Subject.allCases {
            let addressees: [Addressee?] =
                [nil] + Party.allCases.map { .party($0) } + (0...UInt8.max).map { .contact($0) }
            let facts: [Fact] =
                [.nothing, .day(Self.day), .day(Day(number: -1)), .submission(0), .submission(.max)]
                + ["0001-01", "9999-12"].compactMap { Month($0) }.map { .month($0) }
            for (addressee, fact) in addressees.flatMap({ whom in facts.map { (whom, $0) } }) {
                for stage in Stage.allCases {
                    let id = ConclusionID(
                        subject, review: 255, fact: fact, to: addressee, about: .noAnswerBy, stage: stage,
                        attempt: ConclusionID.mostAttempts)
                    guard id.subject == subject, id.review == 255, id.fact == fact, id.addressee == addressee,
                        id.about == .noAnswerBy, id.stage == stage, id.attempt == ConclusionID.mostAttempts,
                        id.message.fact == fact,
                        id.message.addressee == addressee, id.message.stage == .said, id.message.attempt == 0
                    else {
                        Issue.record("\(subject), \(fact), \(addressee as Any), \(stage): \(id)")
                        return
                    }
                }
            }
        }
    }

    @Test func `takes sixteen bytes, which its lists fit`() {
        #expect(MemoryLayout<ConclusionID>.size == 16)
        #expect(MemoryLayout<ConclusionID>.stride == 16)
        // Stage and party in four bits, a subject in eight of which 0 means none.
        #expect(Stage.allCases.allSatisfy { $0.rawValue < 16 })
        #expect(Party.allCases.count < 16)
        #expect(Subject.allCases.allSatisfy { (1...255).contains($0.rawValue) })
    }

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
    }

    @Test(arguments: [
        "", "/", "opened/", "/opened", "review-/opened", "review-0/opened", "review-03/opened", "review-256/opened",
        "review-3", "review-3/", "review-3//opened", "Opened", "opened/2024-11-31", "opened/2024-11-29/",
        "opened/2024-11-29/2024-11-29", "opened/2024-11-29/parent", "opened/2024-11-29/claim/1",
        "review-1/tell-decision", "review-1/tell-decision/2024-11-29", "review-1/decision-made/AAAAAAAAAAB",
        "review-1/decision-made/AAAAAAAAAA", "review-1/decision-made/AAAAAAAAAAA/x", "tell-not-recorded/2024-11-29",
        "tell-not-recorded/opened/2024-11-29/manager", "tell-remind-report/2024-11-29/aunt",
        "review-1/tell-invitation/2024-11-29/contact-1", "tell-review-due/2024-11-29/parent",
        "tell-review-due/2024-11-29/young-person", "tell-review-due/2024-11-29/contact-0",
        "tell-review-due/2024-11-29/contact-01", "tell-review-due/2024-11-29/contact-256",
        "tell-review-due/2024-11-29/contact-", "remind-report/2024-11-22/contact-1",
        "tell-remind-report/2024-11-29/setting/claim", "tell-remind-report/2024-11-29/setting/claim/0",
        "tell-remind-report/2024-11-29/setting/claim/16777216", "tell-remind-report/2024-11-29/setting/claim/100000000",
        "tell-remind-report/2024-11-29/setting/claim/01",
        "tell-remind-report/2024-11-29/setting/claim/1/", "tell-remind-report/2024-11-29/setting/claim/1/sent/1",
        "tell-remind-report/2024-11-29/setting/lost/1", "tell-remind-report/2024-11-29/setting/contact-1",
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
        // A log holds the words; the numbers are a process's own, and messages stand behind all others.
        #expect(Subject.allCases.map(\.rawValue) == Array(1...UInt8(Subject.allCases.count)))
        #expect(Subject.allCases.allSatisfy { $0.isMessage == ($0.rawValue >= Subject.tellReviewDue.rawValue) })
        #expect(Subject.allCases.allSatisfy { $0.isMessage == $0.word.description.hasPrefix("tell-") })
    }
}

@Suite struct `Who says an entry` {
    private static let people: [Actor] = Role.allCases.flatMap { role in
        Way.allCases.flatMap { way in
            [nil, ActorID("entra")].map { provider in
                Actor.person(role, ActorID(contact: 7), by: way, provider: provider)
            }
        }
    }

    @Test func `has one text, from which it is read back: every service, and every role by every way`() {
        let services = ServiceName.allCases.map { Actor.service($0) }
        for actor in services + Self.people {
            #expect(read(Actor.self, actor.description) == actor, "\(actor)")
        }
        #expect(Set((services + Self.people).map(\.description)).count == services.count + Self.people.count)
    }

    @Test func `is written as it reads: a service, or role, id and way, and who vouched for them`() throws {
        #expect(Actor.service(.decisionWriter).description == "decision-writer")
        let id = try #require(ActorID("C-07"))
        #expect(Actor.person(.coordinator, id, by: .command).description == "coordinator/C-07/command")
        let vouched = Actor.person(.socialCare, id, by: .portal, provider: ActorID("entra"))
        #expect(vouched.description == "social-care/C-07/portal/entra")
        #expect(ActorID(contact: 2).text == "contact-2" && ActorID(setting: 10_012_345).text == "10012345")
    }

    @Test func `has a bit of its own among those who may say a kind`() {
        // A rehearsal's outside world, the desk and the portal append what people say, and by their own names say nothing.
        let silent: [ServiceName] = [.outsideWorld, .desk, .portal]
        #expect(silent.allSatisfy { $0.speaker.isEmpty })
        let services = ServiceName.allCases.filter { !silent.contains($0) }
        let bits = services.map(\.speaker) + Role.allCases.map(\.speaker)
        #expect(Set(bits.map(\.rawValue)).count == bits.count)
        #expect(bits.allSatisfy { $0.rawValue.nonzeroBitCount == 1 && $0.words.count == 1 })
    }

    @Test(arguments: [
        "-", "quality-assurance-writer", "poet/C-07/desk", "coordinator/C-07/pigeon", "poet/C-07/pigeon/entra",
    ])
    func `is nobody whose word counts, when a later version knows them`(text: String) {
        #expect(read(Actor.self, text) == .ofNewerVersion)
        #expect(read(Actor.self, Actor.ofNewerVersion.description) == .ofNewerVersion)
        #expect(Actor.ofNewerVersion.speaker.isEmpty && !Actor.ofNewerVersion.isImport)
    }

    @Test(arguments: [
        "", "/", "//", "///", "Scheduler", "scheduler ", "a-word-that-is-much-too-long", "coordinator/C-07",
        "/C-07/desk", "coordinator//desk", "coordinator/C-07/", "coordinator/C-07/desk/", "coordinator/C 07/desk",
        "coordinator/C-07/desk/entra/more", "coordinator/a-very-long-id-07/desk", "coordinator/C-07/Desk",
        "coordinator/Öberg/desk",
    ])
    func `is refused in any other form`(text: String) {
        #expect(read(Actor.self, text) == nil)
    }

    @Test func `is an import when it came in a file, in whatever role`() {
        for actor in Self.people {
            guard case .person(let person) = actor else { continue }
            #expect(actor.isImport == (person.way == .import))
        }
        #expect(!Actor.service(.scheduler).isImport)
    }
}

private func base64url(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "=", with: "")
}
