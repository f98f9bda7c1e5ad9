// The Swift side of Benchmarks/C/records.c: the same work through the face `Kafka`.
//   records produce SERVERS TOPIC FILE COUNT
//   records consume SERVERS TOPIC COUNT PASSES
// Prints the seconds that it took and the processor's seconds.
import Glibc
import Kafka

let valueSize = 300
let recordCount = 4096

struct Failure: Error, CustomStringConvertible {
    let description: String
}

func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// The processor time of this process, librdkafka's threads among it.
func processorSeconds() -> Double {
    var use = rusage()
    getrusage(RUSAGE_SELF.rawValue, &use)
    return Double(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
        + Double(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6
}

/// The records that `records make FILE` in C wrote: a line each, the key, a tab and the value.
func readRecords(_ path: String, partitions: Int32) throws -> [(key: [UInt8], value: [UInt8], partition: Int32)] {
    guard let file = fopen(path, "r") else { throw Failure(description: "cannot open \(path)") }
    defer { fclose(file) }
    var records: [(key: [UInt8], value: [UInt8], partition: Int32)] = []
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    while true {
        let length = getline(&line, &room, file)
        guard length > 0, let line else { break }
        let parts = UnsafeRawBufferPointer(start: line, count: length).split(separator: 0x09)
        guard parts.count == 2, parts[1].count == valueSize + 1 else { throw Failure(description: "\(path)") }
        let key = [UInt8](parts[0])
        let partition = key.withUnsafeBytes { Partitioner.partition(of: $0, partitions: partitions) }
        records.append((key, [UInt8](parts[1].prefix(valueSize)), partition))
    }
    guard records.count == recordCount else { throw Failure(description: "\(path): \(records.count) records") }
    return records
}

func produce(_ servers: String, _ name: String, _ path: String, _ count: Int) throws {
    let producer = try Producer(KafkaConfiguration(bootstrapServers: servers, clientID: "in-swift"))
    let topic = try producer.open(topic: name)
    let records = try readRecords(path, partitions: topic.partitionCount)
    var acknowledged = 0
    var failure: KafkaError?
    func delivered(_ delivery: Producer.Delivery) {
        acknowledged += 1
        if let error = delivery.error { failure = failure ?? error }
    }
    let start = seconds()
    let processor = processorSeconds()
    for number in 0..<count {
        let record = records[number % recordCount]
        try record.key.withUnsafeBytes { key in
            try record.value.withUnsafeBytes { value in
                while try producer.append(
                    to: topic, partition: record.partition, key: key, value: value, token: UInt64(number)) == .queueFull
                {
                    try producer.poll(timeoutMilliseconds: 10, delivered)
                }
            }
        }
        if number % 1000 == 0 { try producer.poll(timeoutMilliseconds: 0, delivered) }
    }
    while acknowledged < count, failure == nil { try producer.poll(timeoutMilliseconds: 100, delivered) }
    if let failure { throw failure }
    print("\(seconds() - start) \(processorSeconds() - processor)")
    producer.close()
}

func consume(_ servers: String, _ name: String, _ count: Int, passes: Int) throws {
    let configuration = KafkaConfiguration(bootstrapServers: servers, clientID: "in-swift")
    var settings = Reader.Settings()
    settings.fetchWaitMilliseconds = 10
    let admin = try Admin(configuration)
    guard let partitions = try admin.metadata().topics[name]?.partitions else {
        throw Failure(description: "no topic \(name)")
    }
    admin.close()
    let reader = try Reader(configuration, settings: settings)
    var bytes = 0
    var wall = 0.0
    var processor = 0.0
    for _ in 0..<passes {
        try reader.assign((0..<partitions).map { Reader.Assignment(topic: name, partition: $0, offset: 0) })
        var got = 0
        // From the first batch on: what a new connection takes is not what is measured.
        var start = 0.0
        var processorStart = 0.0
        while got < count {
            try reader.poll(timeoutMilliseconds: 100) { record in
                if start == 0 {
                    start = seconds()
                    processorStart = processorSeconds()
                }
                bytes += (record.key?.count ?? 0) + (record.value?.count ?? 0)
                got += 1
            }
        }
        wall += seconds() - start
        processor += processorSeconds() - processorStart
        // As the C side does: what is left over is not read while the next pass begins.
        try reader.assign([])
    }
    print("\(wall) \(processor)")
    guard bytes > 0 else { throw Failure(description: "nothing was read") }
    reader.close()
}

let words = CommandLine.arguments
switch (words.dropFirst().first, words.count) {
case ("produce", 6): try produce(words[2], words[3], words[4], Int(words[5]) ?? 0)
case ("consume", 6): try consume(words[2], words[3], Int(words[4]) ?? 0, passes: Int(words[5]) ?? 1)
default:
    print("usage: records produce SERVERS TOPIC FILE COUNT | consume SERVERS TOPIC COUNT PASSES")
    exit(2)
}
