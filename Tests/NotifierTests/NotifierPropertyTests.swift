import CaseFile
import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The notifier on random files` {
    @Test func `is accepted, is never asked twice, never needs to look again, and comes to rest with the scheduler`() {
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

    @Test
    func
        `leaves everyone's last word on a meeting true, however it is moved, and tells nobody the same twice in a row`()
        throws
    {
        var back = 0
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var story = TestCase(try #require(CaseID("T-1")))
            let today = day("2026-01-05")
            var arranged: [SubmissionKey] = []
            var plans: [SubmissionKey] = []
            func plan() -> EventData {
                .planRecorded(
                    PlanRecorded(
                        setting: random.pick(101, 102), placement: .mainstream, need: .autism,
                        coordinator: actorID("C-07"),
                        model: "statutory"))
            }
            plans.append(story.report(plan(), on: today))
            story.conclude(
                ConclusionID(.opened, review: 1, day: day("2026-04-01")), .reviewOpened(ReviewOpened(kind: .annual)),
                on: today)
            for _ in 0..<40 {
                let meeting = MeetingArranged(review: 1, meeting: day("2026-03-01") + 7 * random.pick(0...2))
                switch random.pick(0...9) {
                case 0...4: arranged.append(story.report(.meetingArranged(meeting), on: today))
                case 5:
                    guard let old = arranged.randomElement(using: &random) else { continue }
                    arranged.append(story.report(.meetingArranged(meeting), on: today, replacing: old))
                case 6:
                    guard let old = arranged.randomElement(using: &random) else { continue }
                    story.report(.withdrawn(Withdrawn(report: old)), on: today)
                case 7:
                    plans.append(
                        story.report(
                            plan(), on: today,
                            replacing: random.oneIn(3) ? plans.randomElement(using: &random) : nil))
                default: send(&story, on: today, &random)
                }
                // Sometimes more is reported before anybody answers.
                if random.oneIn(3) { continue }
                let said = story.ask(Notifier(), on: today)
                back += check(story.file, said, seed)
            }
        }
        #expect(back >= 300, "told the same again, having been told another day meanwhile: \(back)")
    }

    /// Each message leaves, or becomes too late when another took its place.
    private func send(_ story: inout TestCase, on day: Day, _ random: inout SeededRandom) {
        for message in story.file.messages where message.stage == .said && random.oneIn(2) {
            let claim = NotificationClaimed(instance: "a")
            story.conclude(message.id.at(.claim, attempt: 1), .notificationClaimed(claim), on: day)
            if story.file.isTimely(message.id) {
                let sent = NotificationSent(channel: .folder, receipt: "r")
                story.conclude(message.id.at(.sent, attempt: 1), .notificationSent(sent), on: day)
            } else {
                let failed = NotificationFailed(why: .tooLate)
                story.conclude(message.id.at(.failed, attempt: 1), .notificationFailed(failed), on: day)
            }
        }
    }

    /// Whether what was just said had to be; answers how many were told again what they had been told before another day.
    private func check(_ file: CaseFile, _ said: [Event], _ seed: UInt64) -> Int {
        let meeting = file.review(1)?.arranged
        var back = 0
        for addressee in [
            Addressee.contact(1), .party(.setting), .party(.coordinator), .party(.health), .party(.socialCare),
        ] {
            let all = file.messages.filter { $0.id.subject == .tellInvitation && $0.id.addressee == addressee }
            let heard = all.filter { $0.failure != .tooLate }
            let now = said.count { $0.id == (all.last?.id).map(EventID.conclusion) }
            if let meeting { #expect(heard.last?.until == meeting, "seed \(seed): \(addressee)") }
            guard now > 0, addressee != .party(.setting) else { continue }
            // A setting may be another one each time, and is told then.
            #expect(heard.dropLast().last?.until != heard.last?.until, "seed \(seed): \(addressee) twice")
            if heard.dropLast().contains(where: { $0.until == heard.last?.until }) { back += 1 }
        }
        return back
    }

    @Test func `needs few entries: with the scheduler's no case takes more than forty a year`() throws {
        for seed in 1000..<1060 as Range<UInt64> {
            var life = try #require(RandomLife(seed: seed, services: [Scheduler(), Notifier()]))
            let first = life.day
            life.live(reports: 12)
            let years = Double(life.day - first) / 365 + 1
            // What the world outside plays of claims and receipts it writes one by one, which a sender does not.
            let entries = life.entries.count { entry in
                entry.by.isService(.scheduler)
                    || entry.by.isService(.notifier) && entry.events.first?.data.kind == .notificationRequested
            }
            #expect(Double(entries) / years <= 40, "seed \(seed): \(entries) in \(years)")
        }
    }
}
