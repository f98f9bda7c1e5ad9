import Contracts
import JSON

// What was written and has not been read back.
extension Loop {
    /// A record was acknowledged. It stays in flight until it is read back.
    public mutating func delivered(_ token: UInt64, offset: Int64) {
        guard isReading, let flight = flights[token] else { return }
        let index = Int(flight.partition)
        switch flight.kind {
        case .entry, .day, .head:
            // It was said after that place had been read, and now stands before it: what was read there is gone.
            guard offset >= flight.seen else {
                return stopSpeaking(.lostEnd(partition: flight.partition, end: offset, seen: flight.seen))
            }
            guard offset >= store.partitions[index].position else { return land(token) }
            store.partitions[index].acknowledge(token, at: offset)
        case .deadLetter:
            _ = flights.remove(token)
            store.partitions[index].flights -= 1
        case .record:
            _ = flights.remove(token)
            settleAnswer()
        }
    }

    /// A record of the open answer is done with: when it was the last, its entries are said.
    private mutating func settleAnswer() {
        guard var open = answer else { return }
        open.records -= 1
        if open.records <= 0 {
            effects += open.entries
            answer = nil
            hasNews = true
        } else {
            answer = open
        }
    }

    /// A record will never be taken. What cannot be written is left out and counted, and its case set aside: no other case
    /// waits for it.
    private mutating func leaveOut(_ token: UInt64, _ flight: Flight, _ why: String) {
        counts.unwritable += 1
        trouble = Trouble(what: "a record cannot be written", why: why, position: nil)
        switch flight.kind {
        case .entry(let slot):
            setAside(slot, why)
            land(token)
        case .day, .head: land(token)
        case .deadLetter:
            _ = flights.remove(token)
            store.partitions[Int(flight.partition)].flights -= 1
        case .record:
            if case .write(let write) = flights.cargo(of: token), let id = Loop.caseID(of: write.key, on: write.topic) {
                setAside(store.slot(of: id, in: store.partition(of: id)), why)
                // What rests on it is not said either.
                for effect in answer?.entries ?? [] {
                    if case .append(_, id.text, _, let other) = effect { land(other) }
                }
                answer?.entries.removeAll { if case .append(_, id.text, _, _) = $0 { true } else { false } }
            }
            _ = flights.remove(token)
            settleAnswer()
        }
    }

    /// A record was not acknowledged; it may nevertheless be in the log. What was said is missing again, what was
    /// written is written again.
    public mutating func failed(_ token: UInt64, _ error: DeliveryError) {
        guard isReading, let flight = flights[token] else { return }
        if case .never(let why) = error { return leaveOut(token, flight, why) }
        counts.failed += 1
        switch flight.kind {
        case .entry, .day, .head: land(token)
        case .record, .deadLetter:
            if case .write(let write) = flights.cargo(of: token) { effects.append(.write(write, token: token)) }
        }
    }

    /// A commit was refused; it is asked for again.
    public mutating func commitFailed(_ partitions: some Sequence<Int32>) {
        for partition in partitions where store.partitions.indices.contains(Int(partition)) {
            store.partitions[Int(partition)].committed = -1
        }
    }

    /// What was acknowledged in that partition up to its position has been read back.
    mutating func readBack(_ index: Int) {
        while let token = store.partitions[index].takeReadBack() { land(token) }
    }

    /// An entry is no longer in flight: its case is asked about again.
    private mutating func land(_ token: UInt64) {
        guard let flight = flights.remove(token) else { return }
        let index = Int(flight.partition)
        store.partitions[index].flights -= 1
        hasNews = true
        switch flight.kind {
        case .entry(let slot):
            entriesInFlight -= 1
            unchain(token, earlier: flight.earlier, from: Int(slot))
            wait(slot)
        case .day: store.partitions[index].dayInFlight = nil
        case .head: store.partitions[index].headInFlight = nil
        case .record, .deadLetter: break
        }
    }

    private mutating func unchain(_ token: UInt64, earlier: UInt64, from slot: Int) {
        var later = store.slots[slot].flight
        guard later != token else {
            store.slots[slot].flight = earlier
            return
        }
        while later != 0, let flight = flights[later] {
            guard flight.earlier != token else { return flights.follow(later, earlier: earlier) }
            later = flight.earlier
        }
    }

    /// Notes an entry as in flight; nil when one of its ids is already.
    mutating func say(_ entry: Entry, _ slot: Int32) -> Effect? {
        guard !entry.events.isEmpty else { return nil }
        let earlier = store.slots[Int(slot)].flight
        var token = earlier
        while token != 0, let flight = flights[token] {
            if case .entry(let other, _) = flights.cargo(of: token),
                entry.events.contains(where: { event in other.events.contains { $0.id == event.id } })
            {
                return nil
            }
            token = flight.earlier
        }
        let partition = store.slots[Int(slot)].partition
        guard !store.slots[Int(slot)].isAside else { return nil }
        guard let (token, value) = launch(entry, partition, .entry(slot: slot), earlier) else {
            setAside(slot, trouble?.why ?? "")
            return nil
        }
        store.slots[Int(slot)].flight = token
        entriesInFlight += 1
        counts.said += 1
        return .append(partition: partition, key: store.slots[Int(slot)].id.text, value: value, token: token)
    }

    /// Writes an entry of a case, or of the partition itself; nil when it cannot be written.
    mutating func launch(
        _ entry: Entry, _ partition: Int32, _ kind: Flight.Kind, _ earlier: UInt64 = 0
    ) -> (UInt64, [UInt8])? {
        let seen = store.partitions[Int(partition)].position
        var entry = entry
        // Reports say nothing of what their writer had read.
        if case .conclusion? = entry.events.first?.id { entry.seen = seen }
        var writer = JSONWriter(capacity: 512)
        do throws(EntryError) {
            guard entry.events.count <= Entry.mostEvents else { throw .tooMany(entry.events.count) }
            do throws(JSONError) { try entry.write(to: &writer) } catch { throw .malformed(error) }
        } catch {
            counts.unwritable += 1
            trouble = Trouble(what: "an entry cannot be written", why: error.description, position: nil)
            return nil
        }
        store.partitions[Int(partition)].flights += 1
        let bytes = writer.bytes
        let flight = Flight(kind: kind, partition: partition, seen: seen, earlier: earlier)
        if case .entry = kind { return (flights.add(flight, .entry(entry, bytes)), bytes) }
        return (flights.add(flight), bytes)
    }

    mutating func write(_ write: Write, _ partition: Int32, _ kind: Flight.Kind) {
        let token = flights.add(Flight(kind: kind, partition: partition, seen: 0), .write(write))
        counts.written += 1
        effects.append(.write(write, token: token))
    }
}
