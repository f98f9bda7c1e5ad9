import Caseload
import Arguments
import CaseFile
import Casework
import Contracts
import Plan
import Recording
import Runtime
import Statute

/// `annual-review move`: a plan that is transferred to another council, or from one (SEND Regulations 2014, reg 15).
enum MoveCommand {
    static let command = Command(
        name: "move",
        summary: "Transfer a plan to another council, or take one in",
        discussion: """
            A plan moves as one package: what this council has recorded, the plan with all its versions, the documents that \
            were meant for all who are invited, and the SHA-256 of each. Its seal goes by another way, and a package that \
            was altered is refused. What the other council reports counts as its word, and its days go on to count.
            """,
        example: """
            annual-review move out B-10432 --to bexley --out B-10432.zip
            annual-review move in B-10432.zip --seal 9f86d0… --as X-20417
            """,
        subcommands: [out, takeIn])

    private static let out = Command(
        name: "out", summary: "Write the package of a plan that is transferred, and end it here",
        example: "annual-review move out B-10432 --to bexley --out B-10432.zip --by coordinator/C-07",
        options: Cluster.options + [
            .text("to", "COUNCIL", "the council to which the plan is transferred"),
            .text("out", "FILE", "where to write the package"),
            .text("on", "DATE", "the day of the transfer (default: the log's today)"),
            .text("by", "ROLE/ID", "who transfers it, as coordinator/C-07 (default: the operator)"),
            .flag("dry-run", "say what would go, and write and record nothing"), ModelFolder.option,
        ],
        positionals: [Positional("CASE", "the council's reference for the plan, as B-10432")],
        run: { arguments in try runOut(arguments) })

    private static let takeIn = Command(
        name: "in", summary: "Take in the package of a plan that another council transferred",
        example: "annual-review move in B-10432.zip --seal 9f86d0… --as X-20417 --by coordinator/C-07",
        options: Cluster.options + [
            .text("seal", "HEX", "the package's seal, as the other council said it by another way"),
            .text("as", "CASE", "the reference that the plan has here"),
            .text("model", "NAME", default: "statutory", "the review model that holds here"),
            .text("moved", "DATE", "the day on which the child moved"),
            .text(
                "aware", "DATE", "when the old council became aware of the move, if less than 15 working days before"),
            .text("by", "ROLE/ID", "who takes it in, as coordinator/C-07 (default: the operator)"),
            .flag("dry-run", "check it and record nothing"), ModelFolder.option,
        ],
        positionals: [Positional("FILE", "the package")],
        run: { arguments in try runIn(arguments) })

    // MARK: Out

    private static func runOut(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        guard let to = arguments.optionalString("to"), !to.allSatisfy(\.isWhitespace), to.utf8.count <= Bounds.name
        else {
            throw UsageError("--to COUNCIL says to which council the plan is transferred")
        }
        let out = arguments.optionalString("out")
        guard out != nil || arguments.flag("dry-run") else {
            throw UsageError("--out FILE says where to write the package")
        }
        let on = try RecordKind.day(arguments, "on")
        let actor = try arguments.optionalString("by").map(Operator.named) ?? Operator.standard
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        guard let file = caseload.cases[id]?.file, file.plan != nil else {
            throw CommandError("there is no case \(id) in this log")
        }
        let today = try caseload.today(of: id)
        let named = TransferPackage.going(file, caseload.entries.map(\.entry))
        let kept = try KeptDocuments.read(Set(named.map { DocumentKey(id, $0.role, $0.hash) }), address)
        let package = try TransferPackage(
            id, file, from: caseload.log(of: id).began?.council ?? "", to: to, transferred: on ?? today, named: named,
            kept: kept)
        let record = Document(
            package.recordBytes, salt: .random(), mediaType: "application/json", title: "record-of-transfer.json")
        let event = Event(
            Recording.freshKey(), happened: on == today ? nil : on,
            .planEnded(PlanEnded(reason: .transferred, record: record.hash)))
        let words = ModelWords(of: file.plan, on: today, in: try ModelFolder.ifAny(arguments))
        let hand = CaseInHand(id, file, on: today)
        let entry: Entry
        switch hand.decide(event, by: actor, seen: caseload.ends[caseload.partition(of: id)]) {
        case .refused(let findings): throw refusal(id, findings, words)
        case .repeated: return ExitStatus.success
        case .accepted(let accepted, let findings):
            for finding in findings { Output.note("look: \(finding.sentence(in: words))") }
            entry = accepted
        }
        if let ended = file.ended {
            throw CommandError("\(id) ended on \(ended.short): a plan that is no longer maintained is not transferred")
        }
        let goes = package.record.documents.map { "- \($0.role.rawValue), \($0.title): \($0.hash)\n" }.joined()
        let stays = package.record.withheld
        let list =
            "\(id) to \(to): \(package.record.documents.count) documents go\(stays > 0 ? ", \(stays) stay" : "")\n"
            + goes
        guard !arguments.flag("dry-run"), let out else {
            Output.write(list + "(--dry-run: nothing was written or recorded.)\n")
            return ExitStatus.success
        }
        let (bytes, seal) = try package.sealed()
        // The package first: a plan that ended here and stands nowhere else would be nobody's.
        try Disk.write(bytes, to: out)
        try entry.write(to: id, with: [record.hash: record], address)
        Output.write(list + "wrote \(out). Its seal, to be told to the other council by another way:\n\(seal)\n")
        return ExitStatus.success
    }

    // MARK: In

    private static func runIn(_ arguments: Arguments) throws -> Int32 {
        let name = try arguments.string("FILE")
        guard let seal = arguments.optionalString("seal") else {
            throw UsageError(
                "--seal HEX is what the other council said by another way; without it nobody knows whose package it is")
        }
        guard let word = arguments.optionalString("as"), let id = CaseID(word) else {
            throw UsageError("--as CASE is the reference that the plan has here, as X-20417")
        }
        let actor = try arguments.optionalString("by").map(Operator.named) ?? Operator.standard
        let package = try TransferPackage(
            try Disk.read(name, most: TransferPackage.mostBytes), seal: seal, file: name)
        let plan = MovedPlan(
            package: package, id: id, model: try arguments.string("model"),
            moved: try RecordKind.day(arguments, "moved"),
            aware: try RecordKind.day(arguments, "aware"), seal: seal.lowercased())
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        let today = try caseload.today(of: id)
        let file = caseload.cases[id]?.file ?? CaseFile()
        if file.plan != nil, !file.submissions.contains(where: { $0.key == plan.events[0].key }) {
            throw CommandError(
                "there is a case \(id) already: give the plan that moved in a reference of its own with --as")
        }
        let words = ModelWords(of: plan.plan, on: today, in: try ModelFolder.ifAny(arguments))
        switch plan.verdict(by: actor, on: file, today: today, seen: caseload.ends[caseload.partition(of: id)]) {
        case .refused(let findings): throw refusal(id, findings, words)
        case .repeated: Output.write("\(id): this package was taken in before; nothing was added.\n")
        case .accepted(let entry, let findings):
            for finding in findings { Output.note("look: \(finding.sentence(in: words))") }
            guard !arguments.flag("dry-run") else {
                Output.write("\(id): the package could be taken in (--dry-run: nothing was).\n")
                return ExitStatus.success
            }
            let writer = try LogWriter(address)
            defer { writer.close() }
            for (role, document) in plan.documents {
                try writer.write(
                    .documents, key: "\(DocumentKey(id, role, document.hash))", value: document.bytes,
                    headers: document.headers)
            }
            try writer.flush()
            try writer.append(entry, to: id)
            try writer.flush()
            Output.write(sentences(plan))
        }
        return ExitStatus.success
    }

    /// What was taken in, and what the law asks next.
    static func sentences(_ plan: MovedPlan) -> String {
        let record = plan.package.record
        let tell = Statute.transferLetterBy(transferred: record.transferred)
        return "\(plan.id): taken in from \(record.from), where it was \(record.reference): "
            + "\(record.documents.count) documents, \(record.versions.count) versions in sections. "
            + "It was transferred on \(record.transferred.short), and is treated as made on "
            + "\(record.made?.short ?? "a day that is not known") (MOV-3).\n"
            + "By \(tell.short) the family is to be told in writing that it was transferred and when it is reviewed (MOV-4). "
            + "Record who the family is: `annual-review record contact \(plan.id)`; every day that follows: `annual-review "
            + "deadlines --case \(plan.id)`\n"
    }

    private static func refusal(_ id: CaseID, _ findings: [Finding], _ words: ModelWords) -> CommandError {
        CommandError("\(id): " + findings.refusals.map { $0.sentence(in: words) }.joined(separator: "; "))
    }
}

extension Event {
    /// The key of its submission; nil of a conclusion.
    var key: SubmissionKey? { if case .submission(let key) = id { key } else { nil } }
}

extension MovedPlan {
    /// What is recorded of the plan.
    var plan: PlanRecorded? {
        for event in events { if case .planRecorded(let plan) = event.data { return plan } }
        return nil
    }
}
