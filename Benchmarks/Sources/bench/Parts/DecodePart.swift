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
        // Each takes half a second or more.
        for (what, word, times) in [
            ("reading an entry", "entry", 1000), ("reading and folding", "fold", 15), ("writing", "write", 15),
        ] {
            say("\(what), \(bench.sizes.rounds) rounds")
            let rounds = try takeTurns(
                bench.sizes.rounds,
                [bench.this, that].map { side in
                    let program = side.benchmark("decode-bench")
                    // Without what the program takes to begin: its records are made first.
                    return { _ in
                        try bench.leastSeconds([program, word, "\(times)"]) - bench.leastSeconds([program, word, "1"])
                    }
                })
            try bench.report.compare(what, this: rounds[0], that: rounds[1], unit: "s of the processor")
        }
    }
}

extension Bench {
    /// The processor's seconds of the best of a few runs: all of it is one thread's work, and other work on the machine
    /// only ever slows it down.
    fileprivate func leastSeconds(_ command: [String]) throws -> Double {
        var least = Double.infinity
        for _ in 0..<sizes.decodeRuns { least = min(least, try processes.run(command).processorSeconds) }
        return least
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
