import Contracts
import HTML
import HTTPServer
import Letters
import Pages
import Runtime
import SignIn

// What is not obvious here:
//
// - The provider says which address is somebody's; who they are here an officer has said, by verifying that same address. No
//   other claim counts, so an account at the provider opens nothing by itself.

/// Signing in with the identity provider that the council keeps for families.
struct ProviderSignIn {
    let pages: PortalPages
    let provider: ProviderEntrance
    let layout: Layout
    let council: Council

    func begin(_ request: Request) -> Response {
        if let wait = pages.entrance.wait(address: request.client, name: "provider/\(request.client)") {
            return .tooMany(waitSeconds: wait)
        }
        do throws(ProviderEntrance.Refusal) {
            return try provider.begin(target: "/case", now: SteadyClock.seconds)
        } catch { return refused(error.words) }
    }

    func comeBack(_ request: Request) -> Response {
        do throws(ProviderEntrance.Refusal) {
            let token = try provider.comeBack(
                request, now: SteadyClock.seconds, clock: Int(SteadyClock.civil.seconds)
            ).token
            return welcome(token.claims)
        } catch { return refused(error.words) }
    }

    /// Whoever has that address, as an officer verified it; of the parents of several children a choice.
    func welcome(_ claims: [String: [String]]) -> Response {
        guard claims["email_verified"] == ["true"], let email = claims["email"]?.first,
            let address = pages.directory.sought(email)
        else {
            return refused("Your account there has no e-mail address that was checked. Check it there, and try again.")
        }
        let members: [FamilyMember]
        switch pages.whoMaySignIn(pages.directory.members(at: address)) {
        case .failure: return pages.unavailable(layout)
        case .success(let allowed): members = allowed
        }
        guard let first = members.first else {
            return refused(
                "The council has not checked that the address of your account is yours, or it was changed less than two weeks ago. "
                    + "Ring \(council.team.name), telephone \(council.team.phone).")
        }
        guard members.count > 1 else { return pages.entrance.begin(first, id: first.key, to: "/case") }
        return layout.page("For which plan?") {
            HTML.h1("For which plan?")
            HTML.joined(
                members.map { member in
                    guard let (link, code) = pages.ticket(for: member) else { return .empty }
                    return HTML.form(to: "/enter/\(link)", csrf: nil) {
                        HTML.hidden("code", code.digits)
                        HTML.button("The plan with the reference \(member.id)")
                    }
                })
        }
    }

    private func refused(_ words: String) -> Response {
        layout.page("You are not signed in", status: 403) {
            HTML.h1("You are not signed in")
            HTML.p(words)
            HTML.p { HTML.link("Sign in another way", to: "/sign-in") }
        }
    }
}
