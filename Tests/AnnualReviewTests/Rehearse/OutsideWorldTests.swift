import CaseFile
import Contracts
import Statute
import Testing

@testable import AnnualReview

@Suite struct `The outside world of a rehearsal` {
    static let first = Day(number: 19_967)
    static let last = first + 365

    static func world(_ habits: Habits, seed: UInt64 = 1) -> OutsideWorld {
        OutsideWorld(
            draw: Draw(seed: seed), habits: habits, first: first, last: last, papers: InventedPapers())
    }

    /// A year of so many plans whose reviews are due evenly over it.
    static func year(_ habits: Habits, plans: Int, seed: UInt64 = 1) throws -> RehearsedCases {
        var cases = RehearsedCases(world(habits, seed: seed))
        for place in 0..<plans {
            let id = try #require(CaseID(SampleCaseload.id(place)))
            var plan = PlanRecorded()
            plan.made = first - 1500
            plan.reviewed = first - 364 + place * 360 / plans
            plan.coordinator = "C-01"
            plan.setting = 900_001
            cases.add(id, plan)
        }
        cases.run(to: last)
        return cases
    }

    /// One year of many plans, lived through once for all tests.
    static let asIn2024 = Result { try year(.bromley2024, plans: 2500) }
    static let promptYear = Result { try year(Habits.bromley2024.prompt(), plans: 1500) }

    /// Told within four weeks, told later, never; of the meetings due a decision.
    static func shares(_ cases: RehearsedCases) -> (inTime: Double, late: Double, never: Double, due: Int) {
        let reviews = cases.files.values.flatMap(\.reviews).filter {
            ($0.held ?? last) > first && ($0.held ?? last) <= last - 28
        }
        let inTime = reviews.count { review in review.told.map { $0 - (review.held ?? $0) <= 28 } ?? false }
        let late = reviews.count { $0.told != nil } - inTime
        let all = Double(reviews.count)
        return (Double(inTime) / all, Double(late) / all, Double(reviews.count - inTime - late) / all, reviews.count)
    }

    @Test func `tells families as Bromley's were told in 2024`() throws {
        let shares = Self.shares(try Self.asIn2024.get())
        #expect(shares.due > 2000)
        #expect(abs(shares.inTime - 0.0755) < 0.005, "\(shares)")
        #expect(abs(shares.late - 0.4261) < 0.015, "\(shares)")
        #expect(abs(shares.never - 0.4984) < 0.015, "\(shares)")
    }

    @Test func `leaves one review in eight without a meeting`() throws {
        let cases = try Self.asIn2024.get()
        let without = cases.files.values.count { $0.submissions.contains { $0.kind == .arranged } == false }
        #expect(abs(Double(without) / 2500 - 448 / 3681.0) < 0.005)
    }

    @Test func `tells everybody in time when coordinators are prompt`() throws {
        let shares = Self.shares(try Self.promptYear.get())
        #expect(shares.inTime == 1, "\(shares)")
    }

    @Test func `decides in England's mix, whatever the kind of review`() throws {
        let reviews = try Self.promptYear.get().files.values.flatMap(\.reviews)
        let decided = reviews.filter { $0.outcome != nil }
        let amend = Double(decided.count { $0.outcome == .amend }) / Double(decided.count)
        #expect(abs(amend - Habits.amend) < 0.04)
        #expect(decided.contains { $0.outcome == .cease })
    }

    @Test func `says the same for the same seed, and something else for another`() throws {
        let one = try Self.year(.bromley2024, plans: 150)
        #expect(try Self.year(.bromley2024, plans: 150).log == one.log)
        #expect(try Self.year(.bromley2024, plans: 150, seed: 2).log != one.log)
    }

    @Test func `says nothing on a log whose days are the real ones`() throws {
        var cases = RehearsedCases(Self.world(.bromley2024), calendar: .real)
        var plan = PlanRecorded()
        plan.made = Self.first - 360
        cases.add(try #require(CaseID("B-10001")), plan)
        cases.run(to: Self.first + 60)
        #expect(!cases.log.contains { $0.contains("setting") || $0.contains("coordinator") })
    }

    @Test func `reports nothing that happens later than it is recorded, and nothing twice`() throws {
        let cases = try Self.asIn2024.get()
        for file in cases.files.values {
            for report in file.submissions { #expect(report.happened <= report.recorded, "\(report)") }
            #expect(Set(file.submissions.map(\.key)).count == file.submissions.count)
        }
        #expect(!cases.log.contains { $0.hasSuffix("repeated") || $0.hasSuffix("doesNotFit") })
    }

    @Test func `reports late, contradicts, corrects, forgets reasons and submits again`() throws {
        let cases = try Self.promptYear.get()
        let files = cases.files.values
        let reviews = files.flatMap(\.reviews)
        #expect(reviews.contains { $0.heldOtherwise != nil })
        #expect(files.contains { $0.submissions.contains { !$0.stands } })
        #expect(files.contains { $0.said.contains { $0.subject == .decisionRefused } })
        #expect(
            files.contains { $0.submissions.contains { $0.kind == .decisionRecorded && $0.recorded > $0.happened } })
        let late = try Self.asIn2024.get().files.values.flatMap(\.reviews)
        #expect(late.contains { ($0.heldRecorded ?? Self.first) - ($0.held ?? Self.first) >= 10 })
        // Each refused decision was submitted again.
        for file in files where file.said.contains(where: { $0.subject == .decisionRefused }) {
            #expect(file.said.contains { $0.subject == .decisionMade } || file.reviews.contains { $0.told == nil })
        }
    }

    @Test func `names only papers that were written before`() throws {
        let world = Self.world(.bromley2024)
        let known = Set(world.papers.all.map(\.hash))
        #expect(known.count == world.papers.all.count && (100...200).contains(known.count), "\(known.count)")
        for outcome in Outcome.allCases {
            for step in 0..<100 { #expect(known.contains(world.papers.reasons(outcome, Double(step) / 100))) }
        }
    }
}
