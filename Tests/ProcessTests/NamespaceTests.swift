import Contracts
import Foundation
import Kafka
import Runtime
import Statute
import Testing

/// One cluster, and the name of one council's namespace is the beginning of the other's.
@Suite struct `Two councils on one broker` {
    private static let services: [ServiceName] = [.scheduler, .notifier, .decisionWriter]

    /// One council, and how long it rehearses; the other has as many days as it has not.
    private struct Council {
        let site: Site
        let id: String
        let name: String
        let plans: Int
        let days: Int
    }

    @Test(.timeLimit(.minutes(3)))
    func `rehearse side by side, and neither sees the other's cases, groups or messages`() throws {
        let brom = try #require(Namespace("brom"))
        let bromley = try #require(Namespace("bromley"))
        let broker = try EmbeddedBroker(
            topics: [brom, bromley].flatMap { `When Kafka is not as it should be`.topics(in: $0) })
        defer { broker.close() }
        // Both call their cases B-10001 and on: what one read of the other would be about children of its own.
        let councils = [
            Council(
                site: try Site(servers: broker.bootstrapServers, in: brom), id: "wiltshire", name: "Wiltshire Council",
                plans: 20, days: 40),
            Council(
                site: try Site(servers: broker.bootstrapServers, in: bromley), id: "bromley",
                name: "London Borough of Bromley", plans: 30, days: 60),
        ]
        for council in councils {
            try council.site.run(
                "topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", council.id)
            try council.site.importSample(plans: council.plans, council: council.id)
            try council.site.run("release", "--yes")
        }
        // All run at once, so that each could meet the other's members and records.
        let running = try councils.map { try $0.site.startReady(Self.services) }
        let rehearsals = try councils.map { council in
            try council.site.command([
                "rehearse", "--days", "\(council.days)", "--coordinators", "prompt", "--services",
                Self.services.map(\.rawValue).joined(separator: ","),
            ])
        }
        for rehearsal in rehearsals { #expect(try rehearsal.ended(within: 100) == 0, "\(rehearsal.errors)") }

        let first = try #require(Day(Site.firstDay))
        for (council, services) in zip(councils, running) {
            let site = council.site
            let record = try Record(of: site)
            #expect(record.cases.count == council.plans)
            #expect(!record.sent.isEmpty)
            let today = Int((first + council.days).number) * 86_400
            for service in services {
                #expect(service.metric("ehcp_log_today_timestamp_seconds") == today)
                #expect(service.metric("ehcp_cases") == council.plans)
                // A member of the other's group would have taken some of them.
                #expect(service.metric("ehcp_partitions_spoken_for") == 2)
            }
            // What everybody was told is in its own folder, from the council itself.
            try site.run("check", "--folder", site.outbox.path)
            let messages = try site.messages()
            #expect(messages.count == record.messages)
            for name in messages.keys {
                let text = try String(contentsOf: site.outbox.appending(path: name), encoding: .utf8)
                #expect(text.contains("From: \"\(council.name),"), "\(name): \(text.prefix(300))")
            }
        }
        let admin = try Admin(councils[0].site.configuration)
        defer { admin.close() }
        for service in Self.services.map(\.rawValue) {
            for (own, other) in [(brom, bromley), (bromley, brom)] {
                #expect(try committed(own.group(service), own, admin).allSatisfy { $0 != nil })
                #expect(try committed(own.group(service), other, admin).allSatisfy { $0 == nil })
                #expect(try committed(service, own, admin).allSatisfy { $0 == nil })
            }
        }
        for service in running.joined() { #expect(try service.stops() == 0) }
    }

    private func committed(_ group: String, _ namespace: Namespace, _ admin: Admin) throws -> [Int64?] {
        try admin.committedOffsets(group: group, topic: namespace.topic(.caseFiles), partitions: 0..<2)
    }

    @Test func `a service on topics of another namespace waits, and names those that it misses and the command`() throws
    {
        let bromley = try #require(Namespace("bromley"))
        let broker = try EmbeddedBroker(topics: `When Kafka is not as it should be`.topics(in: bromley))
        defer { broker.close() }
        let site = try Site(servers: broker.bootstrapServers, in: try #require(Namespace("brom")))
        let service = try site.start(.scheduler)
        let answer = try wait(for: "the reason", seconds: 20) {
            service.get("/readyz").flatMap { $0.body.contains("missing") ? $0 : nil }
        }
        #expect(answer.status == 503)
        #expect(answer.body.contains("missing on the broker: brom.case-files, brom.dead-letters"), "\(answer.body)")
        #expect(answer.body.contains("--namespace brom;"), "\(answer.body)")
        #expect(try service.stops() == 0)
    }
}
