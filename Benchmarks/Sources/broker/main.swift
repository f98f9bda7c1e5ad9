// The broker of the measurements: the embedded one, in a process of its own. `broker TOPIC:PARTITIONS[:guarded]…`
// It prints its address and runs until its standard input ends.
import Glibc
import Kafka

let topics = CommandLine.arguments.dropFirst().compactMap { word -> EmbeddedBroker.Topic? in
    let parts = word.split(separator: ":")
    guard parts.count >= 2, let partitions = Int32(parts[1]) else { return nil }
    return EmbeddedBroker.Topic(String(parts[0]), partitions: partitions, isGuarded: parts.count > 2)
}
guard !topics.isEmpty, topics.count == CommandLine.arguments.count - 1 else {
    fputs("usage: broker TOPIC:PARTITIONS[:guarded]...\n", stderr)
    exit(2)
}
let broker = try EmbeddedBroker(topics: topics) { notice in fputs("broker: \(notice)\n", stderr) }
print(broker.bootstrapServers)
fflush(stdout)
while getchar() != EOF {}
broker.close()
