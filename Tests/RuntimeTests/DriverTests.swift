import CaseFile
import Contracts
import Foundation
import JSON
import Kafka
import Runtime
import Statute
import Synchronization
import Testing

@Suite(.serialized) struct `A service on the embedded broker` {
    private func configuration(_ broker: EmbeddedBroker) -> KafkaConfiguration {
        KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
    }

    private func address(_ broker: EmbeddedBroker) -> LogAddress {
        LogAddress(configuration(broker), namespace: .none)
    }

    private func begun(_ broker: EmbeddedBroker) throws -> LogWriter {
        let writer = try LogWriter(address(broker))
        try writer.begin(
            LogBegan(calendar: .rehearsal, partitions: 0, council: "bromley", log: VirtualLog.name), on: monday,
            by: anOperator)
        return writer
    }

    private func begin(_ day: Day, _ writer: LogWriter) throws {
        for partition in 0..<writer.partitions { try writer.append(VirtualLog.dayBegan(day), toLogOf: partition) }
        try writer.flush()
    }

    /// The ids of a case's entries, as they stand in the log.
    private func ids(of id: CaseID, on broker: EmbeddedBroker) throws -> [String] {
        var ids: [String] = []
        try LogReader(address(broker)).readToEnd(.caseFiles) { _, _, key, value in
            guard let key, let value, key.elementsEqual(id.text.utf8) else { return }
            ids += (try? Entry.read(Array(value)))?.ids ?? ["unreadable"]
        }
        return ids
    }

    @Test func `two services come to rest day after day, and stop with status 0`() async throws {
        let broker = try broker()
        let writer = try begun(broker)
        for number in 1...20 { try writer.append(plan(UInt64(number)), to: caseID("B-\(number)")) }
        try writer.flush()
        let daily = RunningService(Daily(), on: broker.bootstrapServers)
        let teller = RunningService(Teller(), on: broker.bootstrapServers)
        let admin = try Admin(configuration(broker))
        for day in 0..<3 {
            try begin(monday + day, writer)
            try await eventually("all is at rest") {
                try isAtRest(["scheduler", "notifier"], on: admin, partitions: writer.partitions)
            }
            for number in [1, 7, 20] {
                #expect(try ids(of: caseID("B-\(number)"), on: broker).count == 1 + 2 * (day + 1))
            }
        }
        let first = try await daily.end()
        let second = try await teller.end()
        #expect(first == 0 && second == 0)
        writer.close()
        admin.close()
        broker.close()
    }

    @Test func `says in /readyz what it waits for, in /metrics what it did, and is alive all along`() async throws {
        let broker = try broker()
        let service = RunningService(Daily(), on: broker.bootstrapServers)
        try await eventually("it says that the log has not begun") {
            try await service.get("/readyz").text.contains("the log has not begun")
        }
        #expect(try await service.get("/readyz").status == 503)
        #expect(try await service.get("/livez").status == 200)
        let writer = try begun(broker)
        try writer.append(plan(), to: caseID("B-1"))
        try begin(monday, writer)
        try await eventually("it is ready") { try await service.get("/readyz").status == 200 }
        try await eventually("it has counted") {
            try await service.get("/metrics").text.contains(
                "ehcp_events_processed_total{topic=\"case-files\",outcome=\"accepted\"} 10\n")
        }
        let metrics = try await service.get("/metrics").text
        #expect(metrics.contains("ehcp_build_info{service=\"scheduler\",version=\""))
        #expect(metrics.contains("ehcp_consumer_lag_messages{topic=\"case-files\",partition=\"0\"} 0\n"))
        #expect(!metrics.contains("B-1"))
        #expect(try await service.get("/elsewhere").status == 404)
        #expect(try await service.end() == 0)
        writer.close()
        broker.close()
    }

    @Test func `waits for a broker that is away and for topics that are missing, and names what mends it`() async throws
    {
        let away = RunningService(Daily(), on: "127.0.0.1:1")
        try await eventually("it says that the broker is away") {
            try await away.get("/readyz").text.contains("\"broker\":{\"ok\":false,\"say\":\"ask 127.0.0.1:1")
        }
        #expect(try await away.end() == 0)
        let empty = try EmbeddedBroker(topics: [.init("case-files", partitions: 4)])
        let service = RunningService(Daily(), on: empty.bootstrapServers)
        try await eventually("it names the topic and the command") {
            try await service.get("/readyz").text.contains(
                "missing on the broker: dead-letters, quarantine; run: annual-review topics --create --bootstrap-servers"
            )
        }
        #expect(try await service.end() == 0)
        empty.close()
    }

    @Test func `a second instance takes over when the first one stops, and no id is said twice`() async throws {
        let broker = try broker()
        let writer = try begun(broker)
        let id = caseID("B-1")
        try writer.append(plan(), to: id)
        try begin(monday, writer)
        let admin = try Admin(configuration(broker))
        let one = RunningService(Daily(), on: broker.bootstrapServers)
        try await eventually("the first is at rest") {
            try isAtRest(["scheduler"], on: admin, partitions: writer.partitions)
        }
        let two = RunningService(Daily(), on: broker.bootstrapServers)
        try await eventually("the second is ready") { try await two.get("/readyz").status == 200 }
        #expect(try await one.end() == 0)
        try begin(monday + 1, writer)
        try await eventually("the second is at rest") {
            try isAtRest(["scheduler"], on: admin, partitions: writer.partitions)
        }
        #expect(
            try ids(of: id, on: broker).dropFirst() == [
                "no-transfer-plan-by/2024-11-25", "no-transfer-plan-by/2024-11-26",
            ])
        #expect(try await two.end() == 0)
        writer.close()
        admin.close()
        broker.close()
    }

    /// Writes a document and then says that it did, and is told to stop between the two.
    private struct Interrupted: SideEffects {
        final class Stop: Sendable {
            private let request = Mutex<StopRequest?>(nil)
            func set(_ stop: StopRequest) { request.withLock { $0 = stop } }
            func now() { request.withLock { $0?.request() } }
        }

        let id: CaseID
        let stop: Stop
        var writes: [Topic] { [.documents] }

        mutating func folded(
            _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
            into file: borrowing CaseFile, log: borrowing LogBook
        ) {}

        mutating func act(_ state: any State) throws -> [Act] {
            let day = state.log(of: state.partition(of: id)).today
            guard let file = state.file(of: id), let day, state.owns(id), !state.isInFlight(id) else {
                return []
            }
            let alarm = ConclusionID(.noTransferPlanBy, day: day)
            guard !file.holds(alarm) else { return [] }
            stop.now()
            let said = Entry(
                by: .service(.scheduler), recorded: day, events: [Event(alarm, .notRecorded(NotRecorded(rule: .ph1)))])
            return [
                .record(.documents, partition: nil, key: "document", value: [1], headers: []), .entry(id, said),
            ]
        }
    }

    @Test func `what it wrote just before it was told to stop has its receipt when it has stopped`() async throws {
        let broker = try broker()
        let writer = try begun(broker)
        let id = caseID("B-1")
        try writer.append(plan(), to: id)
        let stop = Interrupted.Stop()
        let service = RunningService(
            Silent(), on: broker.bootstrapServers, outside: { Interrupted(id: id, stop: stop) })
        stop.set(service.stop)
        try begin(monday, writer)
        try await eventually("it stops") { service.exit != nil }
        #expect(service.exit == 0)
        #expect(try ids(of: id, on: broker).last == "no-transfer-plan-by/2024-11-25")
        writer.close()
        broker.close()
    }

    /// Reads `notifications` while others speak, and keeps what it read.
    private struct Follower: SideEffects {
        final class Notes: Sendable {
            private let keys = Mutex<[String]>([])
            func note(_ key: String) { keys.withLock { $0.append(key) } }
            var all: [String] { keys.withLock { $0 } }
        }

        let notes: Notes
        var reads: [Topic] { [.notifications] }
        var readsWhileOthersSpeak: [Topic] { [.notifications] }

        mutating func folded(
            _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
            into file: borrowing CaseFile, log: borrowing LogBook
        ) {}

        mutating func read(_ record: TopicRecord) throws { notes.note(record.key) }
    }

    @Test
    func `reads on what others write in a partition that it has lost, from where it stopped, and each record once`()
        async throws
    {
        let broker = try broker()
        let writer = try begun(broker)
        let partitions = 0..<writer.partitions
        func write(_ round: String) throws {
            for partition in partitions {
                try writer.write(.notifications, key: "\(round)-\(partition)", value: [1], partition: partition)
            }
            try writer.flush()
        }
        func speaksFor(_ service: RunningService) async throws -> [Int32] {
            let text = try await service.get("/readyz").text
            guard let list = text.split(separator: "\"speaks_for\":[").last?.split(separator: "]").first else {
                return []
            }
            return list.split(separator: ",").compactMap { Int32($0) }
        }
        try begin(monday, writer)
        try write("before")
        let notes = Follower.Notes()
        let one = RunningService(Silent(), on: broker.bootstrapServers, outside: { Follower(notes: notes) })
        try await eventually("it speaks for all and has read what was there") {
            try await speaksFor(one).count == partitions.count && notes.all.count == partitions.count
        }
        let admin = try Admin(configuration(broker))
        func passDay(_ number: Int) async throws {
            try begin(monday + number, writer)
            try await eventually("it is at rest on day \(number)") {
                try isAtRest(["analytics"], on: admin, partitions: writer.partitions)
            }
        }
        // While it speaks for a partition only it writes there, and it reads no such record: when it is done with a later
        // day nothing of them has come.
        try await passDay(1)
        try write("own")
        try await passDay(2)
        #expect(!notes.all.contains { $0.hasPrefix("own") })
        let two = RunningService(Silent(), on: broker.bootstrapServers, outside: { Follower(notes: Follower.Notes()) })
        try await eventually("each speaks for half") {
            let (mine, others) = (try await speaksFor(one), try await speaksFor(two))
            return mine.count == 2 && others.count == 2
        }
        let lost = Set(partitions).subtracting(try await speaksFor(one))
        // Of those that it keeps it may have read too: while partitions are shared out anew nobody speaks.
        func hasRead(_ round: String) -> Bool { lost.allSatisfy { notes.all.contains("\(round)-\($0)") } }
        try await eventually("it has read what was written while it spoke") { hasRead("own") }
        try write("others")
        try await eventually("it reads what the other one writes") { hasRead("others") }
        // Given back, they are its own again.
        #expect(try await two.end() == 0)
        try await eventually("it speaks for all again") { try await speaksFor(one).count == partitions.count }
        try await passDay(3)
        #expect(try await one.end() == 0)
        #expect(Set(notes.all).count == notes.all.count)
        writer.close()
        admin.close()
        broker.close()
    }

    @Test func `what cannot be read goes to dead-letters`() async throws {
        let broker = try broker()
        let writer = try begun(broker)
        try writer.write(.caseFiles, key: "B-1", value: Array("no entry".utf8), partition: 2)
        try begin(monday, writer)
        let service = RunningService(Daily(), on: broker.bootstrapServers)
        let admin = try Admin(configuration(broker))
        try await eventually("it is at rest") {
            try isAtRest(["scheduler"], on: admin, partitions: writer.partitions)
        }
        var keys: [String] = []
        try LogReader(address(broker)).readToEnd(.deadLetters) { _, _, key, _ in
            keys.append(key.map { String(decoding: $0, as: UTF8.self) } ?? "")
        }
        #expect(keys == ["case-files/2/1"])
        #expect(try await service.end() == 0)
        writer.close()
        admin.close()
        broker.close()
    }

    /// Reads documents and people, and keeps the headers of what it read.
    private struct HeaderReader: SideEffects {
        let notes: Follower.Notes
        var reads: [Topic] { [.people, .documents] }

        mutating func folded(
            _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
            into file: borrowing CaseFile, log: borrowing LogBook
        ) {}

        mutating func read(_ record: TopicRecord) throws {
            let headers = record.headers.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }
            notes.note("\(record.topic.rawValue) \(record.key) \(headers.joined(separator: " "))")
        }
    }

    @Test func `a document arrives with its headers, beside topics that begin with the log's name`() async throws {
        let broker = try broker()
        let writer = try LogWriter(address(broker))
        try writer.begin(
            LogBegan(calendar: .rehearsal, partitions: 0, council: "bromley", log: VirtualLog.name), on: monday,
            by: anOperator, marking: Topic.allCases)
        let document = Document([1, 2], salt: DocumentSalt(high: 1, low: 2), title: "Plan")
        for topic in [Topic.documents, .people] {
            try writer.write(topic, key: "B-1/plan/x", value: document.bytes, headers: document.headers)
        }
        try begin(monday, writer)
        let notes = Follower.Notes()
        let service = RunningService(Silent(), on: broker.bootstrapServers, outside: { HeaderReader(notes: notes) })
        try await eventually("both are read") { notes.all.count == 2 }
        let headers = document.headers.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }
        #expect(
            Set(notes.all) == ["documents B-1/plan/x \(headers.joined(separator: " "))", "people B-1/plan/x "])
        #expect(try await service.end() == 0)
        writer.close()
        broker.close()
    }

    @Test func `a log has one name, also when an attempt to begin it came no further than the other topics`() throws {
        let broker = try broker()
        let writer = try LogWriter(address(broker))
        let unnamed = LogBegan(calendar: .rehearsal, partitions: 0, council: "bromley", log: LogBegan().log)
        var marked = unnamed
        marked.log = VirtualLog.name
        let marker = try LogMarker.record(of: marked, on: monday).json()
        try writer.write(.people, key: LogMarker.key, value: marker, headers: LogMarker.headers, partition: 0)
        try writer.flush()
        try writer.begin(unnamed, on: monday, by: anOperator, marking: [.people, .documents])
        func names(_ topic: Topic) throws -> Set<LogName?> {
            let reader = LogReader(address(broker))
            guard topic == .caseFiles else { return try reader.logNames(in: topic) }
            var names: Set<LogName?> = []
            try reader.readToEnd(topic) { _, _, _, value in
                guard let value, let entry = try? Entry.read(Array(value)) else { return }
                if case .logBegan(let began) = entry.events[0].data { names.insert(began.log) }
            }
            return names
        }
        for topic in [Topic.caseFiles, .documents, .people] { #expect(try names(topic) == [VirtualLog.name]) }
        writer.close()
        broker.close()
    }

    @Test func `a log begins once`() throws {
        let broker = try broker()
        let writer = try begun(broker)
        #expect(throws: LogWriterError.self) {
            try writer.begin(
                LogBegan(calendar: .real, partitions: 0, council: "bromley", log: VirtualLog.name), on: monday,
                by: anOperator)
        }
        writer.close()
        broker.close()
    }
}
