import Arguments
import Glibc

/// `swift run fuzz`: hostile records on the services' own loops, hostile files, command lines and requests, each from a
/// seed and from the corpus beside it. A round that breaks something prints the command that runs it again.
let program = Command(
    name: "fuzz", summary: "Try records, files, command lines and requests with bad intent",
    discussion: """
        The corpus is tried first, as it is; then it is changed, from one seed after another, until the time is up. After \
        every round of records each service's loop must be alive, every other family's message must have left, and what is \
        held must be bounded; a file, command line or request must be answered, with a reason and within its bound.
        """,
    example: "swift run fuzz --seconds 120",
    options: [
        .integer("seconds", in: 0...1_000_000, default: 120, "how long; 0 tries the corpus alone"),
        .integer("first-seed", in: 0...Int.max, default: 1, "the first seed"),
        .integer("seed", in: 0...Int.max, "one seed alone, of --only"),
        .choice("only", Kind.allCases.map(\.rawValue), "one kind of round alone"),
        .text("corpus", "DIR", default: "Tests/Fuzz/Corpus", "the folder of the corpus"),
        .text("seeds", "DIR", default: "seeds", "the folder of models, letters, calendars"),
    ]
) { arguments in
    let only = arguments.optionalString("only").flatMap { Kind(rawValue: $0) }
    let fuzzer = try Fuzzer(
        corpus: Corpus(arguments.string("corpus")), seeds: arguments.string("seeds"),
        kinds: only.map { [$0] } ?? Kind.allCases)
    if let seed = try arguments.optionalInt("seed") {
        fuzzer.round(UInt64(seed))
    } else {
        fuzzer.tryCorpus()
        fuzzer.run(from: UInt64(try arguments.int("first-seed")), seconds: Double(try arguments.int("seconds")))
    }
    fuzzer.close()
    return fuzzer.report() ? ExitStatus.success : ExitStatus.failure
}

program.main(version: "1")
