import CaseFile
import Contracts
import Foundation
import Glibc
import Kafka
import Runtime
import Statute
import Testing

/// The services, by the names of their programs.
enum ServiceName: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case scheduler
    case notifier
    case decisionWriter = "decision-writer"
    case analytics

    var testDescription: String { rawValue }
}

/// A council's installation for one test: the embedded broker, and the programs on it.
final class Site {
    /// The first day of every rehearsal here.
    static let firstDay = "2024-09-01"

    let group: ProcessGroup
    let servers: String
    /// Where its topics and groups are, on a cluster that it shares.
    let namespace: Namespace
    private var started = 0

    /// Starts a broker with a rehearsal's log that has begun.
    init(partitions: Int = 4) throws {
        group = try ProcessGroup()
        namespace = .none
        let file = group.folder.appending(path: "broker").path
        let broker = try group.start(
            "annual-review",
            [
                "broker", "--port", "0", "--rehearsal", "--first-day", Site.firstDay, "--council", "bromley",
                "--partitions", "\(partitions)", "--ready-file", file,
            ], log: "broker")
        servers = try wait(for: "the broker: \(broker.errors)", seconds: 30) { Site.line(of: file) }
    }

    /// The same on a broker that is there already, or is to come.
    init(servers: String, in namespace: Namespace = .none) throws {
        group = try ProcessGroup()
        self.servers = servers
        self.namespace = namespace
    }

    var configuration: KafkaConfiguration { KafkaConfiguration(bootstrapServers: servers, clientID: "test") }
    var address: LogAddress { LogAddress(configuration, namespace: namespace) }
    private var namespaceWords: [String] { namespace.word.map { ["--namespace", $0] } ?? [] }
    var outbox: URL { group.folder.appending(path: "outbox") }
    var database: String { group.folder.appending(path: "analytics.db").path }

    /// The first line of a file that is written in one go.
    static func line(of path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap {
            String(decoding: $0, as: UTF8.self).split(separator: "\n").first.map(String.init)
        }
    }

    /// Starts a service; it need not be ready yet.
    func start(
        _ name: ServiceName, _ more: [String] = [], environment: [String] = []
    ) throws -> RunningService {
        started += 1
        let portFile = group.folder.appending(path: "\(name.rawValue)-\(started).port").path
        var arguments =
            [
                "--bootstrap-servers", servers, "--http", "127.0.0.1:0", "--http-port-file", portFile, "--tick", "5",
                "--session-timeout", "3001",
            ] + namespaceWords
        switch name {
        case .notifier: arguments += ["--folder", outbox.path]
        case .analytics: arguments += ["--database", database]
        case .scheduler, .decisionWriter: break
        }
        let child = try group.start(
            name.rawValue, arguments + more, log: "\(name.rawValue)-\(started)", environment: environment)
        let port = try wait(for: "\(name.rawValue)'s port: \(child.errors.suffix(600))", seconds: 30) {
            if let status = child.exitStatus {
                throw Trouble("\(name.rawValue) ended with \(status): \(child.errors.suffix(600))")
            }
            return Site.line(of: portFile).flatMap { UInt16($0) }
        }
        return RunningService(name: name, child: child, port: port)
    }

    /// Starts some services and waits until they are ready.
    func startReady(_ names: [ServiceName]) throws -> [RunningService] {
        let services = try names.map { try start($0) }
        for service in services { try service.becomesReady() }
        return services
    }

    /// Starts a command of the operator.
    func command(_ arguments: [String]) throws -> Child {
        started += 1
        let isOffline = ["sample", "dispatched"].contains(arguments.first)
        let reaches = isOffline ? [] : ["--bootstrap-servers", servers] + namespaceWords
        return try group.start("annual-review", arguments + reaches, log: "command-\(started)")
    }

    /// Runs a command of the operator to its end.
    @discardableResult
    func run(
        _ arguments: String..., expecting expected: Int32? = 0, within seconds: Double = 60
    ) throws -> (status: Int32, output: String, errors: String) {
        let child = try command(arguments)
        let status = try child.ended(within: seconds)
        if let expected, status != expected {
            throw Trouble(
                "annual-review \(arguments.joined(separator: " ")) ended with \(status):\n\(child.output)\(child.errors)"
            )
        }
        return (status, child.output, child.errors)
    }

    /// Invents and imports that many plans of that council.
    func importSample(plans: Int, council: String = "bromley") throws {
        let sample = group.folder.appending(path: "sample").path
        try run("sample", "--council", council, "--plans", "\(plans)", "--from", Site.firstDay, "--out", sample)
        try run("import", "\(sample)/plans.csv", "--people", "\(sample)/people.csv")
    }

    /// The ends of a topic's partitions.
    func ends(of topic: Topic = .caseFiles) throws -> [Int64] {
        let admin = try Admin(configuration)
        defer { admin.close() }
        let name = namespace.topic(topic)
        let partitions = try admin.metadata().topics[name]?.partitions ?? 0
        return try admin.endOffsets(topic: name, partitions: 0..<partitions)
    }

    /// Waits until those services have said all that they had to say: every commit is the end, twice.
    func comesToRest(_ names: [ServiceName], seconds: Double = 40) throws {
        let admin = try Admin(configuration)
        defer { admin.close() }
        let topic = namespace.topic(.caseFiles)
        let partitions = try admin.metadata().topics[topic]?.partitions ?? 0
        var calm: [Int64]?
        try wait(until: "rest of \(names.map(\.rawValue))", seconds: seconds) {
            let committed = try names.map {
                try admin.committedOffsets(
                    group: namespace.group($0.rawValue), topic: topic, partitions: 0..<partitions)
            }
            let ends = try admin.endOffsets(topic: topic, partitions: 0..<partitions)
            let isCalm = committed.allSatisfy { zip($0, ends).allSatisfy { $0 == $1 } }
            defer { calm = isCalm ? ends : nil }
            return isCalm && calm == ends
        }
    }

    /// The messages in the folder: their names and the numbers of their files, which change when one is written again.
    func messages() throws -> [String: UInt64] {
        guard FileManager.default.fileExists(atPath: outbox.path) else { return [:] }
        var messages: [String: UInt64] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: outbox.path) where name.hasSuffix(".eml") {
            let attributes = try FileManager.default.attributesOfItem(atPath: outbox.appending(path: name).path)
            messages[name] = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value
        }
        return messages
    }
}

/// A service that was started.
struct RunningService {
    let name: ServiceName
    let child: Child
    let port: UInt16

    /// Waits until it says that it is ready.
    func becomesReady(seconds: Double = 40) throws {
        var last = ""
        try wait(until: "\(name.rawValue) to be ready: \(last)\n\(child.errors.suffix(900))", seconds: seconds) {
            if let status = child.exitStatus { throw Trouble("\(name.rawValue) ended with \(status): \(child.errors)") }
            let answer = get("/readyz")
            last = answer?.body ?? "no answer"
            return answer?.status == 200
        }
    }

    /// The number of a metric's sample, as it stands on the line.
    func metric(_ sample: String) -> Int? {
        let line = get("/metrics")?.body.split(separator: "\n").first { $0.hasPrefix(sample + " ") }
        return line?.split(separator: " ").last.flatMap { Int($0) }
    }

    /// Asks it to end; gives its exit status.
    func stops(within seconds: Double = 10) throws -> Int32 {
        child.signal(SIGTERM)
        return try child.ended(within: seconds)
    }

    /// Its answer to a request; nil when it does not answer.
    func get(_ path: String) -> (status: Int, body: String)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var limit = timeval(tv_sec: 3, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return nil
        }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { break }
            all += piece[..<count]
        }
        let text = String(decoding: all, as: UTF8.self)
        guard let head = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
        return (status, String(text[head.upperBound...]))
    }
}
