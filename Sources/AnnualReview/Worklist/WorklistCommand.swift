import Analytics
import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import Runtime

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

            --compare-orders rehearses the days to come on paper: the list, and the decisions that meetings bring to it, are \
            worked off under three orders with the same hours, and it shows how many families each tells in time and how long \
            anybody waits. What a line takes is an assumption, which the options change.
            """,
        example:
            "annual-review worklist --coordinator C-07\nannual-review worklist --coordinator C-07 --compare-orders --hours-a-day 6",
        options: Cluster.options + [
            .text("coordinator", "ID", "whose list, as C-07; none: of the cases that nobody holds"),
            .text(
                "team", "NAME", "the list of that team's officers together (seeds/teams), instead of one coordinator's"),
            .integer("most", in: 1...1_000_000, default: firstPage, "how many lines to show"),
            .flag("all", "show everything"),
            .flag("compare-orders", "what becomes of the list under three orders"),
            .integer("days", in: 1...Worklist.mostDays, default: 182, "with --compare-orders: how many days pass"),
            .integer("hours-a-day", in: 1...1_000, default: 6, "with --compare-orders: hours for the list"),
            .integer(
                "minutes-a-decision", in: 1...10_000, default: 120, "with --compare-orders: what a decision takes"),
            .integer("minutes-a-line", in: 1...10_000, default: 30, "with --compare-orders: what any other line takes"),
            .flag("json", "as JSON"),
            ModelFolder.option,
        ],
        run: { arguments in
            let team = arguments.optionalString("team")
            let coordinator = try team ?? arguments.string("coordinator")
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let day = try caseload.requireDay()
            let known = Set(
                caseload.cases.values.flatMap { [$0.file.plan?.coordinator].compactMap { $0 } + $0.file.peopleNamed })
            let teams = try Seeds(folder: try arguments.string("seeds")).teams(of: caseload.began?.council)
            try teams.require(team)
            guard team != nil || coordinator == Worklist.nobody || known.contains(where: { $0.text == coordinator })
            else {
                let some = known.map(\.text).sorted().prefix(40).joined(separator: ", ")
                throw CommandError("no case is held by \(coordinator)\(some.isEmpty ? "" : "; there are \(some)")")
            }
            let list = Worklist(
                of: coordinator, in: caseload, on: day, models: try ModelFolder.ifAny(arguments),
                holidays: try ModelFolder.holidaysIfAny(arguments),
                people: try PeopleDays.read(address, for: caseload),
                holding: team.map { team in { teams.team(of: $0) == team } })
            if arguments.flag("compare-orders") {
                let hours = WorkHours(
                    minutesADay: try arguments.int("hours-a-day") * 60,
                    minutesADecision: try arguments.int("minutes-a-decision"),
                    minutesALine: try arguments.int("minutes-a-line"))
                Output.write(list.comparison(days: try arguments.int("days"), hours: hours))
            } else if arguments.flag("json") {
                Output.write(try list.json())
            } else {
                Output.write(list.text(most: arguments.flag("all") ? .max : try arguments.int("most")))
            }
            return ExitStatus.success
        })
}
