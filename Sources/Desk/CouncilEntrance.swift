import Contracts
import HTTPServer
import Pages
import SignIn
import WebFetch

/// Signing in with the council's identity provider: who its token names becomes an officer.
///
/// - Thread: any; whoever signs in waits for the provider, at most as long as `WebFetch` does.
final class CouncilEntrance: Sendable {
    typealias Refusal = ProviderEntrance.Refusal

    /// What the council has set.
    struct Settings: Sendable {
        var issuer: String
        var client: CouncilSignIn.Client
        var roles: RoleClaim
        /// The claim that holds the id by which the log knows somebody.
        var idClaim: String
        /// How the log calls the provider.
        var name: ActorID
        /// A provider of tests may answer over plain http on this host.
        var isLoopback = false
    }

    private let settings: Settings
    private let provider: ProviderEntrance

    init(_ settings: Settings, fetch: WebFetch) {
        self.settings = settings
        provider = ProviderEntrance(
            ProviderEntrance.Settings(
                issuer: settings.issuer, client: settings.client, isLoopback: settings.isLoopback), fetch: fetch)
    }

    /// Sends the browser to the provider, and back to `target` in the end.
    func begin(target: String, now: Double) throws(Refusal) -> Response { try provider.begin(target: target, now: now) }

    /// The browser comes back: who it is, and where they were going.
    func comeBack(_ request: Request, now: Double, clock: Int) throws(Refusal) -> (officer: Officer, target: String) {
        let (token, target) = try provider.comeBack(request, now: now, clock: clock)
        return (try officer(token), target)
    }

    private func officer(_ token: IDToken) throws(Refusal) -> Officer {
        guard let role = settings.roles.roles(in: token).lazy.compactMap({ Role(rawValue: $0) }).first else {
            throw Refusal(words: "Your account at the council gives you no role here. Ask your manager for one.")
        }
        let word = settings.idClaim == "sub" ? token.subject : token.claims[settings.idClaim]?.first ?? ""
        guard let id = ActorID(word) else {
            throw Refusal(
                words:
                    "Your account at the council has no id by which the record may know you. Tell whoever runs this system."
            )
        }
        return Officer(id: id, role: role, provider: settings.name)
    }
}
