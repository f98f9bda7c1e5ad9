/// What a command line asks for.
enum Request {
    case run(@Sendable (Arguments) throws -> Int32, Arguments)
    case help([Command])
    case version
    case completion(Shell)
}

/// What the parser may ask of the world around it.
struct Surroundings {
    let environment: [String: String]
    let readFile: (String) throws(UsageError) -> String
}

/// Reads `words` (without the program's name) as a request to `root`.
func parse(_ words: [String], _ root: Command, _ surroundings: Surroundings) throws(UsageError) -> Request {
    // For every program, with subcommands or without.
    if words.first == "completion", words.count <= 2 {
        if let shell = words.dropFirst().first.flatMap(Shell.init) { return .completion(shell) }
        if words.count == 2, ["--help", "-h"].contains(words[1]) { return .help(Shell.commands(of: root)) }
        throw UsageError("completion takes one of \(Shell.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    var commands = [root]
    var options = root.options
    var given: [String: [String]] = [:]
    var loose: [String] = []
    var rest = words[...]
    var onlyPositionals = false

    while let word = rest.popFirst() {
        if onlyPositionals || !word.hasPrefix("-") || word == "-" || isKey(word, among: options) {
            let command = commands[commands.count - 1]
            if command.run != nil || onlyPositionals {
                loose.append(word)
            } else if let next = command.subcommands.first(where: { $0.name == word }) {
                commands.append(next)
                options += next.options
            } else {
                throw unknown("command", word, among: command.subcommands.map(\.name))
            }
            continue
        }
        switch word {
        case "--": onlyPositionals = true
        case "--help", "-h": return .help(commands)
        // A command may have an option of that name, for versions of something else.
        case "--version" where !options.contains { $0.name == "version" }: return .version
        default:
            let (name, attached) = split(word)
            guard word.hasPrefix("--"), let option = options.first(where: { $0.name == name }) else {
                throw unknown(
                    "option", word.hasPrefix("--") ? "--\(name)" : word, among: options.map { "--\($0.name)" })
            }
            if option.isSecret {
                throw UsageError("--\(name) is secret: \(source(of: option)), not the command line")
            }
            let value: String
            if option.kind == .flag {
                guard attached == nil else { throw UsageError("--\(name) takes no value") }
                value = "true"
            } else if let text = attached {
                value = text
            } else if let next = rest.first, !next.hasPrefix("--") || isKey(next, among: options) {
                value = next
                rest.removeFirst()
            } else {
                throw UsageError("--\(name) needs a value: --\(name) \(option.placeholder)")
            }
            if let fault = option.check(value) { throw UsageError("--\(name) \(fault)") }
            guard option.repeats || given[name] == nil else { throw UsageError("--\(name) stands twice") }
            given[name, default: []].append(value)
        }
    }

    let command = commands[commands.count - 1]
    guard let run = command.run else {
        throw UsageError("say what to do: \(command.subcommands.map(\.name).joined(separator: ", "))")
    }
    var declared: [String: String] = [:]
    for option in options {
        declared[option.name] = option.isSecret ? source(of: option) : described(option)
        if given[option.name] == nil, let value = try fallback(for: option, surroundings) {
            given[option.name] = [value]
        }
    }
    try place(loose, command.positionals, into: &given, &declared)
    return .run(run, Arguments(path: commands.map(\.name), declared: declared, values: given))
}

private func split(_ word: String) -> (name: String, value: String?) {
    let body = word.drop { $0 == "-" }
    guard let equals = body.firstIndex(of: "=") else { return (String(body), nil) }
    return (String(body[..<equals]), String(body[body.index(after: equals)...]))
}

private func fallback(for option: Option, _ surroundings: Surroundings) throws(UsageError) -> String? {
    guard let variable = option.environment else { return option.defaultValue }
    var value = surroundings.environment[variable]
    if option.isSecret, let file = surroundings.environment["\(variable)_FILE"], !file.isEmpty {
        guard value ?? "" == "" else { throw UsageError("\(variable) and \(variable)_FILE are both set: keep one") }
        value = trimmedLineEnd(try surroundings.readFile(file))
    }
    if option.refusesEmpty, let value, let fault = option.check(value) { throw UsageError("\(variable) \(fault)") }
    // Any other variable set to nothing is what a compose file leaves where nothing was configured.
    guard let value, !value.isEmpty else { return option.defaultValue }
    if option.kind == .flag {
        switch value.lowercased() {
        case "1", "true", "yes": return "true"
        case "0", "false", "no": return nil
        default: throw UsageError("\(variable) takes true or false; found \(value)")
        }
    }
    if let fault = option.check(value) { throw UsageError("\(variable) \(fault)") }
    return value
}

private func trimmedLineEnd(_ text: String) -> String {
    var text = text
    // As characters, CR LF is one.
    while let last = text.last, last.isNewline { text.removeLast() }
    return text
}

private func place(
    _ loose: [String], _ positionals: [Positional], into given: inout [String: [String]],
    _ declared: inout [String: String]
) throws(UsageError) {
    var rest = loose[...]
    for positional in positionals {
        declared[positional.name] = positional.name
        if positional.repeats {
            given[positional.name] = Array(rest)
            rest = []
        } else if let word = rest.popFirst() {
            given[positional.name] = [word]
        }
        if positional.isRequired, (given[positional.name] ?? []).isEmpty {
            throw UsageError("\(positional.name) is missing: \(positional.summary)")
        }
    }
    if let word = rest.first { throw UsageError("\(word) is one word too many") }
}

private func described(_ option: Option) -> String {
    "--\(option.name) \(option.placeholder)" + (option.environment.map { " (or \($0) in the environment)" } ?? "")
}

private func source(of option: Option) -> String {
    let variable = option.environment ?? ""
    return "set \(variable), or \(variable)_FILE to a file that holds it"
}

private func unknown(_ what: String, _ word: String, among known: [String]) -> UsageError {
    let nearest = known.map { (name: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
    // Further off than a third of the word it is another word, not a slip.
    if let nearest, nearest.distance <= max(2, word.count / 3) {
        return UsageError("there is no \(what) \(word); did you mean \(nearest.name)?")
    }
    return UsageError("there is no \(what) \(word)")
}

/// How many letters must be put in, taken out or changed to make `b` of `a` (Levenshtein).
func editDistance(_ a: String, _ b: String) -> Int {
    // Words from a command line; what is longer than this is no slip of a name.
    let a = Array(a.utf8.prefix(64))
    let b = Array(b.utf8.prefix(64))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let changed = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
        }
    }
    return row[b.count]
}

/// Whether that word is the key of a report or the hash of a document, which begin with a hyphen as often as with any other
/// character of base64url: 22 or 43 of them, and no option's name.
private func isKey(_ word: String, among options: [Option]) -> Bool {
    guard [22, 43].contains(word.utf8.count), !options.contains(where: { "--\($0.name)" == word }) else { return false }
    return word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}
