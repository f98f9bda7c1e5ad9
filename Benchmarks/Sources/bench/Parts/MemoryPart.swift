/// The memory of a case file after a year, by the allocator's own count: the same in every round.
struct MemoryPart: ComparablePart {
    let benchmarks = ["memory-bench"]
    let products: [String] = []

    func measure(in bench: Bench) throws {
        say("memory a case")
        bench.report.add(
            Line(
                name: "memory a case after a year", value: try bytes(bench.this, in: bench), digits: 0, unit: "bytes",
                goal: .atMost(1200), note: "\(bench.sizes.cases) cases, one contact each"))
    }

    func compare(with that: Checkout, in bench: Bench) throws {
        say("memory a case")
        let sides = try [bench.this, that].map { [try bytes($0, in: bench)] }
        try bench.report.compare("memory a case after a year", this: sides[0], that: sides[1], unit: "bytes")
    }

    private func bytes(_ checkout: Checkout, in bench: Bench) throws -> Double {
        let program = checkout.benchmark("memory-bench")
        // Its own exit status says whether its goal is met.
        let found = try bench.processes.run([program, "\(bench.sizes.cases)"], allowing: [0, 1])
        // Of several lines the first, which is that of a case with one contact.
        let line = found.output.split(separator: "\n").first { $0.hasSuffix(" bytes a case") }
        guard let bytes = line?.split(separator: " ").dropLast(3).last.flatMap({ Double($0) }) else {
            throw Failure("\(program) says no bytes a case: \(found.output)")
        }
        return bytes
    }
}
