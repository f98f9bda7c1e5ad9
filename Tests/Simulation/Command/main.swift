import Glibc
import Simulation

/// `simulate`: runs seeds until the time or their number is up.
struct Options: Sendable {
    var first: UInt64 = 1
    var count: UInt64?
    var seconds: Double?
    var cases: Int?
    var days: Int?
    var about: String?
    var seeds = "seeds"
    var mutant: Mutant?
    var showsMutants = false
    var jobs = 1
    var caseYears: Double?

    /// How many seeds at most; nil: until the time or the case-years are up.
    var mostSeeds: UInt64? { count ?? (seconds == nil && caseYears == nil ? 200 : nil) }
}

let usage = """
    usage: simulate [--seed N | --first-seed N] [--seconds S | --count N | --case-years N] [--jobs N] [--cases N]
                    [--days N] [--about TEXT] [--mutants] [--mutant NAME] [--seeds-folder DIR]

    Runs the services on a virtual log and a virtual clock, with faults, each run from its seed.
      --seed N           this seed alone, with its last steps in words
      --about TEXT       of a run that fails only the steps that hold this text, all of them
      --first-seed N     from that seed on (1)
      --count N          so many seeds (200 unless --seconds or --case-years is given)
      --seconds S        for so long
      --case-years N     until so many case-years have passed
      --jobs N           seeds at once, each on a thread of its own (1)
      --cases N          so many cases in each run instead of 2 to 24
      --days N           so many days instead of 120 to 500
      --mutants          each faulty version on up to 1,000 seeds, as a table
      --mutant NAME      that faulty version, alone or in the table
      --seeds-folder DIR the folder of models and templates (seeds)

    """

func fail(_ why: String) -> Never {
    let text = Array("simulate: \(why)\n\(usage)".utf8)
    _ = write(STDERR_FILENO, text, text.count)
    exit(2)
}

func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

func parse() -> Options {
    var options = Options()
    var words = CommandLine.arguments.dropFirst()
    func number(_ name: String) -> UInt64 {
        guard let text = words.popFirst(), let number = UInt64(text) else { fail("\(name) takes a number") }
        return number
    }
    while let word = words.popFirst() {
        switch word {
        case "--seed":
            options.first = number(word)
            options.count = 1
        case "--first-seed": options.first = number(word)
        case "--count": options.count = number(word)
        case "--seconds": options.seconds = Double(number(word))
        case "--case-years": options.caseYears = Double(number(word))
        case "--jobs": options.jobs = Int(min(max(1, number(word)), 64))
        case "--cases": options.cases = Int(min(number(word), 10_000))
        case "--days": options.days = Int(min(number(word), 10_000))
        case "--mutants": options.showsMutants = true
        case "--mutant":
            guard let name = words.popFirst(), let mutant = Mutant.allCases.first(where: { "\($0)" == name }) else {
                fail("--mutant takes one of \(Mutant.allCases)")
            }
            options.mutant = mutant
        case "--about": options.about = words.popFirst()
        case "--seeds-folder":
            guard let folder = words.popFirst() else { fail("--seeds-folder takes a folder") }
            options.seeds = folder
        case "--help", "-h":
            print(usage)
            exit(0)
        default: fail("unknown option \(word)")
        }
    }
    return options
}

let options = parse()
let material: Material
do { material = try Material(seeds: options.seeds) } catch { fail("\(error)") }

if options.showsMutants {
    exit(
        Mutants.print(options.mutant.map { [$0] } ?? Mutant.allCases, material: material, first: options.first) ? 0 : 1)
}

let (sums, took) = Race(options, material: material).run()
print(sums.tally)
print(sums.details(first: options.first, seconds: took))
print(sums.verdict)
exit(sums.violations == 0 ? 0 : 1)
