import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Recording
import Runtime
import Statute

/// `annual-review ledger`: every day of the law that was missed, and what was done about it.
enum LedgerCommand {
    static let command = Command(
        name: "ledger",
        summary: "List every day that was missed: how long, which right waited, and whether a remedy was considered",
        discussion: """
            Of every day that was missed, by case: how many days the family waited, or waits still; which right; the \
            provision that was late for it, where somebody named it; why, as people coded it; when the family was told sorry; \
            and whether a person considered what the family is owed, and what they decided. It reckons no sum and no share of \
            one: whether anything is owed is for a person to decide. Reasons and remedies are given by \
            `annual-review record late-reason-given` and `record remedy-considered`. Counts are exact: not for publication.
            """,
        example: """
            annual-review ledger
            annual-review ledger --from 2024-09-01 --as-at 2025-08-31 --csv > ledger.csv
            annual-review ledger --case B-10432 --json
            annual-review ledger --open
            """,
        options: Cluster.options + [
            .text("from", "DATE", "only days that were missed from that day on"),
            .text(
                "as-at", "DATE", "as it stood at the end of that day, by what is known now (default: the log's today)"),
            .text("case", "ID", "of one case"),
            .choice("missed", MissedDay.allCases.map(\.rawValue), "only such days"),
            .flag("open", "only those of which nobody considered what the family is owed"),
            .flag("csv", "as CSV"), .flag("json", "as JSON"),
            .text("spreadsheet", "OUT", "as a spreadsheet, into that file"),
        ],
        run: { arguments in
            let one = try arguments.optionalString("case").map { text in
                guard let id = CaseID(text) else { throw UsageError("\(text) is no case; a case looks like B-10432") }
                return id
            }
            let (from, asAt) = (try RecordKind.day(arguments, "from"), try RecordKind.day(arguments, "as-at"))
            let missed: MissedDay? = try RecordKind.optionalWord(arguments, "missed")
            guard !(arguments.flag("csv") && arguments.flag("json")) else {
                throw UsageError("--csv and --json are two forms of the same; name one")
            }
            let caseload = try Caseload.read(try Cluster.address(arguments))
            let today = try caseload.requireDay()
            let day = asAt ?? today
            guard day <= today else {
                throw UsageError("the log knows days up to \(today); --as-at must not lie after it")
            }
            if let one, caseload.cases[one] == nil { throw CommandError("there is no case \(one) in this log") }
            let ledger = DelayLedger(
                caseload.cases.mapValues(\.file).filter { one == nil || $0.key == one }, asAt: day
            ) { delay in
                (from.map { delay.due >= $0 } ?? true) && (missed.map { delay.missed == $0 } ?? true)
                    && (!arguments.flag("open") || delay.remedy == nil)
            }
            if let out = arguments.optionalString("spreadsheet") {
                try Disk.write(try ledger.spreadsheet(), to: out)
                Output.note("wrote \(out)")
            } else if arguments.flag("csv") {
                Output.write(String(decoding: ledger.csv, as: UTF8.self))
            } else {
                Output.write(arguments.flag("json") ? ledger.json : ledger.text)
            }
            return ExitStatus.success
        })
}
