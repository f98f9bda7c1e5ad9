import Foundation

/// A clean debug build of everything, tests too.
struct BuildPart: Part {
    let benchmarks: [String] = []
    let products: [String] = []

    func measure(in bench: Bench) throws {
        say("a clean debug build of everything, tests too")
        let scratch = "\(bench.folder)/clean"
        let start = now()
        _ = try bench.processes.run(
            ["swift", "build", "--package-path", bench.this.root, "--build-tests", "--scratch-path", scratch],
            seconds: 3600)
        let took = now() - start
        try FileManager.default.removeItem(atPath: scratch)
        bench.report.add(
            Line(
                name: "a clean debug build of everything", value: took, digits: 0, unit: "s", goal: .atMost(180),
                note: "load \(Bench.load) on \(bench.report.cores) cores"))
    }
}
