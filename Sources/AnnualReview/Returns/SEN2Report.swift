import Analytics
import CaseFile
import Caseload
import Contracts
import JSON
import Metrics
import Return
import Statute

/// A return with what was found in it, and how its counts compare with the figures.
struct SEN2Report {
    let file: ReturnFile
    let findings: [ReturnFinding]
    let counts: [ReconciledCount]
    /// How many plans are maintained, and how many ended; the others are of the council's own file alone.
    let active: Int
    let ended: Int
    let others: Int

    init(
        _ form: ReturnForm, authority: String, caseload: Caseload, children: [String: Child],
        data: [String: ChildReturn], own: BladeExport?, metrics: Metrics
    ) throws {
        var ownRows: [String: ReturnRow] = [:]
        for person in own?.people ?? [] { ownRows[person.id] = person.row }
        var people: [ReturnPerson] = []
        var differences: [String: [CaseReturn.Difference]] = [:]
        for (id, known) in caseload.cases {
            let made = CaseReturn(
                id, known.file, child: children[id.text], data: data[id.text], own: ownRows[id.text], for: form)
            guard let row = made.row else { continue }
            people.append(ReturnPerson(id.text, row))
            differences[id.text] = made.differences
        }
        let cases = Dictionary(uniqueKeysWithValues: caseload.cases.map { ($0.key.text, $0.value.file) })
        // Of whom there is no case, the own file alone knows: they asked for a plan.
        let strangers = (own?.people ?? []).filter { cases[$0.id] == nil }
        file = ReturnFile(form, authority: authority, people + strangers)
        findings = ReturnChecks.findings(in: file, of: cases, differences: differences)
        active = people.count { !$0.row.all(.activePlans).isEmpty }
        ended = people.count - active
        others = strangers.count
        counts = try ReconciledCount.all(
            file.people.filter { cases[$0.id] != nil }, form,
            try FilesAsAt.tables(caseload.cases.mapValues(\.file), on: form.censusDay), metrics)
    }

    /// How many are of that weight.
    func count(_ weight: ReturnFinding.Weight) -> Int { findings.count { $0.weight == weight } }

    /// Whether nothing is missing or wrong, and every count is the figures'.
    var isClean: Bool { count(.error) == 0 && counts.allSatisfy(\.agrees) }

    // MARK: For people

    func text(_ written: [String], most: Int) -> String {
        let form = file.form
        var text =
            "SEN2 \(form.rawValue): \(active) plans maintained on \(form.censusDay.inWords), \(ended) ended since "
        text += "1 January \(form.yearBefore)"
        text += others > 0 ? ", and \(others) people whom the council's own file alone has\n" : "\n"
        let apart = counts.filter { !$0.agrees }
        if apart.isEmpty {
            text += "Reconciled: all \(counts.count) counts are those of the figures.\n"
        } else {
            text += "\nNOT reconciled: \(apart.count) of \(counts.count) counts differ from the figures.\n"
            for count in apart { text += "  \(count.line)\n" }
        }
        text += "\nChecked: \(count(.error)) items are missing or cannot be so, \(count(.query)) should be looked at.\n"
        let kinds = Dictionary(grouping: findings) { Kind(code: $0.code, item: $0.item) }
        for (kind, found) in kinds.sorted(by: { ($1.value.count, $0.key.name) < ($0.value.count, $1.key.name) }) {
            text += "  \(found.count) × \(kind.name): \(kind.code.says) (\(kind.code.weight.rawValue))\n"
        }
        let ordered = findings.filter { $0.weight == .error } + findings.filter { $0.weight == .query }
        if !ordered.isEmpty { text += "\n" }
        for finding in ordered.prefix(most) { text += "\(finding.line)\n" }
        if ordered.count > most { text += "… and \(ordered.count - most) more: --all shows everything\n" }
        text += "\nNot known of the form:\n"
        for unknown in ReturnForm.unknowns { text += "- \(unknown)\n" }
        for path in written { text += "wrote \(path)\n" }
        return text
    }

    private struct Kind: Hashable {
        let code: ReturnFinding.Code
        let item: ReturnItem
        var name: String { "\(code.rawValue) \(item.rawValue)" }
    }

    // MARK: For programs

    func json(_ written: [String]) -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        for (name, number) in [
            ("year", file.form.rawValue), ("active", active), ("ended", ended), ("from_own_file", others),
            ("errors", count(.error)), ("queries", count(.query)),
        ] {
            writer.name(name)
            writer.integer(number)
        }
        writer.name("reconciled")
        writer.boolean(counts.allSatisfy(\.agrees))
        writer.name("counts")
        writer.beginList()
        for count in counts {
            writer.element()
            writer.beginObject()
            writer.name("metric")
            writer.string(count.name.metric)
            writer.name("part")
            writer.string(count.name.part)
            writer.name("returned")
            writer.integer(count.returned)
            writer.name("figure")
            writer.integer(count.figure)
            writer.name("cases")
            writer.list(count.cases)
            writer.endObject()
        }
        writer.endList()
        writer.name("findings")
        writer.beginList()
        for finding in findings {
            writer.element()
            writer.beginObject()
            for (name, value) in [
                ("case", finding.id), ("item", finding.item.rawValue), ("code", finding.code.rawValue),
                ("weight", finding.weight.rawValue), ("values", finding.values), ("says", finding.code.says),
                ("remedy", finding.remedy),
            ] {
                writer.name(name)
                writer.string(value)
            }
            writer.endObject()
        }
        writer.endList()
        writer.name("not_known_of_the_form")
        writer.list(ReturnForm.unknowns)
        writer.name("written")
        writer.list(written)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// A count of the return beside the figure of the same meaning.
struct ReconciledCount {
    let name: ReturnCounts.Name
    let returned: Int
    let figure: Int
    /// The cases that are counted on one side alone.
    let cases: [String]

    var agrees: Bool { returned == figure && cases.isEmpty }

    var line: String {
        let some = cases.prefix(10).joined(separator: ", ") + (cases.count > 10 ? ", …" : "")
        return "\(name): \(returned) in the return, \(figure) in the figures\(some.isEmpty ? "" : ": \(some)")"
    }

    /// The metrics whose parts the return shows, and their parts.
    private static let metrics: [(name: String, parts: [String])] = [
        ("plans-maintained", ["expected", "start-not-recorded", "not-expected"]),
        ("dfe-meetings", ["after-the-year", "in-the-year", "before-the-year", "none"]),
        ("dfe-decisions", ["after-the-year", "in-the-year", "before-the-year", "not-due", "outstanding"]),
        ("dfe-outcomes", ["amend", "cease", "maintain", "meeting-alone", "none"]),
        ("dfe-decision-in-four-weeks", ["later"]),
    ]

    /// Every count of those people, whose plans stand in that table, as at the census day. Throws where a metric or a part
    /// is not declared.
    static func all(
        _ people: [ReturnPerson], _ form: ReturnForm, _ tables: [MetricRows: FactTable], _ metrics: Metrics
    ) throws -> [ReconciledCount] {
        guard let start = Day(form.yearBefore, 1, 1), let window = Window(from: start, asAt: form.censusDay),
            let table = tables[.plans]
        else { return [] }
        let figures = try ReconciledCount.figures(table, window, metrics)
        let returned = ReturnCounts(people, form: form)
        let names = ReconciledCount.metrics.flatMap { metric in
            [ReturnCounts.Name(metric.name)] + metric.parts.map { ReturnCounts.Name(metric.name, $0) }
                + (metric.name == "dfe-decision-in-four-weeks" ? [ReturnCounts.Name(metric.name, "those")] : [])
        }
        var cases: [ReturnCounts.Name: [String]] = [:]
        // Case by case also where the sums agree: two faults may cancel each other out.
        var rows: [String: ReturnCounts] = [:]
        for person in people { rows[person.id] = ReturnCounts([person], form: form) }
        for row in 0..<table.count {
            let id = table.cases[row]
            let one = try ReconciledCount.figures(table.only(row), window, metrics)
            let ours = rows[id] ?? ReturnCounts([], form: form)
            for name in names where one[name, default: 0] != ours[name] { cases[name, default: []].append(id) }
        }
        return names.map {
            ReconciledCount(name: $0, returned: returned[$0], figure: figures[$0] ?? 0, cases: cases[$0] ?? [])
        }
    }

    private static func figures(
        _ table: FactTable, _ window: Window, _ metrics: Metrics
    ) throws -> [ReturnCounts.Name: Int] {
        var figures: [ReturnCounts.Name: Int] = [:]
        for (name, parts) in ReconciledCount.metrics {
            guard let metric = metrics[name] else { throw SEN2ReportError(what: "there is no metric \(name)") }
            let count = metric.count(in: table, window).all
            figures[ReturnCounts.Name(name)] = count.of
            for part in parts {
                guard let place = metric.parts.firstIndex(where: { $0.name == part }) else {
                    throw SEN2ReportError(what: "the metric \(name) has no part \(part)")
                }
                figures[ReturnCounts.Name(name, part)] = count.parts.indices.contains(place) ? count.parts[place] : 0
            }
            if case .share = metric.measure { figures[ReturnCounts.Name(name, "those")] = count.those }
        }
        return figures
    }
}

/// A metric that the return is held against is not declared as it must be.
struct SEN2ReportError: Error, CustomStringConvertible {
    let what: String
    var description: String { "\(what) in seeds/metrics: the return cannot be held against the figures; put it back" }
}

extension FactTable {
    /// The table with that row alone.
    fileprivate func only(_ row: Int) -> FactTable {
        var table = FactTable(rows, facts)
        table.add(cases[row]) { values[row * facts.count + $0] }
        return table
    }
}
