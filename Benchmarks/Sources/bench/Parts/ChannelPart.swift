/// The notifier's loop beside a channel that stands in its provider, beside the same loop with one that answers at once.
struct ChannelPart: Part {
    let benchmarks = ["channel-bench"]
    let products: [String] = []

    /// In a round.
    private static let cases = 2_000

    func measure(in bench: Bench) throws {
        say("the notifier's loop beside a channel that does not answer")
        let found = try bench.processes.run([bench.this.benchmark("channel-bench"), "\(Self.cases)"]).named
        let time = "processor's time of the loop's thread"
        try bench.report.add(
            "pace beside a slow channel ÷ beside a quick one", found["ratio"] ?? [], unit: "", goal: .atLeast(0.95),
            note: time)
        try bench.report.add(
            "entries answered beside a slow channel", found["slow"] ?? [], isDetail: true, unit: "a second", note: time)
    }
}
