import Arguments
import Caseload
import Glibc
import Runtime

/// What services hold in memory, written down by them before any of them ends: they answer a request in their folder.
package enum MemoryRescue {
    /// After the last answer another is waited for so long, in seconds.
    private static let quietSeconds = 3.0
    /// The most bytes of an answer's first line.
    private static let longestLine = 1 << 20

    /// Asks in the folder `from`, waits so long for the first answer, and moves all to the folder `to`; gives their paths.
    /// Throws when none came.
    package static func ask(in from: String, movingTo to: String, waitSeconds: Int) throws -> [String] {
        for folder in [from, to] { try make(folder) }
        let word = String(UInt64.random(in: .min ... .max), radix: 36)
        let request = "\(from)/\(MemoryRequest.fileName)"
        try Disk.write(Array(word.utf8), to: request)
        defer { unlink(request) }
        var answers: [String] = []
        var until = Rest.seconds + Double(waitSeconds)
        while Rest.seconds < until {
            let names = Disk.names(in: from) ?? []
            for name in names where name.hasSuffix(".jsonl") && !answers.contains(name) {
                guard MemoryRescue.isAnswer("\(from)/\(name)", to: word) else { continue }
                answers.append(name)
                until = Rest.seconds + MemoryRescue.quietSeconds
            }
            // One that is being written is waited for.
            if names.contains(where: { $0.hasSuffix(".jsonl.new") }) {
                until = max(until, Rest.seconds + MemoryRescue.quietSeconds)
            }
            usleep(100_000)
        }
        guard !answers.isEmpty else {
            throw CommandError(
                "no service answered in \(from): give the folder that the running services look at (their --rescue, "
                    + "AR_RESCUE); leave them running meanwhile")
        }
        for name in answers.sorted() where from != to { try MemoryRescue.move("\(from)/\(name)", to: "\(to)/\(name)") }
        return answers.sorted().map { "\(to)/\($0)" }
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
