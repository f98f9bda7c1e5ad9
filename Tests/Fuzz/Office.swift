import AnnualReview
import Arguments
import Contracts
import Foundation
import Glibc
import Kafka
import Runtime

/// The operator's commands on a broker in this process: files that are imported, and command lines.
final class Office {
    private let broker: EmbeddedBroker
    private let folder: String
    private let seeds: String

    init(seeds: String) throws {
        self.seeds = seeds
        broker = try EmbeddedBroker(
            topics: Topic.allCases.map {
                EmbeddedBroker.Topic(Namespace.none.topic($0), partitions: $0.isPartitioned ? 2 : 1)
            })
        folder = NSTemporaryDirectory() + "annual-review-fuzz-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try run(["topics", "--begin", "rehearsal", "--first-day", "2024-09-02", "--council", "bromley", "--json"])
    }

    func close() {
        broker.close()
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// How often `import` may name a line, or a cell, beside the size of the file itself.
    private static let mostErrorBytes = 1 << 20

    /// A caseload, and a file of people: each is refused with a reason, or taken.
    func take(_ bytes: [UInt8]) throws {
        let file = "\(folder)/file.csv"
        try Data(bytes).write(to: URL(filePath: file))
        try expect(["import", file, "--dry-run", "--json", "--seeds", seeds])
        try expect([
            "import", "seeds/sample/plans-example.csv", "--people", file, "--dry-run", "--json", "--seeds", seeds,
        ])
        try expect([
            "record", "decision-submitted", "B-1", "--outcome", "maintain", "--officer", "C-07", "--reasons", file,
            "--passed-by", "M-02", "--dry-run", "--json",
        ])
        // As a paper from which a plan is read, as a plan in sections, and as a package that another council sent.
        try expect(["plan-import", "B-1", file, "--made", "2024-01-01", "--out", "\(folder)/proposal.json"])
        try expect(["plan-import", "B-1", file, "--confirm", file, "--dry-run", "--json"])
        try expect(["move", "in", file, "--seal", String(repeating: "0", count: 64), "--as", "X-1", "--dry-run"])
    }

    /// A command line, one word a line.
    func obey(_ bytes: [UInt8]) throws {
        let words = bytes.split(separator: 10, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        // What would wait for somebody, or write elsewhere than here.
        let never = [
            "broker", "rehearse", "sample", "export", "backup", "restore", "--out", "--report", "--ready-file",
        ]
        guard !words.contains(where: { word in never.contains { word == $0 || word.hasPrefix("\($0)=") } }) else {
            return
        }
        try expect(words)
    }

    private func expect(_ words: [String]) throws {
        let answer = try run(words)
        guard [ExitStatus.success, ExitStatus.failure, ExitStatus.usage].contains(answer.status) else {
            throw Failure("\(words.prefix(3)) ended with \(answer.status)")
        }
        guard answer.status == ExitStatus.success || !answer.errors.isEmpty || words.contains("--json") else {
            throw Failure("\(words.prefix(3)) failed without a word")
        }
        guard answer.errors.utf8.count < Office.mostErrorBytes else {
            throw Failure("\(words.prefix(3)) said \(answer.errors.utf8.count) bytes of what is wrong")
        }
        guard !answer.errors.utf8.contains(0x1B) else {
            throw Failure("\(words.prefix(3)) prints a terminal's escapes")
        }
    }

    private func run(_ words: [String]) throws -> (status: Int32, errors: String) {
        var errors = ""
        // What the commands print is not looked at here.
        let out = dup(STDOUT_FILENO)
        let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
        dup2(null, STDOUT_FILENO)
        defer {
            dup2(out, STDOUT_FILENO)
            Glibc.close(out)
            Glibc.close(null)
        }
        let isOffline = ["deadlines", "rules", "models", "compare", "completion"].contains(words.first ?? "")
        let place = isOffline ? [] : ["--bootstrap-servers", broker.bootstrapServers]
        let status = AnnualReview.command.execute(
            words + place, version: "1", output: { _ in }, errors: { errors += $0 })
        return (status, errors)
    }
}
