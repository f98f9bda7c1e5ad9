import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Runtime

@Suite struct `A service's own log` {
    @Test func `is one JSON object a line, with time, level, service and fields`() throws {
        let pipe = Pipe()
        let log = Log(service: "scheduler", level: .info, descriptor: pipe.fileHandleForWriting.fileDescriptor)
        log.write(.debug, "not grave enough")
        log.write(.warning, "a \"message\"\nof two lines", ["partition": 3, "reason": "none"])
        #expect(log.flush(seconds: 60))
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text.hasSuffix("\n") && text.split(separator: "\n").count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["level"] as? String == "warning")
        #expect(object?["service"] as? String == "scheduler")
        #expect(object?["message"] as? String == "a \"message\"\nof two lines")
        #expect(object?["partition"] as? Int == 3)
    }

    @Test func `never waits for whoever takes it: what finds no room is dropped, counted, and said in the end`()
        throws
    {
        let pipe = Pipe()
        let log = Log(service: "scheduler", descriptor: pipe.fileHandleForWriting.fileDescriptor)
        // Nobody reads: the pipe is full after 64 KiB, the log's buffer after another MiB.
        let text = String(repeating: "x", count: 1_000)
        let lines = 3 * Log.mostWaitingBytes / 1_000
        for _ in 0..<lines { log.write(.info, "waiting", ["reason": .text(text)]) }
        #expect(log.droppedLines > lines / 2 && log.droppedLines < lines)
        #expect(!log.flush(seconds: 0.01))
        let dropped = log.droppedLines
        let read = Mutex<Data?>(nil)
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            read.withLock { $0 = data }
            isRead.signal()
        }
        #expect(log.flush(seconds: 60))
        log.write(.info, "after")
        #expect(log.flush(seconds: 60))
        try pipe.fileHandleForWriting.close()
        isRead.wait()
        let taken = String(decoding: read.withLock { $0 } ?? Data(), as: UTF8.self).split(separator: "\n")
        // Each is whole, the drops are told once, after all that came before them and before what came after.
        #expect(taken.count == lines - dropped + 2)
        #expect(taken[taken.count - 2].contains("log lines were dropped"))
        #expect(taken[taken.count - 2].contains("\"lines\":\(dropped)"))
        #expect(taken.last?.contains("after") == true)
        #expect(taken.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test func `counts as dropped what cannot be written at all, and goes on`() throws {
        let pipe = Pipe()
        let log = Log(service: "scheduler", descriptor: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForReading.close()
        signal(SIGPIPE, SIG_IGN)
        log.write(.info, "nobody is there")
        #expect(log.flush(seconds: 60))
        #expect(log.droppedLines == 1)
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
