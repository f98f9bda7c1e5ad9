import Contracts
import Foundation
import Plan
import Statute
import TestSupport
import Testing
import Zip

@testable import AnnualReview
@testable import Caseload

/// Plans, papers and packages for tests.
enum Papers {
    static func id(_ text: String) -> PlanItemID { PlanItemID(text) ?? PlanItemID(.a, nearest: 1) }

    /// A plan of that day.
    static func plan(_ made: String, minutes: UInt16 = 30) -> Plan {
        Plan(
            made: Day.of(made), why: "The review.", decidedBy: ActorID("C-07"),
            sections: [
                .init(.b, items: [Plan.Item(id("B-1"), "He speaks in single words.")]),
                .init(
                    .e,
                    items: [
                        Plan.Item(
                            id("E-1"), "He will speak in sentences.", needs: [id("B-1")], baseline: "Single words")
                    ]),
                .init(
                    .f,
                    items: [
                        Plan.Item(
                            id("F-1"), "Therapy for \(minutes) minutes each week.", outcomes: [id("E-1")],
                            amount: ProvisionAmount(minutes: minutes, per: .week))
                    ]),
            ])
    }

    static func document(_ plan: Plan) throws -> Document {
        Document(try plan.written(), salt: DocumentSalt(high: 1, low: 2), mediaType: Plan.mediaType, title: "plan.json")
    }

    static func text(_ text: String, audience: Audience, salt: UInt64) -> Document {
        Document(Array(text.utf8), salt: DocumentSalt(high: 7, low: salt), title: "\(salt).txt", audience: audience)
    }

    /// A Word file of those paragraphs.
    static func word(_ paragraphs: [String]) throws -> [UInt8] {
        let body = paragraphs.map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined()
        let space = #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
        var writer = ZipWriter()
        try writer.add(
            "word/document.xml", Array("<w:document \(space)><w:body>\(body)</w:body></w:document>".utf8))
        return writer.finish()
    }
}

/// A case whose plan has two versions, with what was recorded beside them.
struct VersionedCase {
    var story = Story("B-1", first: "2024-09-02")
    var documents: [DocumentKey: Document] = [:]

    init() throws {
        story.report(by: .importer, .planRecorded(.sample()))
        for (made, minutes) in [("2023-11-29", 30), ("2024-08-30", 20)] as [(String, UInt16)] {
            let document = try Papers.document(Papers.plan(made, minutes: minutes))
            keep(document, .structuredPlan)
            story.report(
                on: made, .planVersionRecorded(PlanVersionRecorded(plan: document.hash, officer: ActorID("C-07"))))
        }
    }

    mutating func keep(_ document: Document, _ role: DocumentRole) {
        documents[DocumentKey(story.id, role, document.hash)] = document
    }

    var kept: KeptDocuments { KeptDocuments(documents) }
    var shelf: PlanShelf {
        get throws {
            PlanShelf(
                story.id, try #require(story.caseload.cases[story.id]?.file), story.entries.map(\.entry))
        }
    }
}
