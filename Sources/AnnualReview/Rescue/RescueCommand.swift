import Arguments
import Glibc
import Runtime

/// `annual-review rescue`: has services write down what they hold in memory, before any of them ends.
enum RescueCommand {
    /// After the last answer another is waited for so long, in seconds.
    private static let quietSeconds = 3.0
    /// The most bytes of an answer's first line.
    private static let longestLine = 1 << 20

    static let command = Command(
        name: "rescue",
        summary: "Have services write down what they hold in memory",
        discussion: """
            For a log that has lost something: what services read before is still in their memory, and goes with them. \
            Each that runs on this host's folder writes one file: its position in each partition, and of each case what \
            its file holds. It is no backup: nothing can be restored from it alone, but it says what is missing. Texts and \
            names are not in it. Stop no service before.
            """,
        example: "annual-review rescue ./rescued",
        options: [
            .text(
                "from", "DIR", default: "./state/rescue", environment: "AR_RESCUE",
                "the folder that the services look at: their --rescue"),
            .integer("wait", "SECONDS", in: 1...3_600, default: 20, "how long to wait for the first answer"),
        ],
        positionals: [Positional("DIR", "the folder to which the answers are moved; it is made when it is not there")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let from = try arguments.string("from")
        let to = try arguments.string("DIR")
        for folder in [from, to] { try make(folder) }
        let word = String(UInt64.random(in: .min ... .max), radix: 36)
        let request = "\(from)/\(MemoryRequest.fileName)"
        try Disk.write(Array(word.utf8), to: request)
        defer { unlink(request) }
        var answers: [String] = []
        var until = Rest.seconds + Double(try arguments.int("wait"))
        while Rest.seconds < until {
            let names = Disk.names(in: from) ?? []
            for name in names where name.hasSuffix(".jsonl") && !answers.contains(name) {
                guard isAnswer("\(from)/\(name)", to: word) else { continue }
                answers.append(name)
                until = Rest.seconds + quietSeconds
            }
            // One that is being written is waited for.
            if names.contains(where: { $0.hasSuffix(".jsonl.new") }) { until = max(until, Rest.seconds + quietSeconds) }
            usleep(100_000)
        }
        guard !answers.isEmpty else {
            throw CommandError(
                "no service answered in \(from): give the folder that the running services look at (their --rescue, "
                    + "AR_RESCUE); leave them running meanwhile")
        }
        for name in answers.sorted() {
            if from != to { try move("\(from)/\(name)", to: "\(to)/\(name)") }
            Output.write("\(to)/\(name)\n")
        }
        Output.write(
            "\(answers.count) services wrote down positions and cases. This is no backup: nothing can be restored from it "
                + "alone.\n")
        return ExitStatus.success
    }

    /// Makes a folder and those above it, for the owner alone.
    private static func make(_ path: String) throws(CommandError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made == "/" ? String(part) : "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw CommandError("cannot make the folder \(made): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Whether the first line of a file names that request.
    private static func isAnswer(_ path: String, to word: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: longestLine)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return false }
        let line = bytes[..<count].prefix { $0 != 10 }
        return String(decoding: line, as: UTF8.self).contains("\"request\":\"\(word)\"")
    }

    private static func move(_ path: String, to other: String) throws(CommandError) {
        if rename(path, other) == 0 { return }
        // On another disk.
        try Disk.write(try Disk.read(path, most: .max), to: other)
        chmod(other, 0o600)
        unlink(path)
    }
}
