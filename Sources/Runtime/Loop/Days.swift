import CaseFile
import Contracts
import Statute

// The days of a real log, begun by whoever keeps them.
extension Loop {
    mutating func beginDays(_ keeper: DayKeeper, _ civil: Day, _ evidence: TimeEvidence) {
        dayConcern =
            store.partitions.lazy.compactMap { partition in
                partition.book.began.flatMap {
                    keeper.concern(
                        today: partition.book.today, in: $0, civil: civil, evidence: evidence,
                        // What was read only in part has an earlier day than the log.
                        isKept: partition.isOwned && partition.hasBeenRead)
                }
            }.first
        asksForTime = false
        // The operator's word was for the days missed until now, not for a clock that jumps later.
        if keeper.catchesUp, store.partitions.allSatisfy({ $0.book.today.map { $0 >= civil } ?? false }) {
            dayKeeper?.catchesUp = false
        }
        for index in store.partitions.indices
        where store.partitions[index].isReady && store.partitions[index].dayInFlight == nil {
            let book = store.partitions[index].book
            guard let began = book.began else { continue }
            // The day before must have been asked about: days begin one at a time.
            guard !store.partitions[index].hasWaiting, store.partitions[index].lookedAt == book.today else { continue }
            switch keeper.next(after: book.today, in: began, civil: civil, evidence: evidence) {
            // What holds a day is a concern too, and told as such.
            case .nothing, .hold: continue
            case .ask: asksForTime = true
            case .begin(let day): guard begin(day, Int32(index)) else { return }
            }
        }
    }

    /// Whether it could be written.
    private mutating func begin(_ day: Day, _ partition: Int32) -> Bool {
        let event = Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))
        let entry = Entry(by: .service(service.name), recorded: day, events: [event])
        guard let (token, value) = launch(entry, partition, .day) else { return false }
        store.partitions[Int(partition)].dayInFlight = token
        counts.said += 1
        effects.append(.append(partition: partition, key: LogBook.key, value: value, token: token))
        return true
    }
}
