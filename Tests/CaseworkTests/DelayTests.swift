import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What was missed in a case` {
    /// A review whose meeting was held on 2 September 2024.
    private func met() throws -> Hand {
        var hand = try Hand("2025-06-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-09-02"))
        return hand
    }

    private func missed(_ hand: Hand, on asAt: String) -> [String] {
        hand.story.file.delays(asAt: day(asAt)).map { "\($0.missed.rawValue) \($0.days)" }
    }

    @Test func `is each day that passed, with the days that the family waits`() throws {
        let hand = try met()
        #expect(missed(hand, on: "2024-09-16") == ["advice 28"])
        #expect(missed(hand, on: "2024-09-17") == ["advice 29", "report 1"])
        #expect(missed(hand, on: "2024-09-30") == ["advice 42", "report 14"])
        #expect(missed(hand, on: "2024-10-01") == ["advice 43", "report 15", "decision 1"])
    }

    @Test func `ends with the day on which it was done, and what was done in time is none`() throws {
        var hand = try met()
        hand.story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2024-08-19"))
        hand.story.report(.reportReceived(ReportReceived(review: 1)), on: day("2024-09-16"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-10-07"))),
            on: day("2024-10-05"))
        // Told five days late, its notice seven; the final plan is due eight weeks from the notice, or twelve from the meeting.
        #expect(missed(hand, on: "2024-11-25") == ["decision 5", "notice 7"])
        #expect(missed(hand, on: "2024-11-26") == ["decision 5", "notice 7", "final 1"])
        #expect(missed(hand, on: "2024-10-03") == ["decision 3", "notice 3"])
    }

    @Test func `is no more than the plan lasted`() throws {
        var hand = try met()
        hand.story.report(.planEnded(PlanEnded(reason: .other)), on: day("2024-09-20"))
        #expect(missed(hand, on: "2025-05-01") == ["advice 32", "report 4"])
    }

    @Test func `says why, whether somebody was told sorry, what a person decided, and whether its days are contested`()
        throws
    {
        var hand = try met()
        hand.story.report(
            .lateReasonGiven(LateReasonGiven(review: 1, missed: .decision, reason: .healthAdvice)),
            on: day("2024-10-10"))
        hand.story.report(
            .remedyConsidered(
                RemedyConsidered(
                    review: 1, missed: .decision, remedy: .provisionMadeUp, items: [try #require(PlanItemID("F-3"))],
                    apologised: day("2024-10-12"), officer: actorID("M-02"))), on: day("2024-10-14"))
        hand.story.report(.factContested(FactContested(review: 1, fact: .reportSent)), on: day("2024-10-14"))
        let delays = hand.story.file.delays(asAt: day("2024-10-20"))
        let decision = try #require(delays.first { $0.missed == .decision })
        #expect(decision.reason == .healthAdvice && decision.apologised == day("2024-10-12"))
        #expect(decision.remedy?.remedy == .provisionMadeUp && decision.items.map(\.description) == ["F-3"])
        #expect(delays.map(\.isContested) == [false, true, false])
        // On a day before that, nobody had decided anything.
        #expect(hand.story.file.delays(asAt: day("2024-10-13")).last?.remedy == nil)
    }
}

@Suite struct `What is found of what families ask and are answered` {
    private static func key(_ number: UInt64) -> SubmissionKey { SubmissionKey(high: number, low: number) }

    @Test func `that an answer answers something, once, and not before it was asked`() throws {
        var hand = try Hand("2024-09-02")
        #expect(hand.findings(.questionAnswered(QuestionAnswered(question: Self.key(4)))) == [.noSuchMatter])
        let asked = hand.story.report(.questionAsked(QuestionAsked(review: 1, from: .parent)), on: day("2024-08-20"))
        let answer = EventData.questionAnswered(QuestionAnswered(question: asked))
        #expect(hand.findings(answer).isEmpty)
        #expect(hand.findings(answer, on: "2024-08-19") == [.beforeRequest])
        #expect(
            hand.findings(.complaintAnswered(ComplaintAnswered(complaint: asked, outcome: .upheld))) == [.noSuchMatter])
        hand.story.report(answer, on: day("2024-08-22"))
        #expect(hand.findings(answer) == [.matterAnswered])
    }

    @Test func `that the three questions are answered by the family, and at least one of them`() throws {
        let hand = try Hand("2024-09-02")
        func answer(_ from: Contracts.Party, _ listened: ExperienceAnswer?) -> EventData {
            .experienceAnswered(ExperienceAnswered(review: 1, from: from, by: .paper, listened: listened))
        }
        #expect(hand.findings(answer(.youngPerson, .no)).isEmpty)
        #expect(hand.findings(answer(.setting, .yes)) == [.notOfFamily])
        #expect(hand.findings(answer(.parent, nil)) == [.nothingAnswered])
    }

    @Test func `that a reason or a remedy is of a day that was missed`() throws {
        var hand = try Hand("2024-10-01")
        let reason = EventData.lateReasonGiven(LateReasonGiven(review: 1, missed: .decision, reason: .system))
        let remedy = EventData.remedyConsidered(RemedyConsidered(review: 1, missed: .decision, remedy: .apology))
        #expect(hand.findings(reason) == [.notMissed])
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-09-02"))
        #expect(hand.findings(reason).isEmpty && hand.findings(remedy).isEmpty)
        hand.today = day("2024-09-30")
        #expect(hand.findings(remedy) == [.notMissed])
    }
}

@Suite struct `What waits for an answer` {
    @Test func `stands among the next steps with its owner and its day, until it is answered`() throws {
        var hand = try Hand("2024-09-02")
        let owner = actorID("M-02")
        let asked = hand.story.report(
            .questionAsked(QuestionAsked(review: 1, from: .parent, owner: owner, until: day("2024-09-06"))),
            on: day("2024-09-02"))
        hand.story.report(.supportNotDelivered(SupportNotDelivered(from: .parent, owner: owner)), on: day("2024-09-02"))
        func steps() -> [NextStep] {
            NextSteps(of: hand.story.file, log: LogBook(), on: hand.today).steps.filter { $0.owner != nil }
        }
        #expect(steps().map(\.owner) == [owner, owner])
        #expect(steps().map(\.by) == [day("2024-09-06"), day("2024-09-09")])
        hand.story.report(.questionAnswered(QuestionAnswered(question: asked)), on: day("2024-09-02"))
        #expect(steps().map(\.by) == [day("2024-09-09")])
    }

    @Test func `outlives the plan, but not the child`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(
            .complaintMade(ComplaintMade(from: .parent, about: .delay, owner: actorID("M-02"))), on: day("2024-09-02"))
        hand.story.report(.planEnded(PlanEnded(reason: .needsMet)), on: day("2024-09-02"))
        #expect(
            NextSteps(of: hand.story.file, log: LogBook(), on: hand.today).steps.map(\.owner) == [actorID("M-02")])
        var other = try Hand("2024-09-02")
        other.story.report(
            .complaintMade(ComplaintMade(from: .parent, about: .delay, owner: actorID("M-02"))), on: day("2024-09-02"))
        other.story.report(.planEnded(PlanEnded(reason: .died)), on: day("2024-09-02"))
        #expect(
            NextSteps(of: other.story.file, log: LogBook(), on: other.today).steps.allSatisfy { $0.owner == nil })
    }

    @Test func `is also what an audit asked for`() throws {
        var hand = try Hand("2026-11-02")
        let auditor = Actor.person(.auditor, actorID("A-02"), by: .command)
        hand.story.report(
            .auditRecorded(AuditRecorded(review: 1, framework: "annual-review", marks: [], grade: .inadequate)),
            on: day("2026-11-01"), by: auditor)
        let action = hand.story.report(
            .auditActionSet(AuditActionSet(review: 1, owner: actorID("C-09"), by: day("2026-12-01"))),
            on: day("2026-11-01"), by: auditor)
        func owners() -> [ActorID] {
            NextSteps(of: hand.story.file, log: LogBook(), on: hand.today).steps.compactMap(\.owner)
        }
        #expect(owners() == [actorID("C-09")] && hand.story.file.peopleNamed == [actorID("C-09")])
        hand.story.report(.auditActionDone(AuditActionDone(review: 1, action: action)), on: day("2026-11-02"))
        #expect(owners().isEmpty && hand.story.file.peopleNamed.isEmpty)
    }
}
