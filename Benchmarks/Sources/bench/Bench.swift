import Foundation

/// One run: what is measured, with what, and the report of it.
final class Bench {
    let options: Options
    let sizes: Sizes
    let processes: Processes
    let report: Report
    let this: Checkout
    let that: Checkout?
    /// The folder for everything that the run writes.
    let folder: String
    /// The script of Apache Kafka and the service of Kafka Streams, where they are.
    let kafka: String?
    let peer: String?

    init(_ options: Options) throws {
        let environment = ProcessInfo.processInfo.environment
        let root = try Self.root(from: FileManager.default.currentDirectoryPath)
        func program(_ name: String, in folders: String?...) -> String? {
            folders.compactMap { $0.map { "\(place($0))/\(name)" } }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }
        self.options = options
        sizes = Sizes(isQuick: options.isQuick, isBesideAnother: options.other != nil)
        this = try Checkout(root, programs: environment["PROGRAMS"].flatMap { $0.isEmpty ? nil : place($0) })
        that = try options.other.map { try Checkout(place($0)) }
        kafka = program("kafka", in: environment["KAFKA_HOME"], "\(root)/../shared/kafka")
        peer = program("streams/peer", in: environment["PEERS"], "\(root)/../shared/peers")
        folder = "\(root)/build/bench"
        processes = Processes(folder: folder)
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        report = Report(other: that?.name(in: processes), rounds: sizes.rounds)
    }

    /// The checkout that this runs in.
    private static func root(from folder: String) throws -> String {
        var url = URL(fileURLWithPath: folder)
        while !Checkout.isRoot(url.path) {
            guard url.path != "/" else { throw Failure("\(folder) is in no checkout of this project") }
            url.deleteLastPathComponent()
        }
        return url.path
    }

    func measure() throws {
        let parts = options.parts.map(\.part)
        for checkout in [this, that].compactMap({ $0 }) {
            try checkout.build(
                benchmarks: unique(parts.flatMap(\.benchmarks)), products: unique(parts.flatMap(\.products)),
                in: processes)
        }
        try buildC()
        report.load = Self.load
        for part in parts {
            if let that, let part = part as? any ComparablePart {
                try part.compare(with: that, in: self)
            } else {
                try part.measure(in: self)
            }
        }
    }

    /// The floors, and who measures.
    private func buildC() throws {
        let flags = try processes.run(["pkg-config", "--cflags", "--libs", "rdkafka"]).output
        for name in ["records", "hops", "steps"] {
            let source = "\(this.root)/Benchmarks/C/\(name).c"
            let libraries = flags.split(whereSeparator: \.isWhitespace).map(String.init) + ["-lpthread"]
            _ = try processes.run(["cc", "-O2", "-Wall", "-Wextra", source, "-o", inC(name)] + libraries)
        }
        _ = try processes.run([inC("records"), "make", records])
    }

    func inC(_ name: String) -> String { "\(folder)/\(name)-in-c" }

    /// The records that are appended, a line each.
    var records: String { "\(folder)/records.txt" }

    /// Of the machine: the averages of one, five and fifteen minutes.
    static var load: String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").prefix(3).joined(separator: " ")
    }

    private func unique(_ names: [String]) -> [String] { Array(Set(names)).sorted() }
}

/// Where a path leads that was given where this command was called.
private func place(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
