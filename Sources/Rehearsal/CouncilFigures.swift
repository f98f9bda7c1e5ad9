package import Arguments
import CSV
import Contracts

/// What the DfE counted of one council's plans in January 2025 (`seeds/dfe`).
package struct CouncilFigures: Sendable {
    /// The council's name as the DfE writes it.
    package let name: String
    /// Ages at 31 August, ascending: 2 stands for all below 3.
    let ages: [Int]
    /// Plans by age (as in `ages`) and by placement (as in `Placement.allCases`).
    let placements: [[Int]]
    /// Plans by age and by need (as in `Need.allCases`).
    let needs: [[Int]]
    /// Plans by placement and by need.
    let needsByPlacement: [[Int]]
    /// Plans by whole years in place, from 0.
    let years: [Int]

    /// All plans.
    var total: Int { placements.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The figures of that council, known by the DfE's name in small letters with hyphens for spaces.
    package init(council: String, seeds: String) throws(CommandError) {
        let caseload = try CouncilFigures.table("\(seeds)/dfe/caseload-2025.csv")
        let needs = try CouncilFigures.table("\(seeds)/dfe/needs-2025.csv")
        try self.init(council: council, caseload: caseload, needs: needs)
    }

    init(council: String, caseload: CSVTable, needs table: CSVTable) throws(CommandError) {
        func rows(_ table: CSVTable, _ topic: String) -> [CSVTable.Record] {
            table.records.filter {
                CouncilFigures.slug($0["la_name"] ?? "") == council && $0["breakdown_topic"] == topic
            }
        }
        let byAge = rows(caseload, "Child or young persons age")
        guard let name = byAge.first?["la_name"] else {
            let known = Set(caseload.records.compactMap { $0["la_name"] }.map(CouncilFigures.slug)).sorted()
            throw CommandError("no figures are here of \(council); there are of \(known.joined(separator: ", "))")
        }
        self.name = name
        var ages: [(age: Int, placements: [Int])] = []
        for row in byAge {
            var counts = [Int](repeating: 0, count: Placement.allCases.count)
            for (column, placement) in CouncilFigures.placementColumns {
                counts[placement.place] += CouncilFigures.count(row, column)
            }
            ages.append((try CouncilFigures.age(row["breakdown"] ?? ""), counts))
        }
        ages.sort { $0.age < $1.age }
        self.ages = ages.map(\.age)
        placements = ages.map(\.placements)
        var needs = [[Int]](repeating: [Int](repeating: 0, count: Need.allCases.count), count: ages.count)
        for row in rows(table, "Child or young persons age") {
            let age = try CouncilFigures.age(row["breakdown"] ?? "")
            guard let place = self.ages.firstIndex(of: age) else { continue }
            needs[place] = CouncilFigures.needs(row)
        }
        self.needs = needs
        var byPlacement = [[Int]](
            repeating: [Int](repeating: 0, count: Need.allCases.count), count: Placement.allCases.count)
        for row in rows(table, "Type of placement") {
            guard let placement = CouncilFigures.placementRows[row["breakdown"] ?? ""] else { continue }
            for (need, count) in CouncilFigures.needs(row).enumerated() { byPlacement[placement.place][need] += count }
        }
        needsByPlacement = byPlacement
        var years = [Int](repeating: 0, count: 13)
        for row in rows(table, "Years EHC plan in place") {
            let band = row["breakdown"] ?? ""
            let year = band == "Less than a year" ? 0 : Int(band.prefix { $0.isNumber }) ?? 0
            years[min(year, 12)] += CouncilFigures.count(row, "ehc_plans")
        }
        self.years = years
    }

    /// "Kensington and Chelsea" as `kensington-and-chelsea`.
    static func slug(_ name: String) -> String {
        String(name.lowercased().map { $0 == " " ? "-" : $0 })
    }

    private static func table(_ path: String) throws(CommandError) -> CSVTable {
        let bytes = try Disk.read(path, most: 1 << 22)
        do throws(CSVError) {
            return try CSVTable(parsing: bytes, file: path, required: ["la_name", "breakdown_topic", "breakdown"])
        } catch {
            throw CommandError(error.description)
        }
    }

    private static func count(_ row: CSVTable.Record, _ column: String) -> Int {
        // `x` is a suppressed figure and `z` one that does not apply; the rows of councils here have neither.
        Int(row[column] ?? "") ?? 0
    }

    private static func age(_ words: String) throws(CommandError) -> Int {
        if words == "under 3" { return 2 }
        guard words.hasPrefix("age "), let age = Int(words.dropFirst(4)) else {
            throw CommandError("caseload-2025.csv: \(words) is no age")
        }
        return age
    }

    private static func needs(_ row: CSVTable.Record) -> [Int] {
        Need.allCases.map { need in
            switch need {
            case .notRecorded: count(row, "number_need_unknown")
            // Counted apart only from 2026.
            case .downSyndrome: 0
            default: count(row, "number_\(need.rawValue.lowercased())")
            }
        }
    }

    private static let placementColumns: [(String, Placement)] = [
        ("mainstream_total", .mainstream), ("special_total", .special), ("ap_pru_total", .alternativeProvision),
        ("fe_total", .furtherEducation), ("nm_early_years", .earlyYears), ("placement_unknown", .notRecorded),
        ("elective_home_education", .homeEducated), ("other_arrangements_la", .otherwise),
        ("other_arrangements_parents", .otherwise), ("online_provider", .other), ("w_settings", .other),
        ("other_schools", .other), ("other_placement_settings", .other), ("neet", .notInEducation),
        ("neet_ntci", .notInEducation), ("neet_other", .notInEducation), ("neet_other_csa", .notInEducation),
    ]

    private static let placementRows: [String: Placement] = [
        "Mainstream - total": .mainstream, "Special - total": .special, "AP/PRU - total": .alternativeProvision,
        "FE - total": .furtherEducation, "Non-maintained early years": .earlyYears,
        "Placement not recorded": .notRecorded,
        "Educated elsewhere - elective home education": .homeEducated,
        "Educated elsewhere - other arrangements by LA": .otherwise,
        "Educated elsewhere - other arrangements by parents": .otherwise,
        "Educated elsewhere - online provider": .other, "Educated elsewhere - Welsh establishment": .other,
        "Educated elsewhere - other schools and establishments": .other,
        "Educated elsewhere - other placement settings": .other,
        "Educated elsewhere - NEET": .notInEducation,
        "Educated elsewhere - not in education or training (compulsory school age)": .notInEducation,
        "Educated elsewhere - not in education or training (notice to cease issued)": .notInEducation,
        "Educated elsewhere - not in education or training (other)": .notInEducation,
    ]
}

extension Placement {
    /// Its place among all.
    var place: Int { Placement.allCases.firstIndex(of: self) ?? 0 }
}
