import CaseFile
import Casework
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import DecisionWriter

/// Several cases as one instance of several sees them, in two partitions.
private struct Council: State {
    var stories: [CaseID: TestCase] = [:]
    var books: [Int32: LogBook] = [:]
    var owned: [Int32] = [0, 1]
    var seconds = 0.0

    func file(of id: CaseID) -> CaseFile? { stories[id]?.file }
    func owns(_ id: CaseID) -> Bool { owned.contains(partition(of: id)) }
    func partition(of id: CaseID) -> Int32 { Int32(id.text.utf8.last ?? 0) % 2 }
    func log(of partition: Int32) -> LogBook { books[partition] ?? LogBook() }
    func isInFlight(_ id: CaseID) -> Bool { false }
    var instance: String { "decision-writer-test" }
}

/// One decision of the council's, as it is made up.
private struct Made {
    var officer: String
    var kind = ReviewKind.progress
    var outcome: Outcome
    var on = "2026-01-20"
}

@Suite struct `Outcomes that are alike` {
    /// Of four officers in two teams the two of one decide everything alike; everybody else decides now so, now so.
    private static let teams = """
        teams:
          - name: east
            officers: [C-01, C-02]
          - name: west
            officers: [C-03, C-04, C-05, C-06]
        """

    /// A world of those decisions and what notices them.
    private func council(_ decisions: [Made]) throws -> (council: Council, alike: AlikeOutcomes) {
        var council = Council()
        var alike = AlikeOutcomes()
        alike.teams = try Teams(parsing: Self.teams, file: "teams.yaml")
        for (number, made) in decisions.enumerated() {
            let id = try #require(CaseID("B-\(20_000 + number)"))
            var story = TestCase(id)
            let on = day(made.on)
            story.report(
                .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "bromley")), on: on)
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: made.kind)), on: on)
            let decision = DecisionSubmitted(review: 1, outcome: made.outcome, officer: actorID(made.officer))
            let key = story.report(.decisionSubmitted(decision), on: on)
            council.stories[id] = story
            alike.note(decision, key, of: id, on: on)
        }
        return (council, alike)
    }

    private func begin(
        _ text: String, _ council: inout Council, _ alike: inout AlikeOutcomes, in partitions: [Int32] = [0, 1]
    ) {
        let began = LogBegan(calendar: .real, partitions: 2, council: "bromley", log: testLog)
        for partition in partitions {
            var book = LogBook()
            book.append(
                Entry(
                    by: .operator, recorded: day(text),
                    events: [
                        Event(ConclusionID(.logBegan), .logBegan(began)),
                        Event(ConclusionID(.day, day: day(text)), .dayBegan(DayBegan())),
                    ]), at: 0)
            council.books[partition] = book
            alike.note(book, of: partition)
        }
    }

    /// What is said until nothing is left, by case.
    private func said(_ council: inout Council, _ alike: inout AlikeOutcomes) throws -> [CaseID: OutcomesAlike] {
        var marks: [CaseID: OutcomesAlike] = [:]
        for _ in 0..<10 where !alike.isAtRest {
            for act in alike.act(council, as: .decisionWriter, isBusy: { _ in false }) {
                guard case .entry(let id, let entry) = act, case .conclusion(let conclusion) = entry.events[0].id,
                    case .outcomesAlike(let data) = entry.events[0].data
                else {
                    Issue.record("something else is said")
                    continue
                }
                #expect(entry.by == .service(.decisionWriter) && entry.events.count == 1)
                let twice = (1...2).map { _ in
                    council.stories[id]?.conclude(conclusion, entry.events[0].data, on: entry.recorded)
                }
                #expect(twice == [.accepted, .repeated], "said once")
                marks[id] = data
            }
        }
        #expect(alike.isAtRest)
        return marks
    }

    /// Twenty-four decisions of the team that decides alike, and forty-eight of the other.
    private func decisions(_ outcome: Outcome = .maintain) -> [Made] {
        (0..<72).map { number in
            number < 24
                ? Made(officer: "C-0\(1 + number % 2)", outcome: outcome)
                : Made(officer: "C-0\(3 + number % 4)", outcome: number % 8 < 4 ? .maintain : .amend)
        }
    }

    @Test func `of a team that decides nearly all of a kind alike are said of each of its decisions, under one mark`()
        throws
    {
        var (council, alike) = try council(decisions())
        begin("2026-01-31", &council, &alike)
        #expect(try said(&council, &alike).isEmpty, "the month is not over")
        begin("2026-02-01", &council, &alike)
        let marks = try said(&council, &alike)
        #expect(marks.keys.sorted() == (0..<24).compactMap { CaseID("B-\(20_000 + $0)") })
        #expect(Set(marks.values.map(\.sign)) == [.team])
        #expect(Set(marks.values.map(\.group)).count == 1)
        #expect(alike.count == 24)
        // Whoever looks again in the month, or in the next one, says nothing twice.
        begin("2026-02-20", &council, &alike)
        #expect(try said(&council, &alike).isEmpty)
        begin("2026-03-01", &council, &alike)
        #expect(try said(&council, &alike).isEmpty)
    }

    @Test func `are counted once the month has begun everywhere, and over the year before it alone`() throws {
        var (council, alike) = try council(decisions())
        begin("2026-01-31", &council, &alike)
        #expect(try said(&council, &alike).isEmpty)
        begin("2026-02-01", &council, &alike, in: [0])
        #expect(try said(&council, &alike).isEmpty, "another partition may have decisions of January to come")
        begin("2026-02-01", &council, &alike, in: [1])
        #expect(try said(&council, &alike).count == 24)
        var (old, late) = try self.council(
            decisions().map { Made(officer: $0.officer, outcome: $0.outcome, on: "2025-01-31") })
        begin("2026-02-01", &old, &late)
        #expect(try said(&old, &late).isEmpty)
    }

    @Test func `are said by whoever speaks for the case, also when another was gone before it said so`() throws {
        var (council, alike) = try council(decisions())
        council.owned = [0]
        begin("2026-02-01", &council, &alike)
        let first = try said(&council, &alike)
        #expect(first.count == 12 && first.keys.allSatisfy { council.partition(of: $0) == 0 })
        council.owned = [0, 1]
        var others: [CaseID] = []
        for case .entry(let id, _) in alike.act(council, as: .decisionWriter, isBusy: { _ in false }) {
            others.append(id)
        }
        #expect(others.count == 12 && others.allSatisfy { council.partition(of: $0) == 1 })
    }

    @Test
    func
        `of an officer, and of a lighter kind of review, are told apart, and of decisions that differ nothing is said`()
        throws
    {
        // One of six decides alike, and none is in a team.
        let officer = (0..<72).map { number in
            number < 24
                ? Made(officer: "C-11", outcome: .maintain)
                : Made(officer: "C-1\(2 + number % 4)", outcome: number % 8 < 4 ? .maintain : .amend)
        }
        var (council, alike) = try council(officer)
        begin("2026-02-01", &council, &alike)
        #expect(Set(try said(&council, &alike).values.map(\.sign)) == [.officer])
        let kinds = (0..<120).map { number in
            Made(
                officer: "C-\(100 + number)", kind: number < 60 ? .progress : .transition,
                outcome: number < 58 || (60..<80).contains(number) ? .maintain : .amend)
        }
        var (other, lighter) = try self.council(kinds)
        begin("2026-02-01", &other, &lighter)
        let marks = try said(&other, &lighter)
        #expect(marks.count == 58 && Set(marks.values.map(\.sign)) == [.kind], "the heavier kind ends as it does")
        let fair = (0..<72).map { Made(officer: "C-0\(1 + $0 % 6)", outcome: $0 / 6 % 2 == 0 ? .maintain : .amend) }
        var (calm, none) = try self.council(fair)
        begin("2026-02-01", &calm, &none)
        #expect(try said(&calm, &none).isEmpty)
    }

    @Test func `count nothing for a decision that was withdrawn`() throws {
        var (council, alike) = try council(decisions())
        for number in 0..<20 {
            let id = try #require(CaseID("B-\(20_000 + number)"))
            let key = try #require(council.stories[id]?.file.review(1)?.submission?.key)
            council.stories[id]?.report(.withdrawn(Withdrawn(report: key)), on: day("2026-01-25"))
        }
        begin("2026-02-01", &council, &alike)
        #expect(try said(&council, &alike).isEmpty, "four are left, and too few to count")
    }
}
