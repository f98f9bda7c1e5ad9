import CCrypto

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1), computed by OpenSSL's libcrypto.
public enum HMAC {
    /// The code of `message` under `key`, which may have any length.
    public static func sha256(_ message: [UInt8], key: [UInt8]) -> Digest256 {
        var digest = Digest256()
        var length: UInt32 = 0
        let done = withUnsafeMutableBytes(of: &digest) { out in
            key.withUnsafeBytes { key in
                message.withUnsafeBufferPointer { message in
                    // An empty array's address is nil, and libcrypto takes a nil key for the one before: any address will do.
                    CCrypto.HMAC(
                        EVP_sha256(), key.baseAddress ?? UnsafeRawPointer(out.baseAddress), Int32(key.count),
                        message.baseAddress, message.count, out.bindMemory(to: UInt8.self).baseAddress, &length)
                }
            }
        }
        // No input makes it fail: only a libcrypto without SHA-256, or one without memory, where nothing can go on.
        precondition(done != nil && Int(length) == Digest256.byteCount, "libcrypto could not compute an HMAC")
        return digest
    }
}
