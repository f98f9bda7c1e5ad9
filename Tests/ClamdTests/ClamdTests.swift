import Clamd
import Synchronization
import Testing

@Suite struct `Asking clamd` {
    @Test func `sends a file in chunks, and takes it for clean when it is said to be`() throws {
        let daemon = try LoopbackClamd()
        defer { daemon.stop() }
        // Neither a multiple of a chunk nor less than one.
        let file = (0..<200_001).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try Clamd(daemon.address).scan(file) == .clean)
        #expect(daemon.asked.withLock { $0 } == [file])
    }

    @Test func `names what was found`() throws {
        let daemon = try LoopbackClamd()
        defer { daemon.stop() }
        #expect(try Clamd(daemon.address).scan(Array("HARM".utf8)) == .found("Test.Harm.Signature"))
    }

    @Test func `says that a file is larger than the daemon takes, though it closes while more is sent`() throws {
        let daemon = try LoopbackClamd(mostBytes: 100_000)
        defer { daemon.stop() }
        #expect(throws: Clamd.Fault.self) {
            try Clamd(daemon.address).scan([UInt8](repeating: 1, count: 8 << 20))
        }
    }

    @Test(arguments: ["stream: Broken.Executable", "ERROR", "stream: OK\u{1}", ""])
    func `takes nothing for clean that is not said to be`(_ answer: String) throws {
        let daemon = try LoopbackClamd(says: answer)
        defer { daemon.stop() }
        #expect(throws: Clamd.Fault.self) { try Clamd(daemon.address).scan([1]) }
    }

    @Test func `says that nobody answers`() throws {
        let daemon = try LoopbackClamd()
        let address = daemon.address
        #expect(throws: Never.self) { try Clamd(address).ping() }
        daemon.stop()
        let fault = #expect(throws: Clamd.Fault.self) { try Clamd(address).ping() }
        #expect("\(fault, default: "")".hasPrefix("clamd does not answer: "))
    }

    @Test(arguments: ["", "localhost", "localhost:", "localhost:0", "localhost:99999", ":3310", "::1:3310"])
    func `refuses an address that is none`(_ address: String) {
        #expect(throws: Clamd.Fault.address(address)) { try Clamd(address) }
    }

    @Test(arguments: ["localhost:3310", "[::1]:3310"])
    func `takes an address with its port`(_ address: String) {
        #expect(throws: Never.self) { try Clamd(address) }
    }
}
