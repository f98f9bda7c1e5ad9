import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What people report` {
    private let early = EventData.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-03-01")))
    private let late = EventData.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-03-09")))

    private func standing(_ file: CaseFile) -> [SubmissionKey] { file.submissions.filter(\.stands).map(\.key) }

    @Test func `counts once, however often it is sent`() {
        var file = CaseFile()
        #expect(file.append(Story.entry(1, early), at: 0) == .accepted)
        #expect(file.append(Story.entry(1, early), at: 1) == .repeated)
        // Sent again in another entry, with one that is new: the new one counts.
        let both = Entry(
            by: .coordinator, recorded: Story.today, events: [Event(Story.key(1), early), Event(Story.key(2), late)])
        #expect(file.append(both, at: 2) == .accepted)
        #expect(file.submissions.count == 2)
        #expect(file.ignored == 1)
    }

    @Test func `counts also before anything is known of the case, and when nothing fits it`() {
        var file = CaseFile()
        #expect(file.append(Story.entry(1, .meetingHeld(MeetingHeld(review: 9))), at: 0) == .accepted)
        #expect(file.submissions.count == 1)
        #expect(file.review(9) == nil)
    }

    @Test func `that goes from A to B and back to A is three reports`() throws {
        var story = try Story.opened()
        story.report(early, on: Story.today)
        story.report(late, on: Story.today)
        story.report(early, on: Story.today)
        #expect(story.file.submissions.filter { $0.kind == .meetingArranged }.count == 3)
        #expect(story.file.review(1)?.arranged == day("2026-03-01"))
    }

    @Test func `that contradict each other are all kept, the first counts, and the conflict is shown`() throws {
        var story = try Story.held()
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-04"), happened: day("2026-01-30"))
        let review = try #require(story.file.review(1))
        #expect(review.held == day("2026-02-02"))
        #expect(review.heldRecorded == day("2026-02-03"))
        #expect(review.heldOtherwise == day("2026-01-30"))
    }

    @Test func `of two decisions the first counts, and another outcome is shown`() throws {
        var story = try Story.held()
        let first = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend)), on: Story.today)
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend)), on: Story.today)
        #expect(story.file.review(1)?.submittedOtherwise == false)
        story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease)), on: Story.today)
        #expect(story.file.review(1)?.submission?.key == first)
        #expect(story.file.review(1)?.submittedOtherwise == true)
    }

    @Test func `no longer stands when it is corrected or withdrawn, and stays in the file`() {
        var file = CaseFile()
        file.append(Story.entry(1, early), at: 0)
        file.append(Story.entry(2, late, replaces: 1), at: 1)
        #expect(standing(file) == [Story.key(2)])
        file.append(Story.entry(3, .withdrawn(Withdrawn(report: Story.key(2)))), at: 2)
        #expect(standing(file) == [Story.key(3)])
        #expect(file.submissions.count == 3)
    }

    @Test func `stands alike in whatever order corrections and withdrawals come`() {
        let entries = [
            Story.entry(1, early), Story.entry(2, late, replaces: 1), Story.entry(3, early, replaces: 2),
            Story.entry(4, .withdrawn(Withdrawn(report: Story.key(5)))), Story.entry(5, late),
        ]
        for order in permutations(Array(entries.indices)) {
            var file = CaseFile()
            for (position, place) in order.enumerated() { file.append(entries[place], at: Int64(position)) }
            #expect(Set(standing(file)) == [Story.key(3), Story.key(4)], "\(order)")
        }
    }

    @Test func `is not taken away by naming itself`() {
        var file = CaseFile()
        file.append(Story.entry(1, early, replaces: 1), at: 0)
        file.append(Story.entry(2, .withdrawn(Withdrawn(report: Story.key(2)))), at: 1)
        #expect(standing(file) == [Story.key(1), Story.key(2)])
    }

    @Test func `of the plan is the last that stands`() {
        var file = CaseFile()
        file.append(Story.entry(1, Story.plan(year: 1)), at: 0)
        file.append(Story.entry(2, Story.plan(year: 2)), at: 1)
        #expect(file.plan?.year == 2)
        #expect(file.plans.map(\.plan.year) == [1, 2])
        file.append(Story.entry(3, .withdrawn(Withdrawn(report: Story.key(2)))), at: 2)
        #expect(file.plan?.year == 1)
        file.append(Story.entry(4, .withdrawn(Withdrawn(report: Story.key(1)))), at: 3)
        #expect(file.plan == nil)
        #expect(file.plans.isEmpty)
    }

    @Test func `ends a plan, until that is withdrawn`() throws {
        var story = try Story.opened()
        let ended = story.report(
            .planEnded(PlanEnded(reason: .died)), on: Story.today, happened: day("2026-01-02"))
        #expect(story.file.ended == day("2026-01-02"))
        story.report(.withdrawn(Withdrawn(report: ended)), on: Story.today, by: .manager)
        #expect(story.file.ended == nil)
    }

    @Test func `is small in memory`() {
        // 100,000 files are held by every service; `memory-bench` in Benchmarks measures the whole.
        #expect(MemoryLayout<Submission>.stride == 36)
        #expect(MemoryLayout<Message>.stride == 28)
        #expect(MemoryLayout<ConclusionID>.stride == 16)
        #expect(MemoryLayout<CaseFile>.stride <= 192)
        #expect(MemoryLayout<Event>.stride <= 104)
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.flatMap { item in permutations(items.filter { $0 != item }).map { [item] + $0 } }
    }
}
