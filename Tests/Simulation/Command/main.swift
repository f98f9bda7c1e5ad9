import Glibc
import Simulation

/// `simulate`: runs seeds until the time or their number is up.
struct Options {
    var first: UInt64 = 1
    var count: UInt64?
    var seconds: Double?
    var cases: Int?
    var days: Int?
    var about: String?
    var seeds = "seeds"
    var mutant: Mutant?
    var showsMutants = false
}

let usage = """
    usage: simulate [--seed N | --first-seed N] [--seconds S | --count N] [--cases N] [--mutants] [--seeds-folder DIR]

    Runs the services on a virtual log and a virtual clock, with faults, each run from its seed.
      --seed N           this seed alone, with its last steps in words
      --about TEXT       of a run that fails only the steps that hold this text, all of them
      --first-seed N     from that seed on (1)
      --count N          so many seeds (200 unless --seconds is given)
      --seconds S        for so long
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

var tally = FaultTally()
var caseYears = 0.0
var runs = 0
var records = 0
var warranted = 0
var compared = 0
var messages = 0
var violations = 0
let began = seconds()
var seed = options.first
while true {
    if let count = options.count ?? (options.seconds == nil ? 200 : nil), seed - options.first >= count { break }
    if let limit = options.seconds, seconds() - began >= limit { break }
    let outcome = Simulator.run(
        seed: seed, cases: options.cases, days: options.days, material: material, mutant: options.mutant)
    runs += 1
    caseYears += outcome.caseYears
    records += outcome.records
    warranted += outcome.warranted
    messages += outcome.messages
    compared += outcome.wasCompared ? 1 : 0
    tally.add(outcome.faults)
    if !outcome.violations.isEmpty {
        violations += 1
        // Once more, with its steps in words.
        let again = Simulator.run(
            seed: seed, cases: options.cases, days: options.days, material: material, mutant: options.mutant,
            traces: true)
        print(Report.failure(again, cases: options.cases, days: options.days, about: options.about))
        fflush(nil)
    } else if options.count == 1 {
        print("seed \(seed): \(outcome.records) records, \(outcome.ticks) ticks, digest \(outcome.digest)")
    }
    seed += 1
}
print(Report.faults(tally))
let took = seconds() - began
print(
    "\(runs) seeds (\(options.first) to \(seed - 1)), \(Int(caseYears)) case-years, \(records) records, "
        + "\(warranted) conclusions held against their prefix, \(messages) messages, \(compared) runs held against one "
        + "without faults, \(Int(took * 10) / 10) s")
print("\(runs) seeds, \(Int(caseYears)) case-years, \(tally.total) faults, \(violations) violations")
exit(violations == 0 ? 0 : 1)
