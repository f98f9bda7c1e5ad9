import CaseFile
import Contracts
import JSON
import Runtime
import Scheduler
import Statute
import TestSupport

/// One cycle of an instance: what the driver does with Kafka, with everything that can go wrong between.
extension World {
    func cycle(_ instance: Instance) {
        instance.looksAgain = nil
        instance.lookedAt = (log.version, day.number)
        var did = takeAnswers(instance)
        if let given = instance.given, given.second <= second {
            instance.given = nil
            if given.partitions != instance.speaks {
                instance.speaks = given.partitions
                instance.loop.own(given.partitions)
                did = true
            }
        }
        if let again = instance.commitsAgain, again.second <= second {
            instance.commitsAgain = nil
            instance.loop.commitFailed(again.partitions)
            did = true
        }
        if crashes(instance) { return }
        guard let more = turn(instance) else { return }
        did = did || more
        while let effect = instance.takeEffect() {
            if crashes(instance) { return }
            perform(effect, instance)
            did = true
            if isBroken { return }
            if strikes(.halfTurn) { break }
        }
        if instance.hasEffects { did = true }
        if read(instance) { did = true }
        if isStartedAnew(instance) { return }
        if isTroubled(instance) { return }
        if crashes(instance) { return }
        if strikes(.asleep) { return sleeps(instance) }
        instance.isBusy = did
        if !did, !isSettled(instance), !isBrokerAway {
            // Its outside waits for time to pass.
            instance.looksAgain = second + Double(random.pick(1...70))
        }
    }

    private func isSettled(_ instance: Instance) -> Bool {
        instance.speaks.allSatisfy { partition in
            let index = Int(partition)
            return instance.lags[index] != nil || instance.committed[index] == instance.positions[index]
        }
    }

    private func takeAnswers(_ instance: Instance) -> Bool {
        var did = false
        var index = 0
        while index < instance.answers.count {
            guard instance.answers[index].second <= second else {
                index += 1
                continue
            }
            let answer = instance.answers.remove(at: index)
            did = true
            if let offset = answer.offset {
                instance.loop.delivered(answer.token, offset: offset)
            } else if mutantIs(.forgetsRead, instance) {
                // Nobody hears of it.
            } else {
                instance.loop.failed(answer.token, .again("the simulation says so"))
            }
        }
        return did
    }

    private func mutantIs(_ mutant: Mutant, _ instance: Instance) -> Bool {
        self.mutant == mutant && (mutant.service ?? instance.service) == instance.service
    }

    /// One turn; nil when the instance is gone.
    private func turn(_ instance: Instance) -> Bool? {
        instance.isInside = true
        let civil = instance.service == .scheduler ? day + instance.daysOff : nil
        let more = instance.loop.turn(seconds: second, civil: civil)
        instance.isInside = false
        if instance.isDying {
            kill(instance)
            return nil
        }
        instance.effects += instance.loop.takeEffects()
        return isTroubled(instance) ? nil : more
    }

    /// Nothing is lost here, and a version without a fault says nothing that no file accepts.
    private func isTroubled(_ instance: Instance) -> Bool {
        if let silence = instance.loop.silence { broken("\(instance.name) stops speaking: \(silence)") }
        if instance.loop.counts.setAside > 0 { broken("\(instance.name) sets a case aside") }
        return isBroken
    }

    /// Where no day begins, the operator does what it says. Whether it is started anew for that.
    private func isStartedAnew(_ instance: Instance) -> Bool {
        guard case .daysMissed(let last, let host)? = instance.loop.dayConcern else { return false }
        say("\(instance.name) begins no day: the log's is \(last), its host's \(host)")
        guard instance.daysOff == 0 else {
            // The clock is set right, and it goes on by itself.
            instance.daysOff = 0
            instance.looksAgain = second + 1
            return false
        }
        kill(instance, after: 60, catchesUp: true)
        return true
    }

    // MARK: Writing

    private func perform(_ effect: Effect, _ instance: Instance) {
        switch effect {
        case .append(let partition, let key, let value, let token):
            let record = VirtualLog.Record(key: Array(key.utf8), value: value)
            deliver(token, instance) { world in
                let offset = world.append(record, to: Int(partition))
                if let seen = world.truth.lastSeen, !instance.allEnds[Int(partition)].contains(seen) {
                    world.broken(
                        "\(instance.name) speaks of \(key) and had not read partition \(partition) to its end")
                }
                world.say("\(instance.name) writes of \(key) \(partition)/\(offset): \(World.words(value))")
                return offset
            } later: { world in
                world.land(record, in: Int(partition))
            }
        case .write(let write, let token):
            let record = VirtualLog.Record(key: Array(write.key.utf8), value: write.value, headers: write.headers)
            let telling = write.topic == .notifications ? write.partition.map { Int($0) } : nil
            deliver(token, instance, telling: telling) { world in
                world.say("\(instance.name) writes to \(write.topic.rawValue) \(write.key)")
                return world.write(write.topic, record, partition: write.partition.map { Int($0) })
            } later: { _ in
            }
        case .commit(let offsets):
            if isBrokerAway || strikes(.commitRefused) {
                instance.commitsAgain = (
                    (instance.commitsAgain?.partitions ?? []) + offsets.keys.sorted(), brokerAwayUntil ?? second + 3
                )
            } else {
                for (partition, offset) in offsets { instance.committed[Int(partition)] = offset }
            }
        }
    }

    private static func words(_ value: [UInt8]) -> String {
        // For people only; what cannot be read is shown as it is.
        (try? Entry.read(value)).map { Truth.words($0) } ?? String(decoding: value, as: UTF8.self)
    }

    private func deliver(
        _ token: UInt64, _ instance: Instance, telling: Int? = nil, _ append: (World) -> Int64,
        later: (World) -> Void
    ) {
        func answer(_ offset: Int64?, at time: Double) {
            if offset == nil, let telling { truth.disturbTelling(in: telling) }
            let answer = Instance.Answer(token: token, offset: offset, second: time)
            if instance.answers.count > 0, strikes(.acknowledgementOutOfOrder) {
                instance.answers.insert(answer, at: random.pick(0...(instance.answers.count - 1)))
            } else {
                instance.answers.append(answer)
            }
        }
        if let until = brokerAwayUntil {
            if strikes(.appendLater) { later(self) }
            return answer(nil, at: until)
        }
        if strikes(.appendFailed) { return answer(nil, at: second + 1) }
        if strikes(.appendLater) {
            later(self)
            return answer(nil, at: second + 1)
        }
        let offset = append(self)
        if strikes(.appendTwice) { _ = append(self) }
        if strikes(.acknowledgementLost) { return answer(nil, at: second + 5) }
        answer(offset, at: strikes(.acknowledgementLate) ? late() : second)
    }

    // MARK: Reading

    private func read(_ instance: Instance) -> Bool {
        guard !isBrokerAway else { return false }
        if let documents = instance.documents, documents.wantsEnds() {
            documents.told(log.documents.map { Int64($0.count) })
        }
        var did = readOthers(instance)
        let count = log.partitions
        let first = count > 1 ? random.pick(0...(count - 1)) : 0
        for step in 0..<count {
            let partition = (first + step) % count
            guard instance.lags[partition] == nil else { continue }
            var left = strikes(.batchOfOne) ? 1 : course.batch
            let records = log.caseFiles[partition]
            while left > 0, instance.positions[partition] < records.count {
                let offset = instance.positions[partition]
                instance.positions[partition] = offset + 1
                feed(instance, records[Int(offset)], partition, offset)
                left -= 1
                did = true
            }
            let position = instance.positions[partition]
            if position == records.count, instance.ends[partition] != position {
                instance.ends[partition] = position
                instance.allEnds[partition].insert(position)
                instance.loop.reachedEnd(Int32(partition), end: position)
                did = true
            } else if mutantIs(.noEnd, instance) {
                instance.loop.reachedEnd(Int32(partition), end: position)
            }
        }
        return did
    }

    private func readOthers(_ instance: Instance) -> Bool {
        guard instance.othersRead != log.othersVersion, instance.service != .scheduler else { return false }
        var did = false
        var isAll = true
        for topic in [Topic.people, .children, .documents, .notifications] {
            guard var positions = instance.otherPositions[topic] else { continue }
            let partitions = log.records(of: topic)
            for partition in partitions.indices {
                let records = partitions[partition]
                var left = strikes(.batchOfOne) ? 1 : course.batch
                let isFirst = positions[partition] == 0
                while left > 0, positions[partition] < records.count {
                    let offset = positions[partition]
                    positions[partition] += 1
                    did = true
                    let record = records[offset]
                    if record.isHole { continue }
                    left -= 1
                    lend(record.key) { key in
                        lend(record.value) { value in
                            instance.loop.read(
                                topic, partition: Int32(partition), offset: Int64(offset), key: key, value: value,
                                headers: topic == .documents ? record.headers : [])
                        }
                    }
                }
                if positions[partition] == records.count, topic == .documents {
                    instance.documents?.reached(Int64(records.count), of: Int32(partition))
                }
                if positions[partition] == records.count, did || isFirst {
                    instance.loop.reachedEnd(of: topic, partition: Int32(partition))
                }
                if positions[partition] < records.count { isAll = false }
            }
            instance.otherPositions[topic] = positions
        }
        if isAll { instance.othersRead = log.othersVersion }
        return did
    }

    /// Gives an instance a record of `case-files`; a mutant sees it otherwise.
    func feed(_ instance: Instance, _ record: VirtualLog.Record, _ partition: Int, _ offset: Int64) {
        var record = record
        if let mutant, mutant.service ?? instance.service == instance.service {
            record = distort(record, partition, offset, mutant, instance)
            if mutant == .passesOverCounted { passOver(partition, offset, instance) }
        }
        lend(record.key) { key in
            lend(record.value) { value in
                instance.loop.read(partition: Int32(partition), offset: offset, key: key, value: value)
            }
        }
    }

    private func lend(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> Void) {
        guard let bytes else { return body(nil) }
        bytes.withUnsafeBytes { body($0) }
    }

    // MARK: Mutants that read otherwise

    /// Puts a position in quarantine that counts: one in sixteen.
    private func passOver(_ partition: Int, _ offset: Int64, _ instance: Instance) {
        guard offset % 16 == 5, truth.partitions[partition].receptions[Int(offset)] == .accepted else { return }
        let quarantine = Quarantine(
            topic: .caseFiles, partition: Int32(partition), positions: offset...offset, why: "a mutant", by: .operator,
            on: day)
        // It can be written.
        let value = try? quarantine.json()
        lend(Array(quarantine.recordKey.utf8)) { key in
            lend(value) { instance.loop.read(.quarantine, partition: 0, offset: offset, key: key, value: $0) }
        }
    }

    private func distort(
        _ record: VirtualLog.Record, _ partition: Int, _ offset: Int64, _ mutant: Mutant, _ instance: Instance
    ) -> VirtualLog.Record {
        switch mutant {
        case .todayBack, .burntIDs, .partial, .lawfulFit, .lastCounts, .believesAnyone: break
        default: return record
        }
        // What cannot be read is left as it is.
        guard let value = record.value, var entry = try? Entry.read(value) else { return record }
        let id = record.key?.withUnsafeBytes { CaseID(utf8: $0) }
        switch mutant {
        case .todayBack:
            if case .dayBegan? = entry.events.first?.data, case .conclusion(let day)? = entry.events.first?.id,
                let day = day.day
            {
                for person in truth.cases where person.partition == partition {
                    instance.memory.lastDay[person.id] = day
                }
            }
            return record
        case .burntIDs:
            if let id, truth.partitions[partition].receptions[Int(offset)] != .accepted {
                for event in entry.events { instance.memory.burnt.insert("\(id)/\(event.id)") }
            }
            return record
        case .partial:
            guard let id, entry.events.count > 1, let found = truth.find(id),
                let reception = truth.partitions[partition].receptions[Int(offset)], reception != .accepted
            else { return record }
            let before = found.file(seen: offset)
            entry.events.removeAll { event in
                guard case .conclusion(let id) = event.id else { return false }
                return !before.accepts(id, event.data) || before.holds(id)
            }
        case .lawfulFit:
            guard let id, entry.by == .service(.scheduler), case .reminded? = entry.events.first?.data, edition > 0,
                let found = truth.find(id)
            else { return record }
            let before = found.file(seen: offset)
            let now = material.scheduler(edition: edition)
            let fits = now.missing(
                from: before, of: id, on: entry.recorded, in: truth.partitions[partition].book(seen: offset)
            ).contains { $0.events.contains { $0.id == entry.events[0].id } }
            if fits { return record }
            entry.events = []
        case .lastCounts:
            guard let id, case .meetingHeld(let held)? = entry.events.first?.data, let found = truth.find(id),
                let first = found.file(seen: offset).submissions.first(where: {
                    $0.kind == .meetingHeld && $0.review == held.review && $0.stands
                })
            else { return record }
            entry.events[0].replaces = first.key
        case .believesAnyone:
            guard let event = entry.events.first(where: { !Reckoning.maySay($0.data, entry.by) }) else { return record }
            entry.by = .whoSays(event.data.kind)
        default: return record
        }
        var changed = record
        if entry.events.isEmpty {
            changed.value = Array(#"{"by":"x","on":"2024-01-01","events":[{"type":"hoped-for","id":"x"}]}"#.utf8)
        } else {
            changed.value = try? entry.json()  // It was read, so it can be written.
        }
        return changed
    }
}
