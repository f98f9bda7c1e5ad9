import Foundation

/// A broker of Apache Kafka, on a free port and in a folder of its own, which goes with it.
final class ApacheKafka: Ending {
    /// A folder for whoever writes beside the broker.
    let folder: String
    private(set) var servers = ""
    private let script: String
    private let processes: Processes
    private var home: String { "\(folder)/kafka" }

    private init(script: String, in processes: Processes) throws {
        self.script = script
        self.processes = processes
        let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        folder = "\(temporary)/bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// `script` is the `kafka` of KAFKA_HOME, `heap` the memory that the broker's JVM takes, as `512m`.
    static func start(_ script: String, heap: String, in processes: Processes) throws -> ApacheKafka {
        let kafka = try ApacheKafka(script: script, in: processes)
        // Before it starts, so that one that starts in part is ended too.
        processes.own(kafka)
        let port = try freePortPair()
        _ = try processes.run([script, "start", kafka.home, "--heap", heap, "--port", "\(port)"], seconds: 120)
        kafka.servers = try String(contentsOfFile: "\(kafka.home)/bootstrap", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return kafka
    }

    func makeTopics(_ names: [String], partitions: Int = 8, setting: String? = nil) throws {
        for name in names {
            let topic = ["--create", "--topic", name, "--partitions", "\(partitions)"]
            let settings = setting.map { ["--config", $0] } ?? []
            _ = try processes.run([script, "topics", "--bootstrap-server", servers] + topic + settings)
        }
    }

    func end() {
        do {
            if FileManager.default.fileExists(atPath: home) { _ = try processes.run([script, "stop", home]) }
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            say("\(folder) stays: \(error)")
        }
    }
}
