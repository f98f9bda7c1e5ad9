import Arguments
import Caseload
import JSON
import LogCheck

/// `annual-review check`: reads everything by a path of its own, and holds what the services said against it.
enum CheckCommand {
    /// The largest file of figures, in bytes.
    private static let mostBytes = 4 << 20

    static let command = Command(
        name: "check", summary: "Read the whole log by a path of its own, and compare",
        discussion: """
            Reads every topic from its beginning with a fold of its own, and says in numbers what it checked: each \
            conclusion counts once, and only from whom it may come; each message was sent once or says why not, each \
            receipt has its claim and its file, what others are told is what was said; each letter has a copy for everyone \
            who was to be told, each document is there, of its own case and role; whoever was not told in four weeks has \
            an alarm. With --figures it counts the figures of analytics anew. It says the head of every partition, to be \
            kept elsewhere; that the log ends where the groups of the services, the records for others and, with \
            --folder and --read-model, the outbox and the read model had come, it checks, so that an older state that was put \
            back is found. Exit status 1 if anything differs.
            """,
        example:
            "analytics figures --database state/analytics.db --json > figures.json; annual-review check --figures figures.json",
        options: Cluster.options + [
            .text("figures", "FILE", "what `analytics figures --json` printed"),
            .text("folder", "DIR", "the folder into which the notifier sends"),
            .text("read-model", "FILE", "the read model of analytics"),
            .flag("json", "report as JSON"),
            .text("report", "FILE", "also write the report as JSON to this file, for `annual-review compare`"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let address = try Cluster.address(arguments)
        var published: PublishedFigures?
        if let path = arguments.optionalString("figures") {
            let bytes = try Disk.read(path, most: mostBytes)
            do throws(JSONError) {
                published = try PublishedFigures(json: bytes)
            } catch {
                throw CommandError(
                    "\(path) is not what `analytics figures --json` prints (without --publish): \(error)")
            }
        }
        let report = try CheckRun(
            address, figures: published, folder: arguments.optionalString("folder"),
            readModel: arguments.optionalString("read-model")
        ).run()
        let json = try report.json() + [10]
        if let path = arguments.optionalString("report") { try Disk.write(json, to: path) }
        Output.write(arguments.flag("json") ? json : Array(report.text.utf8))
        return report.faults == 0 ? ExitStatus.success : ExitStatus.failure
    }
}
