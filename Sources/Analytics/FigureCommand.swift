import Arguments
import JSON
import Metrics
import Runtime
import Statute

/// `annual-review figure`: one metric, or all, of any period, as known now or then, by anything that is known, with the cases
/// behind it.
enum FigureCommand {
    static let command = Command(
        name: "figure", summary: "Counts a metric of seeds/metrics, of any period, by anything that is known",
        discussion: """
            Without a name, all metrics. The period ends on --as-at: what happened after it has not happened. With --as-known \
            also what was recorded after it is left out: the figure as it would have been printed on that day. With --by \
            it is counted for each kind, need, stage, setting…, or, of a day, each month; --facts lists what there is. \
            Counts are exact and cases are named, for who may read the cases themselves; neither is for publication.
            """,
        example: """
            annual-review figure
            annual-review figure told-in-four-weeks-strict --by kind --from 2024-09-01 --as-at 2025-08-31
            annual-review figure reviews-overdue --as-at 2025-03-31 --as-known --cases
            """,
        options: [
            AnalyticsProgram.database, AnalyticsProgram.seeds,
            .text("from", "DATE", "the first day of the period (default: the year up to its last day)"),
            .text("as-at", "DATE", "the last day of the period (default: the log's today)"),
            .text("by", "FACT", "count it for each value of that fact; of a day, for each month"),
            .flag("as-known", "as it was known at the end of the period"),
            .flag("cases", "the cases that are counted, each with whether it is one of those"),
            .flag("by-officer", "let --by count for each officer: for managers"),
            .flag("facts", "what is known of reviews and plans, by name"),
            .flag("json", "as JSON"),
        ],
        positionals: [Positional("NAME", isRequired: false, "a metric, as told-in-four-weeks-strict")],
        run: { arguments in
            print(try answer(arguments), terminator: "")
            return ExitStatus.success
        })

    static func answer(_ arguments: Arguments) throws -> String {
        if arguments.flag("facts") { return facts() }
        let metrics = try Seeds(folder: try arguments.string("seeds")).metrics()
        var wanted = metrics.all
        if let name = arguments.optionalString("NAME") {
            guard let metric = metrics[name] else {
                throw UsageError("there is no metric \(name): annual-review figure lists them")
            }
            wanted = [metric]
        } else if arguments.flag("cases") || arguments.optionalString("by") != nil {
            throw UsageError("--by and --cases go with the name of one metric")
        }
        let path = try arguments.string("database")
        let model = try ReadModel(reading: path)
        var teams = Teams()
        if arguments.optionalString("by") == "team" {
            teams = try Seeds(folder: try arguments.string("seeds")).teams(of: try model.about()?.council)
        }
        let question = Question(
            metrics: wanted, from: try AnalyticsProgram.day("from", arguments),
            to: try AnalyticsProgram.day("as-at", arguments), isAsKnown: arguments.flag("as-known"),
            by: arguments.optionalString("by"), mayCountOfficers: arguments.flag("by-officer"),
            teams: teams)
        let answer = try question.answer(from: model, path)
        if arguments.flag("cases") { return arguments.flag("json") ? try answer.casesJSON() : answer.casesText() }
        return arguments.flag("json") ? try answer.json() : answer.text()
    }

    /// What is known, by name.
    static func facts() -> String {
        var text = ""
        for rows in MetricRows.allCases {
            text += "\(rows.rawValue)\n"
            for fact in rows.facts {
                let kind =
                    switch fact.kind {
                    case .happening: "day"
                    case .due: "day due"
                    case .number: "number"
                    case .truth: "yes or no"
                    case .word: "word"
                    case .name: "name"
                    }
                func column(_ text: String) -> String {
                    wrapped(text, width: factsWidth - meaningAt, indent: meaningAt)
                }
                // A name that takes more than its column has a line of its own.
                let name = "  \(padded(fact.name, nameWidth))"
                text += fact.name.count < nameWidth ? name : "  \(fact.name)\n\(padded("", nameWidth + 2))"
                text += "\(padded(kind, 11))\(column(fact.meaning))\n"
                if case .word(let words) = fact.kind {
                    text += padded("", meaningAt) + column(words.joined(separator: ", ")) + "\n"
                }
            }
        }
        return text
    }

    /// How wide the list of facts is, in characters, and where what each means begins.
    static let factsWidth = 80
    private static let nameWidth = 20
    private static let meaningAt = nameWidth + 13

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// What is asked.
    struct Question {
        var metrics: [Metric]
        var from: Day?
        var to: Day?
        var isAsKnown = false
        var by: String?
        var mayCountOfficers = false
        /// Which officers work in which team, today.
        var teams = Teams()

        /// Counts it.
        func answer(from model: ReadModel, _ path: String) throws -> Answer {
            var made: Answer?
            try model.reading {
                guard let today = try model.about()?.today else { return }
                let asAt = to ?? today
                guard asAt <= today else {
                    throw UsageError("the log knows days up to \(today); --as-at must not lie after it")
                }
                let window = from.map { Window(from: $0, asAt: asAt) } ?? Window(yearTo: asAt)
                guard let window else { throw UsageError("--from must not lie after \(asAt)") }
                var tables = try model.tables(asAt: asAt, knownOn: isAsKnown ? asAt : nil)
                if by == "team" { for rows in MetricRows.allCases { tables[rows]?.put(teams) } }
                var counts: [(Metric, MetricGroups)] = []
                for metric in metrics {
                    guard let table = tables[metric.rows] else { continue }
                    counts.append((metric, metric.count(in: table, window, by: try breakdown(of: table))))
                }
                made = Answer(
                    window: window, knownOn: isAsKnown ? asAt : nil, by: by, counts: counts, tables: tables)
            }
            guard let made else {
                throw UsageError("\(path) holds no day yet: start analytics on a log that has begun")
            }
            return made
        }

        private func breakdown(of table: FactTable) throws(UsageError) -> Breakdown? {
            guard let by else { return nil }
            guard let fact = table.facts.first(where: { $0.name == by }) else {
                throw UsageError(
                    "of \(table.rows.rawValue) nothing is known by the name \(by): annual-review figure --facts lists what is"
                )
            }
            guard by != "coordinator" || mayCountOfficers else {
                throw UsageError("figures of single officers are for managers: --by coordinator goes with --by-officer")
            }
            return switch fact.kind {
            case .happening, .due: .month(of: by)
            case .number, .truth, .word, .name: .value(of: by)
            }
        }
    }

    /// What it comes to.
    struct Answer {
        let window: Window
        let knownOn: Day?
        let by: String?
        let counts: [(metric: Metric, groups: MetricGroups)]
        let tables: [MetricRows: FactTable]

        // MARK: For people

        func text() -> String {
            var text = "\(window.from.inWords) to \(window.asAt.inWords)"
            text += knownOn == nil ? ", as known now\n" : ", as known on the last day\n"
            for (metric, groups) in counts {
                guard by != nil || counts.count == 1 else {
                    text += FigureCommand.padded(metric.name, 42) + Answer.words(groups.all, metric) + "\n"
                    continue
                }
                text += "\n\(metric.title)\n\(metric.definition)\nSource: \(metric.source)\n"
                if let exclusions = metric.exclusions { text += "Left out: \(exclusions)\n" }
                text += "\n"
                for group in groups.groups {
                    text += "  " + FigureCommand.padded(group.name, 26) + Answer.words(group.count, metric) + "\n"
                }
                text += "  " + FigureCommand.padded("All", 26) + Answer.words(groups.all, metric) + "\n"
            }
            return text
        }

        private static func words(_ count: MetricCount, _ metric: Metric) -> String {
            let contested = count.contested > 0 ? "; \(grouped(count.contested)) contested" : ""
            switch metric.measure {
            case .count: return grouped(count.of) + contested
            case .share:
                let share = permille(count.those, of: count.of).map { "\(decimal($0))%" } ?? "–"
                let rest = count.notKnown > 0 ? "; of \(grouped(count.notKnown)) not known" : ""
                return FigureCommand.padded(share, 8)
                    + "\(grouped(count.those)) of \(grouped(count.of))\(rest)\(contested)"
            case .days:
                let percentiles = [50, 75, 90].map { count.days.percentile($0).map(grouped) ?? "–" }
                return
                    "median \(percentiles[0]), three quarters \(percentiles[1]), nine tenths \(percentiles[2]) \(metric.unit), of "
                    + grouped(count.those) + contested
            }
        }

        func casesText() -> String {
            guard let (metric, _) = counts.first, let table = tables[metric.rows] else { return "" }
            var text = ""
            for found in metric.cases(in: table, window) {
                let word =
                    found.days.map { "\($0) \(metric.unit)" } ?? found.isOne.map { $0 ? "yes" : "no" } ?? "not known"
                text += FigureCommand.padded(Answer.name(found.id, found.row, table), 24) + word + "\n"
            }
            return text
        }

        /// The case, and of a review which.
        private static func name(_ id: String, _ row: Int, _ table: FactTable) -> String {
            guard table.rows == .reviews, let number = table.value("number", row) else { return id }
            return "\(id), review \(number)"
        }

        // MARK: For programs

        func json() throws -> String {
            var writer = JSONWriter()
            writer.beginObject()
            writer.name("from")
            writer.text(window.from)
            writer.name("to")
            writer.text(window.asAt)
            writer.name("as_known")
            writer.boolean(knownOn != nil)
            if let by {
                writer.name("by")
                writer.string(by)
            }
            writer.name("figures")
            writer.beginList()
            for (metric, groups) in counts {
                writer.element()
                writer.beginObject()
                for (name, value) in [
                    ("name", metric.name), ("title", metric.title), ("definition", metric.definition),
                    ("source", metric.source), ("rows", metric.rows.rawValue),
                ] {
                    writer.name(name)
                    writer.string(value)
                }
                if let exclusions = metric.exclusions {
                    writer.name("exclusions")
                    writer.string(exclusions)
                }
                Answer.write(groups.all, metric, to: &writer)
                if by != nil {
                    writer.name("groups")
                    writer.beginList()
                    for group in groups.groups {
                        writer.element()
                        writer.beginObject()
                        writer.name("group")
                        writer.string(group.name)
                        Answer.write(group.count, metric, to: &writer)
                        writer.endObject()
                    }
                    writer.endList()
                }
                writer.endObject()
            }
            writer.endList()
            writer.endObject()
            return String(decoding: writer.bytes, as: UTF8.self) + "\n"
        }

        private static func write(_ count: MetricCount, _ metric: Metric, to writer: inout JSONWriter) {
            writer.name("denominator")
            writer.integer(count.of)
            writer.name("contested")
            writer.integer(count.contested)
            if case .days = metric.measure {
                writer.name("unit")
                writer.string(metric.unit)
            }
            switch metric.measure {
            case .count: break
            case .share:
                writer.name("numerator")
                writer.integer(count.those)
                writer.name("not_known")
                writer.integer(count.notKnown)
                guard let share = permille(count.those, of: count.of) else { break }
                writer.name("permille")
                writer.integer(share)
            case .days:
                for (name, percent) in [("median", 50), ("three_quarters", 75), ("nine_tenths", 90)] {
                    guard let days = count.days.percentile(percent) else { continue }
                    writer.name(name)
                    writer.integer(days)
                }
            }
        }

        func casesJSON() throws -> String {
            guard let (metric, _) = counts.first, let table = tables[metric.rows] else { return "[]\n" }
            var writer = JSONWriter()
            writer.beginList()
            for found in metric.cases(in: table, window) {
                writer.element()
                writer.beginObject()
                writer.name("case")
                writer.string(found.id)
                if table.rows == .reviews, let number = table.value("number", found.row) {
                    writer.name("review")
                    writer.integer(number)
                }
                if let days = found.days {
                    writer.name("days")
                    writer.integer(days)
                } else {
                    writer.name("counts")
                    if let isOne = found.isOne { writer.boolean(isOne) } else { writer.null() }
                }
                writer.endObject()
            }
            writer.endList()
            return String(decoding: writer.bytes, as: UTF8.self) + "\n"
        }
    }
}
