import Foundation
import Glibc
import Testing

/// Apache Kafka for one suite: started before it, stopped after it, and by a watchdog should this process be killed.
struct ApacheKafka: SuiteTrait, TestScoping {
    @TaskLocal static var running: ApacheKafka.Cluster?

    struct Cluster: Sendable {
        let script: String
        let folder: String
        let bootstrapServers: String
        let secureBootstrapServers: String
    }

    /// The folder that holds the `kafka` script: KAFKA_HOME, or `shared/kafka` beside this repository.
    static let home: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places = [
            ProcessInfo.processInfo.environment["KAFKA_HOME"], root.appending(path: "../shared/kafka").path(),
        ]
        let found = places.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0 + "/kafka") }
        if found == nil {
            FileHandle.standardError.write(
                Data("SKIPPED: the tests on Apache Kafka: no 'kafka' script in KAFKA_HOME or ../shared/kafka\n".utf8))
        }
        return found
    }()

    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        guard let home = Self.home else { return try await function() }
        let folder = NSTemporaryDirectory() + "kafka-tests-\(getpid())"
        let script = home + "/kafka"
        let me = getpid()
        try Self.spawn(
            "/bin/sh",
            [
                "-c",
                "while kill -0 \(me) 2>/dev/null && [ ! -e \(folder).ended ]; do sleep 1; done; rm -f \(folder).ended; "
                    + "[ ! -e \(folder) ] || { \(script) stop \(folder); rm -rf \(folder); }",
            ], output: "/dev/null")
        defer { _ = FileManager.default.createFile(atPath: folder + ".ended", contents: nil) }
        defer {
            // The watchdog does it again where this fails.
            _ = try? Self.run(script, ["stop", folder])
            try? FileManager.default.removeItem(atPath: folder)
        }
        try Self.start(script, in: folder)
        func line(_ file: String) throws -> String {
            try String(contentsOfFile: folder + file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let cluster = Cluster(
            script: script, folder: folder, bootstrapServers: try line("/bootstrap"),
            secureBootstrapServers: try line("/bootstrap-secure"))
        try await Self.$running.withValue(cluster) { try await function() }
    }

    /// Starts it on ports below those that the system hands out; if somebody has one of them, on others.
    private static func start(_ script: String, in folder: String) throws {
        var tries = 0
        while true {
            let port = 21_000 + (Int(getpid()) + tries * 997) % 2_900 * 4
            do {
                try run(script, ["start", folder, "--port", String(port), "--heap", "256m", "--user", "stranger"])
                return
            } catch let failed as Failed where tries < 3 && failed.description.contains("Address already in use") {
                tries += 1
                _ = try? run(script, ["stop", folder])  // Nothing may have come up that could be stopped.
                try FileManager.default.removeItem(atPath: folder)
            }
        }
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program to its end and gives what it wrote.
    ///
    /// Not Foundation's Process: it waits until every descendant has closed an inherited socket, so for ever where the
    /// program leaves a broker behind. And a file, not a pipe, for the same reason.
    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let output = NSTemporaryDirectory() + "kafka-tests-output-\(UUID())"
        defer { unlink(output) }
        let pid = try spawn(program, arguments, output: output)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw Failed(description: "\(program) \(arguments): \(text)") }
        return text
    }

    @discardableResult
    private static func spawn(_ program: String, _ arguments: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        // What is preloaded into this process, as under a sanitizer, is not for others.
        let environment = ProcessInfo.processInfo.environment.filter { $0.key != "LD_PRELOAD" }
            .map { strdup("\($0.key)=\($0.value)") }
        defer { for word in environment { free(word) } }
        var pid = pid_t()
        let result = posix_spawn(&pid, program, &actions, nil, words + [nil], environment + [nil])
        guard result == 0 else { throw Failed(description: "\(program) did not start: \(result)") }
        return pid
    }
}
