import Glibc

/// Where the commands write.
package enum Output {
    /// Writes text to standard output, whole, as it can be shown.
    package static func write(_ text: String) { write(Array(Terminal.shown(text).utf8), to: STDOUT_FILENO) }

    /// Writes bytes to standard output, whole: a file or a program gets them as they are, a person as they can be shown.
    package static func write(_ bytes: [UInt8]) {
        let isWatched = isatty(STDOUT_FILENO) == 1
        write(
            isWatched ? Array(Terminal.shown(String(decoding: bytes, as: UTF8.self)).utf8) : bytes, to: STDOUT_FILENO)
    }

    /// Writes a line for whoever watches to standard error.
    package static func note(_ line: String) { write(Array("\(Terminal.shown(line))\n".utf8), to: STDERR_FILENO) }

    /// Whether somebody sits in front of standard input who can answer.
    package static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks a question that `yes` answers.
    package static func confirms(_ question: String) -> Bool {
        write(Array("\(Terminal.shown(question)) [yes/no] ".utf8), to: STDERR_FILENO)
        return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { all in
            var rest = all
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                // Whoever read it has gone away: there is nobody left to tell.
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
