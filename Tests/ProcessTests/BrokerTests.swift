import Contracts
import Foundation
import Glibc
import Kafka
import Runtime
import Testing

@Suite struct `When Kafka is not as it should be` {
    /// The topics of an installation.
    static func topics(
        in namespace: Namespace = .none, partitions: Int32 = 2, without missing: Topic? = nil
    ) -> [EmbeddedBroker.Topic] {
        Topic.allCases.filter { $0 != missing }.map {
            EmbeddedBroker.Topic(
                namespace.topic($0), partitions: $0.isPartitioned ? partitions : 1,
                isGuarded: $0 == .caseFiles || $0.holdsPersons)
        }
    }

    @Test(arguments: ServiceName.allCases)
    func `a service waits for a broker that is away, says so, and goes on when it comes`(_ name: ServiceName) throws {
        let port = try freePort()
        let site = try Site(servers: "127.0.0.1:\(port)")
        let service = try site.start(name)
        let answer = try wait(for: "an answer", seconds: 10) { service.get("/readyz") }
        #expect(answer.status == 503)
        let ready = try wait(for: "the reason", seconds: 20) {
            service.get("/readyz").flatMap { $0.body.contains("not connected yet") ? nil : $0 }
        }
        #expect(ready.status == 503)
        #expect(ready.body.contains("127.0.0.1:\(port)"), "\(ready.body)")
        #expect(service.get("/livez")?.status == 200)
        let broker = try site.group.start(
            "annual-review",
            ["broker", "--port", "\(port)", "--rehearsal", "--first-day", Site.firstDay, "--partitions", "2"],
            log: "broker")
        try service.becomesReady()
        #expect(broker.exitStatus == nil)
        #expect(try service.stops() == 0)
    }

    @Test func `a service with nothing to do says so when its broker goes, and not only when it wants something of it`()
        throws
    {
        let broker = try EmbeddedBroker(topics: Self.topics())
        let site = try Site(servers: broker.bootstrapServers)
        try site.run("topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", "bromley")
        let service = try site.start(.scheduler)
        try service.becomesReady()
        broker.close()
        let answer = try wait(for: "the reason", seconds: 30) {
            service.get("/readyz").flatMap { $0.status == 503 ? $0 : nil }
        }
        #expect(answer.body.contains("\"broker\":{\"ok\":false"), "\(answer.body)")
        #expect(service.child.exitStatus == nil)
    }

    @Test func `a missing topic is named with the command that makes it`() throws {
        let broker = try EmbeddedBroker(topics: Self.topics(without: .deadLetters))
        defer { broker.close() }
        let site = try Site(servers: broker.bootstrapServers)
        let service = try site.start(.scheduler)
        let answer = try wait(for: "the reason", seconds: 20) {
            service.get("/readyz").flatMap { $0.body.contains("missing") ? $0 : nil }
        }
        #expect(answer.status == 503)
        #expect(answer.body.contains("missing on the broker: dead-letters"))
        #expect(answer.body.contains("annual-review topics --create"), "\(answer.body)")
        #expect(service.child.exitStatus == nil)
        #expect(try service.stops() == 0)
    }

    @Test func `an empty log is named with the command that begins it`() throws {
        let broker = try EmbeddedBroker(topics: Self.topics())
        defer { broker.close() }
        let site = try Site(servers: broker.bootstrapServers)
        let service = try site.start(.scheduler)
        let answer = try wait(for: "the reason", seconds: 20) {
            service.get("/readyz").flatMap { $0.body.contains("has not begun") ? $0 : nil }
        }
        #expect(answer.status == 503)
        #expect(answer.body.contains("annual-review topics --begin"), "\(answer.body)")
        try site.run("topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", "bromley")
        try service.becomesReady()
    }

    @Test
    func `a full broker refuses every record, whoever has something to say waits and says why, and nothing is lost`()
        throws
    {
        let broker = try EmbeddedBroker(topics: Self.topics(), boundBytes: 200_000)
        defer { broker.close() }
        let site = try Site(servers: broker.bootstrapServers)
        try site.run("topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", "bromley")
        try site.importSample(plans: 40)
        let ends = try site.ends()
        // Random bytes, which no compression makes smaller, until a partition has reached its bound.
        let writer = try LogWriter(site.address, lingerMilliseconds: 0)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 where broker.refusal == nil {
            try writer.write(
                .documents, key: "filler", value: (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &random) })
            try writer.flush()
        }
        let full = try #require(broker.refusal)
        #expect(full.topic == "documents")
        #expect(throws: LogWriterError.self) {
            try writer.write(.documents, key: "filler", value: [0])
            try writer.flush()
        }
        writer.close()

        // It has reviews to open.
        let scheduler = try site.start(.scheduler)
        let answer = try wait(for: "the reason", seconds: 40) {
            scheduler.get("/readyz").flatMap { $0.body.contains("it is full") ? $0 : nil }
        }
        #expect(answer.status == 503 && scheduler.child.exitStatus == nil)
        // It has only to count.
        let analytics = try site.start(.analytics)
        try analytics.becomesReady()
        let refused = try site.run("pause", expecting: 1)
        #expect(refused.errors.contains("it is full"), "\(refused.errors)")
        #expect(try site.ends() == ends)
        #expect(broker.usage.filter { $0.topic == "case-files" }.allSatisfy { $0.low == 0 })
        let record = try Record(of: site)
        #expect(record.cases.count == 40)
    }
}

/// A port that was free a moment ago.
func freePort() throws -> UInt16 {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Glibc.bind(probe, $0, size) == 0 && getsockname(probe, $0, &size) == 0
        }
    }
    guard found else { throw Trouble("no free port") }
    return UInt16(bigEndian: address.sin_port)
}
