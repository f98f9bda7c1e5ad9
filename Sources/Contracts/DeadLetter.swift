import Crypto
public import JSON

/// A record that could not be read: the value of a record of `dead-letters`.
///
/// Of a record that may name a person it holds position and hash only, so that an erasure reaches everything.
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
    /// Its key.
    public var key: EncodedBytes?
    /// Its value.
    public var value: EncodedBytes?

    public init() {}

    public init(topic: Topic, partition: Int32, offset: Int64, reason: String, key: [UInt8]?, value: [UInt8]?) {
        self.topic = topic.rawValue
        self.partition = partition
        self.offset = offset
        self.reason = reason
        hash = value.map { DocumentHash(of: $0) }
        guard !topic.holdsPersons else { return }
        self.key = key.map(EncodedBytes.init)
        self.value = value.map(EncodedBytes.init)
    }

    /// The key under which it is kept: the same record met twice is one dead letter.
    public var recordKey: String { "\(topic)/\(partition)/\(offset)" }

    /// The key of the dead letter about the record there.
    public static func recordKey(of topic: Topic, _ partition: Int32, _ offset: Int64) -> String {
        DeadLetter(topic: topic, partition: partition, offset: offset, reason: "", key: nil, value: nil).recordKey
    }

    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:dead-letter:1"

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("topic", &topic, "The topic that holds the record.")
        try visitor.field("partition", &partition, "Its partition.")
        try visitor.field("offset", &offset, "Its offset.")
        try visitor.field("reason", &reason, "Why it could not be read; never what it holds.")
        try visitor.optional("hash", &hash, "The SHA-256 of its value; absent of a tombstone.")
        try visitor.optional("key", &key, "Its key; absent when it may name a person.")
        try visitor.optional("value", &value, "Its value; absent when it may name a person.")
    }
}

/// Bytes of any kind as base64url without padding.
public struct EncodedBytes: TextValue, Hashable, Sendable {
    /// The bytes.
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        guard let bytes = Base64URL.decode(String(decoding: text, as: UTF8.self)) else { return nil }
        self.bytes = bytes
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: Base64URL.encode(bytes).utf8) }
    public static var textSchema: TextSchema { .pattern("^[A-Za-z0-9_-]*$", "bytes as base64url without padding") }
}
