import CaseFile
import Contracts
import PDF
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

@Suite struct `What was set down of a pilot before it started` {
    private static let from = Day.of("2026-10-01")
    private static let lead = Actor.person(.qualityLead, actorID("Q-01"), by: .command)

    /// A log whose day is that one; what is said of pilots is said on the days on which it is.
    private struct Log {
        var book = LogBook()
        var keys: UInt64 = 0
        var day: Day

        init(first: String) {
            day = Day.of(first)
            let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: testLog)
            book.append(
                Entry(by: .operator, recorded: day, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
            book.append(LogStart.dayBegan(day), at: 1)
        }

        mutating func pass(to text: String) {
            while day < Day.of(text) {
                day = day + 1
                book.append(LogStart.dayBegan(day), at: 1)
            }
        }

        @discardableResult
        mutating func commit(
            _ pilot: String = "bromley-pilot", from: Day = from, published: String = "2027-10-15", hash: UInt64 = 1,
            by actor: Actor = lead
        ) -> CaseFile.Reception {
            keys += 1
            let data = PilotCommitted(
                pilot: pilot, from: from, published: Day.of(published), sha256: DocumentHash(hash, 0, 0, 0))
            let event = Event(SubmissionKey(high: 5, low: keys), .pilotCommitted(data))
            return book.append(Entry(by: actor, recorded: day, events: [event]), at: Int64(keys))
        }
    }

    @Test func `counts before the first day, and once a pilot`() {
        var log = Log(first: "2026-09-29")
        log.pass(to: "2026-09-30")
        #expect(log.commit() == .accepted)
        // Another file later would be a choice of the result.
        #expect(log.commit(hash: 2) != .accepted)
        #expect(log.commit("another") == .accepted)
        log.pass(to: "2026-10-01")
        #expect(log.commit("third") != .accepted)
        #expect(log.book.pilots.map(\.pilot) == ["bromley-pilot", "another"])
        let held = log.book.pilots[0]
        #expect(held.by.text == "Q-01" && held.said == Day.of("2026-09-30") && held.from == Self.from)
        #expect(held.sha256 == DocumentHash(1, 0, 0, 0) && held.published == Day.of("2027-10-15"))
    }

    @Test func `is published after it began, has a name, and is said by who may`() {
        var log = Log(first: "2026-09-01")
        #expect(log.commit(published: "2026-10-01") != .accepted)
        #expect(log.commit("") != .accepted)
        #expect(log.commit(by: .c07) != .accepted)
        #expect(log.book.pilots.isEmpty)
        #expect(log.commit(published: "2026-10-02") == .accepted)
    }
}

@Suite struct `What left on paper in a pilot` {
    private static func pdf() throws -> [UInt8] {
        try Typesetter().pdf(
            of: PrintedLetter(
                title: "Decision", sender: [PrintedRun("Council")], address: ["Sam"],
                reference: [PrintedRun("Reference")], body: [], footer: "B-1", size: .standard))
    }

    @Test func `is counted in pages of the days in question, with what has no paper and what people recorded`() throws {
        let bytes = try Self.pdf()
        let document = Document(bytes, salt: DocumentSalt(high: 1, low: 2), mediaType: Document.pdf)
        var story = Story("B-1", first: "2026-09-01")
        story.report(.planRecorded(.sample { _ in }))
        story.contact(1)
        story.contact(2)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        story.report(on: "2026-09-01", .meetingHeld(MeetingHeld(review: 1)))
        story.day("2026-09-10")
        let key = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-07"))))
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .maintain))
        )
        let copies = [
            LetterCopy(contact: 1, document: DocumentHash(1, 0, 0, 0), forms: [KeptForm(.pdf, document.hash)]),
            LetterCopy(contact: 2, document: DocumentHash(2, 0, 0, 0)),
        ]
        story.conclude(
            ConclusionID(.decisionLetter, review: 1, fact: key.reference),
            .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
        story.send(.tellDecision, fact: key.reference, to: [.contact(1), .contact(2), .setting])
        func paper(_ from: String, _ to: String) throws -> PilotPaper.Sheet? {
            var paper = PilotPaper(from: Day.of(from), to: Day.of(to))
            for (_, entry) in story.entries { paper.append(entry, of: story.id) }
            // Sent again, it counts no more.
            for (_, entry) in story.entries { paper.append(entry, of: story.id) }
            let wanted = DocumentKey(story.id, .letter, document.hash)
            #expect(paper.wanted.isEmpty || paper.wanted == [wanted])
            try paper.count(KeptDocuments([wanted: document]))
            return paper.sheets[story.id]
        }
        let all = try #require(try paper("2026-09-01", "2026-09-30"))
        #expect(all.letters == 1 && all.pages == 1 && all.withoutPaper == 1)
        #expect(all.byOfficers == 6 && all.bySettings == 0)
        let later = try #require(try paper("2026-09-10", "2026-09-10"))
        #expect(later.letters == 1 && later.byOfficers == 1)
        #expect(try paper("2026-09-11", "2026-09-30") == nil)
    }
}
