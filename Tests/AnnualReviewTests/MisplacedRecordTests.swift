import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles

@Suite struct `A record in a partition that is not its case's` {
    @Test func `counts for nothing in any command, as it does in the services`() throws {
        var caseload = Caseload(partitions: 8)
        caseload.begin(on: Day.of("2024-09-02"))
        var story = Story("A-1", first: "2024-09-02")
        story.report(.planRecorded(.sample()))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        let right = caseload.partition(of: story.id)
        let wrong = Int32((right + 1) % 8)
        for item in story.entries { caseload.append(item.entry, key: "A-1", partition: wrong) }
        #expect(caseload.cases.isEmpty && caseload.misplaced == 2)
        #expect(Worklist(of: "C-07", in: caseload, on: Day.of("2024-09-02")).items.isEmpty)
        #expect(String(decoding: Export(caseload).cases, as: UTF8.self).split(separator: "\r\n").count == 1)
        #expect(WaitingMessages(caseload).cases == 0)
        caseload.append(story.entries[0].entry, key: "A-1", partition: Int32(right))
        #expect(caseload.cases[story.id]?.file.submissions.count == 1)
    }
}

@Suite struct `A release that needs two people` {
    @Test func `is two reports when two say it from the same place, and one when one says it twice`() throws {
        var caseload = OfRelease.caseload()
        func say(_ actor: Actor, _ data: EventData, _ word: String = "release") throws {
            for (partition, entry) in try SendingCommands.entries(
                word, data, caseload, by: actor, unless: { _ in false })
            {
                caseload.note(entry, partition: Int(partition))
            }
        }
        let one = Actor.person(.operator, actorID("O-1"), by: .command)
        let other = Actor.person(.manager, actorID("M-1"), by: .command)
        try say(one, .logPolicy(LogPolicy(approvals: 2)), "policy-2")
        try say(one, .released(Released(messages: 2)))
        try say(one, .released(Released(messages: 2)))
        #expect(WaitingMessages(caseload).cases == 1)
        try say(other, .released(Released(messages: 2)))
        #expect(WaitingMessages(caseload).cases == 0)
    }
}

/// An imported case that waits.
private enum OfRelease {
    static func caseload() -> Caseload {
        var story = Story("A-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample()))
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of("2024-09-02"))
        for item in story.entries { caseload.append(item.entry, key: "A-1", partition: 0) }
        return caseload
    }
}
