/// How much is measured.
struct Sizes {
    var rounds = 9
    /// Of a rehearsed year beside another checkout, which takes its time.
    let yearRounds = 7
    /// Records that are appended in a round.
    var produced = 1_000_000
    /// Records that are read, several times over in a round; the embedded broker still holds so many of 300 bytes in 8
    /// partitions.
    let readable = 160_000
    /// Runs of `decode-bench` in a round, of which the best counts.
    var decodeRuns = 5
    /// Cases whose memory is counted.
    var cases = 100_000
    /// Cases of the log that is folded.
    var folded = 12_000
    /// Entries answered at full speed, and at 500 a second, in a round.
    var answered = 200_000
    var paced = 4000
    /// Plans and days of the rehearsed year.
    var plans = 4395
    var days = 365

    /// Plans whose figures are counted: what a large council has.
    var figurePlans = FiguresPart.largeCouncil

    init(isQuick: Bool, isBesideAnother: Bool) {
        guard isQuick else { return }
        // What is beyond noise is seen by the number of rounds (`Verdict`).
        if !isBesideAnother { rounds = 3 }
        produced = 200_000
        decodeRuns = 3
        cases = 20_000
        folded = 4000
        answered = 60_000
        paced = 1500
        plans = 440
        figurePlans = 2_000
        days = 37
    }
}
