import Arguments
import CaseFile
import Caseload
import JSON
import Contracts
import Crypto
import Quality
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `Audits` {
    /// A log of two partitions in which reviews are decided in October, and what is read of it.
    private struct OctoberLog {
        var records: [(partition: Int32, key: String, entry: Entry)] = []
        let lead = Actor.person(.qualityLead, actorID("Q-01"), by: .command)
        let auditor = Actor.person(.auditor, actorID("A-02"), by: .command)

        init(cases: Int = 40) {
            for partition in Int32(0)..<2 {
                let began = LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: LogBegan().log)
                add(partition, Event(ConclusionID(.logBegan), .logBegan(began)), on: "2026-09-01")
            }
            day("2026-09-01")
            for number in 1...cases {
                let id = "B-\(number)"
                say(id, .planRecorded(.sample { $0.placement = number.isMultiple(of: 4) ? .special : .mainstream }))
                say(id, .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
            }
        }

        mutating func add(_ partition: Int32, _ event: Event, on day: String, by actor: Actor = Operator.standard) {
            records.append((partition, "log", Entry(by: actor, recorded: Day.of(day), events: [event])))
        }

        mutating func day(_ day: String) {
            for partition in Int32(0)..<2 {
                add(partition, Event(ConclusionID(.day, day: Day.of(day)), .dayBegan(DayBegan())), on: day)
            }
        }

        /// Every day up to that one.
        mutating func days(from first: String, through last: String) {
            var day = Day.of(first)
            while day <= Day.of(last) {
                self.day("\(day)")
                day = day + 1
            }
        }

        mutating func say(
            _ id: String, on happened: String? = nil, _ data: EventData, by actor: Actor = Operator.standard
        ) {
            let key = SubmissionKey(hashing: [id, "\(records.count)"])
            let partition = CaseID(id)?.partition(of: 2) ?? 0
            records.append(
                (
                    partition, id,
                    Entry(
                        by: actor, recorded: today, events: [Event(key, happened: happened.map(Day.of), data)])
                ))
        }

        mutating func log(_ data: EventData, by actor: Actor) {
            for partition in Int32(0)..<2 {
                let key = SubmissionKey(hashing: ["log", "\(records.count)"])
                add(partition, Event(key, data), on: "\(today)", by: actor)
            }
        }

        var today: Day {
            records.last { if case .dayBegan = $0.entry.events[0].data { true } else { false } }?.entry.recorded
                ?? Day.of("2026-09-01")
        }

        /// The reviews of these cases met and were decided in October.
        mutating func decide(_ numbers: ClosedRange<Int>) {
            for number in numbers {
                say("B-\(number)", on: "2026-10-01", .meetingHeld(MeetingHeld(review: 1)))
                say("B-\(number)", on: "2026-10-12", .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
            }
        }

        func read(until: String) throws -> PeriodLog {
            var log = PeriodLog(partitions: 2, until: Day.of(until))
            try each { log.append(partition: $0, position: $1, key: $2, value: $3, headers: []) }
            return log
        }

        func caseload() throws -> Caseload {
            var caseload = Caseload(partitions: 2)
            try each { caseload.append(partition: $0, position: $1, key: $2, value: $3) }
            return caseload
        }

        private func each(
            _ body: (Int32, Int64, UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) -> Void
        ) throws {
            var ends: [Int64] = [0, 0]
            for record in records {
                let value = try record.entry.json()
                Array(record.key.utf8).withUnsafeBytes { key in
                    value.withUnsafeBytes { body(record.partition, ends[Int(record.partition)], key, $0) }
                }
                ends[Int(record.partition)] += 1
            }
        }
    }

    private static func secret(_ byte: UInt8) throws -> (
        secret: AuditDraw.Secret, bytes: DocumentHash, hash: DocumentHash
    ) {
        let secret = try #require(AuditDraw.Secret(bytes: [UInt8](repeating: byte, count: 32)))
        return (
            secret, try #require(DocumentHash(bytes: secret.bytes)),
            try #require(DocumentHash(bytes: secret.commitment.bytes))
        )
    }

    private static let (from, until) = (Day.of("2026-10-01"), Day.of("2026-10-31"))

    private static func sample(_ log: OctoberLog, quota: (Int, Int) = (8, 0), theme: AuditTheme = AuditTheme()) throws
        -> AuditSample
    {
        try AuditSample(
            from: from, until: until, theme: theme, commitments: try log.caseload().logs.first?.commitments ?? [],
            log: try log.read(until: "2026-10-31"), quota: quota, secondOneIn: 4)
    }

    /// A log with a period in which that person committed, and revealed afterwards.
    private static func drawn(_ byte: UInt8 = 1) throws -> OctoberLog {
        let (_, bytes, hash) = try secret(byte)
        var log = OctoberLog()
        log.log(.auditCommitted(AuditCommitted(from: from, until: until, sha256: hash)), by: log.lead)
        log.days(from: "2026-09-02", through: "2026-10-15")
        log.decide(1...40)
        log.days(from: "2026-10-16", through: "2026-11-02")
        log.log(.auditRevealed(AuditRevealed(from: from, until: until, secret: bytes)), by: log.lead)
        return log
    }

    @Test func `are drawn from what was decided in the period, each stratum with its share`() throws {
        let log = try Self.drawn()
        let sample = try Self.sample(log)
        #expect(sample.candidates == (40, 0))
        #expect(sample.reviews.count == 8 && sample.reviews.count { $0.stratum == "annual/special" } == 2)
        #expect(sample.second.count == 2)
        #expect(sample.text.contains("8 of 40 reviews") && sample.text.contains("and a second, blind"))
        #expect(sample.text.contains("It rests on the secrets of Q-01"))
        #expect(sample.json.contains("\"committed_by\":[\"Q-01\"]"))
    }

    @Test func `are the same whatever is written after the period, and others for another entry in it`() throws {
        let log = try Self.drawn()
        let sample = try Self.sample(log)
        var later = log
        later.say("B-1", on: "2026-10-12", .progressRecorded(ProgressRecorded(from: .parent)))
        #expect(try Self.sample(later).reviews == sample.reviews)
        var earlier = log
        earlier.records.insert(earlier.records[100], at: 130)
        #expect(try Self.sample(earlier).heads != sample.heads)
        #expect(try Self.sample(earlier).reviews != sample.reviews)
    }

    @Test func `a theme draws of its own alone`() throws {
        let sample = try Self.sample(try Self.drawn(), theme: AuditTheme(kind: .early))
        #expect(sample.candidates == (0, 0) && sample.reviews.isEmpty)
    }

    @Test func `are not drawn without a commitment, a secret, or the right one`() throws {
        let none = OctoberLog()
        #expect(throws: CommandError.self) { try Self.sample(none) }
        var log = try Self.drawn()
        log.records.removeAll { if case .auditRevealed = $0.entry.events[0].data { true } else { false } }
        let waiting = #expect(throws: CommandError.self) { try Self.sample(log) }
        #expect(waiting.map { "\($0)" }?.contains("Q-01 has not revealed the secret") == true)
        log.log(
            .auditRevealed(AuditRevealed(from: Self.from, until: Self.until, secret: try Self.secret(9).bytes)),
            by: log.lead)
        let wrong = #expect(throws: CommandError.self) { try Self.sample(log) }
        #expect(wrong.map { "\($0)" }?.contains("what Q-01 revealed is not what was committed to") == true)
    }

    @Test func `a commitment counts before its period begins, once a person, and a secret after it alone`() throws {
        let (_, bytes, hash) = try Self.secret(1)
        let committed = EventData.auditCommitted(AuditCommitted(from: Self.from, until: Self.until, sha256: hash))
        var log = OctoberLog(cases: 1)
        log.log(committed, by: log.lead)
        // Another secret of the same person would be a choice.
        log.log(
            .auditCommitted(AuditCommitted(from: Self.from, until: Self.until, sha256: try Self.secret(2).hash)),
            by: log.lead)
        log.log(committed, by: log.auditor)
        // An officer's counts for nothing.
        log.log(committed, by: .person(.coordinator, actorID("C-07"), by: .command))
        log.days(from: "2026-09-02", through: "2026-10-01")
        log.log(
            .auditCommitted(AuditCommitted(from: Self.from, until: Self.until, sha256: try Self.secret(3).hash)),
            by: .person(.manager, actorID("M-01"), by: .command))
        log.log(.auditRevealed(AuditRevealed(from: Self.from, until: Self.until, secret: bytes)), by: log.lead)
        let held = try #require(try log.caseload().logs.first?.commitments)
        #expect(held.map(\.by.text) == ["Q-01", "A-02"] && held.allSatisfy { $0.sha256 == hash && $0.secret == nil })
        log.days(from: "2026-10-02", through: "2026-11-01")
        log.log(.auditRevealed(AuditRevealed(from: Self.from, until: Self.until, secret: bytes)), by: log.auditor)
        #expect(try log.caseload().logs.first?.commitments.map { $0.secret == bytes } == [false, true])
    }

    @Test func `come to grades with intervals, agreement beyond chance, and what was done about them`() throws {
        var log = try Self.drawn()
        func audit(_ grade: Grade, given: Grade? = nil, blind: Bool? = nil) -> EventData {
            .auditRecorded(
                AuditRecorded(
                    review: 1, framework: "annual-review", marks: ["views-of-the-child=met"], grade: grade,
                    given: given,
                    blind: blind))
        }
        let other = Actor.person(.auditor, actorID("A-03"), by: .command)
        for (number, pair) in [
            (1, (Grade.good, Grade.good)), (2, (.inadequate, .inadequate)), (3, (.good, .inadequate)),
        ] {
            log.say("B-\(number)", on: "2026-11-02", audit(pair.0), by: log.auditor)
            log.say("B-\(number)", on: "2026-11-02", audit(pair.1, blind: true), by: other)
        }
        log.say(
            "B-3", on: "2026-11-02", .auditModerated(AuditModerated(review: 1, grade: .requiresImprovement)),
            by: log.lead)
        log.say("B-4", on: "2026-11-02", audit(.good, given: .outstanding), by: log.auditor)
        let owner = actorID("C-07")
        log.say(
            "B-2", on: "2026-11-02", .auditActionSet(AuditActionSet(review: 1, owner: owner, by: Day.of("2026-11-05"))),
            by: log.lead)
        log.days(from: "2026-11-03", through: "2026-11-06")
        func figures() throws -> AuditFigures {
            let caseload = try log.caseload()
            return AuditFigures(
                caseload.cases.mapValues(\.file), from: Day.of("2026-11-01"), until: Day.of("2026-11-30"), on: log.today
            )
        }
        var found = try figures()
        #expect(found.grades == [.good: 1, .inadequate: 1, .requiresImprovement: 1, .outstanding: 1])
        #expect(found.audits == 7 && found.overridden == 1)
        #expect(found.agreement.cases == 3 && found.agreement.same == 2)
        #expect(found.actions == (1, 0, 1, 0))
        let second = try #require(CaseID("B-2"))
        let action = try #require(try log.caseload().cases[second]?.file.auditActions.first)
        log.say("B-2", on: "2026-11-06", .auditActionDone(AuditActionDone(review: 1, action: action.key)))
        #expect(try figures().actions == (1, 1, 0, 0))
        log.say("B-2", on: "2026-11-06", audit(.good), by: log.auditor)
        found = try figures()
        #expect(found.actions == (1, 1, 0, 1))
        #expect(found.text.contains("Asked for: 1; done 1, past its day 0, well by a later audit 1."))
        #expect(found.text.contains("kappa"))
    }
}
