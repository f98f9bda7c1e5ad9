/// The table of the law walked for every case that a country has, beside the fast functions on the same facts.
struct DeadlinesPart: Part {
    let benchmarks = ["deadlines-bench"]
    let products: [String] = []

    func measure(in bench: Bench) throws {
        say("all deadlines of a case, beside the fast functions")
        let holidays = "\(bench.this.root)/seeds/calendars/bank-holidays-england.txt"
        let found = try bench.processes.run(
            [bench.this.benchmark("deadlines-bench"), holidays, "\(bench.sizes.rounds)"]
        ).named
        let time = "processor's time, one core"
        try bench.report.add(
            "all deadlines of a case", found["case"] ?? [], unit: "µs", goal: .atMost(5), note: time)
        try bench.report.add(
            "deadlines of 718,838 cases", found["all"] ?? [], unit: "s", goal: .atMost(5), note: time)
        try bench.report.add(
            "÷ the fast functions", found["ratio"] ?? [], isDetail: true,
            note: "reviewDue to appealUntil, without reasons")
    }
}
