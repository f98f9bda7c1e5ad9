import Contracts
import Plan
import Quality
import Statute
import Testing

@Suite struct `What is counted of a plan for the figures` {
    @Test func `has each name once, and no word of the text`() {
        let plan = Self.plan("reads ten words")
        let counts = PlanContent(of: plan, year: 10).counts(of: plan, before: nil)
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
            PlanContent(of: plan, year: nil).counts(of: plan, before: before).first { $0.name == "outcomes-unchanged" }?
                .number
        }
        #expect(unchanged(before) == 1 && unchanged(other) == 0)
    }

    private static func plan(_ outcome: String) -> Plan {
        Plan(
            made: Day(number: 20_000), why: "Made",
            sections: [Plan.Section(.e, items: [Plan.Item(PlanItemID(.e, nearest: 1), outcome)])])
    }
}
