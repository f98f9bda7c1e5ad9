public import Contracts
import Glibc
import Mail

/// The channel that writes each message into a folder as one `.eml` file, for a rehearsal, for post, or for a mail server
/// that picks files up.
///
/// It is idempotent, and so waits for nobody: the file's name follows from case and message, so whoever writes it, and
/// however often, there is one file. A claim of another instance is therefore taken over at once; should that instance
/// be alive after all, it finds its file written, and the fold takes the first receipt, also of an overtaken claim. What
/// was fetched from the folder between a crash and the receipt is written again, with the same Message-ID.
public struct Folder: Channel {
    /// Where files go.
    public let path: String
    /// Keeps the unfinished files of two senders apart.
    private let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    /// Whether a name was given that is not on disk for certain.
    private var isDirty = false

    public var name: ChannelName { .folder }
    public var allowsRehearsal: Bool { true }
    public var patience: Double { 0 }

    /// The folder at that path, made when it is not there.
    public init(path: String) throws(SendingError) {
        self.path = path
        if mkdir(path, 0o770) != 0, errno != EEXIST { throw failure("make it") }
        guard access(path, W_OK | X_OK) == 0 else { throw failure("write to it") }
    }

    /// The file in the folder that holds the name of the log whose messages it holds.
    static let nameFile = ".log-name"

    /// A folder without a name takes this log's. One of another log is left as it is: its files may be all that is known
    /// of what was sent.
    public mutating func lack(for log: LogName) throws(SendingError) -> String? {
        let file = "\(path)/\(Folder.nameFile)"
        let name = log.description
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        if descriptor >= 0 {
            close(descriptor)
            try write(Array(name.utf8), to: file, durably: true)
            isDirty = true
            return nil
        }
        guard errno == EEXIST else { throw failure("write \(Folder.nameFile) in it") }
        guard let stream = fopen(file, "re") else { throw failure("read \(Folder.nameFile) in it") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = fread(&bytes, 1, bytes.count, stream)
        let found = String(decoding: bytes.prefix(count), as: UTF8.self)
        // Two instances may begin it at once: one has made the file and not written it yet.
        if found.isEmpty {
            try write(Array(name.utf8), to: file, durably: true)
            return nil
        }
        guard found != name else { return nil }
        return
            "\(path) holds messages of the log \(found), and this is the log \(name): find out which of the two is this "
            + "council's; for a new log give the notifier an empty folder (--folder). Nothing in it was changed"
    }

    /// Writes the file, unless it is there. The receipt is its name.
    public mutating func deliver(_ post: Post) throws(SendingError) -> String {
        let name = post.reference + ".eml"
        let target = "\(path)/\(name)"
        // There already: written by an instance that died before it could say so, or by one that is overtaken.
        if access(target, F_OK) == 0 { return name }
        let unfinished = "\(path)/.\(name).\(suffix)"
        let bytes: [UInt8]
        do throws(MailError) { bytes = try post.mail() } catch { throw .refused(error.description) }
        // Invented messages need not survive the host, and so a year of them takes minutes less.
        try write(bytes, to: unfinished, durably: !post.isRehearsal)
        // Unlike a rename, a link never takes the place of a file that was named meanwhile: this instance may have slept
        // since it looked, and another has taken the message over and delivered it.
        let isNamed = link(unfinished, target) == 0
        let cause = errno
        unlink(unfinished)
        guard isNamed || cause == EEXIST else {
            errno = cause
            throw failure("name \(name)")
        }
        isDirty = isDirty || !post.isRehearsal
        return name
    }

    /// Waits until the names of the files are on disk, too.
    public mutating func settle() throws(SendingError) {
        guard isDirty else { return }
        let folder = open(path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw failure("open it") }
        defer { close(folder) }
        // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be had from them.
        guard fsync(folder) == 0 || errno == EINVAL else { throw failure("sync it") }
        isDirty = false
    }

    private func write(_ bytes: [UInt8], to file: String, durably: Bool) throws(SendingError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure("create a file in it") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = failure("write a file")
                close(descriptor)
                unlink(file)
                throw error
            }
            written += count
        }
        guard !durably || fsync(descriptor) == 0 else {
            let error = failure("sync a file")
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw failure("write a file") }
    }

    private func failure(_ doing: String) -> SendingError {
        .folder(path: path, doing: doing, why: strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
    }
}
