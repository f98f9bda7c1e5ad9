import CSV
import CaseFile
import Casework
import Contracts
import JSON
import Spreadsheet
import Statute

/// Every day that was missed in a caseload, in three forms that say the same. No sum is reckoned in any of them.
struct DelayLedger {
    /// A line.
    struct Line {
        let id: CaseID
        let delay: Delay
    }

    /// The day as at which it is reckoned.
    let asAt: Day
    /// The lines, by case and day.
    let lines: [Line]

    /// The days that those cases had missed by the end of that day, as far as they are `wanted`.
    init(_ files: [CaseID: CaseFile], asAt: Day, where wanted: (Delay) -> Bool = { _ in true }) {
        self.asAt = asAt
        lines = files.sorted { $0.key < $1.key }.flatMap { id, file in
            file.delays(asAt: asAt).filter(wanted).map { Line(id: id, delay: $0) }
        }
    }

    private var considered: Int { lines.count { $0.delay.remedy != nil } }
    private var apologised: Int { lines.count { $0.delay.apologised != nil } }
    private var contested: Int { lines.count { $0.delay.isContested } }

    /// For people.
    var text: String {
        var text = "DAYS THAT WERE MISSED, \(asAt.short)\n"
        for (place, line) in lines.enumerated() {
            if place == 0 || lines[place - 1].id != line.id { text += "\n\(line.id)\n" }
            let delay = line.delay
            let review = delay.review == 0 ? "" : "review \(delay.review), "
            let end = delay.done.map { "done \($0.short)" } ?? "not done"
            text += Prose.wrapped(
                "\(review)\(delay.missed.words): \(delay.due.short), \(end), \(Deadline.count(delay.days, "day")) "
                    + "(\(Statute.rule(delay.rule).source))", indent: 2, hanging: 4)
            text += Prose.wrapped(DelayLedger.about(delay), indent: 4)
        }
        text += "\n"
        text += Prose.wrapped(
            "\(lines.count) missed; what the family is owed was considered of \(considered), and of "
                + "\(lines.count - considered) it was not; told sorry for \(apologised); contested \(contested). No sum is "
                + "reckoned here.", indent: 0)
        return text
    }

    private static func about(_ delay: Delay) -> String {
        var parts = ["what waited: \(delay.missed.right)"]
        parts.append(
            delay.items.isEmpty
                ? "provision: nobody said which" : "provision: \(Words.list(delay.items.map(\.description)))")
        parts.append("why: \(delay.reason?.words ?? "nobody said")")
        parts.append(delay.apologised.map { "told sorry on \($0.short)" } ?? "nobody was told sorry")
        parts.append(
            delay.remedy.map { remedy in
                "considered on \(remedy.decided.short)\(remedy.officer.map { " by \($0)" } ?? ""): \(remedy.remedy.words)"
            } ?? "nobody considered what the family is owed")
        if delay.isContested { parts.append("the family contests a day that it rests on") }
        return parts.joined(separator: "; ")
    }

    /// As rows, the first of them the heads of the columns.
    private var rows: [[Spreadsheet.Cell]] {
        let heads: [Spreadsheet.Cell] = [
            "Case", "Review", "Missed", "Due", "Done", "Days", "Rule", "Right that waited", "Provision", "Reason",
            "Told sorry", "Remedy considered", "Remedy", "Considered by", "Contested", "As at",
        ]
        return [heads] + lines.map(row)
    }

    private func row(_ line: Line) -> [Spreadsheet.Cell] {
        let delay = line.delay
        func text(_ text: String?) -> Spreadsheet.Cell { text.map { .text($0) } ?? .empty }
        let items = delay.items.map(\.description).joined(separator: " ")
        return [
            .text(line.id.text), delay.review == 0 ? .empty : .integer(Int(delay.review)),
            .text(delay.missed.rawValue), .text("\(delay.due)"), text(delay.done.map { "\($0)" }),
            .integer(delay.days), .text(Statute.rule(delay.rule).source), .text(delay.missed.right),
            text(items.isEmpty ? nil : items), text(delay.reason?.rawValue), text(delay.apologised.map { "\($0)" }),
            text(delay.remedy.map { "\($0.decided)" }), text(delay.remedy?.remedy.rawValue),
            text(delay.remedy?.officer?.text), .text(delay.isContested ? "yes" : "no"), .text("\(asAt)"),
        ]
    }

    /// As CSV.
    var csv: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        for row in rows {
            writer.append(
                row.map { cell in
                    switch cell {
                    case .text(let text): .text(text)
                    case .integer(let number): .integer(number)
                    case .decimal(let number, let places): .decimal(number, places: places)
                    case .empty: .empty
                    }
                })
        }
        return writer.bytes
    }

    /// As a spreadsheet.
    func spreadsheet() throws(SpreadsheetError) -> [UInt8] {
        try Spreadsheet(
            [.init(name: "Days that were missed", rows: rows)], title: "Days that were missed, \(asAt)",
            made: Int(asAt.number) * 86_400
        ).bytes()
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter(capacity: 8192)
        writer.beginObject()
        writer.name("as_at")
        writer.string("\(asAt)")
        for (name, value) in [
            ("missed", lines.count), ("considered", considered), ("apologised", apologised), ("contested", contested),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.name("delays")
        writer.beginList()
        for line in lines {
            writer.element()
            DelayLedger.write(line, to: &writer)
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func write(_ line: Line, to writer: inout JSONWriter) {
        let delay = line.delay
        writer.beginObject()
        writer.name("case")
        writer.string(line.id.text)
        writer.name("review")
        writer.integer(Int(delay.review))
        writer.name("missed")
        writer.string(delay.missed.rawValue)
        writer.name("due")
        writer.string("\(delay.due)")
        writer.name("days")
        writer.integer(delay.days)
        writer.name("rule")
        writer.string(delay.rule.rawValue)
        writer.name("right")
        writer.string(delay.missed.right)
        writer.name("provision")
        writer.list(delay.items.map(\.description))
        writer.name("contested")
        writer.boolean(delay.isContested)
        for (name, value) in [
            ("done", delay.done.map { "\($0)" }), ("reason", delay.reason?.rawValue),
            ("apologised", delay.apologised.map { "\($0)" }), ("considered", delay.remedy.map { "\($0.decided)" }),
            ("remedy", delay.remedy?.remedy.rawValue), ("officer", delay.remedy?.officer?.text),
        ] {
            guard let value else { continue }
            writer.name(name)
            writer.string(value)
        }
        writer.endObject()
    }
}
