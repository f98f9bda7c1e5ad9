import Arguments
import Synchronization

/// What a run of a program showed.
struct Run: Equatable {
    var status: Int32
    var output = ""
    var errors = ""
}

/// A program with everything in it; what its command was given is handed to `inspect`.
func program(inspect: @escaping @Sendable (Arguments) throws -> Void = { _ in }) -> Command {
    Command(
        name: "annual-review", summary: "Run annual reviews", example: "annual-review import caseload.csv",
        options: [
            .text(
                "bootstrap-servers", "HOST:PORT", default: "localhost:9092", environment: "KAFKA_BOOTSTRAP_SERVERS",
                "Kafka's brokers")
        ],
        subcommands: [
            Command(
                name: "import", summary: "Read a caseload", discussion: "Rows are read once.",
                example: "annual-review import --format csv caseload.csv",
                options: [
                    .flag("json", environment: "JSON", "Write JSON"),
                    .integer("port", in: 1...65_535, environment: "PORT", "Where to listen"),
                    .choice("format", ["csv", "json"], default: "csv", "What the file is"),
                    .text("tag", "WORD", repeats: true, "A word to remember"),
                    .text("model", "FILE", environment: "MODEL", "The review model"),
                    .secret("password", environment: "SMTP_PASSWORD", "The mail server's password"),
                ],
                positionals: [
                    Positional("FILE", "The caseload"), Positional("MORE", isRequired: false, repeats: true, "More"),
                ],
                run: { arguments in
                    try inspect(arguments)
                    return ExitStatus.success
                }),
            Command(name: "check", summary: "Check a log", example: "annual-review check", run: { _ in 7 }),
        ])
}

func execute(
    _ command: Command, _ words: [String], environment: [String: String] = [:], files: [String: String] = [:],
    terminal: Terminal = Terminal(isInteractive: false)
) -> Run {
    var run = Run(status: -1)
    run.status = command.execute(
        words, version: "1.2.3", environment: environment,
        readFile: { (path) throws(UsageError) in
            guard let text = files[path] else { throw UsageError("cannot read \(path)") }
            return text
        },
        terminal: terminal, output: { run.output += $0 }, errors: { run.errors += $0 })
    return run
}

/// What the command `import` was given for `words`, as `query` reads it.
func given<Value: Sendable>(
    _ words: [String], environment: [String: String] = [:], files: [String: String] = [:],
    _ query: @escaping @Sendable (Arguments) throws -> Value
) -> Value? {
    let found = Mutex<Value?>(nil)
    _ = withoutActuallyEscaping(query) { query in
        execute(
            program { arguments in
                let value = try query(arguments)
                found.withLock { $0 = value }
            }, words, environment: environment, files: files)
    }
    return found.withLock { $0 }
}
