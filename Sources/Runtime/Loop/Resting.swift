import CaseFile

// What is not obvious here:
//
// - The committed offset is a light, not a foundation. It means "asked, answers read back, effects recorded".
//   Nothing recovers from it.

// What is at rest, and committed.
extension Loop {
    mutating func commit() {
        guard isReading else { return }
        let offsets = restingOffsets
        guard !offsets.isEmpty else { return }
        for (partition, offset) in offsets { store.partitions[Int(partition)].committed = offset }
        effects.append(.commit(offsets))
    }

    /// The positions of the partitions at rest whose commit has not been asked for: for the last commit before a stop.
    public var restingOffsets: [Int32: Int64] {
        var offsets: [Int32: Int64] = [:]
        for index in store.partitions.indices
        where store.partitions[index].committed != store.partitions[index].position && isAtRest(index) {
            offsets[Int32(index)] = store.partitions[index].position
        }
        return offsets
    }

    /// Whether everything up to its position was asked about, every answer read back, every effect recorded.
    private func isAtRest(_ index: Int) -> Bool {
        let partition = store.partitions[index]
        guard partition.isReady, !partition.hasWaiting, partition.flights == 0, partition.deadLetters.isEmpty else {
            return false
        }
        if let today = partition.book.today, partition.lookedAt != today { return false }
        guard let sideEffects else { return true }
        return !hasNews && answer == nil && sideEffects.isAtRest(Int32(index))
    }
}
