import Glibc

/// Files that the operator names.
package enum Disk {
    /// The bytes of a file of at most `most` bytes.
    package static func read(_ path: String, most: Int) throws(CommandError) -> [UInt8] {
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
    package static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
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
    package static func makeFolder(_ path: String) throws(CommandError) {
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw CommandError("cannot make the folder \(path): \(String(cString: strerror(errno)))")
        }
    }

    /// Makes a folder that its owner alone may look into, and those above it, where there are none.
    package static func makeOwnFolder(_ path: String) throws(CommandError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made == "/" ? "\(part)" : "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw CommandError("cannot make the folder \(made): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// The names in a folder; nil when it cannot be read.
    package static func names(in path: String) -> [String]? {
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
