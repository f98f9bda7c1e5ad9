import Arguments
import Contracts
import Foundation
import Glibc
import Kafka
import Runtime
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Backup

/// A broker in this process with a council's topics, and a folder for what lies beside it.
final class Cabinet {
    let broker: EmbeddedBroker
    let folder: URL
    let namespace: Namespace
    private let ownsFolder: Bool

    var address: LogAddress {
        LogAddress(
            KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"), namespace: namespace)
    }
    var backup: String { folder.appending(path: "backup").path }
    var outbox: String { folder.appending(path: "outbox").path }

    init(partitions: Int32 = 3, beside other: Cabinet? = nil, in namespace: Namespace = .none) throws {
        broker = try EmbeddedBroker(topics: BrokerCommand.topics(in: namespace, partitions: partitions))
        self.namespace = namespace
        ownsFolder = other == nil
        folder =
            other?.folder
            ?? FileManager.default.temporaryDirectory.appending(path: "annual-review-backup-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        broker.close()
        // What is left in a temporary folder harms nobody.
        if ownsFolder { try? FileManager.default.removeItem(at: folder) }
    }

    /// One of the commands; its exit status, and what it said to standard error.
    @discardableResult
    func run(_ words: String..., expecting status: Int32 = ExitStatus.success) -> String {
        run(words, expecting: status)
    }

    @discardableResult
    func run(_ words: [String], expecting status: Int32 = ExitStatus.success) -> String {
        var errors = ""
        let place = namespace.word.map { ["--namespace", $0] } ?? []
        let result = AnnualReview.command.execute(
            words + ["--bootstrap-servers", broker.bootstrapServers] + place, version: "1", output: { _ in },
            errors: { errors += $0 })
        #expect(result == status, "\(words): \(errors)")
        return errors
    }

    static let plans = Repository.root.appending(path: "seeds/sample/plans-example.csv").path
    static let people = Repository.root.appending(path: "seeds/sample/people-example.csv").path
    static let seeds = Repository.root.appending(path: "seeds").path

    /// Begins a rehearsal's log, imports the example, and records a meeting with a document.
    func fill() throws {
        run("topics", "--begin", "rehearsal", "--council", "bromley", "--first-day", "2024-09-02", "--json")
        run("import", Cabinet.plans, "--people", Cabinet.people, "--seeds", Cabinet.seeds, "--json")
        try submit("He reads to his sister.")
    }

    func submit(_ reasons: String) throws {
        let file = folder.appending(path: "reasons.md")
        try Data(reasons.utf8).write(to: file)
        run(
            "record", "decision-submitted", "B-10002", "--outcome", "maintain", "--officer", "C-07", "--reasons",
            file.path, "--passed-by", "M-02", "--json")
    }

    /// A record as a line, to compare.
    static func line(_ record: borrowing RecordView, offset: Bool = true) -> String {
        let key = record.key.map { String(decoding: $0, as: UTF8.self) } ?? "–"
        let value = record.value.map { "\(Array($0))" } ?? "–"
        let headers = record.headers.map { "\($0.name)=\($0.value)" }
        return "\(record.partition)\(offset ? "/\(record.offset)" : "") \(key) \(value) \(headers) \(record.timestamp)"
    }

    /// Everything on a topic, partition by partition.
    func records(_ topic: Topic, offsets: Bool = true) throws -> [String] {
        let reader = LogReader(address)
        var lines: [[String]] = []
        let extent = try reader.extent(of: topic)
        lines = Array(repeating: [], count: extent.ends.count)
        try reader.read(extent) { lines[Int($0.partition)].append(Cabinet.line($0, offset: offsets)) }
        return lines.flatMap(\.self)
    }

    /// The files of the backup, with their bytes.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: backup) {
            files[name] = try Data(contentsOf: URL(filePath: backup).appending(path: name))
        }
        return files
    }

    func manifest() throws -> BackupManifest {
        try #require(try BackupFolder(backup, toWrite: false).manifest())
    }
}
