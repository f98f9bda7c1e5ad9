import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// A decision to amend that was told by letters, each by its own way, and what of the family's answer must be there before it
/// may be finished.
@Suite struct `The end of an amendment` {
    private let notice = day("2026-05-14")
    private let paper = DocumentHash(9, 9, 9, 9)

    /// A case whose notice left on Thursday 14 May 2026 for two parents, by post and by e-mail as is said.
    private func told(_ ways: [Delivery?] = [.post, .email]) throws -> Hand {
        var hand = try Hand("2026-05-20")
        for number in ways.indices { hand.story.contact(UInt8(number + 1), on: day("2026-01-02")) }
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-04-20"))
        let key = hand.story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend, officer: actorID("C-07"))),
            on: day("2026-05-13"))
        hand.story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .amend)),
            on: day("2026-05-13"))
        let copies = ways.enumerated().map { number, way in
            LetterCopy(
                contact: UInt8(number + 1), document: DocumentHash(1, 1, 1, UInt64(number + 1)), by: way)
        }
        let letter = ConclusionID(.decisionLetter, review: 1, fact: key.reference)
        hand.story.conclude(
            letter, .letterWritten(LetterWritten(letter: .decisionAmend, copies: copies)), on: notice)
        for copy in copies {
            let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(copy.contact))
            hand.story.conclude(
                message, .notificationRequested(NotificationRequested(document: copy.document, until: notice + 90)),
                on: notice)
            hand.story.send(message, on: notice)
        }
        return hand
    }

    private func message(_ hand: Hand, to contact: UInt8) throws -> ConclusionID {
        let key = try #require(hand.story.file.review(1)?.submission?.key)
        return ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(contact))
    }

    private func answer(
        _ contact: UInt8?, _ sections: [PlanSection]? = nil, setting: UInt32? = nil, meeting: Bool? = nil,
        final: Bool? = true
    ) -> EventData {
        .representationsReceived(
            RepresentationsReceived(
                review: 1, contact: contact, sections: sections, setting: setting, asksMeeting: meeting, isFinal: final)
        )
    }

    private var final: EventData {
        .finalSubmitted(FinalSubmitted(review: 1, outcome: .amended, officer: actorID("C-07"), plan: paper))
    }

    private func finding(_ hand: Hand, _ data: EventData) -> [FindingCode] { hand.findings(data) }

    @Test func `waits for fifteen days from the day on which the notice was served, counted by the way it went`() throws
    {
        for (ways, last) in [
            ([Delivery.email], "2026-05-28"), ([.post], "2026-06-01"), ([.post, .email], "2026-06-01"),
            ([nil], "2026-05-28"),
        ] as [([Delivery?], String)] {
            let hand = try told(ways)
            let review = try #require(hand.story.file.review(1))
            let until = hand.story.file.answerAwaitedUntil(in: review, on: day("2026-05-20"), holidays: .byRuleOnly)
            #expect(until?.description == last, "\(ways)")
            #expect(
                hand.story.file.deadlines(of: review).first(.amd2)?.due.description == last, "\(ways)")
            #expect(finding(hand, final) == [.answerAwaited])
            var then = hand
            then.today = day(last)
            #expect(finding(then, final) == [.answerAwaited])
            then.today = day(last) + 1
            #expect(finding(then, final).isEmpty)
        }
    }

    @Test func `waits for each of those who hold the rights, whose own last word ends their days and nobody else's`()
        throws
    {
        var hand = try told()
        hand.story.report(answer(2), on: day("2026-05-18"))
        hand.story.report(
            .amendmentAnswered(
                AmendmentAnswered(
                    review: 1, answer: try #require(hand.story.file.representations(of: 1).first).key, used: true)),
            on: day("2026-05-19"))
        #expect(finding(hand, final) == [.answerAwaited], "the other parent has not spoken")
        #expect(
            hand.words(final).first?.contains("1 June 2026") == true
                || hand.words(final).first?.contains("1 Jun") == true)
        hand.story.report(answer(nil), on: day("2026-05-18"))
        #expect(finding(hand, final).contains(.answerAwaited), "of two nobody said whose it is")
        hand.story.report(answer(1), on: day("2026-05-19"))
        #expect(!finding(hand, final).contains(.answerAwaited))
    }

    @Test func `is held while something that the family said has no answer, section by section`() throws {
        var hand = try told([.email])
        let said = hand.story.report(answer(1, [.b, .f], setting: 101_001), on: day("2026-05-18"))
        #expect(finding(hand, final) == [.representationUnanswered])
        #expect(hand.words(final).first?.contains("sections B, F and I") == true)
        func answered(_ sections: [PlanSection]?, used: Bool, _ document: DocumentHash? = nil) -> EventData {
            .amendmentAnswered(
                AmendmentAnswered(review: 1, answer: said, sections: sections, used: used, document: document))
        }
        hand.story.report(answered([.b], used: true), on: day("2026-05-19"))
        hand.story.report(answered([.f], used: false, paper), on: day("2026-05-19"))
        #expect(hand.story.file.representations(of: 1).first?.unansweredSections == [.i])
        // Not used, and not a word why: that answers nothing.
        #expect(finding(hand, answered([.i], used: false)) == [.unusedWithoutReasons])
        hand.story.report(answered([.i], used: false), on: day("2026-05-19"))
        #expect(finding(hand, final) == [.representationUnanswered])
        hand.story.report(answered([.i], used: false, paper), on: day("2026-05-20"))
        #expect(finding(hand, final).isEmpty)
    }

    @Test func `may be passed by a manager though something has no answer, and what they passed is recorded`() throws {
        var hand = try told([.email])
        hand.story.report(answer(1, [.f]), on: day("2026-05-18"))
        let manager = Actor.person(.manager, actorID("M-1"), by: .command)
        let passed = EventData.finalSubmitted(
            FinalSubmitted(
                review: 1, outcome: .amended, officer: actorID("C-07"), plan: paper, passedBy: actorID("M-1")))
        guard case .accepted(let entry, _) = hand.decide(passed, by: manager),
            case .finalSubmitted(let final)? = entry.events.first?.data
        else {
            Issue.record("it was not taken")
            return
        }
        #expect(final.defects?.first?.hasPrefix("representation-unanswered|2026-05-18") == true)
        #expect(hand.findings(passed, by: .coordinator).contains(.notForThemToPass))
    }

    @Test func `is held while a meeting that was asked for was not held`() throws {
        var hand = try told([.email])
        let said = hand.story.report(answer(1, meeting: true), on: day("2026-05-18"))
        hand.story.report(
            .amendmentAnswered(AmendmentAnswered(review: 1, answer: said, used: true)), on: day("2026-05-19"))
        #expect(finding(hand, final) == [.officerNotMet])
        hand.story.report(.officerMet(OfficerMet(review: 1, contact: 2)), on: day("2026-05-19"))
        #expect(finding(hand, final) == [.officerNotMet], "somebody else was met")
        hand.story.report(.officerMet(OfficerMet(review: 1, contact: 1)), on: day("2026-05-20"))
        #expect(finding(hand, final).isEmpty)
    }

    @Test func `is held where the notice came back: nobody's days have begun by it`() throws {
        var hand = try told([.post])
        let message = try message(hand, to: 1)
        hand.story.conclude(
            message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
            on: day("2026-05-19"))
        hand.today = day("2026-06-10")
        #expect(finding(hand, final) == [.noticeReturned])
    }

    @Test func `answers only what the family said, and not before it was said`() throws {
        var hand = try told([.email])
        let said = hand.story.report(answer(1), on: day("2026-05-18"))
        let stranger = SubmissionKey(high: 1, low: 1)
        #expect(
            finding(hand, .amendmentAnswered(AmendmentAnswered(review: 1, answer: stranger, used: true))) == [
                .noSuchRepresentation
            ])
        #expect(
            hand.findings(
                .amendmentAnswered(AmendmentAnswered(review: 1, answer: said, used: true)), on: "2026-05-17") == [
                    .beforeRepresentation
                ])
    }

    @Test func `keeps the answer to what the family said when that is corrected`() throws {
        var hand = try told([.email])
        let said = hand.story.report(answer(1, [.b]), on: day("2026-05-18"))
        hand.story.report(
            .amendmentAnswered(AmendmentAnswered(review: 1, answer: said, sections: [.b], used: true)),
            on: day("2026-05-19"))
        hand.story.report(answer(1, [.b, .e]), on: day("2026-05-20"), replacing: said)
        let now = try #require(hand.story.file.representations(of: 1).first)
        #expect(hand.story.file.representations(of: 1).count == 1)
        #expect(now.unansweredSections == [.e])
    }

    @Test func `names what waits among the next steps`() throws {
        var hand = try told([.post])
        hand.story.report(answer(1, [.f], meeting: true, final: nil), on: day("2026-05-18"))
        let steps = NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps
        let also = try #require(steps.first { $0.review == 1 }).remarks
        #expect(also.contains { $0.contains("may answer the amendment notice until 1 Jun 2026") })
        #expect(
            also.contains {
                $0.contains("say what became of the family\u{2019}s answer of 18 May 2026 about section F")
            })
        #expect(also.contains { $0.contains("hold the meeting with an officer") })
    }

    @Test func `may be corrected once it was told, and then says what was wrong`() throws {
        var hand = try told([.email])
        let told = try #require(hand.story.file.review(1)?.submission?.key)
        let again = EventData.decisionSubmitted(
            DecisionSubmitted(
                review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: paper, weighed: nil))
        #expect(hand.findings(again).contains(.decidedAlready))
        guard case .refused(let findings) = hand.decide(again, replaces: told) else {
            Issue.record("no report of the meeting holds it")
            return
        }
        #expect(findings.map(\.code) == [.noReport, .correctionUnexplained])
        let explained = EventData.decisionSubmitted(
            DecisionSubmitted(
                review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: paper, correction: paper))
        guard case .refused(let rest) = hand.decide(explained, replaces: told) else { return }
        #expect(rest.map(\.code) == [.noReport])
        hand.story.report(explained, on: hand.today, replacing: told)
        let letter = ConclusionID(.decisionLetter, review: 1, fact: .submission(7))
        #expect(hand.story.file.leftBefore(letter) == notice)
    }
}
