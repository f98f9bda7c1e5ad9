/// The services of two checkouts on one broker and one log. Both would speak for the same partitions, so each starts for
/// its turn, answers a few entries that are thrown away, is measured, and ends.
struct AnsweredInTurns {
    private let bench: Bench
    private let that: Checkout

    init(_ bench: Bench, _ that: Checkout) {
        self.bench = bench
        self.that = that
    }

    func compare(_ script: String) throws {
        let kafka = try ApacheKafka.start(script, heap: "1g", in: bench.processes)
        // As in `Fold`, the other one writes what both read.
        _ = try bench.beginLog(of: that, kafka.servers, cases: bench.sizes.paced)
        try bench.writeEntry(of: that)
        try twoSteps(kafka.servers)
        try oneStep(kafka.servers)
        bench.processes.end(kafka)
    }

    private func twoSteps(_ servers: String) throws {
        say("two steps at 500 entries a second, \(bench.sizes.rounds) rounds")
        let rounds = try takeTurns(
            bench.sizes.rounds,
            [bench.this, that].map { side in
                { _ in
                    let notifier = try bench.startService(
                        "notifier", of: side, servers, ["--folder", "\(bench.folder)/outbox"]
                    ).service
                    defer { bench.processes.end(notifier) }
                    _ = try bench.answer(.notifier, on: servers, 500, .paced)
                    return try bench.answer(.notifier, on: servers, bench.sizes.paced, .paced, by: notifier)
                }
            })
        try compare("entry to notification, two steps at 500/s: p99", rounds, \.p99, unit: "ms")
        try compare("p50", rounds, \.p50, unit: "ms", isDetail: true)
        try compare("the processor's time of an answer", rounds, \.microsecondsEach, unit: "µs", isDetail: true)
    }

    private func oneStep(_ servers: String) throws {
        say("each entry answered by one, \(bench.sizes.rounds) rounds")
        // Cases of its own for each turn: as good as none has a request that was answered.
        var first = 100_000
        let rounds = try takeTurns(
            bench.sizes.rounds,
            [bench.this, that].map { side in
                { _ in
                    first += 100_000
                    let service = try bench.startAnswerer(of: side, servers)
                    defer { bench.processes.end(service) }
                    _ = try bench.answer(.answerer, on: servers, 2000, .full, first: first)
                    // Half as many as beside Streams: each turn begins with a fold of all the turns before.
                    let count = bench.sizes.answered / 2
                    return try bench.answer(.answerer, on: servers, count, .full, first: first, by: service)
                }
            })
        try compare("answering an entry, at full speed", rounds, \.microsecondsBetween, unit: "µs")
        try compare("the processor's time of an answer", rounds, \.microsecondsEach, unit: "µs", isDetail: true)
    }

    private func compare(
        _ name: String, _ rounds: [[Answered]], _ figure: KeyPath<Answered, Double>, unit: String,
        isDetail: Bool = false
    ) throws {
        try bench.report.compare(
            name, this: rounds[0].map { $0[keyPath: figure] }, that: rounds[1].map { $0[keyPath: figure] },
            unit: unit, isDetail: isDetail)
    }
}

extension Answered {
    /// On the wall, from one answer to the next.
    fileprivate var microsecondsBetween: Double { 1e6 / rate }
}
