import Foundation

/// Letters set on paper, tagged as PDF/UA-1, beside Typst on the same letters, one core each.
struct LettersPart: Part {
    let benchmarks = ["letters-bench"]
    let products: [String] = []

    /// In a round.
    private static let letters = 200

    func measure(in bench: Bench) throws {
        say("letters on paper, beside Typst")
        let program = bench.this.benchmark("letters-bench")
        let seeds = "\(bench.this.root)/seeds"
        let folder = "\(bench.folder)/letters"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try bench.processes.run([program, seeds, "typst", "\(Self.letters)", folder])
        let typst = Self.typst(in: bench)
        let sides =
            [{ (_: Int) in try Self.rate([program, seeds, "set", "1", "\(Self.letters)"], in: bench) }]
            + (typst.map { command in [{ (_: Int) in try Self.rate(command + [folder, "1"], in: bench) }] } ?? [])
        let rates = try takeTurns(bench.sizes.rounds, sides)
        let note = "processor's time, one core; PDF/UA-1"
        try bench.report.add("letters set in a second", rates[0], unit: "a second", goal: .atLeast(100), note: note)
        guard rates.count > 1 else {
            say("  SKIPPED: beside Typst, for want of it; pip install typst into build/python, or set TYPST_PYTHON")
            return
        }
        try bench.report.add(
            "÷ Typst", zip(rates[0], rates[1]).map { $0 / $1 }, unit: "", goal: .atLeast(1), note: "the same letters")
    }

    /// Python that has Typst; nil where none has.
    private static func typst(in bench: Bench) -> [String]? {
        let script = "\(bench.this.root)/Benchmarks/typst/letters.py"
        let places = [
            ProcessInfo.processInfo.environment["TYPST_PYTHON"], "\(bench.this.root)/build/python/bin/python",
            "python3",
        ]
        for case let python? in places where (try? bench.processes.run([python, "-c", "import typst"])) != nil {
            return [python, script]
        }
        return nil
    }

    private static func rate(_ command: [String], in bench: Bench) throws -> Double {
        guard let rate = try bench.processes.run(command).named["letters"]?.first else {
            throw Failure("\(command[0]) says no rate")
        }
        return rate
    }
}
