import CaseFile
import Contracts
import JSON
import Runtime
import Statute
import Testing

/// Writes a document for each alarm that it has read back, then says that someone ought to be told.
private struct Letters: SideEffects {
    var reads: [Topic] = []
    var writes: [Topic] { [.documents] }
    /// What is to be told; kept until the file holds it.
    var pending: [CaseID: [ConclusionID]] = [:]
    var seen: [String] = []
    var known: [String] = []
    var headers: [RecordHeader] = []
    let journal: Journal
    var marksRecords = false

    mutating func passed(_ position: Position, mark: RecordMark) { journal.marks.append(mark) }

    /// What happened, outside the value that the loop owns.
    final class Journal {
        var folded: [String] = []
        var read: [String] = []
        var marks: [RecordMark] = []
        var headers: [[RecordHeader]] = []
        var acts = 0
        var stopped = 0
    }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        journal.folded.append("\(id) \(position.offset) \(reception)")
        guard reception == .accepted else { return }
        for event in entry.events {
            guard case .conclusion(let conclusion) = event.id else { continue }
            if conclusion.subject == .noTransferPlanBy { pending[id, default: []].append(conclusion) }
            if conclusion.subject == .tellNotRecorded { pending[id]?.removeAll { $0.day == conclusion.day } }
        }
    }

    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        journal.folded.append("log \(position.offset)")
    }

    struct Unreadable: Error {}

    mutating func read(_ record: TopicRecord) throws {
        if record.value == [0] { throw Unreadable() }
        journal.read.append("\(record.key)=\(record.value?.count ?? -1)")
        journal.headers.append(record.headers)
    }

    mutating func act(_ state: any State) throws -> [Act] {
        journal.acts += 1
        var acts: [Act] = []
        for (id, alarms) in pending where state.owns(id) && !state.isInFlight(id) {
            for alarm in alarms {
                let request = NotificationRequested(until: monday + 30)
                let told = ConclusionID(.tellNotRecorded, day: alarm.day, party: .manager, about: .noTransferPlanBy)
                acts.append(.record(.documents, partition: nil, key: "\(told)", value: [1, 2, 3], headers: headers))
                acts.append(
                    .entry(
                        id,
                        Entry(
                            by: .service(.notifier), recorded: monday,
                            events: [Event(told, .notificationRequested(request))])
                    ))
            }
        }
        return acts
    }

    func isAtRest(_ partition: Int32) -> Bool { pending.values.allSatisfy { $0.isEmpty } }
    mutating func stop() { journal.stopped += 1 }
}

@Suite struct `What a service does outside` {
    let id = caseID("B-10432")

    private func instance(_ log: VirtualLog, _ sideEffects: Letters, reads: [Topic: Int32] = [:]) -> VirtualLog.Instance
    {
        var loop = Loop(
            service: Daily(), sideEffects: sideEffects, partitions: Int32(log.partitions.count), reads: reads,
            instance: "test-1")
        loop.own(log.allPartitions)
        return VirtualLog.Instance(loop: loop)
    }

    private func appended(_ instance: VirtualLog.Instance) -> Int {
        instance.pending.count { if case .append = $0 { true } else { false } }
    }

    @Test func `it is told every entry in the order of the log, ignored ones too`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        log.append(plan(), of: id)
        let journal = Letters.Journal()
        var one = instance(log, Letters(journal: journal))
        log.feed(&one)
        #expect(journal.folded == ["log 0", "log 1", "B-10432 2 accepted", "B-10432 3 repeated"])
    }

    @Test func `each record passes with a mark of all bytes so far, also what this version cannot read`() {
        func marks(_ values: [String?], asked: Bool = true) -> [RecordMark] {
            var log = VirtualLog.begun(partitions: 1, on: monday)
            for value in values {
                log.append(.init(key: Array(id.text.utf8), value: value.map { Array($0.utf8) }), to: 0)
            }
            let journal = Letters.Journal()
            var one = instance(log, Letters(journal: journal, marksRecords: asked))
            log.feed(&one)
            return journal.marks
        }
        let unknown = #"{"by":"scheduler","on":"2024-09-02","events":[{"type":"moon","id":"moon/1","data":{}}]}"#
        let marked = marks([unknown, "no entry at all", nil])
        #expect(marked.count == 5 && Set(marked.map(\.value)).count == 5)
        #expect(marks([unknown, "no entry at all", nil]) == marked)
        // Whatever differs, the mark differs from there on.
        for others in [[unknown, "no entry at alm", nil], [unknown, "no entry at all", ""]] {
            let other = marks(others)
            let first = others[1] == "no entry at all" ? 4 : 3
            #expect(other.prefix(first) == marked.prefix(first))
            #expect(other.last != marked.last)
        }
        #expect(marks([unknown], asked: false).isEmpty)
    }

    @Test func `acts only on what it has read back, and writes records before the entries that name them`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        let journal = Letters.Journal()
        var one = instance(log, Letters(journal: journal))
        log.feed(&one)
        log.turn(&one)
        // The alarm is said, and nothing is done about it yet.
        #expect(appended(one) == 1 && one.pending.count == 1)
        log.carryOut(&one)
        log.feed(&one)
        log.turn(&one)
        #expect(appended(one) == 0)
        guard case .write(let write, let token)? = one.pending.first else {
            Issue.record("no document is written")
            return
        }
        #expect(write.topic == .documents)
        #expect(one.loop.awaitsRecords)
        // A document that was not acknowledged is written again, and the entry still waits.
        one.pending = []
        one.loop.failed(token, .again("timed out"))
        one.seconds += 10
        log.turn(&one)
        guard case .write(let again, let second)? = one.pending.first else {
            Issue.record("it is not written again")
            return
        }
        #expect(again == write && second == token && one.pending.count == 1)
        let acts = journal.acts
        log.carryOut(&one)
        log.turn(&one)
        #expect(appended(one) == 1)
        #expect(journal.acts == acts + 1)
    }

    @Test func `the position is committed only when nothing is left to do, and then to the end`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log, Letters(journal: .init()))
        log.feed(&one)
        log.turn(&one)
        log.carryOut(&one)
        log.feed(&one)
        log.turn(&one)
        #expect(one.committed.isEmpty)
        log.settle(&one)
        #expect(log.entries(of: id).count == 3)
        #expect(log.writes.count == 1)
        #expect(one.committed == [0: 5])
    }

    @Test func `an entry that was not delivered is for the next call to say again`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        var one = instance(log, Letters(journal: .init()))
        var failures = 0
        for _ in 0..<20 {
            log.feed(&one)
            log.turn(&one)
            if log.writes.count == 1, failures == 0, case .append(_, _, _, let token)? = one.pending.first {
                one.pending = []
                one.loop.failed(token, .again("timed out"))
                failures += 1
            }
            log.carryOut(&one)
            one.seconds += 1
        }
        #expect(failures == 1)
        #expect(log.entries(of: id).count == 3)
        #expect(one.committed == [0: 5])
    }

    @Test func `acts only when its topics were read to their end once`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var one = instance(log, Letters(reads: [.people], journal: journal), reads: [.people: 2])
        log.feed(&one)
        log.turn(&one)
        #expect(journal.acts == 0)
        one.loop.reachedEnd(of: .people, partition: 0)
        log.turn(&one)
        #expect(journal.acts == 0 && one.committed.isEmpty)
        one.loop.reachedEnd(of: .people, partition: 1)
        log.turn(&one)
        #expect(journal.acts == 1)
    }

    @Test func `is handed the headers of a record, and a tombstone`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var one = instance(log, Letters(reads: [.documents], journal: journal), reads: [.documents: 1])
        let headers = [RecordHeader("salt", [1, 2]), RecordHeader("title", [])]
        Array("B-1/letter/x".utf8).withUnsafeBytes { key in
            [UInt8]([7]).withUnsafeBytes {
                one.loop.read(.documents, partition: 0, offset: 0, key: key, value: $0, headers: headers)
            }
            one.loop.read(.documents, partition: 0, offset: 1, key: key, value: nil)
        }
        #expect(journal.read == ["B-1/letter/x=1", "B-1/letter/x=-1"])
        #expect(journal.headers == [headers, []])
    }

    @Test func `writes records with their headers`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        let headers = [RecordHeader("salt", [1, 2]), RecordHeader("title", [])]
        var one = instance(log, Letters(headers: headers, journal: Letters.Journal()))
        log.settle(&one)
        #expect(!log.writes.isEmpty && log.writes.allSatisfy { $0.headers == headers })
    }

    private func mark(_ instance: inout VirtualLog.Instance, _ log: LogName, _ topic: Topic = .people) throws {
        let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: log)
        let value = try LogMarker.record(of: began, on: monday).json()
        Array(LogMarker.key.utf8).withUnsafeBytes { key in
            value.withUnsafeBytes { instance.loop.read(topic, partition: 1, offset: 0, key: key, value: $0) }
        }
    }

    @Test func `stops speaking beside a topic of another log, and says which, whichever is read first`() throws {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        for isLogFirst in [true, false] {
            for other in [VirtualLog.name, LogName(high: 9, low: 9)] {
                let journal = Letters.Journal()
                var one = instance(log, Letters(reads: [.people], journal: journal), reads: [.people: 2])
                if isLogFirst { log.feed(&one) }
                try mark(&one, other)
                if !isLogFirst { log.feed(&one) }
                let isOther = other != VirtualLog.name
                #expect(one.loop.fault == (isOther ? .topicOfAnotherLog(.people, partition: 1, name: other) : nil))
                #expect(one.loop.fault?.description.hasPrefix("people/1 belongs to the log \(other)") ?? !isOther)
                // The marker is nobody's name or document.
                #expect(journal.read.isEmpty && one.loop.counts.otherUnreadable == 0)
            }
        }
    }

    @Test func `sets a marker aside that is none, or was erased`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var one = instance(log, Letters(reads: [.people], journal: journal), reads: [.people: 1])
        Array(LogMarker.key.utf8).withUnsafeBytes { key in
            [UInt8]([1]).withUnsafeBytes { one.loop.read(.people, partition: 0, offset: 0, key: key, value: $0) }
            one.loop.read(.people, partition: 0, offset: 1, key: key, value: nil)
        }
        one.loop.reachedEnd(of: .people, partition: 0)
        log.settle(&one)
        #expect(journal.read.isEmpty && one.loop.counts.otherUnreadable == 2)
        #expect(log.writes.map(\.key) == ["people/0/0", "people/0/1"])
    }

    @Test func `acts for nobody for whom it does not speak`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        let journal = Letters.Journal()
        var one = instance(log, Letters(journal: journal))
        one.loop.own([])
        log.settle(&one)
        #expect(journal.acts == 0 && !journal.folded.isEmpty)
    }

    @Test func `is asked again every tenth of a second while it is not at rest, and then no more`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var letters = Letters(journal: journal)
        letters.pending[caseID("B-1")] = []
        var one = instance(log, letters)
        log.feed(&one)
        log.turn(&one)
        one.seconds += 1
        log.turn(&one)
        #expect(journal.acts == 1)
        letters.pending[caseID("B-1")] = [ConclusionID(.noTransferPlanBy, day: monday)]
        var two = instance(log, letters)
        log.feed(&two)
        two.loop.own(log.allPartitions)
        let before = journal.acts
        for step in 0..<10 { _ = two.loop.turn(seconds: Double(step) * 0.06) }
        // What it answers is in flight from the first time on; it is asked at 0, 0.12, 0.24, 0.36 and 0.48 s at most.
        #expect((1...5).contains(journal.acts - before))
    }

    @Test func `of a person's record that cannot be read, dead-letters holds position and hash only`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var one = instance(log, Letters(reads: [.people], journal: journal), reads: [.people: 1])
        for (offset, value) in [[UInt8(1), 2], [0]].enumerated() {
            Array("B-1/parent".utf8).withUnsafeBytes { key in
                value.withUnsafeBytes {
                    one.loop.read(.people, partition: 0, offset: Int64(offset), key: key, value: $0)
                }
            }
        }
        one.loop.reachedEnd(of: .people, partition: 0)
        log.settle(&one)
        #expect(journal.read == ["B-1/parent=2"])
        #expect(log.writes.map(\.key) == ["people/0/1"])
        let text = String(decoding: log.writes[0].value ?? [], as: UTF8.self)
        #expect(text.contains("\"hash\":\"bjQLnP-zepicpUTmu3gKLHiQHT-zNzh2hRGjBhevoB0"))
        #expect(!text.contains("\"key\"") && !text.contains("\"value\""))
    }

    /// Cannot act until that second, and throws until then.
    private struct Failing: SideEffects {
        struct Full: Error, CustomStringConvertible {
            var description: String { "no space left on device" }
        }

        let until: Double
        var writes: [Topic] { [.documents] }
        let journal: Letters.Journal
        var isDone = false

        mutating func folded(
            _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
            into file: borrowing CaseFile, log: borrowing LogBook
        ) {}

        mutating func act(_ state: any State) throws -> [Act] {
            journal.acts += 1
            guard state.seconds >= until else { throw Full() }
            guard !isDone else { return [] }
            isDone = true
            return [.record(.documents, partition: nil, key: "B-1/letter", value: [1], headers: [])]
        }
    }

    @Test
    func `what it throws ends nothing: the service says why, goes on with the rest, and asks again after a pause`() {
        var log = VirtualLog.begun(partitions: 1, on: monday)
        log.append(plan(), of: id)
        let journal = Letters.Journal()
        var bounds = LoopBounds()
        bounds.failedActEvery = 30
        var loop = Loop(
            service: Daily(), sideEffects: Failing(until: 5, journal: journal), partitions: 1, instance: "test-1",
            bounds: bounds)
        loop.own(log.allPartitions)
        var one = VirtualLog.Instance(loop: loop)
        log.settle(&one)
        #expect(one.loop.lack == "no space left on device")
        // What is missing is said all the same.
        #expect(log.entries(of: id).count == 2)
        // However often there is news, it is not asked before the pause is over.
        let asked = journal.acts
        one.seconds = 10
        log.append(plan(2), of: caseID("B-2"))
        log.settle(&one)
        #expect(log.entries(of: caseID("B-2")).count == 2)
        #expect(journal.acts == asked && log.writes.isEmpty)
        one.seconds = 60
        log.settle(&one)
        #expect(one.loop.lack == nil && log.writes.map(\.key) == ["B-1/letter"])
    }

    @Test func `is stopped once`() {
        let log = VirtualLog.begun(partitions: 1, on: monday)
        let journal = Letters.Journal()
        var one = instance(log, Letters(journal: journal))
        one.loop.stop()
        #expect(journal.stopped == 1)
    }
}
