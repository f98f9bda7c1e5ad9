import CaseFile
public import Contracts
import Kafka

// What is read: of `case-files` it is folded, of other topics it is handed on, what cannot be read is kept.
extension Loop {
    /// A record of `case-files` was read; the bytes are borrowed. Each partition in order; one read before is skipped.
    public mutating func read(
        partition: Int32, offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
    ) {
        let index = Int(partition)
        guard isReading, store.partitions.indices.contains(index) else { return }
        let expected = store.partitions[index].position
        guard offset >= expected else { return }
        if offset > expected {
            missed(partition, from: expected, to: offset)
            guard isReading else { return }
        }
        store.partitions[index].position = offset + 1
        store.partitions[index].emptySince = nil
        store.partitions[index].records += 1
        store.partitions[index].isAtEnd = false
        hasNews = true
        let position = Position(partition: partition, offset: offset)
        if passedOver.isEmpty || !passedOver.contains(offset, .caseFiles, partition) {
            fold(position, key, value)
            guard isReading else { return }
        } else {
            counts.quarantined += 1
        }
        if marksRecords { mark(position, key, value) }
        // Only now: the case is asked about again after it was folded.
        readBack(index)
    }

    private mutating func mark(_ position: Position, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) {
        let index = Int(position.partition)
        // A restored log must have the marks of the one before.
        if !GapFiller.isOne(key: key, value: value) { store.partitions[index].mark.add(key: key, value: value) }
        sideEffects?.passed(position, mark: store.partitions[index].mark)
    }

    private mutating func fold(_ position: Position, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) {
        let isLog = key.map(Loop.isLogKey) ?? false
        // It keeps the place of a gap in a log that was restored, and says nothing.
        if value == nil, position.offset > 0, GapFiller.isOne(key: key, value: value) { return }
        let id = isLog ? nil : key.flatMap { CaseID(utf8: $0) }
        let hash = UInt32(bitPattern: key.map { Partitioner.murmur2($0) } ?? 0)
        let known = id.flatMap { store.slot(of: $0, hash: hash) }
        var reason = "the record has no value"
        guard let entry = entry(value, of: known, &reason) else {
            if position.offset == 0 { return stopSpeaking(.notALog(partition: position.partition)) }
            return setAside(position, value, reason)
        }
        if position.offset == 0, !(isLog && Loop.beginsLog(entry)) {
            return stopSpeaking(.notALog(partition: position.partition))
        }
        // Its writer says that it had read further than this place. That proves nothing of the log, for anybody can write
        // it: of what is lost only the broker and what was read by oneself are believed.
        if let seen = entry.seen, seen > position.offset { counts.impossibleSeen += 1 }
        // Nothing in it that this version knows.
        guard !entry.events.isEmpty else { return }
        if isLog { return foldLog(entry, at: position) }
        guard let id else { return setAside(position, value, "the key is no case id") }
        guard
            Partitioner.partition(Int32(bitPattern: hash), partitions: Int32(store.partitions.count))
                == position.partition
        else {
            return setAside(
                position, value, "the case belongs to another partition: its writer must use murmur2")
        }
        foldCase(entry, of: id, in: known ?? store.add(id, hash: hash, in: position.partition), at: position)
    }

    /// The entry that a record holds; nil when it holds none, and why.
    private mutating func entry(_ value: UnsafeRawBufferPointer?, of slot: Int32?, _ reason: inout String) -> Entry? {
        guard let value else { return nil }
        // What this service wrote comes back as it was: it need not be read from its bytes again.
        if let slot, store.slots[Int(slot)].flight != 0,
            let written = flights.entry(written: value, from: store.slots[Int(slot)].flight)
        {
            return written
        }
        var skipped = 0
        defer { counts.unknownKinds += skipped }
        do throws(EntryError) {
            return try Entry.read(value, skipped: &skipped)
        } catch {
            reason = error.withoutContent
            return nil
        }
    }

    private mutating func foldLog(_ entry: Entry, at position: Position) {
        let index = Int(position.partition)
        let hadBegun = store.partitions[index].book.began != nil
        count(store.partitions[index].book.append(entry, at: position.offset))
        if !hadBegun, !checkBeginning(position.partition) { return }
        sideEffects?.folded(entry, at: position, log: store.partitions[index].book)
    }

    private mutating func foldCase(_ entry: Entry, of id: CaseID, in place: Int32, at position: Position) {
        let slot = Int(place)
        store.slots[slot].isKnown = true
        let reception = store.slots[slot].file.append(entry, at: position.offset)
        count(reception)
        if reception == .accepted {
            store.slots[slot].ignoredInARow = 0
            takeUp(place)
        } else if store.slots[slot].flight != 0, entry.by.isService(service.name) {
            store.slots[slot].ignoredInARow += 1
            if store.slots[slot].ignoredInARow >= bounds.ignoredInARow {
                setAside(
                    place,
                    "\(Quarantine.key(.caseFiles, position.partition, position.offset, position.offset)): \(entry.events[0].id) was said "
                        + "\(bounds.ignoredInARow) times and never counted: this version is at fault, go back to the one "
                        + "before and report it")
            }
        }
        sideEffects?.folded(
            entry, at: position, of: id, reception, into: store.slots[slot].file,
            log: store.partitions[Int(position.partition)].book)
        wait(place)
    }

    private static func isLogKey(_ key: UnsafeRawBufferPointer) -> Bool { key.elementsEqual(LogBook.key.utf8) }

    private static func beginsLog(_ entry: Entry) -> Bool {
        if case .logBegan = entry.events.first?.data { true } else { false }
    }

    private mutating func count(_ reception: CaseFile.Reception) {
        switch reception {
        case .accepted: counts.accepted += 1
        case .repeated: counts.repeated += 1
        case .doesNotFit: counts.notFitting += 1
        case .notEntitled: counts.notEntitled += 1
        }
    }

    /// A record of one of the outside's topics was read; nil is a tombstone.
    public mutating func read(
        _ topic: Topic, partition: Int32, offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: [RecordHeader] = []
    ) {
        guard isReading else { return }
        counts.otherRecords += 1
        hasNews = true
        let isFirst = begun.insert(TopicPartition(topic: topic, partition: partition)).inserted
        if !passedOver.isEmpty, passedOver.contains(offset, topic, partition) {
            counts.quarantined += 1
            return
        }
        if let key, let text = String(validating: key, as: UTF8.self) {
            if text == LogMarker.key {
                if let marker = value.flatMap({ LogMarker.name(in: $0) }) {
                    return note(marker, of: topic, partition, isFirst: isFirst)
                }
            } else if topic == .quarantine {
                if passOver(value) { return }
                counts.strangeMarkers += 1
            } else if tell(
                TopicRecord(
                    topic, key: text, value: value.map { Array($0) }, headers: headers,
                    at: Position(partition: partition, offset: offset)))
            {
                return
            }
        }
        // The reason stays out: an error about a person's record could hold what is in it.
        counts.otherUnreadable += 1
        keep(
            topic, Position(partition: partition, offset: offset), value, "the record cannot be read",
            for: partition % Int32(store.partitions.count))
    }

    /// Whether it could be read.
    private mutating func tell(_ record: TopicRecord) -> Bool {
        do {
            try sideEffects?.read(record)
            return true
        } catch {
            return false
        }
    }

    /// A partition of `case-files` was read to its end, which is at that offset.
    public mutating func reachedEnd(_ partition: Int32, end: Int64) {
        let index = Int(partition)
        guard isReading, store.partitions.indices.contains(index) else { return }
        let position = store.partitions[index].position
        guard end >= position else { return stopSpeaking(.lostEnd(partition: partition, end: end, seen: position)) }
        if end > position {
            // The last positions hold nothing that can be read, as the marks of transactions.
            missed(partition, from: position, to: end)
            guard isReading else { return }
            store.partitions[index].position = end
        }
        guard end > position || !store.partitions[index].isAtEnd else { return }
        store.partitions[index].isAtEnd = true
        store.partitions[index].hasBeenRead = true
        hasNews = true
    }

    /// A partition of one of the outside's topics was read to its end.
    public mutating func reachedEnd(of topic: Topic, partition: Int32) {
        if unreadTopics.remove(TopicPartition(topic: topic, partition: partition)) != nil { hasNews = true }
    }
}
