import CaseFile
import Contracts
import Metrics
import Statute
import TestSupport
import Testing

@testable import Analytics

/// A review whose meeting was held on that day; the rest is set by the test.
func review(_ number: UInt8 = 1, of text: String = "B-1", held: String? = nil, told: String? = nil) -> ReviewRow {
    var row = ReviewRow(id: caseID(text), number: number, about: ReviewRow.About())
    row.held = held.map { day($0) }
    row.told = told.map { day($0) }
    return row
}

/// The case id of that text, which the test must not misspell.
func caseID(_ text: String) -> CaseID {
    guard let id = CaseID(text) else { preconditionFailure("\(text) is no case id") }
    return id
}

@Suite struct `A figure` {
    @Test func `counts the 28th day after the meeting as within four weeks, and the 29th as not`() throws {
        let counts = try counted([
            review(of: "B-1", held: "2024-11-01", told: "2024-11-29"),
            review(of: "B-2", held: "2024-11-01", told: "2024-11-30"),
        ]).counts
        #expect(counts[.recorded] == 2)
        #expect(counts[.recordedInTime] == 1)
        #expect(counts[.recordedLate] == 1)
        #expect(counts[.dueInTime] == 1)
        #expect(counts[.dueLate] == 1)
    }

    @Test func `counts a family that was never told against the strict share, and not against the DfE's`() throws {
        let counts = try counted([
            review(of: "B-1", held: "2024-11-01", told: "2024-11-20"), review(of: "B-2", held: "2024-11-01"),
            review(of: "B-3", held: "2024-11-01"),
        ]).counts
        #expect(permille(counts[.recordedInTime], of: counts[.recorded]) == 1000)
        #expect(permille(counts[.dueInTime], of: counts[.due]) == 333)
        #expect(counts[.dueUntold] == 2)
    }

    @Test func `counts a decision as due from the 28th day after the meeting on`() throws {
        #expect(try counted([review(held: "2025-08-03")], asAt: "2025-08-31").counts[.due] == 1)
        #expect(try counted([review(held: "2025-08-04")], asAt: "2025-08-31").counts[.due] == 0)
    }

    @Test func `takes a decision to amend as in time, strictly, only with its notice`() throws {
        var with = review(of: "B-1", held: "2024-11-01", told: "2024-11-20")
        with.outcome = .amend
        with.notice = day("2024-11-29")
        var late = with
        late.id = caseID("B-2")
        late.notice = day("2024-11-30")
        var without = late
        without.id = caseID("B-3")
        without.notice = nil
        let counts = try counted([with, late, without]).counts
        #expect(counts[.recordedInTime] == 3)
        #expect(counts[.dueInTime] == 1)
        #expect(counts[.dueLate] == 2)
        #expect(counts[.amendedWithoutNotice] == 1)
    }

    @Test(arguments: [
        (0, 0), (28, 0), (29, 1), (56, 1), (57, 2), (84, 2), (85, 3), (182, 3), (183, 4), (364, 4), (365, 5),
    ])
    func `puts a family that waits in the band of its weeks`(days: Int, band: Int32) throws {
        var row = review(held: "2025-08-31")
        row.held = day("2025-08-31") - days
        let counts = try counted([row]).counts
        #expect(counts[CountID(.waiting, .weeksWaiting, band)] == 1)
        #expect(counts[.waiting] == 1)
    }

    @Test func `lets nobody wait whose plan has ended, or who was told`() throws {
        var ended = review(held: "2025-01-10")
        ended.about.ended = day("2025-03-01")
        let counts = try counted([ended, review(of: "B-2", held: "2025-01-10", told: "2025-06-01")]).counts
        #expect(counts[.waiting] == 0)
    }

    @Test func `counts twelve weeks from the meeting and eight from the notice to their last day`() throws {
        func amended(_ id: String, final: String?) -> ReviewRow {
            var row = review(of: id, held: "2024-11-01", told: "2024-11-29")
            row.outcome = .amend
            row.notice = row.told
            row.finalTold = final.map { day($0) }
            return row
        }
        // 1 November and 84 days, 29 November and 56 days: both 24 January.
        let counts = try counted([
            amended("B-1", final: "2025-01-24"), amended("B-2", final: "2025-01-25"), amended("B-3", final: nil),
        ]).counts
        #expect((counts[.twelveDue], counts[.twelveInTime], counts[.twelveLate]) == (3, 1, 2))
        #expect((counts[.eightDue], counts[.eightInTime], counts[.eightLate]) == (3, 1, 2))
        let early = try counted([amended("B-1", final: nil)], asAt: "2025-01-23").counts
        #expect(early[.twelveDue] == 0 && early[.eightDue] == 0)
    }

    @Test func `counts the report of a meeting to the fourteenth day`() throws {
        var inTime = review(held: "2025-03-03")
        inTime.report = day("2025-03-17")
        var late = review(of: "B-2", held: "2025-03-03")
        late.report = day("2025-03-18")
        let counts = try counted([inTime, late, review(of: "B-3", held: "2025-08-18")]).counts
        #expect((counts[.reportDue], counts[.reportInTime], counts[.reportLate]) == (2, 1, 1))
    }

    @Test func `counts as late through a refusal who was not told in time though a decision was submitted by then`()
        throws
    {
        func refused(_ id: String, on day: String?, told: String?) -> ReviewRow {
            var row = review(of: id, held: "2024-11-01", told: told)
            row.refused = day.map { TestSupport.day($0) }
            return row
        }
        let rows = [
            // Submitted on the last day, and told a day late; never told; submitted late; told in time all the same.
            refused("B-1", on: "2024-11-29", told: "2024-11-30"), refused("B-2", on: "2024-11-10", told: nil),
            refused("B-3", on: "2024-11-30", told: "2024-12-20"), refused("B-4", on: "2024-11-10", told: "2024-11-29"),
            refused("B-5", on: nil, told: "2024-12-20"),
        ]
        let counts = try counted(rows).counts
        #expect((counts[.due], counts[.dueRefused], counts[.dueNotRefused]) == (5, 2, 3))
        // Before the last day nobody is late; on it, whoever is not told.
        #expect(try counted(rows, asAt: "2024-11-28").counts[.dueRefused] == 0)
        #expect(try counted(rows, asAt: "2024-11-29").counts[.dueRefused] == 2)
    }

    @Test func `knows nothing that happened after its last day`() throws {
        var row = review(held: "2024-11-01", told: "2024-12-20")
        row.outcome = .maintain
        let then = try counted([row], asAt: "2024-12-01").counts
        #expect((then[.due], then[.dueUntold], then[.told], then[.waiting]) == (1, 1, 0, 1))
        let later = try counted([row], asAt: "2024-12-20").counts
        #expect((later[.dueLate], later[.told], later[.waiting]) == (1, 1, 0))
    }

    @Test func `holds a transfer against 14 February, and after Year 11 against 30 March`() throws {
        func plan(_ id: String, _ phase: TransferPhase, named: String?) -> PlanRow {
            var plan = PlanRow(id: caseID(id))
            plan.transfer = phase
            plan.transferYear = 2025
            plan.namedOn = named.map { day($0) }
            return plan
        }
        let all = try counted(
            [],
            plans: [
                plan("B-1", .primaryToSecondary, named: "2025-02-14"),
                plan("B-2", .primaryToSecondary, named: "2025-02-15"),
                plan("B-3", .earlyYearsToSchool, named: nil),
                plan("B-4", .secondaryToPost16, named: "2025-03-30"),
                plan("B-5", .secondaryToPost16, named: "2025-03-31"),
            ])
        func counts(_ rule: RuleID, _ measures: Measure...) -> [Int] {
            guard let place = all.deadlines.firstIndex(where: { $0.rule == rule && $0.year == 2025 }) else { return [] }
            return measures.map { all.counts[CountID($0, .deadline, Int32(place))] }
        }
        #expect(counts(.ph1, .transfer, .transferNamed, .transferLate, .transferUnnamed) == [3, 1, 1, 1])
        #expect(counts(.ph2, .transfer, .transferNamed, .transferLate, .transferUnnamed) == [2, 1, 1, 0])
        #expect(all.deadlines.map(\.last) == ["2025-02-14", "2025-03-30", "2026-02-14", "2026-03-30"].map { day($0) })
    }

    @Test func `counts a review as overdue from the day after its twelve months`() throws {
        var plan = PlanRow(id: caseID("B-1"))
        plan.made = day("2024-09-01")
        #expect(try counted([], plans: [plan]).counts[.overdue] == 0)
        plan.made = day("2024-08-31")
        #expect(try counted([], plans: [plan]).counts[.overdue] == 1)
    }

    @Test func `gives the smallest number of days that so many do not exceed`() throws {
        var lags = Lags()
        for lag in [40, 10, 20, 30] { lags.add(lag) }
        #expect(lags.percentile(50) == 20)
        #expect(lags.percentile(75) == 30)
        #expect(lags.percentile(90) == 40)
        #expect(Lags().percentile(50) == nil)
    }

    @Test(arguments: [(154_924, 348_759, 444), (237, 1_575, 150), (1, 3, 333), (1, 16, 63)])
    func `rounds as the DfE does`(part: Int, all: Int, tenths: Int) throws {
        #expect(permille(part, of: all) == tenths)
    }

    @Test func `of a file that is not there says so, and nothing of removing it`() {
        let error = #expect(throws: ReadModelError.self) { try ReadModel(reading: "/nowhere/analytics.db") }
        #expect(error?.description.hasPrefix("there is no read model /nowhere/analytics.db: ") == true)
        #expect(error?.description.contains("remove") == false)
    }

    @Test func `lists what is known in lines that a terminal holds`() {
        let lines = FigureCommand.facts().split(separator: "\n")
        #expect(lines.count > 40)
        for line in lines { #expect(line.count <= FigureCommand.factsWidth, "\(line)") }
    }

    @Test func `gives the DfE's share for Bromley in 2024 from its own row, and the strict one beside it`() throws {
        // DfE, annual reviews 2024: 237 in four weeks, 1,338 later; 3,233 meetings, of which 93 not due yet.
        var rows: [ReviewRow] = []
        let held = day("2025-01-10")
        for number in 0..<3140 {
            var row = review(of: "B-\(number)")
            row.held = held
            if number < 237 { row.told = held + 28 } else if number < 237 + 1338 { row.told = held + 29 }
            rows.append(row)
        }
        let counts = try counted(rows).counts
        #expect(permille(counts[.recordedInTime], of: counts[.recorded]) == 150)
        #expect(permille(counts[.dueInTime], of: counts[.due]) == 75)
        #expect(counts[.dueUntold] == 1565)
    }
}
