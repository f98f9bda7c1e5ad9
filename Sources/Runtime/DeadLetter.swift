import Contracts
import JSON

extension Write {
    /// The dead letter about the record at that place.
    static func deadLetter(
        topic: Topic, partition: Int32, offset: Int64, reason: String, value: UnsafeRawBufferPointer?
    ) throws(JSONError) -> Write {
        let letter = DeadLetter(
            topic: topic, partition: partition, offset: offset, reason: reason, value: value.map { Array($0) })
        return Write(topic: .deadLetters, key: letter.recordKey, value: try letter.json())
    }
}
