import Statute
import Testing

@Suite struct `Facts that cannot all be true` {
    private func said(_ line: String) throws -> [String] {
        let vector = try Vector("CYC-1 | \(line) | none")
        return vector.facts.contradictions(on: try day("2026-11-24")).map(\.sentence)
    }

    @Test(arguments: [
        (
            "meeting 2026-03-02 decision-sent 2026-03-01",
            "the decision was sent on 1 Mar 2026, before the meeting was held on 2 Mar 2026"
        ),
        (
            "decision-sent 2026-03-02 notice-sent 2026-03-01",
            "the amendment notice was sent on 1 Mar 2026, before the decision was sent on 2 Mar 2026"
        ),
        (
            "notice-sent 2026-03-02 final-sent 2026-03-01",
            "the final plan was sent on 1 Mar 2026, before the amendment notice was sent on 2 Mar 2026"
        ),
        (
            "notice-sent 2026-03-02 notice-served 2026-03-01",
            "the amendment notice was served on 1 Mar 2026, before the amendment notice was sent on 2 Mar 2026"
        ),
        (
            "last-reviewed 2026-03-02 meeting 2026-03-01",
            "the meeting was held on 1 Mar 2026, before the decision of the last review was sent on 2 Mar 2026"
        ),
        (
            "detained 2026-03-02 released 2026-03-01",
            "the child was released on 1 Mar 2026, before the child was detained on 2 Mar 2026"
        ),
        (
            "outcome maintain notice-sent 2026-03-02",
            "the amendment notice was sent on 2 Mar 2026, but the decision is to maintain"
        ),
        (
            "final-sent 2026-03-02 not-amended-sent 2026-03-03",
            "the final plan was sent on 2 Mar 2026 and the decision not to amend on 3 Mar 2026"
        ),
        (
            "outcome cease decision-sent 2026-03-02 appeal-sent 2026-03-01",
            "the appeal was sent to the council on 1 Mar 2026, before the decision was sent on 2 Mar 2026"
        ),
        (
            "appeal-sent 2026-03-02 order assess 2026-03-01",
            "the order was made on 1 Mar 2026, before the appeal of 2 Mar 2026"
        ),
        (
            "mediation-wanted 2026-03-02 mediation-declined 2026-03-02", "mediation is both wanted and not wanted"
        ),
        ("plan-interval 13", "an interval of 13 months is none that a plan can name; write 1 to 12"),
        ("plan-interval 0", "an interval of 0 months is none that a plan can name; write 1 to 12"),
        ("born 2026-12", "the child was born in 2026-12, which is still to come"),
        (
            "born 2000-10",
            "whoever was born in 2000-10 is 26 or older; a plan ends before the 26th birthday at the latest"
        ),
        (
            "born 2020-05 plan-made 2020-04-30",
            "the plan was first made on 30 Apr 2020, before the child was born in 2020-05"
        ),
        (
            "meeting 0206-03-02",
            "the meeting was held on 0206-03-02, which is hardly meant; write a year from 1900 to 2199"
        ),
        (
            "transfer primary-to-secondary 20277",
            "a transfer in 20277 is hardly meant; write a year from 1900 to 2199"
        ),
    ])
    func `Each is said in a sentence`(_ line: String, _ sentence: String) throws {
        #expect(try said(line) == [sentence])
    }

    @Test(arguments: [
        "meeting 2026-03-02 decision-sent 2026-03-02", "decision-sent 2026-03-02 notice-sent 2026-03-02",
        "meeting 2025-03-02 decision-sent 2026-03-02 outcome amend notice-sent 2026-10-01 final-sent 2026-11-01",
        "born 2000-11", "born 2026-11", "notice-sent 2026-01-02 decision-sent 2026-03-02 outside-review",
        "outcome amend decision-sent 2026-03-02 certificate-issued 2026-03-01", "",
    ])
    func `The same day, a late day and what is unknown contradict nothing`(_ line: String) throws {
        #expect(try said(line) == [])
    }

    @Test func `Two open plans of one child contradict each other, and the rule is named`() throws {
        var facts = Facts()
        facts.openPlans = 2
        let found = try #require(facts.contradictions(on: try day("2026-11-24")).first)
        #expect(found.fields == ["open-plans"])
        #expect(
            found.description == "2 plans of one child are open; each of its days counts from one plan alone (CYC-1; "
                + "Children and Families Act 2014, s.44(1)(a))")
    }

    @Test func `No fact traps, at the ends of the calendar, of numbers or of ages`() throws {
        let ends: [Day] = [.first, .last, Day(number: .min), Day(number: .max), Day(number: .max) + 1]
        for end in ends {
            var facts = Facts(outcome: .amend)
            for field in Facts.Field.allCases { facts[field] = end }
            for born in [Month(1, 1), Month(9999, 12)] {
                facts.born = born
                for months in [Int.min, -1, 0, Int.max] {
                    facts.planInterval = months
                    for year in [Int.min, 0, 1, 9999, Int.max] {
                        facts.transfer = Transfer(.primaryToMiddle, in: year)
                        for deadline in Statute.deadlines(for: facts, asAt: end) + Statute.deadlines(for: facts) {
                            #expect(deadline.due >= .first && deadline.due <= .last)
                            _ = deadline.why
                        }
                        _ = Statute.duties(for: facts).map(\.why)
                        _ = facts.contradictions(on: end).map(\.description)
                    }
                }
            }
            _ = end.description + end.inWords + end.withWeekday
            for count in [Int.min, Int.max] {
                _ = (end + count, end - count, end.weeksAfter(count), end.weeksBefore(count), end.monthsAfter(count))
                _ = (end.lastDayOfPeriodStarting(months: count), end.lastOfDaysBeginning(count))
            }
        }
        #expect(Day.first.description == "0001-01-01" && Day.last.description == "9999-12-31")
    }
}
