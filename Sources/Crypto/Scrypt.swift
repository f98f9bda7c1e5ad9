import CCrypto

/// scrypt (RFC 7914): a key from a password, made costly in time and memory on purpose.
public enum Scrypt {
    /// What a derivation costs: 128 × `n` × `r` bytes of memory, and time with `n`, `r` and `p`.
    public struct Cost: Sendable, Equatable {
        /// A power of two.
        public let n: Int
        /// The size of a block.
        public let r: Int
        /// How many times over.
        public let p: Int

        /// What is used for new passwords: 32 MiB, about a tenth of a second.
        public static let standard = Cost(n: 32_768, r: 8, p: 1)
        /// The most that is taken on because a file says so.
        static let mostMemory = 256 << 20

        /// Nil where it is none of scrypt's, or costs more than 256 MiB or 16 times over.
        public init?(checking n: Int, r: Int, p: Int) {
            guard n > 1, n & (n - 1) == 0, n <= 1 << 20, (1...32).contains(r), (1...16).contains(p),
                128 * n * r <= Self.mostMemory
            else { return nil }
            self.init(n: n, r: r, p: p)
        }

        private init(n: Int, r: Int, p: Int) {
            self.n = n
            self.r = r
            self.p = p
        }
    }

    /// The key; nil where the host lacks the memory.
    public static func key(password: [UInt8], salt: [UInt8], cost: Cost, byteCount: Int = 32) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: byteCount)
        let done = password.withUnsafeBytes { password in
            // An empty array's address is nil, which means another thing: any address will do.
            EVP_PBE_scrypt(
                (password.baseAddress ?? UnsafeRawPointer(bitPattern: 1))?.assumingMemoryBound(to: CChar.self),
                password.count, salt, salt.count, UInt64(cost.n), UInt64(cost.r), UInt64(cost.p),
                UInt64(Cost.mostMemory * 2), &key, byteCount)
        }
        return done == 1 ? key : nil
    }
}
