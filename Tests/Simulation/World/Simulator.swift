/// What one seed came to.
public struct RunOutcome: Sendable {
    /// The seed.
    public let seed: UInt64
    /// Case-years that passed, with faults.
    public let caseYears: Double
    /// Which faults happened, how often.
    public let faults: FaultTally
    /// What was broken; empty when nothing was.
    public let violations: [String]
    /// Records of `case-files`.
    public let records: Int
    /// Conclusions that were held against the prefix which they name.
    public let warranted: Int
    /// Messages that reached their receiver.
    public let messages: Int
    /// Ticks.
    public let ticks: Int
    /// Whether it was held against a run without faults.
    public let wasCompared: Bool
    /// A hash of every record: the same seed gives the same.
    public let digest: UInt64
    /// The last steps in words, when they were asked for.
    public let trace: [String]
}

/// Runs of the whole system on a virtual log and a virtual clock, each from its seed.
public enum Simulator {
    /// Runs one seed. `cases` and `days` override how many it has, `mutant` puts a fault into a service.
    public static func run(
        seed: UInt64, cases: Int? = nil, days: Int? = nil, material: Material, mutant: Mutant? = nil,
        traces: Bool = false
    ) -> RunOutcome {
        let course = Course(seed: seed, cases: cases, days: days)
        let world = World(seed: seed, course: course, material: material, mutant: mutant, traces: traces)
        world.run()
        if course.isCalm, !world.isBroken { compare(world, course, material) }
        return RunOutcome(
            seed: seed, caseYears: world.caseYears, faults: world.tally, violations: world.truth.violations,
            records: world.truth.partitions.reduce(0) { $0 + $1.receptions.count }, warranted: world.truth.warranted,
            messages: world.provider.count, ticks: world.ticks, wasCompared: course.isCalm, digest: world.digest,
            trace: world.trace)
    }

    /// Where no fault crossed a midnight, the conclusions are those of a run without faults.
    private static func compare(_ world: World, _ course: Course, _ material: Material) {
        let quiet = World(seed: world.seed, course: course.withoutFaults(), material: material, traces: world.traces)
        quiet.run()
        guard !quiet.isBroken else {
            return world.broken("without faults: \(quiet.truth.violations.first ?? "")")
        }
        let (with, without) = (world.conclusions, quiet.conclusions)
        for (id, said) in without.sorted(by: { $0.key < $1.key }) where with[id] != said {
            let lost = said.subtracting(with[id] ?? []).sorted()
            let added = (with[id] ?? []).subtracting(said).sorted()
            for line in quiet.trace where line.contains(id) { world.say("without faults: \(line)") }
            return world.broken(
                "\(id) came out otherwise than without faults: lost \(lost), added \(added)")
        }
    }
}
