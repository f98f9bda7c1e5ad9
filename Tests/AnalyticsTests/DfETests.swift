import CaseFile
import Contracts
import Foundation
import Metrics
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

/// A log with those plans, all recorded on the day of the count.
private func log(of plans: [DfECases.Plan]) -> FoldedLog {
    var log = FoldedLog(seeds: 0..<0)
    for (place, plan) in plans.enumerated() {
        let id = caseID("B-\(10_000 + place)")
        let partition = Int(log.partition(of: id))
        log.partitions[partition].insert(
            .init(
                id: id,
                entry: Entry(
                    by: .coordinator, recorded: DfECases.census, events: DfECases.events(of: plan, at: place))),
            at: log.partitions[partition].count - 1)
    }
    return log
}

/// Which rows of the DfE's table to give back: those that AR_DFE names, or ten; all with AR_DFE=all (`make dfe`).
private func councils() throws -> [DfERow] {
    let all = try DfERow.councils()
    let ten = [
        "Isles of Scilly", "City of London", "Rutland", "Kensington and Chelsea", "Darlington", "Bracknell Forest",
        "Knowsley", "Hartlepool", "Halton", "Kingston upon Hull, City of",
    ]
    guard let wanted = ProcessInfo.processInfo.environment["AR_DFE"] else {
        return all.filter { ten.contains($0.council) }
    }
    return wanted == "all" ? all : all.filter { $0.council == wanted }
}

@Suite struct `The DfE's table of annual reviews` {
    @Test func `comes back digit for digit, all columns, from plans whose dates give a council's row`() throws {
        let metrics = try published.get().all
        let window = try #require(Window(from: day("2024-01-01"), asAt: DfECases.census))
        let rows = try councils()
        #expect(rows.count >= 1)
        var plans = 0
        for row in rows {
            let cases = DfECases(row)
            #expect(cases.left == [], "\(row.council)")
            var log = log(of: cases.plans)
            let model = try ReadModel(inMemory: ())
            var books = try Bookkeeping(model, published.get())
            try log.run(&books, step: 5_000)
            let table = try DfETable(
                metrics, try #require(try model.tables(asAt: DfECases.census)[.plans]), window,
                breakdowns: [("All", nil)])
            let found = try #require(table.rows.first)
            for (column, number) in zip(DfETable.columns, found.numbers).prefix(DfETable.published) {
                #expect(number == row[column], "\(row.council): \(column)")
            }
            let share = found.inFourWeeks.map { $0 % 10 == 0 ? "\($0 / 10)" : decimal($0) } ?? "x"
            #expect(share == row.inFourWeeks, "\(row.council): pc_decsion_4weeks")
            plans += cases.plans.count
        }
        print("dfe: \(rows.count) councils, \(plans) plans, \(DfETable.published + 1) columns each: all as published")
    }

    @Test(arguments: [7, 8] as [UInt64])
    func `keeps the DfE's identities on random caseloads, and each breakdown comes to the whole`(seed: UInt64) throws {
        let model = try ReadModel(inMemory: ())
        try model.put(lives(seed * 100..<seed * 100 + 16))
        for (from, to) in [("2024-01-01", "2025-01-16"), ("2025-01-01", "2026-01-15")] {
            let window = try #require(Window(from: day(from), asAt: day(to)))
            let plans = try #require(try model.tables(asAt: day(to))[.plans])
            let table = try DfETable(try published.get().all, plans, window)
            for row in table.rows {
                #expect(row["total_ehc_plans"] == row["review_expected"] + row["review_not_expected"])
                let meetings =
                    row["review_meeting_25"] + row["review_meeting_24"] + row["review_meeting_prior_24"]
                #expect(row["total_review_meeting"] == meetings)
                #expect(row["review_expected"] == meetings + row["no_review_meeting"])
                let outcomes = row["outcome_amend"] + row["outcome_cease"] + row["outcome_maintan"]
                #expect(outcomes + row["no_outcome"] == meetings)
                let decisions =
                    row["review_decision25"] + row["review_decision24"] + row["review_decision_prior24"]
                #expect(
                    row["review_decision_outstanding"] == meetings - decisions - row["review_decision_not_due"])
            }
            let whole = try #require(table.rows.first)
            for topic in Set(table.rows.map(\.topic)) {
                for column in DfETable.columns {
                    let sum = table.rows.filter { $0.topic == topic }.reduce(0) { $0 + $1[column] }
                    #expect(sum == whole[column], "\(topic), \(column)")
                }
            }
            #expect(whole["total_ehc_plans"] > 5)
        }
    }

    @Test func `stands beside what the DfE published of the council, its region and England`() throws {
        let published = try Benchmark(Seeds(folder: "\(root)/seeds"), council: "kensington-and-chelsea")
        #expect(published.rows.map(\.name) == ["England", "London", "Kensington and Chelsea"])
        let share = try #require(Benchmark.shares.first { $0.title.hasPrefix("Decision within 4 weeks") })
        #expect(published.rows.map { row in share.tenths { row[$0] } } == [444, 396, 461])
        // A number that the DfE left out is left out here, and gives no share.
        let surrey = try Benchmark(Seeds(folder: "\(root)/seeds"), council: "surrey")
        #expect(surrey.rows.last.map { row in share.tenths { row[$0] } } == .some(nil))
        #expect(try Benchmark(Seeds(folder: "\(root)/seeds"), council: "nowhere").rows.map(\.name) == ["England"])
        let own = DfETable.Row(topic: "All", part: "All", numbers: DfETable.columns.map { _ in 10 })
        let text = published.text(beside: own, year: 2025)
        #expect(text.contains("Here, 2025") && text.contains("London, 2024") && text.contains("44.4%"))
    }
}
