import CaseFile
import Contracts
import Foundation
import Mail
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

/// A case whose decision is to amend: its letter says that the plan, the amendments and the evidence come with it.
struct AmendmentNotice {
    let plan = Document(
        Array("%PDF-1.7 the plan".utf8), salt: .random(), mediaType: "application/pdf", title: "Plan of 2023",
        audience: .invited)
    let amendments = Document(Array("Section F: two hours".utf8), salt: .random(), audience: .invited)
    let evidence = [
        Document(
            Array("%PDF-1.7 one".utf8), salt: .random(), mediaType: "application/pdf", title: "Educational psychology",
            audience: .invited),
        Document(Array("Speech".utf8), salt: .random(), title: "Educational psychology", audience: .invited),
    ]
    let letter = Document.letter("Dear Alex: with this letter you get")
    /// The letter's other forms.
    let text = Document(
        Array("Dear Alex, as text".utf8), salt: .random(), title: "Decision of 2 September 2024", audience: .council)
    var paper = Document(
        Array("%PDF-1.7 the letter".utf8), salt: .random(), mediaType: Document.pdf,
        title: "Decision of 2 September 2024, large print", audience: .council)

    var all: [(role: DocumentRole, document: Document)] {
        [(.plan, plan), (.amendments, amendments)] + evidence.map { (.evidence, $0) }
    }

    /// The log up to the letter.
    func decided(
        _ outcome: Outcome = .amend, evidence: [Document]? = nil, inForms: Bool = false
    ) -> ScriptedLog {
        var log = ScriptedLog()
        log.open(caseID())
        log.contact(caseID(), 1, 0xC1)
        log.report(caseID(), 1 << 32 | 0x4E1D, .meetingHeld(MeetingHeld(review: 1)))
        let submission = SubmissionKey(high: 1 << 32 | 0xDEC1, low: 7)
        let decision = DecisionSubmitted(
            review: 1, outcome: outcome, plan: plan.hash, amendments: amendments.hash,
            evidence: (evidence ?? self.evidence).map(\.hash))
        log.report(caseID(), submission.high, .decisionSubmitted(decision))
        log.conclude(
            caseID(), ConclusionID(.decisionMade, review: 1, fact: submission.reference),
            .decisionMade(DecisionMade(outcome: outcome)))
        let forms = [KeptForm(.text, text.hash), KeptForm(.largePrint, paper.hash)]
        let copy = LetterCopy(contact: 1, document: letter.hash, forms: inForms ? forms : nil)
        let kind: LetterKind = outcome == .amend ? .decisionAmend : .decisionMaintain
        log.conclude(
            caseID(), ConclusionID(.decisionLetter, review: 1, fact: submission.reference),
            .letterWritten(LetterWritten(letter: kind, copies: [copy])))
        return log
    }
}

@Suite struct `What a letter encloses` {
    let notice = AmendmentNotice()
    let channel = RecordingChannel()

    private func office(without missing: DocumentRole? = nil) throws -> SenderWorld {
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.keep(notice.letter)
        for (role, document) in notice.all where role != missing { try office.keep(document, as: role) }
        return office
    }

    private var letters: [Post] {
        channel.posts.filter { $0.message.subject == .tellDecision && $0.message.contact == 1 }
    }

    @Test func `leaves with it: the plan, the amendments and each piece of evidence, byte for byte`() throws {
        var log = notice.decided()
        var office = try office()
        #expect(try office.rest(&log))
        let post = try #require(letters.first)
        #expect(post.enclosures.map(\.role) == [.plan, .amendments, .evidence, .evidence])
        #expect(post.enclosures.map(\.document) == notice.all.map(\.document))
        let mail = String(decoding: try post.mail(), as: UTF8.self)
        #expect(mail.components(separatedBy: "Content-Disposition: attachment").count == 5)
        for name in [
            "Plan of 2023.pdf", "Proposed amendments.txt", "Educational psychology.pdf", "Educational psychology.txt",
        ] {
            #expect(mail.contains("filename=\"\(name)\""), "\(name)")
        }
        #expect(mail.contains(Data(notice.plan.bytes).base64EncodedString()))
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
        // Nobody else gets them.
        #expect(channel.posts.allSatisfy { $0.message.contact == 1 || $0.enclosures.isEmpty })
        #expect(channel.posts.allSatisfy { $0.message.subject == .tellDecision || $0.enclosures.isEmpty })
    }

    @Test func `stands behind the letter's own forms, which are sent byte for byte as they were written`() throws {
        var log = notice.decided(inForms: true)
        var office = try office()
        try office.keep(notice.text)
        try office.keep(notice.paper)
        #expect(try office.rest(&log))
        let post = try #require(letters.first)
        #expect(post.html.contains("with this letter you get"))
        #expect(post.text == "Rehearsal: invented children\n\nDear Alex, as text")
        #expect(post.forms.map(\.document) == [notice.paper])
        let mail = String(decoding: try post.mail(), as: UTF8.self)
        let names = mail.matches(of: #/filename=\s*"([^"]*)"/#).map { String($0.1) }
        #expect(mail.components(separatedBy: "Content-Disposition: attachment").count == 6)
        #expect(
            names.suffix(4) == [
                "Plan of 2023.pdf", "Proposed amendments.txt", "Educational psychology.pdf",
                "Educational psychology.txt",
            ])
        #expect(mail.contains(Data(notice.paper.bytes).base64EncodedString()))
    }

    @Test(arguments: [false, true])
    func `does not leave while a form of its letter is missing or was erased, which is said of that form`(
        isErased: Bool
    ) throws {
        var log = notice.decided(inForms: true)
        var office = try office()
        try office.keep(notice.text)
        if isErased {
            try office.keep(notice.paper)
            office.shelf.remove(DocumentKey(caseID(), .letter, notice.paper.hash))
            #expect(try office.rest(&log, turns: 20) == false)
            office.seconds = 2 * ChannelDesk.pause
        }
        #expect(try office.rest(&log))
        #expect(letters.isEmpty)
        #expect(log.lastFailure == ScriptedLog.failure(.noDocument, .letter, notice.paper.hash))
        guard !isErased else { return }
        try office.keep(notice.paper)
        #expect(try office.rest(&log))
        #expect(letters.count == 1)
    }

    @Test func `is nothing where the letter says nothing of it`() throws {
        var log = notice.decided(.maintain)
        var office = try office()
        #expect(try office.rest(&log))
        #expect(try #require(letters.first).enclosures.isEmpty)
    }

    @Test func `is what the letters to families say comes with them, and no other letter says so`() throws {
        let letters = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "seeds/templates/letters")
        var saying: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: letters.path) where file.hasSuffix(".md") {
            let text = try String(contentsOf: letters.appending(path: file), encoding: .utf8)
            if text.contains("With this letter you get") || text.contains("get copies") { saying.insert(file) }
        }
        #expect(saying == ["decision-amend.md", "final-plan.md"])
        #expect(MessageRule.enclosures(of: .decisionLetter) == [.plan, .amendments, .evidence])
        #expect(MessageRule.enclosures(of: .finalLetter) == [.finalPlan])
    }

    @Test(arguments: FinalOutcome.allCases)
    func `of a final plan is that plan, and of a decision not to amend nothing`(_ outcome: FinalOutcome) throws {
        let submission = SubmissionKey(high: 5, low: 7)
        var enclosures = Enclosures()
        enclosures.fold(
            Event(
                submission,
                .finalSubmitted(FinalSubmitted(review: 1, outcome: outcome, plan: notice.plan.hash))), of: caseID())
        let key = DocumentKey(caseID(), .finalPlan, notice.plan.hash)
        let letter = ConclusionID(.tellFinal, review: 1, fact: submission.reference, to: .contact(1))
        #expect(enclosures.enclosed(in: letter, of: caseID()) == (outcome == .amended ? [key] : []))
    }

    @Test(arguments: [DocumentRole.plan, .amendments, .evidence])
    func `holds the letter back while it is missing, which is said of that document, and leaves with it when it comes`(
        role: DocumentRole
    ) throws {
        var log = notice.decided()
        var office = try office(without: role)
        office.hearsEnds = false
        #expect(try office.rest(&log) == false)
        office.hearsEnds = true
        #expect(try office.rest(&log))
        #expect(letters.isEmpty)
        #expect(office.file(of: caseID())?.review(1)?.told == nil)
        let lacking = try #require(notice.all.first { $0.role == role }).document
        #expect(
            log.lastFailure == ScriptedLog.failure(.noDocument, role, lacking.hash))
        #expect(office.file(of: caseID())?.unsent(on: day("2024-09-02")).map(\.reason) == [.failed(.noDocument)])
        for (other, document) in notice.all where other == role { try office.keep(document, as: role) }
        #expect(try office.rest(&log))
        #expect(letters.first?.enclosures.count == 4)
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
    }

    @Test func `that is erased between the claim and the fetch fails the letter, and uses up no claim by starts`()
        throws
    {
        var log = notice.decided()
        var first = try office()
        first.shelf.remove(DocumentKey(caseID(), .plan, notice.plan.hash))
        // It is looked for once more, in all that was read since.
        #expect(try first.rest(&log, turns: 20) == false)
        first.seconds = 2 * ChannelDesk.pause
        #expect(try first.rest(&log))
        #expect(letters.isEmpty)
        #expect(
            log.lastFailure == ScriptedLog.failure(.noDocument, .plan, notice.plan.hash))
        for start in 0..<5 {
            var office = try office(without: .plan)
            office.instance = "start \(start)"
            #expect(try office.rest(&log))
            #expect(office.family(caseID())?.claims == 1)
        }
    }

    @Test func `is held to its hash when it is fetched`() throws {
        var log = notice.decided()
        var office = try office()
        let other = Document(Array("another child's".utf8), salt: notice.plan.salt)
        office.shelf.put(other, as: DocumentKey(caseID(), .plan, notice.plan.hash))
        _ = try office.rest(&log, turns: 20)
        office.seconds = 2 * ChannelDesk.pause
        #expect(try office.rest(&log))
        #expect(letters.isEmpty)
        #expect(office.family(caseID())?.failure == .noDocument)
    }

    @Test func `that is more than one message carries fails the letter, and says with which document`() throws {
        let large = (0..<3).map { number in
            Document([UInt8](repeating: UInt8(number), count: Bounds.enclosed / 2), salt: .random(), audience: .invited)
        }
        var log = notice.decided(evidence: large)
        var office = try office()
        for document in large { try office.keep(document, as: .evidence) }
        #expect(try office.rest(&log))
        #expect(letters.isEmpty)
        #expect(
            log.lastFailure == ScriptedLog.failure(.tooLarge, .evidence, large[1].hash))
        let before = log.records.count
        #expect(try office.rest(&log))
        #expect(log.records.count == before, "it is not tried again")
    }

    @Test(arguments: [Audience.council, .writer])
    func `that its addressee may not see fails the letter, and says with which document`(audience: Audience) throws {
        let secret = Document(Array("Of the council alone".utf8), salt: .random(), audience: audience)
        var log = notice.decided(evidence: [secret])
        var office = try office()
        try office.keep(secret, as: .evidence)
        #expect(try office.rest(&log))
        #expect(letters.isEmpty)
        #expect(log.lastFailure == ScriptedLog.failure(.notForAddressee, .evidence, secret.hash))
        #expect(office.file(of: caseID())?.unsent(on: day("2024-09-02")).map(\.reason) == [.failed(.notForAddressee)])
    }

    @Test func `stands elsewhere by now where the same was written again, and is found there`() throws {
        var log = notice.decided()
        var office = try office()
        let key = DocumentKey(caseID(), .plan, notice.plan.hash)
        office.shelf.moved(key, to: Position(partition: 0, offset: 7))
        _ = try office.rest(&log, turns: 20)
        #expect(letters.isEmpty)
        // What was written again is read, and the place before it is forgotten.
        var record = notice.plan.record(key)
        record.position = Position(partition: 0, offset: 7)
        try office.sender.read(record)
        office.seconds = 2 * ChannelDesk.pause
        #expect(try office.rest(&log))
        #expect(letters.first?.enclosures.count == 4)
    }

    @Test func `waits under its claim while nobody can be asked for it`() throws {
        var log = notice.decided()
        var office = try office()
        office.shelf.isAway = true
        #expect(try office.rest(&log, turns: 20) == false)
        #expect(letters.isEmpty)
        #expect(office.sender.lack?.contains("the broker is away") == true)
        #expect(office.family(caseID())?.claims == 1)
        office.shelf.isAway = false
        office.seconds = ChannelDesk.pause + 1
        #expect(try office.rest(&log))
        #expect(letters.first?.enclosures.count == 4)
        #expect(office.family(caseID())?.claims == 1)
    }

    @Test func `leaves in as many turns as it takes, no more than one message's bytes at once`() throws {
        let half = Document([UInt8](repeating: 1, count: Bounds.enclosed / 2 + 1), salt: .random(), audience: .invited)
        var log = ScriptedLog()
        let channel = BatchChannel()
        var office = SenderWorld("one", by: channel)
        var cases = notice.decided(evidence: [half]).records.filter { $0.key == caseID().text }
        for number in 0..<4 {
            let id = caseID(number)
            for index in cases.indices { cases[index].key = id.text }
            log.records += cases
            try office.knowEveryone(id)
            try office.keep(notice.letter, of: id)
            for (role, document) in notice.all + [(.evidence, half)] { try office.keep(document, as: role, of: id) }
        }
        #expect(try office.rest(&log))
        #expect(channel.batches.flatMap(\.self).filter { $0 > 0 }.count == 4)
        #expect(channel.batches.allSatisfy { $0.reduce(0, +) < 2 * Bounds.enclosed })
        #expect(channel.batches.count >= 2)
    }

    @Test func `is named like a file, each by another name, whatever its title`() {
        func names(_ titles: [String], _ type: String = "application/pdf") -> [String] {
            Enclosure.attachments(
                titles.map { title in
                    Enclosure(
                        Document([1], salt: .random(), mediaType: type, title: title), as: .evidence)
                }
            ).map(\.name)
        }
        #expect(names(["a/b\\c\r\nBcc: x", "..hidden", ""]) == ["a-b-c--Bcc: x.pdf", "hidden.pdf", "Evidence.pdf"])
        #expect(
            names(["Plan.PDF", "Plan", "Plan", ""]) == ["Plan.pdf", "Plan (2).pdf", "Plan (3).pdf", "Evidence.pdf"])
        #expect(names(["x"], "image/tiff") == ["x"])
        let long = names([String(repeating: "ü", count: 500)])
        #expect(long[0].utf8.count <= 300 && long[0].hasSuffix(".pdf"))
    }
}

extension ScriptedLog {
    /// What is said of a message that failed for want of that document.
    static func failure(_ why: DeliveryFailure, _ role: DocumentRole, _ document: DocumentHash) -> String {
        "\(why) \(role) \(document)"
    }

    /// What was last said to have failed.
    var lastFailure: String? {
        for record in records.reversed() {
            for event in record.entry.events.reversed() {
                guard case .notificationFailed(let failed) = event.data else { continue }
                guard let role = failed.role, let document = failed.document else { return "\(failed.why)" }
                return ScriptedLog.failure(failed.why, role, document)
            }
        }
        return nil
    }
}
