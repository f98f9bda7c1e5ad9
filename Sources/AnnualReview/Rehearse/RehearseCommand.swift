import Arguments
import CaseFile
import Caseload
import Contracts
import JSON
import Rehearsal
import Runtime
import Statute

/// `annual-review rehearse`: plays the people outside, and lets the days pass as fast as the services follow.
enum RehearseCommand {
    static let command = Command(
        name: "rehearse", summary: "Let days pass on a rehearsal's log, and play the people outside",
        discussion: """
            Families, schools and coordinators of the imported cases meet, write and decide, early, late or never, and the \
            next day begins as soon as every service is at rest. How many are told in time is put in, never found: \
            as-2024 gives the shares that the DfE published for the council (Bromley; of others England's), prompt lets \
            everybody decide within 5 to 25 days, with nobody the days pass alone, for whoever records by hand. The same seed gives the same reports. At the end it says how many families \
            are told late because a decision that was given in time was refused; the goal is none. Only on a log that began as \
            a rehearsal.
            """,
        example: "annual-review rehearse --days 365 --coordinators as-2024",
        options: Cluster.options + [
            .integer("days", in: 1...4_000, "how many days to let pass"),
            .text("to", "DATE", "or: the last day"),
            .integer("seed", default: 1, "the same seed gives the same reports"),
            .choice("coordinators", ["as-2024", "prompt", "nobody"], default: "as-2024", "how families are told"),
            .text(
                "services", "NAMES", default: "scheduler,notifier,decision-writer,analytics",
                "the services to wait for"),
            .integer(
                "patience", "SECONDS", in: 1...3_600, default: Rest.patienceSeconds,
                "how long services or brokers may stand still before it is called a fault"),
            .flag("progress", "show progress also where no terminal is: a line a month"),
            .flag("json", "report as JSON"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address)
        let start = try caseload.requireDay()
        guard let began = caseload.began, began.calendar == .rehearsal else {
            throw CommandError(
                "this log's days are the real ones: only a log that began as a rehearsal is rehearsed on")
        }
        guard caseload.logs.allSatisfy({ $0.today == start }) else {
            throw CommandError(
                "the partitions are not on the same day: an earlier rehearsal was cut off; begin a new log")
        }
        let last = try lastDay(arguments, after: start)
        if let id = caseload.cases.first(where: { !caseload.log(of: $0.key).maySend($0.value.file) })?.key {
            Output.note(
                "Messages of imported cases, as \(id), are not released: nobody will be told. Run: annual-review release"
            )
        }
        let coordinators = try arguments.string("coordinators")
        let asIn2024 = Habits.asIn2024(council: began.council)
        let habits: Habits? =
            switch coordinators {
            case "nobody": nil
            case "prompt": asIn2024.prompt()
            default: asIn2024
            }
        let run = RehearsalRun(
            address, from: start, through: last, coordinators: coordinators, habits: habits,
            seed: UInt64(try arguments.int("seed")),
            services: try arguments.string("services").split(separator: ",").map(String.init),
            patienceSeconds: try arguments.int("patience"))
        var pace = Pace(first: start, last: last, linesWithoutTerminal: arguments.flag("progress"))
        let report = try run.run(on: caseload) { day in
            if let day { pace.passed(day) } else { pace.begin() }
        }
        pace.end()
        Output.write(arguments.flag("json") ? try report.json() + Array("\n".utf8) : Array(report.text.utf8))
        return ExitStatus.success
    }

    private static func lastDay(_ arguments: Arguments, after start: Day) throws(UsageError) -> Day {
        let days = try arguments.optionalInt("days")
        switch (days, arguments.optionalString("to")) {
        case (let days?, nil): return start + days
        case (nil, let text?):
            guard let day = Day(text), day > start else {
                throw UsageError("--to takes a day after \(start), the log's today; found \(text)")
            }
            return day
        default: throw UsageError("say either --days N or --to DATE")
        }
    }
}

/// Shows how fast the days pass.
private struct Pace {
    private let first: Day
    private let last: Day
    private let lines: Bool
    private let terminal = Terminal.standardError
    private var began = Rest.seconds
    private var bar: Progress

    init(first: Day, last: Day, linesWithoutTerminal: Bool) {
        self.first = first
        self.last = last
        lines = linesWithoutTerminal && !terminal.isInteractive
        bar = Progress("rehearsing", total: last - first)
    }

    /// The first day is about to begin.
    mutating func begin() { began = Rest.seconds }

    mutating func passed(_ day: Day) {
        if terminal.isInteractive {
            bar.update(day - first)
        } else if lines, (day + 1).parts.day == 1 || day == last {
            Output.note(
                "rehearsed to \(day): \(day - first) of \(last - first) days, \(rate(day - first)) days a second")
        }
    }

    /// The last line.
    mutating func end() {
        if terminal.isInteractive { bar.finish() }
    }

    private func rate(_ days: Int) -> String { Decimal.text(Double(days) / max(Rest.seconds - began, 0.001)) }
}
