import Arguments
import Contracts
import Foundation
import JSON
import Runtime
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Backup
@testable import Caseload
@testable import Kafka

/// What every command does on a log that has lost something.
@Suite struct `A log that cannot be relied on` {
    static let commands: [[String]] = [
        ["case", "B-10002"], ["worklist", "--coordinator", "C-07"], ["record", "meeting-held", "B-10002"],
        ["import", Cabinet.plans, "--seeds", Cabinet.seeds], ["export"], ["check"], ["topics"], ["release", "--yes"],
        ["pause"], ["topics", "--begin", "rehearsal", "--first-day", "2024-09-02", "--council", "bromley"],
    ]

    /// Begins a log that says it has `said` partitions, in the first `filled` of them.
    static func begin(_ cabinet: Cabinet, said: Int, filled: Int32, name: LogName = .random()) throws {
        let writer = try LogWriter(cabinet.address)
        defer { writer.close() }
        let began = LogBegan(calendar: .rehearsal, partitions: said, council: "bromley", log: name)
        for partition in 0..<filled {
            try writer.append(
                Entry(
                    by: Operator.standard, recorded: Day.of("2024-09-02"),
                    events: [Event(ConclusionID(.logBegan), .logBegan(began))]), toLogOf: partition)
            try writer.append(LogStart.dayBegan(Day.of("2024-09-02")), toLogOf: partition)
        }
        try writer.flush()
    }

    static func ends(_ cabinet: Cabinet) throws -> [Int64] {
        try LogReader(cabinet.address).extent(of: .caseFiles).ends
    }

    /// Runs every command, none of which may write, succeed or advise to change anything.
    static func refuse(_ cabinet: Cabinet, _ words: String) throws {
        let before = try ends(cabinet)
        for command in commands {
            var (output, errors) = ("", "")
            let status = AnnualReview.command.execute(
                command + ["--bootstrap-servers", cabinet.broker.bootstrapServers], version: "1",
                output: { output += $0 }, errors: { errors += $0 })
            #expect(status == ExitStatus.failure, "\(command): \(errors)")
            // `topics` prints what it finds.
            guard command.first != "topics" else { continue }
            #expect(errors.contains(words), "\(command): \(errors)")
            #expect(!errors.contains("--create") && !errors.contains("--alter"), "\(errors)")
        }
        let backup = cabinet.run("backup", cabinet.backup, expecting: ExitStatus.failure)
        #expect(backup.contains(words), "\(backup)")
        #expect(try ends(cabinet) == before)
    }

    @Test(.timeLimit(.minutes(3))) func `is refused by every command when its partitions are more than it began with`()
        throws
    {
        let cabinet = try Cabinet(partitions: 6)
        try Self.begin(cabinet, said: 4, filled: 4)
        try Self.refuse(cabinet, "began with 4 partitions and has 6 now")
    }

    @Test(.timeLimit(.minutes(3))) func `is refused by every command when a partition is empty beside others`() throws {
        let cabinet = try Cabinet(partitions: 3)
        try Self.begin(cabinet, said: 3, filled: 2)
        try Self.refuse(cabinet, "case-files/2 is empty")
    }

    @Test(.timeLimit(.minutes(3))) func `is refused by every command beside another log's topics`() throws {
        let cabinet = try Cabinet(partitions: 2)
        let writer = try LogWriter(cabinet.address)
        let other = LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: LogName(high: 1, low: 1))
        try writer.write(
            .people, key: LogMarker.key, value: try LogMarker.record(of: other, on: Day.of("2024-09-01")).json(),
            partition: 1)
        try writer.flush()
        writer.close()
        try Self.begin(cabinet, said: 2, filled: 2)
        try Self.refuse(cabinet, "people/1 belongs to the log \(other.log)")
    }

    @Test(.timeLimit(.minutes(3)))
    func `is refused by every command when the topics of a log stand and its record is gone`()
        throws
    {
        let cabinet = try Cabinet(partitions: 2)
        let writer = try LogWriter(cabinet.address)
        let other = LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: LogName(high: 1, low: 1))
        let marker = try LogMarker.record(of: other, on: Day.of("2024-09-01")).json()
        try writer.write(.people, key: LogMarker.key, value: marker, partition: 1)
        try writer.write(.people, key: "B-1/1", value: Array("{}".utf8), partition: 1)
        try writer.flush()
        writer.close()
        try Self.refuse(cabinet, "case-files holds nothing, and people belongs to the log \(other.log)")
    }

    @Test(.timeLimit(.minutes(3))) func `is refused by every command when a group had read beyond its end`() throws {
        let cabinet = try Cabinet(partitions: 2)
        try Self.begin(cabinet, said: 2, filled: 2)
        let group = try GroupMembership(
            cabinet.address.kafka, group: "analytics", topic: cabinet.namespace.topic(.caseFiles))
        defer { group.leave(timeoutMilliseconds: 1_000) }
        let deadline = Date().addingTimeInterval(20)
        while group.partitions.count < 2, Date() < deadline { _ = try group.poll(timeoutMilliseconds: 100) }
        try group.commit([1: 9])
        try Self.refuse(cabinet, "case-files/1 ends at 2, and analytics had read 9 records of it")
    }

    @Test
    func `is advised to put its settings right, and not to alter other topics after its own number of partitions`() {
        let topics = Dictionary(
            uniqueKeysWithValues: Topic.allCases.map { topic in
                (
                    topic.plainName,
                    Admin.Metadata.Topic(
                        partitions: topic == .caseFiles ? 6 : topic.isPartitioned ? 4 : 1, replication: 1, leaderless: 0
                    )
                )
            })
        var settings = Dictionary(
            uniqueKeysWithValues: Topic.allCases.map { topic in
                (
                    topic.plainName,
                    Dictionary(
                        uniqueKeysWithValues: topic.settings(brokers: 1).map {
                            ($0.name, Admin.Setting(value: $0.value, isDefault: false))
                        })
                )
            })
        settings["case-files"]?["retention.ms"] = Admin.Setting(value: "1000", isDefault: false)
        let check = TopicsCheck(
            topics: topics, settings: settings, brokers: 1, bootstrapServers: "kafka:9092",
            damage: [.partitionsChanged(began: 4, found: 6)])
        #expect(check.faults.count == 2, "\(check.text)")
        #expect(check.text.contains("case-files began with 4 partitions and has 6 now"))
        #expect(check.text.contains("--add-config retention.ms=-1"))
        #expect(!check.text.contains("--partitions"))
        // Without damage the others are altered after it, as before.
        let before = TopicsCheck(topics: topics, settings: settings, brokers: 1, bootstrapServers: "kafka:9092")
        #expect(before.faults.count == 8 && before.text.contains("--partitions 6"))
    }

    @Test(.timeLimit(.minutes(3)))
    func `whose day is ahead of the host's takes a report only with the day on which it happened`() throws {
        let cabinet = try Cabinet()
        let ahead = LogStart.today + 3
        let writer = try LogWriter(cabinet.address)
        try writer.begin(
            LogBegan(calendar: .real, partitions: 0, council: "bromley", log: .random()), on: ahead,
            by: Operator.standard, marking: Topic.allCases)
        for partition in 0..<writer.partitions { try writer.append(LogStart.dayBegan(ahead), toLogOf: partition) }
        let id = try #require(CaseID("B-1"))
        let plan = PlanRecorded(placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: "bromley")
        let key = SubmissionKey(high: 1, low: 1)
        try writer.append(Entry(by: .importer, recorded: ahead, events: [Event(key, .planRecorded(plan))]), to: id)
        try writer.flush()
        writer.close()
        let before = try Self.ends(cabinet)
        let report = ["record", "early-review-requested", "B-1", "--from", "parent", "--ground", "needs-changed"]
        let errors = cabinet.run(report, expecting: ExitStatus.usage)
        #expect(errors.contains("the log's day is \(ahead), and on this host it is "), "\(errors)")
        #expect(errors.contains("say with --on DATE on which day it happened"), "\(errors)")
        #expect(try Self.ends(cabinet) == before)
        cabinet.run(report + ["--on", "\(ahead - 4)"])
        #expect(try Self.ends(cabinet).reduce(0, +) == before.reduce(0, +) + 1)
    }

    @Test(.timeLimit(.minutes(3)))
    func `has the name by which an attempt to begin it marked its topics, when the command begins it again`() throws {
        let cabinet = try Cabinet()
        let writer = try LogWriter(cabinet.address)
        defer { writer.close() }
        let name = LogName(high: 7, low: 7)
        let attempt = LogBegan(calendar: .rehearsal, partitions: 2, council: "bromley", log: name)
        let marker = try LogMarker.record(of: attempt, on: Day.of("2024-09-02")).json()
        try writer.write(.people, key: LogMarker.key, value: marker, headers: LogMarker.headers, partition: 0)
        try writer.flush()
        try LogStart(calendar: .rehearsal, council: "bromley", firstDay: "2024-09-02").begin(writer)
        for topic in [Topic.people, .documents] {
            #expect(try LogReader(cabinet.address).logNames(in: topic) == [name])
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `is read with the gaps that an operator passed over, as the command wrote them, and no others`() throws {
        let cabinet = try Cabinet(partitions: 2)
        try cabinet.fill()
        let writer = try LogWriter(cabinet.address)
        // A record that never counts, which the command may pass over.
        let offset = try Self.ends(cabinet)[1]
        try writer.write(.caseFiles, key: "B-1", value: Array("no entry".utf8), partition: 1)
        // And words that nobody hears: of another topic, and from somebody who may not say so.
        let others = [
            Quarantine(
                topic: .people, partition: 1, positions: 0...3, why: "w", by: Operator.standard,
                on: Day.of("2024-09-02")),
            Quarantine(
                topic: .caseFiles, partition: 0, positions: 1...2, why: "w", by: .coordinator, on: Day.of("2024-09-02")),
        ]
        for other in others { try writer.write(.quarantine, key: other.recordKey, value: try other.json()) }
        try writer.write(.quarantine, key: "case-files/0/1", value: Array("nothing".utf8))
        try writer.flush()
        writer.close()
        cabinet.run("quarantine", "case-files/1/\(offset)", "--why", "no entry of ours")
        #expect(try LogReader(cabinet.address).knownGaps() == [1: [offset...offset]])
    }

    @Test(.timeLimit(.minutes(3))) func `is not begun anew beside the outbox or the read model of an earlier one`()
        throws
    {
        let cabinet = try Cabinet()
        let begin = ["topics", "--begin", "rehearsal", "--council", "bromley", "--first-day", "2024-09-02", "--json"]
        try FileManager.default.createDirectory(atPath: cabinet.outbox, withIntermediateDirectories: true)
        // Folders and files that are not there, or are empty, know nothing.
        let model = cabinet.folder.appending(path: "analytics.db").path
        let name = URL(filePath: cabinet.outbox).appending(path: ".log-name")
        try Data("\(LogName(high: 1, low: 1))".utf8).write(to: name)
        let errors = cabinet.run(
            begin + ["--folder", cabinet.outbox, "--read-model", model], expecting: ExitStatus.failure)
        #expect(errors.contains("there was a log before"), "\(errors)")
        #expect(try Self.ends(cabinet).allSatisfy { $0 == 0 })
        try FileManager.default.removeItem(at: name)
        try Data().write(to: URL(filePath: cabinet.outbox).appending(path: "B-1+x.eml"))
        cabinet.run(begin + ["--folder", cabinet.outbox], expecting: ExitStatus.failure)
        // Told in so many words, it begins.
        cabinet.run(begin + ["--folder", cabinet.outbox, "--accept-loss"])
        #expect(try Self.ends(cabinet).allSatisfy { $0 == 2 })
        // Once it has begun, the question is past.
        cabinet.run(begin + ["--folder", cabinet.outbox])
    }

    @Test func `counts a case in another partition than its own for nothing, as the services do`() throws {
        var caseload = Caseload(partitions: 2)
        let event = Event(SubmissionKey(high: 1, low: 1), .planRecorded(.sample()))
        let entry = Entry(by: .importer, recorded: Day.of("2024-09-02"), events: [event])
        let right = Int32(caseload.partition(of: CaseID.of("B-1")))
        caseload.append(entry, key: "B-1", partition: 1 - right)
        #expect(caseload.cases.isEmpty && caseload.misplaced == 1)
        caseload.append(entry, key: "B-1", partition: right)
        #expect(caseload.cases.count == 1)
    }
}
