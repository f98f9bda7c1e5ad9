import Foundation
import Glibc
import Kafka
import Synchronization
import Testing

/// A broker of its own for one test, and the small things that tests do with it.
struct Fixture {
    let broker: EmbeddedBroker
    let configuration: KafkaConfiguration

    init(_ topics: EmbeddedBroker.Topic..., boundBytes: Int = EmbeddedBroker.defaultBoundBytes) throws {
        broker = try EmbeddedBroker(topics: topics, boundBytes: boundBytes)
        configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
    }

    static var producerSettings: Producer.Settings {
        var settings = Producer.Settings()
        settings.lingerMilliseconds = 1
        return settings
    }

    static var readerSettings: Reader.Settings {
        var settings = Reader.Settings()
        settings.fetchWaitMilliseconds = 10
        return settings
    }
}

/// A record as a value, to compare.
struct Record: Hashable, CustomStringConvertible {
    var topic = 0
    var partition: Int32 = 0
    var offset: Int64
    var key: String?
    var value: String?

    init(topic: Int = 0, partition: Int32 = 0, offset: Int64, key: String?, value: String?) {
        (self.topic, self.partition, self.offset, self.key, self.value) = (topic, partition, offset, key, value)
    }

    init(_ view: borrowing RecordView) {
        topic = view.topic
        partition = view.partition
        offset = view.offset
        key = view.key.map { String(decoding: $0, as: UTF8.self) }
        value = view.value.map { String(decoding: $0, as: UTF8.self) }
    }

    var description: String { "\(topic)/\(partition)@\(offset) \(key ?? "–")=\(value ?? "–")" }
}

struct DeadlinePassed: Error, CustomStringConvertible {
    let description: String
}

/// Repeats `step` until it answers true, at most `seconds`.
func wait(for what: String, seconds: Double = 20, _ step: () throws -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while try !step() {
        if Date() > end { throw DeadlinePassed(description: "waited \(seconds) s in vain for \(what)") }
    }
}

extension Producer {
    /// Appends one record and waits for its delivery.
    @discardableResult
    func deliver(
        _ key: String?, _ value: String?, to topic: Topic, partition: Int32 = 0, token: UInt64 = 1
    ) throws -> Delivery {
        let key = key.map { Array($0.utf8) }
        let value = value.map { Array($0.utf8) }
        let taken = try withBytes(key) { key in
            try withBytes(value) { value in
                try append(to: topic, partition: partition, key: key, value: value, token: token)
            }
        }
        guard taken == .queued else { throw DeadlinePassed(description: "the queue was full") }
        var delivery: Delivery?
        try wait(for: "delivery of \(token)") {
            try poll(timeoutMilliseconds: 100) { if $0.token == token { delivery = $0 } }
            return delivery != nil
        }
        guard let delivery else { throw DeadlinePassed(description: "no delivery") }
        return delivery
    }
}

func withBytes<R>(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws -> R) rethrows -> R {
    guard let bytes else { return try body(nil) }
    return try bytes.withUnsafeBytes { try body($0) }
}

extension Reader {
    /// Everything up to the end of all partitions.
    func readToEnd(seconds: Double = 20) throws -> [Record] {
        var records: [Record] = []
        try wait(for: "the end of \(assignments)", seconds: seconds) {
            try poll(timeoutMilliseconds: 100) { records.append(Record($0)) }
            return isAtEnd
        }
        return records
    }
}

/// Writes records with several headers and reads them back: bytes that are no text, an empty value, one name twice.
func checkHeaders(_ configuration: KafkaConfiguration, _ name: String) throws {
    let producer = try Producer(configuration, settings: Fixture.producerSettings)
    defer { producer.close() }
    let topic = try producer.open(topic: name)
    let headers: [(name: String, value: [UInt8])] = [
        ("salt", [0, 0xFF, 0x80]), ("content-type", Array("text/plain".utf8)), ("title", []),
        ("title", Array("Gründe".utf8)), ("", [1]),
    ]
    for value: [UInt8]? in [[1, 2, 3], nil, []] {
        let taken = try withBytes(value) {
            try producer.append(
                to: topic, partition: 0, key: $0, value: $0, headers: value == [] ? [] : headers, token: 1)
        }
        #expect(taken == .queued)
    }
    let flushed = try producer.flush(timeoutMilliseconds: 10_000) { #expect($0.error == nil) }
    #expect(flushed)
    let reader = try Reader(configuration, settings: Fixture.readerSettings)
    defer { reader.close() }
    try reader.assign([.init(topic: name, partition: 0, offset: 0)])
    var read: [[String]] = []
    try wait(for: "three records") {
        try reader.poll(timeoutMilliseconds: 100) { record in
            read.append(record.headers.map { "\($0.name)=\($0.value)" })
            if read.count == 1 {
                #expect(record.header("title") == Array("Gründe".utf8) && record.header("none") == nil)
            }
        }
        return read.count == 3
    }
    let wanted = headers.map { "\($0.name)=\($0.value)" }
    #expect(read == [wanted, wanted, []])
}

/// A port that was free a moment ago.
func freePort() throws -> UInt16 {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Glibc.bind(probe, $0, size) == 0 && getsockname(probe, $0, &size) == 0
        }
    }
    guard found else { throw DeadlinePassed(description: "no free port") }
    return UInt16(bigEndian: address.sin_port)
}

/// Values that callbacks of other threads collect.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    func add(_ value: Value) { values.withLock { $0.append(value) } }

    var all: [Value] { values.withLock { $0 } }
}
