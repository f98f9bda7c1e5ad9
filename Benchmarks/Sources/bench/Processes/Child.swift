import Foundation
import Glibc

/// A process that this command started, in a group of its own: what it starts in turn ends with it.
final class Child: Ending {
    let name: String
    let pid: pid_t
    /// The files that its standard output and its standard error go to.
    let output: String
    let errors: String
    /// Its exit status, or 128 and the signal that ended it; nil while it runs.
    private(set) var status: Int32?
    /// The processor's seconds of all its threads, and of the processes that it waited for; once it has ended.
    private(set) var processorSeconds = 0.0
    private var input: Int32?

    init(name: String, pid: pid_t, output: String, errors: String, input: Int32?) {
        self.name = name
        self.pid = pid
        self.output = output
        self.errors = errors
        self.input = input
    }

    var hasEnded: Bool {
        if status != nil { return true }
        var word: Int32 = 0
        var use = rusage()
        guard wait4(pid, &word, WNOHANG, &use) == pid else { return false }
        status = word & 0x7f == 0 ? word >> 8 & 0xff : 128 + word & 0x7f
        processorSeconds =
            Double(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
            + Double(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6
        return true
    }

    /// The processor's seconds of all its threads until now: utime and stime of /proc/PID/stat, to the nanosecond and not
    /// in ticks of 10 ms, of which a round has too few.
    func processorSecondsUntilNow() throws -> Double {
        var clock = clockid_t()
        var time = timespec()
        guard !hasEnded, clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            throw Failure("\(name) has ended:\n\(lastWords)")
        }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Waits for what this process is to bring about; throws at once when it ends before.
    func wait<Answer>(for what: String, seconds: Double = 30, _ answer: () throws -> Answer?) throws -> Answer {
        try bench.wait(for: "\(what) of \(name)", seconds: seconds) {
            if let answer = try answer() { return answer }
            guard !hasEnded else { throw Failure("\(name) has ended before \(what):\n\(lastWords)") }
            return nil
        }
    }

    /// What a process that goes wrong says last.
    var lastWords: String {
        [output, errors].flatMap { path in
            (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").suffix(20) ?? []
        }.joined(separator: "\n")
    }

    /// Ends it in good order, and else at once.
    func end() {
        if let input {
            close(input)
            self.input = nil
            if hasEnded(within: 10) { return }
        }
        for signal in [SIGTERM, SIGKILL] where !hasEnded {
            kill(-pid, signal)
            if hasEnded(within: 15) { return }
        }
    }

    private func hasEnded(within seconds: Double) -> Bool {
        let deadline = now() + seconds
        while !hasEnded {
            guard now() < deadline else { return false }
            usleep(5000)
        }
        return true
    }
}
