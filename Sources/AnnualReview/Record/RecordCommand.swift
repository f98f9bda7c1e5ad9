import Caseload
import Casework
import Arguments
import CaseFile
import Contracts
import Recording
import Runtime
import Statute

/// `annual-review record`: appends one reported fact to a case's file.
enum RecordCommand {
    static let command = Command(
        name: "record",
        summary: "Record what happened in a case",
        discussion: """
            Appends one report, with the day it happened (--on) and the day it is recorded. A report always counts; one \
            that corrects another names it with --replaces. The key that is printed stands for this submission: with \
            --key the same one can be sent again, and counts once.
            """,
        example: "annual-review record meeting-held B-10432 --on 2024-11-08",
        subcommands: RecordKind.all.map(subcommand))

    /// Who speaks: whoever `--by` names; else the manager who passes it; else the coordinator whom `--officer` names; else the
    /// operator.
    private static func actor(_ arguments: Arguments, _ kind: RecordKind) throws(UsageError) -> Actor {
        if let text = arguments.optionalString("by") { return try Operator.named(text) }
        if kind.options.contains(where: { $0.name == "passed-by" }),
            let manager = try RecordKind.actor(arguments, "passed-by")
        {
            return .person(.manager, manager, by: .command)
        }
        guard kind.options.contains(where: { $0.name == "officer" }),
            let officer = try RecordKind.actor(arguments, "officer")
        else { return Operator.standard }
        return .person(.coordinator, officer, by: .command)
    }

    /// A document as it was given: its title is the file's own name.
    static func document(_ file: String) throws -> Document {
        let bytes = try Disk.read(file, most: Bounds.document)
        guard !bytes.isEmpty else { throw CommandError("\(file) is empty") }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return Document(
            bytes, salt: .random(), mediaType: Document.mediaType(of: bytes), title: name)
    }

    private static func subcommand(_ kind: RecordKind) -> Command {
        Command(
            name: kind.name, summary: kind.summary, example: kind.example,
            options: kind.options + kind.options(about: .day) + kind.options(about: .review)
                + [
                    .text(
                        "by", "ROLE/ID", "who reports it, as coordinator/C-07 (default: the officer, or the operator)"),
                    .choice(
                        "audience", Audience.allCases.map(\.rawValue),
                        "whom the documents reach: all invited, the council, or whoever gave them and the council (default: "
                            + "what the law has the council send reaches all invited, all else the council)"),
                    .text("replaces", "KEY", "the report that this one corrects"),
                    .text("key", "KEY", "the key of a submission that is sent again"),
                    .flag("dry-run", "check it and record nothing"), .flag("json", "report as JSON"),
                    ModelFolder.option,
                ] + Cluster.options,
            positionals: [Positional("CASE", "the council's reference for the plan, as B-10432")],
            run: { arguments in try run(kind, arguments) })
    }

    private static func run(_ kind: RecordKind, _ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let key = try Recording.key(arguments, "key")
        let replaces = try Recording.key(arguments, "replaces")
        let on = try RecordKind.day(arguments, "on")
        let address = try Cluster.address(arguments)
        let actor = try actor(arguments, kind)
        var documents: [(option: String, document: Document)] = []
        for option in kind.options where option.placeholder == "FILE" {
            for file in arguments.strings(option.name) {
                documents.append((option.name, try document(file)))
            }
        }
        // A final plan in sections is given to the family as a page that can be read, and kept as a version too.
        var sections: FinalInSections?
        if kind.name == "final-submitted", let place = documents.firstIndex(where: { $0.option == "plan" }) {
            sections = try FinalInSections(documents[place].document, of: id)
            if let sections { documents[place].document = sections.page }
        }
        let caseload = try Caseload.read(address, keeping: id)
        let recording = try Recording(id, in: caseload, at: address, arguments)
        try Cluster.checkSizes(documents.map { ($0.document.title, $0.document.bytes.count) }, at: address)
        let today = recording.today
        // A log whose day is still to come would date what happened by it.
        if on == nil, caseload.log(of: id).began?.calendar == .real, let host = LogStart.dayBefore(today) {
            throw UsageError(
                "the log's day is \(today), and on this host it is \(host): say with --on DATE on which day it happened, and "
                    + "find out which clock is wrong")
        }
        let draft = RecordDraft(
            id: id, file: recording.file, today: today,
            review: try RecordDraft.review(
                kind.isAboutReview ? try arguments.optionalInt("review") : nil, for: kind, of: id, in: recording.file),
            papers: Dictionary(grouping: documents, by: \.option).mapValues { $0.map(\.document.hash) },
            actor: actor, on: on, contacts: ContactBook(of: recording.file, entries: caseload.entries))
        let data = try kind.data(arguments, draft)
        let given = Dictionary(
            documents.map { ($0.document.hash, $0.document) }, uniquingKeysWith: { first, _ in first })
        let report = GivenReport(
            data, under: key ?? Recording.freshKey(), on: on ?? today, today: today, replacing: replaces,
            documents: given, audience: arguments.optionalString("audience").flatMap { Audience(rawValue: $0) },
            sections: sections)
        return try recording.say(report, as: kind.name, by: actor)
    }
}
