import Analytics
import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import JSON
import Recording
import Runtime
import Statute

/// `annual-review quality`: what the quality lead looks at over all cases.
enum QualityCommand {
    static let command = Command(
        name: "quality",
        summary: "Show the quality lead what was passed, and signs of a blanket policy",
        discussion: """
            What managers and deputies passed in spite of what was asked, each with its case; and signs that children are \
            decided by a rule and not one by one: the same or nearly the same reasons in several cases, one outcome for \
            nearly all reviews of a kind by one officer or in one team (seeds/teams), and kinds of review that end otherwise than the others. Counts are \
            compared by Fisher's exact test, and of all comparisons those are shown of which no more than one in twenty is \
            so by chance (Benjamini and Hochberg). What the decision-writer found alike stands in the log of each case: reasons \
            as they were decided, outcomes at the beginning of each month over the year before. It is on the list until each of its \
            reviews was audited, or of outcomes five. A sign says of no decision that it is wrong.
            """,
        example: "annual-review quality\nannual-review quality --since 2026-09-01 --json",
        options: Cluster.options + [
            .text("team", "NAME", "what was passed in that team alone (seeds/teams); signs are looked for in all"),
            .flag("worklist", "as a list of what the quality lead has to do"),
            .text("since", "DATE", "only decisions from that day on"), .flag("json", "as JSON"), ModelFolder.option,
        ],
        run: { arguments in
            let since = try RecordKind.day(arguments, "since")
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address, decisions: true)
            let sketches = try ReasonsAtHand(address).sketches
            let models = try ModelFolder.ifAny(arguments)
            let teams = try Seeds(folder: try arguments.string("seeds")).teams(of: caseload.began?.council)
            let team = arguments.optionalString("team")
            try teams.require(team)
            let report = QualityReport(
                caseload, sketches: sketches, since: since, models: models, teams: teams, team: team)
            Output.write(
                arguments.flag("json") ? report.json : arguments.flag("worklist") ? report.work : report.text)
            return ExitStatus.success
        })
}
