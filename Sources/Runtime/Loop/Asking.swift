import CaseFile
public import Statute

// What is missing is asked of the service, case by case, and said.
extension Loop {
    /// After a batch, and while nothing is read now and then: asks what is missing, lets the outside act, and notes what
    /// is at rest. True: there is more to ask at once.
    ///
    /// - Parameters:
    ///   - seconds: this process's own steady clock.
    ///   - civil: the day in England now; used only to begin the days of a real log.
    ///   - evidence: what else is known of the time, for the same.
    public mutating func turn(seconds: Double, civil: Day? = nil, evidence: TimeEvidence = .none) -> Bool {
        store.seconds = seconds
        guard isReading, silence == nil else { return false }
        writeDeadLetters()
        if let civil, let dayKeeper { beginDays(dayKeeper, civil, evidence) }
        sayHeads()
        let hasMore = ask()
        act(seconds)
        commit()
        return hasMore && isReading
    }

    mutating func wait(_ slot: Int32) {
        let partition = Int(store.slots[Int(slot)].partition)
        guard store.partitions[partition].isOwned, !store.slots[Int(slot)].isWaiting, !store.slots[Int(slot)].isAside
        else { return }
        store.slots[Int(slot)].isWaiting = true
        store.partitions[partition].waiting.append(slot)
    }

    private mutating func ask() -> Bool {
        var budget = bounds.casesPerTurn
        let count = store.partitions.count
        // Each turn starts at another partition, so that a busy one does not keep the others waiting.
        firstPartition = (firstPartition + 1) % max(1, count)
        for step in 0..<count {
            let index = (firstPartition + step) % count
            guard store.partitions[index].isReady, let today = store.partitions[index].book.today else { continue }
            takeAgenda(index, today)
            while budget > 0, entriesInFlight < bounds.entriesInFlight,
                let slot = store.partitions[index].takeWaiting()
            {
                budget -= 1
                ask(Int(slot), index, today)
            }
        }
        guard entriesInFlight < bounds.entriesInFlight else { return false }
        return store.partitions.contains { $0.isReady && $0.book.today != nil && $0.hasWaiting }
    }

    /// Lets those wait whose day has come.
    private mutating func takeAgenda(_ index: Int, _ today: Day) {
        guard let last = store.partitions[index].lookedAt else {
            store.partitions[index].lookedAt = today
            return
        }
        guard today > last else { return }
        store.partitions[index].lookedAt = today
        var days = store.partitions[index].agenda.keys.filter { $0 <= today.number }
        days.sort()
        for day in days {
            for slot in store.partitions[index].agenda.removeValue(forKey: day) ?? []
            where store.slots[Int(slot)].nextLook?.number == day {
                store.slots[Int(slot)].nextLook = nil
                takeUp(slot)
                wait(slot)
            }
        }
    }

    private mutating func ask(_ slot: Int, _ index: Int, _ today: Day) {
        store.slots[slot].isWaiting = false
        guard store.slots[slot].isKnown, !store.slots[slot].isAside else { return }
        counts.asked += 1
        let id = store.slots[slot].id
        // Taken out while it is looked at: a copy would count up every array in it.
        var file = CaseFile()
        swap(&file, &store.slots[slot].file)
        defer { swap(&file, &store.slots[slot].file) }
        let entries = service.missing(from: file, of: id, on: today, in: store.partitions[index].book)
        for entry in entries {
            for part in Loop.parts(of: entry) {
                if let effect = say(part, Int32(slot)) { effects.append(effect) }
            }
        }
        // While something is missing or in flight, it is asked about again when that is read back.
        guard entries.isEmpty, store.slots[slot].flight == 0 else { return }
        store.slots[slot].ignoredInARow = 0
        guard let next = service.nextLook(at: file, of: id, after: today, in: store.partitions[index].book) else {
            store.slots[slot].nextLook = nil
            return
        }
        let day = max(next, today + 1)
        guard store.slots[slot].nextLook != day else { return }
        store.slots[slot].nextLook = day
        store.partitions[index].agenda[day.number, default: []].append(Int32(slot))
    }
}
