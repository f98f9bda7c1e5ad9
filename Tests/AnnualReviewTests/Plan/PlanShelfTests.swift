import Arguments
import CaseFile
import Contracts
import JSON
import Plan
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

@Suite struct `The versions of a plan` {
    @Test func `are numbered by the days on which they were made, and shown with what was recorded up to the next`()
        throws
    {
        var story = try VersionedCase()
        let sheet = ProgressSheet([.init(Papers.id("E-1"), "Two words", state: .onTrack)])
        let document = Papers.text(String(decoding: try sheet.json(), as: UTF8.self), audience: .invited, salt: 1)
        let words = Papers.text("He is happy.", audience: .invited, salt: 2)
        story.keep(document, .progress)
        story.keep(words, .outcomes)
        story.story.report(
            on: "2024-03-04", .progressRecorded(ProgressRecorded(from: .setting, document: document.hash)))
        story.story.report(
            on: "2024-09-01", .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1, document: words.hash)))
        let shelf = try story.shelf
        #expect(shelf.versions.map(\.made.description) == ["2023-11-29", "2024-08-30"])
        let first = try shelf.page(try shelf.version(1), in: story.kept).text
        #expect(first.contains("Plan B-1, version 1 of 2"))
        #expect(first.contains("- Progress on 4 March 2024 (the setting), on track: Two words"))
        #expect(!first.contains("1 September 2024"))
        let second = try shelf.page(try shelf.version(2), in: story.kept).text
        #expect(second.contains("Therapy for 20 minutes each week."))
        #expect(second.contains("Short-term outcomes, 1 September 2024, in words of its own: document \(words.hash)"))
        #expect(
            shelf.list.hasPrefix("version 1, made on 2023-11-29, decided by C-07: document "))
    }

    @Test func `that are not there, or were erased, are named`() throws {
        let story = try VersionedCase()
        let shelf = try story.shelf
        #expect(throws: CommandError.self) { _ = try shelf.version(3) }
        let version = try shelf.version(2)
        #expect(throws: CommandError.self) { _ = try shelf.plan(version, in: KeptDocuments()) }
    }

    @Test func `of a plan that is kept as a document are none, and its documents are listed`() throws {
        var story = Story("B-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample()))
        let hash = DocumentHash(1, 2, 3, 4)
        func list() throws -> String {
            PlanShelf(
                story.id, try #require(story.caseload.cases[story.id]?.file), story.entries.map(\.entry)
            ).list
        }
        #expect(try list() == "B-1 has no plan in sections, and no document of its plan.\n")
        let key = story.report(
            on: "2024-09-01", .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend, plan: hash)))
        #expect(
            try list() == """
                B-1 has no plan in sections. Its plan is kept as a document, and is amended by written changes:
                - the plan as it stood, 2024-09-01: document \(hash)

                """)
        story.report(.withdrawn(Withdrawn(report: key)))
        #expect(try list() == "B-1 has no plan in sections, and no document of its plan.\n")
    }

    @Test func `that are compared are named by two numbers`() throws {
        #expect(try PlanCommand.numbers("1..2") == (1, 2))
        for wrong in ["1", "1.2", "1..1", "a..b", "1..", "1..2..3", ""] {
            #expect(throws: UsageError.self) { _ = try PlanCommand.numbers(wrong) }
        }
    }

    @Test func `come from Word files and plain text, and of others it is said what to do`() throws {
        let word = try PlanPaper(Papers.word(["Section F", "Therapy &amp; more"]), file: "plan.docx")
        #expect(word.paragraphs.map(\.text) == ["Section F", "Therapy & more"])
        let text = try PlanPaper(Array("Section F\r\n\r\nTherapy\nand more\n\n\n \n".utf8), file: "plan.txt")
        #expect(text.paragraphs.map(\.text) == ["Section F", "Therapy\nand more"])
        for bytes in [Array("%PDF-1.7".utf8), [0, 1, 2], [0xFF, 0xFE, 0x41]] as [[UInt8]] {
            do {
                _ = try PlanPaper(bytes, file: "scan.pdf")
                Issue.record("it was read")
            } catch {
                #expect("\(error)".contains("go on with the plan as a document"))
            }
        }
    }
}
