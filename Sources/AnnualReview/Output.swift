import Arguments
import Glibc

/// Where the commands write.
enum Output {
    /// Writes text to standard output, whole, as it can be shown.
    static func write(_ text: String) { write(Array(Terminal.shown(text).utf8), to: STDOUT_FILENO) }

    /// Writes bytes to standard output, whole: a file or a program gets them as they are, a person as they can be shown.
    static func write(_ bytes: [UInt8]) {
        let isWatched = isatty(STDOUT_FILENO) == 1
        write(
            isWatched ? Array(Terminal.shown(String(decoding: bytes, as: UTF8.self)).utf8) : bytes, to: STDOUT_FILENO)
    }

    /// Writes a line for whoever watches to standard error.
    static func note(_ line: String) { write(Array("\(Terminal.shown(line))\n".utf8), to: STDERR_FILENO) }

    /// Whether somebody sits in front of standard input who can answer.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks a question that `yes` answers.
    static func confirms(_ question: String) -> Bool {
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

/// Files that the operator names.
enum Disk {
    /// The bytes of a file of at most `most` bytes.
    static func read(_ path: String, most: Int) throws(CommandError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandError("cannot read \(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandError("cannot read \(path): \(String(cString: strerror(errno)))") }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= most else { throw CommandError("\(path) has more than \(most) bytes") }
        }
    }

    /// Writes a file whole or not at all: beside its place first, then in it.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
        let draft = "\(path).\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw CommandError("cannot write \(path): \(String(cString: strerror(errno)))") }
        let isWritten = bytes.withUnsafeBytes { all in
            var rest = all
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
        let code = errno
        guard close(descriptor) == 0, isWritten, rename(draft, path) == 0 else {
            unlink(draft)
            throw CommandError("cannot write \(path): \(String(cString: strerror(isWritten ? errno : code)))")
        }
    }

    /// Makes a folder where there is none.
    static func makeFolder(_ path: String) throws(CommandError) {
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw CommandError("cannot make the folder \(path): \(String(cString: strerror(errno)))")
        }
    }

    /// The names in a folder; nil when it cannot be read.
    static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.sorted()
    }
}
