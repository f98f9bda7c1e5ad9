/// The help for the last of `commands`, which lead to it from the program's own.
func help(for commands: [Command], _ terminal: Terminal) -> String {
    guard let command = commands.last else { return "" }
    let path = commands.map(\.name).joined(separator: " ")
    let options = commands.flatMap(\.options)
    var usage = path
    if !command.subcommands.isEmpty { usage += " COMMAND" }
    if !options.isEmpty { usage += " [OPTIONS]" }
    for positional in command.positionals {
        let word = positional.name + (positional.repeats ? "…" : "")
        usage += positional.isRequired ? " \(word)" : " [\(word)]"
    }
    var text = "\(command.summary)\n\n\(terminal.bold("USAGE"))  \(usage)\n"
    if !command.discussion.isEmpty {
        // A line of its own stays one and is broken where the terminal ends; one that is set in stays as it is.
        let lines = command.discussion.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines {
            let isSetIn = line.first == " "
            text += "\n" + (isSetIn ? String(line) : wrapped(String(line), width: max(terminal.width, 20), indent: 0))
        }
        text += "\n"
    }
    text += section("ARGUMENTS", command.positionals.map { ($0.name, $0.summary) }, terminal)
    var subcommands = command.subcommands.map { ($0.name, $0.summary) }
    if commands.count == 1 {
        subcommands.append(("completion SHELL", Shell.summary))
    }
    text += section("COMMANDS", subcommands, terminal)
    var rows = options.map { (label($0), described($0)) }
    rows.append(("--help", "Show this help"))
    if commands.count == 1 { rows.append(("--version", "Show the version")) }
    text += section("OPTIONS", rows, terminal)
    if !command.example.isEmpty {
        let lines = command.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        text += "\n\(terminal.bold("EXAMPLE"))\n\(lines)\n"
    }
    return text
}

private func label(_ option: Option) -> String {
    if option.isSecret { return "\(option.environment ?? "")[_FILE]" }
    return option.kind == .flag ? "--\(option.name)" : "--\(option.name) \(option.placeholder)"
}

private func described(_ option: Option) -> String {
    var notes: [String] = []
    if let value = option.defaultValue { notes.append("default \(value)") }
    if let variable = option.environment, !option.isSecret { notes.append("or \(variable)") }
    if option.isSecret { notes.append("environment only") }
    if option.repeats { notes.append("may be repeated") }
    return notes.isEmpty ? option.summary : "\(option.summary) (\(notes.joined(separator: "; ")))"
}

private func section(_ title: String, _ rows: [(String, String)], _ terminal: Terminal) -> String {
    guard !rows.isEmpty else { return "" }
    // Longer labels get a line of their own.
    let indent = min(rows.map(\.0.count).max() ?? 0, max(terminal.width * 2 / 5, 16)) + 4
    var text = "\n\(terminal.bold(title))\n"
    for (label, summary) in rows {
        text += "  \(label)"
        text += label.count + 4 > indent ? "\n\(spaces(indent))" : spaces(indent - 2 - label.count)
        text += wrapped(summary, width: max(terminal.width - indent, 20), indent: indent) + "\n"
    }
    return text
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

/// A text in lines of at most so many characters, those after the first behind that many spaces.
public func wrapped(_ text: String, width: Int, indent: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
        let last = lines[lines.count - 1]
        if last.isEmpty {
            lines[lines.count - 1] = String(word)
        } else if last.count + 1 + word.count <= width {
            lines[lines.count - 1] = "\(last) \(word)"
        } else {
            lines.append(String(word))
        }
    }
    return lines.joined(separator: "\n" + spaces(indent))
}
