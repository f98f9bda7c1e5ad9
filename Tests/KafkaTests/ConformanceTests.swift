import Foundation
import Kafka
import Synchronization
import TestSupport
import Testing

/// A topic of a broker, by the faces that the services use.
private final class BrokerLog: LogUnderTest {
    let abilities: LogAbilities
    private let configuration: KafkaConfiguration
    private let topic: String
    private let embedded: EmbeddedBroker?
    private let startAgain: (() throws -> Void)?
    private var producer: Producer
    private var target: Producer.Topic
    private var members: [Int: GroupMembership] = [:]

    /// The embedded broker: it keeps nothing when it ends.
    static func onEmbeddedBroker() throws -> BrokerLog {
        let broker = try EmbeddedBroker(topics: [.init("log", partitions: 3)])
        return try BrokerLog(
            KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "conformance"), "log",
            [.groups, .bigRecords], broker, nil)
    }

    /// The running Apache Kafka: a topic of its own.
    static func onApacheKafka() throws -> BrokerLog {
        let cluster = try #require(ApacheKafka.running)
        let configuration = KafkaConfiguration(bootstrapServers: cluster.bootstrapServers, clientID: "conformance")
        let name = "conformance-\(UInt32.random(in: 0...UInt32.max))"
        let admin = try Admin(configuration)
        defer { admin.close() }
        let failures = try admin.create([.init(name, partitions: 3, replication: 1)])
        if let failure = failures.values.first { throw failure }
        // The controller has made it; the broker may not know of it yet, and would say that there is no such topic.
        try wait(for: "the broker to know \(name)", seconds: 60) {
            let made = try admin.metadata().topics[name]
            return made?.partitions == 3 && made?.leaderless == 0
        }
        return try BrokerLog(configuration, name, [.groups, .bigRecords, .restarts], nil) {
            try ApacheKafka.run(cluster.script, ["kill", cluster.folder, "0"])
            try ApacheKafka.run(cluster.script, ["restart", cluster.folder, "0"])
        }
    }

    private init(
        _ configuration: KafkaConfiguration, _ topic: String, _ abilities: LogAbilities, _ embedded: EmbeddedBroker?,
        _ startAgain: (() throws -> Void)?
    ) throws {
        self.configuration = configuration
        self.topic = topic
        self.abilities = abilities
        self.embedded = embedded
        self.startAgain = startAgain
        producer = try Producer(configuration, settings: Fixture.producerSettings)
        target = try producer.open(topic: topic)
    }

    func close() {
        for member in members.values { member.leave() }
        producer.close()
        embedded?.close()
    }

    func append(_ partition: Int32, key: String?, value: [UInt8]?) throws -> Int64 {
        try append(partition, [(key, value)])[0]
    }

    func append(_ partition: Int32, all values: [[UInt8]]) throws -> [Int64] {
        try append(partition, values.map { (nil, $0) })
    }

    private func append(_ partition: Int32, _ records: [(key: String?, value: [UInt8]?)]) throws -> [Int64] {
        for (index, record) in records.enumerated() {
            let taken = try withBytes(record.key.map { Array($0.utf8) }) { key in
                try withBytes(record.value) { value in
                    try producer.append(
                        to: target, partition: partition, key: key, value: value, token: UInt64(index + 1))
                }
            }
            guard taken == .queued else { throw DeadlinePassed(description: "the queue was full") }
        }
        var offsets = [Int64?](repeating: nil, count: records.count)
        try wait(for: "all to be acknowledged", seconds: 60) {
            try producer.poll(timeoutMilliseconds: 100) {
                offsets[Int($0.token) - 1] = $0.error == nil ? $0.offset : -1
            }
            return !offsets.contains(nil)
        }
        return offsets.compactMap { $0 }
    }

    func read(_ partition: Int32, from offset: Int64, atMost: Int) throws -> [LogRecord] {
        let reader = try Reader(configuration, settings: Fixture.readerSettings)
        defer { reader.close() }
        try reader.assign([.init(topic: topic, partition: partition, offset: offset)])
        var records: [LogRecord] = []
        try wait(for: "the end of \(topic)/\(partition)", seconds: 60) {
            do throws(KafkaError) {
                try reader.poll(max: atMost, timeoutMilliseconds: 100) { view in
                    records.append(
                        LogRecord(
                            offset: view.offset, key: view.key.map { String(decoding: $0, as: UTF8.self) },
                            value: view.value.map { Array($0) }))
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            return reader.isAtEnd
        }
        return records
    }

    func watermarks(_ partition: Int32) throws -> (low: Int64, high: Int64) {
        let admin = try Admin(configuration)
        defer { admin.close() }
        // A broker that has just made the topic may not lead its partitions yet.
        var found: (low: Int64, high: Int64)?
        try wait(for: "the watermarks of \(topic)/\(partition)", seconds: 60) {
            do throws(KafkaError) {
                let marks = try admin.watermarks(topic: topic, partition: partition)
                found = (marks.low, marks.high)
            } catch {
                guard error.advice == .retry else { throw error }
            }
            return found != nil
        }
        return try #require(found)
    }

    func restart() throws {
        try startAgain?()
    }

    func join(_ member: Int) throws {
        members[member] = try GroupMembership(configuration, group: "group of \(topic)", topic: topic)
    }

    func leave(_ member: Int) throws { members.removeValue(forKey: member)?.leave() }

    func awaitsSpeakers(_ wanted: [Int], sharing count: Int) throws -> Bool {
        do {
            try wait(for: "the group", seconds: 40) {
                for member in members.values {
                    do throws(KafkaError) {
                        _ = try member.poll(timeoutMilliseconds: 20)
                    } catch {
                        guard error.advice == .retry else { throw error }
                    }
                }
                let parts = wanted.compactMap { members[$0]?.partitions }
                return parts.reduce(0) { $0 + $1.count } == count && parts.allSatisfy { !$0.isEmpty }
                    && parts.reduce(into: Set<Int32>()) { $0.formUnion($1) }.count == count
            }
            return true
        } catch is DeadlinePassed {
            return false
        }
    }
}

/// Tries it unless the log cannot do it; the first says how many are skipped.
private func conform(_ rule: LogConformance, _ name: String, _ make: () throws -> BrokerLog) throws {
    let log = try make()
    defer { log.close() }
    if rule == LogConformance.allCases.first { print(LogConformance.account(of: name, with: log.abilities)) }
    guard log.abilities.isSuperset(of: rule.needs) else { return }
    #expect(try rule.faults(of: log) == [])
}

@Suite(.timeLimit(.minutes(3))) struct `The embedded broker as a log` {
    @Test(arguments: LogConformance.allCases)
    func `does what every log must`(_ rule: LogConformance) throws {
        try conform(rule, "embedded broker") { try .onEmbeddedBroker() }
    }
}

extension `Apache Kafka` {
    @Suite struct `Apache Kafka as a log` {
        @Test(arguments: LogConformance.allCases)
        func `does what every log must`(_ rule: LogConformance) throws {
            try conform(rule, "Apache Kafka") { try .onApacheKafka() }
        }
    }
}
