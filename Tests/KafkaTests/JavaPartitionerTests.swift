import Foundation
import Kafka
import Testing

/// A consumer in Java looks for a case in the partition that Java's own murmur2 names.
@Suite struct `Case ids fall into the partitions that kafka-clients gives them` {
    private static let program = """
        import java.nio.charset.StandardCharsets;
        import org.apache.kafka.common.utils.Utils;
        public class Murmur2 {
            public static void main(String[] ids) {
                StringBuilder out = new StringBuilder();
                for (int i = 0; i < 1000; i++) {
                    byte[] id = ("B-" + (10000 + i * 7)).getBytes(StandardCharsets.UTF_8);
                    out.append(Utils.toPositive(Utils.murmur2(id)) % 12).append('\\n');
                }
                System.out.print(out);
            }
        }

        """

    @Test func `of a thousand ids each`() throws {
        guard let clients = try jar() else {
            try Test.cancel("shared/kafka/lib/kafka-clients*.jar is not beside the repository: not compared with Java")
        }
        let source = FileManager.default.temporaryDirectory.appending(path: "Murmur2-\(UUID().uuidString).java")
        try Data(Self.program.utf8).write(to: source)
        defer { try? FileManager.default.removeItem(at: source) }  // A file left in /tmp harms nobody.
        let java = Process()
        java.executableURL = URL(filePath: "/usr/bin/env")
        java.arguments = ["java", "-cp", clients, source.path]
        let pipe = Pipe()
        java.standardOutput = pipe
        java.standardError = FileHandle.nullDevice
        try java.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        java.waitUntilExit()
        guard java.terminationStatus != 127 else { try Test.cancel("there is no java: not compared with it") }
        #expect(java.terminationStatus == 0)
        let ours = (0..<1000).map { place in
            Array("B-\(10_000 + place * 7)".utf8).withUnsafeBytes { Partitioner.partition(of: $0, partitions: 12) }
        }
        #expect(String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) } == ours)
    }

    /// The jar beside the repository, or beside a folder around it.
    private func jar() throws -> String? {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let lib = folder.appending(path: "shared/kafka/lib")
            guard FileManager.default.fileExists(atPath: lib.path) else { continue }
            let jars = try FileManager.default.contentsOfDirectory(atPath: lib.path)
            // With all beside it, as it logs by another.
            return jars.contains { $0.hasPrefix("kafka-clients") && $0.hasSuffix(".jar") } ? "\(lib.path)/*" : nil
        }
        return nil
    }
}
