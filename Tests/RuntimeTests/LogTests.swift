import Foundation
import Testing

@testable import Runtime

@Suite struct `A service's own log` {
    @Test func `is one JSON object a line, with time, level, service and fields`() throws {
        let pipe = Pipe()
        let log = Log(service: "scheduler", level: .info, descriptor: pipe.fileHandleForWriting.fileDescriptor)
        log.write(.debug, "not grave enough")
        log.write(.warning, "a \"message\"\nof two lines", ["partition": 3, "reason": "none"])
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text.hasSuffix("\n") && text.split(separator: "\n").count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["level"] as? String == "warning")
        #expect(object?["service"] as? String == "scheduler")
        #expect(object?["message"] as? String == "a \"message\"\nof two lines")
        #expect(object?["partition"] as? Int == 3)
    }

    @Test func `writes the time as RFC 3339 has it, in UTC`() {
        #expect(Log.timestamp((0, 0)) == "1970-01-01T00:00:00.000Z")
        #expect(Log.timestamp((1_732_838_400, 7_000_000)) == "2024-11-29T00:00:00.007Z")
    }

    @Test func `pauses grow to their longest and start small again`() {
        var pause = GrowingPause()
        let pauses = (0..<8).map { _ in pause.next() }
        #expect(pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5])
        pause.reset()
        #expect(pause.next() == 0.1)
    }
}
