import Contracts
import Notifier
import Scheduler
import Statute
import TestSupport
import Testing

@Suite("The notifier on random files")
struct NotifierPropertyTests {
    @Test("is accepted, is never asked twice, never needs to look again, and comes to rest with the scheduler")
    func keepsItsPromises() {
        let (broken, accepted) = randomLives(0..<60, reports: 40, services: [Scheduler(), Notifier()])
        #expect(broken.first == nil)
        // A generator that never comes so far would prove nothing.
        for subject in [
            Subject.tellReviewDue, .tellInvitation, .tellRemindArrange, .tellRemindAdvice, .tellRemindReport,
            .tellRemindDecision, .tellNotRecorded, .tellLateToFamily, .tellEarlyRequest,
            .tellEarlyAnswer,
        ] {
            #expect(accepted[subject, default: 0] >= 3, "\(subject): \(accepted[subject, default: 0])")
        }
    }

    @Test("needs few entries: with the scheduler's no case takes more than forty a year")
    func needsFewEntries() throws {
        for seed in 1000..<1060 as Range<UInt64> {
            var life = try #require(RandomLife(seed: seed, services: [Scheduler(), Notifier()]))
            let first = life.day
            life.live(reports: 12)
            let years = Double(life.day - first) / 365 + 1
            let entries = life.entries.filter { $0.by == "scheduler" || $0.by == "notifier" }.count
            #expect(Double(entries) / years <= 40, "seed \(seed): \(entries) in \(years)")
        }
    }
}
