import Contracts
import Foundation
import HTTPServer
import SignIn
import Synchronization
import Testing
import WebFetch

@testable import Desk

@Suite struct `Signing in at the desk` {
    private func office(with accounts: [(String, String, String)]) throws -> Office {
        let office = try Office()
        let file = AccountsFile(
            office.folder.appending(path: "accounts").path, isRole: { Role(rawValue: $0) != nil },
            isID: { ActorID($0) != nil })
        try file.update { known in
            for (name, role, id) in accounts {
                try known.add(
                    .init(
                        name: name, role: role, id: id,
                        password: try Password(new: "quite a long password", account: name)))
            }
        }
        return office
    }

    private func signIn(_ office: Office, _ name: String, _ password: String, to: String = "/") -> Response {
        office.post("/sign-in", [("name", name), ("password", password), ("to", to)], csrf: "")
    }

    @Test func `gives a cookie for this host over TLS alone, and goes on to a page of its own alone`() throws {
        let office = try office(with: [("anna", "coordinator", "C-01")])
        let right = signIn(office, "anna", "quite a long password", to: "/case/B-1")
        #expect(right.status == 303 && right.header("Location") == "/case/B-1")
        let cookie = try #require(right.header("Set-Cookie"))
        #expect(cookie.hasPrefix("__Host-visit=") && cookie.contains("Secure") && cookie.contains("HttpOnly"))
        #expect(signIn(office, "anna", "quite a long password", to: "//elsewhere.example").header("Location") == "/")
    }

    @Test func `does not say whether the name or the password is wrong, and slows whoever guesses`() throws {
        let office = try office(with: [("anna", "coordinator", "C-01")])
        let wrong = signIn(office, "anna", "another long password")
        let nobody = signIn(office, "nobody", "another long password")
        #expect(wrong.status == 400 && wrong.header("Set-Cookie") == nil)
        #expect(wrong.text.replacing("anna", with: "X") == nobody.text.replacing("nobody", with: "X"))
        #expect(!wrong.text.contains("another long password"))
        for _ in 0..<4 { _ = signIn(office, "anna", "another long password") }
        let slowed = signIn(office, "anna", "quite a long password")
        #expect(slowed.status == 429 && slowed.header("Retry-After") != nil)
    }

    @Test func `ends by signing out, and a form after that loses no words silently`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        #expect(office.post("/sign-out", []).status == 303)
        #expect(office.get("/case/B-1").header("Location")?.hasPrefix("/sign-in") == true)
        let page = office.post("/case/B-1/record/change-requested", [("do", "give")], csrf: "x")
        #expect(page.status == 403 && page.text.contains("What you typed stands in the form still"))
    }

    @Test func `at the council's provider begins there, and comes back once, in the same browser`() throws {
        let issuer = Issuer()
        let server = try HTTPServer(host: "127.0.0.1", port: 0) { request in
            guard request.path == "/.well-known/openid-configuration" else { return .notFound }
            let own = issuer.address
            return .bytes(
                Array(
                    #"{"issuer":"\#(own)","authorization_endpoint":"\#(own)/a","token_endpoint":"\#(own)/t","jwks_uri":"\#(own)/k"}"#
                        .utf8), type: "application/json")
        }
        defer { _ = server.stop(within: .seconds(1)) }
        issuer.set("http://127.0.0.1:\(server.port)")
        let settings = CouncilEntrance.Settings(
            issuer: issuer.address,
            client: .init(id: "desk", secret: "s", redirect: "https://desk.council.example/signed-in"),
            roles: try RoleClaim("groups:sen=coordinator", known: ["coordinator"]), idClaim: "sub",
            name: ActorID("entra") ?? ActorID(contact: 0), isLoopback: true)
        let office = try Office(council: CouncilEntrance(settings, fetch: WebFetch(isLoopback: true)))
        let begun = office.get("/sign-in/council", [("to", "/case/B-1")])
        let location = try #require(begun.header("Location"))
        #expect(begun.status == 303 && location.hasPrefix("\(issuer.address)/a?"))
        #expect(location.contains("code_challenge_method=S256"))
        let state = try #require(location.firstMatch(of: /[&?]state=([^&]+)/)).1
        let cookie = String(try #require(begun.header("Set-Cookie")).prefix { $0 != ";" })
        func back(_ query: [(String, String)], _ cookie: String) -> Response {
            office.pages.answer(
                Request(
                    path: "/signed-in", query: query.map { Request.Field($0.0, $0.1) },
                    headers: [Request.Field("cookie", cookie)])) ?? .notFound
        }
        #expect(back([("state", "another"), ("code", "c")], cookie).status == 403)
        let denied = back([("state", String(state)), ("error", "access_denied")], cookie)
        #expect(denied.status == 403 && denied.text.contains("access_denied"), "\(denied.text)")
        // That state is used up.
        let again = back([("state", String(state)), ("code", "c")], cookie)
        #expect(again.status == 403 && again.header("Set-Cookie") == nil)
        let other = office.get("/sign-in/council")
        let second = try #require(other.header("Location")?.firstMatch(of: /[&?]state=([^&]+)/)).1
        #expect(back([("state", String(second)), ("code", "c")], cookie).text.contains("not begun in this browser"))
    }

    /// Known once the server has its port.
    private final class Issuer: Sendable {
        private let held = Mutex("")
        var address: String { held.withLock { $0 } }
        func set(_ text: String) { held.withLock { $0 = text } }
    }
}
