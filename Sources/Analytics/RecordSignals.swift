import HTML
import JSON
import Metrics
import Statute
import YAML

/// Which figures say what is missing in the record or cannot be so: a file of `seeds/signals`.
struct RecordSignalPlan {
    /// Of what kind a signal is.
    enum Kind: String, CaseIterable {
        case missing, contradictory, late

        /// As a heading.
        var title: String {
            switch self {
            case .missing: "Missing in the record"
            case .contradictory: "Cannot both be so"
            case .late: "Recorded long after it happened"
            }
        }
    }

    let signals: [(kind: Kind, metric: Metric)]

    /// Reads a file. Refused, with its line, when a metric is not declared, counts no share, or stands there twice.
    init(_ text: String, file: String, metrics: Metrics) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: Kind.allCases.map(\.rawValue))
        var signals: [(kind: Kind, metric: Metric)] = []
        for kind in Kind.allCases {
            for node in try root.optional(kind.rawValue)?.items() ?? [] {
                guard let metric = metrics[try node.string()] else {
                    throw node.error("there is no such metric in seeds/metrics")
                }
                guard case .share = metric.measure else {
                    throw node.error("it counts no share: say which are “those”")
                }
                guard !signals.contains(where: { $0.metric.name == metric.name }) else {
                    throw node.error("\(metric.name) stands here twice")
                }
                signals.append((kind, metric))
            }
        }
        self.signals = signals
    }
}

/// What is missing in the record, or cannot be so, counted by kind, with the cases.
struct RecordSignals {
    /// One of them.
    struct Signal {
        let kind: RecordSignalPlan.Kind
        let metric: Metric
        let those: Int
        let of: Int
        /// The cases, each with the number of its review where it is one's.
        let cases: [(id: String, review: Int?)]

        /// Whether its numbers may be shown to anybody: neither those nor the others are few.
        var isShown: Bool { ![those, of - those].contains { (1..<Suppression.smallest).contains($0) } }
    }

    let window: Window
    let signals: [Signal]
    /// Whether small numbers and cases are shown, for who may read the cases.
    let isExact: Bool
    let namesCases: Bool

    init(
        _ plan: RecordSignalPlan, _ tables: [MetricRows: FactTable], _ window: Window, isExact: Bool, namesCases: Bool
    ) {
        self.window = window
        self.isExact = isExact || namesCases
        self.namesCases = namesCases
        signals = plan.signals.compactMap { kind, metric in
            guard let table = tables[metric.rows] else { return nil }
            let rows = metric.cases(in: table, window)
            let number = table.place(of: "number")
            let found = rows.filter { $0.isOne == true }.map { row in
                (id: row.id, review: metric.rows == .reviews ? table.value(at: number, row.row).map { Int($0) } : nil)
            }
            return Signal(kind: kind, metric: metric, those: found.count, of: rows.count, cases: found)
        }
    }

    private func isShown(_ signal: Signal) -> Bool { isExact || signal.isShown }

    var text: String {
        var text = "\(window.from.inWords) to \(window.asAt.inWords)\n"
        text += "Each is a question for whoever keeps the record. Correct the report, or record what is missing.\n"
        for kind in RecordSignalPlan.Kind.allCases {
            let signals = signals.filter { $0.kind == kind }
            guard !signals.isEmpty else { continue }
            text += "\n\(kind.title)\n"
            for signal in signals {
                let title = FigureCommand.padded("  " + signal.metric.title, 58)
                guard isShown(signal) else {
                    text += title + "left out: small numbers\n"
                    continue
                }
                let share = permille(signal.those, of: signal.of).map { "\(decimal($0))%" } ?? "–"
                text += title + FigureCommand.padded(share, 9) + "\(grouped(signal.those)) of \(grouped(signal.of))\n"
                guard namesCases else { continue }
                for (id, review) in signal.cases {
                    text += "    \(id)" + (review.map { ", review \($0)" } ?? "") + "\n"
                }
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
        writer.name("signals")
        writer.beginList()
        for signal in signals {
            writer.element()
            writer.beginObject()
            for (name, value) in [("kind", signal.kind.rawValue), ("metric", signal.metric.name)] {
                writer.name(name)
                writer.string(value)
            }
            writer.name("shown")
            writer.boolean(isShown(signal))
            if isShown(signal) {
                writer.name("those")
                writer.integer(signal.those)
                writer.name("of")
                writer.integer(signal.of)
            }
            if namesCases {
                writer.name("cases")
                writer.beginList()
                for (id, review) in signal.cases {
                    writer.element()
                    writer.beginObject()
                    writer.name("case")
                    writer.string(id)
                    if let review {
                        writer.name("review")
                        writer.integer(review)
                    }
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

    /// A table for each kind; it names no case.
    var page: Page {
        Page(title: "Signals of the record", service: "Annual reviews") {
            HTML.h1("What is missing in the record, or cannot be so?")
            HTML.p("\(window.from.inWords) to \(window.asAt.inWords). Each is a question for whoever keeps the record.")
            for kind in RecordSignalPlan.Kind.allCases where signals.contains(where: { $0.kind == kind }) {
                HTML.h2(kind.title)
                HTML.table(
                    caption: kind.title,
                    columns: [.init("Signal"), .init("Number", isNumeric: true), .init("Of", isNumeric: true)],
                    rows: signals.filter { $0.kind == kind }.map { signal in
                        let isShown = isShown(signal)
                        return [
                            HTML(signal.metric.title), HTML(isShown ? grouped(signal.those) : "c"),
                            HTML(isShown ? grouped(signal.of) : "c"),
                        ]
                    })
            }
        }
    }
}
