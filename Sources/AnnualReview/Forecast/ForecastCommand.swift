import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import JSON
import Runtime
import Statute

/// `annual-review forecast`: what will be late, in which cases, if nothing is done.
enum ForecastCommand {
    /// How many cases of a group are named.
    private static let firstCases = 12

    static let command = Command(
        name: "forecast", summary: "Show what will be late in 7, 14 and 28 days, the load, and the days of transfers",
        discussion: """
            Each duty of the law that is open in a case on the log's today: the meeting, the review within its twelve months, the \
            report, the decision, the final plan, and the plan that names the setting after a transfer; and whose last day \
            passes within 7, 14 and 28 days if nothing is done. The load of each coordinator rests on assumptions of hours, which \
            the options change. Before 15 February and 31 March: how far each child's plan has come. It moves no day.
            """,
        example:
            "annual-review forecast\nannual-review forecast --coordinator C-07 --all\nannual-review forecast --json",
        options: Cluster.options + [
            .text("coordinator", "ID", "the cases of one coordinator alone, as C-07"),
            .integer("minutes-a-decision", in: 1...10_000, default: 120, "what a decision takes"),
            .integer("minutes-a-line", in: 1...10_000, default: 30, "what anything else takes"),
            .flag("all", "name every case"), .flag("json", "as JSON"),
        ],
        run: { arguments in
            let caseload = try Caseload.read(try Cluster.address(arguments))
            let day = try caseload.requireDay()
            let coordinator = arguments.optionalString("coordinator")
            let files = caseload.cases.mapValues(\.file).filter {
                coordinator == nil || $0.value.plan?.coordinator?.text == coordinator
            }
            guard coordinator == nil || !files.isEmpty else {
                throw CommandError("no case is held by \(coordinator ?? "")")
            }
            let hours = WorkHours(
                minutesADecision: try arguments.int("minutes-a-decision"),
                minutesALine: try arguments.int("minutes-a-line"))
            let report = ForecastReport(Forecast(files, on: day), hours: hours)
            Output.write(
                arguments.flag("json")
                    ? try report.json() : report.text(most: arguments.flag("all") ? .max : firstCases))
            return ExitStatus.success
        })
}

/// A forecast for people and programs.
struct ForecastReport {
    let forecast: Forecast
    let hours: WorkHours

    init(_ forecast: Forecast, hours: WorkHours) {
        self.forecast = forecast
        self.hours = hours
    }

    /// A coordinator's load in the weeks ahead.
    struct Load: Equatable {
        let coordinator: String
        let late: Int
        let due: Int
        let decisions: Int
        let minutes: Int
    }

    /// What each coordinator has to do within the longest of the horizons, what is late included: the most first.
    var loads: [Load] {
        let days = Forecast.horizons.max() ?? 0
        let open = forecast.late + forecast.late(in: days)
        return Dictionary(grouping: open) { $0.coordinator?.text ?? Worklist.nobody }.map { coordinator, lines in
            let late = lines.count { $0.deadline.isMissed(on: forecast.day) }
            // A review that must be complete is the same work as its decision, and is counted once.
            let decisions = Set(
                lines.filter { [.decision, .review, .finalPlan].contains($0.duty) }.map {
                    "\($0.id)/\($0.duty == .finalPlan)"
                })
            let others = lines.count { [.meeting, .report].contains($0.duty) }
            return Load(
                coordinator: coordinator, late: late, due: lines.count - late, decisions: decisions.count,
                minutes: decisions.count * hours.minutesADecision + others * hours.minutesALine)
        }.sorted { ($1.minutes, $0.coordinator) < ($0.minutes, $1.coordinator) }
    }

    private static func named(_ cases: [CaseID], most: Int) -> String {
        var seen: Set<CaseID> = []
        let once = cases.filter { seen.insert($0).inserted }.map(\.text)
        return once.prefix(most).joined(separator: ", ") + (once.count > most ? " … and \(once.count - most) more" : "")
    }

    // MARK: For people

    func text(most: Int) -> String {
        let day = forecast.day
        var text = "What will be late, from \(day.withWeekday), if nothing is done\n\n"
        func group(_ title: String, _ lines: [Forecast.Line]) {
            text += "\(title): \(lines.count)\n"
            for duty in Forecast.Duty.allCases {
                let found = lines.filter { $0.duty == duty }
                guard !found.isEmpty else { continue }
                text += Prose.wrapped(
                    "\(duty.words): \(found.count) (\(Self.named(found.map(\.id), most: most)))", indent: 2)
            }
        }
        group("Late already", forecast.late)
        for days in Forecast.horizons { group("Late in \(days) days", forecast.late(in: days)) }
        text += "\nThe load of the next \(Forecast.horizons.max() ?? 0) days, what is late included; "
        text += "\(Deadline.count(hours.minutesADecision, "minute")) a decision or final plan, "
        text += "\(Deadline.count(hours.minutesALine, "minute")) anything else: assumptions\n"
        for load in loads {
            let time = "\(load.minutes / 60) h \(load.minutes % 60) min"
            text += "  \(Prose.padded(load.coordinator, 16)) \(load.late) late, \(load.due) due, "
            text += "\(load.decisions) to be decided or finished: \(time)\n"
        }
        for cliff in forecast.cliffs {
            text += "\nTransfers: plans to name the next setting by \(cliff.due.withWeekday): \(cliff.count)\n"
            for stage in TransferCliff.Stage.allCases {
                let cases = cliff.cases[stage] ?? []
                guard !cases.isEmpty else { continue }
                let names = stage == .named ? "" : " (\(Self.named(cases, most: most)))"
                text += Prose.wrapped("\(stage.words): \(cases.count)\(names)", indent: 2)
            }
            text +=
                "  the last day for a meeting that leaves the whole review its weeks: \(cliff.meeting.short), for a notice: "
            text += "\(cliff.notice.short)\n"
            let waits = cliff.cannotWait(on: day)
            if !waits.isEmpty {
                text += Prose.wrapped(
                    "past that day, and to be done in fewer weeks than the law gives: \(waits.count) "
                        + "(\(Self.named(waits, most: most)))", indent: 2)
            }
        }
        return text
    }

    // MARK: For programs

    func json() throws -> String {
        var writer = JSONWriter(capacity: 4096)
        func write(_ lines: [Forecast.Line]) {
            writer.beginList()
            for line in lines {
                writer.element()
                writer.beginObject()
                writer.name("case")
                writer.text(line.id)
                writer.name("review")
                writer.integer(Int(line.review))
                writer.name("duty")
                writer.string(line.duty.rawValue)
                writer.name("rule")
                writer.string(line.deadline.rule.rawValue)
                writer.name("due")
                writer.text(line.due)
                if let coordinator = line.coordinator {
                    writer.name("coordinator")
                    writer.string(coordinator.text)
                }
                writer.endObject()
            }
            writer.endList()
        }
        writer.beginObject()
        writer.name("day")
        writer.text(forecast.day)
        writer.name("late")
        write(forecast.late)
        for days in Forecast.horizons {
            writer.name("late_in_\(days)_days")
            write(forecast.late(in: days))
        }
        writer.name("load")
        writer.beginList()
        for load in loads {
            writer.element()
            writer.beginObject()
            writer.name("coordinator")
            writer.string(load.coordinator)
            for (name, number) in [
                ("late", load.late), ("due", load.due), ("decisions", load.decisions), ("minutes", load.minutes),
            ] {
                writer.name(name)
                writer.integer(number)
            }
            writer.endObject()
        }
        writer.endList()
        writer.name("transfers")
        writer.beginList()
        for cliff in forecast.cliffs {
            writer.element()
            writer.beginObject()
            for (name, day) in [("due", cliff.due), ("latest_meeting", cliff.meeting), ("latest_notice", cliff.notice)]
            {
                writer.name(name)
                writer.text(day)
            }
            for stage in TransferCliff.Stage.allCases {
                writer.name(stage.rawValue)
                writer.list((cliff.cases[stage] ?? []).map(\.text))
            }
            writer.name("cannot_wait")
            writer.list(cliff.cannotWait(on: forecast.day).map(\.text))
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
