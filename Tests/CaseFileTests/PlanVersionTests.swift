import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `The versions of a plan` {
    private static func version(_ hash: UInt64, final: SubmissionKey? = nil) -> EventData {
        .planVersionRecorded(
            PlanVersionRecorded(plan: DocumentHash(hash, 0, 0, 0), officer: actorID("C-07"), final: final))
    }

    private func hashes(_ story: TestCase) -> [DocumentHash] { story.file.planVersions.map(\.plan) }
    private func hash(_ first: UInt64) -> DocumentHash { DocumentHash(first, 0, 0, 0) }

    @Test func `stand in the order of the days on which they were made, numbered from 1`() throws {
        var story = try Story.opened()
        story.report(Self.version(2), on: Story.today, happened: day("2025-06-01"))
        story.report(Self.version(1), on: Story.today, happened: day("2024-06-01"))
        story.report(Self.version(3), on: Story.today, happened: day("2025-06-01"))
        #expect(hashes(story) == [hash(1), hash(2), hash(3)])
        #expect(story.file.planVersions.map(\.number) == [1, 2, 3])
        #expect(story.file.planVersions.first?.made == day("2024-06-01"))
        #expect(story.file.planVersions.first?.officer == actorID("C-07"))
    }

    @Test func `fall with their correction or withdrawal, also when that came first`() throws {
        var story = try Story.opened()
        let first = story.report(Self.version(1), on: Story.today)
        let second = story.report(Self.version(2), on: Story.today, replacing: first)
        #expect(hashes(story) == [hash(2)])
        story.report(.withdrawn(Withdrawn(report: second)), on: Story.today)
        #expect(hashes(story).isEmpty)
        let early = SubmissionKey(high: 5, low: 5)
        story.report(.withdrawn(Withdrawn(report: early)), on: Story.today)
        story.append(Entry(by: .coordinator, recorded: Story.today, events: [Event(early, Self.version(3))]))
        #expect(hashes(story).isEmpty)
    }

    @Test func `count as the text of a final plan once that is made, and no longer when it is withdrawn`() throws {
        var (story, decision) = try Story.made(.amend)
        story.tellDecision(decision, .decisionAmend, on: day("2026-02-12"))
        let today = day("2026-04-01")
        let final = story.report(
            .finalSubmitted(FinalSubmitted(review: 1, outcome: .amended, plan: hash(9))), on: today)
        story.report(Self.version(1, final: final), on: today)
        #expect(hashes(story).isEmpty)
        let made = ConclusionID(.finalMade, review: 1, fact: final.reference)
        #expect(story.conclude(made, .finalMade(FinalMade(outcome: .amended)), on: today) == .accepted)
        #expect(hashes(story) == [hash(1)])
        story.report(.withdrawn(Withdrawn(report: final)), on: today)
        #expect(hashes(story).isEmpty)
    }

    @Test func `count only from officers`() throws {
        var story = try Story.opened()
        story.report(Self.version(1), on: Story.today, by: .of(.setting))
        #expect(hashes(story).isEmpty)
    }
}
