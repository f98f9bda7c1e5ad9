package import HTTPServer
package import SignIn
import Synchronization
package import WebFetch

/// Signing in with an identity provider of the council: what `SignIn` asks is fetched here. Who somebody is by its token, is each
/// program's own.
///
/// - Thread: any; whoever signs in waits for the provider, at most as long as `WebFetch` does.
package final class ProviderEntrance: Sendable {
    /// What the council has set.
    package struct Settings: Sendable {
        package var issuer: String
        package var client: CouncilSignIn.Client
        /// A provider of tests may answer over plain http on this host.
        package var isLoopback: Bool

        package init(issuer: String, client: CouncilSignIn.Client, isLoopback: Bool = false) {
            self.issuer = issuer
            self.client = client
            self.isLoopback = isLoopback
        }
    }

    /// Why nobody was signed in, in words for whoever tried.
    package struct Refusal: Error, Sendable {
        package let words: String

        package init(words: String) { self.words = words }
    }

    /// How long keys hold, and how often they are asked for again for a token that names another, in seconds.
    private static let keysHold = 3_600.0
    private static let keysAgain = 60.0

    private struct State {
        var signIn: CouncilSignIn?
        var keys: (keys: ProviderKeys, at: Double)?
    }

    private let settings: Settings
    private let fetch: WebFetch
    private let state = Mutex(State())

    package init(_ settings: Settings, fetch: WebFetch) {
        self.settings = settings
        self.fetch = fetch
    }

    private static let away = Refusal(
        words: "The council\u{2019}s identity provider does not answer at present. Try again in a few minutes.")

    /// Finds out where the provider answers, once.
    private func provider() throws(Refusal) {
        guard state.withLock({ $0.signIn == nil }) else { return }
        let answer: WebFetch.Answer
        do throws(WebFetch.Fault) { answer = try fetch.get(Provider.discovery(of: settings.issuer)) } catch {
            throw Self.away
        }
        guard answer.status == 200,
            let provider = try? Provider(answer.body, issuer: settings.issuer, isLoopback: settings.isLoopback)
        else {
            throw Refusal(
                words:
                    "The council\u{2019}s identity provider is not set up as it should be. Tell whoever runs this system."
            )
        }
        state.withLock { state in
            if state.signIn == nil { state.signIn = CouncilSignIn(provider: provider, client: settings.client) }
        }
    }

    /// Sends the browser to the provider, and back to `target` in the end.
    package func begin(target: String, now: Double) throws(Refusal) -> Response {
        try provider()
        guard let begun = state.withLock({ $0.signIn?.begin(target: target, now: now) }) else { throw Self.away }
        return Response(
            status: 303,
            headers: [("Location", begun.address)] + [Cookie("council", begun.browser)].compactMap { $0?.header })
    }

    /// The browser comes back: who it is, and where they were going.
    package func comeBack(
        _ request: Request, now: Double, clock: Int
    ) throws(Refusal) -> (token: IDToken, target: String) {
        let again = Refusal(words: "That sign-in is over, or was not begun in this browser. Begin again.")
        let found: Result<(exchange: CouncilSignIn.Exchange, target: String), CouncilSignIn.Refusal> =
            state.withLock { state in
                do throws(CouncilSignIn.Refusal) {
                    guard state.signIn != nil else { return .failure(.unknownState) }
                    var signIn = state.signIn
                    defer { state.signIn = signIn }
                    guard
                        let found = try signIn?.comeBack(
                            state: request.parameter("state"), code: request.parameter("code"),
                            error: request.parameter("error"), issuer: request.parameter("iss"),
                            browser: request.cookie("__Host-council"), now: now)
                    else { return .failure(.unknownState) }
                    return .success(found)
                } catch { return .failure(error) }
            }
        let exchange: CouncilSignIn.Exchange
        let target: String
        switch found {
        case .success(let begun): (exchange, target) = begun
        case .failure(.byProvider(let word)):
            throw Refusal(words: "The council\u{2019}s identity provider says no: \(word).")
        case .failure: throw again
        }
        let answer: WebFetch.Answer
        do throws(WebFetch.Fault) { answer = try fetch.post(exchange.address, form: exchange.body) } catch {
            throw Self.away
        }
        guard answer.status == 200 else { throw again }
        var token: IDToken?
        var refusal: CouncilSignIn.Refusal?
        // It may be signed by a key that is newer than those that were asked for.
        for isFresh in [false, true] where token == nil && (!isFresh || refusal == .token(.unknownKey)) {
            do throws(CouncilSignIn.Refusal) {
                token = try self.token(answer.body, exchange, now: now, clock: clock, isFresh: isFresh)
            } catch { refusal = error }
        }
        guard let token else { throw again }
        return (token, target)
    }

    private func token(
        _ answer: [UInt8], _ exchange: CouncilSignIn.Exchange, now: Double, clock: Int, isFresh: Bool
    ) throws(CouncilSignIn.Refusal) -> IDToken {
        let (signIn, held) = state.withLock { ($0.signIn, $0.keys) }
        guard let signIn else { throw .unknownState }
        var keys = held.flatMap {
            now - $0.at < (isFresh ? Self.keysAgain : Self.keysHold) ? $0.keys : nil
        }
        if keys == nil {
            let found = (try? fetch.get(signIn.provider.keys)).flatMap {
                $0.status == 200 ? ProviderKeys($0.body) : nil
            }
            if let found { state.withLock { $0.keys = (found, now) } }
            keys = found
        }
        guard let keys else { throw .malformed }
        return try signIn.token(answer, to: exchange, keys: keys, clock: clock)
    }
}
