import Crypto

/// What an identity provider says of who signed in (OpenID Connect Core 1.0 §2), once it was held against everything that
/// could be wrong with it.
public struct IDToken: Sendable, Equatable {
    /// Who it is, within that provider: never shown, and the same at every sign-in.
    public let subject: String
    /// The claims that a council may take roles and the id of a person from, each as texts; what is true or false by these words.
    public let claims: [String: [String]]

    /// Why a token is refused. No reason holds anything of the token.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        case malformed = "it is no token of three parts"
        case algorithm = "it is not signed by RS256 or ES256"
        case unknownKey = "no key of the provider has its name"
        case signature = "its signature is not the provider's"
        case issuer = "another provider made it"
        case audience = "it is for another program"
        case nonce = "it does not answer this sign-in"
        case expired = "its time is over"
        case notYet = "its time has not come"
        case incomplete = "it lacks a claim that OpenID Connect demands"
    }

    /// What a token is held against.
    public struct Expectation: Sendable {
        /// The provider, exactly as its discovery names it.
        public var issuer: String
        /// This program, as the provider knows it.
        public var client: String
        /// What this program sent along with this one sign-in.
        public var nonce: String
        /// The seconds since 1970 by this host's clock.
        public var now: Int

        public init(issuer: String, client: String, nonce: String, now: Int) {
            self.issuer = issuer
            self.client = client
            self.nonce = nonce
            self.now = now
        }
    }

    /// How far the provider's clock may be from this host's, in seconds.
    public static let clockDifference = 60
    /// How old a token may be, in seconds: it is asked for and read at once.
    public static let oldest = 600
    /// How long a token may be, in bytes.
    public static let mostBytes = 32 << 10

    /// The token that `text` holds, in the compact form of RFC 7515.
    public init(_ text: String, keys: ProviderKeys, expecting expectation: Expectation) throws(Refusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= Self.mostBytes, parts.count == 3, let head = Base64URL.decode(parts[0]),
            let body = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
            let header = try? ClaimsJSON.object(head), let claims = try? ClaimsJSON.object(body)
        else { throw .malformed }
        // What must be understood and is not (RFC 7515 §4.1.11), and keys that the token itself brings, are refused with
        // `none` and all that is not one of these two.
        guard let algorithm = header["alg"]?.text.flatMap(SignatureAlgorithm.init), header["crit"] == nil else {
            throw .algorithm
        }
        guard let key = keys.key(named: header["kid"]?.text, algorithm) else { throw .unknownKey }
        guard key.isRight(signature, of: Array("\(parts[0]).\(parts[1])".utf8)) else { throw .signature }
        guard claims["iss"]?.text == expectation.issuer else { throw .issuer }
        guard let audience = claims["aud"]?.texts, audience.contains(expectation.client) else { throw .audience }
        // Where it is for several, it must say that it was made for this one; and never for another.
        let party = claims["azp"]?.text
        guard audience.count == 1 || party != nil, party == nil || party == expectation.client else {
            throw .audience
        }
        guard let nonce = claims["nonce"]?.text,
            SecretBytes.areSame(Array(nonce.utf8), Array(expectation.nonce.utf8))
        else { throw .nonce }
        guard let ends = claims["exp"]?.number, let made = claims["iat"]?.number, let subject = claims["sub"]?.text,
            !subject.isEmpty, subject.utf8.count <= 255
        else { throw .incomplete }
        let skew = Self.clockDifference
        guard ends > expectation.now - skew, made >= expectation.now - skew - Self.oldest else { throw .expired }
        guard made <= expectation.now + skew, (claims["nbf"]?.number ?? made) <= expectation.now + skew else {
            throw .notYet
        }
        self.subject = subject
        self.claims = claims.compactMapValues { $0.texts ?? $0.flag.map { [$0 ? "true" : "false"] } }
    }
}

/// The two ways of signing that are taken (RFC 7518).
public enum SignatureAlgorithm: String, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"
}
