import Contracts
import Crypto
import Glibc

/// The file of an index: lines that are added, and now and then, as when something was erased, written anew.
///
/// A line `commit` ends what was read up to its positions, with a checksum of the lines since the one before; what stands
/// behind the last that fits is no part of it. A file that cannot be written is given up: the index goes on in memory.
///
/// - Thread: one at a time, the index's.
struct DocumentJournal {
    /// The most bytes that wait to be written.
    static let mostPending = 256 << 10
    /// The longest line; a key, a salt and a title.
    private static let longestLine = 4_096
    private static let head = "annual-review documents 1"

    private let path: String
    private let report: @Sendable (String) -> Void
    /// The lock by which no other instance keeps the same file.
    private let lock: OpenFile
    /// The file; nil before it is written, and when it was given up.
    private var file: OpenFile?
    private var pending: [UInt8] = []
    private var positions: [Int64] = []
    private var isToBeWrittenAnew = true
    private var isGivenUp = false

    /// What a file held.
    struct Kept {
        var entries: [DocumentKey: DocumentIndex.Entry?] = [:]
        var positions: [Int64] = []
    }

    /// The journal in that file; nil when another instance has it, or it cannot be made.
    init?(path: String, report: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.report = report
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { mkdir(String(path[..<slash]), 0o700) }
        guard let lock = OpenFile(path + ".lock", O_WRONLY | O_CREAT) else {
            report("\(path): \(String(cString: strerror(errno))); the index of documents is in memory")
            return nil
        }
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            report("\(path) is another instance's; the index of documents is in memory")
            return nil
        }
        self.lock = lock
    }

    var isFull: Bool { pending.count >= DocumentJournal.mostPending }

    // MARK: Writing

    /// Nothing that was written counts any more.
    mutating func begin() {
        pending = []
        isToBeWrittenAnew = true
    }

    /// A document was read; nil is a tombstone.
    mutating func add(_ key: DocumentKey, _ entry: DocumentIndex.Entry?) {
        if !isGivenUp, !isToBeWrittenAnew { pending += DocumentJournal.line(key, entry) }
    }

    /// What was known of a document is to be in no line any more.
    mutating func erase(_ key: DocumentKey) { isToBeWrittenAnew = true }

    /// Writes what was read up to those positions.
    mutating func commit(
        _ positions: [Int64], of log: LogName, _ entries: () -> [DocumentKey: DocumentIndex.Entry?]
    ) {
        guard !isGivenUp, isToBeWrittenAnew || positions != self.positions else { return }
        if isToBeWrittenAnew {
            writeAnew(positions, of: log, entries())
        } else if let file, !append(DocumentJournal.committed(pending, positions), to: file) {
            return giveUp("write")
        }
        pending.removeAll(keepingCapacity: true)
        self.positions = positions
    }

    private mutating func writeAnew(
        _ positions: [Int64], of log: LogName, _ entries: [DocumentKey: DocumentIndex.Entry?]
    ) {
        let draft = path + ".new"
        unlink(draft)  // Of a draft that did not come to its end; where it stays, the next line says so.
        guard let new = OpenFile(draft, O_WRONLY | O_CREAT | O_EXCL) else { return giveUp("make") }
        var isWritten = append(Array("\(DocumentJournal.head) \(log) \(positions.count)\n".utf8), to: new)
        var lines: [UInt8] = []
        let begins = Array(repeating: Int64(0), count: positions.count)
        for (key, entry) in entries where isWritten {
            lines += DocumentJournal.line(key, entry)
            guard lines.count >= DocumentJournal.mostPending else { continue }
            // What stands in it so far says nothing of how far anything was read.
            isWritten = append(DocumentJournal.committed(lines, begins), to: new)
            lines.removeAll(keepingCapacity: true)
        }
        guard isWritten, append(DocumentJournal.committed(lines, positions), to: new), rename(draft, path) == 0 else {
            unlink(draft)
            return giveUp("write")
        }
        file = new
        isToBeWrittenAnew = false
    }

    private mutating func giveUp(_ doing: String) {
        report("cannot \(doing) \(path): \(String(cString: strerror(errno))); the index of documents is in memory")
        // It may hold what was erased since.
        unlink(path)
        file = nil
        pending = []
        isGivenUp = true
    }

    private func append(_ bytes: [UInt8], to file: OpenFile) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.write(file.descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    // MARK: Lines

    private static func line(_ key: DocumentKey, _ entry: DocumentIndex.Entry?) -> [UInt8] {
        guard let entry else { return Array("- \(key)\n".utf8) }
        let words = [
            "+", "\(entry.place.partition)", "\(entry.place.offset)", "\(entry.bytes)", entry.audience.rawValue,
            "\(entry.salt)", "\(key)", "=" + Base64URL.encode(Array(entry.mediaType.utf8)),
            "=" + Base64URL.encode(Array(entry.title.utf8)),
        ]
        return Array((words.joined(separator: " ") + "\n").utf8)
    }

    private static func committed(_ lines: [UInt8], _ positions: [Int64]) -> [UInt8] {
        let places = positions.map { " \($0)" }.joined()
        var sum = Checksum()
        sum.add(lines)
        sum.add(places.utf8)
        return lines + Array("commit \(sum)\(places)\n".utf8)
    }

    private static func read(_ line: Substring.UTF8View) -> (DocumentKey, DocumentIndex.Entry?)? {
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { String($0) ?? "" }
        switch words.first {
        case "-"?: return words.count == 2 ? DocumentKey(words[1]).map { ($0, nil) } : nil
        case "+"?:
            guard words.count == 9, let partition = Int32(words[1]), let offset = Int64(words[2]),
                let bytes = Int(words[3]), let audience = Audience(rawValue: words[4]),
                let salt = Array(words[5].utf8).withUnsafeBufferPointer({ DocumentSalt(utf8: $0) }),
                let key = DocumentKey(words[6]), let mediaType = text(words[7]), let title = text(words[8])
            else { return nil }
            let entry = DocumentIndex.Entry(
                place: Position(partition: partition, offset: offset), bytes: bytes, salt: salt, mediaType: mediaType,
                title: title, audience: audience)
            return (key, entry)
        default: return nil
        }
    }

    private static func text(_ word: String) -> String? {
        guard word.hasPrefix("="), let bytes = Base64URL.decode(String(word.dropFirst())) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    // MARK: Reading

    /// What the file holds of that log; nil when it is not there, is another's, or does not read as one. Goes on behind its
    /// last commit.
    mutating func load(of log: LogName, partitions: Int) -> Kept? {
        guard let file = OpenFile(path, O_RDWR) else { return nil }
        var reader = LineReader(file, longest: DocumentJournal.longestLine)
        guard let first = reader.next(), String(first) == "\(DocumentJournal.head) \(log) \(partitions)" else {
            return nil
        }
        var kept = Kept()
        var batch: [(DocumentKey, DocumentIndex.Entry?)] = []
        var sum = Checksum()
        var whole: Int64 = 0
        while let line = reader.next() {
            if line.starts(with: "commit ".utf8) {
                let words = line.split(separator: UInt8(ascii: " ")).map { String($0) ?? "" }
                let places = words.dropFirst(2).compactMap { Int64($0) }
                sum.add(places.map { " \($0)" }.joined().utf8)
                guard places.count == partitions, words.count == 2 + partitions, words[1] == "\(sum)" else { break }
                for (key, entry) in batch { kept.entries[key] = .some(entry) }
                batch.removeAll(keepingCapacity: true)
                kept.positions = places
                sum = Checksum()
                whole = reader.offset
            } else {
                guard let read = DocumentJournal.read(line) else { break }
                batch.append(read)
                sum.add(line)
                sum.add([UInt8(ascii: "\n")])
            }
        }
        guard kept.positions.count == partitions, ftruncate(file.descriptor, off_t(whole)) == 0,
            lseek(file.descriptor, off_t(whole), SEEK_SET) == off_t(whole)
        else { return nil }
        self.file = file
        positions = kept.positions
        isToBeWrittenAnew = false
        return kept
    }
}

/// A file that is open as long as somebody holds it; links are not followed, and only its owner may read what is made.
private final class OpenFile: Sendable {
    let descriptor: Int32

    init?(_ path: String, _ flags: Int32) {
        descriptor = open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }
}

/// FNV-1a: tells a line that was torn from one that was not; nobody's ill will.
private struct Checksum: CustomStringConvertible {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    var description: String { String(value, radix: 16) }
}

/// The lines of a file, a block at a time.
private struct LineReader {
    private let file: OpenFile
    private let longest: Int
    private var block = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    /// Where the next line begins.
    private(set) var offset: Int64 = 0

    init(_ file: OpenFile, longest: Int) {
        self.file = file
        self.longest = longest
    }

    /// The next line without its end; nil at the end, and where a line is longer or no text.
    mutating func next() -> Substring.UTF8View? {
        while true {
            if let place = block[start..<end].firstIndex(of: UInt8(ascii: "\n")) {
                defer {
                    offset += Int64(place + 1 - start)
                    start = place + 1
                }
                return String(validating: block[start..<place], as: UTF8.self)?[...].utf8
            }
            guard end - start <= longest else { return nil }
            block.replaceSubrange(0..<(end - start), with: Array(block[start..<end]))
            end -= start
            start = 0
            let count = block.withUnsafeMutableBytes { raw in
                Glibc.read(file.descriptor, raw.baseAddress?.advanced(by: end), raw.count - end)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            end += count
        }
    }
}
