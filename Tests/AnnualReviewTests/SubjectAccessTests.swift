import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `What is held, for whoever asked for it` {
    @Test func `is sorted into what they may have and what a person decides on, and nothing is left out`() throws {
        let id = try #require(CaseID("B-10432"))
        var story = TestCase(id)
        let today = day("2024-09-02")
        story.report(
            .planRecorded(
                PlanRecorded(made: day("2019-07-12"), placement: .mainstream, need: .autism, model: "statutory")),
            on: today)
        story.contact(1, on: today)
        story.contact(2, on: today)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: today)
        for number in [1, 2] as [UInt8] {
            story.report(
                .viewsReceived(
                    ViewsReceived(
                        review: 1, from: .parent, contact: number, document: DocumentHash(0, 0, 0, UInt64(number)))),
                on: today)
        }
        let contact = try #require(story.file.contacts.first)
        let access = SubjectAccess(of: contact, in: story.file, id, entries: story.entries)
        let sorted = access.sort { _ in .council }
        #expect(sorted.given.map(\.paper.giver) == [.contact(1)])
        #expect(sorted.toDecide.map(\.paper.giver) == [.contact(2)])
        #expect(sorted.toDecide.map(\.rule) == [.ofOtherContact])
        #expect(access.papers.count == sorted.given.count + sorted.toDecide.count)
        #expect(access.sort { _ in nil }.given.isEmpty, "what is erased or unread is for a person")
        #expect(access.events.split(separator: "\n").count == story.entries.count + 1)
    }
}
