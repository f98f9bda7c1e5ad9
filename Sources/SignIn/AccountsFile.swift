import Glibc

/// The file of a trial's accounts: readable by its owner alone, and replaced whole, so that who reads it never sees half.
public struct AccountsFile: Sendable {
    /// Its path.
    public let path: String
    private let isRole: @Sendable (String) -> Bool
    private let isID: @Sendable (String) -> Bool

    /// Why it cannot be read or written.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public let description: String
    }

    /// `isRole` and `isID` say what roles and ids there are.
    public init(
        _ path: String, isRole: @escaping @Sendable (String) -> Bool, isID: @escaping @Sendable (String) -> Bool
    ) {
        self.path = path
        self.isRole = isRole
        self.isID = isID
    }

    /// The accounts in it; none where there is no file.
    public func read() throws(Fault) -> Accounts {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw failure("be read") }
            return Accounts()
        }
        defer { close(descriptor) }
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { throw failure("be read") }
        guard about.st_mode & S_IFMT == S_IFREG, about.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) is open to others than its owner: chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: Accounts.mostBytes + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { whole in
                let rest = UnsafeMutableRawBufferPointer(rebasing: whole[count...])
                return Glibc.read(descriptor, rest.baseAddress, rest.count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw failure("be read") }
            if more == 0 { break }
            count += more
        }
        guard count <= Accounts.mostBytes, let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw Fault(description: "\(path) is no file of accounts: it is too large, or not UTF-8")
        }
        do throws(Accounts.Fault) { return try Accounts(text, isRole: isRole, isID: isID) } catch {
            throw Fault(description: "\(path): \(error)")
        }
    }

    /// Reads, changes and writes, while nobody else does: `change` is asked once.
    public func update(_ change: (inout Accounts) throws -> Void) throws {
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw failure("be written") }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("be written") }
        }
        var accounts = try read()
        try change(&accounts)
        try write(Array(accounts.text.utf8))
    }

    private func write(_ bytes: [UInt8]) throws(Fault) {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("be written") }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { whole in
                let rest = UnsafeRawBufferPointer(rebasing: whole[sent...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            sent += count
        }
        let isKept = sent == bytes.count && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard isKept else {
            unlink(draft)
            errno = reason
            throw failure("be written")
        }
        guard rename(draft, path) == 0 else { throw failure("be written") }
    }

    private func failure(_ what: String) -> Fault {
        Fault(description: "\(path) cannot \(what): \(String(cString: strerror(errno)))")
    }
}
