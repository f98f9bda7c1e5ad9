import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What a person says` {
    @Test func `is an entry of today, with what its speaker had seen, when nothing refuses it`() throws {
        let hand = try Hand("2024-09-02")
        guard
            case .accepted(let entry, let findings) = hand.decide(
                .meetingHeld(MeetingHeld(review: 1)), on: "2024-08-30")
        else { throw Unexpected() }
        #expect(findings.isEmpty)
        #expect(entry.recorded == hand.today && entry.seen == 17)
        #expect(entry.events.first?.happened == day("2024-08-30"))
        var file = hand.story.file
        #expect(file.append(entry, at: 99) == .accepted)
    }

    @Test func `on the log's today carries no day of its own`() throws {
        let hand = try Hand("2024-09-02")
        guard case .accepted(let entry, _) = hand.decide(.meetingHeld(MeetingHeld(review: 1)), on: "2024-09-02") else {
            throw Unexpected()
        }
        #expect(entry.events.first?.happened == nil)
    }

    @Test func `is not said twice under one key`() throws {
        var hand = try Hand("2024-09-02")
        let held = Event(SubmissionKey(high: 9, low: 9), .meetingHeld(MeetingHeld(review: 1)))
        hand.story.append(Entry(by: .coordinator, recorded: hand.today, events: [held]))
        guard case .repeated = hand.decide(.meetingHeld(MeetingHeld(review: 1))) else { throw Unexpected() }
    }

    @Test func `is refused by whoever may not say it, and the refusal names who may`() throws {
        let hand = try Hand("2024-09-02")
        let auditor = Actor.person(.auditor, actorID("A-1"), by: .command)
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 1)), by: auditor) == [.notEntitled])
    }

    @Test func `is refused on a day that has not come`() throws {
        let hand = try Hand("2024-09-02")
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 1)), on: "2024-09-03") == [.dayToCome])
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 1))).isEmpty)
    }

    @Test func `is refused of a review that cannot be`() throws {
        let hand = try Hand("2024-09-02")
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 2))).isEmpty)
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 3))) == [.noSuchReview])
    }

    @Test func `corrects and withdraws only what the file holds`() throws {
        var hand = try Hand("2024-09-02")
        let stranger = SubmissionKey(high: 1, low: 1)
        #expect(hand.findings(.withdrawn(Withdrawn(report: stranger))) == [.noSuchReport])
        let held = hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: hand.today)
        #expect(hand.findings(.withdrawn(Withdrawn(report: held))).isEmpty)
        guard case .refused(let findings) = hand.decide(.meetingHeld(MeetingHeld(review: 1)), replaces: stranger) else {
            throw Unexpected()
        }
        #expect(findings.map(\.code) == [.noSuchReport])
    }

    @Test func `of days to come in a plan, a contact and a decision is refused`() throws {
        let hand = try Hand("2024-09-02")
        let tomorrow = hand.today + 1
        let contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: true, by: actorID("C-07"), on: tomorrow)
        for data in [
            EventData.planRecorded(
                PlanRecorded(made: tomorrow, placement: .mainstream, need: .autism, model: "statutory")),
            .planRecorded(
                PlanRecorded(
                    made: day("2019-07-12"), reviewed: tomorrow, placement: .mainstream, need: .autism,
                    model: "statutory")),
            .contactRecorded(contact), .decisionSubmitted(DecisionSubmitted(review: 1, consulted: tomorrow)),
            .decisionUndated(DecisionUndated(review: 1, outcome: .amend, notice: tomorrow)),
        ] {
            #expect(hand.findings(data).contains(.factToCome), "\(data.type)")
        }
    }
}

@Suite struct `What a person says of a meeting` {
    @Test func `is refused for a day before it was arranged, and asked about at short notice`() throws {
        let hand = try Hand("2024-09-02")
        func arranged(_ text: String) -> [FindingCode] {
            hand.findings(.meetingArranged(MeetingArranged(review: 1, meeting: day(text))))
        }
        #expect(arranged("2024-09-01") == [.meetingBeforeArranged])
        #expect(arranged("2024-09-13") == [.meetingShortNotice])
        #expect(arranged("2024-09-16").isEmpty)
    }

    @Test func `is asked about on a day when hardly anybody meets`() throws {
        let hand = try Hand("2024-09-02")
        #expect(
            hand.words(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-09-29")))) == [
                "the day of the meeting, 29 Sep 2024, is a Sunday"
            ])
        #expect(
            hand.words(.meetingHeld(MeetingHeld(review: 1)), on: "2024-08-26") == [
                "the day of the meeting, 26 Aug 2024, is a bank holiday"
            ])
    }

    @Test func `keeps a second day for one meeting, and asks`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        #expect(hand.findings(.meetingHeld(MeetingHeld(review: 1)), on: "2024-08-21") == [.heldOtherwise])
        #expect(hand.findings(.reportReceived(ReportReceived(review: 1)), on: "2024-08-19") == [.beforeMeetingReported])
    }

    @Test func `with somebody who does not agree notes by when they are answered`() throws {
        var hand = try Hand("2024-09-02")
        let approach = ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: [.parent])
        #expect(
            hand.words(.approachChosen(approach)).first?.hasPrefix(
                "the parent did not agree: an answer in writing is due")
                == true)
        #expect(
            hand.findings(.disagreementAnswered(DisagreementAnswered(review: 1, to: .parent))) == [.nobodyDisagreed])
        hand.story.report(.approachChosen(approach), on: day("2024-08-30"))
        #expect(
            hand.findings(.disagreementAnswered(DisagreementAnswered(review: 1, to: .setting)), on: "2024-08-29")
                == [.beforeChoice, .partyNotWaiting, .answerWithoutDocument])
    }
}

@Suite struct `What a person says of a contact` {
    @Test func `is asked about where the law presumed another, and where nothing shows why somebody is not told`()
        throws
    {
        let hand = try Hand("2024-09-02")
        func contact(_ number: UInt8, mayBeWrittenTo: Bool = true) -> EventData {
            .contactRecorded(
                ContactRecorded(
                    contact: number, relation: .parent, holdsRights: true, mayBeWrittenTo: mayBeWrittenTo,
                    by: actorID("C-07"), on: hand.today))
        }
        #expect(hand.findings(contact(1)).isEmpty)
        #expect(hand.findings(contact(2)) == [.contactPresumed])
        #expect(hand.words(contact(1, mayBeWrittenTo: false)) == ["no evidence is given for not telling contact 1"])
    }

    @Test func `answers a request not before it was made, with reasons, and once`() throws {
        var hand = try Hand("2024-09-02")
        let request = hand.story.report(
            .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .moving)), on: day("2024-08-30"))
        let answer = EventData.earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: false))
        #expect(hand.findings(answer, on: "2024-08-29") == [.beforeRequest, .answerWithoutReasons])
        #expect(hand.findings(answer) == [.answerWithoutReasons])
        let scan = Document(
            Array("%PDF-1.7 …".utf8), salt: .random(), mediaType: "application/pdf", title: "answer.pdf",
            audience: .invited)
        let unread = EventData.earlyReviewAnswered(
            EarlyReviewAnswered(request: request, agreed: false, document: scan.hash))
        guard case .accepted(_, let asked) = hand.decide(unread, documents: [scan.hash: scan]) else {
            throw Unexpected()
        }
        #expect(asked.map(\.code) == [.answerNotQuotable], "the family must not wait for another file")
        hand.story.report(answer, on: day("2024-08-31"))
        #expect(hand.findings(answer) == [.requestAnswered, .answerWithoutReasons])
    }
}

@Suite struct `A decision that somebody submits` {
    let document = DocumentHash(1, 2, 3, 4)

    /// A case whose meeting was held on 20 August 2024, on 2 September.
    private func met() throws -> Hand {
        var hand = try Hand("2024-09-02", born: Month("2015-03"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        hand.story.report(.reportReceived(ReportReceived(review: 1)), on: day("2024-08-30"))
        return hand
    }

    private func complete(_ outcome: Outcome) -> DecisionSubmitted {
        DecisionSubmitted(
            review: 1, outcome: outcome, officer: actorID("C-07"), reasons: document, plan: document,
            amendments: document, evidence: [document], consulted: day("2024-08-20"), ceases: day("2025-08-31"),
            ground: .notNecessary)
    }

    @Test(arguments: Outcome.allCases)
    func `with all that the law demands is taken`(_ outcome: Outcome) throws {
        #expect(try met().findings(.decisionSubmitted(complete(outcome))).isEmpty)
    }

    @Test func `without one of them is refused at once, by the rule that demands it`() throws {
        let hand = try met()
        func lacks(_ outcome: Outcome, _ change: (inout DecisionSubmitted) -> Void) -> [FindingCode] {
            var decision = complete(outcome)
            change(&decision)
            return hand.findings(.decisionSubmitted(decision))
        }
        #expect(lacks(.maintain) { $0.outcome = nil } == [.noOutcome])
        #expect(lacks(.maintain) { $0.officer = nil } == [.noOfficer])
        #expect(lacks(.maintain) { $0.reasons = nil } == [.noReasons])
        #expect(lacks(.amend) { $0.plan = nil } == [.noPlan])
        #expect(lacks(.amend) { $0.amendments = nil } == [.noAmendments])
        #expect(lacks(.amend) { $0.evidence = [] } == [.noEvidence])
        #expect(lacks(.amend) { $0.evidence = Array(repeating: document, count: 200) } == [.tooMuchEvidence])
        #expect(lacks(.cease) { $0.consulted = nil } == [.notConsulted])
        #expect(lacks(.cease) { $0.ceases = day("2024-09-20") } == [.ceasesTooSoon])
    }

    @Test func `before any meeting, twice, or after the plan ended, is refused`() throws {
        #expect(try Hand("2024-09-02").findings(.decisionSubmitted(complete(.maintain))) == [.noMeeting])
        var told = try met()
        told.story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2024-08-25"))
        #expect(told.findings(.decisionSubmitted(complete(.maintain))) == [.decidedAlready])
        var ended = try met()
        ended.story.report(.planEnded(PlanEnded(reason: .needsMet)), on: day("2024-09-01"))
        #expect(ended.findings(.decisionSubmitted(complete(.maintain))) == [.planEnded])
    }

    @Test func `whose reasons no letter can quote is refused`() throws {
        let pdf = Document(
            Array("%PDF-1.7 …".utf8), salt: .random(), mediaType: "application/pdf", title: "reasons.pdf",
            audience: .invited)
        var decision = complete(.maintain)
        decision.reasons = pdf.hash
        guard
            case .refused(let findings) = try met().decide(.decisionSubmitted(decision), documents: [pdf.hash: pdf])
        else { throw Unexpected() }
        #expect(findings.map(\.code) == [.unquotable])
    }

    @Test(arguments: [Audience.council, .writer])
    func `that the letter would send to a family which may not see it is refused, each document by its role`(
        audience: Audience
    ) throws {
        func paper(_ role: DocumentRole) -> Document {
            Document(Array("The \(role.rawValue).".utf8), salt: .random(), audience: audience)
        }
        let papers = [DocumentRole.reasons, .plan, .amendments, .evidence].map(paper)
        for (outcome, withheld) in [(Outcome.amend, 4), (.maintain, 1), (.cease, 1)] {
            var decision = complete(outcome)
            (decision.reasons, decision.plan, decision.amendments) = (papers[0].hash, papers[1].hash, papers[2].hash)
            decision.evidence = [papers[3].hash]
            let documents = Dictionary(uniqueKeysWithValues: papers.map { ($0.hash, $0) })
            guard case .refused(let findings) = try met().decide(.decisionSubmitted(decision), documents: documents)
            else { throw Unexpected() }
            let found = findings.filter { $0.code == .notForFamily }
            #expect(found.count == withheld, "\(outcome)")
            #expect(found.first?.values == ["reasons", audience.words])
        }
    }

    @Test func `asks who holds the rights where by age they may be the young person's`() throws {
        var hand = try Hand("2024-01-01", born: Month("2007-05"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2023-12-20"))
        #expect(hand.findings(.decisionRecorded(DecisionRecorded(review: 1))).contains(.rightsUnconfirmed))
    }

    @Test func `that was sent elsewhere is kept before news of its meeting, and asked about`() throws {
        let hand = try Hand("2024-09-02")
        #expect(
            hand.findings(.decisionRecorded(DecisionRecorded(review: 1)), on: "2024-09-01") == [.decisionWithoutMeeting]
        )
        #expect(
            try met().findings(.decisionRecorded(DecisionRecorded(review: 1)), on: "2024-08-19") == [.beforeMeeting])
        #expect(
            try met().findings(
                .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-08-21"))),
                on: "2024-08-25") == [.noticeBeforeDecision])
    }

    @Test func `ends an amendment only after the family's answer, or its time for one`() throws {
        var hand = try met()
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-08-20"))),
            on: day("2024-08-20"))
        let final = EventData.finalSubmitted(
            FinalSubmitted(review: 1, outcome: .amended, officer: actorID("C-07"), plan: document))
        #expect(hand.findings(final) == [.answerAwaited])
        // Recorded of what others did, it is shown for what it is.
        #expect(hand.findings(.finalRecorded(FinalRecorded(review: 1, outcome: .amended))) == [.finalTooSoon])
        let first = hand.story.report(
            .representationsReceived(RepresentationsReceived(review: 1)), on: day("2024-08-29"))
        hand.story.report(
            .amendmentAnswered(AmendmentAnswered(review: 1, answer: first, used: true)), on: day("2024-08-29"))
        #expect(hand.findings(final) == [.answerAwaited], "more may come")
        let last = hand.story.report(
            .representationsReceived(RepresentationsReceived(review: 1, isFinal: true)), on: day("2024-08-30"))
        hand.story.report(
            .amendmentAnswered(AmendmentAnswered(review: 1, answer: last, used: true)), on: day("2024-08-30"))
        #expect(hand.findings(final).isEmpty)
        #expect(
            hand.findings(.finalSubmitted(FinalSubmitted(review: 1, outcome: .notAmended))) == [
                .noFinalOfficer, .noReasonsNotToAmend,
            ])
    }
}

/// A verdict that the test did not expect.
private struct Unexpected: Error {}
