import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import Plan
import Runtime

/// `annual-review draft`: what waits for the coordinator who decides on a review.
enum DraftCommand {
    static let command = Command(
        name: "draft",
        summary: "Show what a decision on a review rests on, once its time has come",
        discussion: """
            As soon as the report of the meeting is in, or some days before the decision is due if it is not (the model's \
            setting draft_days_before_decision): what is known, what is missing, the decision's last day and its rule, what \
            family, child and setting say and where that differs, each piece of the family's own evidence, and what was \
            asked for. It proposes no outcome. A decision names the pieces of which its reasons speak with --weighed KEY.
            """,
        example: "annual-review draft B-10432",
        options: Cluster.options + [
            .flag("json", "as JSON, with the key of each piece"),
            ModelFolder.option,
        ],
        positionals: [Positional("CASE", "the council's reference for the plan, as B-10432")],
        run: { arguments in
            let word = try arguments.string("CASE")
            guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address, keeping: id)
            let models = try ModelFolder.ifAny(arguments)
            guard let history = History(of: id, entries: caseload.entries, log: caseload.log(of: id), models: models)
            else { throw CommandError("there is no case \(id) in this log") }
            guard !history.drafts.isEmpty else {
                throw CommandError(
                    "no draft of \(id) waits: a meeting was held, no decision is on its way, and the report is in or the "
                        + "decision is due within \(history.words.draftDays) days; `annual-review case \(id)` shows where "
                        + "it stands")
            }
            let file = caseload.cases[id]?.file ?? CaseFile()
            let pieces = history.drafts.flatMap(\.pieces).filter { piece in
                piece.document.map { !file.isWithdrawn($0.role, $0.hash) } ?? true
            }
            let texts = try texts(of: pieces, address)
            let outcomes = try PlanShelf(id, file, caseload.entries.map(\.entry)).outcomes(address)
            for draft in history.drafts {
                var sheet = DraftSheet(draft, texts: texts, words: history.words)
                sheet.outcomes = outcomes
                Output.write(arguments.flag("json") ? try sheet.json() : sheet.text)
            }
            return ExitStatus.success
        })

    /// The words of those pieces that are text.
    private static func texts(of pieces: [Draft.Piece], _ address: LogAddress) throws -> [DocumentKey: String] {
        let wanted = Set(pieces.compactMap(\.document))
        guard !wanted.isEmpty else { return [:] }
        var texts: [DocumentKey: String] = [:]
        try LogReader(address).readDocuments { text, document in
            guard let key = DocumentKey(text), wanted.contains(key) else { return }
            texts[key] = (try? document.get()).flatMap { $0 }.flatMap { try? $0.quotable() }
        }
        return texts
    }
}
