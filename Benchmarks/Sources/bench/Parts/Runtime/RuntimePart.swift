/// The services' own loop on Apache Kafka, beside a copy in C on one log and, where it is there, a service of Kafka
/// Streams.
struct RuntimePart: ComparablePart {
    let benchmarks = ["runtime-bench"]
    let products = ["notifier"]

    func measure(in bench: Bench) throws {
        guard let script = kafka(of: bench) else { return }
        if bench.peer == nil {
            say("NO PEER in PEERS or ../shared/peers: the comparison with Kafka Streams is LEFT OUT")
        }
        try Fold(bench).measure(script)
        try AnsweredBesidePeers(bench, script).measure()
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        guard let script = kafka(of: bench) else { return }
        try Fold(bench).compare(with: that, script)
        try AnsweredInTurns(bench, that).compare(script)
    }

    private func kafka(of bench: Bench) -> String? {
        if bench.kafka == nil {
            say("no Apache Kafka in KAFKA_HOME or ../shared/kafka: the runtime is LEFT OUT")
            bench.report.add(
                Line(
                    name: "the runtime on Apache Kafka",
                    note: "not measured: no Apache Kafka in KAFKA_HOME or ../shared/kafka"))
        }
        return bench.kafka
    }
}

/// A log's partitions, on each side.
let logPartitions = 8

extension Bench {
    /// Makes the topics and begins a log with so many cases, as that checkout does; the number of its records.
    func beginLog(of checkout: Checkout, _ servers: String, cases: Int) throws -> Int {
        let words = ["begin", servers, "\(logPartitions)", "\(cases)"]
        return Int(try processes.run([checkout.benchmark("runtime-bench")] + words).numbers(1)[0])
    }
}
