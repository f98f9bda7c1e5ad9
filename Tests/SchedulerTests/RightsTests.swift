import CaseFile
import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

@Suite struct `Rights and transfers that the scheduler sets down` {
    private let scheduler = Scheduler()

    private func story(born: String? = "2010-03", on date: String = "2025-01-06") throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    born: born.flatMap { Month($0) }, made: day("2018-05-01"), reviewed: day("2024-11-01"),
                    setting: 101_001,
                    placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: "statutory")),
            on: day(date))
        return story
    }

    private func said(_ story: TestCase, on date: Day) -> [String] {
        story.missing(scheduler, on: date).flatMap { $0.events.map(\.id.description) }
    }

    /// The days, from the first to the last, on which the scheduler says something with that word.
    private func saidOn(_ word: String, _ start: TestCase, _ first: String, _ last: String) -> [Day: [String]] {
        var story = start
        var all: [Day: [String]] = [:]
        var today = day(first)
        while today <= day(last) {
            let events = story.ask(scheduler, on: today).map(\.id.description).filter { $0.contains(word) }
            if !events.isEmpty { all[today] = events }
            today = today + 1
        }
        return all
    }

    @Test(arguments: [
        ("2009-09", "2025-12-26", "2026-06-27"), ("2010-03", "2025-12-26", "2026-06-27"),
        ("2010-08", "2025-12-26", "2026-06-27"), ("2010-09", "2026-12-25", "2027-06-26"),
    ])
    func `are said six months before, and on the day after compulsory school age ends, each once`(
        born: String, announced: String, passed: String
    ) throws {
        let all = saidOn("rights", try story(born: born), "2025-06-01", "2027-12-31")
        #expect(
            all == [day(announced): ["rights-will-pass/\(born)"], day(passed): ["rights-passed/\(born)"]])
    }

    @Test func `name the last day of compulsory school age, the rule, and the report of the month of birth`() throws {
        var story = try story()
        let entries = story.missing(scheduler, on: day("2026-06-27"))
        let entry = try #require(entries.first { $0.events.first?.data.kind == .rightsPass })
        guard case .rightsPass(let data)? = entry.events.first?.data else { return }
        #expect(data.last == day("2026-06-26") && data.rule.known == .age1)
        #expect(entry.because == story.file.plans.last.map { .submission($0.key) })
        #expect(story.append(entry) == .accepted)
        #expect(story.file.rightsBasis == .byAge)
    }

    @Test func `are looked at again on the day itself`() throws {
        var story = try story()
        story.ask(scheduler, on: day("2025-12-25"))
        var looks: [Day] = []
        var today = day("2025-12-25")
        while let next = scheduler.nextLook(at: story.file, of: story.id, after: today, in: story.log),
            next < day("2026-07-01")
        {
            looks.append(next)
            story.ask(scheduler, on: next)
            today = next
        }
        #expect(looks.contains(day("2025-12-26")) && looks.contains(day("2026-06-27")))
    }

    @Test func `are not announced when they have passed, and pass at once where the month of birth came late`() throws {
        func words(born: String?) throws -> [String] {
            said(try story(born: born), on: day("2025-01-06")).filter { $0.contains("rights") }
        }
        #expect(try words(born: "2005-03") == ["rights-passed/2005-03"])
        #expect(try words(born: nil) == [])
    }

    @Test func `are said before the review that is opened on the same day, in which only they are told`() throws {
        var story = try story(born: "2005-03", on: "2025-09-01")
        let events = story.ask(scheduler, on: day("2025-09-01")).map(\.id.description)
        let (passed, opened) = (
            try #require(events.firstIndex(of: "rights-passed/2005-03")),
            try #require(events.firstIndex { $0.hasPrefix("review-1/opened") })
        )
        #expect(passed < opened)
    }

    // MARK: Moved in

    private func movedIn(reviewed: String? = "2023-02-10", told: String? = nil) throws -> TestCase {
        var story = TestCase(try #require(CaseID("MV-1")))
        story.report(
            .planRecorded(
                PlanRecorded(placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: "statutory")),
            on: day("2024-03-01"))
        story.report(
            .movedIn(
                MovedIn(made: day("2019-07-12"), reviewed: reviewed.map { day($0) }, told: told.map { day($0) })),
            on: day("2024-03-01"), happened: day("2024-02-28"))
        return story
    }

    @Test(
        arguments: [
            ("2023-02-10", "2024-05-27", "MOV-5"), ("2023-09-01", "2024-08-31", "CYC-2"), (nil, "2024-05-27", "MOV-5"),
        ] as [(String?, String, String)])
    func `a child who moved in is reviewed by the later of the old twelve months and three from the transfer`(
        reviewed: String?, due: String, rule: String
    ) throws {
        var story = try movedIn(reviewed: reviewed)
        var today = day("2024-03-01")
        while story.file.reviewCount == 0, today < day("2024-12-31") {
            story.ask(scheduler, on: today)
            today = today + 1
        }
        #expect(story.file.review(1)?.dueWhenOpened == day(due))
        story.ask(scheduler, on: day(due))
        #expect(!said(story, on: day(due)).contains { $0.contains("not-reviewed-by/\(due)") })
        let alarm = story.missing(scheduler, on: day(due) + 1).flatMap(\.events).first {
            $0.id.description == "review-1/not-reviewed-by/\(due)"
        }
        guard case .notRecorded(let data)? = alarm?.data else {
            Issue.record("no alarm")
            return
        }
        #expect(data.rule.text == rule)
    }

    @Test func `the family of one is told in writing within six weeks, or there is an alarm`() throws {
        let alarm = "no-transfer-letter-by/2024-04-10"
        let all = saidOn("no-transfer-letter-by", try movedIn(), "2024-03-01", "2024-06-01")
        #expect(all == [day("2024-04-11"): [alarm]])
        #expect(saidOn("no-transfer-letter-by", try movedIn(told: "2024-04-03"), "2024-03-01", "2024-06-01").isEmpty)
    }
}
