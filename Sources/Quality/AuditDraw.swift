public import Crypto

// What is not obvious here:
//
// - Nobody steers the draw. Whoever commits knows a secret and not yet the log's heads of the last day; whoever writes to the
//   log sees the heads and not the secret. One who does both, alone, could try entries in the last minutes until the draw
//   suits: so several may commit for one period, and the draw rests on all their secrets. What one of them tries, the
//   others' secrets make vain.

/// What is drawn for an audit, so that nobody can steer it and anybody can check it.
///
/// Before a period the SHA-256 of a secret stands in the log; after it the secret. The seed is HMAC-SHA256 under the secrets, of
/// the heads of all partitions at the end of the period's last day; the place of each candidate is HMAC-SHA256 under the
/// seed, of its name; the least are drawn.
public struct AuditDraw: Sendable {
    /// A secret: 32 bytes from the system's source of chance, given by whoever commits to them.
    public struct Secret: Hashable, Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// Exactly as many.
        public static let byteCount = 32

        /// Nil of any other count.
        public init?(bytes: [UInt8]) {
            guard bytes.count == Self.byteCount else { return nil }
            self.bytes = bytes
        }

        /// What stands in the log before the period.
        public var commitment: Digest256 { SHA256.hash(bytes) }
    }

    /// One that could be drawn.
    public struct Candidate: Hashable, Sendable {
        /// Its name, as `B-10432/review-3`: no two are alike.
        public let name: String
        /// The stratum that it belongs to, as `secondary/special/progress`.
        public let stratum: String

        public init(_ name: String, stratum: String) {
            self.name = name
            self.stratum = stratum
        }
    }

    /// Why there is no draw.
    public enum Refusal: Error, Equatable, Sendable {
        /// Nobody committed to a secret before the period.
        case nobodyCommitted
        /// A secret that was committed to has not been revealed: its place among the commitments.
        case notRevealed(Int)
        /// What was revealed is not what was committed to.
        case notWhatWasCommitted(Int)
    }

    private let seed: [UInt8]

    /// The draw of a period. `commitments` are those that stood in the log before the period's first day, in the order of the
    /// log; each needs its secret, at the same place. `heads` are those of all partitions, in their order.
    public init(
        commitments: [Digest256], secrets: [Secret?], heads: [String]
    ) throws(Refusal) {
        guard !commitments.isEmpty else { throw .nobodyCommitted }
        var key: [UInt8] = []
        for (place, commitment) in commitments.enumerated() {
            guard place < secrets.count, let secret = secrets[place] else { throw .notRevealed(place) }
            guard secret.commitment == commitment else { throw .notWhatWasCommitted(place) }
            key += secret.bytes
        }
        var message: [UInt8] = []
        for (partition, head) in heads.enumerated() { message += Array("\(partition) \(head)\n".utf8) }
        seed = HMAC.sha256(message, key: key).bytes
    }

    /// The candidates in the order in which they are drawn.
    public func order(_ candidates: [Candidate]) -> [Candidate] {
        candidates.map { (HMAC.sha256(Array($0.name.utf8), key: seed).hex, $0) }
            .sorted { ($0.0, $0.1.name) < ($1.0, $1.1.name) }.map(\.1)
    }

    /// So many of the candidates, each stratum with its share of them: of what is left after whole numbers the largest
    /// remainders get one more. All of them where there are no more; in the order of the draw.
    public func draw(_ quota: Int, of candidates: [Candidate]) -> [Candidate] {
        let order = order(candidates)
        let places = AuditDraw.shares(of: quota, among: order.reduce(into: [:]) { $0[$1.stratum, default: 0] += 1 })
        var drawn: [String: Int] = [:]
        return order.filter { candidate in
            drawn[candidate.stratum, default: 0] += 1
            return drawn[candidate.stratum, default: 0] <= places[candidate.stratum] ?? 0
        }
    }

    /// How many of a quota each stratum gets.
    static func shares(of quota: Int, among strata: [String: Int]) -> [String: Int] {
        let all = strata.values.reduce(0, +)
        guard quota < all else { return strata }
        guard quota > 0 else { return [:] }
        var places: [String: Int] = [:]
        // By the remainder of quota × size ÷ all, in whole numbers: no share is lost to rounding.
        var remainders: [(stratum: String, remainder: Int)] = []
        for (stratum, size) in strata {
            places[stratum] = quota * size / all
            remainders.append((stratum, quota * size % all))
        }
        let left = quota - places.values.reduce(0, +)
        for (stratum, _) in remainders.sorted(by: { ($1.remainder, $0.stratum) < ($0.remainder, $1.stratum) })
            .prefix(left)
        { places[stratum, default: 0] += 1 }
        return places
    }

    /// Which of those drawn a second person grades without knowing the first grade: each `oneIn`-th of the draw's order.
    public static func blindSecond(_ drawn: [Candidate], oneIn: Int) -> [Candidate] {
        guard oneIn > 0 else { return [] }
        return drawn.enumerated().filter { $0.offset % oneIn == 0 }.map(\.element)
    }
}
