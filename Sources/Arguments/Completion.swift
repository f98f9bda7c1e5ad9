/// A shell for which the program writes its own completion.
enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// What the word `completion` does, for the help.
    static let summary = "Print the completion for bash, zsh or fish"

    /// The commands that lead to `completion`, for its own help.
    static func commands(of root: Command) -> [Command] {
        let completion = Command(
            name: "completion", summary: summary, example: "source <(\(root.name) completion bash)",
            positionals: [
                Positional("SHELL", isRequired: true, allCases.map(\.rawValue).joined(separator: ", "))
            ],
            run: { _ in ExitStatus.success })
        return [Command(name: root.name, summary: root.summary, example: "", subcommands: []), completion]
    }

    /// The script: `source <(annual-review completion bash)`.
    func completion(for root: Command) -> String {
        let nodes = flattened(root)
        switch self {
        case .bash: return bash(root, nodes)
        case .zsh:
            // zsh runs completions written for bash.
            return "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                + bash(root, nodes)
        case .fish: return fish(root, nodes)
        }
    }

    /// A command with the words that lead to it and the options it takes.
    private struct Node {
        let path: [String]
        let command: Command
        let options: [Option]
    }

    private func flattened(_ command: Command, _ path: [String] = [], _ inherited: [Option] = []) -> [Node] {
        let options = (inherited + command.options).filter { !$0.isSecret }
        return [Node(path: path, command: command, options: options)]
            + command.subcommands.flatMap { flattened($0, path + [$0.name], options) }
    }

    private func bash(_ root: Command, _ nodes: [Node]) -> String {
        let function = "_" + root.name.map { $0 == "-" ? "_" : String($0) }.joined()
        let paths = nodes.dropFirst().map { "\"\($0.path.joined(separator: " "))\"" }.joined(separator: "|")
        var text = """
            \(function)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="" path="" word words=""
                [ "$COMP_CWORD" -gt 0 ] && previous="${COMP_WORDS[COMP_CWORD-1]}"
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "${path:+$path }$word" in
                        \(paths.isEmpty ? "\"\"" : paths)) path="${path:+$path }$word" ;;
                    esac
                done
                case "$path" in

            """
        for node in nodes {
            let words =
                node.command.subcommands.map(\.name)
                + (node.path.isEmpty ? ["completion"] : [])
                + node.options.map { "--\($0.name)" } + ["--help"]
            text += "        \"\(node.path.joined(separator: " "))\") words=\"\(words.joined(separator: " "))\" ;;\n"
        }
        text += "    esac\n    case \"$path $previous\" in\n"
        for node in nodes {
            for option in node.options where option.kind != .flag {
                var values = ""
                if case .choice(let choices) = option.kind { values = choices.joined(separator: " ") }
                let pattern = "\(node.path.joined(separator: " ")) --\(option.name)"
                text += "        \"\(pattern)\") words=\"\(values)\" ;;\n"
            }
        }
        text += """
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
                if [ ${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
            }
            complete -o filenames -F \(function) \(root.name)

            """
        return text
    }

    private func fish(_ root: Command, _ nodes: [Node]) -> String {
        func quoted(_ text: String) -> String {
            "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
        }
        var text = ""
        for node in nodes {
            // In this command, and in none of those below it.
            let seen = node.path.map { "__fish_seen_subcommand_from \($0)" }
            let below = node.command.subcommands.map(\.name)
            let here = seen + (below.isEmpty ? [] : ["not __fish_seen_subcommand_from \(below.joined(separator: " "))"])
            let condition = here.isEmpty ? "" : " -n \(quoted(here.joined(separator: "; and ")))"
            for command in node.command.subcommands {
                text += "complete -c \(root.name)\(condition) -f -a \(command.name) -d \(quoted(command.summary))\n"
            }
            for option in node.options {
                var line = "complete -c \(root.name)\(condition) -l \(option.name) -d \(quoted(option.summary))"
                switch option.kind {
                case .flag: break
                case .choice(let choices): line += " -x -a \(quoted(choices.joined(separator: " ")))"
                case .text, .integer: line += " -r"
                }
                text += line + "\n"
            }
        }
        return text
    }
}
