import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// What a contact of the child reads of the case, from its four facts, and what it does not.
@Suite struct `What a family sees` {
    private func view(_ hand: Hand, _ contact: UInt8 = 1) throws -> FamilyView {
        try #require(
            FamilyView(of: contact, in: hand.story.file, hand.story.id, entries: hand.story.entries, on: hand.today))
    }

    private func sentences(_ hand: Hand, _ contact: UInt8 = 1) throws -> [String] {
        try view(hand, contact).next.map(\.sentence)
    }

    @Test func `says of a review that has begun by when its meeting must be`() throws {
        var hand = try Hand("2024-09-02")
        hand.plan { $0.reviewed = day("2023-12-01") }
        #expect(try view(hand).stage == .begun)
        #expect(try sentences(hand) == ["The review meeting is to be held by 2 November 2024."])
    }

    @Test func `names the meeting and the day of its papers`() throws {
        var hand = try Hand("2024-08-05")
        hand.arrange("2024-08-30")
        #expect(try view(hand).stage == .arranged)
        #expect(
            try sentences(hand) == [
                "You are to have the papers for the meeting by 16 August 2024.",
                "The review meeting is on 30 August 2024.",
            ])
    }

    @Test func `counts the days by which a decision is late`() throws {
        var hand = try Hand("2024-09-15")
        hand.meet("2024-08-15")
        #expect(try view(hand).stage == .deciding)
        #expect(
            try sentences(hand) == [
                "The council must write to you with its decision by 12 September 2024. It is three days late."
            ])
    }

    @Test func `tells nobody of a decision whose letter has not left`() throws {
        var hand = try Hand("2024-09-02")
        hand.contact()
        hand.write(.maintain)
        let seen = try view(hand)
        #expect(seen.stage == .deciding)
        #expect(seen.reviews.first?.decision == nil)
    }

    @Test func `gives of a decision that left its day, how late it was, and the time for an appeal`() throws {
        var hand = try Hand("2024-09-16")
        hand.contact()
        hand.meet("2024-08-15")
        let key = hand.decide(.maintain)
        hand.conclude(.decisionMade, key, .decisionMade(DecisionMade(outcome: .maintain)))
        hand.story.tellDecision(key, .decisionMaintain, on: day("2024-09-14"))
        let seen = try view(hand)
        let decision = try #require(seen.reviews.first?.decision)
        #expect(decision.told == day("2024-09-14"))
        #expect(decision.daysLate == 2)
        #expect(decision.appealUntil == day("2024-11-14"))
        #expect(seen.stage == .between)
        #expect(
            try sentences(hand) == [
                "You can appeal until at least 14 November 2024.",
                "The next review is to be finished by 13 September 2025.",
            ])
    }

    @Test func `gives the days for an answer to proposed changes and for the final plan`() throws {
        var hand = try Hand("2024-09-03")
        hand.contact()
        hand.tell(.amend, on: "2024-09-02")
        let seen = try view(hand)
        #expect(seen.stage == .amending)
        #expect(seen.reviews.first?.decision?.appealUntil == nil)
        #expect(seen.next.map(\.what) == [.answerChanges, .finalPlan])
        #expect(seen.next.first?.by == seen.next.first?.by.map { _ in day("2024-09-16") })
        #expect(seen.next.last?.by == day("2024-10-28"))
    }

    @Test func `keeps a meeting still to come from whoever must not learn where the child is`() throws {
        var hand = try Hand("2024-08-05")
        hand.story.contact(1, on: hand.today)
        hand.story.contact(2, locationProtected: true, on: hand.today)
        hand.arrange("2024-08-30")
        let seen = try view(hand, 2)
        #expect(seen.next.isEmpty)
        #expect(seen.reviews.first?.meeting == nil)
        #expect(seen.versions.isEmpty)
        #expect(try view(hand, 1).reviews.first?.meeting == day("2024-08-30"))
    }

    @Test func `says nothing to a contact who may see nothing, or may not be written to`() throws {
        var hand = try Hand("2024-08-05")
        hand.story.contact(1, mayBeWrittenTo: false, on: hand.today)
        hand.story.report(
            .contactRecorded(
                ContactRecorded(
                    contact: 2, relation: .parent, holdsRights: true, maySee: .nothing, by: actorID("SG-1"),
                    on: hand.today)), on: hand.today)
        hand.arrange("2024-08-30")
        for number in [1, 2] as [UInt8] {
            let seen = try view(hand, number)
            #expect(seen.extent == .nothing)
            #expect(seen.stage == nil)
            #expect(seen.next.isEmpty && seen.reviews.isEmpty && seen.requests.isEmpty && seen.papers.isEmpty)
            #expect(seen.coordinator == nil)
        }
    }

    @Test func `shows whoever sees its own alone no stage and no review`() throws {
        var hand = try Hand("2024-08-05")
        hand.story.report(
            .contactRecorded(
                ContactRecorded(
                    contact: 1, relation: .socialWorker, holdsRights: false, maySee: .own, by: actorID("C-01"),
                    on: hand.today)), on: hand.today)
        let seen = try view(hand)
        #expect(seen.extent == .own)
        #expect(seen.stage == nil)
        #expect(seen.reviews.isEmpty)
    }

    @Test func `lists what a contact asked with its day and answer, and nothing that another asked`() throws {
        var hand = try Hand("2024-08-05")
        hand.story.contact(1, on: hand.today)
        hand.story.contact(2, on: hand.today)
        let asked = hand.say(
            .questionAsked(QuestionAsked(review: 0, from: .parent, contact: 1, owner: actorID("C-07"))))
        hand.say(.supportNotDelivered(SupportNotDelivered(from: .parent, contact: 2)))
        #expect(try view(hand, 1).requests.map(\.kind) == [.questionAsked])
        #expect(try view(hand, 2).requests.map(\.kind) == [.supportNotDelivered])
        #expect(try view(hand, 1).requests.first?.answerBy == day("2024-08-12"))
        hand.today = day("2024-08-07")
        hand.say(.questionAnswered(QuestionAnswered(question: asked, officer: actorID("C-07"))))
        #expect(try view(hand, 1).requests.first?.answered == day("2024-08-07"))
    }

    @Test func `knows no contact that nobody recorded, but the parent whom the law presumes`() throws {
        let hand = try Hand("2024-08-05")
        #expect(try view(hand, 1).extent == .everything)
        #expect(
            FamilyView(of: 7, in: hand.story.file, hand.story.id, entries: hand.story.entries, on: hand.today) == nil)
    }

    @Test(arguments: ReviewKind.allCases, Outcome.allCases)
    func `lets every outcome be decided after every kind of review`(_ kind: ReviewKind, _ outcome: Outcome) throws {
        func found(_ kind: ReviewKind) throws -> [FindingCode] {
            var hand = try Hand("2024-09-02")
            hand.say(.approachChosen(ApproachChosen(review: 1, kind: kind, agreed: [.parent])))
            hand.meet()
            return hand.findings(
                .decisionSubmitted(DecisionSubmitted(review: 1, outcome: outcome, officer: actorID("C-07"))))
        }
        #expect(try found(kind) == found(.annual))
    }
}
