/// Reading entries, beside Foundation.
struct DecodePart: ComparablePart {
    let benchmarks = ["decode-bench"]
    let products: [String] = []

    func measure(in bench: Bench) throws {
        say("reading entries, beside Foundation")
        let found = try bench.processes.run([bench.this.benchmark("decode-bench"), "ratios"]).named
        try bench.report.add(
            "reading an entry ÷ Foundation", found["foundation"] ?? [], goal: .atLeast(14),
            note: "entries of about 750 bytes")
        try bench.report.add(
            "reading and folding ÷ reading", found["fold"] ?? [], goal: .atLeast(0.75), note: "a year of each case")
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        for (what, word, times) in [
            ("reading an entry", "entry", 4000), ("reading and folding", "fold", 60), ("writing", "write", 60),
        ] {
            say("\(what), \(bench.sizes.rounds) rounds")
            /// Without what the program takes to begin: its records are made first.
            func seconds(_ program: String) throws -> Double {
                try bench.processes.run([program, word, "\(times)"]).processorSeconds
                    - bench.processes.run([program, word, "1"]).processorSeconds
            }
            let rounds = try takeTurns(
                bench.sizes.rounds,
                [bench.this, that].map { side in { _ in try seconds(side.benchmark("decode-bench")) } })
            try bench.report.compare(what, this: rounds[0], that: rounds[1], unit: "s of the processor")
        }
    }
}

extension Finished {
    /// Lines of a name and a number.
    var named: [String: [Double]] {
        var found: [String: [Double]] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, let number = Double(words[1]) { found[String(words[0]), default: []].append(number) }
        }
        return found
    }
}
