import Arguments
import Synchronization

/// What a command answers, run in this process: its text where the program would write it to standard output.
struct Answer {
    let status: Int32
    let output: String
    let errors: String

    /// Runs the command with these words through the program's own parser; `answer` is what it does with its arguments.
    init(_ command: Command, _ words: [String], by answer: @escaping @Sendable (Arguments) throws -> String) {
        let written = Mutex("")
        var errors = ""
        let copy = Command(
            name: command.name, summary: command.summary, example: command.example, options: command.options,
            positionals: command.positionals
        ) { arguments in
            let text = try answer(arguments)
            written.withLock { $0 = text }
            return ExitStatus.success
        }
        let program = Command(name: "annual-review", summary: "", example: "", subcommands: [copy])
        status = program.execute(
            [command.name] + words, version: "test", output: { text in written.withLock { $0 = text } },
            errors: { errors += $0 })
        output = written.withLock { $0 }
        self.errors = errors
    }
}
