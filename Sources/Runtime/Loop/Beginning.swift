import CaseFile
import Contracts

// Whether what is read is one log: each partition's first record against the others', and against the name with which
// other topics begin.
extension Loop {
    /// Holds the first record of a partition against what is there and against the other partitions.
    mutating func checkBeginning(_ partition: Int32) -> Bool {
        // Nobody but the operator begins a log; and nothing else is to begin it.
        guard let began = store.partitions[Int(partition)].book.began else {
            stopSpeaking(.notALog(partition: partition))
            return false
        }
        guard began.partitions == store.partitions.count else {
            stopSpeaking(.partitionsChanged(began: began.partitions, found: Int32(store.partitions.count)))
            return false
        }
        for other in store.partitions {
            guard let otherBegan = other.book.began else { continue }
            guard otherBegan.calendar == began.calendar, otherBegan.council == began.council,
                otherBegan.log == began.log
            else {
                stopSpeaking(.anotherLog(partition: partition))
                return false
            }
        }
        for (place, name) in markers where name != began.log {
            stopSpeaking(.topicOfAnotherLog(place.topic, partition: place.partition, name: name))
            return false
        }
        return true
    }

    /// Holds the name with which another topic begins against this log's. Only its first record is believed: anybody can
    /// write another behind it.
    mutating func note(_ marker: LogName, of topic: Topic, _ partition: Int32, isFirst: Bool) {
        let place = TopicPartition(topic: topic, partition: partition)
        guard isFirst else {
            if markers[place] != marker { counts.strangeMarkers += 1 }
            return
        }
        markers[place] = marker
        guard let began = store.partitions.lazy.compactMap(\.book.began).first, began.log != marker else { return }
        stopSpeaking(.topicOfAnotherLog(topic, partition: partition, name: marker))
    }
}
