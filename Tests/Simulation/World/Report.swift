import Glibc

/// What is printed for people.
public enum Report {
    /// How many of the last steps are printed.
    static let steps = 60

    /// A run that broke something: what, how to run it again, and its last steps.
    /// `about` leaves only the steps that speak of it, all of them.
    public static func failure(_ outcome: RunOutcome, cases: Int? = nil, days: Int? = nil, about: String? = nil)
        -> String
    {
        let words = (cases.map { " --cases \($0)" } ?? "") + (days.map { " --days \($0)" } ?? "")
        var lines = ["seed \(outcome.seed) broke a promise:"]
        lines += outcome.violations.prefix(5).map { "  \($0)" }
        lines.append("again: swift run simulate --seed \(outcome.seed)\(words)")
        if let about {
            lines.append("the steps about \(about):")
            lines += outcome.trace.filter { $0.contains(about) }.map { "  \($0)" }
        } else {
            lines.append("the last steps:")
            lines += outcome.trace.suffix(steps).map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    /// How often each fault happened.
    public static func faults(_ tally: FaultTally) -> String {
        Fault.allCases.map { fault in
            let count = "\(tally[fault])"
            return String(repeating: " ", count: max(0, 10 - count.count)) + count + "  " + fault.words
        }.joined(separator: "\n")
    }
}

/// The table of mutants.
public enum Mutants {
    /// The most seeds that a mutant may need.
    public static let mostSeeds: UInt64 = 1000

    /// The first seed that catches it, and by what; nil when none of the first thousand does.
    public static func firstCaught(
        _ mutant: Mutant, material: Material, first: UInt64 = 1, most: UInt64 = mostSeeds
    ) -> (seeds: UInt64, by: String)? {
        for seed in first..<(first + most) {
            let outcome = Simulator.run(seed: seed, material: material, mutant: mutant)
            if let violation = outcome.violations.first { return (seed - first + 1, violation) }
        }
        return nil
    }

    /// Prints the table; false when one was not caught.
    public static func print(_ mutants: [Mutant], material: Material, first: UInt64) -> Bool {
        var areAllCaught = true
        Swift.print("| a version that | is caught after seeds | by |\n| --- | --- | --- |")
        for mutant in mutants {
            if let caught = firstCaught(mutant, material: material, first: first) {
                Swift.print("| \(mutant.rawValue) | \(caught.seeds) | \(caught.by.prefix(120)) |")
            } else {
                areAllCaught = false
                Swift.print("| \(mutant.rawValue) | NOT CAUGHT | |")
            }
            fflush(nil)
        }
        return areAllCaught
    }
}
