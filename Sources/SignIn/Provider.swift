/// Where an identity provider answers (OpenID Connect Discovery 1.0 §3).
public struct Provider: Sendable, Equatable {
    /// Its name, an address; what its tokens must say.
    public let issuer: String
    /// Where people sign in.
    public let authorization: String
    /// Where a code becomes a token.
    public let token: String
    /// Where its keys are.
    public let keys: String

    /// Where the discovery of that provider lies.
    public static func discovery(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Why a provider cannot be used.
    public enum Fault: String, Error, Sendable {
        case unreadable = "its discovery is not the JSON of OpenID Connect"
        case otherIssuer = "its discovery names another provider than the one that was set"
        case notTLS = "one of its addresses is not https"
        case noPKCE = "it does not take PKCE with S256"
        case noCode = "it does not give codes"
    }

    /// From the discovery's document. `isLoopback` lets a provider of tests answer over plain http on this host.
    public init(_ document: [UInt8], issuer: String, isLoopback: Bool = false) throws(Fault) {
        guard let fields = try? ClaimsJSON.object(document), let named = fields["issuer"]?.text,
            let authorization = fields["authorization_endpoint"]?.text, let token = fields["token_endpoint"]?.text,
            let keys = fields["jwks_uri"]?.text
        else { throw .unreadable }
        guard named == issuer else { throw .otherIssuer }
        for address in [issuer, authorization, token, keys] {
            guard address.hasPrefix("https://") || isLoopback && address.hasPrefix("http://127.0.0.1:"),
                address.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw .notTLS }
        }
        if let methods = fields["code_challenge_methods_supported"]?.texts, !methods.contains("S256") { throw .noPKCE }
        if let types = fields["response_types_supported"]?.texts, !types.contains("code") { throw .noCode }
        self.issuer = issuer
        self.authorization = authorization
        self.token = token
        self.keys = keys
    }
}
