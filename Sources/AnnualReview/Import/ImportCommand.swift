import Arguments
import CSV
import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// `annual-review import`: a council's caseload, and the people who are told, from files of rows.
enum ImportCommand {
    static let command = Command(
        name: "import",
        summary: "Import a caseload from CSV files",
        discussion: """
            A row of PLANS is one case: the plan, and the review that is open. What is unknown stays unknown: leave the \
            cell empty. Importing the same file twice changes nothing; a changed row corrects what was imported. Rows \
            that cannot be true are reported with line, column and reason, and the others are imported. Nothing is sent \
            about an imported case until `annual-review release`.
            """,
        example: "annual-review import plans.csv --people people.csv --dry-run",
        options: Cluster.options + [
            .text("people", "FILE", "names and addresses of families, settings, coordinators and teams"),
            .flag("dry-run", "check the files and say what would be recorded; record nothing"),
            .text("council", "NAME", "the model of rows that name none (default: the council that the log began with)"),
            .text("seeds", "DIR", default: "./seeds", environment: "AR_SEEDS", "the folder that holds models/"),
            .integer("show", "N", default: 50, "how many problems to show"),
            .flag("columns", "print the columns of both files and what may stand in them"),
            .flag("json", "report as JSON"),
        ],
        positionals: [Positional("PLANS", isRequired: false, "the file of plans and open reviews")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        if arguments.flag("columns") {
            Output.write(ImportReport.columns)
            return ExitStatus.success
        }
        let plansFile = arguments.optionalString("PLANS")
        let peopleFile = arguments.optionalString("people")
        guard plansFile != nil || peopleFile != nil else { throw UsageError("PLANS is missing: the file of plans") }
        let plans = try plansFile.map { try Disk.read($0, most: CSVFile.maximumByteCount) }
        let people = try peopleFile.map { try Disk.read($0, most: CSVFile.maximumByteCount) }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address)
        let today = try caseload.requireDay()
        let models = Disk.names(in: "\(try arguments.string("seeds"))/models").map { names in
            Set(names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) })
        }
        let council = arguments.optionalString("council") ?? caseload.began?.council ?? ""
        let model = models?.contains(council) ?? !council.isEmpty ? council : "statutory"

        var report = ImportReport(isDryRun: arguments.flag("dry-run"), show: try arguments.int("show"))
        var entries: [(id: CaseID, entry: Entry)] = []
        var imported: Set<CaseID> = []
        if let plans, let plansFile {
            let table = try PlanTable(
                parsing: plans, file: plansFile, frame: PlanTable.Frame(today: today, models: models, model: model))
            imported = Set(table.rows.map(\.id))
            entries = try ImportCommand.entries(of: table, onto: caseload, file: plansFile, report: &report)
        }
        var persons: [(key: String, value: [UInt8])] = []
        if let people, let peopleFile {
            let table = try PeopleTable(parsing: people, file: peopleFile) {
                imported.contains($0) || caseload.cases[$0] != nil
            }
            persons = try changed(table, from: known(address), report: &report)
        }
        if !report.isDryRun { try write(entries, persons, address) }
        Output.write(arguments.flag("json") ? try report.json() : report.text)
        return report.hasRefused ? ExitStatus.failure : ExitStatus.success
    }

    /// The entries that the rows add, one a case.
    static func entries(
        of table: PlanTable, onto caseload: Caseload, file: String, report: inout ImportReport
    ) throws(CommandError) -> [(id: CaseID, entry: Entry)] {
        report.plans.rows = table.count
        report.plans.refused = table.refused
        report.problems += table.problems
        if table.encoding == .windows1252 { report.notes.append("\(file) was read as Windows-1252") }
        var entries: [(id: CaseID, entry: Entry)] = []
        for row in table.rows {
            let known = caseload.cases[row.id]
            let change = CaseImport(of: row, onto: known)
            if let warning = change.warning {
                report.warnings.append(RowProblem(file: file, line: row.line, column: nil, reason: warning))
            }
            guard !change.events.isEmpty else {
                report.plans.unchanged += 1
                continue
            }
            if known?.file.plan == nil { report.plans.new += 1 } else { report.plans.changed += 1 }
            entries.append(
                (
                    row.id,
                    Entry(by: Operator.importing, recorded: try caseload.today(of: row.id), events: change.events)
                ))
        }
        return entries
    }

    private static func known(_ address: LogAddress) throws -> [String: [UInt8]] {
        var known: [String: [UInt8]] = [:]
        try LogReader(address).readToEnd(.people) { _, _, key, value in
            guard let key else { return }
            let name = String(decoding: key, as: UTF8.self)
            known[name] = value.map { [UInt8]($0) }
        }
        return known
    }

    /// The people who are new or of whom something changed.
    static func changed(
        _ table: PeopleTable, from known: [String: [UInt8]], report: inout ImportReport
    ) throws -> [(key: String, value: [UInt8])] {
        report.people.rows = table.count
        report.people.refused = table.refused
        report.problems += table.problems
        var changed: [(key: String, value: [UInt8])] = []
        for row in table.rows {
            let value = try row.person.json()
            switch known[row.key] {
            case value?: report.people.unchanged += 1
            case nil:
                report.people.new += 1
                changed.append((row.key, value))
            default:
                report.people.changed += 1
                changed.append((row.key, value))
            }
        }
        return changed
    }

    private static func write(
        _ entries: [(id: CaseID, entry: Entry)], _ persons: [(key: String, value: [UInt8])],
        _ address: LogAddress
    ) throws {
        guard !entries.isEmpty || !persons.isEmpty else { return }
        let writer = try LogWriter(address)
        defer { writer.close() }
        var progress = Progress("import", total: entries.count + persons.count)
        // Who is told is known before there is anything to tell.
        for (index, person) in persons.enumerated() {
            try writer.write(.people, key: person.key, value: person.value)
            progress.update(index + 1)
        }
        try writer.flush()
        for (index, item) in entries.enumerated() {
            try writer.append(item.entry, to: item.id)
            progress.update(persons.count + index + 1)
        }
        try writer.flush()
        progress.finish()
    }
}
