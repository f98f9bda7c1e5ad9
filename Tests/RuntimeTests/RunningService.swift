import Contracts
import Foundation
import Kafka
import Runtime
import Statute
import Synchronization
import Testing

/// A service that runs on a thread of its own, as its executable would.
final class RunningService: Sendable {
    let stop = StopRequest()
    private let status = Mutex<Int32?>(nil)
    private let portFile: String

    init(
        _ service: any Service, on bootstrapServers: String,
        dayKeeper: DayKeeper? = nil, configure: (inout ServiceOptions) -> Void = { _ in },
        outside: @escaping @Sendable () -> (any SideEffects)? = { nil }
    ) {
        portFile = NSTemporaryDirectory() + "runtime-tests-\(UUID().uuidString)"
        var options = ServiceOptions(bootstrapServers: bootstrapServers, service: service.name.rawValue)
        options.httpPortFile = portFile
        configure(&options)
        let ready = options
        Thread.detachNewThread { [self] in
            let result = ServiceProgram.run(
                service, sideEffects: outside(), ready, log: Log(service: service.name.rawValue, level: ready.logLevel),
                stop: stop,
                dayKeeper: dayKeeper)
            status.withLock { $0 = result }
        }
    }

    /// The exit status; nil while it runs.
    var exit: Int32? { status.withLock { $0 } }

    /// Asks it to stop and waits for the exit status.
    func end() async throws -> Int32 {
        stop.request()
        try await eventually("the service stops") { self.exit != nil }
        try? FileManager.default.removeItem(atPath: portFile)  // Left over at worst.
        return exit ?? -1
    }

    /// What it answers under a path: the status and the text.
    func get(_ path: String) async throws -> (status: Int, text: String) {
        try await eventually("the port is known") { FileManager.default.fileExists(atPath: self.portFile) }
        let port = try String(contentsOfFile: portFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return try await Task.detached {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
            process.arguments = ["-s", "-w", "\n%{http_code}", "http://127.0.0.1:\(port)\(path)"]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
        }.value
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    let description: String
}

/// Waits until it is so, at most three minutes, because a busy machine is no fault.
///
/// Only what is waited counts, a second at most for each question: tests that reckon for minutes share this one's threads,
/// and may keep it from asking at all.
func eventually(
    _ what: String, within seconds: Double = 180, _ condition: () async throws -> Bool
) async throws {
    var waited = Duration.zero
    while true {
        if try await condition() { return }
        guard waited < .seconds(seconds) else { break }
        let asked = ContinuousClock.now
        try await Task.sleep(for: .milliseconds(20))
        waited += min(ContinuousClock.now - asked, .seconds(1))
    }
    throw NeverHappened(description: "within \(seconds) s it did not happen that \(what)")
}

/// An embedded broker with the topics of a log.
func broker(partitions: Int32 = 4) throws -> EmbeddedBroker {
    try EmbeddedBroker(
        topics: Topic.allCases.map { .init($0.rawValue, partitions: $0.isPartitioned ? partitions : 1) })
}

/// Whether every group has committed the end, seen twice.
func isAtRest(_ groups: [String], on admin: Admin, partitions: Int32) throws -> Bool {
    var last: [Int64] = []
    for _ in 0..<2 {
        var ends: [Int64] = []
        for group in groups {
            let lags = try admin.lag(group: group, topic: Topic.caseFiles.rawValue, partitions: 0..<partitions)
            guard lags.allSatisfy({ $0.committed == $0.end }) else { return false }
            ends += lags.map(\.end)
        }
        if last == ends { return true }
        last = ends
    }
    return false
}
