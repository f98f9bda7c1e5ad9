import Glibc

extension Command {
    /// Runs the program with the process's own arguments and environment, and ends the process with its status.
    public func main(version: String) -> Never {
        var environment: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        exit(
            execute(
                Array(CommandLine.arguments.dropFirst()), version: version, environment: environment,
                terminal: .standardOutput,
                output: { StandardStreams.write($0, to: STDOUT_FILENO) },
                errors: { StandardStreams.writeLastWords($0) }))
    }

    /// Runs the program with these words (without its own name) and this environment, and gives its status. What it
    /// has to say about its own use goes to `output` and `errors`.
    public func execute(
        _ words: [String], version: String, environment: [String: String] = [:],
        readFile: @escaping (String) throws(UsageError) -> String = Command.readFile,
        terminal: Terminal = Terminal(isInteractive: false),
        output: (String) -> Void, errors: (String) -> Void
    ) -> Int32 {
        do {
            let surroundings = Surroundings(environment: environment, readFile: readFile)
            switch try parse(words, self, surroundings) {
            case .help(let commands): output(help(for: commands, terminal))
            case .version: output("\(name) \(version)\n")
            case .completion(let shell): output(shell.completion(for: self))
            case .run(let run, let arguments): return try run(arguments)
            }
            return ExitStatus.success
        } catch let error as UsageError {
            errors(Terminal.shown("\(name): \(error.message)\nTry: \(helpHint(words))\n"))
            return ExitStatus.usage
        } catch {
            errors(Terminal.shown("\(name): \(error)\n"))
            return ExitStatus.failure
        }
    }

    /// The text of a small file, such as holds a secret; at most 64 KiB.
    public static func readFile(_ path: String) throws(UsageError) -> String {
        try StandardStreams.read(path)
    }

    private func helpHint(_ words: [String]) -> String {
        var path = [name]
        var command = self
        for word in words {
            guard let next = command.subcommands.first(where: { $0.name == word }) else { continue }
            path.append(word)
            command = next
        }
        return path.joined(separator: " ") + " --help"
    }
}
