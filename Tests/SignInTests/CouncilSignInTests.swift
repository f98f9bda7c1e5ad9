import Crypto
import SignIn
import Testing

@Suite struct `Signing in with the council's provider` {
    static let issuer = `A provider's token`.issuer
    static let discovery = """
        {"issuer":"https://provider.example/council","authorization_endpoint":"https://provider.example/authorize",
        "token_endpoint":"https://provider.example/token","jwks_uri":"https://provider.example/keys",
        "response_types_supported":["code"],"code_challenge_methods_supported":["plain","S256"]}
        """

    private func begun(most: Int = CouncilSignIn.most) throws -> CouncilSignIn {
        CouncilSignIn(
            provider: try Provider(Array(Self.discovery.utf8), issuer: Self.issuer),
            client: .init(id: "desk", secret: "a secret & more", redirect: "https://desk.example/sign-in/back"),
            most: most)
    }

    private func parameter(_ name: String, of address: String) -> String? {
        address.split(whereSeparator: { $0 == "?" || $0 == "&" }).first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1)) }
    }

    @Test func `sends the browser with a state, a nonce and the hash of a secret that it keeps`() throws {
        var signIn = try begun()
        let (address, _) = signIn.begin(target: "/", now: 0)
        #expect(address.hasPrefix("https://provider.example/authorize?response_type=code&scope=openid&client_id=desk&"))
        #expect(parameter("redirect_uri", of: address) == "https%3A%2F%2Fdesk.example%2Fsign-in%2Fback")
        #expect(parameter("code_challenge_method", of: address) == "S256")
        for name in ["state", "nonce", "code_challenge"] { #expect(parameter(name, of: address)?.count == 43) }
        let second = signIn.begin(target: "/", now: 0).address
        for name in ["state", "nonce", "code_challenge"] {
            #expect(parameter(name, of: address) != parameter(name, of: second))
        }
    }

    @Test func `gives the code to the provider with the secret to that hash, and goes where the person was going`()
        throws
    {
        var signIn = try begun()
        let (address, browser) = signIn.begin(target: "/cases/B-1", now: 0)
        let (exchange, target) = try signIn.comeBack(
            state: parameter("state", of: address), code: "code 1", error: nil, issuer: Self.issuer, browser: browser,
            now: 5)
        #expect(target == "/cases/B-1" && exchange.address == "https://provider.example/token")
        #expect(exchange.body.hasPrefix("grant_type=authorization_code&code=code%201&"))
        #expect(exchange.body.contains("&client_secret=a%20secret%20%26%20more&"))
        let verifier = try #require(parameter("code_verifier", of: exchange.body))
        #expect(SHA256.hash(verifier).base64url == parameter("code_challenge", of: address))

        let nonce = try #require(parameter("nonce", of: address))
        let text = Signer.rsa.token(`A provider's token`.claims(["nonce": "\"\(nonce)\""]))
        let answer = Array(#"{"access_token":"x","token_type":"Bearer","id_token":"\#(text)"}"#.utf8)
        let keys = try #require(`A provider's token`.keys())
        #expect(
            try signIn.token(answer, to: exchange, keys: keys, clock: `A provider's token`.now).subject == "person-7")
        // Another sign-in's token is none of this one's, however right it is.
        let old = Signer.rsa.token(`A provider's token`.claims())
        let replayed = Array(#"{"id_token":"\#(old)"}"#.utf8)
        #expect(throws: CouncilSignIn.Refusal.token(.nonce)) {
            try signIn.token(replayed, to: exchange, keys: keys, clock: `A provider's token`.now)
        }
        #expect(throws: CouncilSignIn.Refusal.malformed) {
            try signIn.token(Array(#"{"error":"invalid_grant"}"#.utf8), to: exchange, keys: keys, clock: 0)
        }
    }

    @Test func `takes each answer once, also one that was refused`() throws {
        var signIn = try begun()
        let (address, browser) = signIn.begin(target: "/", now: 0)
        let state = parameter("state", of: address)
        _ = try signIn.comeBack(state: state, code: "c", error: nil, issuer: nil, browser: browser, now: 1)
        #expect(throws: CouncilSignIn.Refusal.unknownState) {
            try signIn.comeBack(state: state, code: "c", error: nil, issuer: nil, browser: browser, now: 2)
        }
        let (other, hers) = signIn.begin(target: "/", now: 0)
        #expect(throws: CouncilSignIn.Refusal.otherBrowser) {
            try signIn.comeBack(
                state: parameter("state", of: other), code: "c", error: nil, issuer: nil, browser: browser, now: 1)
        }
        #expect(throws: CouncilSignIn.Refusal.unknownState) {
            try signIn.comeBack(
                state: parameter("state", of: other), code: "c", error: nil, issuer: nil, browser: hers, now: 1)
        }
    }

    @Test
    func `is refused without a state, after ten minutes, without a code, by the provider, and by another provider`()
        throws
    {
        func refusal(
            state: Bool = true, code: String? = "c", error: String? = nil, issuer: String? = nil, now: Double = 1
        ) throws -> CouncilSignIn.Refusal? {
            var signIn = try begun()
            let (address, browser) = signIn.begin(target: "/", now: 0)
            do throws(CouncilSignIn.Refusal) {
                _ = try signIn.comeBack(
                    state: state ? parameter("state", of: address) : nil, code: code, error: error, issuer: issuer,
                    browser: browser, now: now)
                return nil
            } catch { return error }
        }
        #expect(try refusal() == nil)
        #expect(try refusal(state: false) == .unknownState)
        #expect(try refusal(now: CouncilSignIn.longest) == .unknownState)
        #expect(try refusal(code: nil) == .malformed)
        #expect(try refusal(error: "access_denied<script>") == .byProvider("access_deniedscript"))
        #expect(try refusal(issuer: "https://attacker.example") == .token(.issuer))
    }

    @Test func `is bounded in how many are under way: the oldest is forgotten`() throws {
        var signIn = try begun(most: 10)
        let (first, browser) = signIn.begin(target: "/", now: 0)
        for number in 0..<50 { _ = signIn.begin(target: "/", now: 1 + Double(number) / 100) }
        #expect(signIn.count == 10)
        #expect(throws: CouncilSignIn.Refusal.unknownState) {
            try signIn.comeBack(
                state: parameter("state", of: first), code: "c", error: nil, issuer: nil, browser: browser, now: 2)
        }
    }

    @Test(arguments: [
        (
            "\"issuer\":\"https://provider.example/council\"", "\"issuer\":\"https://other.example\"",
            Provider.Fault.otherIssuer
        ),
        ("https://provider.example/token", "http://provider.example/token", .notTLS),
        ("https://provider.example/keys", "http://127.0.0.1:1/keys", .notTLS),
        ("\"S256\"", "\"S512\"", .noPKCE), ("[\"code\"]", "[\"token\"]", .noCode),
        ("\"jwks_uri\"", "\"jwks\"", .unreadable),
    ])
    func `is not begun with a provider that`(_ right: String, _ wrong: String, _ fault: Provider.Fault) {
        let text = Self.discovery.replacing(right, with: wrong)
        #expect(throws: fault) { try Provider(Array(text.utf8), issuer: Self.issuer) }
    }

    @Test func `alarms six weeks before its secret ends, and when it has`() {
        let end = SecretEnd(day: 1_000)
        #expect(end.alarm(today: 1_000 - SecretEnd.warnDays - 1) == nil)
        #expect(end.alarm(today: 1_000 - SecretEnd.warnDays)?.contains("ends in 42 days") == true)
        #expect(end.alarm(today: 999)?.contains("ends in 1 day:") == true)
        #expect(end.alarm(today: 1_000)?.contains("has ended") == true)
    }
}
