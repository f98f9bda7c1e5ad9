import Foundation
import Kafka
import Testing

@Suite(.serialized, .timeLimit(.minutes(3))) struct `Groups on the embedded broker` {
    private static var settings: GroupMembership.Settings {
        var settings = GroupMembership.Settings()
        settings.sessionTimeoutMilliseconds = 4_000
        settings.heartbeatMilliseconds = 300
        return settings
    }

    @Test func `a member speaks for all, shares with a second, and takes over when that one leaves`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 4))
        let first = try GroupMembership(
            fixture.configuration, group: "scheduler", topic: "case-files", settings: Self.settings)
        try wait(for: "all partitions") {
            _ = try first.poll(timeoutMilliseconds: 100)
            return first.partitions == [0, 1, 2, 3]
        }
        let second = try GroupMembership(
            fixture.configuration, group: "scheduler", topic: "case-files", settings: Self.settings)
        var lost: Set<Int32> = []
        try wait(for: "the share") {
            lost.formUnion(try first.poll(timeoutMilliseconds: 50)?.lost ?? [])
            _ = try second.poll(timeoutMilliseconds: 50)
            return first.partitions.count == 2 && second.partitions.count == 2
        }
        #expect(first.partitions.union(second.partitions) == [0, 1, 2, 3])
        #expect(lost.isSuperset(of: second.partitions))
        #expect(second.leave())
        #expect(second.partitions.isEmpty)
        try wait(for: "the take-over") {
            _ = try first.poll(timeoutMilliseconds: 100)
            return first.partitions == [0, 1, 2, 3]
        }
        #expect(first.leave() && first.leave())
    }

    @Test func `what a member commits is seen by another process, per partition, and the lag with it`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 3))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        for number in 0..<5 { try producer.deliver("k", "\(number)", to: topic, partition: 1) }
        let admin = try Admin(fixture.configuration)
        #expect(
            try admin.committedOffsets(group: "notifier", topic: "case-files", partitions: 0..<3) == [nil, nil, nil])
        let member = try GroupMembership(
            fixture.configuration, group: "notifier", topic: "case-files", settings: Self.settings)
        try wait(for: "all partitions") {
            _ = try member.poll(timeoutMilliseconds: 100)
            return member.partitions.count == 3
        }
        try member.commit([0: 0, 1: 4])
        for _ in 0..<50 {
            #expect(
                try admin.committedOffsets(group: "notifier", topic: "case-files", partitions: 0..<3) == [0, 4, nil])
        }
        try member.commit([1: 5])
        #expect(try admin.endOffsets(topic: "case-files", partitions: 0..<3) == [0, 5, 0])
        #expect(try admin.beginOffsets(topic: "case-files", partitions: 0..<3) == [0, 0, 0])
        let lag = try admin.lag(group: "notifier", topic: "case-files", partitions: 0..<3)
        #expect(lag.map(\.records) == [0, 0, 0])
        #expect(lag.map(\.committed) == [0, 5, nil])
        #expect(member.leave())
        #expect(admin.close() && admin.close())
    }

    @Test func `a membership reads no record of the partitions it speaks for`() throws {
        let statistics = Collected<String>()
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        try producer.deliver("k", "v", to: try producer.open(topic: "case-files"))
        var configuration = fixture.configuration
        configuration.statistics = { statistics.add($0) }
        configuration.statisticsIntervalMilliseconds = 100
        let member = try GroupMembership(
            configuration, group: "portal", topic: "case-files", settings: Self.settings)
        var seen = 0
        try wait(for: "ten statistics after the assignment") {
            _ = try member.poll(timeoutMilliseconds: 100)
            if member.partitions.isEmpty { seen = statistics.all.count }
            return !member.partitions.isEmpty && statistics.all.count > seen + 10
        }
        let last = try #require(statistics.all.last)
        #expect(last.contains("\"rxmsgs\":0"))
        let fetches = last.split(separator: "\"Fetch\": ").dropFirst().map { $0.prefix { $0.isNumber } }
        #expect(fetches.allSatisfy { $0 == "0" }, "\(last)")
        #expect(member.leave())
    }
}
