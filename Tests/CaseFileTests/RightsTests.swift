import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `Rights that pass by law` {
    /// Whose compulsory school age ends on Friday 26 June 2026.
    private let born = Month("2010-03")
    private let last = day("2026-06-26")
    private let next = day("2026-06-27")

    private func plan(_ born: Month?, year: Int8? = nil) -> EventData {
        .planRecorded(
            PlanRecorded(
                born: born, made: day("2020-02-01"), placement: .mainstream, need: .autism,
                coordinator: actorID("C-07"),
                year: year, model: "statutory"))
    }

    /// A parent who holds the rights, and a young person who does not yet.
    private func story() throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(plan(born), on: Story.today)
        story.contact(1, on: Story.today)
        story.contact(2, .youngPerson, holdsRights: false, on: Story.today)
        return story
    }

    @discardableResult
    private func pass(
        _ story: inout TestCase, _ subject: Subject = .rightsPassed, born: String = "2010-03"
    ) throws -> CaseFile.Reception {
        story.conclude(
            ConclusionID(subject, fact: .month(try #require(Month(born)))),
            .rightsPass(RightsPass(last: last, rule: RuleName(.age1))), on: next)
    }

    private func assess(_ story: inout TestCase, lacks: Bool, _ decision: CapacityDecision = .annualReview) {
        story.report(
            .capacityAssessed(
                CapacityAssessed(
                    decision: decision, lacks: lacks, assessor: actorID("SW-4"), evidence: Story.document,
                    againBy: day("2026-12-31"))), on: next)
    }

    private func holders(_ story: TestCase) -> [UInt8] { story.file.rightsHolders.map(\.number) }

    // MARK: Who holds them

    @Test func `are the parent's until it is set down that they passed, and then the young person's`() throws {
        var story = try story()
        #expect(holders(story) == [1] && story.file.rightsBasis == .asRecorded)
        #expect(try pass(&story, .rightsWillPass) == .accepted)
        #expect(holders(story) == [1])
        #expect(try pass(&story) == .accepted)
        #expect(holders(story) == [2] && story.file.rightsBasis == .byAge)
        #expect(story.file.toldHolders.map(\.number) == [2])
        #expect(story.file.contact(1)?.holdsRights == false && story.file.contact(2)?.holdsRights == true)
        #expect(try pass(&story) == .repeated)
        #expect(try pass(&story, .rightsWillPass) == .repeated)
        story.contact(1, holdsRights: true, on: next)
        #expect(holders(story) == [2], "no recorded fact gives them back")
    }

    @Test func `are nobody's where no young person is recorded: never the mother's alone`() throws {
        var alone = TestCase(try #require(CaseID("B-1")))
        alone.report(plan(born), on: Story.today)
        #expect(holders(alone) == [1])
        try pass(&alone)
        #expect(holders(alone).isEmpty && alone.file.contact(1)?.holdsRights == false)
        let concern = try #require(alone.file.concerns(on: next).first { $0.rule == "AGE-1" })
        #expect(concern.what.contains("of whom no contact is recorded"))
        alone.contact(2, .youngPerson, holdsRights: false, on: next)
        #expect(holders(alone) == [2])
        #expect(!alone.file.concerns(on: next).contains { $0.rule == "AGE-1" })
        alone.contact(2, .youngPerson, mayBeWrittenTo: false, on: next)
        #expect(alone.file.toldHolders.isEmpty)
    }

    @Test func `count for the month of birth that is known: with another they have not passed, and are said anew`()
        throws
    {
        var story = try story()
        try pass(&story)
        #expect(try pass(&story, born: "2010-04") == .doesNotFit)
        let corrected = story.report(plan(Month("2012-03")), on: next)
        #expect(holders(story) == [1] && story.file.rightsBasis == .asRecorded)
        #expect(story.file.rightsUnconfirmed(on: next) == nil)
        #expect(try pass(&story, .rightsWillPass, born: "2012-03") == .accepted)
        story.report(.withdrawn(Withdrawn(report: corrected)), on: next)
        #expect(holders(story) == [2])
        story.report(plan(nil), on: next)
        #expect(holders(story) == [1])
        #expect(try pass(&story) == .repeated, "it stands, and counts as soon as its month is known again")
    }

    @Test func `stay the young person's where a corrected month leaves them past the age: no parent hears in between`()
        throws
    {
        var story = try story()
        try pass(&story)
        // The same school year: past the age on the day of the correction.
        story.report(plan(Month("2010-05")), on: next)
        #expect(holders(story) == [2] && story.file.rightsBasis == .byAge)
        #expect(try pass(&story, born: "2010-05") == .accepted, "it is said of that month too")
        var early = try self.story()
        early.report(plan(Month("2010-05")), on: next)
        #expect(holders(early) == [1], "where nothing was said yet, nothing has passed")
        var late = try self.story()
        try pass(&late)
        // Recorded on the last day of compulsory school age: it is not over.
        late.report(plan(Month("2010-05")), on: last)
        #expect(holders(late) == [1])
    }

    @Test func `do not pass after the plan's end`() throws {
        var story = try story()
        story.report(.planEnded(PlanEnded(reason: .needsMet)), on: next)
        #expect(try pass(&story) == .doesNotFit)
        #expect(try pass(&story, .rightsWillPass) == .doesNotFit)
    }

    // MARK: Capacity

    @Test func `are the representative's, else the parent's, while an assessment says that the capacity lacks`() throws
    {
        var story = try story()
        story.contact(3, .advocate, holdsRights: false, on: Story.today)
        assess(&story, lacks: true)
        #expect(holders(story) == [1], "and before they pass they are as recorded")
        try pass(&story)
        #expect(holders(story) == [1] && story.file.rightsBasis == .withoutCapacity)
        story.contact(4, .representative, on: next)
        #expect(holders(story) == [4])
        assess(&story, lacks: true, .personalBudget)
        assess(&story, lacks: false, .other)
        #expect(holders(story) == [4], "an assessment is about one decision")
        assess(&story, lacks: false)
        #expect(holders(story) == [2])
    }

    @Test func `an assessment that is withdrawn counts no longer, and what is recorded alone never did`() throws {
        var story = try story()
        try pass(&story)
        let key = story.report(
            .capacityAssessed(
                CapacityAssessed(
                    decision: .annualReview, lacks: true, assessor: actorID("SW-4"), evidence: Story.document,
                    againBy: day("2026-12-31"))), on: next)
        #expect(holders(story) == [1])
        story.report(.withdrawn(Withdrawn(report: key)), on: next)
        #expect(holders(story) == [2])
    }

    @Test func `an assessment past its day is asked for, on the day after it`() throws {
        var story = try story()
        assess(&story, lacks: true)
        func isAsked(_ date: String) -> Bool {
            story.file.concerns(on: day(date)).contains {
                $0.rule == "CFA 2014 s.80" && $0.what.contains("31 Dec 2026")
            }
        }
        #expect(!isAsked("2026-12-31") && isAsked("2027-01-01"))
        assess(&story, lacks: false)
        #expect(!isAsked("2027-01-01"))
    }

    @Test(arguments: [(10, false), (11, true), (13, true)] as [(Int8, Bool)])
    func `a month of birth that is not known is asked for from Year 11 on`(year: Int8, isAsked: Bool) throws {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(plan(nil, year: year), on: day("2025-10-01"))
        func concerns() -> Bool {
            story.file.concerns(on: day("2025-10-02")).contains {
                $0.what.contains("the month of birth is not recorded")
            }
        }
        #expect(concerns() == isAsked)
        story.contact(1, .youngPerson, on: day("2025-10-01"))
        #expect(!concerns())
    }

    // MARK: Messages

    private func message(_ subject: Subject, _ contact: UInt8) -> ConclusionID {
        ConclusionID(subject, fact: .day(last), to: .contact(contact))
    }

    private func accepts(_ story: TestCase, _ id: ConclusionID) -> Bool {
        story.file.accepts(id, .notificationRequested(NotificationRequested(until: next)))
    }

    @Test func `are told of to both sides, before and after, and to nobody else`() throws {
        var story = try story()
        story.contact(3, .socialWorker, holdsRights: false, on: Story.today)
        for contact: UInt8 in 1...2 { #expect(!accepts(story, message(.tellRightsWillPass, contact))) }
        try pass(&story, .rightsWillPass)
        for contact: UInt8 in 1...2 {
            #expect(accepts(story, message(.tellRightsWillPass, contact)))
            #expect(!accepts(story, message(.tellRightsPassed, contact)))
        }
        try pass(&story)
        for contact: UInt8 in 1...2 {
            #expect(!accepts(story, message(.tellRightsWillPass, contact)), "what has come is not told as to come")
            #expect(accepts(story, message(.tellRightsPassed, contact)))
        }
        #expect(!accepts(story, message(.tellRightsPassed, 3)))
        story.contact(1, mayBeWrittenTo: false, on: next)
        #expect(!accepts(story, message(.tellRightsPassed, 1)))
        #expect(
            story.file.isTimely(message(.tellRightsPassed, 2)) && !story.file.isTimely(message(.tellRightsPassed, 1)))
        assess(&story, lacks: true)
        #expect(!story.file.isTimely(message(.tellRightsPassed, 2)), "it would not be so")
    }

    @Test func `nothing else is told any more to who no longer holds them`() throws {
        var story = try story()
        story.conclude(
            ConclusionID(.opened, review: 1, day: day("2026-10-01")), .reviewOpened(ReviewOpened(kind: .annual)),
            on: Story.today)
        func due(_ contact: UInt8) -> ConclusionID {
            ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2026-10-01")), to: .contact(contact))
        }
        #expect(accepts(story, due(1)) && !accepts(story, due(2)))
        try pass(&story)
        #expect(!accepts(story, due(1)) && accepts(story, due(2)))
        #expect(!story.file.isTimely(due(1)))
    }
}

@Suite struct `A letter of which the rights pass under way` {
    private let tenth = day("2026-02-10")
    private let twelfth = day("2026-02-12")

    /// A decision that was made of a young person in whose file a parent holds the rights, and another parent if so.
    private func made(parents: UInt8 = 1) throws -> (TestCase, SubmissionKey) {
        var (story, key) = try Story.made(.maintain)
        story.report(
            .planRecorded(
                PlanRecorded(born: Month("2009-03"), placement: .mainstream, need: .autism, model: "statutory")),
            on: tenth)
        for number in 1...parents { story.contact(number, on: tenth) }
        story.contact(9, .youngPerson, holdsRights: false, on: tenth)
        return (story, key)
    }

    private func pass(_ story: inout TestCase) throws {
        let id = ConclusionID(.rightsPassed, fact: .month(try #require(Month("2009-03"))))
        let data = RightsPass(last: day("2025-06-27"), rule: RuleName(.age1))
        #expect(story.conclude(id, .rightsPass(data), on: twelfth) == .accepted)
    }

    private func letter(_ key: SubmissionKey, of contact: UInt8? = nil) -> ConclusionID {
        ConclusionID(.decisionLetter, review: 1, fact: key.reference, to: contact.map { .contact($0) })
    }

    private func told(_ key: SubmissionKey, _ contact: UInt8) -> ConclusionID {
        ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(contact))
    }

    private func request(_ story: inout TestCase, _ id: ConclusionID) -> CaseFile.Reception {
        story.conclude(id, .notificationRequested(NotificationRequested(until: twelfth)), on: tenth)
    }

    private func writeCopy(_ story: inout TestCase, _ key: SubmissionKey, to contact: UInt8) -> CaseFile.Reception {
        story.conclude(
            letter(key, of: contact),
            .letterWritten(
                LetterWritten(
                    letter: .decisionMaintain, copies: [LetterCopy(contact: contact, document: Story.document)])),
            on: twelfth)
    }

    @Test func `is written to who holds them when it is written`() throws {
        var (story, key) = try made()
        try pass(&story)
        let toParent = EventData.letterWritten(
            LetterWritten(letter: .decisionMaintain, copies: [LetterCopy(contact: 1, document: Story.document)]))
        #expect(story.conclude(letter(key), toParent, on: twelfth) == .doesNotFit)
        #expect(story.writeLetter(letter(key), .decisionMaintain, on: twelfth) == .accepted)
        #expect(story.file.letters.map { $0.waiting.map(\.contact) } == [[9]])
    }

    @Test func `and has not left, is written anew to who holds them now, and leaves for nobody else`() throws {
        var (story, key) = try made()
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        #expect(request(&story, told(key, 1)) == .accepted)
        #expect(story.file.pending.count == 1, "until it has left it may have to be written for others")
        try pass(&story)
        #expect(story.file.letters.map { $0.waiting } == [[LetterCopy(waitingFor: 9)]])
        #expect(!story.file.isTimely(told(key, 1)))
        #expect(request(&story, told(key, 9)) == .doesNotFit, "before it is written")
        #expect(story.file.unsent(on: twelfth).map(\.reason) == [.lacks(.notYet)], "somebody sees it")
        #expect(writeCopy(&story, key, to: 1) == .doesNotFit)
        #expect(writeCopy(&story, key, to: 9) == .accepted)
        #expect(request(&story, told(key, 9)) == .accepted)
        #expect(story.file.review(1)?.told == nil)
        story.send(told(key, 9), on: twelfth)
        #expect(story.file.review(1)?.told == twelfth)
        #expect(story.file.letters.isEmpty && story.file.pending.isEmpty)
    }

    @Test func `and has left for one of two, is owed to the young person alone`() throws {
        var (story, key) = try made(parents: 2)
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        _ = request(&story, told(key, 1))
        story.send(told(key, 1), on: tenth)
        try pass(&story)
        #expect(story.file.letters.map { $0.waiting } == [[LetterCopy(waitingFor: 9)]])
        #expect(story.file.review(1)?.told == nil)
        _ = writeCopy(&story, key, to: 9)
        _ = request(&story, told(key, 9))
        story.send(told(key, 9), on: twelfth)
        #expect(story.file.review(1)?.told == twelfth)
    }

    @Test func `and has left for all, stays told`() throws {
        var (story, key) = try made()
        story.tellDecision(key, .decisionMaintain, on: tenth)
        try pass(&story)
        #expect(story.file.letters.isEmpty && story.file.review(1)?.told == tenth)
    }

    @Test func `goes back to whoever held them, when the month of birth turns out to be another`() throws {
        var (story, key) = try made()
        try pass(&story)
        story.writeLetter(letter(key), .decisionMaintain, on: twelfth)
        story.report(
            .planRecorded(
                PlanRecorded(born: Month("2014-03"), placement: .mainstream, need: .autism, model: "statutory")),
            on: twelfth)
        #expect(story.file.letters.map { $0.waiting } == [[LetterCopy(waitingFor: 1)]])
        #expect(writeCopy(&story, key, to: 1) == .accepted)
    }

    @Test func `is written to a parent instead, when the young person is assessed as lacking the capacity`() throws {
        var (story, key) = try made()
        try pass(&story)
        story.writeLetter(letter(key), .decisionMaintain, on: twelfth)
        story.report(
            .capacityAssessed(
                CapacityAssessed(
                    decision: .annualReview, lacks: true, assessor: actorID("SW-4"), evidence: Story.document,
                    againBy: day("2026-12-31"))), on: twelfth)
        #expect(story.file.letters.map { $0.waiting } == [[LetterCopy(waitingFor: 1)]])
    }
}

@Suite struct `A death that was recorded by mistake` {
    private func died(by actor: Actor = .coordinator) throws -> (TestCase, SubmissionKey) {
        var story = try Story.opened()
        let key = story.report(.planEnded(PlanEnded(reason: .died)), on: Story.today, by: actor)
        #expect(story.file.end?.reason == .died)
        return (story, key)
    }

    @Test func `is taken back by somebody else, and by nobody alone, in whatever role or way`() throws {
        var (story, key) = try died()
        let same = actorID("C-01")
        for actor in [
            Actor.coordinator, .person(.manager, same, by: .desk), .person(.operator, same, by: .command),
        ] {
            story.report(.withdrawn(Withdrawn(report: key)), on: Story.today, by: actor)
            story.report(.planEnded(PlanEnded(reason: .other)), on: Story.today, replacing: key, by: actor)
            #expect(story.file.end?.reason == .died, "\(actor)")
        }
        story.report(.withdrawn(Withdrawn(report: key)), on: Story.today, by: .manager)
        #expect(story.file.end?.reason == .other)
    }

    @Test func `is not taken back beforehand by whoever then reports it`() throws {
        var story = try Story.opened()
        let (same, other) = (Story.key(7), Story.key(8))
        func withdraw(_ key: SubmissionKey, by actor: Actor) {
            story.report(.withdrawn(Withdrawn(report: key)), on: Story.today, by: actor)
        }
        withdraw(same, by: .coordinator)
        withdraw(other, by: .manager)
        func die(_ key: SubmissionKey) {
            story.append(
                Entry(
                    by: .coordinator, recorded: Story.today,
                    events: [Event(key, .planEnded(PlanEnded(reason: .died)))]))
        }
        die(other)
        #expect(story.file.end == nil)
        die(same)
        #expect(story.file.end?.reason == .died)
    }

    @Test func `is the only report that takes two: another end is taken back by whoever recorded it`() throws {
        var story = try Story.opened()
        let key = story.report(.planEnded(PlanEnded(reason: .needsMet)), on: Story.today)
        story.report(.withdrawn(Withdrawn(report: key)), on: Story.today)
        #expect(story.file.end == nil)
    }
}

@Suite struct `A child who moved in` {
    private let transferred = day("2024-02-28")

    private func moved(reviewed: String? = "2023-02-10", told: Day? = nil) throws -> TestCase {
        var story = TestCase(try #require(CaseID("MV-1")))
        story.report(
            .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "statutory")), on: transferred)
        story.report(
            .movedIn(MovedIn(made: day("2019-07-12"), reviewed: reviewed.map { day($0) }, told: told)),
            on: transferred + 1, happened: transferred)
        return story
    }

    @Test func `brings the old council's days`() throws {
        let story = try moved()
        #expect(story.file.movedIn?.happened == transferred)
        #expect(story.file.lastReviewed == day("2023-02-10"))
        #expect(story.file.unreviewedTransfer != nil)
        let unreviewed = try moved(reviewed: nil)
        #expect(unreviewed.file.lastReviewed == nil && unreviewed.file.planMade == day("2019-07-12"))
        var own = story
        own.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: transferred + 10)
        own.report(.meetingHeld(MeetingHeld(review: 1)), on: transferred + 20)
        own.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: transferred + 30)
        #expect(own.file.unreviewedTransfer == nil && own.file.lastReviewed == transferred + 30)
    }

    @Test func `has an alarm while the family was not told in writing, and none once it was`() throws {
        func fits(told: String? = nil, _ date: String = "2024-04-10") throws -> Bool {
            try moved(told: told.map { day($0) }).file.accepts(
                ConclusionID(.noTransferLetterBy, day: day(date)), .notRecorded(NotRecorded(rule: .mov4)))
        }
        #expect(try fits())
        #expect(try !fits(told: "2024-04-03"))
        #expect(try !fits("2024-02-27"), "before the transfer nothing is due")
    }

    @Test
    func `once its letter left for all who were to be told, six weeks are not missed by somebody who comes later`()
        throws
    {
        var story = try moved()
        let key = try #require(story.file.movedIn?.key)
        func letter(_ contact: UInt8) -> ConclusionID {
            ConclusionID(.tellMovedIn, fact: key.reference, to: .contact(contact))
        }
        func ask(_ contact: UInt8) -> CaseFile.Reception {
            story.conclude(
                letter(contact), .notificationRequested(NotificationRequested(until: transferred + 90)),
                on: transferred + 1)
        }
        func accepts() -> Bool {
            story.file.accepts(
                ConclusionID(.noTransferLetterBy, day: transferred + 42), .notRecorded(NotRecorded(rule: .mov4)))
        }
        story.contact(1, on: transferred + 1)
        story.contact(2, on: transferred + 1)
        #expect(ask(1) == .accepted && ask(2) == .accepted)
        #expect(story.send(letter(1), on: transferred + 2) == .accepted)
        #expect(accepts() && story.file.movedIn?.isFamilyTold == false, "the other parent was not told")
        #expect(story.send(letter(2), on: transferred + 3) == .accepted)
        #expect(!accepts() && story.file.movedIn?.isFamilyTold == true)
        story.contact(3, on: transferred + 50)
        #expect(ask(3) == .accepted, "whoever comes later is told too")
        #expect(!accepts() && story.file.movedIn?.isFamilyTold == true, "and nobody was late by it")
    }
}
