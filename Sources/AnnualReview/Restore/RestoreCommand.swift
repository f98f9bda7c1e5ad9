import Backup
import Caseload
import Arguments
import Contracts
import JSON
import Runtime

/// `annual-review restore`: makes a backup the record again.
enum RestoreCommand {
    static let command = Command(
        name: "restore",
        summary: "Write a backup into empty topics of the same namespace",
        discussion: """
            For a log that was lost or damaged, with every service stopped. Topics that are not there are made; one that \
            holds anything is refused. The case files get the offsets that they had, and their heads are read back and \
            compared; of the other topics what stood last is written. Where a transaction had left a gap, a record that \
            says nothing keeps its place. What happened since the backup was made is not in it: with --folder and \
            --read-model the outbox and the read model are read, and what they know that the backup does not is listed, \
            case by case, before anything is written. Keep the brokers' old data until all of it was recorded again.
            """,
        example: "annual-review restore /srv/backup/bromley --folder outbox --read-model state/analytics.db",
        options: Cluster.options + [
            .text("folder", "DIR", "the folder into which the notifier sent (the outbox)"),
            .text("read-model", "FILE", "the read model of analytics"),
            .flag(
                "record-alone",
                "write the case files alone: everything beside them is still there, and of the same log"),
            .flag("accept-loss", "restore although what is listed as missing is lost"),
            .flag("dry-run", "verify the backup and list what is missing; write nothing"),
            .flag("json", "report as JSON; asks nothing"),
        ],
        positionals: [Positional("DIR", "the folder of the backup")],
        run: { arguments in try run(arguments) })

    /// What a restore found and did.
    private struct Report: Fields {
        var log = LogName(high: 0, low: 0)
        var council = ""
        var made = ""
        var cases = 0
        var missing = Loss()
        var isCompared = false
        var restored = 0
        var heads: [PartitionHead] = []

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("log", &log, "The name of the log.")
            try visitor.field("council", &council, "Whose log it is.")
            try visitor.field("made", &made, "When the backup was made.")
            try visitor.field("cases", &cases, "How many cases it holds.")
            try visitor.field("compared", &isCompared, "Whether an outbox or a read model was looked at.")
            try visitor.field("missing", &missing, "What these know that the backup does not.")
            try visitor.field("restored", &restored, "How many records were written.")
            try visitor.field("heads", &heads, "The proof of each partition, as it was read back.")
        }
    }

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let path = try arguments.string("DIR")
        let address = try Cluster.address(arguments)
        let folder = try BackupFolder(path, toWrite: false)
        let restore = try RestoreRun(address, from: folder, recordAlone: arguments.flag("record-alone"))
        let outbox = try arguments.optionalString("folder").map { try OutboxFolder($0) }
        let model = try arguments.optionalString("read-model").map { try ReadModelFile($0) }
        try restore.checkTopics()
        let caseload = try restore.caseload()
        let loss = try restore.loss(caseload, outbox, model)
        guard let manifest = try folder.manifest() else {
            throw CommandError("\(path) holds no backup: it has no \(BackupManifest.file)")
        }
        var report = Report()
        report.log = manifest.log
        report.council = manifest.council
        report.made = manifest.made
        report.cases = caseload.cases.count
        report.missing = loss
        report.isCompared = outbox != nil || model != nil
        let isJSON = arguments.flag("json")
        if !isJSON { Output.write(words(report, path)) }
        guard !arguments.flag("dry-run") else {
            if isJSON { Output.write(try report.line()) }
            return loss.isEmpty ? ExitStatus.success : ExitStatus.failure
        }
        if !loss.isEmpty, !arguments.flag("accept-loss") {
            if isJSON { Output.write(try report.line()) }
            guard !isJSON, Output.canAsk else {
                throw CommandError(
                    "nothing was written: what is listed would be lost. Look for a newer backup, or say --accept-loss "
                        + "and record it again")
            }
            guard Output.confirms("All that is listed is lost with this backup. Restore it nevertheless?") else {
                throw CommandError("nothing was written")
            }
        }
        report.restored = try restore.run()
        report.heads = (manifest.part(.caseFiles)?.partitions ?? []).map {
            PartitionHead($0.partition, through: $0.next, $0.head ?? RecordHead())
        }
        if isJSON {
            Output.write(try report.line())
        } else {
            Output.write("\(report.restored) records are restored; each partition has its head again.\n")
            if model != nil, !loss.isEmpty {
                Output.write("The read model knows more than the log now: remove its file before analytics starts.\n")
            }
            Output.write(
                "Now run: annual-review check \(address.options); then start the services, and begin a new folder for the "
                    + "next backup.\n")
        }
        return ExitStatus.success
    }

    private static func words(_ report: Report, _ path: String) -> String {
        var text =
            "\(path) is whole: the log \(report.log) of \(report.council), \(report.cases) cases, as of \(report.made).\n"
        text += "What was recorded since then is not in it.\n"
        if !report.missing.isEmpty {
            text += "Known elsewhere, and not in this backup:\n\(report.missing.text)"
        } else if report.isCompared {
            text += "What was looked at knows nothing that is not in it.\n"
        } else {
            text += "Whether the outbox or the read model know more was not looked at (--folder, --read-model).\n"
        }
        return text
    }
}
