import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

@Suite struct `The scheduler on random files` {
    @Test func `is accepted, is never asked twice, and looks on exactly the days on which time changes the answer`() {
        let (broken, accepted) = randomLives(seeds(from: 0, 60), reports: 40, services: [Scheduler()])
        #expect(broken.first == nil)
        // A generator that never comes so far would prove nothing.
        for subject in [
            Subject.opened, .remindArrange, .remindAdvice, .remindReport, .remindDecision, .remindFinal, .noMeetingBy,
            .noReportBy, .noDecisionBy, .noFinalBy, .notReviewedBy, .noTransferPlanBy, .noAnswerBy,
        ] {
            #expect(accepted[subject, default: 0] >= 3, "\(subject): \(accepted[subject, default: 0])")
        }
    }

    @Test func `keeps its promises while pilots begin and councils are stricter than the law`() throws {
        // Every six months instead of twelve: on the day the pilot begins many reviews are missing at once.
        let models = try SeedModels.models(
            pilot: "nobody-knows-it", since: "2025-01-15", stricter: "cycle_months: 6\nfirst_review_months: 6\n")
        let scheduler = Scheduler(models: models)
        let (broken, accepted) = randomLives(
            seeds(from: 3000, 60), reports: 40, services: [scheduler], looksExactly: false)
        #expect(broken.first == nil)
        #expect(accepted[.opened, default: 0] >= 3)
    }

    @Test func `needs few entries: no case takes more than forty a year from it`() throws {
        for seed in seeds(from: 1000, 60) {
            var life = try #require(RandomLife(seed: seed, services: [Scheduler()]))
            let first = life.day
            life.live(reports: 12)
            let years = Double(life.day - first) / 365 + 1
            let entries = life.entries.filter { $0.by == .service(.scheduler) }.count
            #expect(Double(entries) / years <= 40, "seed \(seed)")
        }
    }
}
