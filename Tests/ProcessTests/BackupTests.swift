import Contracts
import Foundation
import Kafka
import Testing

/// A backup made while the real services run, restored on a new broker beside what was kept of the old one.
@Suite struct `When the broker is lost with all that it held` {
    typealias Brokers = `When Kafka is not as it should be`

    @Test func `an older backup says what it lacks, the last one is restored, and the services go on`() throws {
        let broker = try EmbeddedBroker(topics: Brokers.topics())
        let site = try Site(servers: broker.bootstrapServers)
        try site.run("topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", "bromley")
        try site.importSample(plans: 12)
        try site.run("release", "--yes")
        let services = try site.startReady(ServiceName.allCases)
        let older = site.group.folder.appending(path: "older").path
        let backup = site.group.folder.appending(path: "backup").path
        try site.run("backup", older)
        let days = try site.command(["rehearse", "--days", "30", "--patience", "60"])
        // While entries are written.
        try site.run("backup", backup)
        #expect(try days.ended(within: 120) == 0, "\(days.errors)")
        try site.comesToRest([.scheduler, .notifier, .decisionWriter, .analytics])
        try site.run("backup", backup)
        #expect(try site.messages().count > 0)
        let outside = ["--folder", site.outbox.path, "--read-model", site.database]
        #expect(try site.command(["check"] + outside).ended(within: 60) == 0)
        let ends = try site.ends()
        for service in services { #expect(try service.stops() == 0) }
        broker.close()

        let empty = try EmbeddedBroker(topics: Brokers.topics())
        defer { empty.close() }
        let new = try Site(servers: empty.bootstrapServers)
        // Nothing begins beside what the lost log left.
        let begin = try new.command(
            ["topics", "--begin", "rehearsal", "--first-day", Site.firstDay, "--council", "bromley"] + outside)
        #expect(try begin.ended(within: 60) == 1)
        #expect(begin.errors.contains("there was a log before"), "\(begin.errors)")
        #expect(begin.errors.contains("is the read model of 12 cases"), "\(begin.errors)")
        let refused = try new.command(["restore", older] + outside)
        #expect(try refused.ended(within: 60) == 1)
        #expect(refused.errors.contains("--accept-loss"), "\(refused.errors)")
        #expect(refused.output.contains(" left ("), "\(refused.output)")
        #expect(refused.output.contains("analytics had read"), "\(refused.output)")
        #expect(try new.ends().allSatisfy { $0 == 0 })
        let restored = try new.command(["restore", backup] + outside)
        #expect(try restored.ended(within: 60) == 0, "\(restored.output)\(restored.errors)")
        #expect(restored.output.contains("knows nothing that is not in it"), "\(restored.output)")
        #expect(try new.ends() == ends)
        // The services go on beside the outbox and the read model that there were.
        try FileManager.default.copyItem(atPath: site.outbox.path, toPath: new.outbox.path)
        for file in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: site.database + file) {
            try FileManager.default.copyItem(atPath: site.database + file, toPath: new.database + file)
        }
        let messages = try new.messages().count
        _ = try new.startReady(ServiceName.allCases)
        let check = ["check", "--folder", new.outbox.path, "--read-model", new.database]
        let first = try new.command(check)
        #expect(try first.ended(within: 60) == 0, "\(first.output)")
        #expect(try new.messages().count == messages)
        try new.run("rehearse", "--days", "3", "--patience", "60", within: 120)
        try new.comesToRest([.scheduler, .notifier, .decisionWriter, .analytics])
        let last = try new.command(check)
        #expect(try last.ended(within: 60) == 0, "\(last.output)")
    }
}
