import Foundation

/// A service that answers, beside a copy in C and a service of Kafka Streams: two steps at 500 entries a second, and one
/// at full speed. All run at once; each is asked in its turn, and the others rest.
struct AnsweredBesidePeers {
    private let bench: Bench
    private let kafka: ApacheKafka

    init(_ bench: Bench, _ script: String) throws {
        self.bench = bench
        kafka = try ApacheKafka.start(script, heap: "1g", in: bench.processes)
    }

    func measure() throws {
        // Set as the topic of the case files on one broker is, which is what flushes each batch to disk.
        try kafka.makeTopics(["copy"], setting: "flush.messages=1")
        var peers: [Child] = []
        if let peer = bench.peer {
            try kafka.makeTopics(["a", "b", "c"])
            peers = try [["a", "b"], ["b", "c"]].map { try startPeer(peer, $0) }
        }
        _ = try bench.beginLog(of: bench.this, kafka.servers, cases: bench.sizes.paced)
        try bench.writeEntry(of: bench.this)
        try twoSteps(isBesideStreams: !peers.isEmpty)
        // Of one step the second peer would only be a burden.
        if let second = peers.popLast() { bench.processes.end(second) }
        try oneStep(peers.first)
        peers.forEach(bench.processes.end)
        bench.processes.end(kafka)
    }

    private func startPeer(_ program: String, _ topics: [String]) throws -> Child {
        let peer = try bench.processes.start(
            "streams-\(topics.joined())", [program, kafka.servers] + topics,
            environment: ["JAVA_TOOL_OPTIONS": "-Djava.io.tmpdir=\(kafka.folder)"])
        try peer.wait(for: "the state RUNNING", seconds: 60) {
            try String(contentsOfFile: peer.output, encoding: .utf8).contains("state RUNNING") ? () : nil
        }
        return peer
    }

    private func startCopy(step: Int, lingerMilliseconds: Int) throws -> Child {
        try bench.processes.start(
            "copy-\(step)", [bench.inC("steps"), "copy", kafka.servers, "copy", "\(step)", "\(lingerMilliseconds)"])
    }

    private func twoSteps(isBesideStreams: Bool) throws {
        say("two steps at 500 entries a second, \(bench.sizes.rounds) rounds")
        let services = try [
            bench.startService("notifier", of: bench.this, kafka.servers, ["--folder", "\(bench.folder)/outbox"])
                .service,
            startCopy(step: 1, lingerMilliseconds: 0), startCopy(step: 2, lingerMilliseconds: 0),
        ]
        let sides = [.copy(steps: 2), .notifier] + (isBesideStreams ? [Steps.streams(steps: 2)] : [])
        let rounds = try takeTurns(
            bench.sizes.rounds,
            sides.map { side in { _ in try bench.answer(side, on: kafka.servers, bench.sizes.paced, .paced) } })
        services.forEach(bench.processes.end)
        let (c, swift) = (rounds[0], rounds[1])
        try bench.report.add(
            "entry to notification, p99 ÷ a copy in C", ratios(swift.map(\.p99), to: c.map(\.p99)), goal: .atMost(2),
            note: "\(delays(swift)) ms; C \(delays(c)) ms; one log, 2 steps, 500/s")
        guard isBesideStreams else { return }
        try bench.report.add(
            "÷ Kafka Streams, EOS v2", ratios(swift.map(\.p99), to: rounds[2].map(\.p99)), isDetail: true,
            goal: .atMost(0.1), note: "Streams \(delays(rounds[2])) ms")
    }

    private func delays(_ rounds: [Answered]) throws -> String {
        try "p50 \(short(Spread(of: rounds.map(\.p50)).median)), p99 \(short(Spread(of: rounds.map(\.p99)).median))"
    }

    private func oneStep(_ peer: Child?) throws {
        say("each entry answered by one, \(bench.sizes.rounds) rounds")
        let copy = try startCopy(step: 1, lingerMilliseconds: 5)
        let service = try bench.startAnswerer(of: bench.this, kafka.servers)
        func side(_ steps: Steps, _ service: Child, first: @escaping (Int) -> Int = { _ in Bench.firstCase })
            -> (Int) throws -> Answered
        {
            { round in
                try bench.answer(
                    steps, on: kafka.servers, bench.sizes.answered, .full, first: first(round), by: service)
            }
        }
        // Cases of its own for each round: none has a request that was answered.
        let swift = side(.answerer, service) { 200_000 + $0 * 100_000 }
        let streams = peer.map { [side(.streams(steps: 1), $0)] } ?? []
        let rounds = try takeTurns(bench.sizes.rounds, [side(.copy(steps: 1), copy), swift] + streams)
        [copy, service].forEach(bench.processes.end)
        try report(c: rounds[0], swift: rounds[1], streams: peer == nil ? nil : rounds[2])
    }

    private func report(c: [Answered], swift: [Answered], streams: [Answered]?) throws {
        func rate(_ rounds: [Answered]) throws -> String { decimals(try Spread(of: rounds.map(\.rate)).median, 0) }
        func cost(_ rounds: [Answered]) throws -> String {
            short(try Spread(of: rounds.map(\.microsecondsEach)).median)
        }
        try bench.report.add(
            "answering each entry ÷ a copy in C", ratios(swift.map(\.rate), to: c.map(\.rate)), goal: .atLeast(0.5),
            note: "\(rate(swift)) entries/s; C \(rate(c)), in one log")
        guard let streams else { return }
        try bench.report.add(
            "÷ Kafka Streams, EOS v2", ratios(swift.map(\.rate), to: streams.map(\.rate)), isDetail: true,
            note: "Streams \(rate(streams)) entries/s; the broker's work on both sides")
        try bench.report.add(
            "the processor's time of an answer ÷ Kafka Streams, EOS v2",
            ratios(swift.map(\.microsecondsEach), to: streams.map(\.microsecondsEach)), goal: .atMost(0.55),
            note: "\(cost(swift)) µs; Streams \(cost(streams)), C \(cost(c)) µs; the service's process alone")
    }
}

extension Bench {
    /// The service that answers every entry with one, of `runtime-bench`.
    func startAnswerer(of checkout: Checkout, _ servers: String) throws -> Child {
        try processes.start("answerer", [checkout.benchmark("runtime-bench"), "answer", servers])
    }

    func writeEntry(of checkout: Checkout) throws {
        let entry = try processes.run([checkout.benchmark("runtime-bench"), "record"]).output
        try entry.write(toFile: self.entry, atomically: true, encoding: .utf8)
    }
}
