import Crypto
public import HTTPServer

// What is not obvious here:
//
// - How often one may ask counts for whoever is named, known or not: nothing tells whether an address is known.
// - No code is held: its HMAC is, under a key that is new at each start. A start ends all codes; a new one is asked for.
// - Tries count against whoever is named, from whatever address, and a new code does not give them back before they would
//   come back by themselves: or asking anew would buy guesses.

/// The codes that were sent and not used yet. Pure but for the chance by which they are made: the time is given to it.
public struct OneTimeCodes: Sendable {
    /// How long a code may be used, in seconds.
    public static let lifetime = 600.0
    /// How often a code may be typed wrongly.
    public static let tries = 5
    /// How many codes one person may have sent: 3 at once, as many again in fifteen minutes.
    public static let sentEach = RateLimit(burst: 3, seconds: 900)
    /// How many codes may be asked for from one address of the network: 20 at once, as many again in ten minutes; a school's
    /// people share one.
    public static let askedFromAddress = RateLimit(burst: 20, seconds: 600)
    /// Wrong codes for one person: as many as a code has tries, twice over, and as many again in a day.
    static let wrongEach = RateLimit(burst: 2 * tries, seconds: 86_400)
    /// How many codes may wait to be used. Where more are, the oldest ends.
    public static let most = 20_000

    private struct Held {
        let mark: Digest256
        let until: Double
        var triesLeft: Int
    }

    private var held: [String: Held] = [:]
    private var sent = Self.sentEach
    private var asked = Self.askedFromAddress
    private var wrong = Self.wrongEach
    private var typed = Self.askedFromAddress
    private let key = SecureRandom.bytes(32)

    public init() {}

    /// In how many seconds a code may be asked for, for whoever has that address or link, from that address of the network; nil
    /// when it may be now, which then counts. Asked also for whoever is unknown.
    public mutating func wait(for whom: String, from address: String, now: Double) -> Double? {
        if let wait = asked.take(address, now: now) { return wait }
        return sent.take(whom, now: now)
    }

    /// A new code for whoever has that id, to be sent to them; one that was sent before ends.
    public mutating func make(for id: String, now: Double) -> OneTimeCode {
        if held.count >= Self.most { held = held.filter { now < $0.value.until } }
        if held.count >= Self.most, let oldest = held.min(by: { $0.value.until < $1.value.until })?.key {
            held[oldest] = nil
        }
        let code = OneTimeCode.random()
        held[id] = Held(mark: mark(Array(code.digits.utf8), id), until: now + Self.lifetime, triesLeft: Self.tries)
        return code
    }

    /// What became of a code that somebody typed.
    public enum Verdict: Sendable, Equatable {
        /// It is the one that was sent; it can be used no more.
        case right
        /// It is not, or none waits: in the same words for both.
        case wrong
        /// Too many were typed: again after so many seconds.
        case wait(Double)
    }

    /// Whether that is the code that was sent to whoever has that id.
    public mutating func use(_ text: String, for id: String, from address: String, now: Double) -> Verdict {
        if let wait = typed.take(address, now: now) { return .wait(wait) }
        if let wait = wrong.wait(id, now: now) { return .wait(wait) }
        // Reckoned also where no code waits, so that it takes as long.
        let digits = OneTimeCode.typed(text)
        let given = mark(digits ?? [], id)
        let waiting = held[id]
        let expected = waiting?.mark ?? mark([0], id)
        let isSame = SecretBytes.areSame(given.bytes, expected.bytes)
        guard let waiting, digits != nil, isSame, now < waiting.until, waiting.triesLeft > 0 else {
            _ = wrong.take(id, now: now)
            if var left = held[id] {
                left.triesLeft -= 1
                held[id] = left.triesLeft > 0 && now < left.until ? left : nil
            }
            return .wrong
        }
        held[id] = nil
        wrong.forgive(id)
        return .right
    }

    /// How many codes wait.
    public var count: Int { held.count }

    private func mark(_ digits: [UInt8], _ id: String) -> Digest256 {
        HMAC.sha256(digits + [0] + Array(id.utf8), key: key)
    }
}
