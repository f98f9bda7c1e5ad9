import Foundation
@testable import Kafka
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Producer and reader on the embedded broker` {
    @Test func `what is appended is read back in order, with its key, its partition and its offset`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 2))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        #expect(topic.partitionCount == 2)
        var offsets: [UInt64: Int64] = [:]
        for token in 0..<100 as Range<UInt64> {
            let value = Array("value \(token)".utf8)
            let taken = try value.withUnsafeBytes {
                try producer.append(to: topic, partition: Int32(token % 2), key: $0, value: $0, token: token)
            }
            #expect(taken == .queued)
        }
        let flushed = try producer.flush(timeoutMilliseconds: 10_000) {
            #expect($0.error == nil)
            offsets[$0.token] = $0.offset
        }
        #expect(flushed)
        #expect(offsets == Dictionary(uniqueKeysWithValues: (0..<100).map { ($0, Int64($0 / 2)) }))

        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([
            .init(topic: "case-files", partition: 0, offset: 0), .init(topic: "case-files", partition: 1, offset: 10),
        ])
        let records = try reader.readToEnd()
        #expect(
            records.filter { $0.partition == 0 }
                == (0..<50).map { Record(offset: $0, key: "value \($0 * 2)", value: "value \($0 * 2)") })
        #expect(records.filter { $0.partition == 1 }.map(\.offset) == Array(10..<50))
        #expect(reader.position(0) == 50)
        #expect(reader.position(1) == 50)
        #expect(producer.close())
        #expect(reader.close())
    }

    @Test func `a paused partition gives nothing, and when it is resumed what came meanwhile, each record once`() throws
    {
        let fixture = try Fixture(.init("notifications", partitions: 2))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "notifications")
        try producer.deliver("k", "0", to: topic)
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign((0..<2).map { .init(topic: "notifications", partition: $0, offset: 0) })
        #expect(try reader.readToEnd().map(\.value) == ["0"])
        try reader.pause(0)
        try reader.pause(0)
        try producer.deliver("k", "1", to: topic)
        // What is read of the other partition came after it.
        try producer.deliver("k", "elsewhere", to: topic, partition: 1)
        var read: [String?] = []
        let limit = ContinuousClock.now + .seconds(30)
        while read.isEmpty, ContinuousClock.now < limit {
            try reader.poll(timeoutMilliseconds: 100) {
                read.append($0.value.map { String(decoding: $0, as: UTF8.self) })
            }
        }
        #expect(read == ["elsewhere"])
        #expect(reader.position(0) == 1)
        try reader.resume(0)
        #expect(try reader.readToEnd() == [Record(offset: 1, key: "k", value: "1")])
    }

    @Test func `a tombstone, an empty value and no key are three different things`() throws {
        let fixture = try Fixture(.init("people", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "people")
        try producer.deliver("erased", nil, to: topic)
        try producer.deliver("empty", "", to: topic)
        try producer.deliver(nil, "no key", to: topic)
        try producer.deliver("", "empty key", to: topic)
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "people", partition: 0, offset: 0)])
        #expect(
            try reader.readToEnd() == [
                Record(offset: 0, key: "erased", value: nil), Record(offset: 1, key: "empty", value: ""),
                Record(offset: 2, key: nil, value: "no key"), Record(offset: 3, key: "", value: "empty key"),
            ])
    }

    @Test func `a header arrives, also on a tombstone, and a record without one has none`() throws {
        let fixture = try Fixture(.init("notifications", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "notifications")
        let type = Array("application/cloudevents+json".utf8)
        for value in [Array("{}".utf8), nil] {
            let taken = try withBytes(value) { value in
                try producer.append(
                    to: topic, partition: 0, key: nil, value: value, headers: [("content-type", type)], token: 1)
            }
            #expect(taken == .queued)
        }
        let flushed = try producer.flush(timeoutMilliseconds: 10_000) { #expect($0.error == nil) }
        #expect(flushed)
        try producer.deliver("k", "v", to: topic)
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "notifications", partition: 0, offset: 0)])
        var types: [String?] = []
        try wait(for: "three records") {
            try reader.poll(timeoutMilliseconds: 100) {
                types.append($0.header("content-type").map { String(decoding: $0, as: UTF8.self) })
                #expect($0.timestamp > 1_600_000_000_000)
            }
            return types.count == 3
        }
        #expect(types == ["application/cloudevents+json", "application/cloudevents+json", nil])
    }

    @Test func `several headers arrive in their order, with what they hold`() throws {
        let fixture = try Fixture(.init("documents", partitions: 1))
        try checkHeaders(fixture.configuration, "documents")
    }

    @Test func `a header to a partition that does not exist is refused and freed once (librdkafka #4627)`() throws {
        let fixture = try Fixture(.init("notifications", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "notifications")
        #expect {
            try producer.append(
                to: topic, partition: 7, key: nil, value: nil, headers: [("a", [0x62]), ("c", [])], token: 1)
        } throws: {
            ($0 as? KafkaError)?.code == .unknownPartition
        }
    }

    @Test func `one reader holds several topics and says which record is whose`() throws {
        let fixture = try Fixture(.init("people", partitions: 1), .init("documents", partitions: 3))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        try producer.deliver("p", "1", to: try producer.open(topic: "people"))
        try producer.deliver("d", "2", to: try producer.open(topic: "documents"), partition: 2)
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([
            .init(topic: "people", partition: 0, offset: 0), .init(topic: "documents", partition: 2, offset: 0),
        ])
        #expect(reader.topics == ["people", "documents"])
        #expect(
            Set(try reader.readToEnd()) == [
                Record(topic: 0, partition: 0, offset: 0, key: "p", value: "1"),
                Record(topic: 1, partition: 2, offset: 0, key: "d", value: "2"),
            ])
    }

    @Test func `the end of an empty partition is told, and told again after new records`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 2))
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign((0..<2).map { .init(topic: "case-files", partition: $0, offset: 0) })
        #expect(!reader.isAtEnd)
        #expect(try reader.readToEnd() == [])
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        try producer.deliver("k", "v", to: topic, partition: 1)
        var records: [Record] = []
        try wait(for: "the record and the end after it") {
            try reader.poll(timeoutMilliseconds: 100) { records.append(Record($0)) }
            return !records.isEmpty && reader.isAtEnd
        }
        #expect(records == [Record(partition: 1, offset: 0, key: "k", value: "v")])
        #expect(reader.isAtEnd(0) && reader.isAtEnd(1))
    }

    @Test func `a partition is at its end as soon as its last record was given, without one more fetch`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        for value in ["1", "2", "3"] { try producer.deliver("k", value, to: topic) }
        var settings = Reader.Settings()
        // A fetch that finds nothing is held back for longer than this test waits.
        settings.fetchWaitMilliseconds = 30_000
        let reader = try Reader(fixture.configuration, settings: settings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        var count = 0
        try wait(for: "the records") {
            count += try reader.poll(timeoutMilliseconds: 100) { _ in }
            return count == 3
        }
        #expect(reader.isAtEnd)
        reader.close()
        producer.close()
    }

    @Test func `an offset beyond the log is an error for the operator, not a jump`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 7)])
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
        #expect(met?.description.contains("case-files/0") == true)
    }

    @Test func `a full queue is answered at once, and what was taken is delivered`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        var settings = Fixture.producerSettings
        settings.maximumQueuedRecords = 10
        settings.lingerMilliseconds = 200
        let producer = try Producer(fixture.configuration, settings: settings)
        let topic = try producer.open(topic: "case-files")
        var taken = 0
        while try producer.append(to: topic, partition: 0, key: nil, value: nil, token: UInt64(taken)) == .queued {
            taken += 1
        }
        #expect(taken == 10)
        var tokens: [UInt64] = []
        #expect(try producer.flush(timeoutMilliseconds: 10_000) { tokens.append($0.token) })
        #expect(tokens == Array(0..<10))
        #expect(try producer.append(to: topic, partition: 0, key: nil, value: nil, token: 10) == .queued)
    }

    @Test func `the first record to a second topic does not wait a second (librdkafka #5032)`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1), .init("documents", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        try producer.deliver("k", "v", to: try producer.open(topic: "case-files"))
        let topic = try producer.open(topic: "documents")
        let before = Date()
        try producer.deliver("k", "v", to: topic)
        #expect(Date().timeIntervalSince(before) < 0.5)
    }

    @Test func `one record after another comes at once, not when a batch is full or the time is up`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        _ = try reader.readToEnd()
        let before = Date()
        for number in 0..<20 {
            try producer.deliver("k", "\(number)", to: topic)
            var read = false
            try wait(for: "record \(number)") {
                try reader.poll(timeoutMilliseconds: 2_000) { _ in read = true }
                return read
            }
        }
        #expect(Date().timeIntervalSince(before) < 5)
    }

    @Test func `a reader that was far behind does not wait a second each time its queue was full (librdkafka #2879)`()
        throws
    {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        var configuration = fixture.configuration
        configuration.overrides["batch.num.messages"] = "10"
        let producer = try Producer(configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        for number in 0..<300 {
            let taken = try withBytes(Array("\(number)".utf8)) {
                try producer.append(to: topic, partition: 0, key: nil, value: $0, token: 1)
            }
            #expect(taken == .queued)
        }
        #expect(try producer.flush(timeoutMilliseconds: 20_000) { _ in })
        // Each answer fills it: without a word to the thread that fetches, this takes a second for every ten.
        var settings = Fixture.readerSettings
        settings.maximumQueuedRecords = 10
        let reader = try Reader(fixture.configuration, settings: settings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        #expect(try reader.readToEnd().count == 300)
    }

    @Test func `another thread wakes a waiting reader`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        _ = try reader.readToEnd()
        let waker = reader.waker
        let before = Date()
        Thread.detachNewThread { waker.wake() }
        #expect(try reader.poll(timeoutMilliseconds: 20_000) { _ in } == 0)
        #expect(Date().timeIntervalSince(before) < 5)
        reader.close()
        waker.wake()
    }

    @Test func `low and high watermark of a partition`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        #expect(try reader.watermarks(topic: "case-files", partition: 0).high == 0)
        for _ in 0..<3 { try producer.deliver("k", "v", to: topic) }
        let marks = try reader.watermarks(topic: "case-files", partition: 0)
        #expect(marks.low == 0)
        #expect(marks.high == 3)
    }

    @Test func `a reader is assigned anew and reads from the new offsets only`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 2))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        for number in 0..<4 { try producer.deliver("k", "\(number)", to: topic) }
        let reader = try Reader(fixture.configuration, settings: Fixture.readerSettings)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 0)])
        #expect(try reader.readToEnd().count == 4)
        try reader.assign([.init(topic: "case-files", partition: 0, offset: 3)])
        #expect(try reader.readToEnd() == [Record(offset: 3, key: "k", value: "3")])
    }

    @Test func `a closed client says so, closes again without harm, and leaves nothing waiting`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration)
        let topic = try producer.open(topic: "case-files")
        let reader = try Reader(fixture.configuration)
        #expect(producer.close() && producer.close())
        #expect(reader.close() && reader.close())
        #expect(throws: KafkaError.self) {
            try producer.append(to: topic, partition: 0, key: nil, value: nil, token: 0)
        }
        #expect(throws: KafkaError.self) { try producer.poll(timeoutMilliseconds: 0) { _ in } }
        #expect(throws: KafkaError.self) { try reader.poll(timeoutMilliseconds: 0) { _ in } }
        #expect(throws: KafkaError.self) { try reader.assign([]) }
    }

    @Test func `a fatal error of the idempotent producer ends it, and a new one goes on`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        let topic = try producer.open(topic: "case-files")
        try producer.deliver("k", "1", to: topic)
        producer.failFatally("sequence lost")
        #expect {
            _ = try producer.append(to: topic, partition: 0, key: nil, value: nil, token: 2)
        } throws: {
            ($0 as? KafkaError)?.advice == .stop && "\($0)".contains("sequence lost")
        }
        #expect(producer.fatalError?.code.description == "OUT_OF_ORDER_SEQUENCE_NUMBER")
        #expect(throws: KafkaError.self) { try producer.poll(timeoutMilliseconds: 0) { _ in } }
        #expect(producer.close())
        let next = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        #expect(try next.deliver("k", "2", to: try next.open(topic: "case-files")).offset == 1)
    }

    @Test func `a fatal error is also met by a producer that only polls`() throws {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration, settings: Fixture.producerSettings)
        producer.failFatally("sequence lost")
        try wait(for: "the fatal error") {
            do throws(KafkaError) {
                try producer.poll(timeoutMilliseconds: 50) { _ in }
                return false
            } catch {
                return error.advice == .stop
            }
        }
    }

    @Test
    func
        `the embedded broker makes an unknown topic by use, with four partitions: Kafka does not, see the tests on processes`()
        throws
    {
        let fixture = try Fixture(.init("case-files", partitions: 1))
        let producer = try Producer(fixture.configuration)
        #expect(try producer.open(topic: "no-such-topic", timeoutMilliseconds: 2_000).partitionCount == 4)
    }
}
