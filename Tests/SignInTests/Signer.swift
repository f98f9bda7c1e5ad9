import CCrypto
import Crypto

/// A provider's key: made anew in each run, and its signatures are real.
///
/// `@unchecked Sendable`: an EVP_PKEY is never changed once it is made, and any thread may sign with it.
final class Signer: @unchecked Sendable {
    private let key: OpaquePointer
    let algorithm: String
    let name: String

    static let rsa = Signer("RS256", name: "key-1")
    static let curve = Signer("ES256", name: "key-2")
    /// Another's.
    static let stranger = Signer("RS256", name: "key-1")

    private init(_ algorithm: String, name: String) {
        let isRSA = algorithm == "RS256"
        let context = EVP_PKEY_CTX_new_from_name(nil, isRSA ? "RSA" : "EC", nil)
        defer { EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        let done =
            EVP_PKEY_keygen_init(context) == 1
            && (isRSA
                ? EVP_PKEY_CTX_ctrl_str(context, "rsa_keygen_bits", "2048")
                : EVP_PKEY_CTX_set_group_name(context, "prime256v1")) == 1
            && EVP_PKEY_generate(context, &made) == 1
        // Without a key there is nothing to try: the run ends and says why.
        guard done, let made else { fatalError("libcrypto makes no key") }
        key = made
        self.algorithm = algorithm
        self.name = name
    }

    private func number(_ name: String, count: Int? = nil) -> [UInt8] {
        var number: OpaquePointer?
        EVP_PKEY_get_bn_param(key, name, &number)
        defer { BN_free(number) }
        let size = count ?? Int(BN_num_bits(number) + 7) / 8
        var bytes = [UInt8](repeating: 0, count: size)
        BN_bn2binpad(number, &bytes, Int32(size))
        return bytes
    }

    /// As the provider publishes it.
    var published: String {
        algorithm == "RS256"
            ? #"{"kty":"RSA","use":"sig","kid":"\#(name)","n":"\#(Base64URL.encode(number("n")))","e":"\#(Base64URL.encode(number("e")))"}"#
            : #"{"kty":"EC","crv":"P-256","kid":"\#(name)","x":"\#(Base64URL.encode(number("qx", count: 32)))","y":"\#(Base64URL.encode(number("qy", count: 32)))"}"#
    }

    var modulus: [UInt8] { number("n") }

    func sign(_ text: String) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let message = Array(text.utf8)
        var count = 0
        EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key)
        EVP_DigestSign(context, nil, &count, message, message.count)
        var signature = [UInt8](repeating: 0, count: count)
        EVP_DigestSign(context, &signature, &count, message, message.count)
        signature.removeLast(signature.count - count)
        guard algorithm == "ES256" else { return signature }
        // Its two numbers, 32 bytes each.
        func number(at place: Int) -> [UInt8] {
            let bytes = signature[(place + 2)..<(place + 2 + Int(signature[place + 1]))].drop { $0 == 0 }
            return [UInt8](repeating: 0, count: 32 - bytes.count) + bytes
        }
        return number(at: 2) + number(at: 4 + Int(signature[3]))
    }

    /// A token of these claims.
    func token(_ claims: String, header: String? = nil) -> String {
        let head = header ?? #"{"alg":"\#(algorithm)","kid":"\#(name)","typ":"JWT"}"#
        let signed = "\(Base64URL.encode(Array(head.utf8))).\(Base64URL.encode(Array(claims.utf8)))"
        return "\(signed).\(Base64URL.encode(sign(signed)))"
    }
}
