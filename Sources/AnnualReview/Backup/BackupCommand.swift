import JSON
import Backup
import Caseload
import Arguments
import Contracts
import Glibc
import Runtime

/// `annual-review backup`: copies the log, and everything beside it, into a folder, while the services run.
enum BackupCommand {
    static let command = Command(
        name: "backup",
        summary: "Copy the log and all topics into a folder, or verify such a copy",
        discussion: """
            While services run. The first time everything is copied; every later run reads the case files again from \
            their beginning, holds them against what is kept, verifies every file that is there, and adds what is new. \
            A log that is damaged, or is another than the one that is kept, is said, with exit status 1, and nothing that \
            is kept is changed. The folder holds names, addresses, letters and reports, not encrypted: it is made for \
            its owner alone (0700, files 0600); keep it as you keep the files themselves, on another host. Run it at least \
            every twelve hours. An erased person is in older segments until the folder is deleted: begin a new folder at \
            least as often as your retention says. --verify needs no broker.
            """,
        example: "annual-review backup /srv/backup/bromley\nannual-review backup /srv/backup/bromley --verify",
        options: Cluster.options + [
            .flag("verify", "read the backup and ask no broker: is every file whole?"),
            .flag("json", "report as JSON"),
        ],
        positionals: [Positional("DIR", "the folder of the backup; made when it is not there")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let path = try arguments.string("DIR")
        let isLook = arguments.flag("verify")
        let report =
            isLook
            ? try BackupReport(verifying: BackupFolder(path, toWrite: false))
            : try BackupRun(
                try Cluster.address(arguments), into: BackupFolder(path, toWrite: true), now: Int64(time(nil))
            ).run()
        Output.write(arguments.flag("json") ? try report.line() : report.text(of: path))
        return ExitStatus.success
    }
}
