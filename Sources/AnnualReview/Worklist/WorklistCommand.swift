import Arguments
import CaseFile
import Contracts

/// `annual-review worklist`: what one coordinator has to do, in order.
enum WorklistCommand {
    static let command = Command(
        name: "worklist",
        summary: "Show what a coordinator has to do, in order",
        discussion: """
            Families who wait past the statutory day to be told come first, longest wait first; then what is due soonest; \
            among equals the child whom the council's model puts first, with the reasons. Each line says what to do next, \
            by when, and under which rule.
            """,
        example: "annual-review worklist --coordinator C-07",
        options: Cluster.options + [
            .text("coordinator", "ID", "whose list, as C-07; none: of the cases that nobody holds"),
            .integer("most", in: 1...1_000_000, default: 1_000_000, "how many to show"),
            .flag("json", "as JSON"),
            ModelFolder.option,
        ],
        run: { arguments in
            let coordinator = try arguments.string("coordinator")
            let caseload = try Caseload.read(try Cluster.address(arguments))
            let day = try caseload.requireDay()
            let known = Set(caseload.cases.values.compactMap { $0.file.plan?.coordinator })
            guard coordinator == Worklist.nobody || known.contains(where: { $0.text == coordinator }) else {
                let some = known.map(\.text).sorted().prefix(40).joined(separator: ", ")
                throw CommandError("no case is held by \(coordinator)\(some.isEmpty ? "" : "; there are \(some)")")
            }
            let list = Worklist(
                of: coordinator, in: caseload, on: day, models: try ModelFolder.ifAny(arguments))
            Output.write(arguments.flag("json") ? try list.json() : list.text(most: try arguments.int("most")))
            return ExitStatus.success
        })
}
