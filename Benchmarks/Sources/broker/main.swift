// The broker of the measurements: the embedded one, in a process of its own. `broker TOPIC:PARTITIONS[:guarded]…`
// It prints its address and runs until its standard input ends.
import Glibc
import Kafka

@Sendable func complain(_ line: String) { _ = "broker: \(line)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) } }

let topics = CommandLine.arguments.dropFirst().compactMap { word -> EmbeddedBroker.Topic? in
    let parts = word.split(separator: ":")
    guard parts.count >= 2, let partitions = Int32(parts[1]) else { return nil }
    return EmbeddedBroker.Topic(String(parts[0]), partitions: partitions, isGuarded: parts.count > 2)
}
guard !topics.isEmpty, topics.count == CommandLine.arguments.count - 1 else {
    complain("usage: broker TOPIC:PARTITIONS[:guarded]...")
    exit(2)
}
let broker = try EmbeddedBroker(topics: topics) { notice in complain("\(notice)") }
print(broker.bootstrapServers)
fflush(nil)
while getchar() != EOF {}
broker.close()
