import CaseFile
import Contracts

// What the side effects do on what was read back.
extension Loop {
    mutating func act(_ seconds: Double) {
        // The next answer waits until the records of the last are acknowledged: that bounds them, and keeps their order.
        guard isReading, sideEffects != nil, answer == nil, unreadTopics.isEmpty,
            entriesInFlight < bounds.entriesInFlight
        else { return }
        let isEverywhere = sideEffects?.actsEverywhere ?? false
        let owned = isEverywhere ? store.partitions.indices.map { Int32($0) } : store.owned
        // People's questions go on while records come, so that an end is not waited for again and again.
        guard isEverywhere ? store.partitions.allSatisfy({ $0.hasBeenRead && $0.book.began != nil }) : !owned.isEmpty
        else { return }
        if let failedAct {
            guard seconds >= failedAct.again else { return }
        } else if !hasNews, !(sideEffects?.hasNews ?? false) {
            guard seconds >= lastAct + bounds.actEvery else { return }
            guard owned.contains(where: { !(sideEffects?.isAtRest($0) ?? true) }) else { return }
        }
        hasNews = false
        lastAct = seconds
        counts.acts += 1
        let acts: [Act]
        do {
            acts = try sideEffects?.act(store) ?? []
        } catch {
            // It ends nothing: what failed can be mended, and the fold and what is asked of it go on meanwhile.
            failedAct = ("\(error)", seconds + bounds.failedActEvery)
            return
        }
        failedAct = nil
        carryOut(acts)
    }

    private mutating func carryOut(_ acts: [Act]) {
        var records = 0
        var entries: [Effect] = []
        for act in acts where casesAside == 0 || !isOfCaseAside(act) {
            switch act {
            case .record(let topic, let partition, let key, let value, let headers):
                let record = Write(topic: topic, partition: partition, key: key, value: value, headers: headers)
                write(record, 0, .record)
                records += 1
            case .entry(let id, let entry):
                let slot = store.slot(of: id, in: store.partition(of: id))
                for part in Loop.parts(of: entry) {
                    if let effect = say(part, slot) { entries.append(effect) }
                }
            }
        }
        if records > 0 {
            answer = Answer(records: records, entries: entries)
        } else {
            effects += entries
        }
    }

    private func isOfCaseAside(_ act: Act) -> Bool {
        let id: CaseID? =
            switch act {
            case .entry(let id, _): id
            case .record(let topic, _, let key, _, _): Loop.caseID(of: key, on: topic)
            }
        return id.flatMap { store.slot(of: $0) }.map { store.slots[Int($0)].isAside } ?? false
    }

    /// The case that a record of another topic is about; nil when its key names none.
    static func caseID(of key: String, on topic: Topic) -> CaseID? {
        switch topic {
        case .documents: DocumentKey(key)?.case
        case .notifications: CaseID(key)
        default: nil
        }
    }

    /// What is said of messages is independent: more of it than an entry may hold is several entries.
    static func parts(of entry: Entry) -> [Entry] {
        guard entry.events.count > Entry.mostEvents,
            entry.events.allSatisfy({ if case .conclusion(let id) = $0.id { id.isMessage } else { false } })
        else { return [entry] }
        return stride(from: 0, to: entry.events.count, by: Entry.mostEvents).map { start in
            var part = entry
            part.events = Array(entry.events[start..<min(entry.events.count, start + Entry.mostEvents)])
            return part
        }
    }

    /// What wakes the thread that runs this loop, for the outside.
    public mutating func wakes(by wake: @escaping @Sendable () -> Void) { sideEffects?.wakes(by: wake) }

    /// Ends the outside.
    public mutating func stop() { sideEffects?.stop() }
}
