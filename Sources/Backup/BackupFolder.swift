package import Arguments
import Contracts
import Crypto
import Glibc
import JSON

/// The folder of a backup: for its owner alone, one program at a time, and no file in it is ever changed.
///
/// What is unfinished has a name of its own until it is on disk whole; then it gets its name, and only the manifest, which
/// is put in its place last, makes it part of the backup.
package final class BackupFolder {
    let path: String
    /// The folder itself: files are opened in it, wherever its name leads meanwhile.
    private let descriptor: Int32

    private static let unfinished = ".unfinished"

    /// Opens the folder; to write to it, makes it where it is not there.
    package init(_ path: String, toWrite: Bool) throws(CommandError) {
        self.path = path
        if toWrite, mkdir(path, 0o700) != 0, errno != EEXIST { throw BackupFolder.failure("make the folder \(path)") }
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupFolder.failure("open the folder \(path)") }
        guard flock(descriptor, (toWrite ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            guard errno != EWOULDBLOCK else {
                throw CommandError("another backup or restore works on \(path): wait for its end")
            }
            throw BackupFolder.failure("lock the folder \(path)")
        }
    }

    deinit {
        // An initializer that throws has opened nothing that must be closed twice.
        if descriptor >= 0 { close(descriptor) }
    }

    /// Why something failed, by errno.
    static func failure(_ doing: String) -> CommandError {
        CommandError("cannot \(doing): \(String(cString: strerror(errno)))")
    }

    /// The manifest; nil where there is none.
    package func manifest() throws(CommandError) -> BackupManifest? {
        let file = openat(descriptor, BackupManifest.file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            guard errno == ENOENT else { throw BackupFolder.failure("read \(path)/\(BackupManifest.file)") }
            return nil
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw BackupFolder.failure("read \(path)/\(BackupManifest.file)") }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= BackupManifest.mostBytes else {
                throw CommandError("\(path)/\(BackupManifest.file) has more than \(BackupManifest.mostBytes) bytes")
            }
        }
        let manifest: BackupManifest
        do throws(JSONError) {
            manifest = try BackupManifest(json: bytes)
        } catch {
            throw CommandError("\(path)/\(BackupManifest.file) is damaged, or no backup's: \(error)")
        }
        guard manifest.form == BackupManifest.form else {
            throw CommandError(
                "\(path) is a backup of the form \(manifest.form), and this version knows form \(BackupManifest.form)")
        }
        for segment in manifest.topics.flatMap(\.segments) where segment.file.contains("/") || segment.file.first == "."
        {
            throw CommandError("\(path)/\(BackupManifest.file) names a file outside the folder: \(segment.file)")
        }
        return manifest
    }

    /// Puts a manifest in the place of the one before.
    func write(_ manifest: BackupManifest) throws(CommandError) {
        let bytes: [UInt8]
        do throws(JSONError) { bytes = try manifest.json() + [10] } catch {
            throw CommandError("the manifest cannot be written: \(error)")
        }
        let draft = BackupManifest.file + BackupFolder.unfinished
        unlinkat(descriptor, draft, 0)
        let file = try BackupFile(draft, in: self)
        try file.write(bytes)
        try file.finish()
        guard renameat(descriptor, draft, descriptor, BackupManifest.file) == 0 else {
            throw BackupFolder.failure("put \(path)/\(BackupManifest.file) in its place")
        }
        try settle()
    }

    /// Waits until the names in the folder are on disk.
    func settle() throws(CommandError) {
        // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be had from them.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw BackupFolder.failure("sync the folder \(path)") }
    }

    /// Makes the folder ready for a run. One without a manifest must be empty: what else is in it is not ours.
    func prepare(for manifest: BackupManifest?) throws(CommandError) {
        if manifest == nil, let other = try names().first(where: { !BackupFolder.isOurs($0) }) {
            throw CommandError(
                "\(path) holds no backup and is not empty (\(other)): give an empty folder, or a new one")
        }
        guard fchmod(descriptor, 0o700) == 0 else {
            throw BackupFolder.failure("close the folder \(path) to others")
        }
        try sweep(keeping: manifest)
    }

    private static func isOurs(_ name: String) -> Bool {
        name.hasSuffix(unfinished) || name.hasSuffix(SegmentFile.suffix)
    }

    /// Removes what a run that was broken off has left.
    func sweep(keeping manifest: BackupManifest?) throws(CommandError) {
        let kept = Set(manifest?.topics.flatMap(\.segments).map(\.file) ?? [])
        for name in try names() where !kept.contains(name) && BackupFolder.isOurs(name) {
            guard unlinkat(descriptor, name, 0) == 0 else { throw BackupFolder.failure("remove \(path)/\(name)") }
        }
    }

    /// The names in the folder.
    func names() throws(CommandError) -> [String] {
        guard let names = Disk.names(in: path) else { throw BackupFolder.failure("read the folder \(path)") }
        return names.filter { $0 != "." && $0 != ".." }
    }

    /// Gives what is finished its name; one that is taken is never overwritten.
    func name(_ unfinished: String, _ name: String) throws(CommandError) {
        guard linkat(descriptor, unfinished, descriptor, name, 0) == 0 else {
            throw BackupFolder.failure("name \(path)/\(name)")
        }
        unlinkat(descriptor, unfinished, 0)
    }

    /// Opens a file of the folder to read it; a link is not followed.
    func open(_ name: String) throws(CommandError) -> Int32 {
        let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw BackupFolder.failure("read \(path)/\(name)") }
        return file
    }

    fileprivate func create(_ name: String) throws(CommandError) -> Int32 {
        let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw BackupFolder.failure("make \(path)/\(name)") }
        return file
    }

    /// The name of a segment while it is written.
    static func unfinished(_ name: String) -> String { name + unfinished }
}

/// A file of a backup while it is written.
final class BackupFile {
    /// How many bytes wait to be written together.
    private static let bufferBytes = 1 << 20

    let name: String
    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var bytes = 0

    /// Makes that file, for its owner alone.
    init(_ name: String, in folder: BackupFolder) throws(CommandError) {
        self.name = name
        path = "\(folder.path)/\(name)"
        descriptor = try folder.create(name)
        buffer.reserveCapacity(BackupFile.bufferBytes)
    }

    deinit {
        // Only of one that was not finished: what it holds is thrown away.
        if descriptor >= 0 { close(descriptor) }
    }

    func write(_ more: [UInt8]) throws(CommandError) {
        bytes += more.count
        buffer.append(contentsOf: more)
        if buffer.count >= BackupFile.bufferBytes { try flush() }
    }

    private func flush() throws(CommandError) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BackupFolder.failure("write \(path)") }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Waits until it is on disk whole.
    func finish() throws(CommandError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw BackupFolder.failure("sync \(path)") }
        let code = close(descriptor)
        descriptor = -1
        guard code == 0 else { throw BackupFolder.failure("write \(path)") }
    }
}
