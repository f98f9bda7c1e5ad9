import Arguments
import HTML
import JSON
import Metrics
import Runtime
import Statute

/// `annual-review signals`: whether groups of children fare otherwise than the others, and what is wrong in the record.
enum SignalsCommand {
    static let command = Command(
        name: "signals",
        summary: "Looks whether groups of children fare otherwise than the others, or the record is wrong",
        discussion: """
            The figures of seeds/signals, each by sex, group of ethnicity (as `annual-review cohorts` wrote them), need and \
            setting: each group against all others, and which stand out though many are looked at. The false discovery rate is \
            said with it. Small numbers are left out as in publication; --exact shows them, for who may read the cases. A group \
            that stands out is a question for people to look into, never an answer. --page writes a funnel plot for each. With \
            --record instead what is missing in the record or cannot be so (seeds/signals/record.yaml), counted by kind, and with \
            --cases the cases, for who may read them.
            """,
        example:
            "annual-review signals\nannual-review signals --as-at 2025-08-31 --page signals.html\nannual-review signals --record --cases",
        options: [
            AnalyticsProgram.database, AnalyticsProgram.seeds,
            .text("from", "DATE", "the first day of the period (default: the year up to its last day)"),
            .text("as-at", "DATE", "the last day of the period (default: the log's today)"),
            .flag("exact", "small numbers too, for who may read the cases"),
            .text("page", "FILE", "write a page with a funnel plot for each figure, or with --record a table"),
            .flag("record", "what is missing in the record, or cannot be so"),
            .flag("cases", "with --record: name the cases behind each"), .flag("json", "as JSON"),
        ],
        run: { arguments in
            let seeds = Seeds(folder: try arguments.string("seeds"))
            let metrics = try seeds.metrics()
            guard arguments.flag("record") || !arguments.flag("cases") else {
                throw UsageError("--cases goes with --record")
            }
            if arguments.flag("record") { return try record(arguments, seeds, metrics) }
            let file = "signals/disproportion.yaml"
            let plan = try SignalPlan(try seeds.text(file), file: seeds.path(file), metrics: metrics)
            let path = try arguments.string("database")
            let signals = try Signals(
                plan, try ReadModel(reading: path), from: try AnalyticsProgram.day("from", arguments),
                to: try AnalyticsProgram.day("as-at", arguments), isExact: arguments.flag("exact"))
            if let out = arguments.optionalString("page") {
                try PageFolder.write(Array(signals.page.markup.utf8), to: out, mode: 0o640)
            }
            print(arguments.flag("json") ? signals.json : signals.text, terminator: "")
            return ExitStatus.success
        })

    private static func record(_ arguments: Arguments, _ seeds: Seeds, _ metrics: Metrics) throws -> Int32 {
        let file = "signals/record.yaml"
        let plan = try RecordSignalPlan(try seeds.text(file), file: seeds.path(file), metrics: metrics)
        let (tables, window) = try Signals.tables(
            try ReadModel(reading: try arguments.string("database")), from: try AnalyticsProgram.day("from", arguments),
            to: try AnalyticsProgram.day("as-at", arguments))
        let signals = RecordSignals(
            plan, tables, window, isExact: arguments.flag("exact"), namesCases: arguments.flag("cases"))
        if let out = arguments.optionalString("page") {
            try PageFolder.write(Array(signals.page.markup.utf8), to: out, mode: 0o640)
        }
        print(arguments.flag("json") ? signals.json : signals.text, terminator: "")
        return ExitStatus.success
    }
}

/// What was looked at, and who stands out.
struct Signals {
    let window: Window
    let figures: [Disproportion]
    let comparisons: Int
    let plan: SignalPlan
    let isExact: Bool

    init(_ plan: SignalPlan, _ model: ReadModel, from: Day?, to: Day?, isExact: Bool) throws {
        let (tables, window) = try Signals.tables(model, from: from, to: to)
        self.init(plan, Signals.figures(plan, tables, window), window, isExact: isExact)
    }

    /// What is known as at the last day, and the period; the year to the log's today where nothing else is asked for.
    static func tables(
        _ model: ReadModel, from: Day?, to: Day?
    ) throws -> (tables: [MetricRows: FactTable], window: Window) {
        var made: (tables: [MetricRows: FactTable], window: Window)?
        try model.reading {
            guard let today = try model.about()?.today else { return }
            let asAt = to ?? today
            guard asAt <= today else {
                throw UsageError("the log knows days up to \(today); --as-at must not lie after it")
            }
            guard let window = from.map({ Window(from: $0, asAt: asAt) }) ?? Window(yearTo: asAt) else {
                throw UsageError("--from must not lie after \(asAt)")
            }
            made = (try model.tables(asAt: asAt), window)
        }
        guard let made else {
            throw UsageError("the read model holds no day yet: start analytics on a log that has begun")
        }
        return made
    }

    init(_ plan: SignalPlan, _ figures: [Disproportion], _ window: Window, isExact: Bool) {
        self.plan = plan
        self.window = window
        self.isExact = isExact
        (self.figures, comparisons) = Disproportion.mark(figures, falseDiscoveries: plan.falseDiscoveries)
    }

    static func figures(
        _ plan: SignalPlan, _ tables: [MetricRows: FactTable], _ window: Window
    ) -> [Disproportion] {
        plan.looks.flatMap { look in
            look.by.compactMap { by in
                tables[look.metric.rows].map {
                    Disproportion(look.metric, by: by, in: $0, window, fewest: plan.fewest)
                }
            }
        }
    }

    private func isShown(_ group: Disproportion.Group) -> Bool { isExact || group.isShown }

    private static func percent(_ share: Double) -> String { decimal(Int((share * 1_000).rounded())) + "%" }

    private var basis: String {
        "\(comparisons) groups were looked at. Of those that stand out, no more than \(plan.falseDiscoveries) in 100 do so by "
            + "chance, in the long run (false discovery rate, Benjamini and Hochberg). Groups of fewer than \(plan.fewest) are not "
            + "looked at."
    }

    /// What is said of a group.
    private static func verdict(_ group: Disproportion.Group, in figure: Disproportion) -> String {
        guard group.p != nil else { return "not looked at" }
        guard group.standsOut, let share = group.share, figure.of > 0 else { return "within the usual" }
        return share * Double(figure.of) > Double(figure.those) ? "STANDS OUT, more" : "STANDS OUT, fewer"
    }

    var text: String {
        var text = "\(window.from.inWords) to \(window.asAt.inWords)\n\(basis)\n"
        for figure in figures {
            text += "\n\(figure.metric.title), by \(figure.by)\n"
            for group in figure.groups {
                guard isShown(group), let share = group.share else {
                    text += "  \(FigureCommand.padded(group.name, 24))left out: small numbers\n"
                    continue
                }
                text += "  \(FigureCommand.padded(group.name, 24))\(FigureCommand.padded(Self.percent(share), 9))"
                text += FigureCommand.padded("\(grouped(group.those)) of \(grouped(group.of))", 20)
                text += FigureCommand.padded(
                    "usual \(Self.percent(group.usual.lowerBound)) to \(Self.percent(group.usual.upperBound))", 26)
                text += Self.verdict(group, in: figure) + "\n"
            }
        }
        return text
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("from")
        writer.text(window.from)
        writer.name("to")
        writer.text(window.asAt)
        writer.name("comparisons")
        writer.integer(comparisons)
        writer.name("false_discoveries_percent")
        writer.integer(plan.falseDiscoveries)
        writer.name("figures")
        writer.beginList()
        for figure in figures {
            for group in figure.groups {
                writer.element()
                writer.beginObject()
                for (name, value) in [("metric", figure.metric.name), ("by", figure.by), ("group", group.name)] {
                    writer.name(name)
                    writer.string(value)
                }
                writer.name("shown")
                writer.boolean(isShown(group))
                if isShown(group) {
                    writer.name("those")
                    writer.integer(group.those)
                    writer.name("of")
                    writer.integer(group.of)
                    writer.name("stands_out")
                    writer.boolean(group.standsOut)
                }
                writer.endObject()
            }
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    /// A funnel plot for each figure beside its table: the groups that may be shown, from small to large.
    var page: Page {
        Page(title: "Signals", service: "Annual reviews") {
            HTML.h1("Do groups of children fare otherwise than the others?")
            HTML.p("\(window.from.inWords) to \(window.asAt.inWords). \(basis)")
            HTML.p("A group that stands out is a question for people to look into, never an answer.")
            for (place, figure) in figures.enumerated() { section(figure, place) }
        }
    }

    private func section(_ figure: Disproportion, _ place: Int) -> HTML {
        let groups = figure.groups.filter { isShown($0) && $0.p != nil }.sorted { ($0.of, $0.name) < ($1.of, $1.name) }
        let title = "\(figure.metric.title), by \(figure.by)"
        guard !groups.isEmpty else { return HTML.h2(title) + HTML.p("No group is large enough to be shown.") }
        func series(_ name: String, _ value: (Disproportion.Group) -> Double?) -> SVGChart.Series {
            SVGChart.Series(name, groups.map { value($0).map { $0 * 100 } })
        }
        let out = groups.filter(\.standsOut).map(\.name)
        let chart = SVGChart(
            id: "funnel-\(place)", title: title,
            description: out.isEmpty ? "No group stands out." : "Stands out: \(out.joined(separator: ", ")).",
            kind: .lines, categoryLabel: "Group, from small to large", valueLabel: "Share, %",
            categories: groups.map { "\($0.name) (\($0.of))" },
            series: [
                series("Share", \.share), series("Lower of 95 in 100") { $0.usual.lowerBound },
                series("Upper of 95 in 100") { $0.usual.upperBound },
                series("Lower of 99.8 in 100") { $0.wide.lowerBound },
                series("Upper of 99.8 in 100") { $0.wide.upperBound },
            ])
        return HTML.h2(title)
            + .element("figure") {
                HTML.element("figcaption") { chart.description }
                chart.svg
            }
            + HTML.table(
                caption: "The groups of \(title)",
                columns: [
                    .init("Group"), .init("Share", isNumeric: true), .init("Of", isNumeric: true), .init("Usual"),
                    .init("Signal"),
                ],
                rows: groups.map { group in
                    [
                        HTML(group.name), HTML(group.share.map(Self.percent) ?? ""), HTML(grouped(group.of)),
                        HTML("\(Self.percent(group.usual.lowerBound)) to \(Self.percent(group.usual.upperBound))"),
                        HTML(Self.verdict(group, in: figure)),
                    ]
                })
    }
}
