import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `Letters to those who hold the rights` {
    private let channel = RecordingChannel()
    private let mine = Document.letter("Dear Alex")
    private let theirs = Document.letter("Dear Robin")

    /// An instance that knows the first contact, the second, and the letters to both.
    private func office(_ name: String = "one", by channel: RecordingChannel? = nil) throws -> SenderWorld {
        var office = SenderWorld(name, by: channel ?? self.channel)
        try office.knowEveryone()
        try office.know("\(caseID())/2", Person(name: "Robin Parent", email: "robin@example.org"))
        try office.keep(mine)
        try office.keep(theirs)
        return office
    }

    /// The log of a case of two who hold the rights and for whom a decision's letter was written.
    private func decided() -> ScriptedLog {
        var log = ScriptedLog()
        log.decide(caseID(), [1: mine, 2: theirs])
        return log
    }

    private func html(_ letter: Document) -> String { letter.asPosted }

    /// The pages of decisions that left, with the names they went to.
    private var letters: [String: String] {
        let posts = channel.posts.filter { $0.message.subject == .tellDecision && $0.message.contact != nil }
        return Dictionary(posts.map { ($0.to.name, $0.html) }, uniquingKeysWith: { "\($0) and \($1)" })
    }

    @Test func `each of two gets their own, and the decision is told on the day on which the last was sent`() throws {
        var log = decided()
        var office = try office()
        try office.know("\(caseID())/2", Person(name: "Robin Parent"))
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(office.family(caseID(), 2)?.failure == .noAddress)
        #expect(office.file(of: caseID())?.review(1)?.told == nil)
        log.begin("2024-09-05")
        try office.know("\(caseID())/2", Person(name: "Robin Parent", address: ["2 Lane"]))
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine), "Robin Parent": html(theirs)])
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-05"))
    }

    @Test func `whom a decision closed gets nothing, is not waited for, and nobody claims for`() throws {
        var log = decided()
        var office = try office()
        try office.turn(&log)  // requests
        let asked = "review-1/tell-decision"
        #expect(
            office.files[caseID()] != nil
                && log.records.last?.entry.events.contains { "\($0.id)".hasPrefix(asked) } == true)
        log.contact(caseID(), 2, 0xC105ED, mayBeWrittenTo: false)
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(!log.said.contains { $0.contains("contact-2") })
        #expect(office.family(caseID(), 2)?.stage == .said)
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
        // Nor does a later day, another instance, or news of their address change that.
        log.begin("2024-12-01")
        var other = try self.office("two")
        #expect(try other.rest(&log))
        try other.know("\(caseID())/2", Person(name: "Robin Parent", address: ["2 Lane"]))
        #expect(try other.rest(&log))
        #expect(!log.said.contains { $0.contains("contact-2") })
    }

    @Test
    func `from whom it is kept where the child is gets nothing that may tell it before somebody looked through it`()
        throws
    {
        var log = decided()
        log.contact(caseID(), 2, 0x5AFE, locationProtected: true)
        var office = try office()
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        let held = try #require(office.family(caseID(), 2))
        #expect(held.failure == .mayTellPlace && held.id.subject == .tellDecision)
        #expect(office.file(of: caseID())?.review(1)?.told == nil, "nobody calls that told")
        #expect(office.file(of: caseID())?.unsent(on: day("2024-09-02")).map(\.reason) == [.failed(.mayTellPlace)])
        // Neither a later day nor another instance changes that.
        log.begin("2024-09-05")
        var other = try self.office("two")
        #expect(try other.rest(&log))
        #expect(letters.count == 1)
        log.report(caseID(), 0x100C, .lookedThrough(LookedThrough(message: held.id)))
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine), "Robin Parent": html(theirs)])
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-05"))
    }

    @Test func `from whom that is kept is told what tells none of it`() throws {
        let subjects = MessageRule.table.filter {
            $0.recipients == .rightsHolders || $0.recipients == .youngPersonAndHolders
        }
        let open = Set(subjects.map(\.subject).filter { !MessageRule.mayTellPlace($0) })
        #expect(open == [.tellReviewDue, .tellLateToFamily, .tellRightsWillPass, .tellRightsPassed])
        let templates = [
            "messages/review-due", "letters/late-to-family", "letters/rights-will-pass", "letters/rights-passed",
        ]
        for template in templates {
            let text = try Repository.text("seeds/templates/\(template).md")
            // What names a school, a meeting to come, or where somebody lives.
            // A meeting that was held tells nothing of where the child will be.
            let meeting = template == "letters/late-to-family" ? "((meeting))" : "((meeting day"
            for word in ["((setting name", meeting, "((setting))", "((meeting))", "((old council", "((address"] {
                #expect(!text.contains(word), "\(template) may say \(word)")
            }
        }
    }

    @Test func `whoever is closed after the claim and before the delivery gets nothing, and it is said`() throws {
        var log = decided()
        var office = try office()
        try office.turn(&log)
        try office.turn(&log)
        #expect(log.said.last?.contains("/contact-2/claim/1") == true)
        log.contact(caseID(), 2, 0xC105ED, mayBeWrittenTo: false)
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(office.family(caseID(), 2)?.failure == .byDecision)
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
        #expect(office.file(of: caseID())?.unsent(on: day("2024-09-02")) == [], "nobody looks for an address")
        // Opened again, it leaves after all.
        log.contact(caseID(), 2, 0x0BE4)
        _ = try office.rest(&log)
        #expect(office.family(caseID(), 2)?.sent == nil, "its copy was dropped when it was closed")
    }

    @Test(arguments: [(false, true), (true, false)])
    func `nor does any other message leave for whoever is closed, or loses the rights, after the claim`(
        holdsRights: Bool, mayBeWrittenTo: Bool
    ) throws {
        var log = ScriptedLog()
        log.open(caseID())
        log.contact(caseID(), 1, 0xC1)
        var office = try office()
        try office.turn(&log)
        try office.turn(&log)
        #expect(log.said.last?.contains("tell-review-due/2024-12-11/contact-1/claim/1") == true)
        log.contact(caseID(), 1, 0xC2, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo)
        #expect(try office.rest(&log))
        #expect(channel.messages == ["review-1/tell-review-due/2024-12-11/coordinator"])
        #expect(office.family(caseID())?.failure == (mayBeWrittenTo ? .tooLate : .byDecision))
    }

    @Test
    func `whoever is closed while a claim of an instance that died stands: whether it left, somebody must find out`()
        throws
    {
        var log = decided()
        var dead = try office("dead", by: RecordingChannel())
        try dead.turn(&log)
        try dead.turn(&log)
        log.contact(caseID(), 2, 0xC105ED, mayBeWrittenTo: false)
        var office = try office()
        #expect(try office.rest(&log) == false)
        office.seconds = 121
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(office.family(caseID(), 2)?.failure == .notKnown)
        #expect(!log.said.contains { $0.contains("contact-2/claim/2") })
    }

    @Test func `whoever lost the rights while a letter waited does not get it`() throws {
        var log = decided()
        var office = try office()
        try office.turn(&log)
        log.contact(caseID(), 2, 0xC105ED, holdsRights: false)
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(office.family(caseID(), 2)?.failure == .tooLate)
    }

    @Test func `what waited for somebody who may be written to again leaves then`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        log.contact(caseID(), 1, 0xC1)
        var office = try office()
        try office.turn(&log)
        log.contact(caseID(), 1, 0xC2, mayBeWrittenTo: false)
        #expect(try office.rest(&log))
        #expect(channel.posts.allSatisfy { $0.message.contact == nil })
        log.contact(caseID(), 1, 0xC3)
        #expect(try office.rest(&log))
        #expect(channel.posts.last?.message.contact == 1)
    }

    @Test
    func `a letter whose bytes are not those of its hash never leaves, also when they take the place of the true one`()
        throws
    {
        for isThereBefore in [false, true] {
            let channel = RecordingChannel()
            var log = decided()
            var office = SenderWorld("one", by: channel)
            try office.knowEveryone()
            let key = DocumentKey(caseID(), .letter, mine.hash)
            if isThereBefore { try office.keep(mine) }
            var forged = mine.record(key)
            forged.value = Array("<!DOCTYPE html><p>Your plan ends</p>".utf8)
            #expect(throws: Document.Fault.hash) { try office.sender.read(forged) }
            _ = try office.rest(&log)
            office.seconds = 2 * ChannelDesk.pause
            #expect(try office.rest(&log))
            #expect(office.family(caseID())?.failure == .noDocument)
            #expect(!channel.posts.contains { $0.message.subject == .tellDecision && $0.message.contact != nil })
        }
    }

    @Test func `what is no letter of that case under its own key does not leave in its place`() throws {
        let (other, plain) = (
            caseID(1), Document([0x41], salt: .random(), mediaType: Document.plainText, audience: .council)
        )
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        // Of another case, of another role, and under no key at all.
        try office.sender.read(mine.record(DocumentKey(other, .letter, mine.hash)))
        try office.sender.read(mine.record(DocumentKey(caseID(), .report, mine.hash)))
        var bare = mine.record(DocumentKey(caseID(), .letter, mine.hash))
        bare.key = mine.hash.description
        #expect(throws: Document.Fault.key) { try office.sender.read(bare) }
        try office.keep(plain)
        var log = ScriptedLog()
        log.decide(caseID(), [1: mine])
        office.seconds = 0
        _ = try office.rest(&log)
        office.seconds = 2 * ChannelDesk.pause
        #expect(try office.rest(&log))
        #expect(letters == [:])
        #expect(office.family(caseID())?.failure == .noDocument)
    }

    @Test func `a request that names the copy of somebody else does not take it along`() throws {
        var log = decided()
        var office = try office()
        // As a notifier at fault might ask.
        let decision = SubmissionKey(high: 1 << 32 | 0xDEC1, low: 7)
        let message = ConclusionID(.tellDecision, review: 1, fact: decision.reference, to: .contact(2))
        log.conclude(
            caseID(), message,
            .notificationRequested(NotificationRequested(document: mine.hash, until: MessageRule.always)))
        #expect(try office.rest(&log))
        #expect(letters == ["Alex Parent": html(mine)])
        #expect(office.family(caseID(), 2)?.failure == .noDocument)
    }

    @Test func `others are told which contact was told, and in what capacity`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        log.contact(caseID(), 1, 0xC1)
        log.report(
            caseID(), 0xC2,
            .contactRecorded(
                ContactRecorded(
                    contact: 2, relation: .youngPerson, holdsRights: true, by: actorID("SG-1"), on: day("2024-09-02"))))
        var office = try office()
        #expect(try office.rest(&log))
        let told = office.projection.filter { $0.type.contains("requested") }.map(\.data)
        #expect(told.map(\.contact) == [1, 2, nil])
        #expect(told.map(\.party) == [.parent, .youngPerson, .coordinator])
    }
}
