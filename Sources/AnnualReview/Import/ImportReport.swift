import Casework
import CouncilFiles
import CSV
import Contracts
import JSON

/// What an import did, or would do.
struct ImportReport {
    /// Rows of one file, by what became of them.
    struct Count: Equatable {
        var rows = 0
        var new = 0
        var changed = 0
        var unchanged = 0
        var refused = 0
    }

    let isDryRun: Bool
    /// How many problems are shown to a person; JSON has them all.
    let show: Int
    var plans = Count()
    var people = Count()
    /// The contacts of cases, as the case files hold them.
    var contacts = Count()
    /// The children, as letters name them.
    var children = Count()
    /// How many children's data for returns were written.
    var returns = 0
    /// How many cases' files were added to.
    var entries = 0
    /// How each file was read as a whole.
    var judgements: [FileJudgement] = []
    var problems: [RowProblem] = []
    /// Rows that nothing is wrong with and that wait for others of their case.
    var keptOut: [RowProblem] = []
    var warnings: [RowProblem] = []
    var notes: [String] = []
    /// What was done with each column of a council's own export; empty without a map.
    private(set) var columns: [(name: String, use: MappedFile.Use)] = []
    /// Who is in one of file and log alone; nil without a map.
    private(set) var reconciled: Reconciliation?

    init(isDryRun: Bool, show: Int = 50) {
        self.isDryRun = isDryRun
        self.show = show
    }

    /// Notes what the reading of a file found.
    mutating func begin(_ table: PlanTable) {
        plans.rows = table.count
        plans.refused = table.refused
        problems += table.problems
        judgements.append(table.judgement)
        let both = table.rows.count(where: \.hasBothNumbers)
        if both > 0 {
            notes.append("\(table.file): \(both) rows give setting_urn and setting_ukprn: the URN counts")
        }
    }

    /// Notes what the reading of a file found.
    mutating func begin(_ table: PeopleTable) {
        people.rows = table.count
        people.refused = table.refused
        problems += table.problems
        keptOut += table.keptOut
        judgements.append(table.judgement)
    }

    /// Notes what was done with a council's own export: its problems are named by its own columns.
    mutating func say(_ mapped: MappedFile, reconciled: Reconciliation?) {
        notes += mapped.sentences + (reconciled?.sentences ?? [])
        problems = problems.map(mapped.named)
        columns = mapped.columns
        self.reconciled = reconciled
    }

    /// Notes what somebody should look at in a case.
    mutating func warn(_ file: String, _ line: Int, _ finding: Finding, of id: CaseID) {
        warnings.append(RowProblem(file: file, line: line, finding, of: id))
    }

    /// Notes what somebody should look at.
    mutating func warn(_ file: String, _ line: Int, _ reason: String) {
        warnings.append(RowProblem(file: file, line: line, column: nil, reason: reason))
    }

    /// Whether any row was refused.
    var hasRefused: Bool { !problems.isEmpty }

    /// For people.
    var text: String {
        var text = ""
        for problem in problems.prefix(show) { text += "\(problem)\n" }
        if problems.count > show { text += "… and \(problems.count - show) more (--show \(problems.count))\n" }
        if !keptOut.isEmpty {
            let files = Set(keptOut.map(\.file)).sorted().joined(separator: ", ")
            text +=
                "\(files): \(keptOut.count) more rows, with which nothing is wrong, wait for others of their cases: "
                + "\(Lines.named(keptOut.map(\.line)))\n"
        }
        for warning in warnings.prefix(show) { text += "\(warning.file):\(warning.line): look: \(warning.reason)\n" }
        if warnings.count > show { text += "… and \(warnings.count - show) more to look at\n" }
        for judgement in judgements { text += "\(judgement.sentence)\n" }
        for note in notes { text += "\(note)\n" }
        if !text.isEmpty { text += "\n" }
        func line(_ what: String, _ count: Count) -> String {
            "\(what): \(count.rows) rows; \(count.new) new, \(count.changed) changed, \(count.unchanged) as before, "
                + "\(count.refused) refused\n"
        }
        if plans.rows > 0 || people.rows == 0 { text += line("plans", plans) }
        if people.rows > 0 { text += line("people", people) }
        func short(_ what: String, _ count: Count) -> String {
            "\(what): \(count.new) new, \(count.changed) changed, \(count.unchanged) as before\n"
        }
        if contacts.rows > 0 { text += short("contacts in the case files", contacts) }
        if children.rows > 0 { text += short("children", children) }
        if returns > 0 { text += "children for returns: \(returns) given\n" }
        if isDryRun {
            text += "Nothing was recorded (--dry-run).\n"
        } else if entries > 0 {
            text += "Nothing is sent about these cases until: annual-review release\n"
        }
        return text
    }

    /// For programs.
    func json() throws -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.name("dry_run")
        writer.boolean(isDryRun)
        for (name, count) in [
            ("plans", plans), ("people", people), ("contacts", contacts), ("children", children),
        ] {
            writer.name(name)
            writer.beginObject()
            for (name, number) in [
                ("rows", count.rows), ("new", count.new), ("changed", count.changed), ("unchanged", count.unchanged),
                ("refused", count.refused),
            ] {
                writer.name(name)
                writer.integer(number)
            }
            writer.endObject()
        }
        writer.name("returns")
        writer.integer(returns)
        if !columns.isEmpty { map(&writer) }
        writer.name("files")
        writer.beginList()
        for judgement in judgements {
            writer.element()
            writer.beginObject()
            writer.name("file")
            writer.string(judgement.file)
            writer.name("encoding")
            writer.string(judgement.encoding.option)
            if let days = judgement.days {
                writer.name("days")
                writer.string(days.rawValue)
                writer.name("days_because")
                writer.string(judgement.reason)
            }
            writer.name("emptied_rows")
            writer.integer(judgement.emptied.count)
            writer.endObject()
        }
        writer.endList()
        for (name, list) in [("problems", problems), ("kept_out", keptOut), ("warnings", warnings)] {
            writer.name(name)
            writer.beginList()
            for problem in list {
                writer.element()
                writer.beginObject()
                writer.name("file")
                writer.string(problem.file)
                writer.name("line")
                writer.integer(problem.line)
                if let column = problem.column {
                    writer.name("column")
                    writer.string(column)
                }
                if let finding = problem.finding {
                    writer.name("code")
                    writer.string(finding.code.rawValue)
                    writer.name("values")
                    writer.list(finding.values)
                }
                writer.name("reason")
                writer.string(problem.reason)
                writer.endObject()
            }
            writer.endList()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private func map(_ writer: inout JSONWriter) {
        writer.name("columns")
        writer.beginList()
        for (name, use) in columns {
            writer.element()
            writer.beginObject()
            writer.name("column")
            writer.string(name)
            switch use {
            case .taken(let ours):
                writer.name("fills")
                writer.list(ours)
            case .ignored(let why):
                writer.name("ignored")
                writer.string(why)
            case .unmapped:
                writer.name("unmapped")
                writer.boolean(true)
            }
            writer.endObject()
        }
        writer.endList()
        guard let reconciled else { return }
        writer.name("reconciled")
        writer.beginObject()
        writer.name("both")
        writer.integer(reconciled.both)
        writer.name("only_in_log")
        writer.list(reconciled.onlyHere.map(\.text))
        writer.name("only_in_file")
        writer.list(reconciled.onlyThere.map(\.text))
        writer.endObject()
    }

    /// The columns of both files, for people.
    static var columnsOfFiles: String {
        func list(_ title: String, _ columns: [ImportColumn]) -> String {
            let width = columns.map(\.name.count).max() ?? 0
            return columns.reduce("\(title)\n") { text, column in
                let pad = String(repeating: " ", count: width - column.name.count)
                let indent = String(repeating: " ", count: width + 4)
                return text + "  \(column.name)\(pad)  \(column.meaning)\n\(indent)\(column.values)\n"
            }
        }
        return list("PLANS", PlanColumn.allCases.map(\.column)) + "\n"
            + list("PEOPLE (--people)", PersonColumn.allCases.map(\.column))
            + "\nThe first row names the columns, in any order. Empty, \"unknown\" and \"?\" mean unknown.\n"
    }
}
