import Contracts
import Metrics
import SQLite

// What is not obvious here:
//
// - What the return alone asks of a child is no part of what was known by day: it is erased, and then no figure of any day is
//   broken down by it any more. So it stands in a table of its own, as the topic `cohorts` has it now.

/// By what cases are broken down, of what only the return asks: the topic `cohorts` in the read model.
enum CohortRows {
    /// The facts, which every row of a case has.
    static let facts = [
        DerivedFact(
            fact: MetricFact(
                "sex", .word(Sex.allCases.map(\.rawValue)), "The sex, as children-return has it now (`cohorts`).")
        ) { _ in MetricFact.unknown },
        DerivedFact(
            fact: MetricFact(
                "ethnicity", .word(EthnicGroup.allCases.map(\.rawValue)),
                "The group of the ethnicity, as children-return has it now (`cohorts`).")
        ) { _ in MetricFact.unknown },
    ]

    static func prepare(_ database: Database) throws {
        try database.execute(
            "CREATE TABLE IF NOT EXISTS cohorts(case_id TEXT PRIMARY KEY, sex TEXT, ethnicity TEXT) WITHOUT ROWID")
    }

    /// Whether the table is there.
    static func isThere(_ database: Database) throws -> Bool {
        try !database.query("SELECT 1 FROM pragma_table_info('cohorts')") { try $0.int(0) }.isEmpty
    }

    /// Puts what a record says in the place of what stood; nil erases it.
    static func put(_ cohort: Cohort?, of id: String, in database: Database) throws {
        guard let cohort else {
            let statement = try database.prepare("DELETE FROM cohorts WHERE case_id = ?")
            return try statement.run(.text(id))
        }
        let statement = try database.prepare("INSERT OR REPLACE INTO cohorts VALUES (?,?,?)")
        try statement.run(
            .text(id), cohort.sex.map { .text($0.rawValue) } ?? .null,
            cohort.ethnicity.map { .text($0.rawValue) } ?? .null)
    }

    /// Fills what is known into each row of its case.
    static func fill(_ table: inout FactTable, from database: Database) throws {
        let (sexes, groups) = (Sex.allCases.map(\.rawValue), EthnicGroup.allCases.map(\.rawValue))
        var known: [String: (sex: Int32?, ethnicity: Int32?)] = [:]
        let rows = try database.query("SELECT case_id, sex, ethnicity FROM cohorts") {
            (id: try $0.text(0), sex: try $0.optionalText(1), ethnicity: try $0.optionalText(2))
        }
        for row in rows {
            known[row.id] = (
                row.sex.flatMap { sexes.firstIndex(of: $0) }.map { Int32($0) },
                row.ethnicity.flatMap { groups.firstIndex(of: $0) }.map { Int32($0) }
            )
        }
        guard !known.isEmpty else { return }
        let (sex, ethnicity) = (table.place(of: "sex"), table.place(of: "ethnicity"))
        for row in 0..<table.count {
            guard let of = known[table.cases[row]] else { continue }
            table.set(at: sex, row, to: of.sex)
            table.set(at: ethnicity, row, to: of.ethnicity)
        }
    }
}
