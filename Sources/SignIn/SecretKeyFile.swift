import Crypto
import Glibc

/// A file that holds a secret of 32 bytes: readable by its owner alone, and made where it is not there yet.
public enum SecretKeyFile {
    /// How many bytes the secret has.
    public static let byteCount = 32

    /// Why it cannot be used.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public let description: String
    }

    /// The secret in that file, which is made with a new one where there is none.
    public static func read(orMake path: String) throws(Fault) -> [UInt8] {
        if let secret = try read(path) { return secret }
        let secret = SecureRandom.bytes(byteCount)
        let draft = "\(path).\(Base64URL.encode(SecureRandom.bytes(6)))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault(path, "be made") }
        let count = secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let isKept = count == byteCount && fsync(descriptor) == 0
        close(descriptor)
        defer { unlink(draft) }
        guard isKept else { throw fault(path, "be written") }
        // Another instance may have made it meanwhile: then that one's counts.
        if link(draft, path) != 0, errno != EEXIST { throw fault(path, "be named") }
        guard let kept = try read(path) else { throw fault(path, "be read") }
        return kept
    }

    private static func read(_ path: String) throws(Fault) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw fault(path, "be read") }
            return nil
        }
        defer { close(descriptor) }
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { throw fault(path, "be read") }
        guard about.st_mode & S_IFMT == S_IFREG, about.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) is open to others than its owner: chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: byteCount + 1)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count == byteCount else {
            throw Fault(
                description: "\(path) holds no secret of \(byteCount) bytes: remove it, and links that were sent end")
        }
        return Array(bytes.prefix(byteCount))
    }

    private static func fault(_ path: String, _ what: String) -> Fault {
        Fault(description: "\(path) cannot \(what): \(String(cString: strerror(errno)))")
    }
}
