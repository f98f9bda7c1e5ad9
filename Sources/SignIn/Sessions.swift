import Crypto

/// Who is signed in, and from which browser: held in memory alone, so that a start of the program signs everybody out.
public struct Sessions<Person: Sendable>: Sendable {
    /// What bounds them.
    public struct Limits: Sendable {
        /// After how long without a page a session ends, in seconds.
        public var idle = 30.0 * 60
        /// How long a session lasts at most, in seconds.
        public var longest = 12.0 * 3_600
        /// How many there may be. Where more are, the one that was idle for longest ends.
        public var most = 5_000
        /// How many one person may have.
        public var mostEach = 5

        public init() {}
    }

    /// A session as the program sees it.
    public struct Session: Sendable {
        /// Who.
        public let person: Person
        /// What each form that this person is shown must bring along, or it is refused.
        public let csrf: String
        /// How many seconds it lasts without another page.
        public let idleLeft: Double
    }

    private struct Held {
        let person: Person
        let id: String
        let began: Double
        var seen: Double
    }

    private let limits: Limits
    /// Under the hash of what the browser holds: who reads this program's memory in a dump has no session by it.
    private var held: [Digest256: Held] = [:]
    private let csrfKey: [UInt8]

    /// None. The key of the tokens of forms is new at each start, as the sessions are.
    public init(limits: Limits = Limits()) {
        self.limits = limits
        csrfKey = SecureRandom.bytes(32)
    }

    /// How many there are.
    public var count: Int { held.count }

    /// A session for somebody who has just signed in; what the browser holds in its cookie is made anew, so that nobody can
    /// have put it there before. `id` is the same for the same person. `now` is of a steady clock.
    public mutating func begin(_ person: Person, id: String, now: Double) -> String {
        sweep(now)
        let own = held.filter { $0.value.id == id }
        if own.count >= limits.mostEach { end(own.min { $0.value.seen < $1.value.seen }?.key) }
        if held.count >= limits.most { end(held.min { $0.value.seen < $1.value.seen }?.key) }
        let token = Base64URL.encode(SecureRandom.bytes(32))
        held[SHA256.hash(token)] = Held(person: person, id: id, began: now, seen: now)
        return token
    }

    /// The session of a cookie, which this look prolongs; nil where there is none, or its time is over.
    public mutating func look(_ token: String?, now: Double) -> Session? {
        guard let token, token.utf8.count == 43 else { return nil }
        let key = SHA256.hash(token)
        guard var session = held[key] else { return nil }
        guard isAlive(session, now) else {
            held[key] = nil
            return nil
        }
        session.seen = now
        held[key] = session
        return Session(
            person: session.person, csrf: csrf(token), idleLeft: min(limits.idle, session.began + limits.longest - now))
    }

    /// Whether a form that this browser sends was made for it: the token of its session stands in the form.
    public func isOwn(_ csrf: String?, of token: String?) -> Bool {
        guard let csrf, let token else { return false }
        return SecretBytes.areSame(Array(csrf.utf8), Array(self.csrf(token).utf8))
    }

    /// Signs out.
    public mutating func end(_ token: String?) {
        guard let token else { return }
        held[SHA256.hash(token)] = nil
    }

    /// Ends every session of somebody, as when their account is removed.
    public mutating func endAll(id: String) {
        held = held.filter { $0.value.id != id }
    }

    private mutating func end(_ key: Digest256?) {
        if let key { held[key] = nil }
    }

    private mutating func sweep(_ now: Double) {
        held = held.filter { isAlive($0.value, now) }
    }

    private func isAlive(_ session: Held, _ now: Double) -> Bool {
        now - session.seen < limits.idle && now - session.began < limits.longest
    }

    /// Another than the session's own, which no form may hold.
    private func csrf(_ token: String) -> String {
        HMAC.sha256(Array(token.utf8), key: csrfKey).base64url
    }
}
