import CaseFile
import Contracts
import Statute
import Testing

@testable import AnnualReview

@Suite("The outside world of a rehearsal")
struct OutsideWorldTests {
    static let first = Day(number: 19_967)
    static let last = first + 365

    static func world(_ habits: Habits, seed: UInt64 = 1) -> OutsideWorld {
        OutsideWorld(
            draw: Draw(seed: seed), habits: habits, first: first, last: last, papers: InventedPapers())
    }

    /// A year of so many plans whose reviews are due evenly over it.
    static func year(_ habits: Habits, plans: Int, seed: UInt64 = 1) throws -> Village {
        var village = Village(world(habits, seed: seed))
        for place in 0..<plans {
            let id = try #require(CaseID(SampleCaseload.id(place)))
            var plan = PlanRecorded()
            plan.made = first - 1500
            plan.reviewed = first - 364 + place * 360 / plans
            plan.coordinator = "C-01"
            plan.setting = 900_001
            village.add(id, plan)
        }
        village.run(to: last)
        return village
    }

    /// One year of many plans, lived through once for all tests.
    static let asIn2024 = Result { try year(.bromley2024, plans: 2500) }
    static let promptYear = Result { try year(Habits.bromley2024.prompt(), plans: 1500) }

    /// Told within four weeks, told later, never; of the meetings due a decision.
    static func shares(_ village: Village) -> (inTime: Double, late: Double, never: Double, due: Int) {
        let reviews = village.files.values.flatMap(\.reviews).filter { ($0.held ?? last) > first && ($0.held ?? last) <= last - 28 }
        let inTime = reviews.count { review in review.told.map { $0 - (review.held ?? $0) <= 28 } ?? false }
        let late = reviews.count { $0.told != nil } - inTime
        let all = Double(reviews.count)
        return (Double(inTime) / all, Double(late) / all, Double(reviews.count - inTime - late) / all, reviews.count)
    }

    @Test("tells families as Bromley's were told in 2024")
    func bromley() throws {
        let shares = Self.shares(try Self.asIn2024.get())
        #expect(shares.due > 2000)
        #expect(abs(shares.inTime - 0.0755) < 0.005, "\(shares)")
        #expect(abs(shares.late - 0.4261) < 0.015, "\(shares)")
        #expect(abs(shares.never - 0.4984) < 0.015, "\(shares)")
    }

    @Test("leaves one review in eight without a meeting")
    func noMeeting() throws {
        let village = try Self.asIn2024.get()
        let without = village.files.values.count { $0.reports.contains { $0.kind == .arranged } == false }
        #expect(abs(Double(without) / 2500 - 448 / 3681.0) < 0.005)
    }

    @Test("tells everybody in time when coordinators are prompt")
    func prompt() throws {
        let shares = Self.shares(try Self.promptYear.get())
        #expect(shares.inTime == 1, "\(shares)")
    }

    @Test("decides in England's mix, whatever the kind of review")
    func outcomes() throws {
        let reviews = try Self.promptYear.get().files.values.flatMap(\.reviews)
        let decided = reviews.filter { $0.outcome != nil }
        let amend = Double(decided.count { $0.outcome == .amend }) / Double(decided.count)
        #expect(abs(amend - Habits.amend) < 0.04)
        #expect(decided.contains { $0.outcome == .cease })
    }

    @Test("says the same for the same seed, and something else for another")
    func repeats() throws {
        let one = try Self.year(.bromley2024, plans: 150)
        #expect(try Self.year(.bromley2024, plans: 150).log == one.log)
        #expect(try Self.year(.bromley2024, plans: 150, seed: 2).log != one.log)
    }

    @Test("says nothing on a log whose days are the real ones")
    func real() throws {
        var village = Village(Self.world(.bromley2024), calendar: .real)
        var plan = PlanRecorded()
        plan.made = Self.first - 360
        village.add(try #require(CaseID("B-10001")), plan)
        village.run(to: Self.first + 60)
        #expect(!village.log.contains { $0.contains("setting") || $0.contains("coordinator") })
    }

    @Test("reports nothing that happens later than it is recorded, and nothing twice")
    func sound() throws {
        let village = try Self.asIn2024.get()
        for file in village.files.values {
            for report in file.reports { #expect(report.happened <= report.recorded, "\(report)") }
            #expect(Set(file.reports.map(\.key)).count == file.reports.count)
        }
        #expect(!village.log.contains { $0.hasSuffix("repeated") || $0.hasSuffix("doesNotFit") })
    }

    @Test("reports late, contradicts, corrects, forgets reasons and submits again")
    func untidy() throws {
        let village = try Self.promptYear.get()
        let files = village.files.values
        let reviews = files.flatMap(\.reviews)
        #expect(reviews.contains { $0.heldOtherwise != nil })
        #expect(files.contains { $0.reports.contains { !$0.stands } })
        #expect(files.contains { $0.said.contains { $0.subject == .decisionRefused } })
        #expect(files.contains { $0.reports.contains { $0.kind == .decisionRecorded && $0.recorded > $0.happened } })
        let late = try Self.asIn2024.get().files.values.flatMap(\.reviews)
        #expect(late.contains { ($0.heldRecorded ?? Self.first) - ($0.held ?? Self.first) >= 10 })
        // Each refused decision was submitted again.
        for file in files where file.said.contains(where: { $0.subject == .decisionRefused }) {
            #expect(file.said.contains { $0.subject == .decisionMade } || file.reviews.contains { $0.told == nil })
        }
    }

    @Test("names only papers that were written before")
    func papers() throws {
        let world = Self.world(.bromley2024)
        let known = Set(world.papers.all.map(\.hash))
        #expect(known.count == world.papers.all.count && (100...200).contains(known.count), "\(known.count)")
        for outcome in Outcome.allCases {
            for step in 0..<100 { #expect(known.contains(world.papers.reasons(outcome, Double(step) / 100))) }
        }
    }
}
