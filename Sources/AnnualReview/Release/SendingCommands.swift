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
            .flag("yes", "do not ask"), .flag("json", "report as JSON; asks nothing, and releases only with --yes"),
        ],
        run: { arguments in try runRelease(arguments) })

    static let pause = Command(
        name: "pause", summary: "Stop all sending", example: "annual-review pause",
        options: Cluster.options,
        run: { arguments in
            try append(
                try Cluster.address(arguments), "pause", .sendingPaused(SendingPaused()),
                unless: { $0.isPaused })
        })

    static let resume = Command(
        name: "resume", summary: "Let messages leave again after a pause", example: "annual-review resume",
        options: Cluster.options,
        run: { arguments in
            try append(
                try Cluster.address(arguments), "resume", .sendingResumed(SendingResumed()),
                unless: { !$0.isPaused })
        })

    private static func runRelease(_ arguments: Arguments) throws -> Int32 {
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
        if agrees {
            let writer = try LogWriter(address)
            defer { writer.close() }
            for (partition, entry) in try entries(
                "release", .released(Released(messages: waiting.total)), caseload, unless: { _ in false })
            {
                try writer.append(entry, toLogOf: partition)
            }
            try writer.flush()
        }
        Output.write(isJSON ? waiting.json(released: agrees) : agrees ? "Released.\n" : "Nothing was released.\n")
        return agrees || isJSON ? ExitStatus.success : ExitStatus.failure
    }

    private static func append(
        _ address: LogAddress, _ word: String, _ data: EventData, unless holds: (LogBook) -> Bool
    ) throws -> Int32 {
        let caseload = try Caseload.read(address)
        let entries = try entries(word, data, caseload, unless: holds)
        guard !entries.isEmpty else {
            Output.write(word == "pause" ? "Sending was paused before.\n" : "Sending was not paused.\n")
            return ExitStatus.success
        }
        let writer = try LogWriter(address)
        defer { writer.close() }
        for (partition, entry) in entries { try writer.append(entry, toLogOf: partition) }
        try writer.flush()
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
            let key = SubmissionKey(hashing: [word, String(partition), String(caseload.ends[partition])])
            entries.append(
                (Int32(partition), Entry(by: actor, recorded: today, events: [Event(key, data)])))
        }
        return entries
    }
}
