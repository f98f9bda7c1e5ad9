import Analytics
import Arguments
import CSV
import CaseFile
import Caseload
import Casework
import Contracts
import Metrics
import Quality
import Runtime
import Statute

/// `annual-review pilot`: a pilot is judged by what was set down before it started.
enum PilotCommand {
    static let command = Command(
        name: "pilot", summary: "Show, judge and announce a pilot by what was set down before it started",
        discussion: """
            A file of seeds/pilots says what a pilot of seeds/models is for and by which figures, with whom it is compared, what \
            harm ends it, what families are asked, and on which day the result is published. Its hash shows that nothing was \
            changed since: publish it before the first day.
            """,
        example: """
            annual-review pilot show bromley-pilot
            annual-review pilot judge bromley-pilot --hash HASH
            annual-review pilot notice bromley-pilot --out notice
            """,
        subcommands: [show, judge, notice])

    private static let seeds = Option.text(
        "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS", "where pilots, models and metrics are")
    private static let name = Positional("NAME", "a file of seeds/pilots, as bromley-pilot")

    private static let show = Command(
        name: "show", summary: "Tell in words how a pilot will be judged, and the file's hash",
        example: "annual-review pilot show bromley-pilot", options: [seeds], positionals: [name],
        run: { arguments in
            Output.write(PilotReport.text(of: try plan(arguments)))
            return ExitStatus.success
        })

    private static let judge = Command(
        name: "judge", summary: "Judge a pilot as at the log's today, or its last day",
        discussion: """
            Each aim with its figure in both groups and the interval of the difference; what harm there is; the letters that \
            left for families, and the requests that each setting got, under each model. With --hash the file is refused when it is not \
            the one that was published. Before the day of publication the result is for who runs the pilot alone. The exit \
            status is 1 when a threshold of harm is reached. Counts are exact: they are not for publication where they are small.
            """,
        example: "annual-review pilot judge bromley-pilot --json",
        options: Cluster.options + [
            .text("hash", "HASH", "the hash that was published before the first day"), .flag("json", "as JSON"), seeds,
        ],
        positionals: [name],
        run: { arguments in
            let plan = try plan(arguments)
            if let hash = arguments.optionalString("hash"), hash != plan.sha256.description {
                throw CommandError(
                    "seeds/pilots/\(plan.name).yaml is not the file of that hash: its own is \(plan.sha256). Put back the file "
                        + "that was published; a pilot is judged by nothing else")
            }
            let caseload = try Caseload.read(try Cluster.address(arguments))
            let today = try caseload.requireDay()
            guard today >= plan.from else { throw CommandError("the pilot starts on \(plan.from); today is \(today)") }
            let folder = Seeds(folder: try arguments.string("seeds"))
            let report = try PilotReport(
                plan, caseload, on: min(today, plan.until), today: today, models: try ModelFolder.all(arguments),
                metrics: try folder.metrics())
            Output.write(arguments.flag("json") ? report.json : report.text)
            return report.judgement.harmful.isEmpty ? ExitStatus.success : ExitStatus.failure
        })

    private static let notice = Command(
        name: "notice", summary: "Write the notice of a pilot, and the list of everybody who must have it",
        discussion: """
            Every family of a maintained plan, in the pilot or not, and every setting where a child of the council is, also outside \
            its area. notice.txt is what they are told, addressees.csv names cases with contacts, and settings, by number: \
            whom decisions say not to write to is left out and counted. It sends nothing.
            """,
        example: "annual-review pilot notice bromley-pilot --out notice",
        options: Cluster.options + [.text("out", "DIR", "the folder"), seeds], positionals: [name],
        run: { arguments in
            let plan = try plan(arguments)
            let addressees = PilotAddressees(try Caseload.read(try Cluster.address(arguments)))
            if let out = arguments.optionalString("out") {
                try Disk.makeFolder(out)
                try Disk.write(Array("\(plan.title)\n\n\(plan.notice)\n".utf8), to: "\(out)/notice.txt")
                try Disk.write(addressees.csv, to: "\(out)/addressees.csv")
            }
            Output.write(addressees.text)
            return ExitStatus.success
        })

    private static func plan(_ arguments: Arguments) throws -> PilotPlan {
        let folder = Seeds(folder: try arguments.string("seeds"))
        let name = try arguments.string("NAME")
        let file = "pilots/\(name).yaml"
        let there = try folder.names(in: "pilots", suffix: ".yaml")
        guard there.contains(file) || there.contains("\(name).yaml") else {
            throw CommandError(
                "there is no plan \(name) in \(folder.path("pilots")); there are "
                    + there.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: ", "))
        }
        return try PilotPlan(try folder.text(file), name: name, file: folder.path(file))
    }
}

/// Everybody who must have the notice of a pilot.
struct PilotAddressees {
    /// The contacts of families, by case.
    private(set) var contacts: [(id: CaseID, contact: UInt8)] = []
    /// The settings, by number.
    private(set) var settings: Set<UInt32> = []
    /// Contacts who hold rights and are not written to, by decision.
    private(set) var closed = 0
    /// Cases with nobody who can be written to.
    private(set) var unreached: [CaseID] = []

    init(_ caseload: Caseload) {
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) {
            guard let plan = known.file.plan, known.file.ended == nil else { continue }
            if let setting = plan.setting { settings.insert(setting) }
            let holders = known.file.toldHolders.map(\.number)
            closed += known.file.rightsHolders.count { !$0.mayBeWrittenTo }
            if holders.isEmpty { unreached.append(id) }
            contacts += holders.map { (id, $0) }
        }
    }

    var csv: [UInt8] {
        var writer = CSVWriter()
        writer.append(["to", "case", "contact", "setting"])
        for (id, contact) in contacts { writer.append(["family", .text(id.text), .integer(Int(contact)), .empty]) }
        for setting in settings.sorted() { writer.append(["setting", .empty, .empty, .integer(Int(setting))]) }
        return writer.bytes
    }

    var text: String {
        "\(contacts.count) contacts of families and \(settings.count) settings must have the notice; \(closed) contacts are not "
            + "written to, by decision\n"
            + (unreached.isEmpty
                ? "" : "nobody can be written to in: \(unreached.map(\.text).joined(separator: ", "))\n")
    }
}
