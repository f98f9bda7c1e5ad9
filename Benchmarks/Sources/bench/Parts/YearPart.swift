import Foundation

/// A rehearsed year, beside a pipeline in C of as many records, days and hops; each on an embedded broker of its own with
/// as many partitions, one after the other. The hops are those of a decision: submitted, made, its letter, and the
/// message requested, claimed and sent. Both sides write `notifications` too, which nobody reads.
struct YearPart: ComparablePart {
    let benchmarks = ["broker"]
    let products = ["annual-review", "scheduler", "decision-writer", "notifier", "analytics"]

    private let partitions = 12
    private let hops = 5

    func measure(in bench: Bench) throws {
        let year = try rehearse(bench.this, in: bench)
        let size =
            "\(year.records) records and \(year.notifications) of notifications, \(bench.sizes.days) days, "
            + "\(partitions) partitions, \(hops) hops"
        say("a pipeline in C: \(size)")
        let topics = ["case-files:\(partitions):guarded", "notifications:\(partitions)"]
        let (broker, servers) = try bench.processes.startBroker(bench.this.benchmark("broker"), topics: topics)
        let numbers = [year.records, bench.sizes.days, hops, year.notifications].map(String.init)
        let took = try bench.processes.run(
            [bench.inC("hops"), servers, "case-files", bench.records] + numbers + ["notifications"]
        ).numbers(1)[0]
        bench.processes.end(broker)
        bench.report.add(
            Line(
                name: "the demo's year ÷ a pipeline in C", value: year.times.wall / took, goal: .atMost(3),
                note: "\(decimals(year.times.wall, 1)) s ÷ \(decimals(took, 1)) s, \(size)"))
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        let sides = [bench.this, that].map { side in { (_: Int) in try rehearse(side, in: bench).times } }
        let rounds = try takeTurns(bench.sizes.yearRounds, sides)
        try bench.report.compare(
            "the demo's year", this: rounds[0].map(\.wall), that: rounds[1].map(\.wall), unit: "s")
        try bench.report.compare(
            "by the processor's seconds of all processes", this: rounds[0].map(\.processor),
            that: rounds[1].map(\.processor), unit: "s", isDetail: true)
    }

    private struct Year {
        let times: Times
        let records: Int
        let notifications: Int
    }

    /// The services and the year, as `make demo` runs it.
    private func rehearse(_ checkout: Checkout, in bench: Bench) throws -> Year {
        let (plans, days) = ("\(bench.sizes.plans)", "\(bench.sizes.days)")
        say("a rehearsed year of \(checkout.root): \(plans) plans, \(days) days, \(partitions) partitions")
        let folder = "\(bench.folder)/year"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/outbox", withIntermediateDirectories: true)
        let (broker, servers) = try bench.startRehearsal(of: checkout, name: "year-broker", partitions: partitions)
        var children = [broker]
        for (name, words) in services(in: folder) {
            children.append(try bench.startService(name, of: checkout, servers, words).service)
        }
        func operate(_ words: String...) throws -> Finished {
            try bench.processes.run(
                [checkout.product("annual-review")] + words, environment: checkout.environment(servers))
        }
        _ = try operate(
            "sample", "--council", "bromley", "--plans", plans, "--seed", "1", "--from", "2024-09-01", "--out",
            "\(folder)/sample")
        _ = try operate("import", "\(folder)/sample/plans.csv", "--people", "\(folder)/sample/people.csv")
        _ = try operate("release", "--yes")
        let report = try operate("rehearse", "--days", days, "--seed", "1", "--coordinators", "as-2024", "--json")
        let used = try children.map { try $0.processorSecondsUntilNow() }
        // The services before the broker: they say goodbye to it.
        children.reversed().forEach(bench.processes.end)
        return try year(from: report, servicesUsed: used.reduce(0, +))
    }

    private func services(in folder: String) -> [(name: String, words: [String])] {
        [
            ("scheduler", []),
            ("decision-writer", []),
            ("notifier", ["--folder", "\(folder)/outbox", "--pace", "1000000"]),
            (
                "analytics",
                ["--database", "\(folder)/analytics.db", "--page", "\(folder)/page", "--page-every", "3600"]
            ),
        ]
    }

    private func year(from report: Finished, servicesUsed: Double) throws -> Year {
        struct Fields: Decodable {
            let milliseconds: Double
            let records: Int
            let notifications: Int
        }
        let fields = try JSONDecoder().decode(Fields.self, from: Data(report.output.utf8))
        return Year(
            times: Times(wall: fields.milliseconds / 1000, processor: servicesUsed + report.processorSeconds),
            records: fields.records, notifications: fields.notifications)
    }
}
