import CouncilFiles
import Rehearsal
import LogCheck
import Arguments
import CSV
import Contracts
import Runtime
import Statute
import YAML

/// `annual-review models`: the councils' models of the review, held to the law, shown, and set side by side. It reads
/// files only; no broker is needed.
enum ModelsCommand {
    static let command = Command(
        name: "models", summary: "Check, show and compare the councils' models of the review",
        discussion: """
            A model is a file of seeds/models: which kinds of review a council holds, what opens each, when plans are \
            written anew, and who comes first. It may be stricter than the law, never laxer. A pilot is a file that a \
            plan may name like a model: one model for a cohort from a day on, another for the rest.
            """,
        example: """
            annual-review models check
            annual-review models show bromley
            annual-review models compare statutory bromley --sample 1000
            """,
        subcommands: [check, show, compare])

    // MARK: Check

    private static let check = Command(
        name: "check", summary: "Hold models and pilots to the law",
        discussion: """
            Every setting that is laxer than the law is listed with its file, line and rule; the exit status is then 1. \
            Without FILE all of seeds/models is checked.
            """,
        example: "annual-review models check\nannual-review models check our-draft.yaml",
        options: [ModelFolder.option],
        positionals: [Positional("FILE", isRequired: false, repeats: true, "a model or pilot")],
        run: { arguments in
            let named = arguments.strings("FILE")
            let folder = Seeds(folder: try arguments.string("seeds"))
            let files = try named.isEmpty ? folder.modelFiles() : named.map { try file($0) }
            // A pilot among the files may name a model of the folder; a folder that cannot be read has none.
            let others = named.isEmpty ? [] : (try? folder.modelFiles()) ?? []
            let report = ModelCheck(files, others: others)
            Output.write(report.text)
            return report.isLawful ? ExitStatus.success : ExitStatus.failure
        })

    private static func file(_ path: String) throws -> ReviewModels.File {
        let bytes = try Disk.read(path, most: Seeds.mostBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError("\(path) is no text in UTF-8")
        }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        let name = last.hasSuffix(".yaml") ? String(last.dropLast(".yaml".count)) : last
        return ReviewModels.File(name: name, path: path, text: text)
    }

    // MARK: Show

    private static let show = Command(
        name: "show", summary: "Tell in words what a model or pilot says",
        discussion: "With every demand of the law, its rule, and whether the model is stricter.",
        example: "annual-review models show bromley",
        options: [ModelFolder.option],
        positionals: [Positional("NAME", "the model or pilot, as bromley")],
        run: { arguments in
            let models = try ModelFolder.all(arguments)
            let name = try known(try arguments.string("NAME"), models)
            Output.write(ModelSheet.text(name, in: models))
            return ExitStatus.success
        })

    /// The name of a model or pilot that is there; refused with those there are.
    private static func known(_ name: String, _ models: ReviewModels) throws(CommandError) -> String {
        guard models.names.contains(name) else {
            throw CommandError("there is no model \(name); there are \(models.names.joined(separator: ", "))")
        }
        return name
    }

    // MARK: Compare

    private static let compare = Command(
        name: "compare", summary: "Say what changes between two models, over a caseload for a year",
        discussion: """
            The reviews that must be complete in the year, by kind; the plans that are written anew; the letters; the \
            days that move; and what stays the same because it is law. The caseload is a file as for `annual-review \
            import`, or an invented one that is distributed as the DfE counted a council's. How often a plan needs \
            changing at a review that does not do so by habit is an assumption: --needed.

            With --proposed FILE instead of B: the reviews of the year under the law and under rules that are not law, as those in \
            seeds/proposed. Every line says so, and no program acts on them.
            """,
        example: """
            annual-review models compare statutory bromley
            annual-review models compare statutory bromley-pilot --plans plans.csv --from 2026-09-01
            annual-review models compare statutory bromley --sample 4395 --needed 61,20 --json
            annual-review models compare statutory --proposed seeds/proposed/white-paper-2026.yaml
            """,
        options: [
            .text("plans", "FILE", "a caseload as for `annual-review import`"),
            .integer("sample", in: 1...200_000, "so many invented plans (default: 1000, when no --plans is given)"),
            .text("council", "NAME", default: "bromley", "the council as whose the invented plans are distributed"),
            .text("from", "DATE", "the first day of the year (default: 1 September of this school year)"),
            .text(
                "needed", "A,B", default: "61,61",
                "of the reviews after which the plan is changed only when needed, how many in a hundred end in an "
                    + "amendment, under the one and the other; 61 is England's share of all decisions in 2024"),
            .text("proposed", "FILE", "rules that are not law, instead of B"),
            .flag("json", "as JSON"),
            ModelFolder.option,
        ] + FileReading.options,
        positionals: [
            Positional("A", "the one model or pilot"),
            Positional("B", isRequired: false, "the other; none with --proposed"),
        ],
        run: { arguments in try compare(arguments) })

    private static func compare(_ arguments: Arguments) throws -> Int32 {
        let models = try ModelFolder.all(arguments)
        let other = arguments.optionalString("B")
        if let path = arguments.optionalString("proposed") {
            guard other == nil else { throw UsageError("--proposed FILE takes the place of B: give one of them") }
            return try compare(try known(try arguments.string("A"), models), models, proposed: path, arguments)
        }
        guard let other else { throw UsageError("give B, the other model, or --proposed FILE") }
        let names = (try known(try arguments.string("A"), models), try known(other, models))
        let from = try firstDay(arguments)
        let needed = try needed(try arguments.string("needed"))
        let caseload = try plans(arguments, from: from)
        let comparison = ModelComparison(
            names, in: models, over: caseload.plans, called: caseload.called, from: from, needed: needed)
        Output.write(arguments.flag("json") ? try comparison.json() : comparison.text)
        return ExitStatus.success
    }

    /// The law and a model beside rules that are not law.
    private static func compare(
        _ model: String, _ models: ReviewModels, proposed path: String, _ arguments: Arguments
    ) throws -> Int32 {
        let bytes = try Disk.read(path, most: Seeds.mostBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError("\(path) is no text in UTF-8")
        }
        let rules: ProposedRules
        do throws(YAMLError) { rules = try ProposedRules(text, file: path) } catch { throw CommandError("\(error)") }
        let from = try firstDay(arguments)
        let caseload = try plans(arguments, from: from)
        let comparison = ProposedComparison(
            rules, beside: model, in: models, over: caseload.plans, called: caseload.called, from: from)
        Output.write(arguments.flag("json") ? comparison.json : comparison.text)
        return ExitStatus.success
    }

    private static func firstDay(_ arguments: Arguments) throws(UsageError) -> Day {
        guard let text = arguments.optionalString("from") else {
            let today = LogStart.today
            return Day(SchoolYear.start(on: today), 9, 1) ?? today
        }
        guard let day = Day(text) else { throw UsageError("--from takes a day, as 2026-09-01; found \(text)") }
        return day
    }

    /// Two whole numbers of a hundred, or one for both.
    private static func needed(_ text: String) throws(UsageError) -> (Int, Int) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(parts.count), let first = parts.first ?? nil, let second = parts.last ?? nil,
            (0...100).contains(first), (0...100).contains(second)
        else { throw UsageError("--needed takes two numbers from 0 to 100, as 61,20; found \(text)") }
        return (first, second)
    }

    private static func plans(_ arguments: Arguments, from: Day) throws -> (plans: [PlanRecorded], called: String) {
        // A file may speak of today although the year begins earlier.
        let frame = PlanTable.Frame(today: max(from, LogStart.today), models: nil, model: "statutory")
        if let path = arguments.optionalString("plans") {
            let table = try PlanTable(
                parsing: try Disk.read(path, most: CSVFile.maximumByteCount), file: path, frame: frame,
                reading: FileReading(arguments))
            Output.note(table.judgement.sentence)
            for problem in table.problems.prefix(10) { Output.note("\(problem)") }
            if table.refused > 0 {
                Output.note(
                    "\(table.refused) of \(table.count) rows cannot be read and are left out of the comparison.")
            }
            guard !table.rows.isEmpty else { throw CommandError("\(path) has no row that can be read") }
            return (table.rows.map(\.plan), "\(Comparison.grouped(table.rows.count)) plans of \(path)")
        }
        let figures = try CouncilFigures(
            council: try arguments.string("council"), seeds: try arguments.string("seeds"))
        let sample = SampleCaseload(
            figures: figures, plans: try arguments.optionalInt("sample") ?? 1000, seed: 1, first: from,
            model: "statutory")
        let table = try PlanTable(parsing: SampleFiles(sample).plans, file: "the sample", frame: frame)
        return (
            table.rows.map(\.plan),
            "\(Comparison.grouped(table.rows.count)) invented plans, distributed as \(figures.name)\u{2019}s were"
        )
    }
}

/// What is wrong with files of models and pilots.
struct ModelCheck {
    /// For people: a line for each file, or for each of its faults.
    let text: String
    /// Whether every file is in order.
    let isLawful: Bool

    /// Checks those files; a pilot may name models of the others too.
    init(_ files: [ReviewModels.File], others: [ReviewModels.File]) {
        var lawful: [ReviewModels.File] = []
        for file in others + files where !lawful.contains(where: { $0.name == file.name }) {
            // Faults are reported below; here only whether a pilot may name it.
            if (try? ReviewModels(parsing: [file]))?.models.isEmpty == false { lawful.append(file) }
        }
        var lines: [String] = []
        var faults = 0
        for file in files {
            let found = ModelCheck.faults(of: file, among: lawful)
            faults += found.isEmpty ? 0 : 1
            lines += found.isEmpty ? [ModelCheck.praise(file, among: lawful)] : found
        }
        isLawful = faults == 0 && !files.isEmpty
        let all = "\(files.count) file\(files.count == 1 ? "" : "s")"
        lines.append(
            files.isEmpty
                ? "There is no file to check."
                : faults == 0 ? "\(all), nothing laxer than the law." : "\(all), \(faults) with faults.")
        text = lines.map { Prose.wrapped($0, indent: 0, hanging: 4) }.joined()
    }

    private static func faults(of file: ReviewModels.File, among lawful: [ReviewModels.File]) -> [String] {
        let lax = ReviewModel.faults(in: file.text, file: file.path)
        guard lax.isEmpty else { return lax.map(\.description) }
        do throws(YAMLError) {
            _ = try ReviewModels(parsing: lawful.filter { $0.name != file.name } + [file])
            return []
        } catch {
            return [error.description]
        }
    }

    private static func praise(_ file: ReviewModels.File, among lawful: [ReviewModels.File]) -> String {
        // It was parsed just now without a fault.
        guard let models = try? ReviewModels(parsing: lawful.filter { $0.name != file.name } + [file]) else {
            return file.path
        }
        if let pilot = models.pilots[file.name] {
            return "\(file.path): lawful: pilot of \(pilot.model). \(pilot.name)"
        }
        guard let model = models.models[file.name] else { return file.path }
        let stricter = ModelSetting.allCases.filter { model.isStricter($0) }.map(\.invariant.title)
        let more = stricter.isEmpty ? "as the law has it" : "stricter: \(stricter.joined(separator: ", "))"
        return "\(file.path): lawful: \(model.name), \(Deadline.count(model.kinds.count, "kind")) of review; \(more)"
    }
}
