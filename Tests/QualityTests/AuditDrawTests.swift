import Crypto
import Testing

@testable import Quality

@Suite struct `What is drawn for an audit` {
    private static func secret(_ byte: UInt8) throws -> AuditDraw.Secret {
        try #require(AuditDraw.Secret(bytes: [UInt8](repeating: byte, count: AuditDraw.Secret.byteCount)))
    }

    private static let candidates = (1...200).map {
        AuditDraw.Candidate("B-\($0)/review-1", stratum: $0 <= 150 ? "primary" : "secondary")
    }

    private static func draw(_ secrets: [AuditDraw.Secret], heads: [String]) throws -> AuditDraw {
        try AuditDraw(commitments: secrets.map(\.commitment), secrets: secrets, heads: heads)
    }

    @Test func `is the same for whoever reckons it, and another for another head of the log or another secret`() throws
    {
        let secret = try Self.secret(1)
        let drawn = try Self.draw([secret], heads: ["a", "b"]).draw(20, of: Self.candidates)
        #expect(try Self.draw([secret], heads: ["a", "b"]).draw(20, of: Self.candidates.reversed()) == drawn)
        #expect(try Self.draw([secret], heads: ["a", "c"]).draw(20, of: Self.candidates) != drawn)
        #expect(try Self.draw([secret], heads: ["b", "a"]).draw(20, of: Self.candidates) != drawn)
        #expect(try Self.draw([Self.secret(2)], heads: ["a", "b"]).draw(20, of: Self.candidates) != drawn)
    }

    @Test func `gives each stratum its share, to the last place`() throws {
        let draw = try Self.draw([Self.secret(1)], heads: ["a"])
        let drawn = draw.draw(21, of: Self.candidates)
        #expect(drawn.count == 21)
        #expect(drawn.count { $0.stratum == "primary" } == 16)
        #expect(draw.draw(500, of: Self.candidates).count == 200)
        #expect(draw.draw(0, of: Self.candidates).isEmpty)
        #expect(AuditDraw.shares(of: 5, among: ["a": 10, "b": 10, "c": 10]) == ["a": 2, "b": 2, "c": 1])
    }

    @Test func `needs every secret that was committed to, and no other`() throws {
        let (first, second) = (try Self.secret(1), try Self.secret(2))
        #expect(throws: AuditDraw.Refusal.nobodyCommitted) {
            try AuditDraw(commitments: [], secrets: [], heads: ["a"])
        }
        #expect(throws: AuditDraw.Refusal.notRevealed(1)) {
            try AuditDraw(commitments: [first.commitment, second.commitment], secrets: [first], heads: ["a"])
        }
        #expect(throws: AuditDraw.Refusal.notWhatWasCommitted(0)) {
            try AuditDraw(commitments: [first.commitment], secrets: [second], heads: ["a"])
        }
        #expect(AuditDraw.Secret(bytes: [1, 2, 3]) == nil)
    }

    /// Somebody who wants a case left out tries secret after secret before the period, and cannot know the heads of its last day:
    /// by the heads that come, the case is drawn as often as by chance.
    @Test func `cannot be steered by whoever tries many secrets before the period`() throws {
        let wanted = Self.candidates[7]
        var kept = 0
        for trial in 0..<60 {
            // The secret that keeps the case out by the heads that are known now.
            var secret = try Self.secret(0)
            for byte in UInt8(1)...40 {
                secret = try Self.secret(byte)
                if try Self.draw([secret], heads: ["now"]).draw(40, of: Self.candidates).contains(wanted) == false {
                    break
                }
            }
            // The heads that the period ends with.
            if try Self.draw([secret], heads: ["later-\(trial)"]).draw(40, of: Self.candidates).contains(wanted)
                == false
            {
                kept += 1
            }
        }
        // 40 of 200 are drawn: out of 60 trials about 48 leave the case out, whatever was tried.
        #expect((38...57).contains(kept))
    }

    @Test func `a second commitment makes vain what the first one's owner tries with entries of the last minutes`()
        throws
    {
        let wanted = Self.candidates[7]
        let (mine, theirs) = (try Self.secret(1), try Self.secret(9))
        let steered = try #require(
            try (0..<400).first { trial in
                try !Self.draw([mine], heads: ["entry-\(trial)"]).draw(100, of: Self.candidates).contains(wanted)
            })
        // Alone that works; with another's secret, unknown to whoever tries, half of such heads draw the case after all.
        #expect(try !Self.draw([mine], heads: ["entry-\(steered)"]).draw(100, of: Self.candidates).contains(wanted))
        let good = try (0..<400).filter { trial in
            try !Self.draw([mine], heads: ["entry-\(trial)"]).draw(100, of: Self.candidates).contains(wanted)
        }
        let drawn = try good.filter { trial in
            try Self.draw([mine, theirs], heads: ["entry-\(trial)"]).draw(100, of: Self.candidates).contains(wanted)
        }
        #expect((good.count / 3...good.count * 2 / 3).contains(drawn.count))
    }

    @Test func `an HMAC is RFC 4231's`() {
        #expect(
            HMAC.sha256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            HMAC.sha256([UInt8](repeating: 0xDD, count: 50), key: [UInt8](repeating: 0xAA, count: 20)).hex
                == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
    }
}
