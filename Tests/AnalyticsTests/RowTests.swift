import CaseFile
import Contracts
import Metrics
import DecisionWriter
import Scheduler
import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `The rows of a case file` {
    @Test func `show what happened and when it was recorded, and how the amendment ended`() throws {
        var file = TestCase(try #require(CaseID("B-10432")))
        file.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2020-05-01"), setting: 123_456, placement: .special, need: .autism,
                    transfer: .primaryToSecondary, coordinator: actorID("C-07"),
                    year: 6, transferYear: 2025, model: "bromley")),
            on: day("2024-09-01"))
        file.report(
            .reviewUnderWay(ReviewUnderWay(review: 1, kind: .progress, due: day("2025-01-31"))), on: day("2024-09-01"),
            happened: day("2024-08-20"))
        file.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-11-20"), happened: day("2024-11-01"))
        file.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-11-29"))),
            on: day("2024-12-02"), happened: day("2024-11-29"))
        file.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended, namesTransfer: true)), on: day("2025-01-20"),
            happened: day("2025-01-17"))
        let rows = ReviewRow.rows(file.file, of: file.id)
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.kind == .progress)
        #expect(row.opened == day("2024-08-20"))
        #expect((row.held, row.heldRecorded) == (day("2024-11-01"), day("2024-11-20")))
        #expect((row.told, row.toldRecorded, row.notice) == (day("2024-11-29"), day("2024-12-02"), day("2024-11-29")))
        #expect((row.finalTold, row.finalOutcome, row.namesTransfer) == (day("2025-01-17"), .amended, true))
        #expect((row.about.need, row.about.placement, row.about.setting) == (.autism, .special, 123_456))
        let plan = try #require(PlanRow(file.file, of: file.id))
        #expect(plan.namedOn == day("2025-01-17"))
        #expect(plan.due == day("2025-11-28"))
        #expect(plan.last == PlanRow.LastReview(told: day("2024-11-29"), held: day("2024-11-01"), outcome: .amend))
    }

    @Test func `show the first day of a decision that was refused, also when it was corrected since`() throws {
        var file = TestCase(try #require(CaseID("B-10432")))
        file.report(.planRecorded(PlanRecorded()), on: day("2024-09-01"))
        file.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2024-09-01"))
        file.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-11-01"))
        func refused() -> Day? { ReviewRow.rows(file.file, of: file.id).first?.refused }
        // Without its officer and reasons.
        let first = file.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2024-11-20"),
            happened: day("2024-11-18"))
        #expect(refused() == nil)
        file.ask(DecisionWriter(), on: day("2024-11-20"))
        #expect(refused() == day("2024-11-20"))
        file.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: DocumentHash(1, 2, 3, 4))),
            on: day("2024-12-02"), replacing: first)
        file.ask(DecisionWriter(), on: day("2024-12-02"))
        #expect(file.file.review(1)?.isMade == true)
        #expect(refused() == day("2024-11-20"))
    }

    @Test func `come back from the read model with all that is known of them, by name`() throws {
        let model = try ReadModel(inMemory: ())
        let files = lives(0..<12)
        try model.put(files)
        let reviews = try model.facts(of: .reviews)
        let rows = files.sorted { $0.key < $1.key }.flatMap { ReviewRow.rows($0.value, of: $0.key) }
        #expect(rows.count > 12 && reviews.count == rows.count)
        for (place, row) in rows.enumerated() {
            #expect(reviews.cases[place] == row.id.text)
            #expect(reviews.value("held", place) == row.held?.number)
            #expect(reviews.value("told", place) == row.told?.number)
            #expect(reviews.value("final_sent", place) == row.finalTold?.number)
        }
        let plans = try model.facts(of: .plans)
        for (place, plan) in files.sorted(by: { $0.key < $1.key }).compactMap({ PlanRow($0.value, of: $0.key) })
            .enumerated()
        {
            #expect(plans.cases[place] == plan.id.text)
            #expect(plans.value("due", place) == plan.due?.number)
            #expect(plans.value("ended", place) == plan.ended?.number)
        }
    }

    @Test(arguments: [1, 2, 3])
    func `keep the DfE's sums, and every other sum that is shown, on random files`(round: Int) throws {
        let files = lives(UInt64(round * 100)..<UInt64(round * 100 + 12))
        let model = try ReadModel(inMemory: ())
        try model.put(files)
        for asAt in ["2024-06-30", "2025-01-15", "2026-03-31"] {
            let publication = Publication(
                ReadModel.About(council: "bromley", isRehearsal: true, today: day(asAt)), try published.get(),
                PublishedCounts(try published.get(), try model.tables(asAt: day(asAt)), Window(yearTo: day(asAt))))
            let counts = publication.counts
            for line in counts.lines {
                let sum = line.parts.reduce(0) { $0 + counts[$1] }
                #expect(counts[line.total] == sum, "\(asAt): \(line.total)")
            }
            // Calendar 2025: the columns are parts of each other, and none is what is left over.
            #expect(counts[.plans] == counts[.expected] + counts[.notExpected] + counts[.startUnknown])
            #expect(counts[.expected] == counts[.completed] + counts[.completedEarlier] + counts[.completedNever])
            #expect(
                counts[.completed] == counts[.lastInTime] + counts[.lastLate] + counts[.lastWithoutMeeting])
            #expect(counts[.told] == counts[.recorded] + counts[.toldWithoutMeeting])
            // Strictly in time is never more than the DfE's rule would give of the same meetings.
            #expect(counts[.dueInTime] <= counts[.due])
            #expect(counts.lines.count > 40)
        }
    }
}

/// The files that random lives with the scheduler and the decision writer leave behind.
func lives(_ seeds: Range<UInt64>) -> [CaseID: CaseFile] {
    var files: [CaseID: CaseFile] = [:]
    for seed in seeds {
        guard var life = RandomLife(seed: seed, services: [Scheduler(), DecisionWriter()]) else { continue }
        life.live(reports: 30)
        files[life.id] = life.file
    }
    return files
}
