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
    /// What lies in `returned` and was told of.
    private var told: Set<String> = []
    private let modes: Modes

    /// Who may read what it makes, as a file's mode says it.
    struct Modes {
        var folder: mode_t = 0o770
        var file: mode_t = 0o640
    }

    public var name: ChannelName { .folder }
    public var allowsRehearsal: Bool { true }
    public var patience: Double { 0 }
    /// Their names are made durable together.
    public var mostAtOnce: Int { 250 }

    /// The folder at that path, made when it is not there.
    public init(path: String) throws(SendingError) { try self.init(path: path, modes: Modes()) }

    init(path: String, modes: Modes) throws(SendingError) {
        self.path = path
        self.modes = modes
        if mkdir(path, modes.folder) != 0, errno != EEXIST { throw failure("make it") }
        guard access(path, W_OK | X_OK) == 0 else { throw failure("write to it") }
    }

    /// The file in the folder that holds the name of the log whose messages it holds.
    static let nameFile = ".log-name"

    /// A folder without a name takes this log's. One of another log is left as it is: its files may be all that is known
    /// of what was sent.
    public mutating func lack(for log: LogName) throws(SendingError) -> String? {
        let file = "\(path)/\(Folder.nameFile)"
        let name = log.description
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, modes.file)
        if descriptor >= 0 {
            close(descriptor)
            try overwrite(file, with: name)
            isDirty = true
            return nil
        }
        guard errno == EEXIST else { throw failure("write \(Folder.nameFile) in it") }
        let found = try beginning(of: file, most: 64).map { String(decoding: $0, as: UTF8.self) }
        guard let found else { throw failure("read \(Folder.nameFile) in it, which is no file", ELOOP) }
        // Two instances may begin it at once: one has made the file and not written it yet.
        if found.isEmpty {
            try overwrite(file, with: name)
            return nil
        }
        guard found == name else {
            return
                "\(path) holds messages of the log \(found), and this is the log \(name): find out which of the two is "
                + "this council's; for a new log give the notifier an empty folder (--folder). Nothing in it was changed"
        }
        try sweep()
        return nil
    }

    /// Removes what an instance left half written when it was killed; one that is alive holds a lock on its own.
    private func sweep() throws(SendingError) {
        guard let folder = opendir(path) else { throw failure("list it") }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix("."), name.contains(".eml.") || name.hasPrefix(Folder.probeFile) else { continue }
            let descriptor = open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if isFile(descriptor), flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink("\(path)/\(name)") }
        }
    }

    /// The file by which it is tried whether the folder takes anything.
    private static let probeFile = ".probe"
    /// How much room the folder must have, in bytes: that of a letter.
    private static let probeBytes = 64 << 10

    public mutating func fault() -> String? {
        do throws(SendingError) {
            let draft = try Draft("\(path)/\(Folder.probeFile).\(suffix)", in: self)
            defer { draft.end() }
            try draft.write([UInt8](repeating: 0x20, count: Folder.probeBytes), durably: true)
            return nil
        } catch {
            return error.description
        }
    }

    /// Seconds after which a folder that took nothing is given the same again.
    private static let pause = 5.0

    /// Writes the files, then makes their names durable. The receipt is a file's name.
    public mutating func submit(_ messages: [Post]) -> [ChannelAnswer] {
        var answers: [ChannelAnswer] = []
        do throws(SendingError) {
            for post in messages { answers.append(try answer(post)) }
            try settle()
            return answers
        } catch {
            // What was written may not be there after a crash: it is said when it is, and found there the next time.
            return messages.indices.map { place in
                if place < answers.count, case .refused = answers[place] { return answers[place] }
                return .again(Folder.pause, error.description)
            }
        }
    }

    /// What becomes of one message: refused is what is wrong with it alone.
    private mutating func answer(_ post: Post) throws(SendingError) -> ChannelAnswer {
        do throws(SendingError) {
            return .accepted(try keep(post))
        } catch {
            guard case .refused(let why) = error else { throw error }
            return .refused(why)
        }
    }

    /// The folder within it into which whoever posts, or a mail server, moves the file of what came back.
    static let returnedFolder = "returned"
    /// The most files in that folder of which is told.
    static let mostReturned = 20_000

    /// What came back: each file in `returned` once a process, by its name alone. What is no message's file is left alone.
    public mutating func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] {
        guard let folder = opendir("\(path)/\(Folder.returnedFolder)") else {
            // Most folders have none: nothing came back.
            guard errno == ENOENT else { throw failure("list \(Folder.returnedFolder) in it") }
            return []
        }
        defer { closedir(folder) }
        var receipts: [ChannelReceipt] = []
        while receipts.count < most, let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".eml"), !told.contains(name), let found = Post.message(named: name.dropLast(4)) else {
                continue
            }
            guard told.count < Folder.mostReturned else {
                throw failure("keep more than \(Folder.mostReturned) files in \(Folder.returnedFolder)", ENOSPC)
            }
            told.insert(name)
            receipts.append(ChannelReceipt(found.message, of: found.id, .returned))
        }
        return receipts
    }

    /// Writes the file, unless it is there. The receipt is its name.
    mutating func keep(_ post: Post) throws(SendingError) -> String {
        let name = post.name + ".eml"
        let target = "\(path)/\(name)"
        // There already: written by an instance that died before it could say so, or by one that is overtaken.
        if try isThere(post, at: target) { return name }
        let bytes: [UInt8]
        do throws(MailError) { bytes = try post.mail() } catch { throw .refused(error.description) }
        let draft = try Draft("\(path)/.\(name).\(suffix)", in: self)
        defer { draft.end() }
        // Invented messages need not survive the host, and so a year of them takes minutes less.
        try draft.write(bytes, durably: !post.isRehearsal)
        // Unlike a rename, a link never takes the place of a file that was named meanwhile: this instance may have slept
        // since it looked, and another has taken the message over and delivered it.
        guard link(draft.path, target) == 0 else {
            let cause = errno
            if cause == EEXIST, try isThere(post, at: target) { return name }
            throw failure("name \(name)", cause)
        }
        isDirty = isDirty || !post.isRehearsal
        return name
    }

    /// Whether that message stands there: as a file of its own, and not as a link or anything else that somebody put under
    /// its name. What else stands there is left as it is, and the message is for a person.
    private func isThere(_ post: Post, at target: String) throws(SendingError) -> Bool {
        var status = stat()
        guard lstat(target, &status) == 0 else {
            guard errno == ENOENT else { throw failure("look for \(post.name).eml in it") }
            return false
        }
        if let beginning = try beginning(of: target, most: Folder.headBytes),
            String(decoding: beginning, as: UTF8.self).contains("Message-ID: <\(post.name)@")
        {
            return true
        }
        throw .refused("something that is not this message stands under its name in the folder")
    }

    /// The most bytes before a message's id.
    private static let headBytes = 16 << 10

    /// Waits until the names of the files are on disk, too.
    mutating func settle() throws(SendingError) {
        guard isDirty else { return }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open it") }
        defer { close(folder) }
        // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be had from them.
        guard fsync(folder) == 0 || errno == EINVAL else { throw failure("sync it") }
        isDirty = false
    }

    // MARK: Files

    /// Writes a new file at that path.
    func write(_ bytes: [UInt8], to file: String, durably: Bool) throws(SendingError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, modes.file)
        guard descriptor >= 0 else { throw failure("create a file in it") }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, durably: durably)
    }

    /// Puts a file of the folder whole in the place of the one before.
    func replace(_ name: String, with bytes: [UInt8]) throws(SendingError) {
        let draft = try Draft("\(path)/.\(name).\(suffix)", in: self)
        defer { draft.end() }
        try draft.write(bytes, durably: true)
        guard rename(draft.path, "\(path)/\(name)") == 0 else { throw failure("name \(name)") }
    }

    /// The first bytes of that file; nil when it is a link, a folder or anything but a file.
    func beginning(of file: String, most: Int) throws(SendingError) -> [UInt8]? {
        // A pipe would wait for its other end.
        let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ELOOP || errno == ENXIO { return nil }
            throw failure("read a file in it")
        }
        defer { close(descriptor) }
        guard isFile(descriptor) else { return nil }
        var bytes = [UInt8](repeating: 0, count: most)
        let count = read(descriptor, &bytes, most)
        guard count >= 0 else { throw failure("read a file in it") }
        return Array(bytes.prefix(count))
    }

    /// All bytes of that file; nil when it is a link, a folder or anything but a file, or larger than that.
    func contents(of file: String, most: Int) throws(SendingError) -> [UInt8]? {
        var status = stat()
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) <= most else {
            return nil
        }
        return try beginning(of: file, most: Int(status.st_size))
    }

    private func isFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private func overwrite(_ file: String, with text: String) throws(SendingError) {
        let descriptor = open(file, O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("write a file in it") }
        defer { close(descriptor) }
        try write(Array(text.utf8), to: descriptor, durably: true)
    }

    /// A file that is being written under a name of its own; a lock on it says that its writer is alive.
    private struct Draft {
        let path: String
        private let descriptor: Int32
        private let folder: Folder

        init(_ path: String, in folder: Folder) throws(SendingError) {
            self.path = path
            self.folder = folder
            descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, folder.modes.file)
            guard descriptor >= 0 else { throw folder.failure("create a file in it") }
            // Where a file system knows no locks, what is left behind stays.
            _ = flock(descriptor, LOCK_EX | LOCK_NB)
        }

        func write(_ bytes: [UInt8], durably: Bool) throws(SendingError) {
            try folder.write(bytes, to: descriptor, durably: durably)
        }

        /// Its own name is given up; another that it was given stays.
        func end() {
            unlink(path)
            close(descriptor)
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, durably: Bool) throws(SendingError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write a file") }
            written += count
        }
        guard !durably || fsync(descriptor) == 0 else { throw failure("sync a file") }
    }

    func failure(_ doing: String, _ cause: Int32 = errno) -> SendingError {
        .folder(path: path, doing: doing, why: strerror(cause).map { String(cString: $0) } ?? "error \(cause)")
    }
}
