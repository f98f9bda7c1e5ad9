import Casework
import Contracts
import Foundation
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

/// What `people` says on a broker, by its own clock, to whoever looks at a worklist.
@Suite struct `People on a broker` {
    /// A letter to contact 1 of that case that left in that year and came back.
    private static func cameBack(_ id: String) -> Story {
        `A coordinator's worklist`.story(id, held: "2024-08-01") { story in
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.write(key, .maintain, .decisionMaintain)
            story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
            let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
            story.conclude(
                message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func
        `have what came back offered to go again once an import brings an address, and a format ordered, by the broker's day`()
        throws
    {
        let cabinet = try Cabinet(partitions: 2)
        try cabinet.fill()
        // Nobody is in people under this reference.
        let stories = ["B-10001", "B-10002", "B-19999"].map(Self.cameBack)
        func steps(_ calendar: LogCalendar) throws -> [String: [StepCode]] {
            var caseload = Caseload(partitions: 1)
            caseload.begin(on: Day.of("2024-09-02"), calendar: calendar)
            for story in stories {
                for (position, entry) in story.entries { caseload.append(entry, of: story.id, at: position) }
            }
            let people = try PeopleDays.read(cabinet.address, for: caseload)
            let list = Worklist(of: "C-07", in: caseload, on: Day.of("2024-09-02"), people: people)
            return Dictionary(grouping: list.items, by: \.id.text).mapValues { $0.map(\.step.code) }
        }
        // The records were written today, which is later than the letters of 2024: their addresses may be others.
        #expect(
            try steps(.real) == ["B-10001": [.sendAgain], "B-10002": [.sendAgain], "B-19999": [.reachAddressee]])
        // A rehearsal's days are invented.
        #expect(try steps(.rehearsal).values.allSatisfy { $0 == [.reachAddressee] })
        // One who is there by people alone reads audio: of a rehearsal from its beginning, of a real log since the broker's day.
        let file = cabinet.folder.appending(path: "people.csv")
        try Data("for,contact,name,address1,postcode,format\nB-10001,1,Ada,9 New Road,BR0 0AA,audio\n".utf8).write(
            to: file)
        cabinet.run("import", "--people", file.path, "--seeds", Cabinet.seeds, "--json")
        #expect(try Set(steps(.rehearsal)["B-10001"] ?? []) == [.reachAddressee, .orderFormat])
        #expect(try steps(.real)["B-10001"] == [.sendAgain], "the letter had left before anybody said so")
    }
}
