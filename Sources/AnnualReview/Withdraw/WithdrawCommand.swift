import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Recording
import Runtime
import Statute

/// `annual-review withdraw`: a paper that does not belong in a file is taken out of it at once.
enum WithdrawCommand {
    static let command = Command(
        name: "withdraw",
        summary: "Take a paper out of a file in which it does not belong, and erase its bytes",
        discussion: """
            For a paper of another child, or one that must not be kept. From then on it is shown, enclosed and exported \
            nowhere, and its bytes are erased; that it was here, and who said so, stays. Who got it and who could open it is \
            listed from the log. Of another child's paper the 72 hours run in which the breach is reported (UK GDPR, art. 33), \
            a next step says so, and --letters drafts what both families are told; nothing is sent by itself. What was \
            decided with the paper in hand still stands, and a manager is asked to look at it. A report that is wrong, and \
            not only its paper, is taken back with `annual-review record withdraw`. A backup still holds what it held: make a \
            new one, and destroy the old.
            """,
        example: "annual-review withdraw B-10432 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --why another-child "
            + "--by safeguarding-lead/SG-1 --letters drafts",
        options: Cluster.options + [
            .choice("why", WithdrawalGround.allCases.map(\.rawValue), "why it does not belong here"),
            .text("by", "ROLE/ID", "who withdraws it, as safeguarding-lead/SG-1 or manager/M-1"),
            .text("belongs", "CASE", "of another child's paper: whose it is, if that is known"),
            .text("on", "DATE", "the day on which somebody became aware of it (default: the log's today)"),
            .text("explanation", "FILE", "what happened, in writing"),
            .text("letters", "FOLDER", "write drafts of the letters to both families into that folder"),
            .flag("dry-run", "say where it has been and change nothing"), .flag("json", "report as JSON"),
            ModelFolder.option,
        ],
        positionals: [
            Positional("CASE", "the council's reference for the plan, as B-10432"),
            Positional("DOCUMENT", "the paper, by its hash (`annual-review case CASE --json` names it)"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let name = try arguments.string("DOCUMENT")
        guard let hash = Array(name.utf8).withUnsafeBufferPointer({ DocumentHash(utf8: $0) }) else {
            throw UsageError("\(name) is no hash of a document: one has 43 letters, digits, - and _")
        }
        let ground: WithdrawalGround = try RecordKind.word(arguments, "why")
        guard let speaker = arguments.optionalString("by") else {
            throw UsageError("--by ROLE/ID is missing: somebody answers for what is erased")
        }
        let actor = try Operator.named(speaker)
        let belongs = try whose(arguments, ground, besides: id)
        let on = try RecordKind.day(arguments, "on")
        let explanation = try arguments.optionalString("explanation").map(RecordCommand.document)
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        guard let file = caseload.cases[id]?.file, file.plan != nil else {
            throw CommandError("there is no case \(id) in this log")
        }
        let today = try caseload.today(of: id)
        let trace = DocumentTrace(hash, in: file, entries: caseload.entries.map(\.entry))
        guard !trace.roles.isEmpty else { throw CommandError("nothing in \(id) names a document \(name)") }
        let keys = trace.roles.map { DocumentKey(id, $0, hash) }
        let kept = try KeptDocuments.read(Set(keys), address)
        var notice = WithdrawalNotice(
            id: id, trace: trace, file: file, ground: ground, belongs: belongs, aware: on ?? today,
            audience: keys.compactMap { kept[$0]?.audience }.first)
        let words = ModelWords(of: file.plan, on: today, in: try ModelFolder.ifAny(arguments))
        let new = trace.roles.filter { !file.isWithdrawn($0, hash) }
        let hand = CaseInHand(id, file, on: today)
        // Before anything is erased: words that are missing are missing then.
        let letters =
            arguments.optionalString("letters") == nil
            ? nil
            : try BreachLetters(
                seeds: Seeds(folder: try arguments.string("seeds")), council: caseload.log(of: id).began?.council)
        guard letters == nil || ground == .anotherChild else {
            throw UsageError("--letters are of another child\u{2019}s paper: of one of this child nobody else is told")
        }
        var entries: [Entry] = []
        for role in new {
            let event = Event(
                Recording.freshKey(), happened: on,
                .documentWithdrawn(
                    DocumentWithdrawn(
                        role: role, document: hash, ground: ground, belongs: belongs, reports: trace.reports,
                        explanation: explanation?.hash)))
            switch hand.decide(event, by: actor, seen: caseload.ends[caseload.partition(of: id)]) {
            case .accepted(let entry, _): entries.append(entry)
            case .repeated: continue
            case .refused(let findings):
                throw CommandError(
                    "\(id): \(name) is not withdrawn: "
                        + findings.refusals.map { $0.sentence(in: words) }.joined(separator: "; "))
            }
        }
        notice.wasWithdrawn = new.isEmpty
        if !arguments.flag("dry-run") {
            var given: [DocumentHash: Document] = [:]
            if var explanation {
                explanation.audience = .council
                given[explanation.hash] = explanation
            }
            // What the file says of it stands before its bytes go: nobody takes it for a paper that was lost.
            for entry in entries { try entry.write(to: id, with: given, address) }
            try erase(keys, address)
            notice.isErased = true
        }
        if let folder = arguments.optionalString("letters"), let letters {
            try notice.writeDrafts(to: folder, with: letters, on: today)
        }
        Output.write(arguments.flag("json") ? notice.json : notice.text)
        return ExitStatus.success
    }

    /// Whose paper it is, where somebody says so.
    private static func whose(
        _ arguments: Arguments, _ ground: WithdrawalGround, besides id: CaseID
    ) throws(UsageError) -> CaseID? {
        guard let text = arguments.optionalString("belongs") else { return nil }
        guard let other = CaseID(text) else {
            throw UsageError("--belongs \(text) is no case; a case looks like B-10432")
        }
        guard ground == .anotherChild else {
            throw UsageError("--belongs says whose it is, and --why \(ground.rawValue) that it is this child's")
        }
        guard other != id else { throw UsageError("--belongs \(text) is the case in which the paper was found") }
        return other
    }

    /// Erases the bytes under those keys: the last record of each is none.
    private static func erase(_ keys: [DocumentKey], _ address: LogAddress) throws {
        let writer = try LogWriter(address)
        defer { writer.close() }
        for key in keys { try writer.write(.documents, key: key.description, value: nil) }
        try writer.flush()
    }
}
