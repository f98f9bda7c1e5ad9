import Contracts
import HTTPServer
import JSON
import Letters
import Pages
import SignIn
import Statute
import TestSupport
import Testing
import WebFetch

@testable import Portal

/// What the provider's token itself is held against stands in SignInTests and DeskTests.
@Suite struct `Signing in with the provider for families` {
    private func page(
        _ claims: [String: [String]], children: [String] = ["B-10432"], changed: Day? = nil
    ) throws -> (answer: Response, world: PortalWorld) {
        let world = try PortalWorld()
        for child in children {
            let id = try #require(CaseID(child))
            var story = TestCase(id)
            story.report(
                .planRecorded(
                    PlanRecorded(
                        made: day("2019-07-12"), placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                        model: "statutory")), on: day("2024-01-08"))
            story.contact(1, on: day("2024-01-08"))
            world.tell(story)
            let checked = VerifiedEmail("ada@example.org", by: actorID("C-07"), on: day("2024-06-01"), changed: changed)
            try world.person("\(child)/1", Person(name: "Ms Ada Example", email: "ada@example.org", verified: checked))
        }
        let provider = ProviderEntrance(
            .init(
                issuer: "https://id.example",
                client: .init(id: "p", secret: "s", redirect: "https://r.example/signed-in")),
            fetch: WebFetch())
        let council = try #require(world.pages.seeds.councils["bromley"])
        let signIn = ProviderSignIn(
            pages: world.pages, provider: provider, layout: Layout(service: "test"), council: council)
        return (signIn.welcome(claims), world)
    }

    private static let right = ["email": ["Ada@Example.org"], "email_verified": ["true"]]

    @Test func `takes the address that both the provider and an officer checked`() throws {
        let (answer, world) = try page(Self.right)
        #expect(answer.header("Location") == "/case")
        let cookie = try #require(PortalWorld.cookie(answer))
        #expect(world.get("/case", cookie: cookie)?.status == 200)
    }

    @Test(arguments: [
        ["email": ["ada@example.org"]], ["email": ["ada@example.org"], "email_verified": ["false"]],
        ["email_verified": ["true"]], ["email": ["eve@example.org"], "email_verified": ["true"]],
        ["email": ["not an address"], "email_verified": ["true"]],
        ["sub": ["B-10432/1"], "name": ["Ms Ada Example"], "email_verified": ["true"]],
    ])
    func `takes nothing else for who somebody is, and says what to do`(_ claims: [String: [String]]) throws {
        let answer = try page(claims).answer
        #expect(answer.status == 403 && answer.header("Set-Cookie") == nil)
        #expect(answer.text.contains("Ring") || answer.text.contains("Check it there"))
        #expect(!answer.text.contains("B-10432"))
    }

    @Test func `takes no address within fourteen days of its change`() throws {
        #expect(try page(Self.right, changed: day("2024-08-25")).answer.status == 403)
    }

    @Test func `lets the parent of two children choose, and each choice signs in once`() throws {
        let (answer, world) = try page(Self.right, children: ["B-10432", "B-10433"])
        #expect(answer.status == 200 && answer.header("Set-Cookie") == nil)
        let forms = answer.text.matches(of: /action="(\/enter\/[^"]+)".*?name="code" value="(\d+)"/)
        #expect(forms.count == 2)
        let (path, code) = (String(try #require(forms.last).1), String(try #require(forms.last).2))
        #expect(world.post(path, ["code": code])?.header("Location") == "/case")
        #expect(world.post(path, ["code": code])?.status == 400)
    }
}
