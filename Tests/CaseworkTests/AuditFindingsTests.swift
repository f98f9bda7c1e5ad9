import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What is found of an audit` {
    private static func auditor(_ id: String) throws -> Actor {
        .person(.auditor, try #require(ActorID(id)), by: .command)
    }

    private static func audit(given: Grade? = nil, blind: Bool? = nil, explained: Bool = false) -> EventData {
        .auditRecorded(
            AuditRecorded(
                review: 1, framework: "annual-review", marks: ["views-of-the-child=met"], grade: .good, given: given,
                blind: blind, explanation: explained ? DocumentHash(0, 0, 0, 1) : nil))
    }

    @Test func `that another grade than the marks come to needs a reason in writing`() throws {
        let hand = try Hand("2026-11-02")
        let by = try Self.auditor("A-02")
        #expect(hand.findings(Self.audit(given: .inadequate), by: by) == [.gradeUnexplained])
        #expect(hand.findings(Self.audit(given: .good), by: by).isEmpty)
        #expect(hand.findings(Self.audit(), by: by).isEmpty)
        #expect(hand.findings(Self.audit()) == [.notEntitled])
    }

    @Test func `that a blind second audit is by somebody else`() throws {
        var hand = try Hand("2026-11-02")
        let by = try Self.auditor("A-02")
        hand.story.report(Self.audit(), on: day("2026-11-01"), by: by)
        #expect(hand.findings(Self.audit(blind: true), by: by) == [.auditedByThem])
        #expect(hand.findings(Self.audit(), by: by).isEmpty)
        #expect(hand.findings(Self.audit(blind: true), by: try Self.auditor("A-03")).isEmpty)
    }

    @Test func `that what was not audited is not moderated, and what nobody asked for is not done`() throws {
        var hand = try Hand("2026-11-02")
        let by = try Self.auditor("A-02")
        let lead = Actor.person(.qualityLead, actorID("Q-01"), by: .command)
        let moderated = EventData.auditModerated(AuditModerated(review: 1, grade: .good))
        let action = EventData.auditActionSet(
            AuditActionSet(review: 1, owner: actorID("C-07"), by: day("2026-12-01")))
        #expect(hand.findings(moderated, by: lead) == [.notAudited])
        #expect(hand.findings(action, by: by) == [.notAudited])
        hand.story.report(Self.audit(), on: day("2026-11-01"), by: by)
        #expect(hand.findings(moderated, by: lead).isEmpty)
        #expect(hand.findings(action, by: by).isEmpty)
        let done = EventData.auditActionDone(AuditActionDone(review: 1, action: SubmissionKey(high: 1, low: 2)))
        #expect(hand.findings(done, by: by) == [.noSuchAction])
    }
}
