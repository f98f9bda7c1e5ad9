import CaseFile
import Contracts
import HTTPServer
import JSON
import Statute
import TestSupport
import Testing

@testable import Portal

@Suite struct `Signing in at the portal` {
    private let id = CaseID("B-10432")

    private func world(
        verified: VerifiedEmail? = VerifiedEmail("ada@example.org", by: actorID("C-07"), on: day("2024-06-01"))
    )
        throws -> PortalWorld
    {
        let world = try PortalWorld()
        var story = TestCase(try #require(id))
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2019-07-12"), placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: "statutory")), on: day("2024-01-08"))
        story.contact(1, on: day("2024-01-08"))
        world.tell(story)
        try world.person("B-10432/1", Person(name: "Ms Ada Example", email: "ada@example.org", verified: verified))
        try world.record(.children, "B-10432", Child(name: "Robin").json())
        return world
    }

    private func code(_ mail: String) throws -> (link: String, digits: String) {
        let link = try #require(mail.firstMatch(of: /enter\/([A-Za-z0-9_-]{22})/)?.1)
        let digits = try #require(mail.firstMatch(of: /type this code: (\d{4}) (\d{4})/))
        return (String(link), "\(digits.1)\(digits.2)")
    }

    @Test func `takes a link and a code from a mail that names no child`() throws {
        let world = try world()
        let asked = try #require(world.post("/sign-in", ["email": " Ada@Example.org "]))
        #expect(asked.text.contains("If that address is one that the council has checked"))
        let mail = try #require(try world.mails().first)
        #expect(!mail.contains("Robin"))
        let (link, digits) = try code(mail)
        let page = try #require(world.get("/enter/\(link)"))
        #expect(!page.text.contains("Robin") && !page.text.contains("B-10432"))
        let entered = try #require(world.post("/enter/\(link)", ["code": digits]))
        #expect(entered.header("Location") == "/case")
        let cookie = try #require(PortalWorld.cookie(entered))
        #expect(try #require(world.get("/case", cookie: cookie)).text.contains("Robin: annual review"))
    }

    @Test func `uses no link up by opening it, however often`() throws {
        let world = try world()
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        let (link, digits) = try code(try #require(try world.mails().first))
        for _ in 0..<30 { #expect(world.get("/enter/\(link)")?.status == 200) }
        #expect(world.post("/enter/\(link)", ["code": digits])?.header("Location") == "/case")
    }

    @Test func `answers alike whether or not an address is known`() throws {
        let world = try world()
        let known = try #require(world.post("/sign-in", ["email": "ada@example.org"]))
        let unknown = try #require(world.post("/sign-in", ["email": "eve@example.org"]))
        #expect(known.status == unknown.status)
        #expect(known.text == unknown.text)
        #expect(try world.mails().count == 1)
    }

    @Test func `answers alike whether or not a link is known`() throws {
        let world = try world()
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        let (link, _) = try code(try #require(try world.mails().first))
        let other = "AAAAAAAAAAAAAAAAAAAAAA"
        func page(_ link: String) throws -> String {
            try #require(world.post("/enter/\(link)", ["code": "00000000"])).text.replacing(link, with: "LINK")
        }
        #expect(try page(link) == page(other))
        #expect(
            try #require(world.get("/enter/\(link)")).text.replacing(link, with: "LINK")
                == #require(world.get("/enter/\(other)")).text.replacing(other, with: "LINK"))
    }

    @Test func `sends no code to an address that no officer verified`() throws {
        let world = try world(verified: nil)
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        #expect(try world.mails().isEmpty)
    }

    @Test func `sends no code to another address than the one that was verified`() throws {
        let world = try world(verified: VerifiedEmail("old@example.org", by: actorID("C-07"), on: day("2024-06-01")))
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        _ = world.post("/sign-in", ["email": "old@example.org"])
        #expect(try world.mails().isEmpty)
    }

    @Test(arguments: [("2024-08-20", 0), ("2024-08-19", 1)])
    func `sends no code to an address within fourteen days of its change`(_ changed: String, _ mails: Int) throws {
        let world = try world(
            verified: VerifiedEmail(
                "ada@example.org", by: actorID("C-07"), on: day("2024-08-21"), changed: day(changed)))
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        #expect(try world.mails().count == mails)
    }

    @Test func `sends no code to a contact who is closed, and shows one who is signed in nothing from then on`() throws
    {
        let world = try world()
        let id = try #require(id)
        let cookie = world.signIn(id, 1)
        #expect(world.get("/case", cookie: cookie)?.status == 200)
        let closed = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: false, by: actorID("SG-1"),
            on: day("2024-09-02"))
        world.tell(
            Entry(
                by: .safeguardingLead, recorded: day("2024-09-02"),
                events: [Event(SubmissionKey(high: 77, low: 77), .contactRecorded(closed))]), of: id)
        let page = try #require(world.get("/case", cookie: cookie))
        #expect(page.status == 403)
        #expect(!page.text.contains("What happens next"))
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        #expect(try world.mails().isEmpty)
    }

    @Test func `refuses a fourth mail within a quarter of an hour`() throws {
        let world = try world()
        for _ in 0..<3 { #expect(world.post("/sign-in", ["email": "ada@example.org"])?.status == 200) }
        #expect(world.post("/sign-in", ["email": "ada@example.org"])?.status == 429)
        #expect(world.post("/sign-in", ["email": "ada@example.org"], from: "192.0.2.9")?.status == 429)
    }

    @Test func `writes a code into the mail alone`() throws {
        let world = try world()
        _ = world.post("/sign-in", ["email": "ada@example.org"])
        let (link, digits) = try code(try #require(try world.mails().first))
        _ = world.post("/enter/\(link)", ["code": digits])
        #expect(world.accesses.allSatisfy { !"\($0)".contains(digits) })
        #expect(world.documents().values.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains(digits) })
    }

    @Test(arguments: [
        "/case", "/papers", "/plan", "/looked", "/held", "/held/download", "/give/progress", "/papers/views/AAAA",
    ])
    func `leads whoever is not signed in to the page of signing in`(_ path: String) throws {
        #expect(try world().get(path)?.header("Location") == "/sign-in")
    }
}
