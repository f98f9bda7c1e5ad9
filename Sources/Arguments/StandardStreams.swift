import Dispatch
import Glibc

/// Standard output and standard error, written whole.
enum StandardStreams {
    /// How long the end of a program waits until its last words are taken, in seconds.
    private static let lastWordsSeconds = 2.0

    /// Writes the last words of a program to standard error. Where nobody takes them the program ends all the same: whoever
    /// waits for its end, to start it again, waits for nothing else.
    static func writeLastWords(_ text: String) {
        let isTaken = DispatchSemaphore(value: 0)
        // Not here: a pipe that is full holds up whoever writes to it.
        DispatchQueue.global().async {
            write(text, to: STDERR_FILENO)
            isTaken.signal()
        }
        _ = isTaken.wait(timeout: .now() + lastWordsSeconds)
    }

    static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                // The reader has gone away (a closed pipe): there is nobody left to tell.
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// The text of a small file, as a secret or a setting.
    static func read(_ path: String) throws(UsageError) -> String {
        let maximumByteCount = 64 << 10
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UsageError("cannot read \(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: maximumByteCount + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw UsageError("cannot read \(path): \(String(cString: strerror(errno)))") }
            if got == 0 { break }
            count += got
        }
        guard count <= maximumByteCount else { throw UsageError("\(path) has more than \(maximumByteCount) bytes") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw UsageError("\(path) is not text in UTF-8")
        }
        return text
    }
}
