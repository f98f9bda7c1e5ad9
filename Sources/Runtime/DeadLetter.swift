import Contracts
import JSON

extension Write {
    /// The largest record that is kept whole; of a larger one position and hash are, for its bytes as text must fit a
    /// record.
    static let mostBuriedBytes = 700_000

    /// The dead letter about the record at that place; whole, unless it may name a person or is too large.
    static func deadLetter(
        topic: Topic, partition: Int32, offset: Int64, reason: String, key: UnsafeRawBufferPointer?,
        value: UnsafeRawBufferPointer?, isWhole: Bool
    ) throws(JSONError) -> Write {
        var letter = DeadLetter(
            topic: topic, partition: partition, offset: offset, reason: reason, key: key.map { Array($0) },
            value: value.map { Array($0) })
        if !isWhole || (key?.count ?? 0) + (value?.count ?? 0) > mostBuriedBytes {
            letter.key = nil
            letter.value = nil
        }
        return Write(topic: .deadLetters, key: letter.recordKey, value: try letter.json())
    }
}
