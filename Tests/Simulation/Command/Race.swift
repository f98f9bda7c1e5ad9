import Glibc
import Simulation
import Synchronization

/// Runs seeds, one after the other, on one thread or several: each world is one thread's alone.
final class Race: Sendable {
    private struct State {
        var next: UInt64
        var sums = Sums()
        var said: Double
    }

    /// Seconds between two lines that say how far it is.
    private static let saysEvery = 60.0

    private let options: Options
    private let material: Material
    private let began = seconds()
    private let state: Mutex<State>

    init(_ options: Options, material: Material) {
        self.options = options
        self.material = material
        state = Mutex(State(next: options.first, said: began))
    }

    /// Runs until the number of seeds, of case-years or the time is up; the seeds that were begun are all finished.
    func run() -> (sums: Sums, seconds: Double) {
        var threads: [pthread_t] = []
        for _ in 1..<max(1, options.jobs) {
            var thread = pthread_t()
            let result = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<Race>.fromOpaque(context).takeRetainedValue().work()
                    return nil
                }, Unmanaged.passRetained(self).toOpaque())
            guard result == 0 else { fail("cannot start a thread: error \(result)") }
            threads.append(thread)
        }
        work()
        for thread in threads { pthread_join(thread, nil) }
        return (state.withLock { $0.sums }, seconds() - began)
    }

    private func take() -> UInt64? {
        state.withLock { state in
            if let count = options.mostSeeds, state.next - options.first >= count { return nil }
            if let limit = options.seconds, seconds() - began >= limit { return nil }
            if let years = options.caseYears, state.sums.caseYears >= years { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func work() {
        while let seed = take() {
            let outcome = Simulator.run(
                seed: seed, cases: options.cases, days: options.days, material: material, mutant: options.mutant)
            var words: String?
            if !outcome.violations.isEmpty {
                // Once more, with its steps in words.
                let again = Simulator.run(
                    seed: seed, cases: options.cases, days: options.days, material: material, mutant: options.mutant,
                    traces: true)
                words = Report.failure(again, cases: options.cases, days: options.days, about: options.about)
            } else if options.mostSeeds == 1 {
                words = "seed \(seed): \(outcome.records) records, \(outcome.ticks) ticks, digest \(outcome.digest)"
            }
            state.withLock { state in
                state.sums.add(outcome)
                if let words { print(words) }
                let now = seconds()
                if now - state.said >= Race.saysEvery {
                    state.said = now
                    print("so far, to seed \(state.next - 1), after \(Int(now - began)) s: \(state.sums.verdict)")
                }
                fflush(nil)
            }
        }
    }
}
