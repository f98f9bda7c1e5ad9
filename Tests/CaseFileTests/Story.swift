import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

/// Files that many tests begin with.
enum Story {
    static let today = day("2026-01-05")
    static let document = DocumentHash(1, 2, 3, 4)

    static func key(_ number: UInt64) -> SubmissionKey { SubmissionKey(high: number, low: ~number) }

    static func plan(year: Int8 = 2) -> EventData {
        .planRecorded(
            PlanRecorded(
                placement: .mainstream, need: .autism, transfer: .primaryToSecondary, coordinator: actorID("C-07"),
                year: year, transferYear: 2027, model: "statutory"))
    }

    /// A plan and its first review, which is open.
    static func opened() throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(plan(), on: today)
        let reception = story.conclude(
            ConclusionID(.opened, review: 1, day: day("2026-04-01")), .reviewOpened(ReviewOpened(kind: .progress)),
            on: today)
        #expect(reception == .accepted)
        return story
    }

    /// The same, and its meeting was held on 2 February.
    static func held() throws -> TestCase {
        var story = try opened()
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-03"), happened: day("2026-02-02"))
        return story
    }

    /// The same, and that outcome was submitted and made; the submission's key.
    static func made(_ outcome: Outcome) throws -> (TestCase, SubmissionKey) {
        var story = try held()
        let key = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: outcome, officer: actorID("C-07"))),
            on: day("2026-02-10"))
        let id = ConclusionID(.decisionMade, review: 1, fact: key.reference)
        let reception = story.conclude(id, .decisionMade(DecisionMade(outcome: outcome)), on: day("2026-02-10"))
        #expect(reception == .accepted)
        return (story, key)
    }

    /// Reports of the kinds that a life has, each with the key of its place, in any order of events an entry each.
    static func entry(_ number: UInt64, _ data: EventData, replaces: UInt64? = nil, on day: Day = today) -> Entry {
        Entry(by: .coordinator, recorded: day, events: [Event(key(number), replaces: replaces.map(key), data)])
    }
}
