import Foundation

/// Figures from a log: a rebuild, all metrics, a day's change, pages meanwhile, an enquiry; and five metrics with the DfE's
/// partition beside pandas and DuckDB on the same rows.
struct FiguresPart: Part {
    let benchmarks = ["figures-bench"]
    let products = ["annual-review"]

    /// What a large council has; the goals are of so many.
    static let largeCouncil = 20_635

    func measure(in bench: Bench) throws {
        say("figures of \(bench.sizes.figurePlans) plans and five years")
        let folder = "\(bench.folder)/figures"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = bench.this.benchmark("figures-bench")
        let found = try bench.processes.run(
            [program, "\(bench.sizes.figurePlans)", "\(bench.this.root)/seeds", folder], seconds: 3600
        ).named
        let note = "\(bench.sizes.figurePlans) plans"
        for (name, title, unit, goal) in [
            ("rebuild", "figures: rebuilt from five years", "s", 60.0),
            ("all", "figures: all metrics by four breakdowns", "s", 2),
            ("day", "figures: a day's change folded and in the file", "s", 5),
            ("page-p99", "figures: a page at 50 a second meanwhile, p99", "ms", 50),
        ] {
            try bench.report.add(title, found[name] ?? [], unit: unit, goal: .atMost(goal), note: note)
        }
        let began = ContinuousClock.now
        _ = try bench.processes.run(
            [
                bench.this.product("annual-review"), "enquiry", "--database", "\(folder)/analytics.db", "--from",
                "2022-01-01",
                "--to", "2023-03-31", "--seeds", "\(bench.this.root)/seeds", "--out", "\(folder)/enquiry",
            ], seconds: 600)
        try bench.report.add(
            "figures: the enquiry of fifteen months", [(ContinuousClock.now - began) / .seconds(1)], unit: "s",
            goal: .atMost(60), note: note)
        guard let ours = found["five"]?.first, ours > 0 else {
            throw Failure("\(program) says no time of five metrics")
        }
        for (peer, goal) in [("duckdb", 1.0), ("pandas", 5)] {
            guard let python = Self.python(with: peer, in: bench) else {
                say(
                    "  SKIPPED: beside \(peer), for want of it; pip install \(peer) into build/python, or set FIGURES_PYTHON"
                )
                continue
            }
            let script = "\(bench.this.root)/Benchmarks/figures/peers.py"
            guard
                let theirs = try bench.processes.run([python, script, peer, folder], seconds: 600).named["seconds"]?
                    .first
            else { throw Failure("\(peer) says no seconds") }
            try bench.report.add(
                "figures: five metrics and the partition, ÷ \(peer)", [theirs / ours], goal: .atLeast(goal),
                note: "times as fast, one core each, rows at hand")
        }
    }

    /// Python that has that module; nil where none has.
    private static func python(with module: String, in bench: Bench) -> String? {
        let places = [
            ProcessInfo.processInfo.environment["FIGURES_PYTHON"], "\(bench.this.root)/build/python/bin/python",
            "python3",
        ]
        return places.compactMap { $0 }.first { (try? bench.processes.run([$0, "-c", "import \(module)"])) != nil }
    }
}
