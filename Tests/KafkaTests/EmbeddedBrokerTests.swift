import Foundation
import Testing

@testable import Kafka

@Suite(.timeLimit(.minutes(3))) struct `The embedded broker` {
    @Test func `it listens on the port it was given, and on the same again after it was closed`() throws {
        let port = try freePort()
        for round in 0..<2 {
            let broker = try EmbeddedBroker(port: port, topics: [.init("case-files", partitions: 2)])
            #expect(broker.bootstrapServers == "127.0.0.1:\(port)")
            let configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:\(port)", clientID: "test")
            let producer = try Producer(configuration, settings: Fixture.producerSettings)
            let delivery = try producer.deliver("k", "v", to: try producer.open(topic: "case-files"))
            #expect(delivery.offset == 0, "round \(round): nothing is kept")
            producer.close()
            broker.close()
            broker.close()
        }
    }

    @Test func `a port that is taken is an error that names it`() throws {
        let broker = try EmbeddedBroker(topics: [])
        let port = try #require(UInt16(broker.bootstrapServers.split(separator: ":").last ?? ""))
        #expect {
            _ = try EmbeddedBroker(port: port, topics: [])
        } throws: {
            "\($0)".contains("port \(port)")
        }
    }

    @Test func `it holds the topics it was given with their partitions and tells them`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 12), .init("metrics", partitions: 1))
        let admin = try Admin(fixture.configuration)
        let metadata = try admin.metadata()
        #expect(metadata.brokers.count == 1)
        #expect(metadata.topics["case-files"]?.partitions == 12)
        #expect(metadata.topics["metrics"]?.partitions == 1)
        #expect(metadata.topics["case-files"]?.leaderless == 0)
    }

    @Test func `it says quickly that it makes no topics and tells no settings`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let admin = try Admin(fixture.configuration)
        let before = Date()
        #expect(try admin.capabilities() == [])
        #expect {
            _ = try admin.create([.init("new", partitions: 1, replication: 1)])
        } throws: {
            ($0 as? KafkaError)?.code == .notSupportedByBroker
        }
        #expect {
            _ = try admin.settings(of: ["case-files"])
        } throws: {
            ($0 as? KafkaError)?.code == .notSupportedByBroker
        }
        #expect(Date().timeIntervalSince(before) < 2)
    }

    @Test func `it counts the bytes each partition holds, and a full unguarded one forgets its oldest as it counts`()
        throws
    {
        let fixture = try Fixture(
            .init("case-files", partitions: 1), .init("metrics", partitions: 1, isGuarded: false))
        var settings = Fixture.producerSettings
        settings.compression = .none
        let producer = try Producer(fixture.configuration, settings: settings)
        let metrics = try producer.open(topic: "metrics")
        let value = String(repeating: "x", count: 100_000)
        for _ in 0..<10 { try producer.deliver("k", value, to: metrics) }
        let some = try #require(fixture.broker.usage.first { $0.topic == "metrics" })
        #expect(some.batches == 10)
        #expect((1_000_000..<1_002_000).contains(some.bytes))
        for _ in 0..<60 { try producer.deliver("k", value, to: metrics) }
        let full = try #require(fixture.broker.usage.first { $0.topic == "metrics" })
        #expect(full.bytes <= EmbeddedBroker.partitionCapacityBytes)
        #expect(full.bytes > EmbeddedBroker.partitionCapacityBytes - 110_000)
        #expect(full.high == 70)
        let admin = try Admin(fixture.configuration)
        #expect(try admin.watermarks(topic: "metrics", partition: 0).low == full.low)
        #expect(full.low == 70 - Int64(full.batches))
        #expect(fixture.broker.refusal == nil)
        #expect(fixture.broker.usage.first { $0.topic == "case-files" }?.bytes == 0)
    }

    @Test func `it refuses every produce before a guarded partition forgets its beginning`() throws {
        let notices = Collected<EmbeddedBroker.Notice>()
        let broker = try EmbeddedBroker(topics: [.init("case-files", partitions: 2)]) { notices.add($0) }
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        var settings = Fixture.producerSettings
        settings.compression = .none
        let producer = try Producer(configuration, settings: settings)
        let topic = try producer.open(topic: "case-files")
        // Not one after another: all at once, as an import does.
        let value = [UInt8](repeating: 120, count: 10_000)
        var acknowledged: Int64 = 0
        var refused: [KafkaError] = []
        let note = { (delivery: Producer.Delivery) in
            if let error = delivery.error { refused.append(error) } else { acknowledged += 1 }
        }
        for number in 0..<2_000 as Range<UInt64> {
            while try value.withUnsafeBytes({
                try producer.append(to: topic, partition: 0, key: nil, value: $0, token: number)
            }) == .queueFull {
                try producer.poll(timeoutMilliseconds: 100, note)
            }
        }
        #expect(try producer.flush(timeoutMilliseconds: 30_000, note))
        #expect(acknowledged + Int64(refused.count) == 2_000)
        #expect(acknowledged > 400)
        #expect(refused.first?.code == .policyViolation)
        #expect(refused.first?.advice == .askOperator)
        #expect(refused.first?.description.contains("full") == true)

        let admin = try Admin(configuration)
        let marks = try admin.watermarks(topic: "case-files", partition: 0)
        #expect(marks.low == 0)
        #expect(marks.high == acknowledged)
        let usage = try #require(broker.refusal)
        #expect(usage.partition == 0)
        #expect(usage.bytes <= EmbeddedBroker.partitionCapacityBytes)
        #expect(notices.all.contains(.full(usage)))
        #expect(!notices.all.contains { if case .lostBeginning = $0 { true } else { false } })

        let other = try producer.deliver("k", "v", to: topic, partition: 1)
        #expect(other.code == .policyViolation, "the other partitions are refused too")
        let reader = try Reader(configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        #expect(try reader.readToEnd().count == Int(acknowledged), "what it holds can still be read")
    }

    @Test func `the embedded broker tells no time`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        defer { fixture.broker.close() }
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let delivery = try producer.deliver("k", "v", to: try producer.open(topic: "case-files"))
        #expect(delivery.error == nil && delivery.appended == nil)
        producer.close()
    }

    @Test func `waits of librdkafka end by the steady clock`() { #expect(areWaitsSteady()) }
}
