import CCrypto

/// SHA-256 (FIPS 180-4), computed by OpenSSL's libcrypto.
public enum SHA256 {
    /// The digest of `bytes`.
    public static func hash(_ bytes: [UInt8]) -> Digest256 {
        bytes.withUnsafeBytes { digest(of: $0) }
    }

    /// The digest of `bytes` and of those that follow; copies none of them.
    public static func hash(_ bytes: [UInt8], then more: [UInt8]) -> Digest256 {
        var digest = Digest256()
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let done = withUnsafeMutableBytes(of: &digest) { out in
            EVP_DigestInit_ex2(context, algorithm.pointer, nil) == 1
                && bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1
                && more.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1
                && EVP_DigestFinal_ex(context, out.baseAddress, nil) == 1
        }
        precondition(done, "libcrypto could not compute SHA-256")
        return digest
    }

    /// The digest of the bytes that `span` borrows; copies nothing.
    public static func hash(_ span: borrowing RawSpan) -> Digest256 {
        span.withUnsafeBytes { digest(of: $0) }
    }

    /// The digest of `text` in UTF-8.
    public static func hash(_ text: String) -> Digest256 {
        var text = text
        return text.withUTF8 { digest(of: UnsafeRawBufferPointer($0)) }
    }

    /// The first 16 bytes of the digest of `bytes`: short enough to keep by the million, and still no two alike by
    /// accident (2^64 submissions for an even chance of one pair).
    public static func shortHash(_ bytes: [UInt8]) -> Digest128 {
        Digest128(truncating: hash(bytes))
    }

    /// The first 16 bytes of the digest of `text` in UTF-8.
    public static func shortHash(_ text: String) -> Digest128 {
        Digest128(truncating: hash(text))
    }

    private static func digest(of bytes: UnsafeRawBufferPointer) -> Digest256 {
        var digest = Digest256()
        let done = withUnsafeMutableBytes(of: &digest) { out in
            EVP_Digest(bytes.baseAddress, bytes.count, out.baseAddress, nil, algorithm.pointer, nil)
        }
        // No input makes it fail: only a libcrypto without SHA-256, or one without memory, where nothing can go on.
        precondition(done == 1, "libcrypto could not compute SHA-256")
        return digest
    }

    // Fetched once: since OpenSSL 3 each use of `EVP_sha256()` looks the algorithm up again.
    private static let algorithm = Algorithm(pointer: EVP_MD_fetch(nil, "SHA256", nil))

    // `@unchecked Sendable`: an EVP_MD that has been fetched is never changed, and any thread may use it.
    private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer?
    }
}
