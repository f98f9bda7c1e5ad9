import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A child's contacts` {
    private func numbers(_ contacts: [Contact]) -> [UInt8] { contacts.map(\.number) }

    @Test func `are the parent whom the law presumes, while none was recorded`() throws {
        var story = try Story.opened()
        #expect(story.file.contacts == [.presumed])
        #expect(story.file.contact(1) == .presumed && story.file.contact(2) == nil)
        #expect(story.file.toldHolders == [.presumed] && Contact.presumed.party == .parent)
        let key = story.contact(2, on: Story.today)
        #expect(numbers(story.file.contacts) == [2])
        #expect(story.file.contact(1) == nil)
        story.report(.withdrawn(Withdrawn(report: key)), on: Story.today)
        #expect(story.file.contacts == [.presumed])
    }

    @Test func `are several, by number, each with its own facts`() throws {
        var story = try Story.opened()
        story.contact(3, .socialWorker, holdsRights: false, on: Story.today)
        story.contact(1, mayBeWrittenTo: false, on: Story.today)
        story.contact(2, .youngPerson, locationProtected: true, on: Story.today)
        #expect(numbers(story.file.contacts) == [1, 2, 3])
        #expect(numbers(story.file.rightsHolders) == [1, 2])
        #expect(numbers(story.file.toldHolders) == [2])
        #expect(story.file.contact(2)?.party == .youngPerson && story.file.contact(3)?.party == .parent)
        #expect(story.file.contacts.map(\.isLocationProtected) == [false, true, false])
        #expect(story.file.contacts.map(\.relation) == [.parent, .youngPerson, .socialWorker])
    }

    @Test func `are as the latest report of their number says, and a correction stands where it corrects`() throws {
        var story = try Story.opened()
        let first = story.contact(1, holdsRights: true, on: Story.today)
        let second = story.contact(1, holdsRights: false, on: Story.today)
        #expect(story.file.contact(1)?.holdsRights == false)
        story.contact(1, .grandparent, holdsRights: true, on: Story.today, replacing: first)
        #expect(story.file.contact(1)?.holdsRights == false, "the later report counts")
        story.report(.withdrawn(Withdrawn(report: second)), on: Story.today)
        #expect(story.file.contact(1)?.relation == .grandparent && story.file.contact(1)?.holdsRights == true)
    }

    @Test func `have a number: one without counts for nothing, and is shown`() throws {
        var story = try Story.opened()
        story.contact(0, on: Story.today)
        #expect(story.file.contacts == [.presumed] && story.file.contact(0) == nil)
        #expect(story.file.concerns.contains { $0.what.contains("without a number") })
        let id = ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2026-04-01")), to: .contact(0))
        #expect(!story.file.accepts(id, .notificationRequested(NotificationRequested(until: Story.today))))
    }

    @Test func `are shown when nobody holds the rights, or a holder is not told by decision`() throws {
        var story = try Story.opened()
        story.contact(1, holdsRights: false, on: Story.today)
        #expect(story.file.concerns.contains { $0.what.contains("Nobody is recorded as holding the rights") })
        story.contact(2, mayBeWrittenTo: false, on: Story.today)
        #expect(story.file.concerns.contains { $0.what.contains("Contact 2 holds the rights and is not told") })
    }

    @Test func `take four bytes each`() {
        #expect(MemoryLayout<Contact>.size == 4)
    }
}

@Suite struct `A message to a contact` {
    private let due = day("2026-04-01")

    private func id(_ contact: UInt8) -> ConclusionID {
        ConclusionID(.tellReviewDue, review: 1, fact: .day(due), to: .contact(contact))
    }

    private func request(_ story: inout TestCase, _ contact: UInt8) -> CaseFile.Reception {
        story.conclude(id(contact), .notificationRequested(NotificationRequested(until: due)), on: Story.today)
    }

    @Test func `is asked for while the contact holds rights and may be written to`() throws {
        var story = try Story.opened()
        story.contact(1, on: Story.today)
        story.contact(2, holdsRights: false, on: Story.today)
        story.contact(3, mayBeWrittenTo: false, on: Story.today)
        #expect(request(&story, 1) == .accepted)
        for other: UInt8 in [2, 3, 4] { #expect(request(&story, other) == .doesNotFit) }
        story.contact(2, on: Story.today)
        #expect(request(&story, 2) == .accepted)
    }

    @Test func `is never addressed to the family as a party`() throws {
        let story = try Story.opened()
        for party in Party.allCases where party.isFamily {
            let id = ConclusionID(.tellReviewDue, review: 1, day: due, party: party)
            // Nor could it be read back.
            #expect(Array(id.description.utf8).withUnsafeBufferPointer { ConclusionID(utf8: $0) } == nil)
        }
        #expect(story.file.messages.isEmpty)
    }

    @Test func `is not claimed once the contact is closed, and a receipt of what left counts all the same`() throws {
        var story = try Story.opened()
        _ = request(&story, 1)
        let claim = EventData.notificationClaimed(NotificationClaimed(instance: "a"))
        #expect(story.conclude(id(1).at(.claim, attempt: 1), claim, on: Story.today) == .accepted)
        story.contact(1, mayBeWrittenTo: false, on: Story.today)
        #expect(story.conclude(id(1).at(.claim, attempt: 2), claim, on: Story.today) == .doesNotFit)
        let sent = EventData.notificationSent(NotificationSent(channel: .folder, receipt: "r"))
        #expect(story.conclude(id(1).at(.sent, attempt: 1), sent, on: Story.today) == .accepted)
    }
}

@Suite struct `A decision's letter` {
    private let tenth = day("2026-02-10")
    private let twelfth = day("2026-02-12")
    private let fourteenth = day("2026-02-14")

    /// A decision that was made, of a child with so many who hold the rights.
    private func made(holders: UInt8) throws -> (TestCase, SubmissionKey) {
        var (story, key) = try Story.made(.maintain)
        for number in 1...holders { story.contact(number, on: tenth) }
        return (story, key)
    }

    private func letter(_ key: SubmissionKey) -> ConclusionID {
        ConclusionID(.decisionLetter, review: 1, fact: key.reference)
    }

    private func told(_ key: SubmissionKey, _ contact: UInt8) -> ConclusionID {
        ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(contact))
    }

    private func request(_ story: inout TestCase, _ id: ConclusionID) -> CaseFile.Reception {
        story.conclude(id, .notificationRequested(NotificationRequested(until: fourteenth)), on: tenth)
    }

    @Test func `is told on the day on which the last of its copies left`() throws {
        var (story, key) = try made(holders: 2)
        #expect(story.writeLetter(letter(key), .decisionMaintain, on: tenth) == .accepted)
        #expect(story.file.letters.map { $0.waiting.map(\.contact) } == [[1, 2]])
        #expect(request(&story, told(key, 1)) == .accepted && request(&story, told(key, 2)) == .accepted)
        #expect(story.send(told(key, 2), on: twelfth) == .accepted)
        #expect(story.file.review(1)?.told == nil, "one of them waits")
        #expect(story.file.letters.map { $0.waiting.map(\.contact) } == [[1]])
        #expect(story.send(told(key, 1), on: fourteenth) == .accepted)
        #expect(story.file.review(1)?.told == fourteenth)
        #expect(story.file.letters.isEmpty)
    }

    @Test func `while one of them waits, is told of nobody, also not as before a correction`() throws {
        var (story, key) = try made(holders: 2)
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        _ = request(&story, told(key, 1))
        _ = request(&story, told(key, 2))
        story.send(told(key, 1), on: twelfth)
        #expect(story.file.review(1)?.toldBeforeCorrection == nil)
        story.send(told(key, 2), on: fourteenth)
        let corrected = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend)), on: fourteenth, replacing: key)
        #expect(story.file.review(1)?.submission?.key == corrected)
        #expect(story.file.review(1)?.told == nil)
        #expect(story.file.review(1)?.toldBeforeCorrection == fourteenth)
    }

    @Test func `is addressed to each who is to be told, and to nobody else`() throws {
        var (story, key) = try made(holders: 2)
        story.contact(3, holdsRights: false, on: tenth)
        story.contact(4, mayBeWrittenTo: false, on: tenth)
        func accepts(_ contacts: [UInt8]) -> Bool {
            let copies = contacts.map { LetterCopy(contact: $0, document: Story.document) }
            return story.file.accepts(
                letter(key), .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
        }
        #expect(accepts([1, 2]) && accepts([2, 1]))
        for wrong: [UInt8] in [[], [1], [2], [1, 1], [1, 2, 3], [1, 2, 4], [1, 3], [1, 2, 2]] {
            #expect(!accepts(wrong), "\(wrong)")
        }
    }

    @Test func `that was written before the contacts changed is written again`() throws {
        var (story, key) = try made(holders: 1)
        let stale = EventData.letterWritten(
            LetterWritten(letter: .decisionMaintain, copies: [LetterCopy(contact: 1, document: Story.document)]))
        story.contact(2, on: tenth)
        #expect(story.conclude(letter(key), stale, on: tenth) == .doesNotFit)
        #expect(!story.file.holds(letter(key)), "it uses up no id")
        #expect(story.writeLetter(letter(key), .decisionMaintain, on: tenth) == .accepted)
    }

    @Test func `is told only to those whose copy waits`() throws {
        var (story, key) = try made(holders: 2)
        #expect(request(&story, told(key, 1)) == .doesNotFit, "no letter yet")
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        story.contact(3, on: tenth)
        #expect(request(&story, told(key, 3)) == .doesNotFit, "who holds rights later is not addressed")
        #expect(request(&story, told(key, 1)) == .accepted)
    }

    @Test func `waits for nobody whom a decision closes`() throws {
        for isClosedByRights in [true, false] {
            var (story, key) = try made(holders: 2)
            story.writeLetter(letter(key), .decisionMaintain, on: tenth)
            _ = request(&story, told(key, 1))
            story.send(told(key, 1), on: twelfth)
            #expect(story.file.review(1)?.told == nil)
            story.contact(2, holdsRights: !isClosedByRights, mayBeWrittenTo: isClosedByRights, on: fourteenth)
            #expect(story.file.letters.isEmpty)
            #expect(story.file.review(1)?.told == twelfth, "the day on which the last of them left")
        }
    }

    @Test func `waits for nobody who is no contact any more, or is closed by a correction`() throws {
        var (story, key) = try Story.made(.maintain)
        story.contact(1, on: tenth)
        let second = story.contact(2, on: tenth)
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        var withdrawn = story
        withdrawn.report(.withdrawn(Withdrawn(report: second)), on: twelfth)
        #expect(withdrawn.file.letters.map { $0.waiting.map(\.contact) } == [[1]])
        var corrected = story
        corrected.contact(2, mayBeWrittenTo: false, on: twelfth, replacing: second)
        #expect(corrected.file.letters.map { $0.waiting.map(\.contact) } == [[1]])
        // Of an older report, which no longer counts, nothing follows.
        var older = story
        older.contact(2, on: twelfth)
        older.contact(2, mayBeWrittenTo: false, on: twelfth, replacing: second)
        #expect(older.file.letters.map { $0.waiting.map(\.contact) } == [[1, 2]])
    }

    @Test func `is not told, and says so, when all to whom it is addressed are closed`() throws {
        var (story, key) = try made(holders: 1)
        story.writeLetter(letter(key), .decisionMaintain, on: tenth)
        story.contact(1, mayBeWrittenTo: false, on: twelfth)
        let review = try #require(story.file.review(1))
        #expect(review.isLetterWritten && review.told == nil)
        #expect(story.file.concerns(about: review, on: twelfth).contains { $0.what.contains("may be told any more") })
        // The way out: the submission corrected, and a letter to whoever holds the rights now.
        story.contact(2, on: fourteenth)
        let again = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: fourteenth, replacing: key)
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: again.reference),
            .decisionMade(DecisionMade(outcome: .maintain)), on: fourteenth)
        story.tellDecision(again, .decisionMaintain, on: fourteenth)
        #expect(story.file.review(1)?.told == fourteenth)
    }

    @Test func `of the final plan is told alike: on the day of its last copy`() throws {
        var (story, key) = try Story.made(.amend)
        story.contact(1, on: tenth)
        story.contact(2, .youngPerson, on: tenth)
        story.tellDecision(key, .decisionAmend, on: twelfth)
        #expect(story.file.review(1)?.noticeSent == twelfth)
        let final = story.report(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)), on: twelfth)
        story.conclude(
            ConclusionID(.finalMade, review: 1, fact: final.reference), .finalMade(FinalMade(outcome: .amended)),
            on: twelfth)
        story.writeLetter(ConclusionID(.finalLetter, review: 1, fact: final.reference), .finalPlan, on: twelfth)
        for (contact, day) in [(UInt8(1), twelfth), (2, fourteenth)] {
            let id = ConclusionID(.tellFinal, review: 1, fact: final.reference, to: .contact(contact))
            #expect(request(&story, id) == .accepted)
            story.send(id, on: day)
            #expect(story.file.review(1)?.finalTold == (contact == 2 ? fourteenth : nil))
        }
        #expect(story.file.review(1)?.isClosed == true)
    }
}
