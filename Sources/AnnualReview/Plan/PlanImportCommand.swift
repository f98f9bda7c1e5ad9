import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import JSON
import Plan
import Recording
import Runtime
import Statute

// What is not obvious here:
//
// - A paper is read in two steps, and the second is a person's: the first writes what is proposed, the second takes what
//   was confirmed, and holds it to the paper, so that no sentence of a plan is lost on the way.

/// `annual-review plan-import`: a version of a plan comes in, from a paper by way of a proposal, or in sections.
enum PlanImportCommand {
    static let command = Command(
        name: "plan-import",
        summary: "Read a plan into sections, or record one that is in sections",
        discussion: """
            From a Word file (.docx) or plain text sections are proposed: the proposal is written to --out, with where each \
            section begins and what somebody should look at. Whoever has checked it, and written in why the version was \
            made, gives it with --confirm beside the same file; what the paper says and the confirmed plan does not is \
            refused unless --leave-out-rest is given. A plan that is in sections already (.json, as `annual-review plan \
            CASE --json` writes it) is recorded as it is. The paper itself is kept beside the version.
            """,
        example: """
            annual-review plan-import B-10432 plan.docx --made 2024-11-29 --out plan.json
            annual-review plan-import B-10432 plan.docx --confirm plan.json --by coordinator/C-07
            """,
        options: Cluster.options + [
            .text("made", "DATE", "the day on which this version was made, for a proposal"),
            .text("officer", "ID", "who decided it, for a proposal"),
            .text("out", "FILE", "where to write the proposal"),
            .text("confirm", "FILE", "the proposal as somebody checked and completed it"),
            .flag("leave-out-rest", "record it although the paper says more"),
            .flag("without-paper", "do not keep the paper beside the version"),
            .text("final", "KEY", "the submitted final plan whose text this is: a version once that is made"),
            .text("by", "ROLE/ID", "who records it, as coordinator/C-07 (default: the operator)"),
            .text("replaces", "KEY", "the version that this one corrects, by the key of its report"),
            .text("key", "KEY", "the key of a submission that is sent again"),
            .flag("dry-run", "check it and record nothing"), .flag("json", "report as JSON"), ModelFolder.option,
        ],
        positionals: [
            Positional("CASE", "the council's reference for the plan, as B-10432"),
            Positional("FILE", "the plan: .docx, plain text, or in sections as .json"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let name = try arguments.string("FILE")
        let bytes = try Disk.read(name, most: PlanImportCommand.mostBytes)
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        let recording = try Recording(id, in: caseload, at: address, arguments)
        if isInSections(bytes) {
            guard arguments.optionalString("confirm") == nil else {
                throw UsageError(
                    "--confirm belongs to a paper from which sections were proposed, and \(name) is in sections")
            }
            return try record(try plan(bytes, name), paper: nil, recording, arguments)
        }
        let paper = try PlanPaper(bytes, file: name)
        let shelf = PlanShelf(id, recording.file, caseload.entries.map(\.entry))
        let latest = shelf.versions.last
        let kept = try KeptDocuments.read(Set(latest.map { [shelf.key($0)] } ?? []), address)
        let previous = try latest.map { (latest) throws(CommandError) in try shelf.plan(latest, in: kept) }
        guard let confirmed = arguments.optionalString("confirm") else {
            return try propose(paper, after: previous, name, arguments)
        }
        let plan = try plan(try Disk.read(confirmed, most: Plan.mostBytes), confirmed)
        let lost = PlanProposal(paper.paragraphs, made: plan.made, previous: previous)
            .lost(from: paper.paragraphs, in: plan)
        if !lost.isEmpty, !arguments.flag("leave-out-rest") {
            throw CommandError(PlanImportCommand.losing(lost, of: paper, confirmed))
        }
        let document = Document(
            bytes, salt: .random(), mediaType: paper.mediaType,
            title: name.split(separator: "/").last.map(String.init) ?? name)
        return try record(
            plan, paper: arguments.flag("without-paper") ? nil : document, recording, arguments)
    }

    /// The largest file that is read, in bytes.
    static let mostBytes = 25 << 20

    /// Whether the bytes are JSON and no paper.
    private static func isInSections(_ bytes: [UInt8]) -> Bool {
        bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    private static func plan(_ bytes: [UInt8], _ name: String) throws(CommandError) -> Plan {
        do throws(PlanError) { return try Plan(reading: bytes) } catch { throw CommandError("\(name): \(error)") }
    }

    // MARK: A proposal

    private static func propose(
        _ paper: PlanPaper, after previous: Plan?, _ name: String, _ arguments: Arguments
    ) throws -> Int32 {
        guard let made = try RecordKind.day(arguments, "made") else {
            throw UsageError("--made DATE says on which day this version of the plan was made")
        }
        guard let out = arguments.optionalString("out") else {
            throw UsageError("--out FILE says where to write the proposal; --confirm FILE takes it when it was checked")
        }
        let proposal = PlanProposal(
            paper.paragraphs, made: made, decidedBy: try RecordKind.actor(arguments, "officer"), previous: previous)
        try Disk.write(try proposal.plan.laidOut(), to: out)
        Output.write(PlanImportCommand.sentences(of: proposal, paper, name: name, out: out))
        return ExitStatus.success
    }

    /// What was proposed, for whoever checks it.
    static func sentences(of proposal: PlanProposal, _ paper: PlanPaper, name: String, out: String) -> String {
        var lines = proposal.breaks.map { start in
            let section = proposal.plan[start.section]
            let items = section?.items.map { " \($0.count) \($0.count == 1 ? "item" : "items")." } ?? ""
            return
                "paragraph \(start.paragraph): section \(start.section.rawValue) begins.\(items) \u{201C}\(short(start.text))\u{201D}"
        }
        if lines.isEmpty { lines.append("no section begins anywhere: all of it stands before section A") }
        let missing = proposal.plan.missingSections
        if !missing.isEmpty {
            lines.append("look: nothing begins section \(missing.map(\.rawValue).joined(separator: ", "))")
        }
        lines += proposal.doubts.map { "look: paragraph \($0.paragraph): \($0.why)" }
        lines += paper.remarks.map { "look: \($0)" }
        lines.append(
            "\(name) was read into \(out). Check it against the paper, say in it why this version was made, and give it with "
                + "--confirm \(out)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many paragraphs a refusal names.
    private static let mostShown = 5

    static func losing(_ lost: [Int], of paper: PlanPaper, _ confirmed: String) -> String {
        let shown = lost.prefix(mostShown).map { number in
            "\n- paragraph \(number): \u{201C}\(short(paper.paragraphs[number - 1].text))\u{201D}"
        }
        let more = lost.count > mostShown ? "\n- and \(lost.count - mostShown) more" : ""
        return "\(confirmed) does not say what the paper says; write it in, or give --leave-out-rest if that is meant:"
            + shown.joined() + more
    }

    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 70 ? line.prefix(69) + "\u{2026}" : line
    }

    // MARK: Recording

    private static func record(
        _ plan: Plan, paper: Document?, _ recording: Recording, _ arguments: Arguments
    ) throws -> Int32 {
        if let paper, paper.bytes.count > Bounds.document {
            throw CommandError(
                "\(paper.title) has \(paper.bytes.count) bytes, and a document at most \(Bounds.document): save it without its "
                    + "pictures, or give --without-paper")
        }
        let structured = Document(
            try plan.written(), salt: .random(), mediaType: Plan.mediaType, title: "plan-\(plan.made).json")
        var documents = [structured.hash: structured]
        if let paper { documents[paper.hash] = paper }
        let version = PlanVersionRecorded(
            plan: structured.hash, source: paper?.hash, officer: plan.decidedBy,
            final: try Recording.key(arguments, "final"))
        let event = Event(
            // Never made from the text: what follows from a text could be guessed when the text was erased.
            try Recording.key(arguments, "key") ?? Recording.freshKey(),
            happened: plan.made == recording.today ? nil : plan.made,
            replaces: try Recording.key(arguments, "replaces"), .planVersionRecorded(version))
        return try recording.say(
            GivenReport(event, documents: documents), as: "plan version",
            by: try arguments.optionalString("by").map(Operator.named) ?? Operator.standard)
    }
}
