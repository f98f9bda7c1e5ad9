/// How often something may be done under one key, as an address or a person: a bucket of `burst` tries each that fills again
/// evenly over `seconds`. Pure: the time is given to it.
public struct RateLimit: Sendable {
    /// How many may come at once.
    public let burst: Int
    /// In how many seconds as many may come again.
    public let seconds: Double
    /// How many keys are remembered. Where more are asked about, who has used least is forgotten first.
    public static let mostKeys = 50_000

    private struct Bucket {
        var left: Double
        var at: Double
    }
    private var buckets: [String: Bucket] = [:]

    /// `burst` tries at once, and as many again in `seconds`.
    public init(burst: Int, seconds: Double) {
        self.burst = max(1, burst)
        self.seconds = max(1, seconds)
    }

    /// Whether one more may be done under `key` now, which then counts; nil when it may, else in how many seconds it may.
    /// `now` is of a steady clock.
    public mutating func take(_ key: String, now: Double) -> Double? {
        var bucket = filled(key, now)
        guard bucket.left >= 1 else {
            buckets[key] = bucket
            return (1 - bucket.left) * seconds / Double(burst)
        }
        bucket.left -= 1
        if buckets[key] == nil, buckets.count >= Self.mostKeys { forget(now) }
        buckets[key] = bucket
        return nil
    }

    /// In how many seconds one more may be done; nil when it may be done now. Counts nothing.
    public func wait(_ key: String, now: Double) -> Double? {
        let bucket = filled(key, now)
        return bucket.left >= 1 ? nil : (1 - bucket.left) * seconds / Double(burst)
    }

    /// What was done under `key` no longer counts, as after a right password.
    public mutating func forgive(_ key: String) { buckets[key] = nil }

    /// How many keys are remembered.
    public var keys: Int { buckets.count }

    private func filled(_ key: String, _ now: Double) -> Bucket {
        guard let bucket = buckets[key] else { return Bucket(left: Double(burst), at: now) }
        let more = max(0, now - bucket.at) * Double(burst) / seconds
        return Bucket(left: min(Double(burst), bucket.left + more), at: max(now, bucket.at))
    }

    /// A half goes at once, so that a flood of keys does not look at all of them for each.
    private mutating func forget(_ now: Double) {
        let order = buckets.keys.map { (key: $0, left: filled($0, now).left) }.sorted { $0.left > $1.left }
        for entry in order.prefix(Self.mostKeys / 2) { buckets[entry.key] = nil }
    }
}
