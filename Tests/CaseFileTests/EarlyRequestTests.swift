import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A request for an early review` {
    private let asked = day("2026-02-02")
    private let request = EventData.earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged))

    private func answer(_ request: SubmissionKey, agreed: Bool = false, review: UInt8? = nil) -> EventData {
        .earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: agreed, review: review))
    }

    private func alarm(_ story: TestCase, review: UInt8 = 0, by date: String = "2026-02-17") -> Bool {
        story.file.accepts(
            ConclusionID(.noAnswerBy, review: review, day: day(date)), .notRecorded(NotRecorded(rule: .cyc10)))
    }

    @Test func `waits for an answer until one names it, and again once that answer is withdrawn`() throws {
        var story = try Story.opened()
        let key = story.report(request, on: asked + 3, happened: asked)
        let waiting = try #require(story.file.earlyRequests.first)
        #expect(waiting.from == .parent && waiting.asked == asked && waiting.recorded == asked + 3)
        #expect(waiting.answer == nil)
        #expect(waiting.answerBy().due == day("2026-02-17"))
        #expect(alarm(story))
        #expect(story.file.concerns.contains { $0.rule == "CYC-10" })
        let answered = story.report(answer(key), on: asked + 9)
        #expect(story.file.earlyRequests.first?.answer?.key == answered)
        #expect(story.file.earlyRequests.first?.answer?.isAgreed == false)
        #expect(!alarm(story))
        #expect(!story.file.concerns.contains { $0.rule == "CYC-10" })
        story.report(.withdrawn(Withdrawn(report: answered)), on: asked + 10)
        #expect(alarm(story))
    }

    @Test func `is not answered by an answer to another, and both stay in the file`() throws {
        var story = try Story.opened()
        let first = story.report(request, on: asked)
        story.report(request, on: asked + 1)
        story.report(answer(first), on: asked + 2)
        #expect(story.file.earlyRequests.map { $0.answer == nil } == [false, true])
        #expect(story.file.submissions.count { $0.kind == .earlyReviewRequested } == 2)
        #expect(alarm(story))
    }

    @Test func `that was corrected is answered by an answer to what it was, and to any of its corrections`() throws {
        for answersFirst in [true, false] {
            var story = try Story.opened()
            let first = story.report(request, on: asked)
            let other = story.report(request, on: asked)
            let second = story.report(request, on: asked + 1, happened: asked - 1, replacing: first)
            story.report(answer(answersFirst ? first : second), on: asked + 2)
            #expect(story.file.earlyRequests.map(\.key) == [second, other])
            #expect(story.file.earlyRequests.map { $0.answer == nil } == [false, true])
        }
    }

    @Test func `calls for no alarm before it was asked, after the plan ended, or once withdrawn`() throws {
        var story = try Story.opened()
        let key = story.report(request, on: asked)
        #expect(!alarm(story, by: "2026-02-01"))
        #expect(!alarm(story, review: 1))
        var ended = story
        ended.report(.planEnded(PlanEnded(reason: .other)), on: asked)
        #expect(!alarm(ended))
        story.report(.withdrawn(Withdrawn(report: key)), on: asked)
        #expect(story.file.earlyRequests.isEmpty)
        #expect(!alarm(story))
    }

    @Test func `leads to a review only when it was agreed to`() throws {
        var story = try Story.opened()
        let key = story.report(request, on: asked)
        story.report(answer(key, agreed: false, review: 2), on: asked)
        #expect(story.file.submissions.last?.review == 0)
        story.report(answer(key, agreed: true, review: 2), on: asked)
        #expect(story.file.submissions.last?.review == 2)
    }
}

@Suite struct `Who did not agree with the kind of review` {
    private let chosen = day("2026-01-20")

    private func chosen(_ disagreed: [Party]) throws -> TestCase {
        var story = try Story.opened()
        story.report(
            .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: disagreed)), on: chosen)
        return story
    }

    private func accepts(_ story: TestCase) -> Bool {
        story.file.accepts(
            ConclusionID(.noAnswerBy, review: 1, day: chosen + 15), .notRecorded(NotRecorded(rule: .pol1)))
    }

    private func rules(_ story: TestCase) throws -> [String] {
        story.file.concerns(about: try #require(story.file.review(1)), on: chosen).map(\.rule)
    }

    @Test func `waits for an answer in writing, each of them`() throws {
        var story = try chosen([.setting, .parent])
        #expect(story.file.review(1)?.disagreed == chosen)
        #expect(story.file.review(1)?.unanswered == [.parent, .setting])
        #expect(accepts(story))
        #expect(try rules(story) == ["POL-1"])
        story.report(.disagreementAnswered(DisagreementAnswered(review: 1, to: .parent)), on: chosen + 1)
        #expect(story.file.review(1)?.unanswered == [.setting])
        #expect(accepts(story))
        story.report(.disagreementAnswered(DisagreementAnswered(review: 1, to: .setting)), on: chosen + 1)
        #expect(story.file.review(1)?.unanswered == [])
        #expect(!accepts(story))
        #expect(try rules(story).isEmpty)
    }

    @Test func `is not answered by what was written before, or in another review`() throws {
        var story = try chosen([.parent])
        story.report(
            .disagreementAnswered(DisagreementAnswered(review: 1, to: .parent)), on: chosen, happened: chosen - 1)
        story.report(.disagreementAnswered(DisagreementAnswered(review: 2, to: .parent)), on: chosen)
        #expect(story.file.review(1)?.unanswered == [.parent])
    }

    @Test func `needs no answer once the kind was chosen anew with everyone's agreement`() throws {
        var story = try chosen([.parent])
        story.report(.approachChosen(ApproachChosen(review: 1, kind: .transition, agreed: [.parent])), on: chosen + 2)
        #expect(story.file.review(1)?.disagreed == nil)
        #expect(!accepts(story))
    }
}

@Suite struct `Short-term outcomes` {
    @Test func `change nothing of the plan, the decision or what is due`() throws {
        let (before, _) = try Story.made(.maintain)
        var after = before
        after.report(
            .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1, document: Story.document)),
            on: day("2026-02-10"))
        let reviews = try (#require(before.file.review(1)), #require(after.file.review(1)))
        #expect(reviews.1.outcomesAgreed == day("2026-02-10"))
        #expect(reviews.0.outcome == reviews.1.outcome && reviews.1.finalSubmission == nil)
        #expect(after.file.pending.count == before.file.pending.count)
    }

    @Test func `do not take the place of an amendment that the report of a Progress Review recommends`() throws {
        for (kind, recommends, outcome) in [
            (ReviewKind.progress, Outcome.amend, Outcome.maintain), (.progress, .maintain, .maintain),
            (.progress, .amend, .amend), (.annual, .amend, .maintain),
        ] {
            var story = try Story.held()
            story.report(
                .approachChosen(ApproachChosen(review: 1, kind: kind, agreed: [.parent])), on: day("2026-02-03"))
            story.report(.reportReceived(ReportReceived(review: 1, recommends: recommends)), on: day("2026-02-10"))
            story.report(
                .decisionSubmitted(DecisionSubmitted(review: 1, outcome: outcome)), on: day("2026-02-12"))
            let review = try #require(story.file.review(1))
            let isSeen = story.file.concerns(about: review, on: day("2026-02-12")).contains {
                $0.what.contains("short-term outcomes")
            }
            #expect(isSeen == (kind == .progress && recommends == .amend && outcome == .maintain))
        }
    }
}
