import Crypto
public import JSON

/// A proof of all records of a partition, from its first one up to some place: H(n) = SHA-256(H(n-1), SHA-256(record n)), and
/// H(0) is 32 zeros.
///
/// A record enters with its key, value and headers, each framed by its length, so that no two records run together to the
/// same bytes. Its offset and time stay out. Of a record that had to go its own hash is enough (`add(hash:)`), and the
/// proof holds.
///
/// Nobody reckons it while folding: whoever reads the log again does, in rounds (`Runtime`), for a check or for a backup.
public struct RecordHead: Hashable, Sendable, CustomStringConvertible {
    private var chain = [UInt8](repeating: 0, count: Digest256.byteCount)

    /// The proof of no record.
    public init() {}

    /// Adds a record; the bytes are borrowed. Nil is no key or no value (a tombstone), which differs from an empty one. What
    /// keeps the place of a gap in a restored log is none (`GapFiller`): so the proof is that of the log before.
    public mutating func add(
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader] = []
    ) {
        guard !GapFiller.isOne(key: key, value: value) else { return }
        add(hash: RecordHead.hash(key: key, value: value, headers: headers))
    }

    /// Adds a record of which only the hash is left.
    public mutating func add(hash: DocumentHash) {
        var bytes = chain
        bytes.reserveCapacity(2 * Digest256.byteCount)
        for word in [hash.words.0, hash.words.1, hash.words.2, hash.words.3] { RecordHead.append(word, 8, to: &bytes) }
        chain = SHA256.hash(bytes).bytes
    }

    /// The SHA-256 of a record's frame: key, value, the number of headers in four bytes, and each header's name and value; each of
    /// them its length in four bytes, big-endian, and its bytes. An absent key or value has the length 2^32 - 1 and no
    /// bytes; an absent value of a header is an empty one.
    public static func hash(
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader] = []
    ) -> DocumentHash {
        var frame: [UInt8] = []
        frame.reserveCapacity((key?.count ?? 0) + (value?.count ?? 0) + 32)
        append(key, to: &frame)
        append(value, to: &frame)
        append(UInt64(headers.count), 4, to: &frame)
        for header in headers {
            append(UInt64(header.name.utf8.count), 4, to: &frame)
            frame.append(contentsOf: header.name.utf8)
            append(UInt64(header.value.count), 4, to: &frame)
            frame.append(contentsOf: header.value)
        }
        let bytes = SHA256.hash(frame).bytes
        return DocumentHash(bytes.word(at: 0), bytes.word(at: 1), bytes.word(at: 2), bytes.word(at: 3))
    }

    private static func append(_ bytes: UnsafeRawBufferPointer?, to frame: inout [UInt8]) {
        guard let bytes else { return append(UInt64(UInt32.max), 4, to: &frame) }
        append(UInt64(bytes.count), 4, to: &frame)
        frame.append(contentsOf: bytes)
    }

    private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
        for shift in stride(from: (count - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}

extension RecordHead: TextValue {
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let digest = Base64URL.decode(String(decoding: bytes, as: UTF8.self)),
            digest.count == Digest256.byteCount
        else { return nil }
        chain = digest
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: Base64URL.encode(chain).utf8) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{43}$", "the proof of a partition's records, 43 characters of base64url")
    }
    public var description: String { Base64URL.encode(chain) }
}
