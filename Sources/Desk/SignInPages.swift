import Contracts
import HTML
import HTTPServer
import Pages
import Runtime
import SignIn

extension DeskPages {
    private var outside: Layout { Layout(service: "Annual reviews: desk") }

    /// Where somebody signs in.
    func signInPage(going target: String, name: String = "", errors: [FieldError] = [], status: Int = 200) -> Response {
        outside.page("Sign in", status: status, errors: errors) {
            HTML.h1("Sign in")
            HTML.p(
                "This desk is for the council\u{2019}s staff. Every opening of a case is recorded with who opened it, when and "
                    + "what for.")
            if council != nil {
                HTML.p {
                    HTML.link(
                        "Sign in with your account at the council",
                        to: Address.path("/sign-in/council", [("to", target)]))
                }
            }
            if accounts != nil {
                HTML.form(to: "/sign-in", csrf: nil) {
                    HTML.hidden("to", Response.isOwn(target) ? target : "/")
                    HTML.input(
                        "name", "Name of your account", value: name,
                        error: errors.first { $0.field == "name" }?.message,
                        autocomplete: "username")
                    HTML.input(
                        "password", "Password", error: errors.first { $0.field == "password" }?.message,
                        type: "password", autocomplete: "current-password")
                    HTML.button("Sign in")
                }
            }
        }
    }

    func signIn(_ request: Request) -> Response {
        guard let accounts else { return .notFound }
        let form: Form
        do throws(FormError) { form = try Form(request) } catch { return signInPage(going: "/", status: 400) }
        let (name, target) = (form["name"] ?? "", form["to"] ?? "/")
        guard Accounts.isName(name), let password = form["password"], !password.isEmpty else {
            return signInPage(
                going: target, name: name,
                errors: [FieldError("name", "Give the name of your account and its password")], status: 400)
        }
        if let wait = entrance.wait(address: request.client, name: name) { return .tooMany(waitSeconds: wait) }
        let known: Accounts
        do throws(AccountsFile.Fault) { known = try accounts.read() } catch {
            return outside.page("Nobody can sign in at present", status: 503) {
                HTML.h1("Nobody can sign in at present")
                HTML.p("The accounts cannot be read. Tell whoever runs this system.")
            }
        }
        guard let account = known.signIn(name, password), let role = Role(rawValue: account.role),
            let id = ActorID(account.id)
        else {
            // It does not say which of the two is wrong.
            return signInPage(
                going: target, name: name,
                errors: [FieldError("name", "That name and that password do not belong together")],
                status: 400)
        }
        return entrance.begin(
            Officer(id: id, role: role), id: "account/\(account.name)", name: name,
            to: Response.isOwn(target) ? target : "/")
    }

    /// Leads to the council's identity provider.
    func beginAtCouncil(_ request: Request) -> Response {
        guard let council else { return .notFound }
        if let wait = entrance.wait(address: request.client, name: "council/\(request.client)") {
            return .tooMany(waitSeconds: wait)
        }
        let target = request.parameter("to") ?? "/"
        do throws(CouncilEntrance.Refusal) {
            return try council.begin(target: Response.isOwn(target) ? target : "/", now: SteadyClock.seconds)
        } catch { return notSignedIn(error.words) }
    }

    /// Somebody comes back from there.
    func comeBackFromCouncil(_ request: Request) -> Response {
        guard let council else { return .notFound }
        do throws(CouncilEntrance.Refusal) {
            let (officer, target) = try council.comeBack(
                request, now: SteadyClock.seconds, clock: Int(clock() / 1_000))
            return entrance.begin(officer, id: "council/\(officer.id)", to: target)
        } catch { return notSignedIn(error.words) }
    }

    private func notSignedIn(_ words: String) -> Response {
        outside.page("You are not signed in", status: 403) {
            HTML.h1("You are not signed in")
            HTML.p(words)
            HTML.p { HTML.link("Sign in", to: "/sign-in") }
        }
    }

    /// A form came from somebody who is not signed in any more.
    func signedOut() -> Response {
        outside.page("You were signed out", status: 403) {
            HTML.h1("You were signed out")
            HTML.p(
                "Nothing was recorded. What you typed stands in the form still: open the sign-in page in another window, sign "
                    + "in, open the form again there, and go on with what the desk kept of it.")
            HTML.p { HTML.link("Sign in", to: "/sign-in") }
        }
    }
}
