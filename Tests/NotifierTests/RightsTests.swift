import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The word that rights pass` {
    private let last = day("2026-06-26")

    /// A young person born in March 2010, with a parent who holds the rights, and both may be written to.
    private func paper(today: String) throws -> CaseOnPaper {
        var paper = CaseOnPaper(today: today)
        var plan = try #require(paper.file.plan)
        plan.born = Month("2010-03")
        paper.report(.planRecorded(plan))
        paper.contact(1)
        paper.contact(2, .youngPerson, holdsRights: false)
        paper.contact(3, .socialWorker, holdsRights: false)
        return paper
    }

    private func say(_ subject: Subject, _ paper: inout CaseOnPaper) throws {
        let id = ConclusionID(subject, fact: .month(try #require(Month("2010-03"))))
        #expect(paper.conclude((id, .rightsPass(RightsPass(last: last, rule: RuleName(.age1))))) == .accepted)
    }

    @Test func `goes to the young person and to whoever holds them, once, six months before`() throws {
        var paper = try paper(today: "2025-12-26")
        try say(.rightsWillPass, &paper)
        let both = ["tell-rights-will-pass/2026-06-26/contact-1", "tell-rights-will-pass/2026-06-26/contact-2"]
        #expect(paper.lacking == both)
        #expect(paper.request(both[0])?.until == last)
        #expect(paper.sayWhatIsMissing() == [.accepted])
        #expect(paper.lacking.isEmpty)
    }

    @Test func `and when they have passed, also to who held them before, within four weeks`() throws {
        var paper = try paper(today: "2026-06-27")
        try say(.rightsPassed, &paper)
        #expect(
            paper.lacking == ["tell-rights-passed/2026-06-26/contact-1", "tell-rights-passed/2026-06-26/contact-2"])
        paper.today = last + 28
        #expect(paper.lacking.count == 2)
        paper.today = last + 29
        #expect(paper.lacking.isEmpty, "it is no news any more, as of a case that came in long after")
    }

    @Test func `is not sent to whom nothing may be sent, nor what would not be so`() throws {
        var paper = try paper(today: "2026-06-27")
        paper.contact(1, mayBeWrittenTo: false)
        try say(.rightsPassed, &paper)
        #expect(paper.lacking == ["tell-rights-passed/2026-06-26/contact-2"])
        paper.report(
            .capacityAssessed(
                CapacityAssessed(
                    decision: .annualReview, lacks: true, assessor: actorID("SW-4"),
                    evidence: CaseOnPaper.letter(to: 1), againBy: last + 365)))
        #expect(paper.lacking.isEmpty)
    }

    @Test func `says to each what changes for them, and with which day`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let templates = try Templates(seeds: "\(root)/seeds")
        var paper = try paper(today: "2025-12-26")
        try say(.rightsWillPass, &paper)
        func text(_ subject: Subject, _ contact: UInt8) throws -> String {
            let id = ConclusionID(subject, fact: .day(last), to: .contact(contact))
            return try templates.post(try paper.context(id)).text.split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
        }
        let (parent, young) = (try text(.tellRightsWillPass, 1), try text(.tellRightsWillPass, 2))
        for text in [parent, young] {
            #expect(text.contains("Compulsory school age ends on Friday 26 June 2026. From the next day"))
            #expect(text.contains("assessed for each decision by itself"))
        }
        #expect(parent.contains("and no longer to you") && !parent.contains("we send our decisions to you."))
        #expect(young.contains("we send our decisions to you") && !young.contains("no longer to you"))
        #expect(parent.contains("Without one we cannot write to your child"))
        paper.today = last + 1
        try say(.rightsPassed, &paper)
        #expect(try text(.tellRightsPassed, 1).contains("Since the next day the law gives the rights"))
        #expect(try text(.tellRightsPassed, 2).contains("From now on we send our decisions to you"))
    }
}

@Suite struct `A decision of which the rights pass before it leaves` {
    @Test func `leaves to the young person, and the copy that waited for the parent never does`() throws {
        let channel = RecordingChannel()
        let (toParent, toYoungPerson) = (Document.letter("Dear Alex"), Document.letter("Dear Sam"))
        var log = ScriptedLog()
        log.decide(caseID(), [1: toParent])
        log.contact(caseID(), 1, 0xC1)
        log.report(
            caseID(), 0xC2,
            .contactRecorded(
                ContactRecorded(
                    contact: 2, relation: .youngPerson, holdsRights: false, by: actorID("SG-1"), on: day("2024-09-02")))
        )
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.know("\(caseID())/2", Person(name: "Sam Young", email: "sam@example.org"))
        try office.keep(toParent)
        try office.keep(toYoungPerson)
        // The parent's is asked for, and the rights pass before anybody claims it.
        try office.turn(&log)
        #expect(log.records.count > 0)
        var plan = try #require(office.file(of: caseID())?.plan)
        plan.born = Month("2007-03")
        log.report(caseID(), 0xB0, .planRecorded(plan))
        let born = try #require(Month("2007-03"))
        log.conclude(
            caseID(), ConclusionID(.rightsPassed, fact: .month(born)),
            .rightsPass(RightsPass(last: day("2023-06-30"), rule: RuleName(.age1))))
        let decision = SubmissionKey(high: 1 << 32 | 0xDEC1, low: 7)
        log.conclude(
            caseID(), ConclusionID(.decisionLetter, review: 1, fact: decision.reference, to: .contact(2)),
            .letterWritten(
                LetterWritten(
                    letter: .decisionMaintain, copies: [LetterCopy(contact: 2, document: toYoungPerson.hash)])))
        #expect(try office.rest(&log))
        let decisions = channel.posts.filter { $0.message.subject == .tellDecision && $0.message.contact != nil }
        #expect(decisions.map(\.to.name) == ["Sam Young"])
        #expect(office.file(of: caseID())?.review(1)?.told != nil)
    }
}
