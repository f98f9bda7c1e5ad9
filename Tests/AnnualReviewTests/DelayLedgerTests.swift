import CSV
import CaseFile
import Casework
import Contracts
import Foundation
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `The ledger of delays` {
    /// A review met on 2 September 2024 and told on 5 October, of which one day was considered.
    private func ledger(where wanted: (Delay) -> Bool = { _ in true }) throws -> DelayLedger {
        let id = try #require(CaseID("B-10432"))
        var story = TestCase(id)
        story.report(
            .planRecorded(
                PlanRecorded(made: day("2019-07-12"), placement: .mainstream, need: .autism, model: "statutory")),
            on: day("2024-01-10"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2024-01-10"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-09-02"))
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2024-08-01"))
        story.report(.reportReceived(ReportReceived(review: 1)), on: day("2024-09-30"))
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2024-10-05"))
        story.report(
            .remedyConsidered(
                RemedyConsidered(
                    review: 1, missed: .decision, remedy: .apology, items: [try #require(PlanItemID("F-3"))],
                    apologised: day("2024-10-20"), officer: actorID("M-02"))), on: day("2024-10-21"))
        return DelayLedger([id: story.file], asAt: day("2024-12-01"), where: wanted)
    }

    @Test func `says of each day how long it was missed, what waited, and what was done about it`() throws {
        let text = try ledger().text
        #expect(
            text.contains("the day for the report of the meeting: 16 Sep 2024, done 30 Sep 2024, 14 days"))
        #expect(text.contains("the day for the decision: 30 Sep 2024, done 5 Oct 2024, five days"))
        #expect(text.contains("nobody considered what the family is owed"))
        #expect(text.contains("2 missed; what the family is owed was considered of 1, and of 1 it was not"))
        #expect(text.contains("No sum is reckoned here."))
    }

    @Test func `shows those alone that are asked for`() throws {
        #expect(try ledger { $0.remedy == nil }.lines.map(\.delay.missed) == [.report])
    }

    @Test func `says the same to programs and to a spreadsheet, and no sum of money in any of them`() throws {
        let ledger = try ledger()
        let rows = try CSVFile(parsing: ledger.csv, file: "ledger.csv").rows.map(\.fields)
        #expect(rows.count == 3 && rows[0].count == 16)
        #expect(rows[1][2] == "report" && rows[1][5] == "14" && rows[1][11] == "")
        #expect(rows[2][2] == "decision" && rows[2][5] == "5" && rows[2][8] == "F-3" && rows[2][12] == "apology")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(ledger.json.utf8)) as? [String: Any])
        #expect(json["missed"] as? Int == 2 && json["considered"] as? Int == 1 && json["apologised"] as? Int == 1)
        let delays = try #require(json["delays"] as? [[String: Any]])
        #expect(delays.map { $0["days"] as? Int } == [14, 5])
        for text in [ledger.text, ledger.json, String(decoding: ledger.csv, as: UTF8.self)] {
            #expect(!text.contains("£") && !text.lowercased().contains("amount"))
        }
    }
}
