/// The fold of a log at a service's start, beside a bare consumer.
struct Fold {
    private let bench: Bench

    init(_ bench: Bench) { self.bench = bench }

    func measure(_ script: String) throws {
        let kafka = try ApacheKafka.start(script, heap: "1g", in: bench.processes)
        let records = try fill(kafka.servers, by: bench.this)
        let c = { (_: Int) in
            try bench.times(of: [bench.inC("steps"), "read", kafka.servers, "case-files", "\(records)"])
        }
        let rounds = try takeTurns(bench.sizes.rounds, [c, fold(bench.this, kafka.servers, records)])
        bench.processes.end(kafka)
        let (wall, processor) = (rounds.map { $0.map(\.wall) }, rounds.map { $0.map(\.processor) })
        let rate = try Int(Double(records) / Spread(of: wall[1]).median / 1000)
        try bench.report.add(
            "fold at start ÷ a consumer in C", ratios(wall[0], to: wall[1]), goal: .atLeast(0.7),
            note: "\(rate) k records/s folded, of \(records)")
        try bench.report.add(
            "by the processor's seconds", ratios(processor[0], to: processor[1]), isDetail: true,
            note: "of the client alone")
    }

    func compare(with that: Checkout, _ script: String) throws {
        let kafka = try ApacheKafka.start(script, heap: "1g", in: bench.processes)
        // The other one writes: if it is the older, this one can read what it says, and not always the other way round.
        let records = try fill(kafka.servers, by: that)
        let rounds = try takeTurns(bench.sizes.rounds, [bench.this, that].map { fold($0, kafka.servers, records) })
        bench.processes.end(kafka)
        try bench.report.compare(
            "fold at start", this: rounds[0].map(\.wall), that: rounds[1].map(\.wall), unit: "s")
        try bench.report.compare(
            "by the processor's seconds", this: rounds[0].map(\.processor), that: rounds[1].map(\.processor),
            unit: "s", isDetail: true)
    }

    private func fold(_ checkout: Checkout, _ servers: String, _ records: Int) -> (Int) throws -> Times {
        { _ in try bench.times(of: [checkout.benchmark("runtime-bench"), "fold", servers, "\(records)"]) }
    }

    /// A year of each of some cases; the number of records.
    private func fill(_ servers: String, by checkout: Checkout) throws -> Int {
        say("the fold at start, \(bench.sizes.rounds) rounds, on Apache Kafka")
        let begun = try bench.beginLog(of: checkout, servers, cases: 1)
        let filled = try bench.processes.run(
            [checkout.benchmark("runtime-bench"), "fill", servers, "\(bench.sizes.folded)"]
        ).numbers(1)[0]
        return begun + Int(filled)
    }
}
