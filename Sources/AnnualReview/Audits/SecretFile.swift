import Arguments
import Foundation
import Quality

/// The file in which a secret is kept until its period is over: 64 hexadecimal digits, readable by its owner alone.
struct SecretFile {
    let path: String

    init(_ arguments: Arguments) throws {
        guard let path = arguments.optionalString("secret") else { throw UsageError("--secret FILE is missing") }
        self.path = path
    }

    /// Makes a secret and writes it; refused where the file is there already, whose secret may be in use.
    func make() throws -> AuditDraw.Secret {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<AuditDraw.Secret.byteCount).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        guard let secret = AuditDraw.Secret(bytes: bytes) else { throw CommandError("no secret could be made") }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(path) cannot be made: \(String(cString: strerror(errno))); name a file that is not there yet")
        }
        let text = Array((bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() + "\n").utf8)
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let isKept = written == text.count && fsync(descriptor) == 0
        close(descriptor)
        guard isKept else { throw CommandError("\(path) could not be written: nothing was committed") }
        return secret
    }

    /// The secret in the file.
    func read() throws -> AuditDraw.Secret {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandError("\(path) cannot be read")
        }
        let digits = Array(text.trimmingCharacters(in: .whitespacesAndNewlines))
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let byte = UInt8(String(digits[place...(place + 1)]), radix: 16) else { break }
            bytes.append(byte)
        }
        guard digits.count == 64, let secret = AuditDraw.Secret(bytes: bytes) else {
            throw CommandError("\(path) holds no secret: 64 hexadecimal digits, as `audits commit` wrote them")
        }
        return secret
    }
}
