/// Appending and reading through the face `Kafka`, beside C.
struct KafkaPart: ComparablePart {
    let benchmarks = ["records", "broker"]
    let products: [String] = []

    func measure(in bench: Bench) throws {
        try eachTask(of: [bench.inC("records"), bench.this.benchmark("records")], in: bench) { task, rounds in
            let (c, swift) = (rounds[0], rounds[1])
            let rate = try Int(Double(task.records) / Spread(of: c.map(\.wall)).median / 1000)
            try bench.report.add(
                "Swift \(task.name) ÷ C, \(task.place)", ratios(c.map(\.wall), to: swift.map(\.wall)),
                goal: .atLeast(0.9), note: "\(rate) k records/s in C")
            try bench.report.add(
                "by the processor's seconds", ratios(c.map(\.processor), to: swift.map(\.processor)), isDetail: true,
                goal: .atLeast(0.9), note: task.place)
        }
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        try eachTask(of: [bench.this, that].map { $0.benchmark("records") }, in: bench) { task, rounds in
            try bench.report.compare(
                "\(task.name), \(task.place)", this: rounds[0].map(\.wall), that: rounds[1].map(\.wall), unit: "s")
            try bench.report.compare(
                "by the processor's seconds", this: rounds[0].map(\.processor), that: rounds[1].map(\.processor),
                unit: "s", isDetail: true)
        }
    }

    private struct Task {
        let name: String
        let place: String
        let records: Int
        let words: [String]
    }

    /// Lets the programs append and read in turns, on each kind of broker.
    private func eachTask(
        of programs: [String], in bench: Bench, _ report: (Task, [[Times]]) throws -> Void
    ) throws {
        func run(_ task: Task) throws {
            say("\(task.name), \(bench.sizes.rounds) rounds, \(task.place)")
            let sides = programs.map { program in { (_: Int) in try bench.times(of: [program] + task.words) } }
            try report(task, try takeTurns(bench.sizes.rounds, sides))
        }
        func tasks(_ place: String, _ servers: String, read topic: String, _ readable: Int, times: Int) -> [Task] {
            let produced = "\(bench.sizes.produced)"
            return [
                Task(
                    name: "produce", place: place, records: bench.sizes.produced,
                    words: ["produce", servers, "write", bench.records, produced]),
                Task(
                    name: "consume", place: place, records: readable * times,
                    words: ["consume", servers, topic, "\(readable)", "\(times)"]),
            ]
        }
        let (broker, servers) = try bench.processes.startBroker(
            bench.this.benchmark("broker"), topics: ["write:8", "read:8"])
        let readable = bench.sizes.readable
        _ = try bench.processes.run(
            [bench.inC("records"), "produce", servers, "read", bench.records, "\(readable)"])
        for task in tasks("embedded", servers, read: "read", readable, times: 10) { try run(task) }
        bench.processes.end(broker)

        guard let script = bench.kafka else { return say("no Apache Kafka in KAFKA_HOME or ../shared/kafka: left out") }
        let kafka = try ApacheKafka.start(script, heap: "512m", in: bench.processes)
        try kafka.makeTopics(["write"])
        for task in tasks("Apache Kafka", kafka.servers, read: "write", bench.sizes.produced, times: 1) {
            try run(task)
        }
        bench.processes.end(kafka)
    }
}
