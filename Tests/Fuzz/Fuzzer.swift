import Glibc
import TestSupport

/// What is tried.
enum Kind: String, CaseIterable {
    case records, files, flags, http
}

/// Something that was tried and did not hold.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A reason as it may be printed: input copied into it has a bound, and no escapes of a terminal.
    static func shown(_ text: String) -> String {
        let most = 600
        let safe = String(
            text.unicodeScalars.prefix(most).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
        return text.unicodeScalars.count > most ? safe + "…" : safe
    }
}

/// Tries one round after another, of each kind in turn.
final class Fuzzer {
    /// The most that the process may grow by over all rounds, in bytes.
    static let mostGrowth = 512 << 20
    /// The longest that one round may take, in seconds: a bound on hangs, not a measurement.
    static let longestRound = 60.0
    /// A round that takes so long is named, in seconds.
    static let longRound = 5.0

    private let corpus: Corpus
    private let kinds: [Kind]
    private let material: Material
    private let office: Office?
    private let server: Server?
    private var rounds: [Kind: Int] = [:]
    private var failures: [String] = []
    private let before: Int

    init(corpus: Corpus, seeds: String, kinds: [Kind]) throws {
        self.corpus = corpus
        self.kinds = kinds
        material = try Material(seeds: seeds)
        office = kinds.contains(.files) || kinds.contains(.flags) ? try Office(seeds: seeds) : nil
        server = kinds.contains(.http) ? try Server() : nil
        before = Fuzzer.residentBytes
    }

    /// The corpus, each item once, as it is.
    func tryCorpus() {
        for kind in kinds {
            for item in corpus.items(kind) {
                note("\(kind.rawValue): \(item.name)", kind) { try attempt(kind, item.bytes, SeededRandom(seed: 0)) }
            }
        }
    }

    /// Rounds until the time is up.
    func run(from first: UInt64, seconds: Double) {
        let end = Fuzzer.now + seconds
        var seed = first
        while Fuzzer.now < end {
            round(seed)
            seed += 1
        }
    }

    /// One seed: a round of each kind.
    func round(_ seed: UInt64) {
        for kind in kinds {
            var random = SeededRandom(seed: seed)
            let items = corpus.items(kind)
            guard let item = items.randomElement(using: &random) else { continue }
            let other = items.randomElement(using: &random) ?? item
            let bytes = Mutation.change(item.bytes, with: other.bytes, &random)
            note("fuzz --only \(kind.rawValue) --seed \(seed) (from \(item.name))", kind) {
                try attempt(kind, bytes, random)
            }
        }
    }

    private func attempt(_ kind: Kind, _ bytes: [UInt8], _ random: SeededRandom) throws {
        switch kind {
        case .records: try Town(material, random).endure(bytes)
        case .files: try office?.take(bytes)
        case .flags: try office?.obey(bytes)
        case .http: try server?.answer(bytes)
        }
    }

    private func note(_ name: String, _ kind: Kind, _ body: () throws -> Void) {
        rounds[kind, default: 0] += 1
        let start = Fuzzer.now
        do {
            try body()
            let took = Fuzzer.now - start
            if took > Fuzzer.longRound { say("\(name) took \(Int(took)) s") }
            if took > Fuzzer.longestRound { throw Failure("took \(Int(took)) s") }
            let grown = Fuzzer.residentBytes - before
            if grown > Fuzzer.mostGrowth { throw Failure("the process has grown by \(grown >> 20) MiB") }
        } catch {
            failures.append("\(name): \(Failure.shown("\(error)"))")
            say("FAILED \(failures[failures.count - 1])")
        }
    }

    /// A line for whoever watches, at once.
    private func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    func close() { office?.close() }

    /// Says what was tried. Whether all of it held.
    func report() -> Bool {
        let tried = kinds.map { "\(rounds[$0, default: 0]) \($0.rawValue)" }.joined(separator: ", ")
        print("fuzz: \(tried); \(failures.count) failed, grown by \((Fuzzer.residentBytes - before) >> 20) MiB")
        return failures.isEmpty
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What the process holds now.
    static var residentBytes: Int {
        guard let file = fopen("/proc/self/statm", "re") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let words = text.split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * 4_096 : 0
    }
}
