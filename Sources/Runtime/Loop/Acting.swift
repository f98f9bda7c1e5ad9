import Contracts

// What the side effects do on what was read back.
extension Loop {
    mutating func act(_ seconds: Double) {
        // The next answer waits until the records of the last are acknowledged: that bounds them, and keeps their order.
        guard stopped == nil, sideEffects != nil, answer == nil, unreadTopics.isEmpty,
            entriesInFlight < bounds.entriesInFlight
        else { return }
        let owned = store.owned
        guard !owned.isEmpty else { return }
        if !hasNews {
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
            return stop(.sideEffects("\(service.name.rawValue): \(error)"))
        }
        carryOut(acts)
    }

    private mutating func carryOut(_ acts: [Act]) {
        var records = 0
        var entries: [Effect] = []
        for act in acts {
            switch act {
            case .record(let topic, let partition, let key, let value, let headers):
                let record = Write(topic: topic, partition: partition, key: key, value: value, headers: headers)
                write(record, 0, .record)
                records += 1
            case .entry(let id, let entry):
                let slot = store.slot(of: id, in: store.partition(of: id))
                if let effect = say(entry, slot) { entries.append(effect) }
            }
        }
        if records > 0 {
            answer = Answer(records: records, entries: entries)
        } else {
            effects += entries
        }
    }

    /// Ends the outside.
    public mutating func stop() { sideEffects?.stop() }
}
