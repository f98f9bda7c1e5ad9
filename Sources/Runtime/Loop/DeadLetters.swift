import Contracts
import JSON

// That something cannot be read is kept until it can be written to `dead-letters`.
extension Loop {
    /// Keeps where something cannot be read, and why, until it can be written to `dead-letters`, and goes on.
    mutating func setAside(_ position: Position, _ value: UnsafeRawBufferPointer?, _ reason: String) {
        counts.unreadable += 1
        trouble = Trouble(what: "a record is set aside", why: reason, position: position)
        keep(.caseFiles, position, value, reason, for: position.partition)
    }

    mutating func keep(
        _ topic: Topic, _ position: Position, _ value: UnsafeRawBufferPointer?, _ reason: String,
        for partition: Int32
    ) {
        guard deadLetters < bounds.deadLetters else { return }
        do throws(JSONError) {
            let deadLetter = try Write.deadLetter(
                topic: topic, partition: position.partition, offset: position.offset, reason: reason,
                value: value)
            deadLetters += 1
            store.partitions[Int(partition)].deadLetters.append(deadLetter)
        } catch {
            counts.unwritable += 1
            let key = DeadLetter.recordKey(of: topic, position.partition, position.offset)
            trouble = Trouble(what: "a dead letter cannot be written", why: "\(key): \(error)", position: position)
        }
    }

    mutating func writeDeadLetters() {
        for index in store.partitions.indices
        where store.partitions[index].isOwned && !store.partitions[index].deadLetters.isEmpty {
            for deadLetter in store.partitions[index].deadLetters {
                deadLetters -= 1
                store.partitions[index].flights += 1
                write(deadLetter, Int32(index), .deadLetter)
            }
            store.partitions[index].deadLetters = []
        }
    }
}
