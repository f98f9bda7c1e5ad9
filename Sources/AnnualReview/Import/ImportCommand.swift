import CouncilFiles
import Caseload
import Arguments
import CSV
import CaseFile
import Casework
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
            A row of PLANS is one case: the plan, and the review that is open. A row of --people is one contact of a case, \
            or somebody of a setting, the council or a team. What is unknown stays unknown: leave the cell empty. Importing the same file twice changes nothing; a changed row corrects what was imported. Rows \
            that cannot be true are reported with line, column and reason, and the others are imported. Nothing is sent \
            about an imported case until `annual-review release`. Who was erased stays erased, whatever an old file says, \
            unless --bring-back names them. With --map, PLANS is a council's own export: what was done with each of its \
            columns is said, and who is in one of file and log alone.
            """,
        example: "annual-review import plans.csv --people people.csv --dry-run",
        options: Cluster.options + [
            .text(
                "people", "FILE", "contacts and children of cases; names and addresses of settings, officers and teams"),
            .text(
                "map", "FILE",
                "PLANS is a council's own export, which this file of YAML maps to our columns, as those in seeds/mappings"
            ),
            .flag("dry-run", "check the files and say what would be recorded; record nothing"),
            .text("council", "NAME", "the model of rows that name none (default: the council that the log began with)"),
            .text(
                "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS", "the folder that holds models/"),
            .text(
                "bring-back", "KEY", repeats: true,
                "write somebody of the file who was erased: B-10432/1 (a contact), B-10432 (the child), officer/C-07"),
            .integer("show", "N", default: 50, "how many problems to show"),
            .flag("columns", "print the columns of both files and what may stand in them"),
            .flag("json", "report as JSON"),
        ] + FileReading.options,
        positionals: [Positional("PLANS", isRequired: false, "the file of plans and open reviews")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        if arguments.flag("columns") {
            Output.write(ImportReport.columnsOfFiles)
            return ExitStatus.success
        }
        let plansFile = arguments.optionalString("PLANS")
        let peopleFile = arguments.optionalString("people")
        guard plansFile != nil || peopleFile != nil else { throw UsageError("PLANS is missing: the file of plans") }
        var reading = FileReading(arguments)
        let mapped = try mapped(plansFile, peopleFile, reading, arguments)
        if let mapped { reading = mapped.reading }
        let plans = try mapped.map(\.plans) ?? plansFile.map { try rows(of: $0, reading) }
        let people = try mapped?.people ?? peopleFile.map { try rows(of: $0, reading) }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address)
        let today = try caseload.requireDay()
        let models = Disk.names(in: "\(try arguments.string("seeds"))/models").map { names in
            Set(names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) })
        }
        let council = arguments.optionalString("council") ?? caseload.began?.council ?? ""
        let model = models?.contains(council) ?? !council.isEmpty ? council : "statutory"

        let reportNotes =
            models == nil
            ? ["no folder of models is at hand (--seeds, AR_SEEDS): the names of models in the files were not checked"]
            : []
        var report = ImportReport(isDryRun: arguments.flag("dry-run"), show: try arguments.int("show"))
        report.notes = reportNotes
        var files = Files()
        if let plans {
            files.plans = try PlanTable(
                plans, frame: PlanTable.Frame(today: today, models: models, model: model), reading: reading)
        }
        if let people {
            files.people = try PeopleTable(
                people, today: today, reading: reading,
                known: known(in: files.plans, and: caseload), born: born(in: files.plans, and: caseload))
        }
        let entries = try entries(of: files, onto: caseload, report: &report)
        var records: [Record] = []
        if let people = files.people {
            var known = Standing(
                people: try standing(.people, address), children: try standing(.children, address))
            known.bringBack(arguments.strings("bring-back"))
            records = try changed(people, from: known, report: &report)
        }
        if let mapped {
            report.say(mapped, reconciled: files.plans.map { Reconciliation($0, caseload) })
        }
        if !report.isDryRun { try write(entries, records, address) }
        Output.write(arguments.flag("json") ? try report.json() : report.text)
        return report.hasRefused ? ExitStatus.failure : ExitStatus.success
    }

    /// The rows of a file.
    private static func rows(of file: String, _ reading: FileReading) throws -> CSVFile {
        try CSVFile.rows(of: try Disk.read(file, most: CSVFile.maximumByteCount), file: file, reading)
    }

    /// The council's own export by its map; nil without `--map`.
    private static func mapped(
        _ plans: String?, _ people: String?, _ given: FileReading, _ arguments: Arguments
    ) throws -> MappedFile? {
        guard let file = arguments.optionalString("map") else { return nil }
        guard let plans else { throw UsageError("--map maps PLANS, which is missing: the council's export") }
        var map = try CouncilMap.read(file)
        guard people == nil || map.people.isEmpty else {
            throw UsageError("\(file) takes people from \(plans): leave --people out")
        }
        // What is said on the command line goes before what the map says.
        if let encoding = given.encoding { map.reading.encoding = encoding }
        if let days = given.days { map.reading.days = days }
        let daysBecause = given.days == nil ? "as \(file) says" : given.daysBecause
        return try MappedFile(
            try Disk.read(plans, most: CSVFile.maximumByteCount), file: plans, by: map, daysBecause: daysBecause)
    }

    /// The month of birth of a case's child: as those plans have it, or else the log.
    static func born(in plans: PlanTable?, and caseload: Caseload) -> (CaseID) -> Month? {
        let given = Dictionary(
            plans?.rows.compactMap { row in row.plan.born.map { (row.id, $0) } } ?? [],
            uniquingKeysWith: { first, _ in first })
        return { given[$0] ?? caseload.cases[$0]?.file.plan?.born }
    }

    /// Whether there is a case: in the log or in those plans.
    static func known(in plans: PlanTable?, and caseload: Caseload) -> (CaseID) -> PeopleTable.Known {
        let imported = Set(plans?.rows.map(\.id) ?? [])
        let refused = plans?.refusedCases ?? []
        return { id in
            if imported.contains(id) || caseload.cases[id] != nil { return .known }
            return refused.contains(id) ? .refused : .unknown
        }
    }

    /// The files of one import, as far as they were given.
    struct Files {
        var plans: PlanTable?
        var people: PeopleTable?
    }

    /// The entries that the rows add, one a case.
    static func entries(
        of files: Files, onto caseload: Caseload, report: inout ImportReport
    ) throws(CommandError) -> [(id: CaseID, entry: Entry)] {
        var events: [CaseID: [Event]] = [:]
        var order: [CaseID] = []
        func add(_ id: CaseID, _ more: [Event]) {
            guard !more.isEmpty else { return }
            if events[id] == nil { order.append(id) }
            events[id, default: []] += more
        }
        if let table = files.plans {
            report.begin(table)
            for row in table.rows {
                let known = caseload.cases[row.id]
                let change = CaseImport(of: row, onto: known)
                if let warning = change.warning { report.warn(table.file, row.line, warning, of: row.id) }
                if change.events.isEmpty {
                    report.plans.unchanged += 1
                } else if known?.file.plan == nil {
                    report.plans.new += 1
                } else {
                    report.plans.changed += 1
                }
                add(row.id, change.events)
            }
        }
        if let table = files.people {
            report.begin(table)
            let born = born(in: files.plans, and: caseload)
            for family in table.families {
                let known = caseload.cases[family.id]
                let change = ContactImport(of: family, onto: known, on: try caseload.today(of: family.id))
                report.contacts.rows += family.contacts.count
                report.contacts.new += change.new
                report.contacts.changed += change.changed
                report.contacts.unchanged += family.contacts.count - change.new - change.changed
                for (line, finding) in change.warnings { report.warn(table.file, line, finding, of: family.id) }
                if let (line, day) = family.child.born, let month = born(family.id),
                    Month(of: day) != month
                {
                    report.warn(
                        table.file, line, Finding(.bornOtherwise, .day(day), .text("\(month)")), of: family.id)
                }
                add(family.id, change.events)
            }
        }
        var entries: [(id: CaseID, entry: Entry)] = []
        for id in order {
            let recorded = try caseload.today(of: id)
            entries.append((id, Entry(by: Operator.importing, recorded: recorded, events: events[id] ?? [])))
        }
        report.entries = entries.count
        if let table = files.plans {
            let added = Dictionary(entries.map { ($0.id, $0.entry) }, uniquingKeysWith: { first, _ in first })
            var looks = PlanLooks()
            for row in table.rows {
                var file = caseload.cases[row.id]?.file ?? CaseFile()
                if let entry = added[row.id] { _ = file.append(entry, at: .max) }
                looks.take(row, file, on: try caseload.today(of: row.id))
            }
            report.warnings += looks.all(of: table.file)
        }
        return entries
    }

    /// A record beside the case files.
    struct Record: Equatable {
        let topic: Topic
        let key: String
        let value: [UInt8]
    }

    /// What stands last under a key.
    enum Last: Equatable {
        case value([UInt8])
        /// A tombstone: who stood there was erased.
        case erased
    }

    /// What stands on the topics beside the case files, by key.
    struct Standing {
        var people: [String: Last] = [:]
        var children: [String: Last] = [:]

        /// Forgets that those were erased.
        mutating func bringBack(_ keys: [String]) {
            for key in keys {
                if people[key] == .erased { people[key] = nil }
                if children[key] == .erased { children[key] = nil }
            }
        }
    }

    private static func standing(_ topic: Topic, _ address: LogAddress) throws -> [String: Last] {
        var known: [String: Last] = [:]
        try LogReader(address).readToEnd(topic) { _, _, key, value in
            guard let key else { return }
            known[String(decoding: key, as: UTF8.self)] = value.map { .value([UInt8]($0)) } ?? .erased
        }
        return known
    }

    /// The people and children who are new or of whom something changed, but for those who were erased. What only returns
    /// read is written whenever it is known: this program may not read what stands there.
    static func changed(
        _ table: PeopleTable, from standing: Standing, report: inout ImportReport
    ) throws -> [Record] {
        var changed: [Record] = []
        func note(_ record: Record, _ known: [String: Last], _ count: inout ImportReport.Count) -> Bool {
            switch known[record.key] {
            case .erased:
                count.unchanged += 1
                return false
            case .value(record.value): count.unchanged += 1
            case .value:
                count.changed += 1
                changed.append(record)
            case nil:
                count.new += 1
                changed.append(record)
            }
            return true
        }
        func warn(_ key: String, line: Int) {
            report.warn(
                table.file, line,
                "\(key) was erased and stays so; to write what the file says: --bring-back \(key)")
        }
        for row in table.rows {
            let record = Record(topic: .people, key: row.key, value: try row.person.json())
            if !note(record, standing.people, &report.people) { warn(row.key, line: row.line) }
        }
        for family in table.families {
            let key = family.id.text
            // Whoever erases a child erases what returns read of it; this program sees the first only.
            let isErased = standing.children[key] == .erased
            let line = family.contacts.first?.line ?? 1
            if let child = family.child.child {
                report.children.rows += 1
                let record = Record(topic: .children, key: key, value: try child.json())
                _ = note(record, standing.children, &report.children)
            }
            if isErased, family.child.child != nil || family.child.childReturn != nil { warn(key, line: line) }
            guard let child = family.child.childReturn, !isErased else { continue }
            report.returns += 1
            changed.append(Record(topic: .childrenReturn, key: key, value: try child.json()))
        }
        return changed
    }

    private static func write(
        _ entries: [(id: CaseID, entry: Entry)], _ records: [Record], _ address: LogAddress
    ) throws {
        guard !entries.isEmpty || !records.isEmpty else { return }
        let writer = try LogWriter(address)
        defer { writer.close() }
        var progress = Progress("import", total: entries.count + records.count)
        // Who is told, and of whom, is known before there is anything to tell.
        for (index, record) in records.enumerated() {
            try writer.write(record.topic, key: record.key, value: record.value)
            progress.update(index + 1)
        }
        try writer.flush()
        for (index, item) in entries.enumerated() {
            try writer.append(item.entry, to: item.id)
            progress.update(records.count + index + 1)
        }
        try writer.flush()
        progress.finish()
    }
}
