import Contracts
import Kafka

/// A record as a backup keeps it.
///
/// In a segment: the length of the rest of the frame in four bytes; kind, partition, offset, time; key, value and
/// headers, each with its length; then the SHA-256 of all before it from the kind on. Numbers are little-endian; the
/// length of what is absent is 2^32 - 1.
package struct StoredRecord: Equatable {
    /// Why it stands there.
    enum Kind: UInt8 {
        /// It was read.
        case record = 0
        /// It was not: its key had gone from a compacted topic since the run before, and the tombstone with it.
        case gone = 1
    }

    var kind = Kind.record
    var partition: Int32
    var offset: Int64
    /// When it was made, in milliseconds since 1970; -1 where the broker gave none.
    var timestamp: Int64
    var key: [UInt8]?
    /// Nil is a tombstone.
    var value: [UInt8]?
    var headers: [RecordHeader]

    init(
        kind: Kind = .record, partition: Int32, offset: Int64, timestamp: Int64, key: [UInt8]?, value: [UInt8]?,
        headers: [RecordHeader] = []
    ) {
        self.kind = kind
        self.partition = partition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }

    init(_ record: borrowing RecordView) {
        self.init(
            partition: record.partition, offset: record.offset, timestamp: record.timestamp,
            key: record.key.map { Array($0) }, value: record.value.map { Array($0) },
            headers: record.headers.map { RecordHeader($0.name, $0.value) })
    }

    /// The most bytes that one may take in a segment: Kafka's own bound of a record is far below.
    static let mostBytes = 256 << 20

    // MARK: Bytes

    /// Its bytes from the kind on, without the hash.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity((key?.count ?? 0) + (value?.count ?? 0) + 64)
        bytes.append(kind.rawValue)
        StoredRecord.append(UInt32(bitPattern: partition), to: &bytes)
        StoredRecord.append(UInt64(bitPattern: offset), to: &bytes)
        StoredRecord.append(UInt64(bitPattern: timestamp), to: &bytes)
        StoredRecord.append(key, to: &bytes)
        StoredRecord.append(value, to: &bytes)
        StoredRecord.append(UInt32(clamping: headers.count), to: &bytes)
        for header in headers {
            StoredRecord.append(Array(header.name.utf8), to: &bytes)
            StoredRecord.append(header.value, to: &bytes)
        }
        return bytes
    }

    private static let absent = UInt32.max

    static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func append(_ part: [UInt8]?, to bytes: inout [UInt8]) {
        guard let part else { return append(absent, to: &bytes) }
        append(UInt32(clamping: part.count), to: &bytes)
        bytes.append(contentsOf: part)
    }

    /// The record in those bytes; nil when they hold none, or more.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let first = rest.popFirst(), let kind = Kind(rawValue: first),
            let partition: UInt32 = StoredRecord.number(&rest), let offset: UInt64 = StoredRecord.number(&rest),
            let timestamp: UInt64 = StoredRecord.number(&rest), let key = StoredRecord.part(&rest),
            let value = StoredRecord.part(&rest), let count: UInt32 = StoredRecord.number(&rest)
        else { return nil }
        self.kind = kind
        self.partition = Int32(bitPattern: partition)
        self.offset = Int64(bitPattern: offset)
        self.timestamp = Int64(bitPattern: timestamp)
        self.key = key
        self.value = value
        headers = []
        for _ in 0..<count {
            guard case .some(.some(let name)) = StoredRecord.part(&rest),
                case .some(.some(let value)) = StoredRecord.part(&rest)
            else { return nil }
            headers.append(RecordHeader(String(decoding: name, as: UTF8.self), value))
        }
        guard rest.isEmpty else { return nil }
    }

    static func number<Number: FixedWidthInteger>(_ bytes: inout ArraySlice<UInt8>) -> Number? {
        let count = MemoryLayout<Number>.size
        guard bytes.count >= count else { return nil }
        var number: Number = 0
        for (place, byte) in bytes.prefix(count).enumerated() { number |= Number(byte) << (8 * place) }
        bytes = bytes.dropFirst(count)
        return number
    }

    /// A part; nil inside: it is absent; nil: there is none.
    private static func part(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]?? {
        guard let count: UInt32 = number(&bytes) else { return nil }
        guard count != absent else { return .some(nil) }
        guard bytes.count >= Int(count) else { return nil }
        let part = Array(bytes.prefix(Int(count)))
        bytes = bytes.dropFirst(Int(count))
        return .some(part)
    }
}
