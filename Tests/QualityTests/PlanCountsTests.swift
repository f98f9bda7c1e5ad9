import Contracts
import Plan
import Quality
import Statute
import Testing

@Suite struct `What is counted of a plan for the figures` {
    @Test func `has each name once, and no word of the text`() {
        let plan = Self.plan("reads ten words")
        let counts = PlanContent(of: plan, year: 10).counts(of: plan)
        #expect(Set(counts.map(\.name)).count == counts.count)
        func count(_ name: String) -> Int? { counts.first { $0.name == name }?.number }
        #expect(count("outcomes") == 1 && count("outcomes-unchanged") == 0)
        // Sections that are missing, but for I, which stays open, and J.
        #expect(count("sections-missing") == 9)
        #expect(count("adulthood-missing") == 4)
    }

    @Test func `knows an outcome that stands word for word in the version before`() {
        let before = Self.plan("reads ten words")
        let other = Self.plan("reads twenty words")
        func unchanged(_ plan: Plan) -> Int? {
            PlanContent(of: plan, year: nil).counts(of: plan, earlier: [before]).first {
                $0.name == "outcomes-unchanged"
            }?
            .number
        }
        #expect(unchanged(before) == 1 && unchanged(other) == 0)
    }

    @Test func `knows an outcome that stands word for word through two reviews, and not through one`() {
        let (first, second) = (Self.plan("reads ten words"), Self.plan("reads ten words", made: 20_400))
        let meetings = [20_000, 20_001, 20_390, 20_760].map { Day(number: $0) }
        func stale(_ earlier: [Plan], _ count: Int) -> Int? {
            PlanContent(of: second, year: nil).counts(
                of: second, earlier: earlier, meetings: Array(meetings.prefix(count))
            ).first { $0.name == "outcomes-stale" }?.number
        }
        // A meeting on the day on which the version was made was about what stood before it.
        #expect(stale([first], 2) == 0 && stale([first], 3) == 1)
        #expect(stale([], 4) == 0)
        #expect(stale([first, Self.plan("reads five words", made: 20_200)], 4) == 0)
    }

    private static func plan(_ outcome: String, made: Int32 = 20_000) -> Plan {
        Plan(
            made: Day(number: made), why: "Made",
            sections: [Plan.Section(.e, items: [Plan.Item(PlanItemID(.e, nearest: 1), outcome)])])
    }
}
