import CSV
import Metrics
import Runtime
import Statute

/// A council's figures beside those that the DfE published: of the council itself, its region and England.
struct Benchmark: Sendable {
    /// A row of the DfE's table.
    struct Row: Sendable {
        /// Of whom it is: "England", "London", "Bromley".
        let name: String
        /// Its numbers by column; nil where the DfE left one out.
        let numbers: [String: Int]

        /// The number of that column; nil where it was left out.
        subscript(column: String) -> Int? { numbers[column] }
    }

    /// A figure that is compared: what it is, and its parts as columns of the DfE's table.
    struct Share: Sendable {
        let title: String
        let part: [String]
        let of: [String]

        func tenths(_ number: (String) -> Int?) -> Int? {
            func sum(_ columns: [String]) -> Int? {
                var sum = 0
                for column in columns {
                    guard let number = number(column) else { return nil }
                    sum += number
                }
                return sum
            }
            guard let part = sum(part), let all = sum(of) else { return nil }
            return permille(part, of: all)
        }
    }

    private static let decisions = ["review_decision25", "review_decision24", "review_decision_prior24"]
    private static let outcomes = ["outcome_amend", "outcome_cease", "outcome_maintan"]

    /// What is compared, each in the DfE's own meaning.
    static let shares = [
        Share(title: "Review expected, of all plans", part: ["review_expected"], of: ["total_ehc_plans"]),
        Share(
            title: "Review meeting recorded, of those expected", part: ["total_review_meeting"], of: ["review_expected"]
        ),
        Share(title: "Decision recorded, of those with a meeting", part: decisions, of: ["total_review_meeting"]),
        Share(
            title: "Decision within 4 weeks, of decisions recorded", part: ["number_decsion_4weeks"],
            of: ["number_decsion_4weeks", "number_decision_gt_4weeks"]),
        Share(title: "Amend, of outcomes recorded", part: ["outcome_amend"], of: outcomes),
        Share(title: "Maintain, of outcomes recorded", part: ["outcome_maintan"], of: outcomes),
        Share(title: "Cease, of outcomes recorded", part: ["outcome_cease"], of: outcomes),
    ]

    /// The published rows: England, the region, the council itself; of a council that the table does not name, England alone.
    let rows: [Row]
    /// Those of its statistical neighbours, the nearest first; none of a council whose neighbours are not in the seeds.
    let neighbours: [Row]
    /// The calendar year that was published.
    static let year = 2024
    private static let file = "dfe/annual-reviews-2024.csv"
    private static let neighboursFile = "dfe/statistical-neighbours-2021.csv"
    /// The files that it is read from.
    static let files: Set = [file, neighboursFile]
    /// What is published, as it has to be named beside each number.
    static let source =
        "DfE, Education, health and care plans, reporting year 2025; statistical neighbours: DfE groupings of April 2021 "
        + "(both OGL v3.0)"

    /// Those of that council, by the name of its data files.
    init(_ seeds: Seeds, council: String) throws {
        let table = try CSVFile(parsing: Array(try seeds.text(Self.file).utf8), file: seeds.path(Self.file))
        guard let header = table.rows.first?.fields else { throw BenchmarkError(seeds.path(Self.file)) }
        func place(_ name: String) throws -> Int {
            guard let place = header.firstIndex(of: name) else { throw BenchmarkError(seeds.path(Self.file)) }
            return place
        }
        let (level, topic) = (try place("geographic_level"), try place("breakdown_topic"))
        let (region, authority) = (try place("region_name"), try place("la_name"))
        let columns = try DfETable.columns.prefix(DfETable.published).map { ($0, try place($0)) }
        func row(_ name: String, _ fields: [String]) -> Row {
            let numbers = columns.compactMap { column, place in Int(fields[place]).map { (column, $0) } }
            return Row(name: name, numbers: Dictionary(numbers) { first, _ in first })
        }
        let all = table.rows.dropFirst().map(\.fields).filter { $0[topic] == "All annual reviews" }
        let own = all.first { $0[level] == "Local authority" && Self.name(of: $0[authority]) == council }
        var rows = all.filter { $0[level] == "National" }.map { row("England", $0) }
        if let own {
            rows += all.filter { $0[level] == "Regional" && $0[region] == own[region] }.map { row($0[region], $0) }
            rows.append(row(own[authority], own))
        }
        self.rows = rows
        let code = try place("old_la_code")
        let codes = try own.map { try Self.neighbours(of: $0[code], seeds) } ?? []
        neighbours = codes.compactMap { wanted in
            all.first { $0[level] == "Local authority" && $0[code] == wanted }.map { row($0[authority], $0) }
        }
    }

    /// The codes of a council's statistical neighbours, the nearest first.
    private static func neighbours(of code: String, _ seeds: Seeds) throws -> [String] {
        let table = try CSVFile(
            parsing: Array(try seeds.text(neighboursFile).utf8), file: seeds.path(neighboursFile))
        guard let header = table.rows.first?.fields, let council = header.firstIndex(of: "council_code"),
            let neighbour = header.firstIndex(of: "neighbour_code")
        else { throw BenchmarkError(seeds.path(neighboursFile)) }
        return table.rows.dropFirst().map(\.fields).filter { $0[council] == code }.map { $0[neighbour] }
    }

    /// The share of all statistical neighbours together, in tenths of a per cent: of those of which the DfE published both
    /// numbers. Nil where there is none.
    func neighbourTenths(_ share: Share) -> Int? {
        let known = neighbours.filter { row in share.tenths { row[$0] } != nil }
        func sum(_ columns: [String]) -> Int {
            known.reduce(0) { sum, row in sum + columns.reduce(0) { $0 + (row[$1] ?? 0) } }
        }
        return known.isEmpty ? nil : permille(sum(share.part), of: sum(share.of))
    }

    /// What was published, as a table: a row a share.
    var table: Table {
        let pooled = neighbours.isEmpty ? [] : ["\(neighbours.count) statistical neighbours, %"]
        return Table(
            id: "beside-others", title: "Beside England, the region and neighbours",
            definition:
                "As the DfE published them for calendar \(Self.year), in its own meaning: the council's own figures of "
                + "that year too are the published ones. x: left out there. Source: \(Self.source).",
            rowsAre: "Share", columns: rows.map { "\($0.name), %" } + pooled,
            rows: Self.shares.map { share in
                let own = rows.map { row in Table.Cell.published(tenths: share.tenths { row[$0] }) }
                return Table.Row(
                    title: share.title,
                    cells: own + (neighbours.isEmpty ? [] : [.published(tenths: neighbourTenths(share))]))
            })
    }

    /// A council's name as that of its data files: "Kensington and Chelsea" is "kensington-and-chelsea".
    private static func name(of authority: String) -> String {
        String(authority.lowercased().map { $0 == " " ? "-" : $0 }.filter { $0 == "-" || $0.isLetter })
    }

    /// A line a share: here, and as published.
    func text(beside own: DfETable.Row, year: Int) -> String {
        func line(_ title: String, _ cells: [String]) -> String {
            FigureCommand.padded(title, 50) + cells.map { FigureCommand.padded($0, 26) }.joined() + "\n"
        }
        func percent(_ tenths: Int?) -> String { tenths.map { "\(decimal($0))%" } ?? "x" }
        let pooled = neighbours.isEmpty ? [] : ["\(neighbours.count) neighbours, \(Self.year)"]
        var text = line("", ["Here, \(year)"] + rows.map { "\($0.name), \(Self.year)" } + pooled)
        for share in Self.shares {
            text += line(
                share.title,
                [percent(share.tenths { own[$0] })] + rows.map { row in percent(share.tenths { row[$0] }) }
                    + (neighbours.isEmpty ? [] : [percent(neighbourTenths(share))]))
        }
        text +=
            neighbours.isEmpty
            ? "No statistical neighbours of this council are in seeds/\(Self.neighboursFile).\n"
            : "Statistical neighbours, the nearest first: \(neighbours.map(\.name).joined(separator: ", ")).\n"
        return text + "Published: \(Self.source); x is left out there.\n"
    }
}

/// Why what the DfE published cannot be read.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ path: String) {
        description =
            "\(path) lacks a column of the DfE's table of annual reviews; put back the file that came with this version"
    }
}
