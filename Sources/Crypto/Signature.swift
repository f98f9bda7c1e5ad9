import CCrypto

/// A public key that signatures are held against: RSA with PKCS #1 v1.5 and SHA-256 (`RS256`), or ECDSA on P-256 with SHA-256
/// (`ES256`), as RFC 7518 names them.
public enum PublicKey: Sendable, Equatable {
    /// Modulus and exponent, the most significant byte first. The modulus has 2,048 to 8,192 bits.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// The two coordinates of a point, 32 bytes each.
    case p256(x: [UInt8], y: [UInt8])

    /// Whether `signature` of `message` was made by the holder of this key. A key that is none makes no signature right.
    public func isRight(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = made() else { return false }
        defer { EVP_PKEY_free(key) }
        let bytes: [UInt8]
        switch self {
        case .rsa: bytes = signature
        case .p256:
            guard let encoded = Self.der(signature) else { return false }
            bytes = encoded
        }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
            && EVP_DigestVerify(context, bytes, bytes.count, message, message.count) == 1
    }

    private func made() -> OpaquePointer? {
        switch self {
        case .rsa(var modulus, var exponent):
            while modulus.first == 0 { modulus.removeFirst() }
            while exponent.first == 0 { exponent.removeFirst() }
            // An even exponent, or one, is no key; a larger one than 32 bits is nobody's.
            guard (256...1_024).contains(modulus.count), modulus[0] >= 0x80 || modulus.count > 256,
                (1...4).contains(exponent.count), exponent.last.map({ $0 & 1 == 1 }) ?? false, exponent != [1]
            else { return nil }
            return crypto_rsa_key(modulus, modulus.count, exponent, exponent.count)
        case .p256(let x, let y):
            guard x.count == 32, y.count == 32 else { return nil }
            let point = [4] + x + y
            return crypto_p256_key(point, point.count)
        }
    }

    /// ECDSA's two numbers, 32 bytes each (RFC 7518 §3.4), in the form that libcrypto reads.
    private static func der(_ signature: [UInt8]) -> [UInt8]? {
        guard signature.count == 64 else { return nil }
        func number(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var bytes = Array(bytes.drop { $0 == 0 })
            if bytes.isEmpty { bytes = [0] }
            if bytes[0] >= 0x80 { bytes.insert(0, at: 0) }
            return [2, UInt8(bytes.count)] + bytes
        }
        let both = number(signature[..<32]) + number(signature[32...])
        return [0x30, UInt8(both.count)] + both
    }
}
