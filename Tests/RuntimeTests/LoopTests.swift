import CaseFile
import Contracts
import Runtime
import Statute
import Testing

@Suite struct `The loop` {
    let id = caseID("B-10432")

    private func instance(
        _ log: VirtualLog, _ service: any Service = Daily(), sideEffects: (any SideEffects)? = nil,
        reads: [Topic: Int32] = [:], bounds: LoopBounds = LoopBounds(), speaks: Bool = true,
        dayKeeper: DayKeeper? = nil
    ) -> VirtualLog.Instance {
        var loop = Loop(
            service: service, sideEffects: sideEffects, partitions: Int32(log.partitions.count), reads: reads,
            instance: "test-1", bounds: bounds, dayKeeper: dayKeeper)
        if speaks { loop.own(log.allPartitions) }
        return VirtualLog.Instance(loop: loop)
    }

    private func appends(_ instance: VirtualLog.Instance) -> Int {
        instance.pending.count { if case .append = $0 { true } else { false } }
    }

    // MARK: Asking

    @Test func `folds the log to its end, asks about every case and appends what is missing`() {
        var log = VirtualLog.begun(on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        #expect(log.entries(of: id).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-25"))
        #expect(one.loop.inFlight == 0)
    }

    @Test func `asks nothing before the partition's end`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        log.append(views(7), of: id)
        var one = instance(log)
        log.feed(&one, limit: 3)
        log.turn(&one)
        #expect(one.loop.counts.asked == 0)
        log.feed(&one)
        log.turn(&one)
        #expect(one.loop.counts.asked == 1)
    }

    @Test func `asks nothing before a day has begun`() {
        var log = VirtualLog(partitions: 1)
        log.append(VirtualLog.began(partitions: 1, on: monday), to: 0)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        #expect(one.loop.counts.asked == 0)
        log.begin(monday)
        log.settle(&one)
        #expect(log.entries(of: id).count == 2)
    }

    @Test func `says with each entry how far it had read`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        #expect(log.entries(of: id).last?.seen == 3)
    }

    @Test func `asks about a case again on the day that it named, and not before`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        let service = Daily(every: 3)
        var one = instance(log, service)
        log.settle(&one)
        let next = service.nextLook(at: CaseFile(), of: id, after: monday, in: LogBook())
        #expect(next == nil)
        let due = monday + (3 - Int(monday.number) % 3)
        var asked: [Day: Int] = [:]
        for day in [monday + 1, monday + 2, monday + 3] {
            let before = one.loop.counts.asked
            log.begin(day)
            log.settle(&one)
            asked[day] = one.loop.counts.asked - before
        }
        for (day, count) in asked { #expect((count > 0) == (day == due)) }
        #expect(log.entries(of: id).flatMap(\.ids).contains("no-transfer-plan-by/\(due)"))
    }

    @Test func `asks about a case whose day passed while days were missed`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        for number in 1...30 { log.begin(monday + number) }
        log.settle(&one)
        #expect(log.entries(of: id).last?.ids == ["no-transfer-plan-by/2024-12-25"])
    }

    @Test func `asks in turns, so that many cases keep nothing waiting`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        for number in 1...10 { log.append(plan(UInt64(number)), of: caseID("B-\(number)")) }
        var bounds = LoopBounds()
        bounds.casesPerTurn = 4
        var one = instance(log, bounds: bounds)
        log.feed(&one)
        let first = one.loop.turn(seconds: 0)
        #expect(first && one.loop.counts.asked == 4)
        let second = one.loop.turn(seconds: 0)
        let third = one.loop.turn(seconds: 0)
        #expect(second && !third)
        #expect(one.loop.counts.asked == 10)
    }

    @Test func `asks no more while too many entries are in flight, and goes on when they are read back`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        for number in 1...10 { log.append(plan(UInt64(number)), of: caseID("B-\(number)")) }
        var bounds = LoopBounds()
        bounds.entriesInFlight = 3
        var one = instance(log, bounds: bounds)
        log.feed(&one)
        log.turn(&one)
        #expect(one.loop.inFlight == 3)
        log.settle(&one)
        for number in 1...10 { #expect(log.entries(of: caseID("B-\(number)")).count == 2) }
    }

    // MARK: In flight

    @Test func `does not say again what is in flight`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        #expect(appends(one) == 1)
        log.append(views(7), of: id)
        log.feed(&one)
        log.turn(&one)
        #expect(appends(one) == 1)
        #expect(one.loop.counts.asked == 2)
    }

    @Test func `keeps it in flight when it is acknowledged, until it is read back`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one)
        #expect(one.loop.inFlight == 1)
        log.feed(&one)
        #expect(one.loop.inFlight == 0)
    }

    @Test func `also when it is read back before it is acknowledged`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one, acknowledges: false)
        log.feed(&one)
        log.turn(&one)
        #expect(one.loop.inFlight == 1)
        #expect(one.committed.isEmpty)
        log.acknowledge(&one)
        #expect(one.loop.inFlight == 0)
        log.settle(&one)
        #expect(log.entries(of: id).count == 2)
        #expect(one.committed == [0: 4])
    }

    @Test func `says again what was not delivered`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        guard case .append(_, _, let first, let token) = one.pending.first else {
            Issue.record("nothing was said")
            return
        }
        one.pending = []
        one.loop.failed(token, .again("timed out"))
        log.turn(&one)
        guard case .append(_, _, let second, let other) = one.pending.first else {
            Issue.record("it was not said again")
            return
        }
        #expect(first == second)
        #expect(token != other)
        log.settle(&one)
        #expect(log.entries(of: id).count == 2)
    }

    @Test func `a lost acknowledgement leaves one entry that counts and one that is ignored`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one, acknowledges: false)
        for (token, _) in one.acknowledged { one.loop.failed(token, .again("timed out")) }
        one.acknowledged = []
        // It is asked about again before the entry that did arrive was read.
        one.loop.reachedEnd(0, end: one.loop.partitions[0].position)
        log.turn(&one)
        log.settle(&one)
        #expect(log.entries(of: id).count == 3)
        #expect(one.loop.file(of: id)?.said.count == 1)
        #expect(one.loop.counts.repeated == 1)
        #expect(one.committed == [0: 5])
    }

    @Test func `asks again about a case whose entry was read back ignored`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        // Another instance was first.
        log.append(Daily().missing(from: planned(), of: id, on: monday, in: LogBook())[0], of: id)
        log.carryOut(&one)
        let before = one.loop.counts.asked
        log.feed(&one)
        log.turn(&one)
        #expect(one.loop.counts.repeated == 1)
        #expect(one.loop.counts.asked == before + 1)
        #expect(one.loop.inFlight == 0)
    }

    private func planned() -> CaseFile {
        var file = CaseFile()
        file.append(plan(), at: 0)
        return file
    }

    @Test func `a case is set aside when what is said of it never counts, and is asked about again with the next day`()
    {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        let other = caseID("B-2")
        log.append(plan(), of: id)
        log.append(plan(2), of: other)
        var one = instance(log, Wrong(about: id))
        log.settle(&one)
        #expect(one.loop.silence == nil)
        #expect(one.loop.counts.setAside == 1)
        #expect(log.entries(of: id).count <= 2 + Int(LoopBounds().ignoredInARow))
        #expect(one.loop.takeTrouble()?.why.contains("review-9/no-decision-by/2024-11-25 was said 20 times") == true)
        // Every other case goes on, and it does too when a day begins.
        #expect(log.entries(of: other).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-25"))
        let before = log.entries(of: id).count
        log.begin(monday + 1)
        log.settle(&one)
        #expect(log.entries(of: id).count > before && one.loop.counts.setAside == 2)
        #expect(log.entries(of: other).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-26"))
    }

    @Test func `a case is set aside when what is said of it can never be written, until its file changes`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        func refuse() {
            guard case .append(_, _, _, let token)? = one.pending.first else { return }
            one.pending = []
            one.loop.failed(token, .never("record too large"))
        }
        refuse()
        log.turn(&one)
        #expect(appends(one) == 0 && one.loop.inFlight == 0)
        #expect(one.loop.counts.unwritable == 1 && one.loop.counts.setAside == 1)
        log.append(views(7), of: id)
        log.feed(&one)
        log.turn(&one)
        #expect(appends(one) == 1)
    }

    @Test func `more than an entry may hold is never written, and never asked for at once again`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log, Verbose(count: Entry.mostEvents + 1))
        log.settle(&one)
        #expect(log.entries(of: id).count == 1 && one.loop.counts.unwritable == 1 && one.loop.counts.setAside == 1)
        #expect(one.loop.silence == nil)
    }

    // MARK: Who speaks

    @Test func `folds what it does not speak for, and says nothing of it`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log, speaks: false)
        log.settle(&one)
        #expect(one.loop.counts.asked == 0)
        #expect(one.loop.file(of: id)?.plan != nil)
        #expect(one.committed.isEmpty)
    }

    @Test func `a hand-over moves no state: who gains a partition asks about all its cases at once`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        for number in 1...5 { log.append(plan(UInt64(number)), of: caseID("B-\(number)")) }
        var one = instance(log)
        var two = instance(log, speaks: false)
        log.settle(&one)
        log.settle(&two)
        let read = two.loop.counts.accepted
        one.loop.own([])
        two.loop.own([0])
        log.turn(&two)
        #expect(two.loop.counts.asked == 5)
        #expect(two.loop.counts.accepted == read)
        log.begin(monday + 1)
        log.settle(&one)
        log.settle(&two)
        for number in 1...5 {
            #expect(
                log.entries(of: caseID("B-\(number)")).flatMap(\.ids).dropFirst() == [
                    "no-transfer-plan-by/2024-11-25", "no-transfer-plan-by/2024-11-26",
                ])
        }
    }

    @Test func `two instances that both speak for a case write the same ids, and the file holds each once`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        var two = instance(log)
        for day in 1...5 {
            log.feed(&one)
            log.feed(&two)
            log.turn(&one)
            log.turn(&two)
            log.carryOut(&one)
            log.carryOut(&two)
            log.settle(&one)
            log.settle(&two)
            #expect(one.loop.file(of: id)?.said.count == day)
            #expect(two.loop.file(of: id)?.said.count == day)
            log.begin(monday + day)
        }
        #expect(one.loop.counts.repeated == 5)
    }

    @Test func `services of a chain come to rest, each with the end committed`() {
        var log = VirtualLog.begun(on: monday)
        for number in 1...20 { log.append(plan(UInt64(number)), of: caseID("B-\(number)")) }
        var daily = instance(log)
        var teller = instance(log, Teller())
        for day in 1...10 {
            for _ in 0..<3 {
                log.settle(&daily)
                log.settle(&teller)
            }
            #expect(teller.loop.file(of: caseID("B-7"))?.messages.count == day)
            for (partition, records) in log.partitions.enumerated() {
                #expect(daily.committed[Int32(partition)] == Int64(records.count))
                #expect(teller.committed[Int32(partition)] == Int64(records.count))
            }
            log.begin(monday + day)
        }
        #expect(daily.loop.counts.repeated + daily.loop.counts.notFitting == 0)
    }

    // MARK: At rest

    @Test func `commits only when nothing is in flight, and the end`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log)
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one)
        #expect(one.committed.isEmpty)
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one)
        #expect(one.committed == [0: 4])
    }

    @Test func `commits again what could not be committed, and each position once otherwise`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        var one = instance(log, Silent())
        log.feed(&one)
        log.turn(&one)
        log.turn(&one)
        #expect(one.pending.count == 1)
        one.loop.commitFailed([0])
        log.turn(&one)
        #expect(one.pending.count == 2)
    }

    // MARK: What cannot be read

    @Test func `what cannot be read goes to dead-letters by its place and hash, once, and the loop goes on`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(VirtualLog.Record(key: Array("B-1".utf8), value: Array("{\"by\":1}".utf8)), to: 0)
        log.append(VirtualLog.Record(key: Array("B-2".utf8), value: nil), to: 0)
        log.append(VirtualLog.Record(key: Array("no case id at all".utf8), value: json(plan())), to: 0)
        log.append(plan(), of: id)
        var one = instance(log)
        log.settle(&one)
        #expect(log.writes.map(\.key) == ["case-files/0/2", "case-files/0/3", "case-files/0/4"])
        #expect(log.writes.allSatisfy { $0.topic == .deadLetters })
        let first = String(decoding: log.writes[0].value ?? [], as: UTF8.self)
        #expect(first.contains("\"hash\":"))
        #expect(!first.contains("\"value\"") && !first.contains("B-1"))
        #expect(log.entries(of: id).count == 2)
        #expect(one.loop.counts.unreadable == 3)
        #expect(one.committed == [0: 7])
    }

    @Test func `dead letters are written by the instance that speaks, and by the next one when it takes over`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(VirtualLog.Record(key: nil, value: [0xFF]), to: 0)
        var one = instance(log, speaks: false)
        log.settle(&one)
        #expect(log.writes.isEmpty)
        one.loop.own([0])
        log.settle(&one)
        #expect(log.writes.map(\.key) == ["case-files/0/2"])
    }

    @Test func `a case in a partition that is not its own goes to dead-letters`() {
        var log = VirtualLog.begun(on: monday)
        let other = 1 - log.partition(of: id)
        log.append(plan(), to: other, key: id.text)
        var one = instance(log)
        log.settle(&one)
        #expect(log.writes.count == 1)
        #expect(one.loop.file(of: id) == nil)
    }

    @Test func `an event of an unknown kind is skipped and counted`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        let text = #"{"by":"x","on":"2024-11-25","events":[{"type":"of-the-future","id":"a/b/c","data":{}}]}"#
        log.append(VirtualLog.Record(key: Array(id.text.utf8), value: Array(text.utf8)), to: 0)
        var one = instance(log)
        log.settle(&one)
        #expect(one.loop.counts.unknownKinds == 1)
        #expect(one.loop.counts.unreadable == 0)
        #expect(one.loop.file(of: id) == nil)
        #expect(one.committed == [0: 3])
    }

    @Test func `counts what its speaker may not say, and goes on`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        var forged = plan()
        forged.by = .person(.family, ActorID(contact: 1), by: .portal)
        log.append(forged, of: id)
        // Of the log too: a day that nobody may begin, and one from somebody who may not.
        var day = VirtualLog.dayBegan(monday + 1)
        day.by = .service(.notifier)
        log.append(day, to: 0)
        log.append(VirtualLog.dayBegan(monday + 2), to: 0)
        var one = instance(log)
        log.settle(&one)
        #expect(one.loop.counts.notEntitled == 2 && one.loop.counts.notFitting == 1)
        #expect(one.loop.file(of: id)?.submissions.isEmpty == true)
        #expect(one.loop.partitions[0].today == monday)
        #expect(one.loop.counts.unreadable == 0)
    }

    @Test func `an empty log is waited for`() {
        var log = VirtualLog(partitions: 1)
        var one = instance(log)
        log.settle(&one)
        #expect(!one.loop.partitions[0].hasBegun)
        #expect(one.committed.isEmpty)
    }

    // MARK: Real days

    @Test func `real days begin on a real log, one at a time and in order`() {
        var log = VirtualLog.begun(partitions: 1, on: monday, calendar: .real)
        log.append(plan(), of: id)
        var one = instance(log, dayKeeper: DayKeeper())
        log.settle(&one, civil: monday + 3)
        #expect(
            log.entries(of: id).flatMap(\.ids).dropFirst() == [
                "no-transfer-plan-by/2024-11-25", "no-transfer-plan-by/2024-11-26", "no-transfer-plan-by/2024-11-27",
                "no-transfer-plan-by/2024-11-28",
            ])
        let read = log.partitions[0].count
        log.settle(&one, civil: monday + 3)
        #expect(log.partitions[0].count == read)
    }

    @Test func `no day begins that is still to come by a broker's clock, however the operator catches up`() {
        for keeper in [DayKeeper(), DayKeeper(catchesUp: true)] {
            var log = VirtualLog.begun(partitions: 2, on: monday, calendar: .real)
            var one = instance(log, dayKeeper: keeper)
            // This host is two days ahead.
            log.settle(&one, civil: monday + 2, evidence: TimeEvidence(broker: .latest(monday)))
            #expect(one.loop.partitions.allSatisfy { $0.today == monday })
            #expect(one.loop.dayConcern == .hostAhead(host: monday + 2, broker: monday))
            // The clock is set right, and a day later its day begins.
            log.settle(&one, civil: monday, evidence: TimeEvidence(broker: .latest(monday)))
            #expect(one.loop.dayConcern == nil)
            log.settle(&one, civil: monday + 1, evidence: TimeEvidence(broker: .latest(monday + 1)))
            #expect(one.loop.partitions.allSatisfy { $0.today == monday + 1 })
        }
    }

    @Test func `a day waits until a broker has said its time, and nothing is asked while no day is to begin`() {
        var log = VirtualLog.begun(partitions: 1, on: monday, calendar: .real)
        var one = instance(log, dayKeeper: DayKeeper())
        log.settle(&one, civil: monday, evidence: TimeEvidence(broker: .notAsked))
        #expect(!one.loop.asksForTime)
        log.settle(&one, civil: monday + 1, evidence: TimeEvidence(broker: .notAsked))
        #expect(one.loop.asksForTime)
        #expect(one.loop.partitions[0].today == monday)
        #expect(one.loop.dayConcern == nil)
        log.settle(&one, civil: monday + 1, evidence: TimeEvidence(broker: .latest(monday + 1)))
        #expect(!one.loop.asksForTime)
        #expect(one.loop.partitions[0].today == monday + 1)
    }

    @Test func `a log whose day is ahead of the host, and a host behind the stamps of records, are told`() {
        var log = VirtualLog.begun(partitions: 1, on: monday + 40, calendar: .real)
        var one = instance(log, dayKeeper: DayKeeper())
        log.settle(&one, civil: monday)
        #expect(one.loop.dayConcern == .logAhead(log: monday + 40, host: monday))
        #expect(one.loop.dayConcern?.description.contains("no day begins before 2025-01-05") == true)
        // Around midnight a little is a whole day, and no concern.
        log.settle(&one, civil: monday + 39, evidence: TimeEvidence(soon: monday + 40))
        #expect(one.loop.dayConcern == nil)
        log.settle(&one, civil: monday + 40, evidence: TimeEvidence(earliest: monday + 42))
        #expect(one.loop.dayConcern == .hostBehind(host: monday + 40, stamped: monday + 42))
        // A rehearsal's days are its own.
        var rehearsal = VirtualLog.begun(partitions: 1, on: monday + 40)
        var two = instance(rehearsal, dayKeeper: DayKeeper())
        rehearsal.settle(&two, civil: monday, evidence: TimeEvidence(broker: .latest(monday - 9)))
        #expect(two.loop.dayConcern == nil)
    }

    @Test func `more than three missed days begin only when the operator says so, and the service goes on meanwhile`() {
        var log = VirtualLog.begun(partitions: 1, on: monday, calendar: .real)
        var one = instance(log, dayKeeper: DayKeeper())
        log.settle(&one, civil: monday + 4)
        #expect(one.loop.partitions[0].today == monday)
        #expect(one.loop.dayConcern == .daysMissed(last: monday, host: monday + 4))
        #expect(one.loop.dayConcern?.description.contains("4 days were missed") == true)
        #expect(one.loop.dayConcern?.description.contains("start the scheduler once with --catch-up") == true)
        // On the day that the log has, everything is said.
        log.append(plan(), of: id)
        log.settle(&one, civil: monday + 4)
        #expect(log.entries(of: id).flatMap(\.ids).contains("no-transfer-plan-by/2024-11-25"))
        // A clock that was wrong is set right, and its days begin again by themselves.
        log.settle(&one, civil: monday + 1)
        #expect(one.loop.partitions[0].today == monday + 1 && one.loop.dayConcern == nil)
        // The operator's word.
        var two = instance(log, dayKeeper: DayKeeper(catchesUp: true))
        log.settle(&two, civil: monday + 4)
        #expect(two.loop.partitions[0].today == monday + 4)
    }

    @Test
    func `the operator's word to catch up holds until the missed days have begun, not for a clock that jumps later`() {
        var log = VirtualLog.begun(partitions: 2, on: monday, calendar: .real)
        var one = instance(log, dayKeeper: DayKeeper(catchesUp: true))
        log.settle(&one, civil: monday + 9)
        #expect(one.loop.partitions.allSatisfy { $0.today == monday + 9 })
        log.settle(&one, civil: monday + 400)
        #expect(one.loop.partitions.allSatisfy { $0.today == monday + 9 })
        #expect(one.loop.dayConcern == .daysMissed(last: monday + 9, host: monday + 400))
    }

    @Test func `no real day begins on the log of a rehearsal, and none begins twice or goes back`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        var one = instance(log, dayKeeper: DayKeeper(catchesUp: true))
        log.settle(&one, civil: monday + 4)
        #expect(one.loop.partitions[0].today == monday)
        var real = VirtualLog.begun(partitions: 1, on: monday, calendar: .real)
        var two = instance(real, dayKeeper: DayKeeper())
        real.settle(&two, civil: monday - 1)
        #expect(real.partitions[0].count == 2)
    }
}
