import CaseFile
import Casework
import Contracts
import HTML
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

@Suite struct `Forecast and recovery` {
    /// Three plans: two whose meeting was held so long ago that the decision is late, one whose meeting is due next week.
    private static func office() throws -> Office {
        var office = Office(today: "2026-11-30")
        var plans =
            "case,plan_made,last_review_decision,coordinator,review_opened,meeting_held,transfer_phase,transfer_year\n"
        plans += "B-1,2019-05-04,2025-10-01,C-07,2026-08-01,2026-10-05,primary-to-secondary,2027\n"
        plans += "B-2,2019-05-04,2025-08-01,C-07,2026-06-01,2026-09-01,,\n"
        plans += "B-3,2019-05-04,2026-01-04,C-08,,,,\n"
        #expect(try office.take(plans).problems.isEmpty)
        return office
    }

    private static func forecast() throws -> ForecastReport {
        let office = try office()
        return ForecastReport(
            Forecast(office.caseload.cases.mapValues(\.file), on: office.today), hours: WorkHours())
    }

    @Test func `name what is late and will be, the load, and the day of transfers`() throws {
        let text = try Self.forecast().text(most: 12)
        #expect(text.contains("Late already"))
        #expect(text.contains("decision: 2 (B-2, B-1)"))
        #expect(text.contains("Late in 7 days"))
        #expect(text.contains("review meeting: 1 (B-3)"))
        #expect(text.contains("plans to name the next setting by Sunday 14 February 2027: 1"))
        #expect(text.contains("meeting held: 1 (B-1)"))
        let json = try Self.forecast().json()
        #expect(json.contains(#""late_in_28_days":["#) && json.contains(#""coordinator":"C-08""#))
    }

    @Test func `count a review and its decision as one piece of work`() throws {
        let load = try #require(try Self.forecast().loads.first { $0.coordinator == "C-07" })
        #expect(load.decisions == 2)
    }

    private static func recovery() throws -> RecoveryReport {
        let office = try office()
        let list = Worklist(of: "the council", in: office.caseload, on: office.today, holding: { _ in true })
        func plan(_ order: OrderComparison.Order) -> RecoveryPlan {
            RecoveryPlan(
                list.items, coming: list.coming, from: office.today, through: office.today + 60, hours: WorkHours(),
                published: list.order, order: order)
        }
        return RecoveryReport(
            of: "the council", plan: plan(.published), other: plan(.dueDay), hours: WorkHours(), officers: 1)
    }

    @Test func `tell a family its place and the month, and that no day moves`() throws {
        let report = try Self.recovery()
        #expect(report.plan.places.contains { $0.id == CaseID.of("B-2") })
        let text = report.text(of: CaseID.of("B-2"))
        #expect(text.contains("Its place is ") && text.contains("to be expected in "))
        // Wrapped like the rest, so that its words may stand in two lines.
        for words in [text, report.text(most: 5)] {
            #expect(words.replacing("\n", with: " ").contains("No day of the law moves"))
        }
        #expect(report.text(of: CaseID.of("B-3")) == "Nothing of B-3 is late on 30 November 2026.\n")
        #expect(try report.json().contains(#""order":"worklist""#))
        #expect(try report.json(of: CaseID.of("B-2")).contains(#""place":"#))
    }

    @Test func `are drawn beside their table, on a page that names no case`() throws {
        let page = try Self.recovery().page.markup
        #expect(page.contains("<svg") && page.contains("<table") && page.contains("No day of the law moves"))
        #expect(!page.contains("B-1") && !page.contains("B-2"))
    }
}
