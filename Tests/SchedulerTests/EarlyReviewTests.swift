import CaseFile
import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct `An early review` {
    let scheduler = Scheduler()

    private func start(interval: UInt8? = nil, model: String = "statutory") throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2022-05-01"), reviewed: day("2025-03-10"), interval: interval, setting: 101_001,
                    placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: model)),
            on: day("2025-04-01"))
        return story
    }

    private func ids(_ story: TestCase, _ scheduler: Scheduler? = nil, on date: String) -> [String] {
        story.missing(scheduler ?? self.scheduler, on: day(date)).flatMap { $0.events.map(\.id.description) }
    }

    private func ask(_ story: inout TestCase, on date: String) -> SubmissionKey {
        story.report(
            .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)), on: day(date))
    }

    @Test func `that nobody answered is raised the day after the council's own last day, and not before`() throws {
        var story = try start()
        let key = ask(&story, on: "2025-06-02")
        #expect(ids(story, on: "2025-06-17").isEmpty)
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-06-02"), in: story.log)
                == day("2025-06-18"))
        let entry = try #require(story.missing(scheduler, on: day("2025-06-18")).first)
        #expect(entry.events.map(\.id.description) == ["no-answer-by/2025-06-17"])
        #expect(entry.because == .submission(key))
        guard case .notRecorded(let alarm) = entry.events[0].data else {
            Issue.record("no alarm")
            return
        }
        #expect(alarm.rule.known == .cyc10)
        #expect(story.append(entry) == .accepted)
        #expect(ids(story, on: "2025-07-18").isEmpty)
    }

    @Test func `that was answered in time is never raised; how many days that is the timetable says`() throws {
        var timetable = Timetable()
        timetable.answerDays = 5
        let strict = Scheduler(timetables: ["statutory": timetable])
        var story = try start()
        let key = ask(&story, on: "2025-06-02")
        #expect(ids(story, strict, on: "2025-06-08") == ["no-answer-by/2025-06-07"])
        story.report(
            .earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: false)), on: day("2025-06-10"))
        #expect(ids(story, on: "2025-09-18").isEmpty)
    }

    @Test
    func
        `that the council agreed to opens at once, of the kind that the model holds on request, because of the answer`()
        throws
    {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let path = "\(root)/seeds/models/bromley.yaml"
        let bromley = try ReviewModel(parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
        for (model, kind) in [("statutory", ReviewKind.early), ("bromley", .transition)] {
            let scheduler = Scheduler(models: ReviewModels([bromley]))
            var story = try start(model: model)
            let key = ask(&story, on: "2025-06-02")
            let answer = story.report(
                .earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: true, review: 1)),
                on: day("2025-06-10"))
            let entry = try #require(story.missing(scheduler, on: day("2025-06-10")).first)
            #expect(entry.because == .submission(answer))
            #expect(entry.events.first?.id.description == "review-1/opened/2026-03-09")
            guard case .reviewOpened(let opened)? = entry.events.first?.data else {
                Issue.record("no review was opened")
                return
            }
            #expect(opened.kind == kind)
            story.ask(scheduler, on: day("2025-06-10"))
            #expect(story.file.review(1)?.kind == kind)
            #expect(ids(story, scheduler, on: "2025-06-11").isEmpty)
        }
    }

    @Test func `that the council did not agree to opens nothing, whatever the answer names`() throws {
        var story = try start()
        let key = ask(&story, on: "2025-06-02")
        story.report(
            .earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: false, review: 1)), on: day("2025-06-10"))
        #expect(ids(story, on: "2025-06-10").isEmpty)
    }

    @Test func `a disagreement about the kind of review that nobody answered in writing is raised`() throws {
        var story = try start()
        story.ask(scheduler, on: day("2025-11-17"))
        story.report(
            .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [.setting], disagreed: [.parent])),
            on: day("2025-11-20"))
        #expect(!ids(story, on: "2025-12-05").contains { $0.contains("no-answer-by") })
        #expect(ids(story, on: "2025-12-06").contains("review-1/no-answer-by/2025-12-05"))
        story.report(
            .disagreementAnswered(DisagreementAnswered(review: 1, to: .parent)), on: day("2025-12-01"))
        #expect(!ids(story, on: "2025-12-06").contains { $0.contains("no-answer-by") })
    }

    @Test
    func
        `an interval that the plan stipulates opens the review earlier and leaves the law's day; none is longer than it`()
        throws
    {
        // Six months from 10 March 2025 end on 9 September; sixteen weeks before is 20 May.
        let story = try start(interval: 6)
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-01"), in: story.log)
                == day("2025-05-20"))
        #expect(ids(story, on: "2025-05-19").isEmpty)
        #expect(
            ids(story, on: "2025-05-20") == [
                "review-1/opened/2026-03-09", "review-1/remind-arrange/2025-08-12/setting",
            ])
        for months: UInt8 in [12, 14, 255] {
            #expect(ids(try start(interval: months), on: "2025-11-16").isEmpty)
            #expect(ids(try start(interval: months), on: "2025-11-17").first == "review-1/opened/2026-03-09")
        }
        #expect(!ids(try start(interval: 0), on: "2025-04-10").isEmpty)
    }

    @Test
    func
        `an interval of the plan that ended without a review is set down as the plan's own day, and the year's as well`()
        throws
    {
        var story = try start(interval: 6)
        story.ask(scheduler, on: day("2025-05-20"))
        #expect(ids(story, on: "2025-09-09").isEmpty)
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-05-20"), in: story.log)
                == day("2025-09-10"))
        let entry = try #require(story.missing(scheduler, on: day("2025-09-10")).first)
        #expect(entry.events.map(\.id.description) == ["review-1/not-reviewed-by/2025-09-09"])
        guard case .notRecorded(let alarm) = entry.events[0].data else {
            Issue.record("no alarm")
            return
        }
        #expect(alarm.rule == RuleName(.cyc8))
        #expect(story.append(entry) == .accepted)
        #expect(ids(story, on: "2025-10-10").isEmpty)
        #expect(
            ids(story, on: "2026-03-10") == [
                "review-1/no-meeting-by/2026-02-09", "review-1/not-reviewed-by/2026-03-09",
            ])
    }

    @Test func `an interval that was kept is no alarm, and the next one counts from the decision`() throws {
        var story = try start(interval: 6)
        story.ask(scheduler, on: day("2025-05-20"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2025-09-01"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2025-09-09"))
        #expect(!ids(story, on: "2025-09-10").contains { $0.contains("not-reviewed-by") })
        story.ask(scheduler, on: day("2025-11-17"))
        #expect(!ids(story, on: "2026-03-08").contains { $0.contains("not-reviewed-by") })
        #expect(ids(story, on: "2026-03-09").contains("review-2/not-reviewed-by/2026-03-08"))
    }
}
