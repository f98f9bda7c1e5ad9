import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import Glibc
import PDF
import Plan
import Quality
import Runtime
import Statute

/// `annual-review plan`: a child's plan in sections, as it stood and as it changed.
enum PlanCommand {
    static let command = Command(
        name: "plan",
        summary: "Show a plan in sections, or what changed between two versions",
        discussion: """
            The latest version, or one by its number; with --diff what changed from one version to another, section by \
            section and item by item, said in words. Under each outcome stand its baseline, its target, and what was \
            recorded of it since. A plan that is kept as a document alone has no versions, and works as one all the same.
            """,
        example: """
            annual-review plan B-10432
            annual-review plan B-10432 --version 2 --html --out plan.html
            annual-review plan B-10432 --pdf --out plan.pdf
            annual-review plan B-10432 --diff 1..2
            annual-review plan B-10432 --flags
            annual-review plan B-10432 --record-flags --by auditor/A-02
            """,
        options: Cluster.options + [
            .integer("version", in: 1...10_000, "that version (default: the latest)"),
            .text("diff", "N..M", "what changed from version N to version M"),
            .flag("versions", "list the versions"),
            .flag("flags", "what a rule sees in it, for whoever audits it; it judges nothing"),
            .flag("record-flags", "record how many of what a rule sees, for the figures; the text stays where it is"),
            .flag("dry-run", "with --record-flags: check it and record nothing"),
            .text("by", "ROLE/ID", "with --record-flags: who reads it, as auditor/A-02 (default: the operator)"),
            .flag("html", "as a page"),
            .flag("pdf", "on paper, tagged for screen readers"),
            .flag("large-print", "on paper in 18 points"),
            .flag("json", "the version as it is kept (docs/schemas/plan.schema.json)"),
            .text("out", "FILE", "where to write it (default: standard output)"),
            ModelFolder.option,
        ],
        positionals: [Positional("CASE", "the council's reference for the plan, as B-10432")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let difference = try arguments.optionalString("diff").map(numbers)
        let forms = ["html", "pdf", "large-print", "json"].filter { arguments.flag($0) }
        guard forms.count <= 1 else {
            throw UsageError("\(Words.list(forms.map { "--\($0)" })) are several forms: keep one")
        }
        let isOnPaper = forms == ["pdf"] || forms == ["large-print"]
        guard !isOnPaper || arguments.optionalString("out") != nil || isatty(STDOUT_FILENO) == 0 else {
            throw UsageError("a PDF cannot be read in a terminal: say where to write it, with --out FILE")
        }
        guard difference == nil || !arguments.flag("json") else {
            throw UsageError("--json is a version as it is kept; a difference is shown as text or with --html")
        }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        guard let file = caseload.cases[id]?.file, file.plan != nil else {
            throw CommandError("there is no case \(id) in this log")
        }
        let shelf = PlanShelf(id, file, caseload.entries.map(\.entry))
        if arguments.flag("versions") || shelf.versions.isEmpty {
            guard difference == nil, try arguments.optionalInt("version") == nil, forms.isEmpty || forms == ["html"]
            else {
                throw CommandError("\(id) has no plan in sections: record one with `annual-review plan-import`")
            }
            return try give(Array(shelf.list.utf8), arguments)
        }
        if let difference {
            let (old, new) = (try shelf.version(difference.from), try shelf.version(difference.to))
            let kept = try KeptDocuments.read([shelf.key(old), shelf.key(new)], address)
            let page = PlanPage(
                PlanDifference(from: try shelf.plan(old, in: kept), to: try shelf.plan(new, in: kept)),
                title: "What changed in the plan \(id) from version \(old.number) to version \(new.number)")
            return try give(page, of: id, arguments)
        }
        let version = try shelf.version(try arguments.optionalInt("version") ?? shelf.versions.count)
        let records = shelf.records(beside: version)
        let kept = try KeptDocuments.read(Set([shelf.key(version)] + records.map(\.key)), address)
        if arguments.flag("record-flags") {
            return try PlanReading(version, of: shelf, file, caseload).record(arguments, address)
        }
        if arguments.flag("flags") {
            let content = try PlanReading.content(of: try shelf.plan(version, in: kept), id, file, address)
            let page = PlanFlagsPage(id: id, version: version.number, content: content)
            return try give(Array((arguments.flag("json") ? page.json : page.text).utf8), arguments)
        }
        if arguments.flag("json") {
            _ = try shelf.plan(version, in: kept)
            return try give(kept[shelf.key(version)]?.bytes ?? [], arguments)
        }
        return try give(shelf.page(version, in: kept), of: id, arguments)
    }

    private static func give(_ page: PlanPage, of id: CaseID, _ arguments: Arguments) throws -> Int32 {
        for (form, size) in [("pdf", PrintSize.standard), ("large-print", .large)] where arguments.flag(form) {
            let bytes: [UInt8]
            do throws(PDFError) {
                bytes = try Typesetter().pdf(of: page.printed(size: size, footer: id.text))
            } catch {
                throw CommandError("the plan \(id) cannot be set on paper: \(error)")
            }
            return try give(bytes, arguments)
        }
        return try give(Array((arguments.flag("html") ? page.html : page.text).utf8), arguments)
    }

    private static func give(_ bytes: [UInt8], _ arguments: Arguments) throws -> Int32 {
        if let file = arguments.optionalString("out") {
            try Disk.write(bytes, to: file)
            Output.note("wrote \(file)")
        } else {
            Output.write(bytes)
        }
        return ExitStatus.success
    }

    /// The two numbers of `1..2`.
    static func numbers(_ text: String) throws(UsageError) -> (from: Int, to: Int) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: true)
        guard text.contains(".."), parts.count == 2, let from = Int(parts[0]), let to = Int(parts[1]), from != to else {
            throw UsageError("--diff takes the numbers of two versions, as 1..2; found \(text)")
        }
        return (from, to)
    }
}
