import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import JSON
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `The letters of a case` {
    private let reasons = DocumentHash(1, 1, 1, 1)
    private let plan = DocumentHash(1, 1, 1, 2)
    private let evidence = [DocumentHash(1, 1, 1, 3), DocumentHash(1, 1, 1, 4)]

    private func hash(_ number: UInt64) -> DocumentHash { DocumentHash(2, 2, 2, number) }

    /// A decision to amend, told to contact 1 by e-mail, and not to contact 2, who reads large print; contact 3 has no name.
    private func story() -> Story {
        var story = Story("B-10432", first: "2024-09-02")
        story.report(
            .planRecorded(
                PlanRecorded(
                    setting: 101_001, placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: "bromley")))
        for contact in 1...3 { story.contact(UInt8(contact)) }
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        story.report(on: "2024-09-02", .meetingHeld(MeetingHeld(review: 1)))
        let key = story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .amend, reasons: reasons, plan: plan, evidence: evidence)))
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .amend)))
        let copies = [
            LetterCopy(
                contact: 1, document: hash(1), by: .email, forms: [KeptForm(.text, hash(2)), KeptForm(.pdf, hash(3))]),
            LetterCopy(
                contact: 2, document: hash(4), by: .post,
                forms: [KeptForm(.text, hash(5)), KeptForm(.largePrint, hash(6))]),
            LetterCopy(contact: 3, lacks: .name),
        ]
        story.conclude(
            ConclusionID(.decisionLetter, review: 1, fact: key.reference),
            .letterWritten(LetterWritten(letter: .decisionAmend, copies: copies)))
        story.day("2024-09-05")
        story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
        return story
    }

    private func shelf() throws -> LetterShelf {
        let story = story()
        let file = try #require(story.caseload.cases[story.id]?.file)
        return LetterShelf(try #require(story.history), file, story.entries.map(\.entry))
    }

    @Test func `are listed with to whom, in which forms, what they enclose, and whether and when they left`() throws {
        let text = try shelf().text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.hasPrefix("1 2 September 2024: "))
        #expect(text.contains("to contact 1, by e-mail: page, text, PDF. It left on 5 September 2024."))
        #expect(text.contains("to contact 2, by post: page, text, PDF in large print. It has not left."))
        #expect(text.contains("to contact 3: not written: "))
        #expect(text.contains("encloses the plan as it stood and 2 pieces of evidence"))
        let json = String(decoding: try LetterList(try shelf()).json(), as: UTF8.self)
        #expect(json.contains("\"told\":\"2024-09-05\"") && json.contains("\"form\":\"large-print\""))
        #expect(!json.contains("\"role\":\"reasons\""))
    }

    @Test func `are each shown in the form in which they were kept, and say why a form was not made`() throws {
        let shelf = try shelf()
        let letter = try shelf.letter(1)
        let (first, second) = (try shelf.copy(of: letter, to: 1), try shelf.copy(of: letter, to: 2))
        #expect(try shelf.key(of: .pdf, in: first, of: letter) == DocumentKey(shelf.id, .letter, hash(3)))
        #expect(try shelf.key(of: .html, in: second, of: letter) == DocumentKey(shelf.id, .letter, hash(4)))
        for (form, copy, why) in [
            (LetterForm.pdf, second, "--large-print"), (.largePrint, first, "had not asked for large print"),
            (.easyRead, first, "Easy Read"), (.braille, first, "had not asked for braille"),
        ] {
            let error = try #require(throws: CommandError.self) { try shelf.key(of: form, in: copy, of: letter) }
            #expect("\(error)".contains(why), "\(form)")
        }
        #expect(LetterShelf.why(.pdf, isMissingIn: [.html]).contains("a page alone"))
    }

    @Test func `are asked for by number and contact, and a wrong one says what there is`() throws {
        let shelf = try shelf()
        let letter = try shelf.letter(1)
        for (contact, why) in [
            (nil, "name one with --contact"), (9, "contact 1, contact 2 and contact 3"), (3, "could not be written"),
        ] as [(Int?, String)] {
            let error = try #require(throws: CommandError.self) { try shelf.copy(of: letter, to: contact) }
            #expect("\(error)".contains(why))
        }
        #expect(throws: CommandError.self) { try shelf.letter(2) }
    }
}
