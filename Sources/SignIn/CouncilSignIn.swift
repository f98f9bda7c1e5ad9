import Crypto

/// Signing in with the council's identity provider: a code with PKCE (RFC 7636), a state and a nonce, each for one sign-in
/// and used once. Pure: what is asked of the provider is given out, and its answers are given in.
public struct CouncilSignIn: Sendable {
    /// This program, as the provider knows it.
    public struct Client: Sendable {
        /// Its name there.
        public var id: String
        /// Its secret there.
        public var secret: String
        /// Where the provider sends people back to, an address of this program's own.
        public var redirect: String
        /// What is asked of the provider about whoever signs in, as `openid email`.
        public var scope: String

        public init(id: String, secret: String, redirect: String, scope: String = "openid") {
            self.scope = scope
            self.id = id
            self.secret = secret
            self.redirect = redirect
        }
    }

    /// Why nobody was signed in.
    public enum Refusal: Error, Sendable, Equatable {
        /// No sign-in was begun with that state, it took too long, or it was answered already.
        case unknownState
        /// The browser that comes back is not the one that began.
        case otherBrowser
        /// The provider says no; its own word, as `access_denied`.
        case byProvider(String)
        /// The provider's answer is none.
        case malformed
        /// Its token was refused.
        case token(IDToken.Refusal)
    }

    /// What is sent to the provider for a code.
    public struct Exchange: Sendable {
        /// Where to.
        public let address: String
        /// The body, `application/x-www-form-urlencoded`.
        public let body: String
        /// What the token that comes back is held against, but for the time.
        let nonce: String
    }

    private struct Begun {
        let verifier: String
        let nonce: String
        /// The hash of what the browser holds in a cookie.
        let browser: Digest256
        /// Where to go then.
        let target: String
        let at: Double
    }

    /// How long a sign-in may take, in seconds.
    public static let longest = 600.0
    /// How many may be under way unless it is said otherwise. Where more are, the oldest is forgotten.
    public static let most = 10_000

    /// The provider.
    public let provider: Provider
    private let client: Client
    private let most: Int
    private var begun: [String: Begun] = [:]
    /// The states in the order in which they were begun, those that were used since among them.
    private var order: [String] = []
    /// Where in `order` the oldest stands that may still be under way.
    private var oldest = 0

    /// Of that provider, for this program; `most` sign-ins may be under way.
    public init(provider: Provider, client: Client, most: Int = Self.most) {
        self.provider = provider
        self.most = most
        self.client = client
    }

    /// How many are under way.
    public var count: Int { begun.count }

    /// Begins one: where the browser goes, and what it holds meanwhile in a cookie, so that nobody can hand their own
    /// sign-in to somebody else. `now` is of a steady clock.
    public mutating func begin(target: String, now: Double) -> (address: String, browser: String) {
        let state = Self.secret()
        let nonce = Self.secret()
        let verifier = Self.secret()
        let browser = Self.secret()
        while oldest < order.count {
            guard let first = begun[order[oldest]] else {
                oldest += 1
                continue
            }
            guard now - first.at >= Self.longest || begun.count >= most else { break }
            begun[order[oldest]] = nil
            oldest += 1
        }
        if oldest > most {
            order.removeFirst(oldest)
            oldest = 0
        }
        begun[state] = Begun(
            verifier: verifier, nonce: nonce, browser: SHA256.hash(browser), target: target, at: now)
        order.append(state)
        let query = FormText.encode([
            ("response_type", "code"), ("scope", client.scope), ("client_id", client.id),
            ("redirect_uri", client.redirect), ("state", state), ("nonce", nonce),
            ("code_challenge", SHA256.hash(verifier).base64url), ("code_challenge_method", "S256"),
        ])
        return (provider.authorization + (provider.authorization.contains("?") ? "&" : "?") + query, browser)
    }

    /// The browser comes back with the parameters of its address: what to ask of the provider, and where to go then.
    /// Whatever comes of it, that state is used up.
    public mutating func comeBack(
        state: String?, code: String?, error: String?, issuer: String?, browser: String?, now: Double
    ) throws(Refusal) -> (exchange: Exchange, target: String) {
        guard let state, let begun = begun.removeValue(forKey: state), now - begun.at < Self.longest else {
            throw .unknownState
        }
        guard let browser, SecretBytes.areSame(SHA256.hash(browser).bytes, begun.browser.bytes) else {
            throw .otherBrowser
        }
        // RFC 9207: an answer that names another provider was meant for that one.
        guard issuer == nil || issuer == provider.issuer else { throw .token(.issuer) }
        if let error {
            throw .byProvider(String(error.filter { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(40)))
        }
        guard let code, (1...2_048).contains(code.utf8.count) else { throw .malformed }
        let body = FormText.encode([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.redirect),
            ("client_id", client.id), ("client_secret", client.secret), ("code_verifier", begun.verifier),
        ])
        return (Exchange(address: provider.token, body: body, nonce: begun.nonce), begun.target)
    }

    /// Who it is, from the provider's answer to the exchange. `clock` is the seconds since 1970.
    public func token(
        _ answer: [UInt8], to exchange: Exchange, keys: ProviderKeys, clock: Int
    ) throws(Refusal) -> IDToken {
        guard let text = (try? ClaimsJSON.object(answer))?["id_token"]?.text else { throw .malformed }
        do throws(IDToken.Refusal) {
            return try IDToken(
                text, keys: keys,
                expecting: .init(issuer: provider.issuer, client: client.id, nonce: exchange.nonce, now: clock))
        } catch {
            throw .token(error)
        }
    }

    private static func secret() -> String { Base64URL.encode(SecureRandom.bytes(32)) }
}

/// Names and values as forms and queries hold them.
enum FormText {
    static func encode(_ fields: [(String, String)]) -> String {
        fields.map { "\(encode($0.0))=\(encode($0.1))" }.joined(separator: "&")
    }

    private static func encode(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default: out += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return out
    }
}
