internal import CRdKafka

/// One record as librdkafka holds it. Its bytes are borrowed: valid until the closure that received it returns.
public struct RecordView: ~Copyable {
    /// Which topic, as a position in the reader's `topics`.
    public let topic: Int
    /// The partition.
    public let partition: Int32
    /// The offset.
    public let offset: Int64
    /// The key's bytes; nil where the record has none.
    public let key: UnsafeRawBufferPointer?
    /// The value's bytes; nil is a tombstone, which is not the same as an empty value.
    public let value: UnsafeRawBufferPointer?
    private let message: UnsafeMutablePointer<rd_kafka_message_s>

    init(_ message: UnsafeMutablePointer<rd_kafka_message_s>, topic: Int) {
        self.message = message
        self.topic = topic
        partition = message.pointee.partition
        offset = message.pointee.offset
        key = message.pointee.key.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.key_len) }
        value = message.pointee.payload.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.len) }
    }

    /// When it was made or appended, in milliseconds since 1970; -1 where the broker gives none.
    public var timestamp: Int64 {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        return rd_kafka_message_timestamp(message, &type)
    }

    /// All headers, in their order; one without a value has no bytes. Copies.
    public var headers: [(name: String, value: [UInt8])] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        var all: [(name: String, value: [UInt8])] = []
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var count = 0
        while rd_kafka_header_get_all(list, all.count, &name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR,
            let name
        {
            all.append((String(cString: name), [UInt8](UnsafeRawBufferPointer(start: value, count: count))))
        }
        return all
    }

    /// The last header of that name; nil where there is none, or its value is null. Copies.
    public func header(_ name: String) -> [UInt8]? {
        var headers: OpaquePointer?
        guard rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR, let headers else {
            return nil
        }
        var value: UnsafeRawPointer?
        var count = 0
        guard rd_kafka_header_get_last(headers, name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR, let value else {
            return nil
        }
        return [UInt8](UnsafeRawBufferPointer(start: value, count: count))
    }
}
