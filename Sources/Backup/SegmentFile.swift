import Arguments
import Contracts
import Crypto
import Glibc

/// A file of records: a first line, and the records one after another, each with its hash.
enum SegmentFile {
    static let suffix = ".segment"
    /// Its first bytes.
    static let beginning = Array("annual-review segment 1\n".utf8)
    /// After so many bytes another file begins.
    static let mostBytes = 256 << 20
    private static let hashBytes = Digest256.byteCount

    /// Writes the segments of one topic, one after another.
    final class Writer {
        private let folder: BackupFolder
        private let topic: Topic
        private let run: Int
        private let mostBytes: Int
        private var file: BackupFile?
        private var segment = BackupManifest.Segment()
        /// What is finished; the files have no names yet.
        private(set) var segments: [BackupManifest.Segment] = []

        init(_ topic: Topic, run: Int, in folder: BackupFolder, mostBytes: Int = SegmentFile.mostBytes) {
            self.topic = topic
            self.run = run
            self.folder = folder
            self.mostBytes = mostBytes
        }

        func append(_ record: StoredRecord) throws(CommandError) {
            if let file, file.bytes >= mostBytes { try finish(file) }
            let file: BackupFile
            if let open = self.file { file = open } else { file = try begin() }
            let bytes = record.bytes
            let hash = SHA256.hash(bytes)
            var frame: [UInt8] = []
            frame.reserveCapacity(bytes.count + hashBytes + 4)
            StoredRecord.append(UInt32(clamping: bytes.count + hashBytes), to: &frame)
            frame += bytes
            frame += hash.bytes
            try file.write(frame)
            segment.records += 1
            segment.proof.add(hash: SegmentFile.hash(hash))
        }

        private func begin() throws(CommandError) -> BackupFile {
            segment = BackupManifest.Segment()
            segment.file = "\(SegmentFile.padded(run))-\(topic.plainName)-\(segments.count + 1)\(SegmentFile.suffix)"
            let new = try BackupFile(BackupFolder.unfinished(segment.file), in: folder)
            try new.write(SegmentFile.beginning)
            file = new
            return new
        }

        private func finish(_ file: BackupFile) throws(CommandError) {
            try file.finish()
            segment.bytes = file.bytes
            segments.append(segment)
            self.file = nil
        }

        /// The segments, whole and on disk.
        func finish() throws(CommandError) -> [BackupManifest.Segment] {
            if let file { try finish(file) }
            return segments
        }
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private static func hash(_ digest: Digest256) -> DocumentHash {
        // 32 bytes are a hash.
        DocumentHash(bytes: digest.bytes) ?? DocumentHash(0, 0, 0, 0)
    }

    /// Reads a segment and holds it against the manifest; throws with the place where it is damaged, also when `body` has
    /// been given all that stands before.
    static func read(
        _ segment: BackupManifest.Segment, in folder: BackupFolder, _ body: (StoredRecord) throws -> Void
    ) throws {
        let path = "\(folder.path)/\(segment.file)"
        let file = try folder.open(segment.file)
        defer { close(file) }
        var input = Input(file, path)
        func damaged(_ what: String) -> CommandError {
            CommandError("\(path) is damaged at byte \(input.place): \(what)")
        }
        guard try input.take(beginning.count).map({ $0.elementsEqual(beginning) }) ?? false else {
            throw damaged("it does not begin as a segment does")
        }
        var proof = RecordHead()
        var records = 0
        while var header = try input.take(4) {
            let place = input.place - 4
            guard let length: UInt32 = StoredRecord.number(&header), length > hashBytes,
                length <= StoredRecord.mostBytes
            else { throw CommandError("\(path) is damaged at byte \(place): no record has that length") }
            guard let frame = try input.take(Int(length)) else {
                throw CommandError("\(path) is damaged at byte \(place): it ends within a record")
            }
            let body32 = frame.dropLast(hashBytes)
            let hash = SHA256.hash(Array(body32))
            guard frame.suffix(hashBytes).elementsEqual(hash.bytes), let record = StoredRecord(body32) else {
                throw CommandError("\(path) is damaged at byte \(place): a record has other bytes than its hash says")
            }
            proof.add(hash: SegmentFile.hash(hash))
            records += 1
            try body(record)
        }
        guard input.place == segment.bytes, records == segment.records else {
            throw damaged(
                "it holds \(records) records in \(input.place) bytes, and the manifest says \(segment.records) in "
                    + "\(segment.bytes)")
        }
        guard proof == segment.proof else {
            throw damaged("its records are others than the manifest says, or in another order")
        }
    }

    /// A file that is read in order.
    private struct Input {
        private let descriptor: Int32
        private let path: String
        private var buffer: [UInt8] = []
        private var used = 0
        /// How many bytes were taken.
        private(set) var place = 0

        private static let chunkBytes = 1 << 20

        init(_ descriptor: Int32, _ path: String) {
            self.descriptor = descriptor
            self.path = path
        }

        /// The next bytes; nil where fewer are left. Of those left over `place` tells.
        mutating func take(_ count: Int) throws(CommandError) -> ArraySlice<UInt8>? {
            while buffer.count - used < count {
                guard try fill() else {
                    // What is left is less than was asked for: it belongs to nothing.
                    if buffer.count > used, count == 4 {
                        throw CommandError("\(path) is damaged at byte \(place): it ends within a record")
                    }
                    return nil
                }
            }
            let bytes = buffer[used..<used + count]
            used += count
            place += count
            return bytes
        }

        private mutating func fill() throws(CommandError) -> Bool {
            buffer.removeFirst(used)
            used = 0
            var chunk = [UInt8](repeating: 0, count: Input.chunkBytes)
            while true {
                let count = Glibc.read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw BackupFolder.failure("read \(path)") }
                buffer.append(contentsOf: chunk[..<count])
                return count > 0
            }
        }
    }
}
