import Arguments
import CSV
import CaseFile
import Caseload
import Casework
import Contracts
import CouncilFiles
import JSON
import Recording
import Runtime
import Statute

/// `annual-review forms`: what families answered on a council's online forms becomes part of the record.
enum FormsCommand {
    static let command = Command(
        name: "forms", summary: "Take answers from an online form into the record",
        example: "annual-review forms take answers.xlsx --map seeds/mappings/microsoft-forms-parental.yaml --dry-run",
        subcommands: [take, deleted, list])

    // MARK: Taking

    private static let take = Command(
        name: "take", summary: "Take the answers of an exported form; what fits no child waits for a person",
        discussion: """
            ANSWERS is what Microsoft Forms exports (.xlsx) or the same as CSV; the map says which column is what. An answer is taken \
            where its reference is a case and the child's month of birth is that case's; where the map has a column with an e-mail \
            address, only from one of the child's contacts. Every other row waits: with --waiting they are written to a file \
            that holds the reasons, and in which a person says in the column "our case" whose they are before it is given \
            again. An answer taken twice counts once. The exit status is 1 while any row waits.
            """,
        example:
            "annual-review forms take answers.xlsx --map seeds/mappings/microsoft-forms-parental.yaml --waiting waiting.csv",
        options: Cluster.options + [
            .text("map", "FILE", "which column is what, as seeds/mappings/microsoft-forms-parental.yaml"),
            .text("waiting", "FILE", "write the rows that wait there, for a person"),
            .text("by", "ROLE/ID", "who takes them, as coordinator/C-07 (default: the operator)"),
            .flag("dry-run", "say what would be recorded; record nothing"), .flag("json", "report as JSON"),
            ModelFolder.option,
        ] + FileReading.options,
        positionals: [Positional("ANSWERS", "the exported file")],
        run: { arguments in try take(arguments) })

    /// An answer that is taken.
    private struct Taken {
        let id: CaseID
        let entry: Entry
        let papers: [(key: DocumentKey, document: Document)]
    }

    private static func take(_ arguments: Arguments) throws -> Int32 {
        guard let mapFile = arguments.optionalString("map") else { throw UsageError("--map FILE is missing") }
        let map = try FormMap.read(mapFile)
        let file = try arguments.string("ANSWERS")
        let actor = try arguments.optionalString("by").map { try Operator.named($0) } ?? Operator.standard
        let reading = FileReading(arguments)
        let content = try CSVFile.rows(of: try Disk.read(file, most: CSVFile.maximumByteCount), file: file, reading)
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address)
        var answers = try FormAnswers(content, by: map, days: reading.days, today: try caseload.requireDay())
        let emails = try emails(address)
        let models = try ModelFolder.ifAny(arguments)
        let holidays = try ModelFolder.holidaysIfAny(arguments)
        var files: [CaseID: CaseFile] = [:]
        // Whose file holds an answer already, that it may not come onto a second child's.
        let keys = Set(answers.answers.map(\.key))
        var holders: [SubmissionKey: CaseID] = [:]
        for (id, known) in caseload.cases {
            for report in known.file.submissions where report.stands && keys.contains(report.key) {
                holders[report.key] = id
            }
        }
        var (taken, before): ([Taken], Int) = ([], 0)
        for answer in answers.answers {
            let known = files[answer.id] ?? caseload.cases[answer.id]?.file
            let (why, contact) = answers.match(answer, with: known, takenFor: holders[answer.key]) { id, email in
                known?.contacts.first { emails[PersonKey.contact($0.number, in: id)] == email.lowercased() }?.number
            }
            guard why == nil, var known else {
                answers.wait(answer, because: why ?? "there is no case \(answer.id) in this log")
                continue
            }
            let today = try caseload.today(of: answer.id)
            let words = ModelWords(of: known.plan, on: today, in: models)
            do {
                var report = try answers.report(of: answer, in: known, contact: contact, today: today, actor: actor)
                let hand = CaseInHand(answer.id, known, on: today, holidays: holidays, model: words.holding?.model)
                switch try report.verdict(
                    of: hand, in: known, by: actor, seen: caseload.ends[caseload.partition(of: answer.id)])
                {
                case .repeated: before += 1
                case .refused(let findings):
                    let reasons = (findings.refusals + findings.held).map { $0.sentence(in: words) }
                    answers.wait(answer, because: reasons.joined(separator: "; "))
                case .accepted(let entry, _):
                    _ = known.append(entry, at: .max)
                    files[answer.id] = known
                    holders[answer.key] = answer.id
                    taken.append(Taken(id: answer.id, entry: entry, papers: report.records(of: entry, in: answer.id)))
                }
            } catch let error as FieldFaults {
                answers.wait(answer, because: error.faults.map(\.message).joined(separator: "; "))
            } catch let error as CommandError {
                answers.wait(answer, because: error.description)
            } catch let error as UsageError {
                answers.wait(answer, because: error.description)
            }
        }
        let isDryRun = arguments.flag("dry-run")
        if !isDryRun { try write(taken, address) }
        if let waiting = arguments.optionalString("waiting") { try Disk.write(answers.waitingFile, to: waiting) }
        let report = FormsReport(
            form: map.id, file: file, taken: taken.count, before: before,
            through: answers.answers.map(\.came).max(),
            waiting: answers.waiting.sorted { $0.line < $1.line }.map { ($0.line, $0.why) }, isDryRun: isDryRun)
        Output.write(
            arguments.flag("json") ? try report.json() : report.text(waitingAt: arguments.optionalString("waiting")))
        return answers.waiting.isEmpty ? ExitStatus.success : ExitStatus.failure
    }

    /// The e-mail addresses of contacts, in small letters, by the keys of `people`.
    private static func emails(_ address: LogAddress) throws -> [String: String] {
        var emails: [String: String] = [:]
        var unreadable = 0
        try LogReader(address).readToEnd(.people) { _, _, key, value in
            guard let key else { return }
            let name = String(decoding: key, as: UTF8.self)
            guard let value else {
                emails[name] = nil
                return
            }
            do { emails[name] = try Person(json: Array(value)).email?.lowercased() } catch { unreadable += 1 }
        }
        if unreadable > 0 { Output.note("\(unreadable) people cannot be read: nobody is known by their address") }
        return emails
    }

    /// The papers stand before any entry names them.
    private static func write(_ taken: [Taken], _ address: LogAddress) throws {
        guard !taken.isEmpty else { return }
        let writer = try LogWriter(address)
        defer { writer.close() }
        var progress = Progress("forms", total: 2 * taken.count)
        for (index, item) in taken.enumerated() {
            for (key, paper) in item.papers {
                try writer.write(.documents, key: "\(key)", value: paper.bytes, headers: paper.headers)
            }
            progress.update(index + 1)
        }
        try writer.flush()
        for (index, item) in taken.enumerated() {
            try writer.append(item.entry, to: item.id)
            progress.update(taken.count + index + 1)
        }
        try writer.flush()
        progress.finish()
    }

    // MARK: What was deleted where it was given

    private static let deleted = Command(
        name: "deleted", summary: "Record that a form's answers were deleted where they were given",
        discussion: """
            What the record has is not kept a second time at the form: once its answers are taken and none waits, delete them there, \
            and say so. The log then holds the form, the day, and through which day its answers had been taken.
            """,
        example:
            "annual-review forms deleted microsoft-forms-parental --on 2026-11-30 --through 2026-11-20 --by manager/M-02",
        options: Cluster.options + [
            .text("on", "DATE", "the day on which they were deleted (default: the log's today)"),
            .text("through", "DATE", "the last day of which answers had been taken"),
            .text("by", "ROLE/ID", "who says it, as manager/M-02 (default: the operator)"),
        ],
        positionals: [Positional("FORM", "the form, as its file in seeds/mappings is named")],
        run: { arguments in
            let form = try arguments.string("FORM")
            guard !form.isEmpty, form.utf8.count <= FormsCommand.longestName,
                form.utf8.allSatisfy({
                    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || $0 == 0x2D
                })
            else {
                throw UsageError("FORM takes letters, digits and -, at most \(FormsCommand.longestName): found \(form)")
            }
            let actor = try arguments.optionalString("by").map { try Operator.named($0) } ?? Operator.standard
            guard actor.maySay(.formDeleted) else {
                throw UsageError(
                    "that is not for \(actor) to say: name with --by ROLE/ID one of "
                        + EventKind.formDeleted.saidBy.words.joined(separator: ", "))
            }
            guard let through = try RecordKind.day(arguments, "through") else {
                throw UsageError("--through DATE is missing")
            }
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let today = try caseload.requireDay()
            let on = try RecordKind.day(arguments, "on") ?? today
            guard through <= on, on <= today else {
                throw UsageError(
                    "answers are taken before they are deleted, and nobody deletes tomorrow: --through \(through), --on \(on), and "
                        + "the log's today is \(today)")
            }
            let data = FormDeleted(form: form, deleted: on, through: through)
            let entries = try SendingCommands.entries(
                "form-deleted-\(form)", .formDeleted(data), caseload, by: actor, unless: { _ in false })
            let writer = try LogWriter(address)
            defer { writer.close() }
            for (partition, entry) in entries { try writer.append(entry, toLogOf: partition) }
            try writer.flush()
            guard
                try Caseload.read(address).logs.first?.formsDeleted.contains(where: {
                    $0.form == form && $0.deleted == on
                }) ?? false
            else { throw CommandError("it does not count: the log holds as many deletions as it takes") }
            Output.write("Recorded: the answers to \(form) through \(through.inWords) were deleted on \(on.inWords).\n")
            return ExitStatus.success
        })

    /// The longest name of a form, in bytes.
    private static let longestName = 80

    private static let list = Command(
        name: "list", summary: "Show which forms' answers were deleted where they were given, and when",
        example: "annual-review forms list",
        options: Cluster.options + [.flag("json", "as JSON")],
        run: { arguments in
            let deletions = try Caseload.read(try Cluster.address(arguments)).logs.first?.formsDeleted ?? []
            if arguments.flag("json") {
                var writer = JSONWriter(capacity: 1024)
                writer.beginList()
                for deletion in deletions {
                    writer.element()
                    writer.beginObject()
                    for (name, text) in [
                        ("form", deletion.form), ("deleted", "\(deletion.deleted)"), ("through", "\(deletion.through)"),
                        ("by", deletion.by.text),
                    ] {
                        writer.name(name)
                        writer.string(text)
                    }
                    writer.endObject()
                }
                writer.endList()
                Output.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
            } else {
                Output.write(
                    deletions.isEmpty
                        ? "Nobody said that a form's answers were deleted where they were given.\n"
                        : deletions.map {
                            "\($0.form): answers through \($0.through.inWords), deleted on \($0.deleted.inWords), said by \($0.by.text)\n"
                        }.joined())
            }
            return ExitStatus.success
        })
}
