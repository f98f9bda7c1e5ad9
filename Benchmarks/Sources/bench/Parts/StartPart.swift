import Foundation

/// A service's time from its start until /readyz says 200, on a log that has only begun.
struct StartPart: ComparablePart {
    let benchmarks: [String] = []
    let products = ["annual-review", "scheduler"]

    func measure(in bench: Bench) throws {
        let rounds = try starts([bench.this], in: bench)
        try bench.report.add(
            "a service's start to ready", rounds[0], unit: "s", goal: .atMost(1),
            note: "scheduler, release, log-began alone in the log")
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        let rounds = try starts([bench.this, that], in: bench)
        try bench.report.compare("a service's start to ready", this: rounds[0], that: rounds[1], unit: "s")
    }

    /// Each checkout's scheduler starts on its own broker.
    private func starts(_ checkouts: [Checkout], in bench: Bench) throws -> [[Double]] {
        say("a service's start, \(bench.sizes.rounds) rounds")
        var brokers: [Child] = []
        var sides: [(Int) throws -> Double] = []
        for (number, checkout) in checkouts.enumerated() {
            let (broker, servers) = try bench.startRehearsal(of: checkout, name: "start-broker-\(number)")
            brokers.append(broker)
            sides.append { _ in try secondsToReady(checkout, servers, in: bench) }
        }
        let rounds = try takeTurns(bench.sizes.rounds, sides)
        brokers.forEach(bench.processes.end)
        return rounds
    }

    private func secondsToReady(_ checkout: Checkout, _ servers: String, in bench: Bench) throws -> Double {
        let start = now()
        let (service, port) = try bench.startService("scheduler", of: checkout, servers)
        let took = try service.wait(for: "readiness") { isReady(port: port) ? now() - start : nil }
        bench.processes.end(service)
        return took
    }
}

extension Bench {
    /// The operator's embedded broker, on which a rehearsal's log has begun, and its address.
    func startRehearsal(
        of checkout: Checkout, name: String, partitions: Int? = nil
    ) throws -> (broker: Child, servers: String) {
        let file = "\(folder)/\(name).address"
        try? FileManager.default.removeItem(atPath: file)
        let broker = try processes.start(
            name,
            [checkout.product("annual-review"), "broker", "--port", "0", "--rehearsal", "--first-day", "2024-09-01"]
                + ["--ready-file", file] + (partitions.map { ["--partitions", "\($0)"] } ?? []))
        return (broker, try broker.wait(for: "the address") { text(of: file) })
    }

    /// A service that has taken a port, not yet ready.
    func startService(
        _ name: String, of checkout: Checkout, _ servers: String, _ words: [String] = []
    ) throws -> (service: Child, port: UInt16) {
        let file = "\(folder)/\(name).port"
        try? FileManager.default.removeItem(atPath: file)
        let service = try processes.start(
            name,
            [checkout.product(name), "--bootstrap-servers", servers, "--http", "127.0.0.1:0", "--http-port-file", file]
                + words, environment: checkout.environment(servers))
        return (service, try service.wait(for: "the port") { text(of: file).flatMap { UInt16($0) } })
    }

    /// What another process has written there, once it has.
    private func text(of file: String) -> String? {
        let text = try? String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
