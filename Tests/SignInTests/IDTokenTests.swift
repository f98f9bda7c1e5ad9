import Crypto
import SignIn
import Testing

@Suite struct `A provider's token` {
    static let issuer = "https://provider.example/council"
    static let now = 1_800_000_000
    static let expectation = IDToken.Expectation(issuer: issuer, client: "desk", nonce: "nonce-1", now: now)

    static func keys(_ signers: [Signer] = [.rsa, .curve]) -> ProviderKeys? {
        ProviderKeys(Array(#"{"keys":[\#(signers.map(\.published).joined(separator: ","))]}"#.utf8))
    }

    /// The claims of a token that is right, but for what is set here; nil leaves a claim out.
    static func claims(_ changes: [String: String?] = [:]) -> String {
        var claims: [String: String] = [
            "iss": "\"\(issuer)\"", "aud": "\"desk\"", "nonce": "\"nonce-1\"", "sub": "\"person-7\"",
            "exp": "\(now + 300)", "iat": "\(now - 5)", "groups": #"["sen-team","all-staff"]"#, "oid": "\"C-07\"",
        ]
        for (name, value) in changes { claims[name] = value }
        return "{" + claims.map { "\"\($0)\":\($1)" }.sorted().joined(separator: ",") + "}"
    }

    private func refusal(_ token: String, _ keys: ProviderKeys? = Self.keys()) -> IDToken.Refusal? {
        guard let keys else {
            Issue.record("no keys")
            return nil
        }
        do throws(IDToken.Refusal) {
            _ = try IDToken(token, keys: keys, expecting: Self.expectation)
            return nil
        } catch { return error }
    }

    @Test(arguments: [Signer.rsa, .curve])
    func `that is right says who signed in, and what else the provider says of them`(_ signer: Signer) throws {
        let token = try IDToken(signer.token(Self.claims()), keys: #require(Self.keys()), expecting: Self.expectation)
        #expect(token.subject == "person-7")
        #expect(token.claims["groups"] == ["sen-team", "all-staff"])
        #expect(token.claims["oid"] == ["C-07"])
    }

    @Test(
        arguments: [
            ([:], nil),
            (["iss": "\"https://provider.example/other\""], IDToken.Refusal.issuer), (["iss": nil], .issuer),
            (["aud": "\"portal\""], .audience), (["aud": nil], .audience), (["aud": "[]"], .audience),
            (["aud": #"["desk","portal"]"#], .audience), (["aud": #"["desk","portal"]"#, "azp": "\"desk\""], nil),
            (["azp": "\"portal\""], .audience), (["aud": #"["desk"]"#], nil),
            (["nonce": "\"nonce-2\""], .nonce), (["nonce": nil], .nonce), (["nonce": "\"\""], .nonce),
            (["exp": "\(now - 61)"], .expired), (["exp": "\(now - 59)"], nil), (["exp": nil], .incomplete),
            (["exp": "\"\(now + 300)\""], .incomplete), (["exp": "1e99"], .incomplete),
            (["iat": "\(now - 700)"], .expired), (["iat": "\(now + 61)"], .notYet), (["iat": nil], .incomplete),
            (["nbf": "\(now + 61)"], .notYet), (["nbf": "\(now)"], nil),
            (["sub": nil], .incomplete), (["sub": "\"\""], .incomplete),
        ] as [([String: String?], IDToken.Refusal?)])
    func `is refused for each claim that is wrong or is not there`(
        _ changes: [String: String?], _ expected: IDToken.Refusal?
    ) {
        #expect(refusal(Signer.rsa.token(Self.claims(changes))) == expected)
    }

    @Test(arguments: [
        #"{"alg":"none"}"#, #"{"alg":"None","kid":"key-1"}"#, #"{"alg":"HS256","kid":"key-1"}"#,
        #"{"alg":"RS512","kid":"key-1"}"#, #"{"alg":"PS256","kid":"key-1"}"#, #"{"kid":"key-1"}"#,
        #"{"alg":"RS256","kid":"key-1","crit":["exp"]}"#, #"{"alg":"EdDSA","kid":"key-1"}"#,
    ])
    func `is refused where it is signed by nothing, or by another way`(_ header: String) {
        #expect(refusal(Signer.rsa.token(Self.claims(), header: header)) == .algorithm)
    }

    @Test func `is refused without its signature, by whatever name it calls that`() {
        let parts = Signer.rsa.token(Self.claims()).split(separator: ".").map(String.init)
        #expect(refusal("\(parts[0]).\(parts[1]).") == .signature)
        let none = Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))
        #expect(refusal("\(none).\(parts[1]).") == .algorithm)
        #expect(refusal("\(parts[0]).\(parts[1])") == .malformed)
    }

    @Test func `is refused where the published key was used as a shared secret`() {
        let head = Base64URL.encode(Array(#"{"alg":"HS256","kid":"key-1"}"#.utf8))
        let signed = "\(head).\(Base64URL.encode(Array(Self.claims().utf8)))"
        let code = HMAC.sha256(Array(signed.utf8), key: Signer.rsa.modulus)
        #expect(refusal("\(signed).\(code.base64url)") == .algorithm)
    }

    @Test func `is refused where another key signed it, also under the name of the provider's`() {
        #expect(refusal(Signer.stranger.token(Self.claims())) == .signature)
        #expect(refusal(Signer.rsa.token(Self.claims(), header: #"{"alg":"RS256","kid":"key-9"}"#)) == .unknownKey)
        // A key of one kind signs nothing of the other.
        #expect(refusal(Signer.curve.token(Self.claims(), header: #"{"alg":"RS256","kid":"key-2"}"#)) == .unknownKey)
        // A key that the token brings along is no key of the provider.
        let own = #"{"alg":"RS256","kid":"key-9","jwk":\#(Signer.stranger.published)}"#
        #expect(refusal(Signer.stranger.token(Self.claims(), header: own)) == .unknownKey)
    }

    @Test func `is refused where two keys could be meant, and taken where one can`() {
        let unnamed = #"{"alg":"RS256"}"#
        #expect(refusal(Signer.rsa.token(Self.claims(), header: unnamed)) == nil)
        #expect(
            refusal(Signer.rsa.token(Self.claims(), header: unnamed), Self.keys([.rsa, .stranger])) == .unknownKey)
    }

    @Test(arguments: [Signer.rsa, .curve])
    func `is refused for every byte that was changed`(_ signer: Signer) {
        let token = Array(signer.token(Self.claims()).utf8)
        for place in stride(from: 0, to: token.count, by: 7) where token[place] != UInt8(ascii: ".") {
            var changed = token
            changed[place] = token[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(refusal(String(decoding: changed, as: UTF8.self)) != nil, "byte \(place)")
        }
    }

    @Test func `is refused where a claim stands twice, for two readers could take either`() {
        let claims = Self.claims().dropLast() + #","sub":"person-8"}"#
        #expect(refusal(Signer.rsa.token(String(claims))) == .malformed)
    }

    @Test(arguments: ["", ".", "..", "a.b", "a.b.c.d", "e30.e30.!", String(repeating: "a", count: 40_000)])
    func `is refused where it is none`(_ text: String) { #expect(refusal(text) == .malformed) }

    @Test func `is refused where its key is too short, or its exponent is none`() {
        func keys(_ modulus: [UInt8], _ exponent: [UInt8]) -> ProviderKeys? {
            ProviderKeys(
                Array(
                    #"{"keys":[{"kty":"RSA","kid":"key-1","n":"\#(Base64URL.encode(modulus))","e":"\#(Base64URL.encode(exponent))"}]}"#
                        .utf8))
        }
        let token = Signer.rsa.token(Self.claims())
        #expect(refusal(token, keys(Signer.rsa.modulus, [1, 0, 1])) == nil)
        for wrong in [
            keys(Array(Signer.rsa.modulus.prefix(128)), [1, 0, 1]), keys(Signer.rsa.modulus, [1]),
            keys(Signer.rsa.modulus, [2]), keys(Signer.rsa.modulus, []), keys([], [1, 0, 1]),
        ] { #expect(refusal(token, wrong) == .signature) }
    }

    @Test func `gives the roles that its groups have here, and none for a group that is not known`() throws {
        let roles: Set = ["coordinator", "manager"]
        let claim = try RoleClaim("groups:sen-managers=manager,sen-team=coordinator", known: roles)
        let token = try IDToken(
            Signer.rsa.token(Self.claims()), keys: #require(Self.keys()), expecting: Self.expectation)
        #expect(claim.roles(in: token) == ["coordinator"])
        let stranger = try IDToken(
            Signer.rsa.token(Self.claims(["groups": "\"visitors\""])), keys: #require(Self.keys()),
            expecting: Self.expectation)
        #expect(claim.roles(in: stranger).isEmpty)
        #expect(throws: RoleClaimError.unknownRole("boss", known: ["coordinator", "manager"])) {
            try RoleClaim("groups:a=boss", known: roles)
        }
        for wrong in ["", "groups", "groups:", ":a=manager", "groups:a", "groups:=manager"] {
            #expect(throws: RoleClaimError.form(wrong)) { try RoleClaim(wrong, known: roles) }
        }
    }
}
