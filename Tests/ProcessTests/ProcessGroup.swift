import Dispatch
import Foundation
import Glibc
import Synchronization

/// Why a test could not go on.
struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Repeats `step` until it answers something, at most `seconds`.
@discardableResult
func wait<Answer>(for what: @autoclosure () -> String, seconds: Double, _ step: () throws -> Answer?) throws -> Answer {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
        if let answer = try step() { return answer }
        guard ContinuousClock.now < end else { throw Trouble("waited \(seconds) s in vain for \(what())") }
        usleep(10_000)
    }
}

/// The same until it is true.
func wait(until what: @autoclosure () -> String, seconds: Double, _ isSo: () throws -> Bool) throws {
    try wait(for: what(), seconds: seconds) { try isSo() ? true : nil }
}

/// The programs that one test started, and its folder: both are gone when it is, and when the tests are killed.
final class ProcessGroup {
    /// The folder of this test, empty at first.
    let folder: URL
    private var children: [Child] = []

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "annual-review-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        for child in children { child.signal(SIGKILL) }
        for child in children { child.reap() }
        // What is left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts a program that stands beside the tests, with more variables in its environment, as `NAME=VALUE`.
    func start(_ program: String, _ arguments: [String], log: String, environment: [String] = []) throws -> Child {
        let child = try Child(program, arguments, in: folder, log: log, environment: environment)
        children.append(child)
        return child
    }
}

/// One program that was started.
final class Child {
    let program: String
    let pid: pid_t
    private let outputFile: String
    private let errorFile: String
    private var status: Int32?

    /// Where the programs stand: beside the tests.
    static let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    /// The root of the package: the programs run in it, so that they find `./seeds`.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init(_ program: String, _ arguments: [String], in folder: URL, log: String, environment: [String] = []) throws {
        self.program = program
        let path = Child.programs.appending(path: program).path
        guard access(path, X_OK) == 0 else { throw Trouble("\(path) is not built") }
        outputFile = folder.appending(path: "\(log).out").path
        errorFile = folder.appending(path: "\(log).err").path
        // The kernel kills it with us.
        let words =
            ["/usr/bin/env", "-C", Child.root.path] + environment
            + ["/usr/bin/setpriv", "--pdeathsig", "KILL", path] + arguments
        let (output, errors) = (outputFile, errorFile)
        let result = Launcher.shared.run { spawn(words, output: output, errors: errors) }
        guard result.error == 0 else {
            throw Trouble("\(program) was not started: \(String(cString: strerror(result.error)))")
        }
        pid = result.pid
    }

    /// What it wrote to its standard output so far.
    var output: String { Child.text(outputFile) }
    /// What it wrote to its standard error so far.
    var errors: String { Child.text(errorFile) }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func signal(_ number: Int32) {
        if exitStatus == nil { kill(pid, number) }
    }

    /// Its exit status, or 128 and the signal that ended it; nil while it runs.
    var exitStatus: Int32? {
        if status == nil { note(WNOHANG) }
        return status
    }

    /// Waits until it has ended.
    func ended(within seconds: Double) throws -> Int32 {
        try wait(for: "the end of \(program): \(errors.suffix(600))", seconds: seconds) { exitStatus }
    }

    /// Waits however long it takes: after SIGKILL.
    func reap() {
        if status == nil { note(0) }
    }

    private func note(_ options: Int32) {
        var word: Int32 = 0
        guard waitpid(pid, &word, options) == pid else { return }
        status = word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
    }
}

/// Starts a program with nothing to read, and files to write to.
private func spawn(_ words: [String], output: String, errors: String) -> (pid: pid_t, error: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, words[0], &actions, nil, arguments, environ)
    return (pid, error)
}

/// The thread that starts all programs: the kernel sends a child its signal when the *thread* that started it ends, so
/// this one never does.
private final class Launcher: Sendable {
    static let shared = Launcher()
    private let jobs = Mutex<[@Sendable () -> Void]>([])
    private let work = DispatchSemaphore(value: 0)

    private init() {
        Thread.detachNewThread { [self] in
            while true {
                work.wait()
                jobs.withLock { $0.removeFirst() }()
            }
        }
    }

    func run<Result: Sendable>(_ job: @escaping @Sendable () -> Result) -> Result {
        let answer = Answer<Result>()
        jobs.withLock { $0.append { answer.give(job()) } }
        work.signal()
        return answer.take()
    }

    private final class Answer<Value: Sendable>: Sendable {
        private let value = Mutex<Value?>(nil)
        private let given = DispatchSemaphore(value: 0)

        func give(_ new: Value) {
            value.withLock { $0 = new }
            given.signal()
        }

        func take() -> Value {
            while true {
                given.wait()
                if let value = value.withLock({ $0 }) { return value }
            }
        }
    }
}
