public import Arguments
import Glibc
import Metrics
import Runtime
import Statute

/// The program `analytics`: the service, and what reads its file without it.
public enum AnalyticsProgram {
    static let database = Option.text(
        "database", "FILE", default: "./state/analytics.db", environment: "AR_DATABASE",
        "the read model (SQLite); a file that is gone is built again from the log")

    static let seeds = Option.text(
        "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS", "where metrics are declared")

    /// What the page, the figures and the DfE's table ask for.
    private static let period: [Option] = [
        database, seeds, .text("from", "DATE", "the first day of the period (default: the year up to its last day)"),
        .text("to", "DATE", "the last day of the period (default: the log's today)"),
    ]

    /// One metric, or all, of any period; also a command of `annual-review`.
    public static let figure = FigureCommand.command
    /// What somebody asks who enquires into a council; also a command of `annual-review`.
    public static let enquiry = EnquiryCommand.command
    /// Whether groups of children fare otherwise than the others; also a command of `annual-review`.
    public static let signals = SignalsCommand.command
    /// The page for anybody to see, held against what was published before; also a command of `annual-review`.
    public static let publish = PublishCommand.command

    /// The service.
    public static let service = Command(
        name: "analytics", summary: "Counts: figures, the page, files and metrics, from every case file",
        discussion: """
            The page stands under --http. `analytics page` writes it from the read model without the service, and \
            `analytics figures` prints it for programs; each has its own --help.
            """,
        example: "analytics --bootstrap-servers 127.0.0.1:9092 --database state/analytics.db --http 127.0.0.1:8082",
        options: ServiceOptions.options + [
            database,
            .text("page", "DIR", environment: "AR_PAGE", "also write the page and its files into this folder"),
            .integer(
                "page-every", "SECONDS", in: 1...86_400, default: 30, environment: "AR_PAGE_EVERY",
                "how often at most, and once at the end"),
            .text(
                "kept", "DIR", environment: "AR_KEPT",
                "hold page, figures and topic against what was published, which is kept in this folder, and hold back what "
                    + "would give a small number away"),
        ]
    ) { arguments in
        let path = try arguments.string("database")
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try Folder.make(String(path[..<slash]), mode: 0o700)
        }
        let model = try ReadModel(file: path)
        let log = Log(service: "analytics", level: .warning)
        let metrics = try Seeds(folder: try arguments.string("seeds")).publishedMetrics()
        let kept = arguments.optionalString("kept")
        if let kept { try Folder.make(kept, mode: 0o700) }
        let page = try arguments.optionalString("page").map { folder in
            PageFolder(folder, model, metrics, every: Double(try arguments.int("page-every")), kept: kept) {
                log.write(.warning, "\($0)")
            }
        }
        let dashboard = Dashboard(database: path, metrics: metrics, kept: kept)
        return try ServiceProgram.run(
            Analytics(), sideEffects: try Bookkeeping(model, metrics, page: page, kept: kept), arguments,
            pages: { dashboard.answer($0) },
            metrics: { dashboard.metrics() })
    }

    /// What reads the read model without the service: `analytics page`, `figures`, `figure`, `enquiry`, `publish`,
    /// `dfe`.
    public static let offline = Command(
        name: "analytics", summary: "Reads the figures from the read model, without the service",
        example: "analytics figures --database state/analytics.db",
        subcommands: [page, figures, figure, enquiry, publish, dfe])

    /// Runs the process: the service, unless the first word asks for what works without it.
    public static func main() -> Never {
        let isOffline = offline.subcommands.contains { $0.name == CommandLine.arguments.dropFirst().first }
        (isOffline ? offline : service).main(version: ServiceProgram.version)
    }

    private static let page = Command(
        name: "page", summary: "Writes the page and its files into a folder",
        example: "analytics page --database state/analytics.db --out build/page",
        options: period + [.text("out", "DIR", "the folder; it is made when it is not there")]
    ) { arguments in
        let folder = try arguments.string("out")
        try PageFolder.write(try publication(arguments), to: folder)
        print("\(folder)/index.html")
        return ExitStatus.success
    }

    private static let figures = Command(
        name: "figures", summary: "Prints the figures",
        discussion: """
            With --json everything: figures and tables (docs/metrics.md). Counts are exact, for who may read the cases \
            themselves; with --publish small numbers are left out, as on the page.
            """,
        example: "analytics figures --database state/analytics.db --json",
        options: period + [
            .flag("json", "print JSON, with the tables"), .flag("publish", "leave small numbers out"),
        ]
    ) { arguments in
        let publication = try publication(arguments)
        let isExact = !arguments.flag("publish")
        if arguments.flag("json") {
            let file = try FiguresFiles(publication, exact: isExact).file("figures.json")
            print(String(decoding: file?.bytes ?? [], as: UTF8.self), terminator: "")
            return ExitStatus.success
        }
        print(Summary.text(of: publication, exact: isExact), terminator: "")
        return ExitStatus.success
    }

    static func publication(_ arguments: Arguments) throws -> Publication {
        let path = try arguments.string("database")
        let model = try ReadModel(reading: path)
        let to = try day("to", arguments)
        let from = try day("from", arguments)
        var window: Window?
        if from != nil || to != nil {
            var known: Day? = to
            if known == nil { known = try model.about()?.today }
            if let known {
                window = from.map { Window(from: $0, asAt: known) } ?? Window(yearTo: known)
                if window == nil { throw UsageError("--from must not lie after \(known)") }
            }
        }
        guard
            let publication = try Publication(
                model, try Seeds(folder: try arguments.string("seeds")).publishedMetrics(), window: window)
        else {
            throw UsageError("\(path) holds no day yet: start analytics on a log that has begun")
        }
        return publication
    }

    static func day(_ name: String, _ arguments: Arguments) throws(UsageError) -> Day? {
        guard let text = arguments.optionalString(name) else { return nil }
        guard let day = Day(text) else { throw UsageError("--\(name) takes a day, as 2025-08-31; found \(text)") }
        return day
    }
}

extension AnalyticsProgram {
    fileprivate static let dfe = Command(
        name: "dfe", summary: "Prints the DfE's table of annual reviews of a calendar year",
        discussion: """
            In the DfE's columns, for all plans and by age, placement and years in place; its sex and ethnicity are not in \
            the log. --to is the day of the count in January, --from the first of the year before it. Plans are taken as \
            they stood on that day, as it is known now. Counts are exact: nothing of it is for publication.
            """,
        example:
            "analytics dfe --from 2024-01-01 --to 2025-01-16\nanalytics dfe --from 2024-01-01 --to 2025-01-16 --beside",
        options: period + [
            .flag("beside", "the shares beside those that the DfE published of the council, its region and England")
        ]
    ) { arguments in
        let model = try ReadModel(reading: try arguments.string("database"))
        guard let from = try day("from", arguments), let to = try day("to", arguments),
            let window = Window(from: from, asAt: to)
        else { throw UsageError("--from and --to say the year, as --from 2024-01-01 --to 2025-01-16") }
        guard let today = try model.about()?.today, to <= today else {
            throw UsageError("the log does not know \(to) yet")
        }
        let metrics = try Seeds(folder: try arguments.string("seeds")).metrics()
        guard let plans = try model.tables(asAt: to)[.plans] else { return ExitStatus.failure }
        let table = try DfETable(metrics, plans, window)
        if arguments.flag("beside"), let own = table.rows.first, let council = try model.about()?.council {
            let published = try Benchmark(Seeds(folder: try arguments.string("seeds")), council: council)
            print(published.text(beside: own, year: from.year), terminator: "")
            return ExitStatus.success
        }
        print(String(decoding: table.csv, as: UTF8.self), terminator: "")
        return ExitStatus.success
    }
}

/// The figures as lines for a terminal.
public enum Summary {
    /// A line a figure, and the families who wait.
    public static func text(of publication: Publication, exact: Bool) -> String {
        var text = "\(publication.window.from.inWords) to \(publication.window.asAt.inWords)"
        text +=
            publication.about.isRehearsal ? ", rehearsal: invented children; delays are inputs, not findings\n" : "\n"
        func count(_ id: CountID) -> String {
            (exact ? publication.counts[id] : publication.count(id)).map(grouped) ?? "c"
        }
        func line(_ title: String, _ value: String) {
            text += "  \(title)\(String(repeating: " ", count: max(1, 50 - title.count)))\(value)\n"
        }
        for (title, measure) in [
            ("Reviews opened", Measure.opened), ("Meetings held", .held), ("Decisions made", .decided),
            ("Families told", .told),
        ] { line(title, count(CountID(measure))) }
        for figure in publication.figures {
            let (part, all) = (count(figure.numerator), count(figure.denominator))
            let tenths =
                part == "c" || all == "c"
                ? nil : permille(publication.counts[figure.numerator], of: publication.counts[figure.denominator])
            line(figure.title, "\(tenths.map { "\(decimal($0))%" } ?? "-")  (\(part) of \(all))")
        }
        line("Families who wait for a decision", count(CountID(.waiting)))
        return text
    }
}
