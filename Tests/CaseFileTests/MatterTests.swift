import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What somebody asks or says of the council's service` {
    private func story() throws -> TestCase { try Story.opened() }

    @Test func `waits until it is answered, and the first answer that stands counts`() throws {
        var story = try story()
        let asked = story.report(
            .questionAsked(
                QuestionAsked(review: 1, from: .parent, owner: actorID("C-07"), until: day("2026-01-16"))),
            on: day("2026-01-08"), by: .family)
        #expect(story.file.matters.map(\.answered) == [nil])
        #expect(story.file.matters[0].owner == actorID("C-07"))
        #expect(story.file.peopleNamed == [actorID("C-07")])
        story.report(.questionAnswered(QuestionAnswered(question: asked)), on: day("2026-01-12"))
        story.report(.questionAnswered(QuestionAnswered(question: asked)), on: day("2026-01-13"))
        #expect(story.file.matters.map(\.answered) == [day("2026-01-12")])
        #expect(story.file.peopleNamed.isEmpty)
    }

    @Test func `is answered though it was corrected since, and gone once it is withdrawn`() throws {
        var story = try story()
        let first = story.report(.complaintMade(ComplaintMade(from: .parent, about: .delay)), on: day("2026-01-08"))
        story.report(.complaintAnswered(ComplaintAnswered(complaint: first, outcome: .upheld)), on: day("2026-01-20"))
        let second = story.report(
            .complaintMade(ComplaintMade(from: .parent, about: .decision)), on: day("2026-01-21"), replacing: first)
        #expect(story.file.matters.map(\.key) == [second])
        #expect(story.file.matters.map(\.answered) == [day("2026-01-20")])
        story.report(.withdrawn(Withdrawn(report: second)), on: day("2026-01-22"))
        #expect(story.file.matters.isEmpty)
    }

    @Test func `has its day: five working days for support and questions, ten for a complaint, a month for a contest`()
        throws
    {
        var story = try story()
        // A Thursday.
        let said = day("2026-01-08")
        story.report(.supportNotDelivered(SupportNotDelivered(from: .parent)), on: said)
        story.report(.questionAsked(QuestionAsked(review: 0, from: .parent)), on: said)
        story.report(.complaintMade(ComplaintMade(from: .parent, about: .other)), on: said)
        story.report(.factContested(FactContested(review: 1, fact: .letterSent)), on: said)
        story.report(.adjustmentAsked(AdjustmentAsked(review: 1, what: .braille)), on: said)
        #expect(
            story.file.matters.map { $0.answerBy() } == [
                day("2026-01-15"), day("2026-01-15"), day("2026-01-22"), day("2026-02-08"), nil,
            ])
    }

    @Test func `doubts a clock only while it is not settled, and only where a time of the law begins or ends with it`()
        throws
    {
        var story = try story()
        let letter = story.report(.factContested(FactContested(review: 1, fact: .letterSent)), on: day("2026-01-08"))
        story.report(.factContested(FactContested(review: 1, fact: .views)), on: day("2026-01-08"))
        #expect(story.file.matters.map(\.doubtsClock) == [true, false])
        story.report(.contestSettled(ContestSettled(contest: letter, outcome: .unsettled)), on: day("2026-01-09"))
        #expect(story.file.matters.map(\.doubtsClock) == [true, false])
        var settled = try self.story()
        let other = settled.report(.factContested(FactContested(review: 1, fact: .letterSent)), on: day("2026-01-08"))
        settled.report(.contestSettled(ContestSettled(contest: other, outcome: .stands)), on: day("2026-01-09"))
        #expect(settled.file.matters.map(\.doubtsClock) == [false])
    }
}

@Suite struct `What is said of a review that was late, and by those it was about` {
    @Test func `counts as it was said last, of each day for itself`() throws {
        var story = try Story.opened()
        func give(_ missed: MissedDay, _ reason: LateReason) {
            story.report(
                .lateReasonGiven(LateReasonGiven(review: 1, missed: missed, reason: reason)), on: day("2026-01-08"))
        }
        give(.decision, .healthAdvice)
        give(.report, .settingPapers)
        give(.decision, .councilCapacity)
        #expect(story.file.lateReason(.decision, of: 1) == .councilCapacity)
        #expect(story.file.lateReason(.report, of: 1) == .settingPapers)
        #expect(story.file.lateReason(.final, of: 1) == nil)
        story.report(
            .remedyConsidered(
                RemedyConsidered(review: 1, missed: .decision, remedy: .apology, apologised: day("2026-01-09"))),
            on: day("2026-01-10"))
        #expect(story.file.remedies.map(\.remedy) == [.apology])
        #expect(story.file.remedies.map(\.apologised) == [day("2026-01-09")])
    }

    @Test func `a session was offered, and somebody came or nobody did`() throws {
        var story = try Story.opened()
        let key = story.report(
            .sessionOffered(SessionOffered(review: 1, when: .evening, session: day("2026-01-20"))),
            on: day("2026-01-08"))
        #expect(story.file.sessions.map(\.attended) == [nil])
        story.report(.sessionAttended(SessionAttended(session: key, attended: false)), on: day("2026-01-20"))
        story.report(.sessionAttended(SessionAttended(session: key, attended: true)), on: day("2026-01-21"))
        #expect(story.file.sessions.map(\.attended) == [true])
    }

    @Test
    func `agencies were invited, gave advice and took part, each on its day, and of a withdrawn word nothing is left`()
        throws
    {
        var story = try Story.opened()
        story.report(
            .agencyInvolved(AgencyInvolved(review: 1, agency: .psychology, step: .invited)), on: day("2026-01-08"))
        let advice = story.report(
            .agencyInvolved(AgencyInvolved(review: 1, agency: .psychology, step: .advised)), on: day("2026-01-20"))
        #expect(story.file.agencies.map(\.step) == [.invited, .advised])
        #expect(story.file.agencies.map(\.happened) == [day("2026-01-08"), day("2026-01-20")])
        story.report(.withdrawn(Withdrawn(report: advice)), on: day("2026-01-21"))
        #expect(story.file.agencies.map(\.step) == [.invited])
    }

    @Test func `how outcomes stand, and how many targets have somebody who sees to them, counts as it was said last`()
        throws
    {
        var story = try Story.opened()
        #expect(story.file.ratedOutcomes(of: 1) == nil && story.file.agreedTargets(of: 1) == nil)
        for onTrack in [1, 3] as [UInt8] {
            story.report(
                .outcomesRated(
                    OutcomesRated(
                        review: 1, outcomes: 5, achieved: 1, onTrack: onTrack, notOnTrack: 1, notStarted: 0)),
                on: day("2026-01-08"))
        }
        let rated = try #require(story.file.ratedOutcomes(of: 1))
        #expect(rated.onTrack == 3 && rated.said == 5 && rated.outcomes == 5)
        #expect(story.file.ratedOutcomes(of: 2) == nil)
        story.report(
            .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1, targets: 4, targetsOwned: 9)),
            on: day("2026-01-08"))
        // Nobody counted those that were agreed later.
        story.report(.shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1)), on: day("2026-01-09"))
        let targets = try #require(story.file.agreedTargets(of: 1))
        #expect(targets.all == 4 && targets.owned == 4 && targets.agreed == day("2026-01-08"))
    }

    @Test func `what a rule counted in a plan is read by name, and what is no number is none`() throws {
        var story = try Story.opened()
        story.report(
            .auditContentRead(
                AuditContentRead(version: Story.key(5), rules: "r", counts: ["provisions=12", "words=x", "vague"])),
            on: day("2026-01-08"))
        #expect(story.file.contentReadings.map(\.counts) == [["provisions": 12]])
    }
}
