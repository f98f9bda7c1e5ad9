import Crypto

/// The keys by which a provider signs (RFC 7517), as it publishes them.
public struct ProviderKeys: Sendable, Equatable {
    struct Key: Sendable, Equatable {
        let name: String?
        let algorithm: SignatureAlgorithm
        let key: PublicKey
    }
    private let keys: [Key]

    /// How many keys are looked at.
    static let most = 50

    /// The keys in a document of JSON. Keys of other kinds are left out, as the standard asks; nil where it is no list of keys.
    public init?(_ document: [UInt8]) {
        guard let list = (try? ClaimsJSON.object(document))?["keys"]?.list else { return nil }
        keys = list.prefix(Self.most).compactMap { value in
            guard let fields = value.object, (fields["use"]?.text ?? "sig") == "sig" else { return nil }
            func number(_ name: String) -> [UInt8]? { fields[name]?.text.flatMap(Base64URL.decode) }
            let found: (SignatureAlgorithm, PublicKey)
            switch fields["kty"]?.text {
            case "RSA":
                guard let modulus = number("n"), let exponent = number("e") else { return nil }
                found = (.rs256, .rsa(modulus: modulus, exponent: exponent))
            case "EC":
                guard fields["crv"]?.text == "P-256", let x = number("x"), let y = number("y") else { return nil }
                found = (.es256, .p256(x: x, y: y))
            default: return nil
            }
            // A key that names another way of signing than its kind's is for that one alone.
            if let algorithm = fields["alg"]?.text, algorithm != found.0.rawValue { return nil }
            return Key(name: fields["kid"]?.text, algorithm: found.0, key: found.1)
        }
    }

    /// How many keys there are.
    public var count: Int { keys.count }

    /// The key of that name for that way of signing. A token that names none is answered by the only one, where there is one.
    func key(named name: String?, _ algorithm: SignatureAlgorithm) -> PublicKey? {
        let fitting = keys.filter { $0.algorithm == algorithm && (name == nil || $0.name == name) }
        return fitting.count == 1 ? fitting[0].key : nil
    }
}
