import CaseFile
import Contracts
import JSON
import Runtime
import Statute
import TestSupport
import Testing

/// What is wrong with the record, as one loop meets it.
@Suite struct `A record with a fault` {
    let id = caseID("B-10432")

    private func instance(_ log: VirtualLog, _ service: any Service = Daily()) -> VirtualLog.Instance {
        var loop = Loop(service: service, partitions: Int32(log.partitions.count), instance: "test-1")
        loop.own(log.allPartitions)
        return VirtualLog.Instance(loop: loop)
    }

    private func read(_ record: VirtualLog.Record, at offset: Int64, _ one: inout VirtualLog.Instance) {
        record.key.withBytes { key in
            record.value.withBytes { one.loop.read(partition: 0, offset: offset, key: key, value: $0) }
        }
    }

    /// Whether it says nothing, goes on running, and did not end.
    private func isSilent(_ log: VirtualLog, _ one: inout VirtualLog.Instance) -> Bool {
        let said = one.loop.counts.said
        log.turn(&one)
        return one.pending.isEmpty && one.loop.counts.said == said && one.loop.silence != nil
    }

    private func quarantine(
        _ positions: ClosedRange<Int64>, by actor: Actor = anOperator, at offset: Int64 = 0,
        _ one: inout VirtualLog.Instance
    ) throws {
        let record = Quarantine(
            topic: .caseFiles, partition: 0, positions: positions, why: "looked", by: actor, on: monday)
        Array(record.recordKey.utf8).withUnsafeBytes { key in
            (try? record.json()).withBytes {
                one.loop.read(.quarantine, partition: 0, offset: offset, key: key, value: $0)
            }
        }
    }

    // MARK: What is lost

    @Test func `a lost beginning silences it`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        var one = instance(log)
        read(log.partitions[0][1], at: 1, &one)
        #expect(one.loop.fault == .lostBeginning(partition: 0, first: 1))
        #expect(one.loop.silence?.kind == .starts && isSilent(log, &one))
    }

    @Test func `an end before what it has read silences it, and what it knows stays as it is`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        one.loop.reachedEnd(0, end: 1)
        #expect(one.loop.fault == .lostEnd(partition: 0, end: 1, seen: 3))
        #expect(one.loop.silence?.kind == .ends && isSilent(log, &one))
        // Another log in its place does not fold into it: its memory is the last evidence.
        read(.init(key: Array(id.text.utf8), value: json(views(9))), at: 3, &one)
        #expect(one.loop.file(of: id)?.submissions.count == 1 && one.loop.partitions[0].position == 3)
    }

    @Test func `what it said that comes to stand before what it had read silences it`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        guard case .append(_, _, _, let token)? = one.pending.first else {
            Issue.record("nothing was said")
            return
        }
        one.pending = []
        one.loop.delivered(token, offset: 1)
        #expect(one.loop.fault == .lostEnd(partition: 0, end: 1, seen: 3) && isSilent(log, &one))
    }

    @Test func `another number of partitions than the log began with silences it`() {
        var log = VirtualLog(partitions: 2)
        log.append(VirtualLog.began(partitions: 3, on: monday), to: 0)
        var one = instance(log)
        log.settle(&one)
        #expect(one.loop.fault == .partitionsChanged(began: 3, found: 2))
        #expect(one.loop.silence?.kind == .partitions && isSilent(log, &one))
    }

    @Test func `a partition that does not start with log-began, or that another began, is no log`() {
        var other = VirtualLog(partitions: 1)
        other.append(plan(), of: id)
        var forged = VirtualLog(partitions: 1)
        var began = VirtualLog.began(partitions: 1, on: monday)
        began.by = .service(.scheduler)
        forged.append(began, to: 0)
        for log in [other, forged] {
            var log = log
            var one = instance(log)
            log.settle(&one)
            #expect(one.loop.fault == .notALog(partition: 0) && one.loop.silence?.kind == .name && isSilent(log, &one))
        }
    }

    @Test func `partitions that began as different logs silence it, be it in their calendar or their name`() {
        for (calendar, name) in [
            (LogCalendar.real, VirtualLog.name), (.rehearsal, LogName(high: 1, low: 3)),
        ] {
            var log = VirtualLog(partitions: 2)
            log.append(VirtualLog.began(partitions: 2, on: monday), to: 0)
            log.append(VirtualLog.began(partitions: 2, on: monday, calendar: calendar, log: name), to: 1)
            var one = instance(log)
            log.settle(&one)
            #expect(one.loop.fault == .anotherLog(partition: 1) && isSilent(log, &one))
        }
    }

    @Test func `what silences a service says what to do, with the topic as it is called in its namespace`() throws {
        let bromley = try #require(Namespace("bromley"))
        let faults: [RecordFault] = [
            .lostBeginning(partition: 2, first: 1), .lostEnd(partition: 2, end: 1, seen: 2),
            .partitionsChanged(began: 3, found: 4), .notALog(partition: 2), .anotherLog(partition: 2),
            .madeAnew(partition: 2), .gap(partition: 2, first: 5, last: 9), .gone(.caseFiles),
            .vanished(partition: 2, records: 1, before: 9), .altered(partition: 2, before: 9),
        ]
        for fault in faults {
            #expect(fault.description.hasPrefix("case-files"))
            #expect(fault.description(in: bromley).hasPrefix("bromley.case-files"))
        }
        #expect(RecordFault.notALog(partition: 2).description(in: bromley).hasSuffix(" --namespace bromley"))
        #expect(
            RecordFault.gap(partition: 2, first: 5, last: 9).description(in: bromley).hasSuffix(
                "annual-review quarantine case-files/2/5-9 --why TEXT --namespace bromley"))
        // The advice to alter other topics to the wrong number is never given.
        #expect(RecordFault.partitionsChanged(began: 4, found: 6).description.contains("alter no other topic"))
    }

    // MARK: Settings and gaps, which can be mended

    @Test func `wrong settings silence it until they are right, and then it says what is missing`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        one.loop.stopSpeaking(.settings("retention.ms is 1"))
        log.feed(&one)
        #expect(one.loop.silence?.kind == .settings && isSilent(log, &one))
        #expect(one.loop.file(of: id)?.plan != nil)
        one.loop.settingsAreMended()
        log.settle(&one)
        #expect(log.entries(of: id).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-25"))
    }

    @Test func `a single gap, as a transaction leaves it, is counted and silences nobody, also at the end`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        read(.init(key: Array(id.text.utf8), value: json(views(9))), at: 4, &one)
        #expect(one.loop.silence == nil && one.loop.counts.singleGaps == 1)
        one.loop.reachedEnd(0, end: 6)
        #expect(one.loop.silence == nil && one.loop.counts.singleGaps == 2)
        #expect(one.loop.partitions[0].isAtEnd && one.loop.partitions[0].position == 6)
        log.turn(&one)
        #expect(one.loop.counts.said == 1)
    }

    @Test func `marks in a row that come one by one at the end are the same gap as for whoever reads them at once`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        var one = instance(log)
        log.feed(&one)
        one.loop.reachedEnd(0, end: 3)
        #expect(one.loop.silence == nil && one.loop.counts.singleGaps == 1)
        one.loop.reachedEnd(0, end: 4)
        #expect(one.loop.silence == .gap(partition: 0, first: 2, last: 3) && one.loop.counts.singleGaps == 0)
        one.loop.reachedEnd(0, end: 5)
        read(.init(key: Array(id.text.utf8), value: json(plan())), at: 6, &one)
        #expect(one.loop.silence == .gap(partition: 0, first: 2, last: 5))
        var two = instance(log)
        log.feed(&two)
        read(.init(key: Array(id.text.utf8), value: json(plan())), at: 6, &two)
        #expect(two.loop.silence == one.loop.silence && two.loop.counts.singleGaps == one.loop.counts.singleGaps)
    }

    @Test func `a longer gap silences it until an operator has looked and said so, and it reads on meanwhile`() throws {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        read(.init(key: Array(id.text.utf8), value: json(views(9))), at: 5, &one)
        one.loop.reachedEnd(0, end: 6)
        #expect(one.loop.silence == .gap(partition: 0, first: 3, last: 4))
        #expect(one.loop.silence?.kind == .hole && isSilent(log, &one))
        #expect(one.loop.file(of: id)?.submissions.count == 2)
        // Nobody else's word is enough.
        try quarantine(3...4, by: coordinator, &one)
        #expect(isSilent(log, &one) && one.loop.counts.strangeMarkers == 1)
        try quarantine(3...4, at: 1, &one)
        #expect(one.loop.silence == nil)
        log.turn(&one)
        #expect(one.loop.counts.said == 1)
    }

    @Test func `a gap that was looked at before the start silences nobody`() throws {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        try quarantine(3...9, &one)
        log.feed(&one)
        read(.init(key: Array(id.text.utf8), value: json(views(9))), at: 10, &one)
        #expect(one.loop.silence == nil && one.loop.counts.singleGaps == 0)
    }

    @Test func `a position in quarantine is passed over; a partition's first record never is`() throws {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(.init(key: Array("B-1".utf8), value: [1]), to: 0)
        log.append(plan(), of: id)
        var one = instance(log)
        try quarantine(2...2, &one)
        try quarantine(0...0, at: 1, &one)
        log.settle(&one)
        #expect(log.writes.map(\.key) == ["quarantine/0/1"])
        #expect(one.loop.counts.unreadable == 0 && one.loop.counts.quarantined == 1)
        #expect(one.loop.silence == nil && one.loop.file(of: id)?.plan != nil)
    }

    // MARK: One record

    @Test func `an entry that names a position beyond its own as read counts, and proves nothing of the log`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        var entry = plan()
        entry.seen = 1_000_000_000
        log.append(entry, of: id)
        var day = VirtualLog.dayBegan(monday + 1)
        day.seen = .max
        log.append(day, to: 0)
        var one = instance(log)
        log.settle(&one)
        #expect(one.loop.silence == nil && one.loop.counts.impossibleSeen == 2)
        #expect(one.loop.file(of: id)?.plan != nil && one.loop.partitions[0].today == monday + 1)
        #expect(log.entries(of: id).count == 2)
    }

    @Test func `a marker of another log behind a topic's first record is counted, and believed by nobody`() throws {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        var one = instance(log)
        log.feed(&one)
        for (offset, name) in [VirtualLog.name, LogName(high: 9, low: 9), VirtualLog.name].enumerated() {
            let began = LogBegan(calendar: .real, partitions: 1, council: "x", log: name)
            let value = try LogMarker.record(of: began, on: monday).json()
            Array(LogMarker.key.utf8).withUnsafeBytes { key in
                value.withUnsafeBytes {
                    one.loop.read(.people, partition: 0, offset: Int64(offset), key: key, value: $0)
                }
            }
        }
        #expect(one.loop.silence == nil && one.loop.counts.strangeMarkers == 1)
    }

    /// Whatever stands in one record, every other case goes on: the plan that is recorded behind it has its alarm.
    @Test(arguments: HostileRecord.all)
    func `one record stops nobody, whatever it says`(record: HostileRecord) {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(.init(key: record.key, value: record.value), to: 0)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        log.begin(monday + 1)
        log.settle(&one)
        #expect(one.loop.silence == nil)
        #expect(one.loop.partitions[0].today == monday + 1)
        #expect(log.entries(of: id).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-26"))
        #expect(log.partitions[0].count < 100)
    }

    @Test func `most of those records are schema-valid: they are read`() {
        let read = HostileRecord.all.filter { record in
            guard let value = record.value else { return false }
            do throws(EntryError) {
                return try !Entry.read(value).events.isEmpty
            } catch {
                return false
            }
        }
        #expect(read.count >= 20, "\(read.map(\.name))")
    }

    // MARK: Proofs

    @Test func `a proof is said once for a day that has begun, by the scheduler alone, the same whoever reckons it`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        var proof = RecordHead()
        for record in log.partitions[0] {
            record.key.withBytes { key in record.value.withBytes { proof.add(key: key, value: $0) } }
        }
        let head = LogBook.Head(day: monday, through: 1, proof: proof)
        var one = instance(log)
        var two = instance(log)
        var notifier = instance(log, Teller())
        log.feed(&one)
        log.feed(&two)
        log.feed(&notifier)
        for _ in 0..<2 {
            one.loop.reckoned(head, of: 0)
            two.loop.reckoned(head, of: 0)
            notifier.loop.reckoned(head, of: 0)
            log.settle(&one)
            log.settle(&two)
            log.settle(&notifier)
        }
        let heads = log.partitions[0].compactMap { $0.value.flatMap { try? Entry.read($0) } }.filter {
            $0.ids == ["head/2024-11-25"]
        }
        #expect((1...2).contains(heads.count) && heads.allSatisfy { $0.by == .service(.scheduler) })
        #expect(one.loop.log(of: 0).head == head && notifier.loop.log(of: 0).head == head)
        // Of a day that has not begun, or at a place beyond its own, nobody can prove anything.
        one.loop.reckoned(LogBook.Head(day: monday + 1, through: 1, proof: proof), of: 0)
        let before = log.partitions[0].count
        log.settle(&one)
        #expect(log.partitions[0].count == before)
    }
}
