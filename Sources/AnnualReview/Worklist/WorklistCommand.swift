import Arguments
import CaseFile
import Contracts

/// `annual-review worklist`: what one coordinator has to do, in order.
enum WorklistCommand {
    /// How many lines a first page has.
    private static let firstPage = 24

    static let command = Command(
        name: "worklist",
        summary: "Show what a coordinator has to do, in order",
        discussion: """
            First what can still be in time this week, and of every three lines (the model's setting) one of what is late, \
            in turns the longest wait and the longest of those who come first; then what has no day, and what is to come. \
            Those come first who are most vulnerable, as the model \
            lists them, or at a key transition. Each line says what \
            to do next, by when, and under which rule.

            --compare-orders works the list off on paper under three orders with the same hours, and shows what each would \
            reach in time.
            """,
        example:
            "annual-review worklist --coordinator C-07\nannual-review worklist --coordinator C-07 --compare-orders --lines-a-day 6",
        options: Cluster.options + [
            .text("coordinator", "ID", "whose list, as C-07; none: of the cases that nobody holds"),
            .integer("most", in: 1...1_000_000, default: firstPage, "how many lines to show"),
            .flag("all", "show everything"),
            .flag("compare-orders", "what becomes of the list under three orders"),
            .integer("lines-a-day", in: 1...1_000, default: 6, "with --compare-orders: how many lines a day are done"),
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
            if arguments.flag("compare-orders") {
                Output.write(list.comparison(linesADay: try arguments.int("lines-a-day")))
            } else if arguments.flag("json") {
                Output.write(try list.json())
            } else {
                Output.write(list.text(most: arguments.flag("all") ? .max : try arguments.int("most")))
            }
            return ExitStatus.success
        })
}
