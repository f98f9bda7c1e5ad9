import Analytics
import Arguments
import CSV
import Caseload
import Contracts
import Glibc
import Letters
import Return
import Runtime
import Statute

/// `annual-review sen2`: the review items and placements of the DfE's SEN2 return, checked and reconciled before anybody sends
/// it.
enum SEN2Command {
    /// The largest file of a council's own export, in bytes.
    static let mostBytes = 256 << 20
    /// How many lines of what was found are shown.
    private static let firstLines = 40

    static let command = Command(
        name: "sen2", summary: "Make the SEN2 return's review items and placements, check and reconcile it",
        discussion: """
            The plans that were maintained on the census day, and those that ended in the calendar year before it or since: \
            child, plan, review, transfer, placement and need, as the record has them. What this record does not hold \
            (requests, assessments, surnames, entry dates, units) is taken from --own, a folder with the council's own Blade \
            files, whose nativeid is the case; without it, it is said to be missing. Each check says case, item and what to do. \
            All counts are held against the figures of seeds/metrics; the exit status is 1 when an item is missing or cannot be \
            so, or a count differs. What is not known of the DfE's form is listed and never guessed. The files hold names: keep \
            them as you keep the case files. \(ReturnsAccess.principal)
            """,
        example: """
            annual-review sen2 --year 2026
            annual-review sen2 --year 2026 --own blade --format xml --out sen2.xml
            annual-review sen2 --year 2026 --own blade --format csv --out sen2
            """,
        options: Cluster.options + [
            .choice("year", ReturnForm.allCases.map { "\($0.rawValue)" }, default: "2026", "of which census"),
            .text("la", "NUMBER", "the council's three digits, as 305 (default: as seeds/councils has them)"),
            .choice(
                "format", ["xml", "csv"], default: "xml", "what to write: one file of XML, or a folder of Blade files"),
            .text("out", "PATH", "the file, or with --format csv the folder; without it the return is only checked"),
            .text("own", "DIR", "a folder with the council's own Blade files, for what the record does not hold"),
            .flag("all", "show everything that was found"), .flag("json", "as JSON"),
            .text(
                "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS", "where metrics are declared"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let year = try arguments.string("year")
        guard let form = ReturnForm.allCases.first(where: { "\($0.rawValue)" == year }) else {
            throw UsageError(
                "--year takes one of \(ReturnForm.allCases.map { "\($0.rawValue)" }.joined(separator: ", "))")
        }
        let out = arguments.optionalString("out")
        let named = arguments.optionalString("la")
        guard named.map({ $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x30...0x39) ~= $0 } }) ?? true else {
            throw UsageError("--la takes the council's three digits, as 305")
        }
        let seeds = Seeds(folder: try arguments.string("seeds"))
        let own = try arguments.optionalString("own").map { try export($0) }
        let access = try ReturnsAccess(try Cluster.address(arguments))
        let today = try access.caseload.requireDay()
        guard form.censusDay <= today else {
            throw CommandError(
                "the census day of \(year), \(form.censusDay), has not come: the log's today is \(today)")
        }
        let authority = try named ?? authority(of: access.caseload.began?.council, in: seeds) ?? ""
        guard !authority.isEmpty || out == nil else {
            throw UsageError(
                "--out needs the council's three digits: give --la, as 305, or write authority: \"305\" into its file of "
                    + seeds.path("councils"))
        }
        let report = try SEN2Report(
            form, authority: authority, caseload: access.caseload, children: access.children, data: access.data,
            own: own,
            metrics: try seeds.metrics())
        if access.unreadable > 0 {
            Output.note("\(access.unreadable) records of children could not be read: nothing of them is in the return")
        }
        var written: [String] = []
        if let out {
            if try arguments.string("format") == "xml" {
                try Disk.write(report.file.xml(made: now()), to: out)
                written = [out]
            } else {
                try Disk.makeFolder(out)
                for file in report.file.blade(exported: today) {
                    try Disk.write(file.bytes, to: "\(out)/\(file.name)")
                    written.append("\(out)/\(file.name)")
                }
            }
        }
        Output.write(
            arguments.flag("json")
                ? report.json(written) : report.text(written, most: arguments.flag("all") ? .max : firstLines))
        return report.isClean ? ExitStatus.success : ExitStatus.failure
    }

    /// The digits of the log's council, as its file has them; nil where it has no file, or none.
    static func authority(of council: String?, in seeds: Seeds) throws -> String? {
        guard let council, try seeds.names(in: "councils", suffix: ".yaml").contains("councils/\(council).yaml") else {
            return nil
        }
        let file = "councils/\(council).yaml"
        return try Council(parsing: try seeds.text(file), file: seeds.path(file)).authority
    }

    /// The moment, as 2026-01-20T10:00:00, in UTC.
    private static func now() -> String {
        var (seconds, parts) = (time(nil), tm())
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }

    /// The Blade files of that folder.
    static func export(_ folder: String) throws -> BladeExport {
        guard let names = Disk.names(in: folder) else { throw CommandError("cannot read the folder \(folder)") }
        var files: [(name: String, table: CSVTable)] = []
        for name in names where name.lowercased().hasSuffix(".csv") {
            guard ReturnModule.allCases.contains(where: { name.lowercased().hasSuffix("_\($0.blade).csv") }) else {
                continue
            }
            let path = "\(folder)/\(name)"
            files.append((name, try CSVTable(parsing: try Disk.read(path, most: mostBytes), file: path)))
        }
        let export = try BladeExport(files)
        if !export.passedOver.isEmpty {
            Output.note("nothing is taken from: \(export.passedOver.joined(separator: ", "))")
        }
        return export
    }
}

/// `annual-review sen2-join`: the Blade files of a return as one row a child.
enum SEN2JoinCommand {
    static let command = Command(
        name: "sen2-join", summary: "Join the Blade files of a SEN2 return into one row a child, for import",
        discussion: """
            Reads a folder of Blade files, as `annual-review sen2 --format csv` and the DfE's COLLECT write them, and writes one \
            row a child in the columns of seeds/mappings/sen2-person-level.yaml: the plan that is maintained, its latest \
            review, and of placements and needs the first in rank. It reads files alone; no broker is needed.
            """,
        example: """
            annual-review sen2-join blade --out children.csv
            annual-review import children.csv --map seeds/mappings/sen2-person-level.yaml --dry-run
            """,
        options: [.text("out", "FILE", "the file; without it, standard output")],
        positionals: [Positional("DIR", "the folder of the Blade files")],
        run: { arguments in
            let export = try SEN2Command.export(try arguments.string("DIR"))
            guard let file = arguments.optionalString("out") else {
                Output.write(export.joined)
                return ExitStatus.success
            }
            try Disk.write(export.joined, to: file)
            Output.write("wrote \(file): \(export.people.count) children\n")
            return ExitStatus.success
        })
}
