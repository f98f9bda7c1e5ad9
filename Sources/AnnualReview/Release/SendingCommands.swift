import Caseload
import Arguments
import Contracts
import CaseFile
import Runtime
import Statute

/// `annual-review release`, `pause` and `resume`: whether messages may leave.
enum SendingCommands {
    static let release = Command(
        name: "release",
        summary: "Let messages about imported cases leave",
        discussion: """
            Real caseloads come with a backlog, so nothing is sent about an imported case until it is released. This shows \
            how many messages of which kind would go, asks, and then releases all that was imported before.
            """,
        example: "annual-review release",
        options: Cluster.options + [
            by, .flag("yes", "do not ask"), .flag("json", "report as JSON; asks nothing, and releases only with --yes"),
        ],
        run: { arguments in try runRelease(arguments) })

    /// Who speaks.
    private static let by = Option.text("by", "ROLE/ID", "who says it, as manager/M-01 (default: the operator)")

    static let policy = Command(
        name: "policy",
        summary: "Set how many people must release imports",
        discussion: """
            With --approvals 2 a release counts only when two different people have said it (`annual-review release --by \
            ROLE/ID`). More hold at once; fewer once as many people as are needed until then have asked for them.
            """,
        example: "annual-review policy --approvals 2 --by manager/M-01",
        options: Cluster.options + [
            by, .integer("approvals", "N", in: 1...9, "how many different people must say a release"),
        ],
        run: { arguments in
            guard let number = try arguments.optionalInt("approvals"), let approvals = UInt8(exactly: number) else {
                throw UsageError("--approvals N is missing")
            }
            let actor = try actor(arguments)
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            _ = try caseload.requireDay()
            try write(
                try entries(
                    "policy-\(approvals)", .logPolicy(LogPolicy(approvals: approvals)), caseload, by: actor,
                    unless: { _ in false }), address)
            let after = try Caseload.read(address)
            let needed = after.logs.map(\.approvals).max() ?? 1
            Output.write(
                needed == approvals
                    ? number == 1
                        ? "A release counts when one person said it.\n"
                        : "A release counts when \(number) different people said it.\n"
                    : "A release still needs \(needed) different people: fewer hold once \(needed) have asked for them.\n"
            )
            return ExitStatus.success
        })

    static let pause = Command(
        name: "pause", summary: "Stop all sending", example: "annual-review pause",
        options: Cluster.options + [by],
        run: { arguments in
            try append(
                try Cluster.address(arguments), by: try actor(arguments), "pause", .sendingPaused(SendingPaused()),
                unless: { $0.isPaused })
        })

    static let resume = Command(
        name: "resume", summary: "Let messages leave again after a pause", example: "annual-review resume",
        options: Cluster.options + [by],
        run: { arguments in
            try append(
                try Cluster.address(arguments), by: try actor(arguments), "resume", .sendingResumed(SendingResumed()),
                unless: { !$0.isPaused })
        })

    /// Whoever `--by` names, who must be one whose word counts here.
    private static func actor(_ arguments: Arguments) throws(UsageError) -> Actor {
        guard let text = arguments.optionalString("by") else { return Operator.standard }
        let actor = try Operator.named(text)
        guard actor.maySay(.released) else {
            throw UsageError(
                "whether messages leave is not for \(actor) to say: name with --by ROLE/ID one of "
                    + EventKind.released.saidBy.words.joined(separator: ", "))
        }
        return actor
    }

    private static func write(_ entries: [(partition: Int32, entry: Entry)], _ address: LogAddress) throws {
        let writer = try LogWriter(address)
        defer { writer.close() }
        for (partition, entry) in entries { try writer.append(entry, toLogOf: partition) }
        try writer.flush()
    }

    private static func runRelease(_ arguments: Arguments) throws -> Int32 {
        let actor = try actor(arguments)
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address)
        _ = try caseload.requireDay()
        let waiting = WaitingMessages(caseload)
        let isJSON = arguments.flag("json")
        if !isJSON { Output.write(waiting.text) }
        guard waiting.cases > 0 else {
            if isJSON { Output.write(waiting.json(released: false)) }
            return ExitStatus.success
        }
        var agrees = arguments.flag("yes")
        if !agrees, !isJSON {
            guard Output.canAsk else {
                throw CommandError("nothing was released: there is nobody to ask here; say --yes")
            }
            agrees = Output.confirms("Release them?")
        }
        var isReleased = false
        if agrees {
            try write(
                try entries(
                    "release", .released(Released(messages: waiting.total)), caseload, by: actor,
                    unless: { _ in false }), address)
            // What was said may need another person, and then nothing leaves: that is read back, never supposed.
            isReleased = WaitingMessages(try Caseload.read(address)).cases < waiting.cases
        }
        let needed = caseload.logs.map(\.approvals).max() ?? 1
        Output.write(
            isJSON
                ? waiting.json(released: isReleased)
                : !agrees
                    ? "Nothing was released.\n"
                    : isReleased
                        ? "Released.\n"
                        : "Said by \(actor); nothing leaves until \(needed) different people have said it (release --by).\n"
        )
        return agrees || isJSON ? ExitStatus.success : ExitStatus.failure
    }

    private static func append(
        _ address: LogAddress, by actor: Actor, _ word: String, _ data: EventData, unless holds: (LogBook) -> Bool
    ) throws -> Int32 {
        let caseload = try Caseload.read(address)
        let entries = try entries(word, data, caseload, by: actor, unless: holds)
        guard !entries.isEmpty else {
            Output.write(word == "pause" ? "Sending was paused before.\n" : "Sending was not paused.\n")
            return ExitStatus.success
        }
        try write(entries, address)
        Output.write(word == "pause" ? "Sending is paused: nothing leaves from here on.\n" : "Messages leave again.\n")
        return ExitStatus.success
    }

    /// The entry for each partition where it is not so already. Its key follows from where the log ended, so that the
    /// same act sent again is the same report.
    static func entries(
        _ word: String, _ data: EventData, _ caseload: Caseload, by actor: Actor = Operator.standard,
        unless holds: (LogBook) -> Bool
    ) throws(CommandError) -> [(partition: Int32, entry: Entry)] {
        var entries: [(partition: Int32, entry: Entry)] = []
        for (partition, log) in caseload.logs.enumerated() where !holds(log) {
            guard let today = log.today else { _ = try caseload.requireDay(); continue }
            let key = SubmissionKey(
                hashing: [word, String(partition), String(caseload.ends[partition]), actor.description])
            entries.append(
                (Int32(partition), Entry(by: actor, recorded: today, events: [Event(key, data)])))
        }
        return entries
    }
}
