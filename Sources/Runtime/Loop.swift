public import CaseFile
public import Contracts
import JSON
import Kafka
public import Statute

/// The one loop of every service, without Kafka, clock or threads: it folds what is read, asks what is missing at each
/// partition's end, and says it. The driver feeds it and carries out its effects; so does the simulation.
///
/// What was said is in flight until it is read back and is not said again meanwhile; when its delivery fails it is simply
/// missing again. There is nothing to recover: a start folds the log to its end and asks about every case.
public struct Loop {
    /// An answer of the outside whose records are not acknowledged yet: its entries wait for them.
    private struct Answer {
        var records: Int
        var entries: [Effect]
    }

    /// The service's name.
    public var name: ServiceName { service.name }
    /// What was done since the start.
    public private(set) var counts = LoopCounts()
    /// Why it stops; nil while it goes on.
    public private(set) var stopped: StopReason?

    private let service: any Service
    private var sideEffects: (any SideEffects)?
    private let bounds: LoopBounds
    private var dayKeeper: DayKeeper?
    private var store: Store
    private var effects: [Effect] = []
    private var flights = Flights()
    private var entriesInFlight = 0
    private var answer: Answer?
    /// The other topics' partitions whose end has not been reached once.
    private var unreadTopics: Set<TopicPartition>
    /// The names of logs with which other topics begin.
    private var markers: [TopicPartition: LogName] = [:]
    /// Whether something has happened since the outside was last asked to act.
    private var hasNews = true
    private var lastAct = -Double.infinity
    private var deadLetterBytes = 0
    private var deadLetters = 0
    private var firstPartition = 0

    /// A partition of another topic than `case-files`.
    private struct TopicPartition: Hashable {
        let topic: Topic
        let partition: Int32
    }

    /// A loop before the first record.
    ///
    /// - Parameters:
    ///   - partitions: how many `case-files` has.
    ///   - reads: how many partitions each of the outside's topics has.
    ///   - instance: a name that is new at every start.
    public init(
        service: any Service, sideEffects: (any SideEffects)? = nil, partitions: Int32, reads: [Topic: Int32] = [:],
        instance: String, bounds: LoopBounds = LoopBounds(), dayKeeper: DayKeeper? = nil
    ) {
        self.service = service
        self.sideEffects = sideEffects
        self.bounds = bounds
        self.dayKeeper = dayKeeper
        store = Store(partitions: partitions, instance: instance)
        unreadTopics = []
        for (topic, count) in reads {
            for partition in 0..<count { unreadTopics.insert(TopicPartition(topic: topic, partition: partition)) }
        }
    }

    // MARK: What is to be done

    /// The effects since they were last taken, in order.
    public mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    private mutating func stop(_ reason: StopReason) {
        guard stopped == nil else { return }
        stopped = reason
        effects.append(.stop(reason))
    }

    // MARK: What was read

    /// A record of `case-files` was read; the bytes are borrowed. Each partition in order; one read before is skipped.
    public mutating func read(
        partition: Int32, offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
    ) {
        let index = Int(partition)
        guard stopped == nil, store.partitions.indices.contains(index) else { return }
        let expected = store.partitions[index].position
        guard offset >= expected else { return }
        if expected == 0, offset > 0 { return stop(.lostBeginning(partition: partition, first: offset)) }
        store.partitions[index].position = offset + 1
        store.partitions[index].isAtEnd = false
        hasNews = true
        fold(Position(partition: partition, offset: offset), key, value)
        // Only now: the case is asked about again after it was folded.
        readBack(index)
    }

    private mutating func fold(_ position: Position, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) {
        let index = Int(position.partition)
        let isLog = key.map(Loop.isLogKey) ?? false
        let id = isLog ? nil : key.flatMap { CaseID(utf8: $0) }
        let hash = key.map { Partitioner.murmur2($0) } ?? 0
        var known: Int32?
        var read: Entry?
        if let id { known = store.slot(of: id, hash: UInt32(bitPattern: hash)) }
        // What this service wrote comes back as it was: it need not be read from its bytes again.
        if let known, let value, store.slots[Int(known)].flight != 0 {
            read = flights.entry(written: value, from: store.slots[Int(known)].flight)
        }
        var reason = "the record has no value"
        if read == nil, let value {
            var skipped = 0
            do throws(EntryError) { read = try Entry.read(value, skipped: &skipped) } catch { reason = "\(error)" }
            counts.unknownKinds += skipped
        }
        guard let entry = read else {
            if position.offset == 0 { return stop(.notALog(partition: position.partition)) }
            return quarantine(position, key, value, reason)
        }
        if position.offset == 0, !(isLog && Loop.beginsLog(entry)) {
            return stop(.notALog(partition: position.partition))
        }
        // Its writer had read further than this place: what it had read is gone.
        if let seen = entry.seen, seen > position.offset {
            return stop(.lostEnd(partition: position.partition, end: position.offset, seen: seen))
        }
        // Nothing in it that this version knows.
        guard !entry.events.isEmpty else { return }
        if isLog {
            let hadBegun = store.partitions[index].book.began != nil
            count(store.partitions[index].book.append(entry, at: position.offset))
            if !hadBegun, !checkBeginning(position.partition) { return }
            sideEffects?.folded(entry, at: position, log: store.partitions[index].book)
            return
        }
        guard let id else { return quarantine(position, key, value, "the key is no case id") }
        guard Partitioner.partition(hash, partitions: Int32(store.partitions.count)) == position.partition else {
            return quarantine(
                position, key, value, "the case belongs to another partition: its writer must use murmur2")
        }
        let slot = Int(known ?? store.add(id, hash: UInt32(bitPattern: hash), in: position.partition))
        store.slots[slot].isKnown = true
        let reception = store.slots[slot].file.append(entry, at: position.offset)
        count(reception)
        if reception == .accepted {
            store.slots[slot].ignoredInARow = 0
        } else if store.slots[slot].flight != 0, entry.by.isService(service.name) {
            store.slots[slot].ignoredInARow += 1
            if store.slots[slot].ignoredInARow >= bounds.ignoredInARow {
                return stop(.notAccepted(position, entry.events[0].id.description))
            }
        }
        sideEffects?.folded(
            entry, at: position, of: id, reception, into: store.slots[slot].file, log: store.partitions[index].book)
        wait(Int32(slot))
    }

    private static func isLogKey(_ key: UnsafeRawBufferPointer) -> Bool { key.elementsEqual(LogBook.key.utf8) }

    private static func beginsLog(_ entry: Entry) -> Bool {
        if case .logBegan = entry.events.first?.data { true } else { false }
    }

    /// Holds the first record of a partition against what is there and against the other partitions.
    private mutating func checkBeginning(_ partition: Int32) -> Bool {
        guard let began = store.partitions[Int(partition)].book.began else { return true }
        guard began.partitions == store.partitions.count else {
            stop(.partitionsChanged(began: began.partitions, found: Int32(store.partitions.count)))
            return false
        }
        for other in store.partitions {
            guard let otherBegan = other.book.began else { continue }
            guard otherBegan.calendar == began.calendar, otherBegan.council == began.council,
                otherBegan.log == began.log
            else {
                stop(.anotherLog(partition: partition))
                return false
            }
        }
        for (place, name) in markers where name != began.log {
            stop(.topicOfAnotherLog(place.topic, partition: place.partition))
            return false
        }
        return true
    }

    /// Holds the name with which another topic begins against this log's.
    private mutating func note(_ marker: LogName, of topic: Topic, _ partition: Int32) {
        markers[TopicPartition(topic: topic, partition: partition)] = marker
        guard let began = store.partitions.lazy.compactMap(\.book.began).first, began.log != marker else { return }
        stop(.topicOfAnotherLog(topic, partition: partition))
    }

    private mutating func count(_ reception: CaseFile.Reception) {
        switch reception {
        case .accepted: counts.accepted += 1
        case .repeated: counts.repeated += 1
        case .doesNotFit: counts.notFitting += 1
        case .notEntitled: counts.notEntitled += 1
        }
    }

    /// Keeps what cannot be read until it can be written to `dead-letters`, and goes on.
    private mutating func quarantine(
        _ position: Position, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?, _ reason: String
    ) {
        counts.unreadable += 1
        keep(.caseFiles, position, key, value, reason, for: position.partition)
    }

    private mutating func keep(
        _ topic: Topic, _ position: Position, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?,
        _ reason: String, for partition: Int32
    ) {
        guard deadLetters < bounds.deadLetters else { return }
        do throws(JSONError) {
            let deadLetter = try Write.deadLetter(
                topic: topic, partition: position.partition, offset: position.offset, reason: reason, key: key,
                value: value, isWhole: deadLetterBytes < bounds.deadLetterBytes)
            deadLetters += 1
            deadLetterBytes += deadLetter.value?.count ?? 0
            store.partitions[Int(partition)].deadLetters.append(deadLetter)
        } catch {
            let key = DeadLetter.recordKey(of: topic, position.partition, position.offset)
            stop(.cannotWrite("the dead letter \(key): \(error)"))
        }
    }

    /// A record of one of the outside's topics was read; nil is a tombstone.
    public mutating func read(
        _ topic: Topic, partition: Int32, offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: [RecordHeader] = []
    ) {
        guard stopped == nil else { return }
        counts.otherRecords += 1
        hasNews = true
        unreadable: do {
            guard let key, let text = String(validating: key, as: UTF8.self) else { break unreadable }
            if text == LogMarker.key, let value {
                guard let marker = LogMarker.name(in: value) else { break unreadable }
                return note(marker, of: topic, partition)
            }
            do {
                try sideEffects?.read(TopicRecord(topic, key: text, value: value.map { Array($0) }, headers: headers))
                return
            } catch {
                break unreadable
            }
        }
        // The reason stays out: an error about a person's record could hold what is in it.
        counts.otherUnreadable += 1
        keep(
            topic, Position(partition: partition, offset: offset), key, value, "the record cannot be read",
            for: partition % Int32(store.partitions.count))
    }

    /// A partition of `case-files` was read to its end, which is at that offset.
    public mutating func reachedEnd(_ partition: Int32, end: Int64) {
        let index = Int(partition)
        guard stopped == nil, store.partitions.indices.contains(index) else { return }
        let position = store.partitions[index].position
        guard end >= position else { return stop(.lostEnd(partition: partition, end: end, seen: position)) }
        guard end == position, !store.partitions[index].isAtEnd else { return }
        store.partitions[index].isAtEnd = true
        hasNews = true
    }

    /// A partition of one of the outside's topics was read to its end.
    public mutating func reachedEnd(of topic: Topic, partition: Int32) {
        if unreadTopics.remove(TopicPartition(topic: topic, partition: partition)) != nil { hasNews = true }
    }

    /// The log begins at that offset, where 0 was expected.
    public mutating func lostBeginning(_ partition: Int32, first: Int64) {
        stop(.lostBeginning(partition: partition, first: first))
    }

    // MARK: For whom it isOwned

    /// From now on this instance isOwned for these partitions and no others. No state moves: every case of a partition
    /// gained is asked about.
    public mutating func own(_ partitions: Set<Int32>) {
        for index in store.partitions.indices {
            let isOwned = partitions.contains(Int32(index))
            guard isOwned != store.partitions[index].isOwned else { continue }
            store.partitions[index].isOwned = isOwned
            store.partitions[index].agenda = [:]
            store.partitions[index].lookedAt = nil
            store.partitions[index].committed = -1
            store.partitions[index].waiting = isOwned ? store.partitions[index].slots : []
            store.partitions[index].nextWaiting = 0
            for slot in store.partitions[index].slots {
                store.slots[Int(slot)].isWaiting = isOwned
                store.slots[Int(slot)].nextLook = nil
            }
            hasNews = true
        }
    }

    private mutating func wait(_ slot: Int32) {
        let partition = Int(store.slots[Int(slot)].partition)
        guard store.partitions[partition].isOwned, !store.slots[Int(slot)].isWaiting else { return }
        store.slots[Int(slot)].isWaiting = true
        store.partitions[partition].waiting.append(slot)
    }

    // MARK: What became of what was written

    /// A record was acknowledged. It stays in flight until it is read back.
    public mutating func delivered(_ token: UInt64, offset: Int64) {
        guard stopped == nil, let flight = flights[token] else { return }
        let index = Int(flight.partition)
        switch flight.kind {
        case .entry, .day:
            // It was said after that place had been read, and now stands before it: what was read there is gone.
            guard offset >= flight.seen else {
                return stop(.lostEnd(partition: flight.partition, end: offset, seen: flight.seen))
            }
            guard offset >= store.partitions[index].position else { return land(token) }
            store.partitions[index].acknowledge(token, at: offset)
        case .deadLetter:
            _ = flights.remove(token)
            store.partitions[index].flights -= 1
        case .record:
            _ = flights.remove(token)
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
    }

    /// A record was not acknowledged; it may nevertheless be in the log. What was said is missing again, what was
    /// written is written again.
    public mutating func failed(_ token: UInt64, _ error: DeliveryError) {
        guard stopped == nil, let flight = flights[token] else { return }
        if case .never(let why) = error { return stop(.cannotWrite(why)) }
        counts.failed += 1
        switch flight.kind {
        case .entry, .day: land(token)
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
    private mutating func readBack(_ index: Int) {
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

    // MARK: The turn

    /// After a batch, and while nothing is read now and then: asks what is missing, lets the outside act, and notes what
    /// is at rest. True: there is more to ask at once.
    ///
    /// - Parameters:
    ///   - seconds: this process's own steady clock.
    ///   - civil: the day in England now; used only to begin the days of a real log.
    public mutating func turn(seconds: Double, civil: Day? = nil) -> Bool {
        guard stopped == nil else { return false }
        store.seconds = seconds
        writeLetters()
        if let civil, let dayKeeper { beginDays(dayKeeper, civil) }
        let hasMore = ask()
        act(seconds)
        commit()
        return hasMore && stopped == nil
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
                wait(slot)
            }
        }
    }

    private mutating func ask(_ slot: Int, _ index: Int, _ today: Day) {
        store.slots[slot].isWaiting = false
        guard store.slots[slot].isKnown else { return }
        counts.asked += 1
        let id = store.slots[slot].id
        // Taken out while it is looked at: a copy would count up every array in it.
        var file = CaseFile()
        swap(&file, &store.slots[slot].file)
        defer { swap(&file, &store.slots[slot].file) }
        let entries = service.missing(from: file, of: id, on: today, in: store.partitions[index].book)
        for entry in entries {
            guard let effect = say(entry, Int32(slot)) else { continue }
            effects.append(effect)
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

    /// Notes an entry as in flight; nil when one of its ids is already.
    private mutating func say(_ entry: Entry, _ slot: Int32) -> Effect? {
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
        guard let (token, value) = launch(entry, partition, slot: slot, earlier) else { return nil }
        store.slots[Int(slot)].flight = token
        entriesInFlight += 1
        counts.said += 1
        return .append(partition: partition, key: store.slots[Int(slot)].id.text, value: value, token: token)
    }

    /// Writes an entry of that case, or of the partition itself when there is none.
    private mutating func launch(
        _ entry: Entry, _ partition: Int32, slot: Int32? = nil, _ earlier: UInt64 = 0
    ) -> (UInt64, [UInt8])? {
        let seen = store.partitions[Int(partition)].position
        var entry = entry
        // Reports say nothing of what their writer had read.
        if case .conclusion? = entry.events.first?.id { entry.seen = seen }
        var writer = JSONWriter(capacity: 512)
        do throws(JSONError) {
            try entry.write(to: &writer)
        } catch {
            stop(.cannotWrite("an entry of \(service.name.rawValue): \(error)"))
            return nil
        }
        store.partitions[Int(partition)].flights += 1
        let bytes = writer.bytes
        let flight = Flight(
            kind: slot.map { .entry(slot: $0) } ?? .day, partition: partition, seen: seen, earlier: earlier)
        return (flights.add(flight, slot == nil ? .none : .entry(entry, bytes)), bytes)
    }

    private mutating func writeLetters() {
        for index in store.partitions.indices
        where store.partitions[index].isOwned && !store.partitions[index].deadLetters.isEmpty {
            for deadLetter in store.partitions[index].deadLetters {
                deadLetterBytes -= deadLetter.value?.count ?? 0
                deadLetters -= 1
                store.partitions[index].flights += 1
                write(deadLetter, Int32(index), .deadLetter)
            }
            store.partitions[index].deadLetters = []
        }
    }

    private mutating func write(_ write: Write, _ partition: Int32, _ kind: Flight.Kind) {
        let token = flights.add(Flight(kind: kind, partition: partition, seen: 0), .write(write))
        counts.written += 1
        effects.append(.write(write, token: token))
    }

    private mutating func beginDays(_ keeper: DayKeeper, _ civil: Day) {
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
            let partition = Int32(index)
            switch keeper.next(after: book.today, in: began, civil: civil) {
            case .nothing: continue
            case .tooMany(let missed):
                let last = book.today?.description ?? ""
                return stop(
                    .daysMissed(
                        partition: partition,
                        "its last day is \(last) and today is \(civil): \(missed) days were "
                            + "missed, more than the \(DayKeeper.mostMissed) that begin by themselves. If this host's "
                            + "clock is right, start \(service.name.rawValue) once with --catch-up"))
            case .begin(let day):
                let event = Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))
                let entry = Entry(by: .service(service.name), recorded: day, events: [event])
                guard let (token, value) = launch(entry, partition) else { return }
                store.partitions[index].dayInFlight = token
                counts.said += 1
                effects.append(.append(partition: partition, key: LogBook.key, value: value, token: token))
            }
        }
    }

    // MARK: The outside

    private mutating func act(_ seconds: Double) {
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

    // MARK: Rest

    private mutating func commit() {
        guard stopped == nil else { return }
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

    // MARK: What there is to see

    /// One partition as the loop sees it.
    public struct PartitionView: Sendable, Equatable {
        /// The offset of the next record.
        public var position: Int64
        /// Whether the last thing heard of it was its end.
        public var isAtEnd: Bool
        /// Whether its first record was read.
        public var hasBegun: Bool
        /// The partition's today.
        public var today: Day?
        /// Whether this instance isOwned for it.
        public var isOwned: Bool
        /// How many cases it has.
        public var cases: Int
        /// How many cases wait to be asked about.
        public var waiting: Int
        /// What was written and not read back.
        public var inFlight: Int
    }

    /// The partitions.
    public var partitions: [PartitionView] {
        store.partitions.map { partition in
            PartitionView(
                position: partition.position, isAtEnd: partition.isAtEnd, hasBegun: partition.book.began != nil,
                today: partition.book.today, isOwned: partition.isOwned, cases: partition.slots.count,
                waiting: partition.waiting.count - partition.nextWaiting, inFlight: partition.flights)
        }
    }

    /// How many entries are in flight.
    public var inFlight: Int { entriesInFlight }
    /// Whether a record waits for its acknowledgement, and entries wait for it.
    public var awaitsRecords: Bool { answer != nil }
    /// What the outside lacks to act; nil when nothing.
    public var lack: String? { sideEffects?.lack }
    /// Whether every one of the outside's topics was read to its end once.
    public var hasReadTopics: Bool { unreadTopics.isEmpty }

    /// The case file with that id; nil when there is none.
    public func file(of id: CaseID) -> CaseFile? { store.file(of: id) }
    /// What is true of that partition.
    public func log(of partition: Int32) -> LogBook { store.log(of: partition) }
    /// The cases that are known, in no order.
    public var cases: [CaseID] { store.slots.lazy.filter(\.isKnown).map(\.id) }
}
