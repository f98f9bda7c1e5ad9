import Analytics
import Arguments
import Caseload
import Casework
import Contracts
import HTML
import JSON
import Runtime
import Statute

/// `annual-review recovery`: on which day the backlog ends, who waits longest, and a family's place.
enum RecoveryCommand {
    /// The most days that are gone through.
    static let mostDays = Worklist.mostDays
    private static let firstPlaces = 20

    static let command = Command(
        name: "recovery", summary: "Reckon on which day the backlog ends, who waits longest, and a family's place",
        discussion: """
            A rehearsal on paper: what is late on the log's today, and what meetings bring to it meanwhile, is worked off with \
            the officers' hours, on days that are no weekend and no bank holiday, in two orders, the published one and another. What a line takes is an assumption, and the \
            meetings to come are held as they are arranged, or on their last day in time; so it is no promise. No day of the law \
            moves: what is late stays late by its own day. --case tells a family's place and the month to expect. --page writes \
            a page with a chart and its table; it names no case.
            """,
        example: """
            annual-review recovery --officers 6 --hours-a-day 5
            annual-review recovery --officers 6 --against by-due-day --case B-10432
            annual-review recovery --team "Phase transfers" --page recovery.html
            """,
        options: Cluster.options + [
            .integer("officers", in: 1...10_000, default: 1, "how many work on it"),
            .integer("hours-a-day", in: 1...24, default: 6, "the hours that each has for it on a working day"),
            .integer("minutes-a-decision", in: 1...10_000, default: 120, "what a decision takes"),
            .integer("minutes-a-line", in: 1...10_000, default: 30, "what anything else takes"),
            .integer("days", in: 1...mostDays, default: mostDays, "how many days to go through at most"),
            .choice("order", words, default: words.last, "the published order"),
            .choice("against", words, default: words.first, "the order that it is compared with"),
            .text("team", "NAME", "the cases of that team's officers (seeds/teams) instead of all"),
            .text("case", "CASE", "the place of that case"),
            .text("page", "FILE", "write a page with a chart"),
            .flag("all", "show every place"), .flag("json", "as JSON"), ModelFolder.option,
        ],
        run: { arguments in try run(arguments) })

    /// The orders as options name them.
    static let words = OrderComparison.Order.allCases.map(\.word)

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let caseload = try Caseload.read(try Cluster.address(arguments))
        let day = try caseload.requireDay()
        let team = arguments.optionalString("team")
        let teams = try Seeds(folder: try arguments.string("seeds")).teams(of: caseload.began?.council)
        try teams.require(team)
        let list = Worklist(
            of: team ?? "the council", in: caseload, on: day, models: try ModelFolder.ifAny(arguments),
            holding: { officer in team.map { teams.team(of: officer) == $0 } ?? true })
        let officers = try arguments.int("officers")
        let hours = WorkHours(
            minutesADay: try arguments.int("hours-a-day") * 60 * officers,
            minutesADecision: try arguments.int("minutes-a-decision"),
            minutesALine: try arguments.int("minutes-a-line"),
            holidays: try ModelFolder.holidaysIfAny(arguments))
        func plan(_ option: String) throws -> RecoveryPlan {
            let word = try arguments.string(option)
            guard let order = OrderComparison.Order.allCases.first(where: { $0.word == word }) else {
                throw UsageError("--\(option) takes one of \(words.joined(separator: ", "))")
            }
            return RecoveryPlan(
                list.items, coming: list.coming, from: day, through: day + (try arguments.int("days")), hours: hours,
                published: list.order, order: order)
        }
        let report = RecoveryReport(
            of: list.coordinator, plan: try plan("order"), other: try plan("against"), hours: hours, officers: officers,
            words: list.words(of:))
        if let name = arguments.optionalString("case") {
            guard let id = CaseID(name), caseload.cases[id] != nil else {
                throw CommandError("there is no case \(name)")
            }
            Output.write(arguments.flag("json") ? try report.json(of: id) : report.text(of: id))
            return ExitStatus.success
        }
        if let path = arguments.optionalString("page") {
            try Disk.write(Array(report.page.markup.utf8), to: path)
            Output.note("wrote \(path)")
        }
        Output.write(
            arguments.flag("json") ? try report.json() : report.text(most: arguments.flag("all") ? .max : firstPlaces))
        return ExitStatus.success
    }
}

extension OrderComparison.Order {
    /// As an option names it.
    var word: String {
        switch self {
        case .dueDay: "by-due-day"
        case .longestWait: "by-longest-wait"
        case .published: "worklist"
        }
    }
}
