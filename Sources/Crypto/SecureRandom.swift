import CCrypto

/// Bytes that nobody can guess, from OpenSSL's generator.
public enum SecureRandom {
    /// `count` of them.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let done = RAND_bytes(&bytes, Int32(count))
        // Only a host without a source of chance makes it fail, where nothing that is secret can be begun.
        precondition(done == 1, "libcrypto could not make random bytes")
        return bytes
    }
}

/// Comparing what is secret.
public enum SecretBytes {
    /// Whether both are the same; how long it takes says nothing of where they differ.
    public static func areSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }
}
