public import Contracts
import Crypto
import JSON

/// A record that cannot be read, as it stands on `dead-letters`: where it is, why, and the record itself.
///
/// Of `people` and `documents` it holds position and hash only.
public struct DeadLetter: Sendable {
    /// The key: topic, partition and offset, so that however often it is written it stays one.
    public let key: String
    /// The JSON.
    public let value: [UInt8]

    /// The largest record that is kept whole; of a larger one position and hash are, for base 64 must fit a record.
    public static let mostBytes = 700_000

    /// A letter about the record at that place.
    public init(
        topic: Topic, partition: Int32, offset: Int64, reason: String, by service: String,
        recordKey: UnsafeRawBufferPointer?, recordValue: UnsafeRawBufferPointer?, isWhole: Bool = true
    ) {
        key = "\(topic.rawValue)/\(partition)/\(offset)"
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("topic")
        writer.string(topic.rawValue)
        writer.name("partition")
        writer.integer(partition)
        writer.name("offset")
        writer.integer(offset)
        writer.name("reason")
        writer.string(reason)
        writer.name("by")
        writer.string(service)
        let size = (recordKey?.count ?? 0) + (recordValue?.count ?? 0)
        let isPersonal = topic == .people || topic == .documents
        if isWhole, !isPersonal, size <= DeadLetter.mostBytes {
            if let recordKey {
                writer.name("key")
                writer.string(Base64.encode(recordKey))
            }
            if let recordValue {
                writer.name("value")
                writer.string(Base64.encode(recordValue))
            }
        } else if let recordValue {
            writer.name("sha256")
            writer.string(SHA256.hash(Array(recordValue)).description)
        }
        writer.endObject()
        value = writer.bytes
    }

    /// It as a record to write.
    var write: Write { Write(topic: .deadLetters, key: key, value: value) }
}

/// Base 64 with padding (RFC 4648 §4), which every tool at hand reads.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for index in 0..<3 { group = group << 8 | (index < count ? UInt32(bytes[start + index]) : 0) }
            for digit in 0..<4 {
                let value = Int(truncatingIfNeeded: group >> (18 - 6 * UInt32(digit)) & 63)
                text.append(digit <= count ? alphabet[value] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
