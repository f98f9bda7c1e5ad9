import Foundation
import Kafka
import Testing

/// All that needs Apache Kafka, on one broker, one after the other.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .enabled(if: ApacheKafka.home != nil, "no 'kafka' script in KAFKA_HOME or ../shared/kafka"), ApacheKafka())
enum `Apache Kafka` {}

extension `Apache Kafka` {
    @Suite struct `The face on Apache Kafka` {
        private let cluster: ApacheKafka.Cluster
        private let configuration: KafkaConfiguration

        init() throws {
            cluster = try #require(ApacheKafka.running)
            configuration = KafkaConfiguration(bootstrapServers: cluster.bootstrapServers, clientID: "test")
        }

        private func make(_ topic: String, partitions: Int32 = 1, settings: [String: String] = [:]) throws {
            let admin = try Admin(configuration)
            #expect(
                try admin.create([.init(topic, partitions: partitions, replication: 1, settings: settings)]).isEmpty)
            try wait(for: "leaders of \(topic)") {
                let made = try admin.metadata().topics[topic]
                return made?.partitions == partitions && made?.leaderless == 0
            }
            admin.close()
        }

        @Test func `a topic is made with its partitions and settings, tells them, and is not made twice`() throws {
            let admin = try Admin(configuration)
            #expect(try admin.capabilities().contains([.createsTopics, .describesSettings, .compacts, .persists]))
            let topic = Admin.NewTopic(
                "case-files", partitions: 8, replication: 1, settings: ["retention.ms": "-1", "flush.messages": "1"])
            #expect(try admin.create([topic]).isEmpty)
            #expect(try admin.create([topic])["case-files"]?.code == .topicAlreadyExists)
            let wrong = Admin.NewTopic("wrong", partitions: 1, replication: 1, settings: ["retention.ms": "long"])
            #expect(try admin.create([wrong])["wrong"]?.advice == .askOperator)
            let settings = try #require(try admin.settings(of: ["case-files"])["case-files"])
            #expect(settings["retention.ms"] == Admin.Setting(value: "-1", isDefault: false))
            #expect(settings["flush.messages"] == Admin.Setting(value: "1", isDefault: false))
            #expect(settings["cleanup.policy"] == Admin.Setting(value: "delete", isDefault: true))
            try wait(for: "the topic in the metadata") { try admin.metadata().topics["case-files"]?.partitions == 8 }
            #expect(try admin.metadata().topics["case-files"]?.replication == 1)
            #expect(throws: KafkaError.self) { try admin.settings(of: ["no-such-topic"]) }
            #expect(admin.close())
        }

        @Test func `several headers arrive in their order, with what they hold`() throws {
            try make("documents")
            try checkHeaders(configuration, "documents")
        }

        @Test func `a topic that does not exist is for the operator, and is not made by use`() throws {
            let producer = try Producer(configuration)
            #expect {
                _ = try producer.open(topic: "no-such-topic", timeoutMilliseconds: 3_000)
            } throws: {
                ($0 as? KafkaError)?.advice == .askOperator
            }
            let admin = try Admin(configuration)
            #expect(try admin.metadata().topics["no-such-topic"] == nil)
        }

        @Test func `a topic that was just made is waited for where the broker that is asked does not know it yet`()
            throws
        {
            let producer = try Producer(configuration, settings: Fixture.producerSettings)
            #expect(throws: KafkaError.self) { try producer.open(topic: "soon") }
            // On a thread of its own: this one waits, and the pool's may all be waiting for others.
            let made = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                do { try make("soon", partitions: 3) } catch { Issue.record(error) }
                made.signal()
            }
            let topic = try producer.open(topic: "soon", justMade: true, timeoutMilliseconds: 30_000)
            #expect(topic.partitionCount == 3)
            made.wait()
            #expect(producer.close())
        }

        @Test func `records, tombstones and ends as on the embedded broker, with zstd too`() throws {
            try make("round-trip", partitions: 2)
            var settings = Fixture.producerSettings
            settings.compression = .zstd
            let producer = try Producer(configuration, settings: settings)
            let topic = try producer.open(topic: "round-trip")
            #expect(topic.partitionCount == 2)
            for number in 0..<50 { try producer.deliver("k", number == 7 ? nil : "\(number)", to: topic, partition: 1) }
            let reader = try Reader(configuration)
            try reader.assign((0..<2).map { .init(topic: "round-trip", partition: $0, offset: 0) })
            #expect(
                try reader.readToEnd()
                    == (0..<50).map {
                        Record(partition: 1, offset: $0, key: "k", value: $0 == 7 ? nil : "\($0)")
                    })
            #expect(producer.close() && reader.close())
        }

        @Test func `a partition that has lost its beginning is refused, and its low watermark says where it begins`()
            throws
        {
            try make("lost", partitions: 1)
            let producer = try Producer(configuration, settings: Fixture.producerSettings)
            let topic = try producer.open(topic: "lost")
            for number in 0..<5 { try producer.deliver("k", "\(number)", to: topic) }
            let file = cluster.folder + "/delete.json"
            try #"{"partitions":[{"topic":"lost","partition":0,"offset":3}],"version":1}"#.write(
                toFile: file, atomically: true, encoding: .utf8)
            try ApacheKafka.run(
                cluster.script,
                [
                    "run", "org.apache.kafka.tools.DeleteRecordsCommand", "--bootstrap-server",
                    cluster.bootstrapServers,
                    "--offset-json-file", file,
                ])
            let reader = try Reader(configuration)
            #expect(try reader.watermarks(topic: "lost", partition: 0).low == 3)
            let admin = try Admin(configuration)
            #expect(try admin.beginOffsets(topic: "lost", partitions: 0..<1) == [3])
            #expect(try admin.endOffsets(topic: "lost", partitions: 0..<1) == [5])
            try reader.assign([.init(topic: "lost", partition: 0, offset: 0)])
            var met: KafkaError?
            try wait(for: "the error") {
                do throws(KafkaError) {
                    try reader.poll(timeoutMilliseconds: 100) { Issue.record("read \(Record($0))") }
                } catch {
                    met = error
                }
                return met != nil
            }
            #expect(met?.code == .offsetNotInLog)
            #expect(met?.advice == .askOperator)
        }

        @Test func `a group shares partitions, hands them over at once when a member leaves, and its commits are seen`()
            throws
        {
            try make("shared", partitions: 4)
            let first = try GroupMembership(configuration, group: "scheduler", topic: "shared")
            try wait(for: "all partitions") {
                _ = try first.poll(timeoutMilliseconds: 100)
                return first.partitions == [0, 1, 2, 3]
            }
            let second = try GroupMembership(configuration, group: "scheduler", topic: "shared")
            try wait(for: "the share") {
                _ = try first.poll(timeoutMilliseconds: 50)
                _ = try second.poll(timeoutMilliseconds: 50)
                return first.partitions.count == 2 && second.partitions.count == 2
            }
            let gone = second.partitions
            #expect(first.partitions.isDisjoint(with: gone))
            try second.commit(Dictionary(uniqueKeysWithValues: gone.map { ($0, Int64($0)) }))
            #expect(second.leave())
            try wait(for: "the take-over") {
                _ = try first.poll(timeoutMilliseconds: 100)
                return first.partitions == [0, 1, 2, 3]
            }
            let admin = try Admin(configuration)
            let committed = try admin.committedOffsets(group: "scheduler", topic: "shared", partitions: 0..<4)
            #expect(committed == (0..<4).map { gone.contains($0) ? Int64($0) : nil })
            #expect(try admin.endOffsets(topic: "shared", partitions: 0..<4) == [0, 0, 0, 0])
            #expect(first.leave())
        }

        @Test func `client certificates are shown, and a right that is missing is for the operator`() throws {
            try make("secret")
            var secure = configuration
            secure.bootstrapServers = cluster.secureBootstrapServers
            secure.tls = .init(
                caLocation: cluster.folder + "/ca.pem", certificateLocation: cluster.folder + "/stranger.pem",
                keyLocation: cluster.folder + "/stranger.key")
            let producer = try Producer(secure)
            #expect {
                _ = try producer.open(topic: "secret")
            } throws: {
                ($0 as? KafkaError)?.code == .topicAuthorizationFailed && ($0 as? KafkaError)?.advice == .askOperator
            }
        }
    }
}
