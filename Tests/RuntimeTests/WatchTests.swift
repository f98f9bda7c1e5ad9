import CaseFile
import Contracts
import Foundation
import JSON
import Kafka
import Statute
import Testing

@testable import Runtime

/// A watch beside a log on the embedded broker.
private final class WatchedLog {
    let broker: EmbeddedBroker
    let writer: LogWriter
    let address: LogAddress
    let id = caseID("B-1")

    init() throws {
        broker = try RuntimeTests.broker(partitions: 2)
        address = LogAddress(
            KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"), namespace: .none)
        writer = try LogWriter(address)
        try writer.begin(
            LogBegan(calendar: .rehearsal, partitions: 0, council: "bromley", log: VirtualLog.name), on: monday,
            by: anOperator, marking: Topic.allCases)
        try begin(monday)
        try writer.append(plan(), to: id)
        try begin(monday + 1)
    }

    func begin(_ day: Day) throws {
        for partition in 0..<writer.partitions { try writer.append(VirtualLog.dayBegan(day), toLogOf: partition) }
        try writer.flush()
    }

    /// What a service knows that has read it to its end.
    func known() throws -> Watch.Known {
        var known = Watch.Known(positions: [0, 0], records: [0, 0], name: VirtualLog.name)
        try LogReader(address).readToEnd(.caseFiles) { partition, offset, _, _ in
            known.positions[Int(partition)] = offset + 1
            known.records[Int(partition)] += 1
        }
        return known
    }

    func watch(_ known: Watch.Known) throws -> Watch {
        let admin = try Admin(address.kafka)
        let metadata = try admin.metadata()
        admin.close()
        var options = ServiceOptions(address)
        options.watchSeconds = 0.05
        options.scrubSeconds = 0.2
        let ready = options
        let watch = Watch(ends: [])
        watch.tell(known)
        let isStarted = watch.start { watch in
            do throws(KafkaError) {
                try Watcher(
                    watch, ready, topics: [.caseFiles, .people], metadata: metadata, describesSettings: false
                ).run()
            } catch {
                watch.note { $0.trouble = "\(error)" }
            }
        }
        #expect(isStarted)
        return watch
    }

    func close() {
        writer.close()
        broker.close()
    }
}

@Suite(.serialized) struct `The watch` {
    @Test
    func `finds nothing where nothing is wrong, in look after look and round after round, and proves each partition`()
        async throws
    {
        let log = try WatchedLog()
        let watch = try log.watch(try log.known())
        var heads: [Int32: LogBook.Head] = [:]
        try await eventually("three rounds have passed") {
            let found = watch.take()
            heads.merge(found.heads) { $1 }
            return found.rounds >= 3 && found.ends.count == 2
        }
        let found = watch.take()
        #expect(found.fault == nil && found.settings == nil && found.wrongHeads == 0)
        #expect(heads.count == 2 && heads.values.allSatisfy { $0.day == monday + 1 })
        // The same that anybody reckons who reads the partition.
        var proofs: [Int32: RecordHead] = [:]
        try LogReader(log.address).readCaseFiles { record in
            guard record.offset <= heads[record.partition]?.through ?? -1 else { return }
            proofs[record.partition, default: RecordHead()].add(key: record.key, value: record.value)
        }
        for (partition, head) in heads { #expect(proofs[partition] == head.proof) }
        watch.end()
        log.close()
    }

    @Test(arguments: ["ends", "ends of people", "name", "hole", "head"])
    func `finds what contradicts what was read`(what: String) async throws {
        let log = try WatchedLog()
        var known = try log.known()
        let partition = Int(Partitioner.partition(of: log.id.text, partitions: 2))
        let (end, records) = (known.positions[partition], known.records[partition])
        let wanted: RecordFault
        switch what {
        case "ends":
            known.positions[partition] += 5
            wanted = .lostEnd(partition: Int32(partition), end: end, seen: end + 5)
        case "ends of people":
            known.others[Watch.Place(topic: .people, partition: 1)] = 7
            wanted = .lostEndOf(.people, partition: 1, end: 1, seen: 7)
        case "name":
            known.name = LogName(high: 9, low: 9)
            wanted = .madeAnew(partition: 0)
        case "hole":
            known.records[partition] += 2
            wanted = .vanished(partition: Int32(partition), records: 2, before: end)
        default:
            known.records[partition] = records - 1
            wanted = .altered(partition: Int32(partition), before: end)
        }
        let watch = try log.watch(known)
        try await eventually("it is found") { watch.take().fault != nil }
        #expect(watch.take().fault == wanted)
        watch.end()
        log.close()
    }
}

@Suite(.serialized) struct `A service beside a log with a fault` {
    /// The folder of one test.
    private func folder() -> String { NSTemporaryDirectory() + "runtime-tests-\(UUID().uuidString)" }

    @Test func `goes on running beside what is no log, says nothing, is not ready and says of what kind`() async throws
    {
        let broker = try broker()
        let writer = try LogWriter(
            LogAddress(
                KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"), namespace: .none))
        try writer.append(plan(), to: caseID("B-1"))
        try writer.flush()
        let service = RunningService(Daily(), on: broker.bootstrapServers)
        try await eventually("it says so") {
            try await service.get("/readyz").text.contains("\"record\":{\"ok\":false,\"say\":\"case-files/")
        }
        #expect(try await service.get("/readyz").status == 503)
        #expect(try await service.get("/livez").status == 200)
        let metrics = try await service.get("/metrics").text
        #expect(metrics.contains("ehcp_record_fault{kind=\"name\"} 1\n"))
        #expect(metrics.contains("ehcp_record_fault{kind=\"ends\"} 0\n"))
        #expect(service.exit == nil)
        #expect(try await service.end() == 0)
        writer.close()
        broker.close()
    }

    @Test func `says the proof of the last day in every partition, and takes a wrong one for an alarm alone`()
        async throws
    {
        let log = try WatchedLog()
        let forged = HeadReckoned(through: 1, sha256: RecordHead())
        try log.writer.append(
            Entry(
                by: .service(.scheduler), recorded: monday,
                events: [Event(ConclusionID(.head, day: monday), .headReckoned(forged))]), toLogOf: 1)
        try log.writer.flush()
        let service = RunningService(Daily(), on: log.broker.bootstrapServers, configure: { $0.scrubSeconds = 0.2 })
        func heads() throws -> [String] {
            var heads: [String] = []
            try LogReader(log.address).readToEnd(.caseFiles) { partition, _, key, value in
                guard key?.elementsEqual(LogBook.key.utf8) ?? false, let value else { return }
                heads +=
                    (try? Entry.read(Array(value)))?.ids.filter { $0.hasPrefix("head/") }.map { "\(partition) \($0)" }
                    ?? []
            }
            return heads.sorted()
        }
        try await eventually("both partitions have their proof") {
            try heads() == ["0 head/2024-11-26", "1 head/2024-11-25", "1 head/2024-11-26"]
        }
        try await eventually("the wrong one is seen, and only that") {
            try await service.get("/metrics").text.contains("ehcp_record_alarms{what=\"wrong_head\"} 1\n")
        }
        #expect(try await service.get("/readyz").status == 200)
        #expect(try await service.end() == 0)
        log.close()
    }

    @Test func `reads quarantine before the log, and hears of more while it runs`() async throws {
        let log = try WatchedLog()
        func passOver(_ position: Int64) throws {
            let quarantine = Quarantine(
                topic: .caseFiles, partition: 0, positions: position...position, why: "looked", by: anOperator,
                on: monday)
            try log.writer.write(.quarantine, key: quarantine.recordKey, value: try quarantine.json())
            try log.writer.flush()
        }
        func write() throws {
            try log.writer.write(.caseFiles, key: "B-9", value: [1], partition: 0)
            try log.writer.flush()
        }
        let end = try log.known().positions[0]
        try write()
        try passOver(end)
        let service = RunningService(Daily(), on: log.broker.bootstrapServers)
        func says(_ line: String) async throws -> Bool { try await service.get("/metrics").text.contains(line + "\n") }
        try await eventually("it has passed over the first") {
            let isReady = try await service.get("/readyz").status == 200
            let isPassed = try await says("ehcp_record_quarantined 1")
            return isReady && isPassed
        }
        // What it says itself would else take the place that is to be passed over.
        let admin = try Admin(log.address.kafka)
        try await eventually("it is at rest") { try isAtRest(["scheduler"], on: admin, partitions: 2) }
        admin.close()
        try passOver(try log.known().positions[0])
        try await eventually("it has read the second word") {
            try await says("ehcp_events_processed_total{topic=\"other\",outcome=\"accepted\"} 3")
        }
        try write()
        try await eventually("it has passed over the second") { try await says("ehcp_record_quarantined 2") }
        #expect(try await says("ehcp_events_processed_total{topic=\"case-files\",outcome=\"unreadable\"} 0"))
        #expect(try await service.end() == 0)
        log.close()
    }

    @Test func `writes down what it holds when it is asked, for its owner alone, and that it is no backup`()
        async throws
    {
        let log = try WatchedLog()
        let folder = folder()
        let service = RunningService(Daily(), on: log.broker.bootstrapServers, configure: { $0.rescueFolder = folder })
        try await eventually("it is ready") { try await service.get("/readyz").status == 200 }
        let admin = try Admin(log.address.kafka)
        try await eventually("it is at rest") { try isAtRest(["scheduler"], on: admin, partitions: 2) }
        admin.close()
        #expect(!FileManager.default.fileExists(atPath: folder))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "word-1".write(toFile: "\(folder)/\(MemoryRequest.fileName)", atomically: true, encoding: .utf8)
        func answer() throws -> String? {
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".jsonl") }
        }
        try await eventually("it has answered") { try answer() != nil }
        let path = "\(folder)/\(try #require(try answer()))"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("It is no backup") && lines[0].contains("\"request\":\"word-1\""))
        #expect(lines[0].contains("\"log\":\"\(VirtualLog.name)\"") && lines[0].contains("\"position\":"))
        #expect(lines[1].hasPrefix("{\"case\":\"B-1\",\"plan\":{\"placement\":\"mainstream\""))
        #expect(lines[1].contains("\"conclusions\":[\"no-transfer-plan-by/2024-11-26\""))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try await service.end() == 0)
        try FileManager.default.removeItem(atPath: folder)
        log.close()
    }
}
