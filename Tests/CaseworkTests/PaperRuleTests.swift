import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// The matrix of who sees which paper: relations, facts and audiences against everything that a case can hold. The rules are
/// printed in `docs/portal.md`.
@Suite struct `Who sees a paper` {
    /// A case with all that can be given: each paper has a hash of its own, by which it is known here.
    private struct Story {
        var hand: Hand
        var names: [DocumentHash: String] = [:]
        private var count: UInt64 = 100

        init() throws {
            hand = try Hand("2024-09-02")
        }

        mutating func paper(_ name: String) -> DocumentHash {
            count += 1
            let hash = DocumentHash(7, 7, 7, count)
            names[hash] = name
            return hash
        }

        /// What that contact sees of what was given for that audience, by name.
        func seen(by number: UInt8, _ audience: Audience?) throws -> Set<String> {
            let file = hand.story.file
            let contact = try #require(file.contacts.first { $0.number == number })
            let papers = CasePaper.all(of: file, entries: hand.story.entries)
            return Set(
                papers.filter { PaperRule.deciding($0, to: contact, audience: audience).shows }.compactMap {
                    names[$0.document]
                })
        }
    }

    /// Parents 1 and 2, the young person 3, a grandparent 4 who sees its own, a closed parent 5, one 6 from whom the place is
    /// kept; everything that can be given is given.
    private func story() throws -> Story {
        var story = try Story()
        let today = story.hand.today
        story.hand.story.contact(1, on: today)
        story.hand.story.contact(2, on: today)
        story.hand.story.contact(3, .youngPerson, holdsRights: false, on: today)
        story.hand.say(
            .contactRecorded(
                ContactRecorded(
                    contact: 4, relation: .grandparent, holdsRights: false, maySee: .own, by: actorID("C-01"),
                    on: today)))
        story.hand.story.contact(5, mayBeWrittenTo: false, on: today)
        story.hand.story.contact(6, locationProtected: true, on: today)
        for number in [1, 2, 3, 4, 5, 6] as [UInt8] {
            let from: Party = number == 3 ? .youngPerson : .parent
            story.hand.say(
                .viewsReceived(
                    ViewsReceived(review: 1, from: from, contact: number, document: story.paper("views \(number)"))))
        }
        let key = story.hand.say(
            .questionAsked(QuestionAsked(review: 1, from: .parent, contact: 1, document: story.paper("question 1"))))
        story.hand.say(
            .questionAnswered(QuestionAnswered(question: key, document: story.paper("answer to 1"))))
        story.hand.say(
            .viewsReceived(ViewsReceived(review: 1, from: .setting, document: story.paper("advice"))))
        story.hand.say(
            .viewsReceived(ViewsReceived(review: 1, from: .parent, document: story.paper("views of nobody known"))))
        story.hand.say(.planVersionRecorded(PlanVersionRecorded(plan: story.paper("plan"))))
        story.hand.say(
            .lateReasonGiven(
                LateReasonGiven(
                    review: 1, missed: .decision, reason: .other, document: story.paper("why late"))))
        return story
    }

    @Test func `gives each contact its own words, the plan, and what was given for all who are invited`() throws {
        let story = try story()
        #expect(
            try story.seen(by: 1, .invited) == ["views 1", "question 1", "answer to 1", "advice", "plan"])
        #expect(try story.seen(by: 2, .invited) == ["views 2", "advice", "plan"])
        #expect(try story.seen(by: 3, .invited) == ["views 3", "advice", "plan"])
    }

    @Test func `gives what is for the council alone to whoever gave it, and to nobody else`() throws {
        let story = try story()
        #expect(try story.seen(by: 1, .council) == ["views 1", "question 1", "answer to 1", "plan"])
        #expect(try story.seen(by: 2, .council) == ["views 2", "plan"])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt8])
    func `shows nobody what was written in confidence, nor what nobody has looked at`(_ contact: UInt8) throws {
        let story = try story()
        #expect(try story.seen(by: contact, .writer).isEmpty)
        #expect(try story.seen(by: contact, nil).isEmpty)
    }

    @Test func `gives whoever may see its own alone what it gave`() throws {
        #expect(try story().seen(by: 4, .invited) == ["views 4"])
    }

    @Test(arguments: Audience.allCases)
    func `gives a closed contact nothing, be it its own`(_ audience: Audience) throws {
        #expect(try story().seen(by: 5, audience).isEmpty)
    }

    @Test func `gives whoever must not learn where the child is its own words alone`() throws {
        #expect(try story().seen(by: 6, .invited) == ["views 6"])
    }

    @Test func `never passes what a parent wrote to the young person to whom the rights passed`() throws {
        var story = try story()
        story.hand.story.contact(3, .youngPerson, holdsRights: true, on: story.hand.today)
        for audience in Audience.allCases {
            let seen = try story.seen(by: 3, audience)
            #expect(
                seen.isDisjoint(with: ["views 1", "views 2", "question 1", "answer to 1", "views of nobody known"]))
        }
    }

    @Test func `takes words that name no contact for those of the only one, and of several for nobody's`() throws {
        var story = try Story()
        story.hand.story.contact(1, on: story.hand.today)
        story.hand.say(
            .viewsReceived(ViewsReceived(review: 1, from: .parent, document: story.paper("views"))))
        #expect(try story.seen(by: 1, .council) == ["views"])
        story.hand.story.contact(2, on: story.hand.today)
        #expect(try story.seen(by: 1, .council).isEmpty)
        #expect(try story.seen(by: 2, .council).isEmpty)
    }

    @Test func `shows the papers of a decision once the contact's own letter has left`() throws {
        var story = try Story()
        story.hand.story.contact(1, on: story.hand.today)
        story.hand.meet()
        let key = story.hand.say(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: story.paper("reasons"),
                    explanation: story.paper("explanation"))))
        story.hand.conclude(.decisionMade, key, .decisionMade(DecisionMade(outcome: .maintain)))
        #expect(try story.seen(by: 1, .invited).isEmpty)
        story.hand.story.tellDecision(key, .decisionMaintain, on: story.hand.today)
        #expect(try story.seen(by: 1, .invited) == ["reasons"])
    }

    @Test func `shows a letter to whom it is addressed once it has left`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.contact(1, on: hand.today)
        hand.story.contact(2, on: hand.today)
        let message = hand.write(.maintain)
        func letters(_ number: UInt8) throws -> [Giver?] {
            let contact = try #require(hand.story.file.contacts.first { $0.number == number })
            return CasePaper.all(of: hand.story.file, entries: hand.story.entries).filter {
                $0.role == .letter && PaperRule.deciding($0, to: contact, audience: .council).shows
            }.map(\.to)
        }
        #expect(try letters(1).isEmpty)
        hand.story.conclude(
            message, .notificationRequested(NotificationRequested(until: hand.today + 90)), on: hand.today)
        hand.story.send(message, on: hand.today)
        #expect(try letters(1) == [.contact(1)])
        #expect(try letters(2).isEmpty)
    }

    @Test func `shows no paper that was withdrawn or corrected`() throws {
        var story = try Story()
        story.hand.story.contact(1, on: story.hand.today)
        let paper = story.paper("views")
        let key = story.hand.say(
            .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1, document: paper)))
        #expect(try story.seen(by: 1, .council) == ["views"])
        story.hand.say(.withdrawn(Withdrawn(report: key)))
        #expect(try story.seen(by: 1, .council).isEmpty)
    }

    @Test func `is written from the code in docs`() throws {
        try DocumentedPart(of: "docs/portal.md", named: "papers").hold(to: PaperRulesPage.rules)
        try DocumentedPart(of: "docs/portal.md", named: "stages").hold(to: PaperRulesPage.stages)
    }
}
