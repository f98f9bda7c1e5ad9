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
            changed since: `commit` says it in the log before the first day, and a pilot is judged by nothing else.
            """,
        example: """
            annual-review pilot show bromley-pilot
            annual-review pilot commit bromley-pilot --by manager/M-02
            annual-review pilot judge bromley-pilot
            annual-review pilot notice bromley-pilot --out notice
            """,
        subcommands: [show, commit, judge, notice])

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

    private static let commit = Command(
        name: "commit", summary: "Say in the log, before the first day, by what a pilot will be judged",
        discussion: """
            The log then holds the file's hash, the first day and the day of publication. It counts before the first day, and once \
            a pilot: whoever could change the aims later could choose the result.
            """,
        example: "annual-review pilot commit bromley-pilot --by manager/M-02",
        options: Cluster.options + [.text("by", "ROLE/ID", "who says it, as manager/M-02"), seeds],
        positionals: [name],
        run: { arguments in
            let plan = try plan(arguments)
            guard let text = arguments.optionalString("by") else { throw UsageError("--by ROLE/ID is missing") }
            let actor = try Operator.named(text)
            guard actor.maySay(.pilotCommitted) else {
                throw UsageError(
                    "how a pilot is judged is not for \(actor) to set down: name with --by ROLE/ID one of "
                        + EventKind.pilotCommitted.saidBy.words.joined(separator: ", "))
            }
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let today = try caseload.requireDay()
            guard today < plan.from else {
                throw CommandError(
                    "the pilot starts on \(plan.from), and the log's day is \(today): what is set down counts before it starts"
                )
            }
            let data = PilotCommitted(
                pilot: plan.name, from: plan.from, published: plan.published, sha256: plan.sha256)
            let entries = try SendingCommands.entries(
                "pilot-commit-\(plan.name)", .pilotCommitted(data), caseload, by: actor, unless: { _ in false })
            let writer = try LogWriter(address)
            defer { writer.close() }
            for (partition, entry) in entries { try writer.append(entry, toLogOf: partition) }
            try writer.flush()
            let commitment = commitment(of: plan, in: try Caseload.read(address))
            guard commitment?.sha256 == plan.sha256 else {
                throw CommandError(
                    commitment.map {
                        "it does not count: \($0.by.text) committed to another file of \(plan.name) on \($0.said), \($0.sha256)"
                    } ?? "it does not count: the pilot has started meanwhile")
            }
            Output.write(
                "Committed: \(plan.name) is judged by \(plan.sha256), and published on \(plan.published.inWords).\n")
            return ExitStatus.success
        })

    /// What was set down of that pilot before it started; nil where nothing was.
    private static func commitment(of plan: PilotPlan, in caseload: Caseload) -> PilotCommitment? {
        caseload.logs.first?.pilots.first { $0.pilot == plan.name }
    }

    private static let judge = Command(
        name: "judge", summary: "Judge a pilot as at the log's today, or its last day",
        discussion: """
            Each aim with its figure in both groups and the interval of the difference; what harm there is; the letters and pages \
            that left for families, what officers and settings recorded, and the requests that each setting got, under each \
            model. The file is refused when it is not the one that `pilot commit` said in the log, or, with --hash, not that \
            one. Before the day of publication the result is for who runs the pilot alone. The exit \
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
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let commitment = commitment(of: plan, in: caseload)
            if let commitment, commitment.sha256 != plan.sha256 {
                throw CommandError(
                    "seeds/pilots/\(plan.name).yaml is not the file to which \(commitment.by.text) committed on "
                        + "\(commitment.said): its hash is \(plan.sha256), and that one's \(commitment.sha256). Put that file back"
                )
            }
            let today = try caseload.requireDay()
            guard today >= plan.from else { throw CommandError("the pilot starts on \(plan.from); today is \(today)") }
            let folder = Seeds(folder: try arguments.string("seeds"))
            let last = min(today, plan.until)
            let report = try PilotReport(
                plan, caseload, on: last, today: today, models: try ModelFolder.all(arguments),
                metrics: try folder.metrics(), paper: try PilotPaper(reading: address, from: plan.from, to: last),
                commitment: commitment)
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
