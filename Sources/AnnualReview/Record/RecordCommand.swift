import Caseload
import Casework
import Arguments
import CaseFile
import Contracts
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
            options: kind.options + [.text("on", "DATE", "\(kind.on) (default: the log's today)")]
                + (kind.isAboutReview
                    ? [.integer("review", in: 1...254, "which review (default: the one that is open)")] : [])
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
        let key = try submissionKey(arguments, "key")
        let replaces = try submissionKey(arguments, "replaces")
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
        guard let known = caseload.cases[id], known.file.plan != nil else {
            throw CommandError("there is no case \(id) in this log")
        }
        try Cluster.checkSizes(documents.map { ($0.document.title, $0.document.bytes.count) }, at: address)
        let today = try caseload.today(of: id)
        // A log whose day is still to come would date what happened by it.
        if on == nil, caseload.log(of: id).began?.calendar == .real, let host = LogStart.dayBefore(today) {
            throw UsageError(
                "the log's day is \(today), and on this host it is \(host): say with --on DATE on which day it happened, and "
                    + "find out which clock is wrong")
        }
        let draft = RecordDraft(
            id: id, file: known.file, today: today,
            review: try RecordDraft.review(
                kind.isAboutReview ? try arguments.optionalInt("review") : nil, for: kind, of: id, in: known.file),
            papers: Dictionary(grouping: documents, by: \.option).mapValues { $0.map(\.document.hash) },
            actor: actor, on: on, contacts: ContactBook(of: known.file, entries: caseload.entries))
        let data = try kind.data(arguments, draft)
        let day = on ?? today
        let event = Event(key ?? freshKey(), happened: day == today ? nil : day, replaces: replaces, data)
        guard case .submission(let used) = event.id else { return ExitStatus.failure }
        let models = try ModelFolder.ifAny(arguments)
        let words = ModelWords(of: known.file.plan, on: today, in: models)
        let hand = CaseInHand(
            id, known.file, on: today, holidays: try ModelFolder.holidaysIfAny(arguments), model: words.holding?.model)
        let chosen = arguments.optionalString("audience").flatMap { Audience(rawValue: $0) }
        var given = Dictionary(
            documents.map { ($0.document.hash, $0.document) }, uniquingKeysWith: { first, _ in first })
        for (role, hash) in data.documents { given[hash]?.audience = chosen ?? role.usualAudience }
        var answer = RecordAnswer(id: id, kind: kind.name, day: day, key: used, words: words)
        var entry: Entry
        let mayNameOthers = [.decisionSubmitted, .paperAstray, .paperNotYours].contains(data.kind)
        let others = mayNameOthers ? try OtherCases(besides: id, address) : OtherCases()
        switch hand.decide(
            event, by: actor, seen: caseload.ends[caseload.partition(of: id)], documents: given, others: others)
        {
        case .refused(let findings):
            answer.findings = findings
            answer.outcome = .refused
            return try answer.give(arguments)
        case .repeated:
            answer.outcome = .repeated
            return try answer.give(arguments)
        case .accepted(let accepted, let findings):
            entry = accepted
            answer.findings = findings
        }
        if let sections {
            switch try sections.version(of: used, in: known.file, hand: hand, entry: entry, by: actor) {
            case .accepted(let version, let findings):
                entry.events += version.events
                answer.findings += findings
                given[sections.structured.hash] = sections.structured
            case .refused(let findings):
                answer.findings = findings
                answer.outcome = .refused
                return try answer.give(arguments)
            case .repeated: break
            }
        }
        if case .contactRecorded(let contact) = data {
            var file = known.file
            _ = file.append(entry, at: .max)
            answer.follows = ContactBook.consequences(of: contact.contact, in: file)
        }
        guard !arguments.flag("dry-run") else {
            answer.outcome = .tried
            return try answer.give(arguments)
        }
        try entry.write(to: id, with: given, address)
        return try answer.give(arguments)
    }

    /// The key of a report that an option names; nil without the option.
    static func submissionKey(_ arguments: Arguments, _ option: String) throws(UsageError) -> SubmissionKey? {
        guard let text = arguments.optionalString(option) else { return nil }
        guard let key = RecordDraft.key(text) else {
            throw UsageError("--\(option) takes a key of 22 characters; found \(text)")
        }
        return key
    }

    /// A key that nobody else makes: of the system's own random bits.
    static func freshKey() -> SubmissionKey {
        var random = SystemRandomNumberGenerator()
        return SubmissionKey(high: random.next(), low: random.next())
    }
}
