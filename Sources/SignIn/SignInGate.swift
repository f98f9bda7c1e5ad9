public import HTTPServer

/// How often somebody may try to sign in: an address, and a name from wherever. Pure: the time is given to it.
public struct SignInGate: Sendable {
    /// Tries from one address: 20 at once, as many again in ten minutes; a school's people share one.
    public static let ofAddress = RateLimit(burst: 20, seconds: 600)
    /// Wrong passwords for one name: 5 at once, as many again in fifteen minutes. After that the right one is refused as
    /// well, so that guessing on gains nothing.
    public static let ofName = RateLimit(burst: 5, seconds: 900)

    private var addresses = Self.ofAddress
    private var names = Self.ofName

    public init() {}

    /// Whether that address may try that name now, which then counts; nil when it may, else in how many seconds.
    public mutating func wait(address: String, name: String, now: Double) -> Double? {
        if let wait = addresses.take(address, now: now) { return wait }
        return names.take(name, now: now)
    }

    /// The password was right: the name's tries no longer count. Those of the address do, or one account of one's own would buy
    /// more guesses at others.
    public mutating func wasRight(name: String) { names.forgive(name) }
}
