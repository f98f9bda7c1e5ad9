@testable import CaseFile
import Contracts
import Foundation
import Metrics
import Runtime
import SQLite
import Statute

@testable import Analytics

/// The metrics of the seeds, of which the page is made.
let published = Result { try Seeds(folder: "\(root)/seeds").publishedMetrics() }

/// The package's folder.
let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

extension ReadModel {
    /// Puts rows that a test made up: what only a file knows is not known of them.
    func put(_ plan: PlanRow?, _ rows: [ReviewRow], of id: CaseID, known: Day = Day(number: 0)) throws {
        let file = CaseFile()
        try put(
            FactVersions.Version(
                id: id, known: known,
                plan: plan.map { row in
                    PlanFacts.stored.map {
                        $0.value(PlanSource(row: row, plan: PlanRecorded(), file: file, reviews: []))
                    }
                },
                reviews: rows.map { row in
                    let source = ReviewSource(row: row, review: Review(number: row.number), file: file)
                    return (
                        row.number,
                        ReviewFacts.stored.map { $0.value(source) } + [.integer(row.opened.map { Int($0.number) })]
                    )
                }))
    }

    /// Puts what those files show.
    func put(_ files: [CaseID: CaseFile], known: Day = Day(number: 0)) throws {
        for (id, file) in files { try put(FactVersions.Version(file, of: id, known: known)) }
    }
}

/// What is counted of those rows in the year to that day.
func counted(_ rows: [ReviewRow], plans: [PlanRow] = [], asAt: String = "2025-08-31") throws -> PublishedCounts {
    let model = try ReadModel(inMemory: ())
    let byCase = Dictionary(grouping: rows) { $0.id }
    let plansByCase = Dictionary(plans.map { ($0.id, $0) }) { first, _ in first }
    try model.transaction {
        for id in Set(byCase.keys).union(plansByCase.keys) {
            try model.put(plansByCase[id], byCase[id] ?? [], of: id)
        }
    }
    guard let day = Day(asAt) else { preconditionFailure("\(asAt) is no day") }
    return PublishedCounts(try published.get(), try model.tables(asAt: day), Window(yearTo: day))
}

extension FactTable {
    /// Each row, but for that fact.
    func rows(without name: String = "") -> [[String]] {
        (0..<count).map { row in
            [cases[row]]
                + facts.enumerated().filter { $0.element.name != name }.map { place, fact in
                    let value = values[row * facts.count + place]
                    return value != MetricFact.unknown && fact.kind == .name ? names[Int(value)] : "\(value)"
                }
        }
    }
}
