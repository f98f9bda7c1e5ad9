import CaseFile
import Contracts
import Foundation
import JSON
import Kafka
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The notifier on the embedded broker` {
    @Test func `tells everyone of fifty cases once, though it is ended and started in between; others read it`()
        async throws
    {
        let partitions: Int32 = 3
        let broker = try EmbeddedBroker(
            topics: Topic.allCases.map { .init($0.rawValue, partitions: $0.isPartitioned ? partitions : 1) })
        defer { broker.close() }
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        let writer = try LogWriter(LogAddress(configuration, namespace: .none))
        defer { writer.close() }
        let today = day("2024-09-02")
        try writer.begin(
            LogBegan(calendar: .rehearsal, partitions: 3, council: "bromley", log: testLog), on: today, by: .operator)
        for partition in 0..<partitions {
            let event = Event(ConclusionID(.day, day: today), .dayBegan(DayBegan()))
            try writer.append(Entry(by: .service(.scheduler), recorded: today, events: [event]), toLogOf: partition)
        }
        try write("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"), writer)
        var script = ScriptedLog()
        script.records = []
        for number in 0..<50 {
            script.open(caseID(number), key: UInt64(number + 1))
            try write("\(caseID(number))/1", Person(name: "Alex", email: "alex@example.org"), writer)
        }
        for record in script.records { try writer.append(record.entry, to: try #require(CaseID(record.key))) }
        try writer.flush()

        let folder = ScratchFolder()
        var first: RunningNotifier? = try RunningNotifier(on: broker.bootstrapServers, folder: folder.path)
        try await eventually("some messages left") { folder.files.count >= 20 }
        #expect(try await first?.end() == 0)
        first = nil
        let second = try RunningNotifier(on: broker.bootstrapServers, folder: folder.path)
        try await eventually("all messages left") { folder.files.count == 100 }
        let admin = try Admin(configuration)
        defer { admin.close() }
        try await eventually("it is at rest") {
            try admin.lag(group: Notifier.name.rawValue, topic: Topic.caseFiles.rawValue, partitions: 0..<partitions)
                .allSatisfy { $0.committed == $0.end }
        }
        let ends = try admin.endOffsets(topic: Topic.notifications.rawValue, partitions: 0..<partitions)
        // One record for each request and each receipt; a few may stand twice where the first was ended.
        #expect(ends.reduce(0, +) >= 200 && ends.reduce(0, +) < 230)
        #expect(try await second.end() == 0)
        #expect(folder.all.filter { $0 != Folder.nameFile }.count == 100, "and nothing unfinished")
    }

    @Test func `fetches what a letter encloses from where it stands, and leaves with it`() async throws {
        let partitions: Int32 = 3
        let broker = try EmbeddedBroker(
            topics: Topic.allCases.map { .init($0.rawValue, partitions: $0.isPartitioned ? partitions : 1) })
        defer { broker.close() }
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        let address = LogAddress(configuration, namespace: .none)
        let writer = try LogWriter(address)
        defer { writer.close() }
        let today = day("2024-09-02")
        try writer.begin(
            LogBegan(calendar: .rehearsal, partitions: 3, council: "bromley", log: testLog), on: today, by: .operator)
        for partition in 0..<partitions {
            let event = Event(ConclusionID(.day, day: today), .dayBegan(DayBegan()))
            try writer.append(Entry(by: .service(.scheduler), recorded: today, events: [event]), toLogOf: partition)
        }
        try write("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"), writer)
        try write("\(caseID())/1", Person(name: "Alex", email: "alex@example.org"), writer)
        let notice = AmendmentNotice()
        for (role, document) in notice.all + [(.letter, notice.letter)] {
            // Others stand around them.
            let other = Document([UInt8](repeating: 7, count: 50_000), salt: .random())
            for (key, document) in [
                (DocumentKey(caseID(7), .reasons, other.hash), other),
                (DocumentKey(caseID(), role, document.hash), document),
            ] {
                try writer.write(
                    .documents, key: key.description, value: document.bytes, headers: document.headers)
            }
        }
        try writer.flush()
        for record in notice.decided().records where record.key != LogBook.key {
            try writer.append(record.entry, to: try #require(CaseID(record.key)))
        }
        try writer.flush()

        let folder = ScratchFolder()
        let notifier = try RunningNotifier(on: broker.bootstrapServers, folder: folder.path)
        func letter() -> String? { folder.files.first { $0.contains("tell-decision") && $0.contains("contact-1") } }
        try await eventually("the letter left") { letter() != nil }
        let mail = folder.text(try #require(letter()))
        for (_, document) in notice.all { #expect(mail.contains(Data(document.bytes).base64EncodedString())) }
        #expect(try await notifier.end() == 0)

        let fetcher = DocumentFetcher(address)
        defer { fetcher.close() }
        let key = DocumentKey(caseID(), .plan, notice.plan.hash)
        let partition = Partitioner.partition(of: key.description, partitions: partitions)
        var found: [Document] = []
        // At each place there is, and one beyond them.
        for offset in 0..<12 as Range<Int64> {
            if let document = try fetcher.document(key, at: Position(partition: partition, offset: offset)) {
                found.append(document)
            }
        }
        #expect(found == [notice.plan])
    }

    private func write(_ key: String, _ person: Person, _ log: LogWriter) throws {
        var writer = JSONWriter()
        try person.write(to: &writer)
        try log.write(.people, key: key, value: writer.bytes)
    }
}

/// The notifier on a thread of its own, as its program runs it.
final class RunningNotifier: Sendable {
    private let stop = StopRequest()
    private let status = Mutex<Int32?>(nil)

    init(on bootstrapServers: String, folder: String, index: String? = nil) throws {
        let options = ServiceOptions(bootstrapServers: bootstrapServers, service: Notifier.name.rawValue)
        Thread.detachNewThread { [self] in
            let channel: Folder
            do { channel = try Folder(path: folder) } catch {
                return status.withLock { $0 = -1 }
            }
            let documents = DocumentShelf(DocumentIndex(file: index), from: DocumentFetcher(options.address))
            let desk = ChannelDesk(channel, documents: documents)
            let result = ServiceProgram.run(
                Notifier(), sideEffects: Sender(by: [desk], in: PlainWords(), documents: documents), options,
                log: Log(service: Notifier.name.rawValue, level: .error), stop: stop)
            status.withLock { $0 = result }
        }
    }

    /// Asks it to end; the exit status.
    func end() async throws -> Int32 {
        stop.request()
        try await eventually("the notifier ends") { self.status.withLock { $0 } != nil }
        return status.withLock { $0 } ?? -1
    }
}

/// Waits until it is so, at most three minutes; of the time between two questions a second counts, for tests that reckon for
/// minutes share this one's threads.
func eventually(_ what: String, _ condition: () throws -> Bool) async throws {
    var waited = Duration.zero
    while waited < .seconds(180) {
        if try condition() { return }
        let asked = ContinuousClock.now
        try await Task.sleep(for: .milliseconds(10))
        waited += min(ContinuousClock.now - asked, .seconds(1))
    }
    Issue.record("within 180 s it did not happen that \(what)")
}
