import Crypto
public import JSON

/// A record that could not be read: the value of a record of `dead-letters`.
///
/// It holds position and hash, never bytes: what cannot be read may name a person, whatever its topic, and an erasure must
/// reach everything. The record itself stays where it is, as long as its topic keeps it.
public struct DeadLetter: Fields, Sendable {
    /// The topic, by its plain name: the dead letter stands in the same namespace.
    public var topic = ""
    /// The partition.
    public var partition: Int32 = 0
    /// The offset.
    public var offset: Int64 = 0
    /// Why it could not be read; never what it holds.
    public var reason = ""
    /// The hash of its value; nil of a tombstone.
    public var hash: DocumentHash?

    public init() {}

    public init(topic: Topic, partition: Int32, offset: Int64, reason: String, value: [UInt8]?) {
        self.topic = topic.rawValue
        self.partition = partition
        self.offset = offset
        self.reason = reason
        hash = value.map { DocumentHash(of: $0) }
    }

    /// The key under which it is kept: the same record met twice is one dead letter.
    public var recordKey: String { "\(topic)/\(partition)/\(offset)" }

    /// The key of the dead letter about the record there.
    public static func recordKey(of topic: Topic, _ partition: Int32, _ offset: Int64) -> String {
        DeadLetter(topic: topic, partition: partition, offset: offset, reason: "", value: nil).recordKey
    }

    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:dead-letter:1"

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("topic", &topic, "The topic that holds the record.")
        try visitor.field("partition", &partition, "Its partition.")
        try visitor.field("offset", &offset, "Its offset.")
        try visitor.field("reason", &reason, "Why it could not be read; never what it holds.")
        try visitor.optional("hash", &hash, "The SHA-256 of its value; absent of a tombstone.")
    }
}
