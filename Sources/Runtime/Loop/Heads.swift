public import CaseFile
import Contracts
import Statute

// The proofs of a partition's records: reckoned by whoever reads the log again, said here.
extension Loop {
    /// The proof of a partition's records up to the beginning of a day, as it was reckoned by reading them again.
    public mutating func reckoned(_ head: LogBook.Head, of partition: Int32) {
        guard store.partitions.indices.contains(Int(partition)) else { return }
        store.partitions[Int(partition)].reckoned = head
    }

    /// Says the proofs that the log does not hold yet, where this service is the one that says them.
    mutating func sayHeads() {
        guard Actor.service(service.name).maySay(.headReckoned) else { return }
        for index in store.partitions.indices
        where store.partitions[index].isReady && store.partitions[index].headInFlight == nil {
            let book = store.partitions[index].book
            guard let head = store.partitions[index].reckoned, let today = book.today,
                head.day <= today, head.day > book.head?.day ?? head.day - 1
            else { continue }
            // Said once: should it not count, the next round reckons a later one.
            store.partitions[index].reckoned = nil
            let data = HeadReckoned(through: head.through, sha256: head.proof)
            let event = Event(ConclusionID(.head, day: head.day), .headReckoned(data))
            let entry = Entry(by: .service(service.name), recorded: today, events: [event])
            guard let (token, value) = launch(entry, Int32(index), .head) else { continue }
            store.partitions[index].headInFlight = token
            counts.said += 1
            effects.append(.append(partition: Int32(index), key: LogBook.key, value: value, token: token))
        }
    }
}
